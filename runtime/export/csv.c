// CSV: a folder with a file for each kind, called by its collection (people.csv): RFC 4180 with a
// header, an entity a line. Dates are EDTF, links ids, lists joined by "; ". What a cell has no
// room for is in files of their own, each value with the id and the field that it belongs to:
//   _claims.csv   every value that has evidence, or other words than the cell shows, or is a
//                 second claim; `number` counts a field's values from 1
//   _fields.csv   the fields of each kind and their types
//   _archive.csv  what the archive says of itself
#include <string.h>

#include "lang/number.h"
#include "runtime/export/formats.h"
#include "runtime/export/values.h"

// ---- cells ----------------------------------------------------------------------------------

static bool needs_quotes(const char *p, size_t n) {
    if (n == 0) return false;
    if (p[0] == ' ' || p[n - 1] == ' ') return true;
    return memchr(p, ',', n) || memchr(p, '"', n) || memchr(p, '\n', n) || memchr(p, '\r', n);
}

// What was added since `at` becomes a cell.
static void quote(ExportJob *job, size_t at) {
    StrBuf *out = &job->out;
    if (!needs_quotes(out->p + at, out->n - at)) return;
    Str raw = str_dup(job->scratch, (Str){out->p + at, (uint32_t)(out->n - at)});
    out->n = at;
    buf_char(out, '"');
    for (const char *p = raw.p, *end = raw.p + raw.n; p < end;) {
        const char *mark = memchr(p, '"', (size_t)(end - p));
        if (!mark) mark = end;
        buf_add(out, (Str){p, (uint32_t)(mark - p)});
        if (mark < end) buf_addc(out, "\"\"");
        p = mark + 1;
    }
    buf_char(out, '"');
}

static void put_cell(ExportJob *job, Str s, bool first) {
    if (!first) buf_char(&job->out, ',');
    size_t at = job->out.n;
    buf_add(&job->out, s);
    quote(job, at);
}

static void end_row(ExportJob *job) {
    buf_addc(&job->out, "\r\n");
    export_next(job);
}

// ---- entities -------------------------------------------------------------------------------

static void put_field(ExportJob *job, const KindTable *k, uint32_t field, uint32_t row) {
    StatedList values = values_of(job, k, field, row);
    buf_char(&job->out, ',');
    size_t at = job->out.n;
    Stated v;
    for (uint32_t n = 0; values_next(&values, &v); n++) {
        if (n && !values.list) break; // further claims: in _claims.csv
        if (n) buf_addc(&job->out, "; ");
        size_t from = job->out.n;
        value_plain(job, &v);
        for (size_t i = from; values.list && i + 1 < job->out.n; i++)
            if (job->out.p[i] == ';' && job->out.p[i + 1] == ' ') {
                export_found(job, "elements of lists that hold \"; \" themselves", 1);
                break;
            }
    }
    quote(job, at);
}

static void put_kind(ExportJob *job, const KindTable *k) {
    export_open(job, kind_file(job, k, ".csv"));
    buf_addc(&job->out, "id");
    for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++)
        put_cell(job, k->kind->fields[f].name, false);
    end_row(job);
    for (uint32_t row = 0; row < k->count; row++) {
        put_cell(job, archive_id(job->archive, k->first + row), true);
        for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++) put_field(job, k, f, row);
        buf_addc(&job->out, "\r\n");
        export_entity(job);
    }
    export_close(job);
}

// ---- what a cell has no room for ------------------------------------------------------------

typedef struct Cell { // of a value
    const KindTable *k;
    uint32_t row, field, number;
} Cell;

static void put_sources(ExportJob *job, const Annotation *note) {
    buf_char(&job->out, ',');
    size_t at = job->out.n;
    for (uint32_t i = 0; note && i < note->nsources; i++) {
        if (i) buf_addc(&job->out, "; ");
        uint32_t source = job->archive->note_sources[note->first_source + i];
        buf_add(&job->out, archive_id(job->archive, source));
    }
    quote(job, at);
}

static void put_note(ExportJob *job, const Annotation *note) {
    const Archive *a = job->archive;
    Str none = {"", 0};
    char text[DATE_TEXT];
    put_cell(job, note ? archive_text(a, note->certainty) : none, false);
    put_cell(job, note ? archive_text(a, note->role) : none, false);
    put_cell(job, note ? archive_text(a, note->note) : none, false);
    put_sources(job, note);
    bool reaches = note && note->within && note->within < a->nnote_reaches;
    uint32_t n = reaches ? duration_write(a->note_reaches[note->within], text) : 0;
    put_cell(job, (Str){text, n}, false);
}

static void put_claim(ExportJob *job, const Cell *at, const Stated *v, Str written) {
    char text[NUMBER_TEXT];
    put_cell(job, at->k->kind->name, true);
    put_cell(job, archive_id(job->archive, at->k->first + at->row), false);
    put_cell(job, at->k->kind->fields[at->field].name, false);
    put_cell(job, (Str){text, number_write_int(at->number, text)}, false);
    buf_char(&job->out, ',');
    size_t cell = job->out.n;
    value_plain(job, v);
    quote(job, cell);
    put_cell(job, written, false);
    put_note(job, value_note(job, v->note));
    end_row(job);
}

static void put_claims_of(ExportJob *job, Cell at) {
    StatedList values = values_of(job, at.k, at.field, at.row);
    for (Stated v; values_next(&values, &v);) {
        bool date = v.type->tag == TY_DATE;
        Str written = date ? value_written(job, v.id) : (Str){"", 0};
        at.number++;
        if (v.note || written.n || (at.number > 1 && !values.list))
            put_claim(job, &at, &v, written);
    }
}

static void put_claims(ExportJob *job) {
    const Archive *a = job->archive;
    export_open(job, "_claims.csv");
    buf_addc(&job->out, "kind,id,field,number,value,written,certainty,role,note,source,within\r\n");
    for (uint32_t i = 0; i < a->schema.nkinds; i++) {
        const KindTable *k = &a->tables[i];
        for (uint32_t row = 0; row < k->count; row++) {
            guard_work(job->arena->guard, k->kind->ndeclared);
            for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++)
                put_claims_of(job, (Cell){k, row, f, 0});
        }
    }
    export_close(job);
}

static void put_fields(ExportJob *job) {
    const Schema *s = &job->archive->schema;
    export_open(job, "_fields.csv");
    buf_addc(&job->out, "kind,collection,field,type,inverse\r\n");
    for (uint32_t i = 0; i < s->nkinds; i++) {
        const Kind *k = s->kinds[i];
        for (uint32_t f = FIELD_SOURCE; f < k->ndeclared; f++) {
            const Field *field = &k->fields[f];
            put_cell(job, k->name, true);
            put_cell(job, k->collection, false);
            put_cell(job, field->name, false);
            put_cell(job, type_name(job->scratch, s, field->type), false);
            put_cell(job, field->inverse, false);
            end_row(job);
        }
    }
    export_close(job);
}

static void put_archive(ExportJob *job) {
    const Archive *a = job->archive;
    export_open(job, "_archive.csv");
    buf_addc(&job->out, "name,value\r\n");
    for (uint32_t i = 0; i < a->nmeta; i++) {
        put_cell(job, archive_text(a, a->meta[2 * i]), true);
        put_cell(job, archive_text(a, a->meta[2 * i + 1]), false);
        end_row(job);
    }
    export_close(job);
}

static void write_csv(ExportJob *job) {
    put_archive(job);
    put_fields(job);
    for (uint32_t i = 0; i < job->archive->schema.nkinds; i++)
        if (job->archive->tables[i].count) put_kind(job, &job->archive->tables[i]);
    put_claims(job);
}

const Exporter csv_exporter = {
    "csv", ".csv", "a folder of CSV: a table for each kind, and one of claims and evidence", true,
    write_csv};
