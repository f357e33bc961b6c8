// The kernel of recognise: where a text names people, places and organisations of the archive, and
// whom each name may mean.
#include "runtime/run_names.h"
#include "stdlib/kernels.h"

enum { PEOPLE, PLACES, ORGANISATIONS, GROUPS, FIRST_LIST = 2 };

typedef struct Group {
    uint32_t from, end; // entities of the kind
    uint32_t *start, *len, *who;
    size_t start_cap, len_cap, who_cap;
    uint32_t nwho;
} Group;

// Whom finds of one name may mean is listed once.
enum { LISTED = 64 };
typedef struct Listed {
    uint32_t exact, cased, find; // find: the one that has the lists, + 1
    uint16_t capitals, proper;
} Listed;

typedef struct Finds {
    const Call *call;
    Arena *arena;
    const Names *names;
    uint32_t *texts;
    int64_t *at;
    size_t texts_cap, at_cap;
    uint32_t n;
    StrBuf made;
    Listed *listed;
    Group groups[GROUPS];
} Finds;

static void open_groups(Finds *s) {
    static const char *const kinds[GROUPS] = {"person", "place", "organisation"};
    const Archive *a = s->call->run->archive;
    for (int g = 0; g < GROUPS; g++) {
        uint32_t k = schema_kind(&a->schema, str_of(kinds[g]));
        if (k == KIND_ANY) continue;
        s->groups[g].from = a->tables[k].first;
        s->groups[g].end = a->tables[k].first + a->tables[k].count;
    }
}

static void add_who(Finds *s, uint32_t who) {
    for (int i = 0; i < GROUPS; i++) {
        Group *g = &s->groups[i];
        if (who < g->from || who >= g->end) continue;
        run_work(s->call->run, 1);
        if (g->nwho == UINT32_MAX / 2) guard_leave(s->call->run->guard, ST_LIMIT, "memory");
        g->who = arena_grow(s->arena, g->who, &g->who_cap, (size_t)g->nwho + 1, sizeof *g->who);
        g->who[g->nwho++] = who;
        return;
    }
}

// As it stands, but a run of blanks and line ends is one blank.
static uint32_t words_of(Finds *s, Str find) {
    buf_clear(&s->made);
    for (uint32_t i = 0; i < find.n; i++) {
        bool blank = text_is_blank((unsigned char)find.p[i]);
        if (!blank || !text_is_blank((unsigned char)find.p[i - 1]))
            buf_char(&s->made, blank ? ' ' : find.p[i]);
    }
    return run_intern(s->call->run, buf_str(&s->made));
}

static bool is_listed(const Listed *l, const NameFind *f) {
    return l->find && l->exact == f->exact && l->cased == f->cased && l->capitals == f->capitals &&
           l->proper == f->proper;
}

// The lists of the find, from those of an earlier one where it may mean the same.
static void list_who(Finds *s, NameFind *f) {
    uint32_t who, n = s->n;
    bool whole;
    Listed *l = &s->listed[(f->exact * 31 + f->cased) % LISTED];
    bool again = is_listed(l, f);
    if (!again) *l = (Listed){f->exact, f->cased, n + 1, f->capitals, f->proper};
    for (int i = 0; i < GROUPS; i++)
        s->groups[i].start[n] = again ? s->groups[i].start[l->find - 1] : s->groups[i].nwho;
    while (!again && names_who(s->names, f, &who, &whole)) add_who(s, who);
    for (int i = 0; i < GROUPS; i++) {
        Group *g = &s->groups[i];
        g->len[n] = again ? g->len[l->find - 1] : g->nwho - g->start[n];
    }
}

static void add_find(Finds *s, Str text, NameFind *f) {
    uint32_t n = s->n;
    if (n == UINT32_MAX / 2) guard_leave(s->call->run->guard, ST_LIMIT, "memory");
    s->texts = arena_grow(s->arena, s->texts, &s->texts_cap, (size_t)n + 1, sizeof *s->texts);
    s->at = arena_grow(s->arena, s->at, &s->at_cap, (size_t)n + 1, sizeof *s->at);
    s->texts[n] = words_of(s, (Str){text.p + f->at, f->len});
    s->at[n] = f->word;
    for (int i = 0; i < GROUPS; i++) {
        Group *g = &s->groups[i];
        g->start = arena_grow(s->arena, g->start, &g->start_cap, (size_t)n + 1, sizeof *g->start);
        g->len = arena_grow(s->arena, g->len, &g->len_cap, (size_t)n + 1, sizeof *g->len);
    }
    list_who(s, f);
    s->n++;
}

static void add_text(Finds *s, Str text) {
    NameFind f;
    NameScan *scan = names_scan(s->names, s->arena, long_text(s->call, text));
    while (names_next(scan, &f)) add_find(s, text, &f);
}

// The fields in the order of the signature.
static void finish(const Finds *s, Vec *out) {
    Arena *a = s->call->run->scratch;
    Vec *child = vec_new(a, out->type->elem, s->n, false);
    for (uint32_t i = 0; i < s->n; i++) {
        child->fields[0]->d.u32[i] = s->texts[i];
        child->fields[1]->d.i64[i] = s->at[i];
    }
    for (int k = 0; k < GROUPS; k++) {
        const Group *g = &s->groups[k];
        Vec *list = child->fields[FIRST_LIST + k];
        list->child = vec_new(a, list->type->elem, 0, false);
        if (g->nwho) list->child->d.u32 = g->who;
        list->nchild = g->nwho;
        for (uint32_t i = 0; i < s->n; i++) {
            list->start[i] = g->start[i];
            list->len[i] = g->len[i];
        }
    }
    out->child = child;
    out->nchild = s->n;
}

void text_recognise(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Finds s = {.call = c, .arena = c->run->scratch, .names = run_names(c->run)};
    buf_init(&s.made, s.arena);
    s.listed = arena_zero(s.arena, LISTED * sizeof *s.listed);
    open_groups(&s);
    ROWS_EACH(i, rows) {
        out->start[i] = s.n;
        add_text(&s, arg_text(c, args[0], i));
        out->len[i] = s.n - out->start[i];
    }
    finish(&s, out);
}
