// Boxed values: sameness, order, JSON (rules.md §10).
#include <string.h>

#include "lang/number.h"
#include "runtime/output.h"
#include "tests/oracle/ref.h"

Cell cell_none(const Type *t) { return (Cell){.tag = t->tag, .none = t->tag != TY_LIST}; }

Cell cell_of_truth(Truth t) {
    return (Cell){.tag = TY_TRUTH, .none = t == UNKNOWN, .v.i = t == YES};
}

Truth cell_truth(Cell c) { return c.none ? UNKNOWN : c.v.i ? YES : NO; }

Cell cell_of_int(int64_t i) { return (Cell){.tag = TY_INT, .v.i = i}; }

Cell cell_of_real(double x) { return (Cell){.tag = TY_REAL, .v.r = x}; }

Cell cell_of_text(Str s) { return (Cell){.tag = TY_TEXT, .v.text = s}; }

Cell cell_of_list(Arena *a, const Cell *items, uint32_t n) {
    Cell c = {.tag = TY_LIST, .n = n};
    c.v.items = ARENA_ARRAY(a, Cell, n + 1);
    if (n) memcpy(c.v.items, items, n * sizeof *items);
    return c;
}

bool cell_given(Cell c) { return c.tag == TY_LIST ? c.n > 0 : !c.none; }

static bool same_items(const Cell *x, const Cell *y) {
    if (x->n != y->n) return false;
    for (uint32_t i = 0; i < x->n; i++)
        if (!cell_one(&x->v.items[i], &y->v.items[i])) return false;
    return true;
}

bool cell_one(const Cell *x, const Cell *y) {
    if (x->none || y->none) return x->none && y->none;
    switch ((TypeTag)x->tag) {
    case TY_TEXT: return str_eq(x->v.text, y->v.text);
    case TY_REAL: return x->v.r == y->v.r;
    case TY_DATE: return date_same(&x->v.date, &y->v.date);
    case TY_DURATION: {
        Duration a = x->v.dur, b = y->v.dur;
        return a.lo_m == b.lo_m && a.hi_m == b.hi_m && a.lo_s == b.lo_s && a.hi_s == b.hi_s;
    }
    case TY_LIST:
    case TY_RECORD: return same_items(x, y);
    default: return x->v.i == y->v.i;
    }
}

int cell_cmp(const Cell *x, const Cell *y) {
    switch ((TypeTag)x->tag) {
    case TY_TEXT: return str_order(NULL, x->v.text, y->v.text);
    case TY_REAL: return (x->v.r > y->v.r) - (x->v.r < y->v.r);
    case TY_DATE: return date_order(&x->v.date, &y->v.date);
    case TY_DURATION: return duration_order(x->v.dur, y->v.dur);
    default: return (x->v.i > y->v.i) - (x->v.i < y->v.i);
    }
}

static void write_parts(StrBuf *out, const Archive *a, const Type *t, Cell c) {
    bool list = t->tag == TY_LIST;
    buf_char(out, list ? '[' : '{');
    for (uint32_t i = 0; i < c.n; i++) {
        if (i) buf_char(out, ',');
        if (!list) {
            json_text(out, t->fields[i].name);
            buf_char(out, ':');
        }
        cell_write(out, a, list ? t->elem : t->fields[i].type, c.v.items[i]);
    }
    buf_char(out, list ? ']' : '}');
}

void cell_write(StrBuf *out, const Archive *a, const Type *t, Cell c) {
    char text[DATE_TEXT];
    if (c.none) {
        buf_addc(out, "null");
        return;
    }
    switch ((TypeTag)t->tag) {
    case TY_TEXT: json_text(out, c.v.text); return;
    case TY_INT: buf_add(out, (Str){text, number_write_int(c.v.i, text)}); return;
    case TY_REAL: buf_add(out, (Str){text, number_write_real(c.v.r, text)}); return;
    case TY_TRUTH: buf_addc(out, c.v.i ? "true" : "false"); return;
    case TY_DATE: json_text(out, (Str){text, date_write(&c.v.date, text)}); return;
    case TY_DURATION: json_text(out, (Str){text, duration_write(c.v.dur, text)}); return;
    case TY_ENTITY: json_text(out, archive_id(a, (uint32_t)c.v.i)); return;
    case TY_LIST:
    case TY_RECORD: write_parts(out, a, t, c); return;
    default: buf_addc(out, "null");
    }
}

void table_add(Walk *r, Table *t, const Cell *row) {
    t->rows = arena_grow(r->arena, t->rows, &t->cap, t->n + 1, sizeof *t->rows);
    t->rows[t->n++] = arena_dup(r->arena, row, (t->width + 1) * sizeof *row);
}
