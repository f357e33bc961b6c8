// Names in running text: a trie of folded words, built once, that finds the names of thousands of
// people in one pass over a text. In: names and whose they are; out: finds in the order of the
// text, each with everybody whom it may mean. It must not know where names come from.
//
// What is found
//   a name or other name as it is given, word by word
//   of a person also the surname alone, with the first given name, and with initials: Robert Hunter
//   is Hunter, R. Hunter, of three names also the first and the last; Hunter, Robert is read alike.
//   The surname is what stands before a comma, else the last of the parts between blanks that is no
//   ordinal or Jr (Tudor-Hart is one); with what is small before it (von Bülow) and without. None
//   is taken from a name with other small words, or that begins with an article; nor is one of two
//   letters, or a patronymic that ends another name (Yakov Mikhailovich).
//   the last word of a name, if it has a capital, with a possessive or plural s, or in another case
//   of a Russian name
//
// How it is compared: case and accents aside (str_fold), but what has a capital in the name begins
// with one in the text, so that a hunter is not Hunter; and what is small in the name of a place or
// organisation, behind its first word, has no capital in the text unless all of it has: the soviet
// is not part of the Soviet State. Between the words of a name stand blanks, one line end,
// hyphens and apostrophes, and a full stop behind up to three letters. Finds share no word. The
// first and then the longest wins, unless one that begins within it and ends behind it has a name
// with more capitals; each lists all whom it may mean.
#ifndef GAZ_RECOGNISE_H
#define GAZ_RECOGNISE_H

#include "lang/str.h"

typedef struct Names Names;
typedef enum NameSort { NAME_PLAIN, NAME_OF_PERSON, NAME_OTHER_OF_PERSON } NameSort;
enum { NAME_LONGEST = 12 }; // words; a longer name is not looked for

// scratch is used while names are added, and given back.
Names *names_new(Arena *a, Arena *scratch);
// All names of one entity after the other, entities by their number, which is not 0.
void names_add(Names *n, Str name, uint32_t who, NameSort sort);

typedef struct NameFind {
    uint32_t at, len;          // bytes
    uint32_t word;             // the number of its first word in the text, from 1
    uint16_t last;             // its last word, as a bit
    uint16_t capitals, proper; // its words that begin with a capital; … and go on in small letters
    uint32_t exact, cased; // lists of whom it may mean: by the name itself, by another case of it
} NameFind;

typedef struct NameScan NameScan;
// Both must outlive the scan; it lies in the arena, which folded words use for a moment.
NameScan *names_scan(const Names *n, Arena *a, Str text);
bool names_next(NameScan *s, NameFind *f);
// Goes through those whom a find may mean, by their numbers; *whole: the find is all of a name of
// theirs, in the nominative. False at the end.
bool names_who(const Names *n, NameFind *f, uint32_t *who, bool *whole);

#endif
