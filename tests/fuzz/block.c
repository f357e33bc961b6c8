// Any bytes as a frozen archive, and a good archive with some of its bytes changed and its length
// cut. Must hold: no crash, no leak, what opens answers a fixed set of queries within its limits
// (with what answer nobody knows) and can be poured into a builder beside a good one or is refused
// there, and what does not is refused with GZT_DATA. A block has no
// checksum that would stop the fuzzer: all of it is validated.
#include <string.h>

#include "tests/fuzz/fuzz.h"

typedef struct Bytes {
    char *p;
    size_t n, room;
} Bytes;

static Bytes good; // a whole archive, which inputs change

static int32_t append(void *user, const char *p, size_t n) {
    Bytes *b = user;
    if (n > b->room - b->n) {
        b->room = 2 * b->room + n;
        b->p = realloc(b->p, b->room);
        fuzz_require(b->p != NULL);
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
    return 0;
}

static void make_good(void) {
    static const char facts[] =
        "kind ship as ships { name: text, tons: int, speed: real, sunk: truth, launched: date,\n"
        "  served: duration, captain: person inverse commands, flags: [text], crew: [person] }\n"
        "person @a { name: \"Ada of Spain\", also: [\"A\", \"Countess\"], born: 1815-12-10 }\n"
        "person @b { name: \"Bob\", born: 191X, died: within(1904..1907) }\n"
        "ship @s { name: \"Aurora\", tons: 6731, speed: 19.5, sunk: false, launched: 1900-05-11,\n"
        "  served: 90 days, captain: @a, flags: [\"x\", \"y\"], crew: [@a, @b] }\n"
        "ship @t { name: \"Zarya\", tons: -1, launched: 44 BCE, captain: @b }\n"
        "event @e { title: \"Salon\", date: 1840, people: [@a, @b] }\n"
        "article @x { title: \"News\", text: \"Ada met Bob.\\n\\nThen she went.\" }\n";
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_error err;
    fuzz_require(gzt_env_new(NULL, &env) == GZT_OK);
    fuzz_require(gzt_archive_build(env, &source, 1, &archive, &err) == GZT_OK);
    fuzz_require(gzt_archive_write(archive, append, &good) == GZT_OK);
    gzt_archive_free(archive);
    gzt_env_free(env);
}

static void ask(gzt_archive *archive) {
    static const char *const queries[] = {
        "people; places; events; articles; passages; mentions; ships",
        "people | where born < 1900 | select name, also, born, died | sort name",
        "ships | where tons > 5 | select name, captain.name, crew.name, flags, served, speed",
        "people | where name ~ \"ada\" | follow commands | select name, launched",
        "ships | expand crew as c | count by c.name",
        "people | summarize n: count(), l: distinct(name), m: min(born) by born",
        "@a; @\"Bob\"; @s | select it, captain, launched",
        "people | top 2 by born; people | sort died desc | take 1",
        "passages | where text ~ \"sh* went\" or text ~ \"bob\" | select text",
        "passages | search \"went Bob\" | select id, score",
        "passages | where text matches '.*' | select text, length(text)",
        "ships | distinct captain; ships | union (ships | where sunk)"};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        gzt_session *session = NULL;
        unsigned sum = 0;
        if (gzt_session_new(archive, &session) != GZT_OK) return;
        fuzz_limits(session);
        gzt_query_json(session, queries[i], SIZE_MAX, fuzz_sink, &sum, NULL);
        gzt_session_errors(session, GZT_ERRORS_TEXT, fuzz_sink, &sum);
        gzt_session_free(session);
    }
}

// Poured into a builder, twice, with the good one between: refused, or as sound as one that was
// built.
static void pour(gzt_env *env, gzt_archive *archive) {
    gzt_builder *builder = NULL;
    gzt_archive *whole = NULL, *out = NULL;
    gzt_error error = {0};
    fuzz_require(gzt_archive_open(env, good.p, good.n, NULL, NULL, &whole, &error) == GZT_OK);
    fuzz_require(gzt_builder_new(env, &builder) == GZT_OK);
    gzt_status status = gzt_builder_archive(builder, archive, "one.gza", &error);
    if (status >= 0) status = gzt_builder_archive(builder, whole, "good.gza", &error);
    if (status >= 0) status = gzt_builder_archive(builder, archive, "again.gza", &error);
    if (status >= 0) status = gzt_builder_finish(builder, &out, &error);
    fuzz_require(status == GZT_OK || status == GZT_DATA || status == GZT_NAME ||
                 status == GZT_SYNTAX);
    fuzz_require(!out || gzt_archive_verify(out, &error) == GZT_OK);
    gzt_builder_free(builder);
    gzt_archive_free(out);
    gzt_archive_free(whole);
}

static void look(gzt_env *env, gzt_archive *archive) {
    const char *kind, *collection, *name, *type;
    uint64_t entities;
    unsigned sum = 0;
    for (uint32_t i = 0; gzt_archive_kind(archive, i, &kind, &collection, &entities); i++)
        for (uint32_t field = 0; gzt_archive_field(archive, i, field, &name, &type); field++)
            fuzz_sink(&sum, type, strlen(type));
    fuzz_require(gzt_archive_write(archive, fuzz_sink, &sum) == GZT_OK);
    ask(archive);
    pour(env, archive);
}

// The input as it is where it begins as an archive does; else changes of the good one: a place (4
// bytes), a byte to put there, again and again; a last odd byte cuts the length.
static unsigned char *made_of(const uint8_t *bytes, size_t size, size_t *n) {
    bool whole = size >= 4 && memcmp(bytes, good.p, 4) == 0;
    *n = whole ? size : good.n;
    unsigned char *made = malloc(*n ? *n : 1);
    fuzz_require(made != NULL);
    memcpy(made, whole ? (const char *)bytes : good.p, *n);
    if (whole) return made;
    for (; size >= 5; bytes += 5, size -= 5) {
        uint32_t place;
        memcpy(&place, bytes, sizeof place);
        made[place % *n] = bytes[4];
    }
    if (size == 1) *n -= bytes[0] % *n;
    return made;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (!good.n) make_good();
    Fuzz_memory memory = {0};
    gzt_alloc alloc = {sizeof alloc, &memory, fuzz_resize};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_error error = {0};
    size_t n;
    unsigned char *made = made_of(bytes, size, &n);
    fuzz_require(gzt_env_new(&alloc, &env) == GZT_OK);
    gzt_status status = gzt_archive_open(env, made, n, NULL, NULL, &archive, &error);
    fuzz_require(status == GZT_OK || status == GZT_DATA);
    fuzz_require((status == GZT_OK) == (archive != NULL));
    if (archive) look(env, archive);
    gzt_archive_free(archive);
    gzt_env_free(env);
    fuzz_require(memory.live == 0);
    free(made);
    return 0;
}
