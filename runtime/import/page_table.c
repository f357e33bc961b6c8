// A table of papers: comma-separated values with a line of names. See pages.h.
#include "runtime/import/csv.h"
#include "runtime/import/pages_impl.h"

enum { COLUMNS = 64 };

struct PaperTable {
    Arena *arena;
    Paper *papers; // 1 …
    size_t cap;
    uint32_t n, mask, *slots;
};

PaperTable *papers_new(Arena *a) {
    PaperTable *t = ARENA_NEW(a, PaperTable);
    t->arena = a;
    return t;
}

static uint32_t *slot_of(const PaperTable *t, Str key) {
    uint32_t i = (uint32_t)str_hash(key) & t->mask;
    while (t->slots[i] && !str_eq(t->papers[t->slots[i]].key, key)) i = (i + 1) & t->mask;
    return &t->slots[i];
}

static void add_paper(PaperTable *t, const Paper *p) {
    if (t->n >= t->mask / 2) {
        t->mask = t->mask ? t->mask * 2 + 1 : 255;
        t->slots = arena_zero(t->arena, ((size_t)t->mask + 1) * sizeof *t->slots);
        for (uint32_t i = 1; i <= t->n; i++) *slot_of(t, t->papers[i].key) = i;
    }
    uint32_t *slot = slot_of(t, p->key);
    if (!p->key.n || *slot) return;
    t->papers = arena_grow(t->arena, t->papers, &t->cap, (size_t)t->n + 2, sizeof *t->papers);
    t->papers[ *slot = ++t->n] = *p;
}

// The column that is called by one of the words, the earlier first; COLUMNS where there is none.
static uint32_t column_of(Csv *x, Arena *a, const char *const *words, size_t n) {
    for (size_t k = 0; k < n; k++)
        for (uint32_t i = 0; i < x->nfields; i++)
            if (str_is(csv_value(&x->fields[i], a), words[k])) return i;
    return COLUMNS;
}

static Str value_at(Csv *x, Arena *a, uint32_t i) {
    return i < x->nfields ? str_dup(a, csv_value(&x->fields[i], a)) : STR("");
}

void papers_read(PaperTable *t, Str csv) {
    static const char *const names[] = {"name"}, *const places[] = {"place_of_publication",
                                                                    "place"};
    Csv x;
    csv_init(&x, t->arena, csv.p, csv.n, ',', COLUMNS);
    if (!csv_next(&x)) return;
    uint32_t name = column_of(&x, t->arena, names, 1), place = column_of(&x, t->arena, places, 2);
    while (csv_next(&x)) {
        Paper p = {value_at(&x, t->arena, 0), value_at(&x, t->arena, name),
                   value_at(&x, t->arena, place), 0};
        add_paper(t, &p);
    }
}

void papers_each(PaperTable *t, void (*each)(void *user, Paper *p), void *user) {
    for (uint32_t i = 1; i <= t->n; i++) {
        guard_every(t->arena->guard, i);
        each(user, &t->papers[i]);
    }
}

Paper *papers_find(const PaperTable *t, Str name) {
    for (uint32_t n = 1; n <= name.n && n <= 100 && t->n; n++) {
        unsigned char c = n < name.n ? (unsigned char)name.p[n] : '.';
        bool inside = (c >= '0' && c <= '9') || ((c | 32u) >= 'a' && (c | 32u) <= 'z') || c >= 0x80;
        uint32_t found = inside ? 0 : *slot_of(t, (Str){name.p, n});
        if (found) return &t->papers[found];
    }
    return NULL;
}
