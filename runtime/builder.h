// Building an archive: entities and values are collected in any order, then frozen into a block
// once. Importers, the facts loader (runtime/facts.h) and the C API all drive this.
//
// Ownership: everything lies in the builder's arena; texts are copied. Values that do not fit
// their field are the caller's error and are refused by the typed calls' status; nothing is
// converted here.
#ifndef GAZ_BUILDER_H
#define GAZ_BUILDER_H

#include "runtime/block.h"

typedef struct Builder Builder;

// A schema must be finished before the builder is made, and outlive it.
Builder *builder_new(Arena *arena, const Schema *schema);
// The block will be read once, from beginning to end: it gets no indexes.
void builder_without_indexes(Builder *b);
// Makes room for kinds and fields that were declared, and finished, since.
void builder_schema_grown(Builder *b);

// What comes next is read together, and comes from `name`; builder_from: from another text that is
// read together with it. An entity is stated once in what is read together. Once an archive was
// poured in (merge.h), what is read later may state its entities again: then values that are equal
// become one when the builder is frozen, and those that differ are claims, each with what it comes
// from (settle.c). Before that, all is read together.
void builder_begin(Builder *b, Str name);
void builder_from(Builder *b, Str name);

// A new entity; refers to it as a Ref until freezing gives numbers. An empty id: the builder makes
// one of the kind and a number. 0 if the kind has this id already, stated by what is read together.
typedef uint32_t Ref; // 0 is none
Ref builder_entity(Builder *b, uint32_t kind, Str id);
// An entity without an id, in a builder without indexes: a row that nobody will refer to by name.
Ref builder_row(Builder *b, uint32_t kind);
// An id for an entity that has none, of its kind and a hash of what is stated: stable when it is
// read again. nth: from 0 on, for others whose hash is the same.
Str builder_made_id(const Builder *b, Arena *a, uint32_t kind, Str stated, uint32_t nth);
bool builder_is_stated(const Builder *b, Ref r); // by what is read together at the moment
uint32_t builder_kind_of(const Builder *b, Ref r);
Str builder_id_of(const Builder *b, Ref r);
uint32_t builder_count(const Builder *b, uint32_t kind);
uint32_t builder_entities(const Builder *b); // of all kinds: Refs run from 1 to this
// The entity with this id among those made so far; kind KIND_ANY looks in all (0 and *ambiguous =
// true where several have it).
Ref builder_find(const Builder *b, uint32_t kind, Str id, bool *ambiguous);

// Every value that a field of texts has so far, in the order in which they came.
typedef void TextEach(void *user, Ref r, Str text);
void builder_each_text(const Builder *b, Arena *a, uint32_t kind, uint32_t field, TextEach *each,
                       void *user);

// An annotation for the values that follow it: returns its number for the `note` arguments below;
// 0 is none.
uint32_t builder_annotation(Builder *b, Str certainty, Str note, Str role, const Ref *sources,
                            uint32_t n);
// Adds `within` to an annotation that no value has yet (0: makes one); returns its number.
uint32_t builder_reach(Builder *b, uint32_t note, Duration within);

// Values. A scalar field set again makes a claim (the first stays preferred); a list field appends.
void builder_text(Builder *b, Ref r, uint32_t field, Str value, uint32_t note);
// A text that several values are, looked up once: its number among the builder's texts.
uint32_t builder_intern(Builder *b, Str text);
void builder_interned(Builder *b, Ref r, uint32_t field, uint32_t text, uint32_t note);
// The same of a date and how it was written.
uint32_t builder_intern_date(Builder *b, const Date *value, Str written);
void builder_interned_date(Builder *b, Ref r, uint32_t field, uint32_t date, uint32_t note);
void builder_int(Builder *b, Ref r, uint32_t field, int64_t value, uint32_t note);
void builder_real(Builder *b, Ref r, uint32_t field, double value, uint32_t note);
void builder_truth(Builder *b, Ref r, uint32_t field, Truth value, uint32_t note);
void builder_date(Builder *b, Ref r, uint32_t field, const Date *value, Str written, uint32_t note);
void builder_duration(Builder *b, Ref r, uint32_t field, Duration value, uint32_t note);
void builder_link(Builder *b, Ref r, uint32_t field, Ref target, uint32_t note);

void builder_meta(Builder *b, Str name, Str value); // of `archive "…" {…}`: the first counts

// Sorts texts and dates, numbers entities, lays out columns, links both ways and indexes (every
// date and moment field; name, title, also; ids), and writes the block into memory from alloc.
// *bytes is the caller's to free through alloc, also where a cancel leaves by the arena's guard.
// The builder must not be used afterwards. ST_DATA where the order of events contradicts itself
// (order_complain says how).
Status builder_freeze(Builder *b, const Alloc *alloc, unsigned char **bytes, uint64_t *length);

#endif
