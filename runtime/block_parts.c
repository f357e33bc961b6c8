// Columns whose texts are parts of others (passages of their articles): which they are, and how
// their words are found in the index of the whole texts. In: the arrays of an archive that is being
// opened; out: an index of words that borrows the lists of another.
#include "runtime/block_impl.h"

static bool field_is(const Kind *k, const char *name, TypeTag tag, uint32_t *field) {
    *field = kind_field(k, str_of(name));
    return *field < k->ndeclared && k->fields[*field].type->tag == tag;
}

bool block_parts(const Schema *s, PartFields *p) {
    p->kind = schema_kind(s, STR("passage"));
    p->whole_kind = schema_kind(s, STR("article"));
    if (p->kind == KIND_ANY || p->whole_kind == KIND_ANY) return false;
    const Kind *k = s->kinds[p->kind];
    return field_is(k, "text", TY_TEXT, &p->text) && field_is(k, "article", TY_ENTITY, &p->whole) &&
           k->fields[p->whole].type->kind == p->whole_kind &&
           field_is(s->kinds[p->whole_kind], "text", TY_TEXT, &p->whole_text);
}

static void borrow(WordIndex *w, const WordIndex *from) {
    w->off = from->off;
    w->bytes = from->bytes;
    w->lists = from->lists;
    w->postings = from->postings;
    w->places = from->places;
    w->npostings = from->npostings;
    w->nplaces = from->nplaces;
    w->n = from->n;
}

static bool find_lists(const Archive *a, const PartFields *p, WordCounts *n) {
    const KindTable *t = &a->tables[p->kind], *whole = &a->tables[p->whole_kind];
    const WordIndex *from = whole->columns[p->whole_text].words;
    WordIndex *w = n->index;
    if (!from || !from->off || !from->bytes || !from->lists || !from->postings || !from->places ||
        !from->lengths || !n->totals || !t->columns[p->whole].data)
        return false;
    borrow(w, from);
    n->parts = true;
    w->whole = t->columns[p->whole].data;
    w->first_whole = whole->first;
    w->nwholes = whole->count;
    if (!n->totals->whole) return true;
    w->whole = NULL; // the lists are those of the parts, too
    return t->count == whole->count;
}

// Lengths and stems only.
static bool without_lists(const WordIndex *w) {
    return w->lengths && !w->off && !w->bytes && !w->lists && !w->postings && !w->places;
}

bool block_find_parts(Opening *o) {
    const Archive *a = o->a;
    PartFields p;
    if (!block_parts(&a->schema, &p))
        return true; // an index without lists is found out when it is used
    const WordIndex *w = a->tables[p.kind].columns[p.text].words;
    return !w || !without_lists(w) || find_lists(a, &p, &o->counts[p.kind][p.text].words) ||
           block_bad(o, "an index of words is wrong");
}
