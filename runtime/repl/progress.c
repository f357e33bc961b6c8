// How far a long query or the reading of an archive is; see progress.h. Rows of the source are a
// measure only while some are read and some are left; else the steps are told.
#include "runtime/repl/progress.h"

#include <stdlib.h>
#include <string.h>

static bool can_erase(void) {
    const char *term = getenv("TERM");
    return term && strcmp(term, "dumb") != 0;
}

void progress_open(Progress *p, Out *out, bool wanted) {
    *p = (Progress){.out = out, .wanted = wanted && out->terminal && can_erase()};
}

void progress_begin(Progress *p, double now) {
    p->begun = p->shown_at = now;
    p->running = true;
}

static void add_time_left(Buf *to, double ms) {
    double seconds = ms / 1000 + 0.5;
    if (seconds < 90) {
        buf_format(to, " · %.0f s left", seconds < 1 ? 1 : seconds);
    } else {
        buf_format(to, " · %.0f min left", seconds / 60 + 0.5);
    }
}

void progress_text(Buf *to, double ms, uint64_t steps, uint64_t done, uint64_t total) {
    bool rows = done > 0 && done < total;
    uint64_t count = rows ? done : steps;
    if (rows) buf_format(to, "%.0f %% · ", (double)done / (double)total * 100);
    buf_count(to, count);
    if (rows) {
        buf_put(to, " of ");
        buf_count(to, total);
    }
    buf_put(to, rows ? " rows · " : " steps · ");
    buf_count(to, (uint64_t)((double)count / ms * 1000));
    buf_put(to, " a second");
    if (rows) add_time_left(to, ms / (double)done * (double)(total - done));
}

void progress_load_text(Buf *to, double ms, uint64_t done, uint64_t total) {
    enum { MB = 1000000 };
    if (!done || done >= total) {
        buf_format(to, "putting it in order · %.0f s", ms / 1000);
        return;
    }
    buf_format(to, "%.0f %% · ", (double)done / (double)total * 100);
    buf_count(to, done / MB);
    buf_put(to, " of ");
    buf_count(to, (total + MB - 1) / MB);
    buf_put(to, " MB · ");
    buf_count(to, (uint64_t)((double)done / ms * 1000) / MB);
    buf_put(to, " MB a second");
    add_time_left(to, ms / (double)done * (double)(total - done));
}

static bool is_time(const Progress *p, double now) {
    enum { PATIENCE = 1000, PAUSE = 200 };
    if (!p->wanted || !p->running || now - p->begun < PATIENCE) return false;
    return !p->shown || now - p->shown_at >= PAUSE;
}

static void show(Progress *p, double now, Buf *text) {
    Buf line = {0};
    text_cut(&line, text->p, out_width(p->out) - 1);
    out_status(p->out, line.p);
    p->shown = true;
    p->shown_at = now;
    buf_free(text);
    buf_free(&line);
}

void progress_tell(Progress *p, double now, uint64_t steps, uint64_t done, uint64_t total) {
    Buf text = {0};
    if (!is_time(p, now)) return;
    progress_text(&text, now - p->begun, steps, done, total);
    show(p, now, &text);
}

void progress_tell_load(Progress *p, double now, uint64_t done, uint64_t total) {
    Buf text = {0};
    if (!is_time(p, now)) return;
    progress_load_text(&text, now - p->begun, done, total);
    show(p, now, &text);
}

void progress_hide(Progress *p) {
    if (p->shown) out_status(p->out, "");
    p->shown = false;
}

void progress_end(Progress *p) {
    progress_hide(p);
    p->running = false;
}
