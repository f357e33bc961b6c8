// What a masthead says: number, volume, date, price, editor, the paper's name. See page.h.
#include "runtime/import/page_impl.h"
#include "runtime/words.h"

enum { LOOKED_AT = 12, WORDS = 64, PAPER_WORDS = 8, PRICE_WORDS = 5, EDITOR_WORDS = 5 };

typedef struct Word {
    uint32_t at, end;
    Str folded;
} Word;

typedef struct Line {
    Str text;
    Word words[WORDS];
    uint32_t n;
} Line;

static Line *read_words(Arena *a, Str text) {
    Line *l = ARENA_NEW(a, Line);
    Str word;
    bool ascii;
    char small[WORD_SMALL];
    l->text = text;
    for (uint32_t at = 0; l->n < WORDS && word_next(text, &at, &word, &ascii); l->n++)
        l->words[l->n] = (Word){at - word.n, at, str_dup(a, word_fold(a, word, ascii, small))};
    return l;
}

static bool is_one_of(Str w, const char *const *list) {
    for (; *list; list++)
        if (str_is(w, *list)) return true;
    return false;
}

// 27 or XXVII; 0 if it is neither.
static int64_t read_number(Str w) {
    int64_t n = 0, before = 0;
    if (!w.n || w.n > 9) return 0;
    for (uint32_t i = 0; i < w.n && w.p[i] >= '0' && w.p[i] <= '9'; i++) {
        n = n * 10 + (w.p[i] - '0');
        if (i + 1 == w.n) return n;
    }
    n = 0;
    for (uint32_t i = w.n; i > 0; i--) {
        static const char letters[] = "ivxlcdm";
        static const int values[] = {1, 5, 10, 50, 100, 500, 1000};
        int value = 0;
        for (int k = 0; letters[k]; k++)
            if (letters[k] == w.p[i - 1]) value = values[k];
        if (!value) return 0;
        n += value < before ? -value : value;
        before = value > before ? value : before;
    }
    return n;
}

// The number behind one of the words; *end becomes where it ends.
static int64_t number_behind(const Line *l, const char *const *names, uint32_t *end) {
    for (uint32_t i = 0; i + 1 < l->n; i++) {
        int64_t n = is_one_of(l->words[i].folded, names) ? read_number(l->words[i + 1].folded) : 0;
        if (!n) continue;
        if (l->words[i + 1].end > *end) *end = l->words[i + 1].end;
        return n;
    }
    return 0;
}

// A whole day within the line, the longest wording of it; *at becomes where it begins.
static bool find_date(Arena *a, const Line *l, const PageContext *c, Imprint *m, uint32_t *at) {
    for (uint32_t n = 6; n >= 3; n--)
        for (uint32_t i = 0; i + n <= l->n; i++) {
            Word first = l->words[i], last = l->words[i + n - 1];
            bool year = (last.folded.n == 4 && read_number(last.folded) > 999) ||
                        (first.folded.n == 4 && read_number(first.folded) > 999);
            Str s = {l->text.p + first.at, last.end - first.at};
            if (!year || s.n > PHRASE_MAX || !phrase_read(a, s, c->lang, NULL, &m->date)) continue;
            if (m->date.prec != PREC_DAY || m->date.kind != DATE_MOMENT || m->date.set) continue;
            m->dated = true;
            m->written = s;
            *at = first.at;
            return true;
        }
    return false;
}

static bool is_edge(char c) { return c == ' ' || c == ',' || c == '.' || c == ';' || c == '-'; }

static Str trimmed(Str s) {
    while (s.n && is_edge(s.p[0])) s.p++, s.n--;
    while (s.n && is_edge(s.p[s.n - 1])) s.n--;
    return s;
}

static bool read_number_line(Arena *a, Str text, const PageContext *c, Imprint *m) {
    static const char *const volumes[] = {"vol", "volume", "jahrgang", "band", "tome", NULL};
    static const char *const numbers[] = {"no", "nr", "number", "nummer", "numero", NULL};
    Line *l = read_words(a, text);
    uint32_t end = 0, date = 0;
    bool found = false;
    int64_t volume = number_behind(l, volumes, &end), number = number_behind(l, numbers, &end);
    if (!m->volume && volume) m->volume = volume, found = true;
    if (!m->number && number) m->number = number, found = true;
    if (!m->dated && find_date(a, l, c, m, &date)) found = true;
    if (!end || date <= end) return found;
    Str price = trimmed((Str){text.p + end, date - end});
    uint32_t words = word_count(price);
    if (words && words <= PRICE_WORDS) m->price = price;
    return found;
}

// The name behind "Edited by", up to a comma, a bracket, a full stop or the end.
static void read_editor(Arena *a, Str text, Imprint *m) {
    static const char *const by[] = {"by", "von", "par", NULL};
    static const char *const edited[] = {"edited", "editor", "herausgegeben", "redige", NULL};
    Line *l = read_words(a, text);
    for (uint32_t i = 0; i + 2 < l->n && !m->editor.n; i++) {
        if (!is_one_of(l->words[i].folded, edited) || !is_one_of(l->words[i + 1].folded, by))
            continue;
        uint32_t from = l->words[i + 2].at, to = from;
        for (; to < text.n && text.p[to] != ',' && text.p[to] != ';' && text.p[to] != '('; to++)
            if (text.p[to] == '.' && to - from > 3 && text.p[to - 2] != ' ') break; // no initial
        Str name = trimmed((Str){text.p + from, to - from});
        if (word_count(name) <= EDITOR_WORDS) m->editor = name;
    }
}

Imprint imprint_read(Arena *a, const Blocks *b, const PageContext *c) {
    Imprint m = {0};
    uint32_t n = b->n < LOOKED_AT ? b->n : LOOKED_AT;
    for (uint32_t i = 0; i < n; i++) {
        if (!read_number_line(a, b->at[i].text, c, &m)) continue;
        m.found = true;
        m.block = i;
    }
    for (uint32_t i = 0; m.found && i < n; i++) read_editor(a, b->at[i].text, &m);
    if (m.found && m.block > 0 && b->at[0].nwords <= PAPER_WORDS) {
        Str line;
        uint32_t at = 0;
        if (page_line(b->at[0].text, &at, &line)) m.paper = line;
    }
    return m;
}
