// A table of papers: comma-separated values by RFC 4180, with a line of names. See pages.h.
#include <string.h>

#include "runtime/import/pages_impl.h"

enum { COLUMNS = 64, PLACE_NAMES = 2 };

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

// The next value; *last: a line ends behind it. False at the end of the text.
static bool next_value(Arena *a, Str csv, uint32_t *at, Str *value, bool *last) {
    StrBuf out;
    uint32_t i = *at;
    if (i >= csv.n) return false;
    buf_init(&out, a);
    bool quoted = csv.p[i] == '"';
    for (i += quoted; i < csv.n; i++) {
        char c = csv.p[i];
        if (quoted && c == '"') {
            quoted = i + 1 < csv.n && csv.p[i + 1] == '"';
            if (!quoted) continue;
            i++;
        } else if (!quoted && (c == ',' || c == '\n')) {
            break;
        }
        if (quoted || c != '\r') buf_char(&out, c);
    }
    *last = i >= csv.n || csv.p[i] == '\n';
    *at = i + 1;
    *value = buf_str(&out);
    return true;
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

void papers_read(PaperTable *t, Str csv) {
    static const char *const places[PLACE_NAMES] = {"place_of_publication", "place"};
    uint32_t at = 0, name = COLUMNS, place = COLUMNS;
    bool last = false;
    Str value;
    for (uint32_t i = 0; !last && next_value(t->arena, csv, &at, &value, &last); i++) {
        if (str_is(value, "name")) name = i;
        for (int k = PLACE_NAMES - 1; k >= 0; k--)
            if (str_is(value, places[k]) && (k == 0 || place == COLUMNS)) place = i;
    }
    Paper p = {{"", 0}, {"", 0}, {"", 0}, 0};
    for (uint32_t i = 0; next_value(t->arena, csv, &at, &value, &last); i++) {
        guard_work(t->arena->guard, 8);
        if (i == 0) p = (Paper){value, STR(""), STR(""), 0};
        if (i == name) p.name = value;
        if (i == place) p.place = value;
        if (!last) continue;
        add_paper(t, &p);
        i = UINT32_MAX;
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
