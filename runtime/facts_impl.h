// What the parts of the facts loader share (facts*.c); nobody else includes this.
//
// Three passes: facts.c makes every entity, so that references may point forward; facts_value.c
// reads the members; facts_text.c adds what follows from mentions. Errors never stop a pass. At the
// end facts.c looks for hierarchies in a circle, facts_order.c for an order that cannot be.
#ifndef GAZ_FACTS_IMPL_H
#define GAZ_FACTS_IMPL_H

#include "lang/calendar.h"
#include "runtime/facts.h"
#include "runtime/passages.h"

#define NO_FIELD UINT32_MAX

// One K @id {…} or K {…}.
typedef struct Fact {
    const Node *node;
    uint32_t kind;
    Ref ref;
    bool again;          // equal to an earlier one without id: only its evidence is read
    Passages text;       // of an article
    const Node *text_at; // the node the text was written in
    Ref *passages;       // of text; 0 where the id was taken
    Ref of, passage;     // of a mention
} Fact;

// What is known of an entity beside the builder, by Ref.
typedef struct About {
    const Node *node; // where it was stated, or the article it was made from
    bool generated;   // a passage or mention of that article
    Str label;        // name or title, or ""
    Str canonical;    // what an entity without id states, or ""
    Ref parent;       // along the hierarchical field
    const Node *parent_at;
    Ref article; // of a passage
} About;

// A link that follows from a mention, or one to the same end that is given in data.
typedef struct Derived {
    Ref owner, target;
    bool given;
} Derived;

typedef struct NameEntry {
    Str name;
    Ref ref;
    uint32_t next;
} NameEntry;

// Kinds and fields that the loader itself fills in; NO_FIELD or KIND_ANY where a schema lacks them.
typedef struct CoreFields {
    uint32_t article, passage, mention;
    uint32_t article_text, article_words;
    uint32_t passage_article, passage_type, passage_number, passage_line, passage_text,
        passage_words;
    uint32_t mention_of, mention_passage, mention_words, mention_implied;
} CoreFields;

struct Facts {
    Builder *b;
    const Schema *schema;
    Arena *a;
    Diags *diags;
    CoreFields core;
    Fact *facts;
    uint32_t nfacts;
    size_t fact_cap;
    About *about;
    size_t about_cap;
    uint32_t nabout;
    Ref before;       // entities that were there before these facts: 1 … before
    Str *labels;      // of those, made when the first is asked for
    NameEntry *names; // made at the first @"name"; 0 ends a chain
    uint32_t nnames, *name_slots, name_mask;
    size_t name_cap;
    Derived *derived;
    uint32_t nderived;
    size_t derived_cap;
    const Node *archive;   // the archive statement, once there was one
    const Source *whole;   // the source that is complete: nothing follows from its facts; or NULL
    YearStyle year_begins; // as it says
    Calendar calendar;     // of dates without OS or NS
    struct Reader *reader; // of blocks, made at the first
};

// The place of a value and what it is for, for messages.
typedef struct Use {
    const Source *source;
    Span span;
    Str field; // "" for mentions
} Use;

// facts.c
About *facts_about(Facts *x, Ref r); // makes room
static inline bool facts_complete(const Facts *x, const Fact *f) {
    return x->whole && f->node && f->node->source == x->whole;
}
static inline bool facts_can_say(const Facts *x) { return x->diags->count < DIAG_MAX; }
void facts_duplicate(Facts *x, uint32_t kind, Str id, const Source *source, Span span, Ref first);

// facts_id.c: the id of an entity without one; *same is an earlier entity that states the same, or
// 0.
Str facts_own_id(Facts *x, const Node *n, uint32_t kind, Str *canonical, Ref *same);

// facts_ref.c: 0 after an error.
Ref facts_resolve(Facts *x, uint32_t kind, Str kind_name, Str id, const Use *use);
Ref facts_resolve_name(Facts *x, uint32_t kind, Str name, const Use *use);
Str facts_old_label(Facts *x, Ref r);               // name or title of what was there before, or ""
Ref facts_meant(Facts *x, uint32_t kind, Str word); // for a hint; 0 if nothing is near
const char *facts_kind_name(const Facts *x, uint32_t kind); // "a person", "an entity"

// facts_value.c
void facts_members(Facts *x, Fact *f);
void facts_member(Facts *x, Fact *f, const Node *m);
Diag *facts_no_field(Facts *x, const Kind *k, const Node *m); // "KIND has no field 'FIELD'"
bool facts_states(const Fact *f, const char *field);          // other than null

// facts_date.c: false after an error.
bool facts_date(Facts *x, const Node *n, const Field *field, Date *out, Str *written);
// "'FIELD' takes …, not …" at the value.
Diag *facts_wrong(Facts *x, const Node *n, Str field, const char *expected);

// facts_order.c: reports where the order of events contradicts itself.
void facts_order(Facts *x);

// facts_block.c: what stands in a block at the head of a passage. The lines of an article's text,
// each of which is looked for behind the one before.
typedef struct TextLines {
    const Node *text;
    Str raw;           // as it is written, quotes included
    uint32_t at, line; // the byte where the line begins
    bool escapes;
} TextLines;

TextLines facts_lines(const Node *text);
// Gives the passage what its block states; the fact that it was read as.
Fact facts_block(Facts *x, TextLines *lines, const Passage *p, Ref passage);

// facts_text.c
void facts_find_core(Facts *x);
void facts_split_text(Facts *x, Fact *f); // first pass: passages and mentions become entities
void facts_fill_text(Facts *x, Fact *f, uint32_t note); // second: their values
void facts_link(Facts *x, Fact *f, uint32_t field, Ref target,
                const Node *at); // notes what it means
void facts_derive(Facts *x);

#endif
