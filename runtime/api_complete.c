// Candidates for the word at a cursor. What kind of word it is, lang/complete.c says; ids, names
// and values come from the archive's indexes, words and functions from their tables.
#include <string.h>

#include "lang/complete.h"
#include "lang/show.h"
#include "lang/stack.h"
#include "runtime/host.h"

enum { CANDIDATES_MAX = 200 };

typedef struct Offer {
    gzt_session *session;
    const Archive *archive;
    Arena *arena;
    Str folded; // the word typed so far
    gzt_candidate_sink sink;
    void *user;
    uint32_t n;
    bool over;
    uint32_t *seen, nseen; // entities whose ids were offered
    uint32_t wanted;       // the kind of entity that may stand here, or KIND_ANY
} Offer;

static bool begins(Offer *o, Str text) {
    ArenaMark m = arena_mark(o->arena);
    Str f = str_fold(o->arena, text);
    bool yes = f.n >= o->folded.n && memcmp(f.p, o->folded.p, o->folded.n) == 0;
    arena_release(o->arena, m);
    return yes;
}

// What is known to fit.
static void put(Offer *o, Str text, const char *what, Str type, Str help) {
    if (o->over) return;
    gzt_candidate c = {sizeof c, str_dup(o->arena, text).p, what, str_dup(o->arena, type).p,
                       str_dup(o->arena, help).p};
    o->over = o->sink(o->user, &c) != 0 || ++o->n >= CANDIDATES_MAX;
}

static void offer(Offer *o, Str text, const char *what, Str type, Str help) {
    if (!o->over && begins(o, text)) put(o, text, what, type, help);
}

static const Str none = {"", 0};

static Str named_type(Offer *o, const Type *t) {
    return type_name(o->arena, &o->archive->schema, t);
}

// ---- words ----------------------------------------------------------------------------------

typedef struct Word {
    const char *text, *help;
} Word;

static const Word stages[] = {{"where", "keeps the rows for which a condition is true"},
                              {"select", "these columns and no others"},
                              {"with", "adds columns"},
                              {"sort", "orders by keys; missing values last"},
                              {"take", "the first N rows"},
                              {"skip", "all but the first N rows"},
                              {"top", "the N greatest by a key"},
                              {"summarize", "groups: aggregates by keys"},
                              {"count", "how many, or how many by each key"},
                              {"distinct", "each row once"},
                              {"follow", "the entities at the end of a path, each once"},
                              {"expand", "a row for each element of a list"},
                              {"union", "the rows of both"},
                              {"except", "the rows that the other has not"},
                              {"intersect", "the rows that both have"},
                              {"conflicts", "the rows whose claims exclude each other"},
                              {"search", "what has any of the words, best first"},
                              {"frequencies", "how often each word is there, and how evenly"},
                              {"collocates", "the words near a word, or of rows with it"},
                              {"keyness", "the words that tell some rows from others"},
                              {"trend", "how often, by period, beside what there is of it"},
                              {"vocabulary", "how many words, and how many different ones"},
                              {"as", "how to show the result"},
                              {"save", "writes the result to a file"}};

static const Word statements[] = {
    {"let", "names a query or value"},       {"fn", "defines a function"},
    {"param", "a value given from outside"}, {"set", "a setting, such as circa"},
    {"use", "definitions of another file"},  {"assert", "checks a condition"}};

static const Word words[] = {{"not", "the opposite of a condition"},
                             {"if", "if … then … else"},
                             {"true", ""},
                             {"false", ""},
                             {"null", "no value"},
                             {"any", "is a condition true of some element?"},
                             {"all", "is a condition true of every element?"},
                             {"maybe", "true or unknown"},
                             {"unknown", "neither true nor false"},
                             {"it", "the current row or element"}};

static void offer_words(Offer *o, const Word *w, size_t n, const char *what) {
    for (size_t i = 0; i < n; i++) offer(o, str_of(w[i].text), what, none, str_of(w[i].help));
}

#define OFFER_WORDS(o, table, what) offer_words((o), table, sizeof table / sizeof *table, what)

// Other words of the language that the grammar would take: and, in, by, desc …
static void offer_expected(Offer *o, const At *at) {
    for (uint32_t i = 0; i < at->nkinds; i++) {
        Str name = str_of(token_name(at->kinds[i]));
        if (name.n < 3 || name.p[0] != '\'' || !cp_is_word((unsigned char)name.p[1])) continue;
        const char *category = token_category(at->kinds[i]);
        bool told = category && (strstr(category, "stage") || strstr(category, "statement") ||
                                 strstr(category, "value"));
        if (!told) offer(o, (Str){name.p + 1, name.n - 2}, "word", none, none);
    }
}

// ---- names ----------------------------------------------------------------------------------

static void offer_fields(Offer *o, const Type *t) {
    if (t->tag == TY_LIST) t = t->elem;
    if (t->tag == TY_RECORD)
        for (uint32_t i = 0; i < t->nfields; i++)
            offer(o, t->fields[i].name, "column", named_type(o, t->fields[i].type), none);
    if (t->tag != TY_ENTITY || t->kind == KIND_ANY) return;
    const Kind *k = o->archive->schema.kinds[t->kind];
    for (uint32_t f = 0; f < k->nfields; f++)
        offer(o, k->fields[f].name, "field", named_type(o, k->fields[f].type),
              k->fields[f].inverse_link ? STR("links from the other side") : none);
}

static void offer_row(Offer *o, const RowType *row) {
    for (uint32_t i = 0; i < row->ncolumns; i++)
        offer(o, row->columns[i].name, "column", named_type(o, row->columns[i].type), none);
    if (row->it) offer_fields(o, row->it);
    if (row->alias.n) offer(o, row->alias, "let", none, STR("the row"));
}

static void offer_collections(Offer *o) {
    const Schema *s = &o->archive->schema;
    for (uint32_t k = 0; k < s->nkinds; k++)
        if (o->archive->tables[k].count || !o->folded.n)
            offer(o, s->kinds[k]->collection, "collection",
                  str_printf(o->arena, "[%.*s]", STR_FMT(s->kinds[k]->name)),
                  str_printf(o->arena, "%u of them", o->archive->tables[k].count));
    for (const HostFn *h = o->session->host; h; h = h->older)
        if (h->type)
            offer(o, str_of(h->def.sig.name), "collection", named_type(o, h->type),
                  str_of(h->def.sig.help));
}

static void offer_definitions(Offer *o) {
    Str name;
    const char *what;
    FnSig f;
    for (uint32_t i = 0; env_definition(o->session->env, i, &name, &what); i++)
        if (strcmp(what, "function") != 0) offer(o, name, what, none, none);
    for (uint32_t i = 0; env_function(o->session->env, i, o->arena, &f); i++)
        offer(o, str_of(f.name), "function", str_of(f.signature), str_of(f.help));
}

static void offer_functions(Offer *o) {
    const Catalog *c = &o->session->catalog;
    for (uint32_t i = 0; i < c->nfunctions; i++) {
        const FnSig *f = c->functions[i];
        if (i && strcmp(f->name, c->functions[i - 1]->name) == 0) continue; // overloads once
        offer(o, str_of(f->name), "function", str_of(f->signature), str_of(f->help));
    }
}

// ---- data -----------------------------------------------------------------------------------

// The first text whose folded form is not before the word's: texts are in that order.
static uint32_t first_text(Offer *o) {
    uint32_t lo = 1, hi = o->archive->nstr;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        ArenaMark m = arena_mark(o->arena);
        Str f = str_fold(o->arena, archive_text(o->archive, mid));
        if (str_cmp(f, o->folded) < 0)
            lo = mid + 1;
        else
            hi = mid;
        arena_release(o->arena, m);
    }
    return lo;
}

static bool may_show(const Offer *o, uint32_t kind, uint32_t field) {
    return catalog_may_read(&o->session->catalog, kind, field) == READ_OPEN;
}

static void put_entity(Offer *o, Str text, const char *what, uint32_t entity) {
    uint32_t k = archive_kind_of(o->archive, entity);
    const Kind *kind = o->archive->schema.kinds[k];
    Str label = may_show(o, k, kind->label_field) ? archive_label(o->archive, entity) : none;
    put(o, text, what, kind->name, label);
}

// Once, by whichever of its names it was found.
static void put_id(Offer *o, uint32_t entity, const char *sign) {
    for (uint32_t i = 0; i < o->nseen; i++)
        if (o->seen[i] == entity) return;
    if (o->nseen == CANDIDATES_MAX) return;
    o->seen[o->nseen++] = entity;
    Str id = archive_id(o->archive, entity);
    put_entity(o, str_printf(o->arena, "%s%.*s", sign, STR_FMT(id)), "id", entity);
}

// As it stands between quotes.
static Str escaped(Offer *o, Str text, bool quotes) {
    StrBuf out;
    buf_init(&out, o->arena);
    if (quotes) buf_char(&out, '"');
    for (uint32_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"' || text.p[i] == '\\') buf_char(&out, '\\');
        buf_char(&out, text.p[i]);
    }
    if (quotes) buf_char(&out, '"');
    return (Str){out.p, (uint32_t)out.n};
}

enum { IDS_LOOKED_AT = 20000 };

// Ids come in this order: what may stand here, what people named, what an archive makes by itself.
enum { WANTED, NAMED, MADE, TURNS };

static int turn_of(const Offer *o, uint32_t entity) {
    uint32_t kind = archive_kind_of(o->archive, entity);
    Str name = o->archive->schema.kinds[kind]->name;
    if (kind == o->wanted) return WANTED;
    return str_is(name, "passage") || str_is(name, "mention") ? MADE : NAMED;
}

static void offer_ids(Offer *o) {
    Index ids = o->archive->ids;
    uint32_t from, to;
    index_range(ids, first_text(o), UINT32_MAX, &from, &to);
    if (to - from > IDS_LOOKED_AT) to = from + IDS_LOOKED_AT;
    for (int turn = WANTED; turn < TURNS; turn++)
        for (uint32_t i = from; i < to && !o->over; i++) {
            if (!begins(o, archive_text(o->archive, ids.keys[i]))) break;
            if (turn_of(o, ids.rows[i]) == turn) put_id(o, ids.rows[i], "");
        }
}

// Entities by one of their names: as the name, or as what it is the name of.
static void offer_indexed(Offer *o, const KindTable *k, const Column *c, bool ids) {
    uint32_t from, to;
    index_range(c->index, first_text(o), UINT32_MAX, &from, &to);
    for (uint32_t i = from; i < to && !o->over; i++) {
        Str text = archive_text(o->archive, c->index.keys[i]);
        if (!begins(o, text)) return;
        if (ids)
            put_id(o, k->first + c->index.rows[i], "");
        else if (i == from || c->index.keys[i] != c->index.keys[i - 1])
            put_entity(o, escaped(o, text, false), "name", k->first + c->index.rows[i]);
    }
}

static void offer_names_of(Offer *o, uint32_t kind, bool ids) {
    static const char *const fields[] = {"name", "also", "title"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        uint32_t f = kind_field(o->archive->schema.kinds[kind], str_of(fields[i]));
        if (f == UINT32_MAX || !may_show(o, kind, f)) continue;
        const KindTable *t = &o->archive->tables[kind];
        const Column *c = archive_column(o->archive, t, f);
        if (c->index.keys) offer_indexed(o, t, c, ids);
    }
}

static void offer_names(Offer *o, bool ids) {
    if (o->wanted != KIND_ANY) offer_names_of(o, o->wanted, ids);
    for (uint32_t k = 0; k < o->archive->schema.nkinds; k++)
        if (k != o->wanted) offer_names_of(o, k, ids);
}

// The distinct values of a text column that begin with the word, at most `cap`: marked in a bitmap
// of all texts, then taken in their order. Their number, or UINT32_MAX where there are more.
static uint32_t values_of(Offer *o, const KindTable *k, const Column *c, Str *out, uint32_t cap) {
    const uint32_t *values = c->data, rows = c->off ? c->off[k->count] : k->count;
    uint64_t *marked = arena_zero(o->arena, (o->archive->nstr / 64 + 1) * sizeof *marked);
    for (uint32_t i = 0; i < rows; i++) marked[values[i] / 64] |= UINT64_C(1) << values[i] % 64;
    uint32_t n = 0;
    for (uint32_t id = first_text(o); id < o->archive->nstr; id++) {
        if (!(marked[id / 64] >> id % 64 & 1)) {
            if (!marked[id / 64]) id |= 63; // none among these 64
            continue;
        }
        Str text = archive_text(o->archive, id);
        if (!begins(o, text)) break;
        if (n == cap) return UINT32_MAX;
        out[n++] = text;
    }
    return n;
}

static const Column *text_column(const Offer *o, uint32_t kind, uint32_t field) {
    const Column *c = archive_column(o->archive, &o->archive->tables[kind], field);
    const Type *t = c->field->type->tag == TY_LIST ? c->field->type->elem : c->field->type;
    return t->tag == TY_TEXT && c->data && may_show(o, kind, field) ? c : NULL;
}

// Inside a text.
static void offer_values(Offer *o, uint32_t kind, uint32_t field) {
    const Column *c = text_column(o, kind, field);
    if (!c) return;
    Str *values = ARENA_ARRAY(o->arena, Str, CANDIDATES_MAX);
    uint32_t n = values_of(o, &o->archive->tables[kind], c, values, CANDIDATES_MAX);
    for (uint32_t i = 0; i < (n < CANDIDATES_MAX ? n : CANDIDATES_MAX); i++)
        put(o, escaped(o, values[i], false), "value", none, none);
}

// Where a text or entity may begin that is compared with the field: all of them, if they are few.
static OWN_FRAME void offer_compared(Offer *o, uint32_t kind, uint32_t field) {
    enum { FEW = 40 };
    const Type *t = o->archive->schema.kinds[kind]->fields[field].type;
    if (t->tag == TY_LIST) t = t->elem;
    if (o->folded.n) return; // a name is being typed
    if (t->tag == TY_ENTITY && t->kind != KIND_ANY) {
        const KindTable *k = &o->archive->tables[t->kind];
        for (uint32_t i = 0; i < k->count && k->count <= FEW; i++) put_id(o, k->first + i, "@");
        return;
    }
    const Column *c = text_column(o, kind, field);
    Str values[FEW];
    uint32_t n = c ? values_of(o, &o->archive->tables[kind], c, values, FEW) : 0;
    for (uint32_t i = 0; i < n && n <= FEW; i++)
        put(o, escaped(o, values[i], true), "value", none, none);
}

// ---- the place ------------------------------------------------------------------------------

static void offer_formats(Offer *o) {
    for (const ShowFormat *f = show_formats; f->name; f++)
        offer(o, str_of(f->name), "format", none, str_of(f->usage));
}

// Names and examples of a format's options, from `(x: name, bins: 10)`.
// (A function of its own: beside the setjmp of a caller its locals would look clobbered.)
static __attribute__((noinline)) void offer_options(Offer *o, Str format) {
    const ShowFormat *f = show_format(format);
    Str usage = str_of(f ? f->usage : "");
    for (uint32_t at = 1; at < usage.n;) {
        uint32_t name = at, end;
        while (name < usage.n && usage.p[name] != ':') name++;
        for (end = name; end < usage.n && usage.p[end] != ',';) end++;
        Str example = {usage.p + at, end - at};
        offer(o, (Str){usage.p + at, name - at}, "option", none, example);
        for (at = end; at < usage.n && (usage.p[at] == ',' || usage.p[at] == ' ');) at++;
    }
}

static void offer_name(Offer *o, const At *at) {
    if (at->format || at->setting) {
        if (at->format) offer_formats(o);
        for (const Setting *s = check_settings; at->setting && s->name; s++)
            offer(o, str_of(s->name), "setting", none, str_of(s->help));
        return;
    }
    if (at->options.n) offer_options(o, at->options);
    if (at->value && at->kind != KIND_ANY) offer_compared(o, at->kind, at->field);
    if (at->stage) OFFER_WORDS(o, stages, "stage");
    if (at->value && at->row) offer_row(o, at->row);
    if (at->value) {
        offer_definitions(o);
        offer_collections(o);
    }
    if (at->statement) OFFER_WORDS(o, statements, "statement");
    offer_expected(o, at);
    if (at->value) {
        offer_functions(o);
        OFFER_WORDS(o, words, "word");
    }
}

// The kind of entity that the field holds, or KIND_ANY.
static uint32_t kind_held(const Offer *o, uint32_t kind, uint32_t field) {
    if (kind == KIND_ANY) return KIND_ANY;
    const Type *t = o->archive->schema.kinds[kind]->fields[field].type;
    if (t->tag == TY_LIST) t = t->elem;
    return t->tag == TY_ENTITY ? t->kind : KIND_ANY;
}

static void offer_at(Offer *o, const At *at) {
    o->wanted = kind_held(o, at->kind, at->field);
    switch (at->tag) {
    case AT_NAME: offer_name(o, at); return;
    case AT_MEMBER:
        if (at->base) offer_fields(o, at->base);
        return;
    case AT_TEXT:
        if (at->kind != KIND_ANY) offer_values(o, at->kind, at->field);
        return;
    case AT_ID:
        offer_ids(o);
        if (o->folded.n) offer_names(o, true);
        return;
    case AT_CALLED: offer_names(o, false); return;
    case AT_NOWHERE: return;
    }
}

static gzt_status complete(gzt_session *s, Str text, uint32_t cursor, bool repl, size_t *start,
                           const Offer *o) {
    Arena a;
    arena_init(&a, &s->archive->env->alloc, NULL, &s->guard);
    session_alone(s);
    if (setjmp(s->guard.at)) {
        env_take_back(s->env);
        arena_free(&a);
        return GZT_NOMEM;
    }
    At *at = ARENA_NEW(&a, At);
    complete_at(s->env, &a, text, cursor, repl, at);
    *start = at->start;
    Offer *own = arena_dup(&a, o, sizeof *o); // with what lasts as long as this call
    own->arena = &a;
    own->seen = ARENA_ARRAY(&a, uint32_t, CANDIDATES_MAX);
    own->folded = str_fold(&a, utf8_invalid_at(at->word) < at->word.n ? none : at->word);
    offer_at(own, at);
    arena_free(&a);
    return GZT_OK;
}

gzt_status gzt_complete(gzt_session *s, const char *text, size_t n, size_t cursor, int32_t mode,
                        size_t *start, gzt_candidate_sink sink, void *user) {
    if (start) *start = cursor;
    if (!s || !text || !start || !sink || s->busy) return GZT_MISUSE;
    size_t len = n == SIZE_MAX ? strlen(text) : n;
    if ((s->limits.text && len > s->limits.text) || len > GIVEN_MOST || cursor > len) return GZT_OK;
    Offer o = {.session = s, .archive = s->archive->archive, .sink = sink, .user = user};
    return complete(s, (Str){text, (uint32_t)len}, (uint32_t)cursor, mode == GZT_REPL, start, &o);
}
