// The forms under which a name is looked for in texts, and words without their endings. What the
// files of recognise.h share.
#ifndef GAZ_NAME_FORMS_H
#define GAZ_NAME_FORMS_H

#include "runtime/recognise.h"

typedef struct NameForm {
    Str words[NAME_LONGEST]; // folded
    uint32_t n;
    uint16_t need;  // which of them have a capital
    uint16_t small; // which must not have one
    bool whole;     // all of the name
} NameForm;

typedef struct NameSink {
    void (*form)(void *user, const NameForm *f, uint32_t who);
    void *user;
    uint32_t who;
} NameSink;

void name_forms(Arena *a, Str name, NameSort sort, NameSink sink);

// Before a stem that stands for all cases of a word.
enum { NAME_STEM = '\1' };
// What a folded word may be another case of: without its possessive or plural s; of Cyrillic
// letters NAME_STEM and the stem that its cases share. False: it has no ending.
bool name_stem(Arena *a, Str word, Str *stem);

#endif
