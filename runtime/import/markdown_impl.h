// What the files of markdown.h share; nobody else includes this.
#ifndef GAZ_MARKDOWN_IMPL_H
#define GAZ_MARKDOWN_IMPL_H

#include "runtime/import/found_date.h"
#include "runtime/import/markdown.h"
#include "runtime/import/given_names.h"

#define NO_FIELD UINT32_MAX

enum { FRONT_MAX = 1 << 20, FRONT_DEEP = 16, BODY_MAX = 8 << 20 };

// ---- front matter (markdown_front.c, markdown_toml.c) -------------------------------------------

// One scalar, with the keys above it joined: geo_lat.
typedef struct FrontValue {
    Str key, text;
    bool plain; // not in quotes: it may be a number, a truth, a date
    bool list;  // one of several
    uint32_t line;
} FrontValue;

typedef struct Front {
    FrontValue *values;
    uint32_t n;
    size_t cap;
    Str wrong; // why it can't be read; "" where it can
    uint32_t wrong_line;
    Str body;
    uint32_t body_line; // on which it begins, from 1
} Front;

typedef struct RawEvent RawEvent;
typedef struct FrontRoom { // used again for each note
    RawEvent *event;
    size_t event_cap;
    char *bytes;
    size_t bytes_cap;
} FrontRoom;

// Memory of the arena; libyaml's is given back before anything is taken from it.
void front_read(Arena *a, FrontRoom *room, Str text, Front *out);
void front_add(Arena *a, Front *f, FrontValue v);
void front_toml(Arena *a, Str text, uint32_t line, Front *out);
bool front_nothing(const FrontValue *v); // null, ~, or nothing

// ---- the body (markdown_body.c) -----------------------------------------------------------------

typedef struct NoteLink {
    Str target;       // as written, without what follows # or ^
    uint32_t at, end; // its words in the text
    uint32_t line;    // of the file
    bool path;        // a relative link, from the note's folder
} NoteLink;

typedef enum PartKind {
    NOTE_PARAGRAPH,
    NOTE_CROSSHEAD,
    NOTE_ITEM,
    NOTE_QUOTATION,
    NOTE_ROW,
    NOTE_CODE,
    NOTE_PARTS
} PartKind;
extern const char *const note_part_names[NOTE_PARTS];

typedef struct NotePart {
    uint32_t at, end; // in the text
    uint32_t line;    // of the body, from 1
    PartKind kind;
} NotePart;

typedef struct Body {
    Str text; // parts with an empty line between
    NotePart *parts;
    NoteLink *links; // in the order of the text
    uint32_t nparts, nlinks;
    uint32_t html, pictures, sites; // left out
} Body;

typedef struct BodyRoom { // used again for each note
    char *text;
    NotePart *parts;
    NoteLink *links;
    char *targets;
    size_t text_cap, parts_cap, links_cap, targets_cap;
} BodyRoom;

// NULL, or why the body can't be read. What it gives lies in the room.
const char *body_read(Arena *a, BodyRoom *room, Str body, uint32_t line, Body *out);

// ---- notes and whom links mean (markdown_notes.c) -----------------------------------------------

typedef struct Note {
    const ImportText *text;
    Str good;         // as UTF-8 in NFC
    uint32_t broken;  // pieces that were no UTF-8
    Str folder, stem; // "notes/people", "Ada Lovelace"
    Str title;
    Front front;
    uint32_t kind; // KIND_ANY: left out
    bool typed;    // `type` says the kind
    Str type;      // what `kind` says and nobody has declared, or ""
    Ref ref;
} Note;

typedef struct NoteNames NoteNames;
NoteNames *note_names_new(Arena *a, const Note *notes, uint32_t n);
void note_names_add(NoteNames *names, Str name, uint32_t note); // any other name of it
// Those of the builder, which other formats have made.
void note_names_known(NoteNames *names, const Builder *b, const Schema *schema, Arena *scratch);
void note_names_made(NoteNames *names, uint32_t kind, Str name, Ref r);
// The entity that is meant, of the kind or (KIND_ANY) any; 0: none, or (*several) several.
Ref note_names_find(const NoteNames *names, Arena *scratch, const Note *from, Str target, bool path,
                    uint32_t kind, bool *several);

// ---- fields (markdown_fields.c) -----------------------------------------------------------------

typedef struct NoteKey { // what notes of a kind call one of their values
    uint32_t kind;
    Str name;
    uint32_t to;      // the field, or NO_FIELD
    const char *type; // that it is declared with, whatever its values
    bool made;        // no kind knows it: a field is declared for it
    unsigned seen;    // which values
} NoteKey;

typedef struct Linked { // the last that were linked to an entity
    uint32_t article, passage;
} Linked;

typedef struct Markdown {
    const ImportJob *job;
    Builder *b;
    Schema *schema;
    Arena *a, *scratch;
    Note *notes;
    uint32_t nnotes;
    FrontRoom front_room;
    BodyRoom body_room;
    NoteNames *names;
    NoteKey *keys;
    uint32_t nkeys, next_key;
    size_t keys_cap;
    bool stopped; // at the first complaint, as is asked for
    PhraseLang language;
    uint32_t article, passage, mention; // kinds
    Linked *linked;                     // by entity
    size_t linked_cap;
    uint32_t number, passages; // of the note at hand, from 1; so far
} Markdown;

Diag *note_complain(Markdown *x, const Note *n, uint32_t line, ErrorCode code, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
// The kind's own field of this type, or a list of it; NO_FIELD.
uint32_t note_field(const Markdown *x, uint32_t kind, const char *name, TypeTag tag);
// The kind of a word: person, people; KIND_ANY.
uint32_t note_kind(const Markdown *x, Str word);
void note_look(Markdown *x, const Note *n); // what values have keys that no kind knows?
// Declares the field where the kind has none of the name.
void note_wants(Markdown *x, uint32_t kind, const char *name, const char *type);
uint32_t note_wanted(const Markdown *x, uint32_t kind, const char *name);
void note_declare(Markdown *x);             // fields for them all
void note_fill(Markdown *x, const Note *n); // the fields of its front matter
// The words of [[target|words]] and its target; false: it is none.
bool note_wiki(Str s, Str *target, Str *words);
Ref note_entity(Markdown *x, uint32_t kind, Str name); // made, with this name

// ---- texts (markdown_text.c) --------------------------------------------------------------------

void note_look_body(Markdown *x, const Note *n); // what fields does its body need?
void note_body(Markdown *x, const Note *n);      // its text, passages, mentions, links, tags
bool note_tag_at(Str text, uint32_t at, Str *tag);
// people, places … of an article or passage: the list of what the entity's collection is called.
uint32_t note_derived(const Markdown *x, uint32_t kind, Ref target);
Str note_slug(Arena *a, Str name);
Str note_trimmed(Str s);

#endif
