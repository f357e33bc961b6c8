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

// How many elements each array of a column has.
typedef struct WordCounts {
    WordIndex *index;
    uint64_t offsets, bytes, lists;
    uint64_t lengths, stem_offsets, stem_bytes, stem_starts, stem_words;
    const WordTotals *totals;
    bool parts; // the lists are another column's
} WordCounts;

typedef struct ColumnCounts {
    uint64_t data, valid, off, noted, keys, rows, qualified;
    const int32_t *ranks; // of a date column
    const uint8_t *moments;
    uint64_t nranks, nmoments;
    WordCounts words;
} ColumnCounts;

// How an archive lies in its block: kept as long as it, for looking its pieces through.
typedef struct Opening {
    Archive *a;
    const Section *sections;
    uint32_t nsections;
    ColumnCounts **counts; // kind, field
    uint64_t set_bytes;
    const char *why; // it cannot be opened, or NULL
} Opening;

bool block_bad(Opening *o, const char *why); // is false

// Whether a piece is as later code trusts it to be: offsets ascend, numbers lie below the counts of
// their tables (block_check.c).
bool block_part_ok(const Opening *o, ArchivePart part);
bool block_column_ok(const Opening *o, const KindTable *k, uint32_t field);
bool block_utf8_ok(const Archive *a, Guard *guard); // of all texts; and their hash
bool block_ids_ok(const Archive *a);
bool block_find_parts(Opening *o); // once all columns are read (block_parts.c)

#endif
