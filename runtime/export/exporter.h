// What every exporter is: one row of the table of formats, and one function that writes a whole
// archive as it goes through it. Neither the library nor an exporter knows where files lie: the
// job's sink begins them, takes their bytes and ends them, one after the other.
//
// An exporter adds to job->out and calls export_next after every entity (or whatever else there are
// many of): there a cancel is heard, progress told, and what waits given to the sink. What a format
// cannot hold is never dropped in silence: export_found counts it.
#ifndef GAZ_EXPORTER_H
#define GAZ_EXPORTER_H

#include "runtime/block.h"
#include "runtime/finding.h"

// Each gives 0 to go on; anything else ends the export with ST_IO.
typedef struct ExportSink {
    void *user;
    int32_t (*open)(void *user, Str name); // of a file in the folder; "": the only file
    int32_t (*write)(void *user, const char *p, size_t n);
    int32_t (*close)(void *user);
    void (*progress)(void *user, uint64_t done, uint64_t total); // or NULL
} ExportSink;

typedef struct ExportJob {
    const Archive *archive;
    const Schema *core; // the kinds that every archive has
    const ExportSink *sink;
    Arena *arena;         // as long as the export
    Arena *scratch;       // given back by export_next
    StrBuf out;           // of the file at hand, what waits to be given to the sink
    Finding *findings;    // in the order in which they were found first
    uint64_t done, total; // entities
} ExportJob;

typedef struct Exporter {
    const char *name;   // gazette export NAME
    const char *ending; // of a file's name, ".jsonl"; of all files of a folder
    const char *doc;    // a line for the help
    bool folder;        // several files with names of their own, else one
    void (*write)(ExportJob *job);
} Exporter;

extern const Exporter *const exporters[]; // up to NULL
const Exporter *exporter_named(Str name); // NULL: there is none

void export_open(ExportJob *job, const char *name); // begins a file; NULL: the only one
void export_close(ExportJob *job);                  // ends it
void export_next(ExportJob *job);                   // so much of the file is written; hears cancel
void export_entity(ExportJob *job);                 // the same, and one more entity is done
// Counts into the line of the report that says `what`, which lasts as long as the job.
void export_found(ExportJob *job, const char *what, uint64_t many);
// Whether the archive is sound; leaves by the guard where it is not (export_close does).
void export_sound(ExportJob *job);

#endif
