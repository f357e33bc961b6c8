// Collecting an order from a builder, and complaining where it contradicts itself (order_build.h).
#include "runtime/order_build.h"

#include <string.h>

#include "runtime/builder_impl.h"

// ---- which fields ---------------------------------------------------------------------------

static uint32_t own_link(const Kind *k, Str name) {
    uint32_t f = kind_field(k, name);
    if (f == UINT32_MAX || f >= k->ndeclared || k->fields[f].type->tag != TY_LIST) return NO_ORDER;
    return k->fields[f].type->elem == &k->type ? f : NO_ORDER;
}

bool order_fields(const Schema *s, uint32_t kind, OrderFields *out) {
    const Kind *k = s->kinds[kind];
    uint32_t date = kind_field(k, STR("date"));
    if (date == UINT32_MAX || date >= k->ndeclared || k->fields[date].type->tag != TY_DATE)
        return false;
    *out = (OrderFields){date, own_link(k, STR("after")), own_link(k, STR("before"))};
    return out->after != NO_ORDER || out->before != NO_ORDER;
}

bool order_is_link(const Schema *s, uint32_t kind, uint32_t field) {
    OrderFields f;
    return order_fields(s, kind, &f) && (field == f.after || field == f.before);
}

// ---- collecting -----------------------------------------------------------------------------

typedef struct Gather {
    const Builder *b;
    Ordered *o;
    Arena *a;
    uint32_t *event_of; // row -> event + 1
    size_t event_cap, link_cap, said_cap;
} Gather;

static uint32_t event_at(Gather *g, uint32_t row) {
    OrderNet *net = &g->o->net;
    if (g->event_of[row]) return g->event_of[row] - 1;
    net->events =
        arena_grow(g->a, net->events, &g->event_cap, (size_t)net->nevents + 1, sizeof *net->events);
    OrderEvent *e = &net->events[net->nevents];
    memset(e, 0, sizeof *e);
    e->t[BOUND_ES] = e->t[BOUND_EE] = INSTANT_MIN;
    e->t[BOUND_LS] = e->t[BOUND_LE] = INSTANT_MAX;
    e->moment = true;
    g->event_of[row] = ++net->nevents;
    return net->nevents - 1;
}

static void add_link(Gather *g, uint32_t owner, uint32_t target, uint32_t note, bool before) {
    OrderNet *net = &g->o->net;
    const Duration *reach = &g->b->reaches[g->b->notes[note].within];
    bool reaches = g->b->notes[note].within != 0;
    OrderLink l = {.reaches = reaches};
    l.first = event_at(g, before ? owner : target);
    l.second = event_at(g, before ? target : owner);
    l.reach_s = reaches ? reach->hi_s : 0;
    l.reach_m = reaches ? reach->hi_m : 0;
    net->links =
        arena_grow(g->a, net->links, &g->link_cap, (size_t)net->nlinks + 1, sizeof *net->links);
    g->o->said =
        arena_grow(g->a, g->o->said, &g->said_cap, (size_t)net->nlinks + 1, sizeof *g->o->said);
    g->o->said[net->nlinks] = (OrderSaid){note, before};
    net->links[net->nlinks++] = l;
}

static void gather_links(Gather *g, const Log *log, bool before) {
    for (const LogChunk *c = log->first; c; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) {
            Ref target;
            memcpy(&target, c->values + (size_t)i * sizeof target, sizeof target);
            add_link(g, c->rows[i], built_entity(g->b, target)->row, chunk_note(c, i), before);
        }
}

// What the archive says of `circa`; without it one unit of a date's own precision.
static Circa archive_circa(const Builder *b) {
    Duration d;
    Str value;
    if (!builder_meta_of(b, STR("circa"), &value)) return (Circa){.unit = true};
    if (!duration_read(value, &d)) return (Circa){0};
    return (Circa){.months = d.lo_m, .seconds = d.lo_s};
}

static void gather_dates(Gather *g, const Log *log) {
    Ordered *o = g->o;
    Circa circa = archive_circa(g->b);
    o->date = arena_zero(g->a, (size_t)o->net.nevents * sizeof *o->date);
    for (const LogChunk *c = log->first; c; c = c->next)
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t event = g->event_of[c->rows[i]] - 1, id; // 0 - 1: no event of the network
            if (event == UINT32_MAX || o->date[event]) continue;
            memcpy(&id, c->values + (size_t)i * sizeof id, sizeof id);
            o->date[event] = id;
            Date d = g->b->dates.items[id].date;
            if (d.qual | d.end_qual) d = date_widen(&d, circa);
            o->net.events[event].moment = d.kind == DATE_MOMENT;
            int64_t t[BOUNDS] = {d.es, d.ls, d.ee, d.le};
            memcpy(o->net.events[event].t, t, sizeof t);
        }
}

static void gather_refs(Gather *g) {
    Ordered *o = g->o;
    o->ref = arena_zero(g->a, (size_t)o->net.nevents * sizeof *o->ref);
    for (Ref r = 1; r <= g->b->nentities; r++) {
        const BuiltEntity *e = built_entity(g->b, r);
        if (e->kind == o->kind && g->event_of[e->row]) o->ref[g->event_of[e->row] - 1] = r;
    }
}

static const Log *log_of(const Builder *b, uint32_t kind, uint32_t field) {
    static const Log none = {0};
    return field == NO_ORDER ? &none : &b->kinds[kind].fields[field];
}

bool order_collect(const Builder *b, uint32_t kind, Arena *a, Ordered *out) {
    *out = (Ordered){.kind = kind, .net = {.arena = a}};
    if (!order_fields(b->schema, kind, &out->fields)) return false;
    const Log *after = log_of(b, kind, out->fields.after);
    const Log *before = log_of(b, kind, out->fields.before);
    if (!after->n && !before->n) return false;
    Gather g = {.b = b, .o = out, .a = a};
    g.event_of = arena_zero(a, (size_t)b->kinds[kind].count * sizeof *g.event_of);
    gather_links(&g, after, false);
    gather_links(&g, before, true);
    gather_dates(&g, log_of(b, kind, out->fields.date));
    gather_refs(&g);
    order_solve(&out->net);
    return true;
}

// ---- complaining ----------------------------------------------------------------------------

void order_phrase(StrBuf *out, BoundHow how, Str id, const Duration *within) {
    char reach[DATE_TEXT] = "";
    if (within) duration_show(*within, reach);
    switch (how) {
    case BOUND_AFTER: buf_printf(out, "after @%.*s", STR_FMT(id)); break;
    case BOUND_BEFORE: buf_printf(out, "before @%.*s", STR_FMT(id)); break;
    case BOUND_WITHIN_AFTER: buf_printf(out, "within %s after @%.*s", reach, STR_FMT(id)); break;
    case BOUND_WITHIN_BEFORE:
        buf_printf(out, "no more than %s before @%.*s", reach, STR_FMT(id));
        break;
    case BOUND_OWN:
    case BOUND_HOWS: break;
    }
}

typedef struct Complaint {
    const Builder *b;
    const Ordered *o;
    Diags *diags;
    const OrderPlaces *places;
    Diag *error; // NULL until its first fact is said
    const char *message;
} Complaint;

static void say(Complaint *c, const Node *at, Str words) {
    const Source *source = at ? at->source : NULL;
    Span span = at ? at->span : (Span){0, 0};
    if (c->error) {
        diag_place(c->diags, c->error, source, span, "%.*s", STR_FMT(words));
        return;
    }
    c->error = diag_error(c->diags, E0407, source, span, "%s", c->message);
    diag_note(c->diags, c->error, "%.*s", STR_FMT(words));
}

static void say_date(Complaint *c, uint32_t event) {
    const Ordered *o = c->o;
    Arena *a = c->diags->arena;
    const PoolDate *d = &c->b->dates.items[o->date[event]];
    const PoolText *written = pool_text(&c->b->texts, d->written);
    Str words = d->written ? (Str){written->p, written->n} : date_string(a, &d->date, date_show);
    Ref r = o->ref[event];
    Str field = c->b->schema->kinds[o->kind]->fields[o->fields.date].name;
    const Node *at = c->places ? c->places->date(c->places->user, r, field) : NULL;
    say(c, at,
        str_printf(a, "@%.*s is dated %.*s", STR_FMT(builder_id_of(c->b, r)), STR_FMT(words)));
}

static void say_link(Complaint *c, OrderStep step) {
    const Ordered *o = c->o;
    const OrderLink *l = &o->net.links[step.link];
    const OrderSaid *said = &o->said[step.link];
    Ref first = o->ref[l->first], second = o->ref[l->second];
    Ref owner = said->before ? first : second, other = said->before ? second : first;
    StrBuf words;
    buf_init(&words, c->diags->arena);
    Str id = builder_id_of(c->b, step.reach ? second : owner);
    buf_printf(&words, "@%.*s is ", STR_FMT(id));
    const Duration *within = &c->b->reaches[c->b->notes[said->note].within];
    if (step.reach)
        order_phrase(&words, BOUND_WITHIN_AFTER, builder_id_of(c->b, first), within);
    else
        order_phrase(&words, said->before ? BOUND_BEFORE : BOUND_AFTER, builder_id_of(c->b, other),
                     NULL);
    uint32_t f = said->before ? o->fields.before : o->fields.after;
    Str field = c->b->schema->kinds[o->kind]->fields[f].name;
    say(c, c->places ? c->places->link(c->places->user, owner, field, other) : NULL,
        buf_str(&words));
}

// A long chain is shown from both its ends.
enum { SHOWN_FIRST = 6, SHOWN_LAST = 5 };

static void complain(const Builder *b, const Ordered *o, const OrderConflict *k, Diags *diags,
                     const OrderPlaces *places) {
    bool circle = k->late == NO_LINK;
    Complaint c = {b, o, diags, places, NULL, "the order of these events does not fit their dates"};
    if (circle)
        c.message = k->nsteps == 1 ? "an event cannot come after itself"
                                   : "these events come after each other in a circle";
    if (!circle) say_date(&c, k->late);
    for (uint32_t i = 0; i < k->nsteps; i++) {
        if (i == SHOWN_FIRST && k->nsteps > SHOWN_FIRST + SHOWN_LAST) {
            uint32_t left_out = k->nsteps - SHOWN_FIRST - SHOWN_LAST;
            say(&c, NULL, str_printf(diags->arena, "and so on, %u more", left_out));
            i += left_out;
        }
        say_link(&c, k->steps[i]);
    }
    if (!circle && k->early != k->late) say_date(&c, k->early);
}

bool order_complain(const Builder *b, Diags *diags, const OrderPlaces *places) {
    bool any = false;
    for (uint32_t k = 0; k < b->schema->nkinds; k++) {
        ArenaMark mark = arena_mark(b->arena);
        Ordered o;
        bool said = order_collect(b, k, b->arena, &o);
        for (uint32_t i = 0; said && i < o.net.nconflicts && diags->count < DIAG_MAX; i++)
            complain(b, &o, &o.net.conflicts[i], diags, places);
        any |= said && o.net.nconflicts;
        if (diags->arena != b->arena || !any) arena_release(b->arena, mark);
    }
    return any;
}
