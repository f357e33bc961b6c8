// Collects entities and values (builder.h). In: typed values of a schema's fields; out: interned
// texts and dates and a log of values for each field, which freeze.c lays out. It must not know
// where values come from.
#include "runtime/builder_impl.h"

#include <string.h>

#include "runtime/block_impl.h"

#define COUNT_MAX 0xfffffff0u // entities, texts, values of a field: what 32 bits can number

static uint32_t next_count(Arena *a, uint32_t n, const char *what) {
    if (n >= COUNT_MAX) guard_leave(a->guard, ST_LIMIT, what);
    return n + 1;
}

const Type *field_element(const Field *f) {
    return f->type->tag == TY_LIST ? f->type->elem : f->type;
}

// The directory of segments, grown to hold number i; numbers come one after the other.
static void *reach_segment(Arena *a, void *directory, size_t *cap, uint32_t i, size_t size) {
    if (i & (SEGMENT - 1)) return directory;
    void **segments =
        arena_grow(a, directory, cap, (size_t)(i >> SEGMENT_BITS) + 1, sizeof(void *));
    segments[i >> SEGMENT_BITS] = arena_array(a, SEGMENT, size);
    return segments;
}

// ---- texts ----------------------------------------------------------------------------------

static uint32_t *text_slot(const TextPool *p, Str s, uint32_t hash) {
    for (uint32_t i = hash & p->mask;; i = (i + 1) & p->mask) {
        uint32_t *slot = &p->slots[i];
        if (*slot == 0) return slot;
        const PoolText *t = pool_text(p, *slot);
        if (t->hash == hash && t->n == s.n && memcmp(t->p, s.p, s.n) == 0) return slot;
    }
}

uint32_t pool_find(const TextPool *p, Str s) {
    return s.n == 0 ? 0 : *text_slot(p, s, (uint32_t)str_hash(s));
}

static void grow_text_slots(Arena *a, TextPool *p) {
    uint32_t size = p->mask ? (p->mask + 1) * 2 : 1024;
    if (size == 0) guard_leave(a->guard, ST_LIMIT, "texts");
    p->mask = size - 1;
    p->slots = arena_zero(a, (size_t)size * sizeof *p->slots);
    for (uint32_t i = 1; i < p->n; i++) {
        guard_every(a->guard, i);
        uint32_t at = pool_text(p, i)->hash & p->mask;
        while (p->slots[at]) at = (at + 1) & p->mask;
        p->slots[at] = i;
    }
}

static const char *copy_bytes(Arena *a, TextPool *p, Str s) {
    enum { PIECE = 64 << 10 };
    if (s.n > PIECE / 4) return arena_dup(a, s.p, s.n);
    if (s.n > p->heap_left) {
        p->heap = arena_alloc(a, PIECE);
        p->heap_left = PIECE;
    }
    char *to = p->heap;
    memcpy(to, s.p, s.n);
    p->heap += s.n;
    p->heap_left -= s.n;
    return to;
}

uint32_t pool_add(Arena *a, TextPool *p, Str s) { return s.n ? pool_value(a, p, s) : 0; }

static uint32_t add_text(Arena *a, TextPool *p, Str s, bool lasting) {
    uint32_t hash = (uint32_t)str_hash(s);
    uint32_t *slot = text_slot(p, s, hash);
    uint32_t id = *slot;
    if (id) return id;
    id = p->n;
    p->segments = reach_segment(a, p->segments, &p->cap, id, sizeof(PoolText));
    *pool_text(p, id) = (PoolText){lasting ? s.p : copy_bytes(a, p, s), s.n, hash, 0};
    p->n = next_count(a, id, "texts");
    *slot = id;
    if (p->n > p->mask / 4 * 3) grow_text_slots(a, p);
    return id;
}

uint32_t pool_value(Arena *a, TextPool *p, Str s) { return add_text(a, p, s, false); }

uint32_t pool_lasting(Arena *a, TextPool *p, Str s) { return add_text(a, p, s, true); }

// ---- dates ----------------------------------------------------------------------------------

static uint64_t mix(uint64_t h, uint64_t x) {
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static uint32_t hash_pool_date(const PoolDate *d) {
    uint64_t h = mix(date_hash(&d->date), d->written);
    return (uint32_t)(h ^ h >> 32);
}

static bool same_pool_date(const PoolDate *a, const PoolDate *b) {
    return a->written == b->written && date_exact_order(&a->date, &b->date) == 0;
}

static uint32_t *date_slot(const DatePool *p, const PoolDate *d) {
    for (uint32_t i = hash_pool_date(d) & p->mask;; i = (i + 1) & p->mask) {
        uint32_t *slot = &p->slots[i];
        if (*slot == 0 || same_pool_date(&p->items[*slot], d)) return slot;
    }
}

static void grow_date_slots(Arena *a, DatePool *p) {
    uint32_t size = p->mask ? (p->mask + 1) * 2 : 256;
    if (size == 0) guard_leave(a->guard, ST_LIMIT, "dates");
    p->mask = size - 1;
    p->slots = arena_zero(a, (size_t)size * sizeof *p->slots);
    for (uint32_t i = 1; i < p->n; i++) *date_slot(p, &p->items[i]) = i;
}

uint32_t pool_dated(Builder *b, const Date *date, uint32_t written) {
    DatePool *p = &b->dates;
    PoolDate d = {*date, written};
    uint32_t *slot = date_slot(p, &d);
    uint32_t id = *slot;
    if (id) return id;
    id = p->n;
    p->items = arena_grow(b->arena, p->items, &p->cap, (size_t)id + 1, sizeof *p->items);
    if (d.date.set) d.date.set = date_set_copy(b->arena, d.date.set);
    p->items[id] = d;
    p->n = next_count(b->arena, id, "dates");
    *slot = id;
    if (p->n > p->mask / 2) grow_date_slots(b->arena, p);
    return id;
}

uint32_t pool_date(Builder *b, const Date *date, Str written) {
    ArenaMark mark = arena_mark(b->arena);
    bool plain = written.n == 0 || str_eq(written, date_string(b->arena, date, date_write));
    arena_release(b->arena, mark);
    return pool_dated(b, date, plain ? 0 : pool_add(b->arena, &b->texts, written));
}

// ---- the builder ----------------------------------------------------------------------------

static uint32_t element_size(const Type *t) {
    switch ((TypeTag)t->tag) {
    case TY_INT:
    case TY_REAL: return 8;
    case TY_TRUTH: return 1;
    case TY_DURATION: return sizeof(Duration);
    default: return 4;
    }
}

void builder_schema_grown(Builder *b) {
    uint32_t n = b->schema->nkinds;
    b->kinds = arena_grow(b->arena, b->kinds, &b->kind_cap, (size_t)n + 1, sizeof *b->kinds);
    while (b->nkinds < n) b->kinds[b->nkinds++] = (KindLog){0};
    for (uint32_t k = 0; k < n; k++) {
        const Kind *kind = b->schema->kinds[k];
        KindLog *log = &b->kinds[k];
        log->fields =
            arena_grow(b->arena, log->fields, &log->cap, kind->ndeclared, sizeof *log->fields);
        for (; log->nfields < kind->ndeclared; log->nfields++) {
            const Type *t = field_element(&kind->fields[log->nfields]);
            log->fields[log->nfields] = (Log){.elem = element_size(t)};
        }
    }
}

Builder *builder_new(Arena *arena, const Schema *schema) {
    Builder *b = ARENA_NEW(arena, Builder);
    b->arena = arena;
    b->schema = schema;
    b->texts.n = b->dates.n = b->nnotes = b->nreaches = 1;
    b->texts.segments = reach_segment(arena, NULL, &b->texts.cap, 0, sizeof(PoolText));
    *pool_text(&b->texts, 0) = (PoolText){"", 0, 0, 0};
    b->dates.items = arena_grow(arena, NULL, &b->dates.cap, 1, sizeof *b->dates.items);
    memset(&b->dates.items[0], 0, sizeof b->dates.items[0]);
    b->notes = arena_grow(arena, NULL, &b->note_cap, 1, sizeof *b->notes);
    b->notes[0] = (Annotation){0};
    b->reaches = arena_grow(arena, NULL, &b->reach_cap, 1, sizeof *b->reaches);
    b->reaches[0] = (Duration){0};
    b->entities = reach_segment(arena, NULL, &b->entity_cap, 0, sizeof(BuiltEntity));
    *built_entity(b, 0) = (BuiltEntity){KIND_ANY, 0, 0, 0, 0, 0};
    b->inputs = arena_grow(arena, NULL, &b->input_cap, 1, sizeof *b->inputs);
    b->inputs[b->ninputs++] = (Input){STR(""), 0};
    grow_text_slots(arena, &b->texts);
    grow_date_slots(arena, &b->dates);
    builder_schema_grown(b);
    return b;
}

void builder_without_indexes(Builder *b) { b->bare = true; }

static Str text_of(const Builder *b, uint32_t id) {
    const PoolText *t = pool_text(&b->texts, id);
    return (Str){t->p, t->n};
}

// An id that the kind does not have yet, for an entity that was given none.
static Str own_id(Builder *b, uint32_t kind) {
    Str name = b->schema->kinds[kind]->name;
    for (uint32_t n = b->kinds[kind].count + 1;; n++) {
        Str id = str_printf(b->arena, "%.*s-%u", STR_FMT(name), n);
        if (!builder_find(b, kind, id, NULL)) return id;
    }
}

void builder_from(Builder *b, Str name) {
    const Input *now = &b->inputs[b->input];
    if (now->group == b->group && str_eq(now->name, name)) return;
    uint32_t i = b->ninputs;
    b->inputs = arena_grow(b->arena, b->inputs, &b->input_cap, (size_t)i + 1, sizeof *b->inputs);
    b->inputs[i] = (Input){str_dup(b->arena, name), b->group};
    b->ninputs = next_count(b->arena, i, "texts");
    b->input = i;
}

void builder_begin(Builder *b, Str name) {
    enum { GROUPS = INT32_MAX };
    if (b->poured && b->group == GROUPS) guard_leave(b->arena->guard, ST_LIMIT, "archives");
    b->group += b->poured;
    builder_from(b, name);
}

Ref pool_entity(const Builder *b, uint32_t kind, uint32_t text) {
    Ref r = pool_text(&b->texts, text)->entity;
    while (r && built_entity(b, r)->kind != kind) r = built_entity(b, r)->next_same;
    return r;
}

static void merge_into(Builder *b, BuiltEntity *e) {
    e->merged = 1;
    b->merged = true;
}

static Ref state_again(Builder *b, Ref r) {
    BuiltEntity *e = built_entity(b, r);
    if (e->group == b->group) return 0;
    e->group = b->group & INT32_MAX;
    merge_into(b, e);
    return r;
}

Ref builder_row(Builder *b, uint32_t kind) {
    Ref r = b->nentities = next_count(b->arena, b->nentities, "entities");
    b->entities = reach_segment(b->arena, b->entities, &b->entity_cap, r, sizeof(BuiltEntity));
    *built_entity(b, r) =
        (BuiltEntity){kind, b->kinds[kind].count++, 0, 0, b->group & INT32_MAX, 0};
    return r;
}

Ref builder_stated(Builder *b, uint32_t kind, uint32_t text) {
    Ref there = pool_entity(b, kind, text);
    if (there) return state_again(b, there);
    Ref r = builder_row(b, kind);
    built_entity(b, r)->id = text;
    Ref *link = &pool_text(&b->texts, text)->entity;
    while (*link) link = &built_entity(b, *link)->next_same;
    *link = r;
    return r;
}

Ref builder_entity(Builder *b, uint32_t kind, Str id) {
    if (kind >= b->schema->nkinds) {
        b->misused = true;
        return 0;
    }
    return builder_stated(b, kind, pool_add(b->arena, &b->texts, id.n ? id : own_id(b, kind)));
}

Str builder_made_id(const Builder *b, Arena *a, uint32_t kind, Str stated, uint32_t nth) {
    Str name = b->schema->kinds[kind]->name;
    uint64_t hash = block_checksum(stated.p, stated.n) + nth;
    return str_printf(a, "%.*s-%08x%08x", STR_FMT(name), (unsigned)(hash >> 32), (unsigned)hash);
}

bool builder_is_stated(const Builder *b, Ref r) { return built_entity(b, r)->group == b->group; }

uint32_t builder_kind_of(const Builder *b, Ref r) { return built_entity(b, r)->kind; }

Str builder_id_of(const Builder *b, Ref r) { return text_of(b, built_entity(b, r)->id); }

uint32_t builder_entities(const Builder *b) { return b->nentities; }

uint32_t builder_count(const Builder *b, uint32_t kind) { return b->kinds[kind].count; }

Ref builder_find(const Builder *b, uint32_t kind, Str id, bool *ambiguous) {
    Ref r = pool_text(&b->texts, pool_find(&b->texts, id))->entity;
    if (ambiguous) *ambiguous = false;
    if (kind == KIND_ANY) {
        if (!r || !built_entity(b, r)->next_same) return r;
        if (ambiguous) *ambiguous = true;
        return 0;
    }
    while (r && built_entity(b, r)->kind != kind) r = built_entity(b, r)->next_same;
    return r;
}

uint32_t builder_annotation(Builder *b, Str certainty, Str note, Str role, const Ref *sources,
                            uint32_t n) {
    Arena *a = b->arena;
    uint32_t id = b->nnotes;
    b->notes = arena_grow(a, b->notes, &b->note_cap, (size_t)id + 1, sizeof *b->notes);
    if (n > COUNT_MAX - b->nsources) guard_leave(a->guard, ST_LIMIT, "sources");
    b->sources = arena_grow(a, b->sources, &b->source_cap, (size_t)b->nsources + n, sizeof(Ref));
    if (n) memcpy(b->sources + b->nsources, sources, n * sizeof(Ref));
    b->notes[id] = (Annotation){pool_add(a, &b->texts, certainty),
                                pool_add(a, &b->texts, note),
                                pool_add(a, &b->texts, role),
                                0,
                                b->nsources,
                                n};
    b->nsources += n;
    b->nnotes = next_count(a, id, "annotations");
    return id;
}

uint32_t builder_reach(Builder *b, uint32_t note, Duration within) {
    uint32_t i = b->nreaches;
    if (!note) note = builder_annotation(b, STR(""), STR(""), STR(""), NULL, 0);
    b->reaches = arena_grow(b->arena, b->reaches, &b->reach_cap, (size_t)i + 1, sizeof *b->reaches);
    b->reaches[i] = within;
    b->nreaches = next_count(b->arena, i, "annotations");
    if (note >= b->nnotes || (within.hi_m <= 0 && within.hi_s <= 0))
        b->misused = true;
    else
        b->notes[note].within = i;
    return note;
}

void builder_meta(Builder *b, Str name, Str value) {
    Str first;
    if (builder_meta_of(b, name, &first)) return;
    b->meta = arena_grow(b->arena, b->meta, &b->meta_cap, (size_t)b->nmeta + 2, sizeof *b->meta);
    b->meta[b->nmeta++] = pool_add(b->arena, &b->texts, name);
    b->meta[b->nmeta++] = pool_add(b->arena, &b->texts, value);
}

bool builder_meta_of(const Builder *b, Str name, Str *value) {
    *value = STR("");
    for (uint32_t i = 0; i < b->nmeta; i += 2) {
        const PoolText *key = pool_text(&b->texts, b->meta[i]),
                       *found = pool_text(&b->texts, b->meta[i + 1]);
        if (!str_eq((Str){key->p, key->n}, name)) continue;
        *value = (Str){found->p, found->n};
        return true;
    }
    return false;
}

// ---- values ---------------------------------------------------------------------------------

static LogChunk *new_chunk(Arena *a, const Log *log) {
    enum { SMALL = 16, LARGE = 4096 };
    uint32_t cap = log->last ? log->last->cap * 2 : SMALL;
    if (cap > LARGE) cap = LARGE;
    LogChunk *c = ARENA_NEW(a, LogChunk);
    c->cap = cap;
    c->rows = ARENA_ARRAY(a, uint32_t, cap);
    c->values = arena_array(a, cap, log->elem);
    return c;
}

// The field's log, or NULL (and the misuse noted) where the value does not fit it.
static Log *log_for(Builder *b, Ref r, uint32_t field, TypeTag tag) {
    const BuiltEntity *e = r && r <= b->nentities ? built_entity(b, r) : NULL;
    const Kind *k = e ? b->schema->kinds[e->kind] : NULL;
    if (k && field != FIELD_ID && field < k->ndeclared &&
        field_element(&k->fields[field])->tag == tag)
        return &b->kinds[e->kind].fields[field];
    b->misused = true;
    return NULL;
}

static void mark_input(Builder *b, Log *log) {
    log->marks = arena_grow(b->arena, log->marks, &log->mark_cap, (size_t)log->nmarks + 1,
                            sizeof *log->marks);
    log->marks[log->nmarks++] = (LogMark){log->n, b->input};
    log->input = b->input;
}

LogChunk *log_room(Builder *b, Log *log) {
    LogChunk *c = log->last;
    if (log->input != b->input) mark_input(b, log);
    if (c && c->n < c->cap) return c;
    c = new_chunk(b->arena, log);
    if (log->last)
        log->last->next = c;
    else
        log->first = c;
    log->last = c;
    return c;
}

void chunk_put_note(Builder *b, Log *log, LogChunk *c, uint32_t note) {
    if (note && !c->notes) c->notes = arena_zero(b->arena, c->cap * sizeof *c->notes);
    if (c->notes) c->notes[c->n] = note;
    if (note) log->noted = true;
}

void log_counts(Builder *b, Log *log, uint32_t more) {
    if (log->n >= COUNT_MAX - more) guard_leave(b->arena->guard, ST_LIMIT, "values");
    log->n += more;
    log->last->n += more;
}

static void append(Builder *b, Log *log, Ref r, const void *value, uint32_t note) {
    LogChunk *c = log_room(b, log);
    BuiltEntity *e = built_entity(b, r);
    if (note >= b->nnotes) {
        b->misused = true;
        note = 0;
    }
    if (e->group != b->group) merge_into(b, e);
    c->rows[c->n] = e->row;
    chunk_put_note(b, log, c, note);
    memcpy(c->values + (size_t)c->n * log->elem, value, log->elem);
    log_counts(b, log, 1);
}

uint32_t builder_intern(Builder *b, Str text) { return pool_value(b->arena, &b->texts, text); }

void builder_interned(Builder *b, Ref r, uint32_t field, uint32_t text, uint32_t note) {
    Log *log = log_for(b, r, field, TY_TEXT);
    if (log) append(b, log, r, &text, note);
}

void builder_text(Builder *b, Ref r, uint32_t field, Str value, uint32_t note) {
    builder_interned(b, r, field, builder_intern(b, value), note);
}

void builder_int(Builder *b, Ref r, uint32_t field, int64_t value, uint32_t note) {
    Log *log = log_for(b, r, field, TY_INT);
    if (log) append(b, log, r, &value, note);
}

void builder_real(Builder *b, Ref r, uint32_t field, double value, uint32_t note) {
    Log *log = log_for(b, r, field, TY_REAL);
    if (!(value - value == 0)) b->misused = true; // an infinity, or no number
    if (value == 0) value = 0;                    // no negative zero
    if (log) append(b, log, r, &value, note);
}

void builder_truth(Builder *b, Ref r, uint32_t field, Truth value, uint32_t note) {
    Log *log = log_for(b, r, field, TY_TRUTH);
    unsigned char byte = (unsigned char)value;
    if (log && value != UNKNOWN) append(b, log, r, &byte, note);
}

uint32_t builder_intern_date(Builder *b, const Date *value, Str written) {
    return pool_date(b, value, written);
}

void builder_interned_date(Builder *b, Ref r, uint32_t field, uint32_t date, uint32_t note) {
    Log *log = log_for(b, r, field, TY_DATE);
    if (log) append(b, log, r, &date, note);
}

void builder_date(Builder *b, Ref r, uint32_t field, const Date *value, Str written,
                  uint32_t note) {
    if (log_for(b, r, field, TY_DATE))
        builder_interned_date(b, r, field, pool_date(b, value, written), note);
}

void builder_duration(Builder *b, Ref r, uint32_t field, Duration value, uint32_t note) {
    Log *log = log_for(b, r, field, TY_DURATION);
    if (log) append(b, log, r, &value, note);
}

void builder_link(Builder *b, Ref r, uint32_t field, Ref target, uint32_t note) {
    if (!target) return;
    Log *log = log_for(b, r, field, TY_ENTITY);
    if (!log) return;
    const Kind *k = b->schema->kinds[built_entity(b, r)->kind];
    uint32_t kind = field_element(&k->fields[field])->kind;
    if (target > b->nentities || (kind != KIND_ANY && kind != built_entity(b, target)->kind))
        b->misused = true;
    else
        append(b, log, r, &target, note);
}

// ---- what is there --------------------------------------------------------------------------

void builder_each_text(const Builder *b, Arena *a, uint32_t kind, uint32_t field, TextEach *each,
                       void *user) {
    Arena *inner = arena_inner(a);
    Ref *refs = arena_zero(inner, ((size_t)b->kinds[kind].count + 1) * sizeof *refs);
    for (Ref r = 1; r <= b->nentities; r++) {
        guard_every(a->guard, r);
        if (built_entity(b, r)->kind == kind) refs[built_entity(b, r)->row] = r;
    }
    for (const LogChunk *c = b->kinds[kind].fields[field].first; c; c = c->next) {
        guard_work(a->guard, c->n);
        for (uint32_t i = 0; i < c->n; i++) {
            uint32_t text;
            memcpy(&text, c->values + (size_t)i * sizeof text, sizeof text);
            each(user, refs[c->rows[i]], text_of(b, text));
        }
    }
    arena_inner_free(a, inner);
}
