// JSON Lines: a folder with a file for each kind, called by its collection (people.jsonl), an
// object a line. `gazette import jsonl` reads it back: dates are EDTF, links ids, durations ISO
// 8601. A field that is not given is left out.
#include "lang/number.h"
#include "runtime/export/formats.h"
#include "runtime/export/values.h"
#include "runtime/output.h"

static void put_value(ExportJob *job, const Stated *v) {
    StrBuf *out = &job->out;
    switch ((TypeTag)v->type->tag) {
    case TY_INT:
    case TY_REAL:
    case TY_TRUTH: value_plain(job, v); return;
    case TY_TEXT: json_text(out, archive_text(job->archive, v->id)); return;
    case TY_ENTITY: json_text(out, archive_id(job->archive, v->id)); return;
    default: break;
    }
    buf_char(out, '"'); // of dates and durations nothing needs an escape
    value_plain(job, v);
    buf_char(out, '"');
}

static void tell_note(ExportJob *job, const Stated *v) {
    if (v->note) export_found(job, "annotations of values, which JSON Lines has no place for", 1);
}

// , "field": value
static void put_field(ExportJob *job, const KindTable *k, uint32_t field, uint32_t row) {
    const Field *f = &k->kind->fields[field];
    bool list = f->type->tag == TY_LIST;
    StatedList values = values_of(job, k, field, row);
    Stated v;
    for (uint32_t n = 0; values_next(&values, &v); n++) {
        tell_note(job, &v);
        if (n && !list) {
            export_found(job, "further claims of a field, which JSON Lines has no place for", 1);
            continue;
        }
        buf_addc(&job->out, ", ");
        if (n == 0) {
            json_text(&job->out, f->name);
            buf_addc(&job->out, list ? ": [" : ": ");
        }
        put_value(job, &v);
    }
    if (list && values.column->data && values.column->off[row] < values.column->off[row + 1])
        buf_char(&job->out, ']');
}

static void put_kind(ExportJob *job, const KindTable *k) {
    export_open(job, kind_file(job, k, ".jsonl"));
    for (uint32_t row = 0; row < k->count; row++) {
        buf_addc(&job->out, "{\"id\": ");
        json_text(&job->out, archive_id(job->archive, k->first + row));
        for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++) put_field(job, k, f, row);
        buf_addc(&job->out, "}\n");
        export_entity(job);
    }
    export_close(job);
}

static void write_jsonl(ExportJob *job) {
    for (uint32_t i = 0; i < job->archive->schema.nkinds; i++)
        if (job->archive->tables[i].count) put_kind(job, &job->archive->tables[i]);
}

const Exporter jsonl_exporter = {"jsonl", ".jsonl", "a folder of JSON Lines, a file for each kind",
                                 true, write_jsonl};
