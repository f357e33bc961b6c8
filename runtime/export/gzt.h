// Facts in the language itself: what the parts of that exporter share; nobody else includes this.
//
// The facts are read as they stand where the archive statement says `complete: true`: every value
// is stated, and nothing follows from a text or a mention. Without it articles have texts with
// marks, as people write them (gzt_text.c). That form is taken where all of it comes back the same.
#ifndef GAZ_EXPORT_GZT_H
#define GAZ_EXPORT_GZT_H

#include "runtime/export/values.h"

// gzt_values.c: each adds to job->out.
void gzt_name(ExportJob *job, Str name); // of a kind or field
void gzt_string(ExportJob *job, Str s);  // "…" on one line
void gzt_words(ExportJob *job, Str s);   // the same, or """…""" where it has several lines
void gzt_id(ExportJob *job, Str id);     // behind an @
void gzt_value(ExportJob *job, const KindTable *k, uint32_t field, const Stated *v);

// gzt.c: what the archive says of itself, and kinds and fields that not every archive has.
// complete: whatever follows is, with these facts.
void gzt_declarations(ExportJob *job, bool complete);

// gzt.c: the members of an entity for a field, each on a line of its own, or within a block.
typedef enum GztForm { GZT_LINES, GZT_BLOCK } GztForm;
bool gzt_field(ExportJob *job, const KindTable *k, uint32_t field, uint32_t row, GztForm form);

#endif
