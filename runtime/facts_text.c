// Articles: their passages and mentions as entities, and the links that follow from mentions. In:
// facts with texts; out: passages, mentions, and people, places, organisations and events of
// passages and articles, each once, in the order of the text.
#include <string.h>

#include "runtime/facts_impl.h"
#include "runtime/sort.h"
#include "runtime/words.h"

// ---- which fields ---------------------------------------------------------------------------

static uint32_t core_field(const Facts *x, uint32_t kind, const char *name, TypeTag tag) {
    if (kind == KIND_ANY) return NO_FIELD;
    const Kind *k = x->schema->kinds[kind];
    uint32_t f = kind_field(k, str_of(name));
    return f < k->ndeclared && k->fields[f].type->tag == tag ? f : NO_FIELD;
}

// A field that can lead to entities of the kind.
static uint32_t core_link(const Facts *x, uint32_t kind, const char *name, uint32_t target) {
    uint32_t f = core_field(x, kind, name, TY_ENTITY);
    if (f == NO_FIELD || target == KIND_ANY) return NO_FIELD;
    uint32_t to = x->schema->kinds[kind]->fields[f].type->kind;
    return to == KIND_ANY || to == target ? f : NO_FIELD;
}

void facts_find_core(Facts *x) {
    CoreFields *c = &x->core;
    c->article = schema_kind(x->schema, STR("article"));
    c->passage = schema_kind(x->schema, STR("passage"));
    c->mention = schema_kind(x->schema, STR("mention"));
    c->article_text = core_field(x, c->article, "text", TY_TEXT);
    c->article_words = core_field(x, c->article, "words", TY_INT);
    c->passage_article = core_link(x, c->passage, "article", c->article);
    c->passage_type = core_field(x, c->passage, "type", TY_TEXT);
    c->passage_number = core_field(x, c->passage, "number", TY_INT);
    c->passage_line = core_field(x, c->passage, "line", TY_INT);
    c->passage_text = core_field(x, c->passage, "text", TY_TEXT);
    c->passage_words = core_field(x, c->passage, "words", TY_INT);
    c->mention_of = core_field(x, c->mention, "of", TY_ENTITY);
    c->mention_passage = core_link(x, c->mention, "passage", c->passage);
    c->mention_words = core_field(x, c->mention, "words", TY_TEXT);
    c->mention_implied = core_field(x, c->mention, "implied", TY_TRUTH);
}

// people, places … of a passage or article: the list named like the collection of what it holds.
static uint32_t derived_field(const Facts *x, uint32_t owner, uint32_t target) {
    const Kind *k = x->schema->kinds[owner], *t = x->schema->kinds[target];
    uint32_t f = kind_field(k, t->collection);
    if (f >= k->ndeclared) return NO_FIELD;
    const Type *type = k->fields[f].type;
    return type->tag == TY_LIST && type->elem == &t->type ? f : NO_FIELD;
}

// ---- first pass -----------------------------------------------------------------------------

static Ref generated(Facts *x, const Fact *f, uint32_t kind, Str id) {
    Ref r = builder_entity(x->b, kind, id);
    if (!r) {
        Ref first = builder_find(x->b, kind, id, NULL);
        facts_duplicate(x, kind, id, f->text_at->source, f->text_at->span, first);
        return 0;
    }
    About *about = facts_about(x, r);
    about->node = f->node;
    about->generated = true;
    return r;
}

static void make_mentions(Facts *x, const Fact *f, Ref passage, uint32_t count) {
    if (x->core.mention == KIND_ANY) return;
    Str id = builder_id_of(x->b, passage);
    for (uint32_t i = 0; i < count; i++)
        generated(x, f, x->core.mention, str_printf(x->a, "%.*s-m%u", STR_FMT(id), i + 1));
}

void facts_split_text(Facts *x, Fact *f) {
    if (x->core.passage == KIND_ANY) return;
    f->text = passages_split(x->a, f->text_at->text);
    f->passages = ARENA_ARRAY(x->a, Ref, f->text.count);
    Str article = builder_id_of(x->b, f->ref);
    for (uint32_t i = 0; i < f->text.count; i++) {
        const Passage *p = &f->text.items[i];
        Str id = p->id.n ? p->id : str_printf(x->a, "%.*s-%u", STR_FMT(article), i + 1);
        f->passages[i] = generated(x, f, x->core.passage, id);
        if (!f->passages[i]) continue;
        facts_about(x, f->passages[i])->article = f->ref;
        make_mentions(x, f, f->passages[i], p->nmentions);
    }
}

// ---- second pass ----------------------------------------------------------------------------

static uint32_t occurrences(Str in, Str what) {
    uint32_t count = 0;
    for (uint32_t i = 0; i + what.n <= in.n; i++) count += memcmp(in.p + i, what.p, what.n) == 0;
    return count;
}

// The place of a mention's id in the source: the text may have been read through escapes, so it is
// found by counting how often the same characters stand before it.
static Span mention_span(const Facts *x, const Fact *f, const Piece *m) {
    Span whole = f->text_at->span;
    if (!facts_can_say(x)) return whole;
    Str text = f->text_at->text, id = m->id;
    Str raw = source_words(f->text_at->source, whole);
    uint32_t nth = occurrences((Str){text.p, (uint32_t)(id.p - text.p) + id.n - 1}, id);
    for (uint32_t i = 0; i + id.n <= raw.n; i++) {
        if (memcmp(raw.p + i, id.p, id.n) != 0 || nth-- > 0) continue;
        uint32_t before = i && (raw.p[i - 1] == '@' || raw.p[i - 1] == '"') ? 1 : 0;
        return (Span){whole.at + i - before, id.n + before};
    }
    return whole;
}

static Ref mention_target(Facts *x, const Fact *f, const Piece *m) {
    uint32_t kind = KIND_ANY;
    if (x->core.mention_of != NO_FIELD)
        kind = x->schema->kinds[x->core.mention]->fields[x->core.mention_of].type->kind;
    bool ambiguous = false;
    Ref r = m->by_name || m->kind.n ? 0 : builder_find(x->b, kind, m->id, &ambiguous);
    if (r) return r; // the common way, without the place
    Use use = {f->text_at->source, mention_span(x, f, m), {"", 0}};
    return m->by_name ? facts_resolve_name(x, kind, m->id, &use)
                      : facts_resolve(x, kind, m->kind, m->id, &use);
}

static Str label_of(Facts *x, Ref r) {
    Str label = facts_about(x, r)->label;
    if (!label.n) label = facts_old_label(x, r);
    return label.n ? label : builder_id_of(x->b, r);
}

static void add_derived(Facts *x, Ref owner, Ref target, bool given) {
    x->derived =
        arena_grow(x->a, x->derived, &x->derived_cap, (size_t)x->nderived + 1, sizeof *x->derived);
    x->derived[x->nderived++] = (Derived){owner, target, given};
}

static void put_text(Facts *x, Ref r, uint32_t field, Str value) {
    if (field != NO_FIELD) builder_text(x->b, r, field, value, 0);
}

static void put_int(Facts *x, Ref r, uint32_t field, uint32_t value) {
    if (field != NO_FIELD) builder_int(x->b, r, field, value, 0);
}

static void fill_mention(Facts *x, Ref passage, uint32_t number, Ref target, Str words,
                         bool implied) {
    const CoreFields *c = &x->core;
    if (target) add_derived(x, passage, target, false);
    if (c->mention == KIND_ANY) return;
    Str id = builder_id_of(x->b, passage);
    Ref r = builder_find(x->b, c->mention, str_printf(x->a, "%.*s-m%u", STR_FMT(id), number), NULL);
    if (!r || !facts_about(x, r)->generated) return;
    if (target && c->mention_of != NO_FIELD) builder_link(x->b, r, c->mention_of, target, 0);
    if (c->mention_passage != NO_FIELD) builder_link(x->b, r, c->mention_passage, passage, 0);
    put_text(x, r, c->mention_words, words);
    if (c->mention_implied != NO_FIELD)
        builder_truth(x->b, r, c->mention_implied, implied ? YES : NO, 0);
    builder_link(x->b, r, FIELD_SOURCE, passage, 0);
}

// The passage's text without marks; its mentions are filled in on the way.
static Str fill_mentions(Facts *x, Fact *f, const Passage *p, Ref passage) {
    StrBuf out;
    buf_init(&out, x->a);
    for (uint32_t i = 0, number = 0; i < p->npieces; i++) {
        const Piece *m = &p->pieces[i];
        Str words = m->text;
        if (m->mention) {
            Ref target = mention_target(x, f, m);
            if (!words.n) words = target ? label_of(x, target) : m->id;
            if (passage) fill_mention(x, passage, ++number, target, words, m->implied);
        }
        buf_add(&out, words);
    }
    return buf_str(&out);
}

// What the archive says of a passage by itself; its type and line only where its block does not.
static void fill_passage(Facts *x, const Fact *f, uint32_t i, TextLines *lines, Str text) {
    const CoreFields *c = &x->core;
    const Passage *p = &f->text.items[i];
    Ref r = f->passages[i];
    if (c->passage_article != NO_FIELD) builder_link(x->b, r, c->passage_article, f->ref, 0);
    put_int(x, r, c->passage_number, i + 1);
    put_text(x, r, c->passage_text, text);
    put_int(x, r, c->passage_words, word_count(text));
    Fact block = facts_block(x, lines, p, r);
    if (!block.node || !facts_states(&block, "type"))
        put_text(x, r, c->passage_type, p->crosshead ? STR("crosshead") : STR("paragraph"));
    if (!block.node || !facts_states(&block, "line")) put_int(x, r, c->passage_line, p->line);
}

void facts_fill_text(Facts *x, Fact *f, uint32_t note) {
    const CoreFields *c = &x->core;
    StrBuf whole;
    buf_init(&whole, x->a);
    TextLines lines = facts_lines(f->text_at);
    uint32_t words = 0;
    for (uint32_t i = 0; i < f->text.count; i++) {
        const Passage *p = &f->text.items[i];
        Ref r = f->passages[i];
        Str text = fill_mentions(x, f, p, r);
        words += word_count(text);
        buf_addc(&whole, i ? "\n\n" : "");
        buf_add(&whole, text);
        if (r) fill_passage(x, f, i, &lines, text);
    }
    bool split = c->passage != KIND_ANY;
    Str text = split ? buf_str(&whole) : f->text_at->text;
    builder_text(x->b, f->ref, c->article_text, text, note);
    if (!facts_states(f, "words"))
        put_int(x, f->ref, c->article_words, split ? words : word_count(text));
}

// ---- what links mean ------------------------------------------------------------------------

static void link_of_mention(Facts *x, Fact *f, uint32_t field, Ref target) {
    if (field == x->core.mention_of && !f->of) f->of = target;
    if (field == x->core.mention_passage && !f->passage) f->passage = target;
}

void facts_link(Facts *x, Fact *f, uint32_t field, Ref target, const Node *at) {
    const Kind *k = x->schema->kinds[f->kind];
    About *about = facts_about(x, f->ref);
    if (k->hierarchy_field && field == k->hierarchy_field && !about->parent) {
        about->parent = target;
        about->parent_at = at;
    }
    if (facts_complete(x, f)) return;
    if (f->kind == x->core.mention) link_of_mention(x, f, field, target);
    if (f->kind == x->core.passage && field == x->core.passage_article && !about->article)
        about->article = target;
    if ((f->kind == x->core.passage || f->kind == x->core.article) &&
        field == derived_field(x, f->kind, builder_kind_of(x->b, target)))
        add_derived(x, f->ref, target, true);
}

// Links of each owner in x->derived, in order: to each target once, and not again where data gives
// it.
static void link_owners(Facts *x, uint32_t first, uint32_t end, uint32_t kind, uint32_t *stamp) {
    uint32_t n = end - first;
    KeyRef *keys = ARENA_ARRAY(x->a, KeyRef, n);
    uint32_t count = 0;
    for (int given = 1; given >= 0; given--) // what data gives stands first
        for (uint32_t i = first; i < end; i++)
            if (x->derived[i].given == given && builder_kind_of(x->b, x->derived[i].owner) == kind)
                keys[count++] = (KeyRef){x->derived[i].owner, i};
    sort_keys(x->a, keys, count);
    for (uint32_t i = 0; i < count; i++) {
        const Derived *d = &x->derived[keys[i].ref];
        if (stamp[d->target] == d->owner) continue;
        stamp[d->target] = d->owner;
        uint32_t field = derived_field(x, kind, builder_kind_of(x->b, d->target));
        if (!d->given && field != NO_FIELD) builder_link(x->b, d->owner, field, d->target, 0);
        if (kind != x->core.passage) continue;
        Ref article = facts_about(x, d->owner)->article;
        if (article) add_derived(x, article, d->target, false);
    }
}

// Passages that data states with a text, not an article's: their words.
static void count_stated(Facts *x) {
    const CoreFields *c = &x->core;
    for (uint32_t i = 0; i < x->nfacts; i++) {
        const Fact *f = &x->facts[i];
        if (f->kind != c->passage || f->again || facts_complete(x, f)) continue;
        if (facts_states(f, "words")) continue;
        for (const Node *m = f->node->list; m; m = m->next) {
            const Node *v = m->a->tag == N_ANNOTATED ? m->a->a : m->a;
            if (v->tag != N_TEXT || !str_is(m->text, "text")) continue;
            put_int(x, f->ref, c->passage_words, word_count(v->text));
            break;
        }
    }
}

void facts_derive(Facts *x) {
    if (x->core.passage == KIND_ANY) return;
    count_stated(x);
    for (uint32_t i = 0; i < x->nfacts; i++) {
        const Fact *f = &x->facts[i];
        if (f->of && f->passage) add_derived(x, f->passage, f->of, false);
    }
    uint32_t *stamp = arena_zero(x->a, ((size_t)builder_entities(x->b) + 1) * sizeof *stamp);
    link_owners(x, 0, x->nderived, x->core.passage, stamp);
    if (x->core.article != KIND_ANY) link_owners(x, 0, x->nderived, x->core.article, stamp);
}
