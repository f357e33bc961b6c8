// What each word of a text is; see highlight.h. Which names mean something is asked of the checker
// where the text can be parsed; in one that is still being typed a name counts as known if anything
// at all is called so.
#include "lang/highlight.h"

#include <string.h>

#include "grammar.h"
#include "lang/complete.h"
#include "lang/lexer.h"

typedef struct Highlight {
    Env *env;
    const Catalog *cat;
    Arena *arena;
    const Source *src;
    Painted *spans;
    int *kinds; // of the tokens behind the spans
    uint32_t n;
    size_t cap, kinds_cap;
    bool uses; // names may come from another file
} Highlight;

static Str words_of(const Highlight *h, uint32_t i) {
    return source_words(h->src, h->spans[i].span);
}
static int kind_at(const Highlight *h, uint32_t i) { return i < h->n ? h->kinds[i] : 0; }
static int kind_before(const Highlight *h, uint32_t i) { return i ? h->kinds[i - 1] : 0; }

// ---- tokens ---------------------------------------------------------------------------------

static bool is_word(Str s) {
    char c = s.n ? s.p[0] : 0;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static Paint paint_of(int kind, Str words) {
    switch (kind) {
    case TK_ID: return PAINT_NAME;
    case TK_INT:
    case TK_FLOAT:
    case TK_UNIT: return PAINT_NUMBER;
    case TK_DATE: return PAINT_DATE;
    case TK_STRING:
    case TK_TEXT: return PAINT_TEXT;
    case TK_REF:
    case TK_REF_NAME: return PAINT_ID;
    case TK_LPAREN:
    case TK_RPAREN:
    case TK_LBRACKET:
    case TK_RBRACKET:
    case TK_LBRACE:
    case TK_RBRACE: return PAINT_BRACKET;
    case TOK_SPACE: return PAINT_COMMENT;
    case TOK_ERROR: // a text that has no end yet is no mistake while it is typed
        return words.n && (words.p[0] == '"' || words.p[0] == '\'') ? PAINT_TEXT : PAINT_ERROR;
    default: return is_word(words) ? PAINT_KEYWORD : PAINT_OPERATOR;
    }
}

static void add(Highlight *h, Token t) {
    Str words = source_words(h->src, t.span);
    bool blank = t.kind == TOK_NEWLINE || (t.kind == TOK_SPACE && words.p[0] != '#');
    if (blank || !t.span.len) return;
    h->spans = arena_grow(h->arena, h->spans, &h->cap, h->n + 1, sizeof *h->spans);
    h->kinds = arena_grow(h->arena, h->kinds, &h->kinds_cap, h->n + 1, sizeof *h->kinds);
    h->spans[h->n] = (Painted){t.span, paint_of(t.kind, words)};
    h->kinds[h->n++] = t.kind;
    h->uses |= t.kind == TK_USE;
}

static void read_tokens(Highlight *h) {
    for (uint32_t at = 0; at < h->src->text.n;) {
        Token t = lex_next(h->src, at, NULL);
        if (t.kind == TOK_END_OF_TEXT) break;
        if (!t.span.len) t.span.len = 1; // never twice at one place
        add(h, t);
        at = t.span.at + t.span.len;
    }
}

// ---- names ----------------------------------------------------------------------------------

static bool is_function(const Highlight *h, Str name) {
    Str definition;
    const char *what;
    for (uint32_t i = 0; i < h->cat->nfunctions; i++)
        if (str_is(name, h->cat->functions[i]->name)) return true;
    for (uint32_t i = 0; env_definition(h->env, i, &definition, &what); i++)
        if (str_eq(definition, name) && strcmp(what, "function") == 0) return true;
    return false;
}

// Words that are names elsewhere: after a dot, before a colon, as a call.
static void place_words(Highlight *h) {
    for (uint32_t i = 0; i < h->n; i++) {
        Painted *s = &h->spans[i];
        if (s->paint != PAINT_KEYWORD && s->paint != PAINT_NAME) continue;
        bool called = kind_at(h, i + 1) == TK_LPAREN;
        if (kind_before(h, i) == TK_DOT || kind_at(h, i + 1) == TK_COLON) {
            s->paint = PAINT_NAME;
        } else if (called && is_function(h, words_of(h, i))) {
            s->paint = PAINT_FUNCTION;
        }
    }
}

// Does the text itself introduce the name: `let x`, `as x`, `x:`, a parameter of fn?
static bool introduced(const Highlight *h, Str name) {
    bool params = false;
    for (uint32_t i = 0; i < h->n; i++) {
        int before = kind_before(h, i), kind = h->kinds[i];
        if (kind == TK_FN) params = true;
        if (kind == TK_RPAREN || kind == TK_EQ) params = false;
        bool here = params || before == TK_LET || before == TK_PARAM || before == TK_AS ||
                    before == TK_SET || kind_at(h, i + 1) == TK_COLON;
        if (here && kind != TK_FN && str_eq(words_of(h, i), name)) return true;
    }
    return false;
}

static bool in_schema(const Schema *s, Str name) {
    if (schema_kind(s, name) != KIND_ANY || schema_collection(s, name) != KIND_ANY) return true;
    for (uint32_t k = 0; k < s->nkinds; k++)
        if (kind_field(s->kinds[k], name) != UINT32_MAX) return true;
    return false;
}

static bool is_known(const Highlight *h, Str name) {
    static const char *const words[] = {"it",    "_",    "text",   "int",      "real",
                                        "truth", "date", "moment", "duration", "entity"};
    Str definition;
    const char *what;
    const Type *type;
    if (h->cat->table && h->cat->table(h->cat->user, name, &type)) return true;
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(name, words[i])) return true;
    for (uint32_t i = 0; env_definition(h->env, i, &definition, &what); i++)
        if (str_eq(definition, name)) return true;
    return in_schema(h->cat->schema, name) || is_function(h, name) || introduced(h, name);
}

static void mark_unknown_words(Highlight *h) {
    for (uint32_t i = 0; i < h->n; i++) {
        Painted *s = &h->spans[i];
        if (s->paint != PAINT_NAME || kind_before(h, i) == TK_DOT) continue;
        Str name = words_of(h, i);
        if (name.p[0] != '`' && !is_known(h, name)) s->paint = PAINT_UNKNOWN;
    }
}

// ---- the checker's word ---------------------------------------------------------------------

static void mark_errors(Highlight *h, const Diags *d) {
    for (uint32_t e = 0; e < d->count; e++) {
        const Diag *diag = &d->items[e];
        if (error_info[diag->code].status != ST_NAME || diag->source != h->src) continue;
        for (uint32_t i = 0; i < h->n; i++) {
            Painted *s = &h->spans[i];
            bool inside = s->span.at >= diag->span.at &&
                          s->span.at + s->span.len <= diag->span.at + diag->span.len;
            bool name = s->paint == PAINT_NAME || s->paint == PAINT_FUNCTION ||
                        s->paint == PAINT_ID || s->paint == PAINT_KEYWORD;
            if (inside && name) s->paint = PAINT_UNKNOWN;
        }
    }
}

// False: the text cannot be parsed as it stands.
static bool ask_checker(Highlight *h, ParseLimits limits, bool repl) {
    Diags diags;
    diags_init(&diags, h->arena);
    Program *p = parse(h->arena, h->src, repl ? PARSE_REPL : PARSE_FILE, limits, &diags);
    if (!p || diags.count) return false;
    check_look(h->env, h->arena, p, repl, &diags);
    mark_errors(h, &diags);
    return true;
}

uint32_t highlight(Env *env, const Catalog *cat, Arena *arena, const Source *src,
                   ParseLimits limits, bool repl, Painted **out) {
    Highlight h = {.env = env, .cat = cat, .arena = arena, .src = src};
    read_tokens(&h);
    place_words(&h);
    if (!h.uses && h.n && !ask_checker(&h, limits, repl)) mark_unknown_words(&h);
    *out = h.spans;
    return h.n;
}
