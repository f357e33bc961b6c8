// Vectors: the values of one expression for all rows of a batch. Position-aligned: place i of every
// vector of a batch belongs to the same row; a filter only changes which places count (Rows).
// Constant vectors hold one value.
#ifndef GAZ_VEC_H
#define GAZ_VEC_H

#include "lang/type.h"
#include "runtime/block.h"

// Which places of a batch count: at[0..n) in the order of the rows, each place once (ascending
// but for tests), or 0 … n - 1 where at is NULL.
typedef struct Rows {
    uint32_t n;
    const uint32_t *at;
} Rows;

// for (ROWS(i, rows)): i runs over the places.
#define ROWS_EACH(i, rows)                                                                         \
    for (uint32_t i##_k = 0, i = 0;                                                                \
         i##_k < (rows).n && (i = (rows).at ? (rows).at[i##_k] : i##_k, true); i##_k++)

// Text, date and entity cells are ids, 0 is missing (block.h). Texts and dates beyond the archive's
// own live in the run (run.h). A truth cell is 0, 1 or 2 = unknown. int, real and duration have
// validity bytes (NULL: all valid).
typedef struct Vec Vec;
struct Vec {
    const Type *type;
    bool constant; // one value, at place 0, stands for every row
    bool sequence; // entities that follow each other: u32[i] = u32[0] + i for all places
    union {
        uint32_t *u32;
        int64_t *i64;
        double *f64;
        uint8_t *truth;
        Duration *dur;
        void *any;
    } d;
    uint8_t *valid; // 1 where there is a value; NULL: everywhere
    // lists: elements start[i] … start[i] + len[i] - 1 of child
    uint32_t *start, *len;
    Vec *child;
    uint32_t nchild; // elements child holds
    Vec **fields;    // records: one vector for each field of type
};

static inline uint32_t vec_place(const Vec *v, uint32_t i) { return v->constant ? 0 : i; }
// Bytes of a fixed-width cell of the type; 0 for lists, records and null.
uint32_t vec_width(const Type *t);
bool vec_missing(const Vec *v, uint32_t i); // lists: empty

// A vector of n places of the type, values not set (validity: allocated and all 0 where validity is
// true).
Vec *vec_new(Arena *a, const Type *t, uint32_t n, bool validity);
Vec *vec_missing_of(Arena *a, const Type *t); // a constant missing value (lists: empty)
// Place j of the result is place map[j] of v, for j < n (map NULL: 0 … n - 1). Constant vectors
// stay constant.
Vec *vec_gather(Arena *a, const Vec *v, const uint32_t *map, uint32_t n);
// The places from `from` on, without copying; constant vectors stay as they are.
Vec *vec_view(Arena *a, const Vec *v, uint32_t from);
// Places at of a list vector as one run of elements: child positions [*from, *from + *n) where the
// lists already follow each other, else gathered. up[k] is the place of the list that element k
// came from.
Vec *vec_flatten(Arena *a, const Vec *list, Rows rows, uint32_t **up, uint32_t *n);

// A way through the elements of the rows' lists, a piece after the other: rows whose lists have
// LIST_PIECE elements together, or a part of one list that alone has more. Not to be moved.
#ifdef GZT_TINY
enum { LIST_PIECE = 4 };
#else
enum { LIST_PIECE = 1 << 14 };
#endif
typedef struct Pieces {
    // the piece at hand: the lists of these rows
    const Vec *list;
    Rows piece;
    bool goes_on; // it is a further part of the row before
    // all of it, the next row, and how many of its elements were given already
    const Vec *all;
    Rows rows;
    uint32_t k, done;
    uint32_t *at;
    Vec part;
    uint32_t start, len;
} Pieces;
Pieces pieces_of(Arena *a, const Vec *list, Rows rows);
bool pieces_next(Pieces *p); // false at the end

// A growing column: what sorting, grouping and results keep. Appends copies of the rows of v.
typedef struct Store {
    Arena *arena;
    const Type *type;
    uint32_t n;
    size_t cap, cap_valid;
    Vec vec;             // always holds places 0 … n - 1
    struct Store *child; // lists
    struct Store **fields;
} Store;
Store *store_new(Arena *a, const Type *t);
void store_append(Store *s, const Vec *v, Rows rows);
const Vec *store_vec(Store *s);

// Debug builds: checks type, ids, offsets of the rows; false and a static sentence if something is
// wrong.
bool vec_verify(const Vec *v, Rows rows, uint32_t nplaces, const char **why);

#endif
