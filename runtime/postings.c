// Packing and unpacking of posting lists. See postings.h.
#include "runtime/postings.h"

// ---- bits -----------------------------------------------------------------------------------

static uint32_t bits_of(uint32_t v) { return v ? 32 - (uint32_t)__builtin_clz(v) : 0; }
static size_t packed_bytes(size_t n, uint32_t width) { return (n * width + 7) / 8; }

enum { HEAD = 3 }; // bytes of a block before what is packed

unsigned char *posting_room(PostingBytes *b, size_t n) {
    if (b->cap - b->n < n || !b->p) b->p = arena_grow(b->arena, b->p, &b->cap, b->n + n + 1, 1);
    unsigned char *p = b->p + b->n;
    b->n += n;
    return p;
}

static void pack(PostingBytes *b, const uint32_t *v, uint32_t n, uint32_t width) {
    unsigned char *out = posting_room(b, packed_bytes(n, width));
    uint64_t held = 0;
    uint32_t bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        held |= (uint64_t)v[i] << bits;
        for (bits += width; bits >= 8; bits -= 8, held >>= 8) *out++ = (unsigned char)held;
    }
    if (bits) *out = (unsigned char)held;
}

// Eight numbers of so many bits from the beginning of a byte on: they end with one.
static inline void unpack_eight(const unsigned char *p, uint32_t *v, uint32_t width) {
    uint64_t mask = (UINT64_C(1) << width) - 1, word;
    memcpy(&word, p, sizeof word);
    for (uint32_t i = 0; i < 4; i++) v[i] = (uint32_t)(word >> i * width & mask);
    memcpy(&word, p + width / 2, sizeof word);
    word >>= width % 2 * 4;
    for (uint32_t i = 0; i < 4; i++) v[4 + i] = (uint32_t)(word >> i * width & mask);
}

// Looks at up to 8 bytes beyond the packed ones.
static void unpack(const unsigned char *p, uint32_t *v, uint32_t n, uint32_t width) {
    enum { NARROW = 15 }; // four of them, and half a byte, are within 64 bits
    uint64_t mask = (UINT64_C(1) << width) - 1, word;
    uint32_t i = 0;
    if (!width) {
        memset(v, 0, n * sizeof *v);
        return;
    }
    if (width <= NARROW)
        for (; i + 8 <= n; i += 8, p += width) unpack_eight(p, v + i, width);
    for (uint32_t bit = 0; i < n; i++, bit += width) {
        memcpy(&word, p + bit / 8, sizeof word);
        v[i] = (uint32_t)(word >> bit % 8 & mask);
    }
}

// ---- writing --------------------------------------------------------------------------------

void posting_begin(PostingWriter *w, PostingBytes *bytes, PostingBytes *places,
                   const uint32_t *lengths, uint32_t rows) {
    w->bytes = bytes;
    w->places = places;
    w->lengths = lengths;
    w->base = bytes->n;
    w->places_base = places->n;
    w->n = w->block = w->before = w->ngaps = w->wide = 0;
    w->gaps = NULL;
    w->gaps_room = 0;
    w->blocks = posting_blocks(rows);
    if (w->blocks > 1) posting_room(bytes, w->blocks * sizeof(PostingBlock));
}

// Before the counts become those that are packed.
static void bound_block(const PostingWriter *w, PostingBlock *entry) {
    uint64_t most = 0, share = w->lengths ? 0 : SHARE_ALL;
    for (uint32_t i = 0; i < w->n; i++) {
        uint64_t times = w->count[i], length = w->lengths ? w->lengths[w->row[i]] : 0;
        if (times > most) most = times;
        if (length && times * SHARE_ALL > share * length)
            share = (times * SHARE_ALL + length - 1) / length;
    }
    entry->most = (uint16_t)(most < MOST_MANY ? most : MOST_MANY);
    entry->share = (uint16_t)(share < SHARE_ALL ? share : SHARE_ALL);
}

static void write_block(PostingWriter *w) {
    uint32_t gaps[POSTING_BLOCK], last = w->row[w->n - 1], all = 0, most = 0;
    PostingBlock entry = {.last = last,
                          .at = (uint32_t)(w->bytes->n - w->base),
                          .places = (uint32_t)(w->places->n - w->places_base)};
    if (w->blocks > 1) bound_block(w, &entry);
    for (uint32_t i = 0; i < w->n; i++) {
        gaps[i] = w->row[i] - (i ? w->row[i - 1] + 1 : w->before);
        all |= gaps[i];
        most |= --w->count[i];
    }
    unsigned char *head = posting_room(w->bytes, HEAD);
    head[0] = (unsigned char)bits_of(all);
    head[1] = (unsigned char)bits_of(most);
    head[2] = (unsigned char)bits_of(w->wide);
    pack(w->bytes, gaps, w->n, bits_of(all));
    pack(w->bytes, w->count, w->n, bits_of(most));
    pack(w->places, w->gaps, w->ngaps, bits_of(w->wide));
    if (w->blocks > 1)
        memcpy(w->bytes->p + w->base + w->block * sizeof entry, &entry, sizeof entry);
    w->before = last + 1;
    w->n = w->ngaps = w->wide = 0;
    w->block++;
}

void posting_row(PostingWriter *w, uint32_t row) {
    if (w->n == POSTING_BLOCK) write_block(w);
    w->row[w->n] = row;
    w->count[w->n++] = 0;
    w->place = 0;
}

void posting_place(PostingWriter *w, uint32_t place) {
    uint32_t gap = place - w->place;
    if (w->ngaps == w->gaps_room)
        w->gaps = arena_grow(w->places->arena, w->gaps, &w->gaps_room, (size_t)w->ngaps + 1,
                             sizeof *w->gaps);
    w->gaps[w->ngaps++] = gap;
    w->wide |= gap;
    w->place = place;
    w->count[w->n - 1]++;
}

void posting_end(PostingWriter *w) {
    if (w->n) write_block(w);
}

// ---- reading --------------------------------------------------------------------------------

static bool no_more(PostingCursor *c) {
    c->n = c->i = 0;
    c->block = posting_blocks(c->list.rows);
    return false;
}

PostingBlock posting_entry(const PostingCursor *c, uint32_t block) {
    PostingBlock e = {0};
    if (posting_blocks(c->list.rows) > 1) memcpy(&e, c->list.bytes + block * sizeof e, sizeof e);
    return e;
}

// Gaps to rows, four at a time, so that a sum has to wait for one other only; false where they
// reach the limit.
static bool sum_up(PostingCursor *c, uint64_t next) {
    uint32_t *v = c->row, i = 0;
    for (; i + 4 <= c->n; i += 4) {
        uint64_t a = v[i], b = a + v[i + 1] + 1, d = (uint64_t)v[i + 2] + 1, e = d + v[i + 3] + 1;
        v[i] = (uint32_t)(next + a);
        v[i + 1] = (uint32_t)(next + b);
        v[i + 2] = (uint32_t)(next + b + d);
        v[i + 3] = (uint32_t)(next + b + e);
        next += b + e + 1;
    }
    for (; i < c->n; i++) {
        next += v[i];
        v[i] = (uint32_t)next++;
    }
    return next <= c->list.limit;
}

// The same without gaps: a common word is in nearly every row.
static bool count_up(PostingCursor *c, uint64_t next) {
    for (uint32_t i = 0; i < c->n; i++) c->row[i] = (uint32_t)next + i;
    return next + c->n <= c->list.limit;
}

static bool open_block(PostingCursor *c, uint32_t block) {
    const Postings *l = &c->list;
    if (block >= posting_blocks(l->rows)) return no_more(c);
    PostingBlock e = posting_entry(c, block);
    uint64_t next = block ? (uint64_t)posting_entry(c, block - 1).last + 1 : 0;
    uint32_t left = l->rows - block * POSTING_BLOCK;
    size_t room = (size_t)(l->end - l->bytes), places = (size_t)(l->places_end - l->places);
    c->block = block;
    c->i = 0;
    c->n = left < POSTING_BLOCK ? left : POSTING_BLOCK;
    if (e.at > room || room - e.at < HEAD || e.places > places) return no_more(c);
    const unsigned char *p = l->bytes + e.at;
    uint32_t wide = p[0];
    c->counts_wide = p[1];
    c->places_wide = p[2];
    uint64_t bytes = HEAD + packed_bytes(c->n, wide) + packed_bytes(c->n, c->counts_wide);
    if (wide > 32 || c->counts_wide > 32 || c->places_wide > 32 || bytes > room - e.at)
        return no_more(c);
    c->counts = p + HEAD + packed_bytes(c->n, wide);
    c->places = l->places + e.places;
    c->placed = 0;
    c->before = 0;
    if (wide) unpack(p + HEAD, c->row, c->n, wide);
    return (wide ? sum_up(c, next) : count_up(c, next)) || no_more(c);
}

const uint32_t *posting_counts(PostingCursor *c) {
    if (c->counts) {
        unpack(c->counts, c->count, c->n, c->counts_wide);
        for (uint32_t i = 0; i < c->n; i++) c->count[i]++;
    }
    c->counts = NULL;
    return c->count;
}

bool posting_open(PostingCursor *c, const Postings *list) {
    c->list = *list;
    uint64_t table = posting_blocks(list->rows) > 1
                         ? (uint64_t)posting_blocks(list->rows) * sizeof(PostingBlock)
                         : 0;
    if (!list->rows || table > (uint64_t)(list->end - list->bytes)) {
        c->list.rows = 0;
        return no_more(c);
    }
    return open_block(c, 0);
}

bool posting_next_block(PostingCursor *c) { return open_block(c, c->block + 1); }

// The first block whose last row is not below `row`: doubling steps, then halving.
static uint32_t block_of(const PostingCursor *c, uint32_t row) {
    uint32_t blocks = posting_blocks(c->list.rows), lo = c->block + 1, step = 1;
    if (lo >= blocks) return blocks;
    while (lo + step < blocks && posting_entry(c, lo + step - 1).last < row) {
        lo += step;
        step *= 2;
    }
    uint32_t hi = lo + step < blocks ? lo + step : blocks;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (posting_entry(c, mid).last < row)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

// The first of the block's rows from c->i on that is not below `row`, which is above that at c->i.
// In the list of a common word it is about as far on as the rows are apart; in that of a rare one
// it is one of the next. Else by halving, without a branch that nobody could foretell.
static uint32_t place_in_block(const PostingCursor *c, uint32_t row) {
    enum { STEPS = 4 };
    const uint32_t *v = c->row;
    uint32_t lo = c->i, apart = row - v[lo], hi = apart < c->n - lo ? lo + apart : c->n;
    for (uint32_t i = 0; i < STEPS && hi > lo; i++, hi--)
        if (v[hi - 1] < row) return hi;
    for (uint32_t i = 0; i < STEPS && lo < hi; i++, lo++)
        if (v[lo] >= row) return lo;
    for (uint32_t n = hi - lo; n > 0; n /= 2) lo += v[lo + n / 2] < row ? n - n / 2 : 0;
    return lo;
}

bool posting_seek(PostingCursor *c, uint32_t row) {
    if (!c->n) return false;
    if (c->row[c->n - 1] < row && !open_block(c, block_of(c, row))) return false;
    if (c->row[c->i] < row) c->i = place_in_block(c, row);
    return c->i < c->n || no_more(c); // past the end only where the table of blocks is damaged
}

static uint64_t sum_of(const uint32_t *v, uint32_t n) {
    uint64_t even = 0, odd = 0;
    uint32_t i = 0;
    for (; i + 4 <= n; i += 4) {
        even += (uint64_t)v[i] + v[i + 2];
        odd += (uint64_t)v[i + 1] + v[i + 3];
    }
    for (; i < n; i++) even += v[i];
    return even + odd;
}

void posting_places(PostingCursor *c, PostingPlaces *out) {
    const uint32_t *count = posting_counts(c);
    c->before += sum_of(count + c->placed, c->i - c->placed);
    c->placed = c->i;
    out->p = c->places;
    out->bit = c->before * c->places_wide;
    out->end = (uint64_t)(c->list.places_end - c->places) * 8;
    out->wide = c->places_wide;
    out->left = count[c->i];
    out->at = 0;
    out->begun = false;
}
