// What files of rows mean: `map person from "people.csv" { name: first + " " + last, … }`. In: map
// statements, and files as raw archives (rows.h); out: entities and values in the builder. A file
// that no statement names gets a mapping that is guessed (guess.h).
//
// Names on the right are the columns of the file, functions and lets those that stand beside the
// map. The expressions are checked and worked out as those of a `select` over the rows. Then:
//
//   id         a row whose id is missing makes nothing; without `id` it is made of the row's bytes.
//              Rows with an id that is there already add to that entity
//   a field    that the kind does not have is declared with the type of the expression
//   a date     may be a text or a year; a faulty one is told and left out
//   a link     is a row (what is made of it), or a text: the id of an entity, else its name; one
//              that has neither is made of it, where its kind has names
//   evidence   born: birthday {certainty: "low", note: remark, role: "…"}
#ifndef GAZ_MAPPING_H
#define GAZ_MAPPING_H

#include "runtime/import/importer.h"
#include "runtime/func.h"

// functions: those of the language. optional: maps of files that are not there are left alone.
Mapping *mapping_new(Arena *a, const FnTable *functions, const Cancel *cancel, bool optional);
// Takes the map statements of a text, and what they may use.
void mapping_add(Mapping *m, const Program *p);
bool mapping_names(const Mapping *m, Str file); // whether a statement is about the file
// The files that statements name and nobody has asked for, one after the other: false at the end.
// *by: the statement.
bool mapping_missing(Mapping *m, const ImportText *texts, size_t n, const Node **by, Str *file);
void mapping_not_there(Mapping *m, const Node *by, Diags *diags); // the error
// A sentence for each file that optional statements name and that is none of the texts.
void mapping_unused(const Mapping *m, const ImportText *texts, size_t n, ImportFinding **list);
bool mapping_failed(const Mapping *m); // a statement is faulty: nothing may be made
Str mapping_guessed(const Mapping *m); // for all files that no statement named, or ""

extern const Importer rows_importer;

#endif
