// The formats: a row for each file that writes one.
#ifndef GAZ_EXPORT_FORMATS_H
#define GAZ_EXPORT_FORMATS_H

#include "runtime/export/exporter.h"

extern const Exporter gzt_exporter;   // gzt.c
extern const Exporter jsonl_exporter; // jsonl.c
extern const Exporter csv_exporter;   // csv.c
extern const Exporter sql_exporter;   // sql.c
extern const Exporter tei_exporter, graphml_exporter, dot_exporter, geojson_exporter, ical_exporter,
    bibtex_exporter, csl_exporter; // rows.c

#endif
