// Diagnostics: every complaint about a source text is one Diag with a stable code, the place, a
// message in the user's words and, where there is one, the caret's note and a hint. They are
// collected, never printed; rendering is separate. All errors of a text are reported, at most
// DIAG_MAX, in order of place.
#ifndef GAZ_DIAG_H
#define GAZ_DIAG_H

#include "lang/source.h"

typedef enum ErrorCode {
#define X(code, status, name, explanation) code,
#include "lang/errors.def"
#undef X
    ERROR_CODES
} ErrorCode;

typedef struct ErrorInfo {
    const char *code; // "E0101"
    Status status;
    const char *name;
    const char *explanation;
} ErrorInfo;
extern const ErrorInfo error_info[ERROR_CODES];

// One more place that an error is about, and what stands there.
typedef struct DiagPlace DiagPlace;
struct DiagPlace {
    const Source *source; // NULL: no place
    Span span;
    Str words;
    DiagPlace *next;
};

typedef struct Diag {
    ErrorCode code;
    const Source *source; // NULL: no place
    Span span;
    Str message; // what is wrong, lower case, no full stop
    Str note;    // beside the carets: what was expected, or the nearest right name; "" if none
    Str hint;    // what to type instead; "" if none
    DiagPlace *places;
} Diag;

enum { DIAG_MAX = 20 };

typedef struct Diags {
    Arena *arena;
    Diag *items; // DIAG_MAX of them
    uint32_t count;
    uint32_t dropped; // errors beyond DIAG_MAX
} Diags;

void diags_init(Diags *d, Arena *arena);
// Adds an error and returns it, so that note and hint can be set; never NULL (beyond DIAG_MAX it is
// a dummy).
Diag *diag_error(Diags *d, ErrorCode code, const Source *src, Span span, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
void diag_note(Diags *d, Diag *e, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
void diag_hint(Diags *d, Diag *e, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
// Adds a place after those that the error has: shown below its frame, each with a frame of its own.
void diag_place(Diags *d, Diag *e, const Source *src, Span span, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
void diags_sort(Diags *d); // by source (in order of first complaint), then place; stable

// The framed form ("FILE:LINE:COLUMN: error: …", source line, carets under the exact words
// measured
// in cells, note, hint). A source without a name gives "error: …". Ends with a newline.
void diag_render(StrBuf *out, const Diag *d);
// All of them one after the other, and how many more there were.
void diags_render(StrBuf *out, const Diags *d);
// One JSON object on one line, without a newline:
// {"code":…,"message":…,"note":…,"hint":…,"file":…,
// "line":…,"column":…,"offset":…,"length":…}. Without a place: file "", the numbers 0. Where the
// error is about more places, "places" follows: [{"words":…,"file":…,"line":…, …}, …].
void diag_render_json(StrBuf *out, const Diag *d);

// The candidate nearest to a misspelt name, or "" if none is near enough: call near_try for each.
typedef struct Near {
    Str word, best;
    uint32_t distance;
} Near;
void near_init(Near *n, Str word);
void near_try(Near *n, Str candidate);

#endif
