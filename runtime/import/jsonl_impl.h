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

enum { MEMBERS_MAX = 4096 }; // different ones, of all kinds
enum { IS_INT = 1, IS_REAL = 2, IS_TRUTH = 4, IS_TEXT = 8, IS_LIST = 16 };

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
    uint32_t words; // of an article's text
    bool counted;   // … which are to be stated
} Import;

// A field that takes a value.
typedef struct Slot {
    uint32_t index;
    const Field *field;
    const Type *type; // of the field, or of a list's elements
    bool made;        // declared here: it takes whatever there is
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

// Where members go (jsonl_members.c).
uint32_t import_field(const Kind *k, Str name); // a field that is kept; TO_NOTHING
Member *import_member(Import *x, Str name);     // NULL: there are too many
bool import_look(Import *x, Member *u);         // what values has a member that no kind knows?
void import_declare(Import *x);                 // fields for them all

static inline bool import_is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

#endif
