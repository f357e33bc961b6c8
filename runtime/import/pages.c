// Pages into a builder. See pages.h. Three passes over the texts: each is made UTF-8 in NFC
// and its words are counted, then each is taken apart and its entities are made and filled.
#include "runtime/import/pages.h"

#include "lang/phrase.h"
#include "runtime/import/pages_impl.h"
#include "runtime/words.h"

// A publication, a place or somebody who was made, by the folded name.
typedef struct Known {
    uint32_t kind;
    Str name;
    Ref ref;
} Known;

typedef struct Import {
    Builder *b;
    const Schema *schema;
    Arena *a, *scratch;
    Diags *diags;
    PageContext context;
    PaperTable *papers;
    Issues *issues;
    Known *known; // 1 …
    size_t known_cap;
    uint32_t nknown, known_mask, *known_slots;
    Str language;
    const ImportJob *job;
    uint32_t article, passage, mention, person, place, issue, publication; // kinds
    // of the page at hand
    const Page *page;
    PagePath path;
    Ref paper, number, town;
    // whom the passage and the article name so far: by entity, the number of the text
    uint32_t *in_passage, *in_article;
    size_t in_passage_cap, in_article_cap;
    uint32_t npassages, narticles;
} Import;

// ---- values ---------------------------------------------------------------------------------

static uint32_t field_of(const Import *x, Ref r, const char *name, TypeTag tag) {
    const Kind *k = x->schema->kinds[builder_kind_of(x->b, r)];
    uint32_t f = kind_field(k, str_of(name));
    if (f >= k->ndeclared) return NO_FIELD;
    const Type *t = k->fields[f].type;
    return (t->tag == TY_LIST ? t->elem->tag : t->tag) == tag ? f : NO_FIELD;
}

static void put_text(Import *x, Ref r, const char *field, Str value) {
    uint32_t f = r && value.n ? field_of(x, r, field, TY_TEXT) : NO_FIELD;
    if (f != NO_FIELD) builder_text(x->b, r, f, value, 0);
}

static void put_int(Import *x, Ref r, const char *field, int64_t value) {
    uint32_t f = r && value ? field_of(x, r, field, TY_INT) : NO_FIELD;
    if (f != NO_FIELD) builder_int(x->b, r, f, value, 0);
}

static void put_date(Import *x, Ref r, const Date *date, Str written) {
    uint32_t f = r ? field_of(x, r, "date", TY_DATE) : NO_FIELD;
    if (f != NO_FIELD) builder_date(x->b, r, f, date, written, 0);
}

static void put_link(Import *x, Ref r, const char *field, Ref target) {
    uint32_t f = r && target ? field_of(x, r, field, TY_ENTITY) : NO_FIELD;
    if (f == NO_FIELD) return;
    const Type *t = x->schema->kinds[builder_kind_of(x->b, r)]->fields[f].type;
    uint32_t to = t->tag == TY_LIST ? t->elem->kind : t->kind;
    if (to == KIND_ANY || to == builder_kind_of(x->b, target)) builder_link(x->b, r, f, target, 0);
}

static Ref new_entity(Import *x, uint32_t kind, Str id) {
    if (kind == KIND_ANY) return 0;
    Ref r = builder_entity(x->b, kind, id);
    return r ? r : import_made(x->b, x->scratch, kind, id);
}

// ---- who and what is named ------------------------------------------------------------------

// Whom the find means, if there is one way to take it; else 0. Of a thousand nobody is meant.
static Ref meant(const Import *x, NameFind *f) {
    enum { MOST = 1000 };
    uint32_t who, n = 0, wholes = 0;
    Ref only = 0, named = 0;
    bool whole;
    while (n < MOST && names_who(x->context.names, f, &who, &whole)) {
        only = who;
        n++;
        if (whole) named = who, wholes++;
    }
    guard_work(x->a->guard, n);
    return n == 1 ? only : wholes == 1 && n < MOST ? named : 0;
}

// Notes that the text of this number names the entity; false where it did before.
static bool note(Import *x, uint32_t **marks, size_t *cap, Ref who, uint32_t number) {
    *marks = arena_grow_zero(x->a, *marks, cap, (size_t)who + 1, sizeof **marks);
    if ((*marks)[who] == number) return false;
    (*marks)[who] = number;
    return true;
}

static void put_mention(Import *x, Ref article, Ref passage, Ref who, Str words, uint32_t number) {
    Str id = str_printf(x->scratch, "%.*s-m%u", STR_FMT(builder_id_of(x->b, passage)), number);
    Ref r = new_entity(x, x->mention, id);
    if (!r) return;
    put_link(x, r, "of", who);
    put_link(x, r, "passage", passage);
    put_text(x, r, "words", words);
    uint32_t implied = field_of(x, r, "implied", TY_TRUTH);
    if (implied != NO_FIELD) builder_truth(x->b, r, implied, NO, 0);
    builder_link(x->b, r, FIELD_SOURCE, passage, 0);
    if (!who) {
        put_text(x, r, "certainty", STR("low"));
        return;
    }
    Str collection = x->schema->kinds[builder_kind_of(x->b, who)]->collection;
    const char *list = str_dup(x->scratch, collection).p;
    if (note(x, &x->in_passage, &x->in_passage_cap, who, x->npassages))
        put_link(x, passage, list, who);
    if (note(x, &x->in_article, &x->in_article_cap, who, x->narticles))
        put_link(x, article, list, who);
}

static void put_mentions(Import *x, Ref article, Ref passage, Str text) {
    NameFind f;
    NameScan *scan = names_scan(x->context.names, x->scratch, text);
    for (uint32_t n = 1; names_next(scan, &f); n++)
        put_mention(x, article, passage, meant(x, &f), (Str){text.p + f.at, f.len}, n);
}

// The one whose name this is; *found: it is somebody's, of one or of several.
static Ref named(Import *x, Str name, bool *found) {
    NameFind f;
    NameScan *scan = names_scan(x->context.names, x->scratch, name);
    *found = names_next(scan, &f) && f.at == 0 && f.len == name.n;
    return *found ? meant(x, &f) : 0;
}

// MARTIN GRAINGER as Martin Grainger.
static Str in_small_letters(Arena *a, Str s) {
    StrBuf out;
    buf_init(&out, a);
    bool inside = false;
    for (uint32_t i = 0, n; i < s.n; i += n) {
        uint32_t cp;
        char bytes[4];
        n = utf8_decode(s.p + i, s.p + s.n, &cp);
        if (!n) break;
        buf_add(&out, (Str){bytes, utf8_encode(inside ? cp_lower(cp) : cp, bytes)});
        inside = cp_is_word(cp);
    }
    return buf_str(&out);
}

static bool is_loud(Str s) {
    uint32_t cp, n;
    for (uint32_t i = 0; i < s.n && (n = utf8_decode(s.p + i, s.p + s.n, &cp)) != 0; i += n)
        if (cp_is_small(cp)) return false;
    return true;
}

static uint32_t *known_slot(const Import *x, uint32_t kind, Str folded) {
    uint32_t i = (uint32_t)str_hash(folded) & x->known_mask;
    for (; x->known_slots[i]; i = (i + 1) & x->known_mask) {
        const Known *k = &x->known[x->known_slots[i]];
        if (k->kind == kind && str_eq(k->name, folded)) break;
    }
    return &x->known_slots[i];
}

static void know(Import *x, uint32_t kind, Str name, Ref r) {
    Str folded = str_dup(x->a, str_fold(x->scratch, name));
    guard_work(x->a->guard, 8);
    if (x->nknown >= x->known_mask / 2) {
        x->known_mask = x->known_mask ? x->known_mask * 2 + 1 : 63;
        x->known_slots = arena_zero(x->a, ((size_t)x->known_mask + 1) * sizeof *x->known_slots);
        for (uint32_t i = 1; i <= x->nknown; i++)
            *known_slot(x, x->known[i].kind, x->known[i].name) = i;
    }
    uint32_t *slot = known_slot(x, kind, folded);
    if (*slot) return; // the first of a name is meant
    x->known = arena_grow(x->a, x->known, &x->known_cap, (size_t)x->nknown + 2, sizeof *x->known);
    x->known[++x->nknown] = (Known){kind, folded, r};
    *slot = x->nknown;
}

static void know_publication(void *import, Str name, Ref r) {
    Import *x = import;
    know(x, x->publication, name, r);
}

static void know_place(void *import, Str name, Ref r) {
    Import *x = import;
    know(x, x->place, name, r);
}

// The entity of the kind that has the name, or 0.
static Ref known_name(const Import *x, uint32_t kind, Str name) {
    uint32_t found = x->nknown && name.n ? *known_slot(x, kind, str_fold(x->scratch, name)) : 0;
    return found ? x->known[found].ref : 0;
}

// … made where there is none.
static Ref known_as(Import *x, uint32_t kind, Str name, Str id) {
    if (kind == KIND_ANY || !name.n) return 0;
    Ref there = known_name(x, kind, name);
    if (there) return there;
    Ref r = id.n ? new_entity(x, kind, id) : import_made(x->b, x->scratch, kind, name);
    put_text(x, r, "name", name);
    know(x, kind, name, r);
    return r;
}

// Nobody where the name may be that of several.
static Ref person_named(Import *x, Str name) {
    bool found = false;
    Ref r = name.n ? named(x, name, &found) : 0;
    if (r && builder_kind_of(x->b, r) == x->person) return r;
    if (found && !r) return 0;
    if (is_loud(name)) name = in_small_letters(x->scratch, name);
    PagePath p = {.stem = str_fold(x->scratch, name)};
    return known_as(x, x->person, name, name.n ? page_id(x->scratch, &p) : name);
}

// ---- the paper and its number ---------------------------------------------------------------

// A paper of the table: the publication that has its key or its name, made where there is none.
static void make_paper(void *import, Paper *p) {
    Import *x = import;
    PagePath path = {.stem = p->key};
    Str id = page_id(x->scratch, &path);
    if (p->publication || x->publication == KIND_ANY) return;
    p->publication = builder_find(x->b, x->publication, id, NULL);
    if (p->publication && builder_is_stated(x->b, p->publication)) return;
    if (!p->publication) p->publication = known_name(x, x->publication, p->name);
    if (p->publication && builder_is_stated(x->b, p->publication)) return;
    p->publication = new_entity(x, x->publication, id);
    put_text(x, p->publication, "name", p->name);
    put_text(x, p->publication, "type", STR("newspaper"));
    put_link(x, p->publication, "place", known_as(x, x->place, p->place, STR("")));
}

static void know_paper(void *import, Paper *p) {
    Import *x = import;
    if (p->publication && p->name.n) know(x, x->publication, p->name, p->publication);
}

static void make_papers(Import *x, const ImportText *s, Str table) {
    ArenaMark mark = arena_mark(x->scratch);
    builder_from(x->b, s->name);
    papers_read(x->papers, table);
    papers_each(x->papers, make_paper, x);
    arena_release(x->scratch, mark);
}

static void find_paper(Import *x) {
    const Paper *p = papers_find(x->papers, x->path.stem);
    x->number = x->town = 0;
    x->paper = p ? p->publication : known_as(x, x->publication, x->page->imprint.paper, STR(""));
    if (p) x->town = known_as(x, x->place, p->place, STR(""));
}

static Str issue_title(Import *x) {
    const Imprint *m = &x->page->imprint;
    StrBuf out;
    buf_init(&out, x->scratch);
    buf_add(&out, m->paper);
    if (m->volume) buf_printf(&out, "%sVol. %d", out.n ? ", " : "", (int)m->volume);
    if (m->number)
        buf_printf(&out, "%sNo. %d", !out.n ? "" : m->volume ? " " : ", ", (int)m->number);
    return buf_str(&out);
}

static void find_issue(Import *x) {
    const Imprint *m = &x->page->imprint;
    Issue like = {0, x->paper, m->volume, m->number};
    if (!m->found || !m->number) return;
    x->number = issues_find(x->issues, &like);
    if (x->number) return;
    Str id = str_printf(x->scratch, "%.*s-issue", STR_FMT(page_id(x->scratch, &x->path)));
    like.ref = x->number = new_entity(x, x->issue, id);
    issues_add(x->issues, like);
    put_text(x, x->number, "title", issue_title(x));
    put_link(x, x->number, "publication", x->paper);
    put_int(x, x->number, "volume", m->volume);
    put_int(x, x->number, "number", m->number);
    put_text(x, x->number, "price", m->price);
    put_link(x, x->number, "editor", person_named(x, m->editor));
    if (m->dated) put_date(x, x->number, &m->date, m->written);
}

// ---- articles -------------------------------------------------------------------------------

static Str title_of(Import *x, const PagePiece *piece) {
    if (piece->title.n) return piece->title;
    if (piece->type == PIECE_MASTHEAD) return STR("Masthead");
    if (piece->type != PIECE_PAGE) return STR("");
    const Paper *p = papers_find(x->papers, x->path.stem);
    StrBuf out;
    buf_init(&out, x->scratch);
    buf_add(&out, p && p->name.n ? p->name : x->path.stem);
    while (p && out.n && out.p[out.n - 1] == '.') out.n--; // as catalogues end a title
    if (x->path.day.n && !x->path.dated) buf_printf(&out, ", %.*s", STR_FMT(x->path.day));
    if (p && x->path.page.n) buf_printf(&out, ", page %.*s", STR_FMT(x->path.page));
    return buf_str(&out);
}

static Ref make_piece(Import *x, uint32_t i) {
    static const char *const types[] = {"article", "masthead", "box", "page"};
    const PagePiece *piece = &x->page->pieces[i];
    const Imprint *m = &x->page->imprint;
    Str base = page_id(x->scratch, &x->path), id = base;
    if (!x->page->raw) id = str_printf(x->scratch, "%.*s-%u", STR_FMT(base), i + 1);
    Ref r = new_entity(x, x->article, id);
    put_text(x, r, "title", title_of(x, piece));
    put_text(x, r, "type", str_of(types[piece->type]));
    put_link(x, r, "author", piece->author.n ? person_named(x, piece->author) : 0);
    if (m->dated)
        put_date(x, r, &m->date, m->written);
    else if (x->path.day.n)
        put_date(x, r, &x->path.date, x->path.day);
    put_link(x, r, "issue", x->number);
    put_link(x, r, "publication", x->paper);
    put_link(x, r, "place", x->town);
    put_text(x, r, "page", x->path.page);
    put_text(x, r, "language", x->language);
    return r;
}

static uint32_t put_passage(Import *x, Ref article, const PagePart *part, uint32_t number) {
    Str id = str_printf(x->scratch, "%.*s-%u", STR_FMT(builder_id_of(x->b, article)), number);
    Ref r = new_entity(x, x->passage, id);
    uint32_t words = word_count(part->text);
    if (!r) return words;
    x->npassages++;
    put_link(x, r, "article", article);
    put_text(x, r, "type", str_of(part_names[part->type]));
    put_int(x, r, "number", number);
    put_int(x, r, "line", part->line);
    put_text(x, r, "page", x->path.page);
    put_text(x, r, "text", part->text);
    uint32_t f = field_of(x, r, "words", TY_INT);
    if (f != NO_FIELD) builder_int(x->b, r, f, words, 0);
    put_mentions(x, article, r, part->text);
    return words;
}

static void fill_piece(Import *x, Ref article, const PagePiece *piece) {
    StrBuf whole;
    uint32_t words = 0;
    buf_init(&whole, x->a);
    x->narticles++;
    for (uint32_t i = 0; i < piece->nparts; i++) {
        ArenaMark mark = arena_mark(x->scratch);
        buf_addc(&whole, i ? "\n\n" : "");
        buf_add(&whole, piece->parts[i].text);
        words += put_passage(x, article, &piece->parts[i], i + 1);
        arena_release(x->scratch, mark);
    }
    put_text(x, article, "text", buf_str(&whole));
    uint32_t f = field_of(x, article, "words", TY_INT);
    if (f != NO_FIELD) builder_int(x->b, article, f, words, 0);
}

// ---- texts ----------------------------------------------------------------------------------

static bool is_table(const ImportText *s) {
    return s->name.n >= 4 && str_is((Str){s->name.p + s->name.n - 4, 4}, ".csv");
}

// The text as UTF-8 in NFC; what was replaced is told.
static Str good_text(Import *x, const ImportText *s) {
    enum { MOST = 1 << 30 };
    uint32_t many, first;
    if (s->n > MOST) {
        diag_error(x->diags, E0112, NULL, (Span){0, 0}, "the text \"%.*s\" is longer than 1 GiB",
                   STR_FMT(s->name));
        x->job->count->left_out++;
        return STR("");
    }
    Str text = utf8_repair(x->a, (Str){s->p, (uint32_t)s->n}, &many, &first);
    if (text.n >= 3 && str_begins(text, "\xEF\xBB\xBF")) text = (Str){text.p + 3, text.n - 3};
    x->job->count->repaired += many != 0;
    x->job->count->replaced += many;
    if (many) {
        bool told = x->diags->count < DIAG_MAX;
        const Source *src =
            told ? source_new(x->diags->arena, s->name, (Str){s->p, (uint32_t)s->n}) : NULL;
        Diag *d = diag_error(x->diags, E0108, src, (Span){first, 1},
                             "byte %u is not UTF-8 and was replaced", first);
        if (many > 1) diag_note(x->diags, d, "the first of %u", many);
    }
    return str_ascii(text) ? text : str_nfc(x->a, text);
}

static void load_page(Import *x, const ImportText *s, Str text) {
    x->job->count->records++;
    builder_from(x->b, s->name);
    Page *page = page_read(x->a, text, &x->context);
    x->page = page;
    x->path = page_path(x->scratch, s->name);
    find_paper(x);
    find_issue(x);
    Ref *made = ARENA_ARRAY(x->a, Ref, (size_t)page->n + 1);
    for (uint32_t i = 0; i < page->n; i++) made[i] = make_piece(x, i);
    for (uint32_t i = 0; i < page->n; i++) {
        if (!made[i]) continue;
        if (page->pieces[i].part_of)
            put_link(x, made[i], "part_of", made[page->pieces[i].part_of - 1]);
        fill_piece(x, made[i], &page->pieces[i]);
    }
    arena_reset(x->scratch);
}

static void open_import(Import *x) {
    const Schema *s = x->schema;
    x->article = schema_kind(s, STR("article"));
    x->passage = schema_kind(s, STR("passage"));
    x->mention = schema_kind(s, STR("mention"));
    x->person = schema_kind(s, STR("person"));
    x->place = schema_kind(s, STR("place"));
    x->issue = schema_kind(s, STR("issue"));
    x->publication = schema_kind(s, STR("publication"));
    x->papers = papers_new(x->a);
    x->issues = builder_issues(x->b, x->a);
    x->language = builder_language(x->b);
    builder_each_name(x->b, x->scratch, x->publication, know_publication, x);
    builder_each_name(x->b, x->scratch, x->place, know_place, x);
    x->context = (PageContext){.words = NULL,
                               .names = builder_names(x->b, x->a, x->scratch),
                               .lang = phrase_lang(x->language),
                               .scratch = x->scratch};
}

static void *begin(const ImportJob *job) {
    Import *x = ARENA_NEW(job->arena, Import);
    *x = (Import){.job = job, .b = job->b, .schema = job->schema, .a = job->arena};
    x->scratch = job->scratch;
    x->diags = job->diags;
    return x;
}

static void nothing(void *import) { (void)import; }

static void values(void *import) {
    Import *x = import;
    const ImportJob *job = x->job;
    PageWords *words = page_words_new(x->a);
    Str *texts = ARENA_ARRAY(x->a, Str, job->n + 1);
    open_import(x);
    for (size_t i = 0; i < job->n; i++) {
        const ImportText *s = &job->texts[i];
        texts[i] = good_text(x, s);
        if (is_table(s))
            make_papers(x, s, texts[i]);
        else
            page_words_add(words, texts[i]);
    }
    papers_each(x->papers, know_paper, x); // not before: several may have a name
    x->context.words = words;
    for (size_t i = 0; i < job->n; i++) {
        if (!is_table(&job->texts[i])) load_page(x, &job->texts[i], texts[i]);
        job->count->done += job->texts[i].n;
    }
}

static const char *const endings[] = {".txt", "titles.csv", NULL};

const Importer text_importer = {.name = "text",
                                .endings = endings,
                                .begin = begin,
                                .declare = nothing,
                                .entities = nothing,
                                .values = values};
