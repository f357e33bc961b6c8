// The trie of names and the scan of texts. See recognise.h; which forms a name has: name_forms.c.
#include <string.h>

#include "runtime/name_forms.h"
#include "runtime/recognise.h"
#include "runtime/words.h"

// Somebody whom the words from the root to a node may mean.
typedef struct Candidate {
    uint32_t who, next;
    uint16_t need, small; // which words must begin with a capital, which must not
    bool whole;
} Candidate;

typedef struct Node {
    uint32_t first, last; // candidates, by number
} Node;

typedef struct Edge {
    uint32_t from, word, to;
} Edge;

// A table of numbers from 1 on, 0 where it is free; at most half full.
typedef struct Table {
    uint32_t *at, mask, n;
} Table;

enum { PREFIXES = 1 << 15 };

struct Names {
    Arena *arena, *scratch;
    Str *words; // 1 …
    Node *nodes;
    Edge *edges;           // 1 …
    Candidate *candidates; // 1 …
    size_t words_cap, nodes_cap, edges_cap, candidates_cap;
    uint32_t nnodes, ncandidates;
    Table by_word, by_edge;
    unsigned char *prefixes; // how words of ASCII begin: most of a text are told apart by that
};

// ---- tables ---------------------------------------------------------------------------------

static uint64_t edge_hash(uint32_t from, uint32_t word) {
    uint64_t h = ((uint64_t)from << 32 | word) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static void place(Table *t, uint64_t hash, uint32_t item) {
    uint32_t i = (uint32_t)hash & t->mask;
    while (t->at[i]) i = (i + 1) & t->mask;
    t->at[i] = item;
}

static uint64_t hash_of(const Names *n, const Table *t, uint32_t i) {
    return t == &n->by_word ? str_hash(n->words[i]) : edge_hash(n->edges[i].from, n->edges[i].word);
}

// Room for one more.
static void widen(Names *n, Table *t) {
    if (t->n < t->mask / 2) return;
    if (t->mask >= UINT32_MAX / 4) guard_leave(n->arena->guard, ST_LIMIT, "memory");
    t->mask = t->mask ? t->mask * 2 + 1 : 255;
    t->at = arena_zero(n->arena, ((size_t)t->mask + 1) * sizeof *t->at);
    for (uint32_t i = 1; i <= t->n; i++) {
        guard_every(n->arena->guard, i);
        place(t, hash_of(n, t, i), i);
    }
}

static uint32_t find_word(const Names *n, Str w) {
    const Table *t = &n->by_word;
    for (uint32_t i = (uint32_t)str_hash(w) & t->mask; t->at[i]; i = (i + 1) & t->mask)
        if (str_eq(n->words[t->at[i]], w)) return t->at[i];
    return 0;
}

static uint32_t follow(const Names *n, uint32_t from, uint32_t word) {
    const Table *t = &n->by_edge;
    if (!word) return 0;
    for (uint32_t i = (uint32_t)edge_hash(from, word) & t->mask; t->at[i]; i = (i + 1) & t->mask) {
        const Edge *e = &n->edges[t->at[i]];
        if (e->from == from && e->word == word) return e->to;
    }
    return 0;
}

// The first letters of a word of ASCII, capitals as small ones.
static uint32_t prefix_of(Str w) {
    uint32_t key = 0;
    for (uint32_t i = 0; i < 3; i++) key = key << 5 | (i < w.n ? (uint32_t)w.p[i] & 31u : 0);
    return key;
}

// ---- building -------------------------------------------------------------------------------

Names *names_new(Arena *a, Arena *scratch) {
    Names *n = ARENA_NEW(a, Names);
    n->arena = a;
    n->scratch = scratch;
    n->prefixes = arena_zero(a, PREFIXES / 8);
    n->nodes = arena_grow_zero(a, NULL, &n->nodes_cap, 64, sizeof *n->nodes);
    n->nnodes = n->ncandidates = 1;
    widen(n, &n->by_word);
    widen(n, &n->by_edge);
    return n;
}

static uint32_t word_id(Names *n, Str w) {
    uint32_t id = find_word(n, w);
    if (id) return id;
    widen(n, &n->by_word);
    id = ++n->by_word.n;
    n->words = arena_grow(n->arena, n->words, &n->words_cap, (size_t)id + 1, sizeof *n->words);
    n->words[id] = str_dup(n->arena, w);
    place(&n->by_word, str_hash(w), id);
    uint32_t prefix = prefix_of(w);
    n->prefixes[prefix / 8] |= (unsigned char)(1u << prefix % 8);
    return id;
}

static uint32_t step(Names *n, uint32_t from, uint32_t word) {
    uint32_t to = follow(n, from, word);
    if (to) return to;
    widen(n, &n->by_edge);
    uint32_t edge = ++n->by_edge.n;
    to = n->nnodes++;
    n->edges = arena_grow(n->arena, n->edges, &n->edges_cap, (size_t)edge + 1, sizeof *n->edges);
    n->nodes = arena_grow_zero(n->arena, n->nodes, &n->nodes_cap, (size_t)to + 1, sizeof *n->nodes);
    n->edges[edge] = (Edge){from, word, to};
    place(&n->by_edge, edge_hash(from, word), edge);
    return to;
}

static void add_candidate(Names *n, uint32_t node, uint32_t who, const NameForm *f, bool whole) {
    Node *at = &n->nodes[node];
    Candidate *last = at->last ? &n->candidates[at->last] : NULL;
    if (last && last->who == who) {
        last->need &= f->need;
        last->small &= f->small;
        last->whole = last->whole || whole;
        return;
    }
    if (n->ncandidates == UINT32_MAX / 2) guard_leave(n->arena->guard, ST_LIMIT, "memory");
    n->candidates = arena_grow(n->arena, n->candidates, &n->candidates_cap,
                               (size_t)n->ncandidates + 1, sizeof *n->candidates);
    n->candidates[n->ncandidates] = (Candidate){who, 0, f->need, f->small, whole};
    if (at->last) n->candidates[at->last].next = n->ncandidates;
    if (!at->first) at->first = n->ncandidates;
    at->last = n->ncandidates++;
}

static void add_form(void *names, const NameForm *f, uint32_t who) {
    Names *n = names;
    uint32_t node = 0;
    for (uint32_t i = 0; i + 1 < f->n; i++) node = step(n, node, word_id(n, f->words[i]));
    Str last = f->words[f->n - 1], stem;
    add_candidate(n, step(n, node, word_id(n, last)), who, f, f->whole);
    if (!name_stem(n->scratch, last, &stem) || stem.p[0] != NAME_STEM) return;
    add_candidate(n, step(n, node, word_id(n, stem)), who, f, false);
}

void names_add(Names *n, Str name, uint32_t who, NameSort sort) {
    guard_work(n->arena->guard, 64);
    ArenaMark mark = arena_mark(n->scratch);
    name_forms(n->scratch, name, sort, (NameSink){add_form, n, who});
    arena_release(n->scratch, mark);
}

// ---- scanning -------------------------------------------------------------------------------

typedef struct TextWord {
    Str text;
    uint32_t id; // 0: of no name
    bool maybe;  // it begins as some word of a name does
    bool ascii, capital, proper;
    bool joined; // to the word before
} TextWord;

struct NameScan {
    const Names *names;
    Arena *arena;
    Str text;
    uint32_t at, number; // behind the last word read; the first word's number
    uint32_t n;          // words read ahead
    uint32_t first;      // … from here on, in a ring
    TextWord ahead[NAME_LONGEST];
};

static bool is_blank(uint32_t cp) {
    return cp == ' ' || cp == '\t' || cp == '\r' || cp == '\n' || cp == 0xA0;
}

// Whether what is between two words may stand within a name.
static bool holds(Str text, Str before, uint32_t from, uint32_t to) {
    uint32_t lines = 0, cp;
    if (to - from > 16) return false;
    for (uint32_t i = from, n; i < to; i += n) {
        n = utf8_decode(text.p + i, text.p + to, &cp);
        if (!n) return false;
        if (is_blank(cp)) {
            lines += cp == '\n';
        } else if (cp == '.') {
            if (i != from || utf8_count(before) > 3) return false;
        } else if (cp != '-' && cp != 0x2010 && cp != '\'' && cp != 0x2019 && cp != 0x2BC) {
            return false;
        }
    }
    return lines < 2;
}

static uint32_t look_up(NameScan *s, Str word, bool ascii) {
    char small[WORD_SMALL];
    ArenaMark mark = arena_mark(s->arena);
    uint32_t id = find_word(s->names, word_fold(s->arena, word, ascii, small));
    arena_release(s->arena, mark);
    return id;
}

static bool has_small(Str s) {
    uint32_t cp, n;
    for (uint32_t i = 0; i < s.n && (n = utf8_decode(s.p + i, s.p + s.n, &cp)) != 0; i += n)
        if (cp_is_small(cp)) return true;
    return false;
}

// One word more; false at the end of the text.
static bool read_ahead(NameScan *s) {
    TextWord *w = &s->ahead[(s->first + s->n) % NAME_LONGEST];
    const TextWord *before = s->n ? &s->ahead[(s->first + s->n - 1) % NAME_LONGEST] : NULL;
    uint32_t from = s->at, cp = 0;
    if (!word_next(s->text, &s->at, &w->text, &w->ascii)) return false;
    guard_work(s->arena->guard, 1);
    utf8_decode(w->text.p, w->text.p + w->text.n, &cp);
    w->capital = cp_is_capital(cp);
    w->proper = w->capital && has_small(w->text);
    w->joined = before && holds(s->text, before->text, from, s->at - w->text.n);
    uint32_t prefix = prefix_of(w->text);
    w->maybe = !w->ascii || (s->names->prefixes[prefix / 8] >> prefix % 8 & 1);
    w->id = w->maybe ? look_up(s, w->text, w->ascii) : 0;
    s->n++;
    return true;
}

// The word of a name of which this is another case, or 0.
static uint32_t cased_id(NameScan *s, const TextWord *w) {
    char small[WORD_SMALL];
    Str stem;
    if (!w->maybe || w->text.n < 4) return 0;
    ArenaMark mark = arena_mark(s->arena);
    Str word = word_fold(s->arena, w->text, w->ascii, small);
    uint32_t id = name_stem(s->arena, word, &stem) ? find_word(s->names, stem) : 0;
    arena_release(s->arena, mark);
    return id;
}

// The first candidate from this one on that the find's capitals allow. cased: by another case,
// which only a word with a capital has.
static uint32_t allowed(const Names *n, uint32_t candidate, const NameFind *f, bool cased) {
    for (; candidate; candidate = n->candidates[candidate].next) {
        const Candidate *c = &n->candidates[candidate];
        bool fits = !(c->need & ~f->capitals) && !(c->small & f->proper);
        if (fits && (!cased || c->need & f->last)) break;
        guard_work(n->arena->guard, 1);
    }
    return candidate;
}

// The longest find that begins with word `from` of those ahead, and of how many words it is.
static void walk(NameScan *s, uint32_t from, NameFind *f, uint32_t *words) {
    const Names *n = s->names;
    uint32_t node = 0;
    NameFind at = {.at = f->at, .word = f->word};
    *words = 0;
    for (uint32_t k = 0; from + k < NAME_LONGEST && (from + k < s->n || read_ahead(s)); k++) {
        const TextWord *w = &s->ahead[(s->first + from + k) % NAME_LONGEST];
        if (k && !w->joined) return;
        if (w->capital) at.capitals |= (uint16_t)(1u << k);
        if (w->proper) at.proper |= (uint16_t)(1u << k);
        uint32_t cased = follow(n, node, cased_id(s, w));
        node = follow(n, node, w->id);
        at.last = (uint16_t)(1u << k);
        at.exact = node ? allowed(n, n->nodes[node].first, &at, false) : 0;
        at.cased = cased ? allowed(n, n->nodes[cased].first, &at, true) : 0;
        if (at.exact || at.cased) {
            *words = k + 1;
            at.len = (uint32_t)(w->text.p + w->text.n - s->text.p) - f->at;
            *f = at;
        }
        if (!node) return;
    }
}

// How many words of the name that was found have capitals.
static uint32_t capitals_of(const Names *n, const NameFind *f) {
    uint16_t need = n->candidates[f->exact ? f->exact : f->cased].need;
    uint32_t count = 0;
    for (; need; need &= (uint16_t)(need - 1)) count++;
    return count;
}

// Whether a find that begins within this one, and ends behind it, has a name with more capitals.
static bool gives_way(NameScan *s, const NameFind *f, uint32_t words) {
    for (uint32_t i = 1; i < words; i++) {
        NameFind other = {0};
        uint32_t n;
        walk(s, i, &other, &n);
        if (i + n > words && capitals_of(s->names, &other) > capitals_of(s->names, f)) return true;
    }
    return false;
}

NameScan *names_scan(const Names *n, Arena *a, Str text) {
    NameScan *s = ARENA_NEW(a, NameScan);
    s->names = n;
    s->arena = a;
    s->text = text;
    s->number = 1;
    return s;
}

bool names_next(NameScan *s, NameFind *f) {
    while (s->n || read_ahead(s)) {
        const TextWord *w = &s->ahead[s->first];
        uint32_t words = 0;
        f->at = (uint32_t)(w->text.p - s->text.p);
        f->word = s->number;
        if (w->maybe) walk(s, 0, f, &words);
        if (words > 1 && gives_way(s, f, words)) words = 0;
        uint32_t used = words ? words : 1;
        s->first = (s->first + used) % NAME_LONGEST;
        s->n -= used;
        s->number += used;
        if (words) return true;
    }
    return false;
}

bool names_who(const Names *n, NameFind *f, uint32_t *who, bool *whole) {
    const Candidate *x = f->exact ? &n->candidates[f->exact] : NULL;
    const Candidate *y = f->cased ? &n->candidates[f->cased] : NULL;
    if (!x && !y) return false;
    bool both = x && y && x->who == y->who, first = x && (!y || x->who <= y->who);
    *who = first ? x->who : y->who;
    *whole = first && x->whole;
    if (first) f->exact = allowed(n, x->next, f, false);
    if (!first || both) f->cased = allowed(n, y->next, f, true);
    return true;
}
