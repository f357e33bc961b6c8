// Notes in Markdown, as folders of Obsidian or Hugo have them: each file is an entity. Front matter
// in YAML (between lines `---`) or TOML (between `+++`) fills its fields; the body is its text.
//
// Kind: what the front matter's `kind` says, or `type` where that names a kind; else the nearest
// folder that is called like one (people/Ada.md); else article. A kind that nobody has declared is
// told, and becomes the article's `type`.
// Id: the front matter's `id`, else what the file is called; of two that are called alike the later
// one has its folder's name before it.
// Title or name: the front matter's, else the heading that the body begins with, else the file's.
// Front matter: a key fills the field of its name; aliases are `also`, authors `author`, tag
// `tags`; what no kind knows is declared, of a type that holds all its values (a link where all are
// [[links]]). A record within a record is flattened (geo: {lat: 1} is geo_lat). Dates are read as
// people write them (found_date.h). A field that leads to entities takes ids, names and [[links]];
// whom nobody has is made, if the field says of which kind.
// Body (CommonMark, with GitHub's tables and task lists): plain text. Of an article each paragraph,
// heading (crosshead), item, quotation, row of a table and block of code is a passage; other kinds
// have it as `text`. [[links]], [[links|words]] and relative links to notes are mentions; in other
// kinds than articles they are the field `links`. #words become tags. A link leads to the note of
// that path, file name, title or alias, or to an entity by id or name; one that leads to nothing
// is told with its line, and in an article its words stay a mention without a target.
//   Left out, and counted for the report: raw HTML, pictures, addresses of other sites.
//
// Faulty front matter is a complaint with its line; the note is left out and handed to reject.
// libyaml and md4c take memory from the C library, beside the builder's budget: a front matter has
// at most 1 MiB and 16 levels, a body 8 MiB, and what a table may blow up is bounded. YAML's
// aliases (*x) are refused, so that no small text stands for a large one. While a body is parsed a
// cancel is not heard; that takes some tenths of a second at the most.
// TOML: keys, tables, texts, numbers, truths, dates and lists of these on one line. Anything else
// is told as not read.
#ifndef GAZ_MARKDOWN_H
#define GAZ_MARKDOWN_H

#include "runtime/import/importer.h"

extern const Importer markdown_importer;

#endif
