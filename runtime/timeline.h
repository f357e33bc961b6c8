// Timelines before they are drawn: what each row spans, the colours of the rows, and round places
// in time for the axis. In: rows given to a writer. Out: a Timeline beside the Chart of its labels,
// which timeline_text.c draws for a terminal and svg_timeline.c as a picture.
#ifndef GAZ_TIMELINE_H
#define GAZ_TIMELINE_H

#include "lang/date_pieces.h"
#include "lang/duration.h"
#include "runtime/chart.h"

enum { TIMELINE_PIECES = 400 }; // of one date

// Texts numbered from 0 in the order in which they came.
typedef struct Names {
    Arena *arena;
    Str *items;
    size_t cap;
    uint32_t n, mask;
    uint32_t *hash; // 1 + number; 0: free
} Names;
uint32_t names_find(Names *n, Str s); // its number; new ones are added

// What the bar of the same number in the chart spans.
typedef struct Entry {
    uint32_t first, n; // pieces
    uint32_t name;     // of its label: rows of one name may share a line
    uint32_t key;      // what gives its colour
} Entry;

struct Timeline {
    DatePiece *pieces;
    size_t cap_pieces, cap;
    uint32_t npieces;
    Entry *entries;
    Names names, keys;
    Str key_name; // "": there are no colours
    uint32_t *key_rows;
    size_t cap_keys;
    int64_t from, to;          // the first second drawn and the one after the last
    bool open_start, open_end; // some row has no start, or no end
    bool bounded;              // from and to are set
    uint32_t undated;
    Str undated_names;                   // the first few
    bool ranges, spans, doubts, choices; // shapes that need to be explained
};
typedef struct Timeline Timeline;

// ---- the axis (timeline_axis.c) -------------------------------------------------------------

typedef enum TickLevel { TICK_TIME, TICK_DAY, TICK_MONTH, TICK_YEAR } TickLevel;

// Ticks at the beginnings of buckets.
typedef struct Ticks {
    Bucket step;
    TickLevel level;
    int64_t from, to; // of the axis; widened to whole steps where that wastes little
    bool whole;       // it was
} Ticks;

typedef double Measure(Str s);

// The finest ticks whose labels, so wide and with a gap, stand beside each other in the room.
Ticks ticks_of(Arena *a, int64_t from, int64_t to, double room, double gap, Measure *width);
// The first tick at or after t, and the one after a tick; false beyond the axis.
bool ticks_first(const Ticks *k, int64_t *t);
bool ticks_next(const Ticks *k, int64_t *t);
void tick_label(StrBuf *out, const Ticks *k, int64_t t); // "06:00", "7", "Mar", "44 BCE"
// What stands above it where the day, month or year is a new one: "1917-11-07", "1917-11", "1917";
// "" for years.
void tick_context(StrBuf *out, const Ticks *k, int64_t t);
bool tick_begins(const Ticks *k, int64_t t);   // a new day, month, year
double ticks_place(const Ticks *k, int64_t t); // 0 at from, 1 at to

// ---- lines (timeline_lines.c) ---------------------------------------------------------------

typedef struct Lines {
    uint32_t n;
    uint32_t *of;    // the line of each entry
    uint32_t *first; // of each line, the entry that made it
    uint32_t *order; // lines from top to bottom
} Lines;

static inline bool time_finite(int64_t t) { return t != INSTANT_MIN && t != INSTANT_MAX; }
// The cell of an instant, the axis cut into so many; those that a piece may touch.
uint32_t ticks_cell(const Ticks *k, uint32_t cells, int64_t t);
void piece_cells(const Ticks *k, uint32_t cells, const DatePiece *p, uint32_t *lo, uint32_t *hi);
Lines timeline_lines(const Chart *c, const Ticks *k, uint32_t cells);
// Whether the line at that place of the order is the first of its label.
bool line_is_head(const Chart *c, const Lines *l, uint32_t place);

void timeline_draw_text(Writer *w, Chart *c);

#endif
