// Regular expressions: PCRE2 behind limits of its own, so that no pattern runs away or eats the
// memory. In: a pattern, texts; out: where it is found, or a sentence that says what is wrong. Must
// not know runs or vectors; pattern.h keeps compiled expressions for them.
//
// UTF-8 with Unicode classes, case counts, ^ and $ are the text's ends, looked for anywhere.
#ifndef GAZ_REGEX_H
#define GAZ_REGEX_H

#include "runtime/needle.h"

enum {
    REGEX_BYTES_MAX = 4096,      // of a pattern
    REGEX_MATCH_LIMIT = 1000000, // steps of the matcher for one search
    REGEX_DEPTH_LIMIT = 100000,  // nested returns to try again
    REGEX_HEAP_KIB = 20000,
    REGEX_NEST_LIMIT = 100, // brackets in brackets
    REGEX_STACK = 96 << 10  // of the native stack, that these take at most
};

// What an expression gets from its owner. Memory comes from the host, not from an arena: PCRE2
// frees piece by piece. A failed allocation is remembered here and left by once PCRE2 has returned.
typedef struct RegexMemory {
    const Alloc *alloc;
    Budget *budget;           // may be NULL
    bool over;                // the budget, not the allocator, said no
    bool (*stop)(void *user); // asked now and then while a long text is searched; NULL: nobody
    void *stop_user;
} RegexMemory;

typedef struct Regex Regex;

typedef enum RegexResult {
    REGEX_NONE,
    REGEX_FOUND,
    REGEX_NO_MEMORY,
    REGEX_COSTLY,
    REGEX_STOPPED // stop() said yes
} RegexResult;

typedef struct RegexError {
    bool no_memory; // then there is no message
    uint32_t at;    // byte of the pattern
    char message[160];
} RegexError;

// memory must outlive the expression, at the same address.
Regex *regex_compile(RegexMemory *memory, Str pattern, RegexError *err); // NULL on error
void regex_free(Regex *re);                                              // NULL is allowed
const Needle *regex_needle(const Regex *re); // a text that every find holds, or NULL
bool regex_has_group(const Regex *re);       // a ( ) that captures

// A find: bytes of the text, and those of the first group (at UINT32_MAX where it took no part).
typedef struct RegexFind {
    uint32_t at, len, group_at, group_len;
} RegexFind;

// The first find from byte `from` on. after_empty: the last find ended there and was empty, so
// another empty one there does not count. Both say that this text has been searched before.
RegexResult regex_find(Regex *re, Str text, uint32_t from, bool after_empty, RegexFind *out);

#endif
