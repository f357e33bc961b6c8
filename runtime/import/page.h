// The text of a newspaper's page, as a scan and a reader of type leave it, taken apart: masthead,
// articles, and in them bylines, crossheads, captions, footnotes, boxes and paragraphs made whole
// again. In: one text; out: its parts with the lines where they begin. It must not know archives.
//
// The rules, which know no particular paper. A block is what stands between empty lines.
//   raw page   Where there are hardly any empty lines (more than five lines for each block, and
//              twenty at least), columns and headings cannot be told apart honestly: the page is
//              one article. A paragraph of it ends at an empty line, and with a line that ends a
//              sentence and is shorter than 85 of 100 lines' length in the middle.
//   masthead   One of the first twelve blocks says which number this is ("Vol. 1, No. 27") or of
//              which day. All up to the first article belongs to the masthead: the paper's name
//              (its first block, of at most eight words), the number, the price (what stands
//              between number and date), "Edited by …", lists of names.
//   heading    at most three lines and twenty words, all in capitals; or one line of at most ten
//              words that begins with a capital, ends with no stop, and stands behind a finished
//              paragraph, heading or byline and before a paragraph, a heading in capitals or "By …"
//              Lines in capitals, "By …" and a line above that are headings and bylines without an
//              empty line behind them too, if what follows does not begin with a small letter.
//   opening    Papers set the first words of an article in capitals: a paragraph of twelve words or
//              more that begins so, with two such words or with one that the text also has in small
//              letters.
//   article    A heading begins one where an opening or a caption follows, or where a byline stands
//              beside it; on a page without any opening where it is in capitals and a paragraph
//              follows. All other headings are crossheads, as are further ones in a row.
//   byline     a heading of two to five words that is "By …", the name of somebody in the archive,
//              or stands word for word in the masthead's lists. Beside a heading it signs the
//              article that begins there, elsewhere the one that ends.
//   going on   A paragraph that ends without a stop goes on in the nearest later one that begins
//              with a small letter, up to 24 blocks on but not past an opening. What stands between
//              is set in: headings alone go on with the article's heading (one that runs over two
//              pages), a heading with text is a box, an article within the article; paragraphs
//              alone are a passage of type box, or none where a caption stands among them. A
//              heading that begins with dots … goes on with one before it and begins no article.
//   caption    two to five short lines, the first in capitals, another in brackets or with years of
//              a life (1870-1924)
//   saying     A paragraph in brackets of at most eight words behind one that ends with a closing
//              quotation mark says whose words these are, and belongs to it.
//   footnote   begins with a raised figure, †, ‡, § or a single *
//   hyphen     A word that a line or column divides is joined, with its hyphen where the second
//              part has a capital or figure, or where the texts have the word with a hyphen and
//              more often than without.
//              Where a reader of type lost the hyphen, two parts are joined if the texts have the
//              whole word twice within lines, and one of the parts never.
//   emphasis   *so* and **so** are taken for italics and bold type: the marks are left out.
#ifndef GAZ_PAGE_H
#define GAZ_PAGE_H

#include "lang/phrase.h"
#include "runtime/recognise.h"

// The words of all texts, as they tell of hyphens and capitals.
typedef struct PageWords PageWords;
PageWords *page_words_new(Arena *a);
void page_words_add(PageWords *w, Str text);
// Whether the word, in capitals, occurs in small letters.
bool page_words_small(const PageWords *w, Str word);
// Whether left-right keeps its hyphen.
bool page_words_hyphen(const PageWords *w, Str left, Str right);
// Whether the end of a line divides left and right without a hyphen.
bool page_words_divided(const PageWords *w, Str left, Str right);

typedef enum PartType {
    PART_PARAGRAPH,
    PART_CROSSHEAD,
    PART_BYLINE,
    PART_CAPTION,
    PART_FOOTNOTE,
    PART_BOX,
    PART_MASTHEAD,
    PART_TYPES
} PartType;
extern const char *const part_names[PART_TYPES];

typedef struct PagePart {
    Str text;
    PartType type;
    uint32_t line; // from 1
} PagePart;

typedef enum PieceType { PIECE_ARTICLE, PIECE_MASTHEAD, PIECE_BOX, PIECE_PAGE } PieceType;

typedef struct PagePiece {
    PieceType type;
    Str title, author; // "" if there is none
    uint32_t part_of;  // 1 + the piece that it is set into, or 0
    PagePart *parts;
    uint32_t nparts;
    size_t cap;
} PagePiece;

// What a masthead says of the number.
typedef struct Imprint {
    bool found;
    Str paper, price, editor;
    int64_t volume, number; // 0: not said
    bool dated;
    Date date;
    Str written; // the date's words
    uint32_t block;
} Imprint;

typedef struct Page {
    Imprint imprint;
    PagePiece *pieces;
    uint32_t n;
    size_t cap;
    bool raw;
} Page;

typedef struct PageContext {
    const PageWords *words;
    const Names *names; // of the archive, for bylines
    PhraseLang lang;
    Arena *scratch;
} PageContext;

// The text is in NFC. The page lies in the arena.
Page *page_read(Arena *a, Str text, const PageContext *c);

#endif
