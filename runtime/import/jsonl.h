// Records of JSON into a builder: each line of a file is one (JSON Lines), or each element of the
// list that a file whose name ends in .json holds; and each record becomes an entity. What a file
// holds is told by its name (people.jsonl) or by the records' own `kind` or `type`; members fill
// the fields of their name; those that the kind does not know are declared as new fields. A record
// that is faulty is reported and left out, the rest is loaded. What is no character in a text is
// reported and replaced by U+FFFD.
#ifndef GAZ_IMPORT_JSONL_H
#define GAZ_IMPORT_JSONL_H

#include "runtime/import/importer.h"

extern const Importer jsonl_importer;

// Whether the name of the text, or its first record, says what kind of entities it holds. A kind
// that only an archive that was poured in has, was guessed when it was made: it is guessed again.
bool jsonl_knows(const Schema *schema, Arena *scratch, const ImportText *text);

#endif
