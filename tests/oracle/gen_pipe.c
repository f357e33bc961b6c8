// Random pipelines and whole queries with their definitions.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/gen.h"

typedef struct Making {
    Gen *g;
    GenRow row; // as it is after the stages so far
    int depth;
} Making;

static uint32_t pick(Making *m, uint32_t n) { return chance(&m->g->chance, n); }

static bool has_column(const GenRow *row, const char *name) {
    for (uint32_t i = 0; i < row->ncolumns; i++)
        if (strcmp(row->columns[i].name, name) == 0) return true;
    return false;
}

static void add_column(GenRow *row, const char *name, const Type *t, bool as_name, bool plain) {
    GenColumn c = {.type = t, .as_name = as_name, .plain = plain};
    snprintf(c.name, sizeof c.name, "%s", name);
    for (uint32_t i = 0; i < row->ncolumns; i++) {
        if (strcmp(row->columns[i].name, name)) continue;
        row->columns[i] = c;
        return;
    }
    if (row->ncolumns < GEN_COLUMNS) row->columns[row->ncolumns++] = c;
}

static void new_name(Gen *g, char prefix, char out[8]) {
    snprintf(out, 8, "%c%u", prefix, g->names++ % 1000);
}

static const Type *column_type(Making *m) {
    if (pick(m, 16) == 0) {
        const Type *r = gen_record(m->g, NULL);
        return pick(m, 2) ? r : type_list(m->g->arena, r);
    }
    const Type *t = gen_scalar(m->g, false);
    return pick(m, 5) ? t : type_list(m->g->arena, t);
}

// A bare field of the entity, not a column already; NULL if there is none at hand.
static const Field *bare_field(Making *m, bool list) {
    const Type *it = m->row.it;
    if (!it || it->tag != TY_ENTITY || it->kind == KIND_ANY) return NULL;
    const Kind *k = m->g->archive->schema.kinds[it->kind];
    for (int tries = 0; tries < 8; tries++) {
        const Field *f = &k->fields[pick(m, k->nfields)];
        char name[64];
        snprintf(name, sizeof name, "%.*s", STR_FMT(f->name));
        bool id = strcmp(name, "id") == 0; // reserved: it cannot be replaced
        if ((f->type->tag == TY_LIST) == list && !id && !has_column(&m->row, name)) return f;
    }
    return NULL;
}

static void copy_name(char *out, size_t cap, Str s) { snprintf(out, cap, "%.*s", STR_FMT(s)); }

// ---- columns --------------------------------------------------------------------------------

// One item of select: a field, a path by its own words, or an expression with a name.
static void item(Making *m, GenRow *out) {
    Gen *g = m->g;
    const Field *f = pick(m, 3) ? NULL : bare_field(m, pick(m, 6) == 0);
    char name[160];
    if (f) {
        copy_name(name, sizeof name, f->name);
        if (!has_column(out, name)) {
            put(g, "%s", name);
            add_column(out, name, f->type, false, true);
            return;
        }
    }
    const Type *t = column_type(m);
    uint32_t from = g->n;
    if (pick(m, 4) == 0 && gen_path(g, &m->row, t, false)) {
        snprintf(name, sizeof name, "%s", g->text + from);
        if (strchr(name, '.') && !has_column(out, name)) {
            add_column(out, name, t, false, false);
            return;
        }
        g->n = from;
    }
    char made[8];
    new_name(g, 'c', made);
    put(g, "%s: ", made);
    gen_expr(g, &m->row, t, m->depth);
    add_column(out, made, t, false, true);
}

static void star(Making *m, GenRow *out) {
    const Type *it = m->row.it;
    put(m->g, "*");
    if (it && it->tag == TY_ENTITY) {
        const Kind *k = m->g->archive->schema.kinds[it->kind];
        for (uint32_t f = 0; f < k->ndeclared; f++) {
            char name[64];
            copy_name(name, sizeof name, k->fields[f].name);
            if (f == FIELD_SOURCE || f == FIELD_SAME || !strcmp(name, "text") ||
                !strcmp(name, "note"))
                continue;
            add_column(out, name, k->fields[f].type, false, true);
        }
    }
    // a column of a field's name comes where the field would
    for (uint32_t i = 0; i < m->row.ncolumns; i++) {
        const GenColumn *c = &m->row.columns[i];
        if (!has_column(out, c->name)) add_column(out, c->name, c->type, false, c->plain);
    }
}

static void select_stage(Making *m) {
    GenRow out = {.outer = m->row.outer};
    put(m->g, "select ");
    bool entity = m->row.it && m->row.it->tag == TY_ENTITY && m->row.it->kind != KIND_ANY;
    bool hidden = m->row.ncolumns && entity; // a column may hide a field of another type
    if (pick(m, 12) == 0 && (entity || !m->row.it) && !hidden) {
        star(m, &out);
        if (pick(m, 2)) {
            put(m->g, ", ");
            item(m, &out);
        }
    } else {
        for (uint32_t i = 1 + pick(m, 3); i; i--) {
            item(m, &out);
            if (i > 1) put(m->g, ", ");
        }
    }
    m->row = out;
}

static void with_stage(Making *m) {
    GenRow out = m->row;
    char name[160];
    const Type *t = column_type(m);
    new_name(m->g, 'c', name);
    if (pick(m, 4) == 0 && m->row.ncolumns && m->row.columns[0].plain &&
        !m->row.columns[0].as_name && strcmp(m->row.columns[0].name, "id"))
        snprintf(name, sizeof name, "%s", m->row.columns[0].name);
    put(m->g, "with %s: ", name);
    gen_expr(m->g, &m->row, t, m->depth);
    add_column(&out, name, t, false, true);
    m->row = out;
}

// ---- order ----------------------------------------------------------------------------------

// A field, column or expression of one value.
static const Type *key(Making *m, bool sortable) {
    const Type *t = gen_scalar(m->g, sortable);
    if (pick(m, 4) && gen_path(m->g, &m->row, t, false)) return t;
    gen_expr(m->g, &m->row, t, m->depth - 1);
    return t;
}

static void sort_keys(Making *m) {
    static const char *const ways[] = {"", " desc", " asc", ""};
    for (uint32_t i = 1 + pick(m, 3); i; i--) {
        key(m, true);
        put(m->g, "%s%s", ways[pick(m, 4)], i > 1 ? ", " : "");
    }
}

// ---- groups ---------------------------------------------------------------------------------

static const Type *group_item(Making *m) {
    static const struct {
        const char *name, *types;
    } aggs[] = {{"sum", "iru"},   {"mean", "ir"},     {"min", "irtdu"},
                {"max", "irtdu"}, {"count", "irtdu"}, {"first", "irtdub"},
                {"last", "idt"},  {"median", "iru"},  {"distinct", "itd"}};
    Gen *g = m->g;
    uint32_t k = pick(m, 13);
    if (k == 12 && m->row.it) { // outside an aggregate: the list of the group's
        put(g, "it");
        return type_list(g->arena, m->row.it);
    }
    if (k >= 9) {
        put(g, "count(");
        if (k > 9) gen_condition(g, &m->row, m->depth - 1);
        put(g, ")");
        return &type_int;
    }
    const char *types = aggs[k].types;
    char c = types[pick(m, (uint32_t)strlen(types))];
    const Type *t = c == 'i'   ? &type_int
                    : c == 'r' ? &type_real
                    : c == 't' ? &type_text
                    : c == 'd' ? &type_date
                    : c == 'b' ? &type_truth
                               : &type_duration;
    put(g, "%s(", aggs[k].name);
    gen_expr(g, &m->row, pick(m, 5) ? t : type_list(g->arena, t), m->depth - 1);
    put(g, ")");
    if (k == 8) return type_list(g->arena, t);
    if (k == 4) return &type_int;
    if (c == 'i' && (k == 1 || k == 7)) return &type_real;
    return t;
}

static void group_keys(Making *m, GenRow *out) {
    put(m->g, " by ");
    for (uint32_t i = 1 + pick(m, 2); i; i--) {
        const Field *f = pick(m, 2) ? bare_field(m, false) : NULL;
        char name[160];
        if (f) copy_name(name, sizeof name, f->name);
        if (f && !has_column(out, name)) {
            put(m->g, "%s", name);
            add_column(out, name, f->type, false, true);
        } else {
            new_name(m->g, 'k', name);
            put(m->g, "%s: ", name);
            const Type *t = key(m, false);
            add_column(out, name, t, false, true);
        }
        if (i > 1) put(m->g, ", ");
    }
}

// The items are written before the keys, but the keys' columns come first.
static void summarize_stage(Making *m) {
    Gen *g = m->g;
    GenRow items = {.outer = m->row.outer}, out = items;
    put(g, "summarize ");
    for (uint32_t i = 1 + pick(m, 3); i; i--) {
        char name[8];
        new_name(g, 'c', name);
        put(g, "%s: ", name);
        bool two = pick(m, 8) == 0;
        const Type *t = two ? &type_int : group_item(m);
        if (two) {
            put(g, "max(");
            gen_expr(g, &m->row, &type_int, m->depth - 1);
            put(g, ") - count()");
        }
        add_column(&items, name, t, false, true);
        if (i > 1) put(g, ", ");
    }
    if (pick(m, 4)) group_keys(m, &out);
    for (uint32_t i = 0; i < items.ncolumns; i++)
        add_column(&out, items.columns[i].name, items.columns[i].type, false, true);
    m->row = out;
}

static void count_stage(Making *m) {
    GenRow out = {.outer = m->row.outer};
    put(m->g, "count");
    if (pick(m, 4)) group_keys(m, &out);
    add_column(&out, "count", &type_int, false, true);
    m->row = out;
}

// ---- rows -----------------------------------------------------------------------------------

static bool lists_among(const GenRow *row) {
    for (uint32_t i = 0; i < row->ncolumns; i++)
        if (row->columns[i].type->tag == TY_LIST) return true;
    return false;
}

static void distinct_stage(Making *m) {
    put(m->g, "distinct");
    if (!lists_among(&m->row) && pick(m, 2)) return;
    put(m->g, " ");
    key(m, false);
    if (pick(m, 2)) return;
    put(m->g, ", ");
    key(m, false);
}

static bool follow_stage(Making *m) {
    if (!m->row.it || m->row.it->tag != TY_ENTITY) return false;
    const Type *t = gen_any_kind(m->g);
    uint32_t from = m->g->n;
    put(m->g, "follow ");
    if (!gen_path(m->g, &m->row, pick(m, 2) ? t : type_list(m->g->arena, t), false)) {
        m->g->n = from;
        return false;
    }
    m->row = (GenRow){.it = t, .outer = m->row.outer};
    return true;
}

static void expand_stage(Making *m) {
    const Field *f = pick(m, 2) ? bare_field(m, true) : NULL;
    char name[160];
    if (f) {
        copy_name(name, sizeof name, f->name);
        put(m->g, "expand %s", name);
        add_column(&m->row, name, f->type->elem, false, true);
        return;
    }
    const Type *t = gen_scalar(m->g, false);
    new_name(m->g, 'a', name);
    put(m->g, "expand ");
    gen_expr(m->g, &m->row, type_list(m->g->arena, t), m->depth);
    put(m->g, " as %s", name);
    add_column(&m->row, name, t, true, true);
}

static void other_records(Making *m) {
    Gen *g = m->g;
    const Type *kind = gen_any_kind(g);
    GenRow row = {.it = kind, .outer = m->row.outer};
    put(g, "(archive.%.*s | select ", STR_FMT(g->archive->schema.kinds[kind->kind]->collection));
    for (uint32_t i = 0; i < m->row.ncolumns; i++) {
        put(g, "%s%s: ", i ? ", " : "", m->row.columns[i].name);
        gen_expr(g, &row, m->row.columns[i].type, 1);
    }
    put(g, ")");
}

static bool set_stage(Making *m) {
    static const char *const words[] = {"union", "except", "intersect"};
    const Type *it = m->row.it;
    uint32_t op = pick(m, 3), starts[GEN_STAGES], n = 0;
    if (!it && lists_among(&m->row)) return false;
    for (uint32_t i = 0; i < m->row.ncolumns; i++)
        if (!m->row.columns[i].plain || !strcmp(m->row.columns[i].name, "id")) return false;
    if (it && it->tag == TY_ENTITY) {
        const Type *t = pick(m, 5) || it->kind == KIND_ANY ? it : gen_any_kind(m->g);
        if (t->kind == KIND_ANY) t = gen_any_kind(m->g);
        put(m->g, "%s (", words[op]);
        gen_pipe(m->g, m->row.outer, t, m->depth - 1, starts, &n);
        put(m->g, ")");
        if (op == 0)
            m->row = (GenRow){.it = type_same(it, t) ? it : &type_entity, .outer = m->row.outer};
    } else if (it) {
        if (m->row.ncolumns) return false;
        put(m->g, "%s ", words[op]);
        gen_literal(m->g, type_list(m->g->arena, it));
    } else {
        put(m->g, "%s ", words[op]);
        other_records(m);
    }
    return true;
}

// The rows become a list: aliases end.
static bool function_stage(Making *m) {
    const Gen *g = m->g;
    if (!m->row.it || m->row.ncolumns) return false;
    for (uint32_t i = 0; i < g->nknown; i++) {
        if (strcmp(g->known[i].name, "frows")) continue;
        put(m->g, pick(m, 2) ? "frows" : "frows(%u)", pick(m, 5));
        m->row.alias[0] = 0;
        return true;
    }
    return false;
}

// One stage; keeping: the row must stay what it is. False if nothing was written.
static bool stage(Making *m, bool keeping) {
    Gen *g = m->g;
    switch (pick(m, keeping ? 11 : 20)) {
    case 0:
    case 1:
    case 2:
    case 3:
        put(g, "where ");
        gen_condition(g, &m->row, m->depth);
        return true;
    case 4:
    case 5:
        put(g, "sort ");
        sort_keys(m);
        return true;
    case 6:
        if (pick(m, 9))
            put(g, "take %u", pick(m, 9));
        else
            put(g, "take (count(archive.places) - 2)"); // perhaps below 0
        return true;
    case 7: put(g, "skip %u", pick(m, 4)); return true;
    case 8:
        put(g, "top %u by ", pick(m, 6));
        sort_keys(m);
        return true;
    case 9: distinct_stage(m); return true;
    case 10: return function_stage(m);
    case 11:
    case 12: select_stage(m); return true;
    case 13: with_stage(m); return true;
    case 14: summarize_stage(m); return true;
    case 15: count_stage(m); return true;
    case 16: return follow_stage(m);
    case 17:
    case 18: expand_stage(m); return true;
    default: return set_stage(m);
    }
}

// ---- pipelines ------------------------------------------------------------------------------

static void alias(Making *m) {
    if (pick(m, 2)) return;
    new_name(m->g, 'a', m->row.alias);
    put(m->g, " as %s", m->row.alias);
}

static void source(Making *m, const Type *want) {
    Gen *g = m->g;
    const GenRow *outer = m->row.outer;
    bool entity = want && want->tag == TY_ENTITY && want->kind != KIND_ANY;
    const Type *it = entity ? want : gen_any_kind(g);
    uint32_t how = pick(m, 12);
    m->row.it = it;
    if (how < 3 && outer && gen_path(g, outer, type_list(g->arena, it), false)) {
        alias(m);
        return;
    }
    if (how == 3 && !entity) { // plain values
        m->row.it = gen_scalar(g, true);
        gen_literal(g, type_list(g->arena, m->row.it));
        return;
    }
    if (how == 5 && !entity && m->depth > 0) { // records: their fields are the columns
        const Type *r = gen_record(g, NULL);
        m->row.it = NULL;
        put(g, "reverse(");
        gen_expr(g, outer, type_list(g->arena, r), m->depth - 1);
        put(g, ")");
        for (uint32_t i = 0; i < r->nfields; i++)
            add_column(&m->row, r->fields[i].name.p, r->fields[i].type, false, true);
        return;
    }
    if (how == 4 && m->depth > 0) {
        put(g, "(");
        gen_expr(g, outer, type_list(g->arena, it), m->depth - 1);
        put(g, ")[");
        GenRow in = {.it = it, .outer = outer};
        gen_condition(g, &in, 1);
        put(g, "]");
        return;
    }
    put(g, "%s%.*s", outer || pick(m, 5) == 0 ? "archive." : "",
        STR_FMT(g->archive->schema.kinds[it->kind]->collection));
    alias(m);
}

GenRow gen_pipe(Gen *g, const GenRow *outer, const Type *want, int depth, uint32_t *starts,
                uint32_t *nstarts) {
    Making m = {.g = g, .depth = depth > 0 ? depth : 1};
    m.row.outer = outer;
    source(&m, want);
    uint32_t stages = depth > 0 ? pick(&m, want ? 3 : 6) : pick(&m, 2);
    for (uint32_t i = 0; i < stages && *nstarts < GEN_STAGES - 1; i++) {
        uint32_t from = g->n;
        put(g, " | ");
        if (stage(&m, want != NULL)) {
            starts[(*nstarts)++] = from;
        } else {
            g->n = from;
            g->text[from] = 0;
        }
    }
    if (want && want->tag == TY_RECORD) {
        starts[(*nstarts)++] = g->n;
        for (uint32_t i = 0; i < want->nfields; i++) {
            put(g, "%s%.*s: ", i ? ", " : " | select ", STR_FMT(want->fields[i].name));
            gen_expr(g, &m.row, want->fields[i].type, m.depth - 1);
        }
    } else if (want && want->tag != TY_ENTITY) {
        starts[(*nstarts)++] = g->n;
        put(g, " | select only: ");
        gen_expr(g, &m.row, want, m.depth - 1);
        if (pick(&m, 3) == 0 && want->tag != TY_LIST)
            put(g, " | distinct");
        else if (pick(&m, 4) == 0)
            put(g, " | sort only | take 3");
    }
    return m.row;
}

// ---- definitions ----------------------------------------------------------------------------

static void know(Gen *g, const char *name, const Type *result, bool fn, const Type *a,
                 const Type *b) {
    GenName *k = &g->known[g->nknown++];
    *k = (GenName){.type = result, .is_fn = fn};
    snprintf(k->name, sizeof k->name, "%s", name);
    k->args[0] = a;
    k->args[1] = b;
    k->nargs = b ? 2 : 1;
}

static void functions(Gen *g, Query *q) {
    const Type *person = gen_kind(g, "person"), *event = gen_kind(g, "event");
    parts_add(&q->prelude, "fn fspan(p: person) = p.died - p.born");
    know(g, "fspan", &type_duration, true, person, NULL);
    parts_add(&q->prelude, "fn ffac(n: int): int = if n <= 1 then 1 else n * ffac(n - 1)");
    know(g, "ffac", &type_int, true, &type_int, NULL);
    parts_add(&q->prelude, "fn felse(a, b) = a ?? b");
    know(g, "felse", NULL, true, NULL, NULL);
    g->known[g->nknown - 1].nargs = 2;
    parts_add(&q->prelude, "fn fyear(d: date): int = year(d) ?? 0");
    know(g, "fyear", &type_int, true, &type_date, NULL);
    parts_add(&q->prelude, "fn fold1(p: person, d: date) = p.born before d or p.died in d");
    know(g, "fold1", &type_truth, true, person, &type_date);
    parts_add(&q->prelude, "fn fkids(xs: [person], n: int) = count(xs[kids > n])");
    know(g, "fkids", &type_int, true, type_list(g->arena, person), &type_int);
    parts_add(&q->prelude, "fn fact(e: event): truth = any(e.people, active)");
    know(g, "fact", &type_truth, true, event, NULL);
    parts_add(&q->prelude, "fn frows(rows, n: int = 3) = rows | take n");
    know(g, "frows", gen_kind(g, "mention"), false, NULL, NULL);
    g->known[g->nknown - 1].is_fn = true; // a stage: never called in an expression
    g->known[g->nknown - 1].type = &type_null;
    parts_add(&q->prelude, "fn feven(n: int): truth = if n <= 0 then true else not feven(n - 1)");
    know(g, "feven", &type_truth, true, &type_int, NULL);
}

static void definitions(Gen *g, Query *q) {
    static const char *const circa[] = {"set circa = 2 years", "set circa = 0 days",
                                        "set circa = 40 days"};
    char line[GEN_TEXT];
    g->years = one_in(&g->chance, 4);
    if (g->years) parts_add(&q->prelude, "let lyear = 1911\nlet lyears = 1907..1913");
    if (one_in(&g->chance, 6)) parts_add(&q->prelude, circa[chance(&g->chance, 3)]);
    if (one_in(&g->chance, 4)) functions(g, q);
    if (one_in(&g->chance, 4)) {
        parts_add(&q->prelude, "param pint: int = 3\nparam pdate: date = 1911\nlet yfix = 1912-06");
        know(g, "pint", &type_int, false, NULL, NULL);
        know(g, "pdate", &type_date, false, NULL, NULL);
        know(g, "yfix", &type_date, false, NULL, NULL);
    }
    if (one_in(&g->chance, 4)) {
        const Type *t = gen_any_kind(g);
        uint32_t starts[GEN_STAGES], n = 0;
        g->n = 0;
        gen_pipe(g, NULL, t, 2, starts, &n);
        snprintf(line, sizeof line, "let lrows = %.*s", (int)(sizeof line - 16), g->text);
        parts_add(&q->prelude, line);
        know(g, "lrows", type_list(g->arena, t), false, NULL, NULL);
    }
}

void query_free(Query *q) {
    parts_free(&q->prelude);
    parts_free(&q->stages);
}

void gen_query(Gen *g, Query *q) {
    uint32_t starts[GEN_STAGES + 2], n = 0;
    g->names = g->nknown = 0;
    g->full = false;
    definitions(g, q);
    g->n = 0;
    g->text[0] = 0;
    gen_pipe(g, NULL, NULL, 1 + (int)chance(&g->chance, 3), starts, &n);
    starts[n] = g->n;
    for (uint32_t i = 0, from = 0; i <= n; from = starts[i++]) {
        char piece[GEN_TEXT];
        uint32_t len = starts[i] - from;
        memcpy(piece, g->text + from, len);
        piece[len] = 0;
        parts_add(&q->stages, piece);
    }
}

void gen_partition(Gen *g, Query *q, Str *collection, char *condition, size_t cap) {
    g->names = g->nknown = 0;
    g->full = false;
    definitions(g, q);
    const Type *t = gen_any_kind(g);
    GenRow row = {.it = t};
    g->n = 0;
    g->text[0] = 0;
    gen_condition(g, &row, (int)chance(&g->chance, 4));
    *collection = g->archive->schema.kinds[t->kind]->collection;
    snprintf(condition, cap, "%s", g->text);
}
