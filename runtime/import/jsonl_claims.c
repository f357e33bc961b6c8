// What records say of values beside the values, in the member "_claims", as exports write it: the
// words and evidence of a value, and second and later claims. In: the bytes of that member, once
// the first pass has found them; out: annotations, and values of the builder. The record's other
// members may stand on either side, so the claims are read before them all.
#include "runtime/import/jsonl_impl.h"
#include "runtime/sort.h"

bool import_claims_look(Import *x) {
    const JsonEvent *e = &x->json.event;
    uint64_t at = e->at;
    if (!import_skip(x)) return false;
    x->places = arena_grow(x->a, x->places, &x->places_cap, x->nplaces + 1, sizeof *x->places);
    x->places[x->nplaces++] = (ClaimPlace){x->at - 1, x->text->p + at, (size_t)(e->end - at)};
    return true;
}

static bool wrong(Import *x, Str member, const char *expected) {
    const JsonEvent *e = &x->json.event;
    import_complain(x, e->at, e->end, E0403, "'%.*s' in '_claims' takes %s", STR_FMT(member),
                    expected);
    return false;
}

// ---- evidence -------------------------------------------------------------------------------

typedef struct Evidence {
    bool any;
    Str certainty, note, role;
    Ref *sources;
    uint32_t n;
    size_t cap;
    Duration within;
    bool reaches;
} Evidence;

static void add_source(Import *x, Evidence *v) {
    const JsonEvent *e = &x->json.event;
    bool several;
    if (x->pass != FILL) return;
    uint32_t kind = x->schema->passages->elem->kind;
    Ref r = builder_find(x->b, kind, import_kept(x, e->text), &several);
    if (!r) {
        x->count->links++;
        import_complain(x, e->at, e->end, E0402, "'sources' leads to @%.*s, which is not there",
                        STR_FMT(e->text));
        return;
    }
    v->sources = arena_grow(x->scratch, v->sources, &v->cap, (size_t)v->n + 1, sizeof *v->sources);
    v->sources[v->n++] = r;
}

static bool read_sources(Import *x, Evidence *v) {
    if (x->json.event.tag != JSON_LIST) return wrong(x, STR("sources"), "a list of ids");
    for (JsonTag tag; (tag = json_next(&x->json)) != JSON_LIST_END;) {
        if (tag == JSON_BAD) return import_bad_json(x, &x->json);
        if (tag != JSON_TEXT) return wrong(x, STR("sources"), "a list of ids");
        add_source(x, v);
    }
    return true;
}

static bool read_within(Import *x, Evidence *v) {
    const JsonEvent *e = &x->json.event;
    v->reaches = e->tag == JSON_TEXT && duration_read(e->text, &v->within) &&
                 (v->within.hi_m > 0 || v->within.hi_s > 0);
    return v->reaches || wrong(x, STR("within"), "a duration such as \"2 hours\"");
}

// *is: whether the member is evidence.
static bool read_evidence(Import *x, Evidence *v, Str name, bool *is) {
    *is = v->any = true;
    if (str_is(name, "sources")) return read_sources(x, v);
    if (str_is(name, "within")) return read_within(x, v);
    Str *to = str_is(name, "certainty") ? &v->certainty
              : str_is(name, "note")    ? &v->note
              : str_is(name, "role")    ? &v->role
                                        : NULL;
    *is = to != NULL;
    if (!to) return true;
    if (x->json.event.tag != JSON_TEXT) return wrong(x, name, "a text");
    *to = import_kept(x, x->json.event.text);
    return true;
}

static uint32_t state_evidence(Import *x, const Evidence *v) {
    if (!v->any || x->pass != FILL) return 0;
    uint32_t note = builder_annotation(x->b, v->certainty, v->note, v->role, v->sources, v->n);
    return v->reaches ? builder_reach(x->b, note, v->within) : note;
}

// ---- a claim --------------------------------------------------------------------------------

static bool read_field(Import *x, Claimed *c) {
    const JsonEvent *e = &x->json.event;
    const Kind *k = x->schema->kinds[x->record->kind];
    c->field = e->tag == JSON_TEXT ? import_field(k, e->text) : TO_NOTHING;
    return c->field != TO_NOTHING || wrong(x, STR("field"), "the name of a field");
}

static bool read_value(Import *x, Claimed *c) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_TEXT) c->value = import_kept(x, e->text);
    c->at = e->at;
    if (!import_skip(x)) return false;
    c->end = e->end;
    return true;
}

static bool read_kind(Import *x, Claimed *c) {
    const JsonEvent *e = &x->json.event;
    c->kind = e->tag == JSON_TEXT ? schema_kind(x->schema, e->text) : KIND_ANY;
    return c->kind != KIND_ANY || wrong(x, STR("kind"), "the name of a kind");
}

static bool read_number(Import *x, Claimed *c) {
    const JsonEvent *e = &x->json.event;
    if (e->tag != JSON_INT || e->i < 1 || e->i > UINT32_MAX)
        return wrong(x, STR("number"), "which of the field's values is meant, from 1");
    c->number = (uint32_t)e->i;
    return true;
}

static bool read_written(Import *x, Claimed *c) {
    if (x->json.event.tag != JSON_TEXT) return wrong(x, STR("written"), "a text");
    c->written = import_kept(x, x->json.event.text);
    return true;
}

static bool read_part(Import *x, Claimed *c, Evidence *v, Str name) {
    static const struct {
        const char *name;
        bool (*read)(Import *x, Claimed *c);
    } parts[] = {{"field", read_field},
                 {"number", read_number},
                 {"value", read_value},
                 {"kind", read_kind},
                 {"written", read_written}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (str_is(name, parts[i].name)) return parts[i].read(x, c);
    bool before = v->any, is;
    if (!read_evidence(x, v, name, &is)) return false;
    if (is) return true;
    v->any = before;
    const JsonEvent *e = &x->json.event;
    import_complain(x, e->at, e->end, E0403, "'%.*s' in '_claims' is no member of a claim",
                    STR_FMT(name));
    return false;
}

static bool read_claim(Import *x) {
    Json *j = &x->json;
    Claimed c = {.field = TO_NOTHING, .number = 1, .kind = KIND_ANY};
    Evidence v = {0};
    JsonTag tag;
    if (j->event.tag != JSON_RECORD) return wrong(x, STR("_claims"), "a list of records");
    while ((tag = json_next(j)) == JSON_NAME) {
        Str name = import_kept(x, j->event.text);
        if (json_next(j) == JSON_BAD) break;
        if (!read_part(x, &c, &v, name)) return false;
    }
    if (tag != JSON_RECORD_END) return import_bad_json(x, j);
    if (c.field == TO_NOTHING) return wrong(x, STR("field"), "the name of a field");
    c.note = state_evidence(x, &v);
    x->claims = arena_grow(x->scratch, x->claims, &x->claims_cap, (size_t)x->nclaims + 1,
                           sizeof *x->claims);
    x->claims[x->nclaims++] = c;
    return true;
}

static uint64_t key_of(const Claimed *c) { return (uint64_t)c->field << 32 | c->number; }

// By field and number, in which order exports write them.
static void sort_claims(Import *x) {
    KeyRef *keys = ARENA_ARRAY(x->scratch, KeyRef, x->nclaims);
    Claimed *sorted = ARENA_ARRAY(x->scratch, Claimed, x->nclaims);
    bool before = true;
    for (uint32_t i = 0; i < x->nclaims; i++) {
        keys[i] = (KeyRef){key_of(&x->claims[i]), i};
        before = before && (i == 0 || keys[i - 1].key <= keys[i].key);
    }
    if (before) return;
    sort_keys(x->scratch, keys, x->nclaims);
    for (uint32_t i = 0; i < x->nclaims; i++) sorted[i] = x->claims[keys[i].ref];
    x->claims = sorted;
}

bool import_claims(Import *x) {
    Json *j = &x->json;
    size_t record = x->at - 1;
    x->claims = NULL;
    x->claims_cap = x->nclaims = 0;
    while (x->next_place < x->nplaces && x->places[x->next_place].record < record) x->next_place++;
    if (x->next_place == x->nplaces || x->places[x->next_place].record != record) return true;
    const ClaimPlace *place = &x->places[x->next_place];
    json_start(j, (uint64_t)(place->p - x->text->p), x->number);
    json_feed(j, place->p, place->n, true);
    if (json_next(j) != JSON_LIST) return wrong(x, STR("_claims"), "a list of records");
    for (JsonTag tag; (tag = json_next(j)) != JSON_LIST_END;) {
        if (tag == JSON_BAD) return import_bad_json(x, j);
        if (!read_claim(x)) return false;
    }
    sort_claims(x);
    return true;
}

// ---- values ---------------------------------------------------------------------------------

void import_claimed(Import *x, Slot *s, uint32_t number) {
    uint64_t key = (uint64_t)s->index << 32 | number;
    uint32_t lo = 0, hi = x->nclaims;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (key_of(&x->claims[mid]) < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    bool found = lo < x->nclaims && key_of(&x->claims[lo]) == key;
    s->claimed = found ? &x->claims[lo] : NULL;
    s->note = found ? s->claimed->note : 0;
}

bool import_claims_further(Import *x) {
    const Kind *k = x->schema->kinds[x->record->kind];
    Json *j = &x->json;
    for (uint32_t i = 0; i < x->nclaims; i++) {
        const Claimed *c = &x->claims[i];
        const Field *f = &k->fields[c->field];
        if (c->number == 1 || !c->end || f->type->tag == TY_LIST) continue;
        json_start(j, c->at, x->number);
        json_feed(j, x->text->p + c->at, (size_t)(c->end - c->at), true);
        if (json_next(j) == JSON_BAD) return import_bad_json(x, j);
        Slot s = {c->field, f, f->type, false, c, c->note};
        if (!import_value(x, &s)) return false;
    }
    return true;
}
