// What builder.c collects, builder_names.c looks up and freeze*.c lays out; nobody else includes
// this.
//
// Values wait in logs, one for each field of each kind, in the order in which they came. Texts and
// dates are interned at once, so a value is a small number from the beginning.
#ifndef GAZ_BUILDER_IMPL_H
#define GAZ_BUILDER_IMPL_H

#include "runtime/builder.h"

typedef struct PoolText {
    const char *p;
    uint32_t n, hash;
    Ref entity; // the first entity that has this text as its id, or 0
} PoolText;

// Texts and entities are kept in segments: a million of them are never moved.
#ifdef GZT_TINY
enum { SEGMENT_BITS = 2 };
#else
enum { SEGMENT_BITS = 12 };
#endif
enum { SEGMENT = 1 << SEGMENT_BITS };

typedef struct TextPool {
    PoolText **segments; // 1 … n - 1; 0 is the empty text
    uint32_t n;
    size_t cap;
    uint32_t *slots, mask;
    char *heap; // where the next text's bytes go
    size_t heap_left;
} TextPool;

typedef struct PoolDate {
    Date date;
    uint32_t written; // text, 0 where the words are the canonical form
} PoolDate;

typedef struct DatePool {
    PoolDate *items; // 1 … n - 1
    uint32_t n;
    size_t cap;
    uint32_t *slots, mask;
} DatePool;

// Values of one field in the order of arrival.
typedef struct LogChunk LogChunk;
struct LogChunk {
    LogChunk *next;
    uint32_t n, cap;
    uint32_t *rows, *notes; // notes: NULL while there are none
    unsigned char *values;
};

// From this value of a log on, they come from another input.
typedef struct LogMark {
    uint32_t from, input;
} LogMark;

typedef struct Log {
    LogChunk *first, *last;
    uint32_t n, elem;
    bool noted;     // some value has an annotation
    LogMark *marks; // before the first, and where there are none: from input 0
    uint32_t nmarks, input;
    size_t mark_cap;
} Log;

// What values come from: an archive or a text. Those of one group are read together, and state no
// entity twice.
typedef struct Input {
    Str name;
    uint32_t group;
} Input;

typedef struct KindLog {
    uint32_t count;   // entities
    uint32_t nfields; // the kind's declared fields, as far as they have logs
    size_t cap;       // … and room
    Log *fields;
} KindLog;

typedef struct BuiltEntity {
    uint32_t kind, row;
    uint32_t id;         // text
    Ref next_same;       // the next entity, of another kind, with this id
    uint32_t group : 31; // the group of inputs that stated it last
    uint32_t merged : 1; // several groups did, or gave it values
} BuiltEntity;

struct Builder {
    Arena *arena;
    const Schema *schema;
    TextPool texts;
    DatePool dates;
    KindLog *kinds;
    uint32_t nkinds;
    size_t kind_cap;
    BuiltEntity **entities; // 1 … nentities, in segments
    uint32_t nentities;
    size_t entity_cap;
    Annotation *notes; // sources are Refs
    uint32_t nnotes;
    size_t note_cap;
    Ref *sources;
    uint32_t nsources;
    size_t source_cap;
    Duration *reaches; // of annotations; 0 is none
    uint32_t nreaches;
    size_t reach_cap;
    uint32_t *meta; // pairs of texts
    uint32_t nmeta;
    size_t meta_cap;
    bool bare;                      // without indexes
    Input *inputs;                  // 0 … ninputs - 1
    uint32_t ninputs, input, group; // those of what comes next
    size_t input_cap;
    bool poured;  // an archive was poured in
    bool merged;  // some entity is
    bool misused; // a call did not fit the schema: freezing refuses
};

static inline PoolText *pool_text(const TextPool *p, uint32_t i) {
    return &p->segments[i >> SEGMENT_BITS][i & (SEGMENT - 1)];
}
static inline BuiltEntity *built_entity(const Builder *b, Ref r) {
    return &b->entities[r >> SEGMENT_BITS][r & (SEGMENT - 1)];
}
static inline uint32_t chunk_note(const LogChunk *c, uint32_t i) {
    return c->notes ? c->notes[i] : 0;
}
uint32_t pool_find(const TextPool *p, Str s); // 0 if there is none
uint32_t pool_add(Arena *a, TextPool *p, Str s);
uint32_t pool_value(Arena *a, TextPool *p, Str s); // the empty text is one too
// The same of bytes that stay where they are as long as the pool.
uint32_t pool_lasting(Arena *a, TextPool *p, Str s);
// A text's entity of the kind, or 0.
Ref pool_entity(const Builder *b, uint32_t kind, uint32_t text);
// As builder_entity, with the id among the builder's texts.
Ref builder_stated(Builder *b, uint32_t kind, uint32_t id);
// Room for a value at least, from the input at hand: the chunk's n and the log's are the caller's
// to count up.
LogChunk *log_room(Builder *b, Log *log);
void chunk_put_note(Builder *b, Log *log, LogChunk *c, uint32_t note); // of its next value
void log_counts(Builder *b, Log *log, uint32_t more); // of values put into its last chunk
// A member of `archive "…" {…}`; false, and "", if it is not there.
bool builder_meta_of(const Builder *b, Str name, Str *value);
uint32_t pool_date(Builder *b, const Date *date, Str written);
// The same with what was written among the texts, 0 where that is the canonical form.
uint32_t pool_dated(Builder *b, const Date *date, uint32_t written);
const Type *field_element(const Field *f); // the type of a value, or of a list's elements

#endif
