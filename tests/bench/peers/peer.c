// Gazette as one of the engines that are measured side by side; what the harness expects of an
// engine is in its README. It uses the public interface only.
//
//     gazette-peer load DATA ARCHIVE    JSON Lines of the folder DATA → a frozen archive
//     gazette-peer serve ARCHIVE        a line with the path of a query in, a line of JSON out:
//                                       {"ns": …, "rows": [[…], …]} or {"error": "…"}
//     gazette-peer once ARCHIVE QUERY   the same for one query
//
// The time runs from the text of the query to all of its rows in memory as columns, or to the
// closed file of a query that ends in `save`. An entity is written as its number where its id is
// one.
#define _GNU_SOURCE // asprintf
#include <ctype.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime/gazette.h"

enum { BATCHES_MAX = 4096, EXPORT_ROWS = 64 };

static _Noreturn void die(const char *what, const char *why) {
    fprintf(stderr, "gazette-peer: %s: %s\n", what, why);
    exit(1);
}

static uint64_t now_ns(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

// ---- files ------------------------------------------------------------------------------------

typedef struct Mapped {
    void *bytes;
    size_t n;
} Mapped;

static Mapped map_file(const char *path) {
    struct stat st;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) || st.st_size <= 0) die(path, "cannot be read");
    Mapped m = {NULL, (size_t)st.st_size};
    m.bytes = mmap(NULL, m.n, PROT_READ, MAP_SHARED, fd, 0);
    if (m.bytes == MAP_FAILED) die(path, "cannot be mapped");
    close(fd);
    return m;
}

static void unmap(void *user, const void *bytes, size_t n) {
    (void)user;
    munmap((void *)(uintptr_t)bytes, n);
}

static char *text_of_file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    char *text = NULL;
    size_t room = 0;
    ssize_t len = getdelim(&text, &room, 0, f);
    fclose(f);
    *n = len > 0 ? (size_t)len : 0;
    return text;
}

// ---- load -------------------------------------------------------------------------------------

static int32_t to_file(void *user, const char *p, size_t n) {
    return fwrite(p, 1, n, user) == n ? 0 : 1;
}

static void load(const char *folder, const char *out) {
    static const char *const names[] = {"articles.jsonl", "people.jsonl", "events.jsonl",
                                        "places.jsonl"};
    enum { FILES = sizeof names / sizeof *names };
    gzt_source sources[FILES];
    Mapped files[FILES];
    gzt_env *env = NULL;
    gzt_builder *b = NULL;
    gzt_archive *archive = NULL;
    gzt_error err = {0};
    uint64_t left_out = 0;
    for (int i = 0; i < FILES; i++) {
        char *path = NULL;
        if (asprintf(&path, "%s/%s", folder, names[i]) < 0) die(folder, "no memory");
        files[i] = map_file(path);
        sources[i] = (gzt_source){names[i], SIZE_MAX, files[i].bytes, files[i].n};
        free(path);
    }
    if (gzt_env_new(NULL, &env) || gzt_builder_new(env, &b)) die(folder, "no memory");
    if (gzt_builder_jsonl(b, sources, FILES, &left_out, &err)) die(folder, err.message);
    if (left_out) die(folder, "records do not fit");
    if (gzt_builder_finish(b, &archive, &err)) die(folder, err.message);
    for (int i = 0; i < FILES; i++) munmap(files[i].bytes, files[i].n);
    FILE *f = fopen(out, "wb");
    if (!f || gzt_archive_write(archive, to_file, f) || fclose(f)) die(out, "cannot be written");
    gzt_archive_free(archive);
    gzt_builder_free(b);
    gzt_env_free(env);
}

// ---- JSON -------------------------------------------------------------------------------------

typedef struct Text {
    char *p;
    size_t n, room;
} Text;

static char *more(Text *t, size_t n) {
    if (n > t->room - t->n) {
        t->room = 2 * (t->n + n);
        t->p = realloc(t->p, t->room);
        if (!t->p) die("answer", "no memory");
    }
    t->n += n;
    return t->p + t->n - n;
}

static void add(Text *t, const char *p, size_t n) { memcpy(more(t, n), p, n); }

static void add_word(Text *t, const char *word) { add(t, word, strlen(word)); }

static void add_number(Text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add_number(Text *t, const char *format, ...) {
    char room[40];
    va_list ap;
    va_start(ap, format);
    int n = vsnprintf(room, sizeof room, format, ap);
    va_end(ap);
    add(t, room, (size_t)n);
}

// How many bytes stand in a JSON text as they are: eight at a time, as long as none is a quotation
// mark, a backslash or below a blank.
static size_t plain_bytes(const char *p, size_t n) {
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    size_t i = 0;
    for (uint64_t x; i + sizeof x <= n; i += sizeof x) {
        memcpy(&x, p + i, sizeof x);
        uint64_t mark = x ^ ones * '"', slash = x ^ ones * '\\';
        if ((((mark - ones) & ~mark) | ((slash - ones) & ~slash) | ((x - ones * ' ') & ~x)) & high)
            break;
    }
    while (i < n && p[i] != '"' && p[i] != '\\' && (unsigned char)p[i] >= ' ') i++;
    return i;
}

static void add_text(Text *t, const char *p, size_t n) {
    add(t, "\"", 1);
    for (size_t plain; n; p += plain + 1, n -= plain + 1) {
        plain = plain_bytes(p, n);
        add(t, p, plain);
        if (plain == n) break;
        unsigned char c = (unsigned char)p[plain];
        if (c == '\n')
            add(t, "\\n", 2);
        else if (c < ' ')
            add_number(t, "\\u%04x", c);
        else
            add(t, (char[]){'\\', (char)c}, 2);
    }
    add(t, "\"", 1);
}

// ---- answers ----------------------------------------------------------------------------------

typedef struct Answer {
    gzt_batch *batches[BATCHES_MAX];
    uint32_t n;
    gzt_error err;
} Answer;

static bool is_number(const char *p, int32_t n) {
    for (int32_t i = 0; i < n; i++)
        if (!isdigit((unsigned char)p[i])) return false;
    return n > 0 && p[0] != '0';
}

static void add_cell(Text *out, const gzt_batch *b, uint32_t column, uint32_t row);

static void add_list(Text *out, const gzt_batch *b, uint32_t column, uint32_t row) {
    const int32_t *off;
    uint32_t child;
    gzt_batch_list(b, column, &off, &child);
    add(out, "[", 1);
    for (int32_t i = off[row]; i < off[row + 1]; i++) {
        if (i > off[row]) add(out, ",", 1);
        add_cell(out, b, child, (uint32_t)i);
    }
    add(out, "]", 1);
}

static void add_cell(Text *out, const gzt_batch *b, uint32_t column, uint32_t row) {
    const uint8_t *valid = NULL;
    const int64_t *ints;
    const double *reals;
    const int32_t *off;
    const char *bytes;
    int32_t type = gzt_batch_type(b, column);
    if (type == GZT_LIST) {
        add_list(out, b, column, row);
        return;
    }
    if (type == GZT_INT)
        gzt_batch_int64(b, column, &ints, &valid);
    else if (type == GZT_REAL)
        gzt_batch_double(b, column, &reals, &valid);
    else if (gzt_batch_text(b, column, &off, &bytes, &valid))
        die("result", "a column of a type that no query here has");
    if (valid && !(valid[row >> 3] >> (row & 7) & 1)) {
        add_word(out, "null");
    } else if (type == GZT_INT) {
        add_number(out, "%lld", (long long)ints[row]);
    } else if (type == GZT_REAL) {
        add_number(out, "%.17g", reals[row]);
    } else {
        const char *p = bytes + off[row];
        int32_t n = off[row + 1] - off[row];
        bool id = type == GZT_ENTITY || !strcmp(gzt_batch_name(b, column), "id");
        if (id && is_number(p, n))
            add(out, p, (size_t)n);
        else
            add_text(out, p, (size_t)n);
    }
}

static void add_rows(Text *out, const Answer *a) {
    const char *between = "[";
    for (uint32_t k = 0; k < a->n; k++) {
        const gzt_batch *b = a->batches[k];
        for (uint32_t i = 0; i < gzt_batch_rows(b); i++, between = ",[") {
            add_word(out, between);
            for (uint32_t c = 0; c < gzt_batch_columns(b); c++) {
                if (c) add(out, ",", 1);
                add_cell(out, b, c, i);
            }
            add(out, "]", 1);
        }
    }
}

static void add_objects(Text *out, const gzt_batch *b) {
    for (uint32_t i = 0; i < gzt_batch_rows(b); i++) {
        for (uint32_t c = 0; c < gzt_batch_columns(b); c++) {
            add_word(out, c ? "," : "{");
            add_text(out, gzt_batch_name(b, c), strlen(gzt_batch_name(b, c)));
            add(out, ":", 1);
            add_cell(out, b, c, i);
        }
        add(out, "}\n", 2);
    }
}

// What a query saves goes as it came in: an object a line, ids that are numbers as numbers.
static gzt_status export(gzt_result *r, gzt_error *err) {
    const char *path = gzt_result_save_name(r);
    remove(path); // a file that is cut to nothing and written again goes to the disk at once
    FILE *f = fopen(path, "wb");
    Text out = {0};
    gzt_batch *b;
    gzt_status st;
    if (!f) die(path, "cannot be written");
    setbuf(f, NULL);
    while ((st = gzt_result_fetch(r, EXPORT_ROWS, &b, err)) == GZT_ROW) {
        out.n = 0;
        add_objects(&out, b);
        gzt_batch_free(b);
        if (to_file(f, out.p, out.n)) die(path, "cannot be written");
    }
    free(out.p);
    if (fclose(f)) die(path, "cannot be written");
    return st;
}

static void forget(Answer *a) {
    while (a->n) gzt_batch_free(a->batches[--a->n]);
}

// All rows of the last query of the text, in memory or in the file that it is saved as.
static gzt_status ask(gzt_session *s, const char *text, size_t n, Answer *a) {
    gzt_source query = {"query", SIZE_MAX, text, n};
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_status st = gzt_prepare(s, &query, GZT_SCRIPT, &q, &a->err);
    while (st >= 0 && (st = gzt_script_next(q, &r, &a->err)) == GZT_ROW) {
        if (gzt_result_save_name(r)) st = export(r, &a->err);
        while (st == GZT_ROW && a->n < BATCHES_MAX)
            if ((st = gzt_result_fetch(r, 0, &a->batches[a->n], &a->err)) == GZT_ROW) a->n++;
        gzt_result_free(r);
    }
    gzt_script_free(q);
    return st;
}

static void answer(gzt_session *s, const char *path) {
    size_t n = 0;
    char *text = text_of_file(path, &n);
    Answer a = {.n = 0};
    Text out = {0};
    if (!text) die(path, "cannot be read");
    uint64_t start = now_ns();
    gzt_status st = ask(s, text, n, &a);
    uint64_t took = now_ns() - start;
    if (st < 0) {
        add_word(&out, "{\"error\":");
        add_text(&out, a.err.message, strlen(a.err.message));
    } else {
        add_number(&out, "{\"ns\":%llu,", (unsigned long long)took);
        add_word(&out, "\"rows\":[");
        add_rows(&out, &a);
        add(&out, "]", 1);
    }
    add(&out, "}\n", 2);
    to_file(stdout, out.p, out.n);
    fflush(stdout);
    forget(&a);
    free(out.p);
    free(text);
}

// ---- serve ------------------------------------------------------------------------------------

static void serve(const char *path, const char *query) {
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *s = NULL;
    gzt_error err = {0};
    Mapped m = map_file(path);
    if (gzt_env_new(NULL, &env)) die(path, "no memory");
    if (gzt_archive_open(env, m.bytes, m.n, unmap, NULL, &archive, &err)) die(path, err.message);
    if (gzt_session_new(archive, &s)) die(path, "no memory");
    gzt_limit_set(s, GZT_LIMIT_STEPS, 0);
    gzt_limit_set(s, GZT_LIMIT_MEMORY, 0);
    gzt_session_saves(s, true);
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    if (query) answer(s, query);
    while (!query && (len = getline(&line, &room, stdin)) > 0) {
        if (line[len - 1] == '\n') line[len - 1] = 0;
        answer(s, line);
    }
    free(line);
    gzt_session_free(s);
    gzt_archive_free(archive);
    gzt_env_free(env);
}

int main(int argc, char **argv) {
    if (argc == 4 && !strcmp(argv[1], "load"))
        load(argv[2], argv[3]);
    else if (argc == 3 && !strcmp(argv[1], "serve"))
        serve(argv[2], NULL);
    else if (argc == 4 && !strcmp(argv[1], "once"))
        serve(argv[2], argv[3]);
    else
        die("usage", "load DATA ARCHIVE, serve ARCHIVE or once ARCHIVE QUERY");
    return 0;
}
