// See guess.h. In: the columns of tables, and what kinds there are; out: a text in the language.
// What columns are called is known to guess_rules.c; here it is said how each is written.
#include "runtime/import/guess.h"

#include <string.h>

#include "runtime/import/guess_impl.h"
#include "runtime/import/rows_impl.h"

typedef struct Guess {
    Arena *a;
    const RowsFile *rows;
    const Schema *target;
    Str *kinds; // of the tables so far
    Str *backs; // … and what their parents call them
    StrBuf out;
    // The table at hand.
    const RowsTable *t;
    uint32_t number;
    const Kind *kind; // NULL: a new one
    Str kind_name, singular;
    const char *rules_of; // the core kind whose rules hold; NULL: none
    bool *used;           // by number of column
    Str *names;           // that fields were given
    uint32_t nnames;
    StrBuf fields, members; // of the declaration; of the map
} Guess;

// ---- words of the language ------------------------------------------------------------------

static void write_name(StrBuf *out, Str name) {
    bool plain = name.n && (name.p[0] < '0' || name.p[0] > '9');
    for (uint32_t i = 0; i < name.n && plain; i++) {
        char c = name.p[i];
        plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    if (guess_word(name, "and or not in is if then else true false null")) plain = false;
    buf_printf(out, plain ? "%.*s" : "`%.*s`", STR_FMT(name));
}

// As the file has it where that is a word, else as its field is called.
static Str word_of(const Guess *g, const RowsColumn *c) {
    Str w = c->written;
    if (rows_column(g->t, w) != c) return c->name;
    for (uint32_t i = 0; i < w.n; i++) {
        char x = w.p[i];
        bool letter = (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z') || x == '_';
        if (!letter && (i == 0 || x < '0' || x > '9')) return c->name;
    }
    return w.n && !guess_word(w, "and or not in is if then else true false null it archive")
               ? w
               : c->name;
}

static Str text_of(Guess *g, const RowsColumn *c) {
    StrBuf out;
    buf_init(&out, g->a);
    write_name(&out, word_of(g, c));
    return buf_str(&out);
}

static const char *type_word(const RowsColumn *c) {
    static const char *const words[ROWS_TYPES] = {"int", "real", "truth", "date", "text"};
    return words[c->type];
}

// The file's name within quotes.
static Str file_text(const Guess *g) {
    StrBuf out;
    buf_init(&out, g->a);
    for (uint32_t i = 0; i < g->t->from.n; i++) {
        char c = g->t->from.p[i];
        if (c == '"' || c == '\\') buf_char(&out, '\\');
        buf_char(&out, c);
    }
    return buf_str(&out);
}

// ---- fields ---------------------------------------------------------------------------------

static bool is_given(const Guess *g, Str name) {
    for (uint32_t i = 0; i < g->nnames; i++)
        if (str_eq(g->names[i], name)) return true;
    return false;
}

static const Field *field_of(const Guess *g, Str name) {
    uint32_t i = g->kind ? kind_field(g->kind, name) : UINT32_MAX;
    return i != UINT32_MAX && i >= FIELD_DECLARED && i < g->kind->ndeclared ? &g->kind->fields[i]
                                                                            : NULL;
}

// Whether a value of the column may stand in the field.
static bool fits(const RowsColumn *c, const Field *f) {
    const Type *t = f->type->tag == TY_LIST ? f->type->elem : f->type;
    if (c->list && f->type->tag != TY_LIST) return false;
    switch (t->tag) {
    case TY_TEXT: return true;
    case TY_INT: return c->type == ROWS_INT;
    case TY_REAL: return c->type == ROWS_INT || c->type == ROWS_REAL;
    case TY_TRUTH: return c->type == ROWS_TRUTH;
    case TY_DATE: return c->type == ROWS_DATE || c->year || c->nearly_date;
    case TY_ENTITY: return c->type == ROWS_TEXT && t->kind != KIND_ANY;
    default: return false;
    }
}

static bool needs_text(const RowsColumn *c, const Field *f) {
    const Type *t = f->type->tag == TY_LIST ? f->type->elem : f->type;
    return t->tag == TY_TEXT && c->type != ROWS_TEXT && !c->list;
}

static void use(Guess *g, const RowsColumn *c) { g->used[c - g->t->columns] = true; }

static void member(Guess *g, Str name, Str value) {
    g->names[g->nnames++] = name;
    buf_addc(&g->members, g->members.n ? ",\n  " : "  ");
    write_name(&g->members, name);
    buf_printf(&g->members, ": %.*s", STR_FMT(value));
}

static void declare(Guess *g, Str name, const char *type) {
    if (g->kind) return; // what it lacks is declared by the map
    buf_addc(&g->fields, g->fields.n ? ",\n  " : "  ");
    write_name(&g->fields, name);
    buf_printf(&g->fields, ": %s", type);
}

static void put_rule(Guess *g, const GuessRule *r) {
    const Field *f = field_of(g, str_of(r->field));
    if (!f || is_given(g, f->name)) return;
    bool *tried = ARENA_ARRAY(g->a, bool, (size_t)g->t->ncolumns + 1);
    memcpy(tried, g->used, g->t->ncolumns * sizeof *tried);
    for (const RowsColumn *c; (c = guess_column(g->t, tried, r->columns));) {
        tried[c - g->t->columns] = true;
        if (!fits(c, f)) continue;
        Str value = text_of(g, c);
        if (needs_text(c, f)) value = str_printf(g->a, "text(%.*s)", STR_FMT(value));
        use(g, c);
        member(g, f->name, value);
        return;
    }
}

// ---- names, ids, dates ----------------------------------------------------------------------

// Name beside Vorname, nom beside prénom is the family's.
static const RowsColumn *family_column(const Guess *g) {
    const RowsColumn *last = guess_column(g->t, g->used, guess_last);
    bool apart = !last && guess_column(g->t, g->used, guess_first_apart);
    return apart ? guess_column(g->t, g->used, guess_last_apart) : last;
}

// "first + " " + last"; where one may be missing, what there is.
static void put_person_name(Guess *g) {
    const RowsColumn *first = guess_column(g->t, g->used, guess_first);
    const RowsColumn *last = family_column(g);
    const RowsColumn *whole = guess_column(g->t, g->used, guess_whole_name);
    bool parts = first && last && first->type == ROWS_TEXT && last->type == ROWS_TEXT;
    if (whole && whole != last && whole->type == ROWS_TEXT &&
        (!parts || whole->filled == g->t->nrows)) {
        use(g, whole);
        member(g, STR("name"), text_of(g, whole));
        return;
    }
    if (!parts) {
        const RowsColumn *one = last ? last : first;
        if (one) use(g, one);
        if (one) member(g, STR("name"), text_of(g, one));
        return;
    }
    StrBuf out;
    buf_init(&out, g->a);
    Str f = text_of(g, first), l = text_of(g, last);
    buf_printf(&out, "%.*s + \" \" + %.*s", STR_FMT(f), STR_FMT(l));
    if (last->filled < g->t->nrows) buf_printf(&out, " ?? %.*s", STR_FMT(f));
    if (first->filled < g->t->nrows) buf_printf(&out, " ?? %.*s", STR_FMT(l));
    use(g, first);
    use(g, last);
    member(g, STR("name"), buf_str(&out));
}

// A kind that is called as the table is the table's own, whether it is new or was so when the file
// was read first: both times the same is guessed.
static bool is_own_kind(const Guess *g) {
    Str name = g->kind_name;
    if (g->rules_of) return false;
    while (name.n > g->singular.n && name.n > 4 && memcmp(name.p + name.n - 4, "_row", 4) == 0)
        name.n -= 4;
    return !g->kind || str_eq(name, g->singular);
}

static bool ends_in_id(Str name) {
    return (name.n > 3 && memcmp(name.p + name.n - 3, "_id", 3) == 0) || str_begins(name, "id_");
}

static const RowsColumn *id_column(const Guess *g) {
    const RowsColumn *c = guess_column(g->t, NULL, guess_ids);
    if (c && !c->list && c->nearly_key) return c;
    for (uint32_t i = 0; i < g->t->ncolumns; i++)
        if (g->t->columns[i].key && ends_in_id(g->t->columns[i].name)) return &g->t->columns[i];
    return NULL;
}

// Numbers of a file's own are told from those of other files by its name, where they share a kind.
static void put_id(Guess *g) {
    const RowsColumn *c = id_column(g);
    if (!c || (c->type != ROWS_TEXT && c->type != ROWS_INT)) return;
    Str value = text_of(g, c);
    if (c->type == ROWS_INT && !is_own_kind(g))
        value = str_printf(g->a, "\"%.*s-\" + text(%.*s)", STR_FMT(g->singular), STR_FMT(value));
    else if (c->type == ROWS_INT)
        value = str_printf(g->a, "text(%.*s)", STR_FMT(value));
    use(g, c);
    member(g, STR("id"), value);
}

static bool is_dated(const RowsColumn *c) {
    return c && !c->list && (c->type == ROWS_DATE || c->year);
}

static Str date_of(Guess *g, const RowsColumn *c) {
    Str s = text_of(g, c);
    return c->type == ROWS_DATE ? s : str_printf(g->a, "date(%.*s)", STR_FMT(s));
}

// What begins and ends: one date that lasts, unless the kind has fields for both.
static void put_period(Guess *g) {
    const RowsColumn *start = guess_column(g->t, g->used, guess_start);
    const RowsColumn *end = guess_column(g->t, g->used, guess_end);
    if (!is_dated(start) || is_given(g, STR("date"))) return;
    if (g->kind && !field_of(g, STR("date"))) return;
    if (start->type == ROWS_INT && start->filled < g->t->nrows) return; // date(…) takes a number
    Str from = date_of(g, start), value = from;
    bool both = is_dated(end) && (end->type == ROWS_DATE || end->filled == g->t->nrows);
    if (both) {
        Str to = date_of(g, end);
        value = str_printf(g->a, "%.*s..%.*s", STR_FMT(from), STR_FMT(to));
        bool open = end->filled < g->t->nrows, begun = start->filled == g->t->nrows;
        if (open || !begun)
            value = str_printf(g->a, "(%.*s) ?? %.*s", STR_FMT(value), STR_FMT(from));
        if (!begun) value = str_printf(g->a, "%.*s ?? (..%.*s)", STR_FMT(value), STR_FMT(to));
        use(g, end);
    }
    use(g, start);
    declare(g, STR("date"), "date");
    member(g, STR("date"), value);
}

// A table with a year and no other date has that date.
static void put_year(Guess *g) {
    const RowsColumn *c = guess_column(g->t, g->used, "year");
    bool other = g->kind && (g->rules_of || field_of(g, c ? c->name : STR("year")));
    if (other || !is_dated(c) || guess_column(g->t, NULL, "date")) return;
    const Field *f = field_of(g, STR("date"));
    if (is_given(g, STR("date")) || (g->kind && !(f && fits(c, f)))) return;
    use(g, c);
    declare(g, STR("date"), "date");
    member(g, STR("date"), text_of(g, c));
}

// president_travel as "president travel".
static Str spoken(Arena *a, Str name) {
    StrBuf out;
    buf_init(&out, a);
    buf_char(&out, '"');
    for (uint32_t i = 0; i < name.n; i++) buf_char(&out, name.p[i] == '_' ? ' ' : name.p[i]);
    buf_char(&out, '"');
    return buf_str(&out);
}

// An event without a title is called by its first text that is neither a place nor a remark; what
// the file is called is its type.
static void put_event_words(Guess *g) {
    const RowsTable *t = g->t;
    for (uint32_t i = 0; i < t->ncolumns && !is_given(g, STR("title")); i++) {
        const RowsColumn *c = &t->columns[i];
        if (g->used[i] || c->type != ROWS_TEXT || c->list || c->filled < t->nrows) continue;
        if (guess_word(c->name, guess_no_titles) || ends_in_id(c->name)) continue;
        g->used[i] = true;
        member(g, STR("title"), text_of(g, c));
    }
    if (!is_given(g, STR("type"))) member(g, STR("type"), spoken(g->a, g->singular));
}

// ---- what is left ---------------------------------------------------------------------------

static bool has_name(const Guess *g, Str name) {
    return g->kind && kind_field(g->kind, name) != UINT32_MAX;
}

// A field of the column's own name, declared if there is none.
static void put_rest(Guess *g, const RowsColumn *c) {
    Str name = c->name;
    const Field *f = field_of(g, name);
    while (is_given(g, name) || (has_name(g, name) && !(f && fits(c, f)))) {
        name = str_printf(g->a, "%.*s_", STR_FMT(name));
        f = field_of(g, name);
    }
    bool there = f != NULL;
    Str value = text_of(g, c);
    if (there && needs_text(c, f)) value = str_printf(g->a, "text(%.*s)", STR_FMT(value));
    Str type = str_printf(g->a, c->list ? "[%s]" : "%s", type_word(c));
    declare(g, name, type.p);
    member(g, name, value);
}

static bool is_back(const Guess *g, Str parent_kind, Str name) { // of a table before
    for (uint32_t i = 0; i < g->number; i++)
        if (g->rows->tables[i].parent != ROWS_NONE && str_eq(g->backs[i], name) &&
            str_eq(g->kinds[g->rows->tables[i].parent], parent_kind))
            return true;
    return false;
}

static void put_link(Guess *g) {
    if (g->t->parent == ROWS_NONE) return;
    const RowsTable *parent = &g->rows->tables[g->t->parent];
    Str link = g->rows->schema->kinds[g->t->kind]->fields[g->t->link].name, back = g->t->name;
    Str parent_kind = g->kinds[g->t->parent];
    uint32_t k = schema_kind(g->target, parent_kind);
    while ((k != KIND_ANY && kind_field(g->target->kinds[k], back) != UINT32_MAX) ||
           rows_column(parent, back) || is_back(g, parent_kind, back) ||
           guess_word(back, guess_no_kinds))
        back = str_printf(g->a, "%.*s_", STR_FMT(back));
    g->backs[g->number] = back;
    Str type = str_printf(g->a, "%.*s inverse %.*s", STR_FMT(parent_kind), STR_FMT(back));
    declare(g, link, type.p);
    member(g, link, link);
}

static void tell_empty(Guess *g) {
    uint32_t many = 0;
    for (uint32_t i = 0; i < g->t->ncolumns; i++) {
        const RowsColumn *c = &g->t->columns[i];
        if (c->filled) continue;
        buf_printf(&g->out, many++ ? ", %.*s" : "# no row has a value of %.*s", STR_FMT(c->name));
    }
    if (many) buf_char(&g->out, '\n');
}

// ---- kinds ----------------------------------------------------------------------------------

static bool is_before(const Guess *g, Str kind) { // a table of the file has it
    for (uint32_t i = 0; i < g->number; i++)
        if (str_eq(g->kinds[i], kind)) return true;
    return false;
}

static bool is_taken(const Guess *g, Str kind) {
    return is_before(g, kind) || guess_word(kind, guess_no_kinds) ||
           schema_collection(g->target, kind) != KIND_ANY;
}

static Str row_of(const Guess *g, Str name) { return str_printf(g->a, "%.*s_row", STR_FMT(name)); }

static void new_kind(Guess *g) {
    Str name = g->singular.n ? g->singular : STR("record");
    if (str_eq(name, g->t->name) && !is_taken(g, name)) name = row_of(g, name);
    while (is_taken(g, name)) name = row_of(g, name);
    g->kind_name = name;
}

// The collection: what the table is called. Whether that is a plural only English names tell, so
// where it is none, the kind is called otherwise: leute_row as leute.
static Str collection_of(const Guess *g) {
    Str c = g->t->name;
    if (c.n && str_eq(c, g->singular) && !is_taken(g, c)) return c;
    if (!str_eq(g->kind_name, g->singular) || str_eq(c, g->kind_name) || !c.n)
        c = str_printf(g->a, "%.*ss", STR_FMT(g->kind_name));
    while (schema_collection(g->target, c) != KIND_ANY || schema_kind(g->target, c) != KIND_ANY)
        c = str_printf(g->a, "%.*s_", STR_FMT(c));
    return c;
}

// The kind of the table's name; that which was made for the table when another had it.
static uint32_t kind_called(const Guess *g) {
    Str name = g->singular, next;
    while (is_before(g, name) && schema_kind(g->target, next = row_of(g, name)) != KIND_ANY)
        name = next;
    return schema_kind(g->target, name);
}

// Which kind it is, and why.
static Str choose_kind(Guess *g) {
    Str why = STR("");
    g->singular = rows_singular(g->a, g->t->name);
    g->kind = NULL;
    g->rules_of = NULL;
    const GuessKind *known = guess_kind_of(g->t, g->singular, &why, g->a);
    uint32_t k = known ? schema_kind(g->target, str_of(known->kind)) : KIND_ANY;
    if (k == KIND_ANY) k = kind_called(g);
    if (k == KIND_ANY) k = schema_collection(g->target, g->t->name);
    if (k == KIND_ANY) {
        new_kind(g);
        k = schema_kind(g->target, g->kind_name);
    }
    if (k == KIND_ANY) return STR("");
    g->kind = g->target->kinds[k];
    g->kind_name = g->kind->name;
    if (known && str_is(g->kind_name, known->kind)) g->rules_of = known->kind;
    return g->rules_of ? why : STR("its name says so");
}

static const GuessRule *rules_of(const Guess *g) {
    for (size_t i = 0; i < guess_nkinds && g->rules_of; i++)
        if (strcmp(guess_kinds[i].kind, g->rules_of) == 0) return guess_kinds[i].rules;
    return NULL;
}

static void put_columns(Guess *g) {
    const GuessRule *rules = rules_of(g);
    put_id(g);
    if (g->rules_of && strcmp(g->rules_of, "person") == 0) put_person_name(g);
    for (; rules && rules->field; rules++) put_rule(g, rules);
    put_link(g);
    put_period(g);
    put_year(g);
    if (g->rules_of && strcmp(g->rules_of, "event") == 0) put_event_words(g);
    for (uint32_t i = 0; i < g->t->ncolumns; i++)
        if (!g->used[i] && g->t->columns[i].filled) put_rest(g, &g->t->columns[i]);
}

static void guess_table(Guess *g) {
    g->used = arena_zero(g->a, (size_t)g->t->ncolumns + 1);
    g->names = ARENA_ARRAY(g->a, Str, (size_t)g->t->ncolumns + 8);
    g->nnames = 0;
    buf_init(&g->fields, g->a);
    buf_init(&g->members, g->a);
    Str why = choose_kind(g);
    g->kinds[g->number] = g->kind_name;
    put_columns(g);
    if (!g->nnames) return;
    Str collection = g->kind ? g->kind->collection : collection_of(g);
    buf_printf(&g->out, g->kind ? "# %.*s: %.*s, as %.*s\n" : "# %.*s: %.*s, a new kind%.*s\n",
               STR_FMT(g->t->from), STR_FMT(collection), STR_FMT(why));
    tell_empty(g);
    if (!g->kind)
        buf_printf(&g->out, "kind %.*s as %.*s {\n%.*s\n}\n", STR_FMT(g->kind_name),
                   STR_FMT(collection), STR_FMT(buf_str(&g->fields)));
    buf_printf(&g->out, "map %.*s from \"%.*s\" {\n%.*s\n}\n", STR_FMT(g->kind_name),
               STR_FMT(file_text(g)), STR_FMT(buf_str(&g->members)));
}

Str guess_mapping(Arena *a, const RowsFile *rows, const Schema *target) {
    Guess g = {.a = a, .rows = rows, .target = target};
    g.kinds = ARENA_ARRAY(a, Str, (size_t)rows->ntables + 1);
    g.backs = arena_zero(a, ((size_t)rows->ntables + 1) * sizeof *g.backs);
    buf_init(&g.out, a);
    for (; g.number < rows->ntables; g.number++) {
        g.t = &rows->tables[g.number];
        guess_table(&g);
        guard_tick(a->guard);
    }
    return buf_str(&g.out);
}
