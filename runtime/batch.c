// Filling a batch: see batch.h. Buffers grow by the host's allocator, one by one, so that a batch
// holds no more than twice what it needs; whoever leaves by the guard leaves them to
// gzt_batch_free.
#include "runtime/batch.h"

#include <string.h>

#ifdef GZT_TINY
enum { BUFFER_MIN = 8, PIECE = 3 };
#else
enum { BUFFER_MIN = 256, PIECE = 128 };
#endif

// ---- buffers --------------------------------------------------------------------------------

static bool fits(const Budget *b, size_t more) {
    return !b->cap || (b->used <= b->cap && more <= b->cap - b->used);
}

// Room for n more bytes at the end, which the caller fills.
static void *buffer_add(gzt_batch *b, Buffer *f, size_t n) {
    if (n > f->cap - f->n) {
        if (n > SIZE_MAX / 4 - f->n) guard_leave(b->guard, ST_LIMIT, "memory");
        size_t need = f->n + n, cap = f->cap ? f->cap * 2 : BUFFER_MIN;
        if (cap < need || !fits(&b->budget, cap - f->cap)) cap = need;
        if (!fits(&b->budget, cap - f->cap)) guard_leave(b->guard, ST_LIMIT, "memory");
        const Alloc *a = &b->env->alloc;
        void *p = a->resize(a->user, f->p, f->cap, cap);
        if (!p) guard_leave(b->guard, ST_NOMEM, NULL);
        b->budget.used += cap - f->cap;
        f->p = p;
        f->cap = cap;
    }
    void *at = f->p + f->n;
    f->n += n;
    return at;
}

static void buffer_free(const gzt_batch *b, Buffer *f) { env_release(b->env, f->p, f->cap); }

const void *buffer_start(const Buffer *f) {
    static const int64_t nothing[4] = {0};
    return f->p ? (const void *)f->p : nothing;
}

// ---- making ---------------------------------------------------------------------------------

// How many columns the type takes, with those below it.
static uint32_t columns_of(const Type *t) {
    uint32_t n = 1;
    if (t->tag == TY_LIST) n += columns_of(t->elem);
    for (uint32_t f = 0; t->tag == TY_RECORD && f < t->nfields; f++)
        n += columns_of(t->fields[f].type);
    return n;
}

// One pair in Arrow's form: how many, then each text behind its length.
static const char *metadata_of(Arena *a, const char *type_name) {
    static const char key[] = "gazette.type";
    int32_t head[2] = {1, sizeof key - 1}, n = (int32_t)strlen(type_name);
    char *p = arena_alloc(a, sizeof head + sizeof key - 1 + sizeof n + (size_t)n), *at = p;
    memcpy(at, head, sizeof head);
    memcpy(at += sizeof head, key, sizeof key - 1);
    memcpy(at += sizeof key - 1, &n, sizeof n);
    memcpy(at + sizeof n, type_name, (size_t)n);
    return p;
}

// Column `at`; those below it come behind all that there are so far, siblings side by side.
static void describe(gzt_batch *b, const Schema *schema, uint32_t at, const char *name,
                     const Type *t, const char *shown) {
    BatchColumn *c = &b->columns[at];
    c->name = name;
    c->tag = (TypeTag)t->tag;
    c->type_name = shown ? shown : str_dup(&b->arena, type_name(&b->arena, schema, t)).p;
    c->metadata = metadata_of(&b->arena, c->type_name);
    c->nchildren = t->tag == TY_LIST ? 1 : t->tag == TY_RECORD ? t->nfields : 0;
    c->first = b->ncolumns;
    b->ncolumns += c->nchildren;
    if (t->tag == TY_LIST) describe(b, schema, c->first, "item", t->elem, NULL);
    for (uint32_t f = 0; t->tag == TY_RECORD && f < t->nfields; f++)
        describe(b, schema, c->first + f, str_dup(&b->arena, t->fields[f].name).p,
                 t->fields[f].type, NULL);
}

static bool has_offsets(TypeTag t) {
    return t == TY_TEXT || t == TY_DATE || t == TY_DURATION || t == TY_ENTITY || t == TY_LIST;
}

gzt_batch *batch_new(gzt_result *r, bool instants) {
    gzt_session *s = r->script->session;
    gzt_env *env = s->archive->env;
    gzt_batch *b = env_alloc(env, sizeof *b);
    if (!b) return NULL;
    b->env = env;
    env_ref(env);
    atomic_init(&b->refs, 1);
    b->budget.cap = s->limits.memory;
    b->guard = &s->guard;
    b->run = &r->script->run;
    b->instants = instants;
    arena_init(&b->arena, &env->alloc, &b->budget, &s->guard);
    r->making = b;
    uint32_t n = 0;
    for (uint32_t c = 0; c < r->ncolumns; c++) n += columns_of(r->columns[c].out.type);
    b->columns = arena_zero(&b->arena, (n + 1) * sizeof *b->columns);
    b->ntop = b->ncolumns = r->ncolumns;
    for (uint32_t c = 0; c < b->ntop; c++) {
        const ShownColumn *k = &r->columns[c];
        describe(b, &s->archive->archive->schema, c, str_dup(&b->arena, str_of(k->name)).p,
                 k->out.type, str_dup(&b->arena, str_of(k->type_name)).p);
    }
    for (uint32_t c = 0; c < b->ncolumns; c++)
        if (has_offsets(b->columns[c].tag))
            memset(buffer_add(b, &b->columns[c].offsets, sizeof(int32_t)), 0, sizeof(int32_t));
    return b;
}

void batch_ref(gzt_batch *b) { atomic_fetch_add(&b->refs, 1); }

void gzt_batch_free(gzt_batch *b) {
    if (!b || atomic_fetch_sub(&b->refs, 1) != 1) return;
    for (uint32_t c = 0; c < b->ncolumns; c++) {
        BatchColumn *k = &b->columns[c];
        buffer_free(b, &k->validity);
        buffer_free(b, &k->offsets);
        buffer_free(b, &k->data);
        buffer_free(b, &k->instants);
    }
    arena_free(&b->arena);
    gzt_env *env = b->env;
    env_release(env, b, sizeof *b);
    gzt_env_free(env);
}

// ---- appending ------------------------------------------------------------------------------

static void append(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows);

// n more bits behind the column's cells, all 0: the bytes they begin in.
static unsigned char *add_bits(gzt_batch *b, const BatchColumn *c, Buffer *bits, uint32_t n) {
    size_t need = ((size_t)c->length + n + 7) / 8;
    if (need > bits->n) {
        size_t more = need - bits->n;
        memset(buffer_add(b, bits, more), 0, more);
    }
    return bits->p;
}

static void set_bit(unsigned char *bits, uint32_t at) {
    bits[at >> 3] = (unsigned char)(bits[at >> 3] | 1u << (at & 7));
}

static void append_validity(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    unsigned char *bits = add_bits(b, c, &c->validity, rows.n);
    uint32_t at = c->length;
    ROWS_EACH(i, rows) {
        if (vec_missing(v, i))
            c->missing++;
        else
            set_bit(bits, at);
        at++;
    }
}

static void append_ints(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    int64_t *to = buffer_add(b, &c->data, (size_t)rows.n * sizeof *to);
    ROWS_EACH(i, rows) *to++ = vec_missing(v, i) ? 0 : v->d.i64[vec_place(v, i)];
}

static void append_reals(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    double *to = buffer_add(b, &c->data, (size_t)rows.n * sizeof *to);
    ROWS_EACH(i, rows) *to++ = vec_missing(v, i) ? 0 : v->d.f64[vec_place(v, i)];
}

static void append_truths(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    unsigned char *bits = add_bits(b, c, &c->data, rows.n);
    uint32_t at = c->length;
    ROWS_EACH(i, rows) {
        if (v->d.truth[vec_place(v, i)] == YES) set_bit(bits, at);
        at++;
    }
}

static void append_instants(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    int64_t *to = buffer_add(b, &c->instants, (size_t)rows.n * 4 * sizeof *to);
    ROWS_EACH(i, rows) {
        Date d = {0};
        if (!vec_missing(v, i)) d = run_date(b->run, v->d.u32[vec_place(v, i)]);
        *to++ = d.es;
        *to++ = d.ls;
        *to++ = d.ee;
        *to++ = d.le;
    }
}

static Str words_of(Run *run, const Vec *v, uint32_t p, char text[DATE_TEXT]) {
    if (v->type->tag == TY_DURATION) return (Str){text, duration_write(v->d.dur[p], text)};
    Date d = run_date(run, v->d.u32[p]);
    return date_string(run->scratch, &d, date_write);
}

// The next offset; Arrow's are 32 bits wide.
static void add_offset(gzt_batch *b, BatchColumn *c, size_t end) {
    if (end > INT32_MAX) guard_leave(b->guard, ST_LIMIT, "memory");
    int32_t offset = (int32_t)end;
    memcpy(buffer_add(b, &c->offsets, sizeof offset), &offset, sizeof offset);
}

static void append_texts(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    char text[DATE_TEXT];
    ROWS_EACH(i, rows) {
        if (!vec_missing(v, i)) {
            ArenaMark m = arena_mark(b->run->scratch);
            Str s = words_of(b->run, v, vec_place(v, i), text);
            if (s.n) memcpy(buffer_add(b, &c->data, s.n), s.p, s.n);
            arena_release(b->run->scratch, m);
        }
        add_offset(b, c, c->data.n);
    }
}

// The texts that cells hold, or the ids of their entities.
static uint32_t text_of_cell(const Archive *a, const Vec *v, uint32_t p) {
    uint32_t x = v->d.u32[p];
    if (v->type->tag == TY_TEXT || !x) return x;
    uint32_t kind = v->type->kind == KIND_ANY ? archive_kind_of(a, x) : v->type->kind;
    const KindTable *t = &a->tables[kind];
    const uint32_t *ids = archive_column(a, t, FIELD_ID)->data;
    return ids && x - t->first < t->count ? ids[x - t->first] : 0;
}

// Stored texts lie anywhere: where some of them begin, and their bytes, are fetched together.
static void append_stored(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    enum { TOGETHER = 16 };
    const Archive *a = b->run->archive;
    uint32_t id[TOGETHER];
    Str text[TOGETHER];
    for (uint32_t k = 0, n; k < rows.n; k += n) {
        n = rows.n - k < TOGETHER ? rows.n - k : TOGETHER;
        for (uint32_t i = 0; i < n; i++) {
            id[i] = text_of_cell(a, v, vec_place(v, rows.at ? rows.at[k + i] : k + i));
            if (id[i] < a->nstr) __builtin_prefetch(&a->str_off[id[i]]);
        }
        for (uint32_t i = 0; i < n; i++) {
            text[i] = run_text(b->run, id[i]);
            __builtin_prefetch(text[i].p);
        }
        for (uint32_t i = 0; i < n; i++) {
            if (text[i].n) memcpy(buffer_add(b, &c->data, text[i].n), text[i].p, text[i].n);
            add_offset(b, c, c->data.n);
        }
    }
}

// Elements go a few at a time, so that no list of places is longer and a cancel is heard.
static void append_lists(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    BatchColumn *child = &b->columns[c->first];
    uint32_t at[PIECE], n = 0;
    size_t end = child->length;
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(v, i), len = v->len[p];
        add_offset(b, c, end += len);
        for (uint32_t k = 0; k < len; k++) {
            at[n++] = v->start[p] + k;
            if (n < PIECE) continue;
            run_tick(b->run, 0);
            append(b, child, v->child, (Rows){n, at});
            n = 0;
        }
    }
    if (n) append(b, child, v->child, (Rows){n, at});
}

static void append_missing(gzt_batch *b, BatchColumn *c, uint32_t n) {
    static const uint8_t widths[TYPE_TAGS] = {[TY_INT] = 8, [TY_REAL] = 8};
    size_t bytes = (size_t)n * widths[c->tag];
    if (c->tag != TY_LIST) {
        add_bits(b, c, &c->validity, n);
        c->missing += n;
    }
    if (c->tag == TY_TRUTH) add_bits(b, c, &c->data, n);
    if (bytes) memset(buffer_add(b, &c->data, bytes), 0, bytes);
    if (c->tag == TY_DATE && b->instants)
        memset(buffer_add(b, &c->instants, (size_t)n * 32), 0, (size_t)n * 32);
    if (has_offsets(c->tag)) {
        size_t end = c->tag == TY_LIST ? b->columns[c->first].length : c->data.n;
        for (uint32_t i = 0; i < n; i++) add_offset(b, c, end);
    }
    for (uint32_t f = 0; c->tag == TY_RECORD && f < c->nchildren; f++)
        append_missing(b, &b->columns[c->first + f], n);
    c->length += n;
}

static void append_fields(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    for (uint32_t f = 0; rows.n && f < c->nchildren; f++) {
        Vec field = *v->fields[f];
        field.constant |= v->constant;
        append(b, &b->columns[c->first + f], &field, rows);
    }
}

static void fields_missing(gzt_batch *b, const BatchColumn *c) {
    for (uint32_t f = 0; f < c->nchildren; f++) append_missing(b, &b->columns[c->first + f], 1);
}

// What a missing record holds in its fields is nobody's: they are missing too.
static void append_records(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    if (!v->valid) {
        append_fields(b, c, v, rows);
        return;
    }
    uint32_t at[PIECE], n = 0;
    ROWS_EACH(i, rows) {
        bool missing = vec_missing(v, i);
        if (!missing) at[n++] = i;
        if (!missing && n < PIECE) continue;
        append_fields(b, c, v, (Rows){n, at});
        n = 0;
        if (missing) fields_missing(b, c);
    }
    append_fields(b, c, v, (Rows){n, at});
}

static void append(gzt_batch *b, BatchColumn *c, const Vec *v, Rows rows) {
    if (rows.n > INT32_MAX - c->length) guard_leave(b->guard, ST_LIMIT, "memory");
    if (v->type->tag == TY_NULL) {
        append_missing(b, c, rows.n);
        return;
    }
    if (c->tag != TY_LIST) append_validity(b, c, v, rows);
    switch (c->tag) {
    case TY_INT: append_ints(b, c, v, rows); break;
    case TY_REAL: append_reals(b, c, v, rows); break;
    case TY_TRUTH: append_truths(b, c, v, rows); break;
    case TY_DATE:
        if (b->instants) append_instants(b, c, v, rows);
        append_texts(b, c, v, rows);
        break;
    case TY_DURATION: append_texts(b, c, v, rows); break;
    case TY_TEXT:
    case TY_ENTITY: append_stored(b, c, v, rows); break;
    case TY_LIST: append_lists(b, c, v, rows); break;
    case TY_RECORD: append_records(b, c, v, rows); break;
    case TY_NULL:
    case TYPE_TAGS: break;
    }
    c->length += rows.n;
}

void batch_append(gzt_batch *b, uint32_t column, const Vec *v, Rows rows) {
    append(b, &b->columns[column], v, rows);
}
