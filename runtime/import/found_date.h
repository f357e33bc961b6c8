// A date as registers, editions and tables give it: up to five attributes in three spellings, a
// calendar, and the words that people read. In: all of that as texts, any of them empty. Out: a
// Date, and what was concluded. Knows no archive; what happened is told in flags, so that an import
// can report it.
//
// Attributes are those of TEI's att.datable (tei-c.org/release/doc/tei-p5-doc/en/html/
// ref-att.datable.html). `when` is a point, `from` and `to` LASTED (a/b; one alone: the other end
// is unknown), `notBefore` and `notAfter` are SOME TIME WITHIN ([a..b]), which is the year, month
// or day itself where they are its first and last day. The plain attributes are taken before the
// -iso and the -custom ones; where `when` stands beside others, it is the date.
//   Years before our era are counted without a year 0 in the plain attributes (XML Schema, 2nd
//   ed., 3.2.7: -0044 is 44 BCE) and with one in the -iso ones (ISO 8601: -0043 is).
//   0000-00-00 is not recorded, 1873-00-00 is the year.
// The -custom one is taken before the plain one where it says less and the plain one begins with it
// (from="1893-01-01" from-custom="1893").
// The text is read as lang/phrase.h reads. Beside attributes it decides in this order; a point is
// `when`, and also notBefore with notAfter where they are one day, month or year:
//   the same time     the text beside `when`; else the attribute, whose form says whether it
//                     lasted, with the text's marks (um, ?)
//   0001-01-01        the text: it is what a tool puts where it can't write what is known; so is
//                     9999-12-31
//   the text is finer the text beside a point: 7. 11. 1917 beside when="1917"
//   it is coarser     the text beside a point, which claims a day or year, known or not
//                     (when="1904-01-01" beside "1904", "um 1904", "1904/1905"); beside from and
//                     to where these are first or last days of its units (1883-01-01 to 1885-01-01
//                     beside "1883-1885"), and beside one of them alone where it is a point
//   it is next to it  the text, if it says before or after: when="1929-01-01" beside "nach 1929"
//   else              the attribute, and where both can't be right, the text's date is `other`:
//                     both may be claimed
// Calendars are never converted in silence. One that is named (calendar, datingMethod) is the
// text's; the attribute has the Gregorian date, but where it has the text's own figures nobody has
// converted, and they are of the text's calendar too. A text in a calendar not known here is not
// read. Where none is named and the text's day is the attribute's if read as Julian, it is Julian.
#ifndef GAZ_FOUND_DATE_H
#define GAZ_FOUND_DATE_H

#include "lang/calendar.h"
#include "lang/phrase.h"
#include "runtime/import/importer.h"

typedef enum DateSpelling { SPELT_PLAIN, SPELT_ISO, SPELT_CUSTOM, DATE_SPELLINGS } DateSpelling;
typedef enum DateRole {
    ROLE_WHEN,
    ROLE_FROM,
    ROLE_TO,
    ROLE_NOT_BEFORE,
    ROLE_NOT_AFTER,
    DATE_ROLES
} DateRole;

typedef struct DateSource {
    Str at[DATE_SPELLINGS][DATE_ROLES];
    Str calendar, dating_method; // "#julian", "#cal_islamic"
    Str cert, precision;         // high, medium, low, unknown
    Str text;
} DateSource;

// Notes an attribute by its name ("notBefore-iso"); false: it is none of these.
bool date_source_set(DateSource *s, Str name, Str value);
// Whether anything but a text is there.
bool date_source_stated(const DateSource *s);

typedef struct DateHow {
    PhraseLang lang;   // of the text
    const Date *years; // what a year of two digits lies in, or NULL: none is read
} DateHow;

enum {                       // FoundDate.flags
    FOUND_ATTRIBUTE = 1,     // the date is the attribute's
    FOUND_TEXT = 1 << 1,     // the date is the text's
    FOUND_COARSER = 1 << 2,  // … although there is an attribute that says more
    FOUND_FINER = 1 << 3,    // … as it says more than the attribute
    FOUND_STAND_IN = 1 << 4, // … as the attribute is 0001-01-01 or 9999-12-31
    FOUND_DISAGREE = 1 << 5, // text and attribute can't both be right, or not wholly
    FOUND_SEVERAL = 1 << 6,  // attributes that contradict each other; the first kind was taken
    FOUND_BAD_ATTRIBUTE = 1 << 7,
    FOUND_BAD_TEXT = 1 << 8,     // there is a text, and it is not read as a date
    FOUND_EMPTY = 1 << 9,        // neither attribute nor text
    FOUND_UNRECORDED = 1 << 10,  // it is said that the date is not known
    FOUND_UNCONVERTED = 1 << 11, // attribute and text have the same figures of another calendar
    FOUND_OLD_STYLE = 1 << 12,   // the text is Julian, as the attribute shows
    FOUND_EARLY = 1 << 13,       // a day before 1583, taken as Gregorian as nothing else is said
    FOUND_BEFORE_ERA = 1 << 14   // a plain attribute before our era, counted without a year 0
};
enum { FOUND_FLAGS = 15 };

typedef struct FoundDate {
    Date date;
    Date other; // the text's, where it disagrees: other_read
    bool read, other_read;
    uint32_t flags;
    Str written;   // the text, blanks as one; the attribute's as it stands where there is none
    Str certainty; // of cert, in small letters: "low"; "" where it is high or not said
} FoundDate;

// Whether a date was read. Sets, and `written`, lie in the arena.
bool found_date(Arena *a, const DateSource *s, DateHow how, FoundDate *out);
// Of a text alone.
bool found_date_text(Arena *a, Str text, DateHow how, FoundDate *out);
// Counts what was concluded into lines of the report.
void found_date_report(const ImportJob *job, uint32_t flags);

#endif
