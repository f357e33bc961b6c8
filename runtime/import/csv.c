// See csv.h. In: bytes; out: the fields of record after record. It must not know what fields mean.
#include "runtime/import/csv.h"

#include <string.h>

enum { END_OF_LINE = 1, END_OF_FIELD = 2 };

void csv_init(Csv *x, Arena *a, const char *p, size_t n, char separator, uint32_t fields_most) {
    *x = (Csv){.arena = a, .next = p, .end = p + n, .next_line = 1, .most = fields_most};
    x->separator = separator;
    x->stop['\n'] = x->stop['\r'] = END_OF_LINE;
    x->stop[(unsigned char)separator] = END_OF_FIELD;
}

static bool is_blank(const Csv *x, char c) { return (c == ' ' || c == '\t') && c != x->separator; }

static const char *past_blanks(const Csv *x, const char *p) {
    while (p < x->end && is_blank(x, *p)) p++;
    return p;
}

static bool ends_field(const Csv *x, const char *p) {
    return p == x->end || x->stop[(unsigned char)*p];
}

// Behind the end of the line that p is at.
static const char *past_line(const Csv *x, const char *p) {
    if (p < x->end && *p == '\r') return p + 1 < x->end && p[1] == '\n' ? p + 2 : p + 1;
    return p < x->end ? p + 1 : p;
}

static const char *line_end(const Csv *x, const char *p) {
    while (p < x->end && x->stop[(unsigned char)*p] != END_OF_LINE) p++;
    return p;
}

static CsvField *add_field(Csv *x, const char *p, const char *end) {
    if (x->nfields == x->most) {
        x->fault = CSV_MANY;
        return &x->fields[x->nfields - 1];
    }
    if (x->nfields == x->cap)
        x->fields =
            arena_grow(x->arena, x->fields, &x->cap, (size_t)x->nfields + 1, sizeof *x->fields);
    CsvField *f = &x->fields[x->nfields++];
    *f = (CsvField){p, (size_t)(end - p), false, false};
    return f;
}

// The field whose first byte within quotes is p. Where it ends; NULL: it does not.
static const char *quoted_field(Csv *x, const char *p) {
    const char *from = p;
    uint64_t lines = 0, stray = 0;
    bool doubled = false;
    for (;; p++) {
        while (p < x->end && *p != '"' && x->stop[(unsigned char)*p] != END_OF_LINE) p++;
        if (p == x->end) return NULL;
        bool quote = *p == '"';
        bool twice = quote && p + 1 < x->end && p[1] == '"';
        // "he said "no"": the first closes the one that was not doubled
        bool inner = twice && stray % 2 == 1 && ends_field(x, past_blanks(x, p + 2));
        if (twice && !inner) {
            doubled = true;
            p++;
            continue;
        }
        if (quote && ends_field(x, past_blanks(x, p + 1))) break;
        if (!quote) p = past_line(x, p) - 1;
        lines += !quote;
        stray += quote;
        if (lines && stray) return NULL;
    }
    CsvField *f = add_field(x, from, p);
    f->quoted = true;
    f->doubled = doubled;
    x->next_line += lines;
    x->stray += stray;
    return past_blanks(x, p + 1);
}

static const char *plain_field(Csv *x, const char *p) {
    const char *from = p;
    while (p < x->end && !x->stop[(unsigned char)*p]) p++;
    add_field(x, from, p);
    return p;
}

static const char *next_field(Csv *x, const char *p) {
    const char *quote = past_blanks(x, p);
    return quote < x->end && *quote == '"' ? quoted_field(x, quote + 1) : plain_field(x, p);
}

static void take_record(Csv *x, const char *p) {
    x->at = p;
    x->line = x->next_line;
    x->nfields = 0;
    x->fault = CSV_GOOD;
    for (;; p++) {
        const char *stop = next_field(x, p);
        if (!stop) {
            x->fault = CSV_OPEN;
            x->bad = x->nfields;
            x->next_line = x->line;
            p = line_end(x, x->at);
            break;
        }
        p = stop;
        guard_work(x->arena->guard, 1);
        if (p == x->end || *p != x->separator) break;
    }
    x->n = (size_t)(p - x->at);
    x->next = past_line(x, p);
    x->next_line++;
}

bool csv_next(Csv *x) {
    while (x->next < x->end) {
        const char *p = past_blanks(x, x->next);
        bool empty = p == x->end || x->stop[(unsigned char)*p] == END_OF_LINE;
        if (!empty) {
            take_record(x, x->next);
            return true;
        }
        x->next = past_line(x, p);
        x->next_line++;
        guard_work(x->arena->guard, 1);
    }
    return false;
}

Str csv_value(const CsvField *f, Arena *a) {
    size_t most = UINT32_MAX / 2, n = f->n < most ? f->n : most;
    if (!f->doubled) return (Str){f->p, (uint32_t)n};
    char *to = arena_alloc(a, n + 1), *out = to;
    for (const char *p = f->p, *end = p + n; p < end; p++) {
        *out++ = *p;
        if (*p == '"' && p + 1 < end && p[1] == '"') p++;
    }
    return (Str){to, (uint32_t)(out - to)};
}

// ---- the separator --------------------------------------------------------------------------

enum { SAMPLE_BYTES = 1 << 16, SAMPLE_RECORDS = 200, SAMPLE_FIELDS = 4096 };

// How well records of the sample go with the separator: the share, in thousandths, that has as many
// fields as most have, and how many these are.
typedef struct Fit {
    uint32_t share, fields;
} Fit;

static uint32_t commonest(const uint32_t *counts, uint32_t n, uint32_t *many) {
    uint32_t best = 0;
    *many = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t same = 0;
        for (uint32_t j = 0; j < n; j++) same += counts[j] == counts[i];
        if (same <= *many) continue;
        *many = same;
        best = counts[i];
    }
    return best;
}

static Fit fit_of(Arena *scratch, const char *p, size_t n, bool cut, char separator) {
    ArenaMark mark = arena_mark(scratch);
    Csv x;
    csv_init(&x, scratch, p, n, separator, SAMPLE_FIELDS);
    uint32_t *counts = ARENA_ARRAY(scratch, uint32_t, SAMPLE_RECORDS), many = 0, same;
    while (many < SAMPLE_RECORDS && csv_next(&x)) {
        bool last = x.next == x.end;
        if (last && cut && many) break; // it may go on behind the sample
        counts[many++] = x.fault == CSV_OPEN ? 0 : x.nfields;
    }
    Fit fit = {0, commonest(counts, many, &same)};
    if (many) fit.share = same * 1000 / many;
    arena_release(scratch, mark);
    return fit;
}

char csv_separator(Arena *scratch, const char *p, size_t n, size_t *skip) {
    static const char separators[] = {',', ';', '\t', '|'};
    *skip = 0;
    if (n > 5 && memcmp(p, "sep=", 4) == 0 && (p[5] == '\n' || p[5] == '\r')) {
        *skip = n > 6 && p[5] == '\r' && p[6] == '\n' ? 7 : 6;
        return p[4];
    }
    bool cut = n > SAMPLE_BYTES;
    Fit best = {0, 1};
    char found = ',';
    for (size_t i = 0; i < sizeof separators; i++) {
        Fit f = fit_of(scratch, p, cut ? SAMPLE_BYTES : n, cut, separators[i]);
        if (f.fields < 2) continue;
        if (f.share < best.share || (f.share == best.share && f.fields <= best.fields)) continue;
        best = f;
        found = separators[i];
    }
    return found;
}
