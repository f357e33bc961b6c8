// The records of JSON Lines and their values (jsonl.h): what is read becomes entities and
// their fields. In: the bytes of one record; out: calls of the builder, or a complaint. Which
// records there are, and in which order they are read, is jsonl_files.c's.
#include <stdarg.h>
#include <string.h>

#include "runtime/import/article_text.h"
#include "runtime/import/jsonl_impl.h"
#include "runtime/words.h"

// ---- complaints -----------------------------------------------------------------------------

// The record as a source of its own, which knows where in the file it stands.
static const Source *line_source(Import *x) {
    size_t n = (size_t)(x->line - x->shown) + x->line_n;
    if (x->diags->count >= DIAG_MAX || n > UINT32_MAX / 2) return NULL;
    Str line = {x->shown, (uint32_t)n};
    Source *s = source_new(x->diags->arena, x->text->name, line);
    s->lines_before = x->number - 1;
    return s;
}

// Between two places of the file's bytes, within the line.
Diag *import_complain(Import *x, uint64_t at, uint64_t end, ErrorCode code, const char *fmt, ...) {
    va_list ap;
    x->stopped = x->stopped || x->how->strict;
    va_start(ap, fmt);
    Str message = str_vprintf(x->scratch, fmt, ap);
    va_end(ap);
    uint64_t from = (uint64_t)(x->shown - x->text->p);
    if (from == 0 && x->text->n >= 3 && memcmp(x->text->p, "\xEF\xBB\xBF", 3) == 0) from = 3;
    Span span = {at > from ? (uint32_t)(at - from) : 0, end > at ? (uint32_t)(end - at) : 1};
    return diag_error(x->diags, code, line_source(x), span, "%.*s", STR_FMT(message));
}

bool import_bad_json(Import *x, const Json *j) {
    const JsonError *e = &j->error;
    Diag *d = import_complain(x, e->at, e->at + 1, E0408, "%s", e->message);
    if (e->expected[0]) diag_note(x->diags, d, "expected %s", e->expected);
    return false;
}

static const char *found(JsonTag tag) {
    switch (tag) {
    case JSON_NULL: return "null";
    case JSON_TRUTH: return "a truth";
    case JSON_INT: return "a whole number";
    case JSON_REAL: return "a number";
    case JSON_TEXT: return "a text";
    case JSON_LIST: return "a list";
    default: return "a record";
    }
}

static bool wrong(Import *x, const Slot *s, const char *expected) {
    const JsonEvent *e = &x->json.event;
    import_complain(x, e->at, e->end, E0403, "'%.*s' takes %s, not %s", STR_FMT(s->field->name),
                    expected, found(e->tag));
    return false;
}

// ---- reading --------------------------------------------------------------------------------

bool import_skip(Import *x) {
    Json *j = &x->json;
    uint32_t depth = 0;
    for (JsonTag tag = j->event.tag; tag != JSON_BAD; tag = json_next(j)) {
        depth += tag == JSON_LIST || tag == JSON_RECORD;
        depth -= tag == JSON_LIST_END || tag == JSON_RECORD_END;
        if (depth == 0) return true;
    }
    return import_bad_json(x, &x->json);
}

static Str composed(Import *x, Str s) { return str_ascii(s) ? s : str_nfc(x->scratch, s); }

Str import_kept(Import *x, Str s) { return composed(x, str_dup(x->scratch, s)); }

// Told once, when the record is loaded. broken, at: as in JsonEvent.
static void tell_broken(Import *x, Str member, uint32_t broken, uint64_t at) {
    if (!broken || x->pass != FILL) return;
    x->count->repaired++;
    x->count->replaced += broken;
    Diag *d = import_complain(x, at, at + 1, E0108,
                              "'%.*s' has what is no character, at byte %llu of the file",
                              STR_FMT(member), (unsigned long long)at);
    diag_note(x->diags, d, "replaced by U+FFFD, %u time%s", broken, broken == 1 ? "" : "s");
}

static void heed_text(Import *x, Str member) {
    tell_broken(x, member, x->json.event.broken, x->json.event.broken_at);
}

// ---- values ---------------------------------------------------------------------------------

static bool is_article_text(const Import *x, const Slot *s) {
    const Kind *k = x->schema->kinds[x->record->kind];
    return str_is(k->name, "article") && str_is(s->field->name, "text");
}

// The passages of the article are records of their own: only its words are counted.
static bool is_parted(Import *x, Str text) {
    if (!x->is_parted || !x->is_parted[x->record->ref]) return false;
    x->counted = true;
    x->words = word_count(text);
    return true;
}

// A text, or what stands for one: numbers and truths as they are written.
static bool put_text(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    uint64_t at = e->at;
    bool nested = e->tag == JSON_LIST || e->tag == JSON_RECORD;
    if (nested && !s->made) return wrong(x, s, "a text");
    if (nested && !import_skip(x)) return false;
    Str text = {x->text->p + at, (uint32_t)(e->end - at)};
    if (e->tag == JSON_TEXT) text = e->text;
    if (x->pass != FILL) return true;
    if (nested) {
        uint32_t broken, first;
        text = utf8_repair(x->scratch, text, &broken, &first);
        tell_broken(x, s->field->name, broken, at + first);
    }
    text = composed(x, text);
    uint32_t interned = builder_intern(x->b, text);
    builder_interned(x->b, x->record->ref, s->index, interned, s->note);
    if (is_article_text(x, s) && !is_parted(x, text))
        x->counted = article_passages(x->b, x->schema, x->scratch, x->record->ref, text, interned,
                                      &x->words);
    return true;
}

static bool put_number(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    bool whole = s->type->tag == TY_INT;
    if (e->tag != JSON_INT && (whole || e->tag != JSON_REAL))
        return wrong(x, s, whole ? "a whole number" : "a number");
    if (x->pass == FILL && whole) builder_int(x->b, x->record->ref, s->index, e->i, s->note);
    if (x->pass == FILL && !whole)
        builder_real(x->b, x->record->ref, s->index, e->tag == JSON_INT ? (double)e->i : e->r,
                     s->note);
    return true;
}

// What a claim gives as value may stand there as facts have it: within(1904..1907).
static bool as_in_facts(Import *x, const Slot *s, Str text, Date *d) {
    bool claimed = s->claimed && s->claimed->value.n;
    return claimed && !date_is_text(x->scratch, text) && date_unquoted(text, d);
}

static bool put_date(Import *x, const Slot *s, Str text, uint64_t at, uint64_t end) {
    Date d;
    DateError why = {0};
    if (!as_in_facts(x, s, text, &d) && !date_text(x->scratch, text, &d, &why)) {
        Diag *e = import_complain(x, at, end, E0403, "'%.*s' takes a date: %s",
                                  STR_FMT(s->field->name), why.message);
        if (why.hint[0]) diag_hint(x->diags, e, "%s", why.hint);
        return false;
    }
    if (s->field->moment && d.kind != DATE_MOMENT) {
        Diag *e = import_complain(x, at, end, E0403, "'%.*s' is one moment, and this lasts",
                                  STR_FMT(s->field->name));
        diag_hint(x->diags, e, "some moment between, in EDTF: [1904..1907]");
        return false;
    }
    Str words = text;
    const Claimed *c = s->claimed;
    if (c && (c->value.n || c->written.n)) words = c->written;
    if (x->pass == FILL) builder_date(x->b, x->record->ref, s->index, &d, words, s->note);
    return true;
}

// A year may be a number.
static bool put_date_value(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    const Claimed *c = s->claimed;
    if (c && c->value.n) return put_date(x, s, c->value, c->at, c->end);
    if (e->tag == JSON_INT && e->i >= 1 && e->i <= 9999) {
        Str year = str_printf(x->scratch, "%04d", (int)e->i);
        return put_date(x, s, year, e->at, e->end);
    }
    if (e->tag != JSON_TEXT) return wrong(x, s, "a date in EDTF or a year");
    return put_date(x, s, e->text, e->at, e->end);
}

static bool put_duration(Import *x, const Slot *s) {
    Duration d;
    if (x->json.event.tag != JSON_TEXT || !duration_read(x->json.event.text, &d))
        return wrong(x, s, "a duration such as \"5 years\"");
    if (x->pass == FILL) builder_duration(x->b, x->record->ref, s->index, d, s->note);
    return true;
}

static void gather_parted(Import *x, const Slot *s) {
    if (!x->passages || x->record->kind != x->passage || s->index != x->whole_of) return;
    x->parted = arena_grow(x->a, x->parted, &x->parted_cap, x->nparted + 1, sizeof *x->parted);
    x->parted[x->nparted++] = str_dup(x->a, composed(x, x->json.event.text));
}

// By id. One that nothing has is told, and the rest of the record is loaded.
static bool put_link(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    if (e->tag != JSON_TEXT && e->tag != JSON_INT) return wrong(x, s, "the id of an entity");
    if (x->pass == CHECK) gather_parted(x, s);
    if (x->pass != FILL) return true;
    bool several = false;
    Str id = composed(x, e->text);
    uint32_t kind = s->type->kind;
    if (kind == KIND_ANY && s->claimed) kind = s->claimed->kind;
    Ref target = builder_find(x->b, kind, id, &several);
    if (target) {
        builder_link(x->b, x->record->ref, s->index, target, s->note);
        return true;
    }
    x->count->links++;
    if (several)
        import_complain(x, e->at, e->end, E0208, "several entities are called @%.*s", STR_FMT(id));
    else
        import_complain(x, e->at, e->end, E0402, "'%.*s' leads to @%.*s, which is not there",
                        STR_FMT(s->field->name), STR_FMT(id));
    return true;
}

bool import_value(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_NULL) return true;
    switch ((TypeTag)s->type->tag) {
    case TY_TEXT: return put_text(x, s);
    case TY_INT:
    case TY_REAL: return put_number(x, s);
    case TY_TRUTH:
        if (e->tag != JSON_TRUTH) return wrong(x, s, "true or false");
        if (x->pass == FILL)
            builder_truth(x->b, x->record->ref, s->index, e->i ? YES : NO, s->note);
        return true;
    case TY_DATE: return put_date_value(x, s);
    case TY_DURATION: return put_duration(x, s);
    default: return put_link(x, s);
    }
}

// One value stands for a list of one.
static bool put_member(Import *x, uint32_t index, bool made) {
    const Field *f = &x->schema->kinds[x->record->kind]->fields[index];
    Slot s = {index, f, f->type->tag == TY_LIST ? f->type->elem : f->type, made, NULL, 0};
    import_claimed(x, &s, 1);
    if (f->type->tag != TY_LIST || x->json.event.tag != JSON_LIST) return import_value(x, &s);
    uint32_t number = 1;
    for (JsonTag tag; (tag = json_next(&x->json)) != JSON_LIST_END; number++) {
        if (tag == JSON_BAD) return import_bad_json(x, &x->json);
        heed_text(x, f->name);
        import_claimed(x, &s, number);
        if (!import_value(x, &s)) return false;
    }
    return true;
}

// ---- records --------------------------------------------------------------------------------

static bool read_id(Import *x) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_NULL) return true;
    if (e->tag != JSON_TEXT && e->tag != JSON_INT) {
        import_complain(x, e->at, e->end, E0403, "'id' takes a text or a whole number, not %s",
                        found(e->tag));
        return false;
    }
    for (uint32_t i = 0; i < e->text.n; i++) {
        unsigned char c = (unsigned char)e->text.p[i];
        if (c >= 0x20 && c != 0x7F && c != '`') continue;
        import_complain(x, e->at, e->end, E0107,
                        "an id holds no backtick and no control characters");
        return false;
    }
    x->id = import_kept(x, e->text);
    return true;
}

// An end of the field `date`, which begins with `start` and ends with `end`.
static bool read_edge(Import *x, Str *edge, const char *name) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_NULL) return true;
    if (e->tag == JSON_TEXT) *edge = import_kept(x, e->text);
    if (e->tag == JSON_INT && e->i >= 1 && e->i <= 9999)
        *edge = str_printf(x->scratch, "%04d", (int)e->i);
    if (edge->n) return true;
    import_complain(x, e->at, e->end, E0403, "'%s' takes a date in EDTF or a year, not %s", name,
                    e->tag == JSON_TEXT ? "an empty text" : found(e->tag));
    return false;
}

static bool no_room(Import *x, Str member, uint64_t at, uint64_t end) {
    import_complain(x, at, end, E0404, "there is no room for another field '%.*s'",
                    STR_FMT(member));
    return false;
}

static bool read_member(Import *x, Str name, uint64_t at, uint64_t end) {
    if (json_next(&x->json) == JSON_BAD) return import_bad_json(x, &x->json);
    heed_text(x, name);
    if (x->record->told_by && str_is(name, x->record->told_by)) return import_skip(x);
    Member *m = import_member(x, name);
    if (!m) return no_room(x, name, at, end);
    if (m->to == TO_CLAIMS) return x->pass == LOOK ? import_claims_look(x) : import_skip(x);
    if (x->pass == LOOK) return m->made ? import_look(x, m) : import_skip(x);
    switch (m->to) {
    case FIELD_ID: return read_id(x);
    case TO_START: return read_edge(x, &x->start, "start");
    case TO_END: return read_edge(x, &x->end, "end");
    case TO_NOTHING: return x->json.event.tag == JSON_NULL || no_room(x, name, at, end);
    default: return put_member(x, m->to, m->made);
    }
}

static bool put_edges(Import *x) {
    if (!x->start.n && !x->end.n) return true;
    const Kind *k = x->schema->kinds[x->record->kind];
    uint32_t index = import_field(k, STR("date"));
    Slot s = {index, &k->fields[index], k->fields[index].type, false, NULL, 0};
    Str date = x->start;
    if (x->end.n)
        date = str_printf(x->scratch, "%.*s/%.*s", x->start.n ? (int)x->start.n : 2,
                          x->start.n ? x->start.p : "..", STR_FMT(x->end));
    uint64_t at = (uint64_t)(x->line - x->text->p);
    return put_date(x, &s, date, at, at + x->line_n);
}

// Without an id it gets one of its bytes: the same when it is read again. Records that are the same
// are one entity each, as they stand.
static Ref state_entity(Import *x) {
    uint32_t kind = x->record->kind;
    Str bytes = {x->line, (uint32_t)x->line_n};
    return x->id.n ? builder_entity(x->b, kind, x->id) : import_made(x->b, x->scratch, kind, bytes);
}

static bool end_record(Import *x) {
    if (x->pass == LOOK) return true;
    if (!put_edges(x)) return false;
    if (x->pass == CHECK) {
        uint64_t at = (uint64_t)(x->line - x->text->p);
        const Kind *k = x->schema->kinds[x->record->kind];
        x->record->ref = state_entity(x);
        if (!x->record->ref)
            import_complain(x, at, at + x->line_n, E0401, "the id @%.*s of this %.*s is taken",
                            STR_FMT(x->id), STR_FMT(k->name));
        return x->record->ref != 0;
    }
    if (x->counted)
        builder_int(x->b, x->record->ref,
                    import_field(x->schema->kinds[x->record->kind], STR("words")), x->words, 0);
    x->count->records++;
    return true;
}

bool import_record(Import *x) {
    Json *j = &x->json;
    const JsonEvent *e = &j->event;
    if (x->nplaces && x->pass != LOOK && !import_claims(x)) return false;
    json_start(j, (uint64_t)(x->line - x->text->p), x->number);
    json_feed(j, x->line, x->line_n, true);
    JsonTag tag = json_next(j);
    if (tag == JSON_BAD) return import_bad_json(x, &x->json);
    if (tag != JSON_RECORD) {
        Diag *d = import_complain(x, e->at, e->end, E0408, "%s",
                                  x->whole ? "the list holds records" : "a line holds one record");
        diag_hint(x->diags, d, "{\"id\": 1, \"name\": \"Ada\"}");
        return false;
    }
    bool words = false;
    while ((tag = json_next(j)) == JSON_NAME) {
        Str name = import_kept(x, e->text);
        heed_text(x, name);
        if (e->again) {
            import_complain(x, e->at, e->end, E0206, "'%.*s' stands here twice", STR_FMT(name));
            return false;
        }
        words = words || str_is(name, "words");
        if (!read_member(x, name, e->at, e->end)) return false;
    }
    if (tag == JSON_RECORD_END) tag = json_next(j);
    if (tag != JSON_END) return import_bad_json(x, &x->json);
    x->counted = x->counted && !words;
    if (x->nclaims && !import_claims_further(x)) return false;
    return end_record(x);
}
