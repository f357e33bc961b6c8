// Tables for LaTeX of texts that TeX could take for commands: whatever they are, every group and
// environment is closed, every row has its cells, and no sign of the data keeps a meaning; and
// tables fit the page by the widths of their columns.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

typedef struct Host {
    gzt_env *env;
    gzt_builder *builder;
    gzt_archive *archive;
    gzt_session *session;
    char *out;
    size_t n, cap;
} Host;

static int32_t into_out(void *user, const char *p, size_t n) {
    Host *h = user;
    if (h->n + n + 1 > h->cap) {
        h->cap = 2 * (h->n + n + 1);
        h->out = realloc(h->out, h->cap);
        if (!h->out) return 1;
    }
    memcpy(h->out + h->n, p, n);
    h->n += n;
    h->out[h->n] = 0;
    return 0;
}

static int begin(void **state) {
    Host *h = calloc(1, sizeof *h);
    *state = h;
    return !h || gzt_env_new(NULL, &h->env) < 0 || gzt_builder_new(h->env, &h->builder) < 0;
}

static int end(void **state) {
    Host *h = *state;
    gzt_session_free(h->session);
    gzt_archive_free(h->archive);
    gzt_builder_free(h->builder);
    gzt_env_free(h->env);
    free(h->out);
    free(h);
    return 0;
}

static void add(Host *h, const char *name, const char *also) {
    gzt_ref ref;
    gzt_error err = {0};
    assert_int_equal(gzt_builder_entity(h->builder, "person", NULL, &ref, &err), GZT_OK);
    assert_int_equal(gzt_builder_text(h->builder, ref, "name", name, SIZE_MAX, &err), GZT_OK);
    assert_int_equal(gzt_builder_text(h->builder, ref, "also", also, SIZE_MAX, &err), GZT_OK);
}

static void ask(Host *h, const char *text) {
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_error err = {0};
    gzt_source source = {"", 0, text, SIZE_MAX};
    h->n = 0;
    if (!h->archive) {
        assert_int_equal(gzt_builder_finish(h->builder, &h->archive, &err), GZT_OK);
        assert_int_equal(gzt_session_new(h->archive, &h->session), GZT_OK);
    }
    if (gzt_prepare(h->session, &source, GZT_SCRIPT, &q, &err) < 0) fail_msg("%s", err.message);
    assert_int_equal(gzt_script_next(q, &r, &err), GZT_ROW);
    gzt_write_options o = {.size = sizeof o, .format = "latex"};
    assert_int_equal(gzt_result_write(r, &o, into_out, h, &err), GZT_OK);
    gzt_result_free(r);
    gzt_script_free(q);
}

// ---- as TeX reads it ------------------------------------------------------------------------

// The commands that a table may hold; those of the data are written as other signs.
static const char *const commands[] = {
    "begin",          "end",           "toprule",        "midrule",
    "bottomrule",     "newline",       "caption",        "centering",
    "endhead",        "textbackslash", "textasciitilde", "textasciicircum",
    "textasciigrave", "textbar",       "textless",       "textgreater",
    "char",           "allowbreak",    "raggedright",    "raggedleft",
    "arraybackslash", "dimexpr",       "linewidth",      "tabcolsep",
    "begingroup",     "endgroup",      "footnotesize",   "scriptsize",
    "setlength"};

typedef struct Tex {
    const char *p;
    int depth, groups, cells, most, rows;
    const char *open[8]; // environments
    size_t open_n[8];
    int nopen;
} Tex;

static void environment(Tex *t, bool opens) {
    const char *name = t->p + 1;
    size_t n = strcspn(name, "}");
    assert_int_equal(t->p[0], '{');
    if (opens) {
        assert_true(t->nopen < 8);
        t->open[t->nopen] = name;
        t->open_n[t->nopen++] = n;
        return;
    }
    assert_true(t->nopen > 0);
    t->nopen--;
    assert_int_equal(t->open_n[t->nopen], n);
    assert_memory_equal(t->open[t->nopen], name, n);
}

static void row_ends(Tex *t) {
    if (t->most && t->cells != t->most) fail_msg("%d cells of %d", t->cells + 1, t->most + 1);
    t->most = t->cells;
    t->cells = 0;
    t->rows++;
}

static void command(Tex *t) { // behind the backslash
    size_t n = 0;
    while ((t->p[n] >= 'a' && t->p[n] <= 'z') || (t->p[n] >= 'A' && t->p[n] <= 'Z')) n++;
    if (!n) {
        if (*t->p == '\\')
            row_ends(t);
        else
            assert_true(*t->p && strchr("{}$&#%_", *t->p));
        t->p++;
        return;
    }
    size_t i = 0, all = sizeof commands / sizeof *commands;
    while (i < all && (strlen(commands[i]) != n || memcmp(commands[i], t->p, n) != 0)) i++;
    if (i == all) fail_msg("\\%.*s", (int)n, t->p);
    t->p += n;
    if (i < 2) environment(t, i == 0);
    t->groups += strcmp(commands[i], "begingroup") == 0;
    t->groups -= strcmp(commands[i], "endgroup") == 0;
}

// Comments are the library's: whole lines before the table, and ends of lines within its columns.
static void comment(Tex *t, const char *from) {
    bool line = t->p == from || t->p[-1] == '\n', columns = t->rows == 0 && t->p[1] == '\n';
    assert_true(line || columns);
    t->p += strcspn(t->p, "\n");
}

// The number of rows, the head among them.
static int read_tex(const char *text) {
    Tex t = {.p = text};
    while (*t.p) {
        char c = *t.p;
        assert_false(c != '\n' && (unsigned char)c < ' ');
        if (strchr("$#^~_`|\"<", c)) fail_msg("%.30s", t.p);
        if (c == '>' && t.rows) fail_msg("%.30s", t.p); // before, it belongs to a column
        if (c == '%') {
            comment(&t, text);
            continue;
        }
        t.p++;
        if (c == '\\') {
            command(&t);
            continue;
        }
        t.depth += (c == '{') - (c == '}');
        t.cells += c == '&';
        assert_true(t.depth >= 0);
    }
    assert_int_equal(t.depth, 0);
    assert_int_equal(t.groups, 0);
    assert_int_equal(t.nopen, 0);
    return t.rows;
}

// ---- hostile texts --------------------------------------------------------------------------

static const char *const hostile[] = {"{",
                                      "}",
                                      "}{",
                                      "\\",
                                      "\\\\",
                                      "\\end{tabular}",
                                      "\\begin{x}",
                                      "\\input{/etc/passwd}",
                                      "%",
                                      "a%b",
                                      "&",
                                      "&&",
                                      "$",
                                      "$$x$$",
                                      "#1",
                                      "^^M",
                                      "~",
                                      "_",
                                      "a\\",
                                      "\\%",
                                      "\\verb|",
                                      "[1em]",
                                      "*",
                                      "--",
                                      "---",
                                      "''",
                                      "``",
                                      ",,",
                                      "\n",
                                      "\n\n",
                                      "a\nb",
                                      "\\\n",
                                      "\t",
                                      "\r",
                                      "\x1b[31m",
                                      "\\newline",
                                      "\"<>\"",
                                      "\xe2\x80\xae"
                                      "abc",
                                      "\xc3\xa9\xe6\x97\xa5",
                                      "?`!`",
                                      "}\\csname x\\endcsname",
                                      "\x7f",
                                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%"
                                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\"};

static void texts_stay_texts(void **state) {
    Host *h = *state;
    enum { N = sizeof hostile / sizeof *hostile };
    for (size_t i = 0; i < N; i++) add(h, hostile[i], hostile[N - 1 - i]);
    ask(h, "people | select name, also, n: length(name)");
    assert_int_equal(read_tex(h->out), N + 1);
    assert_non_null(strstr(h->out, "{longtable}"));
    ask(h, "people | take 30 | select name, length(\"a_b%{$}&\") | as latex(title: \"}{%$\")");
    assert_int_equal(read_tex(h->out), 31);
    assert_non_null(strstr(h->out, "{tabular}"));
}

static uint64_t seed = 1957;

static uint32_t any(uint32_t n) { // 0 … n - 1
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % n;
}

static void texts_by_chance(void **state) {
    static const char signs[] = "{}\\%&$#^~_`|\"<>[]*-',\n ab";
    Host *h = *state;
    char texts[2][64];
    for (int i = 0; i < 500; i++) {
        for (int k = 0; k < 2; k++) {
            uint32_t n = any(sizeof texts[k]);
            for (uint32_t j = 0; j < n; j++) texts[k][j] = signs[any(sizeof signs - 1)];
            texts[k][n] = 0;
        }
        add(h, texts[0], texts[1]);
    }
    ask(h, "people | select name, also");
    assert_int_equal(read_tex(h->out), 501);
    ask(h,
        "people | select a: name, b: also, c: name, d: also, e: name, f: also, g: name, h: also");
    assert_int_equal(read_tex(h->out), 501);
}

// ---- widths ---------------------------------------------------------------------------------

// Thousandths of the page's width that the columns with a width of their own take together.
static int thousandths(const char *text) {
    int sum = 0;
    const char *p = text, mark[] = "\\dimexpr 0.";
    while ((p = strstr(p, mark)) != NULL) sum += (int)strtol(p += strlen(mark), NULL, 10);
    return sum;
}

static void tables_fit(void **state) {
    Host *h = *state;
    add(h, "A name", "a text that is longer than what goes on one line of a page, whoever set it");
    ask(h, "people | select name");
    assert_non_null(strstr(h->out, "\\begin{tabular}{l}"));
    ask(h, "people | select id, name, n: length(name)");
    assert_non_null(strstr(h->out, "\\begin{tabular}{llr}"));
    ask(h, "people | select also, name, n: length(name)"); // the long one gets what is left
    assert_non_null(strstr(h->out, "{%\n  >{\\raggedright\\arraybackslash}p{\\dimexpr 0."));
    assert_non_null(strstr(h->out, "-2\\tabcolsep}lr}"));
    assert_in_range(thousandths(h->out), 700, 850);
    assert_null(strstr(h->out, "\\footnotesize"));
    ask(h, "people | select a: also, b: also, c: also, d: also, e: also");
    assert_in_range(thousandths(h->out), 900, 999);
    assert_non_null(strstr(h->out, "\\footnotesize"));
    assert_null(strstr(h->out, "landscape"));
    ask(h,
        "people | select a: also, b: also, c: also, d: also, e: also, f: also, g: also, h: also, "
        "i: also, j: also, k: also, l: also, m: also, n: also, o: also, p: also");
    assert_in_range(thousandths(h->out), 900, 999);
    assert_non_null(strstr(h->out, "\\scriptsize"));
    assert_non_null(strstr(h->out, "landscape"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {TEST(texts_stay_texts), TEST(texts_by_chance),
                                       TEST(tables_fit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
