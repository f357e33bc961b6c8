// What tests of importers share: texts loaded into a builder that must give back every byte, what
// the archive made of them answers, what is told of faults, every allocation failing, and folders
// of real data where they are at hand.
#ifndef GAZ_TESTS_LOADED_H
#define GAZ_TESTS_LOADED_H

#include <dirent.h>

#include "tests/api/batch_host.h"

// ---- loading --------------------------------------------------------------------------------

enum { TEXTS_MOST = 8 };

// Pairs of names and texts, up to NULL.
static inline gzt_status load_texts(Making *m, const char *const *texts) {
    gzt_source sources[TEXTS_MOST];
    size_t n = 0;
    for (; *texts; texts += 2) {
        assert_true(n < TEXTS_MOST);
        sources[n++] = (gzt_source){texts[0], SIZE_MAX, texts[1], SIZE_MAX};
    }
    return gzt_builder_load(m->b, sources, n, &m->left_out, &m->err);
}

// What a load that must go well said, and how much it must have left out.
static inline void loaded(const Making *m, gzt_status st, uint64_t left_out) {
    if (st < 0) fail_msg("%s", m->err.message);
    if (m->left_out != left_out) fail_msg("%d left out", (int)m->left_out);
}

// Opens it with texts of which nothing is to complain of.
static inline void open_texts(Making *m, const char *const *texts) {
    making_open(m, 0);
    gzt_status st = load_texts(m, texts);
    making_errors_are(m, "");
    loaded(m, st, 0);
    assert_int_equal(st, GZT_OK);
}

// ---- answers --------------------------------------------------------------------------------

// A query and what it answers. As what, one of the functions below says; the text is theirs.
typedef struct Ask {
    const char *query, *answer;
} Ask;
typedef const char *Answer(Making *m, gzt_session *s, const char *query);

static inline char *written_as(Making *m, gzt_session *s, const char *query, const char *format) {
    static Text t;
    gzt_source source = {"", 0, query, SIZE_MAX};
    gzt_write_options o = {.size = sizeof o, .format = format};
    gzt_script *script = NULL;
    gzt_result *r = NULL;
    t.n = 0;
    t.p[0] = 0;
    gzt_status st = gzt_prepare(s, &source, GZT_SCRIPT, &script, &m->err);
    if (st >= 0) st = gzt_script_next(script, &r, &m->err);
    if (st >= 0) st = gzt_result_write(r, &o, text_sink, &t, &m->err);
    if (st < 0) fail_msg("%s: %s", query, m->err.message);
    gzt_result_free(r);
    gzt_script_free(script);
    return t.p;
}

static inline const char *as_jsonl(Making *m, gzt_session *s, const char *query) {
    return written_as(m, s, query, "jsonl");
}

// Rows of CSV without carriage returns and the line of names.
static inline const char *as_csv(Making *m, gzt_session *s, const char *query) {
    char *p = written_as(m, s, query, "csv"), *to = p;
    for (const char *from = p; *from; from++)
        if (*from != '\r') *to++ = *from;
    *to = 0;
    const char *rows = strchr(p, '\n');
    return rows ? rows + 1 : "";
}

// The library's own JSON: rows stand on lines of their own, one blank in.
static inline const char *as_json_lines(Making *m, gzt_session *s, const char *query) {
    static Text t;
    t.n = 0;
    gzt_status st = gzt_query_json(s, query, SIZE_MAX, text_sink, &t, &m->err);
    if (st < 0) fail_msg("%s: %s", query, m->err.message);
    return t.p;
}

static inline const char *as_json(Making *m, gzt_session *s, const char *query) { // on one line
    const char *p = as_json_lines(m, s, query);
    static Text t;
    t.n = 0;
    for (; *p; p++)
        if (*p != '\n')
            text_sink(&t, p, 1);
        else if (p[1] == ' ')
            p++;
    return t.p;
}

static inline void ask(Making *m, gzt_session *s, Answer *as, const Ask *a) {
    const char *said = as(m, s, a->query);
    if (strcmp(said, a->answer) != 0) print_error("%s\n", a->query);
    assert_string_equal(said, a->answer);
}

// Asks the archive that the builder makes, up to the query NULL, and closes it.
static inline void answers(Making *m, Answer *as, const Ask *asks) {
    gzt_archive *a;
    gzt_session *s = making_session(m, &a);
    for (; asks->query; asks++) ask(m, s, as, asks);
    gzt_session_free(s);
    gzt_archive_free(a);
    making_close(m);
}
#define ANSWERS(m, as, ...) answers((m), (as), (const Ask[]){__VA_ARGS__, {NULL, NULL}})

// ---- what is told ---------------------------------------------------------------------------

// What was complained of since this was asked last.
static inline const char *errors_said(Making *m) {
    static Text t;
    t.n = 0;
    t.p[0] = 0;
    assert_int_equal(gzt_builder_errors(m->b, GZT_ERRORS_TEXT, text_sink, &t), GZT_OK);
    return t.p;
}

// The first complaint is of this file, and goes on so.
static inline void errors_begin(Making *m, const char *file, const char *error) {
    const char *said = errors_said(m);
    size_t n = strlen(file);
    bool so = strncmp(said, file, n) == 0 && said[n] == ':' &&
              strncmp(said + n + 1, error, strlen(error)) == 0;
    if (!so) fail_msg("%s\nnot %s:%s", said, file, error);
}

// How often the report says so.
static inline uint64_t finding(const Making *m, const char *wanted) {
    const char *what;
    uint64_t many;
    for (uint32_t i = 0; gzt_builder_finding(m->b, i, &what, &many); i++)
        if (strcmp(what, wanted) == 0) return many;
    return 0;
}

// ---- without memory -------------------------------------------------------------------------

// Loads and finishes while one allocation after the other fails, more than `least` of them; what
// was taken is given back. spread: not each, but of those behind it ever fewer; 0: each.
static inline void load_without_memory(gzt_status (*load)(Making *m), size_t spread, size_t least) {
    size_t failed = 0;
    for (size_t at = 1;; at += 1 + (spread ? at / spread : 0)) {
        Making m;
        gzt_archive *a = NULL;
        gzt_status st = making_open(&m, at);
        if (st >= 0) st = load(&m);
        if (st >= 0) st = gzt_builder_finish(m.b, &a, &m.err);
        gzt_archive_free(a);
        bool over = !m.heap.failed;
        assert_int_equal(st, over ? GZT_OK : GZT_NOMEM);
        making_close(&m);
        if (over) break;
        failed++;
    }
    assert_true(failed > least);
}

// ---- real data ------------------------------------------------------------------------------

typedef struct Folder {
    gzt_source *files; // by name
    size_t n, room;
} Folder;

static inline void folder_add(Folder *f, const char *name) {
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t size = (size_t)ftell(file);
    char *text = malloc(size + 1), *own = malloc(strlen(name) + 1);
    if (f->n == f->room)
        f->files = realloc(f->files, (f->room = 2 * f->room + 64) * sizeof *f->files);
    assert_true(text && own && f->files);
    rewind(file);
    assert_int_equal(fread(text, 1, size, file), size);
    (void)fclose(file);
    strcpy(own, name);
    f->files[f->n++] = (gzt_source){own, SIZE_MAX, text, size};
}

static inline void folder_walk(Folder *f, const char *path, const char *ending) {
    char name[400];
    DIR *d = opendir(path);
    for (struct dirent *e; d && (e = readdir(d)) != NULL;) {
        size_t n = strlen(e->d_name), end = strlen(ending);
        int length = snprintf(name, sizeof name, "%s/%s", path, e->d_name);
        assert_in_range(length, 1, sizeof name - 1);
        if (e->d_name[0] != '.' && !strchr(e->d_name, '.')) folder_walk(f, name, ending);
        if (n > end && strcmp(e->d_name + n - end, ending) == 0) folder_add(f, name);
    }
    if (d) (void)closedir(d);
}

static inline int folder_order(const void *a, const void *b) {
    return strcmp(((const gzt_source *)a)->name, ((const gzt_source *)b)->name);
}

// All files with this ending within it. False: it is not at hand, which is told.
static inline bool folder_open(Folder *f, const char *path, const char *ending) {
    memset(f, 0, sizeof *f);
    folder_walk(f, path, ending);
    if (f->n)
        qsort(f->files, f->n, sizeof *f->files, folder_order);
    else
        print_message("%s is not at hand: not tested\n", path);
    return f->n > 0;
}

static inline void folder_close(Folder *f) {
    for (size_t i = 0; i < f->n; i++) {
        free((char *)(uintptr_t)f->files[i].name);
        free((char *)(uintptr_t)f->files[i].text);
    }
    free(f->files);
}

#endif
