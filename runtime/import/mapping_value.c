// Values of expressions into fields (mapping.h): what does not have the field's type is read as it,
// and what cannot be is told and left out. In: places of vectors; out: calls of the builder.
#include <string.h>

#include "lang/number.h"
#include "runtime/import/article_text.h"
#include "runtime/import/mapping_impl.h"

bool map_fits(const Type *field, const Type *value) {
    unsigned from = 0;
    switch ((TypeTag)field->tag) {
    case TY_TEXT:
        from = 1u << TY_TEXT | 1u << TY_INT | 1u << TY_REAL | 1u << TY_TRUTH | 1u << TY_DATE |
               1u << TY_DURATION;
        break;
    case TY_INT:
    case TY_REAL: from = 1u << TY_INT | 1u << TY_REAL | 1u << TY_TEXT; break;
    case TY_TRUTH: from = 1u << TY_TRUTH | 1u << TY_INT | 1u << TY_TEXT; break;
    case TY_DATE: from = 1u << TY_DATE | 1u << TY_INT | 1u << TY_TEXT; break;
    case TY_DURATION: from = 1u << TY_DURATION | 1u << TY_TEXT; break;
    default: from = 1u << TY_ENTITY | 1u << TY_TEXT | 1u << TY_INT; break;
    }
    return (from | 1u << TY_NULL) >> value->tag & 1u;
}

// ---- reading --------------------------------------------------------------------------------

// A value on its way into a field.
typedef struct Put {
    Map *m;
    const MapColumn *c;
    const Vec *v;
    uint32_t i; // the place in v
    uint32_t row, note;
    Ref ref;
} Put;

static Str date_words(MapFile *f, uint32_t id) {
    const Archive *a = f->archive;
    uint32_t written = id < a->ndates ? a->date_desc[id].written : 0;
    if (written) return archive_text(a, written);
    Date d = run_date(&f->run, id);
    return date_string(&f->scratch, &d, date_write);
}

Str map_text(MapFile *f, const Vec *v, uint32_t i) {
    char out[DATE_TEXT];
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: return run_text(&f->run, v->d.u32[i]);
    case TY_DATE: return date_words(f, v->d.u32[i]);
    case TY_TRUTH: return v->d.truth[i] == YES ? STR("true") : STR("false");
    case TY_INT: number_write_int(v->d.i64[i], out); break;
    case TY_REAL: number_write_real(v->d.f64[i], out); break;
    case TY_DURATION: duration_write(v->d.dur[i], out); break;
    default: return STR("");
    }
    return str_dup(&f->scratch, str_of(out));
}

static Str trimmed(Str s) {
    while (s.n && (unsigned char)s.p[0] <= ' ') s = (Str){s.p + 1, s.n - 1};
    while (s.n && (unsigned char)s.p[s.n - 1] <= ' ') s.n--;
    return s;
}

static void faulty(const Put *p, const char *expected) {
    enum { SHOWN = 60 };
    MapFile *f = p->m->file;
    Str s = map_text(f, p->v, p->i);
    Str shown = {s.p, s.n < SHOWN ? s.n : SHOWN};
    while (shown.n < s.n && shown.n && ((unsigned char)s.p[shown.n] & 0xC0) == 0x80) shown.n--;
    bool text = p->v->type->tag == TY_TEXT;
    map_complain(p->m, p->c, p->row, E0403, "'%.*s' takes %s, not %s%.*s%s%s",
                 STR_FMT(p->c->member->text), expected, text ? "\"" : "", STR_FMT(shown),
                 shown.n < s.n ? "…" : "", text ? "\"" : "");
    import_found(f->job, "values left out, since they do not fit", 1);
    map_reject(p->m, p->row);
}

// ---- entities that several rows add to ------------------------------------------------------

static bool insert(MapState *x, uint64_t h) {
    size_t i = (size_t)h & x->seen_mask;
    for (; x->seen[i]; i = (i + 1) & x->seen_mask)
        if (x->seen[i] == h) return false;
    x->seen[i] = h;
    return true;
}

static void grow_seen(MapState *x) {
    uint64_t *old = x->seen;
    size_t n = old ? x->seen_mask + 1 : 0;
    x->seen_mask = n ? n * 2 - 1 : 255;
    x->seen = arena_zero(x->job->arena, (x->seen_mask + 1) * sizeof *x->seen);
    for (size_t i = 0; i < n; i++)
        if (old[i]) insert(x, old[i]);
}

static bool is_shared(const Put *p) {
    const MapState *x = p->m->file->state;
    return p->ref < x->shared_cap && x->shared[p->ref];
}

// Whether the entity has the value by another row: it is not stated twice.
static bool is_known(const Put *p, Str value) {
    MapState *x = p->m->file->state;
    if (x->nseen >= x->seen_mask / 2) grow_seen(x);
    uint64_t h = str_hash(value) ^ ((uint64_t)p->ref << 16 ^ p->c->field) * 0x9e3779b97f4a7c15u;
    if (!insert(x, h ? h : 1)) return true;
    x->nseen++;
    return false;
}

static bool is_again(const Put *p, Str value) { return is_shared(p) && is_known(p, value); }

// The same of the value as it is written, which is worked out for few.
static bool is_written_again(const Put *p) {
    return is_shared(p) && is_known(p, map_text(p->m->file, p->v, p->i));
}

// ---- texts and dates of the raw archive -----------------------------------------------------

// Where the builder's number of the value is kept, once it has one; NULL: it was worked out, and is
// in no table of the raw archive.
static uint32_t *known_text(const Put *p) {
    const MapFile *f = p->m->file;
    bool raw = p->v->type->tag == TY_TEXT && p->v->d.u32[p->i] < f->archive->nstr;
    return raw ? &f->texts[p->v->d.u32[p->i]] : NULL;
}

static bool is_year(int64_t n) { return n >= -YEAR_MOST && n <= YEAR_MOST; }

static uint32_t *known_date(const Put *p) {
    const MapFile *f = p->m->file;
    bool year = p->v->type->tag == TY_INT && is_year(p->v->d.i64[p->i]);
    if (year) return &f->years[p->v->d.i64[p->i] + YEAR_MOST];
    bool raw = p->v->type->tag == TY_DATE && p->v->d.u32[p->i] < f->archive->ndates;
    return raw ? &f->dates[p->v->d.u32[p->i]] : NULL;
}

// ---- values ---------------------------------------------------------------------------------

static bool is_article_text(const Put *p) {
    const Kind *k = p->m->file->job->schema->kinds[p->m->kind];
    return str_is(k->name, "article") && str_is(p->c->of->name, "text");
}

static void put_passages(const Put *p, Str text, uint32_t interned) {
    const ImportJob *job = p->m->file->job;
    const Kind *k = job->schema->kinds[p->m->kind];
    uint32_t words, field = kind_field(k, STR("words"));
    bool stated = false;
    for (uint32_t i = 0; i < p->m->ncolumns; i++)
        stated = stated || str_is(p->m->columns[i].member->text, "words");
    ArenaMark mark = arena_mark(job->scratch);
    if (article_passages(job->b, job->schema, job->scratch, p->ref, text, interned, &words) &&
        field < k->ndeclared && !stated)
        builder_int(job->b, p->ref, field, words, 0);
    arena_release(job->scratch, mark);
}

static void put_text(const Put *p) {
    MapFile *f = p->m->file;
    if (is_written_again(p)) return;
    uint32_t *known = known_text(p), text = known ? *known : 0;
    if (!text) text = builder_intern(f->job->b, map_text(f, p->v, p->i));
    if (known) *known = text;
    builder_interned(f->job->b, p->ref, p->c->field, text, p->note);
    if (is_article_text(p)) put_passages(p, map_text(f, p->v, p->i), text);
}

static bool number_of(const Put *p, double *real, int64_t *whole, bool *is_whole) {
    Str s;
    *is_whole = true;
    switch ((TypeTag)p->v->type->tag) {
    case TY_INT: *whole = p->v->d.i64[p->i]; return true;
    case TY_REAL:
        *real = p->v->d.f64[p->i];
        *is_whole = *real > -9e15 && *real < 9e15 && (double)(int64_t)*real == *real;
        if (*is_whole) *whole = (int64_t)*real;
        return true;
    default: break;
    }
    s = trimmed(map_text(p->m->file, p->v, p->i));
    if (number_parse_int(s, whole)) return true;
    *is_whole = false;
    return number_parse_real(s, real);
}

static void put_number(const Put *p) {
    bool int_field = p->c->type->tag == TY_INT, is_whole;
    double real = 0;
    int64_t whole = 0;
    Builder *b = p->m->file->job->b;
    if (!number_of(p, &real, &whole, &is_whole) || (int_field && !is_whole))
        faulty(p, int_field ? "a whole number" : "a number");
    else if (is_written_again(p))
        return;
    else if (int_field)
        builder_int(b, p->ref, p->c->field, whole, p->note);
    else
        builder_real(b, p->ref, p->c->field, is_whole ? (double)whole : real, p->note);
}

static void put_truth(const Put *p) {
    static const char *const yes[] = {"true", "yes", "1"}, *const no[] = {"false", "no", "0"};
    Str s = str_fold(&p->m->file->scratch, trimmed(map_text(p->m->file, p->v, p->i)));
    Truth t = UNKNOWN;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (str_is(s, yes[i])) t = YES;
        if (str_is(s, no[i])) t = NO;
    }
    if (t == UNKNOWN)
        faulty(p, "true or false");
    else if (!is_again(p, s))
        builder_truth(p->m->file->job->b, p->ref, p->c->field, t, p->note);
}

static bool date_of(const Put *p, Date *d, Str *written) {
    MapFile *f = p->m->file;
    *written = STR("");
    switch ((TypeTag)p->v->type->tag) {
    case TY_INT:
        if (!is_year(p->v->d.i64[p->i])) return false;
        *d = date_of_year(p->v->d.i64[p->i]);
        return true;
    case TY_DATE:
        *d = run_date(&f->run, p->v->d.u32[p->i]);
        *written = date_words(f, p->v->d.u32[p->i]);
        return true;
    default: *written = trimmed(map_text(f, p->v, p->i)); return false;
    }
}

static void put_date(const Put *p) {
    MapFile *f = p->m->file;
    Date d;
    Str written;
    uint32_t *known = p->c->of->moment ? NULL : known_date(p);
    if (known && *known) {
        if (!is_written_again(p))
            builder_interned_date(f->job->b, p->ref, p->c->field, *known, p->note);
        return;
    }
    if (!date_of(p, &d, &written)) {
        RowsDate how = written.n ? rows_date(&f->scratch, p->c->column, written, &d) : ROWS_NO_DATE;
        if (how == ROWS_NOT_RECORDED) {
            import_found(f->job, "dates that say they are not recorded", 1);
            return;
        }
        if (how == ROWS_NO_DATE) {
            if (written.n || p->v->type->tag != TY_TEXT) faulty(p, "a date");
            return;
        }
    }
    if (p->c->of->moment && d.kind != DATE_MOMENT) {
        faulty(p, "one moment");
        return;
    }
    if (is_written_again(p)) return;
    uint32_t id = builder_intern_date(f->job->b, &d, written);
    if (known) *known = id;
    builder_interned_date(f->job->b, p->ref, p->c->field, id, p->note);
}

static void put_duration(const Put *p) {
    Duration d;
    Str s = trimmed(map_text(p->m->file, p->v, p->i));
    if (p->v->type->tag == TY_DURATION)
        d = p->v->d.dur[p->i];
    else if (!duration_read(s, &d)) {
        faulty(p, "a duration such as 5 years");
        return;
    }
    if (!is_again(p, s)) builder_duration(p->m->file->job->b, p->ref, p->c->field, d, p->note);
}

// What is made of the row that the value is.
static Ref row_target(const Put *p) {
    MapFile *f = p->m->file;
    uint32_t kind = p->v->type->kind, entity = p->v->d.u32[p->i];
    const Map *to = map_of_table(f, kind, p->c->type->kind);
    return to ? to->made[entity - f->archive->tables[kind].first] : 0;
}

static void put_link(const Put *p) {
    MapFile *f = p->m->file;
    if (p->v->type->tag == TY_ENTITY) {
        Ref to = row_target(p);
        if (to && !is_again(p, builder_id_of(f->job->b, to)))
            builder_link(f->job->b, p->ref, p->c->field, to, p->note);
        return;
    }
    Str s = trimmed(map_text(f, p->v, p->i));
    if (!s.n) return;
    Ref to = map_named(f->state, p->c->type->kind, s);
    if (to) {
        if (!is_again(p, builder_id_of(f->job->b, to)))
            builder_link(f->job->b, p->ref, p->c->field, to, p->note);
        return;
    }
    f->job->count->links++;
    map_complain(p->m, p->c, p->row, E0402, "'%.*s' leads to @%.*s, which is not there",
                 STR_FMT(p->c->member->text), STR_FMT(s));
}

static void put_one(const Put *p) {
    if (vec_missing(p->v, p->i)) return;
    if (p->v->type->tag == TY_TRUTH && p->v->d.truth[p->i] == UNKNOWN) return;
    switch ((TypeTag)p->c->type->tag) {
    case TY_TEXT: put_text(p); break;
    case TY_INT:
    case TY_REAL: put_number(p); break;
    case TY_TRUTH: put_truth(p); break;
    case TY_DATE: put_date(p); break;
    case TY_DURATION: put_duration(p); break;
    default: put_link(p); break;
    }
}

void map_put(Map *m, const MapColumn *c, const Vec *v, uint32_t i, uint32_t row, uint32_t note) {
    uint32_t at = vec_place(v, i);
    Put p = {m, c, v, at, row, note, m->made[row]};
    if (v->type->tag == TY_NULL) return;
    if (v->type->tag != TY_LIST) {
        put_one(&p);
        return;
    }
    p.v = v->child;
    for (uint32_t k = 0; k < v->len[at] && !m->file->state->stopped; k++) {
        p.i = vec_place(v->child, v->start[at] + k);
        put_one(&p);
    }
}
