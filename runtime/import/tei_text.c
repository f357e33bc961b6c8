// The text of a document: passages, as its paragraphs, headings, lines of verse and rows stand, and
// the names in them. In: the elements of a text; out: passages, mentions, and the article's text.
// Editors' notes are passages of their own, outside of it.
#include "runtime/import/tei_impl.h"

#include <string.h>

#include "runtime/words.h"

typedef struct Name { // an element that names somebody
    const TeiNode *node;
    uint32_t from, end; // in the passage's text; from UINT32_MAX: nothing of it is written yet
    bool open;
} Name;

typedef enum Join { NOTHING, BLANK, BREAK, NO_BREAK } Join; // before what comes next

typedef struct Flow {
    Tei *x;
    const TeiUnit *unit;
    StrBuf text;                  // of the passage at hand
    const char *type, *inherited; // inherited: of the paragraphs within a note, a postscript
    uint32_t line;
    Join join;
    Name *names;
    size_t names_cap;
    uint32_t nnames;
    Str page;
    StrBuf whole;
    uint32_t words, passages;
    const TeiNode **notes; // that wait for the passage to end
    size_t notes_cap;
    uint32_t nnotes;
    bool aside; // what is written now is a note of the editors
} Flow;

// ---- mentions -------------------------------------------------------------------------------

// Notes that the text of this number names the entity; false where it did before.
static bool mark(Tei *x, uint32_t **marks, size_t *cap, Ref who, uint32_t number) {
    *marks = arena_grow_zero(x->a, *marks, cap, (size_t)who + 1, sizeof **marks);
    if ((*marks)[who] == number) return false;
    (*marks)[who] = number;
    return true;
}

static void link_named(Flow *w, Ref passage, Ref who) {
    Tei *x = w->x;
    TeiThing p = {.kind = x->kind.passage, .ref = passage};
    Str collection = x->schema->kinds[builder_kind_of(x->b, who)]->collection;
    const char *list = str_dup(x->scratch, collection).p;
    if (mark(x, &x->in_passage, &x->in_passage_cap, who, x->npassages))
        tei_link(x, &p, list, who, NULL, 0);
    if (!w->aside && mark(x, &x->in_article, &x->in_article_cap, who, x->narticles))
        tei_link(x, &w->unit->thing, list, who, NULL, 0);
}

typedef struct Mention {
    Flow *flow;
    const TeiNode *node;
    Ref passage;
    Str words;
    uint32_t *number;
} Mention;

static Str certainty_of(const TeiNode *n, Ref target) {
    Str cert = tei_attr(n, "cert");
    return cert.n || target ? cert : STR("low");
}

static void put_mention(void *user, Ref target, Str ref) {
    Mention *m = user;
    Tei *x = m->flow->x;
    const TeiTextFields *f = &x->in_text;
    const char *sort;
    tei_kind_of_name(x, m->node, &sort);
    if (target) link_named(m->flow, m->passage, target);
    x->mentions += target != 0;
    x->bare += !target && !ref.n;
    if (!target && ref.n) tei_lost(x, m->node, ref);
    if (x->kind.mention == KIND_ANY) return;
    Str id =
        str_printf(x->scratch, "%.*s-m%u", STR_FMT(builder_id_of(x->b, m->passage)), ++*m->number);
    Ref r = builder_entity(x->b, x->kind.mention, id);
    if (!r) r = import_made(x->b, x->scratch, x->kind.mention, id);
    Str cert = certainty_of(m->node, target), type = str_of(sort);
    if (target && f->of != NO_FIELD) builder_link(x->b, r, f->of, target, 0);
    if (f->passage != NO_FIELD) builder_link(x->b, r, f->passage, m->passage, 0);
    if (f->surface != NO_FIELD && m->words.n) builder_text(x->b, r, f->surface, m->words, 0);
    bool implied = str_is(tei_attr(m->node, "subtype"), "implied");
    if (f->implied != NO_FIELD) builder_truth(x->b, r, f->implied, implied ? YES : NO, 0);
    if (f->certainty != NO_FIELD && cert.n) builder_text(x->b, r, f->certainty, cert, 0);
    if (f->ref != NO_FIELD && !target && ref.n) builder_text(x->b, r, f->ref, ref, 0);
    if (!type.n) type = tei_attr(m->node, "type");
    if (f->sort != NO_FIELD && type.n) builder_text(x->b, r, f->sort, type, 0);
    builder_link(x->b, r, FIELD_SOURCE, m->passage, 0);
}

static void put_names(Flow *w, Ref passage, Str text) {
    uint32_t number = 0;
    for (uint32_t i = 0; i < w->nnames; i++) {
        const Name *n = &w->names[i];
        uint32_t from = n->from < text.n ? n->from : text.n, end = n->open ? text.n : n->end;
        if (end > text.n) end = text.n;
        Str words = end > from ? tei_trim((Str){text.p + from, end - from}) : STR("");
        const char *sort;
        uint32_t kind = tei_kind_of_name(w->x, n->node, &sort);
        Mention m = {w, n->node, passage, words, &number};
        if (!tei_each_ref(w->x, n->node, kind, put_mention, &m)) put_mention(&m, 0, STR(""));
    }
    w->nnames = 0;
}

// ---- passages -------------------------------------------------------------------------------

static void put_passage(Flow *w, Ref r, Str text) {
    Tei *x = w->x;
    const TeiTextFields *f = &x->in_text;
    uint32_t words = word_count(text);
    if (!w->aside) w->words += words;
    if (f->article != NO_FIELD) builder_link(x->b, r, f->article, w->unit->thing.ref, 0);
    if (f->type != NO_FIELD) builder_text(x->b, r, f->type, str_of(w->type), 0);
    if (f->number != NO_FIELD) builder_int(x->b, r, f->number, w->passages, 0);
    if (f->page != NO_FIELD && w->page.n) builder_text(x->b, r, f->page, w->page, 0);
    if (f->line != NO_FIELD) builder_int(x->b, r, f->line, w->line, 0);
    if (f->text != NO_FIELD) builder_text(x->b, r, f->text, text, 0);
    if (f->words != NO_FIELD) builder_int(x->b, r, f->words, words, 0);
}

static void take_notes(Flow *w);

static void end_passage(Flow *w) {
    Tei *x = w->x;
    Str text = tei_trim(buf_str(&w->text));
    w->join = NOTHING;
    if (!text.n) return; // names without words go to the next one
    w->passages++;
    x->npassages++;
    Ref r = 0;
    if (x->kind.passage != KIND_ANY) {
        Str id = str_printf(x->scratch, "%.*s-%u", STR_FMT(builder_id_of(x->b, w->unit->thing.ref)),
                            w->passages);
        r = builder_entity(x->b, x->kind.passage, id);
        if (!r) r = import_made(x->b, x->scratch, x->kind.passage, id);
        put_passage(w, r, text);
        put_names(w, r, text);
    }
    if (!w->aside) {
        buf_addc(&w->whole, w->whole.n ? "\n\n" : "");
        buf_add(&w->whole, text);
    }
    buf_clear(&w->text);
    take_notes(w);
}

// ---- words ----------------------------------------------------------------------------------

static bool is_hyphen(const StrBuf *b, uint32_t *n) {
    static const char *const hyphens[] = {"-", "\xE2\x80\x90", "\xC2\xAD", "\xC2\xAC",
                                          "\xE2\xB8\x97"};
    for (size_t i = 0; i < sizeof hyphens / sizeof *hyphens; i++) {
        *n = (uint32_t)strlen(hyphens[i]);
        if (b->n > *n && memcmp(b->p + b->n - *n, hyphens[i], *n) == 0) return true;
    }
    return false;
}

static bool begins_small(Str s) {
    uint32_t cp;
    return utf8_decode(s.p, s.p + s.n, &cp) && cp_is_small(cp);
}

// What stands between what is written and the word that follows.
static void join_to(Flow *w, Str word) {
    uint32_t hyphen;
    bool divided = is_hyphen(&w->text, &hyphen) && !tei_is_white(w->text.p[w->text.n - hyphen - 1]);
    bool glued = w->join == NO_BREAK || (w->join == BREAK && divided);
    if (divided && glued && (w->join == NO_BREAK || begins_small(word)))
        w->text.n -= hyphen;
    else if (!glued && w->text.n && w->join != NOTHING && w->text.p[w->text.n - 1] != '\n')
        buf_char(&w->text, ' ');
    w->join = NOTHING;
    for (uint32_t i = w->nnames; i-- > 0;)
        if (w->names[i].open && w->names[i].from == UINT32_MAX)
            w->names[i].from = (uint32_t)w->text.n;
}

static void add_text(Flow *w, const TeiNode *n) {
    Str s = n->name;
    for (uint32_t i = 0; i < s.n;) {
        uint32_t from = i;
        while (i < s.n && !tei_is_white(s.p[i])) i++;
        if (i > from) {
            if (!w->text.n) w->line = n->line;
            join_to(w, (Str){s.p + from, i - from});
            buf_add(&w->text, (Str){s.p + from, i - from});
        }
        if (i < s.n && w->join == NOTHING) w->join = BLANK;
        while (i < s.n && tei_is_white(s.p[i])) i++;
    }
}

static void break_line(Flow *w, const TeiNode *n) {
    bool within = str_is(tei_attr(n, "break"), "no");
    if (within)
        w->join = NO_BREAK;
    else if (n->el == EL_lb || w->join != NOTHING)
        w->join = BREAK;
    if (n->el == EL_pb && tei_attr(n, "n").n) w->page = tei_attr(n, "n");
}

// A page that ends within a word: a hyphen before it is none.
static void break_page(Flow *w, const TeiNode *n) {
    uint32_t hyphen;
    bool divided = w->text.n && is_hyphen(&w->text, &hyphen);
    break_line(w, n);
    if (divided && w->join != NO_BREAK) w->join = BREAK;
}

static void add_sign(Flow *w, Str s) {
    if (!w->text.n) return;
    join_to(w, s);
    buf_add(&w->text, s);
}

// ---- elements -------------------------------------------------------------------------------

static void walk(Flow *w, const TeiNode *n);

// What passages of the element are called; NULL: it begins none.
static const char *type_of_block(const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_p:
    case EL_ab:
    case EL_argument: return "paragraph";
    case EL_head:
    case EL_titlePart:
    case EL_docTitle: return n->parent && n->parent->el == EL_figure ? "caption" : "crosshead";
    case EL_lg: return "verse";
    case EL_opener: return "opener";
    case EL_closer:
    case EL_trailer: return "closer";
    case EL_postscript: return "postscript";
    case EL_address: return "address";
    case EL_item: return "item";
    case EL_row: return "row";
    case EL_figDesc:
    case EL_caption: return "caption";
    case EL_speaker: return "speaker";
    case EL_stage: return "stage";
    case EL_bibl: return n->parent && n->parent->el == EL_listBibl ? "bibliography" : NULL;
    default: return NULL;
    }
}

// Those that stand on their own, but may stand within a paragraph too.
static const char *type_alone(const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_salute: return "salute";
    case EL_dateline: return "dateline";
    case EL_signed: return "signed";
    case EL_byline: return "byline";
    case EL_label: return n->parent && n->parent->el == EL_list ? "label" : NULL;
    case EL_l: return n->parent && n->parent->el == EL_lg ? NULL : "verse";
    default: return NULL;
    }
}

static bool in_paragraph(const TeiNode *n) {
    for (n = n->parent; n; n = n->parent)
        if (n->el == EL_p || n->el == EL_ab || n->el == EL_lg || n->el == EL_item ||
            n->el == EL_row || n->el == EL_head)
            return true;
    return false;
}

static void walk_block(Flow *w, const TeiNode *n, const char *type) {
    const char *before = w->type, *inherited = w->inherited;
    end_passage(w);
    bool plain = str_is(str_of(type), "paragraph");
    w->type = plain && w->inherited ? w->inherited : type;
    if (n->el == EL_postscript || n->el == EL_item) w->inherited = type;
    walk(w, n);
    end_passage(w);
    w->type = before;
    w->inherited = inherited;
}

static void walk_name(Flow *w, const TeiNode *n) {
    w->names =
        arena_grow(w->x->scratch, w->names, &w->names_cap, (size_t)w->nnames + 1, sizeof *w->names);
    uint32_t i = w->nnames++, passage = w->passages;
    w->names[i] = (Name){n, UINT32_MAX, 0, true};
    walk(w, n);
    if (passage != w->passages) return; // it ended with the passage it began in
    w->names[i].open = false;
    w->names[i].end = (uint32_t)w->text.n;
}

static void keep_note(Flow *w, const TeiNode *n) {
    w->notes =
        arena_grow(w->x->scratch, w->notes, &w->notes_cap, (size_t)w->nnotes + 1, sizeof *w->notes);
    w->notes[w->nnotes++] = n;
}

static bool is_authors(const TeiNode *n) {
    Str place = tei_attr(n, "place"), type = tei_attr(n, "type"), resp = tei_attr(n, "resp");
    if (str_is(type, "commentary") || str_is(type, "editorial") || str_is(type, "critical") ||
        str_is(tei_attr(n, "subtype"), "commentary"))
        return false;
    if (str_is(type, "authorial") || str_is(resp, "#author") || str_is(resp, "author")) return true;
    return n->el == EL_footNote || str_is(place, "foot") || str_is(place, "bottom") ||
           str_is(place, "margin");
}

// Notes follow the passage that they stand in; those of the editors are no part of the text.
static void take_notes(Flow *w) {
    const TeiNode **notes = w->notes;
    uint32_t n = w->nnotes;
    if (!n || w->aside) return;
    w->notes = NULL;
    w->notes_cap = w->nnotes = 0;
    Flow own = *w;
    for (uint32_t i = 0; i < n; i++) {
        w->aside = !is_authors(notes[i]);
        w->type = w->inherited = w->aside ? "commentary" : "footnote";
        walk(w, notes[i]);
        end_passage(w);
    }
    w->aside = false;
    w->type = own.type;
    w->inherited = own.inherited;
}

static void walk_row(Flow *w, const TeiNode *n) {
    for (const TeiNode *c = n->first; c; c = c->next) {
        if (c->el != EL_cell) continue;
        if (w->text.n) add_sign(w, STR("|"));
        w->join = BLANK;
        walk(w, c);
        w->join = BLANK;
    }
}

static void walk_hidden(Flow *w, const TeiNode *n) {
    if (n->el == EL_note || n->el == EL_footNote) {
        if (w->aside)
            walk(w, n);
        else
            keep_note(w, n);
        return;
    }
    if (n->el == EL_pb || n->el == EL_cb || n->el == EL_gb) {
        break_page(w, n);
    } else if (n->el == EL_figure) {
        walk(w, n);
    } else if (n->el == EL_figDesc) {
        walk_block(w, n, "caption");
    } else {
        tei_found(w->x, "references in what is no text", tei_count_refs(w->x, n));
        tei_ignore(w->x, n);
    }
}

static void walk_sign(Flow *w, const TeiNode *n) {
    if (n->el == EL_lb) break_line(w, n);
    if (n->el == EL_space && w->join == NOTHING) w->join = BLANK;
    if (n->el == EL_gap) add_sign(w, STR("[\xE2\x80\xA6]"));
    if (n->el == EL_c && n->first) walk(w, n);
    if (n->el == EL_c && !n->first && str_is(tei_attr(n, "rendition"), "#dots"))
        add_sign(w, STR("\xE2\x80\xA6"));
    if (n->el != EL_l) return;
    if (w->text.n) buf_char(&w->text, '\n');
    w->join = NOTHING;
    walk(w, n);
}

static void walk_child(Flow *w, const TeiNode *n) {
    const char *type = type_of_block(n);
    if (!type && !in_paragraph(n)) type = type_alone(n);
    switch ((TeiElement)n->el) {
    case EL_CHARS: add_text(w, n); return;
    case EL_lb:
    case EL_space:
    case EL_gap:
    case EL_c: walk_sign(w, n); return;
    case EL_l:
        if (type) break;
        walk_sign(w, n);
        return;
    case EL_row: break;
    default:
        if (tei_is_hidden(n)) {
            walk_hidden(w, n);
            return;
        }
        if (tei_is_register(n)) return;
    }
    bool led = !type && !tei_is_name(n) && tei_attr(n, "ref").n;
    if (led) tei_found(w->x, "references of other elements", 1);
    if (type)
        walk_block(w, n, type);
    else if (tei_is_name(n))
        walk_name(w, n);
    else
        walk(w, n);
}

static void walk(Flow *w, const TeiNode *n) {
    bool divides = n->el == EL_div || n->el == EL_body || n->el == EL_front || n->el == EL_back ||
                   n->el == EL_table || n->el == EL_list || n->el == EL_sp;
    guard_work(w->x->a->guard, 8);
    if (n->el == EL_row) {
        walk_row(w, n);
        return;
    }
    if (divides) end_passage(w);
    for (const TeiNode *c = n->first; c; c = c->next) walk_child(w, c);
    if (divides) end_passage(w);
}

void tei_passages(Tei *x, const TeiUnit *u, const TeiNode *const *parts, uint32_t nparts) {
    Flow w = {.x = x, .unit = u, .type = "paragraph"};
    if (!u->thing.ref) return;
    buf_init(&w.text, x->scratch);
    buf_init(&w.whole, x->scratch);
    x->narticles++;
    for (uint32_t i = 0; i < nparts; i++) walk(&w, parts[i]);
    end_passage(&w);
    take_notes(&w);
    tei_found(x, "names outside of any text", w.nnames);
    uint32_t text = tei_core(x, x->kind.article, "text", TY_TEXT);
    uint32_t words = tei_core(x, x->kind.article, "words", TY_INT);
    if (text != NO_FIELD && w.whole.n) builder_text(x->b, u->thing.ref, text, buf_str(&w.whole), 0);
    if (words != NO_FIELD) builder_int(x->b, u->thing.ref, words, w.words, 0);
}
