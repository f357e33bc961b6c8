// What the writer and the reader of a block agree on beyond block.h.
#ifndef GAZ_BLOCK_IMPL_H
#define GAZ_BLOCK_IMPL_H

#include "runtime/block.h"

enum { BLOCK_ALIGN = 16 }; // of every section

static inline uint64_t block_align(uint64_t n) {
    return (n + (BLOCK_ALIGN - 1)) & ~(uint64_t)(BLOCK_ALIGN - 1);
}

// A 64-bit hash of bytes in the manner of FNV-1a, eight bytes at a time with a shift between, the
// last ones filled up with zeros, the length last. It finds damage; it is no seal.
uint64_t block_checksum(const void *bytes, uint64_t n);

// How many elements each array of a column has, while it is checked.
typedef struct WordCounts {
    WordIndex *index;
    uint64_t offsets, bytes, lists;
    uint64_t lengths, stem_offsets, stem_bytes, stem_starts, stem_words;
} WordCounts;

typedef struct ColumnCounts {
    uint64_t data, valid, off, noted, keys, rows, qualified;
    WordCounts words;
} ColumnCounts;

// An archive that is being opened.
typedef struct Opening {
    Archive *a;
    const Section *sections;
    uint32_t nsections;
    ColumnCounts **counts; // kind, field
    uint64_t str_bytes, set_bytes;
    const char *why; // what is wrong, or NULL
} Opening;

// Everything that later code trusts, looked through once: offsets ascend, numbers lie below the
// counts of their tables, texts are UTF-8. False, and o->why.
bool block_check(Opening *o);
// Make date_block_end, and the date_columns once all columns are found (block_dates.c).
void block_index_dates(Archive *a);
void block_rank_dates(Archive *a);
bool block_bad(Opening *o, const char *why);

#endif
