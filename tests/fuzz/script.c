// Any text as a script on the bundled archive: lexer, parser, checker, planner, evaluator, writers.
// Must hold: no crash, no leak, an error has a place inside the text, an out-of-memory status if
// and only if an allocation failed, and the archive still answers afterwards.
#include <string.h>

#include "bundled.h"
#include "tests/fuzz/fuzz.h"

static Fuzz_memory memory; // of the one archive, which every input asks
static gzt_archive *archive;

static void open_archive(void) {
    static gzt_source sources[256];
    gzt_alloc alloc = {sizeof alloc, &memory, fuzz_resize};
    gzt_env *env = NULL;
    for (size_t i = 0; i < archive_file_count && i < 256; i++) {
        const struct Bundled *file = &archive_files[i];
        sources[i] = (gzt_source){file->name, SIZE_MAX, (const char *)file->data, file->size};
    }
    fuzz_require(gzt_env_new(&alloc, &env) == GZT_OK);
    gzt_status status = gzt_archive_build(env, sources, archive_file_count, &archive, NULL);
    fuzz_require(status == GZT_OK);
    gzt_env_free(env);
}

static void check_error(const gzt_error *error, gzt_status status, size_t size) {
    fuzz_require(error->status == status && *error->message);
    fuzz_require(error->line == 0 || (size_t)error->offset + error->length <= size + 1);
}

static void write_rows(gzt_session *session, gzt_source source, int32_t mode, const char *format) {
    gzt_error error = {0};
    gzt_script *script = NULL;
    unsigned sum = 0;
    gzt_status status = gzt_prepare(session, &source, mode, &script, &error);
    while (status >= 0 && status != GZT_DONE) {
        gzt_result *result = NULL;
        status = gzt_script_next(script, &result, &error);
        if (status == GZT_ROW) {
            gzt_write_options options = {.size = sizeof options, .format = format, .width = 80};
            gzt_status written = gzt_result_write(result, &options, fuzz_sink, &sum, &error);
            for (uint32_t i = 0; i < gzt_result_notes(result); i++) {
                fuzz_sink(&sum, gzt_result_note(result, i), strlen(gzt_result_note(result, i)));
            }
            if (written < 0) status = written;
        }
        gzt_result_free(result);
    }
    if (status < 0) {
        check_error(&error, status, source.text_n);
        gzt_session_errors(session, GZT_ERRORS_TEXT, fuzz_sink, &sum);
        gzt_session_errors(session, GZT_ERRORS_JSON, fuzz_sink, &sum);
    }
    // a param without a value is the host's to give: all else would be the target's own mistake
    fuzz_require(status != GZT_MISUSE || strcmp(error.code, "E0506") == 0);
    fuzz_require(status != GZT_NOMEM || (memory.fail_at && memory.count >= memory.fail_at));
    gzt_script_free(script);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    static const char *const formats[] = {"table", "csv", "tsv", "json", "jsonl", "markdown"};
    if (!archive) open_archive();
    unsigned sum = 0;
    fuzz_sink(&sum, (const char *)bytes, size);
    gzt_source source = {"", 0, (const char *)bytes, size};
    char awaited[64];
    long live = memory.live;
    gzt_session *session = NULL;
    memory.count = 0;
    memory.fail_at = sum % 4 == 0 ? (long)(sum / 4 % 200) + 1 : 0;
    if (gzt_session_new(archive, &session) == GZT_OK) {
        fuzz_limits(session);
        gzt_session_tune(session, GZT_TUNE_BATCH, sum % 3 ? 1024 : 3);
        gzt_check_input(session, source.text, size, awaited, sizeof awaited);
        for (int32_t what = GZT_DUMP_TOKENS; what <= GZT_DUMP_PLAN; what++) {
            gzt_dump(session, &source, what, fuzz_sink, &sum, NULL);
        }
        write_rows(session, source, sum % 2 ? GZT_REPL : GZT_SCRIPT, formats[sum / 2 % 6]);
        memory.fail_at = 0;
        gzt_source golden = {"", 0, "[1, 2] | select twice: it * 2", SIZE_MAX};
        write_rows(session, golden, GZT_SCRIPT, "csv");
    }
    gzt_session_free(session);
    fuzz_require(memory.live == live);
    return 0;
}
