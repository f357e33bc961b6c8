// From a builder to a block: numbers the entities, runs the steps and writes header, section table
// and sections. In: a full builder; out: bytes in memory from the host's allocator. The same input
// in the same order gives the same bytes.
#include "runtime/freeze.h"

#include <string.h>

#include "runtime/block_impl.h"
#include "runtime/settle.h"

void freeze_section(Freeze *z, SectionType type, uint32_t kind, uint32_t field, uint32_t elem,
                    uint64_t count, const void *data) {
    z->sections = arena_grow(z->a, z->sections, &z->section_cap, (size_t)z->nsections + 1,
                             sizeof *z->sections);
    PlannedSection *s = &z->sections[z->nsections++];
    *s = (PlannedSection){.data = data};
    s->head.type = (uint32_t)type;
    s->head.kind = kind;
    s->head.field = field;
    s->head.elem = elem;
    s->head.count = count;
}

// Entities of a kind follow one another in the order in which they were made.
static void number_entities(Freeze *z) {
    const Builder *b = z->b;
    uint32_t nkinds = b->schema->nkinds;
    z->first = ARENA_ARRAY(z->a, uint32_t, (size_t)nkinds + 1);
    z->first[0] = 1;
    for (uint32_t k = 0; k < nkinds; k++) z->first[k + 1] = z->first[k] + b->kinds[k].count;
    z->at_number = ARENA_ARRAY(z->a, Ref, (size_t)b->nentities + 1);
    z->at_number[0] = 0;
    for (Ref r = 1; r <= b->nentities; r++) {
        guard_every(z->a->guard, r);
        z->at_number[freeze_number(z, r)] = r;
    }
    freeze_section(z, SEC_KINDS, 0, 0, sizeof *z->first, (uint64_t)nkinds + 1, z->first);
}

static void freeze_schema(Freeze *z) {
    StrBuf out;
    buf_init(&out, z->a);
    schema_write(z->b->schema, &out);
    Str text = buf_str(&out);
    freeze_section(z, SEC_SCHEMA, 0, 0, 1, text.n, text.p);
}

static void freeze_meta(Freeze *z) {
    const Builder *b = z->b;
    if (!b->nmeta) return;
    uint32_t *meta = ARENA_ARRAY(z->a, uint32_t, b->nmeta);
    uint32_t n = 0, title = pool_find(&b->texts, STR("title"));
    for (int rest = 0; rest < 2; rest++) // the title first
        for (uint32_t i = 0; i < b->nmeta; i += 2) {
            if ((b->meta[i] != title) != rest) continue;
            meta[n++] = z->text_id[b->meta[i]];
            meta[n++] = z->text_id[b->meta[i + 1]];
        }
    freeze_section(z, SEC_META, 0, 0, sizeof *meta, b->nmeta, meta);
}

static void write_texts(const Freeze *z, unsigned char *out) {
    for (uint32_t i = 1; i < z->b->texts.n; i++) {
        const PoolText *t = pool_text(&z->b->texts, z->text_at[i]);
        arena_copy(z->a, out, t->p, t->n);
        guard_every(z->a->guard, i);
        out += t->n;
    }
}

static uint64_t place_sections(Freeze *z) {
    uint64_t at = block_align(sizeof(BlockHeader) + z->nsections * sizeof(Section));
    for (uint32_t i = 0; i < z->nsections; i++) {
        Section *s = &z->sections[i].head;
        s->offset = at;
        at = block_align(at + s->elem * s->count);
    }
    return at;
}

static void write_block(const Freeze *z, unsigned char *out, uint64_t length) {
    Section *table = (Section *)(void *)(out + sizeof(BlockHeader));
    uint64_t at = sizeof(BlockHeader) + z->nsections * sizeof(Section);
    for (uint32_t i = 0; i < z->nsections; i++) {
        const PlannedSection *s = &z->sections[i];
        table[i] = s->head;
        memset(out + at, 0, s->head.offset - at); // between sections
        at = s->head.offset + s->head.elem * s->head.count;
        if (s->head.type != SEC_STR_BYTES)
            arena_copy(z->a, out + s->head.offset, s->data, s->head.elem * s->head.count);
        else
            write_texts(z, out + s->head.offset);
    }
    memset(out + at, 0, length - at);
    BlockHeader head = {.magic = BLOCK_MAGIC,
                        .endian = BLOCK_ENDIAN,
                        .major = BLOCK_MAJOR,
                        .minor = BLOCK_MINOR,
                        .nsections = z->nsections,
                        .length = length};
    block_seal_head(out, &head);
}

Status builder_freeze(Builder *b, const Alloc *alloc, unsigned char **bytes, uint64_t *length) {
    *bytes = NULL;
    *length = 0;
    if (b->misused) return ST_MISUSE;
    builder_settle(b);
    Freeze z = {.b = b, .a = b->arena};
    z.stamp = arena_zero(z.a, ((size_t)b->nentities + 1) * sizeof *z.stamp);
    z.columns = ARENA_ARRAY(z.a, FrozenColumn *, b->schema->nkinds);
    freeze_schema(&z);
    number_entities(&z);
    if (!freeze_order(&z)) return ST_DATA;
    freeze_texts(&z);
    freeze_dates(&z);
    freeze_ends(&z);
    freeze_meta(&z);
    freeze_columns(&z);
    freeze_bounds(&z);
    freeze_inverses(&z);
    if (!b->bare) {
        freeze_ranks(&z);
        freeze_indexes(&z);
        freeze_words(&z);
        freeze_names(&z);
    }
    uint64_t n = place_sections(&z);
    if (n > SIZE_MAX) return ST_NOMEM;
    *bytes = alloc->resize(alloc->user, NULL, 0, (size_t)n);
    if (!*bytes) return ST_NOMEM;
    *length = n;
    write_block(&z, *bytes, n);
    return ST_OK;
}
