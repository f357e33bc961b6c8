// What a result is to be written as; see result_show.h.
#include "runtime/result_show.h"

#include <stddef.h>
#include <string.h>

// What can be seen as a page: charts and lists as such, all else as a table.
static Str page_format(Str format) {
    const ShowFormat *f = show_format(format);
    return f && (f->chart || str_is(format, "list")) ? format : STR("html");
}

const char *result_wanted(const gzt_result *r, const gzt_write_options *o, Wanted *out) {
    const Show *show = &r->pipe->show;
    if (o && o->size < offsetof(gzt_write_options, whole))
        return "the size of the options is not set";
    Str asked = o && o->format ? str_of(o->format) : (Str){"", 0};
    if (!asked.n && show->save.n) asked = str_of(show_ending(show->save));
    if (!asked.n || str_is(asked, "text")) asked = show->format.n ? show->format : STR("table");
    *out = (Wanted){.format = asked};
    if (str_is(asked, "svg")) {
        out->target = OUT_SVG;
        out->format = show->format;
    } else if (str_is(asked, "page")) {
        out->target = OUT_PAGE;
        out->format = page_format(show->format);
    }
    const ShowFormat *f = show_format(out->format);
    if (out->target == OUT_SVG && (!f || !f->chart)) return "only a chart can be an svg";
    if (!f) return "there is no such format";
    const char *missing;
    out->row = row_format(out->format);
    if (out->row && !row_parts(out->row, r->pipe, &r->script->session->catalog, out->places))
        return out->row->missing;
    if (!f->picks) return NULL;
    out->picks = f;
    if (show_roles(f, r->pipe, &out->roles, &missing)) return NULL;
    if (!f->chart) return "the result has no columns left, word and right";
    if (f->options & OPT_DATE) return "the result has no date to draw";
    return f->options & OPT_Y ? "the result has no number or duration to draw"
                              : "the result has no number, duration or date to count";
}

static void make_room(gzt_result *r, uint32_t n) {
    ShownColumn *columns = ARENA_ARRAY(&r->keep, ShownColumn, (size_t)r->nall + n);
    const Vec **cells = arena_zero(&r->keep, ((size_t)r->nall + n) * sizeof *cells);
    if (r->nall) memcpy(columns, r->columns, r->nall * sizeof *columns);
    if (r->nall) memcpy(cells, r->cells, r->nall * sizeof *cells);
    r->columns = columns;
    r->cells = cells;
}

// The columns that the chart or concordance shows, behind all others.
uint32_t result_add_roles(gzt_result *r, const ShowRoles *roles) {
    uint32_t n = roles->nx + 2, first = r->nall;
    make_room(r, n);
    const RowType *row = &r->pipe->out;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t slot = i < roles->nx ? roles->x[i] : i == roles->nx ? roles->y : roles->color;
        if (slot == UINT32_MAX) continue; // a histogram counts; few have colours
        const Type *t = show_slot_type(row, slot);
        bool it = row->it && slot == 0;
        Str name = it ? STR("value") : row->columns[slot - (row->it ? 1u : 0u)].name;
        if (it && t->tag == TY_ENTITY)
            name = type_name(&r->keep, &r->script->session->archive->archive->schema, t);
        result_add_column(r, name, t, slot, UINT32_MAX, false);
    }
    return first;
}

static void add_part(gzt_result *r, const RowPlace *p) {
    const Schema *schema = &r->script->session->archive->archive->schema;
    const Type *t = show_slot_type(&r->pipe->out, p->slot);
    if (p->field != UINT32_MAX) t = schema->kinds[t->kind]->fields[p->field].type;
    if (p->then != UINT32_MAX) t = schema->kinds[t->kind]->fields[p->then].type;
    result_add_column(r, (Str){"", 0}, t, p->slot, p->field, false);
    r->columns[r->nall - 1].then = p->then;
}

uint32_t result_add_parts(gzt_result *r, const Wanted *wanted, OutOptions *o, uint32_t *shown) {
    uint32_t n = 0;
    make_room(r, ROW_PARTS);
    for (uint32_t i = 0; i < ROW_PARTS; i++) {
        o->parts[i] = UINT32_MAX;
        if (wanted->places[i].slot == UINT32_MAX) continue;
        add_part(r, &wanted->places[i]);
        o->parts[i] = n;
        shown[n++] = r->nall - 1;
    }
    return o->nparts = n;
}

bool result_is_part(const gzt_result *r, const uint32_t *shown, const OutOptions *o,
                    uint32_t column) {
    static const RowPart whole[] = {ROW_FROM, ROW_TO, ROW_LAT, ROW_LON}; // of others, words alone
    const ShownColumn *c = &r->columns[column];
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        uint32_t k = o->parts[whole[i]];
        const ShownColumn *p = k < o->nparts ? &r->columns[shown[k]] : NULL;
        if (p && p->slot == c->slot && p->field == c->field && p->then == c->then) return true;
    }
    return false;
}

OutOptions result_options(const gzt_result *r, const gzt_write_options *o, const Wanted *wanted) {
    const Pipe *p = r->pipe;
    const char *title = gzt_archive_meta(r->script->session->archive, "title");
    OutOptions oo = {.format = wanted->format,
                     .target = wanted->target,
                     .title = p->show.title,
                     .query = p->words,
                     .archive = title ? str_of(title) : (Str){"", 0},
                     .bar = p->show.width,
                     .bins = p->show.bins,
                     .bin = p->show.bin,
                     .keyed = wanted->picks && wanted->roles.color != UINT32_MAX,
                     .catalog = &r->script->session->catalog,
                     .circa = p->show.circa};
    if (o) {
        oo.width = o->width;
        oo.max_rows = o->max_rows;
        oo.types = o->types;
        oo.color = o->color;
    }
    // fields of later versions
    if (o && o->size >= offsetof(gzt_write_options, light)) {
        oo.whole = o->whole;
        oo.whole_user = o->whole_user;
    }
    if (o && o->size > offsetof(gzt_write_options, light)) oo.light = o->light;
    return oo;
}

const char *gzt_result_save_name(const gzt_result *r) {
    return r && r->pipe->show.save.n ? r->pipe->show.save.p : NULL;
}

const char *gzt_result_format(const gzt_result *r, const gzt_write_options *o) {
    Wanted wanted;
    if (!r || result_wanted(r, o, &wanted)) return NULL;
    if (wanted.target == OUT_SVG) return "svg";
    return wanted.target == OUT_PAGE ? "page" : show_format(wanted.format)->name;
}

bool gzt_format(uint32_t i, const char **name, const char **options) {
    uint32_t at = 0;
    while (at < i && show_formats[at].name) at++;
    if (!show_formats[at].name) return false;
    if (name) *name = show_formats[at].name;
    if (options) *options = show_formats[at].usage;
    return true;
}
