// Which part of a row is what in a format of other programs; see show_row.h.
#include "lang/show_row.h"

#include <string.h>

// ---- the table ------------------------------------------------------------------------------

typedef enum Fits { FITS_NUMBER, FITS_DATE, FITS_ENTITY, FITS_END, FITS_WORDS, FITS_NAMES } Fits;

// By which names a column has the part, and which fields of an entity lead to it: "field" or
// "field.field", the first that there is.
static const struct {
    const char *columns, *paths;
    Fits fits;
} parts[ROW_PARTS] = {
    [ROW_ENTITY] = {"", "", FITS_ENTITY},
    [ROW_FROM] = {"from", "from", FITS_END},
    [ROW_TO] = {"to", "to", FITS_END},
    [ROW_LAT] = {"lat", "lat place.lat", FITS_NUMBER},
    [ROW_LON] = {"lon", "lon place.lon", FITS_NUMBER},
    [ROW_TITLE] = {"title name label", "title name", FITS_WORDS},
    [ROW_TYPE] = {"type", "type", FITS_WORDS},
    [ROW_DATE] = {"date", "date", FITS_DATE},
    [ROW_PLACE] = {"place place.name", "place", FITS_WORDS},
    [ROW_NOTE] = {"note", "note", FITS_WORDS},
    [ROW_AUTHOR] = {"author author.name", "author", FITS_NAMES},
    [ROW_EDITOR] = {"editor editor.name", "editor", FITS_NAMES},
    [ROW_PUBLICATION] = {"publication publication.name", "publication", FITS_WORDS},
    [ROW_IN_ISSUE] = {"", "issue.publication", FITS_WORDS},
    [ROW_ISSUE_DATE] = {"", "issue.date", FITS_DATE},
    [ROW_VOLUME] = {"volume", "volume issue.volume", FITS_WORDS},
    [ROW_NUMBER] = {"number", "number issue.number", FITS_WORDS},
    [ROW_PAGE] = {"page", "page", FITS_WORDS},
    [ROW_LANGUAGE] = {"language", "language", FITS_WORDS},
};

#define BIT(part) (1u << ROW_##part)
enum {
    EDGE = BIT(FROM) | BIT(TO),
    POINT = BIT(LAT) | BIT(LON),
    ENTRY = BIT(ENTITY) | BIT(TITLE) | BIT(TYPE) | BIT(DATE) | BIT(PLACE) | BIT(NOTE) |
            BIT(AUTHOR) | BIT(EDITOR) | BIT(PUBLICATION) | BIT(IN_ISSUE) | BIT(ISSUE_DATE) |
            BIT(VOLUME) | BIT(NUMBER) | BIT(PAGE) | BIT(LANGUAGE),
};

#define ABOUT_GRAPHS  " needs entities, or columns from and to"
#define ABOUT_ENTRIES " needs articles, publications or issues, or a column title"
#define HINT_GRAPHS   "events | expand people as p | select from: p, to: place | as "
#define HINT_ENTRIES  "articles | where date in 1917 | as "

static const RowFormat formats[] = {
    {"geojson", BIT(ENTITY) | POINT, POINT, 0, true,
     "'as geojson' needs places, what has a place, or columns lat and lon",
     "places | as geojson, or … | select name, lat: birthplace.lat, lon: birthplace.lon | as "
     "geojson"},
    {"ical", BIT(ENTITY) | POINT | BIT(TITLE) | BIT(TYPE) | BIT(DATE) | BIT(PLACE) | BIT(NOTE),
     BIT(DATE), 0, false, "'as ical' needs events, or a column that is a date",
     "events | as ical, or people | select name, date: born | as ical"},
    {"bibtex", ENTRY, BIT(TITLE), 0, false, "'as bibtex'" ABOUT_ENTRIES, HINT_ENTRIES "bibtex"},
    {"csl", ENTRY, BIT(TITLE), 0, false, "'as csl'" ABOUT_ENTRIES, HINT_ENTRIES "csl"},
    {"graphml", BIT(ENTITY) | EDGE, BIT(ENTITY), EDGE, true, "'as graphml'" ABOUT_GRAPHS,
     HINT_GRAPHS "graphml"},
    {"dot", BIT(ENTITY) | EDGE, BIT(ENTITY), EDGE, true, "'as dot'" ABOUT_GRAPHS,
     HINT_GRAPHS "dot"},
    {"tei", BIT(ENTITY), BIT(ENTITY), 0, false,
     "'as tei' needs people, places, organisations, events, publications or relations",
     "people | where born before 1880 | as tei"},
};

const RowFormat *row_format(Str name) {
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (str_is(name, formats[i].name)) return &formats[i];
    return NULL;
}

// ---- types ----------------------------------------------------------------------------------

static bool is_single(const Type *t) {
    return t->tag != TY_LIST && t->tag != TY_RECORD && t->tag != TY_NULL;
}

static bool fits(Fits f, const Type *t) {
    switch (f) {
    case FITS_NUMBER: return type_is_number(t);
    case FITS_DATE: return t->tag == TY_DATE;
    case FITS_ENTITY: return t->tag == TY_ENTITY;
    case FITS_END: return t->tag == TY_ENTITY || t->tag == TY_TEXT;
    case FITS_WORDS: return is_single(t);
    case FITS_NAMES: break;
    }
    if (t->tag == TY_LIST) t = t->elem;
    return t->tag == TY_ENTITY || t->tag == TY_TEXT;
}

// Whether the format has entries of the kind at all.
static bool suits(const RowFormat *f, const Kind *k) {
    static const char *const registers[] = {"person", "place",       "organisation",
                                            "event",  "publication", "relation"};
    if (f->needs & BIT(TITLE)) // what somebody wrote or edited
        return kind_field(k, STR("author")) != UINT32_MAX ||
               kind_field(k, STR("editor")) != UINT32_MAX;
    if (strcmp(f->name, "tei") != 0) return true;
    for (size_t i = 0; i < sizeof registers / sizeof *registers; i++)
        if (str_is(k->name, registers[i])) return true;
    return false;
}

// ---- looking for parts ----------------------------------------------------------------------

// The next of words that stand with blanks between them; "" at the end.
static Str next_word(const char **at) {
    while (**at == ' ') ++*at;
    Str s = {*at, (uint32_t)strcspn(*at, " ")};
    *at += s.n;
    return s;
}

// The field, if it may be read.
static uint32_t open_field(const Catalog *c, uint32_t kind, Str name) {
    uint32_t f = kind_field(c->schema->kinds[kind], name);
    return f != UINT32_MAX && catalog_may_read(c, kind, f) == READ_OPEN ? f : UINT32_MAX;
}

static bool by_path(const Catalog *c, uint32_t kind, Str path, Fits wanted, RowPlace *out) {
    const char *dot = memchr(path.p, '.', path.n);
    Str first = {path.p, dot ? (uint32_t)(dot - path.p) : path.n};
    out->then = UINT32_MAX;
    out->field = open_field(c, kind, first);
    if (out->field == UINT32_MAX) return false;
    const Type *t = c->schema->kinds[kind]->fields[out->field].type;
    if (!dot) return fits(wanted, t);
    if (t->tag != TY_ENTITY || t->kind == KIND_ANY) return false;
    out->then = open_field(c, t->kind, (Str){dot + 1, path.n - first.n - 1});
    return out->then != UINT32_MAX &&
           fits(wanted, c->schema->kinds[t->kind]->fields[out->then].type);
}

static void by_field(const Catalog *c, uint32_t kind, RowPart part, uint32_t slot, RowPlace *out) {
    if (kind == KIND_ANY) return;
    const char *at = parts[part].paths;
    for (Str path = next_word(&at); path.n; path = next_word(&at)) {
        RowPlace p = {.slot = slot};
        if (!by_path(c, kind, path, parts[part].fits, &p)) continue;
        *out = p;
        return;
    }
}

static bool called(Str column, Str name, bool exact) {
    if (exact) return str_eq(column, name);
    return column.n > name.n && column.p[column.n - name.n - 1] == '.' &&
           memcmp(column.p + column.n - name.n, name.p, name.n) == 0;
}

static const RowPlace nowhere = {UINT32_MAX, UINT32_MAX, UINT32_MAX};

// A column of that name, else one whose path ends so: place.lat.
static void by_column(const Pipe *p, RowPart part, RowPlace *out) {
    const RowType *row = &p->out;
    for (int exact = 1; exact >= 0; exact--) {
        const char *at = parts[part].columns;
        for (Str name = next_word(&at); name.n; name = next_word(&at))
            for (uint32_t i = row->ncolumns - p->hidden; i-- > 0;) {
                if (!called(row->columns[i].name, name, exact)) continue;
                if (!fits(parts[part].fits, row->columns[i].type)) continue;
                *out = nowhere;
                out->slot = row_column_slot(row, i);
                return;
            }
    }
}

static void by_type(const Pipe *p, Fits wanted, RowPlace *out) {
    const RowType *row = &p->out;
    for (uint32_t i = 0; i < row->ncolumns - p->hidden; i++) {
        if (!fits(wanted, row->columns[i].type)) continue;
        out->slot = row_column_slot(row, i);
        return;
    }
}

static bool has_all(const RowPlace *out, uint32_t needs) {
    for (uint32_t i = 0; i < ROW_PARTS; i++)
        if (needs >> i & 1 && out[i].slot == UINT32_MAX) return false;
    return true;
}

// An edge has two ends, and is no node.
static bool is_enough(const RowFormat *f, RowPlace *out) {
    bool edge = f->or_needs && has_all(out, f->or_needs);
    if (f->or_needs && !edge) out[ROW_FROM] = out[ROW_TO] = nowhere;
    if (edge) out[ROW_ENTITY] = nowhere;
    return edge || has_all(out, f->needs);
}

// What columns do not say, the fields of the entity in the slot do (UINT32_MAX: there is none).
static bool try_subject(const RowFormat *f, const Pipe *p, const Catalog *c, uint32_t subject,
                        RowPlace *out) {
    uint32_t kind = subject == UINT32_MAX ? KIND_ANY : show_slot_type(&p->out, subject)->kind;
    bool named = f->needs & BIT(TITLE); // no other column will do
    for (uint32_t i = 0; i < ROW_PARTS; i++) {
        out[i] = nowhere;
        if (!(f->parts >> i & 1)) continue;
        if (subject != UINT32_MAX) by_field(c, kind, (RowPart)i, subject, &out[i]);
        by_column(p, (RowPart)i, &out[i]);
    }
    if (f->parts & BIT(ENTITY) && subject != UINT32_MAX) out[ROW_ENTITY].slot = subject;
    if (f->needs & BIT(DATE) && out[ROW_DATE].slot == UINT32_MAX)
        by_type(p, FITS_DATE, &out[ROW_DATE]);
    if (f->parts & BIT(TITLE) && !named && out[ROW_TITLE].slot == UINT32_MAX)
        by_type(p, FITS_END, &out[ROW_TITLE]);
    return is_enough(f, out);
}

static bool may_be_about(const RowFormat *f, const Catalog *c, const Type *t) {
    if (t->tag != TY_ENTITY) return false;
    return t->kind == KIND_ANY ? !(f->needs & BIT(TITLE)) : suits(f, c->schema->kinds[t->kind]);
}

bool row_parts(const RowFormat *f, const Pipe *p, const Catalog *c, RowPlace out[ROW_PARTS]) {
    const RowType *row = &p->out;
    bool it = row->it && may_be_about(f, c, row->it);
    if (try_subject(f, p, c, it ? 0 : UINT32_MAX, out)) return true;
    for (uint32_t i = 0; i < row->ncolumns - p->hidden; i++)
        if (may_be_about(f, c, row->columns[i].type) &&
            try_subject(f, p, c, row_column_slot(row, i), out))
            return true;
    return false;
}

bool row_parts_of_kind(const RowFormat *f, const Catalog *c, uint32_t kind,
                       RowPlace out[ROW_PARTS]) {
    for (uint32_t i = 0; i < ROW_PARTS; i++) {
        out[i] = nowhere;
        if (f->parts >> i & 1) by_field(c, kind, (RowPart)i, 0, &out[i]);
    }
    if (f->parts & BIT(ENTITY)) out[ROW_ENTITY].slot = 0;
    return suits(f, c->schema->kinds[kind]) && is_enough(f, out);
}
