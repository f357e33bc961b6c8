// What the files of this folder give to the table in functions.c: a kernel for each function, named
// by its file's topic, and the aggregates.
#ifndef GAZ_KERNELS_H
#define GAZ_KERNELS_H

#include "runtime/func.h"

// number.c
Kernel num_abs, num_sign, num_floor, num_ceil, num_round, num_round_to, num_sqrt, num_exp, num_ln,
    num_log10, num_pow, num_real, num_real_of_text, num_int, num_int_of_text, num_is_number;
// text.c
Kernel text_length, text_lower, text_upper, text_trim, text_fold, text_starts, text_ends,
    text_contains, text_replace, text_substring, text_matches_count, text_label, text_kind;
// convert.c
Kernel text_of_int, text_of_real, text_of_truth, text_of_date, text_of_duration;
// text_list.c
Kernel text_split, text_join, text_tokens, text_extract, text_ngrams;
// concordance.c
Kernel text_kwic, text_backwards, text_snippet, text_highlight, text_snippet_found,
    text_highlight_found, text_kwic_found;
// found.c
Kernel text_stem;
// recognise.c
Kernel text_recognise;
// list.c
Kernel list_reverse, list_take, list_skip, list_nth, list_sorted, list_range;
// date.c
Kernel date_year, date_month, date_day, date_hour, date_minute, date_second, date_century_of,
    date_decade, date_weekday, date_precision, date_edtf_text, date_julian_text, date_written,
    date_first, date_final, date_begin, date_finish, date_plain, date_between, date_length,
    date_of_text, date_of_int, date_of_parts, date_is_date, date_bucket;
// read_date.c
Kernel date_read_phrase;
// calendar.c
Kernel calendar_of_date, calendar_tells, calendar_in_place, calendar_make, calendar_make_named,
    calendar_local, calendar_year_begins, calendar_change_over, calendar_easter,
    calendar_julian_day, calendar_from_julian_day;
// date_relation.c
Kernel date_allen_names, date_common_of;
// duration.c
Kernel span_years, span_months, span_days, span_hours, span_minutes, span_seconds, span_shortest,
    span_longest, span_days_between, span_gap;
// order.c
Kernel order_stated, order_bounds;
// evidence.c
Kernel evidence_claims, evidence_conflicts;
// names.c
Kernel name_distance, name_similarity, name_similar_to, name_latin, name_cologne, name_soundex;
// aggregate.c
extern const AggOps agg_count, agg_sum, agg_mean, agg_min, agg_max;
// collect.c
extern const AggOps agg_median, agg_first, agg_last, agg_distinct;

uint32_t text_find(const Call *c, Str s, Str t, uint32_t from); // byte offset of t, or UINT32_MAX
bool text_is_blank(uint32_t cp); // a blank of any width, a tab or a line end
// A text of the archive for a message: cut, controls shown as escapes.
Str shown(const Call *c, Str s);
// Gives back what was taken from scratch since the mark; not while scratch is the run's own memory
// (of an operator that holds its elements there), where texts and groups made since may lie in
// between.
static inline void scratch_release(Run *r, ArenaMark mark) {
    if (r->scratch != &r->keep) arena_release(r->scratch, mark);
}
enum { HEARD = 1 << 20 }; // bytes of a long text gone through between two ticks
// Counts steps for a long text, so that limits and cancel reach into it.
static inline Str long_text(const Call *c, Str s) {
    if (s.n >= 1024) run_tick(c->run, s.n / 1024);
    return s;
}
typedef Str TextMap(Arena *a, Str s);
// One text at a time; neighbours with the same text are worked out once.
void text_map(const Call *c, Rows rows, const Vec *x, Vec *out, TextMap *f);

#endif
