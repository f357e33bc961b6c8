// The end of a query: `as FORMAT(options)` and `save "file"`. Options are checked by name and type;
// those that draw something other than a column become a column of their own, which no other
// format shows.
#include "lang/check_internal.h"
#include "lang/show_row.h"

// ---- options --------------------------------------------------------------------------------

typedef struct Option {
    const char *name;
    uint32_t bit;
} Option;

static const Option options[] = {{"x", OPT_X},         {"y", OPT_Y},         {"date", OPT_DATE},
                                 {"label", OPT_LABEL}, {"color", OPT_COLOR}, {"bins", OPT_BINS},
                                 {"width", OPT_WIDTH}, {"title", OPT_TITLE}, {"colour", OPT_COLOR}};
enum { NOPTIONS = sizeof options / sizeof *options };

static void *wrong_option(Chk *c, const ShowFormat *f, const Node *arg, Str name) {
    Diag *d;
    Near near;
    near_init(&near, name);
    for (uint32_t i = 0; i < NOPTIONS; i++)
        if (f->options & options[i].bit) near_try(&near, str_of(options[i].name));
    chk_error(c, E0305, arg, arg->at, &d, "'as %s' has no option '%.*s'", f->name, STR_FMT(name));
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    chk_hint(c, d, "as %s%s", f->name, f->usage);
    return NULL;
}

// The option that an argument gives: by its name, or as the first and second by place.
static const Option *option_of(Chk *c, const ShowFormat *f, const Node *arg, uint32_t place) {
    if (!arg->text.n) {
        for (uint32_t i = 0, k = 0; i < NOPTIONS; i++)
            if ((f->options & options[i].bit & (OPT_COLUMN | OPT_TITLE)) && k++ == place)
                return &options[i];
        Diag *d;
        chk_error(c, E0305, arg, arg->span, &d, "this option needs its name");
        chk_hint(c, d, "as %s%s", f->name, f->usage);
        return NULL;
    }
    for (uint32_t i = 0; i < NOPTIONS; i++)
        if (str_is(arg->text, options[i].name) && (f->options & options[i].bit)) return &options[i];
    return wrong_option(c, f, arg, arg->text);
}

// What a chart draws, as the slot of a column: its own, or that of a hidden one.
static bool column_option(Chk *c, Scope *s, Pipe *p, const ShowFormat *f, const Option *o,
                          const Node *arg) {
    Scope rows = {.row = &p->out, .outer = s};
    Expr *e = check_expr(c, &rows, arg->a);
    if (!e) return false;
    const char *expected;
    if (!show_fits(f, o->bit, e->type, &expected)) {
        Diag *d;
        chk_error(c, E0302, arg, arg->a->span, &d, "%s of 'as %s' is %s, found %s", o->name,
                  f->name, expected, chk_found(c, e));
        if (e->type->tag == TY_LIST)
            chk_hint(c, d, "expand %.*s first, or draw count(%.*s)", STR_FMT(chk_words(arg->a)),
                     STR_FMT(chk_words(arg->a)));
        return false;
    }
    uint32_t *slot = o->bit == OPT_Y       ? &p->show.y
                     : o->bit == OPT_DATE  ? &p->show.date
                     : o->bit == OPT_COLOR ? &p->show.color
                                           : &p->show.x;
    *slot = e->tag == X_SLOT && e->depth == 0 ? e->slot + 1 : hidden_column(c, p, arg->a, e) + 1;
    return true;
}

static bool between(Chk *c, const Node *arg, const char *name, const Expr *e, int64_t lo,
                    int64_t hi) {
    if (e->type->tag == TY_INT && e->value.v.i >= lo && e->value.v.i <= hi) return true;
    chk_error(c, E0302, arg, arg->a->span, NULL, "%s is a whole number from %lld to %lld, found %s",
              name, (long long)lo, (long long)hi, chk_found(c, e));
    return false;
}

static bool bins_option(Chk *c, Pipe *p, const Node *arg, const Expr *e) {
    enum { MOST = 1000 };
    if (e->type->tag != TY_DURATION) {
        if (!between(c, arg, "bins", e, 1, MOST)) return false;
        p->show.bins = (uint32_t)e->value.v.i;
        return true;
    }
    Duration d = e->value.v.dur;
    bool good = d.lo_m == d.hi_m && d.lo_s == d.hi_s && (d.lo_m > 0) != (d.lo_s > 0);
    if (!good) {
        chk_error(c, E0302, arg, arg->a->span, NULL,
                  "a bin lasts a whole number of months or of seconds, such as 1 year or 6 hours");
        return false;
    }
    p->show.bin = d;
    return true;
}

// Width, bins and title are written out: how a result looks does not depend on its rows.
static bool constant_option(Chk *c, Scope *s, Pipe *p, const Option *o, const Node *arg) {
    Expr *e = check_expr(c, s, arg->a);
    if (!e) return false;
    if (e->tag != X_CONST || e->value.missing) {
        chk_error(c, E0302, arg, arg->a->span, NULL, "%s must be written out", o->name);
        return false;
    }
    if (o->bit == OPT_BINS) return bins_option(c, p, arg, e);
    if (o->bit == OPT_WIDTH) {
        if (!between(c, arg, o->name, e, 5, 500)) return false;
        p->show.width = (uint32_t)e->value.v.i;
        return true;
    }
    if (e->type->tag != TY_TEXT) {
        chk_error(c, E0302, arg, arg->a->span, NULL, "title is a text, found %s", chk_found(c, e));
        return false;
    }
    p->show.title = e->value.v.text;
    return true;
}

static bool check_options(Chk *c, Scope *s, Pipe *p, const ShowFormat *f, const Node *list) {
    uint32_t place = 0, given = 0;
    bool ok = true;
    for (const Node *arg = list; arg; arg = arg->next, place++) {
        if (!f->options) {
            chk_error(c, E0305, list, list->span, NULL, "'%s' has no options", f->name);
            return false;
        }
        const Option *o = option_of(c, f, arg, place);
        if (!o) return false;
        if (given & o->bit) {
            chk_error(c, E0305, arg, arg->span, NULL, "%s is given twice", o->name);
            return false;
        }
        given |= o->bit;
        ok = (o->bit & OPT_COLUMN ? column_option(c, s, p, f, o, arg)
                                  : constant_option(c, s, p, o, arg)) &&
             ok;
    }
    return ok;
}

// ---- as -------------------------------------------------------------------------------------

static bool unknown_format(Chk *c, const Node *n) {
    Diag *d;
    Near near;
    near_init(&near, n->text);
    for (const ShowFormat *f = show_formats; f->name; f++) near_try(&near, str_of(f->name));
    for (const char *const *f = show_later; *f; f++) {
        near_try(&near, str_of(*f));
        if (str_is(n->text, *f))
            return chk_later(c, n, n->at, str_printf(c->arena, "'as %s' is", *f).p), false;
    }
    chk_error(c, E0211, n, n->at, &d, "there is no format '%.*s'", STR_FMT(n->text));
    if (near.best.n) chk_note(c, d, "did you mean '%.*s'?", STR_FMT(near.best));
    StrBuf all;
    buf_init(&all, c->arena);
    for (const ShowFormat *f = show_formats; f->name; f++) {
        if (f != show_formats) buf_addc(&all, f[1].name ? ", " : " or ");
        buf_addc(&all, f->name);
    }
    chk_hint(c, d, "%.*s", STR_FMT(buf_str(&all)));
    return false;
}

// Of the entity at hand: the first field of which the chart can make something.
static const char *example(Chk *c, const Pipe *p, const ShowFormat *f) {
    bool amount = (f->options & OPT_Y) != 0;
    const Type *it = p->out.it;
    const char *expected;
    if (!it || it->tag != TY_ENTITY || it->kind == KIND_ANY) return amount ? "n" : "died - born";
    const Kind *k = c->cat->schema->kinds[it->kind];
    for (uint32_t i = 0; i < k->nfields; i++) {
        const Field *field = &k->fields[i];
        if (i == FIELD_SOURCE || i == FIELD_SAME) continue;
        if (amount && field->type->tag == TY_LIST)
            return str_printf(c->arena, "count(%.*s)", STR_FMT(field->name)).p;
        if (!amount && show_fits(f, OPT_X, field->type, &expected))
            return str_dup(c->arena, field->name).p;
    }
    return "n";
}

// The fields of entities that a timeline draws: their date, else from their first moment to the
// second (born..died), else the one moment. How many; what the session may not read is left out.
static uint32_t date_fields(Chk *c, const Kind *k, uint32_t kind, uint32_t out[2]) {
    uint32_t moments = 0;
    for (uint32_t i = 0; i < k->nfields; i++) {
        const Type *t = k->fields[i].type;
        if (t->tag != TY_DATE || catalog_may_read(c->cat, kind, i) != READ_OPEN) continue;
        if (t != &type_moment) {
            out[0] = i;
            return 1;
        }
        if (moments < 2) out[moments++] = i;
    }
    return moments;
}

// A hidden column with a name of its own, not the words of `as`.
static uint32_t named_column(Chk *c, Pipe *p, const Node *n, Expr *e, Str name) {
    uint32_t slot = hidden_column(c, p, n, e);
    RowColumn *columns =
        arena_dup(c->arena, p->out.columns, p->out.ncolumns * sizeof *p->out.columns);
    columns[p->out.ncolumns - 1].name = name;
    p->out.columns = columns;
    return slot;
}

// A column for it, where no column is a date.
static void add_date(Chk *c, Pipe *p, const Node *n) {
    const Type *it = p->out.it;
    if (!it || it->tag != TY_ENTITY || it->kind == KIND_ANY) return;
    const Kind *k = c->cat->schema->kinds[it->kind];
    uint32_t fields[2], found = date_fields(c, k, it->kind, fields);
    Expr *ends[2];
    if (!found) return;
    for (uint32_t i = 0; i < found; i++)
        ends[i] = field_of(c, n, it_of(c, n, &p->out, 0), k->fields[fields[i]].name, n->span);
    if (!ends[0] || (found == 2 && !ends[1])) return;
    Str name = k->fields[fields[0]].name;
    Expr *e = ends[0];
    if (found == 2) {
        e = mk_op(c, XO_DATE_RANGE, &type_date, n, ends[0], ends[1]);
        name =
            str_printf(c->arena, "%.*s..%.*s", STR_FMT(name), STR_FMT(k->fields[fields[1]].name));
    }
    p->show.date = named_column(c, p, n, e, name) + 1;
}

static bool has_parts(const Type *t) {
    uint32_t found = 0;
    for (uint32_t i = 0; t->tag == TY_RECORD && i < t->nfields; i++)
        for (uint32_t k = 0; k < SHOW_PARTS; k++)
            found += str_is(t->fields[i].name, show_parts[k]) && t->fields[i].type->tag == TY_TEXT;
    return found == SHOW_PARTS;
}

// Columns for left, word and right, where they are fields of a record: of kwic(…) as k.
static void add_parts(Chk *c, Pipe *p, const Node *n) {
    uint32_t slot = row_slots(&p->out);
    while (slot-- > 0) {
        const Type *t = show_slot_type(&p->out, slot);
        if (!has_parts(t)) continue;
        for (uint32_t k = 0; k < SHOW_PARTS; k++) {
            Str name = str_of(show_parts[k]);
            Expr *e = field_of(c, n, mk_slot(c, n, 0, slot, t), name, n->span);
            if (e) named_column(c, p, n, e, name);
        }
        return;
    }
}

// Every chart needs a column to draw, a concordance three: what is not given must be there.
static bool has_columns(Chk *c, Pipe *p, const ShowFormat *f, const Node *n) {
    ShowRoles roles;
    const char *missing;
    Diag *d;
    bool dates = (f->options & OPT_DATE) != 0;
    if (show_roles(f, p, &roles, &missing)) return true;
    if (dates) add_date(c, p, n);
    if (!f->chart) add_parts(c, p, n);
    if (show_roles(f, p, &roles, &missing)) return true;
    if (!f->chart) {
        chk_error(c, E0310, n, n->span, &d, "'as %s' needs %s", f->name, missing);
        chk_hint(c, d, "articles | expand kwic(text, \"soviet\") as k | as kwic");
        return false;
    }
    chk_error(c, E0310, n, n->span, &d, "'as %s' needs %s, and no column is one", f->name, missing);
    bool draws = (f->options & OPT_Y) != 0;
    if (dates)
        chk_hint(c, d, "say when, as in: as timeline(date: born..died)");
    else
        chk_hint(c, d, "say what to %s, as in: as %s(%s: %s)", draws ? "draw" : "count", f->name,
                 draws ? "y" : "x", example(c, p, f));
    return false;
}

// What formats of other programs need of a row: a place, a date, a title.
static bool has_parts_of_row(Chk *c, const Pipe *p, Str format, const Node *n) {
    const RowFormat *f = row_format(format);
    RowPlace *places = ARENA_ARRAY(c->arena, RowPlace, ROW_PARTS);
    if (!f || row_parts(f, p, c->cat, places)) return true;
    Diag *d;
    chk_error(c, E0310, n, n->span, &d, "%s", f->missing);
    chk_hint(c, d, "%s", f->hint);
    return false;
}

bool check_as(Chk *c, Scope *s, Pipe *p, const Node *n, bool statement) {
    if (!statement || (n->next && n->next->tag != S_SAVE)) {
        chk_error(c, E0313, n, n->span, NULL,
                  "'as' ends a query, and only one that is a statement of its own");
        return false;
    }
    const ShowFormat *f = show_format(n->text);
    if (!f) return unknown_format(c, n);
    p->show.format = n->text;
    p->show.circa = c->set.circa;
    return check_options(c, s, p, f, n->list) && (!f->picks || has_columns(c, p, f, n)) &&
           has_parts_of_row(c, p, n->text, n);
}

// ---- save -----------------------------------------------------------------------------------

// What `as` says and what the ending says must be the same thing.
static bool ending_fits(Chk *c, const Pipe *p, const Node *n, const char *ending) {
    const ShowFormat *f = p->show.format.n ? show_format(p->show.format) : NULL;
    Diag *d;
    bool svg = str_is(str_of(ending), "svg"),
         any = str_is(str_of(ending), "page") || str_is(str_of(ending), "text");
    bool lines = f && f->picks && !f->chart && str_is(str_of(ending), "text");
    bool seen = !f || f->chart || lines || str_is(p->show.format, "table") ||
                str_is(p->show.format, "list");
    if (svg && (!f || !f->chart)) {
        chk_error(c, E0310, n, n->a->span, &d, "only a chart can be saved as svg");
        chk_hint(c, d, "| as bar | save …, or save it as .html");
        return false;
    }
    bool fits =
        svg || !f ||
        (any ? seen || (f && str_is(p->show.format, "html") && str_is(str_of(ending), "page"))
             : str_is(p->show.format, ending));
    if (fits) return f || has_parts_of_row(c, p, str_of(ending), n);
    chk_error(c, E0310, n, n->a->span, &d, "'as %s' cannot be saved in a file of this ending",
              f->name);
    chk_hint(c, d,
             f->chart ? "a chart is saved as .svg, .html or .txt"
                      : "leave 'as' out: the ending says the format");
    return false;
}

bool check_save(Chk *c, Scope *s, Pipe *p, const Node *n, bool statement) {
    Diag *d;
    if (!statement || n->next) {
        chk_error(c, E0313, n, n->span, &d,
                  "'save' ends a query, and only one that is a statement of its own");
        if (n->next && n->next->tag == S_AS) chk_hint(c, d, "| as … | save …");
        return false;
    }
    Str words = chk_words(n->a);
    if (show_ending(words)) { // not in quotes: it ends in one then
        chk_error(c, E0302, n, n->a->span, &d, "the name of a file stands in quotes");
        chk_hint(c, d, "save \"%.*s\"", STR_FMT(words));
        return false;
    }
    Expr *e = check_expr(c, s, n->a);
    if (!e) return false;
    if (e->tag != X_CONST || e->type->tag != TY_TEXT || e->value.missing) {
        chk_error(c, E0302, n, n->a->span, &d, "the name of the file must be a text, written out");
        chk_hint(c, d, "save \"result.csv\"");
        return false;
    }
    const char *ending = show_ending(e->value.v.text);
    if (!ending) {
        chk_error(c, E0211, n, n->a->span, &d, "the ending of the name says no format");
        chk_hint(c, d, "%s", show_endings);
        return false;
    }
    if (!ending_fits(c, p, n, ending)) return false;
    if (!c->options.save) {
        chk_error(c, E0801, n, n->span, NULL, "files cannot be written here");
        return false;
    }
    Str name = e->value.v.text;
    if (str_visible(c->arena, name).p != name.p) {
        chk_error(c, E0302, n, n->a->span, NULL, "the name of the file holds a control character");
        return false;
    }
    p->show.save = str_dup(c->arena, name); // ends in a NUL
    return true;
}

// ---- its words ------------------------------------------------------------------------------

// The query as it was written; in the REPL its lines may come from several texts.
Str query_words(Chk *c, const Node *n) {
    StrBuf b;
    buf_init(&b, c->arena);
    const Source *src = n->source ? n->source : c->src;
    Span span = n->span;
    for (const Node *k = n->list; k; k = k->next) {
        if (k->source && k->source != src) {
            buf_add(&b, source_words(src, span));
            buf_addc(&b, "\n| ");
            src = k->source;
            span = k->span;
        }
        span.len = k->span.at + k->span.len - span.at;
    }
    buf_add(&b, source_words(src, span));
    return buf_str(&b);
}
