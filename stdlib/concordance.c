// Kernels that show the finds of a pattern where they stand: kwic, snippet and highlight. In: texts
// and patterns of `~`, or the words of a search; out: records, or texts with the
// finds in marks. Where text is cut out of its lines, a run of blanks and line ends becomes one
// blank, and a divided word is whole.
#include <string.h>

#include "runtime/pattern.h"
#include "runtime/stem.h"
#include "runtime/words.h"
#include "stdlib/found.h"
#include "stdlib/kernels.h"

enum { WINDOW = 5, SNIPPET = 30, WINDOW_MOST = 1000 };
static const char open_mark[] = "«", close_mark[] = "»";

// One text after the other; the room is used again.
typedef struct View {
    const Call *call;
    Str text;
    Stretches words, finds;
    StrBuf made;
    bool gap;        // blanks were left out since the last character of `made`
    bool characters; // the window counts them, so that blanks at its ends stay
} View;

static View view_of(const Call *c) {
    View p = {.call = c};
    buf_init(&p.made, c->run->scratch);
    return p;
}

static void look_at(View *p, Str text, uint32_t pattern) {
    const Call *c = p->call;
    MatchScan scan;
    MatchFind f;
    p->text = long_text(c, text);
    p->finds.n = 0;
    match_begin(&scan, pattern_words(c->run, c->expr->args[1], pattern), c->run->scratch, text);
    while (match_next(&scan, &f)) stretch_add(c, &p->finds, f.at, f.at + f.len);
}

// The words up to a byte, and more than so many that begin behind it.
static void list_words(View *p, uint32_t upto, uint32_t more) {
    WordReader reader;
    Str word;
    bool ascii;
    uint32_t behind = 0;
    p->words.n = 0;
    word_reader(&reader, p->text);
    while (behind <= more && word_read(&reader, &word, &ascii)) {
        uint32_t at = (uint32_t)(word.p - p->text.p);
        guard_every(p->call->run->guard, p->words.n + 1);
        stretch_add(p->call, &p->words, at, at + word.n);
        behind += at >= upto;
    }
}

// How many words begin before the byte, of those that the reader has not passed.
static uint32_t count_words(const View *p, WordReader *reader, uint32_t before) {
    uint32_t n = 0;
    for (uint32_t to = reader->at; to < before;) {
        to = before - to > HEARD ? to + HEARD : before;
        n += word_skip(reader, to);
        guard_tick(p->call->run->guard);
    }
    return n;
}

// The first word from `from` on that ends behind the byte.
static uint32_t word_at(const View *p, uint32_t from, uint32_t byte) {
    while (p->words.items[from].end <= byte) from++;
    return from;
}

// ---- pieces of the text ----------------------------------------------------------------------

static void begin(View *p) {
    buf_clear(&p->made);
    p->gap = false;
}

static void end_gap(View *p) {
    if (p->gap && (p->made.n || p->characters)) buf_char(&p->made, ' ');
    p->gap = false;
}

// Bytes of ASCII that are neither blank nor a hyphen.
static uint32_t plain_bytes(const char *s, const char *end) {
    const char *p = s;
    while (p<end && * p> ' ' && *p != '-') p++;
    return (uint32_t)(p - s);
}

static void put(View *p, uint32_t at, uint32_t to) {
    const char *s = p->text.p + at, *end = p->text.p + to;
    for (uint32_t n; s < end; s += n) {
        n = plain_bytes(s, end);
        if (n) {
            end_gap(p);
            buf_add(&p->made, (Str){s, n});
            continue;
        }
        uint32_t cp = (unsigned char)*s;
        n = cp < 0x80 ? 1 : utf8_decode(s, end, &cp);
        if (!n) n = 1;
        uint32_t joint =
            cp == '-' || cp >= 0x80 ? word_joint(p->text, (uint32_t)(s - p->text.p)) : 0;
        if (joint) { // of a word that the end of a line divides
            n = joint;
            continue;
        }
        if (text_is_blank(cp)) {
            p->gap = true;
            continue;
        }
        end_gap(p);
        buf_add(&p->made, (Str){s, n});
    }
}

static uint32_t put_alone(View *p, uint32_t at, uint32_t to) {
    begin(p);
    put(p, at, to);
    if (p->characters) end_gap(p);
    return run_intern(p->call->run, buf_str(&p->made));
}

static uint32_t size_asked(const Call *c, const Vec *v, uint32_t i, uint32_t least, uint32_t usual,
                           const char *unit) {
    int64_t n = v ? arg_int(v, i) : usual;
    if (n < least || n > WINDOW_MOST)
        CALL_FAIL(c, E0507, "'%s' takes from %u to %d %s", c->expr->fn->name, least, WINDOW_MOST,
                  unit);
    return (uint32_t)n;
}

// ---- kwic ------------------------------------------------------------------------------------

typedef struct Line {
    uint32_t left, word, right, at;
} Line;

typedef struct Lines {
    Line *items;
    size_t cap;
    uint32_t n;
} Lines;

// So many words on either side of a find of the words from `first` on; with none it stands alone.
static Stretch words_around(const View *p, Stretch find, uint32_t first, uint32_t window) {
    const Stretch *words = p->words.items;
    uint32_t last = word_at(p, first, find.end - 1);
    if (!window) return find;
    return (Stretch){first > window ? words[first - window].at : 0,
                     p->words.n - 1 - last > window ? words[last + window].end : p->text.n};
}

// Whether the window still takes the character; blanks in a row are one.
static bool takes(Str character, uint32_t *left, bool *blank) {
    uint32_t cp = 0;
    utf8_decode(character.p, character.p + character.n, &cp);
    bool before = *blank;
    *blank = text_is_blank(cp);
    if (before && *blank) return true;
    if (!*left) return false;
    --*left;
    return true;
}

static bool continues(char c) { return ((unsigned char)c & 0xC0u) == 0x80; }

static Stretch characters_around(const View *p, Stretch s, uint32_t window) {
    const char *text = p->text.p;
    bool blank = false;
    for (uint32_t at = s.at, left = window; at > 0; s.at = at) {
        while (--at > 0 && continues(text[at])) {}
        if (!takes((Str){text + at, s.at - at}, &left, &blank)) break;
    }
    blank = false;
    for (uint32_t at = s.end, left = window; at < p->text.n; s.end = at) {
        while (++at < p->text.n && continues(text[at])) {}
        if (!takes((Str){text + s.end, at - s.end}, &left, &blank)) break;
    }
    return s;
}

static void add_line(View *p, Lines *lines, Stretch find, uint32_t first, uint32_t window) {
    Run *r = p->call->run;
    Stretch around =
        p->characters ? characters_around(p, find, window) : words_around(p, find, first, window);
    run_tick(r, 1 + (around.end - around.at) / 1024);
    Line line = {.left = put_alone(p, around.at, find.at), .at = first + 1};
    line.word = put_alone(p, find.at, find.end);
    line.right = put_alone(p, find.end, around.end);
    if (lines->n == UINT32_MAX / 2) guard_leave(r->guard, ST_LIMIT, "memory");
    lines->items = arena_grow(r->scratch, lines->items, &lines->cap, (size_t)lines->n + 1,
                              sizeof *lines->items);
    lines->items[lines->n++] = line;
}

static void add_lines(View *p, Lines *lines, uint32_t window) {
    uint32_t first = 0;
    WordReader reader;
    if (!p->finds.n) return;
    if (p->characters)
        word_reader(&reader, p->text);
    else
        list_words(p, p->finds.items[p->finds.n - 1].end, window);
    for (uint32_t k = 0; k < p->finds.n; k++) {
        uint32_t at = p->finds.items[k].at;
        first = p->characters ? first + count_words(p, &reader, at) : word_at(p, first, at);
        add_line(p, lines, p->finds.items[k], first, window);
    }
}

// The fields in the order of the signature.
static void finish(const Call *c, const Lines *lines, Vec *out) {
    Vec *child = vec_new(c->run->scratch, out->type->elem, lines->n, false);
    for (uint32_t k = 0; k < lines->n; k++) {
        const Line *line = &lines->items[k];
        child->fields[0]->d.u32[k] = line->left;
        child->fields[1]->d.u32[k] = line->word;
        child->fields[2]->d.u32[k] = line->right;
        child->fields[3]->d.i64[k] = line->at;
    }
    out->child = child;
    out->nchild = lines->n;
}

static bool by_characters(const Call *c, const Vec *unit, uint32_t i) {
    if (!unit) return false;
    Str s = arg_text(c, unit, i);
    if (!str_is(s, "words") && !str_is(s, "characters"))
        CALL_FAIL(c, E0507, "'kwic' counts in \"words\" or \"characters\", not in \"%.*s\"",
                  STR_FMT(shown(c, s)));
    return str_is(s, "characters");
}

static uint32_t window_asked(View *p, const Vec *size, const Vec *unit, uint32_t i) {
    p->characters = by_characters(p->call, unit, i);
    return size_asked(p->call, size, i, 0, WINDOW, p->characters ? "characters" : "words");
}

void text_kwic(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    View p = view_of(c);
    Lines lines = {0};
    ROWS_EACH(i, rows) {
        uint32_t window = window_asked(&p, args[2], args[3], i);
        out->start[i] = lines.n;
        look_at(&p, arg_text(c, args[0], i), args[1]->d.u32[vec_place(args[1], i)]);
        add_lines(&p, &lines, window);
        out->len[i] = lines.n - out->start[i];
    }
    finish(c, &lines, out);
}

// ---- backwards -------------------------------------------------------------------------------

void text_backwards(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    View p = view_of(c);
    ROWS_EACH(i, rows) {
        p.text = long_text(c, arg_text(c, args[0], i));
        list_words(&p, p.text.n, 0);
        begin(&p);
        for (uint32_t k = p.words.n; k-- > 0;) {
            const Stretch *word = &p.words.items[k];
            Str written = {p.text.p + word->at, word->end - word->at};
            if (p.made.n) buf_char(&p.made, ' ');
            buf_add(&p.made, word_plain(c->run->scratch, written));
        }
        out->d.u32[i] = run_intern(c->run, buf_str(&p.made));
    }
}

// ---- highlight -------------------------------------------------------------------------------

static uint32_t highlighted(View *p) {
    uint32_t from = 0;
    begin(p);
    for (uint32_t k = 0; k < p->finds.n; k++) {
        Stretch f = p->finds.items[k];
        buf_add(&p->made, (Str){p->text.p + from, f.at - from});
        buf_addc(&p->made, open_mark);
        buf_add(&p->made, (Str){p->text.p + f.at, f.end - f.at});
        buf_addc(&p->made, close_mark);
        from = f.end;
    }
    buf_add(&p->made, (Str){p->text.p + from, p->text.n - from});
    return run_intern(p->call->run, buf_str(&p->made));
}

void text_highlight(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    View p = view_of(c);
    ROWS_EACH(i, rows) {
        uint32_t id = args[0]->d.u32[vec_place(args[0], i)];
        look_at(&p, run_text(c->run, id), args[1]->d.u32[vec_place(args[1], i)]);
        out->d.u32[i] = p.finds.n ? highlighted(&p) : id;
    }
}

// ---- snippet ---------------------------------------------------------------------------------

// The first word of the window of so many with the most finds, the earliest of several; what is
// left of it around them is shared out.
static uint32_t densest(const View *p, uint32_t size) {
    uint32_t most = 0, from = 0, first = 0, last = 0, low = 0, begins = 0;
    for (uint32_t k = 0; k < p->finds.n; k++) {
        last = word_at(p, last, p->finds.items[k].end - 1);
        for (;; low++) {
            first = word_at(p, first, p->finds.items[low].at);
            if (low == k || last - first < size) break;
        }
        if (k - low + 1 <= most) continue;
        most = k - low + 1;
        uint32_t span = last - first + 1, spare = span < size ? (size - span) / 2 : 0;
        from = first;
        begins = from > spare ? from - spare : 0;
    }
    uint32_t end = p->words.n > size ? p->words.n - size : 0;
    return begins < end ? begins : end;
}

static uint32_t within(uint32_t x, uint32_t from, uint32_t to) {
    return x < from ? from : x > to ? to : x;
}

static uint32_t snipped(View *p, uint32_t size) {
    list_words(p, p->text.n, 0);
    uint32_t first = densest(p, size), n = p->words.n;
    bool begun = first == 0, ended = n - first <= size;
    uint32_t from = begun ? 0 : p->words.items[first].at;
    uint32_t to = ended ? p->text.n : p->words.items[first + size - 1].end;
    begin(p);
    if (!begun) buf_addc(&p->made, "… ");
    for (uint32_t k = 0; k < p->finds.n; k++) {
        Stretch f = p->finds.items[k];
        if (f.end <= from || f.at >= to) continue;
        uint32_t at = within(f.at, from, to), end = within(f.end, from, to);
        put(p, from, at);
        end_gap(p);
        buf_addc(&p->made, open_mark);
        put(p, at, end);
        buf_addc(&p->made, close_mark);
        from = end;
    }
    put(p, from, to);
    if (!ended) buf_addc(&p->made, " …");
    return run_intern(p->call->run, buf_str(&p->made));
}

void text_snippet(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    View p = view_of(c);
    ROWS_EACH(i, rows) {
        uint32_t size = size_asked(c, args[2], i, 1, SNIPPET, "words");
        look_at(&p, arg_text(c, args[0], i), args[1]->d.u32[vec_place(args[1], i)]);
        out->d.u32[i] = snipped(&p, size);
    }
}

// ---- after `search` --------------------------------------------------------------------------

// The arguments behind those that are written: the search, and the language of the text, where one
// is known. Made ready once for each language of a batch.
typedef struct Searches {
    View view;
    const Vec *query, *language;
    const FoundWords **words; // by language
} Searches;

static Searches searches_of(const Call *c, const Vec *const *args) {
    Searches s = {.view = view_of(c), .query = args[c->nargs - 2], .language = args[c->nargs - 1]};
    s.words = arena_zero(c->run->scratch, STEM_LANGUAGES * sizeof *s.words);
    return s;
}

// False: there is no text, or nothing was looked for.
static bool look_for_words(Searches *s, const Vec *texts, uint32_t i) {
    const Call *c = s->view.call;
    if (vec_missing(texts, i) || vec_missing(s->query, i)) return false;
    Str tag = {"", 0};
    if (s->language) tag = arg_text(c, s->language, i);
    uint32_t language = tag.n ? stem_language(tag) : archive_language(c);
    if (!s->words[language])
        s->words[language] = found_words(c, arg_text(c, s->query, i), language);
    s->view.text = arg_text(c, texts, i);
    found_in(c, s->words[language], s->view.text, &s->view.finds);
    return true;
}

void text_highlight_found(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Searches s = searches_of(c, args);
    ROWS_EACH(i, rows) {
        out->d.u32[i] = args[0]->d.u32[vec_place(args[0], i)];
        if (look_for_words(&s, args[0], i) && s.view.finds.n) out->d.u32[i] = highlighted(&s.view);
    }
}

static bool is_missing(const Vec *v, uint32_t i) { return v && vec_missing(v, i); }

void text_snippet_found(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Searches s = searches_of(c, args);
    ROWS_EACH(i, rows) {
        out->d.u32[i] = 0;
        if (is_missing(args[1], i)) continue;
        uint32_t size = size_asked(c, args[1], i, 1, SNIPPET, "words");
        if (look_for_words(&s, args[0], i)) out->d.u32[i] = snipped(&s.view, size);
    }
}

void text_kwic_found(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Searches s = searches_of(c, args);
    Lines lines = {0};
    ROWS_EACH(i, rows) {
        out->start[i] = lines.n;
        out->len[i] = 0;
        if (is_missing(args[1], i) || is_missing(args[2], i)) continue;
        uint32_t window = window_asked(&s.view, args[1], args[2], i);
        if (look_for_words(&s, args[0], i)) add_lines(&s.view, &lines, window);
        out->len[i] = lines.n - out->start[i];
    }
    finish(c, &lines, out);
}
