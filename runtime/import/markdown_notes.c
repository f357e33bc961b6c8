// Whom the links of notes mean: by path, file name, title, other name or id among the notes, then
// by id or name among what other formats have made. In: notes and a link's target; out: an entity,
// none, or several.
#include <string.h>

#include "runtime/import/markdown_impl.h"

typedef struct NamedNote {
    Str name;      // folded
    uint32_t note; // its number, or NO_NOTE: an entity that is no note
    uint32_t kind;
    Ref ref;
    uint32_t next; // of the same hash, 1 + its number; 0: the last
} NamedNote;

#define NO_NOTE UINT32_MAX

struct NoteNames {
    Arena *a;
    const Note *notes;
    NamedNote *items;
    size_t cap;
    uint32_t n, *slots, mask;
    const Builder *b;
};

static Str folded(Arena *a, Str s) { return str_fold(a, str_nfc(a, s)); }

static void grow_slots(NoteNames *t) {
    t->mask = t->mask ? 2 * t->mask + 1 : 255;
    t->slots = arena_zero(t->a, ((size_t)t->mask + 1) * sizeof *t->slots);
    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t *slot = &t->slots[str_hash(t->items[i].name) & t->mask];
        t->items[i].next = *slot;
        *slot = i + 1;
        guard_every(t->a->guard, i);
    }
}

static void add(NoteNames *t, NamedNote item) {
    guard_work(t->a->guard, 8);
    if (t->n > t->mask / 2 || !t->mask) grow_slots(t);
    t->items = arena_grow(t->a, t->items, &t->cap, (size_t)t->n + 1, sizeof *t->items);
    uint32_t *slot = &t->slots[str_hash(item.name) & t->mask];
    item.next = *slot;
    t->items[t->n++] = item;
    *slot = t->n;
}

void note_names_add(NoteNames *t, Str name, uint32_t note) {
    if (name.n) add(t, (NamedNote){str_dup(t->a, folded(t->a, name)), note, KIND_ANY, 0, 0});
}

void note_names_made(NoteNames *t, uint32_t kind, Str name, Ref r) {
    add(t, (NamedNote){str_dup(t->a, folded(t->a, name)), NO_NOTE, kind, r, 0});
}

typedef struct Knowing {
    NoteNames *t;
    uint32_t kind;
} Knowing;

static void know(void *user, Str name, Ref r) {
    const Knowing *k = user;
    note_names_made(k->t, k->kind, name, r);
}

void note_names_known(NoteNames *t, const Builder *b, const Schema *schema, Arena *scratch) {
    t->b = b;
    for (uint32_t kind = 0; kind < schema->nkinds; kind++) {
        ArenaMark mark = arena_mark(scratch);
        Knowing k = {t, kind};
        builder_each_name(b, scratch, kind, know, &k);
        arena_release(scratch, mark);
    }
}

NoteNames *note_names_new(Arena *a, const Note *notes, uint32_t n) {
    NoteNames *t = ARENA_NEW(a, NoteNames);
    *t = (NoteNames){.a = a, .notes = notes};
    for (uint32_t i = 0; i < n; i++) note_names_add(t, notes[i].stem, i);
    return t;
}

// ---- paths --------------------------------------------------------------------------------------

// Without ./ and with .. taken back: the folder and what the link says.
static Str resolved(Arena *a, Str folder, Str path) {
    StrBuf out;
    buf_init(&out, a);
    if (path.n && path.p[0] != '/') buf_add(&out, folder);
    for (uint32_t at = 0; at < path.n;) {
        const char *stop = memchr(path.p + at, '/', path.n - at);
        uint32_t end = stop ? (uint32_t)(stop - path.p) : path.n;
        Str part = {path.p + at, end - at};
        at = end + 1;
        if (part.n == 0 || str_is(part, ".")) continue;
        if (str_is(part, "..")) {
            while (out.n && out.p[out.n - 1] != '/') out.n--;
            if (out.n) out.n--;
            continue;
        }
        if (out.n) buf_char(&out, '/');
        buf_add(&out, part);
    }
    return buf_str(&out);
}

static Str last_part(Str path) {
    for (uint32_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/') return (Str){path.p + i, path.n - i};
    return path;
}

static Str without_ending(Str s) {
    static const char *const endings[] = {".md", ".markdown"};
    for (int i = 0; i < 2; i++) {
        uint32_t n = (uint32_t)strlen(endings[i]);
        if (s.n > n && memcmp(s.p + s.n - n, endings[i], n) == 0) return (Str){s.p, s.n - n};
    }
    return s;
}

// Whether the note lies at a path that ends so; both folded.
static bool lies_at(Arena *a, const Note *n, Str path, bool whole) {
    Str own =
        n->folder.n ? str_printf(a, "%.*s/%.*s", STR_FMT(n->folder), STR_FMT(n->stem)) : n->stem;
    own = folded(a, own);
    if (own.n < path.n || memcmp(own.p + own.n - path.n, path.p, path.n) != 0) return false;
    if (own.n == path.n) return true;
    return !whole && own.p[own.n - path.n - 1] == '/';
}

// ---- whom a link means --------------------------------------------------------------------------

typedef struct Search {
    const NoteNames *t;
    Arena *scratch;
    const Note *from;
    uint32_t kind;
    Str path; // folded, where the target has one: the note lies there
    bool whole;
    Ref ref; // the best so far
    int rank;
    bool several;
} Search;

static Ref ref_of(const NoteNames *t, const NamedNote *item, uint32_t *kind) {
    if (item->note == NO_NOTE) {
        *kind = item->kind;
        return item->ref;
    }
    *kind = t->notes[item->note].kind;
    return t->notes[item->note].ref;
}

// Nearer is better: a note beside the one that links, any note, what is no note.
static void consider(Search *s, const NamedNote *item) {
    uint32_t kind;
    Ref r = ref_of(s->t, item, &kind);
    if (!r || (s->kind != KIND_ANY && kind != s->kind)) return;
    int rank = 1;
    if (item->note != NO_NOTE) {
        const Note *n = &s->t->notes[item->note];
        if (s->path.n && !lies_at(s->scratch, n, s->path, s->whole)) return;
        rank = str_eq(n->folder, s->from->folder) ? 3 : 2;
    } else if (s->path.n) {
        return;
    }
    if (rank < s->rank) return;
    s->several = rank == s->rank && (s->several || s->ref != r);
    s->rank = rank;
    s->ref = r;
}

static void look_up(Search *s, Str name) {
    const NoteNames *t = s->t;
    if (!t->mask) return;
    Str key = folded(s->scratch, name);
    uint32_t passed = 0;
    for (uint32_t i = t->slots[str_hash(key) & t->mask]; i; i = t->items[i - 1].next) {
        guard_every(t->a->guard, ++passed);
        if (str_eq(t->items[i - 1].name, key)) consider(s, &t->items[i - 1]);
    }
}

Ref note_names_find(const NoteNames *t, Arena *scratch, const Note *from, Str target, bool path,
                    uint32_t kind, bool *several) {
    Search s = {.t = t, .scratch = scratch, .from = from, .kind = kind};
    *several = false;
    if (utf8_invalid_at(target) != target.n) return 0;
    Str plain = without_ending(target);
    bool folders = memchr(plain.p, '/', plain.n) != NULL;
    if (path || folders) {
        Str at = path ? resolved(scratch, from->folder, plain) : resolved(scratch, STR(""), plain);
        s.path = folded(scratch, at);
        s.whole = path;
        look_up(&s, last_part(at));
        s.path = STR("");
    }
    if (!s.ref && !folders) look_up(&s, plain);
    if (!s.ref && plain.n != target.n) look_up(&s, target);
    if (!s.ref && t->b) s.ref = builder_find(t->b, kind, plain, &s.several);
    *several = s.several;
    return s.several ? 0 : s.ref;
}
