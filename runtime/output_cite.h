// What BibTeX and CSL-JSON share: what is cited, under which key, by whom. In: a row; out: its
// bibliographic parts.
#ifndef GAZ_OUTPUT_CITE_H
#define GAZ_OUTPUT_CITE_H

#include "runtime/output_row.h"

typedef enum CiteKind { CITE_ARTICLE, CITE_WORK, CITE_PERIODICAL, CITE_LETTER } CiteKind;

typedef struct Cite {
    Str key, title;
    CiteKind kind;
    Str container; // in which it appeared, or "" …
    Str medium;    // … and what kind of publication that is, folded
    bool has_date;
    Date date;
} Cite;

// False where the row is left out. Texts live in scratch.
bool cite_row(Writer *w, const Vec *const *columns, uint32_t i, Cite *out);
// "1917": the year, where the date determines it.
bool cite_part(const Cite *c, DatePart part, int64_t *out);

typedef void PersonWriter(Writer *w, Str name, bool person, uint32_t at);
// Each author or editor, from 0 on; how many.
uint32_t cite_persons(Writer *w, const Vec *const *columns, RowPart part, uint32_t i,
                      PersonWriter *put);
// Whether what kind of thing it is, as the archive says, holds one of the words (folded; with
// blanks between them).
bool cite_is(Guard *g, Str type, const char *words);

#endif
