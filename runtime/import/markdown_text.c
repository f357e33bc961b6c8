// The body of a note in the archive: an article's text with passages and mentions, the text and
// links of any other kind, tags. In: a note and its body; out: calls of the builder.
#include <string.h>

#include "runtime/import/markdown_impl.h"
#include "runtime/words.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

Str note_trimmed(Str s) {
    while (s.n && is_blank(s.p[0])) s.p++, s.n--;
    while (s.n && is_blank(s.p[s.n - 1])) s.n--;
    return s;
}

// Letters and digits in small letters, with single hyphens between.
Str note_slug(Arena *a, Str name) {
    StrBuf out;
    buf_init(&out, a);
    uint32_t cp, n;
    for (uint32_t i = 0; i < name.n && out.n < 100; i += n) {
        n = utf8_decode(name.p + i, name.p + name.n, &cp);
        if (n == 0) break;
        char bytes[4];
        if (cp_is_word(cp) || cp == '_')
            buf_add(&out, (Str){bytes, utf8_encode(cp_lower(cp), bytes)});
        else if (out.n && out.p[out.n - 1] != '-')
            buf_char(&out, '-');
    }
    while (out.n && out.p[out.n - 1] == '-') out.n--;
    if (!out.n) buf_addc(&out, "note");
    return buf_str(&out);
}

// ---- tags ---------------------------------------------------------------------------------------

// A # behind a blank, then letters, digits, _ - and /, not digits alone (as Obsidian has them).
bool note_tag_at(Str text, uint32_t at, Str *tag) {
    if (text.p[at] != '#' || (at && !is_blank(text.p[at - 1]) && text.p[at - 1] != '('))
        return false;
    uint32_t i = at + 1, n, cp;
    bool letter = false;
    for (; i < text.n; i += n) {
        n = utf8_decode(text.p + i, text.p + text.n, &cp);
        if (n == 0 || !(cp_is_word(cp) || cp == '_' || cp == '-' || cp == '/')) break;
        letter |= cp < '0' || cp > '9';
    }
    *tag = (Str){text.p + at + 1, i - at - 1};
    return letter;
}

enum { TAGS_MAX = 200 }; // of one text

typedef struct Tags {
    Str *item; // TAGS_MAX of them
    uint32_t n;
} Tags;

static void put_tag(Markdown *x, const Note *n, uint32_t field, Tags *tags, Str tag) {
    for (uint32_t i = 0; i < tags->n; i++)
        if (str_eq(tags->item[i], tag)) return;
    if (tags->n == TAGS_MAX) return;
    tags->item[tags->n++] = tag;
    builder_text(x->b, n->ref, field, tag, 0);
}

static void put_tags(Markdown *x, const Note *n, const Body *body) {
    uint32_t field = note_wanted(x, n->kind, "tags");
    if (field == NO_FIELD || note_field(x, n->kind, "tags", TY_TEXT) != field) return;
    Tags tags = {ARENA_ARRAY(x->scratch, Str, TAGS_MAX), 0};
    for (uint32_t i = 0; i < n->front.n && tags.n < TAGS_MAX; i++) {
        const FrontValue *v = &n->front.values[i];
        if (str_is(v->key, "tags") || str_is(v->key, "tag")) tags.item[tags.n++] = v->text;
    }
    for (uint32_t i = 0; i < body->nparts; i++) {
        const NotePart *p = &body->parts[i];
        Str text = {body->text.p + p->at, p->end - p->at}, tag;
        guard_work(x->a->guard, 1 + text.n / 64);
        for (const char *at = text.p; p->kind != NOTE_CODE;) {
            at = memchr(at, '#', (size_t)(text.p + text.n - at));
            if (!at) break;
            if (note_tag_at(text, (uint32_t)(at - text.p), &tag)) put_tag(x, n, field, &tags, tag);
            at++;
        }
    }
}

static bool has(Str s, const char *what, size_t n) {
    const char *at = s.p, *end = s.p + s.n;
    while ((at = memchr(at, what[0], (size_t)(end - at))) != NULL) {
        if ((size_t)(end - at) >= n && memcmp(at, what, n) == 0) return true;
        at++;
    }
    return false;
}

static bool has_tag(Str s) {
    Str tag;
    const char *at = s.p, *end = s.p + s.n;
    while ((at = memchr(at, '#', (size_t)(end - at))) != NULL) {
        if (note_tag_at(s, (uint32_t)(at - s.p), &tag)) return true;
        at++;
    }
    return false;
}

void note_look_body(Markdown *x, const Note *n) {
    Str body = n->front.body;
    if (has_tag(body)) note_wants(x, n->kind, "tags", "text");
    if (n->kind == x->article) return;
    if (note_trimmed(body).n) note_wants(x, n->kind, "text", "text");
    if (has(body, "[[", 2) || has(body, "](", 2) || has(body, "]:", 2))
        note_wants(x, n->kind, "links", "entity");
}

// ---- links --------------------------------------------------------------------------------------

uint32_t note_derived(const Markdown *x, uint32_t kind, Ref target) {
    const Kind *k = x->schema->kinds[kind];
    const Kind *t = x->schema->kinds[builder_kind_of(x->b, target)];
    uint32_t f = kind_field(k, t->collection);
    if (f == FIELD_ID || f >= k->ndeclared) return NO_FIELD;
    const Type *type = k->fields[f].type;
    return type->tag == TY_LIST && type->elem == &t->type ? f : NO_FIELD;
}

static Ref target_of(Markdown *x, const Note *n, const NoteLink *l) {
    bool several;
    Ref r = note_names_find(x->names, x->scratch, n, l->target, l->path, KIND_ANY, &several);
    if (r) return r;
    x->job->count->links++;
    note_complain(x, n, l->line, several ? E0208 : E0402,
                  several ? "the link to '%.*s' may lead to several"
                          : "the link to '%.*s' leads to nothing",
                  STR_FMT(l->target));
    return 0;
}

static Linked *linked(Markdown *x, Ref r) {
    x->linked = arena_grow_zero(x->a, x->linked, &x->linked_cap, (size_t)r + 1, sizeof *x->linked);
    return &x->linked[r];
}

// people, places … of the passage and of the article, each once.
static void put_derived(Markdown *x, Ref article, Ref passage, Ref target) {
    Linked *l = linked(x, target);
    uint32_t f = note_derived(x, x->passage, target);
    if (l->passage != x->passages && f != NO_FIELD) builder_link(x->b, passage, f, target, 0);
    l->passage = x->passages;
    f = note_derived(x, x->article, target);
    if (l->article != x->number && f != NO_FIELD) builder_link(x->b, article, f, target, 0);
    l->article = x->number;
}

static void put_text(Markdown *x, uint32_t kind, Ref r, const char *name, Str value) {
    uint32_t f = note_field(x, kind, name, TY_TEXT);
    if (f != NO_FIELD) builder_text(x->b, r, f, value, 0);
}

static void put_int(Markdown *x, uint32_t kind, Ref r, const char *name, int64_t value) {
    uint32_t f = note_field(x, kind, name, TY_INT);
    if (f != NO_FIELD) builder_int(x->b, r, f, value, 0);
}

static void put_to(Markdown *x, uint32_t kind, Ref r, const char *name, Ref target) {
    uint32_t f = note_field(x, kind, name, TY_ENTITY);
    if (f == NO_FIELD) return;
    const Type *t = x->schema->kinds[kind]->fields[f].type;
    if (t->tag == TY_LIST) t = t->elem;
    if (t->kind == KIND_ANY || t->kind == builder_kind_of(x->b, target))
        builder_link(x->b, r, f, target, 0);
}

static void put_mention(Markdown *x, Ref passage, Ref target, Str words, uint32_t number) {
    if (x->mention == KIND_ANY) return;
    Str id = str_printf(x->scratch, "%.*s-m%u", STR_FMT(builder_id_of(x->b, passage)), number);
    Ref r = builder_entity(x->b, x->mention, id);
    if (!r) r = import_made(x->b, x->scratch, x->mention, id);
    if (!r) return;
    if (target) put_to(x, x->mention, r, "of", target);
    put_to(x, x->mention, r, "passage", passage);
    put_text(x, x->mention, r, "words", words);
    uint32_t f = note_field(x, x->mention, "implied", TY_TRUTH);
    if (f != NO_FIELD) builder_truth(x->b, r, f, NO, 0);
    builder_link(x->b, r, FIELD_SOURCE, passage, 0);
    if (!target) put_text(x, x->mention, r, "certainty", STR("low"));
}

// ---- articles -----------------------------------------------------------------------------------

typedef struct Putting {
    const Note *note;
    const Body *body;
    uint32_t next; // link
    uint32_t words;
} Putting;

static Str words_of(const Body *body, const NoteLink *l, uint32_t end) {
    uint32_t at = l->at < end ? l->at : end, to = l->end < end ? l->end : end;
    return (Str){body->text.p + at, to > at ? to - at : 0};
}

static Ref put_passage(Markdown *x, Putting *p, const NotePart *part, uint32_t number) {
    Str text = {p->body->text.p + part->at, part->end - part->at};
    uint32_t words = word_count(text), kind = x->passage;
    p->words += words;
    if (kind == KIND_ANY) return 0;
    Str id = str_printf(x->scratch, "%.*s-%u", STR_FMT(builder_id_of(x->b, p->note->ref)), number);
    Ref r = builder_entity(x->b, kind, id);
    if (!r) r = import_made(x->b, x->scratch, kind, id);
    if (!r) return 0;
    put_to(x, kind, r, "article", p->note->ref);
    put_text(x, kind, r, "type", str_of(note_part_names[part->kind]));
    put_int(x, kind, r, "number", number);
    put_int(x, kind, r, "line", (int64_t)part->line + p->note->front.body_line - 1);
    put_text(x, kind, r, "text", text);
    put_int(x, kind, r, "words", words);
    return r;
}

static void put_part(Markdown *x, Putting *p, uint32_t i) {
    const NotePart *part = &p->body->parts[i];
    Ref passage = put_passage(x, p, part, i + 1);
    x->passages++;
    for (uint32_t number = 1; p->next < p->body->nlinks; p->next++, number++) {
        const NoteLink *l = &p->body->links[p->next];
        bool last = i + 1 == p->body->nparts;
        if (l->at > part->end || (l->at == part->end && l->end > part->end && !last)) break;
        ArenaMark mark = arena_mark(x->scratch);
        Ref target = target_of(x, p->note, l);
        if (passage) put_mention(x, passage, target, words_of(p->body, l, part->end), number);
        if (passage && target) put_derived(x, p->note->ref, passage, target);
        arena_release(x->scratch, mark);
        if (x->stopped) return;
    }
}

static void put_article(Markdown *x, const Note *n, const Body *body) {
    Putting p = {.note = n, .body = body};
    for (uint32_t i = 0; i < body->nparts && !x->stopped; i++) {
        ArenaMark mark = arena_mark(x->scratch);
        put_part(x, &p, i);
        arena_release(x->scratch, mark);
        guard_work(x->a->guard, 64);
    }
    put_text(x, n->kind, n->ref, "text", body->text);
    bool stated = false;
    for (uint32_t i = 0; i < n->front.n; i++) stated |= str_is(n->front.values[i].key, "words");
    if (!stated) put_int(x, n->kind, n->ref, "words", p.words);
}

// ---- other kinds --------------------------------------------------------------------------------

static void put_links(Markdown *x, const Note *n, const Body *body) {
    uint32_t f = note_wanted(x, n->kind, "links");
    if (f == NO_FIELD || note_field(x, n->kind, "links", TY_ENTITY) != f) return;
    for (uint32_t i = 0; i < body->nlinks && !x->stopped; i++) {
        ArenaMark mark = arena_mark(x->scratch);
        Ref r = target_of(x, n, &body->links[i]);
        arena_release(x->scratch, mark);
        if (!r || linked(x, r)->article == x->number) continue;
        linked(x, r)->article = x->number;
        builder_link(x->b, n->ref, f, r, 0);
    }
}

void note_body(Markdown *x, const Note *n) {
    Body body;
    const char *why = body_read(x->a, &x->body_room, n->front.body, n->front.body_line, &body);
    if (why) { // the entity stands; the length was asked for before it was made
        note_complain(x, n, n->front.body_line, E0112, "%s", why);
        return;
    }
    if (body.html) import_found(x->job, "pieces of HTML left out", body.html);
    if (body.pictures) import_found(x->job, "pictures left out", body.pictures);
    if (body.sites) import_found(x->job, "addresses of sites and files left out", body.sites);
    if (n->kind == x->article) {
        put_article(x, n, &body);
    } else if (body.text.n) {
        uint32_t f = note_wanted(x, n->kind, "text");
        if (f != NO_FIELD && note_field(x, n->kind, "text", TY_TEXT) == f)
            builder_text(x->b, n->ref, f, body.text, 0);
        put_links(x, n, &body);
    }
    put_tags(x, n, &body);
}
