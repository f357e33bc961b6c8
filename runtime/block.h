// The archive at rest: one block of memory that holds offsets, never pointers (a snapshot is such a
// block in a file), and the Archive that looks into it. Immutable once made; any number of threads
// may read it.
//
// Everything a cell can hold is a small number:
//   text    uint32 id into the string table; 0 is missing (and the empty text). Ids are given in
//           sort order (folded text, then code points), every distinct text has one id: equal
//           texts, equal ids; order of ids is order of texts.
//   date    uint32 id into the date table; 0 is missing. Ids in sort order (date_order); `canon`
//           maps dates that state the same period to the first of them.
//   entity  uint32 number through the whole archive, each kind a contiguous range; 0 is missing.
//   int, real, duration   int64, double, Duration, with a validity byte a row where any is missing
//   truth   one byte: 0, 1, 2 (unknown, which is also "not given")
//   list    CSR: nrows + 1 offsets and the elements in one array
// A link is stored in both directions: forwards as the field, backwards as the inverse link's list.
#ifndef GAZ_BLOCK_H
#define GAZ_BLOCK_H

#include <stdatomic.h>

#include "lang/schema.h"

enum {
    BLOCK_MAGIC = 0x415a4147u /* "GAZA" */,
    BLOCK_MAJOR = 5, // 2: masks and sets of dates, how far an order reaches; 3: seals; 4: places of
                     // words in bits; 5: how good the rows of a block of postings can be
    BLOCK_MINOR = 0,
    BLOCK_ENDIAN = 0x01020304u
};

typedef struct BlockHeader {
    uint32_t magic, endian;
    uint16_t major, minor;
    uint32_t nsections;
    uint32_t needs;    // a bit for each thing that a reader must know of; none yet
    uint32_t sealed;   // 1: the sections' checksums are filled in
    uint64_t length;   // of the whole block
    uint64_t checksum; // of the header (with this member 0) and the section table
} BlockHeader;

typedef struct Section {
    uint32_t type;        // SectionType
    uint32_t kind, field; // of columns and indexes, else 0
    uint32_t elem;        // bytes of an element
    uint64_t offset, count;
    uint64_t checksum; // of its bytes, where the block is sealed; 0 as it is made
} Section;

typedef enum SectionType {
    SEC_SCHEMA = 1, // text: kind declarations (schema_write)
    SEC_META,       // pairs of uint32 text ids: the members of `archive "…" {…}`, "title" first
    SEC_STR_OFFSETS, // uint64 × (texts + 1); text 0 is empty and means missing
    SEC_STR_BYTES,
    SEC_STR_HASH,       // uint32 × power of two: open addressing by str_hash, 0 = free
    SEC_DATE_T,         // int64 × dates, four sections (field 0..3: es, ls, ee, le)
    SEC_DATE_DESC,      // DateDesc × dates
    SEC_DATE_CANON,     // uint32 × dates
    SEC_KINDS,          // uint32 × (kinds + 1): first entity of each kind; entities start at 1
    SEC_COLUMN,         // values (kind, field): element by the field's type; for lists the elements
    SEC_VALID,          // validity bytes of an int, real or duration column where any is missing
    SEC_OFFSETS,        // uint32 × (rows + 1): list fields and inverse links
    SEC_ANNOTATED,      // uint32 × elements: annotation of each value or link, 0 none
    SEC_INDEX_KEYS,     // uint32 sorted: text or date ids of the column (missing ones aside)
    SEC_INDEX_ROWS,     // uint32 × the same: the row (within its kind) of each key; rows ascend
                        // within equal keys
    SEC_DATE_QUALIFIED, // uint32: rows of a date column whose date has a qualifier, ascending
    SEC_IDS_KEYS,       // uint32 sorted text ids of entity ids, all kinds together
    SEC_IDS_ROWS,       // uint32 entity of each
    SEC_NOTES,          // field 0: Annotation × annotations, 0 is none; field 1: their sources;
                        // field 2: Duration × their reaches, 0 is none
    SEC_CLAIMS,         // field 0: Claim × claims beyond the first, in order of entity and field;
                        // field 1: Duration × those that are durations
    SEC_DATE_MORE,      // DateMore × the dates that have masks, significant digits or sets
    SEC_DATE_SETS,      // bytes: their sets, one DateSet after the other
    SEC_BOUNDS,         // field 0: EventBounds × the entities whose date an order tightened, by
                        // entity; field 1: int64 × 4 of each: es, ls, ee, le
    SEC_WORD_OFFSETS,   // of a text column (kind, field): uint32 × (words + 1), into …
    SEC_WORD_BYTES,     // … the folded words that occur, in order of their bytes
    SEC_WORD_LISTS,     // WordList × words
    SEC_POSTINGS,       // bytes: in which rows (postings.h)
    SEC_PLACES,         // bytes: at which places
    SEC_WORD_LENGTHS,   // of a column that is searched: uint32 × rows, the words of each
    SEC_STEM_OFFSETS,   // uint32 × (stems + 1), into …
    SEC_STEM_BYTES,  // … stems in order: a byte for the language ('A' + stem_language), the stem
    SEC_STEM_STARTS, // uint32 × (stems + 1), into …
    SEC_STEM_WORDS,  // … the numbers of the words that have each
    SEC_NAME_FORMS, // NameForm × (words of names + 1): fewest letters first, then in order of bytes
    SEC_NAME_BYTES,  // … their letters
    SEC_NAME_TEXTS,  // … uint32: the texts that hold each, ascending
    SEC_NAME_COUNTS, // uint8 × texts: how many words each has as a name, 0 where it is none
    SEC_DATE_ENDS,  // int64 × (dates / DATE_BLOCK + 1): the latest end among each DATE_BLOCK dates
    SEC_DATE_RANKS, // of a date column: int32 × rows, two or four times (DateColumn)
    SEC_DATE_MOMENTS, // uint8 × rows: 1 where the date is a moment
    SEC_WORD_TOTALS,  // of an index of words: one WordTotals
    SEC_DATE_PARTS    // uint32 × dates, where they were laid out: date_parts of each
} SectionType;

typedef struct DateDesc {
    uint8_t kind, prec, end_prec, qual, end_qual, calendar, flags, form;
    uint32_t written; // text id of what was written, 0 where that is the canonical form
    uint32_t more;    // 1 + index of its DateMore, or 0
} DateDesc;

#define NO_SET UINT64_MAX

typedef struct DateMore {
    uint32_t mask, end_mask, digits, end_digits;
    uint64_t set; // where in SEC_DATE_SETS its set begins, or NO_SET
} DateMore;

// {source: @a, certainty: "high", note: "…", role: "…", within: 2 hours}; the sources are a range
// of one list.
typedef struct Annotation {
    uint32_t certainty, note, role;  // text ids
    uint32_t within;                 // index of a duration, 0 none
    uint32_t first_source, nsources; // into the annotation sources column
} Annotation;

typedef struct Claim { // a scalar field's second and later values
    uint32_t entity, field;
    uint32_t annotation;
    uint32_t spare;
    uint64_t value; // as the column would hold it (double by bits; a duration by its index)
} Claim;

// What a bound follows from (runtime/order.h): the own date, or how the event stands to another.
typedef enum BoundHow {
    BOUND_OWN,
    BOUND_AFTER,         // after the other
    BOUND_BEFORE,        // before the other
    BOUND_WITHIN_AFTER,  // it starts no later than `within` says after the other
    BOUND_WITHIN_BEFORE, // the other starts no later than `within` says after it
    BOUND_HOWS
} BoundHow;

typedef struct EventBounds {
    uint32_t entity;
    uint32_t stated; // the date as it was stated, 0 where none was
    uint32_t by[4];  // the other entity of es, ls, ee, le; 0 where it is the own date
    uint8_t how[4];  // BoundHow
} EventBounds;

// Where one word of a text column occurs. Of parts: in how many of the wholes, and how often.
typedef struct WordList {
    uint64_t at, places;  // its list in SEC_POSTINGS, its places in SEC_PLACES
    uint32_t rows, times; // in so many rows, so often
} WordList;

typedef struct WordTotals {
    uint64_t words, missing; // in all rows, where they are searched; rows without a text
    uint64_t whole;          // 1: of parts, each of which is the whole of its text
} WordTotals;

// The words of one text column. A text without words, or none, is in no list. Texts that are the
// parts of other texts, one behind the other (passages of their articles), have no lists of their
// own in the block: only lengths, and stems. They are found where the whole texts are.
typedef struct WordIndex {
    const uint32_t *off;
    const char *bytes;
    const WordList *lists;
    const unsigned char *postings, *places;
    uint64_t npostings, nplaces;
    uint32_t n;
    uint32_t missing; // rows without a text
    // of parts, else NULL: the entity that each row is a part of, ascending from `first_whole` on
    const uint32_t *whole;
    uint32_t first_whole, nwholes;
    // of a column that is searched, else NULL
    const uint32_t *lengths; // words in each row
    uint64_t words;          // in all rows
    const uint32_t *stem_off, *stem_starts, *stem_words;
    const char *stem_bytes;
    uint32_t nstems;
} WordIndex;

// A word of names in latin form (name.h), and where what belongs to it begins; the last one ends
// the lists.
typedef struct NameForm {
    uint64_t set;               // of its letters, as in NameWord
    uint32_t at, texts;         // in SEC_NAME_BYTES and SEC_NAME_TEXTS
    uint32_t letters, reserved; // how many, and 0
} NameForm;

// The words of all texts of the fields that have an index by text: names, other names, titles.
typedef struct NameIndex {
    const NameForm *forms; // n + 1, or NULL
    const char *bytes;
    const uint32_t *texts;
    const uint8_t *counts;
    uint32_t n;
} NameIndex;

typedef struct Index {
    const uint32_t *keys, *rows;
    uint32_t n;
} Index;

// One field of one kind, its arrays found. A field that no fact gives has data NULL (and off NULL).
typedef struct Column {
    const Field *field;
    const void *data;      // by type; for lists the elements
    const uint8_t *valid;  // NULL: all are there (int, real, duration only)
    const uint32_t *off;   // lists and inverse links: rows + 1
    const uint32_t *noted; // annotation of each element, or NULL
    Index index;           // n 0 and keys NULL where there is none
    const uint32_t *qualified;
    uint32_t nqualified;
    const WordIndex *words; // NULL where there is none
} Column;

typedef struct KindTable {
    const Kind *kind;
    uint32_t first, count;  // entities first … first + count - 1
    Column *columns;        // one for each of kind->fields: by archive_column
    atomic_uchar *seen;     // of each: Seen
    const Column *harmless; // of each: without data, in place of one that is damaged
} KindTable;

// What a query reads is looked through before it is first used, a piece at a time, so that opening
// takes no longer for a large archive. What is not looked through is safe whatever it holds.
typedef enum Seen { UNSEEN, SOUND, DAMAGED } Seen;
typedef enum ArchivePart {
    PART_TEXTS,  // where texts begin: for whoever reads them as one, not by archive_text
    PART_DATES,  // the table of dates
    PART_NOTES,  // annotations and their sources
    PART_CLAIMS, // second and later values
    PART_BOUNDS, // of events that an order tightened
    PART_NAMES,  // the words of names
    PARTS
} ArchivePart;

enum { DATE_BLOCK = 64 };
// A date column ready to be compared with another: where each row's bounds lie in the order of all
// instants of the archive's dates, equal ones alike, from 1 on. DATE_SPECIAL stands in all of them
// where bounds are not enough (qualifiers, masks, sets). A missing date may be at any time: it
// starts at 0 or DATE_NEVER at the latest, and ends so. Arrays are shared where they are the same.
enum { DATE_SPECIAL = -1, DATE_NEVER = INT32_MAX };
typedef struct DateColumn {
    const uint32_t *ids;
    uint32_t n;
    const int32_t *es, *ls, *ee, *le;
    const uint8_t *moment; // 1: start and end are one second
} DateColumn;

typedef struct Archive {
    Arena arena; // of the tables below and the schema; nothing is added once it is open
    const unsigned char *bytes;
    uint64_t length;
    struct Opening *sections; // how it lies in the block (block_impl.h)
    atomic_uchar *seen;       // of each part: Seen
    atomic_bool *damaged;     // something that was looked through is
    Schema schema;
    KindTable *tables;  // schema.nkinds of them
    uint32_t nentities; // the highest entity number
    // strings
    const uint64_t *str_off;
    const char *str_bytes;
    uint64_t text_bytes; // of all texts
    const uint32_t *str_hash;
    uint32_t nstr, str_mask; // texts are 1 … nstr - 1
    // dates
    const int64_t *date_t[4];
    const DateDesc *date_desc;
    const uint32_t *date_canon;
    const uint32_t *date_parts; // or NULL
    const DateMore *date_more;
    const unsigned char *date_sets;
    uint32_t nmore;
    const int64_t *date_block_end;
    uint32_t ndates;          // dates are 1 … ndates - 1
    DateColumn *date_columns; // of all kinds
    uint32_t ndate_columns;
    Index ids;
    NameIndex names;
    const uint32_t *meta; // pairs of texts
    uint32_t nmeta;       // pairs
    const Annotation *notes;
    const uint32_t *note_sources;
    uint32_t nnotes;
    const Claim *claims;
    uint32_t nclaims, nnote_sources;
    const Duration *note_reaches;
    uint32_t nnote_reaches;
    const EventBounds *bounds;
    const int64_t *bound_t; // 4 of each
    uint32_t nbounds;
    const Duration *claim_durations;
    uint32_t nclaim_durations;
} Archive;

// Looks into a block: checks header, section table and every section's bounds and element size,
// parses the schema, finds the arrays. bytes stay the caller's and must outlive the archive.
// ST_DATA with a message otherwise. The guard is the caller's, for its tick: archive_open itself
// comes back with what ended it (ST_INTERRUPTED, ST_NOMEM: without a message). What is in the
// arrays is looked through when it is first used.
Status archive_open(const Alloc *alloc, const void *bytes, uint64_t length, Guard *guard,
                    Archive **out, Diags *diags);
void archive_close(Archive *a);

// Looks all of it through, whether it is used or not: false where it is damaged.
bool archive_sound(const Archive *a, Guard *guard);

bool archive_look(const Archive *a, ArchivePart part); // as archive_part, at the first time
const Column *archive_look_column(const Archive *a, const KindTable *k, uint32_t field);

// Whether the part may be used. Where it may not, the archive is known to be damaged from then on,
// and every query on it fails.
static inline bool archive_part(const Archive *a, ArchivePart part) {
    uint8_t seen = atomic_load_explicit(&a->seen[part], memory_order_acquire);
    return seen == UNSEEN ? archive_look(a, part) : seen == SOUND;
}

static inline bool archive_damaged(const Archive *a) {
    return atomic_load_explicit(a->damaged, memory_order_relaxed);
}

// The column, or one without any data where it is damaged.
static inline const Column *archive_column(const Archive *a, const KindTable *k, uint32_t field) {
    uint8_t seen = atomic_load_explicit(&k->seen[field], memory_order_acquire);
    return seen == SOUND ? &k->columns[field] : archive_look_column(a, k, field);
}

// Of an id that is none, or where the table of texts is damaged: the empty text.
static inline Str archive_text(const Archive *a, uint32_t id) {
    uint64_t from = id < a->nstr ? a->str_off[id] : 0, to = id < a->nstr ? a->str_off[id + 1] : 0;
    if (to < from || to > a->text_bytes || to - from > UINT32_MAX / 2) from = to = 0;
    return (Str){a->str_bytes + from, (uint32_t)(to - from)};
}
// A member of `archive "…" {…}`; false, and "", if it is not there.
bool archive_meta(const Archive *a, Str name, Str *value);
uint32_t archive_find_text(const Archive *a, Str s); // 0 if the archive does not hold it; s in NFC
uint32_t archive_find_hashed(const Archive *a, Str s, uint64_t hash); // hash: str_hash(s)
// The entities of the kind (KIND_ANY: of all) with the id, at most max of them; how many.
uint32_t archive_with_id(const Archive *a, uint32_t kind, Str id, uint32_t *found, uint32_t max);
// Text ids [*lo, *hi) whose folded form equals that of s (they are neighbours in sort order).
void archive_find_folded(const Archive *a, Arena *scratch, Str s, uint32_t *lo, uint32_t *hi);
Date archive_date(const Archive *a, uint32_t id);
uint32_t archive_kind_of(const Archive *a, uint32_t entity); // binary search over the kinds
Str archive_id(const Archive *a, uint32_t entity);
Str archive_label(const Archive *a, uint32_t entity);                 // name or title, else the id
const EventBounds *archive_bounds(const Archive *a, uint32_t entity); // NULL: none are tightened
// First and last + 1 position of key in an index.
void index_range(Index ix, uint32_t key_lo, uint32_t key_hi, uint32_t *from, uint32_t *to);

#endif
