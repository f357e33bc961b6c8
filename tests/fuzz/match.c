// Any two texts as pattern and text of `~` and `matches`. The first byte of the input says how long
// the pattern is. Must hold: no crash, no leak, in time; a pattern is refused for every text or for
// none; a text of one plain word is found in itself.
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

static gzt_status ask(gzt_session *session, const uint8_t *text, size_t text_n, const char *op,
                      const uint8_t *pattern, size_t pattern_n, unsigned *sum) {
    static char query[1 << 16];
    size_t n = fuzz_literal(query, text, text_n), op_n = strlen(op);
    memcpy(query + n, op, op_n);
    n += op_n;
    n += fuzz_literal(query + n, pattern, pattern_n);
    gzt_error error = {0};
    gzt_status status = gzt_query_json(session, query, n, fuzz_sink, sum, &error);
    fuzz_require(status >= 0 || (error.status == status && *error.message));
    fuzz_require(status != GZT_MISUSE);
    return status;
}

static int is_word(const uint8_t *bytes, size_t size) {
    int letters = 0;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] < 'a' || bytes[i] > 'z') return 0;
        letters++;
    }
    return letters > 0 && letters <= 100;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (size < 1 || size > 4096) return 0;
    if (!archive) open_archive();
    size_t pattern_n = bytes[0] < size ? bytes[0] : size - 1;
    const uint8_t *pattern = bytes + 1, *text = pattern + pattern_n;
    size_t text_n = size - 1 - pattern_n;
    long live = memory.live;
    gzt_session *session = NULL;
    fuzz_require(gzt_session_new(archive, &session) == GZT_OK);
    fuzz_limits(session);
    static const char *const ops[] = {" ~ ", " matches "};
    for (int i = 0; i < 2; i++) {
        unsigned sum = 0;
        gzt_status empty = ask(session, text, 0, ops[i], pattern, pattern_n, &sum);
        gzt_status full = ask(session, text, text_n, ops[i], pattern, pattern_n, &sum);
        if (empty < 0 && empty != GZT_DATA) fuzz_require(full == empty || full == GZT_SYNTAX);
        if (i == 0 && full != GZT_SYNTAX) fuzz_require(full == empty);
    }
    if (is_word(pattern, pattern_n)) {
        unsigned found = 0, yes = 0;
        gzt_query_json(session, "1 = 1", SIZE_MAX, fuzz_sink, &yes, NULL);
        ask(session, pattern, pattern_n, " ~ ", pattern, pattern_n, &found);
        fuzz_require(found == yes);
    }
    gzt_session_free(session);
    fuzz_require(memory.live == live);
    return 0;
}
