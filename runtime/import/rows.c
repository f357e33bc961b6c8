// See rows.h: the raw archive. In: columns that were found, then rows of values as they are
// written; out: a schema and a builder. What the bytes of a file mean is known to rows_csv.c and
// rows_json.c.
#include "runtime/import/rows.h"

#include <stdarg.h>
#include <string.h>

#include "lang/number.h"
#include "lang/parser.h"
#include "runtime/import/rows_impl.h"

// ---- names ----------------------------------------------------------------------------------

static bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Small letters, digits and single _ between them; letters beyond ASCII stay. bornCity becomes
// born_city.
Str rows_identifier(Arena *a, Str s) {
    enum { LONGEST = 100 };
    StrBuf out;
    uint32_t cp, n;
    buf_init(&out, a);
    for (uint32_t i = 0; i < s.n && out.n < LONGEST; i += n) {
        char c = s.p[i], bytes[4];
        n = utf8_decode(s.p + i, s.p + s.n, &cp);
        if (n == 0) n = 1;
        bool letter = n > 1 ? cp_is_word(cp) : is_small(c) || is_capital(c) || is_digit(c);
        bool apart = letter && is_capital(c) && i > 0 && is_small(s.p[i - 1]);
        if ((apart || !letter) && out.n && out.p[out.n - 1] != '_') buf_char(&out, '_');
        if (letter && out.n == 0 && is_digit(c)) buf_addc(&out, "c");
        if (letter && n == 1) buf_char(&out, is_capital(c) ? (char)(c + 32) : c);
        if (letter && n > 1) buf_add(&out, (Str){bytes, utf8_encode(cp_lower(cp), bytes)});
    }
    while (out.n && out.p[out.n - 1] == '_') out.n--;
    return buf_str(&out);
}

static bool ends(Str s, const char *with) {
    Str e = str_of(with);
    return s.n > e.n && memcmp(s.p + s.n - e.n, e.p, e.n) == 0;
}

Str rows_singular(Arena *a, Str s) {
    static const char *const same[] = {"series", "species", "news", "ss", "us", "is"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (ends(s, same[i]) || str_is(s, same[i])) return s;
    if (str_is(s, "people")) return STR("person");
    if (ends(s, "_people")) return str_printf(a, "%.*sperson", (int)s.n - 6, s.p);
    if (ends(s, "ies") && s.n > 4) return str_printf(a, "%.*sy", (int)s.n - 3, s.p);
    if (ends(s, "ches") || ends(s, "shes") || ends(s, "xes") || ends(s, "sses"))
        return (Str){s.p, s.n - 2};
    return ends(s, "s") ? (Str){s.p, s.n - 1} : s;
}

Str rows_stem(Str base) {
    const char *dot = base.n > 1 ? memchr(base.p + 1, '.', base.n - 1) : NULL;
    return dot ? (Str){base.p, (uint32_t)(dot - base.p)} : base;
}

bool rows_holds(Str file) {
    static const char *const endings[] = {".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(file, endings[i])) return true;
    return false;
}

static bool is_kept_word(Str name) {
    static const char *const words[] = {"id",   "source", "same",  "it",  "archive", "and",
                                        "or",   "not",    "in",    "is",  "if",      "then",
                                        "else", "true",   "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is(name, words[i])) return true;
    return false;
}

// ---- tables ---------------------------------------------------------------------------------

// Names that a kind has so far, as a hash table: a thousand columns may all be called alike.
typedef struct Taken {
    Str slots[4 * 1024];
} Taken;

static bool take_name(Taken *t, Str name) {
    uint32_t i = (uint32_t)str_hash(name) % 4096;
    while (t->slots[i].p && !str_eq(t->slots[i], name)) i = (i + 1) % 4096;
    if (t->slots[i].p) return false;
    t->slots[i] = name;
    return true;
}

static Str free_name(Reading *x, Taken *t, Str wanted, uint32_t number) {
    Str name = wanted.n ? wanted : str_printf(x->a, "c%u", number + 1);
    if (is_kept_word(name)) name = str_printf(x->a, "%.*s_", STR_FMT(name));
    if (take_name(t, name)) return name;
    for (uint32_t i = number;; i++) { // columns before have smaller numbers: soon free
        Str other = str_printf(x->a, "%.*s_%u", STR_FMT(name), i + 1);
        if (take_name(t, other)) return other;
    }
}

static RowsColumn column_of(const Found *f, Str name, uint32_t rows) {
    const Look *l = &f->look;
    RowsColumn c = {.name = name, .written = f->written, .type = look_type(l), .list = l->list};
    c.filled = l->filled;
    c.year = c.type == ROWS_INT && l->year && !l->list;
    c.nearly_date = c.type == ROWS_TEXT && !l->settled && l->dates > 0;
    c.day_first = l->order == LOOK_DAY_FIRST;
    c.month_first = l->order == LOOK_MONTH_FIRST;
    c.nearly_key = !l->list && rows > 0 && l->filled == rows && !l->keys.over && !l->marks;
    c.key = c.nearly_key && l->keys.again == 0;
    return c;
}

RowsTable *rows_add_table(Reading *x, Str from, Str name, uint32_t parent, uint32_t rows,
                          const Found *columns, uint32_t n) {
    RowsFile *r = x->rows;
    r->tables =
        arena_grow(x->a, r->tables, &x->tables_cap, (size_t)r->ntables + 1, sizeof(RowsTable));
    x->taken =
        arena_grow(x->work, x->taken, &x->taken_cap, (size_t)r->ntables + 1, sizeof(Taken *));
    RowsTable *t = &r->tables[r->ntables];
    Taken *taken = x->taken[r->ntables++] = ARENA_NEW(x->work, Taken);
    *t = (RowsTable){.from = from, .name = name, .kind = r->ntables - 1, .parent = parent};
    t->columns = ARENA_ARRAY(x->a, RowsColumn, (size_t)n + 1);
    t->places = ARENA_ARRAY(x->a, RowsPlace, (size_t)rows + 1);
    for (uint32_t i = 0; i < n; i++) {
        Str wanted = rows_identifier(x->a, columns[i].written);
        wanted = free_name(x, taken, wanted, i);
        t->columns[t->ncolumns++] = column_of(&columns[i], wanted, rows);
    }
    return t;
}

static void write_columns(StrBuf *out, RowsTable *t) {
    static const char *const types[ROWS_TYPES] = {"int", "real", "truth", "date", "text"};
    for (uint32_t i = 0; i < t->ncolumns; i++) {
        RowsColumn *c = &t->columns[i];
        c->field = FIELD_DECLARED + i;
        buf_printf(out, "  `%.*s`: %s%s%s,\n", STR_FMT(c->name), c->list ? "[" : "", types[c->type],
                   c->list ? "]" : "");
    }
}

static void write_link(Reading *x, StrBuf *out, uint32_t i) {
    RowsTable *t = &x->rows->tables[i];
    if (t->parent == ROWS_NONE) return;
    Str parent = rows_singular(x->a, x->rows->tables[t->parent].name);
    Str link = free_name(x, x->taken[i], parent, t->ncolumns);
    Str back = free_name(x, x->taken[t->parent], t->name, t->ncolumns);
    t->link = FIELD_DECLARED + t->ncolumns;
    buf_printf(out, "  `%.*s`: row_%u inverse `%.*s`\n", STR_FMT(link), t->parent, STR_FMT(back));
}

void rows_declared(Reading *x) {
    RowsFile *r = x->rows;
    StrBuf out;
    Diags diags;
    buf_init(&out, x->work);
    diags_init(&diags, x->work);
    for (uint32_t i = 0; i < r->ntables; i++) {
        buf_printf(&out, "kind row_%u as rows_%u {\n", i, i);
        write_columns(&out, &r->tables[i]);
        write_link(x, &out, i);
        buf_addc(&out, "}\n");
    }
    ParseLimits limits = {.text = UINT32_MAX, .height = NODE_HEIGHT_MAX, .nodes = UINT32_MAX};
    const Source *source = source_new(x->a, r->base, buf_str(&out));
    r->schema = ARENA_NEW(x->a, Schema);
    schema_init(r->schema, x->a);
    Program *p = parse(x->a, source, PARSE_FILE, limits, &diags);
    if (p) schema_declare(r->schema, p, &diags);
    schema_finish(r->schema, &diags);
    r->b = builder_new(x->a, r->schema);
    builder_without_indexes(r->b);
}

// ---- rows -----------------------------------------------------------------------------------

Ref rows_begin(Reading *x, RowsTable *t, RowsPlace place) {
    t->places[t->nrows++] = place;
    return builder_row(x->rows->b, t->kind);
}

// Where a date is kept that is written so; NULL: nowhere, since the words do not last.
static KeptDate *kept_date(Reading *x, Str s) {
    uintptr_t at = (uintptr_t)s.p, from = (uintptr_t)x->rows->text;
    if (at < from || at - from >= x->rows->text_n) return NULL;
    if (!x->dates) x->dates = arena_zero(x->work, DATES_KEPT * sizeof *x->dates);
    return &x->dates[str_hash(s) % DATES_KEPT];
}

static bool is_partial(Str s) { return s.n == 10 && memcmp(s.p + 7, "-00", 3) == 0; }

// What is read of the words, as a number of the raw archive; 0: nothing.
static uint32_t read_date(Reading *x, Str s, PhraseLang lang) {
    Date d;
    uint32_t id = 0;
    ArenaMark mark = arena_mark(x->job->scratch);
    RowsDate what = look_read(x->job->scratch, s, lang, &d);
    if (what == ROWS_A_DATE) id = builder_intern_date(x->rows->b, &d, s);
    x->unrecorded += what == ROWS_NOT_RECORDED;
    arena_release(x->job->scratch, mark);
    return id;
}

static void put_date(Reading *x, const RowsColumn *c, Ref row, Str value) {
    Str s = look_trimmed(value);
    PhraseLang lang = look_order(c);
    KeptDate *kept = kept_date(x, s);
    bool again = kept && kept->date && kept->lang == lang && str_eq(kept->text, s);
    uint32_t id = again ? kept->date : read_date(x, s, lang);
    if (!id) return;
    if (kept) *kept = (KeptDate){s, id, (uint8_t)lang};
    builder_interned_date(x->rows->b, row, c->field, id, 0);
    x->partial += is_partial(s);
}

static void put_text(Reading *x, const RowsColumn *c, Ref row, Str value) {
    ArenaMark mark = arena_mark(x->job->scratch);
    Str text = str_ascii(value) ? value : str_nfc(x->job->scratch, value);
    builder_text(x->rows->b, row, c->field, text, 0);
    arena_release(x->job->scratch, mark);
}

void rows_put(Reading *x, const RowsColumn *c, Ref row, Str value) {
    Builder *b = x->rows->b;
    Str s = look_trimmed(value);
    int64_t i = 0;
    double real = 0;
    if (s.n == 0) return;
    if (c->type == ROWS_TEXT) {
        put_text(x, c, row, value);
        return;
    }
    if (look_is_mark(s)) {
        x->marks++;
        return;
    }
    switch (c->type) {
    case ROWS_INT:
        if (number_parse_int(s, &i)) builder_int(b, row, c->field, i, 0);
        break;
    case ROWS_REAL:
        if (number_parse_real(s, &real)) builder_real(b, row, c->field, real, 0);
        break;
    case ROWS_TRUTH:
        builder_truth(b, row, c->field, (s.p[0] | 32) == 't' || (s.p[0] | 32) == 'y' ? YES : NO, 0);
        break;
    default: put_date(x, c, row, value);
    }
}

// ---- complaints -----------------------------------------------------------------------------

Diag *rows_complain(Reading *x, RowsPlace record, uint64_t at, uint64_t end, ErrorCode code,
                    const char *fmt, ...) {
    const Source *source = NULL;
    va_list ap;
    va_start(ap, fmt);
    Str message = str_vprintf(x->job->diags->arena, fmt, ap);
    va_end(ap);
    x->stopped = x->stopped || x->job->how->strict;
    if (x->job->diags->count < DIAG_MAX)
        source = rows_source(x->rows, record, x->job->diags->arena);
    Span span = {(uint32_t)(at - record.at), end > at ? (uint32_t)(end - at) : 1};
    return diag_error(x->job->diags, code, source, span, "%.*s", STR_FMT(message));
}

Source *rows_source(const RowsFile *x, RowsPlace record, Arena *a) {
    Source *s = source_new(a, x->file, (Str){x->text + record.at, record.n});
    s->lines_before = record.line - 1;
    // Continuation bytes are not counted: all others begin a character.
    uint64_t at = record.at, columns = 0;
    for (; at && x->text[at - 1] != '\n'; at--)
        columns += ((unsigned char)x->text[at - 1] & 0xC0) != 0x80;
    guard_tick(a->guard);
    s->columns_before = (uint32_t)columns;
    return s;
}

void rows_reject(const Reading *x, RowsPlace record) {
    const ImportHow *how = x->job->how;
    x->job->count->left_out++;
    if (how->reject) how->reject(how->user, x->rows->file, x->rows->text + record.at, record.n);
}

// ---- looking up -----------------------------------------------------------------------------

static Str without_folders(Str name) {
    for (uint32_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/') return (Str){name.p + i, name.n - i};
    return name;
}

const RowsTable *rows_table(const RowsFile *x, Str from) {
    Str asked = without_folders(from);
    for (uint32_t i = 0; i < x->ntables; i++)
        if (str_eq(x->tables[i].from, asked)) return &x->tables[i];
    return NULL;
}

const RowsColumn *rows_column(const RowsTable *t, Str name) {
    for (uint32_t i = 0; i < t->ncolumns; i++)
        if (str_eq(t->columns[i].written, name)) return &t->columns[i];
    for (uint32_t i = 0; i < t->ncolumns; i++)
        if (str_eq(t->columns[i].name, name)) return &t->columns[i];
    return NULL;
}

RowsPlace rows_value_place(const RowsFile *x, Arena *a, const RowsTable *t, uint32_t row,
                           const RowsColumn *c) {
    RowsPlace place = t->places[row];
    if (x->separator) rows_csv_place(x, a, &place, (uint32_t)(c - t->columns));
    return place;
}

static void report(const Reading *x) {
    const struct {
        const char *what;
        uint64_t many;
    } lines[] = {
        {"values such as NA or - among numbers or dates, taken as not recorded", x->marks},
        {"dates such as 0000-00-00, taken as not recorded", x->unrecorded},
        {"dates such as 1873-00-00, taken as the year or the month", x->partial},
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].many) import_found(x->job, lines[i].what, lines[i].many);
}

RowsFile *rows_read(const ImportJob *job, const ImportText *text, Arena *arena) {
    Reading x = {.job = job, .text = text, .a = arena, .work = arena_inner(arena)};
    x.rows = ARENA_NEW(arena, RowsFile);
    x.rows->file = text->name;
    x.rows->base = without_folders(text->name);
    bool json =
        ends(text->name, ".json") || ends(text->name, ".jsonl") || ends(text->name, ".ndjson");
    rows_encoding(&x, json);
    if (json)
        rows_read_json(&x);
    else
        rows_read_csv(&x);
    report(&x);
    arena_inner_free(arena, x.work);
    return x.rows;
}
