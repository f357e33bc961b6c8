// The row about loading: the bundled archive from its source, as `gazette FOLDER` reads it.
#define _GNU_SOURCE // glob
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/bench/bench.h"

enum { FILES_MAX = 64, GOAL_MS = 30 };

static char *whole_file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    if (!f || fseek(f, 0, SEEK_END)) fail("loading", path);
    long size = ftell(f);
    char *text = malloc((size_t)size + 1);
    rewind(f);
    if (!text || fread(text, 1, (size_t)size, f) != (size_t)size) fail("loading", path);
    fclose(f);
    *n = (size_t)size;
    return text;
}

// The files of facts: a script says #! in its first line.
static size_t read_facts(const glob_t *found, gzt_source *sources, size_t *bytes) {
    size_t n = 0;
    for (size_t i = 0; i < found->gl_pathc && n < FILES_MAX; i++) {
        size_t size;
        char *text = whole_file(found->gl_pathv[i], &size);
        if (size > 1 && memcmp(text, "#!", 2) == 0) {
            free(text);
            continue;
        }
        sources[n++] = (gzt_source){found->gl_pathv[i], SIZE_MAX, text, size};
        *bytes += size;
    }
    return n;
}

int contest_loading(const char *only) {
    static const char name[] = "loading: bundled archive from source";
    if (only && !strstr(name, only)) return 0;
    gzt_source sources[FILES_MAX];
    size_t bytes = 0;
    glob_t found;
    if (glob("examples/newsletter/*.gzt", 0, NULL, &found)) fail("loading", "no archive");
    size_t n = read_facts(&found, sources, &bytes);
    double t[TURNS];
    for (int i = 0; i < TURNS; i++) {
        gzt_env *env = NULL;
        gzt_archive *archive = NULL;
        double start = now_us();
        if (gzt_env_new(NULL, &env) || gzt_archive_build(env, sources, n, &archive, NULL))
            fail("loading", "the archive has errors");
        t[i] = now_us() - start;
        gzt_archive_free(archive);
        gzt_env_free(env);
    }
    double m = median(t, TURNS) / 1000;
    bool met = m <= GOAL_MS;
    printf("%-36s %10.1f ms  of %d  (%zu files, %zu kB)  %s\n", name, m, GOAL_MS, n, bytes / 1000,
           met ? "met" : "MISSED");
    while (n) free((char *)(uintptr_t)sources[--n].text);
    globfree(&found);
    return !met;
}
