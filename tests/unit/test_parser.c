// Text to tree and text to error, row by row of two tables: the text (¶ is a newline), a tab, then
// the tree in one line (tests/support/parsed.h) or `CODE at+length message | note > hint` for each
// error. Rows stand in sections, each of which is one test. ACCEPT=1 rewrites the tables.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/parsed.h"

enum { ROWS = 1000, SECTIONS = 100, FILE_MAX = 1 << 18 };

typedef struct Row {
    Str text, expected;
} Row;

typedef struct Table {
    const char *path;
    char *bytes;
    Row rows[ROWS];
    uint32_t count;
} Table;

typedef struct Section {
    char name[96];
    uint32_t first, end; // rows
} Section;

static const char *read_file(Table *t) {
    FILE *file = fopen(t->path, "rb");
    if (!file) return "cannot be read (tests run at the top of the tree)";
    t->bytes = calloc(1, FILE_MAX);
    size_t n = t->bytes ? fread(t->bytes, 1, FILE_MAX - 1, file) : 0;
    fclose(file);
    return n && n < FILE_MAX - 1 ? NULL : "is empty or too long";
}

// Sections and rows of a table, in order.
static uint32_t split(Table *t, Section *sections, uint32_t count) {
    for (char *line = t->bytes, *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        *end = '\0';
        char *tab = strchr(line, '\t');
        if (line[0] == '#' && line[1] == ' ' && !tab) {
            Section *s = &sections[count++];
            assert_true(count <= SECTIONS);
            snprintf(s->name, sizeof s->name, "%s", line + 2);
            s->first = s->end = t->count;
        } else if (tab) {
            assert_true(t->count < ROWS && count);
            t->rows[t->count++] = (Row){{line, (uint32_t)(tab - line)}, str_of(tab + 1)};
            sections[count - 1].end = t->count;
        }
    }
    return count;
}

static Str with_newlines(Arena *a, Str s) {
    StrBuf b;
    buf_init(&b, a);
    for (uint32_t i = 0; i < s.n; i++) {
        bool mark = i + 1 < s.n && memcmp(s.p + i, "¶", 2) == 0;
        buf_char(&b, mark ? '\n' : s.p[i]);
        i += mark;
    }
    return buf_str(&b);
}

static Str one_line(Parsed *p) {
    if (!p->diags.count) return str_of(parsed_line(p));
    StrBuf b;
    buf_init(&b, &p->arena);
    for (uint32_t i = 0; i < p->diags.count; i++) {
        const Diag *d = &p->diags.items[i];
        buf_printf(&b, "%s%s %u+%u %.*s", i ? "; " : "", error_info[d->code].code,
                   (unsigned)d->span.at, (unsigned)d->span.len, STR_FMT(d->message));
        if (d->note.n) buf_printf(&b, " | %.*s", STR_FMT(d->note));
        if (d->hint.n) buf_printf(&b, " > %.*s", STR_FMT(d->hint));
    }
    return buf_str(&b);
}

static Str result_of(Parsed *p, Arena *keep, Row row) {
    Str text = with_newlines(keep, row.text);
    parsed_read(p, text.p, text.n, PARSE_FILE);
    parsed_check(p);
    return str_dup(keep, one_line(p));
}

typedef struct Job {
    const Table *table;
    const Section *section;
} Job;

static uint32_t wrong_rows(const Job *job, Parsed *p, Parsed *keep) {
    uint32_t wrong = 0;
    for (uint32_t i = job->section->first; i < job->section->end; i++) {
        Row row = job->table->rows[i];
        Str got = result_of(p, &keep->arena, row);
        if (str_eq(got, row.expected)) continue;
        wrong++;
        print_error("%.*s\n    gives    %.*s\n    expected %.*s\n", STR_FMT(row.text), STR_FMT(got),
                    STR_FMT(row.expected));
    }
    return wrong;
}

static void test_section(void **state) {
    const Job *job = *state;
    Parsed p, keep;
    parsed_init(&p);
    parsed_init(&keep);
    if (setjmp(p.guard.at) || setjmp(keep.guard.at)) fail_msg("left by the guard");
    uint32_t wrong = wrong_rows(job, &p, &keep);
    parsed_free(&p);
    parsed_free(&keep);
    if (wrong) fail_msg("%u rows of %s", (unsigned)wrong, job->table->path);
}

static void write_rows(FILE *out, const Table *t, const Section *sections, uint32_t count,
                       Parsed *p, Parsed *keep) {
    for (uint32_t s = 0; s < count; s++) {
        fprintf(out, "%s# %s\n", s ? "\n" : "", sections[s].name);
        for (uint32_t i = sections[s].first; i < sections[s].end; i++) {
            Str got = result_of(p, &keep->arena, t->rows[i]);
            fprintf(out, "%.*s\t%.*s\n", STR_FMT(t->rows[i].text), STR_FMT(got));
        }
    }
}

static int rewrite(const Table *t, const Section *sections, uint32_t count) {
    Parsed p, keep;
    parsed_init(&p);
    parsed_init(&keep);
    if (setjmp(p.guard.at) || setjmp(keep.guard.at)) return 1;
    FILE *out = fopen(t->path, "wb");
    if (!out) return 1;
    write_rows(out, t, sections, count, &p, &keep);
    parsed_free(&p);
    parsed_free(&keep);
    return fclose(out);
}

int main(void) {
    static Table tables[] = {{.path = "tests/unit/parser_trees.tsv"},
                             {.path = "tests/unit/parser_errors.tsv"}};
    static Section sections[2][SECTIONS];
    static Job jobs[2 * SECTIONS];
    static struct CMUnitTest tests[2 * SECTIONS];
    size_t n = 0;
    for (int t = 0; t < 2; t++) {
        const char *problem = read_file(&tables[t]);
        if (problem) {
            fprintf(stderr, "%s %s\n", tables[t].path, problem);
            return 1;
        }
        uint32_t count = split(&tables[t], sections[t], 0);
        if (getenv("ACCEPT") && rewrite(&tables[t], sections[t], count)) return 1;
        for (uint32_t s = 0; s < count; s++, n++) {
            jobs[n] = (Job){&tables[t], &sections[t][s]};
            tests[n] = (struct CMUnitTest){sections[t][s].name, test_section, NULL, NULL, &jobs[n]};
        }
    }
    int failed = getenv("ACCEPT") ? 0 : _cmocka_run_group_tests("parser", tests, n, NULL, NULL);
    for (int t = 0; t < 2; t++) free(tables[t].bytes);
    return failed;
}
