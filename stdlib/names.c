// Kernels of names: how far two texts are from each other, whether two names may be one, and the
// forms and codes under which spellings meet. What they work out of one text: latin.c, phonetic.c,
// soundex.c.
#include "lang/likeness.h"
#include "runtime/words.h"
#include "stdlib/kernels.h"
#include "stdlib/names.h"

// --- distance and similarity -----------------------------------------------------------------

// The folded letters of the last text read: a constant, or a neighbour with the same text, is read
// once.
typedef struct TextCache {
    uint32_t id, n;
    uint32_t *at;
    size_t cap;
} TextCache;

typedef struct Room {
    void *at;
    size_t cap; // bytes
} Room;

static Letters read_letters(const Call *c, TextCache *r, const Vec *v, uint32_t i) {
    uint32_t id = v->d.u32[vec_place(v, i)];
    Arena *a = c->run->scratch;
    if (id != r->id) {
        Str s = long_text(c, run_text(c->run, id));
        // folding makes at most twice as many code points as there were bytes
        r->at = arena_grow(a, r->at, &r->cap, (size_t)s.n * 2 + 1, sizeof *r->at);
        ArenaMark mark = arena_mark(a);
        r->n = letters_of(a->guard, str_fold(a, s), r->at, UINT32_MAX / 2);
        scratch_release(c->run, mark);
        r->id = id;
    }
    return (Letters){r->at, r->n};
}

// Steps for what long texts need by the square of their length.
static void count_steps(const Call *c, Letters x, Letters y) {
    uint64_t cells = (uint64_t)x.n * y.n;
    if (cells >= 1 << 16) run_tick(c->run, cells >> 10);
}

static void *room_for(const Call *c, Room *room, size_t n) {
    return room->at = arena_grow(c->run->scratch, room->at, &room->cap, n, 1);
}

void name_distance(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    TextCache caches[2] = {{0}};
    Room room = {0};
    ROWS_EACH(i, rows) {
        Letters x = read_letters(c, &caches[0], args[0], i);
        Letters y = read_letters(c, &caches[1], args[1], i);
        count_steps(c, x, y);
        Letters longer = x.n > y.n ? x : y, shorter = x.n > y.n ? y : x; // less room for lines
        uint32_t *lines = room_for(c, &room, 3 * ((size_t)shorter.n + 1) * sizeof *lines);
        out->d.i64[i] = letters_distance(c->run->guard, longer, shorter, lines);
    }
}

void name_similarity(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    TextCache caches[2] = {{0}};
    Room room = {0};
    ROWS_EACH(i, rows) {
        Letters x = read_letters(c, &caches[0], args[0], i);
        Letters y = read_letters(c, &caches[1], args[1], i);
        count_steps(c, x, y);
        bool *taken = room_for(c, &room, (size_t)x.n + y.n + 1);
        out->d.f64[i] = letters_similarity(c->run->guard, x, y, taken);
    }
}

// --- similar ---------------------------------------------------------------------------------

static bool read_word(Str s, NameWord *w) {
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

// The words of the name; none where there are too many of them, or too long ones.
void name_read(Arena *a, Str s, Name *name) {
    name->n = 0;
    if (s.n > NAME_WORDS * NAME_LETTERS * 4) return;
    Str key = latin_key(a, s), word;
    bool ascii;
    for (uint32_t at = 0; word_next(key, &at, &word, &ascii); name->n++) {
        if (name->n < NAME_WORDS && read_word(word, &name->words[name->n])) continue;
        name->n = 0;
        return;
    }
}

static uint32_t count_bits(uint64_t set) {
    uint32_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

static bool is_near(const NameWord *x, const NameWord *y, uint32_t most) {
    uint32_t rows[3 * (NAME_LETTERS + 1)];
    bool taken[2 * NAME_LETTERS];
    Letters a = {x->at, x->n}, b = {y->at, y->n};
    // each change concerns two letters at most: most words are told apart by this alone
    if (count_bits(x->set ^ y->set) > 2 * most) return false;
    return letters_distance(NULL, a, b, rows) <= most &&
           letters_similarity(NULL, a, b, taken) >= 0.85;
}

// Two words that may be one: short ones must be equal, from four letters on one letter may differ,
// from eight on two, and what they share must make up most of both, above all at the beginning. A
// single letter is an initial.
static bool may_be_one(const NameWord *x, const NameWord *y) {
    uint32_t longer = x->n > y->n ? x->n : y->n, shorter = x->n + y->n - longer;
    if (shorter == 1 && !x->numeral && !y->numeral) return x->at[0] == y->at[0];
    uint32_t most = longer < 4 || x->numeral || y->numeral ? 0 : longer < 8 ? 1 : 2;
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
            if (!may_be_one(v, w)) continue;
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

typedef struct NameCache {
    uint32_t id;
    Name name;
} NameCache;

static const Name *read_name(const Call *c, NameCache *r, uint32_t id) {
    if (id == r->id) return &r->name;
    ArenaMark mark = arena_mark(c->run->scratch);
    r->id = id;
    name_read(c->run->scratch, run_text(c->run, id), &r->name);
    scratch_release(c->run, mark);
    return &r->name;
}

void name_similar_to(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    NameCache x, y;
    x.id = y.id = 0;
    ROWS_EACH(i, rows) {
        uint32_t a = args[0]->d.u32[vec_place(args[0], i)];
        uint32_t b = args[1]->d.u32[vec_place(args[1], i)];
        run_work(c->run, 8);
        out->d.truth[i] = a == b || name_similar(read_name(c, &x, a), read_name(c, &y, b));
    }
}

// --- forms and codes -------------------------------------------------------------------------

void name_latin(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    text_map(c, rows, args[0], out, latin_key);
}

void name_cologne(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    text_map(c, rows, args[0], out, cologne_code);
}

typedef struct Ids {
    uint32_t *at, n;
    size_t cap;
} Ids;

// The codes of one text. Where there is no room for them they are worked out again, with room: the
// list has to lie below what is released.
static uint32_t add_codes(const Call *c, Ids *ids, Str s) {
    Run *r = c->run;
    for (;;) {
        ArenaMark mark = arena_mark(r->scratch);
        SoundexCode *codes;
        uint32_t n = soundex_codes(r->scratch, s, &codes);
        if (ids->n + (size_t)n <= ids->cap) {
            for (uint32_t k = 0; k < n; k++)
                ids->at[ids->n++] = run_intern(r, (Str){codes[k].digits, sizeof codes[k].digits});
            scratch_release(r, mark);
            return n;
        }
        scratch_release(r, mark);
        if (ids->n + (size_t)n > UINT32_MAX / 2) guard_leave(r->guard, ST_LIMIT, "memory");
        ids->at = arena_grow(r->scratch, ids->at, &ids->cap, (size_t)ids->n + n, sizeof *ids->at);
    }
}

void name_soundex(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Ids ids = {0};
    ROWS_EACH(i, rows) {
        out->start[i] = ids.n;
        out->len[i] = add_codes(c, &ids, long_text(c, arg_text(c, args[0], i)));
    }
    out->child = vec_new(c->run->scratch, out->type->elem, 0, false);
    if (ids.n) out->child->d.u32 = ids.at;
    out->nchild = ids.n;
}
