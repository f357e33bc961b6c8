// Dates from attributes and words: a table of what real registers hold (found_date.tsv), every date
// of the corpora beside the project, where they are, and what must hold of any bytes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/import/found_date.h"
#include "tests/support/table.h"

static const char *const flag_names[FOUND_FLAGS] = {
    "attribute",       "text",     "coarser",    "finer",
    "stand-in",        "disagree", "several",    "unreadable-attribute",
    "unreadable-text", "empty",    "unrecorded", "unconverted",
    "old-style",       "early",    "before-era"};

static void put_flags(uint32_t flags, char out[300]) {
    out[0] = '\0';
    for (int i = 0; i < FOUND_FLAGS; i++) {
        if (!(flags >> i & 1)) continue;
        if (out[0]) strcat(out, " ");
        strcat(out, flag_names[i]);
    }
}

static void put_date(const Date *d, char out[2000]) {
    if (d->calendar != CAL_GREGORIAN && d->kind == DATE_MOMENT)
        date_show(d, out);
    else
        date_write(d, out);
}

// In the order of the flags, whatever the order of the names.
static uint32_t flags_of(char *names) {
    uint32_t flags = 0;
    for (char *at = strtok(names, " "); at; at = strtok(NULL, " ")) {
        int i = 0;
        while (i < FOUND_FLAGS && strcmp(at, flag_names[i]) != 0) i++;
        if (i == FOUND_FLAGS) fail_msg("no flag %s", at);
        flags |= 1u << i;
    }
    return flags;
}

static void take_attributes(char *list, DateSource *s) {
    for (char *at = strtok(list, "|"); at; at = strtok(NULL, "|")) {
        char *value = strchr(at, '=');
        assert_non_null(value);
        *value = '\0';
        assert_true(date_source_set(s, str_of(at), str_of(value + 1)));
    }
}

static int check_line(Box *b, char *line) {
    char *column[4], got[2000] = "-", words[300], copy[1000];
    DateSource s = {.text = {"", 0}};
    FoundDate found;
    strcpy(copy, line);
    for (int i = 0; i < 4; i++) {
        column[i] = i == 0 ? line : strchr(column[i - 1], '\t');
        assert_non_null(column[i]);
        if (i > 0) *column[i]++ = '\0';
    }
    take_attributes(column[0], &s);
    s.text = str_of(column[1]);
    bool read = found_date(&b->arena, &s, (DateHow){PHRASE_ANY, NULL}, &found);
    assert_int_equal(read, found.read);
    if (read) put_date(&found.date, got);
    uint32_t expected = flags_of(column[3]);
    if (strcmp(got, column[2]) == 0 && found.flags == expected) return 0;
    put_flags(found.flags, words);
    print_error("%s: %s (%s)\n", copy, got, words);
    return 1;
}

static void test_table(void **state) {
    (void)state;
    check_table("tests/unit/found_date.tsv", check_line, 80);
}

// The certainty of cert, and the words as they stand.
static void test_what_goes_with_it(void **state) {
    Box b;
    FoundDate found;
    DateSource s = {.text = STR("  um \n 1870 ")};
    (void)state;
    open_box(&b);
    assert_false(date_source_set(&s, STR("notBefore-is"), STR("1870")));
    assert_false(date_source_set(&s, STR("key"), STR("1870")));
    assert_false(date_source_stated(&s));
    assert_true(date_source_set(&s, STR("cert"), STR("Low")));
    assert_false(date_source_stated(&s));
    assert_true(date_source_set(&s, STR("when"), STR(" 1869 ")));
    assert_true(date_source_stated(&s));
    assert_true(found_date(&b.arena, &s, (DateHow){PHRASE_DE, NULL}, &found));
    assert_true(str_is(found.written, "um 1870"));
    assert_true(str_is(found.certainty, "low"));
    assert_true(found.flags & FOUND_DISAGREE);
    assert_true(found.other_read);
    assert_int_equal(found.other.qual, QUAL_APPROXIMATE);
    s = (DateSource){.cert = STR("high"), .text = {"", 0}};
    assert_true(date_source_set(&s, STR("when"), STR(" 1869 ")));
    assert_true(found_date(&b.arena, &s, (DateHow){PHRASE_ANY, NULL}, &found));
    assert_true(str_is(found.written, "1869"));
    assert_int_equal(found.certainty.n, 0);
    assert_true(found_date_text(&b.arena, STR("9. Mai 1897"), (DateHow){PHRASE_DE, NULL}, &found));
    assert_int_equal(found.flags, FOUND_TEXT);
    arena_free(&b.arena);
}

// ---- corpora ------------------------------------------------------------------------------------

static char *file_of(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    fseek(f, 0, SEEK_END);
    *n = (size_t)ftell(f);
    rewind(f);
    char *p = malloc(*n + 1);
    assert_non_null(p);
    assert_int_equal(fread(p, 1, *n, f), *n);
    p[*n] = '\0';
    fclose(f);
    return p;
}

typedef struct Tally {
    uint32_t dates, read, flags[FOUND_FLAGS];
    uint32_t year; // of what was read, not finer than a year
} Tally;

static void tally(Tally *t, const FoundDate *found) {
    t->dates++;
    t->read += found->read;
    t->year += found->read && found->date.prec == PREC_YEAR && found->date.kind == DATE_MOMENT;
    for (int i = 0; i < FOUND_FLAGS; i++) t->flags[i] += found->flags >> i & 1;
}

// `name="value"` up to the end of the tag.
static void tag_attributes(char *at, DateSource *s) {
    while (*at) {
        char *name = at += strspn(at, " \n\r\t/");
        at += strcspn(at, "=");
        if (!*at) return;
        *at++ = '\0';
        char *value = ++at;
        at += strcspn(at, "\"");
        if (*at) *at++ = '\0';
        (void)date_source_set(s, str_of(name), str_of(value));
    }
}

// Every element `date` of a file that has nothing else within it.
static bool tally_file(const char *path, Tally *t) {
    size_t n;
    char *p = file_of(path, &n), *at = p;
    Box b;
    if (!p) return false;
    open_box(&b);
    while ((at = strstr(at, "date")) != NULL) {
        bool tag = at > p && (at[-1] == '<' || (at[-1] == ':' && strncmp(at - 5, "<tei:", 5) == 0));
        at += 4;
        if (!tag || !strchr(" >", *at)) continue;
        char *close = strchr(at, '>'), *end = close ? strchr(close, '<') : NULL;
        if (!end) break;
        *close = *end = '\0';
        DateSource s = {.text = str_of(close + 1)};
        FoundDate found;
        tag_attributes(at, &s);
        (void)found_date(&b.arena, &s, (DateHow){PHRASE_DE, NULL}, &found);
        tally(t, &found);
        arena_reset(&b.arena);
        at = end + 1;
    }
    arena_free(&b.arena);
    free(p);
    return true;
}

static const char *const bahr = "../shared/corpora/bahr-schnitzler/indices/listperson.xml";

static void test_bahr_schnitzler(void **state) {
    Tally t = {0};
    (void)state;
    if (!tally_file(bahr, &t)) {
        print_message("no %s: its dates are not checked\n", bahr);
        skip();
    }
    assert_int_equal(t.dates, 4121); // the README counts the 4,093 that have an attribute
    assert_int_equal(t.read, 4118);
    assert_int_equal(t.flags[0], 4);   // attribute: the text is another date, or none
    assert_int_equal(t.flags[2], 940); // coarser: the README's 891 years, and 49 more
    assert_int_equal(t.flags[4], 14);  // stand-in
    assert_int_equal(t.flags[5], 2);   // disagree: 1938-01-01 and 1965? …
    assert_int_equal(t.flags[8], 5);   // unreadable: 11.71943, 7.12.43, 1892.04-30 …
    assert_int_equal(t.flags[10], 1);  // of these 7.12.43 has a stand-in only
}

// Its years are pairs of their first and last day; the README counts 1,712.
static void test_emt_register(void **state) {
    static const char *const files[] = {"listperson", "listorg", "listplace", "listevent"};
    Tally t = {0};
    char path[100];
    (void)state;
    for (int i = 0; i < 4; i++) {
        (void)snprintf(path, sizeof path, "../shared/corpora/emt-register/%s.xml", files[i]);
        if (tally_file(path, &t)) continue;
        print_message("no %s: its dates are not checked\n", path);
        skip();
    }
    assert_int_equal(t.dates, 1613); // the others are attributes of events
    assert_int_equal(t.year, 1613);
    assert_int_equal(t.flags[1], 1612); // text: that is the same year
    assert_int_equal(t.flags[5], 1);    // disagree
}

// Calls for each value of "name": "value" in a text of JSON without escapes in dates.
static void tally_members(char *p, const char *name, Tally *t) {
    Box b;
    open_box(&b);
    char key[40];
    size_t n = (size_t)snprintf(key, sizeof key, "\"%s\"", name);
    for (char *at = p; (at = strstr(at, key)) != NULL;) {
        at += n;
        at += strspn(at, " :");
        if (*at != '"') continue;
        FoundDate found;
        Str value = {at + 1, (uint32_t)strcspn(at + 1, "\"")};
        (void)found_date_text(&b.arena, value, (DateHow){PHRASE_ANY, NULL}, &found);
        tally(t, &found);
        arena_reset(&b.arena);
    }
    arena_free(&b.arena);
}

static void test_laureates(void **state) {
    static const char *const path = "../shared/corpora/nobel-laureates/laureates.json";
    Tally born = {0}, died = {0};
    size_t n;
    char *p = file_of(path, &n);
    (void)state;
    if (!p) {
        print_message("no %s: its dates are not checked\n", path);
        skip();
    }
    tally_members(p, "born", &born);
    tally_members(p, "died", &died);
    free(p);
    assert_int_equal(born.read, 967);
    assert_int_equal(born.year, 35); // 1873-00-00
    assert_int_equal(died.read + died.flags[10], died.dates);
    assert_int_equal(died.flags[10], 323); // 0000-00-00
}

// ---- any bytes ----------------------------------------------------------------------------------

static uint64_t chance(uint64_t *seed) { // xorshift64*, Vigna 2016
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 2685821657736338717u;
}

static bool well_formed(const Date *d) {
    bool order = d->es <= d->ls && d->ee <= d->le && d->es <= d->ee && d->ls <= d->le;
    return order && (d->kind == DATE_SPAN || (d->es == d->ee && d->ls == d->le));
}

// Pieces of dates in any order, now and then a byte of chance.
static Str any_value(Box *b, uint64_t *seed) {
    static const char *const piece[] = {
        "1904",   "-01",   "-31",  "0001-01-01", "0000",  "-00",  "/",      "..",
        "um ",    "nach ", "?",    " v. Chr.",   "-0044", "9999", "-12-31", " ",
        "T02:10", "Z",     "Mai ", "XX",         "[",     "]",    ".",      "19171107",
        "16",     "OS",    "Jh.",  " oder ",     "Y17E7", "~"};
    StrBuf text;
    buf_init(&text, &b->arena);
    for (uint64_t n = chance(seed) % 5; n > 0; n--) {
        if (chance(seed) % 16 == 0) buf_char(&text, (char)chance(seed));
        buf_addc(&text, piece[chance(seed) % (sizeof piece / sizeof *piece)]);
    }
    return buf_str(&text);
}

static void test_any_bytes(void **state) {
    static const char *const calendars[] = {"", "", "#julian", "hijri", "coptic", "republican"};
    uint64_t seed = 20240107;
    char text[DATE_TEXT];
    Box b;
    (void)state;
    open_box(&b);
    for (int i = 0; i < 30000; i++) {
        DateSource s = {.calendar = str_of(calendars[chance(&seed) % 6]), .text = {"", 0}};
        FoundDate found;
        for (int k = 0; k < DATE_SPELLINGS; k++)
            for (int r = 0; r < DATE_ROLES; r++)
                if (chance(&seed) % 4 == 0) s.at[k][r] = any_value(&b, &seed);
        if (chance(&seed) % 2 == 0) s.text = any_value(&b, &seed);
        bool read = found_date(&b.arena, &s, (DateHow){PHRASE_ANY, NULL}, &found);
        const uint32_t source = found.flags & (FOUND_ATTRIBUTE | FOUND_TEXT);
        assert_true(read == (source != 0) && source != (FOUND_ATTRIBUTE | FOUND_TEXT));
        assert_true(!read || (well_formed(&found.date) && date_write(&found.date, text) > 0));
        assert_true(!found.other_read || (read && well_formed(&found.other)));
        assert_true(!(found.flags & FOUND_EMPTY) || found.flags == FOUND_EMPTY);
        arena_reset(&b.arena);
    }
    arena_free(&b.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),           cmocka_unit_test(test_what_goes_with_it),
        cmocka_unit_test(test_bahr_schnitzler), cmocka_unit_test(test_emt_register),
        cmocka_unit_test(test_laureates),       cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
