// Which rows an index proposes for a condition: names and other indexed texts by id, words of texts
// (index_words.c), texts that hold another (index_scan.c), similar names (index_names.c), dates by
// their sorted table, links by the list on the other side, ranges and branches (index_range.c).
// Everything a condition could make true or unknown is proposed or counted.
#include <string.h>

#include "runtime/index_impl.h"
#include "runtime/sort.h"

const Expr *row_field(const Expr *e) {
    return e && e->tag == X_FIELD && e->args[0]->tag == X_SLOT && e->args[0]->depth == 0 &&
                   e->args[0]->slot == 0
               ? e
               : NULL;
}

// A value that is the same for all rows and cannot fail.
static bool is_fixed(const Run *r, const Expr *e) {
    if (e->tag == X_CONST) return true;
    if (e->tag == X_PARAM)
        return r->cached[e->number] || (e->u.param->init && !e->u.param->init->can_fail);
    if (e->tag == X_OP && e->op == XO_DATE_PERIOD) return is_fixed(r, e->args[0]);
    return e->tag == X_LIST && !e->can_fail;
}

const Vec *fixed_value(Run *r, const Expr *e) {
    if (!e || e->outer || !is_fixed(r, e)) return NULL;
    return eval(r, NULL, e, (Rows){1, NULL});
}

void candidates_add(Candidates *out, const uint32_t *rows, uint32_t n, uint32_t base) {
    if (!n) return;
    out->ranges =
        arena_grow(out->arena, out->ranges, &out->cap, out->nranges + 1, sizeof *out->ranges);
    out->ranges[out->nranges++] = (IndexRange){rows, n, base};
    out->count += n;
}

void candidates_of_keys(Candidates *out, Index ix, uint32_t lo, uint32_t hi) {
    uint32_t from, to;
    index_range(ix, lo, hi - 1, &from, &to);
    candidates_add(out, ix.rows + from, to - from, 0);
}

void candidates_of_key(Candidates *out, Index ix, uint32_t key) {
    candidates_of_keys(out, ix, key, key + 1);
}

void candidates_missing(Candidates *out, const KindTable *k, const Column *c) {
    uint32_t none = k->count - c->index.n;
    if (out->exact) {
        out->missing = none;
    } else if (none) {
        out->gaps = c;
        out->count += none;
    }
}

// ---- texts ----------------------------------------------------------------------------------

// id = "x": the archive's table of ids has each entity under its id.
static bool id_candidates(Run *r, const KindTable *k, const Vec *v, Candidates *out) {
    Index ids = r->archive->ids;
    uint32_t from, to;
    index_range(ids, v->d.u32[0], v->d.u32[0], &from, &to);
    for (uint32_t i = from; i < to; i++)
        if (ids.rows[i] >= k->first && ids.rows[i] - k->first < k->count)
            candidates_add(out, &ids.rows[i], 1, k->first);
    return true;
}

static bool text_candidates(Run *r, const KindTable *k, const Expr *field, const Expr *value,
                            Candidates *out) {
    const Column *c = archive_column(r->archive, k, field->field);
    const Vec *v = fixed_value(r, value);
    if (!v || field->type->tag != TY_TEXT || vec_missing(v, 0)) return false;
    if (field->field == FIELD_ID) return id_candidates(r, k, v, out);
    if (!c->index.keys) return false;
    candidates_of_keys(out, c->index, v->d.u32[0], v->d.u32[0] + 1);
    candidates_missing(out, k, c);
    return true;
}

#ifdef GZT_TINY
enum { TEXTS_MAX = 2 };
#else
enum { TEXTS_MAX = 1000 };
#endif

// name in ["a", "b"]
static bool in_texts(Run *r, const KindTable *k, const Expr *field, const Expr *list,
                     Candidates *out) {
    const Column *c = archive_column(r->archive, k, field->field);
    const Vec *v = fixed_value(r, list);
    if (!v || field->type->tag != TY_TEXT || !c->index.keys || v->type->tag != TY_LIST ||
        v->len[0] > TEXTS_MAX)
        return false;
    if (!v->len[0]) out->exact = false; // an empty list is false even of a missing value
    for (uint32_t i = 0; i < v->len[0]; i++) {
        uint32_t id = v->child->d.u32[vec_place(v->child, v->start[0] + i)];
        if (!id) return false;
        candidates_of_keys(out, c->index, id, id + 1);
    }
    candidates_missing(out, k, c);
    return true;
}

// ---- links ----------------------------------------------------------------------------------

bool rows_linked(const Archive *a, const KindTable *k, const Field *field, uint32_t entity,
                 IndexRange *out) {
    if (!entity || !field->inverse.n) return false;
    const KindTable *other = &a->tables[archive_kind_of(a, entity)];
    uint32_t f = kind_field(other->kind, field->inverse);
    if (f == UINT32_MAX) return false;
    const Field *back = &other->kind->fields[f];
    if (!back->inverse_link || &a->tables[back->from_kind] != k) return false;
    const Column *c = archive_column(a, other, f);
    *out = (IndexRange){NULL, 0, k->first};
    if (!c->off) return true; // nothing links here
    uint32_t row = entity - other->first;
    out->rows = (const uint32_t *)c->data + c->off[row];
    out->n = c->off[row + 1] - c->off[row];
    return true;
}

static bool linked(const Archive *a, const KindTable *k, const Field *field, uint32_t entity,
                   Candidates *out) {
    IndexRange found;
    if (!rows_linked(a, k, field, entity, &found)) return false;
    candidates_add(out, found.rows, found.n, found.base);
    return true;
}

// people has @x, also has "x"
static bool has_candidates(Run *r, const KindTable *k, const Expr *value, const Expr *list,
                           Candidates *out) {
    const Expr *field = row_field(list);
    const Vec *v = fixed_value(r, value);
    if (!field || !v || vec_missing(v, 0)) return false;
    const Column *c = archive_column(r->archive, k, field->field);
    if (v->type->tag == TY_ENTITY) { // a link that is stored is never missing: nothing is unknown
        out->decided = true;
        return linked(r->archive, k, c->field, v->d.u32[0], out);
    }
    out->exact = false;
    if (v->type->tag != TY_TEXT || !c->index.keys) return false;
    candidates_of_keys(out, c->index, v->d.u32[0], v->d.u32[0] + 1);
    return true;
}

bool link_narrow(Run *r, const KindTable *k, const Expr *e, Arena *arena, const uint32_t **rows,
                 uint32_t *n) {
    if (e->tag != X_IN_LIST || e->args[2]->tag != X_OP || e->args[2]->op != XO_EQ) return false;
    const Expr *field = row_field(e->args[1]);
    const Vec *v = field ? fixed_value(r, e->args[0]) : NULL;
    IndexRange list;
    if (!v || v->type->tag != TY_ENTITY || vec_missing(v, 0) ||
        !rows_linked(r->archive, k, archive_column(r->archive, k, field->field)->field, v->d.u32[0],
                     &list))
        return false;
    uint32_t *kept = ARENA_ARRAY(arena, uint32_t, *n + 1), many = 0;
    for (uint32_t i = 0, j = 0; i < *n && j < list.n; guard_work(r->guard, 1)) {
        uint32_t row = (*rows)[i], other = list.rows[j] - list.base;
        if (j && list.rows[j] < list.rows[j - 1]) return false; // not in order: a file means harm
        kept[many] = row;
        many += row == other;
        i += row <= other;
        j += other <= row;
    }
    *rows = kept;
    *n = many;
    return true;
}

// place = @x
static bool link_candidates(Run *r, const KindTable *k, const Expr *field, const Expr *value,
                            Candidates *out) {
    const Vec *v = fixed_value(r, value);
    const Column *c = archive_column(r->archive, k, field->field);
    if (!v || vec_missing(v, 0) || !c->data) return false;
    out->exact = false;
    if (!linked(r->archive, k, c->field, v->d.u32[0], out)) return false;
    out->gaps = c; // rows without the link are unknown
    return true;
}

// ---- dates ----------------------------------------------------------------------------------

// The first date of the archive that starts at or after t (no date can begin before es).
static uint32_t first_from(const Archive *a, int64_t t) {
    uint32_t lo = 1, hi = a->ndates ? a->ndates : 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->date_t[0][mid] < t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static uint32_t first_after(const Archive *a, int64_t t) {
    return t == INSTANT_MAX ? a->ndates : first_from(a, t + 1);
}

// One condition on dates, decided for each date of the archive instead of for each row.
typedef struct DateTest {
    Arena *scratch;
    const Archive *a;
    const Column *c;
    const Expr *cond;
    Date written, period; // as it is and widened; where it has pieces, period is around them
    DateRelation relation;
    bool negated, pieces;
    bool plain; // `in` a period without pieces: what lies within its inner bounds is
} DateTest;

static Truth test_bounds(const DateTest *t, const Date *d) {
    switch (t->relation) {
    case REL_BEFORE: return date_before(d, &t->period);
    case REL_AFTER: return date_after(d, &t->period);
    case REL_IN: return date_in(d, &t->period);
    default: return date_overlaps(d, &t->period);
    }
}

static Truth test_date(const DateTest *t, uint32_t id) {
    Date d = archive_date(t->a, id);
    Truth is;
    if (t->pieces || date_has_pieces(&d)) {
        is = date_relation(t->scratch, t->relation, &d, &t->written, t->cond->circa);
    } else {
        d = date_widen(&d, t->cond->circa);
        is = test_bounds(t, &d);
    }
    return t->negated ? truth_not(is) : is;
}

static bool qualified(const Archive *a, uint32_t id) {
    return a->date_desc[id].qual | a->date_desc[id].end_qual;
}

// Of a date without a qualifier (those have a list of their own): most lie plainly within the
// period.
static Truth test_plain(const DateTest *t, uint32_t id) {
    const Archive *a = t->a;
    if (qualified(a, id)) return NO;
    bool within = a->date_t[0][id] >= t->period.ls && a->date_t[3][id] <= t->period.ee;
    if (within && t->plain && !a->date_desc[id].more) return YES;
    return test_date(t, id);
}

// The dates from `from` to `to`, neighbours that come out alike taken together.
static void test_range(const DateTest *t, uint32_t from, uint32_t to, Candidates *out) {
    while (from < to) {
        Truth is = test_plain(t, from);
        uint32_t end = from + 1;
        while (end < to && test_plain(t, end) == is) end++;
        uint32_t lo, hi;
        if (is == YES || (is == UNKNOWN && !out->exact)) {
            candidates_of_keys(out, t->c->index, from, end);
        } else if (is == UNKNOWN) {
            index_range(t->c->index, from, end - 1, &lo, &hi);
            out->unknown += hi - lo;
        }
        from = end;
    }
}

// Dates that begin before id `before` and may still last at `t`: found by the latest end of each
// block of dates, then one by one.
static void still_lasting(const DateTest *test, uint32_t before, int64_t t, Candidates *out) {
    const Archive *a = test->a;
    const int64_t *le = a->date_t[3];
    for (uint32_t b = 0; (uint64_t)b * DATE_BLOCK < before; b++) {
        if (a->date_block_end[b] < t) continue;
        uint32_t end = (b + 1) * DATE_BLOCK < before ? (b + 1) * DATE_BLOCK : before;
        for (uint32_t from = b ? b * DATE_BLOCK : 1, to; from < end; from = to) {
            for (to = from; to < end && le[to] >= t;) to++;
            if (to == from)
                to++;
            else
                test_range(test, from, to, out);
        }
    }
}

static void qualified_rows(const DateTest *t, Candidates *out) {
    const uint32_t *dates = t->c->data;
    for (uint32_t i = 0; i < t->c->nqualified; i++) {
        Truth is = test_date(t, dates[t->c->qualified[i]]);
        if (is == YES || (is == UNKNOWN && !out->exact))
            candidates_add(out, &t->c->qualified[i], 1, 0);
        else
            out->unknown += is == UNKNOWN;
    }
}

// The dates from id *from to before *to are those that may be wanted, and those before them that
// last until the instant given back, or longer. False: the condition is not on dates of an index.
static bool date_span(Run *r, const KindTable *k, const Expr *cond, DateTest *t, uint32_t *from,
                      uint32_t *to, int64_t *lasting) {
    const Archive *a = r->archive;
    const Column *c = archive_column(a, k, row_field(cond->args[0])->field);
    const Vec *v = fixed_value(r, cond->args[1]);
    if (!v || !c->index.keys || vec_missing(v, 0)) return false;
    *t = (DateTest){.scratch = r->scratch, .a = a, .c = c, .cond = cond};
    ExprOp op = (ExprOp)cond->op;
    t->written = run_date(r, v->d.u32[0]);
    t->negated = op == XO_DATE_NOT_BEFORE || op == XO_DATE_NOT_AFTER;
    t->relation = op == XO_DATE_BEFORE || op == XO_DATE_NOT_BEFORE ? REL_BEFORE
                  : op == XO_DATE_AFTER || op == XO_DATE_NOT_AFTER ? REL_AFTER
                  : op == XO_DATE_IN                               ? REL_IN
                                                                   : REL_OVERLAPS;
    t->pieces = date_has_pieces(&t->written);
    t->period = date_around(&t->written, cond->circa);
    t->plain = t->relation == REL_IN && !t->pieces;
    const Date *p = &t->period;
    bool before = op == XO_DATE_BEFORE || op == XO_DATE_NOT_AFTER;
    *from = before ? 1 : op == XO_DATE_AFTER ? first_after(a, p->ee) : first_from(a, p->es);
    *lasting = op == XO_DATE_AFTER ? p->ee : p->es;
    *to = op == XO_DATE_BEFORE                              ? first_from(a, p->ls)
          : op == XO_DATE_AFTER || op == XO_DATE_NOT_BEFORE ? a->ndates
                                                            : first_after(a, p->le);
    return true;
}

static bool date_rows(Run *r, const KindTable *k, const Expr *cond, Candidates *out) {
    DateTest t;
    uint32_t from, to;
    int64_t lasting;
    if (!date_span(r, k, cond, &t, &from, &to, &lasting)) return false;
    t.scratch = out->arena;
    if (to - from > t.a->ndates / 2) return false; // most of them: a scan is as quick
    if (from > 1) still_lasting(&t, from, lasting, out);
    if (from < to) test_range(&t, from, to, out);
    qualified_rows(&t, out);
    candidates_missing(out, k, t.c);
    return true;
}

static uint64_t dates_most(Run *r, const KindTable *k, const Expr *cond) {
    DateTest t;
    uint32_t from, to, lo = 0, hi = 0;
    int64_t lasting;
    if (!date_span(r, k, cond, &t, &from, &to, &lasting)) return 0;
    if (from < to) index_range(t.c->index, from, to - 1, &lo, &hi);
    return (uint64_t)(hi - lo) + t.c->nqualified;
}

// ---- which ----------------------------------------------------------------------------------

static bool op_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    const Expr *field = row_field(e->args[0]);
    switch ((ExprOp)e->op) {
    case XO_EQ: {
        const Expr *value = field ? e->args[1] : e->args[0];
        if (!field) field = row_field(e->args[1]);
        if (!field) return false;
        out->field = field->name;
        if (field->type->tag == TY_ENTITY) return link_candidates(r, k, field, value, out);
        return text_candidates(r, k, field, value, out);
    }
    case XO_DATE_BEFORE:
    case XO_DATE_AFTER:
    case XO_DATE_NOT_BEFORE:
    case XO_DATE_NOT_AFTER:
    case XO_DATE_IN:
    case XO_DATE_OVERLAPS:
        if (!field) return false;
        out->field = field->name;
        return date_rows(r, k, e, out);
    case XO_MATCHES: return scan_candidates(r, k, e, out);
    case XO_BELOW: return below_candidates(r, k, e, out);
    default: return false;
    }
}

static bool on_dates(const Expr *e) {
    return e->tag == X_OP && e->op >= XO_DATE_BEFORE && e->op <= XO_DATE_OVERLAPS &&
           row_field(e->args[0]);
}

// maybe(date in 1914): all that the dates propose is wanted, what is unknown too.
static bool maybe_candidates(Run *r, const KindTable *k, const Expr *e, bool alone,
                             Candidates *out) {
    out->exact = false;
    if (!on_dates(e->args[0]) || !op_candidates(r, k, e->args[0], out)) return false;
    out->exact = alone;
    out->decided = true;
    return true;
}

uint64_t index_most(Run *r, const KindTable *k, const Expr *e) {
    uint64_t most;
    if (word_most(r, k, e, &most)) return most;
    if (e->tag == X_OR) return index_most(r, k, e->args[0]) + index_most(r, k, e->args[1]);
    if (e->tag == X_MAYBE) return index_most(r, k, e->args[0]);
    if (e->tag != X_OP) return 0;
    if (e->op == XO_MATCHES) return k->count;
    return on_dates(e) ? dates_most(r, k, e) : 0;
}

// x or y: what either proposes. A row that neither proposes is false by both.
static bool either_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    Candidates other;
    if (e->can_fail || !index_candidates(r, k, e->args[0], false, out->arena, out) ||
        !index_candidates(r, k, e->args[1], false, out->arena, &other))
        return false;
    if (out->gaps && other.gaps && out->gaps != other.gaps) return false;
    if (!out->gaps) out->gaps = other.gaps;
    uint64_t count = out->count + other.count;
    for (uint32_t i = 0; i < other.nranges; i++)
        candidates_add(out, other.ranges[i].rows, other.ranges[i].n, other.ranges[i].base);
    out->count = count;
    out->costly = out->costly && other.costly;
    out->decided = out->decided && other.decided && !out->gaps;
    return true;
}

bool index_candidates(Run *r, const KindTable *k, const Expr *e, bool alone, Arena *arena,
                      Candidates *out) {
    *out = (Candidates){.arena = arena, .exact = alone};
    if (word_candidates(r, k, e, out)) return true;
    if (name_candidates(r, k, e, out)) return true;
    if (range_candidates(r, k, e, out)) return true;
    if (e->tag == X_OR) return either_candidates(r, k, e, out);
    if (e->tag == X_MAYBE) return maybe_candidates(r, k, e, alone, out);
    if (e->tag == X_OP) return op_candidates(r, k, e, out);
    if (e->tag != X_IN_LIST) return false;
    const Expr *test = e->args[2], *field = row_field(e->args[0]);
    if (test->tag != X_OP || test->op != XO_EQ) return false;
    if (field) {
        out->field = field->name;
        return in_texts(r, k, field, e->args[1], out);
    }
    field = row_field(e->args[1]);
    if (field) out->field = field->name;
    return field && has_candidates(r, k, e->args[0], e->args[1], out);
}

// ---- rows -----------------------------------------------------------------------------------

static int order_rows(const void *user, uint32_t x, uint32_t y) {
    (void)user;
    return (x > y) - (x < y);
}

// Ascending, each row once.
static uint32_t sorted_once(Run *r, uint32_t *rows, uint32_t n) {
    KeyRef *keys = ARENA_ARRAY(r->scratch, KeyRef, n + 1);
    for (uint32_t i = 0; i < n; i++) keys[i] = (KeyRef){rows[i], rows[i]};
    sort_keys(r->scratch, keys, n);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!kept || rows[kept - 1] != keys[i].ref) rows[kept++] = keys[i].ref;
    return kept;
}

static uint32_t from_bitmap(Run *r, const KindTable *k, const uint32_t *rows, uint32_t n,
                            uint32_t *out) {
    uint32_t words = k->count / 64 + 1, many = 0;
    uint64_t *bits = arena_zero(r->scratch, words * sizeof *bits);
    for (uint32_t i = 0; i < n; i++) bits[rows[i] / 64] |= UINT64_C(1) << rows[i] % 64;
    for (uint32_t w = 0; w < words; w++)
        for (uint64_t b = bits[w]; b; b &= b - 1)
            out[many++] = w * 64 + (uint32_t)__builtin_ctzll(b);
    return many;
}

const uint32_t *index_rows(Run *r, const KindTable *k, const Candidates *c, Arena *arena,
                           uint32_t *n) {
    if (c->ordered && !c->gaps) {
        *n = c->nranges ? c->ranges[0].n : 0;
        return c->nranges ? c->ranges[0].rows : NULL;
    }
    uint64_t room = c->count;
    if (c->gaps) room += k->count;
    if (room > k->count + c->count) room = k->count + c->count;
    uint32_t *rows = ARENA_ARRAY(arena, uint32_t, (size_t)room + 1), many = 0;
    for (uint32_t i = 0; i < c->nranges; i++)
        for (uint32_t j = 0; j < c->ranges[i].n; j++)
            rows[many++] = c->ranges[i].rows[j] - c->ranges[i].base;
    if (c->gaps) {
        const uint32_t *values = c->gaps->data;
        for (uint32_t i = 0; i < k->count; i++) {
            rows[many] = i;
            many += values[i] == 0;
        }
    }
    ArenaMark m = arena_mark(r->scratch);
    if (many > k->count / 256) {
        uint32_t *all = arena_dup(r->scratch, rows, many * sizeof *all);
        *n = from_bitmap(r, k, all, many, rows);
    } else {
        *n = sorted_once(r, rows, many);
    }
    arena_release(r->scratch, m);
    return rows;
}

// ---- the ends of an index -------------------------------------------------------------------

typedef struct Ends {
    Run *run;
    const Column *c;
    bool dates;
} Ends;

static uint32_t key_of(const Ends *e, uint32_t at) {
    uint32_t id = e->c->index.keys[at];
    return e->dates ? e->run->archive->date_canon[id] : id;
}

// Position range of the rows whose key equals that at `at`, looked for in both directions.
static void run_of(const Ends *e, uint32_t at, uint32_t *from, uint32_t *to) {
    uint32_t key = key_of(e, at), lo = at, hi = at + 1;
    while (lo > 0 && key_of(e, lo - 1) == key) lo--;
    while (hi < e->c->index.n && key_of(e, hi) == key) hi++;
    *from = lo;
    *to = hi;
}

const uint32_t *index_top(Run *r, const Column *c, uint32_t n, bool desc, uint64_t *ties,
                          Arena *arena) {
    Ends e = {r, c, c->field->type->tag == TY_DATE};
    uint32_t *out = ARENA_ARRAY(arena, uint32_t, n + 1), many = 0;
    uint32_t at = desc ? c->index.n : 0;
    *ties = 0;
    while (many < n) {
        uint32_t from, to;
        run_of(&e, desc ? at - 1 : at, &from, &to);
        uint32_t len = to - from, take = len < n - many ? len : n - many;
        // one key: rows ascend; several that state the same: put in archive order
        const uint32_t *rows = c->index.rows + from;
        ArenaMark m = arena_mark(r->scratch);
        if (e.dates && c->index.keys[from] != c->index.keys[to - 1]) {
            uint32_t *copy = arena_dup(r->scratch, rows, len * sizeof *copy);
            sort_refs(copy, ARENA_ARRAY(r->scratch, uint32_t, len), len, order_rows, NULL);
            rows = copy;
        }
        memcpy(out + many, rows, take * sizeof *out);
        arena_release(r->scratch, m);
        many += take;
        *ties = len - take;
        at = desc ? from : to;
    }
    return out;
}
