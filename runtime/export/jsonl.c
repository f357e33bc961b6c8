// JSON Lines: a folder with a file for each kind, called by its collection (people.jsonl), an
// object a line. A field that is not given is left out; dates are EDTF, links ids, durations ISO
// 8601. Beside them _archive.gzt holds, as facts, what the archive says of itself and the kinds and
// fields that not every archive has.
//
// What a member has no place for is in "_claims", a list of objects, where there is any: `field`
// and `number` (from 1, of the field's values) say which value is meant; then `value` (of a further
// claim; or as a date is to be read, where EDTF is not the whole of it), `kind` (of an entity whose
// id others have too), `written` (the words of a date), `certainty`, `role`, `note`, `sources` (ids
// of passages), `within`. `gazette FOLDER` reads all of it back to the same.
#include "lang/calendar.h"
#include "runtime/export/formats.h"
#include "runtime/export/gzt.h"
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

// , "field": value, or a list of them
static void put_field(ExportJob *job, const KindTable *k, uint32_t field, uint32_t row) {
    const Field *f = &k->kind->fields[field];
    StatedList values = values_of(job, k, field, row);
    bool any = false;
    for (Stated v; (!any || values.list) && values_next(&values, &v); any = true) {
        buf_addc(&job->out, ", ");
        if (!any) {
            json_text(&job->out, f->name);
            buf_addc(&job->out, values.list ? ": [" : ": ");
        }
        put_value(job, &v);
    }
    if (any && values.list) buf_char(&job->out, ']');
}

// ---- claims ---------------------------------------------------------------------------------

// A value and what its member has no place for.
typedef struct Claimed {
    Stated v;
    uint32_t number; // of the field's values, from 1
    Str written;     // the words of a date
    Str instead;     // a date as it is to be read, where EDTF is not the whole of it
    Str kind;        // of an entity whose id is another's too
    bool further;    // another claim
} Claimed;

// As date_text reads it, or else as it stands in facts.
static bool reads_as(ExportJob *job, Str s, const Date *d) {
    Date read;
    DateError why = {0};
    bool good = date_is_text(job->scratch, s) ? date_text(job->scratch, s, &read, &why)
                                              : date_unquoted(s, &read);
    return good && date_exact_order(&read, d) == 0;
}

// EDTF knows one calendar: a date of another is read from its words, or as its calendar writes it.
static Str date_instead(ExportJob *job, uint32_t id, Str written) {
    Date d = archive_date(job->archive, id);
    Str told;
    if (reads_as(job, date_string(job->scratch, &d, date_write), &d)) return STR("");
    if (written.n && reads_as(job, written, &d)) return written;
    if (date_in_calendar(job->scratch, &d, (Calendar)d.calendar, &told)) {
        if (reads_as(job, told, &d)) return told;
        if (told.n > 2 && told.p[0] == '[')
            told = str_printf(job->scratch, "within(%.*s)", (int)told.n - 2, told.p + 1);
        if (reads_as(job, told, &d)) return told;
    }
    export_found(job, "dates that cannot be written as they are kept", 1);
    return STR("");
}

// Whether there is anything of the value that its member does not say.
static bool is_claimed(ExportJob *job, const StatedList *of, Claimed *c) {
    const Archive *a = job->archive;
    uint32_t found[2];
    c->written = c->instead = c->kind = STR("");
    c->further = c->number > 1 && !of->list;
    if (c->v.type->tag == TY_DATE) {
        c->written = value_written(job, c->v.id);
        c->instead = date_instead(job, c->v.id, c->written);
    }
    if (c->v.type->tag == TY_ENTITY && c->v.type->kind == KIND_ANY &&
        archive_with_id(a, KIND_ANY, archive_id(a, c->v.id), found, 2) > 1)
        c->kind = a->schema.kinds[archive_kind_of(a, c->v.id)]->name;
    return c->further || c->v.note || c->written.n || c->instead.n || c->kind.n;
}

static void put_text_member(ExportJob *job, const char *name, Str s) {
    if (!s.n) return;
    buf_printf(&job->out, ", \"%s\": ", name);
    json_text(&job->out, s);
}

static void put_evidence(ExportJob *job, const Annotation *note) {
    const Archive *a = job->archive;
    put_text_member(job, "certainty", archive_text(a, note->certainty));
    put_text_member(job, "role", archive_text(a, note->role));
    put_text_member(job, "note", archive_text(a, note->note));
    bool says = note->certainty || note->role || note->note || note->nsources || note->within;
    if (!says) buf_addc(&job->out, ", \"note\": \"\""); // evidence too
    for (uint32_t i = 0; i < note->nsources; i++) {
        buf_addc(&job->out, i ? ", " : ", \"sources\": [");
        json_text(&job->out, archive_id(a, a->note_sources[note->first_source + i]));
    }
    if (note->nsources) buf_char(&job->out, ']');
    if (!note->within || note->within >= a->nnote_reaches) return;
    char text[DATE_TEXT];
    put_text_member(job, "within",
                    (Str){text, duration_write(a->note_reaches[note->within], text)});
}

static void put_claim(ExportJob *job, const Field *f, const Claimed *c) {
    const Annotation *note = value_note(job, c->v.note);
    buf_addc(&job->out, "{\"field\": ");
    json_text(&job->out, f->name);
    buf_printf(&job->out, ", \"number\": %u", c->number);
    if (c->further && !c->instead.n) {
        buf_addc(&job->out, ", \"value\": ");
        put_value(job, &c->v);
    }
    put_text_member(job, "value", c->instead);
    put_text_member(job, "kind", c->kind);
    put_text_member(job, "written", c->written);
    if (note) put_evidence(job, note);
    buf_char(&job->out, '}');
}

// , "_claims": [{"field": "born", "number": 2, "value": "1816", "certainty": "low"}]
static void put_claims(ExportJob *job, const KindTable *k, uint32_t row) {
    bool any = false;
    for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++) {
        StatedList values = values_of(job, k, f, row);
        for (Claimed c = {.number = 1}; values_next(&values, &c.v); c.number++) {
            if (!is_claimed(job, &values, &c)) continue;
            buf_addc(&job->out, any ? ", " : ", \"_claims\": [");
            put_claim(job, &k->kind->fields[f], &c);
            any = true;
        }
    }
    if (any) buf_char(&job->out, ']');
}

// ---- all ------------------------------------------------------------------------------------

static void put_kind(ExportJob *job, const KindTable *k) {
    export_open(job, kind_file(job, k, ".jsonl"));
    for (uint32_t row = 0; row < k->count; row++) {
        buf_addc(&job->out, "{\"id\": ");
        json_text(&job->out, archive_id(job->archive, k->first + row));
        for (uint32_t f = FIELD_SOURCE; f < k->kind->ndeclared; f++) put_field(job, k, f, row);
        put_claims(job, k, row);
        buf_addc(&job->out, "}\n");
        export_entity(job);
    }
    export_close(job);
}

static void write_jsonl(ExportJob *job) {
    export_open(job, "_archive.gzt");
    gzt_declarations(job, false);
    export_close(job);
    for (uint32_t i = 0; i < job->archive->schema.nkinds; i++)
        if (job->archive->tables[i].count) put_kind(job, &job->archive->tables[i]);
}

const Exporter jsonl_exporter = {"jsonl", ".jsonl", "a folder of JSON Lines, a file for each kind",
                                 true, write_jsonl};
