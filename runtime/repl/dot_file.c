// Dot commands that reach files and programs, or wait; see dot_acts.h. None of them works after
// .safe, but for .watch.
#define _DEFAULT_SOURCE // mkstemps
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "runtime/repl/banner.h"
#include "runtime/repl/dot_acts.h"
#include "runtime/repl/line.h"
#include "runtime/repl/process.h"
#include "runtime/repl/signals.h"

// --- reading
// --------------------------------------------------------------------------------------

bool dot_open(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    if (words->n == 0) return dot_wrong(loop, ".open needs a file or folder");
    if (app_open(app, words->at, words->n) != EXIT_DONE) {
        app_note(app, "the archive that was open stays open");
        return false;
    }
    if (loop->interactive) banner_say(app);
    return true;
}

bool dot_read(Loop *loop, const Dot_words *words) {
    File file = {0};
    Buf why = {0};
    if (words->n != 1) return dot_wrong(loop, ".read needs one file");
    bool good = file_read(words->at[0], SCRIPT_MOST, &file, &why);
    if (good) {
        gzt_source source = {file.name, SIZE_MAX, file.text, file.n};
        // as if it were typed, so that a script can be changed and read again
        good = app_run(loop->app, &source, GZT_REPL) == EXIT_DONE;
    } else {
        dot_wrong(loop, buf_text(&why));
    }
    file_free(&file);
    buf_free(&why);
    return good;
}

// --- writing
// --------------------------------------------------------------------------------------

bool dot_save(Loop *loop, const Dot_words *words) {
    if (words->n != 1) return dot_wrong(loop, ".save needs a file");
    return app_save(loop->app, words->at[0]) == EXIT_DONE;
}

// The format that a file's name asks for, where .mode has not chosen one. A page and a picture hold
// one result.
static const char *format_of(const char *path, bool one) {
    if (one && path_ends(path, ".html")) return "page";
    if (one && path_ends(path, ".svg")) return "svg";
    static const struct {
        const char *ending, *format;
    } endings[] = {{".html", "html"},   {".tex", "latex"},    {".csv", "csv"},
                   {".tsv", "tsv"},     {".csl.json", "csl"}, {".json", "json"},
                   {".jsonl", "jsonl"}, {".md", "markdown"},  {".geojson", "geojson"},
                   {".ics", "ical"},    {".bib", "bibtex"},   {".graphml", "graphml"},
                   {".dot", "dot"},     {".xml", "tei"}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (path_ends(path, endings[i].ending)) return endings[i].format;
    return NULL;
}

static bool send_to(Loop *loop, const char *path, bool one) {
    App *app = loop->app;
    FILE *file = fopen(path, "we");
    if (!file) {
        app_complain(app, "cannot write '%s': %s", path, strerror(errno));
        return false;
    }
    app_to_file(app, file);
    app->file_format = format_of(path, one);
    buf_clear(&app->file_name);
    buf_put(&app->file_name, path);
    return true;
}

bool dot_once(Loop *loop, const Dot_words *words) {
    if (words->n != 1) return dot_wrong(loop, ".once needs a file");
    return loop->once = send_to(loop, words->at[0], true);
}

bool dot_output(Loop *loop, const Dot_words *words) {
    if (words->n > 1) return dot_wrong(loop, ".output needs one file, or none for the terminal");
    if (words->n && path_ends(words->at[0], ".svg"))
        return dot_wrong(loop, "an .svg holds one chart: write .once and the file");
    loop->once = false;
    app_to_file(loop->app, NULL);
    return words->n == 0 || send_to(loop, words->at[0], false);
}

// --- an editor
// ------------------------------------------------------------------------------------

static const char *editor(void) {
    const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
    return visual && *visual ? visual : plain && *plain ? plain : "vi";
}

static bool write_all(int fd, const Buf *text) {
    for (size_t at = 0; at < text->n;) {
        ssize_t n = write(fd, text->p + at, text->n - at);
        if (n < 0 && errno != EINTR) return false;
        if (n > 0) at += (size_t)n;
    }
    return true;
}

// False: it went wrong, and `why` says how. For nobody else's eyes, and gone afterwards.
static bool edit(const Buf *before, File *after, Buf *why) {
    const char *folder = getenv("TMPDIR");
    Buf path = {0};
    buf_format(&path, "%s/gazette-XXXXXX.gzt", folder && *folder ? folder : "/tmp");
    int fd = mkstemps(path.p, (int)strlen(".gzt"));
    if (fd < 0) {
        buf_format(why, "cannot write '%s': %s", path.p, strerror(errno));
        buf_free(&path);
        return false;
    }
    bool good = write_all(fd, before) && write_all(fd, &(Buf){"\n", 1, 0});
    close(fd);
    if (!good) buf_format(why, "cannot write '%s': %s", path.p, strerror(errno));
    if (good && process_wait(process_start(editor(), path.p, -1, -1)) != 0) {
        buf_format(why, "the editor '%s' failed; nothing is run", editor());
        good = false;
    }
    good = good && file_read(path.p, SCRIPT_MOST, after, why);
    unlink(path.p);
    buf_free(&path);
    return good;
}

bool dot_edit(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    File file = {0};
    Buf why = {0};
    (void)words;
    if (!loop->interactive) return dot_wrong(loop, ".edit needs a terminal");
    bool good = edit(loop->typed.n ? &loop->typed : &loop->last, &file, &why);
    if (!good) dot_wrong(loop, buf_text(&why));
    while (file.n && strchr(" \t\r\n", file.text[file.n - 1])) file.text[--file.n] = '\0';
    if (good && file.n) {
        line_remember(file.text);
        out_say(&app->out, "%s\n", file.text);
        loop_query(loop, file.text);
        good = loop->status == EXIT_DONE;
    }
    file_free(&file);
    buf_free(&why);
    return good;
}

// --- again and again
// ------------------------------------------------------------------------------

static void say_time(App *app, double seconds) {
    char clock[16] = "";
    time_t now = time(NULL);
    struct tm parts;
    if (localtime_r(&now, &parts)) strftime(clock, sizeof clock, "%H:%M:%S", &parts);
    out_paint(&app->out, PAINT_DIM);
    out_say(&app->out, "%s, every %g s, Ctrl-C ends it", clock, seconds);
    out_paint(&app->out, PAINT_OFF);
    out_say(&app->out, "\n");
}

bool dot_watch(Loop *loop, const Dot_words *words) {
    App *app = loop->app;
    char *end = NULL;
    double seconds = words->n ? strtod(words->at[0], &end) : 2;
    bool pages = app->pages;
    if (words->n > 1 || (end && *end) || !(seconds >= 0.1 && seconds <= 86400))
        return dot_wrong(loop, ".watch needs a number of seconds, at least 0.1");
    if (!loop->last.n) return dot_wrong(loop, "there is no query yet");
    app->pages = false;
    do {
        say_time(app, seconds);
        loop_run(loop, "", loop->last.p, loop->last.n);
    } while (loop->status == EXIT_DONE && !app->closed && signals_pause(seconds));
    app->pages = pages;
    bool ended = signals_interrupted();
    if (ended && loop->status == EXIT_DONE) out_say(&app->out, "\n"); // the terminal has shown ^C
    return ended || loop->status == EXIT_DONE;
}
