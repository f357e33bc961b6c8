// Any text as a date that people wrote, in one of five languages by the first byte. Must hold: no
// crash, no leak, in time; never an error; what is read can be written as EDTF and read again.
#include <string.h>

#include "tests/fuzz/fuzz.h"

static Fuzz_memory memory;
static gzt_archive *archive;

static void open_archive(void) {
    gzt_alloc alloc = {sizeof alloc, &memory, fuzz_resize};
    gzt_env *env = NULL;
    fuzz_require(gzt_env_new(&alloc, &env) == GZT_OK);
    fuzz_require(gzt_archive_build(env, NULL, 0, &archive, NULL) == GZT_OK);
    gzt_env_free(env);
}

static char *add(char *p, const char *text) {
    size_t n = strlen(text);
    memcpy(p, text, n);
    return p + n;
}

// The bytes within quotes; what would end or escape them is left out.
static char *add_text(char *p, const uint8_t *bytes, size_t size) {
    *p++ = '"';
    for (size_t i = 0; i < size; i++)
        if (bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\' && bytes[i] != 0x7f)
            *p++ = (char)bytes[i];
    *p++ = '"';
    return p;
}

static gzt_status ask(gzt_session *session, const char *query, size_t n, unsigned *sum) {
    gzt_error error = {0};
    gzt_status status = gzt_query_json(session, query, n, fuzz_sink, sum, &error);
    fuzz_require(status == GZT_OK || status == GZT_SYNTAX); // not UTF-8
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const char *const languages[] = {"", "de", "en-US", "fr", "ru"};
    static char query[2048];
    if (size < 1 || size > 512) return 0;
    if (!archive) open_archive();
    long live = memory.live;
    gzt_session *session = NULL;
    fuzz_require(gzt_session_new(archive, &session) == GZT_OK);
    fuzz_limits(session);
    char *p = add(query, "let d = read_date(");
    p = add_text(p, bytes + 1, size - 1);
    p = add(add(add(p, ", \""), languages[bytes[0] % 5]), "\")\n");
    p = add(p, "d is null or is_date(edtf(d))");
    unsigned found = 0, yes = 0;
    gzt_query_json(session, "1 = 1", SIZE_MAX, fuzz_sink, &yes, NULL);
    if (ask(session, query, (size_t)(p - query), &found) == GZT_OK) fuzz_require(found == yes);
    gzt_session_free(session);
    fuzz_require(memory.live == live);
    return 0;
}
