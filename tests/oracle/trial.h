// One comparison: facts and a query, answered by the engine in several ways and by the reference.
#ifndef GAZ_TESTS_ORACLE_TRIAL_H
#define GAZ_TESTS_ORACLE_TRIAL_H

#include "runtime/session.h"
#include "tests/oracle/gen.h"
#include "tests/oracle/ref.h"

typedef struct Text { // grows; always ends with a NUL
    char *p;
    size_t n, cap;
} Text;
void text_add(Text *t, const char *p, size_t n);
void text_clear(Text *t);
void text_free(Text *t);

typedef enum Verdict {
    AGREED,
    DIFFERED,
    REFUSED, // by the checker: a fault of the generator
    FAILED,  // the query has an error, and both sides may or must say so
    TOO_LONG // for the reference, or beyond a limit
} Verdict;

enum { WAYS = 5, BY_INDEX = 4 };
extern const char *const way_names[WAYS];

typedef struct Trial {
    gzt_env *env;
    gzt_archive *archive;
    Text facts, query;
    Text answers[WAYS], notes[WAYS], reference;
    char message[400];
} Trial;

void trial_open(Trial *t);
void trial_close(Trial *t);
// The name of an inverse link that is not what its fields say (links.c), or NULL.
const char *wrong_link(const Archive *a);
// False where the facts are refused, or links are wrong; the message says why.
bool trial_facts(Trial *t, const Parts *facts);
Verdict trial_query(Trial *t, const Query *q);
// The rows for which p, not p and unknown(p) hold are all the rows, and the note says how many are
// unknown.
Verdict trial_partition(Trial *t, const Query *q, Str collection, const char *p);
// Leaves out facts, definitions, stages and parts of expressions as long as they still differ.
void trial_shrink(Trial *t, Parts *facts, Query *q);

#endif
