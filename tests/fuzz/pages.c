// Any bytes as a page of a newspaper and, where the first byte is odd, as a table of papers beside
// it; the names that it is searched for may be any as well. Must hold: no crash, no leak, in time;
// what is not UTF-8 is told, and what is loaded is an archive that answers.
#include <stdio.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

static const char facts[] = "person @a { name: \"Ann Reed\", also: [\"Reed, A.\", \"Captain\"] }\n"
                            "person @b { name: \"Bob Reed Jr\" }\n"
                            "place @q { name: \"the Quay\" }\n"
                            "publication @e { name: \"Echo\" }\n"
                            "issue @i { publication: @e, volume: 1, number: 2 }\n";

static const char asked[] =
    "articles; passages; mentions; issues; people; passages | select recognise(text)";

// A person who is called as the page begins.
static void add_person(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    gzt_error error = {0};
    gzt_ref ref = 0;
    size_t n = size < 60 ? size : 60;
    fuzz_require(gzt_builder_entity(builder, "person", NULL, &ref, &error) == GZT_OK);
    gzt_builder_text(builder, ref, "name", (const char *)bytes, n, &error);
}

static void load(gzt_builder *builder, const uint8_t *bytes, size_t size) {
    gzt_error error = {0};
    uint64_t replaced = 0;
    unsigned sum = 0;
    const char *text = (const char *)bytes + 1;
    gzt_source known = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_source sources[] = {{"p/1916-01-05/e-seq-1.txt", SIZE_MAX, text, size - 1},
                            {"p/titles.csv", SIZE_MAX, text, size - 1}};
    fuzz_require(gzt_builder_facts(builder, &known, 1, &error) == GZT_OK);
    add_person(builder, bytes + 1, size - 1);
    fuzz_require(gzt_builder_pages(builder, sources, 1 + bytes[0] % 2, &replaced, &error) ==
                 GZT_OK);
    gzt_builder_errors(builder, GZT_ERRORS_TEXT, fuzz_sink, &sum);
    fuzz_require((replaced > 0) == (sum != 0));
    fuzz_require(fuzz_finish(builder, asked) == GZT_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    return fuzz_build(load, bytes, size);
}
