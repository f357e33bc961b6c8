// Any bytes as a file of TEI, and where the first byte is odd as one beside a register that it may
// refer to. Must hold: no crash, no leak, in time; what does not fit is told, and what is loaded is
// an archive that answers.
#include "tests/fuzz/fuzz.h"

static const char list[] =
    "<TEI><text><body><listPerson><person xml:id=\"a\"><persName>Ann</persName><idno>u:1</idno>"
    "</person></listPerson><listPlace><place xml:id=\"a\"/></listPlace></body></text></TEI>";

static void load(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    gzt_error error = {0};
    uint64_t left_out = 0;
    unsigned sum = 0;
    gzt_source sources[] = {{"d/1916-01-05.xml", SIZE_MAX, (const char *)bytes + 1, size - 1},
                            {"list.xml", SIZE_MAX, list, SIZE_MAX}};
    fuzz_require(gzt_builder_load(builder, sources, 1 + bytes[0] % 2, &left_out, &error) == GZT_OK);
    gzt_builder_errors(builder, GZT_ERRORS_TEXT, fuzz_sink, &sum);
    gzt_builder_errors(builder, GZT_ERRORS_JSON, fuzz_sink, &sum);
    fuzz_require(left_out == 0 || sum != 0);
    fuzz_finish(builder, "articles; passages; mentions; people; places; organisations; events; "
                         "publications; issues; relations");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    return fuzz_build(load, bytes, size);
}
