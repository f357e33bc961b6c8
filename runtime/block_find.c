// Look-ups in an open archive: texts, names, dates, entities, index ranges. In: an archive that was
// checked when it was opened; out: numbers and texts that live as long as it.
#include "runtime/block.h"

bool archive_meta(const Archive *a, Str name, Str *value) {
    *value = STR("");
    for (uint32_t i = 0; i < a->nmeta; i++) {
        if (!str_eq(archive_text(a, a->meta[2 * i]), name)) continue;
        *value = archive_text(a, a->meta[2 * i + 1]);
        return true;
    }
    return false;
}

uint32_t archive_find_text(const Archive *a, Str s) {
    return archive_find_hashed(a, s, str_hash(s));
}

uint32_t archive_find_hashed(const Archive *a, Str s, uint64_t hash) {
    uint32_t slot = (uint32_t)hash & a->str_mask;
    for (uint64_t tries = 0; tries <= a->str_mask; tries++) {
        uint32_t id = a->str_hash[slot];
        if (id == 0) return 0;
        if (str_eq(archive_text(a, id), s)) return id;
        slot = (slot + 1) & a->str_mask;
    }
    return 0;
}

uint32_t archive_with_id(const Archive *a, uint32_t kind, Str id, uint32_t *found, uint32_t max) {
    uint32_t text = archive_find_text(a, id), from, to, n = 0;
    if (!text) return 0;
    index_range(a->ids, text, text, &from, &to);
    for (uint32_t i = from; i < to && n < max; i++) {
        uint32_t entity = a->ids.rows[i];
        bool there = entity && entity <= a->nentities;
        if (there && (kind == KIND_ANY || archive_kind_of(a, entity) == kind)) found[n++] = entity;
    }
    return n;
}

static int compare_whole(Arena *scratch, Str s, Str folded) {
    ArenaMark mark = arena_mark(scratch);
    int order = str_cmp(str_fold(scratch, s), folded);
    arena_release(scratch, mark);
    return order;
}

// A text against a folded one, by folded form; ASCII without a copy.
static int compare_folded(Arena *scratch, Str s, Str folded) {
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c >= 0x80) return compare_whole(scratch, s, folded);
        if (i == folded.n) return 1;
        if (c >= 'A' && c <= 'Z') c = (unsigned char)(c + ('a' - 'A'));
        unsigned char d = (unsigned char)folded.p[i];
        if (c != d) return c < d ? -1 : 1;
    }
    return s.n < folded.n ? -1 : 0;
}

// Texts lo … are not below s; variants of one folded form are few, so the end is near.
void archive_find_folded(const Archive *a, Arena *scratch, Str s, uint32_t *lo, uint32_t *hi) {
    ArenaMark mark = arena_mark(scratch);
    Str folded = str_fold(scratch, s);
    uint32_t from = 1, to = a->nstr;
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        if (compare_folded(scratch, archive_text(a, mid), folded) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    while (to < a->nstr && compare_folded(scratch, archive_text(a, to), folded) == 0) to++;
    *lo = from;
    *hi = to;
    arena_release(scratch, mark);
}

Date archive_date(const Archive *a, uint32_t id) {
    const DateDesc *d = &a->date_desc[id];
    Date date = {.es = a->date_t[0][id],
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
    if (!d->more) return date;
    const DateMore *m = &a->date_more[d->more - 1];
    date.mask = m->mask;
    date.end_mask = m->end_mask;
    date.digits = m->digits;
    date.end_digits = m->end_digits;
    if (m->set != NO_SET) date.set = (const DateSet *)(const void *)(a->date_sets + m->set);
    return date;
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
    const uint32_t *ids = archive_column(a, t, field)->data;
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

const EventBounds *archive_bounds(const Archive *a, uint32_t entity) {
    if (!a->nbounds || !archive_part(a, PART_BOUNDS)) return NULL;
    uint32_t lo = 0, hi = a->nbounds;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->bounds[mid].entity < entity)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < a->nbounds && a->bounds[lo].entity == entity ? &a->bounds[lo] : NULL;
}
