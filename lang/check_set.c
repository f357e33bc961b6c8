// `set NAME = VALUE`: what it knows, and what each of them takes. A setting holds for what is
// written below it: it goes with the check, and each node that depends on one takes it along.
#include <stddef.h>
#include <string.h>

#include "lang/calendar.h"
#include "lang/check_internal.h"

const Setting check_settings[] = {
    {"circa", "how far ~ and ? widen a date: set circa = 5 years"},
    {"year_begins", "of Old Style dates: set year_begins = \"25 March\""},
    {"search_k1", "how much more a word counts that comes again: set search_k1 = 1.2"},
    {"search_b", "how much long texts count less, from 0 to 1: set search_b = 0.75"},
    {"search_title", "how much a word in title or name counts: set search_title = 2"},
    {"search_text", "how much a word in text counts: set search_text = 1"},
    {NULL, NULL}};

// The numbers of a ranking: each from 0 to `most`.
static const struct {
    const char *name;
    size_t at; // in RankSettings
    double usual, most;
} rank_settings[] = {{"search_k1", offsetof(RankSettings, k1), 1.2, 100},
                     {"search_b", offsetof(RankSettings, b), 0.75, 1},
                     {"search_title", offsetof(RankSettings, title), 2, 100},
                     {"search_text", offsetof(RankSettings, text), 1, 100}};
enum { RANK_SETTINGS = sizeof rank_settings / sizeof *rank_settings };

static double *rank_number(RankSettings *r, size_t i) {
    return (double *)(void *)((char *)r + rank_settings[i].at);
}

Settings settings_usual(Circa circa) {
    Settings set = {.circa = circa};
    for (size_t i = 0; i < RANK_SETTINGS; i++) *rank_number(&set.rank, i) = rank_settings[i].usual;
    return set;
}

const Node *bare_value(const Node *n) {
    while (n->tag == N_PIPE && !n->list && !n->text.n) n = n->a;
    return n;
}

// What is dated in another calendar says so itself; a place is asked for by a function.
static bool no_setting(Chk *c, const Node *n) {
    Diag *d;
    chk_error(c, E0210, n, n->at, &d, "there is no setting '%.*s'", STR_FMT(n->text));
    if (str_is(n->text, "calendar"))
        chk_hint(c, d, "1917-10-25 OS, or calendar_date(\"hebrew\", 5784, \"Nisan\", 15)");
    else if (str_is(n->text, "place"))
        chk_hint(c, d, "local_date(\"Britain\", 1752, 9, 2)");
    else
        chk_hint(c, d, "set circa = 5 years, or set year_begins = \"25 March\"");
    Near near;
    near_init(&near, n->text);
    for (const Setting *s = check_settings; s->name; s++) near_try(&near, str_of(s->name));
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    return false;
}

static bool set_year_begins(Chk *c, const Node *v) {
    DateError err = {0};
    YearStyle style = YEAR_JANUARY;
    Diag *d;
    if (v->tag == N_TEXT && year_style_named(c->arena, v->text, &style, &err)) {
        c->set.circa.year_begins = (uint8_t)style;
        return true;
    }
    if (v->tag == N_TEXT)
        chk_error(c, E0507, v, v->span, &d, "%s", err.message);
    else
        chk_error(c, E0302, v, v->span, &d, "year_begins is a text");
    chk_hint(c, d, "%s", err.hint[0] ? err.hint : "set year_begins = \"25 March\"");
    return false;
}

static bool set_circa(Chk *c, const Node *v) {
    uint8_t year_begins = c->set.circa.year_begins;
    Diag *d;
    if (v->tag == N_INT && v->num.i == 0) {
        c->set.circa = (Circa){.year_begins = year_begins};
    } else if (v->tag == N_DURATION) {
        Duration dur;
        if (!duration_of(v->num.i, (Unit)v->unit, &dur))
            return chk_error(c, E0104, v, v->span, NULL, "this duration is too long"), false;
        c->set.circa = (Circa){.months = dur.lo_m, .seconds = dur.lo_s, .year_begins = year_begins};
    } else {
        chk_error(c, E0302, v, v->span, &d, "circa is a duration, or 0 for none");
        chk_hint(c, d, "set circa = 5 years");
        return false;
    }
    return true;
}

static bool set_rank(Chk *c, const Node *v, size_t i) {
    double x = v->tag == N_INT ? (double)v->num.i : v->tag == N_REAL ? v->num.r : -1;
    if (x < 0 || x > rank_settings[i].most) {
        Diag *d;
        chk_error(c, v->tag == N_INT || v->tag == N_REAL ? E0507 : E0302, v, v->span, &d,
                  "%s is a number from 0 to %g", rank_settings[i].name, rank_settings[i].most);
        chk_hint(c, d, "set %s = %g", rank_settings[i].name, rank_settings[i].usual);
        return false;
    }
    *rank_number(&c->set.rank, i) = x;
    return true;
}

static bool set_by_name(Chk *c, const Node *n) {
    const Node *v = bare_value(n->a);
    if (str_is(n->text, "circa")) return set_circa(c, v);
    if (str_is(n->text, "year_begins")) return set_year_begins(c, v);
    for (size_t i = 0; i < RANK_SETTINGS; i++)
        if (str_is(n->text, rank_settings[i].name)) return set_rank(c, v, i);
    return no_setting(c, n);
}

// What is set as it was leaves nothing behind.
bool check_set(Chk *c, const Node *n) {
    Settings before = c->set;
    bool is = set_by_name(c, n);
    c->env->defines |= memcmp(&before, &c->set, sizeof before) != 0;
    return is;
}
