// What the header says of a document. In: teiHeader, or the heading of a division; out: title,
// date, author, where it appeared. The first place that holds a value gives it, in an order that
// letters, diaries and articles of the press agree with.
#include <string.h>

#include "runtime/import/page_path.h"
#include "runtime/import/tei_impl.h"

// ---- titles ---------------------------------------------------------------------------------

// How good a title it is: that of the text, the main one, any, the series'.
static int rank_of_title(const TeiNode *n) {
    Str level = tei_attr(n, "level"), type = tei_attr(n, "type");
    if (str_is(type, "iso-date") || str_is(type, "sub")) return 0;
    if (str_is(level, "a")) return 4;
    if (str_is(type, "main") || str_is(type, "complete")) return 3;
    return str_is(level, "s") ? 1 : 2;
}

Str tei_title(Tei *x, const TeiUnit *u) {
    const TeiNode *best = NULL, *stmt = tei_find(u->header, EL_titleStmt);
    int rank = 0;
    if (u->part) return tei_words(x->scratch, tei_child(u->text, EL_head));
    for (const TeiNode *n = stmt ? stmt->first : NULL; n; n = n->next) {
        if (n->el != EL_title || rank_of_title(n) <= rank) continue;
        rank = rank_of_title(n);
        best = n;
    }
    Str title = tei_words(x->scratch, best);
    return title.n ? title : tei_words(x->scratch, tei_find(u->text, EL_head));
}

// ---- dates ----------------------------------------------------------------------------------

static bool says_when(const TeiNode *n) {
    return n && (tei_is_dated(n) || tei_trim(n->first ? n->first->name : STR("")).n);
}

static const TeiNode *first_dated(const TeiNode *top) {
    for (const TeiNode *n = top ? top->first : NULL; n;) {
        if ((n->el == EL_date || n->el == EL_docDate) && tei_is_dated(n)) return n;
        bool skip = tei_is_hidden(n) || tei_is_register(n);
        n = skip ? tei_after(n, top) : tei_next(n, top);
    }
    return NULL;
}

static const TeiNode *dated_within(const TeiNode *top, TeiElement el, TeiElement inner) {
    for (const TeiNode *n = top ? top->first : NULL; n; n = tei_next(n, top)) {
        if (n->el != el) continue;
        const TeiNode *date = inner ? tei_find(n, inner) : n;
        if (says_when(date)) return date;
        if (!inner && tei_dated(n)) return tei_dated(n);
    }
    return NULL;
}

// The first of these places that has a date: a header holds those of the edition as well.
static const TeiNode *date_of_header(const TeiUnit *u) {
    const TeiNode *letter = tei_letter(u), *source = tei_find(u->header, EL_sourceDesc), *found;
    if (letter && (found = tei_sent_date(letter)) != NULL) return found;
    if ((found = dated_within(source, EL_origDate, EL_CHARS)) != NULL) return found;
    if ((found = dated_within(source, EL_imprint, EL_date)) != NULL) {
        // that of a book in which the text was printed later is not the text's
        const TeiNode *monogr = found->parent->parent;
        for (const TeiNode *n = monogr ? monogr->first : NULL; n; n = n->next)
            if (n->el == EL_title && str_is(tei_attr(n, "level"), "j")) return found;
    }
    if ((found = dated_within(u->header, EL_creation, EL_date)) != NULL) return found;
    found = tei_find(u->header, EL_creation);
    if (says_when(found)) return found;
    const TeiNode *stmt = tei_find(u->header, EL_titleStmt);
    for (const TeiNode *n = stmt ? stmt->first : NULL; n; n = n->next)
        if (n->el == EL_title && str_is(tei_attr(n, "type"), "iso-date")) return n;
    return NULL;
}

static void put_date(Tei *x, const TeiUnit *u) {
    const TeiNode *n = u->part ? NULL : date_of_header(u);
    if (n && tei_when(x, &u->thing, "date", n,
                      tei_attr(n, "when-iso").n && n->el == EL_title ? tei_attr(n, "when-iso")
                                                                     : STR(""))) {
        tei_found(x, "texts with a date", 1);
        return;
    }
    n = u->part ? first_dated(tei_child(u->text, EL_head)) : NULL;
    if (!n) n = first_dated(u->text);
    if (n && tei_when(x, &u->thing, "date", n, STR(""))) {
        tei_found(x, "texts with a date: the first in the text", 1);
        return;
    }
    PagePath path = page_path(x->scratch, x->text->name);
    if (!u->part && path.day.n && tei_when(x, &u->thing, "date", NULL, path.day))
        tei_found(x, "texts with a date: that of the file's name", 1);
    else
        tei_found(x, "texts without a date", 1);
}

// ---- where it appeared ----------------------------------------------------------------------

// A name as an id: "neues-wiener-tagblatt".
static Str slug(Tei *x, Str name) {
    StrBuf out;
    buf_init(&out, x->scratch);
    name = str_fold(x->scratch, name);
    for (uint32_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (good)
            buf_char(&out, c);
        else if (out.n && out.p[out.n - 1] != '-')
            buf_char(&out, '-');
    }
    while (out.n && out.p[out.n - 1] == '-') out.n--;
    return buf_str(&out);
}

// The publication of the name; made where there is none.
static Ref publication_named(Tei *x, Str name, Ref meant) {
    if (meant && builder_kind_of(x->b, meant) == x->kind.publication) return meant;
    if (!name.n || x->looking || x->kind.publication == KIND_ANY) return 0;
    uint32_t i = tei_names_find(&x->journals, name);
    if (i) return x->journals.items[i].thing;
    Str id = slug(x, name);
    TeiThing t = {.kind = x->kind.publication};
    t.ref = builder_find(x->b, t.kind, id, NULL);
    tei_names_add(x, &x->journals, name, t.ref ? t.ref : builder_entities(x->b) + 1);
    if (t.ref) return t.ref;
    t.ref = builder_entity(x->b, t.kind, id);
    tei_text(x, &t, "name", name, 0);
    tei_text(x, &t, "type", STR("journal"), 0);
    if (meant) builder_link(x->b, t.ref, FIELD_SAME, meant, 0);
    return t.ref;
}

static bool is_unit(const TeiNode *n, const char *const *names) {
    Str unit = tei_attr(n, "unit");
    if (!unit.n) unit = tei_attr(n, "type");
    for (; *names; names++)
        if (str_is(unit, *names)) return true;
    return false;
}

static Str scope(Tei *x, const TeiNode *monogr, const char *const *names) {
    for (const TeiNode *n = monogr->first; n; n = tei_next(n, monogr))
        if (n->el == EL_biblScope && is_unit(n, names)) return tei_words(x->scratch, n);
    return STR("");
}

static int64_t number_of(Str s) {
    int64_t n = 0;
    if (!s.n || s.n > 9) return 0;
    for (uint32_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') return 0;
        n = n * 10 + (s.p[i] - '0');
    }
    return n;
}

typedef struct Number {
    Str volume, number;
    Ref publication;
    const TeiNode *date;
} Number;

static Ref issue_of(Tei *x, const Number *m, Str name) {
    if (x->looking || !m->number.n || !m->publication || x->kind.issue == KIND_ANY) return 0;
    Str id = str_printf(x->scratch, "%.*s-%s%.*s%s%.*s",
                        STR_FMT(builder_id_of(x->b, m->publication)), m->volume.n ? "" : "no-",
                        STR_FMT(m->volume), m->volume.n ? "-" : "", STR_FMT(m->number));
    id = slug(x, id);
    TeiThing t = {.kind = x->kind.issue, .ref = builder_find(x->b, x->kind.issue, id, NULL)};
    if (t.ref) return t.ref;
    t.ref = builder_entity(x->b, t.kind, id);
    tei_text(x, &t, "title",
             str_printf(x->scratch, "%.*s%s%.*s, No. %.*s", STR_FMT(name),
                        m->volume.n ? ", Vol. " : "", STR_FMT(m->volume), STR_FMT(m->number)),
             0);
    tei_link(x, &t, "publication", m->publication, NULL, 0);
    if (number_of(m->volume)) tei_int(x, &t, "volume", number_of(m->volume));
    if (number_of(m->number)) tei_int(x, &t, "number", number_of(m->number));
    if (m->date) tei_when(x, &t, "date", m->date, STR(""));
    return t.ref;
}

static void put_source(Tei *x, const TeiUnit *u, const TeiNode *monogr) {
    static const char *const volumes[] = {"volume", "vol", "jg", "tome", NULL};
    static const char *const numbers[] = {"issue", "nr", "no", "number", NULL};
    static const char *const pages[] = {"page", "pages", "pp", "p", "s", NULL};
    const TeiNode *title = monogr->first;
    while (title && !(title->el == EL_title && str_is(tei_attr(title, "level"), "j")))
        title = title->next;
    tei_text(x, &u->thing, "page", scope(x, monogr, pages), 0);
    if (!title) return;
    Str name = tei_words(x->scratch, title);
    Number m = {scope(x, monogr, volumes), scope(x, monogr, numbers), 0, NULL};
    m.publication = publication_named(x, name, tei_meant(x, title, x->kind.publication));
    m.date = dated_within(monogr, EL_date, EL_CHARS);
    tei_link(x, &u->thing, "publication", m.publication, NULL, 0);
    tei_link(x, &u->thing, "issue", issue_of(x, &m, name), NULL, 0);
}

// ---- the rest -------------------------------------------------------------------------------

static bool put_authors(Tei *x, const TeiUnit *u, const TeiNode *within) {
    bool any = false;
    for (const TeiNode *n = within ? within->first : NULL; n; n = n->next) {
        if (n->el != EL_author && n->el != EL_docAuthor && n->el != EL_byline) continue;
        const TeiNode *named = tei_find(n, EL_persName);
        if (!named) named = tei_find(n, EL_docAuthor);
        Ref r = tei_meant(x, n, x->kind.person);
        if (!r && named) r = tei_meant(x, named, x->kind.person);
        bool person = r && builder_kind_of(x->b, r) == x->kind.person;
        Str cert = tei_attr(n, "cert");
        if (person) tei_link(x, &u->thing, "author", r, NULL, tei_note(x, cert, STR(""), STR("")));
        if (!person) tei_texts(x, &u->thing, "byline", tei_words(x->scratch, named ? named : n), 0);
        any = true;
    }
    return any;
}

Str tei_language(const TeiUnit *u) {
    Str code = tei_attr(u->text, "xml:lang");
    if (!code.n) code = tei_attr(tei_find(u->header, EL_language), "ident");
    return code.n ? code : tei_attr(u->tei, "xml:lang");
}

static void put_type(Tei *x, const TeiUnit *u, bool letter) {
    Str type = tei_attr(u->text, "type");
    if (!type.n) type = tei_attr(u->tei, "type");
    if (!type.n && letter) type = STR("letter");
    tei_text(x, &u->thing, "type", type, 0);
}

static void put_ids(Tei *x, const TeiUnit *u) {
    const TeiNode *stmt = tei_find(u->header, EL_publicationStmt);
    const TeiNode *words = tei_find(u->header, EL_keywords);
    for (const TeiNode *n = stmt ? stmt->first : NULL; n; n = n->next)
        if (n->el == EL_idno) tei_texts(x, &u->thing, "ids", tei_words(x->scratch, n), 0);
    for (const TeiNode *n = words ? words->first : NULL; n; n = tei_next(n, words))
        if (n->el == EL_term) tei_texts(x, &u->thing, "topic", tei_words(x->scratch, n), 0);
}

void tei_head(Tei *x, TeiUnit *u) {
    const TeiNode *letter = tei_letter(u), *source = tei_find(u->header, EL_sourceDesc);
    const TeiNode *stmt = tei_find(u->header, EL_titleStmt), *biblio = source;
    tei_text(x, &u->thing, "language", tei_language(u), 0);
    x->in_head = true;
    tei_text(x, &u->thing, "title", tei_title(x, u), 0);
    put_type(x, u, letter != NULL);
    if (u->whole.ref) tei_link(x, &u->thing, "part_of", u->whole.ref, NULL, 0);
    put_date(x, u);
    if (letter) tei_correspondence(x, u, letter);
    if (u->part) {
        put_authors(x, u, u->text);
    } else if (!letter) {
        if (!put_authors(x, u, stmt)) put_authors(x, u, tei_find(source, EL_analytic));
    }
    const TeiNode *monogr = tei_find(biblio, EL_monogr);
    if (monogr) put_source(x, u, monogr);
    if (!u->part) put_ids(x, u);
    x->in_head = false;
    if (!u->part) tei_found(x, "references in headers", tei_count_refs(x, u->header));
    tei_origin(x, &u->thing, u->part ? u->text : u->tei);
    if (x->looking) {
        tei_text(x, &(TeiThing){.kind = x->kind.mention}, "ref", STR("?"), 0);
        tei_text(x, &(TeiThing){.kind = x->kind.mention}, "type", STR("?"), 0);
    }
}
