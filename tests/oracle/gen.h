// Random archives and random well-typed queries over them, the same for the same seed. In: a seed
// and the schema. Out: texts in the language, so that lexer, parser and checker take part.
#ifndef GAZ_TESTS_GEN_H
#define GAZ_TESTS_GEN_H

#include "runtime/block.h"

enum { GEN_TEXT = 16 * 1024, GEN_COLUMNS = 24, GEN_STAGES = 12, GEN_PARTS = 8, GEN_FACTS = 160 };

typedef struct Chance {
    uint64_t state;
} Chance;
uint32_t chance(Chance *c, uint32_t below); // 0 … below - 1
bool one_in(Chance *c, uint32_t n);

// A list of texts, each of which may be left out when a failure is made smaller.
typedef struct Parts {
    char *at[GEN_FACTS];
    uint32_t n;
} Parts;
void parts_add(Parts *p, const char *text);
void parts_free(Parts *p);

// Facts: a few entities of each kind (perhaps none), many values missing, some twice.
void gen_archive(Chance *c, Parts *facts);
extern const char *const gen_words[]; // texts that occur in the archive
extern const uint32_t gen_nwords;

typedef struct GenColumn {
    char name[160]; // as it is written
    const Type *type;
    bool as_name; // inner expressions see it too
    bool plain;   // a name, not words
} GenColumn;

// What a row is where the text is being written, and the rows around it.
typedef struct GenRow GenRow;
struct GenRow {
    const Type *it; // NULL: columns only
    GenColumn columns[GEN_COLUMNS];
    uint32_t ncolumns;
    char alias[8];
    const GenRow *outer;
};

typedef struct GenName { // let, param or function
    char name[8];
    const Type *type; // of a let or param; of a function its result
    const Type *args[3];
    uint32_t nargs;
    bool is_fn;
} GenName;

typedef struct Gen {
    Chance chance;
    const Archive *archive;
    Arena *arena;
    char text[GEN_TEXT];
    uint32_t n;
    bool full;      // the text did not fit: thrown away
    bool years;     // lyear and lyears are defined: whole numbers that may be years
    uint32_t names; // made so far
    GenName known[24];
    uint32_t nknown;
    const Type *texts, *ints, *reals, *dates;
} Gen;

// A query: statements before it, its source, its stages.
typedef struct Query {
    Parts prelude, stages;
} Query;
void gen_query(Gen *g, Query *q);
void query_free(Query *q);
// p, over all rows of a collection: for the rule that p, not p and unknown(p) share out the rows.
void gen_partition(Gen *g, Query *q, Str *collection, char *condition, size_t cap);

// ---- between the generator's files ----------------------------------------------------------
void put(Gen *g, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void gen_expr(Gen *g, const GenRow *row, const Type *t, int depth);
void gen_condition(Gen *g, const GenRow *row, int depth);
void gen_literal(Gen *g, const Type *t);
// The EDTF text of a date with a mask or a set.
enum { GEN_PIECES = 64 };
void gen_pieces(Chance *c, char out[GEN_PIECES]);
bool gen_path(Gen *g, const GenRow *row, const Type *want, bool recorded);
const Type *gen_scalar(Gen *g, bool sortable); // a random type of one value
const Type *gen_kind(Gen *g, const char *name);
const Type *gen_record(Gen *g, const Type *only); // with a field of this type, unless NULL
const Type *gen_any_kind(Gen *g);                 // of those that have entities, mostly
// Source and stages, " | " between them; each stage's place goes to starts. Returns the rows.
GenRow gen_pipe(Gen *g, const GenRow *outer, const Type *want, int depth, uint32_t *starts,
                uint32_t *nstarts);

#endif
