// The driver: takes tokens from the lexer, decides where statements end, asks the grammar by a dry
// run before each token, and on a refusal reports one error and looks for the next statement.
//
// A newline ends a statement if it can end there, no bracket is open, and the next line does not go
// on with | and or. Inside brackets and where something is missing, newlines are blanks.
#include "lang/parser.h"

#include "grammar.h"
#include "lang/lexer.h"
#include "lang/parser_state.h"

// ---- tokens ---------------------------------------------------------------------------------

Str reader_words(const Reader *r, Token t) { return source_words(r->parse.source, t.span); }

bool reader_may_name(int kind) {
    return kind == TK_ID || (kind > 0 && kind < gaz_kinds() && GazFallback(kind) == TK_ID);
}

Token reader_peek(const Reader *r, uint32_t at, bool newlines) {
    for (;;) {
        Token t = lex_next(r->parse.source, at, NULL);
        if (t.kind != TOK_SPACE && !(newlines && t.kind == TOK_NEWLINE)) return t;
        at = token_end(t);
    }
}

// After a dot any word is a field's name, reserved or not.
static Token as_field_name(const Reader *r, Token t) {
    char c = r->parse.source->text.p[t.span.at];
    bool word = (c >= 'a' && c <= 'z') && t.kind != TOK_ERROR;
    if (!word) return t;
    if (t.kind == TK_NOT_IN) t.span.len = 3;
    t.kind = TK_ID;
    return t;
}

static Token read_token(Reader *r) {
    Token t;
    do {
        t = lex_next(r->parse.source, r->at, r->parse.diags);
        r->at = token_end(t);
    } while (t.kind == TOK_SPACE);
    if (r->count && r->last.kind == TK_DOT && t.kind != TOK_END_OF_TEXT) {
        t = as_field_name(r, t);
        r->at = token_end(t);
    }
    // A query may ask kind(@lenin) first of all.
    if (!r->count && t.kind == TK_KIND && reader_peek(r, r->at, false).kind == TK_LPAREN)
        t.kind = TK_ID;
    return t;
}

// ---- a statement's beginning, middle and end ------------------------------------------------

static void begin_statement(Reader *r) {
    GazInit(r->grammar, &r->parse);
    r->parse.failed = false;
    r->parse.statement = NULL;
    r->parse.beyond = NULL;
    r->count = 0;
    r->first = r->before = r->last = no_token();
    r->depth = 0;
    r->levels[0] = (Level){no_token(), no_token(), 0};
}

static bool opens(int kind) {
    return kind == TK_LPAREN || kind == TK_LBRACKET || kind == TK_LBRACE;
}

static bool closes(int kind) {
    return kind == TK_RPAREN || kind == TK_RBRACKET || kind == TK_RBRACE;
}

static void track(Reader *r, Token t) {
    Level *level = &r->levels[r->depth];
    if (opens(t.kind) && r->depth + 1 < LEVELS) {
        r->levels[++r->depth] = (Level){t, no_token(), token_end(t)};
    } else if (closes(t.kind) && r->depth) {
        r->depth--;
    } else if (t.kind == TK_COMMA || t.kind == TK_BY || t.kind == TK_COLON) {
        level->items = token_end(t);
    } else if (r->last.kind == TK_PIPE) {
        level->stage = t;
        level->items = token_end(t);
    }
    if (!r->count++) r->first = t;
    r->before = r->last;
    r->last = t;
}

static void feed(Reader *r, Token t) {
    Gaz(r->grammar, t.kind, t);
    track(r, t);
}

// Nothing more comes: the grammar reduces what it has.
static void close_statement(Reader *r, Token end) {
    Gaz(r->grammar, TK_END, end);
    if (!r->parse.failed) Gaz(r->grammar, 0, end);
    ast_settle(&r->parse);
}

static void end_statement(Reader *r, Token end) {
    close_statement(r, end);
    if (r->parse.failed || !r->parse.statement) return;
    ast_list(&r->parse, &r->statements, r->parse.statement);
}

// ---- newlines -------------------------------------------------------------------------------

// A line under a finished statement cannot begin with an operator (it would be read in two ways),
// nor with a word that belongs to the line above. What can only begin a value or a statement begins
// a statement, also where the line above could go on with a value (`distinct`, `1917..`).
static bool misplaced(const Reader *r, Token t) {
    switch (t.kind) {
    case TK_MINUS:
    case TK_PLUS:
    case TK_STAR:
    case TK_SLASH:
    case TK_DSLASH:
    case TK_PERCENT:
    case TK_DOT:
    case TK_RANGE:
    case TK_RANGE_FROM:
    case TK_RANGE_TO:
    case TK_COALESCE:
    case TK_COMMA: return true;
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_LBRACE:
    case TK_UNIT:
    case TK_REF:
    case TK_REF_NAME:
    case TK_ID:
    case TK_INT:
    case TK_FLOAT:
    case TK_DATE:
    case TK_STRING:
    case TK_TEXT:
    case TK_TRUE:
    case TK_FALSE:
    case TK_NULL:
    case TK_IF:
    case TK_GAZETTE:
    case TK_KIND:
    case TK_EXTEND:
    case TK_ARCHIVE:
    case TK_MAP:
    case TK_USE:
    case TK_SET:
    case TK_PARAM:
    case TK_ASSERT:
    case TK_EXPECT:
    case TK_LET:
    case TK_FN:
    case TK_END: return false;
    default: return t.kind > 0 && t.kind < gaz_kinds() && reader_accepts(r, t.kind);
    }
}

typedef enum Newline { NEWLINE_BLANK, NEWLINE_END, NEWLINE_WRONG } Newline;

static Newline newline(Reader *r) {
    if (!r->count || r->depth || !reader_accepts(r, TK_END)) return NEWLINE_BLANK;
    Token next = reader_peek(r, r->at, true);
    if (next.kind == TK_PIPE || next.kind == TK_AND || next.kind == TK_OR) {
        r->at = next.span.at; // past all blank lines at once
        return NEWLINE_BLANK;
    }
    if (next.kind == TOK_END_OF_TEXT && r->prefix) {
        r->line_over = true;
        return NEWLINE_BLANK;
    }
    if (!misplaced(r, next)) return NEWLINE_END;
    report_misplaced(r, next);
    r->at = token_end(next);
    return NEWLINE_WRONG;
}

// ---- recovery -------------------------------------------------------------------------------

static uint32_t column_of(const Source *src, uint32_t at) {
    uint32_t begin = at;
    while (begin && src->text.p[begin - 1] != '\n') begin--;
    return at - begin;
}

static bool line_begins_at(const Source *src, uint32_t at) {
    while (at && (src->text.p[at - 1] == ' ' || src->text.p[at - 1] == '\t')) at--;
    return !at || src->text.p[at - 1] == '\n';
}

// Inside open brackets a line is taken for a new statement only if it looks like one.
static bool looks_like_statement(const Reader *r, Token t) {
    Token next = reader_peek(r, token_end(t), false);
    switch (t.kind) {
    case TK_GAZETTE:
    case TK_KIND:
    case TK_EXTEND:
    case TK_ARCHIVE:
    case TK_MAP:
    case TK_USE:
    case TK_SET:
    case TK_PARAM:
    case TK_ASSERT:
    case TK_EXPECT:
    case TK_LET:
    case TK_FN:
    case TK_ID:
        return next.kind == TK_REF || next.kind == TK_LBRACE || next.kind == TK_PIPE ||
               next.kind == TK_STRING || (t.kind != TK_ID && reader_may_name(next.kind));
    default: return false;
    }
}

// Skips to where the next statement begins: after a ; or at a line that begins no further right
// than the failed statement did.
static void recover(Reader *r, uint32_t from) {
    const Source *src = r->parse.source;
    uint32_t start = r->count ? r->first.span.at : from, depth = r->depth;
    uint32_t margin = column_of(src, start);
    r->at = from;
    for (;;) {
        Token t = lex_next(src, r->at, NULL);
        bool joins = closes(t.kind) || t.kind == TK_PIPE || t.kind == TK_AND || t.kind == TK_OR ||
                     t.kind == TOK_NEWLINE || t.kind == TOK_SPACE;
        if (t.kind == TOK_END_OF_TEXT) {
            r->lost = true;
            return;
        }
        if (!joins && t.span.at > start && line_begins_at(src, t.span.at) &&
            column_of(src, t.span.at) <= margin && (!depth || looks_like_statement(r, t)))
            return;
        r->at = token_end(t);
        if (t.kind == TK_END) return;
        if (opens(t.kind)) depth++;
        if (closes(t.kind) && depth) depth--;
    }
}

// ---- the loop -------------------------------------------------------------------------------

Reader *reader_new(Arena *a, const Source *src, ParseMode mode, ParseLimits limits, Diags *diags) {
    Reader *r = ARENA_NEW(a, Reader);
    if (!limits.text) limits.text = UINT32_MAX;
    if (!limits.height || limits.height > NODE_HEIGHT_MAX) limits.height = NODE_HEIGHT_MAX;
    if (!limits.nodes) limits.nodes = UINT32_MAX;
    r->parse = (Parse){.arena = a, .source = src, .diags = diags, .limits = limits};
    r->grammar = arena_alloc(a, gaz_size());
    r->mode = mode;
    begin_statement(r);
    return r;
}

// Hands a token to the grammar if it wants it; false after a report.
static bool offer(Reader *r, Token t) {
    Would would = gaz_would(r->grammar, t.kind);
    if (!r->count && t.kind == TK_PIPE && r->mode == PARSE_FILE) would = WOULD_NOT;
    if (would == WOULD || would == WOULD_AS_NAME) {
        feed(r, t);
        return !r->parse.failed;
    }
    if (would == WOULD_NOT) {
        report_refused(r, t);
    } else {
        Diag *e = diag_error(r->parse.diags, E0111, r->parse.source, t.span, "nested too deeply");
        diag_hint(r->parse.diags, e, "give the inner parts names with let");
    }
    return false;
}

static void fail(Reader *r, uint32_t from) {
    recover(r, from);
    if (r->mode == PARSE_REPL) r->stop = true;
    begin_statement(r);
}

// A newline that ends the statement, a ; or the end of the text.
static void finish(Reader *r, Token t) {
    if (!r->count) return;
    if (reader_accepts(r, TK_END)) {
        end_statement(r, t);
        if (r->parse.failed)
            fail(r, token_end(t));
        else
            begin_statement(r);
        return;
    }
    r->incomplete = t.kind == TOK_END_OF_TEXT;
    if (r->incomplete)
        report_unfinished(r);
    else
        report_refused(r, t);
    fail(r, t.span.at);
}

// The lexer has reported it. A text in three quotes without end may still be typed.
static void lexer_failed(Reader *r, Token t) {
    const Str text = r->parse.source->text;
    if (token_end(t) == text.n && t.span.len >= 3 &&
        str_eq(STR("\"\"\""), (Str){text.p + t.span.at, 3})) {
        r->incomplete = true;
        r->awaited = STR("the closing \"\"\"");
    }
    fail(r, token_end(t));
}

bool reader_step(Reader *r) {
    guard_work(r->parse.arena->guard, 16);
    Token t = read_token(r);
    switch (t.kind) {
    case TOK_NEWLINE:
        switch (newline(r)) {
        case NEWLINE_BLANK: break;
        case NEWLINE_END: finish(r, t); break;
        case NEWLINE_WRONG: fail(r, r->at); break;
        }
        return true;
    case TOK_END_OF_TEXT:
        if (!r->prefix) finish(r, t);
        return false;
    case TK_END: finish(r, t); return true;
    case TOK_ERROR: lexer_failed(r, t); return true;
    default:
        if (!offer(r, t)) fail(r, t.span.at);
        return true;
    }
}

static bool readable(const Source *src, ParseLimits limits, Diags *diags) {
    if (limits.text && src->text.n > limits.text) {
        diag_error(diags, E0112, src, (Span){0, 0}, "the text has %u bytes; the limit is %u",
                   (unsigned)src->text.n, (unsigned)limits.text);
        return false;
    }
    uint32_t bad = source_invalid_at(src);
    if (bad == src->text.n) return true;
    Diag *e = diag_error(diags, E0108, src, (Span){bad, 1}, "the text is not UTF-8 (byte 0x%02x)",
                         (unsigned)(unsigned char)src->text.p[bad]);
    diag_hint(diags, e, "save the file as UTF-8");
    return false;
}

void reader_run(Reader *r, ParseLimits limits) {
    if (!readable(r->parse.source, limits, r->parse.diags)) return;
    while (!r->stop && reader_step(r)) continue;
}

Reader *members_reader(Arena *a, Diags *diags) {
    return reader_new(a, NULL, PARSE_FILE, (ParseLimits){0, 0, 0}, diags);
}

// A fact of which the kind and the brace are not read: its members and the end are.
const Node *members_read(Reader *r, const Source *src, Span open, uint32_t from) {
    r->parse.source = src;
    r->at = from;
    begin_statement(r);
    feed(r, (Token){.kind = TK_ID, .span = {open.at, 0}});
    feed(r, (Token){.kind = TK_LBRACE, .span = open});
    while (r->depth) {
        Token t = read_token(r);
        if (t.kind == TOK_NEWLINE) continue;
        if (t.kind == TOK_ERROR || !offer(r, t)) return NULL;
    }
    Token end = {.kind = TK_END, .span = {r->at, 0}};
    close_statement(r, end);
    return r->parse.failed ? NULL : r->parse.statement;
}

Program *parse(Arena *a, const Source *src, ParseMode mode, ParseLimits limits, Diags *diags) {
    Program *program = ARENA_NEW(a, Program);
    Reader *r = reader_new(a, src, mode, limits, diags);
    reader_run(r, limits);
    *program = (Program){src, r->statements.first, r->statements.count};
    return program;
}
