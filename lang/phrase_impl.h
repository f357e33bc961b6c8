// What the files of the phrase reader share and nobody else includes: words and numbers as the
// lexer gives them, one date as its words state it, and the way from there to a Date.
#ifndef GAZ_PHRASE_IMPL_H
#define GAZ_PHRASE_IMPL_H

#include "lang/phrase.h"

typedef enum WordClass {
    W_END,        // after the last
    W_NUM,        // digits, or a Roman numeral (digits 0)
    W_MARK,       // a punctuation mark: value
    W_NOISE,      // the, des, в: says nothing here
    W_FROM,       // from, vom, du: begins a stretch if `to` follows, else noise
    W_MONTH,      // 1 to 12
    W_REPUBLICAN, // a month of the French Republic, 1 to 13
    W_SEASON,     // 21 to 24
    W_WEEKDAY,    // 1 Monday to 7
    W_FEAST,      // a Feast
    W_CIRCA,
    W_UNCERTAIN,
    W_BEFORE,
    W_AFTER,
    W_LATEST,   // not after, by
    W_EARLIEST, // not before
    W_EARLIER,  // after `or`: 0 earlier, 1 later
    W_UNKNOWN,  // in the place of a date
    W_BETWEEN,
    W_AND,
    W_OR,
    W_TO, // value 1: alone it means until
    W_SINCE,
    W_FOLLOWING, // 1: f., the next year too; 2: ff., onwards
    W_PART,      // 1 early, 2 mid, 3 late
    W_FRACTION,  // 2 half, 3 third, 4 quarter
    W_LAST,      // the last of a fraction
    W_ORDINAL,   // a number in words
    W_SUFFIX,    // th, er, -го: glued to a number. Value 1: also a decade (1840s, 1920er)
    W_CENTURY,
    W_MILLENNIUM,
    W_YEARS,  // the word for a decade: Jahre, années, годы
    W_ERA,    // 1 before, 2 of our era
    W_STYLE,  // 1 old, 2 new
    W_CLOCK,  // 1 hours and minutes follow or go before (Uhr, h), 2 a.m., 3 p.m., 4 minutes
    W_DAYPART // hours: from * 100 + to; NIGHT, NIGHT_TO
} WordClass;

enum { NIGHT = 1830, NIGHT_TO = 1831 }; // the night after the day; the night before it

typedef enum Feast {
    FEAST_NONE,
    FEAST_CHRISTMAS,
    FEAST_CHRISTMAS_EVE,
    FEAST_NEW_YEAR,
    FEAST_NEW_YEARS_EVE,
    FEAST_EPIPHANY,
    FEAST_CANDLEMAS,
    FEAST_LADY_DAY,
    FEAST_MIDSUMMER,
    FEAST_LAMMAS,
    FEAST_MICHAELMAS,
    FEAST_ALL_SAINTS,
    FEAST_MARTINMAS,
    FEAST_FIXED = FEAST_MARTINMAS, // those after it move with Easter
    FEAST_EASTER,
    FEAST_GOOD_FRIDAY,
    FEAST_EASTER_MONDAY,
    FEAST_ASCENSION,
    FEAST_PENTECOST,
    FEAST_WHIT_MONDAY,
    FEAST_CORPUS_CHRISTI,
    FEAST_ASH_WEDNESDAY,
    FEAST_PALM_SUNDAY
} Feast;

// All that is said with one meaning: alternatives between |, each folded (case and accents aside;
// of Russian the new letters), one blank between the words of a phrase.
typedef struct WordRow {
    uint8_t cls; // WordClass
    int16_t value;
    const char *words;
} WordRow;
extern const WordRow phrase_words[];
extern const uint32_t phrase_nwords;

typedef struct Lex {
    WordClass cls;
    int64_t value;
    uint8_t digits; // written digits of a number; 0: Roman
    uint8_t open;   // unknown digits after them: 19?? has 2
    bool dot;       // a full stop follows
    bool space;     // a blank before it
    bool doubt;     // the unknown digit was written ?, so that it may be a doubt of the year
} Lex;

enum { LEX_MAX = 100 };
enum { MARK_DASH = 0x2013 }; // a dash that is no hyphen

// Ends with a W_END. False where a word is not known.
bool phrase_lex(Arena *a, Str s, Lex out[LEX_MAX + 1]);

// One date as its words state it. 0: not stated.
typedef struct Item {
    int64_t year;       // as written, within its era
    uint8_t digits;     // of the year; 0: no year
    uint8_t open;       // digits of the year not known
    uint8_t month, day; // an uninterpreted small number lies in day
    bool loose_day;     // the day could be anything small: a month, a century, the tail of a year
    bool tens;          // and was said as a decade: 20er, 60s
    bool placeholder;   // Roman XX, which beside a month rather leaves the day open
    uint8_t loose_digits;
    bool swap;                       // day and month may have changed places
    bool republican;                 // the month and the year are the French Republic's
    bool unknown_month, unknown_day; // 00
    int64_t next_year;               // of a dual year or a winter, in full
    uint8_t season, weekday, feast, part;
    uint8_t nth, of;           // the nth of so many: 2 of 2 is the second half
    uint8_t century, thousand; // counted from 1
    uint8_t era, style, qual;
    int16_t daypart;
    int8_t hour, minute; // -1: not stated
    bool decade;         // les années 1920: so is what follows
    bool any;
} Item;

// A cursor over words.
typedef struct Phrase {
    Arena *arena;
    const Lex *at;
    PhraseLang lang;
    int64_t first_year, last_year; // that a year of two digits lies in; none where they cross
} Phrase;

// Takes all that belongs to one date; false if nothing does, or too much (two-digit years too).
bool phrase_item(Phrase *p, Item *out);
// What a dates's neighbours in "7–9 November 1917" or "1792/95" leave unsaid. False: no sense.
bool phrase_share(Item *left, Item *right);
// The dates that it means.
bool phrase_date(const Phrase *p, const Item *it, Date *out);

// The day of a feast in that year of that calendar, as days from 1970-01-01.
int64_t feast_days(Feast f, Calendar c, int64_t year);

// EDTF or, where old, a date of the Julian calendar as the language writes it.
bool phrase_text(const Phrase *p, const char *text, bool old, Date *out);
// One moment between a (or NULL) and b (or NULL).
bool phrase_within(const Date *a, const Date *b, Date *out);
// The unit of d's precision at its edge, or (beyond) the one next to it: 1917 before 1918.
bool phrase_edge(const Phrase *p, const Date *d, bool last, bool beyond, Date *out);
// One of n dates, or all of them.
bool phrase_set(const Phrase *p, const Date *d, uint32_t n, bool all, Date *out);

#endif
