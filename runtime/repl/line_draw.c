// Readline's buffer as a frame; see line_draw.h. Readline keeps its state in globals and passes no
// pointer to its callbacks: so does this file.
#define _DEFAULT_SOURCE // FIONREAD
#include "runtime/repl/line_draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include <readline/readline.h>

#include "runtime/repl/line_history.h"
#include "runtime/repl/screen.h"

enum { PAINTED_MOST = 20000, AWAITED_CELLS = 48 };

static const Line_host *host;
static Screen screen;
static Buf painted, styles; // the text that was painted last, and a Style for each byte

void draw_open(const Line_host *line_host) {
    host = line_host;
    screen = (Screen){.file = rl_outstream, .theme = theme_named("none")};
}

void draw_theme(const Theme *theme) { screen.theme = theme; }

void draw_close(void) {
    screen_free(&screen);
    buf_free(&painted);
    buf_free(&styles);
}

// --- styles
// ---------------------------------------------------------------------------------------

// Only where the text is another than last time.
static void paint(void) {
    size_t n = (size_t)rl_end;
    if (painted.n == n && memcmp(buf_text(&painted), rl_line_buffer, n) == 0) return;
    buf_clear(&painted);
    buf_clear(&styles);
    buf_add(&painted, rl_line_buffer, n);
    for (size_t i = 0; i < n; i++) buf_char(&styles, STYLE_PLAIN);
    if (n && n <= PAINTED_MOST) host->paint(host->user, painted.p, n, (unsigned char *)styles.p);
}

static bool is_bracket(size_t at) { return at < styles.n && styles.p[at] == STYLE_BRACKET; }

// The bracket that belongs to the one at this place, or the end of the text.
static size_t partner(size_t at) {
    static const char open[] = "([{", closing[] = ")]}";
    bool forward = strchr(open, painted.p[at]) != NULL;
    size_t depth = 0;
    for (size_t i = at; i < styles.n; forward ? i++ : i--) {
        if (!is_bracket(i)) continue;
        bool deeper = (strchr(open, painted.p[i]) != NULL) == forward;
        depth = deeper ? depth + 1 : depth - 1;
        if (depth > 0) continue;
        const char *a = forward ? open : closing, *b = forward ? closing : open;
        return strchr(a, painted.p[at]) - a == strchr(b, painted.p[i]) - b ? i : styles.n;
    }
    return styles.n;
}

// The bracket under the cursor, or else before it.
static void find_match(size_t pair[2]) {
    size_t point = (size_t)rl_point;
    size_t at = is_bracket(point) ? point : point && is_bracket(point - 1) ? point - 1 : styles.n;
    pair[0] = pair[1] = styles.n;
    if (at == styles.n) return;
    size_t other = partner(at);
    if (other == styles.n) return;
    pair[0] = at;
    pair[1] = other;
}

// --- what is not typed yet
// ------------------------------------------------------------------------

bool draw_blank_end(void) {
    size_t end = (size_t)rl_end;
    while (end > 0 && strchr(" \t", rl_line_buffer[end - 1])) end--;
    return end > 0 && rl_line_buffer[end - 1] == '\n' && (size_t)rl_point >= end;
}

static bool plain_state(void) { return rl_display_prompt == rl_prompt; } // no search, no argument

const char *draw_suggestion(void) {
    if (rl_point != rl_end || rl_end == 0 || !screen.theme->color || !plain_state()) return NULL;
    return draw_blank_end() ? NULL : history_rest(rl_line_buffer, (size_t)rl_end);
}

static void put_suggestion(void) {
    const char *rest = draw_suggestion();
    if (!rest) return;
    size_t n = strcspn(rest, "\n");
    screen_put(&screen, rest, n, STYLE_GHOST);
    if (rest[n]) screen_put(&screen, "…", strlen("…"), STYLE_GHOST);
}

// In an empty line: what is awaited.
static void put_awaited(void) {
    Buf awaited = {0}, shown = {0};
    if (host->unfinished(host->user, rl_line_buffer, (size_t)rl_end, &awaited) && awaited.n) {
        text_cut(&shown, awaited.p, AWAITED_CELLS);
        bool faint = screen.theme->color; // else it must be told from what is typed
        if (!faint) screen_put(&screen, "(", 1, STYLE_GHOST);
        screen_put(&screen, shown.p, shown.n, STYLE_GHOST);
        if (!faint) screen_put(&screen, ")", 1, STYLE_GHOST);
    }
    buf_free(&awaited);
    buf_free(&shown);
}

// --- the frame
// ------------------------------------------------------------------------------------

// `       … `, as wide as the prompt.
static void put_more(void) {
    size_t cells = text_cells(rl_prompt);
    for (size_t i = 2; i < cells; i++) screen_put(&screen, " ", 1, STYLE_MORE);
    screen_put(&screen, "… ", strlen("… "), STYLE_MORE);
}

static Style style_at(size_t i, const size_t match[2]) {
    return i == match[0] || i == match[1] ? STYLE_MATCH : (Style)styles.p[i];
}

static void put_buffer(bool done) {
    size_t match[2] = {styles.n, styles.n}, n = (size_t)rl_end;
    if (!done && screen.theme->color) find_match(match);
    for (size_t i = 0; i < n;) {
        if (i == (size_t)rl_point) screen_cursor(&screen);
        size_t from = i++;
        Style style = style_at(from, match);
        bool line_end = rl_line_buffer[from] == '\n';
        while (!line_end && i < n && i != (size_t)rl_point && rl_line_buffer[i] != '\n' &&
               style_at(i, match) == style)
            i++;
        screen_put(&screen, rl_line_buffer + from, i - from, style);
        if (line_end) put_more();
    }
    if (rl_point >= rl_end) screen_cursor(&screen);
}

static void draw(bool done) {
    enum { ALL_ROWS = 1 << 20 }; // what is done scrolls, what is typed stays in the window
    int rows, columns;
    rl_get_screen_size(&rows, &columns);
    screen_begin(&screen, (size_t)columns, done ? ALL_ROWS : (size_t)rows);
    const char *prompt = rl_display_prompt ? rl_display_prompt : "";
    screen_put(&screen, prompt, strlen(prompt), plain_state() ? STYLE_PROMPT : STYLE_PLAIN);
    paint();
    put_buffer(done);
    if (!done && draw_blank_end()) {
        put_awaited();
    } else if (!done) {
        put_suggestion();
    }
    screen_show(&screen);
}

// While more is there to be read the picture would be old before it is seen.
static bool input_waits(void) {
    int n = 0;
    return ioctl(fileno(rl_instream), FIONREAD, &n) == 0 && n > 0;
}

void draw_line(void) {
    if (!input_waits()) draw(false);
}

void draw_done(const char *mark) {
    rl_point = rl_end;
    draw(true);
    fputs(mark, rl_outstream);
    screen_below(&screen);
}

void draw_lines(const char *lines) {
    draw(true);
    screen_below(&screen);
    fputs(lines, rl_outstream);
    draw(false);
}

void draw_again(void) {
    screen_forget(&screen);
    draw(false);
}

// Most terminals lay their lines out anew; these cut them, or leave room beside them.
static bool lays_out_anew(void) {
    const char *term = getenv("TERM");
    return !getenv("XTERM_VERSION") && !getenv("STY") && term && strcmp(term, "linux") != 0;
}

void draw_resized(size_t width) { screen_resized(&screen, width, lays_out_anew()); }
