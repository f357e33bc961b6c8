// Loading facts (facts.h): the first pass, which makes an entity of every statement, and the frame
// of the others. In: syntax trees; out: a filled builder, or errors at their places.
#include "runtime/facts_impl.h"

#include <string.h>

About *facts_about(Facts *x, Ref r) {
    if (r >= x->nabout) {
        x->about = arena_grow(x->a, x->about, &x->about_cap, (size_t)r + 1, sizeof(About));
        memset(x->about + x->nabout, 0, (r + 1 - x->nabout) * sizeof(About));
        x->nabout = r + 1;
    }
    return &x->about[r];
}

// ---- entities -------------------------------------------------------------------------------

void facts_duplicate(Facts *x, uint32_t kind, Str id, const Source *source, Span span, Ref first) {
    Diag *e = diag_error(x->diags, E0401, source, span, "the id @%.*s of this %.*s is taken",
                         STR_FMT(id), STR_FMT(x->schema->kinds[kind]->name));
    const About *about = facts_about(x, first);
    if (!about->node || !facts_can_say(x)) return;
    const Node *at = about->node;
    Place place = source_place(at->source, at->span.at);
    const char *what = about->generated ? "made from the text" : "the first is";
    diag_note(x->diags, e, "%s at %.*s%s%u:%u", what, STR_FMT(at->source->name),
              at->source->name.n ? ":" : "line ", place.line, place.column);
}

static uint32_t fact_kind(Facts *x, const Node *n) {
    uint32_t kind = schema_kind(x->schema, n->text);
    if (kind != KIND_ANY) return kind;
    Diag *e =
        diag_error(x->diags, E0209, n->source, n->at, "there is no kind '%.*s'", STR_FMT(n->text));
    if (!facts_can_say(x)) return kind;
    uint32_t many = schema_collection(x->schema, n->text);
    Near near;
    near_init(&near, n->text);
    for (uint32_t i = 0; i < x->schema->nkinds; i++) near_try(&near, x->schema->kinds[i]->name);
    Str best = many != KIND_ANY ? x->schema->kinds[many]->name : near.best;
    if (best.n)
        diag_note(x->diags, e, "did you mean '%.*s'?", STR_FMT(best));
    else
        diag_hint(x->diags, e, "declare it: kind %.*s as ... { ... }", STR_FMT(n->text));
    return kind;
}

static const Node *plain_value(const Node *n) { return n && n->tag == N_ANNOTATED ? n->a : n; }

static const Node *member_text(const Node *fact, Str name) {
    for (const Node *m = fact->list; m; m = m->next) {
        const Node *v = m->tag == N_MEMBER && str_eq(m->text, name) ? plain_value(m->a) : NULL;
        if (v && v->tag == N_TEXT) return v;
    }
    return NULL;
}

static Ref make_entity(Facts *x, Fact *f) {
    const Node *n = f->node;
    Str canonical = {"", 0};
    Ref same = 0;
    Str id = n->b ? n->b->text : facts_own_id(x, n, f->kind, &canonical, &same);
    if (same) {
        f->again = true;
        return same;
    }
    Ref r = builder_entity(x->b, f->kind, id);
    if (!r) {
        r = builder_find(x->b, f->kind, id, NULL);
        facts_duplicate(x, f->kind, id, n->source, n->b ? n->b->span : n->at, r);
        return r;
    }
    About *about = facts_about(x, r);
    about->node = n;
    about->canonical = canonical;
    const Kind *k = x->schema->kinds[f->kind];
    const Node *label = member_text(n, k->fields[k->label_field].name);
    if (label) about->label = label->text;
    return r;
}

static void add_fact(Facts *x, const Node *n) {
    Fact f = {.node = n, .kind = fact_kind(x, n)};
    if (f.kind == KIND_ANY) return;
    f.ref = make_entity(x, &f);
    bool has_text = f.kind == x->core.article && !facts_complete(x, &f);
    if (has_text && x->core.article_text != NO_FIELD && x->about[f.ref].node == n)
        f.text_at = member_text(n, STR("text"));
    if (f.text_at) facts_split_text(x, &f);
    x->facts = arena_grow(x->a, x->facts, &x->fact_cap, (size_t)x->nfacts + 1, sizeof f);
    x->facts[x->nfacts++] = f;
}

// ---- the archive statement ------------------------------------------------------------------

static Str meta_value(const Node *n) {
    switch ((NodeTag)n->tag) {
    case N_TEXT:
    case N_NAME: return n->text;
    case N_INT:
    case N_REAL:
    case N_DATE:
    case N_TRUTH:
    case N_DURATION:
    case N_NEG: return source_words(n->source, n->span);
    default: return (Str){"", 0};
    }
}

// Where the year of its Old Style dates begins.
static bool year_begins(Facts *x, const Node *n) {
    DateError error = {0};
    if (x->whole) return true; // … and when
    if (n->tag != N_TEXT) {
        facts_wrong(x, n, STR("year_begins"), "a text such as \"25 March\"");
        return false;
    }
    if (year_style_named(x->a, n->text, &x->year_begins, &error)) return true;
    Diag *e = diag_error(x->diags, E0403, n->source, n->span, "%s", error.message);
    diag_hint(x->diags, e, "%s", error.hint);
    return false;
}

// Of the dates that facts state without OS or NS.
static bool calendar(Facts *x, const Node *n) {
    Str name = meta_value(n);
    if (x->whole) return true; // each date says what it is
    if (str_is(name, "gregorian") || str_is(name, "julian")) {
        x->calendar = str_is(name, "julian") ? CAL_JULIAN : CAL_GREGORIAN;
        return true;
    }
    Diag *e = diag_error(x->diags, E0701, n->source, n->span,
                         "an archive's calendar is gregorian or julian in this version");
    diag_hint(x->diags, e, "date(\"18 Brumaire 8 republican\") states a date of another");
    return false;
}

// Settings of an archive, and what each may say.
static bool archive_setting(Facts *x, const Node *m) {
    static const char *const names[] = {"language", "calendar", "circa", "year_begins", "complete"};
    Duration d;
    if (str_is(m->text, "language")) {
        if (m->a->tag == N_TEXT) return true;
        facts_wrong(x, m->a, m->text, "a text");
        return false;
    }
    if (str_is(m->text, "calendar")) return calendar(x, m->a);
    if (str_is(m->text, "circa")) {
        if (str_is(meta_value(m->a), "0") || duration_read(meta_value(m->a), &d)) return true;
        facts_wrong(x, m->a, m->text, "a duration such as 5 years");
        return false;
    }
    if (str_is(m->text, "year_begins")) return year_begins(x, m->a);
    if (str_is(m->text, "complete")) {
        if (m->a->tag != N_TRUTH) facts_wrong(x, m->a, m->text, "true or false");
        return false;
    }
    if (x->whole && m->a->tag == N_TEXT) return true; // what the archive has been told of itself
    Diag *e = diag_error(x->diags, E0210, m->source, m->at, "an archive has no setting '%.*s'",
                         STR_FMT(m->text));
    Near near;
    near_init(&near, m->text);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) near_try(&near, str_of(names[i]));
    if (near.best.n) diag_note(x->diags, e, "did you mean '%.*s'?", STR_FMT(near.best));
    diag_hint(x->diags, e, "language, calendar, circa, year_begins and complete are what it knows");
    return false;
}

static bool says_complete(const Node *m) {
    return str_is(m->text, "complete") && m->a->tag == N_TRUTH && m->a->num.i;
}

// Of several archive statements the first counts, as for all that they say.
static void find_whole(Facts *x, const Program *p) {
    for (const Node *s = p->statements; s && !x->whole; s = s->next) {
        if (s->tag != T_ARCHIVE) continue;
        for (const Node *m = s->list; m; m = m->next)
            if (says_complete(m)) x->whole = s->source;
        return;
    }
}

static void add_archive(Facts *x, const Node *n) {
    if (x->archive) {
        Diag *e = diag_error(x->diags, E0206, n->source, n->at, "the archive is named already");
        Place at = source_place(x->archive->source, x->archive->span.at);
        diag_note(x->diags, e, "the first is at %.*s:%u:%u", STR_FMT(x->archive->source->name),
                  at.line, at.column);
        return;
    }
    x->archive = n;
    if (n->text.n || !x->whole) builder_meta(x->b, STR("title"), n->text);
    for (const Node *m = n->list; m; m = m->next)
        if (!says_complete(m) && archive_setting(x, m))
            builder_meta(x->b, m->text, meta_value(m->a));
}

// ---- what does not belong among facts -------------------------------------------------------

static const char *statement_name(const Node *n) {
    switch ((NodeTag)n->tag) {
    case T_LET: return "'let'";
    case T_FN: return "'fn'";
    case T_PARAM: return "'param'";
    case T_SET: return "'set'";
    case T_ASSERT: return "'assert'";
    case T_EXPECT: return "'expect'";
    default: return "a query";
    }
}

static bool is_declaration(const Node *n) {
    return n->tag == T_ENTITY || n->tag == T_ARCHIVE || n->tag == T_KIND || n->tag == T_EXTEND ||
           n->tag == T_MAP;
}

static void later(Facts *x, const Node *n, const char *word, const char *hint) {
    Diag *e = diag_error(x->diags, E0701, n->source, n->span,
                         "'%s' in a file of facts is not in this version yet", word);
    diag_hint(x->diags, e, "%s", hint);
}

static void not_a_fact(Facts *x, const Node *n) {
    Diag *e = diag_error(x->diags, E0313, n->source, n->span, "%s cannot stand among facts",
                         statement_name(n));
    diag_hint(x->diags, e, "put it in a file of its own and run that: gazette run FILE");
}

static void not_facts(Facts *x, const Node *n) {
    Str file = n->source->name.n ? n->source->name : STR("FILE");
    Diag *e = diag_error(x->diags, E0313, n->source, n->span,
                         "this is a script of queries, not a file of facts");
    diag_hint(x->diags, e, "run it: gazette run %.*s", STR_FMT(file));
}

// What the expressions of a map may use.
static bool serves_maps(const Node *n) {
    return n->tag == T_LET || n->tag == T_FN || n->tag == T_SET;
}

// A file without a single fact is a script by mistake: said once, at its first statement.
static void refuse_others(Facts *x, const Program *p) {
    bool script = true, maps = false;
    for (const Node *s = p->statements; s; s = s->next) {
        guard_work(x->a->guard, 1);
        maps = maps || s->tag == T_MAP;
        script = script && !is_declaration(s);
    }
    for (const Node *s = p->statements; s; s = s->next) {
        guard_work(x->a->guard, 1);
        if (is_declaration(s) || (maps && serves_maps(s))) continue;
        if (s->tag == T_GAZETTE) {
            if (s->num.i == 1) continue;
            diag_error(x->diags, E0313, s->source, s->span, "this is Gazette language version 1");
        } else if (s->tag == T_USE && !script) {
            later(x, s, "use", "name every file when opening: gazette FILE FILE");
        } else if (script) {
            not_facts(x, s);
            return;
        } else {
            not_a_fact(x, s);
        }
    }
}

// ---- hierarchies ----------------------------------------------------------------------------

static void cycle_error(Facts *x, Ref start) {
    const Node *at = x->about[start].parent_at;
    Str id = builder_id_of(x->b, start);
    Diag *e =
        diag_error(x->diags, E0405, at->source, at->span, "@%.*s is part of itself", STR_FMT(id));
    if (!facts_can_say(x)) return;
    StrBuf way;
    buf_init(&way, x->a);
    Ref r = start;
    for (int steps = 0; steps < 6; steps++) {
        Str step = builder_id_of(x->b, r);
        buf_printf(&way, "%s@%.*s", steps ? " in " : "", STR_FMT(step));
        if (steps && r == start) break;
        r = x->about[r].parent;
    }
    if (r != start) buf_addc(&way, " ...");
    diag_note(x->diags, e, "%.*s", STR_FMT(buf_str(&way)));
}

// Follows each chain of parents until it meets an entity seen before: on the same walk, a cycle.
static void check_cycles(Facts *x) {
    uint32_t *walk = arena_zero(x->a, ((size_t)x->nabout + 1) * sizeof *walk);
    for (Ref start = 1; start < x->nabout; start++) {
        Ref r = start;
        guard_every(x->a->guard, start);
        while (r && r < x->nabout && !walk[r]) {
            walk[r] = start;
            r = x->about[r].parent;
        }
        if (r && r < x->nabout && walk[r] == start && x->about[r].parent) cycle_error(x, r);
    }
}

Facts *facts_entities(Builder *b, const Schema *schema, Program *const *programs, uint32_t n,
                      Arena *arena, Diags *diags) {
    Facts *x = ARENA_NEW(arena, Facts);
    *x = (Facts){.b = b, .schema = schema, .a = arena, .diags = diags};
    x->before = builder_entities(b);
    facts_find_core(x);
    facts_about(x, 0);
    for (uint32_t i = 0; i < n; i++) find_whole(x, programs[i]); // how facts are read
    for (uint32_t i = 0; i < n; i++) {
        refuse_others(x, programs[i]);
        for (const Node *s = programs[i]->statements; s; s = s->next) {
            guard_work(arena->guard, 8);
            if (s->tag == T_ENTITY) add_fact(x, s);
            if (s->tag == T_ARCHIVE) add_archive(x, s);
        }
    }
    return x;
}

void facts_values(Facts *x) {
    for (uint32_t i = 0; i < x->nfacts; i++) {
        const Source *source = x->facts[i].node->source;
        guard_work(x->a->guard, 8);
        if (i == 0 || source != x->facts[i - 1].node->source) builder_from(x->b, source->name);
        facts_members(x, &x->facts[i]);
    }
    facts_derive(x);
    check_cycles(x);
    facts_order(x);
}

void facts_load(Builder *b, const Schema *schema, Program *const *programs, uint32_t n,
                Arena *arena, Diags *diags) {
    facts_values(facts_entities(b, schema, programs, n, arena, diags));
    diags_sort(diags);
}
