// Stems by libstemmer. See stem.h.
#include "runtime/stem.h"

#include <libstemmer.h>
#include <string.h>

// By ISO 639, which libstemmer knows as well; the place is the number, and stays what it is.
static const char *const languages[] = {
    "",   "ar", "hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "el", "hi", "hu", "id",
    "ga", "it", "lt", "ne", "no", "pt", "ro", "ru", "sr", "es", "sv", "ta", "tr", "yi",
};
_Static_assert(sizeof languages / sizeof *languages == STEM_LANGUAGES, "all of them");

uint32_t stem_language(Str tag) {
    char code[3] = "";
    uint32_t n = 0;
    if (!tag.n) tag = STR("en");
    for (; n < tag.n && tag.p[n] != '-' && tag.p[n] != '_'; n++) {
        if (n == 2) return 0;
        char c = tag.p[n];
        code[n] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    if (strcmp(code, "nb") == 0 || strcmp(code, "nn") == 0) memcpy(code, "no", 2);
    for (uint32_t i = 1; n == 2 && i < STEM_LANGUAGES; i++)
        if (strcmp(languages[i], code) == 0) return i;
    return 0;
}

bool stem_keeps_beginning(uint32_t language) {
    static const char *const ends[] = {"da", "en", "fi", "fr", "de", "hu", "it",
                                       "no", "pt", "ro", "ru", "es", "sv"};
    bool is = language == 0; // the word itself
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        is = is || strcmp(languages[language], ends[i]) == 0;
    return is;
}

// A stem is hardly longer than its word; where it were, the word stands for it.
enum { LONGER = 8 };

size_t stem_room(const Str *words, uint32_t n) {
    size_t room = 0;
    for (uint32_t i = 0; i < n; i++) room += words[i].n + LONGER;
    return room;
}

static Str put(Str stem, Str word, char *at) {
    if (stem.n > word.n + LONGER) stem = word;
    memcpy(at, stem.p, stem.n);
    return (Str){at, stem.n};
}

Status stem_words(uint32_t language, const Str *words, uint32_t n, Str *stems, char *room) {
    struct sb_stemmer *s = sb_stemmer_new(languages[language], NULL);
    if (!s) return ST_NOMEM;
    for (uint32_t i = 0; i < n; i++) {
        const char *stem =
            (const char *)sb_stemmer_stem(s, (const sb_symbol *)words[i].p, (int)words[i].n);
        if (!stem) {
            sb_stemmer_delete(s);
            return ST_NOMEM;
        }
        stems[i] = put((Str){stem, (uint32_t)sb_stemmer_length(s)}, words[i], room);
        room += words[i].n + LONGER;
    }
    sb_stemmer_delete(s);
    return ST_OK;
}

Str stem_small(Arena *a, Str word) {
    StrBuf out;
    buf_init(&out, a);
    const char *end = word.p + word.n;
    for (const char *p = word.p; p < end;) {
        uint32_t cp, n = utf8_decode(p, end, &cp);
        char bytes[4];
        if (!n) return word;
        buf_add(&out, (Str){bytes, utf8_encode(cp_lower(cp), bytes)});
        p += n;
    }
    return buf_str(&out);
}
