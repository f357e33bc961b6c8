// What the two files of habits share (parser_habits.c, parser_habits_words.c): questions about the
// refused token's neighbours, and the way to report. Included by them alone.
#ifndef GAZ_PARSER_HABITS_H
#define GAZ_PARSER_HABITS_H

#include "lang/parser_state.h"

enum { WORD_MAX = 16 };

// A word of another language and what to write instead.
typedef struct HabitWord {
    const char *word, *hint;
} HabitWord;

// The hint of the word, or NULL.
const char *habit_find(const HabitWord *table, size_t n, const char *word);
#define HABIT_FIND(table, word) habit_find(table, sizeof(table) / sizeof *(table), word)

Token habit_next(const Reader *r, Token t); // after t, on its line
// The word in lower case, NUL-terminated; "" for what is no short ASCII word.
void habit_lower(const Reader *r, Token t, char out[WORD_MAX]);
bool habit_is_word(const Reader *r, Token t, const char *word); // in any case
// What the word would be in lower case: TK_WHERE of "WHERE"; 0 if it is in lower case already.
int habit_shouted(const Reader *r, Token t);
bool habit_is_stage(int kind);
bool habit_begins_value(int kind);
bool habit_complete(const Reader *r); // is everything so far a whole expression?
Token habit_stage(const Reader *r);   // the word of the stage that is being read, or kind 0
// The path (a.b.c) whose last name is t, or only that name.
Str habit_path(const Reader *r, Token t);
// The words from byte `from` up to the next | or end of the statement; "…" where they are many.
Str habit_rest(const Reader *r, uint32_t from);

// Reports E0109 at the token.
Diag *habit_say(Reader *r, Token at, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
#define HABIT_HINT(r, e, ...) (diag_hint((r)->parse.diags, (e), __VA_ARGS__), true)

// Each looks for one habit at the refused token, and reports it or returns false. Tried in this
// order.
bool habit_of_statements(Reader *r, Token found);
bool habit_of_sql(Reader *r, Token found);
bool habit_of_expressions(Reader *r, Token found);

#endif
