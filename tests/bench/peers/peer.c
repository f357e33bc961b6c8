// Gazette as one of the engines that are measured side by side; what the harness expects of an
// engine is in its README. It uses the public interface only.
//
//     gazette-peer load DATA ARCHIVE    JSON Lines of the folder DATA → a frozen archive
//     gazette-peer serve ARCHIVE        a line with the path of a query in, a line of JSON out:
//                                       {"ns": …, "rows": [[…], …]} or {"error": "…"}
//     gazette-peer once ARCHIVE QUERY   the same for one query
//
// The time runs from the text of the query to all of its rows in memory as columns. An entity is
// written as its number where its id is one.
#define _GNU_SOURCE // open_memstream, MAP_POPULATE
#include <ctype.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime/gazette.h"

enum { BATCHES_MAX = 4096 };

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

// ---- answers ----------------------------------------------------------------------------------

typedef struct Answer {
    gzt_batch *batches[BATCHES_MAX];
    uint32_t n;
    gzt_error err;
} Answer;

static void put_text(FILE *out, const char *p, int32_t n) {
    fputc('"', out);
    for (int32_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static bool is_number(const char *p, int32_t n) {
    for (int32_t i = 0; i < n; i++)
        if (!isdigit((unsigned char)p[i])) return false;
    return n > 0 && p[0] != '0';
}

static void put_cell(FILE *out, const gzt_batch *b, uint32_t column, uint32_t row) {
    const uint8_t *valid = NULL;
    const int64_t *ints;
    const double *reals;
    const int32_t *off;
    const char *bytes;
    int32_t type = gzt_batch_type(b, column);
    if (type == GZT_INT)
        gzt_batch_int64(b, column, &ints, &valid);
    else if (type == GZT_REAL)
        gzt_batch_double(b, column, &reals, &valid);
    else if (gzt_batch_text(b, column, &off, &bytes, &valid))
        die("result", "a column of a type that no query here has");
    if (valid && !(valid[row >> 3] >> (row & 7) & 1)) {
        fputs("null", out);
    } else if (type == GZT_INT) {
        fprintf(out, "%lld", (long long)ints[row]);
    } else if (type == GZT_REAL) {
        fprintf(out, "%.17g", reals[row]);
    } else {
        const char *p = bytes + off[row];
        int32_t n = off[row + 1] - off[row];
        if (type == GZT_ENTITY && is_number(p, n))
            fprintf(out, "%.*s", n, p);
        else
            put_text(out, p, n);
    }
}

static void put_rows(FILE *out, const Answer *a) {
    const char *between = "";
    for (uint32_t k = 0; k < a->n; k++) {
        const gzt_batch *b = a->batches[k];
        for (uint32_t i = 0; i < gzt_batch_rows(b); i++, between = ",") {
            fprintf(out, "%s[", between);
            for (uint32_t c = 0; c < gzt_batch_columns(b); c++) {
                if (c) fputc(',', out);
                put_cell(out, b, c, i);
            }
            fputc(']', out);
        }
    }
}

// All rows of the last query of the text.
static gzt_status ask(gzt_session *s, const char *text, size_t n, Answer *a) {
    gzt_source query = {"query", SIZE_MAX, text, n};
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_status st = gzt_prepare(s, &query, GZT_SCRIPT, &q, &a->err);
    while (st >= 0 && (st = gzt_script_next(q, &r, &a->err)) == GZT_ROW) {
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
    if (!text) die(path, "cannot be read");
    uint64_t start = now_ns();
    gzt_status st = ask(s, text, n, &a);
    uint64_t took = now_ns() - start;
    if (st < 0) {
        fputs("{\"error\":", stdout);
        put_text(stdout, a.err.message, (int32_t)strlen(a.err.message));
    } else {
        printf("{\"ns\":%llu,\"rows\":[", (unsigned long long)took);
        put_rows(stdout, &a);
        fputc(']', stdout);
    }
    fputs("}\n", stdout);
    fflush(stdout);
    while (a.n) gzt_batch_free(a.batches[--a.n]);
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
