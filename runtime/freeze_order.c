// Freezing an order of events: dates are tightened as far as the order allows, before they are
// sorted and numbered. In: a builder's dates and links; out: the same logs with tightened dates, a
// date for events that had none, and the table that says what each bound follows from.
//
// What was stated is kept: its words (`written`), and its date in the table. A date that follows
// from the order alone has the words of the order instead, and a note that says so. Dates with
// qualifiers, masks or sets stay as they are stated: which of their worlds is meant is for a query
// to say.
#include "runtime/freeze.h"

#include <string.h>

#include "lang/date_impl.h"
#include "runtime/order_build.h"

static bool has_bounds(const int64_t t[BOUNDS]) {
    return t[BOUND_ES] != INSTANT_MIN || t[BOUND_LE] != INSTANT_MAX;
}

static bool may_narrow(const Date *d) {
    return !(d->qual | d->end_qual) && !(d->mask | d->end_mask) && !(d->digits | d->end_digits) &&
           !d->set;
}

// How precisely a bound is written at most. No season or decade that was not stated: a bound on the
// first of December begins a month.
static Precision bound_precision(Calendar c, Precision stated, int64_t t, bool last) {
    if (stated <= PREC_SEASON || !is_finite(t)) return stated < PREC_YEAR ? stated : PREC_YEAR;
    return (last ? unit_last : unit_first)(c, t, PREC_YEAR) == t ? PREC_YEAR : PREC_MONTH;
}

// The date with these bounds. A span keeps its open ends, and prints as it was stated whatever its
// bounds: there is no way to write them.
static Date narrowed(const Date *stated, const int64_t t[BOUNDS]) {
    Date d =
        stated ? *stated : (Date){.kind = DATE_MOMENT, .prec = PREC_YEAR, .end_prec = PREC_YEAR};
    bool span = d.kind == DATE_SPAN;
    if (!span || d.es != INSTANT_MIN) d.es = t[BOUND_ES];
    if (!span || d.ls != INSTANT_MAX) d.ls = t[BOUND_LS];
    if (!span || d.ee != INSTANT_MIN) d.ee = t[BOUND_EE];
    if (!span || d.le != INSTANT_MAX) d.le = t[BOUND_LE];
    if (span) return d;
    if (d.calendar != CAL_JULIAN) d.calendar = CAL_GREGORIAN;
    Calendar c = (Calendar)d.calendar;
    moment_rename(&d, bound_precision(c, (Precision)d.prec, d.es, false),
                  bound_precision(c, (Precision)d.end_prec, d.le, true));
    return d;
}

// The step that a bound follows from, past those from one end of the event to the other.
static OrderWhy last_step(const OrderNet *net, uint32_t event, uint32_t bound) {
    OrderWhy why = net->events[event].why[bound];
    while (why.event != NO_LINK && why.link == NO_LINK) why = net->events[why.event].why[why.bound];
    return why;
}

static BoundHow how_of(OrderWhy why, uint32_t bound) {
    bool earliest = bound == BOUND_ES || bound == BOUND_EE;
    if (why.event == NO_LINK) return BOUND_OWN;
    if (why.reach) return earliest ? BOUND_WITHIN_BEFORE : BOUND_WITHIN_AFTER;
    return earliest ? BOUND_AFTER : BOUND_BEFORE;
}

static void add_phrase(const Builder *b, const Ordered *o, StrBuf *out, OrderWhy why,
                       uint32_t bound) {
    if (out->n) buf_addc(out, ", ");
    const Duration *within = &b->reaches[b->notes[o->said[why.link].note].within];
    order_phrase(out, how_of(why, bound), builder_id_of(b, o->ref[why.event]),
                 why.reach ? within : NULL);
}

// "within 2 hours after @a", "after @a, before @b": what a date that was not stated follows from.
static Str words_of_order(const Builder *b, const Ordered *o, uint32_t event) {
    StrBuf out;
    buf_init(&out, b->arena);
    OrderWhy low = last_step(&o->net, event, BOUND_ES), high = last_step(&o->net, event, BOUND_LE);
    bool same = low.event != NO_LINK && high.event != NO_LINK && low.link == high.link;
    if (low.event != NO_LINK && !(same && high.reach)) add_phrase(b, o, &out, low, BOUND_ES);
    if (high.event != NO_LINK && !(same && low.reach)) add_phrase(b, o, &out, high, BOUND_LE);
    return buf_str(&out);
}

enum { SOURCES_MAX = 64 }; // of each of the two links that a date follows from

static uint32_t inferred_note(Builder *b, const Ordered *o, uint32_t event) {
    Ref sources[2 * SOURCES_MAX];
    uint32_t n = 0, link[2] = {last_step(&o->net, event, BOUND_ES).link,
                               last_step(&o->net, event, BOUND_LE).link};
    for (int i = 0; i < 2; i++) {
        if (link[i] == NO_LINK || (i && link[1] == link[0])) continue;
        const Annotation *said = &b->notes[o->said[link[i]].note];
        for (uint32_t s = 0; s < said->nsources && s < SOURCES_MAX; s++)
            sources[n++] = b->sources[said->first_source + s];
    }
    return builder_annotation(b, STR(""), STR("inferred from the order of events"), STR(""),
                              sources, n);
}

// Every statement of the date that was tightened means the tightened one.
static void replace_dates(Builder *b, const Ordered *o, const uint32_t *now, uint32_t *event_of) {
    const Log *log = &b->kinds[o->kind].fields[o->fields.date];
    for (uint32_t e = 0; e < o->net.nevents; e++) event_of[built_entity(b, o->ref[e])->row] = e + 1;
    for (LogChunk *c = log->first; c; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t e = event_of[c->rows[i]], id;
            unsigned char *cell = c->values + (size_t)i * sizeof id;
            memcpy(&id, cell, sizeof id);
            if (e && now[e - 1] && id == o->date[e - 1]) memcpy(cell, &now[e - 1], sizeof id);
        }
}

static uint32_t tightened_date(Builder *b, const Ordered *o, uint32_t event) {
    const int64_t *t = o->net.events[event].t;
    PoolDate stated = b->dates.items[o->date[event]];
    if (!may_narrow(&stated.date)) return 0;
    Date d = narrowed(&stated.date, t);
    const PoolText *words = pool_text(&b->texts, stated.written);
    Str written = stated.written ? (Str){words->p, words->n}
                                 : date_string(b->arena, &stated.date, date_write);
    return pool_date(b, &d, written);
}

static void infer_date(Builder *b, const Ordered *o, uint32_t event) {
    if (!has_bounds(o->net.events[event].t)) return;
    Date d = narrowed(NULL, o->net.events[event].t);
    builder_date(b, o->ref[event], o->fields.date, &d, words_of_order(b, o, event),
                 inferred_note(b, o, event));
}

static void add_bounds(Freeze *z, const Ordered *o, uint32_t event) {
    EventBounds r = {.entity = freeze_number(z, o->ref[event]), .stated = o->date[event]};
    for (uint32_t i = 0; i < BOUNDS; i++) {
        OrderWhy why = last_step(&o->net, event, i);
        r.how[i] = (uint8_t)how_of(why, i);
        r.by[i] = why.event == NO_LINK ? 0 : freeze_number(z, o->ref[why.event]);
    }
    z->bounds =
        arena_grow(z->a, z->bounds, &z->bound_cap, (size_t)z->nbounds + 1, sizeof *z->bounds);
    z->bound_t = arena_grow(z->a, z->bound_t, &z->bound_t_cap, BOUNDS * ((size_t)z->nbounds + 1),
                            sizeof *z->bound_t);
    memcpy(z->bound_t + BOUNDS * (size_t)z->nbounds, o->net.events[event].t,
           BOUNDS * sizeof *z->bound_t);
    z->bounds[z->nbounds++] = r;
}

static bool is_tightened(const OrderNet *net, uint32_t event) {
    for (uint32_t i = 0; i < BOUNDS; i++)
        if (last_step(net, event, i).event != NO_LINK) return true;
    return false;
}

// Rows ascend, so that the table is in the order of entities.
static void freeze_ordered(Freeze *z, const Ordered *o) {
    Builder *b = z->b;
    uint32_t rows = b->kinds[o->kind].count;
    uint32_t *now = arena_zero(z->a, (size_t)o->net.nevents * sizeof *now);
    uint32_t *event_of = arena_zero(z->a, (size_t)rows * sizeof *event_of);
    for (uint32_t e = 0; e < o->net.nevents; e++)
        if (o->date[e] && is_tightened(&o->net, e)) now[e] = tightened_date(b, o, e);
    replace_dates(b, o, now, event_of);
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t e = event_of[row] - 1;
        if (e == UINT32_MAX || !is_tightened(&o->net, e)) continue;
        add_bounds(z, o, e);
        if (!o->date[e]) infer_date(b, o, e);
    }
}

bool freeze_order(Freeze *z) {
    for (uint32_t k = 0; k < z->b->schema->nkinds; k++) {
        Ordered o;
        if (!order_collect(z->b, k, z->a, &o)) continue;
        if (o.net.nconflicts) return false;
        freeze_ordered(z, &o);
    }
    return true;
}

void freeze_bounds(Freeze *z) {
    if (!z->nbounds) return;
    for (uint32_t i = 0; i < z->nbounds; i++) z->bounds[i].stated = z->date_id[z->bounds[i].stated];
    freeze_section(z, SEC_BOUNDS, 0, 0, sizeof *z->bounds, z->nbounds, z->bounds);
    freeze_section(z, SEC_BOUNDS, 0, 1, sizeof *z->bound_t, BOUNDS * (uint64_t)z->nbounds,
                   z->bound_t);
}
