// Compiled patterns of a run: those of `~` and of `matches`, each made ready once for every text
// that serves as one, kept by the text's id, and freed with the run. Errors point into the pattern
// where it stands in the query as it is.
#ifndef GAZ_PATTERN_H
#define GAZ_PATTERN_H

#include "runtime/match.h"
#include "runtime/regex.h"
#include "runtime/run.h"

// at: the pattern's expression, for errors (E0503, reported and left by the guard).
const Match *pattern_words(Run *r, const Expr *at, uint32_t pattern);
Regex *pattern_regex(Run *r, const Expr *at, uint32_t pattern);
// The same, but NULL where the pattern has an error.
Regex *pattern_regex_if(Run *r, uint32_t pattern);

// `text ~ pattern` and `text matches pattern`, for texts that are there. Both count a step for the
// text's length, so that limits and cancel reach into long texts and costly patterns.
bool pattern_tilde(Run *r, const Expr *at, uint32_t pattern, uint32_t text);
bool pattern_matches(Run *r, const Expr *at, uint32_t pattern, uint32_t text);
// The first find from byte `from` on; leaves by the guard where the search is too costly.
bool pattern_find(Run *r, const Expr *at, Regex *re, Str text, uint32_t from, bool after_empty,
                  RegexFind *out);

// Whether it is found; where the search is too costly, it may be, and *sure becomes false.
bool pattern_may_match(Run *r, Regex *re, Str text, bool *sure);

void patterns_free(Run *r); // what run_free calls

#endif
