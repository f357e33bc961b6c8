/* The smallest host: builds an archive from facts, asks it one thing, prints the answer as JSON.
 *
 *     cc embed_min.c $(pkg-config --cflags --libs gazette) -o embed_min
 */
#include <stdio.h>

#include <gazette.h>

static const char facts[] = "person @ada { name: \"Ada Lovelace\", born: 1815-12-10, died: 1852 }\n"
                            "person @mary { name: \"Mary Somerville\", born: 1780, died: 1872 }\n"
                            "person @caro { name: \"Caroline Herschel\", died: 1848-01-09 }\n";
static const char query[] = "people | where born < 1800 | select name, age: died - born";

static int32_t print(void *user, const char *p, size_t n) {
    (void)user;
    return fwrite(p, 1, n, stdout) == n ? 0 : 1;
}

int main(void) {
    gzt_error err = {0};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *session = NULL;
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};

    gzt_status status = gzt_env_new(NULL, &env);
    if (status >= 0) status = gzt_archive_build(env, &source, 1, &archive, &err);
    if (status >= 0) status = gzt_session_new(archive, &session);
    if (status >= 0) status = gzt_query_json(session, query, SIZE_MAX, print, NULL, &err);
    if (status < 0) fprintf(stderr, "%s: %s %s\n", gzt_status_name(status), err.message, err.hint);

    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return status < 0;
}
