// Looks through a block that is being opened, so that a damaged or hostile one is refused here and
// nothing after it need be afraid. In: an archive whose arrays lie within the block; out: yes or
// no with a reason. One pass over every array; whether the facts make sense is not asked.
#include <string.h>

#include "lang/date_impl.h"
#include "runtime/block_impl.h"
#include "runtime/name.h"
#include "runtime/postings.h"

bool block_bad(Opening *o, const char *why) {
    if (!o->why) o->why = why;
    return false;
}

// ---- arrays of numbers ----------------------------------------------------------------------

static bool all_below(const uint32_t *v, uint64_t n, uint32_t end) {
    uint32_t high = 0;
    for (uint64_t i = 0; i < n; i++) high = v[i] > high ? v[i] : high;
    return n == 0 || high < end;
}

static bool all_within(const uint32_t *v, uint64_t n, uint32_t lo, uint32_t hi) {
    uint32_t outside = 0;
    for (uint64_t i = 0; i < n; i++) outside |= v[i] - lo >= hi - lo;
    return !outside;
}

// Missing (0) or within.
static bool none_or_within(const uint32_t *v, uint64_t n, uint32_t lo, uint32_t hi) {
    uint32_t outside = 0;
    for (uint64_t i = 0; i < n; i++) outside |= v[i] != 0 && v[i] - lo >= hi - lo;
    return !outside;
}

static bool ascending(const uint32_t *v, uint64_t n, bool strictly) {
    uint32_t falls = 0;
    for (uint64_t i = 1; i < n; i++) falls |= strictly ? v[i] <= v[i - 1] : v[i] < v[i - 1];
    return !falls;
}

static bool offsets_ok(const uint32_t *off, uint64_t n, uint64_t rows, uint64_t elements) {
    return n == rows + 1 && off[0] == 0 && off[rows] == elements && ascending(off, n, false);
}

static bool bytes_at_most(const uint8_t *v, uint64_t n, uint8_t most) {
    uint8_t high = 0;
    for (uint64_t i = 0; i < n; i++) high = v[i] > high ? v[i] : high;
    return high <= most;
}

// ---- tables ---------------------------------------------------------------------------------

static bool check_texts(Opening *o) {
    const Archive *a = o->a;
    if (a->str_off[0] != 0 || a->str_off[1] != 0 || a->str_off[a->nstr] != o->str_bytes)
        return block_bad(o, "the table of texts is wrong");
    for (uint32_t i = 1; i < a->nstr; i++) {
        uint64_t from = a->str_off[i], to = a->str_off[i + 1];
        guard_every(a->arena.guard, i);
        if (to < from || to > o->str_bytes || to - from > UINT32_MAX / 2)
            return block_bad(o, "the table of texts is wrong");
        Str s = archive_text(a, i);
        if (!str_ascii(s) && utf8_invalid_at(s) != s.n) return block_bad(o, "a text is not UTF-8");
    }
    if (!all_below(a->str_hash, (uint64_t)a->str_mask + 1, a->nstr))
        return block_bad(o, "the hash of texts is wrong");
    return true;
}

static bool instant_ok(int64_t t) {
    return t == INSTANT_MIN || t == INSTANT_MAX || (t >= -TIME_LIMIT && t <= TIME_LIMIT);
}

// Open digits anywhere; a day that is not stated, or neither month nor day.
static bool mask_ok(uint32_t mask) {
    for (uint32_t i = 0; mask && i < 4; i++)
        if ((mask >> (16 + 4 * i) & 0xf) > MASK_X) return false;
    uint32_t rest = mask & 0xffff;
    for (uint32_t i = 0; mask && i < 4; i++) {
        bool none = rest == 0xffff || (i < 2 && (rest & 0xff) == 0xff);
        if (!none && (rest >> (4 * i) & 0xf) > MASK_X) return false;
    }
    return true;
}

static bool form_ok(uint8_t form, uint8_t prec) {
    bool season = form >= FORM_NORTH && form <= FORM_HALF;
    return form < FORMS && (!season || prec == PREC_SEASON);
}

static bool parts_ok(const Date *d) {
    return instant_ok(d->es) && instant_ok(d->ls) && instant_ok(d->ee) && instant_ok(d->le) &&
           d->es <= d->ls && d->ee <= d->le && d->es <= d->ee && d->ls <= d->le &&
           d->kind <= DATE_SPAN && d->prec <= PREC_MILLENNIUM && d->end_prec <= PREC_MILLENNIUM &&
           d->calendar < CALENDARS && d->flags < 128 && form_ok(d->form & 0xf, d->prec) &&
           form_ok(d->form >> 4, d->end_prec) && mask_ok(d->mask) && mask_ok(d->end_mask);
}

static bool set_ok(const Opening *o, uint64_t at) {
    const unsigned char *sets = o->a->date_sets;
    if (at % sizeof(int64_t) || at > o->set_bytes || o->set_bytes - at < date_set_size(1))
        return false;
    const DateSet *set = (const DateSet *)(const void *)(sets + at);
    if (set->all > 1 || set->n == 0 || set->n > DATE_SET_MAX ||
        date_set_size(set->n) > o->set_bytes - at)
        return false;
    for (uint32_t i = 0; i < set->n; i++)
        if (set->piece[i].set || !parts_ok(&set->piece[i])) return false;
    return true;
}

static bool date_ok(const Opening *o, uint32_t i) {
    const Archive *a = o->a;
    const DateDesc *d = &a->date_desc[i];
    if (d->more > a->nmore || d->written >= a->nstr) return false;
    if (d->more && a->date_more[d->more - 1].set != NO_SET &&
        !set_ok(o, a->date_more[d->more - 1].set))
        return false;
    Date date = archive_date(a, i);
    return parts_ok(&date);
}

static bool check_dates(Opening *o) {
    const Archive *a = o->a;
    for (uint32_t i = 0; i < a->ndates; i++) {
        uint32_t canon = a->date_canon[i];
        guard_every(a->arena.guard, i);
        if (!date_ok(o, i) || canon > i || a->date_canon[canon] != canon || (i > 0 && canon == 0))
            return block_bad(o, "a date is wrong");
    }
    return true;
}

static bool check_notes(Opening *o) {
    const Archive *a = o->a;
    for (uint32_t i = 0; i < a->nnotes; i++) {
        const Annotation *n = &a->notes[i];
        if (n->certainty >= a->nstr || n->note >= a->nstr || n->role >= a->nstr ||
            (n->within && n->within >= a->nnote_reaches) || n->first_source > a->nnote_sources ||
            n->nsources > a->nnote_sources - n->first_source)
            return block_bad(o, "an annotation is wrong");
    }
    uint32_t passage = schema_kind(&a->schema, STR("passage"));
    uint32_t lo = 1, hi = a->nentities + 1;
    if (passage != KIND_ANY) {
        lo = a->tables[passage].first;
        hi = lo + a->tables[passage].count;
    }
    if (!all_within(a->note_sources, a->nnote_sources, lo, hi))
        return block_bad(o, "a source of an annotation is wrong");
    return true;
}

static bool event_bounds_ok(const Archive *a, uint32_t i) {
    const EventBounds *b = &a->bounds[i];
    if (b->entity - 1 >= a->nentities || b->stated >= a->ndates) return false;
    if (i && b->entity <= a->bounds[i - 1].entity) return false;
    for (int k = 0; k < 4; k++)
        if (b->how[k] >= BOUND_HOWS || (b->how[k] == BOUND_OWN) != (b->by[k] == 0) ||
            b->by[k] > a->nentities || !instant_ok(a->bound_t[4 * (size_t)i + (size_t)k]))
            return false;
    return true;
}

static bool check_bounds_of_events(Opening *o) {
    for (uint32_t i = 0; i < o->a->nbounds; i++)
        if (!event_bounds_ok(o->a, i)) return block_bad(o, "the bounds of an event are wrong");
    return true;
}

static bool check_ids(Opening *o) {
    const Index *ids = &o->a->ids;
    if (!all_within(ids->keys, ids->n, 1, o->a->nstr) || !ascending(ids->keys, ids->n, false) ||
        !all_within(ids->rows, ids->n, 1, o->a->nentities + 1))
        return block_bad(o, "the index of ids is wrong");
    return true;
}

// ---- columns --------------------------------------------------------------------------------

static bool links_ok(const Archive *a, const Type *t, const uint32_t *v, uint64_t n, bool list) {
    uint32_t lo = 1, hi = a->nentities + 1;
    if (t->kind != KIND_ANY) {
        lo = a->tables[t->kind].first;
        hi = lo + a->tables[t->kind].count;
    }
    return list ? all_within(v, n, lo, hi) : none_or_within(v, n, lo, hi);
}

static bool reals_ok(const double *v, uint64_t n) {
    bool finite = true;
    for (uint64_t i = 0; i < n; i++) finite = finite && v[i] - v[i] == 0;
    return finite;
}

static bool values_ok(const Archive *a, const Type *t, const void *data, uint64_t n, bool list) {
    switch ((TypeTag)t->tag) {
    case TY_TEXT: return all_below(data, n, a->nstr);
    case TY_DATE: return all_below(data, n, a->ndates);
    case TY_ENTITY: return links_ok(a, t, data, n, list);
    case TY_TRUTH: return bytes_at_most(data, n, UNKNOWN);
    case TY_REAL: return reals_ok(data, n);
    default: return true; // every int and every duration is one
    }
}

static bool index_ok(const Archive *a, const Column *c, const ColumnCounts *n, uint32_t rows,
                     const Type *t) {
    if (!n->keys && !n->rows) return true;
    if (n->keys != n->rows || (t->tag != TY_TEXT && t->tag != TY_DATE)) return false;
    uint32_t end = t->tag == TY_TEXT ? a->nstr : a->ndates;
    return all_within(c->index.keys, n->keys, 1, end) && ascending(c->index.keys, n->keys, false) &&
           all_below(c->index.rows, n->rows, rows);
}

static bool column_ok(const Archive *a, const Column *c, const ColumnCounts *n, uint32_t rows) {
    bool list = c->field->type->tag == TY_LIST;
    const Type *t = list ? c->field->type->elem : c->field->type;
    bool optional = t->tag == TY_INT || t->tag == TY_REAL || t->tag == TY_DURATION;
    if (!c->data != !n->data || !values_ok(a, t, c->data, n->data, list)) return false;
    if (list ? (c->off ? !offsets_ok(c->off, n->off, rows, n->data) : n->data != 0)
             : (c->off != NULL || (c->data && n->data != rows)))
        return false;
    if (c->valid && (list || !optional || !c->data || n->valid != rows)) return false;
    if (c->valid && !bytes_at_most(c->valid, rows, 1)) return false;
    if (c->noted && (n->noted != n->data || !all_below(c->noted, n->noted, a->nnotes)))
        return false;
    if (c->qualified && (t->tag != TY_DATE || !all_below(c->qualified, n->qualified, rows) ||
                         !ascending(c->qualified, n->qualified, true)))
        return false;
    return index_ok(a, c, n, rows, t);
}

// The stems of a column's words: all four arrays or none.
static bool stems_ok(const WordIndex *w, const WordCounts *n) {
    if (!w->stem_off && !w->stem_bytes && !w->stem_starts && !w->stem_words) return true;
    if (!w->stem_off || !w->stem_bytes || !w->stem_starts || !w->stem_words || !w->nstems)
        return false;
    return offsets_ok(w->stem_off, n->stem_offsets, w->nstems, n->stem_bytes) &&
           ascending(w->stem_off, n->stem_offsets, true) && // none without its language
           offsets_ok(w->stem_starts, n->stem_starts, w->nstems, n->stem_words) &&
           all_below(w->stem_words, n->stem_words, w->n);
}

static bool lengths_ok(WordIndex *w, const WordCounts *n, uint32_t rows) {
    if (!w->lengths) return true;
    if (n->lengths != rows) return false;
    for (uint32_t i = 0; i < rows; i++) w->words += w->lengths[i];
    return true;
}

// Lengths and stems only: of texts that are parts of others (find_parts).
static bool without_lists(const WordIndex *w) {
    return w->lengths && !w->off && !w->bytes && !w->lists && !w->postings && !w->places;
}

// The lists themselves are looked at where they are read (postings.h).
static bool words_ok(const Column *c, const WordCounts *n, uint32_t rows) {
    WordIndex *w = n->index;
    if (without_lists(w)) return true;
    if (!w->off || !w->bytes || !w->lists || !w->postings || !w->places) return false;
    if (c->field->type->tag != TY_TEXT || !c->data || w->npostings < POSTING_SLACK ||
        !offsets_ok(w->off, n->offsets, n->lists, n->bytes))
        return false;
    for (uint32_t i = 0; i < w->n; i++) {
        const WordList *l = &w->lists[i];
        if (l->at > w->npostings - POSTING_SLACK || l->places > w->nplaces || l->rows == 0 ||
            l->rows > rows)
            return false;
    }
    const uint32_t *texts = c->data;
    for (uint32_t i = 0; i < rows; i++) w->missing += texts[i] == 0;
    return lengths_ok(w, n, rows) && stems_ok(w, n);
}

static bool check_columns(Opening *o) {
    const Archive *a = o->a;
    for (uint32_t k = 0; k < a->schema.nkinds; k++) {
        const KindTable *t = &a->tables[k];
        for (uint32_t f = 0; f < t->kind->nfields; f++) {
            const Column *c = &t->columns[f];
            guard_tick(a->arena.guard);
            if (!column_ok(a, c, &o->counts[k][f], t->count))
                return block_bad(o, "a column is wrong");
            if (c->words && !words_ok(c, &o->counts[k][f].words, t->count))
                return block_bad(o, "an index of words is wrong");
        }
    }
    return true;
}

// ---- parts ----------------------------------------------------------------------------------

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

// Every text is the whole one: then the lists are those of the parts, too.
static bool one_of_each(const WordIndex *parts, const WordIndex *wholes, uint32_t rows) {
    for (uint32_t i = 0; i < rows; i++)
        if (parts->whole[i] != parts->first_whole + i || parts->lengths[i] != wholes->lengths[i])
            return false;
    return rows == parts->nwholes;
}

// Finds the lists of parts in the index of the whole texts, which has been looked through.
static bool find_parts(const Archive *a, const PartFields *p, const WordCounts *n) {
    const KindTable *t = &a->tables[p->kind], *whole = &a->tables[p->whole_kind];
    const WordIndex *from = whole->columns[p->whole_text].words;
    const uint32_t *texts = t->columns[p->text].data, *link = t->columns[p->whole].data;
    WordIndex *w = n->index;
    if (!from || !from->off || !from->lengths || !texts || !link ||
        !all_within(link, t->count, whole->first, whole->first + whole->count) ||
        !ascending(link, t->count, false))
        return false;
    w->off = from->off;
    w->bytes = from->bytes;
    w->lists = from->lists;
    w->postings = from->postings;
    w->places = from->places;
    w->npostings = from->npostings;
    w->nplaces = from->nplaces;
    w->n = from->n;
    w->whole = link;
    w->first_whole = whole->first;
    w->nwholes = whole->count;
    for (uint32_t i = 0; i < t->count; i++) w->missing += texts[i] == 0;
    if (!lengths_ok(w, n, t->count) || !stems_ok(w, n)) return false;
    if (one_of_each(w, from, t->count)) w->whole = NULL;
    return true;
}

static bool check_parts(Opening *o) {
    const Archive *a = o->a;
    PartFields p;
    bool any = block_parts(&a->schema, &p);
    for (uint32_t k = 0; k < a->schema.nkinds; k++) {
        const KindTable *t = &a->tables[k];
        for (uint32_t f = 0; f < t->kind->nfields; f++) {
            if (!t->columns[f].words || !without_lists(t->columns[f].words)) continue;
            if (!any || k != p.kind || f != p.text || !find_parts(a, &p, &o->counts[k][f].words))
                return block_bad(o, "an index of words is wrong");
        }
    }
    return true;
}

// ---- names ----------------------------------------------------------------------------------

static bool check_names(Opening *o) {
    const Archive *a = o->a;
    const NameIndex *x = &a->names;
    if (!x->forms) return true;
    for (uint32_t i = 0; i < x->n; i++) {
        const NameForm *f = &x->forms[i], *next = f + 1;
        guard_every(a->arena.guard, i);
        bool longer = i + 1 == x->n || next->letters >= f->letters;
        if (f->at > next->at || f->texts > next->texts || !longer)
            return block_bad(o, "its index of names is wrong");
    }
    if (!all_within(x->texts, x->forms[x->n].texts, 1, a->nstr) ||
        !bytes_at_most(x->counts, a->nstr, NAME_WORDS))
        return block_bad(o, "its index of names is wrong");
    return true;
}

// ---- claims ---------------------------------------------------------------------------------

static bool claim_ok(const Archive *a, const Claim *c) {
    if (c->entity < 1 || c->entity > a->nentities || c->annotation >= a->nnotes) return false;
    const Kind *k = a->schema.kinds[archive_kind_of(a, c->entity)];
    if (c->field >= k->ndeclared) return false;
    const Type *t = k->fields[c->field].type;
    uint32_t small = (uint32_t)c->value;
    double real;
    memcpy(&real, &c->value, sizeof real);
    switch ((TypeTag)t->tag) {
    case TY_TRUTH: return c->value <= UNKNOWN;
    case TY_INT: return true;
    case TY_REAL: return reals_ok(&real, 1);
    case TY_DURATION: return c->value < a->nclaim_durations;
    case TY_TEXT: return c->value < a->nstr;
    case TY_DATE: return c->value < a->ndates;
    case TY_ENTITY: return c->value <= UINT32_MAX && links_ok(a, t, &small, 1, true);
    default: return false;
    }
}

static bool check_claims(Opening *o) {
    const Archive *a = o->a;
    uint64_t last = 0;
    for (uint32_t i = 0; i < a->nclaims; i++) {
        const Claim *c = &a->claims[i];
        uint64_t key = (uint64_t)c->entity << 32 | c->field;
        if (!claim_ok(a, c) || key < last) return block_bad(o, "a claim is wrong");
        last = key;
    }
    return true;
}

bool block_check(Opening *o) {
    const Archive *a = o->a;
    if (!all_below(a->meta, (uint64_t)a->nmeta * 2, a->nstr))
        return block_bad(o, "the members of the archive are wrong");
    return check_texts(o) && check_dates(o) && check_notes(o) && check_ids(o) && check_columns(o) &&
           check_parts(o) && check_names(o) && check_claims(o) && check_bounds_of_events(o);
}
