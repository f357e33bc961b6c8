// Kernels of names: how far two texts are from each other, whether two names may be one, and the
// forms and codes under which spellings meet. What they work out of one text: runtime/name.h,
// phonetic.c, soundex.c.
#include "lang/likeness.h"
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

// Two texts after one another, and the masks of the second where it is short.
typedef struct Pairs {
    const Call *call;
    TextCache caches[2];
    Room room;
    uint32_t masked; // the text that the masks are of
    LetterMasks *masks;
} Pairs;

static uint32_t read_folded(const Call *c, Str s, uint32_t *at) {
    uint32_t i = 0;
    for (; i < s.n && s.n <= LETTERS_FEW && !((unsigned char)s.p[i] & 0x80u); i++)
        at[i] = cp_lower((unsigned char)s.p[i]);
    if (i == s.n) return i;
    ArenaMark mark = arena_mark(c->run->scratch);
    uint32_t n = letters_of(c->run->guard, str_fold(c->run->scratch, s), at, UINT32_MAX / 2);
    scratch_release(c->run, mark);
    return n;
}

static Letters read_letters(const Call *c, TextCache *r, const Vec *v, uint32_t i) {
    uint32_t id = v->d.u32[vec_place(v, i)];
    if (id != r->id) {
        Str s = long_text(c, run_text(c->run, id));
        // folding makes at most twice as many code points as there were bytes
        r->at = arena_grow(c->run->scratch, r->at, &r->cap, (size_t)s.n * 2 + 1, sizeof *r->at);
        r->n = read_folded(c, s, r->at);
        r->id = id;
    }
    return (Letters){r->at, r->n};
}

static Pairs pairs_of(const Call *c) {
    return (Pairs){.call = c, .masks = ARENA_NEW(c->run->scratch, LetterMasks)};
}

// Both are short: the masks are ready.
static bool are_few(Pairs *p, Letters x, Letters y) {
    if (x.n > LETTERS_FEW || y.n > LETTERS_FEW) return false;
    if (p->masked != p->caches[1].id) letters_masks(p->masks, y);
    p->masked = p->caches[1].id;
    return true;
}

// Steps for what long texts need by the square of their length.
static void count_steps(const Call *c, Letters x, Letters y) {
    uint64_t cells = (uint64_t)x.n * y.n;
    if (cells >= 1 << 16) run_tick(c->run, cells >> 10);
}

static void *room_for(Pairs *p, size_t n) {
    return p->room.at = arena_grow(p->call->run->scratch, p->room.at, &p->room.cap, n, 1);
}

static int64_t distance_of(Pairs *p, Letters x, Letters y) {
    if (are_few(p, x, y)) return letters_distance_few(p->masks, x);
    count_steps(p->call, x, y);
    Letters longer = x.n > y.n ? x : y, shorter = x.n > y.n ? y : x; // less room for lines
    uint32_t *lines = room_for(p, 3 * ((size_t)shorter.n + 1) * sizeof *lines);
    return letters_distance(p->call->run->guard, longer, shorter, lines);
}

static double similarity_of(Pairs *p, Letters x, Letters y) {
    if (are_few(p, x, y)) return letters_similarity_few(p->masks, x);
    count_steps(p->call, x, y);
    bool *taken = room_for(p, (size_t)x.n + y.n + 1);
    return letters_similarity(p->call->run->guard, x, y, taken);
}

void name_distance(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Pairs p = pairs_of(c);
    ROWS_EACH(i, rows) {
        Letters x = read_letters(c, &p.caches[0], args[0], i);
        Letters y = read_letters(c, &p.caches[1], args[1], i);
        run_work(c->run, 1);
        out->d.i64[i] = distance_of(&p, x, y);
    }
}

void name_similarity(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Pairs p = pairs_of(c);
    ROWS_EACH(i, rows) {
        Letters x = read_letters(c, &p.caches[0], args[0], i);
        Letters y = read_letters(c, &p.caches[1], args[1], i);
        run_work(c->run, 1);
        out->d.f64[i] = similarity_of(&p, x, y);
    }
}

// --- similar ---------------------------------------------------------------------------------

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
    NameCache *x = ARENA_NEW(c->run->scratch, NameCache),
              *y = ARENA_NEW(c->run->scratch, NameCache);
    ROWS_EACH(i, rows) {
        uint32_t a = args[0]->d.u32[vec_place(args[0], i)];
        uint32_t b = args[1]->d.u32[vec_place(args[1], i)];
        run_work(c->run, 8);
        out->d.truth[i] = a == b || name_similar(read_name(c, x, a), read_name(c, y, b));
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
