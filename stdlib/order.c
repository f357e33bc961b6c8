// Kernels of the order of events: what was stated of a date, and what each of its bounds follows
// from. In: entities; out: dates and texts. The order itself was worked out when the archive was
// built (runtime/order.h); here it is only told.
#include "runtime/order_build.h"
#include "stdlib/kernels.h"

enum { MINUTE = 60, DAY_SECONDS = 86400, CHAIN_SHOWN = 8, LINKS_A_STEP = 1024 };

// The date of an event, 0 where it has none.
static uint32_t own_date(const Archive *a, uint32_t entity) {
    const KindTable *k = &a->tables[archive_kind_of(a, entity)];
    uint32_t f = kind_field(k->kind, STR("date"));
    if (f == UINT32_MAX || k->kind->fields[f].type->tag != TY_DATE) return 0;
    const uint32_t *dates = archive_column(a, k, f)->data;
    return dates ? dates[entity - k->first] : 0;
}

static uint32_t stated_date(const Archive *a, uint32_t entity) {
    const EventBounds *b = archive_bounds(a, entity);
    return b ? b->stated : own_date(a, entity);
}

void order_stated(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows)
    out->d.u32[i] = stated_date(c->run->archive, args[0]->d.u32[vec_place(args[0], i)]);
}

// ---- what a bound follows from --------------------------------------------------------------

// How far the field of one event reaches to the other, where it says so; else as *found was.
static void reach_in(Run *r, uint32_t entity, Str field, uint32_t other, const Duration **found) {
    const Archive *a = r->archive;
    const KindTable *k = &a->tables[archive_kind_of(a, entity)];
    uint32_t f = kind_field(k->kind, field), row = entity - k->first;
    const Column *c = f == UINT32_MAX ? NULL : archive_column(a, k, f);
    if (!c || !c->off || !c->noted || c->field->type->elem->tag != TY_ENTITY) return;
    run_tick(r, (c->off[row + 1] - c->off[row]) / LINKS_A_STEP);
    for (uint32_t i = c->off[row]; i < c->off[row + 1]; i++) {
        const Annotation *n = &a->notes[c->noted[i]];
        if (((const uint32_t *)c->data)[i] != other || !n->within) continue;
        const Duration *d = &a->note_reaches[n->within];
        if (!*found || duration_order(*d, **found) < 0) *found = d;
    }
}

static const Duration *reach_of(Run *r, BoundHow how, uint32_t entity, uint32_t other) {
    const Duration *found = NULL;
    if (how != BOUND_WITHIN_AFTER && how != BOUND_WITHIN_BEFORE) return NULL;
    uint32_t second = how == BOUND_WITHIN_AFTER ? entity : other;
    uint32_t first = how == BOUND_WITHIN_AFTER ? other : entity;
    reach_in(r, second, STR("after"), first, &found);
    reach_in(r, first, STR("before"), second, &found);
    return found;
}

// The bound of the other event that a bound of this one follows from.
static uint32_t bound_behind(BoundHow how) {
    static const uint8_t behind[BOUND_HOWS] = {[BOUND_AFTER] = BOUND_EE,
                                               [BOUND_BEFORE] = BOUND_LS,
                                               [BOUND_WITHIN_AFTER] = BOUND_LE,
                                               [BOUND_WITHIN_BEFORE] = BOUND_ES};
    return behind[how];
}

static void add_date(const Archive *a, StrBuf *out, uint32_t id) {
    char text[DATE_TEXT];
    Date d = archive_date(a, id);
    date_show(&d, text);
    buf_printf(out, "dated %s", text);
}

// "after @b; @b is after @a; @a is dated 1917-11-07": each a fact of the archive.
static void add_reason(Run *r, StrBuf *out, uint32_t entity, uint32_t bound) {
    const Archive *a = r->archive;
    for (uint32_t steps = 0;; steps++) {
        const EventBounds *b = archive_bounds(a, entity);
        BoundHow how = b ? (BoundHow)b->how[bound] : BOUND_OWN;
        if (steps == CHAIN_SHOWN) {
            buf_addc(out, "; and so on");
            return;
        }
        if (steps) buf_printf(out, "; @%.*s is ", STR_FMT(archive_id(a, entity)));
        if (how == BOUND_OWN) {
            add_date(a, out, b ? b->stated : own_date(a, entity));
            return;
        }
        order_phrase(out, how, archive_id(a, b->by[bound]), reach_of(r, how, entity, b->by[bound]));
        entity = b->by[bound];
        bound = bound_behind(how);
    }
}

// ---- all bounds -----------------------------------------------------------------------------

// A bound as the day or minute at whose edge it lies, else as its second.
static void add_instant(StrBuf *out, int64_t t, bool upper) {
    int64_t edge = upper ? t + 1 : t, length = 1;
    Date d = {.kind = DATE_MOMENT, .prec = PREC_SECOND, .end_prec = PREC_SECOND};
    if (edge % DAY_SECONDS == 0) {
        length = DAY_SECONDS;
        d.prec = d.end_prec = PREC_DAY;
    } else if (edge % MINUTE == 0) {
        length = MINUTE;
        d.prec = d.end_prec = PREC_MINUTE;
    }
    d.es = d.ee = upper ? edge - length : edge;
    d.ls = d.le = d.es + length - 1;
    char text[DATE_TEXT];
    date_show(&d, text);
    buf_addc(out, text);
}

static uint32_t bound_line(const Call *c, uint32_t entity, uint32_t bound, int64_t t,
                           const char *what) {
    StrBuf out;
    buf_init(&out, c->run->scratch);
    buf_addc(&out, what);
    add_instant(&out, t, bound == BOUND_LS || bound == BOUND_LE);
    buf_addc(&out, ": ");
    add_reason(c->run, &out, entity, bound);
    return run_intern(c->run, buf_str(&out));
}

typedef struct Lines {
    uint32_t *at, n;
    size_t cap;
} Lines;

// Of a moment the earliest and the latest second, of a span those of its start and of its end; none
// where it is not bound.
static void add_lines(const Call *c, Lines *lines, uint32_t entity) {
    static const char *const of_moment[BOUNDS] = {
        [BOUND_ES] = "not before ", [BOUND_LE] = "not after "};
    static const char *const of_span[BOUNDS] = {"starts not before ", "starts not after ",
                                                "ends not before ", "ends not after "};
    const Archive *a = c->run->archive;
    uint32_t id = own_date(a, entity);
    if (!id) return;
    Date d = archive_date(a, id);
    const EventBounds *b = archive_bounds(a, entity);
    int64_t own[BOUNDS] = {d.es, d.ls, d.ee, d.le};
    const int64_t *t = b ? a->bound_t + BOUNDS * (size_t)(b - a->bounds) : own;
    const char *const *what = d.kind == DATE_MOMENT ? of_moment : of_span;
    for (uint32_t i = 0; i < BOUNDS; i++) {
        if (!what[i] || t[i] == INSTANT_MIN || t[i] == INSTANT_MAX) continue;
        lines->at = arena_grow(c->run->scratch, lines->at, &lines->cap, (size_t)lines->n + 1,
                               sizeof *lines->at);
        lines->at[lines->n++] = bound_line(c, entity, i, t[i], what[i]);
    }
}

void order_bounds(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Lines lines = {0};
    ROWS_EACH(i, rows) {
        out->start[i] = lines.n;
        add_lines(c, &lines, args[0]->d.u32[vec_place(args[0], i)]);
        out->len[i] = lines.n - out->start[i];
    }
    out->child = vec_new(c->run->scratch, out->type->elem, 0, false);
    if (lines.n) out->child->d.u32 = lines.at;
    out->nchild = lines.n;
}
