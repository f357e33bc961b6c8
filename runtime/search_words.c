// Texts of searches taken apart. See search_words.h.
#include "runtime/search_words.h"

#include <string.h>

#include "runtime/match.h"
#include "runtime/stem.h"
#include "runtime/words.h"

// ---- little words ----------------------------------------------------------------------------

// Articles, pronouns, prepositions, auxiliary verbs and the words of questions, folded; not those
// that archives may be asked for, such as may, will, us, no or all.
static const char *const english[] = {
    "a",        "about",    "also",   "am",    "an",    "and",   "any",   "anybody", "anyone",
    "anything", "anywhere", "are",    "as",    "at",    "be",    "been",  "being",   "but",
    "by",       "can",      "could",  "did",   "do",    "does",  "doing", "etc",     "ever",
    "for",      "from",     "had",    "has",   "have",  "he",    "her",   "him",     "his",
    "how",      "i",        "if",     "in",    "into",  "is",    "it",    "its",     "itself",
    "me",       "my",       "of",     "on",    "onto",  "or",    "ought", "our",     "s",
    "shall",    "she",      "should", "so",    "some",  "such",  "than",  "that",    "the",
    "their",    "them",     "then",   "there", "these", "they",  "this",  "those",   "to",
    "upon",     "was",      "we",     "were",  "what",  "when",  "where", "which",   "while",
    "who",      "whom",     "whose",  "why",   "with",  "would", "you",   "your"};
static const char *const german[] = {
    "als",  "am",    "an",     "auf",   "aus",   "bei",    "bin",   "bis",   "da",     "das",
    "dass", "dem",   "den",    "der",   "des",   "die",    "dies",  "diese", "dieser", "du",
    "ein",  "eine",  "einem",  "einen", "einer", "eines",  "er",    "es",    "fur",    "haben",
    "hat",  "hatte", "hatten", "ich",   "ihr",   "ihre",   "im",    "in",    "ist",    "kann",
    "mit",  "nach",  "oder",   "sein",  "seine", "sich",   "sie",   "sind",  "so",     "um",
    "und",  "vom",   "von",    "vor",   "war",   "waren",  "warum", "was",   "wer",    "werden",
    "wie",  "wir",   "wird",   "wo",    "wurde", "wurden", "zu",    "zum",   "zur"};
static const char *const french[] = {
    "a",     "au",   "aux",    "avec", "ce",   "ces",  "cet",   "cette", "comment", "d",
    "dans",  "de",   "des",    "dont", "du",   "elle", "elles", "en",    "est",     "et",
    "eu",    "il",   "ils",    "j",    "je",   "l",    "la",    "le",    "les",     "leur",
    "leurs", "lui",  "m",      "n",    "nous", "ont",  "ou",    "par",   "pour",    "qu",
    "que",   "quel", "quelle", "qui",  "s",    "sa",   "se",    "ses",   "son",     "sont",
    "sur",   "t",    "un",     "une",  "vous", "y"};
static const char *const russian[] = {
    "а",   "без", "был", "была", "были", "было", "в",   "во",  "для", "до",  "его",
    "ее",  "еи",  "же",  "за",   "и",    "из",   "или", "им",  "их",  "к",   "как",
    "кто", "ли",  "на",  "не",   "но",   "о",    "об",  "он",  "она", "они", "от",
    "по",  "при", "с",   "со",   "то",   "у",    "что", "это", "я"};

static const struct {
    const char *language;
    const char *const *words;
    size_t n;
} little_words[] = {{"en", english, sizeof english / sizeof *english},
                    {"de", german, sizeof german / sizeof *german},
                    {"fr", french, sizeof french / sizeof *french},
                    {"ru", russian, sizeof russian / sizeof *russian}};

static bool is_little(Str folded, uint32_t language) {
    for (size_t k = 0; k < sizeof little_words / sizeof *little_words; k++) {
        if (stem_language(str_of(little_words[k].language)) != language) continue;
        for (size_t i = 0; i < little_words[k].n; i++)
            if (str_is(folded, little_words[k].words[i])) return true;
    }
    return false;
}

// ---- items -----------------------------------------------------------------------------------

typedef struct Reading {
    Arena *arena;
    uint32_t language;
    SearchItems *out;
    uint32_t *slots, mask; // items by what they are, folded; 0: free
    uint32_t words;        // gone through
} Reading;

static Str folded(Reading *r, Str words) {
    StrBuf b;
    buf_init(&b, r->arena);
    Str word;
    bool ascii;
    for (uint32_t at = 0; word_next(words, &at, &word, &ascii);) {
        if (b.n) buf_char(&b, ' ');
        buf_add(&b, word_fold(r->arena, word, false, NULL));
    }
    return buf_str(&b);
}

static void add(Reading *r, Str words, bool quoted) {
    SearchItems *out = r->out;
    Str key = folded(r, words);
    uint32_t slot = (uint32_t)str_hash(key) & r->mask;
    for (; r->slots[slot]; slot = (slot + 1) & r->mask) {
        SearchItem *item = &out->items[r->slots[slot] - 1];
        if (item->quoted != quoted || !str_eq(folded(r, item->words), key)) continue;
        item->times++;
        return;
    }
    out->items =
        arena_grow(r->arena, out->items, &out->cap, (size_t)out->n + 1, sizeof *out->items);
    out->items[out->n++] = (SearchItem){words, quoted, !quoted && is_little(key, r->language), 1};
    r->slots[slot] = out->n;
}

// A phrase that is too long for one is several.
static void add_quoted(Reading *r, Str part) {
    uint32_t n = 0, from = 0, end = 0;
    Str word;
    bool ascii;
    for (uint32_t at = 0; word_next(part, &at, &word, &ascii); end = at) {
        if (n == MATCH_WORDS_MAX) {
            add(r, (Str){part.p + from, end - from}, true);
            n = 0;
        }
        if (n++ == 0) from = at - word.n;
    }
    if (n) add(r, (Str){part.p + from, end - from}, true);
}

static void add_part(Reading *r, Str part, bool quoted) {
    Str word;
    bool ascii;
    if (quoted) {
        add_quoted(r, part);
        return;
    }
    for (uint32_t at = 0; word_next(part, &at, &word, &ascii);) {
        guard_every(r->arena->guard, ++r->words);
        add(r, word, false);
    }
}

SearchItems search_items(Arena *a, Str query, uint32_t language) {
    SearchItems out = {0};
    uint32_t room = 4, from = 0, great = 0;
    while (room < query.n && room < UINT32_C(1) << 30) room *= 2; // more than it can have words
    Reading r = {.arena = a, .language = language, .out = &out, .mask = room - 1};
    r.slots = arena_zero(a, room * sizeof *r.slots);
    bool quoted = false;
    for (uint32_t i = 0; i <= query.n; i++) {
        if (i < query.n && query.p[i] != '"') continue;
        add_part(&r, (Str){query.p + from, i - from}, quoted && i < query.n);
        quoted = !quoted;
        from = i + 1;
    }
    for (uint32_t i = 0; i < out.n; i++) great += !out.items[i].little;
    for (uint32_t i = 0; i < out.n; i++) out.items[i].little &= great > 0;
    return out;
}
