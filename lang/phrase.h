// Dates as people write them, read: "um 1870", "28. 3. oder 6. 4. 1483", "spring 1917", "XIXe
// siècle", "25 октября (7 ноября) 1917 г.". In: a short text in English, German, French or Russian.
// Out: a date with its bounds, or none. Must not know an archive; nothing is guessed without a
// mark.
//
// What is read, and as what (EDTF on the right)
//
//   um 1870, c. 1840s                1870~ 184X~          about: a mark, no invented bounds
//   [1907], 1907?, probably 1907     1907 1907?           brackets say who dated, not how surely
//   19??, 191-, the 1840s, XIXe s.   19XX 191X 184X 18XX  centuries as EDTF: 1800 to 1899
//   1914–1918, from May to July 1917 1914/1918            LASTED from the one to the other
//   since 1905, 1905–, 2020 ff.      1905/..              until 1907: /1907
//   between 1914 and 1918, 1792/95   [1914..1918]         AT SOME TIME within (one moment)
//   before 1929, nach 1929           [..1928] [1930..]    as `before` and `after` of the language
//   by 1929, not before 1929         [..1929] [1929..]
//   28. 3. oder 6. 4. 1483           [1483-03-28,1483-04-06]   one of
//   spring 1917, winter 1916/17      1917-21 1916-24      winter begins in December
//   early, mid, late; Anfang, Ende   [1917-01~..1917-04~] a third, its ends approximate
//   2. Hälfte 18. Jh., 1st quarter … [1750..1800]         both ways of counting a century covered
//   evening of 7 November 1917       [1917-11-07T17~..1917-11-07T23~]
//   25 October 1917 O.S., ст. ст.    1917-10-25 OS        Julian; converted only to compare
//   10/21 February 1750/51           1751-02-10 OS        two calendars: read only if they agree
//   18 brumaire an VIII              18 Brumaire 8        of the French Republic
//
// The thirds are those of edtf-ts (github.com/BobPritchett/edtf-ts): months 1–4, 5–8, 9–12 of a
// year, years 0–3, 4–6, 7–9 of a decade, 1–33, 34–66, 67–100 of a century, ten days of a month.
// Supplied and doubtful dates ([197-], [18--?], [between 1906 and 1912]) follow AACR2 1.4F7.
//
// What can be read in two ways gives a date that covers both or none: 3/4/1917 is one of two days
// unless the language says which (de, fr, ru, en-GB: the day first; en-US: the month). 1905/6 and
// 1858/1859 (two years that follow each other) are one moment within both; 1904/1907 is EDTF and
// lasts, as does 1917-21 where a language is given, while without one it may be EDTF's spring too;
// c. 1908-10 is one moment within both years, as October 1908 may be meant (1908-10 alone is EDTF).
// A year of two digits (9. 5. 97) is read only where the years are given that it must lie in and
// one of them fits; dates without a year, words not known, a weekday alone are none. A weekday that
// does not fit makes the date doubtful (?). Fixed feasts are days of the calendar that the date
// has; Easter follows the Julian reckoning before 1583, for Russian and where O.S. is said; where
// churches differed and the language does not tell (1583 to 1775) it is one of both.
#ifndef GAZ_PHRASE_H
#define GAZ_PHRASE_H

#include "lang/date.h"

typedef enum PhraseLang {
    PHRASE_ANY,
    PHRASE_EN, // British or American is not said
    PHRASE_EN_US,
    PHRASE_EN_GB,
    PHRASE_DE,
    PHRASE_FR,
    PHRASE_RU
} PhraseLang;

enum { PHRASE_MAX = 200 }; // bytes; a longer text is none

// The language of a code such as de, de-AT, en-US; PHRASE_ANY for any other.
PhraseLang phrase_lang(Str code);
// years: what a year of two digits lies in, or NULL. Memory of the arena is for the date only
// (sets) and for a few hundred bytes on the way.
bool phrase_read(Arena *a, Str s, PhraseLang lang, const Date *years, Date *out);

#endif
