// The formats: a row for each file that writes one.
#ifndef GAZ_EXPORT_FORMATS_H
#define GAZ_EXPORT_FORMATS_H

#include "runtime/export/exporter.h"

extern const Exporter gzt_exporter;
extern const Exporter csv_exporter;
extern const Exporter sql_exporter;
extern const Exporter jsonl_exporter; // jsonl.c

#endif
