// What of an archive was looked through already, and what was found: each piece is looked through
// when it is first used, by whichever thread comes first (several may do so at once, and find the
// same). In: an open archive; out: whether a piece may be used.
#include "runtime/block_impl.h"

static bool found(const Archive *a, atomic_uchar *seen, bool sound) {
    if (!sound) atomic_store_explicit(a->damaged, true, memory_order_relaxed);
    atomic_store_explicit(seen, sound ? SOUND : DAMAGED, memory_order_release);
    return sound;
}

bool archive_look(const Archive *a, ArchivePart part) {
    return found(a, &a->seen[part], block_part_ok(a->sections, part));
}

const Column *archive_look_column(const Archive *a, const KindTable *k, uint32_t field) {
    atomic_uchar *seen = &k->seen[field];
    uint8_t before = atomic_load_explicit(seen, memory_order_acquire);
    bool sound =
        before == UNSEEN ? found(a, seen, block_column_ok(a->sections, k, field)) : before == SOUND;
    return sound ? &k->columns[field] : &k->harmless[field];
}

bool archive_sound(const Archive *a, Guard *guard) {
    if (!block_utf8_ok(a, guard) || !block_ids_ok(a)) return false;
    for (ArchivePart part = 0; part < PARTS; part++) {
        guard_tick(guard);
        if (!archive_part(a, part)) return false;
    }
    for (uint32_t k = 0; k < a->schema.nkinds; k++)
        for (uint32_t f = 0; f < a->tables[k].kind->nfields; f++) {
            guard_tick(guard);
            archive_column(a, &a->tables[k], f);
        }
    return !archive_damaged(a);
}
