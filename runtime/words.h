// The words of a text: runs of letters, marks and digits (by their Unicode categories, so the same
// everywhere); everything between them is left out of account. In: texts in NFC; out: one word
// after the other, as it is written or folded. What `~` finds, what `tokens` lists and what the
// index holds are these words.
//
// A word that the end of a line divides is one word. Its parts are held together by a joint:
//   a hyphen (- or U+2010), the end of the line and the blanks around it, where a letter stands on
//   either side and the second is no capital, or both are and no small letter follows: revo-|lution
//   and REVO-|LUTION are joined, Anglo-|Russian and 1914-|1918 are two words as within a line
//   a soft hyphen (U+00AD), with the end of a line or without, whatever stands on either side
//   U+00AC (what many scans have for a soft hyphen) before the end of a line
#ifndef GAZ_WORDS_H
#define GAZ_WORDS_H

#include "lang/str.h"

// What a byte is to words: nothing, a letter or digit of ASCII, or part of a longer character, of
// which word_char knows more.
enum { BETWEEN = 0, WORD = 1, BEYOND = 2 };
extern const unsigned char word_byte_kinds[128];
static inline int byte_kind(char c) {
    return (unsigned char)c < 128 ? word_byte_kinds[(unsigned char)c] : BEYOND;
}
static inline bool is_small(char c) { return c >= 'a' && c <= 'z'; }
static inline char small_letter(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

// Bytes of the word character at p, 0 if there is none.
uint32_t word_char(const char *p, const char *end);
// Bytes of the joint at a byte of the text, 0 if there is none.
uint32_t word_joint(Str text, uint32_t at);
// Where the joint begins that ends before this byte; `at` itself if there is none.
uint32_t word_joint_before(Str text, uint32_t at);
// The next word of a text from *at on, as it is written, with its joints; *at moves behind it.
// *ascii: all of it are letters and digits of ASCII. False at the end.
bool word_next(Str text, uint32_t *at, Str *word, bool *ascii);
// The word without its joints; wildcards stay. Itself where it has none.
Str word_plain(Arena *a, Str word);

// The same words, of a whole text one after the other and faster (word_reader.c).
typedef struct WordReader {
    Str text;
    uint32_t at, block;  // what is read ends; what the masks are of begins
    uint64_t word, hard; // bytes of the block: letters and digits of ASCII; such as need a look
} WordReader;
void word_reader(WordReader *r, Str text);
bool word_read(WordReader *r, Str *word, bool *ascii);
// Passes the words that begin before a byte of the text; how many.
uint32_t word_skip(WordReader *r, uint32_t before);

uint32_t word_count(Str text);

enum { WORD_SMALL = 256 };
// The word without joints and folded (str_fold): in `small` where it is of ASCII and fits, else in
// the arena.
Str word_fold(Arena *a, Str word, bool ascii, char small[WORD_SMALL]);

#endif
