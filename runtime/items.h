// What is counted in rows: the words of texts (words.h, folded), or the elements of lists of
// entities or texts. Each different one has a number, from 0 in order of first appearance. In: row
// after row of a vector, or what an index says of a word; out: how often each occurs, and in how
// many rows. No text is kept but the words themselves, each once.
#ifndef GAZ_ITEMS_H
#define GAZ_ITEMS_H

#include "runtime/postings.h"
#include "runtime/run.h"

typedef struct Item {
    Str word;     // folded; of elements ""
    uint32_t id;  // of an element: the text or entity
    uint32_t now; // for who counts row by row: times in the row at hand, or a stamp; else 0
    uint64_t hash;
    uint64_t times[3]; // by side: which rows, or which places in them, as who counts has it
    uint32_t rows[2];
} Item;

typedef struct Items {
    Run *run;
    Arena *arena;
    bool words, texts; // words of texts, or whole texts, or entities
    Item *items;
    size_t cap;
    uint32_t n;
    uint32_t *slots, mask; // open addressing: number + 1
    uint32_t *touched;     // those with `now` in the row at hand
    size_t cap_touched;
    uint32_t ntouched;
} Items;

// Of what a vector of the type holds: words of texts, or elements. The arena is not run->scratch.
Items *items_new(Run *r, Arena *arena, const Type *t);
uint32_t items_id(Items *x, uint32_t id);
// The number of a folded word; lasting: its bytes live as long as the items, and are not copied.
uint32_t items_word(Items *x, Str folded, bool lasting);
bool items_find_word(const Items *x, Str folded, uint32_t *number); // one that has a number
// The number of a word as it is written; ascii: as word_next has it.
uint32_t items_written(Items *x, Str word, bool ascii);
// The number of the next word of a text, from byte *at on, which moves behind it.
bool items_next_word(Items *x, Str text, uint32_t *at, uint32_t *number);

// What place i of a vector holds becomes the row at hand. Returns how many words or elements it
// has.
uint32_t items_read_row(Items *x, const Vec *v, uint32_t i);
uint32_t items_read_text(Items *x, Str text);
// Adds the row at hand, `times` over, to a side (0 or 1), and leaves it. What is written into
// pairs, unless it is NULL, can be gone through again by items_pairs.
void items_add_row(Items *x, uint32_t side, uint32_t times, uint32_t length, PostingBytes *pairs);

// Rows gone through again: for each its length, then the number and times of each of its items.
typedef struct ItemPairs {
    const unsigned char *at, *end;
    uint32_t length, left; // of the row at hand: words or elements, items still to come
} ItemPairs;
ItemPairs items_pairs(const PostingBytes *pairs);
bool items_next_row(ItemPairs *p);
bool items_next_pair(ItemPairs *p, uint32_t *number, uint32_t *times);

// The numbers of those for which key[number] is not NAN, the greatest first; equal ones in the
// order of words, of texts, or of the archive.
uint32_t *items_order(Items *x, const double *key, uint32_t *n);
// The id of an item as a value: the word made a text, or the element.
uint32_t items_value(Items *x, uint32_t number);

#endif
