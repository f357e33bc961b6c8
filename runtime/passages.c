// Splits article texts (passages.h). In: a text in NFC; out: passages of pieces that point into it.
// Every byte is looked at a fixed number of times, whatever the marks.
#include "runtime/passages.h"

#include <string.h>

// ---- small parts ----------------------------------------------------------------------------

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

static Str trim(Str s) {
    while (s.n && is_blank(s.p[0])) s = (Str){s.p + 1, s.n - 1};
    while (s.n && is_blank(s.p[s.n - 1])) s.n--;
    return s;
}

static Str from(Str s, uint32_t at) { return (Str){s.p + at, s.n - at}; }

// Bytes of an id at the beginning of s: letters, digits and _ with single hyphens between, or
// anything in backquotes. 0 if there is none.
static uint32_t id_length(Str s) {
    if (str_begins(s, "`")) {
        for (uint32_t i = 1; i < s.n && s.p[i] != '\n'; i++)
            if (s.p[i] == '`') return i > 1 ? i + 1 : 0;
        return 0;
    }
    uint32_t at = 0, end = 0;
    bool hyphen = true;
    while (at < s.n) {
        uint32_t cp, n = utf8_decode(s.p + at, s.p + s.n, &cp);
        if (n == 0) break;
        bool word = cp == '_' || cp_is_word(cp);
        if (!word && (cp != '-' || hyphen)) break;
        hyphen = !word;
        at += n;
        if (word) end = at;
    }
    return end;
}

// ---- blocks ---------------------------------------------------------------------------------

static bool is_space(char c) { return is_blank(c) || c == '\n'; }

static uint32_t skip_space(Str s, uint32_t at) {
    while (at < s.n && is_space(s.p[at])) at++;
    return at;
}

uint32_t passage_block(Str s) {
    if (!str_begins(s, "{")) return 0;
    bool named = str_begins(s, "{#");
    uint32_t begin = named ? 2 : skip_space(s, 1), n = id_length(from(s, begin));
    uint32_t end = skip_space(s, begin + n);
    if (n == 0 || end >= s.n || s.p[end] != (named ? ',' : ':')) return 0;
    return named ? end + 1 : 1;
}

// Bytes of what runs from s to the quote that it begins with, or to the end of the line.
static uint32_t quoted_length(Str s) {
    uint32_t at = 1;
    while (at < s.n && s.p[at] != s.p[0] && s.p[at] != '\n')
        at += s.p[0] == '"' && s.p[at] == '\\' ? 2 : 1;
    return at < s.n ? at + 1 : s.n;
}

// Bytes of a block that s begins with, braces included; its quotes and comments are those of the
// lexer. 0: it does not end.
static uint32_t block_length(Str s, uint32_t members) {
    uint32_t depth = 1;
    for (uint32_t at = members; at < s.n;) {
        char c = s.p[at];
        if (c == '"' || c == '\'' || c == '`') {
            at += quoted_length(from(s, at));
            continue;
        }
        if (c == '#')
            while (at < s.n && s.p[at] != '\n') at++;
        else if (c == '{')
            depth++;
        else if (c == '}' && --depth == 0)
            return at + 1;
        at++;
    }
    return 0;
}

static Str unquoted(Str id) { return str_begins(id, "`") ? (Str){id.p + 1, id.n - 2} : id; }

// ---- mentions -------------------------------------------------------------------------------

// The target after "[[" and "~": @id, @kind/id or @"name". Bytes read, or 0.
static uint32_t read_target(Str s, Piece *m) {
    if (!str_begins(s, "@")) return 0;
    if (str_begins(s, "@\"")) {
        const char *close = memchr(s.p + 2, '"', s.n - 2);
        if (!close || close == s.p + 2) return 0;
        m->by_name = true;
        m->id = (Str){s.p + 2, (uint32_t)(close - s.p) - 2};
        return memchr(m->id.p, '\n', m->id.n) ? 0 : m->id.n + 3;
    }
    uint32_t n = id_length(from(s, 1)), at = 1 + n;
    if (n == 0) return 0;
    m->id = unquoted((Str){s.p + 1, n});
    if (at < s.n && s.p[at] == '/') {
        uint32_t second = id_length(from(s, at + 1));
        if (second == 0) return 0;
        m->kind = m->id;
        m->id = unquoted((Str){s.p + at + 1, second});
        at += 1 + second;
    }
    return at;
}

// A mention at the beginning of s, which starts with "[[". Bytes read, or 0: then it is text.
static uint32_t read_mention(Str s, Piece *m) {
    *m = (Piece){.mention = true, .text = {s.p, 0}, .kind = {s.p, 0}};
    uint32_t at = 2;
    if (at < s.n && s.p[at] == '~') {
        m->implied = true;
        at++;
    }
    uint32_t n = read_target(from(s, at), m);
    if (n == 0) return 0;
    at += n;
    if (str_begins(from(s, at), "]]")) return at + 2;
    if (at >= s.n || s.p[at] != '|') return 0;
    uint32_t words = ++at;
    for (; at + 1 < s.n; at++) {
        if (s.p[at] == '[' && s.p[at + 1] == '[') return 0;
        if (s.p[at] != ']' || s.p[at + 1] != ']') continue;
        m->text = (Str){s.p + words, at - words};
        return at + 2;
    }
    return 0;
}

// ---- pieces ---------------------------------------------------------------------------------

typedef struct Split {
    Arena *arena;
    Passages out;
    size_t cap;
} Split;

typedef struct PieceList {
    Piece *items;
    uint32_t n, mentions;
    size_t cap;
} PieceList;

static void add_piece(Split *s, PieceList *list, Piece piece) {
    if (!piece.mention && piece.text.n == 0) return;
    list->items = arena_grow(s->arena, list->items, &list->cap, (size_t)list->n + 1, sizeof(Piece));
    list->items[list->n++] = piece;
    list->mentions += piece.mention;
}

static bool is_escape(Str s) {
    return str_begins(s, "\\[[") || str_begins(s, "\\{#") || str_begins(s, "\\==");
}

static PieceList read_pieces(Split *s, Str text) {
    PieceList list = {0};
    uint32_t begin = 0;
    for (uint32_t at = 0; at < text.n;) {
        Str rest = from(text, at);
        guard_every(s->arena->guard, at);
        Piece mention;
        uint32_t n = str_begins(rest, "[[") ? read_mention(rest, &mention) : 0;
        if (n == 0 && !is_escape(rest)) {
            at++;
            continue;
        }
        add_piece(s, &list, (Piece){.text = {text.p + begin, at - begin}});
        if (n) add_piece(s, &list, mention);
        begin = at + (n ? n : 1); // what was escaped is text
        at = n ? begin : begin + 2;
    }
    add_piece(s, &list, (Piece){.text = {text.p + begin, text.n - begin}});
    return list;
}

// ---- passages -------------------------------------------------------------------------------

// Takes {#id} or a block from the beginning of a passage's text, and the \ before one that is text.
static Str read_head(Passage *p, Str text) {
    if (str_begins(text, "\\{") && passage_block(from(text, 1))) return from(text, 1);
    uint32_t members = passage_block(text), n = 0, end = 0;
    if (str_begins(text, "{#")) n = id_length(from(text, 2));
    if (members) {
        end = block_length(text, members);
        p->open = end == 0;
        p->block = (Str){text.p, end ? end : text.n};
    } else if (n && 2 + n < text.n && text.p[2 + n] == '}') {
        end = n + 3;
    }
    if (end && n) p->id = unquoted((Str){text.p + 2, n});
    return from(text, skip_space(text, end));
}

static void add_passage(Split *s, Str text, bool crosshead, uint32_t line) {
    text = trim(text);
    if (text.n == 0) return;
    Passage p = {.id = {"", 0}, .block = {"", 0}, .crosshead = crosshead, .line = line};
    text = read_head(&p, text);
    PieceList pieces = read_pieces(s, text);
    p.pieces = pieces.items;
    p.npieces = pieces.n;
    p.nmentions = pieces.mentions;
    s->out.items = arena_grow(s->arena, s->out.items, &s->cap, (size_t)s->out.count + 1, sizeof p);
    s->out.items[s->out.count++] = p;
}

// The words of a line "== words ==", or "".
static Str crosshead_of(Str line) {
    Str s = trim(line);
    if (s.n < 7 || !str_begins(s, "== ") || !str_begins(from(s, s.n - 3), " =="))
        return (Str){"", 0};
    return trim((Str){s.p + 3, s.n - 6});
}

Passages passages_split(Arena *a, Str text) {
    Split s = {.arena = a};
    uint32_t line = 1, first = 0, begin = 0, end = 0; // first: line of the paragraph, 0: none
    for (uint32_t at = 0; at < text.n; line++) {
        const char *newline = memchr(text.p + at, '\n', text.n - at);
        uint32_t next = newline ? (uint32_t)(newline - text.p) + 1 : text.n;
        Str whole = {text.p + at, (newline ? next - 1 : next) - at};
        Str head = crosshead_of(whole);
        if (trim(whole).n == 0 || head.n) {
            if (first) add_passage(&s, (Str){text.p + begin, end - begin}, false, first);
            first = 0;
            if (head.n) add_passage(&s, head, true, line);
        } else {
            if (!first) {
                first = line;
                begin = at;
            }
            end = at + whole.n;
        }
        at = next;
    }
    if (first) add_passage(&s, (Str){text.p + begin, end - begin}, false, first);
    return s.out;
}
