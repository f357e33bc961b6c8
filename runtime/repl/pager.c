// Output that may be longer than the window; see pager.h. It is held until it is known to be too
// long, or very much, so that short results never start a program.
#define _DEFAULT_SOURCE
#include "runtime/repl/pager.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/repl/process.h"

enum { HELD_MOST = 1 << 20 };

static bool in_path(const char *program) {
    const char *path = getenv("PATH");
    bool found = false;
    for (const char *folder = path; folder && *folder && !found;) {
        size_t n = strcspn(folder, ":");
        Buf file = {0};
        buf_format(&file, "%.*s/%s", (int)n, folder, program);
        found = access(buf_text(&file), X_OK) == 0;
        buf_free(&file);
        folder += n + (folder[n] == ':');
    }
    return found;
}

const char *pager_command(void) {
    const char *named = getenv("PAGER");
    if (named) return *named && strcmp(named, "cat") != 0 ? named : NULL;
    return in_path("less") ? "less -FRSX '-Psq leaves, space and b turn pages?e (the end).'" : NULL;
}

void pager_begin(Pager *p, size_t width, size_t height) {
    *p = (Pager){.width = width, .height = height, .pipe = -1};
}

static bool start(Pager *p) {
    const char *command = pager_command();
    int ends[2];
    if (!command || pipe(ends) != 0) return false;
    p->child = process_start(command, NULL, ends[0], ends[1]);
    close(ends[0]);
    if (p->child < 0) {
        p->child = 0;
        close(ends[1]);
        return false;
    }
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    p->pipe = ends[1];
    return true;
}

static void send_held(Pager *p) {
    for (size_t at = 0; at < p->held.n && !p->gone;) {
        ssize_t n = write(p->pipe, p->held.p + at, p->held.n - at);
        if (n > 0) at += (size_t)n;
        if (n < 0 && errno != EINTR) p->gone = true;
    }
}

bool pager_write(Pager *p, const char *text, size_t n) {
    if (p->gone) return false;
    buf_add(&p->held, text, n);
    if (p->held.n < HELD_MOST || (p->child == 0 && !start(p))) return true;
    send_held(p);
    buf_clear(&p->held);
    return !p->gone;
}

// Rows of the window that the held text takes; colours take no room.
static size_t rows_of(const Pager *p) {
    size_t rows = 0, cells = 0;
    for (const char *c = buf_text(&p->held); *c; c++) {
        if (*c == '\n') {
            rows += p->width && cells > p->width ? (cells - 1) / p->width + 1 : 1;
            cells = 0;
        } else if (*c == '\033') {
            c += strcspn(c, "m") - (strchr(c, 'm') == NULL);
        } else {
            cells += ((unsigned char)*c & 0xc0) != 0x80;
        }
    }
    return rows;
}

void pager_end(Pager *p, FILE *terminal) {
    bool ran = p->child != 0;
    if (!ran && rows_of(p) >= p->height) ran = start(p);
    if (ran) {
        send_held(p);
        close(p->pipe);
        ran = process_wait(p->child) != 127; // the shell did not find it: what is held is shown
    }
    if (!ran) {
        fwrite(buf_text(&p->held), 1, p->held.n, terminal);
        fflush(terminal);
    }
    buf_free(&p->held);
}
