// What the files that make entities of TEI share (tei*.c); nobody else includes this.
//
// Every file is read twice. The first time (looking) it is found out what there is: things that
// become entities, in the order of the files, and the fields that they need. The second time the
// same things come in the same order, and their fields are filled.
#ifndef GAZ_TEI_IMPL_H
#define GAZ_TEI_IMPL_H

#include "runtime/import/found_date.h"
#include "runtime/import/importer.h"
#include "runtime/import/tei.h"
#include "runtime/import/tei_tree.h"

#define NO_FIELD UINT32_MAX

// What an element becomes; the same one, where its id has been there before.
typedef struct TeiThing {
    uint32_t kind;
    Str id; // "": the builder makes one
    Ref ref;
    bool shared; // another element becomes the same
} TeiThing;

// A field that was needed where no kind had it.
typedef struct TeiField {
    uint32_t kind, index;
    Str name;
    const char *type; // as it is declared: "[text]"
} TeiField;

// An address or number by which a thing is known beside its id; and ids that nothing has.
typedef struct TeiAlias {
    Str name;
    uint32_t thing; // index
    uint64_t uses;
} TeiAlias;

typedef struct TeiNames {
    TeiAlias *items; // 1 …
    size_t cap;
    uint32_t n, mask, *slots;
} TeiNames;

typedef struct TeiKinds {
    uint32_t article, passage, mention, person, place, organisation, event, publication, issue,
        relation;
} TeiKinds;

// Fields of passages and mentions: there are many of these.
typedef struct TeiTextFields {
    uint32_t article, type, number, page, line, text, words;      // of a passage
    uint32_t of, passage, surface, implied, certainty, ref, sort; // of a mention
} TeiTextFields;

typedef struct Tei {
    const ImportJob *job;
    Builder *b;
    Schema *schema;
    Arena *a, *scratch;
    Diags *diags;
    bool looking, stopped;
    bool own;               // the file at hand is one that we wrote
    uint32_t evidence;      // the annotation of what is put, where it has none of its own; or 0
    bool in_head;           // references are told once for the whole header
    const ImportText *text; // the file at hand
    Str bytes;              // … as UTF-8, where it is meant to be that
    bool *bad;              // of each file: nothing of it is loaded
    TeiKinds kind;
    TeiTextFields in_text;
    TeiThing *things;
    size_t nthings, things_cap, at; // at: the next one of the second time
    TeiField *fields;
    size_t nfields, fields_cap;
    // addresses of whom factoids speak: thing is the kind, uses the entity made for it
    TeiNames stated;
    TeiNames aliases, lost, journals;
    uint32_t *in_passage, *in_article; // by entity, the number of the text that named it last
    size_t in_passage_cap, in_article_cap;
    uint32_t npassages, narticles;
    uint64_t *said; // of shared things: hashes of what was put
    size_t said_cap;
    uint32_t nsaid, said_mask;
    PhraseLang lang;                   // of the dates of the file at hand
    uint64_t mentions, bare, dangling; // resolved; without a reference; with one that leads nowhere
    TeiNames ignored;                  // elements that nothing is made of
} Tei;

// tei.c
Diag *tei_complain(Tei *x, const TeiNode *n, ErrorCode code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
TeiThing tei_thing(Tei *x, uint32_t kind, Str id); // the next one
Str tei_id(Arena *a, Str written);                 // as the builder takes it; "" if nothing is left
Str tei_stem(Tei *x);                              // the file's name without folders and ending
// 0 if there is none.
uint32_t tei_names_find(const TeiNames *names, Str name);
// Its number, added where it is new.
uint32_t tei_names_add(Tei *x, TeiNames *names, Str name, uint32_t thing);
void tei_ignore(Tei *x, const TeiNode *n);
void tei_found(Tei *x, const char *what, uint64_t many); // in the second reading; of 0 no line

// tei_fields.c: a field is declared where it is needed and the kind has none. In the first reading
// nothing is put, but the need is noted.
void tei_text(Tei *x, const TeiThing *t, const char *field, Str value, uint32_t note);
void tei_texts(Tei *x, const TeiThing *t, const char *field, Str value, uint32_t note); // of a list
void tei_int(Tei *x, const TeiThing *t, const char *field, int64_t value);
void tei_real(Tei *x, const TeiThing *t, const char *field, double value);
// A date: that of the element, its attributes and text, or of the text given. False: there is none.
bool tei_when(Tei *x, const TeiThing *t, const char *field, const TeiNode *dated, Str text);
// To an entity of the kind of the field; type: that to be declared, NULL where the field is core.
void tei_link(Tei *x, const TeiThing *t, const char *field, Ref target, const char *type,
              uint32_t note);
uint32_t tei_note(Tei *x, Str certainty, Str note, Str role); // an annotation, or 0
void tei_declare(Tei *x);
uint32_t tei_core(const Tei *x, uint32_t kind, const char *field, TypeTag tag); // or NO_FIELD
void tei_origin(Tei *x, const TeiThing *t, const TeiNode *n);                   // where it stands

// tei_date.c: what an element says of a time, by its attributes and the text. False: no date.
bool tei_date(Tei *x, const TeiNode *n, Str text, FoundDate *out);
bool tei_is_dated(const TeiNode *n); // it has an attribute that says when
// Itself, where it is dated, else the first date within; NULL: there is none.
const TeiNode *tei_dated(const TeiNode *n);
Str tei_stated(Tei *x, const TeiNode *n); // its attributes as they stand

// tei_links.c
Ref tei_resolve(Tei *x, uint32_t kind, Str ref);
// The first entity that the element leads to, by its references or numbers; 0: none. What leads
// nowhere is told.
Ref tei_meant(Tei *x, const TeiNode *n, uint32_t kind);
typedef void TeiRefs(void *user, Ref target, Str ref); // target 0: it leads nowhere
uint32_t tei_each_ref(Tei *x, const TeiNode *n, uint32_t kind, TeiRefs *each, void *user);
void tei_lost(Tei *x, const TeiNode *n, Str ref); // tells it
Str tei_next_word(Str *s);
// The references of all names within; those that lead nowhere are told.
uint64_t tei_count_refs(Tei *x, const TeiNode *top);
bool tei_is_name(const TeiNode *n); // it names somebody or something
uint32_t tei_kind_of_name(const Tei *x, const TeiNode *n, const char **sort); // KIND_ANY: any
void tei_relation(Tei *x, const TeiNode *n);
// The relation that the element states, made; ref 0 in the first reading.
TeiThing tei_related(Tei *x, const TeiNode *n, Ref from, Str type, Ref to);

// tei_register.c
uint32_t tei_entry_kind(const Tei *x, const TeiNode *n); // KIND_ANY: it is no entry of a register
void tei_entry(Tei *x, const TeiNode *n, uint32_t kind);

void tei_fill(Tei *x, const TeiThing *t, const TeiNode *n, bool named); // named: names too

// tei_factoid.c: what a source says of somebody, as ab type="factoid" states it.
void tei_factoid(Tei *x, const TeiNode *n);
void tei_make_stated(Tei *x);               // those that no register has
Str tei_evidence(Tei *x, const TeiNode *n); // the bibliography of the statement that it is in
// Links an event to whom its description names.
void tei_involved(Tei *x, const TeiThing *t, const TeiNode *n);

// tei_head.c: what the header says of a document.
typedef struct TeiUnit {
    const TeiNode *header, *text; // header: NULL where there is none
    const TeiNode *tei;
    TeiThing thing, whole; // whole: what it is part of; of ref 0 if nothing
    bool part;             // one of several in its file
} TeiUnit;
void tei_head(Tei *x, TeiUnit *u);
Str tei_title(Tei *x, const TeiUnit *u);
Str tei_language(const TeiUnit *u); // its code, or ""

// tei_letter.c
const TeiNode *tei_letter(const TeiUnit *u); // NULL: it is none
void tei_correspondence(Tei *x, const TeiUnit *u, const TeiNode *desc);
const TeiNode *tei_sent_date(const TeiNode *desc);

// tei_own.c: what our own registers say beyond what all do.
bool tei_is_own(const TeiNode *root);
void tei_own_title(Tei *x, const TeiNode *root); // becomes the archive's
Str tei_own_id(const Tei *x, const TeiNode *n);
void tei_own_alias(Tei *x, const TeiNode *n); // of the thing made last
uint32_t tei_said(Tei *x, const TeiNode *n);  // its certainty, role and sources; 0: none of them
void tei_own_sources(Tei *x, const TeiThing *t, const TeiNode *n);
void tei_own_relation(Tei *x, const TeiNode *n);
bool tei_has_type_note(const Tei *x, const TeiNode *n, TeiElement el);
// A field that is called as the element's type; words: where its text stands. False: there is none.
bool tei_typed(Tei *x, const TeiThing *t, const TeiNode *n, const TeiNode *words);

// tei_text.c
bool tei_is_register(const TeiNode *n); // a list of entries: no text
void tei_passages(Tei *x, const TeiUnit *u, const TeiNode *const *parts, uint32_t nparts);

#endif
