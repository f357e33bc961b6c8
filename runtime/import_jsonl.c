// JSON Lines into a builder (import_jsonl.h): three passes over the lines. The first reads them
// all and declares what no kind knows, the second checks each record and makes its entity, so that
// links may point forward, the third fills it. Only the first can meet bad JSON, only the second a
// bad value, only the third a link that leads nowhere.
#include "runtime/import_jsonl.h"

#include <stdarg.h>
#include <string.h>

#include "lang/parser.h"
#include "runtime/json.h"
#include "runtime/words.h"

typedef enum Pass { LOOK, CHECK, FILL, PASSES } Pass;

// Where a member goes, if not to a field.
#define TO_NOTHING UINT32_MAX       // no kind knows it
#define TO_START   (UINT32_MAX - 1) // of the field `date`
#define TO_END     (UINT32_MAX - 2)

enum { MEMBERS_MAX = 4096 }; // different ones, of all kinds
enum { IS_INT = 1, IS_REAL = 2, IS_TRUTH = 4, IS_TEXT = 8, IS_LIST = 16 };

// What records of a kind call one of their values.
typedef struct Member {
    uint32_t kind;
    Str name;
    uint32_t to;
    bool made;     // no kind knows it: a field is declared for it
    unsigned seen; // … of these values
} Member;

typedef struct Record {
    uint32_t kind; // KIND_ANY: left out
    Ref ref;
    const char *told_by; // the member that says the kind, or NULL: the file's name does
} Record;

typedef struct Import {
    Builder *b;
    Schema *schema;
    Arena *a, *scratch;
    Diags *diags;
    Json json;
    JsonlCount count;
    Record *records;
    size_t nrecords, records_cap;
    Member *members;
    uint32_t nmembers, next_member; // where the next one is looked for first
    size_t members_cap;
    Pass pass;
    const JsonlText *text;
    uint32_t file_kind;
    const char *line; // at hand
    size_t line_n;
    uint32_t number; // of the line
    Record *record;
    Str id, start, end;
    uint32_t words; // of an article's text
    bool counted;   // … which are to be stated
} Import;

// A field that takes a value.
typedef struct Slot {
    uint32_t index;
    const Field *field;
    const Type *type; // of the field, or of a list's elements
    bool made;        // declared here: it takes whatever there is
} Slot;

// ---- complaints -----------------------------------------------------------------------------

// The line as a source of its own, which knows where in the file it stands.
static const Source *line_source(Import *x) {
    if (x->diags->count >= DIAG_MAX || x->line_n > UINT32_MAX / 2) return NULL;
    Str line = {x->line, (uint32_t)x->line_n};
    Source *s = source_new(x->diags->arena, x->text->name, line);
    s->lines_before = x->number - 1;
    return s;
}

static Diag *complain(Import *x, uint64_t at, uint64_t end, ErrorCode code, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

// Between two places of the file's bytes, within the line.
static Diag *complain(Import *x, uint64_t at, uint64_t end, ErrorCode code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str message = str_vprintf(x->scratch, fmt, ap);
    va_end(ap);
    uint64_t from = (uint64_t)(x->line - x->text->p);
    if (from == 0 && x->line_n >= 3 && memcmp(x->line, "\xEF\xBB\xBF", 3) == 0) from = 3;
    Span span = {at > from ? (uint32_t)(at - from) : 0, end > at ? (uint32_t)(end - at) : 1};
    return diag_error(x->diags, code, line_source(x), span, "%.*s", STR_FMT(message));
}

static bool bad_json(Import *x) {
    const JsonError *e = &x->json.error;
    Diag *d = complain(x, e->at, e->at + 1, E0408, "%s", e->message);
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
    complain(x, e->at, e->end, E0403, "'%.*s' takes %s, not %s", STR_FMT(s->field->name), expected,
             found(e->tag));
    return false;
}

// ---- reading --------------------------------------------------------------------------------

// Past what is within the list or record that has begun; the event is then its end.
static bool skip_value(Import *x) {
    Json *j = &x->json;
    uint32_t depth = 0;
    for (JsonTag tag = j->event.tag; tag != JSON_BAD; tag = json_next(j)) {
        depth += tag == JSON_LIST || tag == JSON_RECORD;
        depth -= tag == JSON_LIST_END || tag == JSON_RECORD_END;
        if (depth == 0) return true;
    }
    return bad_json(x);
}

static Str composed(Import *x, Str s) { return str_ascii(s) ? s : str_nfc(x->scratch, s); }

static Str kept(Import *x, Str s) { return composed(x, str_dup(x->scratch, s)); }

// ---- where a member goes --------------------------------------------------------------------

static uint32_t stored_field(const Kind *k, Str name) {
    uint32_t f = kind_field(k, name);
    return f != FIELD_ID && f < k->ndeclared ? f : TO_NOTHING;
}

// What others call a field. It holds where the kind has the field and none of the other name.
static uint32_t usual_field(const Kind *k, Str member) {
    static const struct {
        const char *kind, *member, *field;
    } usual[] = {{NULL, "aliases", "also"},
                 {NULL, "kind", "type"},
                 {NULL, "name", "title"},
                 {NULL, "title", "name"},
                 {"article", "authors", "author"},
                 {"article", "mentions", "people"},
                 {"event", "participants", "people"},
                 {"person", "born_place", "birthplace"},
                 {"person", "birth_place", "birthplace"},
                 {"person", "died_place", "deathplace"},
                 {"person", "death_place", "deathplace"}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
        if (!str_is(member, usual[i].member)) continue;
        if (usual[i].kind && !str_is(k->name, usual[i].kind)) continue;
        return stored_field(k, str_of(usual[i].field));
    }
    uint32_t date = stored_field(k, STR("date"));
    if (date == TO_NOTHING || k->fields[date].type->tag != TY_DATE || k->fields[date].moment)
        return TO_NOTHING;
    return str_is(member, "start") ? TO_START : str_is(member, "end") ? TO_END : TO_NOTHING;
}

// Records mostly have the same members in the same order: the search begins behind the last.
static Member *find_member(Import *x, Str name) {
    for (uint32_t n = 0; n < x->nmembers; n++) {
        uint32_t i = (x->next_member + n) % x->nmembers;
        Member *m = &x->members[i];
        if (m->kind != x->record->kind || !str_eq(m->name, name)) continue;
        x->next_member = i + 1;
        guard_work(x->a->guard, n);
        return m;
    }
    return NULL;
}

// NULL: there are too many.
static Member *member_of(Import *x, Str name) {
    Member *m = find_member(x, name);
    if (m || x->nmembers == MEMBERS_MAX) return m;
    const Kind *k = x->schema->kinds[x->record->kind];
    uint32_t to = str_is(name, "id") ? FIELD_ID : stored_field(k, name);
    if (to == TO_NOTHING) to = usual_field(k, name);
    x->members =
        arena_grow(x->a, x->members, &x->members_cap, (size_t)x->nmembers + 1, sizeof *x->members);
    m = &x->members[x->nmembers++];
    *m = (Member){x->record->kind, str_dup(x->a, name), to, to == TO_NOTHING, 0};
    return m;
}

// ---- unknown members ------------------------------------------------------------------------

static unsigned kind_of_value(JsonTag tag) {
    switch (tag) {
    case JSON_NULL: return 0;
    case JSON_TRUTH: return IS_TRUTH;
    case JSON_INT: return IS_INT;
    case JSON_REAL: return IS_REAL;
    default: return IS_TEXT;
    }
}

static bool note_unknown(Import *x, Member *u) {
    Json *j = &x->json;
    if (j->event.tag != JSON_LIST) {
        u->seen |= kind_of_value(j->event.tag);
        return skip_value(x);
    }
    u->seen |= IS_LIST;
    for (JsonTag tag; (tag = json_next(j)) != JSON_LIST_END;) {
        if (tag == JSON_BAD) return bad_json(x);
        u->seen |= kind_of_value(tag);
        if (!skip_value(x)) return false;
    }
    return true;
}

static const char *type_word(unsigned seen) {
    switch (seen & ~(unsigned)IS_LIST) {
    case IS_INT: return "int";
    case IS_REAL:
    case IS_INT | IS_REAL: return "real";
    case IS_TRUTH: return "truth";
    default: return "text";
    }
}

// Whether the name is that of a field, or of the other side of one.
static bool is_taken(const Schema *s, uint32_t kind, Str name) {
    if (kind_field(s->kinds[kind], name) != UINT32_MAX) return true;
    for (uint32_t k = 0; k < s->nkinds; k++)
        for (uint32_t i = FIELD_DECLARED; i < s->kinds[k]->ndeclared; i++) {
            const Field *f = &s->kinds[k]->fields[i];
            const Type *to = f->type->tag == TY_LIST ? f->type->elem : f->type;
            bool leads = to->tag == TY_ENTITY && (to->kind == kind || to->kind == KIND_ANY);
            if (f->inverse.n && leads && str_eq(f->inverse, name)) return true;
        }
    return false;
}

static bool declare(Import *x, Member *u, Str name) {
    if (is_taken(x->schema, u->kind, name)) return false;
    Diags diags;
    diags_init(&diags, x->scratch);
    const char *open = u->seen & IS_LIST ? "[" : "", *close = u->seen & IS_LIST ? "]" : "";
    Str text = str_printf(x->a, "extend kind %.*s { %.*s: %s%s%s }",
                          STR_FMT(x->schema->kinds[u->kind]->name), STR_FMT(name), open,
                          type_word(u->seen), close);
    ParseLimits limits = {.text = UINT32_MAX, .height = NODE_HEIGHT_MAX, .nodes = UINT32_MAX};
    Program *p = parse(x->a, source_new(x->a, STR(""), text), PARSE_FILE, limits, &diags);
    if (!p || diags.count) return false;
    schema_declare(x->schema, p, &diags);
    if (diags.count) return false;
    u->to = stored_field(x->schema->kinds[u->kind], name);
    return true;
}

// A name that can be written in the language: "birth date" becomes birth_date, one that is taken
// or has a meaning of its own gets a _ behind it.
static void declare_unknown(Import *x, Member *u) {
    StrBuf name;
    buf_init(&name, x->a);
    if (u->name.n == 0 || (u->name.p[0] >= '0' && u->name.p[0] <= '9')) buf_addc(&name, "f_");
    for (uint32_t i = 0; i < u->name.n && i < 100; i++) {
        unsigned char c = (unsigned char)u->name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        buf_char(&name, letter || c >= 0x80 ? (char)c : '_');
    }
    for (int tries = 0; tries < 3; tries++) {
        if (declare(x, u, buf_str(&name))) return;
        buf_char(&name, '_');
    }
    declare(x, u, str_printf(x->a, "member_%u", (unsigned)(u - x->members) + 1));
}

static void declare_all(Import *x) {
    for (uint32_t i = 0; i < x->nmembers; i++) {
        Member *m = &x->members[i];
        if (m->made && m->seen) declare_unknown(x, m);
        arena_reset(x->scratch);
        guard_tick(x->a->guard);
    }
    schema_finish(x->schema, x->diags);
    builder_schema_grown(x->b);
}

// ---- passages -------------------------------------------------------------------------------

static bool is_white(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The next stretch of lines that are not blank, without white space around it; "" at the end. *at
// moves behind it; *line, that of *at, and *first, its own, count from 1.
static Str next_paragraph(Str text, uint32_t *at, uint32_t *line, uint32_t *first) {
    uint32_t from = UINT32_MAX, end = 0;
    while (*at < text.n) {
        const char *stop = memchr(text.p + *at, '\n', text.n - *at);
        uint32_t next = stop ? (uint32_t)(stop - text.p) : text.n, begin = *at, last = next;
        while (begin < next && is_white(text.p[begin])) begin++;
        while (last > begin && is_white(text.p[last - 1])) last--;
        *at = next < text.n ? next + 1 : next;
        ++*line;
        if (begin == next && from != UINT32_MAX) break;
        if (begin == next) continue;
        if (from == UINT32_MAX) {
            from = begin;
            *first = *line - 1;
        }
        end = last;
    }
    return from == UINT32_MAX ? STR("") : (Str){text.p + from, end - from};
}

static void put_passage(Import *x, const Kind *k, Ref r, Str text, uint32_t number, uint32_t line) {
    uint32_t words = word_count(text);
    x->words += words;
    builder_link(x->b, r, stored_field(k, STR("article")), x->record->ref, 0);
    builder_text(x->b, r, stored_field(k, STR("type")), STR("paragraph"), 0);
    builder_int(x->b, r, stored_field(k, STR("number")), number, 0);
    builder_int(x->b, r, stored_field(k, STR("line")), line, 0);
    builder_text(x->b, r, stored_field(k, STR("text")), text, 0);
    builder_int(x->b, r, stored_field(k, STR("words")), words, 0);
}

// The paragraphs of an article's text as its passages. Marks of the language are none here.
static void put_passages(Import *x, Str text) {
    uint32_t kind = schema_kind(x->schema, STR("passage")), at = 0, line = 1, first = 1;
    Str article = builder_id_of(x->b, x->record->ref), p;
    if (kind == KIND_ANY) return;
    x->counted = true;
    for (uint32_t n = 1; (p = next_paragraph(text, &at, &line, &first)).n; n++) {
        Str id = str_printf(x->scratch, "%.*s-%u", STR_FMT(article), n);
        Ref r = builder_entity(x->b, kind, id);
        if (!r) r = builder_entity(x->b, kind, STR(""));
        put_passage(x, x->schema->kinds[kind], r, p, n, first);
    }
}

// ---- values ---------------------------------------------------------------------------------

static bool is_article_text(const Import *x, const Slot *s) {
    const Kind *k = x->schema->kinds[x->record->kind];
    return str_is(k->name, "article") && str_is(s->field->name, "text");
}

// A text, or what stands for one: numbers and truths as they are written.
static bool put_text(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    uint64_t at = e->at;
    bool nested = e->tag == JSON_LIST || e->tag == JSON_RECORD;
    if (nested && !s->made) return wrong(x, s, "a text");
    if (nested && !skip_value(x)) return false;
    Str text = {x->text->p + at, (uint32_t)(e->end - at)};
    if (e->tag == JSON_TEXT) text = e->text;
    if (x->pass != FILL) return true;
    text = composed(x, text);
    builder_text(x->b, x->record->ref, s->index, text, 0);
    if (is_article_text(x, s)) put_passages(x, text);
    return true;
}

static bool put_number(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    bool whole = s->type->tag == TY_INT;
    if (e->tag != JSON_INT && (whole || e->tag != JSON_REAL))
        return wrong(x, s, whole ? "a whole number" : "a number");
    if (x->pass == FILL && whole) builder_int(x->b, x->record->ref, s->index, e->i, 0);
    if (x->pass == FILL && !whole)
        builder_real(x->b, x->record->ref, s->index, e->tag == JSON_INT ? (double)e->i : e->r, 0);
    return true;
}

static bool put_date(Import *x, const Slot *s, Str text, uint64_t at, uint64_t end) {
    Date d;
    DateError why = {0};
    if (!date_text(x->scratch, text, &d, &why)) {
        Diag *e = complain(x, at, end, E0403, "'%.*s' takes a date: %s", STR_FMT(s->field->name),
                           why.message);
        if (why.hint[0]) diag_hint(x->diags, e, "%s", why.hint);
        return false;
    }
    if (s->field->moment && d.kind != DATE_MOMENT) {
        Diag *e = complain(x, at, end, E0403, "'%.*s' is one moment, and this lasts",
                           STR_FMT(s->field->name));
        diag_hint(x->diags, e, "some moment between, in EDTF: [1904..1907]");
        return false;
    }
    if (x->pass == FILL) builder_date(x->b, x->record->ref, s->index, &d, text, 0);
    return true;
}

// A year may be a number.
static bool put_date_value(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
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
    if (x->pass == FILL) builder_duration(x->b, x->record->ref, s->index, d, 0);
    return true;
}

// By id. One that nothing has is told, and the rest of the record is loaded.
static bool put_link(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    if (e->tag != JSON_TEXT && e->tag != JSON_INT) return wrong(x, s, "the id of an entity");
    if (x->pass != FILL) return true;
    bool several = false;
    Str id = composed(x, e->text);
    Ref target = builder_find(x->b, s->type->kind, id, &several);
    if (target) {
        builder_link(x->b, x->record->ref, s->index, target, 0);
        return true;
    }
    x->count.links++;
    if (several)
        complain(x, e->at, e->end, E0208, "several entities are called @%.*s", STR_FMT(id));
    else
        complain(x, e->at, e->end, E0402, "'%.*s' leads to @%.*s, which is not there",
                 STR_FMT(s->field->name), STR_FMT(id));
    return true;
}

static bool put_value(Import *x, const Slot *s) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_NULL) return true;
    switch ((TypeTag)s->type->tag) {
    case TY_TEXT: return put_text(x, s);
    case TY_INT:
    case TY_REAL: return put_number(x, s);
    case TY_TRUTH:
        if (e->tag != JSON_TRUTH) return wrong(x, s, "true or false");
        if (x->pass == FILL) builder_truth(x->b, x->record->ref, s->index, e->i ? YES : NO, 0);
        return true;
    case TY_DATE: return put_date_value(x, s);
    case TY_DURATION: return put_duration(x, s);
    default: return put_link(x, s);
    }
}

// One value stands for a list of one.
static bool put_member(Import *x, uint32_t index, bool made) {
    const Field *f = &x->schema->kinds[x->record->kind]->fields[index];
    Slot s = {index, f, f->type->tag == TY_LIST ? f->type->elem : f->type, made};
    if (f->type->tag != TY_LIST || x->json.event.tag != JSON_LIST) return put_value(x, &s);
    for (JsonTag tag; (tag = json_next(&x->json)) != JSON_LIST_END;) {
        if (tag == JSON_BAD) return bad_json(x);
        if (!put_value(x, &s)) return false;
    }
    return true;
}

// ---- records --------------------------------------------------------------------------------

static bool read_id(Import *x) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_NULL) return true;
    if (e->tag != JSON_TEXT && e->tag != JSON_INT) {
        complain(x, e->at, e->end, E0403, "'id' takes a text or a whole number, not %s",
                 found(e->tag));
        return false;
    }
    for (uint32_t i = 0; i < e->text.n; i++) {
        unsigned char c = (unsigned char)e->text.p[i];
        if (c >= 0x20 && c != 0x7F && c != '`') continue;
        complain(x, e->at, e->end, E0107, "an id holds no backtick and no control characters");
        return false;
    }
    x->id = kept(x, e->text);
    return true;
}

// An end of the field `date`, which begins with `start` and ends with `end`.
static bool read_edge(Import *x, Str *edge, const char *name) {
    const JsonEvent *e = &x->json.event;
    if (e->tag == JSON_NULL) return true;
    if (e->tag == JSON_TEXT) *edge = kept(x, e->text);
    if (e->tag == JSON_INT && e->i >= 1 && e->i <= 9999)
        *edge = str_printf(x->scratch, "%04d", (int)e->i);
    if (edge->n) return true;
    complain(x, e->at, e->end, E0403, "'%s' takes a date in EDTF or a year, not %s", name,
             e->tag == JSON_TEXT ? "an empty text" : found(e->tag));
    return false;
}

static bool no_room(Import *x, Str member, uint64_t at, uint64_t end) {
    complain(x, at, end, E0404, "there is no room for another field '%.*s'", STR_FMT(member));
    return false;
}

static bool read_member(Import *x, Str name, uint64_t at, uint64_t end) {
    if (json_next(&x->json) == JSON_BAD) return bad_json(x);
    if (x->record->told_by && str_is(name, x->record->told_by)) return skip_value(x);
    Member *m = member_of(x, name);
    if (!m) return no_room(x, name, at, end);
    if (x->pass == LOOK) return m->made ? note_unknown(x, m) : skip_value(x);
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
    uint32_t index = stored_field(k, STR("date"));
    Slot s = {index, &k->fields[index], k->fields[index].type, false};
    Str date = x->start;
    if (x->end.n)
        date = str_printf(x->scratch, "%.*s/%.*s", x->start.n ? (int)x->start.n : 2,
                          x->start.n ? x->start.p : "..", STR_FMT(x->end));
    uint64_t at = (uint64_t)(x->line - x->text->p);
    return put_date(x, &s, date, at, at + x->line_n);
}

static bool end_record(Import *x) {
    if (x->pass == LOOK) return true;
    if (!put_edges(x)) return false;
    if (x->pass == CHECK) {
        uint64_t at = (uint64_t)(x->line - x->text->p);
        const Kind *k = x->schema->kinds[x->record->kind];
        x->record->ref = builder_entity(x->b, x->record->kind, x->id);
        if (!x->record->ref)
            complain(x, at, at + x->line_n, E0401, "the id @%.*s of this %.*s is taken",
                     STR_FMT(x->id), STR_FMT(k->name));
        return x->record->ref != 0;
    }
    if (x->counted)
        builder_int(x->b, x->record->ref,
                    stored_field(x->schema->kinds[x->record->kind], STR("words")), x->words, 0);
    x->count.records++;
    return true;
}

static bool read_record(Import *x) {
    Json *j = &x->json;
    const JsonEvent *e = &j->event;
    json_start(j, (uint64_t)(x->line - x->text->p), x->number);
    json_feed(j, x->line, x->line_n, true);
    JsonTag tag = json_next(j);
    if (tag == JSON_BAD) return bad_json(x);
    if (tag != JSON_RECORD) {
        Diag *d = complain(x, e->at, e->end, E0408, "a line holds one record");
        diag_hint(x->diags, d, "{\"id\": 1, \"name\": \"Ada\"}");
        return false;
    }
    bool words = false;
    while ((tag = json_next(j)) == JSON_NAME) {
        Str name = kept(x, e->text);
        if (e->again) {
            complain(x, e->at, e->end, E0206, "'%.*s' stands here twice", STR_FMT(name));
            return false;
        }
        words = words || str_is(name, "words");
        if (!read_member(x, name, e->at, e->end)) return false;
    }
    if (tag == JSON_RECORD_END) tag = json_next(j);
    if (tag != JSON_END) return bad_json(x);
    x->counted = x->counted && !words;
    return end_record(x);
}

// ---- kinds ----------------------------------------------------------------------------------

static uint32_t named_kind(const Schema *s, Str name) {
    uint32_t kind = schema_kind(s, name);
    return kind != KIND_ANY ? kind : schema_collection(s, name);
}

// people.jsonl and person.jsonl hold people.
static uint32_t kind_of_file(const Import *x) {
    Str s = x->text->name;
    for (uint32_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] != '/') continue;
        s = (Str){s.p + i, s.n - i};
        break;
    }
    const char *dot = s.n ? memchr(s.p, '.', s.n) : NULL;
    if (dot) s.n = (uint32_t)(dot - s.p);
    return named_kind(x->schema, s);
}

// What the record itself says. False: it is no record, or says nothing that is known; reported.
static bool kind_of_record(Import *x) {
    Json *j = &x->json;
    Str said = STR("");
    uint64_t at = (uint64_t)(x->line - x->text->p), end = at + x->line_n;
    json_start(j, at, x->number);
    json_feed(j, x->line, x->line_n, true);
    if (json_next(j) != JSON_RECORD) return read_record(x); // which says why
    while (json_next(j) == JSON_NAME) {
        bool kind = str_is(j->event.text, "kind");
        bool wanted = kind || (!said.n && str_is(j->event.text, "type"));
        JsonTag tag = json_next(j);
        if (wanted && tag == JSON_TEXT) {
            x->record->told_by = kind ? "kind" : "type";
            said = str_dup(x->scratch, j->event.text);
            at = j->event.at;
            end = j->event.end;
        }
        if (!skip_value(x)) return false;
    }
    if (j->event.tag == JSON_BAD) return bad_json(x);
    x->record->kind = said.n ? named_kind(x->schema, said) : KIND_ANY;
    if (x->record->kind != KIND_ANY) return true;
    Diag *d = said.n ? complain(x, at, end, E0209, "there is no kind '%.*s'", STR_FMT(said))
                     : complain(x, at, end, E0209, "nothing says what kind of entity this is");
    if (said.n)
        diag_hint(x->diags, d, "declare it in a .gzt file beside: kind %.*s as ... { ... }",
                  STR_FMT(said));
    else
        diag_hint(x->diags, d,
                  "name the file people.jsonl, or say it: {\"kind\": \"person\", ...}");
    return false;
}

// ---- lines ----------------------------------------------------------------------------------

static void read_line(Import *x) {
    if (x->pass != LOOK && x->record->kind == KIND_ANY) return;
    x->id = x->start = x->end = STR("");
    x->words = 0;
    x->counted = false;
    bool good = true;
    if (x->pass == LOOK && x->file_kind == KIND_ANY) good = kind_of_record(x);
    if (good) good = read_record(x);
    if (!good) {
        x->record->kind = KIND_ANY;
        x->count.left_out++;
    }
    arena_reset(x->scratch);
}

static bool is_blank(const char *p, size_t n) {
    size_t i = 0;
    while (i < n && is_white(p[i])) i++;
    return i == n;
}

static void read_text(Import *x, size_t *record) {
    const char *p = x->text->p, *end = p + x->text->n;
    x->file_kind = kind_of_file(x);
    for (x->number = 1; p < end; x->number++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        x->line = p;
        x->line_n = (size_t)((stop ? stop : end) - p);
        p = stop ? stop + 1 : end;
        if (is_blank(x->line, x->line_n)) continue;
        if (x->pass == LOOK) {
            x->records =
                arena_grow(x->a, x->records, &x->records_cap, x->nrecords + 1, sizeof *x->records);
            x->records[x->nrecords++] = (Record){x->file_kind, 0, NULL};
        }
        x->record = &x->records[(*record)++];
        read_line(x);
    }
}

JsonlCount jsonl_load(Builder *b, Schema *schema, const JsonlText *texts, size_t n, Arena *arena,
                      Arena *scratch, Diags *diags) {
    Import x = {.b = b, .schema = schema, .a = arena, .scratch = scratch, .diags = diags};
    json_init(&x.json, arena, JSON_DEPTH);
    for (Pass pass = LOOK; pass < PASSES; pass++) {
        size_t record = 0;
        x.pass = pass;
        for (size_t i = 0; i < n; i++) {
            x.text = &texts[i];
            read_text(&x, &record);
        }
        if (pass == LOOK) declare_all(&x);
    }
    return x.count;
}
