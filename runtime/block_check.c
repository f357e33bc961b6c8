// Looks through the pieces of a block, so that a damaged or hostile one is found out before what it
// holds is used as a place in memory. In: an archive whose arrays lie within the block; out: yes or
// no. One pass over each array; whether the facts make sense is not asked.
#include <string.h>

#include "lang/date_impl.h"
#include "runtime/block_impl.h"
#include "runtime/clones.h"
#include "runtime/name.h"
#include "runtime/postings.h"

// ---- arrays of numbers ----------------------------------------------------------------------

GAZ_CLONES static bool all_below(const uint32_t *v, uint64_t n, uint32_t end) {
    uint32_t high = 0;
    for (uint64_t i = 0; i < n; i++) high = v[i] > high ? v[i] : high;
    return n == 0 || high < end;
}

GAZ_CLONES static bool all_within(const uint32_t *v, uint64_t n, uint32_t lo, uint32_t hi) {
    uint32_t outside = 0;
    for (uint64_t i = 0; i < n; i++) outside |= v[i] - lo >= hi - lo;
    return !outside;
}

// Missing (0) or within.
GAZ_CLONES static bool none_or_within(const uint32_t *v, uint64_t n, uint32_t lo, uint32_t hi) {
    uint32_t outside = 0;
    for (uint64_t i = 0; i < n; i++) outside |= v[i] != 0 && v[i] - lo >= hi - lo;
    return !outside;
}

GAZ_CLONES static bool ascending(const uint32_t *v, uint64_t n, bool strictly) {
    uint32_t falls = 0;
    for (uint64_t i = 1; i < n; i++) falls |= strictly ? v[i] <= v[i - 1] : v[i] < v[i - 1];
    return !falls;
}

static bool offsets_ok(const uint32_t *off, uint64_t n, uint64_t rows, uint64_t elements) {
    return n == rows + 1 && off[0] == 0 && off[rows] == elements && ascending(off, n, false);
}

GAZ_CLONES static bool bytes_at_most(const uint8_t *v, uint64_t n, uint8_t most) {
    uint8_t high = 0;
    for (uint64_t i = 0; i < n; i++) high = v[i] > high ? v[i] : high;
    return high <= most;
}

// ---- tables ---------------------------------------------------------------------------------

GAZ_CLONES static bool texts_ok(const Archive *a) {
    const uint64_t *off = a->str_off;
    uint64_t most = 0;
    uint32_t falls = off[0] != 0 || off[1] != 0 || off[a->nstr] != a->text_bytes;
    for (uint32_t i = 0; i < a->nstr; i++) {
        falls |= off[i + 1] < off[i];
        most = off[i + 1] - off[i] > most ? off[i + 1] - off[i] : most;
    }
    return !falls && most <= UINT32_MAX / 2;
}

bool block_utf8_ok(const Archive *a, Guard *guard) {
    for (uint32_t i = 1; i < a->nstr; i++) {
        Str s = archive_text(a, i);
        if (!str_ascii(s) && utf8_invalid_at(s) != s.n) return false;
        guard_work(guard, 1 + s.n / 64);
    }
    return all_below(a->str_hash, (uint64_t)a->str_mask + 1, a->nstr);
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

static bool dates_ok(const Opening *o) {
    const Archive *a = o->a;
    for (uint32_t i = 0; i < a->ndates; i++) {
        uint32_t canon = a->date_canon[i];
        if (!date_ok(o, i) || canon > i || a->date_canon[canon] != canon || (i > 0 && canon == 0))
            return false;
    }
    return true;
}

static bool notes_ok(const Archive *a) {
    for (uint32_t i = 0; i < a->nnotes; i++) {
        const Annotation *n = &a->notes[i];
        if (n->certainty >= a->nstr || n->note >= a->nstr || n->role >= a->nstr ||
            (n->within && n->within >= a->nnote_reaches) || n->first_source > a->nnote_sources ||
            n->nsources > a->nnote_sources - n->first_source)
            return false;
    }
    uint32_t passage = schema_kind(&a->schema, STR("passage"));
    uint32_t lo = 1, hi = a->nentities + 1;
    if (passage != KIND_ANY) {
        lo = a->tables[passage].first;
        hi = lo + a->tables[passage].count;
    }
    return all_within(a->note_sources, a->nnote_sources, lo, hi);
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

static bool bounds_ok(const Archive *a) {
    for (uint32_t i = 0; i < a->nbounds; i++)
        if (!event_bounds_ok(a, i)) return false;
    return true;
}

bool block_ids_ok(const Archive *a) {
    const Index *ids = &a->ids;
    return all_within(ids->keys, ids->n, 1, a->nstr) && ascending(ids->keys, ids->n, false) &&
           all_within(ids->rows, ids->n, 1, a->nentities + 1);
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
    if (t->tag == TY_DATE && c->data && !archive_part(a, PART_DATES)) return false;
    if (list ? (c->off ? !offsets_ok(c->off, n->off, rows, n->data) : n->data != 0)
             : (c->off != NULL || (c->data && n->data != rows)))
        return false;
    if (c->valid && (list || !optional || !c->data || n->valid != rows)) return false;
    if (c->valid && !bytes_at_most(c->valid, rows, 1)) return false;
    if (c->noted && (n->noted != n->data || !all_below(c->noted, n->noted, a->nnotes) ||
                     !archive_part(a, PART_NOTES)))
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

// The lists themselves are looked at where they are read (postings.h).
static bool words_ok(const Column *c, const WordCounts *n, uint32_t rows) {
    const WordIndex *w = n->index;
    if (!w->off || !w->bytes || !w->lists || !w->postings || !w->places || !n->totals) return false;
    if (c->field->type->tag != TY_TEXT || !c->data || w->npostings < POSTING_SLACK ||
        w->nplaces < POSTING_SLACK || !offsets_ok(w->off, n->offsets, n->lists, n->bytes))
        return false;
    for (uint32_t i = 0; i < w->n; i++) {
        const WordList *l = &w->lists[i];
        if (l->at > w->npostings - POSTING_SLACK || l->places > w->nplaces - POSTING_SLACK ||
            l->rows == 0 || l->rows > rows)
            return false;
    }
    return (!w->lengths || n->lengths == rows) && stems_ok(w, n);
}

// Texts that are parts of others: their lists are those of the whole texts.
static bool borrowed_ok(const Archive *a, const KindTable *k, const Column *c,
                        const WordCounts *n) {
    PartFields p;
    if (!block_parts(&a->schema, &p)) return false;
    const KindTable *whole = &a->tables[p.whole_kind];
    const uint32_t *link = c->words->whole;
    return archive_column(a, whole, p.whole_text)->words && archive_column(a, k, p.whole)->data &&
           (!link || (all_within(link, k->count, whole->first, whole->first + whole->count) &&
                      ascending(link, k->count, false))) &&
           n->lengths == k->count && stems_ok(c->words, n);
}

bool block_column_ok(const Opening *o, const KindTable *k, uint32_t field) {
    const Column *c = &k->columns[field];
    const ColumnCounts *n = &o->counts[k - o->a->tables][field];
    if (!column_ok(o->a, c, n, k->count)) return false;
    if (!c->words) return true;
    return n->words.parts ? borrowed_ok(o->a, k, c, &n->words) : words_ok(c, &n->words, k->count);
}

// ---- names ----------------------------------------------------------------------------------

static bool names_ok(const Archive *a) {
    const NameIndex *x = &a->names;
    if (!x->forms) return true;
    for (uint32_t i = 0; i < x->n; i++) {
        const NameForm *f = &x->forms[i], *next = f + 1;
        bool longer = i + 1 == x->n || next->letters >= f->letters;
        if (f->at > next->at || f->texts > next->texts || !longer) return false;
    }
    return all_within(x->texts, x->forms[x->n].texts, 1, a->nstr) &&
           bytes_at_most(x->counts, a->nstr, NAME_WORDS);
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

static bool claims_ok(const Archive *a) {
    uint64_t last = 0;
    for (uint32_t i = 0; i < a->nclaims; i++) {
        const Claim *c = &a->claims[i];
        uint64_t key = (uint64_t)c->entity << 32 | c->field;
        if (!claim_ok(a, c) || key < last) return false;
        last = key;
    }
    return true;
}

// ---- pieces ---------------------------------------------------------------------------------

bool block_part_ok(const Opening *o, ArchivePart part) {
    const Archive *a = o->a;
    switch (part) {
    case PART_TEXTS: return texts_ok(a);
    case PART_DATES: return dates_ok(o);
    case PART_NOTES: return notes_ok(a);
    case PART_CLAIMS:
        return archive_part(a, PART_NOTES) && archive_part(a, PART_DATES) && claims_ok(a);
    case PART_BOUNDS: return archive_part(a, PART_DATES) && bounds_ok(a);
    default: return names_ok(a);
    }
}
