// What the files of pages.h share; nobody else includes this.
#ifndef GAZ_IMPORT_PAGE_IMPL_H
#define GAZ_IMPORT_PAGE_IMPL_H

#include "runtime/import/given_names.h"
#include "runtime/import/pages.h"
#include "runtime/import/page.h"
#include "runtime/import/page_path.h"

#define NO_FIELD UINT32_MAX

// ---- page_table.c: a table of papers --------------------------------------------------------

typedef struct PaperTable PaperTable;
typedef struct Paper {
    Str key, name, place;
    Ref publication; // once it was needed
} Paper;

PaperTable *papers_new(Arena *a);
void papers_read(PaperTable *t, Str csv);
void papers_each(PaperTable *t, void (*each)(void *user, Paper *p), void *user);
// The paper whose key the name begins with, up to its end or to what is no letter and no digit;
// NULL.
Paper *papers_find(const PaperTable *t, Str name);

// ---- page_names.c: the builder's own names -----------------------------------------------

Names *builder_names(Builder *b, Arena *a, Arena *scratch);

typedef struct Issue {
    Ref ref, publication;
    int64_t volume, number; // 0: not stated
} Issue;
typedef struct Issues Issues;
Issues *builder_issues(const Builder *b, Arena *a); // those that have a number
void issues_add(Issues *t, Issue issue);
// The first of the publication with the number, and the volume where both state one; 0 if there is
// none.
Ref issues_find(const Issues *t, const Issue *like);

#endif
