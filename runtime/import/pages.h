// Pages of newspapers into a builder: a text becomes articles with passages and mentions (page.h
// says how it is taken apart), a masthead an issue of its publication. What the file's name and
// those of its folders tell is heard: a day (1916-01-05), a page (seq-1, page-1, p1), and the
// paper, where a table of papers stands beside (titles.csv, RFC 4180: a key that the file's name
// begins with, then among others name and place_of_publication or place).
//
// Mentions are the names of the archive's people, places and organisations (recognise.h). One that
// means one entity only, or is all of the name of one only, is linked; any other keeps its words
// and a certainty "low". The person of a byline that the archive does not know is made.
#ifndef GAZ_IMPORT_PAGE_H
#define GAZ_IMPORT_PAGE_H

#include "runtime/builder.h"

typedef struct PageSource {
    Str name; // the file's, with its folders; one that ends in .csv is a table
    const char *p;
    uint32_t n;
} PageSource;

// How many pieces were no UTF-8 and were replaced: told in diags with the place of the first of
// each source. What is made stays in `arena`; `scratch` is used and given back.
uint64_t pages_load(Builder *b, Schema *schema, const PageSource *sources, size_t n, Arena *arena,
                    Arena *scratch, Diags *diags);

#endif
