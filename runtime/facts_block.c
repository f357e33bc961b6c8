// Blocks at the head of a passage: {line: 73, note: "…"} before its words. In: a passage that has
// one; out: its values given to the builder, or errors at their places in the file. A block is
// read where it stands there, by the parser of facts, and each member is treated as one of
// `passage @id {…}`.
#include <string.h>

#include "lang/parser.h"
#include "runtime/facts_impl.h"

// ---- where a block stands in the file -------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static uint32_t skip_blanks(Str s, uint32_t at) {
    while (at < s.n && is_blank(s.p[at])) at++;
    return at;
}

static Str rest(Str s, uint32_t at) { return (Str){s.p + at, s.n - at}; }

TextLines facts_lines(const Node *text) {
    Str raw = source_words(text->source, text->span);
    TextLines l = {.text = text, .raw = raw, .at = 1, .line = 1, .escapes = str_begins(raw, "\"")};
    if (raw.n < 6 || !str_begins(raw, "\"\"\"")) return l;
    l.escapes = false;
    uint32_t first = skip_blanks(raw, 3);
    l.at = raw.p[first] == '\n' ? first + 1 : 3; // a blank first line is not of the text
    return l;
}

static void go_to(TextLines *l, uint32_t line) {
    for (; l->line < line && l->at + 1 < l->raw.n; l->at++) {
        char c = l->raw.p[l->at];
        if (!l->escapes || c != '\\') {
            l->line += c == '\n';
            continue;
        }
        l->at++;
        l->line += l->raw.p[l->at] == 'n';
    }
}

// The block's brace in the file; false after an error: the text spells it in another way.
static bool find_block(Facts *x, TextLines *l, const Passage *p, Span *brace) {
    go_to(l, p->line);
    uint32_t at = skip_blanks(l->raw, l->at);
    if (str_begins(rest(l->raw, at), "==")) at = skip_blanks(l->raw, at + 2);
    *brace = (Span){l->text->span.at + at, 1};
    Str here = rest(l->raw, at);
    bool same = here.n >= p->block.n && memcmp(here.p, p->block.p, p->block.n) == 0;
    if (l->escapes ? same : str_begins(here, "{")) return true;
    Diag *e = diag_error(x->diags, E0106, l->text->source, l->text->span,
                         "a block at the head of a passage is written without escapes");
    diag_hint(x->diags, e, "put the article's text between three quotes: \"\"\"…\"\"\"");
    return false;
}

// ---- what it says ---------------------------------------------------------------------------

static bool made_by_archive(const CoreFields *c, uint32_t field) {
    return field == c->passage_article || field == c->passage_number || field == c->passage_text ||
           field == c->passage_words;
}

static bool stands_before(const Fact *block, const Node *m) {
    for (const Node *other = block->node->list; other != m; other = other->next)
        if (str_eq(other->text, m->text)) return true;
    return false;
}

static void put_member(Facts *x, Fact *block, const Node *m) {
    const Kind *k = x->schema->kinds[block->kind];
    uint32_t field = kind_field(k, m->text);
    if (field == UINT32_MAX) {
        Diag *e = facts_no_field(x, k, m);
        if (!e->note.n)
            diag_hint(x->diags, e,
                      "extend kind passage { %.*s: text }, or \\{ for a brace in the text",
                      STR_FMT(m->text));
    } else if (made_by_archive(&x->core, field)) {
        diag_error(x->diags, E0202, m->source, m->at,
                   "'%.*s' is not stated here: it is made from the text", STR_FMT(m->text));
    } else if (stands_before(block, m)) {
        diag_error(x->diags, E0206, m->source, m->at, "'%.*s' stands here twice", STR_FMT(m->text));
    } else {
        facts_member(x, block, m);
    }
}

Fact facts_block(Facts *x, TextLines *lines, const Passage *p, Ref passage) {
    Fact block = {.kind = x->core.passage, .ref = passage};
    Span brace;
    if (!p->block.n || !find_block(x, lines, p, &brace)) return block;
    const Source *src = lines->text->source;
    if (p->open) {
        Diag *e = diag_error(x->diags, E0102, src, brace, "this block has no '}'");
        diag_hint(x->diags, e, "{line: 73} and the words of the passage, or \\{ for a brace");
        return block;
    }
    if (!x->reader) x->reader = members_reader(x->a, x->diags);
    Str here = rest(src->text, brace.at);
    block.node = members_read(x->reader, src, brace, brace.at + passage_block(here));
    for (const Node *m = block.node ? block.node->list : NULL; m; m = m->next)
        put_member(x, &block, m);
    return block;
}
