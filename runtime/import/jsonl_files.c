// Files of records (jsonl.h), in three passes. The first reads them all and declares what no
// kind knows, the second checks each record and makes its entity, so that links may point forward,
// the third fills it. Only the first can meet bad JSON, only the second a bad value, only the third
// a link that leads nowhere. In: texts, JSON Lines or one value of JSON each; out: record after
// record, those left out as they stand.
#include <string.h>

#include "runtime/import/jsonl_impl.h"

// ---- kinds ----------------------------------------------------------------------------------

static uint32_t named_kind(const Schema *s, Str name) {
    uint32_t kind = schema_kind(s, name);
    return kind != KIND_ANY ? kind : schema_collection(s, name);
}

// people.jsonl and person.jsonl hold people.
static uint32_t kind_of_file(const Schema *schema, Str s) {
    for (uint32_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] != '/') continue;
        s = (Str){s.p + i, s.n - i};
        break;
    }
    const char *dot = s.n ? memchr(s.p, '.', s.n) : NULL;
    if (dot) s.n = (uint32_t)(dot - s.p);
    return named_kind(schema, s);
}

// Past the value that has begun, up to its last event; false: it does not end.
static bool skip_value(Json *j) {
    uint32_t depth = 0;
    do {
        JsonTag tag = j->event.tag;
        if (tag == JSON_BAD) return false;
        depth += tag == JSON_LIST || tag == JSON_RECORD;
        depth -= tag == JSON_LIST_END || tag == JSON_RECORD_END;
    } while (depth && json_next(j));
    return true;
}

bool jsonl_knows(const Schema *schema, Arena *scratch, const ImportText *text) {
    Json *j = ARENA_NEW(scratch, Json);
    uint32_t kind = kind_of_file(schema, text->name);
    bool says = kind != KIND_ANY && !schema->kinds[kind]->poured;
    json_init(j, scratch, JSON_DEPTH);
    j->repair = true;
    json_start(j, 0, 1);
    json_feed(j, text->p, text->n, true);
    if (json_next(j) == JSON_LIST) json_next(j);
    if (says || j->event.tag != JSON_RECORD) return says;
    while (!says && json_next(j) == JSON_NAME) {
        bool own = str_is(j->event.text, "kind"), type = str_is(j->event.text, "type");
        if (json_next(j) == JSON_TEXT)
            says = own || (type && named_kind(schema, j->event.text) != KIND_ANY);
        if (!skip_value(j)) break;
    }
    return says;
}

// What the record itself says. False: it is no record, or says nothing that is known; reported.
static bool kind_of_record(Import *x) {
    Json *j = &x->json;
    Str said = STR("");
    uint64_t at = (uint64_t)(x->line - x->text->p), end = at + x->line_n;
    json_start(j, at, x->number);
    json_feed(j, x->line, x->line_n, true);
    if (json_next(j) != JSON_RECORD) return import_record(x); // which says why
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
        if (!import_skip(x)) return false;
    }
    if (j->event.tag == JSON_BAD) return import_bad_json(x, &x->json);
    x->record->kind = said.n ? named_kind(x->schema, said) : KIND_ANY;
    if (x->record->kind != KIND_ANY) return true;
    Diag *d = said.n
                  ? import_complain(x, at, end, E0209, "there is no kind '%.*s'", STR_FMT(said))
                  : import_complain(x, at, end, E0209, "nothing says what kind of entity this is");
    if (said.n)
        diag_hint(x->diags, d, "declare it in a .gzt file beside: kind %.*s as ... { ... }",
                  STR_FMT(said));
    else
        diag_hint(x->diags, d,
                  "name the file people.jsonl, or say it: {\"kind\": \"person\", ...}");
    return false;
}

// ---- records --------------------------------------------------------------------------------

static void reject(Import *x, const char *p, size_t n) {
    if (x->how->reject) x->how->reject(x->how->user, x->text->name, p, n);
}

static void read_known(Import *x) {
    x->id = x->start = x->end = STR("");
    x->words = 0;
    x->counted = false;
    bool good = true;
    if (x->pass == LOOK && x->file_kind == KIND_ANY) good = kind_of_record(x);
    if (good) good = import_record(x);
    if (!good) {
        x->record->kind = KIND_ANY;
        x->count->left_out++;
    }
    arena_reset(x->scratch);
}

// The record at hand, in its turn of this pass.
static void take_record(Import *x) {
    if (x->pass == LOOK) {
        x->records =
            arena_grow(x->a, x->records, &x->records_cap, x->nrecords + 1, sizeof *x->records);
        x->records[x->nrecords++] = (Record){x->file_kind, 0, NULL};
    }
    x->record = &x->records[x->at++];
    x->count->done = (x->before + (uint64_t)(x->line - x->text->p)) / PASSES;
    if (x->pass == LOOK || x->record->kind != KIND_ANY)
        read_known(x);
    else if (x->pass == FILL)
        reject(x, x->line, x->line_n);
}

// ---- lines ----------------------------------------------------------------------------------

static bool is_blank(const char *p, size_t n) {
    size_t i = 0;
    while (i < n && import_is_blank(p[i])) i++;
    return i == n;
}

static void read_lines(Import *x) {
    const char *p = x->text->p, *end = p + x->text->n;
    for (x->number = 1; p < end && !x->stopped; x->number++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        x->line = x->shown = p;
        x->line_n = (size_t)((stop ? stop : end) - p);
        p = stop ? stop + 1 : end;
        if (!is_blank(x->line, x->line_n)) take_record(x);
    }
}

// ---- one value ------------------------------------------------------------------------------

// The value that has begun in the whole text is the next record. False: it does not end.
static bool take_value(Import *x, Json *j) {
    enum { SHOWN_MOST = 4096 };
    uint64_t at = j->event.at;
    uint32_t line = j->line;
    uint64_t before = at - j->line_at;
    if (!skip_value(j)) return false;
    x->number = line;
    x->line = x->text->p + at;
    x->line_n = (size_t)(j->event.end - at);
    x->shown = before <= SHOWN_MOST ? x->line - before : x->line;
    take_record(x);
    return true;
}

// What comes behind the place is no JSON: it is told, and left out as one.
static void leave_rest(Import *x, const Json *j, uint64_t from) {
    const char *p = x->text->p, *end = p + x->text->n;
    if (x->pass == FILL) reject(x, p + from, x->text->n - from);
    if (x->pass != LOOK) return;
    x->number = j->error.line;
    x->line = x->shown = p + j->line_at;
    const char *stop = memchr(x->line, '\n', (size_t)(end - x->line));
    x->line_n = (size_t)((stop ? stop : end) - x->line);
    import_bad_json(x, j);
    x->count->left_out++;
}

// A list of records, or one record.
static void read_whole(Import *x) {
    Json *j = &x->outer;
    uint64_t from = 0;
    json_start(j, 0, 1);
    json_feed(j, x->text->p, x->text->n, true);
    bool list = json_next(j) == JSON_LIST;
    if (list) json_next(j);
    while (j->event.tag != JSON_LIST_END && j->event.tag != JSON_END && !x->stopped) {
        if (!take_value(x, j)) break;
        from = j->event.end;
        json_next(j);
    }
    if (x->stopped) return;
    if (list && j->event.tag == JSON_LIST_END) json_next(j);
    if (j->event.tag != JSON_END) leave_rest(x, j, from);
}

// ---- passes ---------------------------------------------------------------------------------

static void read_text(Import *x) {
    Str name = x->text->name, ending = STR(".json");
    x->file_kind = kind_of_file(x->schema, name);
    if (x->pass == FILL) builder_from(x->b, name);
    x->whole = name.n > ending.n && str_eq((Str){name.p + name.n - ending.n, ending.n}, ending);
    if (x->whole)
        read_whole(x);
    else
        read_lines(x);
    x->before += x->text->n;
}

static void read_all(Import *x, Pass pass) {
    x->pass = pass;
    x->at = x->next_place = 0;
    x->nclaims = 0;
    for (size_t i = 0; i < x->ntexts && !x->stopped; i++) {
        x->text = &x->texts[i];
        read_text(x);
    }
}

static void *begin(const ImportJob *job) {
    Import *x = ARENA_NEW(job->arena, Import);
    *x = (Import){.b = job->b, .schema = job->schema, .how = job->how, .count = job->count};
    x->texts = job->texts;
    x->ntexts = job->n;
    x->a = job->arena;
    x->scratch = job->scratch;
    x->diags = job->diags;
    json_init(&x->json, x->a, JSON_DEPTH);
    json_init(&x->outer, x->a, JSON_DEPTH);
    x->json.repair = x->outer.repair = true;
    return x;
}

// Texts of articles whose passages are records are not cut into passages again.
static void find_passages(Import *x) {
    x->passage = schema_kind(x->schema, STR("passage"));
    if (x->passage == KIND_ANY) return;
    x->whole_of = import_field(x->schema->kinds[x->passage], STR("article"));
    for (size_t i = 0; i < x->nrecords && !x->passages; i++)
        x->passages = x->records[i].kind == x->passage;
    guard_tick(x->a->guard);
}

static void resolve_parted(Import *x) {
    if (!x->nparted) return;
    uint32_t article = schema_kind(x->schema, STR("article"));
    x->is_parted = arena_zero(x->a, (size_t)builder_entities(x->b) + 1);
    for (size_t i = 0; i < x->nparted; i++) {
        bool several;
        x->is_parted[builder_find(x->b, article, x->parted[i], &several)] = 1; // 0: none
        guard_tick(x->a->guard);
    }
}

static void declare(void *import) {
    read_all(import, LOOK);
    import_declare(import);
    find_passages(import);
}

static void entities(void *import) { read_all(import, CHECK); }

static void values(void *import) {
    resolve_parted(import);
    read_all(import, FILL);
}

static const char *const endings[] = {".jsonl", ".json", NULL};

const Importer jsonl_importer = {.name = "jsonl",
                                 .other = "json",
                                 .endings = endings,
                                 .begin = begin,
                                 .declare = declare,
                                 .entities = entities,
                                 .values = values};
