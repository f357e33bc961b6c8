// What the two files of the TEI writer share: a document's state, how fields of each kind become
// elements, ids and references.
#ifndef GAZ_EXPORT_TEI_H
#define GAZ_EXPORT_TEI_H

#include "runtime/export/values.h"
#include "runtime/html.h"
#include "runtime/output_row.h"

// In the order in which TEI wants them within their element.
typedef enum TeiHow {
    TEI_ATTRIBUTE, // written in the start tag, or with another field
    TEI_NAME,      // the first name; claims have the type "variant", other names "alt"
    TEI_OTHER_NAME,
    TEI_ELEMENT,     // a text or a reference in an element of this name
    TEI_DATE,        // a date in an element of this name, with the place of another field
    TEI_STATE,       // <state type="…">
    TEI_COORDINATES, // lat, with lon
    TEI_TAKES_PART,  // those of an event, in its description
    TEI_NOTE,        // <note type="…">
    TEI_RELATION     // a link: in the list of relations at the end
} TeiHow;

typedef struct TeiField {
    uint32_t field;
    TeiHow how;
    const char *element; // of its own, or of the name
    uint32_t beside;     // the place of a birth, the longitude of a latitude; UINT32_MAX: none
} TeiField;

typedef struct TeiKind {
    const char *kind, *list, *element; // person, listPerson, person
    TeiField *fields;                  // in order of how; NULL: not yet looked at
    uint32_t nfields;
    uint32_t type, date, from, to; // of the start tag; UINT32_MAX: none
} TeiKind;

enum { TEI_KINDS = 6, TEI_RELATIONS = TEI_KINDS - 1 };

struct Tei {
    ExportJob job; // for values
    TeiKind kinds[TEI_KINDS];
    uint32_t open; // 1 + the list that is open, 0: none
    bool begun;    // there is something in the document
};

// tei_kind.c
void tei_list_kinds(Writer *w); // the table, for this archive and what may be read of it
TeiKind *tei_list_kind(Writer *w, uint32_t entity, const KindTable **table); // NULL: no register's

// tei_value.c
void tei_put_id(Writer *w, uint32_t entity); // xml:id: the id, where it can be one
// ref="#…" where the entity is in the document, else key="…".
void tei_put_reference(Writer *w, uint32_t entity);
// when, notBefore, from … and, where these do not say all, when-custom in EDTF.
void tei_put_date(Writer *w, const Date *d);
Str tei_date_in_words(Writer *w, uint32_t date); // as it was written, else as a person reads it
// "#…" where the entity is in the document, else "entity:issue/…".
void tei_put_pointer(Writer *w, uint32_t entity);
void tei_put_certainty(Writer *w, uint32_t note); // cert
// cert, source; of names that refer to an entity the role, too.
void tei_put_evidence(Writer *w, uint32_t note, bool named);
void tei_put_source(Writer *w, const uint32_t *passages, uint32_t n);
// A word for type="…" and name="…": blanks become underlines; whether that is all of the text.
bool tei_put_word(Writer *w, Str s);
// xml:space, where white space is more than a blank between words.
void tei_put_space(Writer *w, const Stated *v);
void tei_put_content(Writer *w, const Stated *v); // what stands within an element
// An element with reference, evidence and content.
void tei_put_element(Writer *w, const char *name, const char *type, const Stated *v);

#endif
