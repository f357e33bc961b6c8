// Editions in TEI P5 (https://tei-c.org/guidelines/p5/) into a builder: texts become articles with
// passages and mentions, registers people, places, organisations, events and publications. What
// the files hold beyond the core kinds is declared as fields of its own.
#ifndef GAZ_TEI_H
#define GAZ_TEI_H

#include "runtime/import/importer.h"

extern const Importer tei_importer;

#endif
