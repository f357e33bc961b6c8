// The seal of a block: checksums of its header, table and sections, by which a damaged file is
// known. In: a block in memory; out: the header and table that stand before its sections in a file,
// or whether sections are still what was sealed. Whether they make sense is asked in block_check.c.
#define XXH_INLINE_ALL
#include <string.h>
#include <xxhash.h>

#include "lang/stack.h"
#include "runtime/block_impl.h"

uint64_t block_checksum(const void *bytes, uint64_t n) { return XXH3_64bits(bytes, (size_t)n); }

OWN_FRAME static uint64_t digest(const XXH3_state_t *state) { return XXH3_64bits_digest(state); }

// In pieces, so that a cancel is heard.
static uint64_t long_checksum(const unsigned char *p, uint64_t n, Guard *guard) {
    enum { PIECE = 1 << 20 };
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    for (uint64_t at = 0; at < n; at += PIECE) {
        guard_tick(guard);
        XXH3_64bits_update(&state, p + at, (size_t)(n - at < PIECE ? n - at : PIECE));
    }
    return digest(&state);
}

static uint64_t section_checksum(const unsigned char *block, const Section *s, Guard *guard) {
    return long_checksum(block + s->offset, s->elem * s->count, guard);
}

static uint64_t head_size(const BlockHeader *head) {
    return sizeof *head + head->nsections * sizeof(Section);
}

unsigned char *block_sealed_head(Arena *a, const unsigned char *block, uint64_t *n) {
    BlockHeader head;
    memcpy(&head, block, sizeof head);
    *n = head_size(&head);
    unsigned char *out = arena_dup(a, block, (size_t)*n);
    if (head.sealed) return out;
    Section *table = (Section *)(void *)(out + sizeof head);
    for (uint32_t i = 0; i < head.nsections; i++)
        table[i].checksum = section_checksum(block, &table[i], a->guard);
    head.sealed = 1;
    block_seal_head(out, &head);
    return out;
}

void block_seal_head(unsigned char *out, BlockHeader *head) {
    head->checksum = 0;
    memcpy(out, head, sizeof *head);
    head->checksum = block_checksum(out, head_size(head));
    memcpy(out, head, sizeof *head);
}

// Between two sections lie zeros.
static bool zeros(const unsigned char *p, uint64_t n) {
    unsigned char any = 0;
    for (uint64_t i = 0; i < n; i++) any |= p[i];
    return !any;
}

bool block_unharmed(const unsigned char *block, Guard *guard) {
    BlockHeader head;
    memcpy(&head, block, sizeof head);
    const Section *table = (const Section *)(const void *)(block + sizeof head);
    uint64_t at = head_size(&head);
    for (uint32_t i = 0; i < head.nsections; i++) {
        const Section *s = &table[i];
        guard_tick(guard);
        if (s->offset < at || !zeros(block + at, s->offset - at)) return false;
        if (head.sealed && s->checksum != section_checksum(block, s, guard)) return false;
        at = s->offset + s->elem * s->count;
    }
    return zeros(block + at, head.length - at);
}
