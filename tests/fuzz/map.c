// Any bytes as facts with maps, over a table and over JSON that lies in JSON. Must hold: no crash,
// no leak, in time; either an error is told, or what is loaded is an archive that answers.
#include "tests/fuzz/fuzz.h"

static const char csv[] = "id,name,born,n\na,Ada,1815,1\nb,Bob,soon,\na,Eva,1900/1905,3.5\n";
static const char json[] = "[{\"id\": {\"x\": \"a\"}, \"k\": [1, 2], \"of\": [{\"w\": \"1917\"}]},"
                           " {\"of\": [], \"t\": true}]";

static void load(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    gzt_error error = {0};
    unsigned sum = 0;
    gzt_source sources[] = {{"t.csv", SIZE_MAX, csv, SIZE_MAX},
                            {"t.json", SIZE_MAX, json, SIZE_MAX},
                            {"m.gzt", SIZE_MAX, (const char *)bytes, size}};
    gzt_status status = gzt_builder_load(builder, sources, 3, NULL, &error);
    gzt_builder_errors(builder, GZT_ERRORS_TEXT, fuzz_sink, &sum);
    fuzz_require(status == GZT_OK || sum != 0 || status == GZT_LIMIT);
    if (status != GZT_OK) return;
    fuzz_finish(builder, "people; events; places");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    return fuzz_build(load, bytes, size);
}
