// What the files that read records share (jsonl*.c); nobody else includes this.
#ifndef GAZ_IMPORT_IMPL_H
#define GAZ_IMPORT_IMPL_H

#include "runtime/import/jsonl.h"
#include "runtime/json.h"

typedef enum Pass { LOOK, CHECK, FILL, PASSES } Pass;

// Where a member goes, if not to a field.
#define TO_NOTHING UINT32_MAX       // no kind knows it
#define TO_START   (UINT32_MAX - 1) // of the field `date`
#define TO_END     (UINT32_MAX - 2)
#define TO_CLAIMS  (UINT32_MAX - 3) // what other members have no place for

enum { MEMBERS_MAX = 4096 }; // different ones, of all kinds

// What records of a kind call one of their values.
typedef struct Member {
    uint32_t kind;
    Str name;
    uint32_t to;
    bool made;     // no kind knows it: a field is declared for it
    unsigned seen; // … of these values
} Member;

typedef struct Record {
    uint32_t kind; // KIND_ANY: left out
    Ref ref;
    const char *told_by; // the member that says the kind, or NULL: the file's name does
} Record;

// Where the claims of a record stand.
typedef struct ClaimPlace {
    size_t record;
    const char *p;
    size_t n;
} ClaimPlace;

// What a record says of a value beside the value.
typedef struct Claimed {
    uint32_t field, number; // of the field's values, from 1
    uint32_t kind;          // of the entity, or KIND_ANY
    uint32_t note;          // the annotation, 0: none; made when values are
    Str value, written;     // a text that stands for the value; the words of a date
    uint64_t at, end;       // … and where what is given as value stands; end 0: nothing is
} Claimed;

typedef struct Import {
    Builder *b;
    Schema *schema;
    Arena *a, *scratch;
    Diags *diags;
    Json json, outer; // of the record at hand; of the whole text around it
    const ImportHow *how;
    ImportCount *count;
    bool stopped; // at the first complaint, as is asked for
    Record *records;
    size_t nrecords, records_cap, at; // at: the next one of this pass
    Member *members;
    uint32_t nmembers, next_member; // where the next one is looked for first
    size_t members_cap;
    Pass pass;
    const ImportText *texts, *text;
    size_t ntexts;
    uint64_t before; // bytes of the texts and passes gone through
    uint32_t file_kind;
    bool whole;       // the file is one value of JSON, not lines
    const char *line; // the record's bytes
    size_t line_n;
    const char *shown; // … from the beginning of their line on, for complaints
    uint32_t number;   // of that line
    Record *record;
    Str id, start, end;
    uint32_t words;     // of an article's text
    bool counted;       // … which are to be stated
    ClaimPlace *places; // of records that have claims, in their order
    size_t nplaces, places_cap, next_place;
    Claimed *claims; // of the record at hand
    uint32_t nclaims;
    size_t claims_cap;
    bool passages;              // there are records of passages …
    uint32_t passage, whole_of; // their kind, and its field for the article
    Str *parted;                // … the ids of the articles that they are of
    size_t nparted, parted_cap;
    uint8_t *is_parted; // … of each entity, once they are known; NULL: none
} Import;

// A field that takes a value.
typedef struct Slot {
    uint32_t index;
    const Field *field;
    const Type *type;       // of the field, or of a list's elements
    bool made;              // declared here: it takes whatever there is
    const Claimed *claimed; // of the value at hand, or NULL
    uint32_t note;          // its annotation, 0: none
} Slot;

// Complaints (jsonl.c): between two places of the file's bytes.
Diag *import_complain(Import *x, uint64_t at, uint64_t end, ErrorCode code, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
bool import_bad_json(Import *x, const Json *j); // false
// Past what is within the list or record that has begun; the event is then its end. False: bad
// JSON, which is told.
bool import_skip(Import *x);
// Reads the record at hand. False: it is left out, and why is told.
bool import_record(Import *x);

// A text as it is kept, as long as the record is at hand.
Str import_kept(Import *x, Str s);
bool import_value(Import *x, const Slot *s); // the event at hand is a value of the field

// What is said of values (jsonl_claims.c). False: the record is left out, and why is told.
bool import_claims_look(Import *x);                       // the event at hand begins them
bool import_claims(Import *x);                            // those of the record at hand
void import_claimed(Import *x, Slot *s, uint32_t number); // of that value of the field
bool import_claims_further(Import *x);                    // second and later values

// Where members go (jsonl_members.c).
uint32_t import_field(const Kind *k, Str name); // a field that is kept; TO_NOTHING
Member *import_member(Import *x, Str name);     // NULL: there are too many
bool import_look(Import *x, Member *u);         // what values has a member that no kind knows?
void import_declare(Import *x);                 // fields for them all

static inline bool import_is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

#endif
