// Whether two names may be one (name.h): word by word, in any order. In: names in latin form; out:
// a truth. The bounds that the index of names relies on (name_find.c) follow from name_words_fit.
#include "runtime/name.h"

#include "lang/likeness.h"
#include "lang/stack.h"
#include "runtime/words.h"

bool name_word_read(Str s, NameWord *w) {
    w->n = letters_of(NULL, s, w->at, NAME_LETTERS);
    w->set = 0;
    w->numeral = w->n > 1;
    if (w->n > NAME_LETTERS) return false;
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t c = w->at[i];
        w->set |= (uint64_t)1 << (c & 63u);
        if (c != 'i' && c != 'v' && c != 'x') w->numeral = false;
    }
    return true;
}

void name_read(Arena *a, Str s, Name *name) {
    name->n = 0;
    if (s.n > NAME_BYTES) return;
    Str key = latin_key(a, s), word;
    bool ascii;
    for (uint32_t at = 0; word_next(key, &at, &word, &ascii); name->n++) {
        if (!ascii) word = word_plain(a, word);
        if (name->n < NAME_WORDS && name_word_read(word, &name->words[name->n])) continue;
        name->n = 0;
        return;
    }
}

uint32_t name_bits(uint64_t set) {
    uint32_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

OWN_FRAME static bool letters_near(Letters a, Letters b, uint32_t most) {
    uint32_t rows[3 * (NAME_LETTERS + 1)];
    bool taken[2 * NAME_LETTERS];
    return letters_distance(NULL, a, b, rows) <= most &&
           letters_similarity(NULL, a, b, taken) >= 0.85;
}

static bool is_near(const NameWord *x, const NameWord *y, uint32_t most) {
    // each change concerns two letters at most: most words are told apart by this alone
    if (name_bits(x->set ^ y->set) > 2 * most) return false;
    return letters_near((Letters){x->at, x->n}, (Letters){y->at, y->n}, most);
}

bool name_words_fit(const NameWord *x, const NameWord *y) {
    uint32_t longer = x->n > y->n ? x->n : y->n, shorter = x->n + y->n - longer;
    if (shorter == 1 && !x->numeral && !y->numeral) return x->at[0] == y->at[0];
    uint32_t most = longer < 4 || x->numeral || y->numeral ? 0 : longer < 8 ? 1 : NAME_WRONG;
    return longer - shorter <= most && is_near(x, y, most);
}

// Finds word i of the one name a word of its own in the other: where that is taken, its owner must
// find another.
static bool place(const uint32_t *fits, uint32_t i, uint32_t *seen, int *owner) {
    uint32_t left;
    while ((left = fits[i] & ~*seen) != 0) {
        uint32_t j = (uint32_t)__builtin_ctz(left);
        *seen |= 1u << j;
        if (owner[j] >= 0 && !place(fits, (uint32_t)owner[j], seen, owner)) continue;
        owner[j] = (int)i;
        return true;
    }
    return false;
}

bool name_similar(const Name *x, const Name *y) {
    const Name *few = x->n < y->n ? x : y, *many = few == x ? y : x;
    uint32_t fits[NAME_WORDS] = {0};
    int owner[NAME_WORDS];
    bool whole = false; // initials alone name nobody
    for (uint32_t i = 0; i < few->n; i++) {
        for (uint32_t j = 0; j < many->n; j++) {
            const NameWord *v = &few->words[i], *w = &many->words[j];
            if (!name_words_fit(v, w)) continue;
            fits[i] |= 1u << j;
            whole = whole || (v->n > 1 && w->n > 1 && !v->numeral);
        }
        if (!fits[i]) return false;
    }
    for (uint32_t j = 0; j < many->n; j++) owner[j] = -1;
    for (uint32_t i = 0; i < few->n; i++) {
        uint32_t seen = 0;
        if (!place(fits, i, &seen, owner)) return false;
    }
    return whole;
}
