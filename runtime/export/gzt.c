// Facts in the language itself; see gzt.h.
#include "runtime/export/gzt.h"

#include "runtime/export/formats.h"

// ---- entities -------------------------------------------------------------------------------

static void begin_member(ExportJob *job, const Field *f, GztForm form, bool first) {
    if (form == GZT_LINES)
        buf_addc(&job->out, "  ");
    else if (!first)
        buf_addc(&job->out, ", ");
    gzt_name(job, f->name);
    buf_addc(&job->out, ": ");
}

bool gzt_field(ExportJob *job, const KindTable *k, uint32_t field, uint32_t row, GztForm form) {
    const Field *f = &k->kind->fields[field];
    StatedList values = values_of(job, k, field, row);
    bool list = values.list, any = false;
    for (Stated v; values_next(&values, &v); any = true) {
        if (!any || !list) begin_member(job, f, form, !any);
        if (list) buf_addc(&job->out, any ? ", " : "[");
        gzt_value(job, k, field, &v);
        if (!list && form == GZT_LINES) buf_addc(&job->out, ",\n");
    }
    if (list && any) buf_addc(&job->out, form == GZT_LINES ? "],\n" : "]");
    return any;
}

static void put_entity(ExportJob *job, const KindTable *k, uint32_t row) {
    gzt_name(job, k->kind->name);
    buf_addc(&job->out, " @");
    gzt_id(job, archive_id(job->archive, k->first + row));
    buf_addc(&job->out, " {");
    size_t empty = job->out.n;
    buf_char(&job->out, '\n');
    bool any = false;
    for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++)
        any |= gzt_field(job, k, f, row, GZT_LINES);
    if (!any) job->out.n = empty;
    buf_addc(&job->out, "}\n");
    export_entity(job);
}

// ---- the archive ----------------------------------------------------------------------------

static void put_archive(ExportJob *job, bool complete) {
    const Archive *a = job->archive;
    Str title;
    archive_meta(a, STR("title"), &title);
    buf_addc(&job->out, "archive ");
    gzt_string(job, title);
    buf_addc(&job->out, complete ? " {\n  complete: true,\n" : " {\n");
    for (uint32_t i = 0; i < a->nmeta; i++) {
        Str name = archive_text(a, a->meta[2 * i]);
        if (str_is(name, "title")) continue;
        buf_addc(&job->out, "  ");
        gzt_name(job, name);
        buf_addc(&job->out, ": ");
        gzt_string(job, archive_text(a, a->meta[2 * i + 1]));
        buf_addc(&job->out, ",\n");
    }
    buf_addc(&job->out, "}\n\n");
}

static void put_kinds(ExportJob *job) {
    size_t before = job->out.n;
    schema_write_new(&job->archive->schema, job->core, &job->out);
    if (job->out.n > before) buf_char(&job->out, '\n');
}

void gzt_declarations(ExportJob *job, bool complete) {
    if (complete || job->archive->nmeta) put_archive(job, complete);
    put_kinds(job);
}

static void write_gzt(ExportJob *job) {
    const Archive *a = job->archive;
    export_open(job, NULL);
    gzt_declarations(job, true);
    for (uint32_t i = 0; i < a->schema.nkinds; i++)
        for (uint32_t row = 0; row < a->tables[i].count; row++) put_entity(job, &a->tables[i], row);
    export_close(job);
}

const Exporter gzt_exporter = {
    "gzt", ".gzt", "facts in the language itself: all there is, read back to the same archive",
    false, write_gzt};
