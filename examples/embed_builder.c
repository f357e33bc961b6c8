/* A host with data of its own: declares a kind in the language, makes entities and values from C
 * with their evidence, freezes the archive into bytes, and opens those bytes again as if they had
 * come from a file. Prints what it finds and checks it.
 *
 *     cc embed_builder.c $(pkg-config --cflags --libs gazette) -o embed_builder
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gazette.h>

static const char kinds[] = "kind ship as ships { name: text, tons: int, launched: moment, "
                            "captain: person inverse commands }\n"
                            "person @eriks { name: \"Alexander Eriks\" }\n";
static const char query[] =
    "ships | where launched < 1905 | select name, launched, tons, captain: captain.name";
static const char expected[] = "[{\"name\":\"Aurora\",\"launched\":\"1900-05-11\",\"tons\":6731,"
                               "\"captain\":\"Alexander Eriks\"}]\n";

/* Text that grows: where the library writes to. */
typedef struct Bytes {
    char *p;
    size_t n, room;
} Bytes;

static int32_t append(void *user, const char *p, size_t n) {
    Bytes *b = user;
    if (n > b->room - b->n) {
        size_t room = 2 * b->room + n;
        char *more = realloc(b->p, room);
        if (!more) return 1; /* stops the writing with GZT_IO */
        b->p = more;
        b->room = room;
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
    return 0;
}

static void release(void *user, const void *bytes, size_t n) {
    (void)bytes;
    (void)n;
    free(((Bytes *)user)->p);
}

static gzt_status add_ships(gzt_builder *b, gzt_error *err) {
    gzt_ref log, aurora, eriks;
    gzt_status st = gzt_builder_entity(b, "passage", "log-1917", &log, err);
    if (st >= 0) st = gzt_builder_find(b, "person", "eriks", &eriks, err);
    if (st >= 0) st = gzt_builder_entity(b, "ship", "aurora", &aurora, err);
    if (st >= 0) st = gzt_builder_text(b, aurora, "name", "Aurora", SIZE_MAX, err);
    if (st >= 0) st = gzt_builder_int(b, aurora, "tons", 6731, err);
    if (st >= 0) st = gzt_builder_date(b, aurora, "launched", "1900-05-11", SIZE_MAX, err);
    if (st >= 0) st = gzt_builder_note(b, "high", NULL, NULL, &log, 1, err);
    if (st >= 0) st = gzt_builder_link(b, aurora, "captain", eriks, err);
    if (st >= 0) st = gzt_builder_text(b, aurora, "name", "Аврора", SIZE_MAX, err); /* a claim */
    return st;
}

/* A mistake is refused, says what was meant, and changes nothing. */
static int says_what_was_meant(gzt_builder *b) {
    gzt_error err;
    gzt_ref ship;
    if (gzt_builder_find(b, "ship", "aurora", &ship, &err) < 0) return 0;
    if (gzt_builder_int(b, ship, "tuns", 6731, &err) != GZT_NAME) return 0;
    printf("%s (%s)\n", err.message, err.note);
    return strcmp(err.note, "did you mean 'tons'?") == 0;
}

static gzt_status build(gzt_env *env, Bytes *out, gzt_error *err) {
    gzt_source declared = {"kinds.gzt", SIZE_MAX, kinds, SIZE_MAX};
    gzt_builder *b = NULL;
    gzt_archive *archive = NULL;
    gzt_status st = gzt_builder_new(env, &b);
    if (st >= 0) st = gzt_builder_facts(b, &declared, 1, err);
    if (st >= 0) st = add_ships(b, err);
    if (st >= 0 && !says_what_was_meant(b)) st = GZT_MISUSE;
    if (st >= 0) st = gzt_builder_finish(b, &archive, err);
    if (st >= 0) st = gzt_archive_write(archive, append, out); /* to a file, as a rule */
    gzt_archive_free(archive);
    gzt_builder_free(b);
    return st;
}

int main(void) {
    gzt_error err = {0};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *session = NULL;
    Bytes frozen = {0}, answer = {0};

    gzt_status st = gzt_env_new(NULL, &env);
    if (st >= 0) st = build(env, &frozen, &err);
    if (st >= 0) {
        st = gzt_archive_open(env, frozen.p, frozen.n, release, &frozen, &archive, &err);
    } else {
        free(frozen.p); /* from gzt_archive_open on they are released by the library */
    }
    if (st >= 0) st = gzt_session_new(archive, &session);
    if (st >= 0) st = gzt_query_json(session, query, SIZE_MAX, append, &answer, &err);
    if (st < 0) fprintf(stderr, "%s: %s %s\n", gzt_status_name(st), err.message, err.note);
    printf("%.*s", (int)answer.n, answer.p ? answer.p : "");
    int right = answer.n == strlen(expected) && memcmp(answer.p, expected, answer.n) == 0;

    free(answer.p);
    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return st < 0 || !right;
}
