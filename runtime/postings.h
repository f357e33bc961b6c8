// Posting lists: in which rows a word occurs, how often and at which places (the how-manieth word
// of the row's text, from 0). Blocks of 128 rows, each packed in as few bits a number as it needs;
// a table of blocks before them lets a search skip. In: numbers that ascend; out: the same, from
// bytes that may be damaged: whatever they are, reading stays within them, and rows ascend below a
// limit.
//
//   list     nblocks × PostingBlock (where there are two or more blocks), then the blocks
//   block    1 byte width of gaps, 1 byte width of counts, 1 byte width of gaps between places,
//            packed gaps, packed counts
//            gap: row - row before - 1 (the first row of all: the row); count: times - 1
//   places   of each block: the gaps between the places of its rows, packed; a row's first from 0
//
// Packed: n numbers of w bits, the lowest first, filled up to a whole byte.
#ifndef GAZ_POSTINGS_H
#define GAZ_POSTINGS_H

#include <string.h>

#include "lang/arena.h"

#ifdef GZT_TINY
enum { POSTING_BLOCK = 4 };
#else
enum { POSTING_BLOCK = 128 };
#endif
enum { POSTING_SLACK = 8 }; // bytes behind all lists that a reader may look at

// How far a block reaches, where it and its places begin, from where the list's begin; and how good
// its rows can be: none has the word more often than `most` (MOST_MANY: as often as it likes), nor
// a larger share of its text's words than `share` / SHARE_ALL.
typedef struct PostingBlock {
    uint32_t last, at, places;
    uint16_t most, share;
} PostingBlock;
enum { SHARE_ALL = UINT16_MAX };
enum { MOST_MANY = UINT16_MAX };

typedef struct Postings {
    const unsigned char *bytes, *end; // the list; end: of all lists, POSTING_SLACK bytes follow
    const unsigned char *places, *places_end; // likewise
    uint32_t rows;                            // in the list
    uint32_t limit;                           // rows are below
} Postings;

// Bytes that grow in an arena.
typedef struct PostingBytes {
    Arena *arena;
    unsigned char *p;
    size_t n, cap;
} PostingBytes;

// n more bytes at the end.
unsigned char *posting_room(PostingBytes *b, size_t n);

static inline uint32_t posting_blocks(uint32_t rows) {
    return rows / POSTING_BLOCK + (rows % POSTING_BLOCK != 0);
}

// Writes one list, row by row, ascending: begin, then row and its places as often as said, end.
// lengths: words of each row's text, or NULL where nobody ranks by them.
typedef struct PostingWriter {
    PostingBytes *bytes, *places;
    const uint32_t *lengths;
    size_t base, places_base; // where the list begins
    uint32_t row[POSTING_BLOCK], count[POSTING_BLOCK];
    uint32_t n, block, blocks;
    uint32_t before, place;      // the row before the block + 1; the place before
    uint32_t *gaps, ngaps, wide; // between the places of the block; all of their bits
    size_t gaps_room;
} PostingWriter;

void posting_begin(PostingWriter *w, PostingBytes *bytes, PostingBytes *places,
                   const uint32_t *lengths, uint32_t rows);
void posting_row(PostingWriter *w, uint32_t row);
void posting_place(PostingWriter *w, uint32_t place); // of the row said last
void posting_end(PostingWriter *w);

// Reads a list block by block.
typedef struct PostingCursor {
    Postings list;
    uint32_t block, n, i; // which block is unpacked, its rows, the row at hand
    uint32_t row[POSTING_BLOCK];
    uint32_t count[POSTING_BLOCK]; // once posting_counts was asked
    const unsigned char *counts;   // where they are packed; NULL: they are unpacked
    uint32_t counts_wide;
    const unsigned char *places; // those of the block, packed
    uint32_t places_wide;
    uint32_t placed; // the rows before this one have …
    uint64_t before; // … so many places
} PostingCursor;

// The table's entry of a block; a list of one block has none, and this is all 0.
PostingBlock posting_entry(const PostingCursor *c, uint32_t block);
// Unpacks the first block. False: the list is empty or damaged.
bool posting_open(PostingCursor *c, const Postings *list);
bool posting_next_block(PostingCursor *c); // c->row[0 … n - 1]; false at the end
// Moves to the first row that is not below `row`; false: there is none. Never backwards.
bool posting_seek(PostingCursor *c, uint32_t row);
const uint32_t *posting_counts(PostingCursor *c); // how often in each of the block's rows
// The places of the row at hand, one after the other, ascending.
typedef struct PostingPlaces {
    const unsigned char *p;
    uint64_t bit, end; // of the next gap, behind the last that there are bytes for
    uint32_t wide;
    uint32_t left; // so many are still to come, if the bytes hold them
    uint32_t at;   // the last one read
    bool begun;
} PostingPlaces;

void posting_places(PostingCursor *c, PostingPlaces *out);

// Moves on to the next place that is not before `least`, s->at; false: there is none, or the bytes
// are damaged. What moves is kept in locals: the compiler can't know that the bytes are not `s`.
static inline bool posting_reach_place(PostingPlaces *s, uint32_t least) {
    const unsigned char *p = s->p;
    uint64_t bit = s->bit, end = s->end, mask = (UINT64_C(1) << s->wide) - 1;
    uint32_t at = s->at, left = s->left, wide = s->wide;
    bool begun = s->begun, found;
    while (!(found = begun && at >= least) && left && bit + wide <= end) {
        uint64_t word;
        memcpy(&word, p + bit / 8, sizeof word);
        uint32_t gap = (uint32_t)(word >> bit % 8 & mask);
        if (at + gap < at || (begun && !gap)) break;
        at += gap;
        bit += wide;
        begun = true;
        left--;
    }
    s->bit = bit;
    s->at = at;
    s->left = left;
    s->begun = begun;
    return found;
}

// The next place is s->at; false at the end, or where the bytes are damaged.
static inline bool posting_next_place(PostingPlaces *s) {
    if (s->at == UINT32_MAX) return false;
    return posting_reach_place(s, s->begun ? s->at + 1 : 0);
}

#endif
