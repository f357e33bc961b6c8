// Any text as the source of an archive: parser, schema, builder, freezing. Must hold: no crash, no
// leak, an out-of-memory status if and only if an allocation failed; what loads can be counted.
#include "tests/fuzz/fuzz.h"

static void count_kinds(gzt_archive *archive) {
    const char *kind, *collection, *name, *type;
    uint64_t entities;
    for (uint32_t i = 0; gzt_archive_kind(archive, i, &kind, &collection, &entities); i++) {
        for (uint32_t field = 0; gzt_archive_field(archive, i, field, &name, &type); field++) {
            fuzz_require(*name && *type);
        }
    }
}

static void ask(gzt_archive *archive) {
    gzt_session *session = NULL;
    unsigned sum = 0;
    if (gzt_session_new(archive, &session) != GZT_OK) return;
    fuzz_limits(session);
    gzt_query_json(session, "people; events; passages; mentions; count(articles)", SIZE_MAX,
                   fuzz_sink, &sum, NULL);
    gzt_session_free(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    unsigned sum = 0;
    fuzz_sink(&sum, (const char *)bytes, size);
    Fuzz_memory memory = {.fail_at = sum % 4 == 0 ? (long)(sum / 4 % 2000) + 1 : 0};
    gzt_alloc alloc = {sizeof alloc, &memory, fuzz_resize};
    gzt_source source = {"facts.gzt", SIZE_MAX, (const char *)bytes, size};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_error error = {0};
    gzt_status status = gzt_env_new(&alloc, &env);
    if (status == GZT_OK) {
        status = gzt_archive_build(env, &source, 1, &archive, &error);
        if (status < 0) gzt_env_errors(env, fuzz_sink, &sum);
    }
    fuzz_require((status == GZT_OK) == (archive != NULL) && status != GZT_MISUSE);
    fuzz_require(status != GZT_NOMEM || (memory.fail_at && memory.count >= memory.fail_at));
    if (archive) {
        count_kinds(archive);
        ask(archive);
    }
    gzt_archive_free(archive);
    gzt_env_free(env);
    fuzz_require(memory.live == 0);
    return 0;
}
