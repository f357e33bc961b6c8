// See parsed.h.
#include "tests/support/parsed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lang/number.h"

void parsed_init(Parsed *p) {
    memset(p, 0, sizeof *p);
    arena_init(&p->arena, &alloc_system, NULL, &p->guard);
}

void parsed_free(Parsed *p) { arena_free(&p->arena); }

void parsed_read(Parsed *p, const char *text, uint32_t length, ParseMode mode) {
    ParseLimits limits = {0, 0, 0};
    arena_reset(&p->arena);
    diags_init(&p->diags, &p->arena);
    p->source = source_new(&p->arena, STR(""), (Str){text, length});
    p->program = parse(&p->arena, p->source, mode, limits, &p->diags);
}

// ---- in one line ----------------------------------------------------------------------------

static void leaf(StrBuf *out, const Node *n) {
    static const char *const units[] = {"s", "min", "h", "d", "w", "mon", "y"};
    char number[NUMBER_TEXT];
    switch (n->tag) {
    case N_NAME: buf_add(out, n->text); break;
    case N_INT:
    case N_DURATION:
        buf_add(out, (Str){number, number_write_int(n->num.i, number)});
        if (n->tag == N_DURATION) buf_addc(out, units[n->unit]);
        break;
    case N_REAL: buf_add(out, (Str){number, number_write_real(n->num.r, number)}); break;
    case N_TEXT: buf_printf(out, "\"%.*s\"", STR_FMT(str_visible(out->arena, n->text))); break;
    case N_DATE: buf_printf(out, "#%.*s", STR_FMT(n->text)); break;
    case N_TRUTH: buf_addc(out, n->num.i ? "true" : "false"); break;
    case N_REF:
        buf_printf(out, "@%.*s%s%.*s", STR_FMT(n->kind_name), n->kind_name.n ? "/" : "",
                   STR_FMT(n->text));
        break;
    case N_REF_NAME: buf_printf(out, "@\"%.*s\"", STR_FMT(n->text)); break;
    case N_ARCHIVE: buf_addc(out, "archive"); break;
    case N_STAR: buf_char(out, '*'); break;
    default: buf_addc(out, "null"); break;
    }
}

static bool is_leaf(const Node *n) { return n->tag <= N_ARCHIVE || n->tag == N_STAR; }

static void flags(StrBuf *out, const Node *n) {
    if (n->flags & NODE_NOT) buf_addc(out, " not");
    if (n->flags & NODE_DESC) buf_addc(out, " desc");
    if (n->flags & NODE_LEFT) buf_addc(out, " left");
    if (n->flags & NODE_CALL) buf_addc(out, "()");
    if (n->flags & NODE_HIERARCHICAL) buf_addc(out, " hierarchical");
    if (n->flags & NODE_LIST_TYPE) buf_addc(out, "[]");
}

static void node(StrBuf *out, const Node *n);

static void child(StrBuf *out, const char *role, const Node *n) {
    if (!n) return;
    buf_printf(out, " %s", role);
    node(out, n);
}

// Items, arguments and members: name: value, or the value alone.
static bool pair(StrBuf *out, const Node *n) {
    bool plain = n->tag == N_ITEM || n->tag == N_ARG || n->tag == N_MEMBER ||
                 (n->tag == N_KEY && !n->flags) || n->tag == T_QUERY ||
                 (n->tag == N_PIPE && !n->list && !n->text.n);
    if (!plain) return false;
    if (n->text.n) buf_printf(out, "%.*s:", STR_FMT(n->text));
    node(out, n->a);
    return true;
}

static void node(StrBuf *out, const Node *n) {
    if (is_leaf(n)) {
        leaf(out, n);
        return;
    }
    if (pair(out, n)) return;
    buf_printf(out, "(%s", n->tag == N_BINARY ? binary_op_words[n->op] : node_tag_name(n->tag));
    if (n->tag == T_GAZETTE) buf_printf(out, " %d", (int)n->num.i);
    if (n->text.n) buf_printf(out, " %.*s", STR_FMT(str_visible(out->arena, n->text)));
    if (n->text2.n) buf_printf(out, " %.*s", STR_FMT(n->text2));
    flags(out, n);
    bool by = n->tag == S_WITH || n->tag == S_SUMMARIZE || n->tag == S_COUNT;
    bool late = n->tag == T_FN || n->tag == D_PARAM || n->tag == T_PARAM || by;
    if (n->tag == N_RANGE && !n->a) buf_addc(out, " -");
    if (!late) child(out, "", n->a);
    if (n->tag == T_ENTITY) child(out, "", n->b);
    for (const Node *e = n->list; e; e = e->next) child(out, "", e);
    if (n->tag != T_ENTITY) child(out, "", n->b);
    child(out, "", n->c);
    if (late) child(out, by ? "by " : "", n->a);
    buf_char(out, ')');
}

const char *parsed_line(Parsed *p) {
    StrBuf out;
    buf_init(&out, &p->arena);
    for (uint32_t i = 0; i < p->diags.count; i++) {
        const Diag *d = &p->diags.items[i];
        buf_printf(&out, "%s%s %u+%u", i ? "; " : "", error_info[d->code].code,
                   (unsigned)d->span.at, (unsigned)d->span.len);
    }
    if (!p->diags.count) {
        for (const Node *s = p->program->statements; s; s = s->next) {
            if (s != p->program->statements) buf_addc(&out, "; ");
            node(&out, s);
        }
    }
    buf_char(&out, '\0');
    return out.p;
}

// ---- what holds for every tree --------------------------------------------------------------

static void check_node(const Parsed *p, const Node *n, const Node *parent) {
    uint64_t end = (uint64_t)n->span.at + n->span.len;
    if (!n->span.len || end > p->source->text.n) fail_msg("a place outside the text");
    if (n->at.at < n->span.at || (uint64_t)n->at.at + n->at.len > end)
        fail_msg("%s points outside itself", node_tag_name(n->tag));
    if (n->height > NODE_HEIGHT_MAX) fail_msg("too high");
    if (!parent) return;
    if (n->height >= parent->height) fail_msg("%s is no lower", node_tag_name(n->tag));
    if (n->span.at < parent->span.at || end > (uint64_t)parent->span.at + parent->span.len)
        fail_msg("%s is not inside %s", node_tag_name(n->tag), node_tag_name(parent->tag));
}

static void check_tree(const Parsed *p, const Node *n, const Node *parent) {
    if (!n) return;
    check_node(p, n, parent);
    check_tree(p, n->a, n);
    check_tree(p, n->b, n);
    check_tree(p, n->c, n);
    uint32_t count = 0;
    for (const Node *e = n->list; e; e = e->next, count++) check_tree(p, e, n);
    if (count != n->count && count < UINT16_MAX) fail_msg("a list of %u says %u", count, n->count);
}

void parsed_check(Parsed *p) {
    for (const Node *s = p->program->statements; s; s = s->next) check_tree(p, s, NULL);
    for (uint32_t i = 0; i < p->diags.count; i++) {
        const Diag *d = &p->diags.items[i];
        if (!d->message.n) fail_msg("an error without a message");
        if ((uint64_t)d->span.at + d->span.len > p->source->text.n) fail_msg("an error outside");
    }
}
