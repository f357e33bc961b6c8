// What habits ask of the refused token's neighbours; see parser_habits.h.
#include "lang/parser_habits.h"

#include <string.h>

#include "grammar.h"
#include "lang/lexer.h"

const char *habit_find(const HabitWord *table, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].word, word) == 0) return table[i].hint;
    return NULL;
}

Token habit_next(const Reader *r, Token t) { return reader_peek(r, token_end(t), false); }

void habit_lower(const Reader *r, Token t, char out[WORD_MAX]) {
    Str s = t.kind >= TOK_NEWLINE || !t.kind ? STR("") : reader_words(r, t);
    uint32_t n = s.n < WORD_MAX ? s.n : 0;
    for (uint32_t i = 0; i < n; i++) {
        char c = s.p[i];
        out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        if (out[i] < 'a' || out[i] > 'z') n = 0;
    }
    out[n] = '\0';
}

int habit_shouted(const Reader *r, Token t) {
    char word[WORD_MAX + 1];
    habit_lower(r, t, word);
    if (t.kind != TK_ID || !word[0] || str_is(reader_words(r, t), word)) return 0;
    Source small = {.text = str_of(word)};
    int kind = lex_next(&small, 0, NULL).kind;
    return kind == TK_ID ? 0 : kind;
}

bool habit_is_word(const Reader *r, Token t, const char *word) {
    char found[WORD_MAX];
    habit_lower(r, t, found);
    return strcmp(found, word) == 0;
}

bool habit_is_stage(int kind) {
    const char *category = token_category(kind);
    return category && category == token_category(TK_WHERE);
}

bool habit_begins_value(int kind) {
    const char *category = token_category(kind);
    return reader_may_name(kind) || kind == TK_LPAREN || kind == TK_LBRACKET || kind == TK_LBRACE ||
           (category && category == token_category(TK_INT));
}

bool habit_complete(const Reader *r) {
    return reader_accepts(r, TK_PLUS) && reader_accepts(r, TK_AND);
}

Token habit_stage(const Reader *r) { return r->levels[r->depth].stage; }

Str habit_path(const Reader *r, Token t) {
    Str text = r->parse.source->text;
    uint32_t from = t.span.at;
    while (from) {
        unsigned char c = (unsigned char)text.p[from - 1];
        bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_' || c == '.' || c == '@' || c >= 0x80;
        if (!word) break;
        from--;
    }
    return source_words(r->parse.source, (Span){from, token_end(t) - from});
}

Str habit_rest(const Reader *r, uint32_t from) {
    enum { LONGEST = 60 };
    uint32_t end = from, depth = 0;
    for (;;) {
        Token t = reader_peek(r, end, false);
        bool opens = t.kind == TK_LPAREN || t.kind == TK_LBRACKET || t.kind == TK_LBRACE;
        bool closes = t.kind == TK_RPAREN || t.kind == TK_RBRACKET || t.kind == TK_RBRACE;
        if (t.kind == TOK_END_OF_TEXT || t.kind == TOK_NEWLINE || t.kind == TK_END ||
            (!depth && (t.kind == TK_PIPE || closes)))
            break;
        if (end == from) from = t.span.at;
        depth += opens;
        depth -= closes;
        end = token_end(t);
        if (end - from > LONGEST) return STR("…");
    }
    return end > from ? source_words(r->parse.source, (Span){from, end - from}) : STR("…");
}

Diag *habit_say(Reader *r, Token at, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    Str message = str_vprintf(r->parse.arena, fmt, args);
    va_end(args);
    return diag_error(r->parse.diags, E0109, r->parse.source, at.span, "%.*s", STR_FMT(message));
}
