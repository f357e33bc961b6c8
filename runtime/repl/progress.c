// How far a long query is; see progress.h. Rows of the source are a measure only while some are
// read and some are left; else the steps are told.
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

void progress_begin(Progress *p, double now) { p->begun = p->shown_at = now; }

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

void progress_tell(Progress *p, double now, uint64_t steps, uint64_t done, uint64_t total) {
    enum { PATIENCE = 1000, PAUSE = 200 };
    if (!p->wanted || now - p->begun < PATIENCE) return;
    if (p->shown && now - p->shown_at < PAUSE) return;
    Buf text = {0}, line = {0};
    progress_text(&text, now - p->begun, steps, done, total);
    text_cut(&line, text.p, out_width(p->out) - 1);
    out_status(p->out, line.p);
    p->shown = true;
    p->shown_at = now;
    buf_free(&text);
    buf_free(&line);
}

void progress_hide(Progress *p) {
    if (p->shown) out_status(p->out, "");
    p->shown = false;
}
