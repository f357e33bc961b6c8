// What the files of guesses share (guess*.c); nobody else includes this.
#ifndef GAZ_IMPORT_GUESS_IMPL_H
#define GAZ_IMPORT_GUESS_IMPL_H

#include "runtime/import/guess.h"

// A field of a core kind and what columns for it are called, the likeliest first, with blanks
// between.
typedef struct GuessRule {
    const char *field, *columns;
} GuessRule;

// A core kind, by what its tables have.
typedef struct GuessKind {
    const char *kind;
    const char *tables; // what files and lists of it are called; "" beside its own name: nothing
    // Groups of columns: one of each must be there. "": no more of them.
    const char *needs[2];
    const GuessRule *rules; // up to one without a field
} GuessKind;

// The first that fits is taken.
extern const GuessKind guess_kinds[];
extern const size_t guess_nkinds;

extern const char guess_first[], guess_last[], guess_whole_name[]; // parts of names of people
extern const char guess_first_apart[], guess_last_apart[];
extern const char guess_start[], guess_end[]; // of what lasts
extern const char guess_ids[];
extern const char guess_no_titles[]; // places and remarks, by which no event is called
extern const char guess_no_kinds[];  // words that no kind may be called

// The first column that is called one of these and is free, the earlier word first; NULL. used:
// by number of column; NULL: all are free.
const RowsColumn *guess_column(const RowsTable *t, const bool *used, const char *words);
bool guess_word(Str word, const char *words); // whether it is one of them
const GuessKind *guess_kind_of(const RowsTable *t, Str singular, Str *why, Arena *a);

#endif
