// From blocks to articles: what goes on where, what is set in, which heading begins an article. See
// page.h for the rules.
#include "runtime/import/page.h"

#include <string.h>

#include "runtime/import/page_impl.h"
#include "runtime/words.h"

enum { REACH = 24, SAYING_WORDS = 8, BYLINE_MOST = 5, RAW_LINES = 20, RAW_RATIO = 5 };
// A title grows no longer, and no more headings are looked for in a list of names no longer: what
// has more is no page of a paper.
enum { TITLE_MOST = 1000, HEADS_MOST = 1000, LIST_MOST = 16384 };

const char *const part_names[PART_TYPES] = {
    [PART_PARAGRAPH] = "paragraph", [PART_CROSSHEAD] = "crosshead", [PART_BYLINE] = "byline",
    [PART_CAPTION] = "caption",     [PART_FOOTNOTE] = "footnote",   [PART_BOX] = "box",
    [PART_MASTHEAD] = "masthead"};

typedef struct Layout {
    Arena *a;
    const PageContext *c;
    Blocks b;
    Page *page;
    uint32_t piece; // at hand, 1 + its number; 0: none yet
    uint32_t zone;  // the masthead's blocks are those before this one
    bool openings;  // the page has some
} Layout;

PagePiece *page_piece(Arena *a, Page *p, PieceType type) {
    p->pieces = arena_grow(a, p->pieces, &p->cap, (size_t)p->n + 1, sizeof *p->pieces);
    PagePiece *piece = &p->pieces[p->n++];
    *piece = (PagePiece){.type = type, .title = STR(""), .author = STR("")};
    return piece;
}

void page_part(Arena *a, PagePiece *piece, PartType type, Str text, uint32_t line) {
    piece->parts =
        arena_grow(a, piece->parts, &piece->cap, (size_t)piece->nparts + 1, sizeof *piece->parts);
    piece->parts[piece->nparts++] = (PagePart){text, type, line};
}

// ---- what goes on ---------------------------------------------------------------------------

static bool is_saying(const Blocks *b, uint32_t i) {
    const Block *x = &b->at[i], *before = i ? &b->at[i - 1] : NULL;
    return before && before->shape == SHAPE_TEXT && x->nwords <= SAYING_WORDS &&
           x->text.p[0] == '(' && x->text.p[x->text.n - 1] == ')' && is_quoted_end(before->text);
}

// The nearest open paragraph before, or i itself.
static uint32_t open_before(const Blocks *b, uint32_t i) {
    for (uint32_t k = i; k > 0 && i - k < REACH; k--) {
        const Block *x = &b->at[k - 1];
        if (x->shape == SHAPE_TEXT && x->open && !x->next) return k - 1;
        if (x->opening) break;
    }
    return i;
}

static void find_ways(Layout *l) {
    Blocks *b = &l->b;
    uint32_t from = l->page->imprint.found ? l->page->imprint.block + 1 : 0;
    for (uint32_t i = from; i < b->n; i++) {
        Block *x = &b->at[i];
        if (x->shape != SHAPE_TEXT) continue;
        uint32_t k = is_saying(b, i) ? i - 1 : x->low ? open_before(b, i) : i;
        if (k == i || k < from || b->at[k].next) continue;
        b->at[k].next = i + 1;
        x->before = k + 1;
        for (uint32_t in = k + 1; in < i; in++)
            if (!b->at[in].inset) b->at[in].inset = k + 1;
    }
}

// The text of a block and all that go on with it.
static Str whole(Layout *l, uint32_t i) {
    ArenaMark mark = arena_mark(l->c->scratch);
    StrBuf out;
    buf_init(&out, l->c->scratch);
    for (uint32_t at = i + 1; at; at = l->b.at[at - 1].next) {
        Str line;
        for (uint32_t k = 0; page_line(l->b.at[at - 1].text, &k, &line);)
            if (line.n) page_join(&out, line, l->c->words);
    }
    Str s = page_plain(l->a, str_dup(l->a, buf_str(&out)));
    arena_release(l->c->scratch, mark);
    return s;
}

// ---- bylines --------------------------------------------------------------------------------

// The words of blocks, folded, a blank around each.
static Str folded_words(Layout *l, uint32_t from, uint32_t end) {
    StrBuf out;
    buf_init(&out, l->a);
    buf_char(&out, ' ');
    for (uint32_t i = from; i < end; i++) {
        Str word;
        bool ascii;
        char small[WORD_SMALL];
        for (uint32_t at = 0; word_next(l->b.at[i].text, &at, &word, &ascii);) {
            guard_work(l->a->guard, 1);
            buf_add(&out, word_fold(l->a, word, ascii, small));
            buf_char(&out, ' ');
        }
    }
    return buf_str(&out);
}

static bool holds(Str text, Str part) {
    for (uint32_t i = 0; i + part.n <= text.n; i++)
        if (memcmp(text.p + i, part.p, part.n) == 0) return true;
    return false;
}

static bool is_somebody(Layout *l, Str s) {
    NameFind f;
    ArenaMark mark = arena_mark(l->c->scratch);
    NameScan *scan = names_scan(l->c->names, l->c->scratch, s);
    uint32_t who;
    bool all = false, named = false;
    if (names_next(scan, &f) && f.at == 0 && f.len == s.n)
        while (names_who(l->c->names, &f, &who, &named)) all = all || named;
    arena_release(l->c->scratch, mark);
    return all;
}

static void mark_bylines(Layout *l) {
    Str zone = folded_words(l, 0, l->zone);
    uint32_t heads = 0;
    if (zone.n > LIST_MOST) zone.n = LIST_MOST;
    for (uint32_t i = l->zone; i < l->b.n && heads < HEADS_MOST; i++) {
        Block *x = &l->b.at[i];
        uint32_t by = page_signs(x->text);
        bool head = is_head(x) || (by && x->nlines == 1 && x->shape == SHAPE_TEXT);
        if (!head || x->nwords < 2 || x->nwords > BYLINE_MOST + (by > 0)) continue;
        ArenaMark mark = arena_mark(l->a);
        heads++;
        guard_work(l->a->guard, zone.n);
        if (by || is_somebody(l, x->text) || holds(zone, folded_words(l, i, i + 1)))
            x->shape = SHAPE_BYLINE;
        arena_release(l->a, mark);
    }
}

// ---- headings -------------------------------------------------------------------------------

static bool is_dots(Str s) {
    return str_begins(s, ". .") || str_begins(s, "..") || str_begins(s, "…");
}

// The end of the headings in a row that begin at i.
static uint32_t heads_end(const Layout *l, uint32_t i, uint32_t to) {
    uint32_t j = i;
    while (j < to && is_head(&l->b.at[j]) && l->b.at[j].inset == l->b.at[i].inset) j++;
    return j;
}

// Which of the headings in a row is that of an article; `end` if none is.
static uint32_t title_of(const Layout *l, uint32_t i, uint32_t end, bool always) {
    const Block *next = end < l->b.n ? &l->b.at[end] : NULL;
    uint32_t title = end;
    bool signed_by = false, loud = false;
    for (uint32_t k = end; k > i; k--) {
        const Block *x = &l->b.at[k - 1];
        signed_by = signed_by || x->shape == SHAPE_BYLINE;
        if (x->shape == SHAPE_BYLINE || is_dots(x->text)) continue;
        title = k - 1;
        loud = loud || x->shape == SHAPE_HEAD;
    }
    if (title == end || !next) return end;
    bool text = next->shape == SHAPE_TEXT && next->nwords >= 12;
    bool plain = !l->openings && loud && text && !next->before;
    return always || next->opening || next->shape == SHAPE_CAPTION || signed_by || plain ? title
                                                                                         : end;
}

static void find_zone(Layout *l) {
    for (uint32_t i = 0; i < l->b.n; i++) l->openings = l->openings || l->b.at[i].opening;
    for (uint32_t i = 0; l->page->imprint.found && i < l->b.n; i++) {
        if (!is_head(&l->b.at[i])) continue;
        uint32_t end = heads_end(l, i, l->b.n);
        l->zone = title_of(l, i, end, false);
        if (l->zone < end) return;
        i = end - 1;
    }
    l->zone = l->page->imprint.found ? l->page->imprint.block + 1 : 0;
}

// ---- pieces ---------------------------------------------------------------------------------

static PagePiece *at_hand(Layout *l) {
    if (!l->piece) {
        page_piece(l->a, l->page, l->zone ? PIECE_MASTHEAD : PIECE_ARTICLE);
        l->piece = l->page->n;
    }
    return &l->page->pieces[l->piece - 1];
}

static void put(Layout *l, PartType type, uint32_t i) {
    page_part(l->a, at_hand(l), type, whole(l, i), l->b.at[i].line);
}

static void put_text(Layout *l, uint32_t i, PartType usual) {
    const Block *x = &l->b.at[i];
    PartType type = x->shape == SHAPE_CAPTION ? PART_CAPTION
                    : x->shape == SHAPE_NOTE  ? PART_FOOTNOTE
                    : i < l->zone             ? PART_MASTHEAD
                                              : usual;
    put(l, type, i);
}

static void sign(Layout *l, uint32_t i) {
    PagePiece *piece = at_hand(l);
    Str s = whole(l, i);
    uint32_t by = page_signs(s);
    if (!piece->author.n) piece->author = (Str){s.p + by, s.n - by};
    put(l, PART_BYLINE, i);
}

static void begin(Layout *l, PieceType type, uint32_t title, uint32_t part_of) {
    PagePiece *piece = page_piece(l->a, l->page, type);
    piece->part_of = part_of;
    piece->title = whole(l, title);
    l->piece = l->page->n;
}

// Headings in a row; always: the first begins a piece.
static void put_heads(Layout *l, uint32_t i, uint32_t end, PieceType type, bool always) {
    uint32_t title = i < l->zone ? end : title_of(l, i, end, always), outer = l->piece;
    for (uint32_t k = i; k < title && title < end; k++) // what ends the piece before
        if (l->b.at[k].shape != SHAPE_BYLINE) put(l, PART_CROSSHEAD, k);
    if (title < end) begin(l, type, title, type == PIECE_BOX ? outer : 0);
    for (uint32_t k = i; k < end; k++) {
        if (l->b.at[k].shape == SHAPE_BYLINE)
            sign(l, k);
        else if (title == end || k > title)
            put(l, k < l->zone ? PART_MASTHEAD : PART_CROSSHEAD, k);
    }
}

static void put_blocks(Layout *l, uint32_t from, uint32_t to, PartType usual, bool always);

static void put_more_title(Layout *l, Str more) {
    PagePiece *piece = at_hand(l);
    if (piece->title.n) more = str_printf(l->a, "%.*s %.*s", STR_FMT(piece->title), STR_FMT(more));
    piece->title = more;
}

// What is set into a paragraph.
static void put_inset(Layout *l, uint32_t from, uint32_t to) {
    bool heads = true, headed = false, caption = false;
    for (uint32_t i = from; i < to; i++) {
        heads = heads && is_head(&l->b.at[i]);
        headed = headed || is_head(&l->b.at[i]);
        caption = caption || l->b.at[i].shape == SHAPE_CAPTION;
    }
    if (heads && at_hand(l)->title.n < TITLE_MOST) {
        for (uint32_t i = from; i < to; i++) put_more_title(l, whole(l, i));
        return;
    }
    uint32_t outer = l->piece;
    put_blocks(l, from, to, headed || caption ? PART_PARAGRAPH : PART_BOX, headed);
    l->piece = outer;
}

// within: what is set in, of which the first heading begins a box.
static void put_blocks(Layout *l, uint32_t from, uint32_t to, PartType usual, bool within) {
    for (uint32_t i = from, end; i < to; i = end) {
        const Block *x = &l->b.at[i];
        end = i + 1;
        guard_work(l->a->guard, 8);
        if (x->before) continue;
        if (x->inset && usual == PART_TYPES) {
            while (end < to && l->b.at[end].inset) end++;
            put_inset(l, i, end);
        } else if (is_head(x)) {
            end = heads_end(l, i, to);
            put_heads(l, i, end, within ? PIECE_BOX : PIECE_ARTICLE, within);
            within = false;
        } else {
            put_text(l, i, usual == PART_TYPES ? PART_PARAGRAPH : usual);
        }
    }
}

Page *page_read(Arena *a, Str text, const PageContext *c) {
    Page *page = ARENA_NEW(a, Page);
    Layout l = {.a = a, .c = c, .page = page, .b = blocks_read(a, text)};
    if (l.b.nlines >= RAW_LINES && l.b.nlines > (uint64_t)l.b.n * RAW_RATIO) {
        page_raw(a, page, text, c);
        return page;
    }
    l.b = blocks_split(a, &l.b);
    blocks_shape(&l.b, c);
    page->imprint = imprint_read(a, &l.b, c);
    // what says the number, and all before it, is neither heading nor opening
    for (uint32_t i = 0; page->imprint.found && i <= page->imprint.block; i++) {
        l.b.at[i].shape = SHAPE_TEXT;
        l.b.at[i].opening = false;
    }
    find_zone(&l);
    mark_bylines(&l);
    find_ways(&l);
    put_blocks(&l, 0, l.b.n, PART_TYPES, false);
    return page;
}
