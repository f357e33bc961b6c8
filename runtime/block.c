// Opens a block and looks things up in it. In: bytes that may be damaged or hostile; out: an
// Archive whose every array lies within the bytes, or a reason. It must not know where the bytes
// come from.
#include "runtime/block.h"

#include <string.h>

#include "lang/parser.h"
#include "runtime/block_impl.h"

bool block_bad(Opening *o, const char *why) {
    if (!o->why) o->why = why;
    return false;
}

// ---- header and section table ---------------------------------------------------------------

static bool read_header(Opening *o) {
    const Archive *a = o->a;
    BlockHeader head;
    if (a->length < sizeof head) return block_bad(o, "it is too short to be an archive");
    memcpy(&head, a->bytes, sizeof head);
    if (head.magic != BLOCK_MAGIC) return block_bad(o, "it is no archive of Gazette's");
    if (head.endian != BLOCK_ENDIAN)
        return block_bad(o, "it was made on a machine with another order of bytes");
    if (head.major > BLOCK_MAJOR || head.needs)
        return block_bad(o, "it was made by a newer version of Gazette, which can read it");
    if (head.major < BLOCK_MAJOR)
        return block_bad(o, "it was made by an older version of Gazette: make it once more from "
                            "its sources");
    if (head.length != a->length || a->length % BLOCK_ALIGN)
        return block_bad(o, "it is cut off, or longer than it says");
    if (head.nsections > (a->length - sizeof head) / sizeof(Section))
        return block_bad(o, "its table of sections is wrong");
    o->nsections = head.nsections;
    o->sections = (const Section *)(const void *)(a->bytes + sizeof head);
    uint64_t covered = sizeof head + head.nsections * sizeof(Section), said = head.checksum;
    unsigned char *copy = arena_dup(&o->a->arena, a->bytes, (size_t)covered);
    head.checksum = 0;
    memcpy(copy, &head, sizeof head);
    return block_checksum(copy, covered) == said || block_bad(o, "its checksum is wrong");
}

static bool check_bounds(Opening *o) {
    uint64_t first = block_align(sizeof(BlockHeader) + o->nsections * sizeof(Section));
    for (uint32_t i = 0; i < o->nsections; i++) {
        const Section *s = &o->sections[i];
        if (s->offset % BLOCK_ALIGN || s->elem == 0 || s->elem > sizeof(Section) ||
            s->offset < first || s->offset > o->a->length ||
            s->count > (o->a->length - s->offset) / s->elem)
            return block_bad(o, "a section lies outside the archive");
    }
    return true;
}

// ---- tables ---------------------------------------------------------------------------------

// The only section of this type and field; NULL (and *count 0) if there is none or its elements
// have another size.
static const void *table(const Opening *o, SectionType type, uint32_t field, uint32_t elem,
                         uint64_t *count) {
    *count = 0;
    for (uint32_t i = 0; i < o->nsections; i++) {
        const Section *s = &o->sections[i];
        if (s->type != (uint32_t)type || s->field != field || s->elem != elem) continue;
        *count = s->count;
        return o->a->bytes + s->offset;
    }
    return NULL;
}

static bool read_schema(Opening *o, Diags *diags) {
    Archive *a = o->a;
    uint64_t n;
    const char *text = table(o, SEC_SCHEMA, 0, 1, &n);
    if (!text || n > UINT32_MAX / 2) return block_bad(o, "its schema is missing");
    Source *source = source_new(&a->arena, STR(""), (Str){text, (uint32_t)n});
    if (source_invalid_at(source) != source->text.n) return block_bad(o, "its schema is wrong");
    ParseLimits limits = {UINT32_MAX / 2, NODE_HEIGHT_MAX, UINT32_MAX / 2};
    Program *p = parse(&a->arena, source, PARSE_FILE, limits, diags);
    schema_init(&a->schema, &a->arena);
    schema_declare(&a->schema, p, diags);
    schema_finish(&a->schema, diags);
    return diags->count == 0 || block_bad(o, "its schema is wrong");
}

static bool read_kinds(Opening *o) {
    Archive *a = o->a;
    uint64_t n;
    const uint32_t *first = table(o, SEC_KINDS, 0, sizeof *first, &n);
    uint32_t nkinds = a->schema.nkinds;
    if (!first || n != (uint64_t)nkinds + 1 || first[0] != 1)
        return block_bad(o, "its table of kinds is wrong");
    a->tables = ARENA_ARRAY(&a->arena, KindTable, nkinds);
    o->counts = ARENA_ARRAY(&a->arena, ColumnCounts *, nkinds);
    for (uint32_t k = 0; k < nkinds; k++) {
        const Kind *kind = a->schema.kinds[k];
        if (first[k + 1] < first[k]) return block_bad(o, "its table of kinds is wrong");
        Column *columns = arena_zero(&a->arena, kind->nfields * sizeof *columns);
        for (uint32_t f = 0; f < kind->nfields; f++) columns[f].field = &kind->fields[f];
        Column *harmless = arena_dup(&a->arena, columns, kind->nfields * sizeof *columns);
        atomic_uchar *seen = arena_zero(&a->arena, kind->nfields * sizeof *seen);
        a->tables[k] =
            (KindTable){kind, first[k], first[k + 1] - first[k], columns, seen, harmless};
        o->counts[k] = arena_zero(&a->arena, kind->nfields * sizeof **o->counts);
    }
    a->nentities = first[nkinds] - 1;
    return a->nentities < UINT32_MAX - 1 || block_bad(o, "its table of kinds is wrong");
}

static bool read_texts(Opening *o) {
    Archive *a = o->a;
    uint64_t n, slots;
    a->str_off = table(o, SEC_STR_OFFSETS, 0, sizeof *a->str_off, &n);
    a->str_bytes = table(o, SEC_STR_BYTES, 0, 1, &a->text_bytes);
    a->str_hash = table(o, SEC_STR_HASH, 0, sizeof *a->str_hash, &slots);
    if (!a->str_off || !a->str_bytes || !a->str_hash || n < 2 || n > UINT32_MAX || slots == 0 ||
        slots > UINT32_MAX || (slots & (slots - 1)) != 0)
        return block_bad(o, "its table of texts is wrong");
    a->nstr = (uint32_t)(n - 1);
    a->str_mask = (uint32_t)(slots - 1);
    return true;
}

static bool read_dates(Opening *o) {
    Archive *a = o->a;
    uint64_t n, count;
    a->date_desc = table(o, SEC_DATE_DESC, 0, sizeof *a->date_desc, &n);
    if (!a->date_desc || n == 0 || n >= UINT32_MAX)
        return block_bad(o, "its table of dates is wrong");
    for (uint32_t i = 0; i < 4; i++) {
        a->date_t[i] = table(o, SEC_DATE_T, i, sizeof(int64_t), &count);
        if (!a->date_t[i] || count != n) return block_bad(o, "its table of dates is wrong");
    }
    a->date_canon = table(o, SEC_DATE_CANON, 0, sizeof *a->date_canon, &count);
    if (!a->date_canon || count != n) return block_bad(o, "its table of dates is wrong");
    a->ndates = (uint32_t)n;
    a->date_more = table(o, SEC_DATE_MORE, 0, sizeof *a->date_more, &count);
    a->nmore = count < UINT32_MAX ? (uint32_t)count : 0;
    a->date_sets = table(o, SEC_DATE_SETS, 0, 1, &o->set_bytes);
    a->date_block_end = table(o, SEC_DATE_ENDS, 0, sizeof *a->date_block_end, &count);
    if (!a->date_block_end || count != n / DATE_BLOCK + 1)
        return block_bad(o, "its table of dates is wrong");
    a->date_parts = table(o, SEC_DATE_PARTS, 0, sizeof *a->date_parts, &count);
    return count == n || !a->date_parts || block_bad(o, "its table of dates is wrong");
}

static bool small(uint64_t n, uint32_t *out) {
    *out = (uint32_t)n;
    return n < UINT32_MAX;
}

static bool read_bounds(Opening *o) {
    Archive *a = o->a;
    uint64_t n, instants;
    a->bounds = table(o, SEC_BOUNDS, 0, sizeof *a->bounds, &n);
    a->bound_t = table(o, SEC_BOUNDS, 1, sizeof *a->bound_t, &instants);
    return (small(n, &a->nbounds) && instants == 4 * n) || block_bad(o, "a table is too long");
}

static bool read_rest(Opening *o) {
    Archive *a = o->a;
    uint64_t meta, keys, rows, notes, sources, reaches, claims, durations;
    a->meta = table(o, SEC_META, 0, sizeof *a->meta, &meta);
    a->ids.keys = table(o, SEC_IDS_KEYS, 0, sizeof *a->ids.keys, &keys);
    a->ids.rows = table(o, SEC_IDS_ROWS, 0, sizeof *a->ids.rows, &rows);
    a->notes = table(o, SEC_NOTES, 0, sizeof *a->notes, &notes);
    a->note_sources = table(o, SEC_NOTES, 1, sizeof *a->note_sources, &sources);
    a->note_reaches = table(o, SEC_NOTES, 2, sizeof *a->note_reaches, &reaches);
    a->claims = table(o, SEC_CLAIMS, 0, sizeof *a->claims, &claims);
    a->claim_durations = table(o, SEC_CLAIMS, 1, sizeof *a->claim_durations, &durations);
    meta /= 2;
    bool fits = small(meta, &a->nmeta) && small(keys, &a->ids.n) && keys == rows &&
                small(notes, &a->nnotes) && small(sources, &a->nnote_sources) &&
                small(reaches, &a->nnote_reaches) && small(claims, &a->nclaims) &&
                small(durations, &a->nclaim_durations);
    if (!fits) return block_bad(o, "a table is too long");
    for (uint32_t i = 0; i < 2 * a->nmeta; i++)
        if (a->meta[i] >= a->nstr) return block_bad(o, "the members of the archive are wrong");
    if (!a->nnotes) { // number 0 is always there
        a->notes = ARENA_NEW(&a->arena, Annotation);
        a->nnotes = 1;
    }
    return true;
}

// The words of names: their letters and texts lie where the forms say, one behind the other.
static bool read_names(Opening *o) {
    Archive *a = o->a;
    NameIndex *x = &a->names;
    uint64_t forms, bytes, texts, counts;
    x->forms = table(o, SEC_NAME_FORMS, 0, sizeof *x->forms, &forms);
    x->bytes = table(o, SEC_NAME_BYTES, 0, 1, &bytes);
    x->texts = table(o, SEC_NAME_TEXTS, 0, sizeof *x->texts, &texts);
    x->counts = table(o, SEC_NAME_COUNTS, 0, 1, &counts);
    if (!forms) {
        x->forms = NULL;
        return true;
    }
    bool fits = small(forms - 1, &x->n) && counts == a->nstr;
    if (!fits || x->forms[x->n].at != bytes || x->forms[x->n].texts != texts)
        return block_bad(o, "its index of names is wrong");
    return true;
}

// ---- columns --------------------------------------------------------------------------------

static uint32_t value_size(const Type *t) {
    if (t->tag == TY_LIST) t = t->elem;
    switch ((TypeTag)t->tag) {
    case TY_INT:
    case TY_REAL: return 8;
    case TY_TRUTH: return 1;
    case TY_DURATION: return sizeof(Duration);
    default: return 4;
    }
}

// One array of a column: seen before is refused, and so is an element of another size.
static bool take(const Section *s, uint32_t elem, const void *seen, uint64_t *count) {
    *count = s->count;
    return !seen && s->elem == elem && s->count < UINT32_MAX;
}

static bool read_column(Opening *o, const Section *s) {
    Archive *a = o->a;
    if (s->kind >= a->schema.nkinds || s->field >= a->tables[s->kind].kind->nfields) return false;
    Column *c = &a->tables[s->kind].columns[s->field];
    ColumnCounts *n = &o->counts[s->kind][s->field];
    const void *p = a->bytes + s->offset;
    bool ok = false;
    switch (s->type) {
    case SEC_COLUMN:
        ok = take(s, value_size(c->field->type), c->data, &n->data);
        c->data = s->count ? p : NULL;
        break;
    case SEC_VALID:
        ok = take(s, 1, c->valid, &n->valid);
        c->valid = p;
        break;
    case SEC_OFFSETS:
        ok = take(s, 4, c->off, &n->off);
        c->off = p;
        break;
    case SEC_ANNOTATED:
        ok = take(s, 4, c->noted, &n->noted);
        c->noted = p;
        break;
    case SEC_INDEX_KEYS:
        ok = take(s, 4, c->index.keys, &n->keys);
        c->index.keys = p;
        c->index.n = (uint32_t)s->count;
        break;
    case SEC_INDEX_ROWS:
        ok = take(s, 4, c->index.rows, &n->rows);
        c->index.rows = p;
        break;
    default: // SEC_DATE_QUALIFIED
        ok = take(s, 4, c->qualified, &n->qualified);
        c->qualified = p;
        c->nqualified = (uint32_t)s->count;
        break;
    }
    return ok;
}

// One array of a column's words; the index is whole when all that belong together are there
// (words_ok).
static bool read_words(Opening *o, const Section *s) {
    Archive *a = o->a;
    if (s->kind >= a->schema.nkinds || s->field >= a->tables[s->kind].kind->nfields) return false;
    Column *c = &a->tables[s->kind].columns[s->field];
    WordCounts *n = &o->counts[s->kind][s->field].words;
    if (!c->words) c->words = n->index = ARENA_NEW(&a->arena, WordIndex);
    WordIndex *w = n->index;
    const void *p = a->bytes + s->offset;
    switch (s->type) {
    case SEC_WORD_OFFSETS:
        if (!take(s, sizeof *w->off, w->off, &n->offsets)) return false;
        w->off = p;
        return true;
    case SEC_WORD_BYTES:
        if (!take(s, 1, w->bytes, &n->bytes)) return false;
        w->bytes = p;
        return true;
    case SEC_WORD_LISTS:
        if (!take(s, sizeof *w->lists, w->lists, &n->lists)) return false;
        w->lists = p;
        w->n = (uint32_t)s->count;
        return true;
    case SEC_WORD_LENGTHS:
        if (!take(s, sizeof *w->lengths, w->lengths, &n->lengths)) return false;
        w->lengths = p;
        return true;
    case SEC_STEM_OFFSETS:
        if (!take(s, sizeof *w->stem_off, w->stem_off, &n->stem_offsets)) return false;
        w->stem_off = p;
        return true;
    case SEC_STEM_BYTES:
        if (!take(s, 1, w->stem_bytes, &n->stem_bytes)) return false;
        w->stem_bytes = p;
        return true;
    case SEC_STEM_STARTS:
        if (!take(s, sizeof *w->stem_starts, w->stem_starts, &n->stem_starts)) return false;
        w->stem_starts = p;
        w->nstems = (uint32_t)(s->count ? s->count - 1 : 0);
        return true;
    case SEC_STEM_WORDS:
        if (!take(s, sizeof *w->stem_words, w->stem_words, &n->stem_words)) return false;
        w->stem_words = p;
        return true;
    case SEC_WORD_TOTALS:
        if (s->elem != sizeof *n->totals || s->count != 1) return false;
        n->totals = p;
        w->words = n->totals->words;
        w->missing = (uint32_t)n->totals->missing;
        return true;
    case SEC_POSTINGS:
        w->postings = p;
        w->npostings = s->count;
        return s->elem == 1;
    default: // SEC_PLACES
        w->places = p;
        w->nplaces = s->count;
        return s->elem == 1;
    }
}

static bool read_ranks(Opening *o, const Section *s) {
    const Archive *a = o->a;
    if (s->kind >= a->schema.nkinds || s->field >= a->tables[s->kind].kind->ndeclared) return false;
    ColumnCounts *n = &o->counts[s->kind][s->field];
    const void *p = a->bytes + s->offset;
    if (s->type == SEC_DATE_RANKS) {
        if (!take(s, sizeof *n->ranks, n->ranks, &n->nranks)) return false;
        n->ranks = p;
        return true;
    }
    if (!take(s, 1, n->moments, &n->nmoments)) return false;
    n->moments = p;
    return true;
}

// A date column and where its bounds lie, of every row: none of them, or all.
static bool rank_column(Opening *o, const KindTable *t, uint32_t field, const ColumnCounts *n) {
    Archive *a = o->a;
    const Column *c = &t->columns[field];
    uint32_t rows = t->count;
    if (!n->ranks && !n->moments) return true;
    if (c->field->type->tag != TY_DATE || !c->data || n->data != rows || n->nmoments != rows ||
        (n->nranks != 2 * (uint64_t)rows && n->nranks != 4 * (uint64_t)rows))
        return false;
    const int32_t *r = n->ranks, *end = n->nranks == 4 * (uint64_t)rows ? r + 2 * (size_t)rows : r;
    a->date_columns[a->ndate_columns++] =
        (DateColumn){c->data, rows, r, r + rows, end, end + rows, n->moments};
    return true;
}

static bool rank_columns(Opening *o) {
    Archive *a = o->a;
    uint32_t fields = 0;
    for (uint32_t k = 0; k < a->schema.nkinds; k++) fields += a->tables[k].kind->ndeclared;
    a->date_columns = ARENA_ARRAY(&a->arena, DateColumn, fields);
    for (uint32_t k = 0; k < a->schema.nkinds; k++)
        for (uint32_t f = 0; f < a->tables[k].kind->ndeclared; f++)
            if (!rank_column(o, &a->tables[k], f, &o->counts[k][f]))
                return block_bad(o, "the order of its dates is wrong");
    return true;
}

// Sections of types that are not known are passed over: a later minor version may add some.
static bool read_columns(Opening *o) {
    for (uint32_t i = 0; i < o->nsections; i++) {
        const Section *s = &o->sections[i];
        if (s->type >= SEC_COLUMN && s->type <= SEC_DATE_QUALIFIED && !read_column(o, s))
            return block_bad(o, "a column is wrong");
        bool words = s->type >= SEC_WORD_OFFSETS && s->type <= SEC_STEM_WORDS;
        if ((words || s->type == SEC_WORD_TOTALS) && !read_words(o, s))
            return block_bad(o, "an index of words is wrong");
        if ((s->type == SEC_DATE_RANKS || s->type == SEC_DATE_MOMENTS) && !read_ranks(o, s))
            return block_bad(o, "the order of its dates is wrong");
    }
    return rank_columns(o) && block_find_parts(o);
}

// ---- opening --------------------------------------------------------------------------------

static bool open_in(Opening *o, Diags *diags) {
    diags_init(diags, &o->a->arena);
    return read_header(o) && check_bounds(o) && read_schema(o, diags) && read_kinds(o) &&
           read_texts(o) && read_dates(o) && read_rest(o) && read_bounds(o) && read_names(o) &&
           read_columns(o);
}

// Fills in a; its arena leaves by the guard here, so the caller frees it whatever the outcome.
static Status open_guarded(Archive *a, Guard *guard, const char **why) {
    a->arena.guard = guard;
    if (setjmp(guard->at)) {
        a->arena.guard = NULL;
        *why = "it is too large";
        return guard->status;
    }
    Opening *o = ARENA_NEW(&a->arena, Opening);
    Diags diags;
    o->a = a;
    a->sections = o;
    a->seen = arena_zero(&a->arena, PARTS * sizeof *a->seen);
    a->damaged = ARENA_NEW(&a->arena, atomic_bool);
    bool ok = open_in(o, &diags);
    *why = o->why;
    a->arena.guard = NULL;
    return ok ? ST_OK : ST_DATA;
}

Status archive_open(const Alloc *alloc, const void *bytes, uint64_t length, Guard *guard,
                    Archive **out, Diags *diags) {
    *out = NULL;
    const char *why = "its bytes are not aligned in memory";
    Status status = ST_MISUSE;
    Archive *a = NULL;
    if ((uintptr_t)bytes % 8 == 0 && length <= SIZE_MAX) {
        a = alloc->resize(alloc->user, NULL, 0, sizeof *a);
        status = ST_NOMEM;
    }
    if (a) {
        memset(a, 0, sizeof *a);
        arena_init(&a->arena, alloc, NULL, NULL);
        a->bytes = bytes;
        a->length = length;
        status = open_guarded(a, guard, &why);
    }
    if (status == ST_OK) {
        *out = a;
        return ST_OK;
    }
    archive_close(a);
    // no memory: nor is there any for words
    if (status == ST_NOMEM || status == ST_INTERRUPTED) return status;
    ErrorCode code = status == ST_DATA ? E0406 : E0802;
    diag_error(diags, code, NULL, (Span){0, 0}, "the archive cannot be opened: %s", why);
    return status;
}

void archive_close(Archive *a) {
    if (!a) return;
    const Alloc *alloc = a->arena.alloc;
    arena_free(&a->arena);
    alloc->resize(alloc->user, a, sizeof *a, 0);
}
