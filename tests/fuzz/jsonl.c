// Any bytes as JSON Lines: people where the first byte is even, else records that say their kind.
// Must hold: no crash, no leak, in time; what does not fit is left out and told, and what is
// loaded is an archive that answers.
#include <string.h>

#include "tests/fuzz/fuzz.h"

static void load(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    gzt_error error = {0};
    uint64_t left_out = 0;
    unsigned sum = 0;
    gzt_source source = {bytes[0] % 2 ? "x.jsonl" : "people.jsonl", SIZE_MAX,
                         (const char *)bytes + 1, size - 1};
    fuzz_require(gzt_builder_jsonl(builder, &source, 1, &left_out, &error) == GZT_OK);
    gzt_builder_errors(builder, GZT_ERRORS_TEXT, fuzz_sink, &sum);
    gzt_builder_errors(builder, GZT_ERRORS_JSON, fuzz_sink, &sum);
    fuzz_require(left_out == 0 || sum != 0); // what is replaced is told, too
    fuzz_finish(builder, "people; events; articles; passages; places");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    return fuzz_build(load, bytes, size);
}
