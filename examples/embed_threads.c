/* One archive, many threads: each has a session of its own, and nothing else is needed.
 *
 *     cc -pthread embed_threads.c $(pkg-config --cflags --libs gazette) -o embed_threads
 */
#include <pthread.h>
#include <stdio.h>

#include <gazette.h>

enum { THREADS = 4 };

static const char facts[] = "person @ada { name: \"Ada Lovelace\", born: 1815-12-10 }\n"
                            "person @mary { name: \"Mary Somerville\", born: 1780 }\n";

typedef struct Reader {
    pthread_t thread;
    gzt_archive *archive;
    gzt_status status;
    uint64_t rows;
} Reader;

static int32_t count_lines(void *user, const char *p, size_t n) {
    uint64_t *rows = user;
    for (size_t i = 0; i < n; i++) *rows += p[i] == '{';
    return 0;
}

static void *read_it(void *user) {
    Reader *r = user;
    gzt_session *s = NULL;
    r->status = gzt_session_new(r->archive, &s);
    for (int i = 0; r->status >= 0 && i < 100; i++)
        r->status = gzt_query_json(s, "people | where born < 1800 | select name", SIZE_MAX,
                                   count_lines, &r->rows, NULL);
    gzt_session_free(s);
    return NULL;
}

int main(void) {
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    Reader readers[THREADS];
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    uint64_t rows = 0;

    gzt_status status = gzt_env_new(NULL, &env);
    if (status >= 0) status = gzt_archive_build(env, &source, 1, &archive, NULL);
    if (status < 0) return 1;
    for (int i = 0; i < THREADS; i++) {
        readers[i] = (Reader){.archive = archive};
        if (pthread_create(&readers[i].thread, NULL, read_it, &readers[i])) return 1;
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(readers[i].thread, NULL);
        rows += readers[i].rows;
        if (readers[i].status < 0) status = readers[i].status;
    }
    printf("%llu rows from %d threads\n", (unsigned long long)rows, THREADS);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return status < 0;
}
