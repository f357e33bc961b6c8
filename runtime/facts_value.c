// The members of a fact: each is checked against its field and given to the builder. In: statements
// whose entities are made; out: values with their evidence, or errors that say what was found and
// what was expected.
#include <string.h>

#include "runtime/facts_impl.h"
#include "runtime/order_build.h"

// ---- what was found -------------------------------------------------------------------------

static const char *found(const Node *n) {
    switch ((NodeTag)n->tag) {
    case N_TEXT: return "a text";
    case N_INT: return "a whole number";
    case N_REAL: return "a number";
    case N_NEG: return "a negative number";
    case N_DATE: return "a date";
    case N_RANGE: return "a span of time";
    case N_DURATION: return "a duration";
    case N_TRUTH: return "a truth";
    case N_NULL: return "null";
    case N_REF:
    case N_REF_NAME: return "an entity";
    case N_LIST: return "a list";
    case N_RECORD: return "a record";
    case N_NAME: return "a bare word";
    case N_ANNOTATED: return "a value with evidence";
    default: return "a calculation";
    }
}

Diag *facts_wrong(Facts *x, const Node *n, Str field, const char *expected) {
    Diag *e = diag_error(x->diags, E0403, n->source, n->span, "'%.*s' takes %s, not %s",
                         STR_FMT(field), expected, found(n));
    diag_note(x->diags, e, "expected %s", expected);
    return e;
}

static const char *expected_of(const Facts *x, const Field *f, const Type *t) {
    switch ((TypeTag)t->tag) {
    case TY_TEXT: return "a text";
    case TY_INT: return "a whole number";
    case TY_REAL: return "a number";
    case TY_TRUTH: return "true or false";
    case TY_DATE: return f->moment ? "a moment" : "a date";
    case TY_DURATION: return "a duration";
    default: return facts_kind_name(x, t->kind);
    }
}

// How a value is written so that it fits the type, and why; as is "" where that is not plain.
typedef struct Rewrite {
    const char *why;
    Str as;
} Rewrite;

static Rewrite rewrite_entity(Facts *x, uint32_t kind, const Node *n) {
    Ref meant = facts_meant(x, kind, n->text);
    Str id = meant ? builder_id_of(x->b, meant) : n->text;
    if (meant || n->tag == N_NAME)
        return (Rewrite){n->tag == N_NAME ? "an id begins with @: "
                                          : "an entity is named by its id: ",
                         str_printf(x->a, "@%.*s", STR_FMT(id))};
    if (memchr(n->text.p, '"', n->text.n)) return (Rewrite){"", STR("")};
    return (Rewrite){"by its name: ", str_printf(x->a, "@\"%.*s\"", STR_FMT(n->text))};
}

static Rewrite rewrite_date(Facts *x, const Node *n) {
    Date d;
    DateError error = {0};
    if (date_literal(n->text, &d, &error)) return (Rewrite){"without quotes: ", n->text};
    if (date_text(x->a, n->text, &d, &error))
        return (Rewrite){"as EDTF: ", str_printf(x->a, "date(\"%.*s\")", STR_FMT(n->text))};
    if (strncmp(error.hint, "write ", 6) != 0) return (Rewrite){"", STR("")};
    return (Rewrite){"write ", str_dup(x->a, str_of(error.hint + 6))};
}

static Rewrite rewrite(Facts *x, const Type *t, const Node *n) {
    Str words = source_words(n->source, n->span);
    bool bare = n->tag == N_INT || n->tag == N_REAL || n->tag == N_NAME || n->tag == N_DATE;
    if (words.n > 60) return (Rewrite){"", STR("")};
    if (t->tag == TY_TEXT && bare)
        return (Rewrite){"put it in quotes: ", str_printf(x->a, "\"%.*s\"", STR_FMT(words))};
    if (t->tag == TY_ENTITY && (n->tag == N_NAME || n->tag == N_TEXT))
        return rewrite_entity(x, t->kind, n);
    if (t->tag == TY_DURATION && n->tag == N_INT)
        return (Rewrite){"with its unit: ", str_printf(x->a, "%.*s days", STR_FMT(words))};
    if (t->tag == TY_DATE && n->tag == N_TEXT) return rewrite_date(x, n);
    return (Rewrite){"", STR("")};
}

// The error, with what to type instead where that is plain.
static void mismatch(Facts *x, const Field *f, const Type *t, const Node *n) {
    Diag *e = facts_wrong(x, n, f->name, expected_of(x, f, t));
    if (!facts_can_say(x)) return;
    Rewrite r = rewrite(x, t, n);
    if (r.as.n) diag_hint(x->diags, e, "%s%.*s", r.why, STR_FMT(r.as));
}

// ---- values ---------------------------------------------------------------------------------

typedef struct Target {
    Facts *x;
    Fact *f;
    uint32_t index; // of the field
    const Field *field;
    const Type *type; // of a value or element
    Str written;      // of the date at hand, as its evidence says; "": as it stands there
} Target;

static void put_number(const Target *t, const Node *n, uint32_t note) {
    bool negative = n->tag == N_NEG;
    const Node *v = negative ? n->a : n;
    Builder *b = t->x->b;
    if (t->type->tag == TY_INT && v->tag == N_INT)
        builder_int(b, t->f->ref, t->index, negative ? -v->num.i : v->num.i, note);
    else if (t->type->tag == TY_REAL && (v->tag == N_INT || v->tag == N_REAL)) {
        double r = v->tag == N_INT ? (double)v->num.i : v->num.r;
        builder_real(b, t->f->ref, t->index, negative ? -r : r, note);
    } else
        mismatch(t->x, t->field, t->type, n);
}

static void put_date(const Target *t, const Node *n, uint32_t note) {
    NodeTag tag = (NodeTag)n->tag;
    if (tag != N_DATE && tag != N_INT && tag != N_RANGE && tag != N_CALL) {
        mismatch(t->x, t->field, t->type, n);
        return;
    }
    Date d;
    Str written;
    if (facts_date(t->x, n, t->field, &d, &written))
        builder_date(t->x->b, t->f->ref, t->index, &d, t->written.n ? t->written : written, note);
}

// 5 years, or duration("P53Y/P54Y"). False after an error.
static bool read_duration(Facts *x, const Node *n, Duration *out) {
    const Node *text = n->tag == N_CALL ? n->list->a : NULL;
    if (text && duration_read(text->text, out)) return true;
    if (!text && duration_of(n->num.i, (Unit)n->unit, out)) return true;
    if (!text)
        diag_error(x->diags, E0501, n->source, n->span, "the duration is too long");
    else
        diag_hint(x->diags,
                  diag_error(x->diags, E0403, text->source, text->span, "this is no duration"),
                  "5 years, or ISO 8601: duration(\"P5Y\")");
    return false;
}

static bool is_duration(const Node *n) {
    if (n->tag != N_CALL || !str_is(n->text, "duration")) return n->tag == N_DURATION;
    return n->list && !n->list->next && n->list->text.n == 0 && n->list->a->tag == N_TEXT;
}

static void put_duration(const Target *t, const Node *n, uint32_t note) {
    Duration d;
    if (!is_duration(n))
        mismatch(t->x, t->field, t->type, n);
    else if (read_duration(t->x, n, &d))
        builder_duration(t->x->b, t->f->ref, t->index, d, note);
}

static Ref reference(Facts *x, const Node *n, uint32_t kind, Str field) {
    Use use = {n->source, n->span, field};
    if (n->tag == N_REF) return facts_resolve(x, kind, n->kind_name, n->text, &use);
    return facts_resolve_name(x, kind, n->text, &use);
}

static void put_link(const Target *t, const Node *n, uint32_t note) {
    if (n->tag != N_REF && n->tag != N_REF_NAME) {
        mismatch(t->x, t->field, t->type, n);
        return;
    }
    Ref target = reference(t->x, n, t->type->kind, t->field->name);
    if (!target) return;
    builder_link(t->x->b, t->f->ref, t->index, target, note);
    facts_link(t->x, t->f, t->index, target, n);
}

static void put_value(const Target *t, const Node *n, uint32_t note) {
    Builder *b = t->x->b;
    bool list = t->field->type->tag == TY_LIST;
    if (n->tag == N_NULL && !list) return; // not given
    if (t->type->tag == TY_TEXT && n->tag == N_TEXT)
        builder_text(b, t->f->ref, t->index, n->text, note);
    else if (t->type->tag == TY_TRUTH && n->tag == N_TRUTH)
        builder_truth(b, t->f->ref, t->index, n->num.i ? YES : NO, note);
    else if (t->type->tag == TY_INT || t->type->tag == TY_REAL)
        put_number(t, n, note);
    else if (t->type->tag == TY_DATE)
        put_date(t, n, note);
    else if (t->type->tag == TY_DURATION)
        put_duration(t, n, note);
    else if (t->type->tag == TY_ENTITY)
        put_link(t, n, note);
    else
        mismatch(t->x, t->field, t->type, n);
}

// ---- evidence -------------------------------------------------------------------------------

static const char *const evidence_words[] = {"certainty", "note",   "role",
                                             "written",   "source", "within"};
enum { EVIDENCE_WRITTEN = 3, EVIDENCE_TEXTS = 4, EVIDENCE_WITHIN = 5, EVIDENCE = 6 };

typedef struct Evidence {
    const Target *of; // the field whose value it is for
    Str texts[EVIDENCE_TEXTS];
    const Node *seen[EVIDENCE];
    Ref *sources;
    uint32_t nsources;
    size_t cap;
    Duration within; // none: empty
} Evidence;

static bool says_order(const Target *t) {
    return order_is_link(t->x->schema, t->f->kind, t->index);
}

static void add_source(Facts *x, Evidence *ev, const Node *n) {
    static const char expected[] = "a passage";
    if (n->tag != N_REF && n->tag != N_REF_NAME) {
        facts_wrong(x, n, STR("source"), expected);
        return;
    }
    uint32_t kind = x->schema->passages->elem->kind;
    Ref r = reference(x, n, kind, STR("source"));
    if (!r) return;
    ev->sources = arena_grow(x->a, ev->sources, &ev->cap, (size_t)ev->nsources + 1, sizeof(Ref));
    ev->sources[ev->nsources++] = r;
}

// How far the order of two events reaches. Elsewhere it would look like the doubt of a date.
static void add_within(Facts *x, Evidence *ev, const Node *m) {
    const Node *n = m->a;
    if (!says_order(ev->of)) {
        Diag *e = diag_error(x->diags, E0202, m->source, m->at,
                             "'within' says how far 'after' and 'before' reach, nothing else");
        if (ev->of->type->tag == TY_DATE)
            diag_hint(x->diags, e, "some moment between: within(1904..1907)");
    } else if (!is_duration(n)) {
        Diag *e = facts_wrong(x, n, m->text, "a duration");
        if (n->tag == N_INT && n->num.i > 0)
            diag_hint(x->diags, e, "with its unit: %lld hours", (long long)n->num.i);
    } else if (read_duration(x, n, &ev->within) && ev->within.hi_m <= 0 && ev->within.hi_s <= 0) {
        diag_error(x->diags, E0403, n->source, n->span, "'within' takes more than no time");
        ev->within = (Duration){0};
    }
}

static void unknown_evidence(Facts *x, const Node *m) {
    Diag *e = diag_error(x->diags, E0202, m->source, m->at, "the evidence of a value has no '%.*s'",
                         STR_FMT(m->text));
    Near near;
    near_init(&near, m->text);
    for (uint32_t i = 0; i < EVIDENCE; i++) near_try(&near, str_of(evidence_words[i]));
    if (near.best.n)
        diag_note(x->diags, e, "did you mean '%.*s'?", STR_FMT(near.best));
    else
        diag_note(x->diags, e, "it is one of source, certainty, note, role, written, within");
}

// The words of a date; of all else the value says all.
static void add_written(Facts *x, Evidence *ev, const Node *m) {
    if (ev->of->type->tag == TY_DATE) return;
    Diag *e = diag_error(x->diags, E0202, m->source, m->at, "'written' is for dates");
    diag_note(x->diags, e, "'%.*s' is none", STR_FMT(ev->of->field->name));
}

static void add_evidence(Facts *x, Evidence *ev, const Node *m) {
    uint32_t which = 0;
    while (which < EVIDENCE && !str_is(m->text, evidence_words[which])) which++;
    if (which == EVIDENCE) {
        unknown_evidence(x, m);
        return;
    }
    if (ev->seen[which]) {
        diag_error(x->diags, E0206, m->source, m->at, "'%.*s' stands here twice", STR_FMT(m->text));
    } else if (which == EVIDENCE_WITHIN) {
        add_within(x, ev, m);
    } else if (which < EVIDENCE_TEXTS && m->a->tag == N_TEXT) {
        ev->texts[which] = m->a->text;
        if (which == EVIDENCE_WRITTEN) add_written(x, ev, m);
    } else if (which < EVIDENCE_TEXTS) {
        facts_wrong(x, m->a, m->text, "a text");
    } else if (m->a->tag == N_LIST) {
        for (const Node *e = m->a->list; e; e = e->next) add_source(x, ev, e);
    } else {
        add_source(x, ev, m->a);
    }
    ev->seen[which] = m;
}

// The annotation of an N_ANNOTATED as the builder's number.
static uint32_t evidence(Target *t, const Node *n) {
    Facts *x = t->x;
    Evidence ev = {.of = t, .texts = {{"", 0}, {"", 0}, {"", 0}, {"", 0}}};
    for (const Node *m = n->list; m; m = m->next) add_evidence(x, &ev, m);
    t->written = ev.texts[EVIDENCE_WRITTEN];
    if (!n->list || (!n->list->next && t->written.n)) return 0;
    uint32_t note =
        builder_annotation(x->b, ev.texts[0], ev.texts[1], ev.texts[2], ev.sources, ev.nsources);
    bool reaches = ev.within.hi_m || ev.within.hi_s;
    return reaches ? builder_reach(x->b, note, ev.within) : note;
}

// ---- members --------------------------------------------------------------------------------

Diag *facts_no_field(Facts *x, const Kind *k, const Node *m) {
    Diag *e = diag_error(x->diags, E0202, m->source, m->at, "%.*s has no field '%.*s'",
                         STR_FMT(k->name), STR_FMT(m->text));
    if (!facts_can_say(x)) return e;
    Near near;
    near_init(&near, m->text);
    for (uint32_t i = FIELD_SOURCE; i < k->ndeclared; i++) near_try(&near, k->fields[i].name);
    if (near.best.n) diag_note(x->diags, e, "did you mean '%.*s'?", STR_FMT(near.best));
    return e;
}

// What may not be stated: the id, and links that are stated at their other end.
static void not_stated(Facts *x, const Kind *k, uint32_t field, const Node *m) {
    if (field == FIELD_ID) {
        Diag *e = diag_error(x->diags, E0206, m->source, m->at, "an id stands before the brackets");
        diag_hint(x->diags, e, "%.*s @... { ... }", STR_FMT(k->name));
        return;
    }
    const Field *f = &k->fields[field];
    const Kind *from = x->schema->kinds[f->from_kind];
    Diag *e = diag_error(x->diags, E0202, m->source, m->at,
                         "'%.*s' is not stated here: it follows from %.*s", STR_FMT(f->name),
                         STR_FMT(from->collection));
    for (uint32_t i = FIELD_DECLARED; i < from->ndeclared; i++) {
        const Field *other = &from->fields[i];
        if (!str_eq(other->inverse, f->name)) continue;
        const Type *to = other->type->tag == TY_LIST ? other->type->elem : other->type;
        if (to->kind != KIND_ANY && to != &k->type) continue;
        diag_note(x->diags, e, "state '%.*s' of the %.*s", STR_FMT(other->name),
                  STR_FMT(from->name));
        return;
    }
}

static void put_list(Target *t, const Node *v, uint32_t note) {
    if (v->tag == N_NULL) return;
    if (v->tag != N_LIST && (t->index == FIELD_SOURCE || says_order(t))) {
        put_value(t, v, note);
    } else if (v->tag != N_LIST) {
        const char *one = expected_of(t->x, t->field, t->type);
        Str words = source_words(v->source, v->span);
        Diag *e = diag_error(t->x->diags, E0403, v->source, v->span,
                             "'%.*s' takes a list, not one value", STR_FMT(t->field->name));
        diag_note(t->x->diags, e, "expected a list, each element %s", one);
        Rewrite r = facts_can_say(t->x) ? rewrite(t->x, t->type, v) : (Rewrite){"", words};
        if (!r.as.n) r.as = words;
        if (words.n <= 60) diag_hint(t->x->diags, e, "[%.*s]", STR_FMT(r.as));
    }
    for (const Node *e = v->tag == N_LIST ? v->list : NULL; e; e = e->next) {
        bool annotated = e->tag == N_ANNOTATED;
        uint32_t own = annotated ? evidence(t, e) : note;
        put_value(t, annotated ? e->a : e, own);
        t->written = (Str){"", 0};
    }
}

void facts_member(Facts *x, Fact *f, const Node *m) {
    const Kind *k = x->schema->kinds[f->kind];
    uint32_t index = kind_field(k, m->text);
    if (index == UINT32_MAX) {
        facts_no_field(x, k, m);
        return;
    }
    if (index == FIELD_ID || index >= k->ndeclared) {
        not_stated(x, k, index, m);
        return;
    }
    Target t = {x, f, index, &k->fields[index], k->fields[index].type, {"", 0}};
    bool annotated = m->a->tag == N_ANNOTATED, list = t.field->type->tag == TY_LIST;
    if (list) t.type = t.field->type->elem;
    // of an equal fact only the evidence is new
    if (f->again && index != FIELD_SOURCE && (!annotated || list)) return;
    const Node *v = annotated ? m->a->a : m->a;
    uint32_t note = annotated ? evidence(&t, m->a) : 0;
    if (v == f->text_at)
        facts_fill_text(x, f, note);
    else if (list)
        put_list(&t, v, note);
    else
        put_value(&t, v, note);
}

bool facts_states(const Fact *f, const char *field) {
    for (const Node *m = f->node->list; m; m = m->next)
        if (str_is(m->text, field) && m->a->tag != N_NULL) return true;
    return false;
}

void facts_members(Facts *x, Fact *f) {
    for (const Node *m = f->node->list; m; m = m->next) facts_member(x, f, m);
}
