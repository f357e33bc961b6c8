// Random facts: small archives in which much is missing, repeated or doubtful.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/gen.h"

uint32_t chance(Chance *c, uint32_t below) {
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % below);
}

bool one_in(Chance *c, uint32_t n) { return chance(c, n) == 0; }

void parts_add(Parts *p, const char *text) {
    if (p->n == GEN_FACTS) return;
    p->at[p->n] = malloc(strlen(text) + 1);
    if (!p->at[p->n]) exit(3);
    strcpy(p->at[p->n++], text);
}

void parts_free(Parts *p) {
    for (uint32_t i = 0; i < p->n; i++) free(p->at[i]);
    p->n = 0;
}

const char *const gen_words[] = {"Lenin",  "lenin",      "Zürich", "zurich", "Émile",  "emile",
                                 "Aurora", "the Aurora", "Smolny", "a",      "A b",    "red guards",
                                 "x-ray",  "Ångström",   "strike", "Strike", "arrest", "élite"};
const uint32_t gen_nwords = sizeof gen_words / sizeof *gen_words;

// ---- writing one fact -----------------------------------------------------------------------

typedef struct Fact {
    Chance *c;
    char text[2048];
    uint32_t n;
    uint32_t counts[8]; // entities of each kind
} Fact;

enum { PLACES, PEOPLE, ORGANISATIONS, EVENTS, ARTICLES, RELATIONS };

static void say(Fact *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void say(Fact *f, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(f->text + f->n, sizeof f->text - f->n, fmt, ap);
    va_end(ap);
    if (n < 0 || f->n + (uint32_t)n >= sizeof f->text) exit(3);
    f->n += (uint32_t)n;
}

static bool given(Fact *f) { return !one_in(f->c, 3); }

static const char *word(Fact *f) { return gen_words[chance(f->c, gen_nwords)]; }

static void text_field(Fact *f, const char *name) {
    if (given(f)) say(f, ", %s: \"%s\"", name, word(f));
    if (given(f)) return;
    if (one_in(f->c, 9)) say(f, ", %s: \"%s\"", name, word(f)); // another claim, or the first
}

static void texts_field(Fact *f, const char *name) {
    if (given(f)) return;
    say(f, ", %s: [", name);
    for (uint32_t i = chance(f->c, 4); i; i--) say(f, "\"%s\"%s", word(f), i > 1 ? ", " : "");
    say(f, "]");
}

void gen_pieces(Chance *c, char out[GEN_PIECES]) {
    uint32_t y = 1900 + chance(c, 20), n = y + 1 + chance(c, 4), m = 1 + chance(c, 9);
    const char *doubt = one_in(c, 3) ? "~" : "";
    switch (chance(c, 12)) {
    case 0: snprintf(out, GEN_PIECES, "19%uX-%02u%s", chance(c, 3), m, doubt); break;
    case 1: snprintf(out, GEN_PIECES, "19%uX-%02u-1X", chance(c, 3), m); break;
    case 2: snprintf(out, GEN_PIECES, "%u-XX-%02u%s", y, m, doubt); break;
    case 3: snprintf(out, GEN_PIECES, "19XX-11-XX"); break;
    case 4: snprintf(out, GEN_PIECES, "XXXX-11-07"); break;
    case 5: snprintf(out, GEN_PIECES, "%u-1X%s", y, doubt); break;
    case 6: snprintf(out, GEN_PIECES, "%u-0X-01/%u-%02u", y, n, m); break;
    case 7: snprintf(out, GEN_PIECES, "[%u%s,%u-%02u]", y, doubt, n, m); break;
    case 8: snprintf(out, GEN_PIECES, "[..%u,%u,%u..]", y, y + 2, y + 9); break;
    case 9: snprintf(out, GEN_PIECES, "{%u%s,%u-01..%u-%02u}", y, doubt, n, n, m + 1); break;
    case 10: snprintf(out, GEN_PIECES, "{%u-%02u,%u-1X-2X}", y, m, n); break;
    default: snprintf(out, GEN_PIECES, "{%u-0%u,%u-0%u,%u}", y, m, y, m % 9 + 1, n); break;
    }
}

static void moment(Fact *f) {
    uint32_t y = 1900 + chance(f->c, 24), m = 1 + chance(f->c, 12), d = 1 + chance(f->c, 28);
    static const char *const often[] = {"1917-11-07", "1917-10-25 OS", "1917-11", "1917"};
    switch (chance(f->c, 16)) {
    case 14:
    case 15: say(f, "%s", often[chance(f->c, 4)]); break;
    case 0: say(f, "%u-%02u", y, m); break;
    case 1: say(f, "%u-%02u-%02u", y, m, d); break;
    case 2: say(f, "%u-%02u-%02uT%02u:10", y, m, d, chance(f->c, 24)); break;
    case 3: say(f, "%u~", y); break;
    case 4: say(f, "%u-%02u?", y, m); break;
    case 5: say(f, "%u%%", y); break;
    case 6: say(f, "%u-%02u-%02u OS", y, m, d); break;
    case 7: say(f, "19%uX", chance(f->c, 3)); break;
    case 8: say(f, "within(%u..%u)", y, y + 1 + chance(f->c, 7)); break;
    case 9: say(f, "%u BCE", 1 + chance(f->c, 60)); break;
    default: say(f, "%u", y); break;
    }
}

static void moment_field(Fact *f, const char *name) {
    if (!given(f)) return;
    say(f, ", %s: ", name);
    moment(f);
    if (one_in(f->c, 12)) {
        say(f, ", %s: ", name);
        moment(f);
    }
}

static void date_field(Fact *f, const char *name) {
    uint32_t y = 1900 + chance(f->c, 24);
    char pieces[GEN_PIECES];
    switch (chance(f->c, 10)) {
    case 4:
    case 5:
        gen_pieces(f->c, pieces);
        say(f, ", %s: date(\"%s\")", name, pieces);
        break;
    case 0: say(f, ", %s: %u..%u", name, y, y + 1 + chance(f->c, 5)); break;
    case 1: say(f, ", %s: %u-03..%u-%02u-10", name, y, y, 4 + chance(f->c, 8)); break;
    case 2: say(f, ", %s: %u..", name, y); break;
    case 3: say(f, ", %s: ..%u~", name, y); break;
    default: moment_field(f, name); break;
    }
}

static const char prefixes[] = "lpoear";

static void link_field(Fact *f, const char *name, uint32_t kind) {
    if (!f->counts[kind] || one_in(f->c, 3)) return;
    say(f, ", %s: @%c%u", name, prefixes[kind], chance(f->c, f->counts[kind]));
}

static void links_field(Fact *f, const char *name, uint32_t kind) {
    if (!f->counts[kind] || one_in(f->c, 3)) return;
    say(f, ", %s: [", name);
    for (uint32_t i = chance(f->c, 4); i; i--) {
        say(f, "@%c%u", prefixes[kind], chance(f->c, f->counts[kind]));
        if (one_in(f->c, 9)) say(f, " {role: \"%s\"}", word(f));
        if (i > 1) say(f, ", ");
    }
    say(f, "]");
}

// Upwards only to an earlier one, so that there is no circle.
static void part_field(Fact *f, uint32_t kind, uint32_t i) {
    if (i && one_in(f->c, 2)) say(f, ", part_of: @%c%u", prefixes[kind], chance(f->c, i));
}

static void numbers_fields(Fact *f) {
    if (given(f)) say(f, ", height: %u.%s", chance(f->c, 3), one_in(f->c, 2) ? "25" : "5");
    if (given(f)) say(f, ", kids: %d", (int)chance(f->c, 8) - 2);
    if (given(f)) say(f, ", active: %s", one_in(f->c, 2) ? "true" : "false");
    if (given(f)) say(f, ", service: %u %s", chance(f->c, 6), one_in(f->c, 2) ? "years" : "days");
    if (one_in(f->c, 2)) return;
    say(f, ", marks: [");
    for (uint32_t i = chance(f->c, 4); i; i--) say(f, "%u%s", chance(f->c, 5), i > 1 ? ", " : "");
    say(f, "], days: [");
    for (uint32_t i = chance(f->c, 4); i; i--) {
        moment(f);
        if (i > 1) say(f, ", ");
    }
    say(f, "]");
}

// ---- kinds ----------------------------------------------------------------------------------

static void place(Fact *f, uint32_t i) {
    say(f, "place @l%u { note: null", i);
    text_field(f, "name");
    text_field(f, "type");
    texts_field(f, "also");
    part_field(f, PLACES, i);
    if (given(f)) say(f, ", lat: %d.25", (int)chance(f->c, 9) - 4);
    if (given(f)) say(f, ", lon: %u.5", chance(f->c, 4));
}

static void person(Fact *f, uint32_t i) {
    say(f, "person @p%u { note: null", i);
    text_field(f, "name");
    texts_field(f, "also");
    texts_field(f, "role");
    text_field(f, "fate");
    moment_field(f, "born");
    moment_field(f, "died");
    link_field(f, "birthplace", PLACES);
    link_field(f, "deathplace", PLACES);
    link_field(f, "party", ORGANISATIONS);
    numbers_fields(f);
}

static void organisation(Fact *f, uint32_t i) {
    say(f, "organisation @o%u { note: null", i);
    text_field(f, "name");
    text_field(f, "type");
    moment_field(f, "founded");
    link_field(f, "place", PLACES);
}

static void event(Fact *f, uint32_t i) {
    say(f, "event @e%u { note: null", i);
    text_field(f, "title");
    text_field(f, "type");
    date_field(f, "date");
    link_field(f, "place", PLACES);
    links_field(f, "people", PEOPLE);
    links_field(f, "organisations", ORGANISATIONS);
    part_field(f, EVENTS, i);
}

static void mention(Fact *f) {
    static const uint32_t kinds[] = {PLACES, PEOPLE, EVENTS};
    uint32_t kind = kinds[chance(f->c, 3)];
    say(f, " %s", word(f));
    if (!f->counts[kind]) return;
    say(f, " [[%s@%c%u|%s]]", one_in(f->c, 3) ? "~" : "", prefixes[kind],
        chance(f->c, f->counts[kind]), word(f));
}

static void article(Fact *f, uint32_t i) {
    say(f, "article @a%u { note: null", i);
    text_field(f, "title");
    text_field(f, "type");
    links_field(f, "author", PEOPLE);
    date_field(f, "date");
    link_field(f, "place", PLACES);
    if (!given(f)) return;
    say(f, ", text: \"\"\"\n");
    for (uint32_t k = 1 + chance(f->c, 3); k; k--) {
        say(f, "Then");
        for (uint32_t m = chance(f->c, 4); m; m--) mention(f);
        say(f, ".\n\n");
    }
    say(f, "\"\"\"\n");
}

static void relation(Fact *f, uint32_t i) {
    say(f, "relation { type: \"%s%u\"", word(f), i);
    link_field(f, "from", i % 2 ? PEOPLE : ORGANISATIONS);
    link_field(f, "to", i % 3 ? PEOPLE : EVENTS);
    date_field(f, "date");
}

void gen_archive(Chance *c, Parts *facts) {
    static void (*const make[])(Fact *, uint32_t) = {place, person,  organisation,
                                                     event, article, relation};
    static const uint32_t most[] = {9, 40, 6, 40, 6, 12};
    Fact f = {.c = c};
    uint32_t size = chance(c, 4); // none, few, some, many
    for (uint32_t k = 0; k < 6; k++)
        f.counts[k] = size == 0 ? chance(c, 2) * chance(c, 2) : chance(c, most[k] * size / 3 + 2);
    parts_add(facts, "extend kind person { party: organisation inverse members, height: real, "
                     "kids: int, active: truth, service: duration, marks: [int], days: [date] }");
    for (uint32_t k = 0; k < 6; k++) {
        for (uint32_t i = 0; i < f.counts[k]; i++) {
            f.n = 0;
            make[k](&f, i);
            say(&f, " }\n");
            parts_add(facts, f.text);
        }
    }
}
