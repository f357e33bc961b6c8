// See sheet.h. In: words; out: vectors as a query would make them, and the bytes of a writer.
#include "tests/support/sheet.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/number.h"

void same_text(Str got, const char *want) {
    if (str_is(got, want)) return;
    fprintf(stderr, "got\n%.*s\ninstead of\n%s\n", STR_FMT(got), want); // fail_msg cuts
    fail();
}

static Ref add_entity(Sheet *s, const char *kind, const char *id, const char *name) {
    uint32_t k = schema_kind(&s->f.schema, str_of(kind));
    Ref r = builder_entity(s->f.builder, k, str_of(id));
    uint32_t field = kind_field(s->f.schema.kinds[k], STR("name"));
    if (name) builder_text(s->f.builder, r, field, str_of(name), 0);
    return r;
}

void sheet_open(Sheet *s) {
    memset(s, 0, sizeof *s);
    fixture_init(&s->f);
    fixture_schema(&s->f, NULL);
    add_entity(s, "person", "lenin", "Lenin");
    add_entity(s, "person", "unnamed", NULL);
    add_entity(s, "place", "smolny", "Smolny, the");
    fixture_freeze(&s->f);
    arena_init(&s->scratch, &alloc_system, NULL, &s->f.guard);
    run_init(&s->run, s->f.archive, &alloc_system, NULL, &s->f.guard, &s->scratch);
}

void sheet_close(Sheet *s) {
    run_free(&s->run);
    arena_free(&s->scratch);
    fixture_free(&s->f);
}

static Duration duration_word(const char *word) {
    static const char *const units[] = {"second", "minute", "hour", "day", "week", "month", "year"};
    Duration d = {0};
    int64_t n;
    const char *blank = strchr(word, ' ');
    Str first = {word, (uint32_t)(blank - word)};
    Date from, to;
    DateError e;
    for (uint32_t u = 0; u < 7; u++) {
        if (strncmp(blank + 1, units[u], strlen(units[u])) != 0) continue;
        if (!number_parse_int(first, &n) || !duration_of(n, (Unit)u, &d)) fail_msg("%s", word);
        return d;
    }
    if (!date_edtf(NULL, first, &from, &e) || !date_edtf(NULL, str_of(blank + 1), &to, &e) ||
        !duration_between(&to, &from, &d))
        fail_msg("no duration: %s", word);
    return d;
}

static uint32_t date_word(Sheet *s, const char *word) {
    Date d;
    DateError e;
    if (!date_edtf(NULL, str_of(word), &d, &e)) fail_msg("no date: %s", word);
    return run_date_id(&s->run, &d);
}

static uint32_t entity_word(Sheet *s, const char *word) {
    return fixture_entity(&s->f, strcmp(word, "smolny") == 0 ? "place" : "person", word);
}

static void set_cell(Sheet *s, Vec *v, uint32_t i, const char *word) {
    bool good = true;
    if (v->valid) v->valid[i] = 1;
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: v->d.u32[i] = run_intern(&s->run, str_of(word)); break;
    case TY_DATE: v->d.u32[i] = date_word(s, word); break;
    case TY_ENTITY: v->d.u32[i] = entity_word(s, word); break;
    case TY_INT: good = number_parse_int(str_of(word), &v->d.i64[i]); break;
    case TY_REAL: good = number_parse_real(str_of(word), &v->d.f64[i]); break;
    case TY_TRUTH: v->d.truth[i] = strcmp(word, "yes") == 0; break;
    case TY_DURATION: v->d.dur[i] = duration_word(word); break;
    case TY_LIST:
    case TY_RECORD:
    case TY_NULL:
    case TYPE_TAGS: good = false; break;
    }
    if (!good) fail_msg("no value: %s", word);
}

static void set_missing(Vec *v, uint32_t i) {
    if (v->type->tag == TY_TRUTH)
        v->d.truth[i] = UNKNOWN;
    else if (v->valid)
        v->valid[i] = 0;
    else
        v->d.u32[i] = 0;
}

static Vec *list_vec(Sheet *s, const Type *t, uint32_t n, const char *const *words) {
    enum { MOST = 64 };
    const char *elements[MOST];
    Arena *a = &s->f.arena;
    Vec *v = vec_new(a, t, n, true);
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        v->start[i] = k;
        for (const char *p = words[i]; *p && k < MOST;) {
            size_t length = strcspn(p, "|");
            elements[k++] = str_dup(a, (Str){p, (uint32_t)length}).p;
            p += length + (p[length] == '|');
        }
        v->len[i] = k - v->start[i];
    }
    v->child = sheet_vec(s, t->elem, k, elements);
    v->nchild = k;
    return v;
}

Vec *sheet_vec(Sheet *s, const Type *t, uint32_t n, const char *const *words) {
    if (t->tag == TY_LIST) return list_vec(s, t, n, words);
    Vec *v = vec_new(&s->f.arena, t, n, true);
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(words[i], "-") == 0)
            set_missing(v, i);
        else
            set_cell(s, v, i, words[i]);
    }
    return v;
}

void sheet_add_vec(Sheet *s, const char *name, const char *type_name, const Vec *v) {
    assert_true(s->n < SHEET_COLUMNS);
    s->columns[s->n] = (OutColumn){str_of(name), v->type, str_of(type_name)};
    s->vecs[s->n++] = v;
}

void sheet_add(Sheet *s, const char *name, const char *type_name, const Type *t,
               const char *const *words) {
    s->nrows = 0;
    while (words[s->nrows]) s->nrows++;
    sheet_add_vec(s, name, type_name, sheet_vec(s, t, s->nrows, words));
}

typedef struct Collected {
    Sheet *sheet;
    StrBuf text;
} Collected;

static int32_t collect(void *user, const char *p, size_t n) {
    Collected *c = user;
    if (++c->sheet->pieces == c->sheet->fail_at) return 7;
    buf_add(&c->text, (Str){p, (uint32_t)n});
    return 0;
}

Str sheet_write(Sheet *s, OutOptions options, Status want) {
    Collected c = {.sheet = s};
    buf_init(&c.text, &s->f.arena);
    s->pieces = 0;
    Writer *w = writer_new(&s->run.keep, &s->run, s->columns, s->n, options, collect, &c);
    assert_non_null(w);
    uint32_t batch = s->batch ? s->batch : s->nrows;
    Status status = ST_OK;
    for (uint32_t from = 0; from < s->nrows && status == ST_OK; from += batch) {
        uint32_t at[4096], n = s->nrows - from < batch ? s->nrows - from : batch;
        assert_true(n <= sizeof at / sizeof *at);
        for (uint32_t i = 0; i < n; i++) at[i] = from + i;
        status = writer_rows(w, s->vecs, (Rows){n, from || s->batch ? at : NULL});
    }
    if (status == ST_OK) status = writer_end(w);
    assert_int_equal(status, want);
    return buf_str(&c.text);
}

Str sheet_format(Sheet *s, const char *format) {
    return sheet_write(s, (OutOptions){.format = str_of(format)}, ST_OK);
}

Sheet sheet;

int open_sheet(void **state) {
    (void)state;
    sheet_open(&sheet);
    return 0;
}

int close_sheet(void **state) {
    (void)state;
    sheet_close(&sheet);
    return 0;
}
