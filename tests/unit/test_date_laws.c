// What must hold of any two dates, whatever they are: read from EDTF of every form, compared both
// ways, with doubt and without, recorded and written.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/date.h"
#include "tests/support/scratch.h"

#if defined(__SANITIZE_ADDRESS__)
enum { PAIRS = 300 };
#else
enum { PAIRS = 3000 };
#endif

enum { TEXT = 120 };

static uint32_t dice(uint64_t *seed, uint32_t n) {
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)((z ^ z >> 31) % n);
}

// One date of few years, so that many meet.
static void some_unit(uint64_t *seed, char *out) {
    uint32_t y = 1560 + dice(seed, 14), m = 1 + dice(seed, 12), d = 1 + dice(seed, 28);
    const char *mark[] = {"", "", "", "~", "?", "%"}, *doubt = mark[dice(seed, 6)];
    switch (dice(seed, 14)) {
    case 0: snprintf(out, TEXT, "%u-%02u-%02u%s", y, m, d, doubt); break;
    case 1: snprintf(out, TEXT, "%u-%02u%s", y, m, doubt); break;
    case 2: snprintf(out, TEXT, "156X%s", doubt); break;
    case 3: snprintf(out, TEXT, "15X%u", y % 10); break;
    case 4: snprintf(out, TEXT, "156X-%02u-%02u%s", m, d, doubt); break;
    case 5: snprintf(out, TEXT, "%u-XX-%02u", y, d); break;
    case 6: snprintf(out, TEXT, "%u-1X%s", y, doubt); break;
    case 7: snprintf(out, TEXT, "XXXX-%02u-XX", m); break;
    case 8: snprintf(out, TEXT, "%u-%02u-%uX", y, m, dice(seed, 3)); break;
    case 9: snprintf(out, TEXT, "%u-%02u-%02uT%02u:%02u:00", y, m, d, dice(seed, 24), m); break;
    case 10: snprintf(out, TEXT, "%u-%u", y, 21 + dice(seed, 4)); break;
    default: snprintf(out, TEXT, "%u%s", y, doubt); break;
    }
}

static void some_text(uint64_t *seed, char *out) {
    char a[TEXT], b[TEXT], c[TEXT];
    some_unit(seed, a);
    some_unit(seed, b);
    some_unit(seed, c);
    switch (dice(seed, 10)) {
    case 0: snprintf(out, TEXT, "%.30s/%.30s", a, b); break;
    case 1: snprintf(out, TEXT, "[%.30s,%.30s]", a, b); break;
    case 2: snprintf(out, TEXT, "{%.30s,%.30s}", a, b); break;
    case 3: snprintf(out, TEXT, "{%.30s,%.30s,%.30s}", a, b, c); break;
    case 4: snprintf(out, TEXT, "[%.30s,%.30s,%.30s]", a, b, c); break;
    case 5: snprintf(out, TEXT, "%.30s/..", a); break;
    case 6: snprintf(out, TEXT, "/%.30s", a); break;
    default: snprintf(out, TEXT, "%.60s", a); break;
    }
}

typedef struct Side {
    char text[TEXT];
    Date d;
    bool written;
} Side;

static bool some_side(Arena *a, uint64_t *seed, Side *s) {
    DateError err;
    some_text(seed, s->text);
    if (!date_edtf(a, str_of(s->text), &s->d, &err)) return false;
    s->written = dice(seed, 4) == 0;
    if (s->written) s->d = date_period(&s->d);
    return true;
}

static void require(bool holds, const char *law, const Side *a, const Side *b) {
    if (!holds)
        fail_msg("%s: %s%s and %s%s", law, a->text, a->written ? " (written)" : "", b->text,
                 b->written ? " (written)" : "");
}

static uint32_t turned(uint32_t bits) {
    uint32_t out = 0;
    for (uint32_t r = 0; r < ALLENS; r++)
        if (bits >> r & 1) out |= UINT32_C(1) << (ALLENS - 1 - r);
    return out;
}

static Truth of_bits(uint32_t bits, uint32_t wanted) {
    return !(bits & wanted) ? NO : bits & ~wanted ? UNKNOWN : YES;
}

static void check_laws(const Side *a, const Side *b, Circa c) {
    const uint32_t before = 1u << ALLEN_BEFORE | 1u << ALLEN_MEETS;
    Truth bf = relate(REL_BEFORE, &a->d, &b->d, c), af = relate(REL_AFTER, &a->d, &b->d, c),
          in = relate(REL_IN, &a->d, &b->d, c), share = relate(REL_OVERLAPS, &a->d, &b->d, c);
    uint32_t bits = allen(&a->d, &b->d, c);
    require(bits != 0, "some relation holds", a, b);
    require(allen(&b->d, &a->d, c) == turned(bits), "allen, turned round", a, b);
    require(bf == relate(REL_AFTER, &b->d, &a->d, c), "before is after, turned round", a, b);
    require(share == relate(REL_OVERLAPS, &b->d, &a->d, c), "overlaps both ways", a, b);
    require(bf == of_bits(bits, before), "before, of Allen's", a, b);
    require(af == of_bits(bits, turned(before)), "after, of Allen's", a, b);
    require(in != YES || share == YES, "what lies within overlaps", a, b);
    require(in == NO || share != NO, "what may lie within may overlap", a, b);
    require(bf != YES || share == NO, "what is before does not overlap", a, b);
    require(share != YES || (bf == NO && af == NO), "what overlaps is not before", a, b);
    require(bf == NO || af != YES, "before and after exclude each other", a, b);
}

// What the index relies on: the bounds around a date never say more than its relations.
static void check_around(const Side *a, const Side *b, Circa c) {
    Date x = date_around(&a->d, c), y = date_around(&b->d, c);
    x.kind = y.kind = DATE_SPAN;
    require(x.es <= x.ls && x.ee <= x.le && x.es <= x.ee && x.ls <= x.le, "bounds in order", a, a);
    Truth outer[] = {date_before(&x, &y), date_after(&x, &y), date_in(&x, &y),
                     date_overlaps(&x, &y)};
    for (int r = REL_BEFORE; r <= REL_OVERLAPS; r++) {
        Truth is = relate((DateRelation)r, &a->d, &b->d, c);
        if (outer[r] == NO) require(is == NO, "not even around", a, b);
    }
}

// Two datings of one moment exclude each other where the dates can't be equal.
static void check_common(Arena *arena, const Side *a, const Side *b, Circa c) {
    Date x, y;
    bool some = date_common(arena, &a->d, &b->d, c, &x);
    require(some == date_common(arena, &b->d, &a->d, c, &y), "common both ways", a, b);
    if (a->d.kind != DATE_MOMENT || b->d.kind != DATE_MOMENT) return;
    Truth equal = relate(REL_EQUAL, &a->d, &b->d, c);
    require(some == (equal != NO), "common where = is possible", a, b);
    Circa none = {.unit = false};
    bool plain = !(a->d.qual | a->d.end_qual | b->d.qual | b->d.end_qual);
    if (!some || !plain) return;
    require(
        date_relation(
            &scratch, REL_IN, &x,
            &(Date){.es = a->d.es, .ls = a->d.es, .ee = a->d.le, .le = a->d.le, .kind = DATE_SPAN},
            none) == YES,
        "common lies within", a, b);
    require(relate(REL_EQUAL, &x, &a->d, none) != NO && relate(REL_EQUAL, &x, &b->d, none) != NO,
            "common may be either", a, b);
}

static int compare_pairs(Arena *arena) {
    static const Circa circas[] = {
        {.unit = true}, {.months = 30}, {.seconds = 100}, {.unit = false}};
    uint64_t seed = 1564;
    int compared = 0;
    for (int i = 0; i < PAIRS; i++) {
        ArenaMark m = arena_mark(arena);
        Side a, b;
        Circa c = circas[dice(&seed, 4)];
        if (some_side(arena, &seed, &a) && some_side(arena, &seed, &b)) {
            check_laws(&a, &b, c);
            check_around(&a, &b, c);
            if (!a.written && !b.written) check_common(arena, &a, &b, c);
            compared++;
        }
        arena_release(arena, m);
    }
    return compared;
}

static void test_laws(void **state) {
    Guard guard = {.status = ST_OK};
    Arena arena;
    (void)state;
    arena_init(&arena, &alloc_system, NULL, &guard);
    if (setjmp(guard.at)) fail_msg("no memory");
    assert_true(compare_pairs(&arena) > PAIRS / 3);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_laws)};
    return cmocka_run_group_tests(tests, NULL, free_scratch);
}
