// Any bytes as a note in Markdown, beside one that links to it: a person where the first byte is
// even, else an article. Must hold: no crash, no leak, in time; what is left out is told, and what
// is loaded is an archive that answers.
#include <string.h>

#include "tests/fuzz/fuzz.h"

static void load(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    static const char other[] = "---\naliases: Ada\nmet: \"[[note]]\"\n---\nSee [[note|it]].\n";
    gzt_error error = {0};
    uint64_t left_out = 0;
    unsigned sum = 0;
    gzt_source sources[] = {{bytes[0] % 2 ? "a/note.md" : "people/note.md", SIZE_MAX,
                             (const char *)bytes + 1, size - 1},
                            {"a/other.md", SIZE_MAX, other, SIZE_MAX}};
    fuzz_require(gzt_builder_load(builder, sources, 2, &left_out, &error) == GZT_OK);
    gzt_builder_errors(builder, GZT_ERRORS_TEXT, fuzz_sink, &sum);
    fuzz_require(left_out == 0 || sum != 0);
    fuzz_finish(builder, "people; articles; passages; mentions");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    return fuzz_build(load, bytes, size);
}
