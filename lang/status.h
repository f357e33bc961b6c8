// The outcome of every operation that can fail, shared by all layers. The public header
// (runtime/gazette.h) repeats these values as GZT_… constants; runtime/error.c asserts that they
// agree.
#ifndef GAZ_STATUS_H
#define GAZ_STATUS_H

typedef enum Status {
    ST_OK = 0,
    ST_ROW = 1,          // a row or batch is ready
    ST_DONE = 2,         // there are no more
    ST_SYNTAX = -1,      // the text does not follow the grammar
    ST_NAME = -2,        // a name is not known (or is ambiguous)
    ST_TYPE = -3,        // types do not fit
    ST_DATA = -4,        // the archive's facts, or a value met while running, are wrong
    ST_LIMIT = -5,       // a limit was reached; the message names it
    ST_INTERRUPTED = -6, // cancelled by the host
    ST_NOMEM = -7,       // an allocation failed
    ST_IO = -8,          // a file could not be read or written
    ST_MISUSE = -9,      // the library was called wrongly
    ST_ASSERT = -10      // an assert of the script is not true
} Status;

#endif
