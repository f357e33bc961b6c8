// The last step before a builder's facts are frozen: what several inputs state of one entity
// becomes one statement of each value (settle.c).
#ifndef GAZ_SETTLE_H
#define GAZ_SETTLE_H

#include "runtime/builder.h"

void builder_settle(Builder *b);

#endif
