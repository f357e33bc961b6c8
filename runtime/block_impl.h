// What the writer and the reader of a block agree on beyond block.h.
#ifndef GAZ_BLOCK_IMPL_H
#define GAZ_BLOCK_IMPL_H

#include "runtime/block.h"

enum { BLOCK_ALIGN = 16 }; // of every section

static inline uint64_t block_align(uint64_t n) {
    return (n + (BLOCK_ALIGN - 1)) & ~(uint64_t)(BLOCK_ALIGN - 1);
}

// XXH3, 64 bits (xxHash). It finds damage, and nobody who means harm.
uint64_t block_checksum(const void *bytes, uint64_t n);
// Header and table of the block, *n bytes, with the checksum of every section.
unsigned char *block_sealed_head(Arena *a, const unsigned char *block, uint64_t *n);
// The header at the start of out, before whose table it stands, with the checksum of both.
void block_seal_head(unsigned char *out, BlockHeader *head);
// Whether the sections are what was sealed, with zeros between them. The block was opened before.
bool block_unharmed(const unsigned char *block, Guard *guard);

// The columns of an archive whose texts are parts of others: passages, of articles.
typedef struct PartFields {
    uint32_t kind, text, whole; // of the parts: their texts, and the link to what they are of
    uint32_t whole_kind, whole_text;
} PartFields;

// False where the schema has no such columns.
bool block_parts(const Schema *s, PartFields *out);

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
