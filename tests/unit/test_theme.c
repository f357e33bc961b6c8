// Whether what is coloured can be read: the contrast of every colour of the themes and of pages by
// the formula of WCAG 2, at least 4.5 : 1; the themes with the colours that xterm has as its own.
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"
#include "runtime/repl/theme.h"

static const double least = 4.5;

typedef struct Rgb {
    int r, g, b;
} Rgb;

static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double contrast(Rgb x, Rgb y) {
    double a = 0.2126 * linear(x.r) + 0.7152 * linear(x.g) + 0.0722 * linear(x.b) + 0.05;
    double b = 0.2126 * linear(y.r) + 0.7152 * linear(y.g) + 0.0722 * linear(y.b) + 0.05;
    return a > b ? a / b : b / a;
}

static void the_formula(void **state) {
    (void)state;
    assert_true(fabs(contrast((Rgb){255, 255, 255}, (Rgb){0, 0, 0}) - 21) < 1e-9);
    assert_true(fabs(contrast((Rgb){119, 119, 119}, (Rgb){255, 255, 255}) - 4.48) < 0.005);
}

// ---- themes ---------------------------------------------------------------------------------

static const Rgb xterm[16] = {{0, 0, 0},       {205, 0, 0},   {0, 205, 0},   {205, 205, 0},
                              {0, 0, 238},     {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
                              {127, 127, 127}, {255, 0, 0},   {0, 255, 0},   {255, 255, 0},
                              {92, 92, 255},   {255, 0, 255}, {0, 255, 255}, {255, 255, 255}};

// What the codes draw in and on, "\033[1;96m"; false where one is not known here.
static bool drawn(const char *codes, Rgb *fore, Rgb *back) {
    for (const char *p = strchr(codes, '['); p && *p != 'm';) {
        long n = strtol(p + 1, (char **)(uintptr_t)&p, 10);
        if (n == 2) { // faint: xterm goes a third of the way to the background
            *fore = (Rgb){(2 * fore->r + back->r) / 3, (2 * fore->g + back->g) / 3,
                          (2 * fore->b + back->b) / 3};
        } else if (n == 7) {
            Rgb was = *fore;
            *fore = *back;
            *back = was;
        } else if ((n >= 30 && n <= 37) || (n >= 90 && n <= 97)) {
            *fore = xterm[n < 90 ? n - 30 : n - 82];
        } else if (n != 1 && n != 4) {
            return false;
        }
    }
    return true;
}

static void themes_can_be_read(void **state) {
    (void)state;
    const Theme *theme;
    for (size_t i = 0; (theme = theme_at(i)) != NULL; i++) {
        bool light = strcmp(theme->name, "light") == 0;
        for (int style = 0; style < STYLES; style++) {
            Rgb back = light ? xterm[15] : xterm[0], fore = light ? xterm[0] : xterm[7];
            assert_non_null(theme->codes[style]);
            if (!theme->color) assert_string_equal(theme->codes[style], "");
            assert_true(drawn(theme->codes[style], &fore, &back));
            if (contrast(fore, back) < least)
                fail_msg("%s, style %d: %.2f : 1", theme->name, style, contrast(fore, back));
        }
    }
}

static void styles_differ(void **state) {
    static const Style words[] = {STYLE_PLAIN,   STYLE_KEYWORD, STYLE_FUNCTION,
                                  STYLE_UNKNOWN, STYLE_TEXT,    STYLE_NUMBER,
                                  STYLE_DATE,    STYLE_ID,      STYLE_ERROR};
    (void)state;
    const Theme *theme;
    for (size_t i = 0; (theme = theme_at(i)) != NULL && theme->color; i++)
        for (size_t a = 0; a < sizeof words / sizeof *words; a++)
            for (size_t b = 0; b < a; b++)
                assert_string_not_equal(theme->codes[words[a]], theme->codes[words[b]]);
}

// ---- pages ----------------------------------------------------------------------------------

typedef struct Page {
    char text[20000];
    size_t n;
} Page;

static int32_t into_page(void *user, const char *p, size_t n) {
    Page *page = user;
    if (n >= sizeof page->text - page->n) return 1;
    memcpy(page->text + page->n, p, n);
    page->n += n;
    return 0;
}

static void write_as(Page *page, const char *text, const gzt_write_options *o) {
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *s = NULL;
    gzt_script *q = NULL;
    gzt_result *r = NULL;
    gzt_source query = {"", 0, text, SIZE_MAX};
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    assert_int_equal(gzt_archive_build(env, NULL, 0, &archive, NULL), GZT_OK);
    assert_int_equal(gzt_session_new(archive, &s), GZT_OK);
    assert_int_equal(gzt_prepare(s, &query, GZT_SCRIPT, &q, NULL), GZT_OK);
    assert_int_equal(gzt_script_next(q, &r, NULL), GZT_ROW);
    assert_int_equal(gzt_result_write(r, o, into_page, page, NULL), GZT_OK);
    gzt_result_free(r);
    gzt_script_free(q);
    gzt_session_free(s);
    gzt_archive_free(archive);
    gzt_env_free(env);
}

static void write_page(Page *page) {
    write_as(page, "[1, 2]",
             &(gzt_write_options){.size = sizeof(gzt_write_options), .format = "page"});
}

static Rgb hex(const char *p) { // "1f2328" or "fff"
    int d[6], n = 0;
    for (; n < 6 && strchr("0123456789abcdef", p[n]) && p[n]; n++)
        d[n] = p[n] <= '9' ? p[n] - '0' : p[n] - 'a' + 10;
    assert_true(n == 3 || n == 6);
    if (n == 3) return (Rgb){17 * d[0], 17 * d[1], 17 * d[2]};
    return (Rgb){16 * d[0] + d[1], 16 * d[2] + d[3], 16 * d[4] + d[5]};
}

// Every `color:` up to the end is that of text on the page's ground.
static int texts_between(const char *from, const char *end, Rgb ground) {
    int n = 0;
    while ((from = strstr(from, "color:#")) != NULL && from < end) {
        bool text = from[-1] == '{' || from[-1] == ';';
        from += strlen("color:#");
        if (!text) continue;
        if (contrast(hex(from), ground) < least)
            fail_msg("%.40s: %.2f : 1", from - 20, contrast(hex(from), ground));
        n++;
    }
    return n;
}

static void pages_can_be_read(void **state) {
    (void)state;
    Page *page = calloc(1, sizeof *page);
    assert_non_null(page);
    write_page(page);
    const char *light = strstr(page->text, "body{"), *dark = strstr(page->text, "scheme:dark)");
    assert_true(light && dark && light < dark);
    const char *grounds[] = {strstr(light, "background:#"), strstr(dark, "background:#")};
    assert_true(grounds[0] && grounds[1]);
    assert_true(texts_between(light, dark, hex(grounds[0] + 12)) >= 5);
    assert_true(texts_between(dark, strstr(dark, "}}"), hex(grounds[1] + 12)) >= 3);
    free(page);
}

// ---- timelines in a terminal ----------------------------------------------------------------

// Marks need less than words: 3 : 1. Seven colours and the grid's.
static void timelines_can_be_seen(void **state) {
    (void)state;
    for (int light = 0; light < 2; light++) {
        static Page page;
        page.n = 0;
        write_as(
            &page, "range(1, 9) | select t: text(it), at: date(1900 + it) | as timeline(color: t)",
            &(gzt_write_options){
                .size = sizeof(gzt_write_options), .color = true, .light = light, .width = 80});
        char seen[200] = "";
        for (const char *p = page.text; (p = strstr(p, "\033[")) != NULL; p++) {
            char code[8] = "";
            memcpy(code, p, strcspn(p, "m") + 1);
            if (strcmp(code, "\033[0m") == 0 || strstr(seen, code)) continue;
            strcat(seen, code);
            Rgb back = light ? xterm[15] : xterm[0], fore = light ? xterm[0] : xterm[7];
            assert_true(drawn(code, &fore, &back));
            if (contrast(fore, back) < 3) fail_msg("%s: %.2f : 1", code, contrast(fore, back));
        }
        assert_int_equal(strlen(seen), 7 * strlen("\033[31m") + strlen("\033[2m"));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_formula), cmocka_unit_test(themes_can_be_read),
        cmocka_unit_test(styles_differ), cmocka_unit_test(pages_can_be_read),
        cmocka_unit_test(timelines_can_be_seen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
