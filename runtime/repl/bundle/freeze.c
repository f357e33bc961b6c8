// Run while building: facts in, the frozen archive out as C, so that the program opens its bundled
// archive without parsing
// or sorting anything. Usage: freeze FILE.gzt… > frozen.c
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/gazette.h"

static char *read_file(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    char *text = malloc(1 << 24);
    if (!f || !text) {
        fprintf(stderr, "freeze: cannot read %s\n", path);
        exit(1);
    }
    *n = fread(text, 1, 1 << 24, f);
    fclose(f);
    return text;
}

static int32_t to_stderr(void *user, const char *p, size_t n) {
    (void)user;
    fwrite(p, 1, n, stderr);
    return 0;
}

static int32_t to_numbers(void *user, const char *p, size_t n) {
    unsigned long *count = user;
    for (size_t i = 0; i < n; i++)
        printf("%u,%s", (unsigned)(unsigned char)p[i], ++*count % 32 ? "" : "\n");
    return 0;
}

int main(int argc, char **argv) {
    gzt_source *sources = calloc((size_t)argc, sizeof *sources);
    gzt_env *env;
    gzt_archive *archive;
    gzt_error err;
    if (!sources || gzt_env_new(NULL, &env) != GZT_OK) return 1;
    for (int i = 1; i < argc; i++) {
        size_t n;
        const char *text = read_file(argv[i], &n);
        sources[i - 1] = (gzt_source){argv[i], SIZE_MAX, text, n};
    }
    if (gzt_archive_build(env, sources, (size_t)argc - 1, &archive, &err) != GZT_OK) {
        gzt_env_errors(env, to_stderr, NULL);
        return 1;
    }
    unsigned long n = 0;
    printf("#include \"runtime/repl/bundle/frozen.h\"\n\n");
    printf("_Alignas(16) const unsigned char frozen_archive[] = {\n");
    gzt_archive_write(archive, to_numbers, &n);
    printf("};\nconst unsigned long frozen_archive_size = %lu;\n", n);
    gzt_archive_free(archive);
    gzt_env_free(env);
    for (int i = 1; i < argc; i++) free((char *)(uintptr_t)sources[i - 1].text);
    free(sources);
    return 0;
}
