// Archives written in the formats of runtime/export/. In: an archive and a sink of the host's; out:
// files, and what could not be held in them.
#include <string.h>

#include "runtime/export/exporter.h"
#include "runtime/session.h"

bool gzt_export_format(uint32_t i, const char **name, const char **ending, const char **doc,
                       bool *folder) {
    uint32_t n = 0;
    while (exporters[n]) n++;
    if (i >= n) return false;
    if (name) *name = exporters[i]->name;
    if (ending) *ending = exporters[i]->ending;
    if (doc) *doc = exporters[i]->doc;
    if (folder) *folder = exporters[i]->folder;
    return true;
}

// ---- the host's sink ------------------------------------------------------------------------

static int32_t sink_open(void *user, Str name) {
    const gzt_export *to = user;
    return to->open ? to->open(to->user, name.p) : 0;
}

static int32_t sink_write(void *user, const char *p, size_t n) {
    const gzt_export *to = user;
    return to->write(to->user, p, n);
}

static int32_t sink_close(void *user) {
    const gzt_export *to = user;
    return to->close ? to->close(to->user) : 0;
}

static void sink_progress(void *user, uint64_t done, uint64_t total) {
    const gzt_export *to = user;
    if (to->progress) to->progress(to->user, done, total);
}

// ---- the call -------------------------------------------------------------------------------

static const Schema *core_schema(Arena *a, Str text) {
    Diags diags;
    diags_init(&diags, a);
    Schema *s = ARENA_NEW(a, Schema);
    schema_init(s, a);
    Program *core = parse_facts(a, STR("core.gzt"), text, &diags);
    if (core) schema_declare(s, core, &diags);
    schema_finish(s, &diags);
    return s;
}

static void export_all(const gzt_archive *a, const Exporter *how, const gzt_export *to, Work *w) {
    // The sink's functions get the host's struct back, which none of them changes.
    ExportSink sink = {(void *)(uintptr_t)to, sink_open, sink_write, sink_close, sink_progress};
    ExportJob job = {.archive = a->archive, .sink = &sink, .arena = &w->arena};
    job.scratch = arena_inner(&w->arena);
    job.core = core_schema(&w->arena, a->env->core);
    job.total = a->archive->nentities;
    how->write(&job);
    for (const Finding *f = job.findings; f && to->finding; f = f->next)
        to->finding(to->user, f->what, f->many);
}

gzt_status gzt_archive_export(const gzt_archive *a, const char *format, const gzt_export *to,
                              gzt_error *err) {
    enum { LEAST = offsetof(gzt_export, close) + sizeof to->close };
    gzt_export all = {0};
    error_clear(err);
    if (!a || !format || !to || to->size < LEAST || !to->write)
        return error_misuse(err,
                            "gzt_archive_export needs an archive, a format and where to write");
    const Exporter *how = exporter_named(str_of(format));
    if (!how) return error_misuse(err, "there is no such format to export (gzt_export_format)");
    if (how->folder && (!to->open || !to->close))
        return error_misuse(err, "this format makes a folder, which needs open and close");
    memcpy(&all, to, to->size < sizeof all ? to->size : sizeof all);
    Work w;
    work_begin(&w, a->env);
    if (setjmp(w.guard.at)) return work_ended(&w, err);
    export_all(a, how, &all, &w);
    arena_free(&w.arena);
    return GZT_OK;
}
