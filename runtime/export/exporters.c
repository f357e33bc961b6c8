// The table of formats, and what all exporters share; see exporter.h.
#include "runtime/export/exporter.h"
#include "runtime/export/formats.h"

enum { WAITING = 1 << 16 }; // bytes that are given to the sink at once

const Exporter *const exporters[] = {&gzt_exporter,    &jsonl_exporter,   &csv_exporter,
                                     &sql_exporter,    &tei_exporter,     &graphml_exporter,
                                     &dot_exporter,    &geojson_exporter, &ical_exporter,
                                     &bibtex_exporter, &csl_exporter,     NULL};

const Exporter *exporter_named(Str name) {
    for (const Exporter *const *e = exporters; *e; e++)
        if (str_is(name, (*e)->name)) return *e;
    return NULL;
}

static void check(const ExportJob *job, int32_t refused) {
    if (refused) guard_leave(job->arena->guard, ST_IO, "the file could not be written");
}

static void give(ExportJob *job) {
    if (job->out.n) check(job, job->sink->write(job->sink->user, job->out.p, job->out.n));
    buf_clear(&job->out);
}

void export_open(ExportJob *job, const char *name) {
    if (!job->out.arena) buf_init(&job->out, job->arena);
    check(job, job->sink->open(job->sink->user, str_of(name ? name : "")));
}

void export_sound(ExportJob *job) {
    if (archive_damaged(job->archive)) guard_leave(job->arena->guard, ST_DATA, NULL);
}

void export_close(ExportJob *job) {
    export_sound(job);
    give(job);
    check(job, job->sink->close(job->sink->user));
}

void export_next(ExportJob *job) {
    guard_work(job->arena->guard, 16);
    if (job->scratch->head) arena_reset(job->scratch);
    if (job->out.n < WAITING) return;
    give(job);
    if (job->sink->progress) job->sink->progress(job->sink->user, job->done, job->total);
}

void export_entity(ExportJob *job) {
    job->done++;
    export_next(job);
}

void export_found(ExportJob *job, const char *what, uint64_t many) {
    finding_add(&job->findings, job->arena, what, many);
}
