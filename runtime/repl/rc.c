// The rc file: a dot command takes a line, the lines between are one script; see rc.h.
#define _DEFAULT_SOURCE // access
#include "runtime/repl/rc.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "runtime/repl/dot.h"
#include "runtime/repl/signals.h"

static char *find_rc(void) {
    const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    Buf path = {0};
    if (config && *config == '/') {
        buf_format(&path, "%s/gazette/rc", config);
    } else if (home && *home == '/') {
        buf_format(&path, "%s/.config/gazette/rc", home);
    }
    return path.p;
}

// The lines before a script are made empty, so that its errors have the right line.
static void run_script(Loop *loop, const File *file, Buf *script) {
    if (strspn(buf_text(script), " \t\r\n") < script->n)
        loop_run(loop, file->name, script->p, script->n);
    for (size_t i = 0; i < script->n; i++)
        if (script->p[i] != '\n') script->p[i] = ' ';
}

static void run_dot(Loop *loop, const File *file, const char *line, size_t n, size_t number) {
    char *text = mem_text(line, n);
    loop->app->place = file->name;
    loop->app->place_line = number;
    loop_run(loop, file->name, text, n);
    loop->app->place = NULL;
    free(text);
}

static void run_file(Loop *loop, const File *file) {
    Buf script = {0};
    size_t number = 1;
    for (const char *line = file->text; *line && !loop->leave && !signals_ending(); number++) {
        size_t n = strcspn(line, "\n"), with_end = n + (line[n] == '\n');
        bool dot = dot_is(line);
        if (dot) {
            run_script(loop, file, &script);
            run_dot(loop, file, line, n, number);
        }
        if (!dot) buf_add(&script, line, n);
        buf_char(&script, '\n');
        line += with_end;
    }
    run_script(loop, file, &script);
    buf_free(&script);
}

void rc_run(Loop *loop) {
    char *path = find_rc();
    File file = {0};
    Buf why = {0};
    if (path && access(path, F_OK) == 0) {
        if (file_read(path, SCRIPT_MOST, &file, &why)) {
            run_file(loop, &file);
        } else {
            app_complain(loop->app, "%s", buf_text(&why));
        }
    }
    gzt_cancel_reset(loop->app->cancel);
    signals_take_interrupt();
    file_free(&file);
    buf_free(&why);
    free(path);
}
