/* A host that lends the language functions (of a text, and one that gives a list) and a table of
 * its own, and keeps one field closed.
 *
 *     cc embed_function.c $(pkg-config --cflags --libs gazette) -o embed_function
 */
#include <stdio.h>
#include <string.h>

#include <gazette.h>

static const char facts[] = "person @ada { name: \"Ada Lovelace\", born: 1815-12-10, died: 1852 }\n"
                            "person @mary { name: \"Mary Somerville\", born: 1780, died: 1872 }\n";
static const char query[] = "people as p | select name: initials(name), parts: parts(name), died, "
                            "visits: count(visits[who = p.id])";

/* initials("Ada Lovelace") is "AL": called once for each row. */
static gzt_status initials(gzt_call *call, void *user) {
    char out[16];
    size_t n, k = 0;
    const char *p = gzt_arg_text(call, 0, &n);
    (void)user;
    for (size_t i = 0; i < n && k < sizeof out; i++)
        if (p[i] >= 'A' && p[i] <= 'Z') out[k++] = p[i];
    if (!k) return gzt_return_error(call, "a name without capitals", SIZE_MAX);
    return gzt_return_text(call, out, k);
}

/* parts("Ada Lovelace") is ["Ada", "Lovelace"]: each answer adds one element. */
static gzt_status parts(gzt_call *call, void *user) {
    const char *p = gzt_arg_text(call, 0, NULL);
    (void)user;
    for (size_t n; *p; p += n + (p[n] == ' ')) {
        n = strcspn(p, " ");
        if (n) gzt_return_text(call, p, n);
    }
    return GZT_OK;
}

/* The rows of `visits`: pulled in pieces, `at` rows were given so far. */
static gzt_status visits(gzt_call *call, void *user, uint64_t at, uint32_t max, gzt_vector *columns,
                         uint32_t ncolumns, uint32_t *rows) {
    static const char *const who[] = {"ada", "mary", "ada"};
    (void)call, (void)user, (void)ncolumns;
    for (*rows = 0; *rows < max && at + *rows < 3; ++*rows) {
        columns[0].texts[*rows] = who[at + *rows];
        columns[0].lengths[*rows] = SIZE_MAX;
        columns[0].missing[*rows] = 0;
    }
    return GZT_OK;
}

static int32_t may_read(void *user, const char *kind, const char *field) {
    (void)user;
    return strcmp(kind, "person") == 0 && strcmp(field, "died") == 0 ? GZT_FIELD_HIDDEN
                                                                     : GZT_FIELD_OPEN;
}

static int32_t print(void *user, const char *p, size_t n) {
    (void)user;
    return fwrite(p, 1, n, stdout) == n ? 0 : 1;
}

int main(void) {
    gzt_error err = {0};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *s = NULL;
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};

    gzt_status status = gzt_env_new(NULL, &env);
    if (status >= 0) status = gzt_archive_build(env, &source, 1, &archive, &err);
    if (status >= 0) status = gzt_session_new(archive, &s);
    if (status >= 0) status = gzt_session_authorizer(s, may_read, NULL);
    if (status >= 0)
        status = gzt_register(s, "initials", "text -> text", 0, initials, NULL, NULL, &err);
    if (status >= 0) // what completion says beside it
        status = gzt_register_help(s, "initials", "the first letters of a name",
                                   "initials(\"Ada Lovelace\")", "AL", &err);
    if (status >= 0)
        status = gzt_register(s, "parts", "text -> [text]", 0, parts, NULL, NULL, &err);
    if (status >= 0)
        status = gzt_register_table(s, "visits", "who: text", visits, NULL, NULL, &err);
    if (status >= 0) status = gzt_query_json(s, query, SIZE_MAX, print, NULL, &err);
    if (status < 0) fprintf(stderr, "%s: %s %s\n", gzt_status_name(status), err.message, err.hint);

    gzt_session_free(s);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return status < 0;
}
