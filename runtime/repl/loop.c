// The interactive loop; see loop.h.
#define _DEFAULT_SOURCE // isatty
#include "runtime/repl/loop.h"

#include <string.h>
#include <unistd.h>

#include "runtime/repl/banner.h"
#include "runtime/repl/dot.h"
#include "runtime/repl/line.h"
#include "runtime/repl/rc.h"
#include "runtime/repl/signals.h"
#include "runtime/repl/typing.h"

enum { SHOWN_ROWS = 40, FOOTER_CELLS = 80, AWAITED_CELLS = 24 };

static const char prompt[] = "gazette> ";

// --- the line under a result
// ----------------------------------------------------------------------

static void add_time(Buf *to, double ms) {
    if (ms < 1000) {
        buf_format(to, "%.1f ms", ms);
    } else {
        buf_format(to, "%.2f s", ms / 1000);
    }
}

// `3 rows · 38 more are possible: birth not recorded                     0.4 ms`: notes go on in
// the next line where they are too long, the time stands at the right end of the last.
static void say_footer(App *app, const gzt_result *result, double ms) {
    Buf text = {0}, time = {0};
    uint64_t rows = gzt_result_rows(result);
    size_t wide = out_width(&app->out), line = 0;
    if (wide == 0 || wide > FOOTER_CELLS) wide = FOOTER_CELLS;
    buf_count(&text, rows);
    buf_put(&text, rows == 1 ? " row" : " rows");
    if (app->to == &app->file) buf_format(&text, " written to %s", buf_text(&app->file_name));
    for (uint32_t i = 0; !app->options->quiet && i < gzt_result_notes(result); i++) {
        const char *note = gzt_result_note(result, i);
        bool fits = text_cells(buf_text(&text) + line) + 3 + text_cells(note) <= wide;
        buf_put(&text, fits ? " · " : "\n");
        if (!fits) line = text.n;
        buf_put(&text, note);
    }
    buf_clear(&app->footer);
    buf_put(&app->footer, buf_text(&text));
    if (app->timer) {
        add_time(&time, ms);
        size_t used = text_cells(buf_text(&text) + line) + time.n;
        buf_format(&text, "%*s", used + 2 <= wide ? (int)(wide - used) : 2, "");
        buf_put(&text, time.p);
    }
    out_dim(&app->out, buf_text(&text));
    buf_free(&text);
    buf_free(&time);
}

// --- input
// ----------------------------------------------------------------------------------------

static bool blank(const Buf *b) { return strspn(buf_text(b), " \t\r\n") == b->n; }

// Where lines come one by one, the prompt of one that goes on says what is awaited.
static void going_on(Buf *to, const Buf *awaited) {
    buf_clear(to);
    text_cut(to, buf_text(awaited), AWAITED_CELLS);
    buf_put(to, awaited->n ? " …> " : "…> ");
}

// Is more needed before this can be run? Then `next` becomes the prompt that says so. An empty line
// gives up waiting, where a person sits there.
static bool unfinished(Loop *loop, const Line_host *host, const Buf *input, const Buf *line,
                       Buf *next) {
    Buf awaited = {0};
    if (blank(input)) return true;
    if (line_whole() || (loop->interactive && blank(line))) return false;
    bool more = host->unfinished(host->user, input->p, input->n, &awaited);
    if (more) going_on(next, &awaited);
    buf_free(&awaited);
    return more;
}

// A whole query or dot command, of one line or several. False: there is none, leave.
static bool read_input(Loop *loop, const Line_host *host, Buf *input) {
    Buf next = {0}, line = {0};
    Got got = GOT_LINE;
    buf_clear(input);
    do {
        bool first = blank(input);
        buf_clear(&line);
        got = line_read(first ? prompt : buf_text(&next), &line);
        if (first || got == GOT_INTERRUPT) buf_clear(input);
        if (got == GOT_INTERRUPT) {
            gzt_cancel_reset(loop->app->cancel);
            continue;
        }
        if (input->n) buf_char(input, '\n');
        buf_add(input, line.p, line.n);
    } while (got == GOT_INTERRUPT ||
             (got == GOT_LINE && unfinished(loop, host, input, &line, &next)));
    buf_free(&next);
    buf_free(&line);
    if (got == GOT_LINE) return true;
    loop->leave = true;
    return !loop->interactive && !blank(input); // an unfinished query gets its error
}

// Blank ends, as a pasted text has, are no part of what history shows.
static void trim(Buf *input) {
    while (input->n && strchr(" \t\r\n", input->p[input->n - 1])) input->p[--input->n] = '\0';
}

// --- running
// --------------------------------------------------------------------------------------

void loop_run(Loop *loop, const char *name, const char *text, size_t n) {
    App *app = loop->app;
    app->results = 0;
    if (dot_is(text)) {
        loop->status = dot_run(loop, text) ? EXIT_DONE : EXIT_FAILED;
        return;
    }
    gzt_source source = {name, SIZE_MAX, text, n};
    loop->status = app_run(app, &source, GZT_REPL);
    if (loop->once && app->results) {
        loop->once = false;
        app_to_file(app, NULL);
    }
}

static void set_text(Buf *to, const char *text) {
    buf_clear(to);
    buf_put(to, text);
}

void loop_query(Loop *loop, const char *text) {
    Buf whole = {0};
    bool goes_on = text[strspn(text, " \t\n")] == '|' && loop->last.n;
    if (goes_on) buf_format(&whole, "%s\n", loop->last.p);
    buf_put(&whole, text);
    loop_run(loop, "", text, strlen(text));
    if (loop->app->results) {
        set_text(&loop->last, whole.p);
        buf_clear(&loop->typed);
    } else {
        set_text(&loop->typed, text);
    }
    buf_free(&whole);
}

static bool run_piece(Loop *loop, Buf *piece) {
    bool good = true;
    if (!blank(piece)) {
        loop_query(loop, piece->p);
        good = loop->status == EXIT_DONE;
    }
    buf_clear(piece);
    return good && !loop->leave && !loop->app->closed;
}

// A pasted text may hold dot commands between its queries: in a query that is finished, a line
// could not begin so.
static void run_lines(Loop *loop, const Line_host *host, const char *line) {
    Buf piece = {0}, awaited = {0};
    bool good = true;
    while (good && *line) {
        size_t n = strcspn(line, "\n");
        bool dot =
            dot_is(line) && !host->unfinished(host->user, buf_text(&piece), piece.n, &awaited);
        if (dot) good = run_piece(loop, &piece);
        buf_add(&piece, line, n);
        if (good && dot) {
            loop_run(loop, "", piece.p, piece.n);
            good = loop->status == EXIT_DONE && !loop->leave;
            buf_clear(&piece);
        } else if (line[n]) {
            buf_char(&piece, '\n');
        }
        line += n + (line[n] == '\n');
    }
    if (good) run_piece(loop, &piece);
    buf_free(&piece);
    buf_free(&awaited);
}

// A Ctrl-C that comes between Enter and here is meant for the query: the token is reset after a run
// and after a line was given up, never before a run.
static void run_input(Loop *loop, const Line_host *host, const Buf *input) {
    App *app = loop->app;
    if (dot_is(input->p)) {
        loop_run(loop, "", input->p, input->n);
    } else {
        run_lines(loop, host, input->p);
    }
    signals_take_interrupt();
    gzt_cancel_reset(app->cancel);
    bool stopped = loop->status == EXIT_INTERRUPTED && !loop->interactive;
    if (stopped || app->closed || signals_ending()) loop->leave = true;
}

// --- the loop
// -------------------------------------------------------------------------------------

static void prepare_terminal(Loop *loop) {
    App *app = loop->app;
    app->after = say_footer;
    app->timer = app->pages = app->keeps = true;
    app->write.types = true;
    app->write.max_rows = SHOWN_ROWS;
    if (!app->options->no_rc && !app->safe) rc_run(loop);
    banner_say(app);
}

int command_loop(App *app) {
    int status = app_open(app, app->options->words, app->options->word_n);
    if (status != EXIT_DONE) return status;
    Loop loop = {.app = app, .interactive = app->out.terminal && isatty(STDIN_FILENO)};
    Line_host host = typing_host(app);
    Buf input = {0};
    app_open_signals(app);
    line_open(loop.interactive, !app->safe, &host);
    if (loop.interactive) prepare_terminal(&loop);
    line_theme(app->theme);
    while (!loop.leave && read_input(&loop, &host, &input)) {
        trim(&input);
        line_remember(input.p);
        run_input(&loop, &host, &input);
    }
    line_close();
    buf_free(&input);
    buf_free(&loop.last);
    buf_free(&loop.typed);
    return loop.interactive ? EXIT_DONE : loop.status;
}
