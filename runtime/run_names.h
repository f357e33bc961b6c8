// The names of an archive's people, places and organisations, made ready once a run to be found in
// texts (recognise.h). What the host hides of them is not known.
#ifndef GAZ_RUN_NAMES_H
#define GAZ_RUN_NAMES_H

#include "runtime/recognise.h"
#include "runtime/run.h"

const Names *run_names(Run *r);

#endif
