// Running a query: by the engine with batches of several sizes, with shuffled selections and
// without indexes, and by the reference.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/trial.h"

void text_add(Text *t, const char *p, size_t n) {
    if (t->n + n + 1 > t->cap) {
        t->cap = (t->n + n + 1) * 2;
        t->p = realloc(t->p, t->cap);
        if (!t->p) exit(3);
    }
    if (n) memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = 0;
}

void text_clear(Text *t) {
    t->n = 0;
    text_add(t, "", 0);
}

void text_free(Text *t) {
    free(t->p);
    *t = (Text){0};
}

static int32_t into(void *user, const char *p, size_t n) {
    text_add(user, p, n);
    return 0;
}

// ---- the archive ----------------------------------------------------------------------------

void trial_open(Trial *t) {
    *t = (Trial){0};
    if (gzt_env_new(NULL, &t->env) < 0) exit(3);
}

void trial_close(Trial *t) {
    gzt_archive_free(t->archive);
    gzt_env_free(t->env);
    text_free(&t->facts);
    text_free(&t->query);
    text_free(&t->reference);
    for (int w = 0; w < WAYS; w++) {
        text_free(&t->answers[w]);
        text_free(&t->notes[w]);
    }
}

bool trial_facts(Trial *t, const Parts *facts) {
    gzt_error err;
    text_clear(&t->facts);
    for (uint32_t i = 0; i < facts->n; i++) {
        text_add(&t->facts, facts->at[i], strlen(facts->at[i]));
        text_add(&t->facts, "\n", 1);
    }
    gzt_source source = {"facts", SIZE_MAX, t->facts.p, t->facts.n};
    gzt_archive *built = NULL;
    if (gzt_archive_build(t->env, &source, 1, &built, &err) < 0) {
        snprintf(t->message, sizeof t->message, "%s", err.message);
        return false;
    }
    gzt_archive_free(t->archive);
    t->archive = built;
    const char *wrong = wrong_link(built->archive);
    if (wrong) snprintf(t->message, sizeof t->message, "the other side of '%s' is wrong", wrong);
    return !wrong;
}

// ---- the reference --------------------------------------------------------------------------

static bool hidden(const RowType *row, Str name) {
    for (uint32_t i = 0; i < row->ncolumns; i++)
        if (str_eq(row->columns[i].name, name)) return true;
    return false;
}

static void member(StrBuf *out, const Archive *a, bool *first, Str name, const Type *t, Cell c) {
    if (!*first) buf_char(out, ',');
    *first = false;
    json_text(out, name);
    buf_char(out, ':');
    cell_write(out, a, t, c);
}

// A row as JSON: of an entity its fields, then the columns.
static void write_row(Walk *r, StrBuf *out, const RowType *row, const Cell *cells) {
    bool first = true;
    const Type *it = row->it;
    buf_char(out, '{');
    if (it && (it->tag != TY_ENTITY || it->kind == KIND_ANY)) {
        Str name = it->tag == TY_ENTITY ? STR("entity") : STR("value");
        member(out, r->archive, &first, name, it, cells[0]);
    } else if (it) {
        const Kind *k = r->archive->tables[it->kind].kind;
        for (uint32_t f = 0; f < k->ndeclared; f++) {
            if (hidden(row, k->fields[f].name)) continue;
            Cell c = ref_field(r, cells[0], k->fields[f].type, f);
            member(out, r->archive, &first, k->fields[f].name, k->fields[f].type, c);
        }
    }
    for (uint32_t i = 0; i < row->ncolumns; i++)
        member(out, r->archive, &first, row->columns[i].name, row->columns[i].type,
               cells[row_column_slot(row, i)]);
    buf_char(out, '}');
}

static void write_answer(Walk *r, Text *answer, const Pipe *p) {
    StrBuf out;
    buf_init(&out, r->arena);
    Table t = ref_pipe(r, NULL, p);
    buf_char(&out, '[');
    for (uint32_t i = 0; i < t.n; i++) {
        if (i) buf_addc(&out, ",\n ");
        write_row(r, &out, &p->out, t.rows[i]);
    }
    buf_addc(&out, "]\n");
    Str s = buf_str(&out);
    text_add(answer, s.p, s.n);
}

typedef struct Workshop { // what the reference needs; outlives a jump
    Guard guard;
    Arena arena;
    Diags diags;
    Run run;
    Walk ref;
} Workshop;

static void reference(Trial *t, gzt_script *q, Workshop *w) {
    const Archive *a = t->archive->archive;
    arena_init(&w->arena, &alloc_system, NULL, &w->guard);
    text_clear(&t->reference);
    w->ref = (Walk){.archive = a, .arena = &w->arena, .guard = &w->guard, .run = &w->run};
    if (setjmp(w->guard.at) == 0) {
        run_init(&w->run, a, &alloc_system, NULL, &w->guard, &w->arena);
        diags_init(&w->diags, &w->arena);
        w->run.diags = &w->diags;
        for (const Statement *s = q->checked->statements; s; s = s->next)
            write_answer(&w->ref, &t->reference, s->query);
    } else if (!w->ref.given_up) {
        w->ref.failed = true;
    }
    run_free(&w->run);
    arena_free(&w->arena);
}

// ---- the engine -----------------------------------------------------------------------------

const char *const way_names[WAYS] = {"batch 1024", "batch 1", "batch 7", "shuffled", "no index"};

static void tune(gzt_session *s, int way) {
    static const uint64_t batch[WAYS] = {1024, 1, 7, 7, 1024};
    gzt_session_tune(s, GZT_TUNE_BATCH, batch[way]);
    gzt_session_tune(s, GZT_TUNE_SHUFFLE, way == 3);
    gzt_session_tune(s, GZT_TUNE_NO_INDEX, way == 4);
}

// All but divisions by zero (one that is the same for all rows is counted once a batch) and texts
// that never occur (which are looked for only as long as the query itself took).
static void keep_notes(const gzt_result *r, Text *notes) {
    for (uint32_t i = 0; i < gzt_result_notes(r); i++) {
        const char *note = gzt_result_note(r, i);
        if (strstr(note, "by zero gave nothing") || strncmp(note, "no ", 3) == 0) continue;
        text_add(notes, "-- ", 3);
        text_add(notes, note, strlen(note));
        text_add(notes, "\n", 1);
    }
}

static gzt_status engine(Trial *t, gzt_script *q, Text *answer, Text *notes) {
    gzt_error err;
    gzt_result *r;
    gzt_status st;
    gzt_write_options o = {.size = sizeof o, .format = "json"};
    text_clear(answer);
    text_clear(notes);
    while ((st = gzt_script_next(q, &r, &err)) == GZT_ROW) {
        st = gzt_result_write(r, &o, into, answer, &err);
        keep_notes(r, notes);
        gzt_result_free(r);
        if (st < 0) break;
    }
    snprintf(t->message, sizeof t->message, "%s", gzt_status_name(st));
    if (st >= 0) return GZT_OK;
    snprintf(t->message, sizeof t->message, "%s", err.message);
    text_clear(answer);
    text_add(answer, err.code, strlen(err.code));
    text_add(answer, " ", 1);
    text_add(answer, err.message, strlen(err.message));
    return st;
}

static Verdict verdict(const Trial *t, const gzt_status *st, const Walk *ref) {
    Verdict v = ref->failed ? FAILED : ref->given_up ? TOO_LONG : AGREED;
    int good = -1;
    for (int w = 0; w < WAYS; w++) {
        if (st[w] == GZT_LIMIT || st[w] == GZT_NOMEM) return TOO_LONG;
        if (st[w] < 0) {
            if (v == AGREED) return DIFFERED;
            continue;
        }
        if (good >= 0 && strcmp(t->answers[w].p, t->answers[good].p)) return DIFFERED;
        // take ends a query sooner or later; an index looks at fewer rows
        if (good >= 0 && w < BY_INDEX && strcmp(t->notes[w].p, t->notes[good].p) &&
            !strstr(t->query.p, " take"))
            return DIFFERED;
        good = w;
    }
    if (v == AGREED && strcmp(t->answers[good].p, t->reference.p)) return DIFFERED;
    return v;
}

static gzt_session *session(Trial *t) {
    gzt_session *s = NULL;
    if (gzt_session_new(t->archive, &s) < 0) exit(3);
    gzt_limit_set(s, GZT_LIMIT_STEPS, 20000000);
    return s;
}

static gzt_status prepare(Trial *t, gzt_session *s, gzt_script **q) {
    gzt_error err;
    gzt_source source = {"", 0, t->query.p, t->query.n};
    gzt_status st = gzt_prepare(s, &source, GZT_SCRIPT, q, &err);
    if (st < 0)
        snprintf(t->message, sizeof t->message, "%s at %u:%u", err.message, err.line, err.column);
    return st;
}

static void write_query(Trial *t, const Query *q) {
    text_clear(&t->query);
    for (uint32_t i = 0; i < q->prelude.n; i++) {
        text_add(&t->query, q->prelude.at[i], strlen(q->prelude.at[i]));
        text_add(&t->query, "\n", 1);
    }
    for (uint32_t i = 0; i < q->stages.n; i++)
        text_add(&t->query, q->stages.at[i], strlen(q->stages.at[i]));
    text_add(&t->query, "\n", 1);
}

Verdict trial_query(Trial *t, const Query *query) {
    gzt_session *s = session(t);
    gzt_script *q;
    write_query(t, query);
    if (prepare(t, s, &q) < 0) {
        gzt_session_free(s);
        return REFUSED;
    }
    gzt_status st[WAYS];
    for (int w = 0; w < WAYS; w++) {
        tune(s, w);
        st[w] = engine(t, q, &t->answers[w], &t->notes[w]);
        gzt_script_reset(q);
    }
    static Workshop shop;
    reference(t, q, &shop);
    Verdict v = verdict(t, st, &shop.ref);
    gzt_script_free(q);
    gzt_session_free(s);
    return v;
}

// ---- partitions -----------------------------------------------------------------------------

// How many rows the notes say are possible.
static uint64_t said_unknown(const gzt_result *r) {
    uint64_t all = 0;
    for (uint32_t i = 0; i < gzt_result_notes(r); i++) {
        const char *note = gzt_result_note(r, i);
        char *rest;
        uint64_t n = strtoull(note, &rest, 10);
        bool possible = strncmp(rest, " more is possible", 17) == 0 ||
                        strncmp(rest, " more are possible", 18) == 0;
        bool none = strncmp(rest, " has no ", 8) == 0 || strncmp(rest, " have no ", 9) == 0;
        if (possible || none) all += n;
    }
    return all;
}

static void write_partition(Trial *t, const Query *query, Str coll, const char *p) {
    char lines[GEN_TEXT * 4];
    snprintf(lines, sizeof lines,
             "archive.%.*s | where %s\narchive.%.*s | where not %s\n"
             "archive.%.*s | where unknown(%s)\narchive.%.*s",
             STR_FMT(coll), p, STR_FMT(coll), p, STR_FMT(coll), p, STR_FMT(coll));
    write_query(t, query);
    text_add(&t->query, lines, strlen(lines));
}

Verdict trial_partition(Trial *t, const Query *query, Str coll, const char *p) {
    write_partition(t, query, coll, p);
    gzt_session *s = session(t);
    gzt_script *q;
    if (prepare(t, s, &q) < 0) {
        gzt_session_free(s);
        return REFUSED;
    }
    Verdict v = AGREED;
    for (int w = 0; w < WAYS && v == AGREED; w++) {
        uint64_t rows[4] = {0}, said[4] = {0};
        gzt_result *r;
        gzt_error err;
        gzt_status st = GZT_OK;
        tune(s, w);
        for (int i = 0; i < 4 && (st = gzt_script_next(q, &r, &err)) == GZT_ROW; i++) {
            while ((st = gzt_result_step(r, &err)) == GZT_ROW) rows[i]++;
            said[i] = said_unknown(r);
            gzt_result_free(r);
            if (st < 0) break;
        }
        if (st < 0)
            v = FAILED;
        else if (rows[0] + rows[1] + rows[2] != rows[3] || said[0] != rows[2] || said[1] != rows[2])
            v = DIFFERED;
        snprintf(t->message, sizeof t->message,
                 "%s: p %llu, not p %llu, unknown %llu, all %llu; said %llu and %llu", way_names[w],
                 (unsigned long long)rows[0], (unsigned long long)rows[1],
                 (unsigned long long)rows[2], (unsigned long long)rows[3],
                 (unsigned long long)said[0], (unsigned long long)said[1]);
        gzt_script_reset(q);
    }
    gzt_script_free(q);
    gzt_session_free(s);
    return v;
}
