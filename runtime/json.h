// Reading JSON (RFC 8259, strictly): events one by one, from bytes that come whole or in pieces.
// Each event has its place in bytes; an error its line and column too, and what was expected.
//
// Refused beside what the grammar refuses: bytes in texts that are not UTF-8 and halves of
// surrogate pairs (or, where the caller asks for it, replaced by U+FFFD and counted), numbers
// beyond what a real can hold, and nesting deeper than the caller allows. A byte order mark at the
// beginning of a file is passed over. A whole number of more than 64 bits is a real. A name that
// its record had already is told, not refused.
//
// Memory is the arena's, kept from event to event and from text to text: what grows with the input
// is the longest token, the depth, and the names of the records that are open.
#ifndef GAZ_JSON_H
#define GAZ_JSON_H

#include "lang/str.h"

typedef enum JsonTag {
    JSON_NULL,
    JSON_TRUTH, // i is 0 or 1
    JSON_INT,   // i
    JSON_REAL,  // r
    JSON_TEXT,  // text
    JSON_NAME,  // of a member: text; its value is the next event
    JSON_LIST,
    JSON_LIST_END,
    JSON_RECORD,
    JSON_RECORD_END,
    JSON_END,  // the value is whole, and nothing follows it
    JSON_MORE, // the bytes at hand are used up: json_feed
    JSON_BAD   // error says why; so does every later call until json_start
} JsonTag;

typedef struct JsonEvent {
    JsonTag tag;
    bool again; // a name: the record had it before
    Str text;   // valid until the next call; of a number, as it is written
    int64_t i;
    double r;
    uint64_t at, end;   // of the first byte of what is written, and behind the last
    uint32_t broken;    // of a text or name: how many pieces were replaced …
    uint64_t broken_at; // … and where the first of them is
} JsonEvent;

typedef struct JsonError {
    uint64_t at;           // of the byte that is wrong
    uint32_t line, column; // from 1; the column in code points
    const char *message;   // static, as all messages: lower case, no full stop
    const char *expected;  // static; "" where the message says it
} JsonError;

typedef struct JsonKey JsonKey;

typedef struct Json {
    JsonEvent event; // the last one
    JsonError error;
    bool repair; // replace what is no character; set once, after json_init
    // Private to json.c from here.
    Arena *arena;
    const char *p, *end; // not read yet
    uint64_t end_at;     // the place of end
    uint64_t line_at;    // … of the first byte of the line
    uint64_t line_more;  // bytes of the line that continue a character
    uint32_t line;
    uint8_t state;
    bool last;          // nothing comes after end
    bool high, escapes; // of the text at hand: bytes beyond ASCII, backslashes
    size_t scanned;     // bytes of a token cut off that were looked at
    StrBuf kept;        // the beginning of such a token
    StrBuf made;        // a text without its escapes
    StrBuf repaired;    // … and with all that is no character replaced
    size_t *frames;     // of each open record the first of its names; of a list NO_NAMES
    uint32_t depth, depth_most;
    size_t frames_cap;
    JsonKey *keys; // names of the open records
    size_t nkeys, keys_cap;
    StrBuf key_bytes;
    uint32_t *slots; // a hash table of keys: number + 1, or 0
    size_t nslots;
} Json;

enum { JSON_DEPTH = 512 };

void json_init(Json *j, Arena *a, uint32_t depth_most);
// A new text, whose first byte lies at this place of its file and begins this line.
void json_start(Json *j, uint64_t at, uint32_t line);
// The next bytes; last: there are no more. Only after json_start and JSON_MORE. They must stay as
// they are until the next JSON_MORE, JSON_END or JSON_BAD.
void json_feed(Json *j, const char *p, size_t n, bool last);
JsonTag json_next(Json *j);

#endif
