// The sentences of syntax errors: what was expected (asked of the grammar by dry runs, folded by
// category), what was found, which bracket is still open.
#include <string.h>

#include "grammar.h"
#include "lang/parser_habits.h"

enum { SHOWN = 4 }; // things that a person reads in one sentence

typedef struct Expected {
    const char *names[16];
    uint32_t count;
} Expected;

static void add(Expected *e, const char *name) {
    for (uint32_t i = 0; i < e->count; i++)
        if (e->names[i] == name) return;
    if (e->count < sizeof e->names / sizeof *e->names) e->names[e->count++] = name;
}

// Where a value or an operator may stand, these say the same or too little to be named.
static bool goes_without_saying(const Reader *r, int kind, bool value, bool operators) {
    switch (kind) {
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_LBRACE:
    case TK_ARCHIVE: return value || operators;
    case TK_MINUS:
    case TK_STAR: return value;
    case TK_REF:
    case TK_UNIT:
    case TK_UP:
    case TK_ASC:
    case TK_DESC: return operators;
    case TK_COLON:
    case TK_STRING: return operators;
    case TK_AS: return operators || reader_accepts(r, TK_WHERE);
    case TK_ID: return reader_accepts(r, TK_WHERE);
    default: return false;
    }
}

// By its category where many of that category may stand here, else by its own name.
static void add_kind(Expected *e, int kind, bool value, bool operators) {
    const char *category = token_category(kind);
    bool folded = category == token_category(TK_INT)    ? value
                  : category == token_category(TK_PLUS) ? operators
                                                        : habit_is_stage(kind);
    add(e, category && folded ? category : token_name(kind));
}

static void collect(const Reader *r, Expected *e) {
    bool value = reader_accepts(r, TK_INT) && reader_accepts(r, TK_TRUE);
    bool operators = reader_accepts(r, TK_PLUS);
    if (reader_accepts(r, TK_LET)) {
        add(e, "a query");
        add(e, "a statement such as let");
        return;
    }
    static const int last[] = {TK_COMMA, TK_PIPE, TK_END};
    for (int pass = 0; pass < 2; pass++) { // categories first, then single words
        for (int kind = 1; kind < gaz_kinds(); kind++) {
            bool late = kind == last[0] || kind == last[1] || kind == last[2];
            if (late || (token_category(kind) != NULL) != (pass == 0)) continue;
            if (!reader_accepts(r, kind) || goes_without_saying(r, kind, value, operators))
                continue;
            add_kind(e, kind, value, operators);
        }
    }
    for (int i = 0; i < 3; i++)
        if (reader_accepts(r, last[i])) add(e, token_name(last[i]));
}

Str expected_words(const Reader *r) {
    Expected e = {.count = 0};
    collect(r, &e);
    StrBuf b;
    buf_init(&b, r->parse.arena);
    uint32_t n = e.count < SHOWN ? e.count : SHOWN;
    for (uint32_t i = 0; i < n; i++) {
        if (i) buf_addc(&b, i + 1 == n ? " or " : ", ");
        buf_addc(&b, e.names[i]);
    }
    return buf_str(&b);
}

// ---- found ----------------------------------------------------------------------------------

static Str found_words(const Reader *r, Token t) {
    enum { LONGEST = 40 };
    if (t.kind == TOK_END_OF_TEXT || t.kind == TOK_NEWLINE) return str_of(token_name(t.kind));
    Str s = reader_words(r, t);
    const char *end = memchr(s.p, '\n', s.n);
    bool cut = end || s.n > LONGEST;
    if (end) s.n = (uint32_t)(end - s.p);
    if (s.n > LONGEST) s.n = LONGEST;
    while (cut && s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80) s.n--;
    const char *quote = t.kind == TK_STRING || t.kind == TK_TEXT ? "" : "'";
    return str_printf(r->parse.arena, "%s%.*s%s%s", quote, STR_FMT(s), cut ? "…" : "", quote);
}

static int closer_of(int open) {
    return open == TK_LPAREN ? TK_RPAREN : open == TK_LBRACKET ? TK_RBRACKET : TK_RBRACE;
}

static uint32_t line_of(const Reader *r, Token t) {
    return source_place(r->parse.source, t.span.at).line;
}

// "')' to close '(' of line 2", if a bracket is open and may be closed here.
static bool closing_words(const Reader *r, Str *out) {
    Token open = r->levels[r->depth].open;
    if (!r->depth || !reader_accepts(r, closer_of(open.kind))) return false;
    *out = str_printf(r->parse.arena, "%s to close %s of line %u", token_name(closer_of(open.kind)),
                      token_name(open.kind), (unsigned)line_of(r, open));
    return true;
}

// A literal that was accepted but not read yet may itself be the first mistake.
static bool literal_is_wrong(Reader *r) {
    Parse *p = &r->parse;
    Date date;
    if (!r->count) return false;
    switch (r->last.kind) {
    case TK_STRING:
    case TK_TEXT: literal_text(p, r->last.span); break;
    case TK_DATE: literal_date(p, r->last.span, &date); break;
    case TK_INT: ast_int(p, r->last); break;
    case TK_FLOAT: ast_real(p, r->last); break;
    default: break;
    }
    return p->failed;
}

void report_refused(Reader *r, Token found) {
    if (literal_is_wrong(r)) return;
    if (habit_of_statements(r, found) || habit_of_expressions(r, found)) return;
    Str close, expected = expected_words(r);
    bool closing =
        closing_words(r, &close) && line_of(r, r->levels[r->depth].open) != line_of(r, found);
    if (closing && line_of(r, r->last) != line_of(r, found)) {
        expected = close; // a new line: the bracket above was forgotten
        closing = false;
    }
    Diag *e =
        diag_error(r->parse.diags, E0101, r->parse.source, found.span, "expected %.*s, found %.*s",
                   STR_FMT(expected), STR_FMT(found_words(r, found)));
    if (closing) diag_note(r->parse.diags, e, "or %.*s", STR_FMT(close));
}

// The whole of a stage that ends too early, as an example.
static const char *stage_example(const Reader *r) {
    if (r->depth) return NULL;
    switch (r->levels[0].stage.kind) {
    case TK_WHERE: return r->last.kind == TK_WHERE ? "where born < 1880" : NULL;
    case TK_SELECT: return r->last.kind == TK_SELECT ? "select name, born" : NULL;
    case TK_WITH: return r->last.kind == TK_WITH ? "with age: died - born" : NULL;
    case TK_SORT: return r->last.kind == TK_SORT ? "sort born" : NULL;
    case TK_TAKE: return "take 10";
    case TK_SKIP: return "skip 10";
    case TK_TOP: return "top 10 by born";
    case TK_SUMMARIZE:
        return r->last.kind == TK_SUMMARIZE ? "summarize n: count() by gender" : NULL;
    case TK_COUNT: return "count by gender";
    case TK_FOLLOW: return "follow events.place";
    case TK_EXPAND: return "expand people as person";
    case TK_SEARCH: return "search \"bread strike\"";
    case TK_AS: return "as csv";
    default: return NULL;
    }
}

void report_unfinished(Reader *r) {
    if (literal_is_wrong(r)) {
        r->incomplete = false;
        return;
    }
    Span span = {r->last.span.at + r->last.span.len, 0};
    if (!closing_words(r, &r->awaited)) r->awaited = expected_words(r);
    Diag *e = diag_error(r->parse.diags, E0102, r->parse.source, span,
                         "the text ends too early: expected %.*s", STR_FMT(r->awaited));
    const char *stage = stage_example(r);
    // who has typed no more than a stage's name waits for an example
    if (stage && r->last.kind == r->levels[0].stage.kind)
        r->awaited = str_printf(r->parse.arena, "as in: %s", stage);
    if (r->last.kind == TK_PIPE)
        diag_hint(r->parse.diags, e, "a stage follows the |, or take the | away");
    else if (stage)
        diag_hint(r->parse.diags, e, "write %s", stage);
    else if (reader_accepts(r, TK_ELSE))
        diag_hint(r->parse.diags, e, "an if needs its else: if C then A else null");
}

void report_misplaced(Reader *r, Token found) {
    Str words = reader_words(r, found);
    Diag *e =
        diag_error(r->parse.diags, E0110, r->parse.source, found.span,
                   "a line cannot begin with '%.*s' under a finished statement", STR_FMT(words));
    diag_hint(r->parse.diags, e,
              "end the line above with '%.*s', or put the whole in brackets; ; ends a statement",
              STR_FMT(words));
}
