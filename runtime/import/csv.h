// Records of separated values: RFC 4180, and what people write instead. The bytes lie in memory and
// are gone through once; nothing is copied but values with doubled quotes.
//
// Lines end in LF, CR LF or CR. A value in quotes may hold separators and line ends; blanks around
// the quotes are no part of it. A quote within it that is neither doubled nor before a separator or
// a line's end is taken as it stands, as long as the value ends on its line: beyond that nobody can
// tell which quote was forgotten, and the line is a faulty record. So no scan goes over the bytes
// of another that failed, whatever they are.
#ifndef GAZ_IMPORT_CSV_H
#define GAZ_IMPORT_CSV_H

#include "lang/str.h"

typedef struct CsvField {
    const char *p; // without its quotes
    size_t n;
    bool quoted, doubled; // doubled: quotes in it are
} CsvField;

typedef enum CsvFault {
    CSV_GOOD,
    CSV_OPEN, // a quote is opened and not closed: the field `bad`; the record is its first line
    CSV_MANY  // more fields than csv_init was told; the first of them are there
} CsvFault;

typedef struct Csv {
    // The record at hand.
    const char *at; // its first byte
    size_t n;       // … without the line's end
    uint64_t line;  // its first, from 1
    CsvField *fields;
    uint32_t nfields, bad;
    CsvFault fault;
    uint64_t stray; // quotes taken as they stand, so far
    // Private to csv.c from here.
    Arena *arena;
    const char *next, *end;
    uint64_t next_line;
    size_t cap;
    uint32_t most;
    char separator;
    uint8_t stop[256]; // bytes that may end a field without quotes
} Csv;

// fields_most: of a record, beyond which it is CSV_MANY.
void csv_init(Csv *x, Arena *a, const char *p, size_t n, char separator, uint32_t fields_most);
// The next record; false: there is none. Lines with nothing but blanks are none.
bool csv_next(Csv *x);
// The value of a field: it lies in the text, or, where quotes are doubled, in the arena. Of more
// bytes than a Str can have, the first.
Str csv_value(const CsvField *f, Arena *a);

// Which of , ; tab | separates the values: that by which most records of the beginning have the
// same number of fields. *skip: bytes of a line `sep=;` before the first record.
char csv_separator(Arena *scratch, const char *p, size_t n, size_t *skip);

#endif
