// What becomes of values that are stated several times, once archives were poured into a builder
// (merge.h). In: logs in which entities have values from several groups of inputs, such as two
// archives, or an archive and a file that is imported into it again; out: the same logs with each
// value once, as if one text had stated it all, ready to be laid out by freeze.c.
//
// * A scalar field's equal values are one, with the evidence of all; those that differ are claims,
//   in the order in which they came.
// * A list is the union of the lists, in the order in which elements came; an element that one
//   input repeats stays repeated. Elements are the same if their value is, and what is noted of
//   them (certainty, note, role, within); one of which nothing is noted is the same as any.
// * A value is evidenced by its own sources, else by those that its input gives the entity. Where
//   the entity has more of them by now, its values get theirs as their own. A value that differs
//   from another input's, or stands beside other inputs' sources, and has none, is noted to come
//   "from FILE".
//
// So what is read again changes nothing, and what was settled before stays as it is.
#include "runtime/settle.h"

#include <string.h>

#include "runtime/builder_impl.h"
#include "runtime/sort.h"

// One value of an entity that several groups stated.
typedef struct Said {
    uint32_t owner; // the entity, among those of its kind that are merged
    uint32_t input, note;
} Said;

// The sources that a group gives an entity.
typedef struct Share {
    uint32_t owner, group;
    uint32_t from, n; // in Settle.sources
} Share;

typedef struct Settle {
    Builder *b;
    Arena *a;
    uint32_t kind;
    uint32_t *owner_of; // row -> owner + 1
    uint32_t *row_of;   // owner -> row
    uint32_t nowners;
    Ref *sources;
    size_t source_cap;
    Share *shares; // in order of owner and group
    uint32_t nshares;
    size_t share_cap;
    uint32_t *first_share, *all; // of each owner; how many sources it has in all
    uint32_t *stamp, epoch;      // by Ref
    // the field at hand
    Log *log;
    bool list;
    Said *said;
    unsigned char *values;
    uint32_t nsaid;
    size_t said_cap, value_cap;
    KeyRef *keys;
    size_t key_cap;
    KeyRef *kept; // the values that stay, by their place among all, and their notes
    uint32_t nkept;
    size_t kept_cap;
} Settle;

static uint32_t group_of(const Settle *s, uint32_t said) {
    return s->b->inputs[s->said[said].input].group;
}

// ---- taking values out of a log -------------------------------------------------------------

static void take(Settle *s, uint32_t owner, uint32_t input, uint32_t note, const void *value) {
    uint32_t i = s->nsaid++, elem = s->log->elem;
    s->said = arena_grow(s->a, s->said, &s->said_cap, s->nsaid, sizeof *s->said);
    s->values = arena_grow(s->a, s->values, &s->value_cap, (size_t)s->nsaid * elem, 1);
    s->said[i] = (Said){owner, input, note};
    memcpy(s->values + (size_t)i * elem, value, elem);
}

// Where in a log its values are, and which input they are from.
typedef struct Cursor {
    uint32_t at, mark, input;
} Cursor;

static uint32_t input_at(const Log *log, Cursor *c) {
    while (c->mark < log->nmarks && log->marks[c->mark].from <= c->at)
        c->input = log->marks[c->mark++].input;
    c->at++;
    return c->input;
}

// Takes the merged entities' values out of a chunk; with `leave` they stay in it too.
static void take_chunk(Settle *s, LogChunk *c, Cursor *cursor, bool leave) {
    uint32_t to = 0, elem = s->log->elem;
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t owner = s->owner_of[c->rows[i]], input = input_at(s->log, cursor);
        unsigned char *value = c->values + (size_t)i * elem;
        if (owner) take(s, owner - 1, input, chunk_note(c, i), value);
        if (owner && !leave) continue;
        c->rows[to] = c->rows[i];
        if (c->notes) c->notes[to] = c->notes[i];
        memmove(c->values + (size_t)to++ * elem, value, elem);
    }
    c->n = to;
}

static void take_values(Settle *s, bool leave) {
    Cursor cursor = {0, 0, 0};
    uint32_t left = 0;
    s->nsaid = 0;
    for (LogChunk *c = s->log->first; c; c = c->next) {
        guard_work(s->a->guard, c->n);
        take_chunk(s, c, &cursor, leave);
        left += c->n;
    }
    s->log->n = left;
}

// By entity, in the order in which they came.
static void sort_by_owner(Settle *s) {
    s->keys = arena_grow(s->a, s->keys, &s->key_cap, (size_t)s->nsaid + 1, sizeof *s->keys);
    for (uint32_t i = 0; i < s->nsaid; i++) s->keys[i] = (KeyRef){s->said[i].owner, i};
    sort_keys(s->a, s->keys, s->nsaid);
}

// ---- the sources of entities ----------------------------------------------------------------

static Ref link_at(const Settle *s, uint32_t said) {
    Ref r;
    memcpy(&r, s->values + (size_t)said * sizeof r, sizeof r);
    return r;
}

static Share *add_share(Settle *s, uint32_t owner, uint32_t group, uint32_t from) {
    s->shares = arena_grow(s->a, s->shares, &s->share_cap, (size_t)s->nshares + 1, sizeof(Share));
    s->shares[s->nshares] = (Share){owner, group, from, 0};
    s->epoch++;
    return &s->shares[s->nshares++];
}

// The sources of one entity, in keys[0 … n): of each group that gives it any.
static void share_sources(Settle *s, const KeyRef *keys, uint32_t n, uint32_t *total) {
    Share *share = NULL;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t group = group_of(s, keys[i].ref);
        Ref r = link_at(s, keys[i].ref);
        if (!share || share->group != group)
            share = add_share(s, (uint32_t)keys[i].key, group, *total);
        if (s->stamp[r] == s->epoch) continue;
        s->stamp[r] = s->epoch;
        s->sources[(*total)++] = r;
        share->n++;
    }
    s->epoch++;
    for (uint32_t i = 0; i < n; i++) {
        Ref r = link_at(s, keys[i].ref);
        s->all[keys[i].key] += s->stamp[r] != s->epoch;
        s->stamp[r] = s->epoch;
    }
}

static void gather_sources(Settle *s) {
    s->log = &s->b->kinds[s->kind].fields[FIELD_SOURCE];
    take_values(s, true);
    sort_by_owner(s);
    s->sources = arena_grow(s->a, s->sources, &s->source_cap, (size_t)s->nsaid + 1, sizeof(Ref));
    s->first_share = arena_zero(s->a, ((size_t)s->nowners + 1) * sizeof *s->first_share);
    s->all = arena_zero(s->a, (size_t)s->nowners * sizeof *s->all);
    s->nshares = 0;
    uint32_t total = 0;
    for (uint32_t i = 0, end; i < s->nsaid; i = end) {
        for (end = i + 1; end < s->nsaid && s->keys[end].key == s->keys[i].key;) end++;
        guard_work(s->a->guard, end - i);
        share_sources(s, s->keys + i, end - i, &total);
    }
    for (uint32_t i = 0; i < s->nshares; i++) s->first_share[s->shares[i].owner + 1]++;
    for (uint32_t i = 0; i < s->nowners; i++) s->first_share[i + 1] += s->first_share[i];
}

static Share share_of(const Settle *s, uint32_t said) {
    uint32_t owner = s->said[said].owner, group = group_of(s, said);
    for (uint32_t i = s->first_share[owner]; i < s->first_share[owner + 1]; i++)
        if (s->shares[i].group == group) return s->shares[i];
    return (Share){owner, group, 0, 0};
}

// ---- evidence -------------------------------------------------------------------------------

static void add_source(Settle *s, Annotation *to, Ref r) {
    Builder *b = s->b;
    if (s->stamp[r] == s->epoch) return;
    s->stamp[r] = s->epoch;
    b->sources = arena_grow(b->arena, b->sources, &b->source_cap, (size_t)b->nsources + 1,
                            sizeof *b->sources);
    b->sources[b->nsources++] = r;
    to->nsources++;
}

// All that the statements of one value cite.
static void unite_sources(Settle *s, const KeyRef *same, uint32_t n, Annotation *to) {
    s->epoch++;
    to->first_source = s->b->nsources;
    for (uint32_t i = 0; i < n; i++) {
        Annotation note = s->b->notes[s->said[same[i].ref].note];
        Share share = share_of(s, same[i].ref);
        guard_work(s->a->guard, note.nsources + share.n);
        for (uint32_t k = 0; k < note.nsources; k++)
            add_source(s, to, s->b->sources[note.first_source + k]);
        for (uint32_t k = 0; k < share.n && !note.nsources; k++)
            add_source(s, to, s->sources[share.from + k]);
    }
}

static uint32_t from_words(Settle *s, uint32_t said) {
    Str name = s->b->inputs[s->said[said].input].name;
    for (uint32_t i = name.n; i > 0; i--) {
        if (name.p[i - 1] != '/') continue;
        name = (Str){name.p + i, name.n - i};
        break;
    }
    if (!name.n) return 0;
    return builder_intern(s->b, str_printf(s->b->arena, "from %.*s", STR_FMT(name)));
}

static uint32_t add_note(Builder *b, const Annotation *note) {
    b->notes =
        arena_grow(b->arena, b->notes, &b->note_cap, (size_t)b->nnotes + 1, sizeof *b->notes);
    b->notes[b->nnotes] = *note;
    return b->nnotes++;
}

typedef struct Evidence {
    Annotation note;
    bool cited;  // by statements themselves
    bool whole;  // as the whole entity is, by what one of its inputs says
    bool shared; // an input gives the entity sources
} Evidence;

static Evidence look_at(const Settle *s, const KeyRef *same, uint32_t n) {
    Evidence e = {.cited = false};
    for (uint32_t i = 0; i < n; i++) {
        const Annotation *note = &s->b->notes[s->said[same[i].ref].note];
        uint32_t sources = share_of(s, same[i].ref).n;
        if (!e.note.certainty) e.note.certainty = note->certainty;
        if (!e.note.note) e.note.note = note->note;
        if (!e.note.role) e.note.role = note->role;
        if (!e.note.within) e.note.within = note->within;
        e.cited |= note->nsources > 0;
        e.whole |= !note->nsources && sources == s->all[s->said[same[i].ref].owner];
        e.shared |= sources > 0;
    }
    return e;
}

// The annotation of a value that same[0 … n) state. differs: another input states another value.
static uint32_t evidence(Settle *s, const KeyRef *same, uint32_t n, bool differs) {
    const Said *first = &s->said[same[0].ref];
    Evidence e = look_at(s, same, n);
    bool other = s->all[first->owner] > 0; // sources, of whatever input
    if (e.cited || !e.whole) unite_sources(s, same, n, &e.note);
    if (!s->list && !e.cited && !e.shared && (other || differs) && !e.note.note)
        e.note.note = from_words(s, same[0].ref);
    bool nothing = !e.note.certainty && !e.note.note && !e.note.role && !e.note.within;
    return nothing && !e.note.nsources ? 0 : add_note(s->b, &e.note);
}

// ---- values ---------------------------------------------------------------------------------

static const unsigned char *value_at(const Settle *s, uint32_t said) {
    return s->values + (size_t)said * s->log->elem;
}

static uint64_t value_key(const Settle *s, uint32_t said) {
    uint64_t key = 0;
    uint32_t elem = s->log->elem;
    if (elem <= sizeof key)
        memcpy(&key, value_at(s, said), elem);
    else
        key = str_hash((Str){(const char *)value_at(s, said), elem});
    return key;
}

static bool same_value(const Settle *s, const KeyRef *x, const KeyRef *y) {
    return x->key == y->key && memcmp(value_at(s, x->ref), value_at(s, y->ref), s->log->elem) == 0;
}

static uint32_t end_of_value(const Settle *s, const KeyRef *keys, uint32_t n, uint32_t i) {
    uint32_t end = i + 1;
    while (end < n && same_value(s, &keys[i], &keys[end])) end++;
    return end;
}

static void sort_by_value(Settle *s, KeyRef *keys, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) keys[i].key = value_key(s, keys[i].ref);
    sort_keys(s->a, keys, n);
}

static void keep(Settle *s, uint32_t said, uint32_t note) {
    s->kept = arena_grow(s->a, s->kept, &s->kept_cap, (size_t)s->nkept + 1, sizeof *s->kept);
    s->kept[s->nkept++] = (KeyRef){said, note};
}

static void settle_scalar(Settle *s, KeyRef *keys, uint32_t n) {
    bool differs = false;
    uint32_t group = group_of(s, keys[0].ref);
    sort_by_value(s, keys, n);
    for (uint32_t i = 0; i < n; i = end_of_value(s, keys, n, i))
        differs |= group_of(s, keys[i].ref) != group;
    for (uint32_t i = 0, end; i < n; i = end) {
        end = end_of_value(s, keys, n, i);
        keep(s, keys[i].ref, evidence(s, keys + i, end - i, differs));
    }
}

// ---- lists ----------------------------------------------------------------------------------

// What is noted of an element, sources aside; 0: nothing.
static uint64_t noted_key(const Settle *s, uint32_t said) {
    const Annotation *n = &s->b->notes[s->said[said].note];
    const Duration none = {0}, *within = n->within ? &s->b->reaches[n->within] : &none;
    if (!n->certainty && !n->note && !n->role && !n->within) return 0;
    uint32_t words[3] = {n->certainty, n->note, n->role};
    uint64_t key = str_hash((Str){(const char *)words, sizeof words});
    key = key * 31 + str_hash((Str){(const char *)within, sizeof *within});
    return key ? key : 1;
}

// How many of keys[0 … n) are of the first one's group; they lie in order of groups.
static uint32_t of_group(const Settle *s, const KeyRef *keys, uint32_t n) {
    uint32_t end = 1;
    while (end < n && group_of(s, keys[end].ref) == group_of(s, keys[0].ref)) end++;
    return end;
}

static bool has_group(const Settle *s, const KeyRef *keys, uint32_t n, uint32_t group) {
    for (uint32_t i = 0; i < n; i++)
        if (group_of(s, keys[i].ref) == group) return true;
    return false;
}

// How often an element stays: as often as the group says that repeats it most.
typedef struct Repeats {
    uint32_t from, n;
} Repeats;

static Repeats most_repeated(const Settle *s, const KeyRef *keys, uint32_t n) {
    Repeats most = {0, 0};
    for (uint32_t i = 0, many; i < n; i += many) {
        many = of_group(s, keys + i, n - i);
        if (many > most.n) most = (Repeats){i, many};
    }
    return most;
}

// The same of elements without a note, in keys[0 … plain); those with one follow up to n, and
// `noted` of them stay. A group that knows of no note means one of these.
static Repeats most_plain(const Settle *s, const KeyRef *keys, uint32_t plain, uint32_t n,
                          uint32_t noted) {
    Repeats most = {0, 0};
    for (uint32_t i = 0, many; i < plain; i += many) {
        many = of_group(s, keys + i, plain - i);
        uint32_t left = many;
        if (!has_group(s, keys + plain, n - plain, group_of(s, keys[i].ref)))
            left = many > noted ? many - noted : 0;
        if (left > most.n) most = (Repeats){i, left};
    }
    return most;
}

static void keep_repeats(Settle *s, const KeyRef *keys, Repeats r, uint32_t note) {
    for (uint32_t i = 0; i < r.n; i++) keep(s, keys[r.from + i].ref, note);
}

static uint32_t end_of_note(const KeyRef *keys, uint32_t n, uint32_t i) {
    uint32_t end = i + 1;
    while (end < n && keys[end].key == keys[i].key) end++;
    return end;
}

// The elements that are one value: those without a note, then the others, note by note.
static void settle_element(Settle *s, KeyRef *keys, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) keys[i].key = noted_key(s, keys[i].ref);
    sort_keys(s->a, keys, n);
    uint32_t plain = 0, noted = 0;
    while (plain < n && !keys[plain].key) plain++;
    for (uint32_t i = plain; i < n; i = end_of_note(keys, n, i))
        noted += most_repeated(s, keys + i, end_of_note(keys, n, i) - i).n;
    Repeats most = most_plain(s, keys, plain, n, noted);
    if (most.n) keep_repeats(s, keys, most, evidence(s, keys, plain, false));
    // plain ones that go leave their evidence to the first that have a note
    for (uint32_t i = plain, begin = most.n ? plain : 0, end; i < n; begin = i = end) {
        end = end_of_note(keys, n, i);
        uint32_t note = evidence(s, keys + begin, end - begin, false);
        keep_repeats(s, keys + i, most_repeated(s, keys + i, end - i), note);
    }
}

static void settle_list(Settle *s, KeyRef *keys, uint32_t n) {
    sort_by_value(s, keys, n);
    for (uint32_t i = 0, end; i < n; i = end) {
        end = end_of_value(s, keys, n, i);
        guard_work(s->a->guard, end - i);
        settle_element(s, keys + i, end - i);
    }
}

// ---- fields ---------------------------------------------------------------------------------

// What is kept goes back into the log, in the order in which it came.
static void put_back(Settle *s, uint32_t row) {
    uint32_t elem = s->log->elem;
    sort_keys(s->a, s->kept, s->nkept);
    for (uint32_t i = 0; i < s->nkept; i++) {
        LogChunk *c = log_room(s->b, s->log);
        chunk_put_note(s->b, s->log, c, s->kept[i].ref);
        c->rows[c->n] = row;
        memcpy(c->values + (size_t)c->n * elem, value_at(s, (uint32_t)s->kept[i].key), elem);
        log_counts(s->b, s->log, 1);
    }
}

static void settle_field(Settle *s, uint32_t field) {
    s->log = &s->b->kinds[s->kind].fields[field];
    s->list = s->b->schema->kinds[s->kind]->fields[field].type->tag == TY_LIST;
    take_values(s, false);
    sort_by_owner(s);
    for (uint32_t i = 0, end; i < s->nsaid; i = end) {
        uint32_t owner = (uint32_t)s->keys[i].key;
        for (end = i + 1; end < s->nsaid && s->keys[end].key == owner;) end++;
        guard_work(s->a->guard, end - i);
        s->nkept = 0;
        if (s->list)
            settle_list(s, s->keys + i, end - i);
        else
            settle_scalar(s, s->keys + i, end - i);
        put_back(s, s->row_of[owner]);
    }
}

// ---- all of it ------------------------------------------------------------------------------

static void find_owners(Settle *s) {
    const Builder *b = s->b;
    uint32_t rows = b->kinds[s->kind].count;
    s->nowners = 0;
    s->owner_of = arena_zero(s->a, (size_t)rows * sizeof *s->owner_of);
    s->row_of = ARENA_ARRAY(s->a, uint32_t, rows);
    for (Ref r = 1; r <= b->nentities; r++) {
        const BuiltEntity *e = built_entity(b, r);
        guard_every(s->a->guard, r);
        if (e->kind != s->kind || !e->merged) continue;
        s->row_of[s->nowners] = e->row;
        s->owner_of[e->row] = ++s->nowners;
    }
}

static void settle_kind(Settle *s) {
    find_owners(s);
    if (!s->nowners) return;
    gather_sources(s);
    for (uint32_t f = FIELD_DECLARED; f < s->b->schema->kinds[s->kind]->ndeclared; f++)
        if (s->b->kinds[s->kind].fields[f].n) settle_field(s, f);
}

void builder_settle(Builder *b) {
    if (!b->merged) return;
    Settle s = {.b = b, .a = b->arena};
    s.stamp = arena_zero(s.a, ((size_t)b->nentities + 1) * sizeof *s.stamp);
    for (s.kind = 0; s.kind < b->schema->nkinds; s.kind++) settle_kind(&s);
    b->merged = false;
}
