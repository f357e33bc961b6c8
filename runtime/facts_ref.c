// References in facts: @id, @kind/id and @"name". In: what was written and the kind that is needed;
// out: the entity, or an error that names the nearest or all candidates.
#include "runtime/facts_impl.h"

#include <string.h>

const char *facts_kind_name(const Facts *x, uint32_t kind) {
    if (kind == KIND_ANY) return "an entity";
    Str name = x->schema->kinds[kind]->name;
    bool vowel = name.n && memchr("aeiou", name.p[0], 5);
    return str_printf(x->a, "%s %.*s", vowel ? "an" : "a", STR_FMT(name)).p;
}

static bool fits(const Facts *x, uint32_t kind, Ref r) {
    return kind == KIND_ANY || builder_kind_of(x->b, r) == kind;
}

// ---- by id ----------------------------------------------------------------------------------

static Ref other_kind(Facts *x, uint32_t kind, Ref found, const Use *use) {
    Str id = builder_id_of(x->b, found);
    Diag *e =
        diag_error(x->diags, E0403, use->source, use->span, "@%.*s is %s, not %s", STR_FMT(id),
                   facts_kind_name(x, builder_kind_of(x->b, found)), facts_kind_name(x, kind));
    if (use->field.n)
        diag_note(x->diags, e, "'%.*s' takes %s", STR_FMT(use->field), facts_kind_name(x, kind));
    return 0;
}

// The kinds that have this id, as "@person/743 or @place/743".
static Ref ambiguous_id(Facts *x, Str id, const Use *use) {
    Diag *e = diag_error(x->diags, E0208, use->source, use->span,
                         "several entities are called @%.*s", STR_FMT(id));
    StrBuf out;
    buf_init(&out, x->a);
    for (uint32_t k = 0, n = 0; k < x->schema->nkinds && facts_can_say(x); k++) {
        if (!builder_find(x->b, k, id, NULL)) continue;
        buf_printf(&out, "%s@%.*s/%.*s", n++ ? " or " : "", STR_FMT(x->schema->kinds[k]->name),
                   STR_FMT(id));
    }
    diag_hint(x->diags, e, "name the kind: %.*s", STR_FMT(buf_str(&out)));
    return 0;
}

static Ref nothing_has(Facts *x, uint32_t kind, Str id, const Use *use) {
    const char *what = kind == KIND_ANY ? "no entity" : facts_kind_name(x, kind);
    Diag *e = kind == KIND_ANY
                  ? diag_error(x->diags, E0402, use->source, use->span,
                               "there is %s with the id @%.*s", what, STR_FMT(id))
                  : diag_error(x->diags, E0402, use->source, use->span, "there is no %.*s @%.*s",
                               STR_FMT(x->schema->kinds[kind]->name), STR_FMT(id));
    if (!facts_can_say(x)) return 0;
    Near near;
    near_init(&near, id);
    for (Ref r = 1, n = builder_entities(x->b); r <= n; r++)
        if (fits(x, kind, r)) near_try(&near, builder_id_of(x->b, r));
    if (near.best.n) diag_note(x->diags, e, "did you mean @%.*s?", STR_FMT(near.best));
    return 0;
}

Ref facts_resolve(Facts *x, uint32_t kind, Str kind_name, Str id, const Use *use) {
    uint32_t want = kind;
    if (kind_name.n) {
        want = schema_kind(x->schema, kind_name);
        if (want == KIND_ANY) {
            diag_error(x->diags, E0209, use->source, use->span, "there is no kind '%.*s'",
                       STR_FMT(kind_name));
            return 0;
        }
    }
    bool ambiguous;
    Ref r = builder_find(x->b, want, id, &ambiguous);
    if (r) return fits(x, kind, r) ? r : other_kind(x, kind, r, use);
    if (ambiguous) return ambiguous_id(x, id, use);
    if (want != KIND_ANY && !kind_name.n) {
        Ref other = builder_find(x->b, KIND_ANY, id, NULL);
        if (other) return other_kind(x, kind, other, use);
    }
    return nothing_has(x, want, id, use);
}

// ---- by name --------------------------------------------------------------------------------

static uint32_t *name_slot(const Facts *x, Str name) {
    for (uint32_t i = (uint32_t)str_hash(name) & x->name_mask;; i = (i + 1) & x->name_mask) {
        uint32_t *slot = &x->name_slots[i];
        if (*slot == 0 || str_eq(x->names[*slot].name, name)) return slot;
    }
}

static void add_name(Facts *x, const Node *value, Ref r) {
    if (value->tag == N_ANNOTATED) value = value->a;
    if (value->tag != N_TEXT || value->text.n == 0) return;
    x->names = arena_grow(x->a, x->names, &x->name_cap, (size_t)x->nnames + 1, sizeof *x->names);
    x->names[x->nnames++] = (NameEntry){value->text, r, 0};
}

static void add_old_name(void *facts, Ref r, Str text) {
    Facts *x = facts;
    if (r <= x->before) add_name(x, &(Node){.tag = N_TEXT, .text = text}, r);
}

// Names of what was there before these facts.
static void gather_old_names(Facts *x) {
    if (!x->before) return;
    static const char *const fields[] = {"name", "title", "also"};
    for (uint32_t k = 0; k < x->schema->nkinds; k++)
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            const Kind *kind = x->schema->kinds[k];
            uint32_t f = kind_field(kind, str_of(fields[i]));
            if (f >= kind->ndeclared) continue;
            const Type *t = kind->fields[f].type;
            if (t->tag == TY_TEXT || (t->tag == TY_LIST && t->elem->tag == TY_TEXT))
                builder_each_text(x->b, x->a, k, f, add_old_name, x);
        }
}

static void add_label(void *facts, Ref r, Str text) {
    Facts *x = facts;
    if (r <= x->before && !x->labels[r].n) x->labels[r] = text;
}

Str facts_old_label(Facts *x, Ref r) {
    if (r > x->before) return STR("");
    if (!x->labels) {
        x->labels = arena_zero(x->a, ((size_t)x->before + 1) * sizeof *x->labels);
        for (uint32_t k = 0; k < x->schema->nkinds; k++) {
            uint32_t f = x->schema->kinds[k]->label_field;
            if (f != FIELD_ID) builder_each_text(x->b, x->a, k, f, add_label, x);
        }
    }
    return x->labels[r];
}

static void gather_names(Facts *x) {
    add_name(x, &(Node){.tag = N_TEXT, .text = STR("-")}, 0); // number 0 ends a chain
    for (uint32_t i = 0; i < x->nfacts; i++) {
        const Fact *f = &x->facts[i];
        for (const Node *m = f->node->list; m && !f->again; m = m->next) {
            if (!str_is(m->text, "name") && !str_is(m->text, "title") && !str_is(m->text, "also"))
                continue;
            const Node *v = m->a->tag == N_ANNOTATED ? m->a->a : m->a;
            if (v->tag != N_LIST) add_name(x, v, f->ref);
            for (const Node *e = v->tag == N_LIST ? v->list : NULL; e; e = e->next)
                add_name(x, e, f->ref);
        }
    }
}

// Entries of one name form a chain in the order of the facts.
static void make_names(Facts *x) {
    gather_names(x);
    gather_old_names(x);
    uint32_t size = 4;
    while (size / 2 < x->nnames) size *= 2;
    x->name_mask = size - 1;
    x->name_slots = arena_zero(x->a, (size_t)size * sizeof *x->name_slots);
    for (uint32_t i = x->nnames - 1; i > 0; i--) {
        uint32_t *slot = name_slot(x, x->names[i].name);
        x->names[i].next = *slot;
        *slot = i;
    }
}

static Ref nobody_called(Facts *x, uint32_t kind, Str name, const Use *use) {
    const char *what = kind == KIND_ANY ? "entity" : str_dup(x->a, x->schema->kinds[kind]->name).p;
    Diag *e = diag_error(x->diags, E0402, use->source, use->span, "no %s is called \"%.*s\"", what,
                         STR_FMT(name));
    if (!facts_can_say(x)) return 0;
    Near near;
    near_init(&near, name);
    for (uint32_t i = 1; i < x->nnames; i++)
        if (fits(x, kind, x->names[i].ref)) near_try(&near, x->names[i].name);
    if (near.best.n) diag_note(x->diags, e, "did you mean @\"%.*s\"?", STR_FMT(near.best));
    return 0;
}

static Ref several_called(Facts *x, uint32_t kind, uint32_t entry, const Use *use) {
    Str name = x->names[entry].name;
    Diag *e = diag_error(x->diags, E0208, use->source, use->span, "several are called \"%.*s\"",
                         STR_FMT(name));
    StrBuf out;
    buf_init(&out, x->a);
    Ref last = 0;
    for (uint32_t n = 0; entry && facts_can_say(x); entry = x->names[entry].next) {
        Ref r = x->names[entry].ref;
        if (r == last || !fits(x, kind, r)) continue;
        last = r;
        if (n == 5) {
            buf_addc(&out, " ...");
            break;
        }
        Str id = builder_id_of(x->b, r), k = x->schema->kinds[builder_kind_of(x->b, r)]->name;
        buf_printf(&out, "%s@%.*s/%.*s", n++ ? " or " : "", STR_FMT(k), STR_FMT(id));
    }
    diag_hint(x->diags, e, "write %.*s", STR_FMT(buf_str(&out)));
    return 0;
}

Ref facts_resolve_name(Facts *x, uint32_t kind, Str name, const Use *use) {
    if (!x->name_slots) make_names(x);
    uint32_t first = *name_slot(x, name);
    Ref found = 0;
    for (uint32_t i = first; i; i = x->names[i].next) {
        Ref r = x->names[i].ref;
        if (r == found || !fits(x, kind, r)) continue;
        if (found) return several_called(x, kind, first, use);
        found = r;
    }
    return found ? found : nobody_called(x, kind, name, use);
}

// Only for a hint: the entity of the kind whose id or one of whose names is nearest to the word.
Ref facts_meant(Facts *x, uint32_t kind, Str word) {
    if (!x->name_slots) make_names(x);
    Near near;
    near_init(&near, word);
    Ref best = 0;
    for (uint32_t i = 1; i < x->nnames; i++) {
        if (!fits(x, kind, x->names[i].ref)) continue;
        Str before = near.best;
        near_try(&near, x->names[i].name);
        if (near.best.p != before.p) best = x->names[i].ref;
        if (str_eq(x->names[i].name, word)) return x->names[i].ref;
    }
    for (Ref r = 1, n = builder_entities(x->b); r <= n; r++) {
        if (!fits(x, kind, r)) continue;
        Str before = near.best, id = builder_id_of(x->b, r);
        if (str_eq(id, word)) return r;
        near_try(&near, id);
        if (near.best.p != before.p) best = r;
    }
    return best;
}
