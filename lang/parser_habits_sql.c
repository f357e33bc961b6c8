// select a, b from people where c group by d order by e limit n: the habit of SQL, answered with
// the whole of it as a pipeline. In: the first token of a refused statement; out: the error, its
// hint the pipeline, or one that only shows the form where there is more than this understands.
#include <string.h>

#include "grammar.h"
#include "lang/parser_habits.h"

enum { CLAUSES = 6, HINT_LONGEST = 200 };
static const char *const clause_words[CLAUSES] = {"select", "from",  "where",
                                                  "group",  "order", "limit"};
enum { SELECT, FROM, WHERE, GROUP, ORDER, LIMIT };

// The words of a clause, as the language writes them; "" where there is no such clause.
typedef struct Sql {
    StrBuf words[CLAUSES];
    bool strange; // join, having, a semicolon in the middle: not put into a pipeline
} Sql;

static int clause_of(const Reader *r, Token t) {
    for (int i = 0; i < CLAUSES; i++)
        if (habit_is_word(r, t, clause_words[i])) return i;
    return -1;
}

// One token of a clause: words of the language in lower case, and <> as it is written here.
static void add_token(const Reader *r, StrBuf *out, Token t, uint32_t last_end) {
    char word[WORD_MAX];
    if (out->n && t.span.at > last_end) buf_char(out, ' ');
    habit_lower(r, t, word);
    if (habit_shouted(r, t) || habit_is_word(r, t, "asc") || habit_is_word(r, t, "desc"))
        buf_addc(out, word);
    else
        buf_add(out, reader_words(r, t));
}

static void read_sql(const Reader *r, Sql *q) {
    Token t = r->first;
    uint32_t last_end = t.span.at;
    int clause = SELECT;
    for (int i = 0; i < CLAUSES; i++) buf_init(&q->words[i], r->parse.arena);
    while ((t = habit_next(r, t)).kind != TOK_END_OF_TEXT && t.kind != TOK_NEWLINE &&
           t.kind != TK_END) {
        int next = clause_of(r, t);
        q->strange |= next >= 0 && next <= clause;
        q->strange |= t.kind == TK_JOIN || habit_is_word(r, t, "join") ||
                      habit_is_word(r, t, "having") || t.kind == TK_PIPE;
        if (next > clause)
            clause = next;
        else if (!(habit_is_word(r, t, "by") && (clause == GROUP || clause == ORDER)))
            add_token(r, &q->words[clause], t, last_end);
        last_end = token_end(t);
    }
}

static bool is_count(Str columns) {
    return str_is(columns, "count(*)") || str_is(columns, "count (*)") ||
           str_is(columns, "count()");
}

static Str sql_as_pipeline(const Reader *r, Sql *q) {
    Str w[CLAUSES];
    for (int i = 0; i < CLAUSES; i++) w[i] = buf_str(&q->words[i]);
    StrBuf out;
    buf_init(&out, r->parse.arena);
    buf_add(&out, w[FROM]);
    if (w[WHERE].n) buf_printf(&out, " | where %.*s", STR_FMT(w[WHERE]));
    if (w[GROUP].n)
        buf_printf(&out, " | count by %.*s", STR_FMT(w[GROUP]));
    else if (is_count(w[SELECT]))
        buf_addc(&out, " | count");
    if (w[ORDER].n) buf_printf(&out, " | sort %.*s", STR_FMT(w[ORDER]));
    if (w[SELECT].n && !w[GROUP].n && !is_count(w[SELECT]) && !str_is(w[SELECT], "*"))
        buf_printf(&out, " | select %.*s", STR_FMT(w[SELECT]));
    if (w[LIMIT].n) buf_printf(&out, " | take %.*s", STR_FMT(w[LIMIT]));
    return buf_str(&out);
}

// Grouped sums and means need names, which SQL need not give.
static bool other_aggregates(Str columns) {
    for (uint32_t i = 0; i < columns.n; i++)
        if (columns.p[i] == '(' && !(i >= 5 && memcmp(columns.p + i - 5, "count", 5) == 0))
            return true;
    return false;
}

bool habit_of_sql(Reader *r, Token found) {
    (void)found;
    if (!r->count || !habit_is_word(r, r->first, "select") || r->levels[0].stage.kind) return false;
    Sql q = {.strange = false};
    read_sql(r, &q);
    Diag *e = habit_say(r, r->first, "a query begins with its source, not with 'select'");
    if (q.strange) return HABIT_HINT(r, e, "write people | where … | select name");
    if (!q.words[FROM].n) return HABIT_HINT(r, e, "write people | select name");
    Str columns = buf_str(&q.words[SELECT]), keys = buf_str(&q.words[GROUP]);
    if (keys.n && other_aggregates(columns))
        return HABIT_HINT(r, e, "write %.*s | summarize n: count(), total: sum(…) by %.*s",
                          STR_FMT(buf_str(&q.words[FROM])), STR_FMT(keys));
    Str pipeline = sql_as_pipeline(r, &q);
    if (pipeline.n > HINT_LONGEST) return HABIT_HINT(r, e, "write people | where … | select name");
    return HABIT_HINT(r, e, "write %.*s", STR_FMT(pipeline));
}
