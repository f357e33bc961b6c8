// CSV as rows (rows_impl.h): which separator, whether the first line is a header; then all records
// once to see what the columns are, and once more to fill them. In: UTF-8; out: one table.
#include <string.h>

#include "runtime/import/rows_impl.h"

typedef struct CsvRows {
    Reading *x;
    Csv csv;
    Found *found;
    uint32_t ncolumns, nrows;
    size_t found_cap;
    uint64_t short_rows, empty_rows;
} CsvRows;

static void restart(CsvRows *t, size_t skip) {
    const RowsFile *r = t->x->rows;
    csv_init(&t->csv, t->x->work, r->text + skip, r->text_n - skip, r->separator,
             ROWS_COLUMNS_MAX + 1);
    t->csv.next_line += skip != 0;
}

static RowsPlace place_of(const CsvRows *t) {
    uint64_t at = (uint64_t)(t->csv.at - t->x->rows->text);
    uint32_t n = t->csv.n < UINT32_MAX / 2 ? (uint32_t)t->csv.n : UINT32_MAX / 2;
    return (RowsPlace){at, n, (uint32_t)t->csv.line};
}

static Str value_of(const CsvRows *t, uint32_t i) {
    return csv_value(&t->csv.fields[i], t->x->work);
}

static bool is_empty(const CsvField *f) {
    for (size_t i = 0; i < f->n; i++)
        if (f->p[i] != ' ' && f->p[i] != '\t') return false;
    return true;
}

// ---- the header -----------------------------------------------------------------------------

enum { SAMPLE = 200 }; // records asked whether the first is like them

static bool is_usual_name(Arena *work, Str value) {
    static const char *const names[] = {"id",   "name",    "title",   "date",  "year",   "country",
                                        "city", "place",   "type",    "text",  "author", "state",
                                        "key",  "surname", "subject", "notes", "value",  "count"};
    Str word = rows_identifier(work, look_trimmed(value));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(word, names[i])) return true;
    return false;
}

// The first record is a header unless it is like those below it: numbers where they have numbers.
static bool has_header(const Look *first, const Look *below, uint32_t n) {
    bool alike = false;
    for (uint32_t i = 0; i < n; i++) {
        RowsType a = look_type(&first[i]), b = look_type(&below[i]);
        if (first[i].values == 0 || below[i].values == 0) continue;
        if (a == ROWS_TEXT && b != ROWS_TEXT) return true;
        alike = alike || (a != ROWS_TEXT && b != ROWS_TEXT);
    }
    return !alike;
}

static Look *looks(Arena *work, uint32_t n) {
    Look *l = ARENA_ARRAY(work, Look, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) look_init(&l[i]);
    return l;
}

// Reads the names of the columns; the csv then stands behind the header, if there is one.
static void read_header(CsvRows *t, size_t skip) {
    Arena *work = t->x->work;
    restart(t, skip);
    if (!csv_next(&t->csv)) return;
    uint32_t n = t->ncolumns =
        t->csv.nfields < ROWS_COLUMNS_MAX ? t->csv.nfields : ROWS_COLUMNS_MAX;
    bool usual = false;
    Look *first = looks(work, n), *below = looks(work, n);
    t->found = ARENA_ARRAY(work, Found, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        Str value = value_of(t, i);
        usual = usual || is_usual_name(work, value);
        look_value(&first[i], work, value, 0);
        t->found[i].written = str_dup(t->x->a, look_trimmed(value));
        look_init(&t->found[i].look);
    }
    for (uint32_t row = 0; !usual && row < SAMPLE && csv_next(&t->csv); row++)
        for (uint32_t i = 0; i < n && i < t->csv.nfields; i++)
            look_value(&below[i], work, value_of(t, i), row);
    bool header = usual || has_header(first, below, n);
    restart(t, skip);
    if (header) csv_next(&t->csv);
    if (header) return;
    import_found(t->x->job, "tables without a header: their columns are c1, c2, ...", 1);
    for (uint32_t i = 0; i < n; i++) t->found[i].written = str_printf(t->x->a, "c%u", i + 1);
}

// ---- records --------------------------------------------------------------------------------

static void complain_open(CsvRows *t) {
    uint32_t i = t->csv.bad;
    RowsPlace place = place_of(t);
    Str name = i < t->ncolumns ? t->found[i].written : STR("");
    Diag *d = rows_complain(t->x, place, place.at, place.at + place.n, E0408,
                            "the value of '%.*s' opens a quote that is not closed", STR_FMT(name));
    diag_hint(t->x->job->diags, d, "a quote within a value is written twice: \"say \"\"yes\"\"\"");
}

static void complain_many(CsvRows *t) {
    RowsPlace place = place_of(t);
    const CsvField *f = &t->csv.fields[t->ncolumns];
    uint64_t at = (uint64_t)(f->p - t->x->rows->text);
    enum { SHOWN = 60 };
    Str value = {f->p, f->n < SHOWN ? (uint32_t)f->n : SHOWN};
    while (value.n && f->n > SHOWN && ((unsigned char)f->p[value.n] & 0xC0u) == 0x80) value.n--;
    Diag *d = rows_complain(t->x, place, at, at + f->n, E0408,
                            "there are %u columns, and this is value %u: \"%.*s\"", t->ncolumns,
                            t->ncolumns + 1, STR_FMT(value));
    diag_hint(t->x->job->diags, d, "a value that holds a separator stands in quotes");
}

// More values than columns, of which some are not empty.
static bool has_more(const CsvRows *t) {
    if (t->csv.fault == CSV_MANY) return true;
    for (uint32_t i = t->ncolumns; i < t->csv.nfields; i++)
        if (!is_empty(&t->csv.fields[i])) return true;
    return false;
}

static bool all_empty(const CsvRows *t) {
    for (uint32_t i = 0; i < t->csv.nfields; i++)
        if (!is_empty(&t->csv.fields[i])) return false;
    return true;
}

static void complain_long(CsvRows *t, uint32_t i) {
    RowsPlace place = place_of(t);
    rows_complain(t->x, place, place.at, place.at + place.n, E0408,
                  "the value of '%.*s' is longer than %d MiB", STR_FMT(t->found[i].written),
                  ROWS_VALUE_MAX >> 20);
}

// The column whose value is too long; the number of columns: none is.
static uint32_t long_value(const CsvRows *t) {
    for (uint32_t i = 0; t->csv.n > ROWS_VALUE_MAX && i < t->csv.nfields; i++)
        if (t->csv.fields[i].n > ROWS_VALUE_MAX) return i;
    return t->ncolumns;
}

typedef enum Worth { ROW, NO_ROW, FAULTY } Worth;

static Worth worth_of(const CsvRows *t) {
    bool faulty = t->csv.fault == CSV_OPEN || has_more(t) || long_value(t) < t->ncolumns;
    return faulty ? FAULTY : all_empty(t) ? NO_ROW : ROW;
}

static void complain(CsvRows *t) {
    if (t->csv.fault == CSV_OPEN)
        complain_open(t);
    else if (has_more(t))
        complain_many(t);
    else
        complain_long(t, long_value(t));
}

static void look_record(CsvRows *t) {
    Worth worth = worth_of(t);
    t->empty_rows += worth == NO_ROW;
    if (worth == FAULTY) complain(t);
    if (worth != ROW) return;
    t->short_rows += t->csv.nfields < t->ncolumns;
    Arena *scratch = t->x->job->scratch;
    ArenaMark mark = arena_mark(scratch);
    for (uint32_t i = 0; i < t->csv.nfields && i < t->ncolumns; i++)
        look_value(&t->found[i].look, t->x->work, csv_value(&t->csv.fields[i], scratch), t->nrows);
    arena_release(scratch, mark);
    t->nrows++;
}

static void fill_record(CsvRows *t, RowsTable *table) {
    Worth worth = worth_of(t);
    RowsPlace place = place_of(t);
    if (worth == FAULTY) rows_reject(t->x, place);
    if (worth != ROW) return;
    Ref row = rows_begin(t->x, table, place);
    Arena *scratch = t->x->job->scratch;
    ArenaMark mark = arena_mark(scratch);
    for (uint32_t i = 0; i < t->csv.nfields && i < t->ncolumns; i++)
        rows_put(t->x, &table->columns[i], row, csv_value(&t->csv.fields[i], scratch));
    arena_release(scratch, mark);
}

// All records, once; the csv stands behind the header.
static void each_record(CsvRows *t, RowsTable *table) {
    Csv start = t->csv;
    while (!t->x->stopped && csv_next(&t->csv)) {
        if (table)
            fill_record(t, table);
        else
            look_record(t);
    }
    if (table) return;
    if (t->csv.stray)
        import_found(t->x->job, "quotes within values that were not written twice", t->csv.stray);
    start.fields = t->csv.fields;
    start.cap = t->csv.cap;
    t->csv = start;
}

static void report(const CsvRows *t) {
    const ImportJob *job = t->x->job;
    if (t->short_rows) import_found(job, "rows with fewer values than columns", t->short_rows);
    if (t->empty_rows) import_found(job, "rows without any value, passed over", t->empty_rows);
}

static bool is_tabbed(Str name) {
    return name.n > 4 && (memcmp(name.p + name.n - 4, ".tsv", 4) == 0 ||
                          memcmp(name.p + name.n - 4, ".tab", 4) == 0);
}

void rows_read_csv(Reading *x) {
    CsvRows t = {.x = x};
    RowsFile *r = x->rows;
    size_t skip;
    char separator = csv_separator(x->work, r->text, r->text_n, &skip);
    bool tab = is_tabbed(r->base) && memchr(r->text, '\t', r->text_n < 4096 ? r->text_n : 4096);
    r->separator = tab && !skip ? '\t' : separator;
    read_header(&t, skip);
    each_record(&t, NULL);
    Str name = rows_identifier(x->a, rows_stem(r->base));
    rows_add_table(x, r->base, name, ROWS_NONE, t.nrows, t.found, t.ncolumns);
    rows_declared(x);
    each_record(&t, &r->tables[0]);
    report(&t);
}

void rows_csv_place(const RowsFile *r, Arena *a, RowsPlace *place, uint32_t column) {
    Csv csv;
    csv_init(&csv, a, r->text + place->at, place->n, r->separator, ROWS_COLUMNS_MAX + 1);
    if (!csv_next(&csv) || column >= csv.nfields) return;
    const CsvField *f = &csv.fields[column];
    const char *p = csv.at;
    for (; p < f->p; p++) place->line += *p == '\n';
    place->at = (uint64_t)(f->p - r->text);
    place->n = (uint32_t)f->n;
}
