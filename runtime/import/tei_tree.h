// A file of TEI as a tree: elements with their attributes, and the text between them. It knows XML
// and the names of elements, not what they mean. Nodes lie in an arena and point into it.
#ifndef GAZ_TEI_TREE_H
#define GAZ_TEI_TREE_H

#include "lang/diag.h"
#include "runtime/import/importer.h"

// The elements that mean something here, in the order of their names' bytes.
// clang-format off
#define TEI_ELEMENTS \
    X(TEI) X(ab) X(abbr) X(add) X(addName) X(addrLine) X(address) X(addressee) X(affiliation) \
    X(analytic) X(argument) X(author) X(back) X(bibl) X(biblFull) X(biblScope) X(biblStruct) \
    X(birth) X(bloc) X(body) X(byline) X(c) X(caption) X(cb) X(cell) X(choice) X(closer) \
    X(correspAction) X(correspDesc) X(country) X(creation) X(date) X(dateSender) X(dateline) \
    X(death) X(del) X(desc) X(district) X(div) X(div1) X(div2) X(div3) X(div4) X(docAuthor) \
    X(docDate) X(docTitle) X(editor) X(event) X(eventName) X(figDesc) X(figure) X(floruit) \
    X(footNote) X(forename) X(formula) X(front) X(fw) X(gap) X(gb) X(genName) X(geo) \
    X(geogName) X(gloss) X(graphic) X(group) X(head) X(idno) X(imprint) X(item) X(keywords) \
    X(l) X(label) X(language) X(lb) X(lem) X(lg) X(list) X(listBibl) X(listEvent) X(listOrg) \
    X(listPerson) X(listPlace) X(listRelation) X(location) X(milestone) X(monogr) X(name) \
    X(nameLink) X(note) X(occupation) X(opener) X(org) X(orgName) X(orig) X(origDate) X(p) \
    X(pb) X(persName) X(person) X(personGrp) X(persona) X(place) X(placeAddressee) \
    X(placeName) X(placeSender) X(postscript) X(profileDesc) X(pubPlace) X(publicationStmt) \
    X(q) X(quote) X(rdg) X(region) X(relation) X(residence) X(roleName) X(row) X(rs) X(salute) \
    X(sender) X(settlement) X(sex) X(sic) X(signed) X(sourceDesc) X(sp) X(space) X(speaker) \
    X(stage) X(standOff) X(state) X(surname) X(table) X(teiCorpus) X(teiHeader) X(term) \
    X(text) X(textClass) X(time) X(title) X(titlePage) X(titlePart) X(titleStmt) X(trailer) \
    X(workName)
// clang-format on

typedef enum TeiElement {
    EL_CHARS, // no element: text
    EL_OTHER, // of another name
#define X(name) EL_##name,
    TEI_ELEMENTS
#undef X
        TEI_ELEMENT_COUNT
} TeiElement;

typedef struct TeiAttr {
    Str name; // without its prefix, but xml:id and its like in full
    Str value;
} TeiAttr;

typedef struct TeiNode TeiNode;
struct TeiNode {
    TeiNode *parent, *first, *last, *next;
    const TeiAttr *attrs;
    Str name;    // of an element, without its prefix; of EL_CHARS the text
    uint64_t at; // in the bytes of the file
    uint32_t line;
    uint16_t nattrs, el;
};

// What cannot be read: where, and why.
typedef struct TeiFault {
    uint64_t at;
    uint32_t line;
    char message[160];
    char hint[120]; // "" if there is none
} TeiFault;

enum { TEI_DEPTH = 200 }; // elements within one another

// The file's tree; NULL: the fault says why there is none. No declaration of an entity is taken,
// and none is fetched, so that a file is never larger than it looks.
TeiNode *tei_parse(Arena *a, const char *p, size_t n, TeiFault *fault);

// ---- looking at nodes -----------------------------------------------------------------------

Str tei_attr(const TeiNode *n, const char *name); // without white space around it; "" if not there
TeiNode *tei_child(const TeiNode *n, TeiElement el); // the first such child, or NULL
TeiNode *tei_find(const TeiNode *n, TeiElement el);  // the first within, in the order of the text
bool tei_within(const TeiNode *n, TeiElement el);    // whether an ancestor is one
TeiNode *tei_next(const TeiNode *n, const TeiNode *top); // in document order, within top; NULL: end
TeiNode *tei_after(const TeiNode *n, const TeiNode *top); // the same, past what is within n
// The text within, white space run together and none around it; what is no text of the document
// (notes, figures, page breaks, deletions) left out. xml:space="preserve": white as it stands.
Str tei_words(Arena *a, const TeiNode *n);
void tei_add_words(StrBuf *out, Str s); // white space run together, none before the first word
bool tei_is_hidden(const TeiNode *n);   // such a one
static inline bool tei_is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
Str tei_trim(Str s);

#endif
