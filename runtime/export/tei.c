// A register as TEI P5: people, places, organisations, events and publications in their lists, and
// the relations among them. Rows come in any order; a list is begun anew where another kind begins.
// Every link leads to an entry of the document, or is a key. See tei.h.
#include "runtime/export/tei.h"

void tei_begin(Writer *w) {
    struct Tei *t = w->tei = ARENA_NEW(w->arena, struct Tei);
    t->job = (ExportJob){.archive = w->run->archive, .scratch = w->run->scratch};
    buf_init(&t->job.out, w->arena);
    tei_list_kinds(w);
    buf_addc(&w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n"
                      "<teiHeader><fileDesc>\n<titleStmt><title>");
    markup_text(&w->out, w->options.archive.n ? w->options.archive : STR("Register"));
    buf_addc(&w->out,
             "</title></titleStmt>\n"
             "<publicationStmt><p>Written by Gazette.</p></publicationStmt>\n"
             "<sourceDesc><p>An archive of Gazette.</p></sourceDesc>\n</fileDesc>\n"
             "<encodingDesc>\n"
             "<appInfo><application ident=\"gazette\" version=\"" GZT_VERSION_TEXT
             "\"><label>Gazette</label></application></appInfo>\n"
             "<listPrefixDef><prefixDef ident=\"passage\" matchPattern=\"(.+)\" "
             "replacementPattern=\"#$1\"><p>A passage of the archive, by its id.</p></prefixDef>\n"
             "<prefixDef ident=\"entity\" matchPattern=\"(.+)\" "
             "replacementPattern=\"#$1\"><p>What is not in this document, by its kind and id.</p>"
             "</prefixDef></listPrefixDef>\n"
             "<p xml:id=\"edtf\">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>\n"
             "<p xml:id=\"own-calendar\">when-custom: the date as its own calendar has it, "
             "1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>\n"
             "</encodingDesc></teiHeader>\n");
}

// ---- an entry -------------------------------------------------------------------------------

static bool first_of(Writer *w, const KindTable *k, uint32_t field, uint32_t row, Stated *out) {
    if (field == UINT32_MAX) return false;
    StatedList all = values_of(&w->tei->job, k, field, row);
    return values_next(&all, out);
}

static void put_line(Writer *w) { buf_addc(&w->out, "\n  "); }

// All values of the field but the first `skip` as elements: <note type="fate">.
static void put_values(Writer *w, const KindTable *k, const TeiField *f, uint32_t row,
                       const char *element, const char *type, const char *later) {
    StatedList all = values_of(&w->tei->job, k, f->field, row);
    Stated v;
    for (bool first = true; values_next(&all, &v); first = false) {
        guard_work(w->arena->guard, 1);
        put_line(w);
        tei_put_element(w, element, first ? type : later, &v);
    }
}

// One of them without the other is no place on earth, but a note.
static void put_coordinates(Writer *w, const KindTable *k, const TeiField *f, uint32_t row) {
    Stated lat, lon;
    bool has_lat = first_of(w, k, f->field, row, &lat);
    bool has_lon = first_of(w, k, f->beside, row, &lon);
    if (has_lat != has_lon) {
        put_line(w);
        tei_put_element(w, "note", has_lat ? "lat" : "lon", has_lat ? &lat : &lon);
    }
    if (!has_lat || !has_lon) return;
    put_line(w);
    buf_addc(&w->out, "<location><geo>");
    tei_put_content(w, &lat);
    buf_char(&w->out, ' ');
    tei_put_content(w, &lon);
    buf_addc(&w->out, "</geo></location>");
}

// <birth><date when="1870">1870</date><placeName ref="#simbirsk">Simbirsk</placeName></birth>; each
// claim has an element of its own.
static void put_dates(Writer *w, const KindTable *k, const TeiField *f, uint32_t row) {
    if (str_is(str_of(f->element), "date")) {
        put_values(w, k, f, row, "date", NULL, NULL);
        return;
    }
    StatedList dates = values_of(&w->tei->job, k, f->field, row), places = {0};
    if (f->beside != UINT32_MAX) places = values_of(&w->tei->job, k, f->beside, row);
    for (;;) {
        Stated date, place;
        bool has_date = values_next(&dates, &date);
        bool has_place = f->beside != UINT32_MAX && values_next(&places, &place);
        if (!has_date && !has_place) return;
        put_line(w);
        buf_printf(&w->out, "<%s>", f->element);
        if (has_date) tei_put_element(w, "date", NULL, &date);
        if (has_place) tei_put_element(w, "placeName", NULL, &place);
        buf_printf(&w->out, "</%s>", f->element);
    }
}

static void put_states(Writer *w, const KindTable *k, const TeiField *f, uint32_t row) {
    StatedList all = values_of(&w->tei->job, k, f->field, row);
    Stated v;
    while (values_next(&all, &v)) {
        put_line(w);
        buf_addc(&w->out, "<state type=\"");
        tei_put_word(w, k->kind->fields[f->field].name);
        buf_char(&w->out, '"');
        if (v.type->tag == TY_DATE) {
            Date d = archive_date(w->run->archive, v.id);
            tei_put_date(w, &d);
        }
        tei_put_evidence(w, v.note, false);
        buf_addc(&w->out, "><desc");
        tei_put_space(w, &v);
        buf_char(&w->out, '>');
        tei_put_content(w, &v);
        buf_addc(&w->out, "</desc></state>");
    }
}

// Who and what takes part in an event, in one description.
static void put_part(Writer *w, const KindTable *k, const TeiField *f, uint32_t row, bool *begun) {
    StatedList all = values_of(&w->tei->job, k, f->field, row);
    Stated v;
    while (values_next(&all, &v)) {
        if (!*begun) put_line(w);
        buf_addc(&w->out, *begun ? ", " : "<desc>");
        *begun = true;
        tei_put_element(w, f->element, NULL, &v);
    }
}

static void put_note(Writer *w, const KindTable *k, const TeiField *f, uint32_t row) {
    Str name = k->kind->fields[f->field].name;
    const char *type = str_is(name, "note") ? NULL : str_dup(w->run->scratch, name).p;
    put_values(w, k, f, row, "note", type, type);
}

static void put_field(Writer *w, const KindTable *k, const TeiField *f, uint32_t row) {
    switch (f->how) {
    case TEI_NAME: put_values(w, k, f, row, f->element, NULL, "variant"); break;
    case TEI_OTHER_NAME: put_values(w, k, f, row, f->element, "alt", "alt"); break;
    case TEI_ELEMENT: put_values(w, k, f, row, f->element, NULL, NULL); break;
    case TEI_DATE: put_dates(w, k, f, row); break;
    case TEI_STATE: put_states(w, k, f, row); break;
    case TEI_COORDINATES: put_coordinates(w, k, f, row); break;
    case TEI_NOTE: put_note(w, k, f, row); break;
    case TEI_ATTRIBUTE:
    case TEI_TAKES_PART:
    case TEI_RELATION: break;
    }
}

// ---- start tags -----------------------------------------------------------------------------

static void put_sources(Writer *w, const KindTable *k, uint32_t row) {
    const Archive *a = w->run->archive;
    uint32_t kind = (uint32_t)(k - a->tables);
    if (catalog_may_read(w->options.catalog, kind, FIELD_SOURCE) != READ_OPEN) return;
    const Column *c = archive_column(a, k, FIELD_SOURCE);
    if (!c->data || !c->off) return;
    tei_put_source(w, (const uint32_t *)c->data + c->off[row], c->off[row + 1] - c->off[row]);
}

// The type, where it is a word; what it is else is for a note.
static Str put_type(Writer *w, const TeiKind *t, const KindTable *k, uint32_t row,
                    const char *attribute) {
    Stated v;
    if (!first_of(w, k, t->type, row, &v) || v.type->tag != TY_TEXT) return (Str){"", 0};
    Str type = archive_text(w->run->archive, v.id);
    if (!type.n) return type;
    buf_printf(&w->out, " %s=\"", attribute);
    bool whole = tei_put_word(w, type) && !str_is(type, "relation");
    buf_char(&w->out, '"');
    return whole ? (Str){"", 0} : type;
}

static void put_typed_note(Writer *w, Str type, const char *element) {
    if (!type.n) return;
    put_line(w);
    buf_printf(&w->out, "<%s type=\"type\">", element);
    markup_text(&w->out, type);
    buf_printf(&w->out, "</%s>", element);
}

static void put_start(Writer *w, const TeiKind *t, uint32_t entity) {
    buf_printf(&w->out, "<%s", t->element);
    tei_put_id(w, entity);
}

// An entry's dates in its own tag: those of events and relations. The certainty is that of the
// date, the source that of all of it.
static void put_own_date(Writer *w, const TeiKind *t, const KindTable *k, uint32_t row) {
    Stated v;
    if (first_of(w, k, t->date, row, &v) && v.type->tag == TY_DATE) {
        Date d = archive_date(w->run->archive, v.id);
        tei_put_date(w, &d);
        tei_put_certainty(w, v.note);
    }
    put_sources(w, k, row);
}

static void put_entry(Writer *w, const TeiKind *t, const KindTable *k, uint32_t entity) {
    uint32_t row = entity - k->first;
    bool event = str_is(str_of(t->kind), "event"), begun = false;
    put_start(w, t, entity);
    Str type = put_type(w, t, k, row, "type");
    if (event) put_own_date(w, t, k, row);
    if (!event) put_sources(w, k, row);
    buf_char(&w->out, '>');
    uint32_t i = 0;
    for (; i < t->nfields && t->fields[i].how < TEI_TAKES_PART; i++)
        put_field(w, k, &t->fields[i], row);
    for (; i < t->nfields && t->fields[i].how == TEI_TAKES_PART; i++)
        put_part(w, k, &t->fields[i], row, &begun);
    if (begun) buf_addc(&w->out, "</desc>");
    put_typed_note(w, type, "note");
    for (; i < t->nfields; i++) put_field(w, k, &t->fields[i], row);
    buf_printf(&w->out, "\n </%s>\n", t->element);
}

// ---- lists ----------------------------------------------------------------------------------

static void close_list(Writer *w) {
    struct Tei *t = w->tei;
    if (t->open) buf_printf(&w->out, "</%s>\n", t->kinds[t->open - 1].list);
    t->open = 0;
}

static void open_list(Writer *w, uint32_t list) {
    struct Tei *t = w->tei;
    if (t->open == list + 1) return;
    close_list(w);
    if (!t->begun) buf_addc(&w->out, "<standOff>\n");
    t->begun = true;
    t->open = list + 1;
    buf_printf(&w->out, "<%s>\n", t->kinds[list].list);
}

static void put_end(Writer *w, const char *name, uint32_t entity) {
    buf_printf(&w->out, " %s=\"", name);
    tei_put_pointer(w, entity);
    buf_char(&w->out, '"');
}

static void put_extra(Writer *w, Str name, const Stated *v) {
    bool leads = v->type->tag == TY_ENTITY;
    buf_addc(&w->out, "<desc type=\"");
    tei_put_word(w, name);
    buf_char(&w->out, '"');
    tei_put_space(w, v);
    if (!leads) tei_put_evidence(w, v->note, false);
    buf_char(&w->out, '>');
    if (leads)
        tei_put_element(w, "name", NULL, v);
    else
        tei_put_content(w, v);
    buf_addc(&w->out, "</desc>");
}

// What else a relation says, each in a description of its type, within the one that it may have.
static void put_extras(Writer *w, const TeiKind *t, const KindTable *k, uint32_t row, Str type) {
    bool begun = type.n > 0;
    if (begun) buf_addc(&w->out, "<desc>");
    put_typed_note(w, type, "desc");
    for (uint32_t i = 0; i < t->nfields; i++) {
        if (t->fields[i].how != TEI_NOTE) continue;
        StatedList all = values_of(&w->tei->job, k, t->fields[i].field, row);
        Str name = k->kind->fields[t->fields[i].field].name;
        Stated v;
        while (values_next(&all, &v)) {
            if (!begun) buf_addc(&w->out, "<desc>");
            begun = true;
            put_line(w);
            put_extra(w, name, &v);
        }
    }
    if (begun) buf_addc(&w->out, "</desc>");
}

static void put_relation(Writer *w, const TeiKind *t, const KindTable *k, uint32_t entity) {
    Stated from, to;
    uint32_t row = entity - k->first;
    if (!first_of(w, k, t->from, row, &from) || !first_of(w, k, t->to, row, &to)) {
        row_left(w, "relation has not both ends", "relations have not both ends");
        return;
    }
    open_list(w, TEI_RELATIONS);
    put_start(w, t, entity);
    size_t before = w->out.n;
    Str type = put_type(w, t, k, row, "name");
    if (w->out.n == before) buf_addc(&w->out, " name=\"relation\"");
    put_end(w, "active", from.id);
    put_end(w, "passive", to.id);
    put_own_date(w, t, k, row);
    buf_char(&w->out, '>');
    put_extras(w, t, k, row, type);
    buf_addc(&w->out, "</relation>\n");
}

void tei_row(Writer *w, const Vec *const *columns, uint32_t i) {
    const KindTable *k;
    uint32_t entity = row_entity(w, columns, i);
    TeiKind *t = entity ? tei_list_kind(w, entity, &k) : NULL;
    if (!t) {
        row_left(w, "row is none of a register", "rows are none of a register");
    } else if (row_again(w, entity)) {
        row_left(w, "row is of an entry that came before", "rows are of entries that came before");
    } else if (t == &w->tei->kinds[TEI_RELATIONS]) {
        put_relation(w, t, k, entity);
    } else {
        open_list(w, (uint32_t)(t - w->tei->kinds));
        put_entry(w, t, k, entity);
    }
}

// ---- relations among the entries ------------------------------------------------------------

// Links of a field from entries to entries.
static void field_relations(Writer *w, const KindTable *k, uint32_t field) {
    for (uint32_t row = 0; row < k->count && !w->failed; row++) {
        guard_every(w->arena->guard, row);
        if (!row_asked(w, k->first + row)) continue;
        StatedList all = values_of(&w->tei->job, k, field, row);
        Stated v;
        while (values_next(&all, &v)) {
            if (!row_asked(w, v.id)) {
                row_left(w, "link leads out of the register", "links lead out of the register");
                continue;
            }
            open_list(w, TEI_RELATIONS);
            buf_addc(&w->out, "<relation name=\"");
            tei_put_word(w, k->kind->fields[field].name);
            buf_char(&w->out, '"');
            put_end(w, "active", k->first + row);
            put_end(w, "passive", v.id);
            tei_put_evidence(w, v.note, false);
            buf_addc(&w->out, "/>\n");
        }
        writer_flush(w, false);
    }
}

// Relations both of whose ends are entries, and which are not in the document themselves.
static void other_relations(Writer *w, const TeiKind *t, const KindTable *k) {
    for (uint32_t row = 0; row < k->count && !w->failed; row++) {
        guard_every(w->arena->guard, row);
        Stated from, to;
        if (row_asked(w, k->first + row) || !first_of(w, k, t->from, row, &from) ||
            !first_of(w, k, t->to, row, &to) || !row_asked(w, from.id) || !row_asked(w, to.id))
            continue;
        ArenaMark mark = arena_mark(w->run->scratch);
        put_relation(w, t, k, k->first + row);
        arena_release(w->run->scratch, mark);
        writer_flush(w, false);
    }
}

static void put_relations(Writer *w) {
    const Archive *a = w->run->archive;
    for (uint32_t i = 0; w->row->seen && i < TEI_KINDS; i++) {
        const TeiKind *t = &w->tei->kinds[i];
        uint32_t kind = schema_kind(&a->schema, str_of(t->kind));
        if (kind == KIND_ANY) continue;
        for (uint32_t f = 0; f < t->nfields; f++)
            if (t->fields[f].how == TEI_RELATION)
                field_relations(w, &a->tables[kind], t->fields[f].field);
        if (i == TEI_RELATIONS) other_relations(w, t, &a->tables[kind]);
    }
}

void tei_end(Writer *w) {
    put_relations(w);
    close_list(w);
    buf_addc(&w->out, w->tei->begun ? "</standOff>\n" : "<text><body><p/></body></text>\n");
    buf_addc(&w->out, "</TEI>\n");
}
