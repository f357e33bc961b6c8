// All words of a text, 64 bytes at a time (words.h). In: a text; out: what word_next would find.
//
// Letters and digits of ASCII are found eight bytes at once, as bits of a mask; a word ends where
// its ones do. Bytes that need a longer look (the parts of longer characters, and hyphens that may
// stand at the end of a line) are bits of another: what they touch is left to word_next.
#include <string.h>

#include "runtime/words.h"

enum { BLOCK = 64 };

static const uint64_t ones = 0x0101010101010101u, tops = UINT64_C(0x0101010101010101) << 7;

static uint64_t eight_bytes(const char *p) {
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) v |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return v;
}

// The top bit of each byte that lies between the two, of bytes whose own top bits are 0.
static uint64_t between(uint64_t v, unsigned from, unsigned to) {
    return (v + ones * (0x80 - from)) & ~(v + ones * (0x7f - to)) & tops;
}

// Top bits to the low eight, that of the first byte lowest.
static uint64_t gathered(uint64_t v) { return (v >> 7) * UINT64_C(0x0102040810204080) >> 56; }

// The 64 bytes from p on; one more is looked at.
static void look(WordReader *r, const char *p) {
    r->word = r->hard = 0;
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t v = eight_bytes(p + i), next = eight_bytes(p + i + 1), low = v & ~tops;
        uint64_t letters = between(low | ones * 0x20, 'a', 'z') | between(low, '0', '9');
        uint64_t hyphens = between(low, '-', '-') & between(next & ~tops, 0, ' ') & ~next;
        r->word |= gathered(letters & ~v) << i;
        r->hard |= gathered((hyphens & ~v) | (v & tops)) << i;
    }
}

static void look_at(WordReader *r, uint32_t block) {
    char padded[BLOCK + 8] = {0};
    uint32_t left = r->text.n - block;
    r->block = block;
    if (left > BLOCK + 8) {
        look(r, r->text.p + block);
    } else {
        memcpy(padded, r->text.p + block, left);
        look(r, padded);
    }
}

void word_reader(WordReader *r, Str text) {
    *r = (WordReader){.text = text};
    look_at(r, 0);
}

static bool read_slowly(WordReader *r, Str *word, bool *ascii) {
    bool found = word_next(r->text, &r->at, word, ascii);
    if (r->at - r->block >= BLOCK) look_at(r, r->at - r->at % BLOCK);
    return found;
}

// The end of a word that goes on behind the block.
static uint32_t far_end(WordReader *r) {
    do look_at(r, r->block + BLOCK);
    while (r->word == UINT64_MAX);
    return (uint32_t)__builtin_ctzll(~r->word);
}

bool word_read(WordReader *r, Str *word, bool *ascii) {
    uint64_t from = UINT64_MAX << (r->at - r->block);
    while (!((r->word | r->hard) & from)) {
        if (r->text.n - r->block <= BLOCK) return false;
        look_at(r, r->block + BLOCK);
        r->at = r->block;
        from = UINT64_MAX;
    }
    uint32_t first = (uint32_t)__builtin_ctzll((r->word | r->hard) & from);
    r->at = r->block + first;
    if (r->hard >> first & 1) return read_slowly(r, word, ascii);
    uint64_t behind = ~r->word & UINT64_MAX << first;
    uint32_t end = behind ? (uint32_t)__builtin_ctzll(behind) : far_end(r);
    if (r->hard >> end & 1) {
        look_at(r, r->at - r->at % BLOCK);
        return read_slowly(r, word, ascii);
    }
    *word = (Str){r->text.p + r->at, r->block + end - r->at};
    *ascii = true;
    r->at = r->block + end;
    return true;
}

// One word; false where it begins at `before` or behind it.
static bool skip_one(WordReader *r, uint32_t before) {
    WordReader as_it_was = *r;
    Str word;
    bool ascii;
    if (word_read(r, &word, &ascii) && word.p < r->text.p + before) return true;
    *r = as_it_was;
    return false;
}

// How many bits are 1: by pairs, by fours, by bytes, then all bytes into the highest.
static uint32_t bits_set(uint64_t v) {
    const uint64_t twos = ones * 0x33;
    v -= v >> 1 & ones * 0x55;
    v = (v & twos) + (v >> 2 & twos);
    return (uint32_t)(((v + (v >> 4)) & ones * 0x0f) * ones >> 56);
}

// Where nothing needs a look, a block's words are counted by the bits that they begin with; only
// the one that may go on behind it is read.
uint32_t word_skip(WordReader *r, uint32_t before) {
    uint32_t n = 0;
    while (r->at < before) {
        uint64_t from = UINT64_MAX << (r->at - r->block), words = r->word & from;
        if (before - r->block <= BLOCK || r->hard & from) {
            if (!skip_one(r, before)) break;
            n++;
            continue;
        }
        uint64_t starts = words & ~(words << 1);
        n += bits_set(starts);
        if (words >> (BLOCK - 1)) {
            r->at = r->block + BLOCK - 1 - (uint32_t)__builtin_clzll(starts);
            skip_one(r, before);
        } else {
            look_at(r, r->block + BLOCK);
            r->at = r->block;
        }
    }
    return n;
}
