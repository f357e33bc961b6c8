// Any bytes as a table: the first chooses CSV, TSV, JSON or JSON Lines. Must hold: no crash, no
// leak, in time; what is guessed of it is a mapping in the language, what does not fit is told, and
// what is loaded is an archive that answers.
#include "tests/fuzz/fuzz.h"

static void load(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    static const char *const names[] = {"rows.csv", "rows.tsv", "rows.json", "rows.jsonl"};
    gzt_error error = {0};
    uint64_t left_out = 0;
    unsigned sum = 0;
    gzt_source source = {names[bytes[0] % 4], SIZE_MAX, (const char *)bytes + 1, size - 1};
    gzt_status status = gzt_builder_import(builder, "csv", &source, 1, &left_out, &error);
    fuzz_require(status == GZT_OK || status == GZT_LIMIT);
    gzt_builder_errors(builder, GZT_ERRORS_TEXT, fuzz_sink, &sum);
    fuzz_require(left_out == 0 || sum != 0);
    if (status != GZT_OK) return;
    fuzz_finish(builder, "people; events; places");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    return fuzz_build(load, bytes, size);
}
