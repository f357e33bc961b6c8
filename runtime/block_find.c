// Look-ups in an open archive: texts, names, dates, entities, index ranges. In: an archive that was
// checked when it was opened; out: numbers and texts that live as long as it.
#include "runtime/block.h"

uint32_t archive_find_text(const Archive *a, Str s) {
    if (s.n == 0) return 0;
    uint32_t slot = (uint32_t)str_hash(s) & a->str_mask;
    for (uint64_t tries = 0; tries <= a->str_mask; tries++) {
        uint32_t id = a->str_hash[slot];
        if (id == 0) return 0;
        if (str_eq(archive_text(a, id), s)) return id;
        slot = (slot + 1) & a->str_mask;
    }
    return 0;
}

// The first text whose folded form is not below s (or, with `past`, is above it).
static uint32_t folded_bound(const Archive *a, Arena *scratch, Str s, bool past) {
    uint32_t lo = 1, hi = a->nstr;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        ArenaMark mark = arena_mark(scratch);
        int order = str_cmp(str_fold(scratch, archive_text(a, mid)), s);
        arena_release(scratch, mark);
        if (past ? order <= 0 : order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void archive_find_folded(const Archive *a, Arena *scratch, Str s, uint32_t *lo, uint32_t *hi) {
    ArenaMark mark = arena_mark(scratch);
    Str folded = str_fold(scratch, s);
    *lo = folded_bound(a, scratch, folded, false);
    *hi = folded_bound(a, scratch, folded, true);
    if (*hi < *lo) *hi = *lo; // only where a block's order was tampered with
    arena_release(scratch, mark);
}

Date archive_date(const Archive *a, uint32_t id) {
    const DateDesc *d = &a->date_desc[id];
    return (Date){.es = a->date_t[0][id],
                  .ls = a->date_t[1][id],
                  .ee = a->date_t[2][id],
                  .le = a->date_t[3][id],
                  .kind = d->kind,
                  .prec = d->prec,
                  .end_prec = d->end_prec,
                  .qual = d->qual,
                  .end_qual = d->end_qual,
                  .calendar = d->calendar,
                  .flags = d->flags,
                  .form = d->form};
}

// The last kind whose first entity is not after it; kinds without entities share their first with
// the next.
uint32_t archive_kind_of(const Archive *a, uint32_t entity) {
    uint32_t lo = 0, hi = a->schema.nkinds;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->tables[mid].first <= entity)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static Str cell_text(const Archive *a, const KindTable *t, uint32_t field, uint32_t entity) {
    const uint32_t *ids = t->columns[field].data;
    return ids ? archive_text(a, ids[entity - t->first]) : (Str){"", 0};
}

Str archive_id(const Archive *a, uint32_t entity) {
    if (entity == 0 || entity > a->nentities) return (Str){"", 0};
    return cell_text(a, &a->tables[archive_kind_of(a, entity)], FIELD_ID, entity);
}

Str archive_label(const Archive *a, uint32_t entity) {
    if (entity == 0 || entity > a->nentities) return (Str){"", 0};
    const KindTable *t = &a->tables[archive_kind_of(a, entity)];
    Str label = cell_text(a, t, t->kind->label_field, entity);
    return label.n ? label : cell_text(a, t, FIELD_ID, entity);
}

static uint32_t lower_bound(Index ix, uint32_t key) {
    uint32_t lo = 0, hi = ix.n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (ix.keys[mid] < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void index_range(Index ix, uint32_t key_lo, uint32_t key_hi, uint32_t *from, uint32_t *to) {
    *from = lower_bound(ix, key_lo);
    *to = key_hi == UINT32_MAX ? ix.n : lower_bound(ix, key_hi + 1);
    if (*to < *from) *to = *from;
}
