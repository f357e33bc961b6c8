// Habits from SQL, C, Python and spreadsheets in statements and stages. When the grammar refuses a
// token, these look at it and at its neighbours; where they show a known habit, the error names the
// Gazette form. Single words are in tables; each form that needs a look around is a function of a
// few lines, tried in order.
#include <string.h>

#include "grammar.h"
#include "lang/parser_habits.h"

// In the place of a stage: the stage that is meant.
static const HabitWord stages[] = {
    {"limit", "take"},
    {"head", "take"},
    {"first", "take"},
    {"offset", "skip"},
    {"filter", "where"},
    {"having", "where"},
    {"order", "sort"},
    {"arrange", "sort"},
    {"group", "summarize n: count() by"},
    {"aggregate", "summarize"},
    {"agg", "summarize"},
    {"project", "select"},
    {"pick", "select"},
    {"return", "select"},
    {"columns", "select"},
    {"derive", "with"},
    {"mutate", "with"},
    {"extend", "with"},
    {"compute", "with"},
    {"let", "with"},
    {"add", "with"},
    {"unique", "distinct"},
    {"dedup", "distinct"},
    {"explode", "expand"},
    {"unnest", "expand"},
    {"flatten", "expand"},
    {"inner", "join"},
    {"cross", "join"},
    {"minus", "except"},
    {"format", "as"},
    {"show", "as"},
    {"export", "save"},
};

// At the beginning of a statement.
static const HabitWord statements[] = {
    {"def", "a function is fn name(x) = …"},
    {"function", "a function is fn name(x) = …"},
    {"func", "a function is fn name(x) = …"},
    {"var", "write let name = …"},
    {"const", "write let name = …"},
    {"import", "write use \"file\""},
    {"include", "write use \"file\""},
    {"require", "write use \"file\""},
    {"insert", "a query never changes an archive; facts stand in its source files"},
    {"update", "a query never changes an archive; facts stand in its source files"},
    {"delete", "a query never changes an archive; facts stand in its source files"},
    {"create", "a kind is declared: kind person as people { name: text }"},
    {"show", "write the query alone: its result is shown"},
    {"find", "write the query alone: its result is shown"},
    {"get", "write the query alone: its result is shown"},
    {"list", "write the query alone: its result is shown"},
    {"print", "write the query alone: its result is shown"},
    {"echo", "write the query alone: its result is shown"},
    {"return", "write the expression alone"},
    {"for", "where keeps rows, select works something out for each of them"},
    {"help", "the commands of a session begin with a dot: .help"},
    {"describe", "the commands of a session begin with a dot: .schema person"},
    {"explain", "the commands of a session begin with a dot: .explain people | count"},
    {"open", "the commands of a session begin with a dot: .open FILE"},
    {"load", "the commands of a session begin with a dot: .open FILE"},
    {"while", "there are no loops: a pipeline goes through the rows"},
};

// ---- statements -----------------------------------------------------------------------------

static bool first_word(Reader *r, Token found) {
    if (!r->count && found.kind == TK_PIPE) {
        Diag *e = habit_say(r, found, "a query begins with its source, not with '|'");
        return HABIT_HINT(r, e, "write people | %.*s", STR_FMT(habit_rest(r, token_end(found))));
    }
    if (r->count != 1) return false;
    char word[WORD_MAX];
    habit_lower(r, r->first, word);
    const char *hint = HABIT_FIND(statements, word);
    if (hint) {
        Diag *e = habit_say(r, r->first, "there is no statement '%s'", word);
        return HABIT_HINT(r, e, "%s", hint);
    }
    int kind = habit_shouted(r, r->first) ? habit_shouted(r, r->first) : r->first.kind;
    if (kind == TK_FROM && reader_may_name(found.kind)) {
        Diag *e = habit_say(r, r->first, "a query begins with its source itself");
        return HABIT_HINT(r, e, "leave out from: %.*s | …", STR_FMT(reader_words(r, found)));
    }
    if (!habit_is_stage(kind)) return false;
    Diag *e = habit_say(r, r->first,
                        "a query begins with its source, then come stages such as '%s'", word);
    return HABIT_HINT(r, e, "write people | %s …", word);
}

// person lenin { … }, kind person { … }, param year = 1917
static bool declaration(Reader *r, Token found) {
    bool name = reader_may_name(found.kind) || found.kind == TK_STRING;
    bool statement = r->count && token_category(r->first.kind) == token_category(TK_LET);
    if (r->count == 1 && name && !statement && habit_next(r, found).kind == TK_LBRACE) {
        Diag *e = habit_say(r, found, "an entity has an @id");
        return HABIT_HINT(r, e, "write %.*s @id { name: \"…\" }",
                          STR_FMT(reader_words(r, r->first)));
    }
    if (r->count != 2 || !reader_may_name(r->last.kind)) return false;
    Str word = reader_words(r, r->last);
    if (r->first.kind == TK_KIND && reader_accepts(r, TK_AS)) {
        Diag *e = habit_say(r, found, "a kind also names the collection of its entities");
        return HABIT_HINT(r, e, "write kind %.*s as %.*ss { … }", STR_FMT(word), STR_FMT(word));
    }
    if (r->first.kind == TK_PARAM && found.kind == TK_EQ) {
        Diag *e = habit_say(r, found, "a param states its type");
        return HABIT_HINT(r, e, "write param %.*s: int = %.*s", STR_FMT(word),
                          STR_FMT(habit_rest(r, token_end(found))));
    }
    return false;
}

// ---- stages ---------------------------------------------------------------------------------

// The stage word nearest to one that is none, or "".
static Str near_stage(const Reader *r, Token t) {
    Near near;
    near_init(&near, reader_words(r, t));
    for (int kind = 1; kind < gaz_kinds(); kind++) {
        if (!habit_is_stage(kind)) continue;
        Str quoted = str_of(token_name(kind));
        near_try(&near, (Str){quoted.p + 1, quoted.n - 2});
    }
    return near.best;
}

// The stage that is meant by the word, or NULL: of another language, or in capitals.
static const char *stage_meant(const Reader *r, Token t, char word[WORD_MAX]) {
    habit_lower(r, t, word);
    const char *stage = HABIT_FIND(stages, word);
    return stage ? stage : habit_is_stage(habit_shouted(r, t)) ? word : NULL;
}

// What follows the word of a foreign stage, as the stage would have it: order by x, derive x = 3.
static Str stage_rest(const Reader *r, const char *stage, Token after) {
    if (habit_is_word(r, after, "by")) return habit_rest(r, token_end(after));
    Token equals = habit_next(r, after);
    if (strcmp(stage, "with") != 0 || equals.kind != TK_EQ) return habit_rest(r, after.span.at);
    return str_printf(r->parse.arena, "%.*s: %.*s", STR_FMT(reader_words(r, after)),
                      STR_FMT(habit_rest(r, token_end(equals))));
}

// limit 10, order by x, whree x
static bool foreign_stage(Reader *r, Token found) {
    if (r->before.kind != TK_PIPE || !reader_may_name(r->last.kind) || habit_is_stage(r->last.kind))
        return false;
    char word[WORD_MAX];
    const char *stage = stage_meant(r, r->last, word);
    if (stage) {
        Diag *e = habit_say(r, r->last,
                            stage == word ? "the words of the language are in lower case: '%s'"
                                          : "there is no stage '%s'",
                            word);
        return HABIT_HINT(r, e, "write | %s %.*s", stage, STR_FMT(stage_rest(r, stage, found)));
    }
    Str best = near_stage(r, r->last);
    Diag *e = diag_error(r->parse.diags, E0204, r->parse.source, r->last.span,
                         "there is no stage '%.*s'", STR_FMT(reader_words(r, r->last)));
    if (best.n)
        diag_note(r->parse.diags, e, "did you mean '%.*s'?", STR_FMT(best));
    else
        diag_hint(r->parse.diags, e, "%s", token_stages);
    return true;
}

// sort by x, sort desc x, distinct by x, select distinct x
static bool filler_word(Reader *r, Token found) {
    Token stage = habit_stage(r), word = r->last;
    if (!stage.kind || r->before.span.at != stage.span.at || !habit_begins_value(found.kind))
        return false;
    Str name = reader_words(r, stage), rest = habit_rest(r, found.span.at);
    if (word.kind == TK_BY && stage.kind == TK_TOP) {
        Diag *e = habit_say(r, word, "'top' needs a number");
        return HABIT_HINT(r, e, "write | top 10 by %.*s", STR_FMT(rest));
    }
    if (word.kind == TK_BY) {
        Diag *e = habit_say(r, word, "'%s' stands alone", token_name(stage.kind));
        e->message =
            str_printf(r->parse.arena, "'%.*s' takes its keys without 'by'", STR_FMT(name));
        return HABIT_HINT(r, e, "write | %.*s %.*s", STR_FMT(name), STR_FMT(rest));
    }
    if (stage.kind == TK_SORT && (word.kind == TK_DESC || word.kind == TK_ASC)) {
        Diag *e = habit_say(r, word, "the direction follows its key");
        return HABIT_HINT(r, e, "write | sort %.*s %.*s", STR_FMT(rest),
                          STR_FMT(reader_words(r, word)));
    }
    if (stage.kind == TK_SELECT && word.kind == TK_DISTINCT) {
        Diag *e = habit_say(r, word, "'distinct' is a stage of its own");
        return HABIT_HINT(r, e, "write | select %.*s | distinct", STR_FMT(rest));
    }
    return false;
}

// top 3 born
static bool top_without_by(Reader *r, Token found) {
    Token stage = habit_stage(r), n = habit_next(r, stage);
    if (stage.kind != TK_TOP || n.span.at != r->last.span.at || !reader_may_name(found.kind))
        return false;
    Diag *e = habit_say(r, found, "the key of 'top' stands behind 'by'");
    return HABIT_HINT(r, e, "write | top %.*s by %.*s", STR_FMT(reader_words(r, n)),
                      STR_FMT(habit_rest(r, found.span.at)));
}

// count(x), count distinct x, count where x as stages
static bool count_stage(Reader *r, Token found) {
    if (r->last.kind != TK_COUNT || habit_stage(r).span.at != r->last.span.at) return false;
    if (found.kind == TK_LPAREN) {
        Str rest = habit_rest(r, token_end(found));
        Diag *e = habit_say(r, found, "the stage 'count' has no brackets");
        if (str_is(rest, "…") || str_is(rest, "*"))
            return HABIT_HINT(r, e, "write | count, or | summarize n: count()");
        return HABIT_HINT(r, e, "write | count by %.*s, or | summarize n: count(%.*s)",
                          STR_FMT(rest), STR_FMT(rest));
    }
    if (found.kind != TK_DISTINCT && found.kind != TK_WHERE) return false;
    Diag *e = habit_say(r, found, "'count' takes 'by' and keys only");
    return HABIT_HINT(r, e, "write | %.*s | count", STR_FMT(habit_rest(r, found.span.at)));
}

// select died - born as age
static bool column_alias(Reader *r, Token found) {
    int stage = habit_stage(r).kind;
    if (found.kind != TK_AS && !(found.kind == TK_ID && habit_is_word(r, found, "as")))
        return false;
    if (stage != TK_SELECT && stage != TK_WITH && stage != TK_SUMMARIZE && stage != TK_COUNT &&
        stage != TK_DISTINCT)
        return false;
    uint32_t from = r->levels[r->depth].items;
    from = reader_peek(r, from, true).span.at;
    Span item = {from, token_end(r->last) - from};
    Token name = habit_next(r, found);
    Diag *e = habit_say(r, found, "a column's name stands before it, with a colon");
    if (!reader_may_name(name.kind) || item.len > 60)
        return HABIT_HINT(r, e, "write age: died - born");
    return HABIT_HINT(r, e, "write %.*s: %.*s", STR_FMT(reader_words(r, name)),
                      STR_FMT(source_words(r->parse.source, item)));
}

// as histogram x: date, as csv "people.csv"
static bool bare_options(Reader *r, Token found) {
    Token stage = habit_stage(r);
    if (stage.kind != TK_AS || habit_next(r, stage).span.at != r->last.span.at ||
        !habit_begins_value(found.kind) || found.kind == TK_BY)
        return false;
    if (found.kind == TK_STRING) {
        Diag *e = habit_say(r, found, "'as' names a format, not a file");
        return HABIT_HINT(r, e, "write | save %.*s", STR_FMT(reader_words(r, found)));
    }
    Str name = reader_words(r, r->last);
    Diag *e = habit_say(r, found, "the options of '%.*s' stand in brackets", STR_FMT(name));
    return HABIT_HINT(r, e, "write as %.*s(%.*s)", STR_FMT(name),
                      STR_FMT(habit_rest(r, found.span.at)));
}

// save ../people.csv
static bool bare_file(Reader *r, Token found) {
    Token stage = habit_stage(r);
    Str path = habit_rest(r, found.span.at);
    if (stage.kind != TK_SAVE || habit_next(r, stage).span.at != found.span.at ||
        habit_begins_value(found.kind) || str_is(path, "…"))
        return false;
    Diag *e = habit_say(r, found, "the name of a file stands in quotes");
    return HABIT_HINT(r, e, "write save \"%.*s\"", STR_FMT(path));
}

// people where died in 1936, people order by born: a stage without its |
static bool missing_pipe(Reader *r, Token found) {
    char word[WORD_MAX];
    const char *stage = stage_meant(r, found, word);
    if (habit_is_stage(found.kind))
        stage = word;
    else if (found.kind != TK_ID)
        stage = NULL;
    bool same_line = r->count && habit_next(r, r->last).span.at == found.span.at;
    if (!stage || !same_line || !reader_accepts(r, TK_PIPE)) return false;
    Diag *e = habit_say(r, found, "a '|' is missing before '%s'", word);
    Str rest = stage_rest(r, stage, habit_next(r, found));
    if (found.kind == TK_COUNT && str_is(rest, "…")) return HABIT_HINT(r, e, "write | count");
    return HABIT_HINT(r, e, "write | %s %.*s", stage, STR_FMT(rest));
}

// f(people | take 2, 3)
static bool piped_argument(Reader *r, Token found) {
    if (found.kind != TK_COMMA || !r->depth || !habit_stage(r).kind) return false;
    Diag *e = habit_say(r, found, "a pipeline beside other arguments stands in brackets");
    return HABIT_HINT(r, e, "write f((people | take 2), 3)");
}

// f(3, people | take 2), [people | count], assert people | count
static bool bare_pipeline(Reader *r, Token found) {
    if (found.kind != TK_PIPE || !r->count) return false;
    if (!habit_complete(r) && !(r->depth && reader_accepts(r, TK_COMMA))) return false;
    Diag *e = habit_say(r, found, "a pipeline stands in brackets here");
    return HABIT_HINT(r, e, "write (… | %.*s)", STR_FMT(habit_rest(r, token_end(found))));
}

bool habit_of_statements(Reader *r, Token found) {
    static bool (*const habits[])(Reader *, Token) = {
        habit_of_sql,   first_word,     declaration,   foreign_stage, filler_word,
        top_without_by, count_stage,    column_alias,  bare_options,  bare_file,
        missing_pipe,   piped_argument, bare_pipeline,
    };
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (habits[i](r, found)) return true;
    return false;
}
