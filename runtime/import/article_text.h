// An article's text from data, in which the marks of the language mean nothing.
#ifndef GAZ_ARTICLE_TEXT_H
#define GAZ_ARTICLE_TEXT_H

#include "runtime/builder.h"

// Makes a passage of each paragraph of the text, whose number among the builder's texts is
// `interned`; a single one is the text itself. *words: of them all. False: no kind of passages is
// known.
bool article_passages(Builder *b, const Schema *schema, Arena *scratch, Ref article, Str text,
                      uint32_t interned, uint32_t *words);

#endif
