// Formats, their options and the columns of charts; see show.h.
#include "lang/show.h"

#include <string.h>

const ShowFormat show_formats[] = {
    {"table", 0, "", false, false},
    {"csv", 0, "", false, false},
    {"tsv", 0, "", false, false},
    {"json", 0, "", false, false},
    {"jsonl", 0, "", false, false},
    {"markdown", 0, "", false, false},
    {"html", OPT_TITLE, "(title: \"…\")", false, false},
    {"latex", OPT_TITLE, "(title: \"…\")", false, false},
    {"list", 0, "", false, false},
    {"kwic", 0, "", false, true},
    {"bar", OPT_X | OPT_Y | OPT_WIDTH | OPT_TITLE, "(x: name, y: n, width: 40, title: \"…\")", true,
     true},
    {"histogram", OPT_X | OPT_BINS | OPT_WIDTH | OPT_TITLE,
     "(x: date, bins: 10, width: 40, title: \"…\")", true, true},
    {"sparkline", OPT_X | OPT_Y | OPT_WIDTH | OPT_TITLE, "(x: date, y: n, width: 40, title: \"…\")",
     true, true},
    {"timeline", OPT_DATE | OPT_LABEL | OPT_COLOR | OPT_WIDTH | OPT_TITLE,
     "(date: date, label: title, color: type, width: 60, title: \"…\")", true, true},
    {"geojson", 0, "", false, false},
    {"ical", 0, "", false, false},
    {"bibtex", 0, "", false, false},
    {"csl", 0, "", false, false},
    {"graphml", 0, "", false, false},
    {"dot", 0, "", false, false},
    {"tei", 0, "", false, false},
    {NULL, 0, NULL, false, false}};

const char *const show_parts[] = {"left", "word", "right"};

const char *const show_later[] = {"graph", "cite", NULL};

const ShowFormat *show_format(Str name) {
    for (const ShowFormat *f = show_formats; f->name; f++)
        if (str_is(name, f->name)) return f;
    return NULL;
}

// ---- endings --------------------------------------------------------------------------------

const char *const show_endings =
    ".svg, .html, .csv, .tsv, .json, .jsonl, .md, .tex, .txt, .geojson, .ics, .bib, .csl.json, "
    ".graphml, .dot or .xml (TEI)";

const char *show_ending(Str file) {
    static const char *const endings[][2] = {
        {".svg", "svg"},         {".html", "page"},       {".csv", "csv"},     {".tsv", "tsv"},
        {".csl.json", "csl"},    {".json", "json"},       {".jsonl", "jsonl"}, {".md", "markdown"},
        {".tex", "latex"},       {".txt", "text"},        {".ics", "ical"},    {".bib", "bibtex"},
        {".geojson", "geojson"}, {".graphml", "graphml"}, {".dot", "dot"},     {".xml", "tei"}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        uint32_t n = (uint32_t)strlen(endings[i][0]);
        if (file.n <= n || file.p[file.n - n - 1] == '/') continue; // ".csv" is no name
        if (memcmp(file.p + file.n - n, endings[i][0], n) == 0) return endings[i][1];
    }
    return NULL;
}

// ---- columns of charts ----------------------------------------------------------------------

const Type *show_slot_type(const RowType *row, uint32_t slot) {
    if (row->it && slot == 0) return row->it;
    return row->columns[slot - (row->it ? 1u : 0u)].type;
}

static bool is_amount(const Type *t) { return type_is_number(t) || t->tag == TY_DURATION; }
static bool is_ordered(const Type *t) { return is_amount(t) || t->tag == TY_DATE; }
static bool is_words(const Type *t) {
    return t->tag == TY_TEXT || t->tag == TY_ENTITY || t->tag == TY_TRUTH;
}
static bool is_label(const Type *t) { return is_words(t) || t->tag == TY_DATE; }

static bool is_date(const Type *t) { return t->tag == TY_DATE; }

bool show_fits(const ShowFormat *f, uint32_t option, const Type *t, const char **expected) {
    bool bar = strcmp(f->name, "bar") == 0;
    if (option == OPT_DATE) {
        *expected = "a date";
        return is_date(t);
    }
    if (option == OPT_LABEL || option == OPT_COLOR) bar = true;
    if (option == OPT_Y) {
        *expected = "a number or a duration";
        return is_amount(t);
    }
    *expected =
        bar ? "one value, such as a text, a date or an entity" : "a number, a duration or a date";
    return bar ? is_label(t) || is_amount(t) : is_ordered(t);
}

// Whether the first columns after the stage are what they were before it.
static bool keeps_keys(int tag) {
    return tag != P_SELECT && tag != P_FOLLOW && tag != P_COUNT && tag != P_FREQUENCIES &&
           tag != P_COLLOCATES && tag != P_KEYNESS;
}

// How many of the first columns are the keys of a group (summarize, count by).
static uint32_t keys_of(const Pipe *p) {
    uint32_t n = 0;
    for (const Stage *st = p->stages; st; st = st->next) {
        bool keyed = st->tag == P_SUMMARIZE || st->tag == P_TREND || st->tag == P_VOCABULARY;
        if (keyed) n = st->nkeys;
        if (!keyed && !keeps_keys(st->tag)) n = 0;
    }
    return p->out.it ? 0 : n;
}

typedef bool Fit(const Type *t);

// The first slot from `from` on whose type fits, another than `but`; UINT32_MAX if there is none.
static uint32_t first_slot(const Pipe *p, uint32_t from, uint32_t but, Fit *fits) {
    uint32_t n = row_slots(&p->out) - p->hidden;
    for (uint32_t i = from; i < n; i++)
        if (i != but && fits(show_slot_type(&p->out, i))) return i;
    return UINT32_MAX;
}

// Labels: the keys of a group, or else the first column of words, or else the first of two numbers.
static void label_roles(const Pipe *p, uint32_t keys, ShowRoles *out) {
    if (keys > 1 && keys <= SHOW_KEYS && (out->y == UINT32_MAX || out->y >= keys)) {
        for (uint32_t i = 0; i < keys; i++) out->x[i] = i;
        out->nx = keys;
        return;
    }
    uint32_t at = first_slot(p, 0, out->y, is_label);
    if (at == UINT32_MAX || (keys == 1 && out->y != 0)) {
        at = first_slot(p, 0, UINT32_MAX, is_amount);
        uint32_t next = first_slot(p, at == UINT32_MAX ? 0 : at + 1, UINT32_MAX, is_amount);
        if (keys == 1)
            at = 0;
        else if (!p->show.y && at == out->y && next != UINT32_MAX)
            out->y = next; // year, n: the first is what the second counts
        else if (at == out->y)
            at = next;
    }
    if (at == UINT32_MAX) return;
    out->x[0] = at;
    out->nx = 1;
}

static void order_role(const Pipe *p, uint32_t keys, ShowRoles *out) {
    uint32_t at = first_slot(p, 0, out->y, is_date);
    if (keys == 1 && out->y != 0 && is_ordered(show_slot_type(&p->out, 0))) at = 0;
    if (at == UINT32_MAX) return;
    out->x[0] = at;
    out->nx = 1;
}

// The label is the first column of words; else a number; else there is only the date.
static bool timeline_roles(const Pipe *p, ShowRoles *out, const char **missing) {
    *missing = "a date";
    if (p->show.color) out->color = p->show.color - 1;
    out->y = p->show.date ? p->show.date - 1 : first_slot(p, 0, UINT32_MAX, is_date);
    if (out->y == UINT32_MAX) return false;
    uint32_t at = first_slot(p, 0, out->y, is_words);
    if (at == UINT32_MAX) at = first_slot(p, 0, out->y, is_amount);
    if (!out->nx && at != UINT32_MAX) out->x[out->nx++] = at;
    return true;
}

// The last column of texts called so, or so behind a dot: k.left.
static uint32_t slot_called(const Pipe *p, const char *name) {
    uint32_t n = (uint32_t)strlen(name), its = p->out.it ? 1 : 0;
    for (uint32_t i = p->out.ncolumns; i-- > 0;) {
        Str s = p->out.columns[i].name;
        bool ends = s.n > n && s.p[s.n - n - 1] == '.' && memcmp(s.p + s.n - n, name, n) == 0;
        if (p->out.columns[i].type->tag == TY_TEXT && (ends || str_is(s, name))) return i + its;
    }
    return UINT32_MAX;
}

static bool is_one(const Type *t) { return t->tag != TY_LIST && t->tag != TY_RECORD; }

// The three of a concordance behind the other columns, as many as there is room for.
static bool kwic_roles(const Pipe *p, ShowRoles *out, const char **missing) {
    uint32_t parts[SHOW_PARTS];
    *missing = "columns left, word and right";
    for (uint32_t i = 0; i < SHOW_PARTS; i++)
        if ((parts[i] = slot_called(p, show_parts[i])) == UINT32_MAX) return false;
    for (uint32_t at = 0; out->nx < SHOW_KEYS - SHOW_PARTS; at++) {
        at = first_slot(p, at, UINT32_MAX, is_one);
        if (at == UINT32_MAX) break;
        bool part = false;
        for (uint32_t i = 0; i < SHOW_PARTS; i++) part |= at == parts[i];
        if (!part) out->x[out->nx++] = at;
    }
    for (uint32_t i = 0; i < SHOW_PARTS; i++) out->x[out->nx++] = parts[i];
    return true;
}

// The column that the query names, unless another format than the query's cannot draw it.
static void add_named(const ShowFormat *f, const Pipe *p, ShowRoles *out) {
    const char *expected;
    uint32_t option = f->options & OPT_LABEL ? OPT_LABEL : OPT_X;
    if (!p->show.x || !show_fits(f, option, show_slot_type(&p->out, p->show.x - 1), &expected))
        return;
    out->x[out->nx++] = p->show.x - 1;
}

bool show_roles(const ShowFormat *f, const Pipe *p, ShowRoles *out, const char **missing) {
    uint32_t keys = keys_of(p);
    *out = (ShowRoles){.y = UINT32_MAX, .color = UINT32_MAX};
    if (!f->chart) return kwic_roles(p, out, missing);
    add_named(f, p, out);
    if (f->options & OPT_DATE) return timeline_roles(p, out, missing);
    if (f->options & OPT_Y) {
        uint32_t x = out->nx ? out->x[0] : UINT32_MAX;
        out->y = p->show.y ? p->show.y - 1 : first_slot(p, keys, x, is_amount);
        if (out->y == UINT32_MAX) out->y = first_slot(p, 0, x, is_amount);
        *missing = "a number or a duration";
        if (out->y == UINT32_MAX) return false;
        if (!out->nx && strcmp(f->name, "bar") == 0) label_roles(p, keys, out);
        if (!out->nx && strcmp(f->name, "sparkline") == 0) order_role(p, keys, out);
        return true;
    }
    *missing = "a number, a duration or a date";
    if (!out->nx) {
        out->x[0] = first_slot(p, 0, UINT32_MAX, is_ordered);
        out->nx = 1;
    }
    return out->x[0] != UINT32_MAX;
}
