// See fixture.h. In: texts of facts; out: open archives and values as text, so that a test is one
// line. Texts print as they are, dates as EDTF, links as ids, lists in brackets, missing as "-".
#include "tests/support/fixture.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/parser.h"

void fixture_init(Fixture *f) {
    memset(f, 0, sizeof *f);
    arena_init(&f->arena, &alloc_system, NULL, &f->guard); // nowhere to leave to: that is a crash
    diags_init(&f->diags, &f->arena);
}

void fixture_free(Fixture *f) {
    archive_close(f->archive);
    alloc_system.resize(NULL, f->bytes, (size_t)f->length, 0);
    arena_free(&f->arena);
}

Program *fixture_parse(Fixture *f, const char *name, const char *text) {
    Source *source = source_new(&f->arena, str_of(name), str_of(text));
    ParseLimits limits = {1u << 30, NODE_HEIGHT_MAX, 1u << 30};
    return parse(&f->arena, source, PARSE_FILE, limits, &f->diags);
}

static const char *read_file(Fixture *f, const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("%s cannot be read (tests run at the top of the tree)", path);
    char *text = arena_alloc(&f->arena, 1 << 16);
    size_t n = fread(text, 1, (1 << 16) - 1, file);
    text[n] = '\0';
    fclose(file);
    return text;
}

void fixture_schema(Fixture *f, const char *more) {
    schema_init(&f->schema, &f->arena);
    Program *core = fixture_parse(f, "core.gzt", read_file(f, "stdlib/core.gzt"));
    schema_declare(&f->schema, core, &f->diags);
    if (more) schema_declare(&f->schema, fixture_parse(f, "more.gzt", more), &f->diags);
    schema_finish(&f->schema, &f->diags);
    f->builder = builder_new(&f->arena, &f->schema);
}

void fixture_freeze(Fixture *f) {
    assert_string_equal(fixture_errors(f), "");
    assert_int_equal(builder_freeze(f->builder, &alloc_system, &f->bytes, &f->length), ST_OK);
    Status status =
        archive_open(&alloc_system, f->bytes, f->length, &(Guard){0}, &f->archive, &f->diags);
    assert_string_equal(fixture_errors(f), "");
    assert_int_equal(status, ST_OK);
}

const char *fixture_errors(Fixture *f) {
    StrBuf out;
    buf_init(&out, &f->arena);
    for (uint32_t i = 0; i < f->diags.count; i++) diag_render(&out, &f->diags.items[i]);
    buf_char(&out, '\0');
    return buf_str(&out).p;
}

const char *fixture_error(Fixture *f, uint32_t i) {
    if (i >= f->diags.count) return "none";
    const Diag *d = &f->diags.items[i];
    Place place = d->source ? source_place(d->source, d->span.at) : (Place){0, 0};
    return str_printf(&f->arena, "%s %u:%u %u %.*s | %.*s | %.*s", error_info[d->code].code,
                      place.line, place.column, d->span.len, STR_FMT(d->message), STR_FMT(d->note),
                      STR_FMT(d->hint))
        .p;
}

uint32_t fixture_entity(const Fixture *f, const char *kind, const char *id) {
    uint32_t k = schema_kind(&f->archive->schema, str_of(kind));
    uint32_t key = archive_find_text(f->archive, str_of(id)), from, to;
    index_range(f->archive->ids, key, key, &from, &to);
    for (; key && from < to; from++) {
        uint32_t entity = f->archive->ids.rows[from];
        if (archive_kind_of(f->archive, entity) == k) return entity;
    }
    fail_msg("there is no %s @%s", kind, id);
    return 0;
}

static void add_number(StrBuf *out, const Column *c, uint32_t i, TypeTag tag) {
    char text[DATE_TEXT];
    if (tag == TY_INT) {
        buf_printf(out, "%lld", (long long)((const int64_t *)c->data)[i]);
    } else if (tag == TY_REAL) {
        snprintf(text, sizeof text, "%g", ((const double *)c->data)[i]);
        buf_addc(out, text);
    } else {
        uint32_t n = duration_write(((const Duration *)c->data)[i], text);
        buf_add(out, (Str){text, n});
    }
}

// {sources|certainty|note|role}, and |within where that is said.
static void add_note(const Fixture *f, StrBuf *out, uint32_t note) {
    if (!note) return;
    const Annotation *n = &f->archive->notes[note];
    buf_addc(out, " {");
    for (uint32_t s = 0; s < n->nsources; s++) {
        if (s) buf_char(out, ' ');
        buf_add(out, archive_id(f->archive, f->archive->note_sources[n->first_source + s]));
    }
    const uint32_t texts[] = {n->certainty, n->note, n->role};
    for (int t_ = 0; t_ < 3; t_++) {
        buf_char(out, '|');
        buf_add(out, archive_text(f->archive, texts[t_]));
    }
    if (n->within) {
        char reach[DATE_TEXT];
        duration_write(f->archive->note_reaches[n->within], reach);
        buf_printf(out, "|%s", reach);
    }
    buf_char(out, '}');
}

static void add_value(Fixture *f, StrBuf *out, const Column *c, uint32_t i, const Type *t) {
    if (t->tag == TY_INT || t->tag == TY_REAL || t->tag == TY_DURATION) {
        if (c->valid && !c->valid[i])
            buf_char(out, '-');
        else
            add_number(out, c, i, (TypeTag)t->tag);
    } else if (t->tag == TY_TRUTH) {
        static const char *const words[] = {"false", "true", "-"};
        buf_addc(out, words[((const uint8_t *)c->data)[i]]);
    } else {
        uint32_t v = ((const uint32_t *)c->data)[i];
        char text[DATE_TEXT];
        if (v == 0) {
            buf_char(out, '-');
        } else if (t->tag == TY_TEXT) {
            buf_add(out, archive_text(f->archive, v));
        } else if (t->tag == TY_ENTITY) {
            buf_add(out, archive_id(f->archive, v));
        } else {
            Date d = archive_date(f->archive, v);
            buf_add(out, (Str){text, date_write(&d, text)});
        }
    }
    add_note(f, out, c->noted ? c->noted[i] : 0);
}

const char *fixture_value(Fixture *f, uint32_t entity, const char *field) {
    const KindTable *t = &f->archive->tables[archive_kind_of(f->archive, entity)];
    uint32_t index = kind_field(t->kind, str_of(field)), row = entity - t->first;
    if (index == UINT32_MAX) fail_msg("%.*s has no field %s", STR_FMT(t->kind->name), field);
    const Column *c = archive_column(f->archive, t, index);
    const Type *type = c->field->type;
    StrBuf out;
    buf_init(&out, &f->arena);
    if (type->tag == TY_LIST) {
        buf_char(&out, '[');
        for (uint32_t i = c->off ? c->off[row] : 0; c->off && i < c->off[row + 1]; i++) {
            if (i > c->off[row]) buf_addc(&out, ", ");
            add_value(f, &out, c, i, type->elem);
        }
        buf_char(&out, ']');
    } else if (c->data) {
        add_value(f, &out, c, row, type);
    } else {
        buf_char(&out, '-');
    }
    buf_char(&out, '\0');
    return buf_str(&out).p;
}
