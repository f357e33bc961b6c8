// The body of a note as plain text, its parts and its links. In: Markdown as UTF-8. Out: offsets
// into one text. md4c owns memory while it is at work, which an arena that leaves would lose: so
// all goes into a room that never grows meanwhile, and where that is too small, the body is read
// again.
#include <md4c.h>
#include <string.h>

#include "runtime/import/markdown_impl.h"

const char *const note_part_names[NOTE_PARTS] = {"paragraph", "crosshead", "item",
                                                 "quotation", "row",       "code"};

#define NO_LINK UINT32_MAX
enum { FULL = 1, TOO_MUCH = 2 }; // what a callback ends the parser with

typedef struct Reading {
    BodyRoom *room;
    Body *out;
    Str body;
    uint32_t line;            // of the file, of the body's first
    uint32_t seen, seen_line; // up to where lines are counted
    size_t n, targets;        // of the room's texts
    uint32_t part_at, part_line;
    bool in_part;
    uint32_t items, quotes, pictures; // how deep in them
    PartKind kind;                    // of a heading, row or block of code, else a paragraph
    bool html, code;
    uint32_t open;   // the link whose words are read, or NO_LINK
    uint64_t events; // callbacks; a table may have more cells than bytes
} Reading;

// ---- text ---------------------------------------------------------------------------------------

static int put(Reading *r, const char *p, size_t n) {
    if (n > r->room->text_cap - r->n) return FULL;
    memcpy(r->room->text + r->n, p, n);
    r->n += n;
    return 0;
}

// Counts lines up to where a text stands; md4c's own texts stand nowhere.
static void see(Reading *r, const char *p) {
    uintptr_t at = (uintptr_t)p, from = (uintptr_t)r->body.p;
    if (at < from || at >= from + r->body.n) return;
    uint32_t to = (uint32_t)(at - from);
    for (; r->seen < to; r->seen++) r->seen_line += r->body.p[r->seen] == '\n';
}

static int begin_part(Reading *r, const char *p) {
    see(r, p);
    if (r->in_part) return 0;
    if (r->n && put(r, "\n\n", 2)) return FULL;
    r->in_part = true;
    r->part_at = (uint32_t)r->n;
    r->part_line = r->seen_line;
    return 0;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static int end_part(Reading *r) {
    if (!r->in_part) return 0;
    r->in_part = false;
    while (r->n > r->part_at && is_blank(r->room->text[r->n - 1])) r->n--;
    if (r->n == r->part_at) {
        r->n -= r->n >= 2 ? 2 : r->n; // the empty line before it
        return 0;
    }
    if (r->out->nparts == r->room->parts_cap) return FULL;
    PartKind kind = r->kind;
    if (kind == NOTE_PARAGRAPH && r->items) kind = NOTE_ITEM;
    if (kind == NOTE_PARAGRAPH && r->quotes) kind = NOTE_QUOTATION;
    r->room->parts[r->out->nparts++] = (NotePart){r->part_at, (uint32_t)r->n, r->part_line, kind};
    return 0;
}

// &amp; and the like, and characters by number; any other stays as it is written.
static int put_entity(Reading *r, Str s) {
    static const char *const known[][2] = {
        {"&amp;", "&"},    {"&lt;", "<"},     {"&gt;", ">"},     {"&quot;", "\""},
        {"&apos;", "'"},   {"&nbsp;", " "},   {"&ndash;", "–"},  {"&mdash;", "—"},
        {"&hellip;", "…"}, {"&lsquo;", "‘"},  {"&rsquo;", "’"},  {"&ldquo;", "“"},
        {"&rdquo;", "”"},  {"&bdquo;", "„"},  {"&laquo;", "«"},  {"&raquo;", "»"},
        {"&auml;", "ä"},   {"&ouml;", "ö"},   {"&uuml;", "ü"},   {"&szlig;", "ß"},
        {"&Auml;", "Ä"},   {"&Ouml;", "Ö"},   {"&Uuml;", "Ü"},   {"&eacute;", "é"},
        {"&egrave;", "è"}, {"&agrave;", "à"}, {"&ccedil;", "ç"}, {"&copy;", "©"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(s, known[i][0])) return put(r, known[i][1], strlen(known[i][1]));
    if (s.n < 4 || s.p[1] != '#') return put(r, s.p, s.n);
    bool hex = (s.p[2] | 0x20) == 'x';
    uint32_t cp = 0;
    char bytes[4];
    for (uint32_t i = hex ? 3 : 2; i + 1 < s.n && cp < 0x110000; i++) {
        char c = s.p[i];
        uint32_t digit = (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
        cp = cp * (hex ? 16 : 10) + digit;
    }
    if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) cp = 0xFFFD;
    uint32_t n = utf8_encode(cp, bytes);
    return put(r, bytes, n);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *reading) {
    Reading *r = reading;
    r->events++;
    if (r->html || type == MD_TEXT_HTML) {
        r->out->html += !r->html;
        return 0;
    }
    if (r->pictures) return 0;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
        return r->in_part && r->n > r->part_at ? put(r, type == MD_TEXT_BR ? "\n" : " ", 1) : 0;
    if (begin_part(r, p)) return FULL;
    while (r->n == r->part_at && r->kind != NOTE_CODE && n && is_blank(*p)) p++, n--;
    if (type == MD_TEXT_NULLCHAR) return put(r, "\xEF\xBF\xBD", 3);
    if (type == MD_TEXT_ENTITY) return put_entity(r, (Str){p, n});
    return put(r, p, n);
}

// ---- blocks -------------------------------------------------------------------------------------

static int on_enter(MD_BLOCKTYPE type, void *detail, void *reading) {
    Reading *r = reading;
    (void)detail;
    if (++r->events > 4096 + 16 * (uint64_t)r->body.n) return TOO_MUCH;
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) return r->in_part ? put(r, " | ", 3) : 0;
    if (end_part(r)) return FULL;
    switch (type) {
    case MD_BLOCK_QUOTE: r->quotes++; break;
    case MD_BLOCK_LI: r->items++; break;
    case MD_BLOCK_H: r->kind = NOTE_CROSSHEAD; break;
    case MD_BLOCK_CODE: r->kind = NOTE_CODE; break;
    case MD_BLOCK_TR: r->kind = NOTE_ROW; break;
    case MD_BLOCK_HTML:
        r->html = true;
        r->out->html++;
        break;
    default: break;
    }
    return 0;
}

static int on_leave(MD_BLOCKTYPE type, void *detail, void *reading) {
    Reading *r = reading;
    (void)detail;
    r->events++;
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH) return 0;
    if (end_part(r)) return FULL;
    switch (type) {
    case MD_BLOCK_QUOTE: r->quotes--; break;
    case MD_BLOCK_LI: r->items--; break;
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_TR: r->kind = NOTE_PARAGRAPH; break;
    case MD_BLOCK_HTML: r->html = false; break;
    default: break;
    }
    return 0;
}

// ---- links --------------------------------------------------------------------------------------

// Up to what says a place within the note.
static Str without_place(Str s, const char *marks) {
    for (uint32_t i = 0; i < s.n; i++)
        if (strchr(marks, s.p[i])) return (Str){s.p, i};
    return s;
}

static bool ends_with(Str s, const char *end) {
    uint32_t n = (uint32_t)strlen(end);
    for (uint32_t i = 0; i < n && s.n >= n; i++)
        if ((s.p[s.n - n + i] | 0x20) != (end[i] | 0x20)) return false;
    return s.n >= n;
}

// Whether it may be a note: no scheme, and .md or no ending at all.
static bool may_be_note(Str href) {
    for (uint32_t i = 0; i < href.n && href.p[i] != '/'; i++)
        if (href.p[i] == ':') return false;
    if (href.n >= 2 && href.p[0] == '/' && href.p[1] == '/') return false;
    if (ends_with(href, ".md") || ends_with(href, ".markdown")) return true;
    for (uint32_t i = href.n; i > 0 && href.p[i - 1] != '/'; i--)
        if (href.p[i - 1] == '.') return false;
    return true;
}

static int hex_digit(char c) {
    char low = (char)(c | 0x20);
    return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static int open_link(Reading *r, Str target, bool path) {
    BodyRoom *room = r->room;
    if (target.n == 0) return 0;
    if (r->out->nlinks == room->links_cap || target.n > room->targets_cap - r->targets) return FULL;
    char *to = room->targets + r->targets;
    uint32_t n = 0;
    for (uint32_t i = 0; i < target.n; i++) { // %20
        bool code = path && target.p[i] == '%' && i + 2 < target.n &&
                    hex_digit(target.p[i + 1]) >= 0 && hex_digit(target.p[i + 2]) >= 0;
        to[n++] = target.p[i];
        if (!code) continue;
        to[n - 1] = (char)(hex_digit(target.p[i + 1]) << 4 | hex_digit(target.p[i + 2]));
        i += 2;
    }
    if (utf8_invalid_at((Str){to, n}) != n) memcpy(to, target.p, n = target.n);
    see(r, target.p);
    r->open = r->out->nlinks++;
    uint32_t at = (uint32_t)r->n + (!r->in_part && r->n ? 2 : 0); // where a part will begin
    room->links[r->open] = (NoteLink){{to, n}, at, at, r->line + r->seen_line - 1, path};
    r->targets += n;
    return 0;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *reading) {
    Reading *r = reading;
    r->events++;
    if (type == MD_SPAN_IMG) {
        r->pictures++;
        r->out->pictures++;
    } else if (type == MD_SPAN_WIKILINK && !r->pictures) {
        const MD_ATTRIBUTE *a = &((MD_SPAN_WIKILINK_DETAIL *)detail)->target;
        bool embeds = r->in_part && r->n > r->part_at && r->room->text[r->n - 1] == '!';
        if (embeds) r->n--; // ![[a note shown here]]
        return open_link(r, without_place((Str){a->text, a->size}, "#^"), false);
    } else if (type == MD_SPAN_A && !r->pictures) {
        const MD_ATTRIBUTE *a = &((MD_SPAN_A_DETAIL *)detail)->href;
        Str href = without_place((Str){a->text, a->size}, "#?");
        if (may_be_note(href)) return open_link(r, href, true);
        r->out->sites++;
    }
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *reading) {
    Reading *r = reading;
    (void)detail;
    r->events++;
    if (type == MD_SPAN_IMG) r->pictures--;
    if ((type == MD_SPAN_WIKILINK || type == MD_SPAN_A) && !r->pictures && r->open != NO_LINK) {
        NoteLink *l = &r->room->links[r->open];
        l->end = (uint32_t)r->n > l->at ? (uint32_t)r->n : l->at;
        r->open = NO_LINK;
    }
    return 0;
}

// ---- all ----------------------------------------------------------------------------------------

static void widen(Arena *a, BodyRoom *room, Str body) {
    size_t n = room->text_cap ? 2 * room->text_cap : 256;
    if (n < (size_t)body.n + 64) n = (size_t)body.n + 64;
    room->text = arena_grow(a, room->text, &room->text_cap, n, 1);
    n = room->parts_cap ? 2 * room->parts_cap : 64;
    room->parts = arena_grow(a, room->parts, &room->parts_cap, n, sizeof *room->parts);
    n = room->links_cap ? 2 * room->links_cap : 64;
    room->links = arena_grow(a, room->links, &room->links_cap, n, sizeof *room->links);
    n = room->targets_cap ? 2 * room->targets_cap : 256;
    room->targets = arena_grow(a, room->targets, &room->targets_cap, n, 1);
}

static int parse_into(Reading *r) {
    static const MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH |
                                              MD_FLAG_TASKLISTS | MD_FLAG_WIKILINKS,
                                     .enter_block = on_enter,
                                     .leave_block = on_leave,
                                     .enter_span = on_enter_span,
                                     .leave_span = on_leave_span,
                                     .text = on_text};
    return md_parse(r->body.p, r->body.n, &parser, r);
}

const char *body_read(Arena *a, BodyRoom *room, Str body, uint32_t line, Body *out) {
    if (body.n > BODY_MAX) return "a note's text is longer than 8 MiB";
    if (!room->text_cap) widen(a, room, body);
    for (;;) {
        Reading r = {.room = room, .out = out, .body = body, .line = line, .open = NO_LINK};
        r.seen_line = 1;
        *out = (Body){.nparts = 0};
        guard_tick(a->guard);
        int why = parse_into(&r);
        if (why < 0) guard_leave(a->guard, ST_NOMEM, "");
        if (why == TOO_MUCH) return "a note's tables have too many empty cells";
        if (why == 0) {
            out->text = (Str){room->text, (uint32_t)r.n};
            out->parts = room->parts;
            out->links = room->links;
            return NULL;
        }
        if (room->text_cap > 16 * ((size_t)body.n + 1024))
            return "a note's tables or links are too wide";
        widen(a, room, body);
    }
}
