// Readline through its callback interface, so that signals.h does the waiting: Ctrl-C then acts at
// once, and no jump ever leaves a handler. See line.h.
#define _DEFAULT_SOURCE // getline, mkdir
#include "runtime/repl/line.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "runtime/repl/signals.h"

enum { HISTORY_MOST = 5000 };

// Readline keeps its state in globals and passes no pointer to its callback: so does this file.
static bool editing;
static char *history_path; // NULL: nothing is kept
static char *typed;
static bool finished;

// --- history
// --------------------------------------------------------------------------------------

static void make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static char *find_history(void) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    Buf path = {0};
    if (state && *state == '/') {
        buf_format(&path, "%s/gazette/history", state);
    } else if (home && *home == '/') {
        buf_format(&path, "%s/.local/state/gazette/history", home);
    }
    return path.p;
}

// History holds whatever was typed, so it is for its owner's eyes only.
static bool private_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
    if (fd < 0) return false;
    bool good = fchmod(fd, 0600) == 0;
    close(fd);
    return good;
}

static void open_history(void) {
    using_history();
    stifle_history(HISTORY_MOST);
    history_comment_char = '#'; // time stamps keep entries of several lines together
    history_write_timestamps = 1;
    history_path = find_history();
    if (!history_path) return;
    make_folders(history_path);
    if (private_file(history_path) && read_history(history_path) == 0) {
        history_truncate_file(history_path, HISTORY_MOST);
    } else {
        free(history_path);
        history_path = NULL;
    }
}

void line_remember(const char *entry) {
    if (!editing || !*entry) return;
    const HIST_ENTRY *last = history_get(history_base + history_length - 1);
    if (last && strcmp(last->line, entry) == 0) return;
    add_history(entry);
    if (history_path) append_history(1, history_path);
}

// --- a terminal
// -----------------------------------------------------------------------------------

static void take_line(char *text) {
    typed = text;
    finished = true;
    rl_callback_handler_remove(); // the terminal is as usual again before anything runs
}

// The line that was begun stays on the screen with a mark behind it. Leaving Readline's mode moves
// the cursor to the left edge, so the mark is written before.
static void abandon(const char *mark) {
    rl_point = rl_end;
    rl_redisplay();
    fputs(mark, rl_outstream);
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    fputc('\n', rl_outstream);
    fflush(rl_outstream);
}

static void suspend(void) {
    rl_deprep_terminal();
    signals_suspend();
    rl_prep_terminal(1);
    rl_on_new_line();
    rl_redisplay();
}

static Got wait_for_line(void) {
    while (!finished) {
        switch (signals_wait(fileno(rl_instream))) {
        case WAKE_INPUT: rl_callback_read_char(); break;
        case WAKE_RESIZE: rl_resize_terminal(); break;
        case WAKE_STOP: suspend(); break;
        case WAKE_INTERRUPT:
            signals_take_interrupt();
            abandon("^C");
            return GOT_INTERRUPT;
        case WAKE_END: abandon(""); return GOT_END;
        }
    }
    if (typed) return GOT_LINE;
    fputc('\n', rl_outstream);
    fflush(rl_outstream);
    return GOT_END;
}

static Got read_terminal(const char *prompt, const char *color, Buf *line) {
    Buf full = {0};
    if (*color) {
        buf_format(&full, "\001%s\002%s\001\033[0m\002", color, prompt);
    } else {
        buf_put(&full, prompt);
    }
    finished = false;
    typed = NULL;
    signals_reading(true);
    rl_callback_handler_install(buf_text(&full), take_line);
    Got got = wait_for_line();
    signals_reading(false);
    if (got == GOT_LINE) buf_put(line, typed);
    free(typed);
    typed = NULL;
    buf_free(&full);
    return got;
}

// --- anything else
// --------------------------------------------------------------------------------

static Got read_plain(const char *prompt, Buf *line) {
    if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO)) fputs(prompt, stderr);
    char *text = NULL;
    size_t cap = 0;
    errno = 0;
    ssize_t n = getline(&text, &cap, stdin);
    bool interrupted = n < 0 && errno == EINTR && signals_take_interrupt();
    if (n > 0 && text[n - 1] == '\n') n--;
    if (n > 0) buf_add(line, text, (size_t)n);
    free(text);
    if (interrupted) clearerr(stdin);
    return interrupted ? GOT_INTERRUPT : n < 0 ? GOT_END : GOT_LINE;
}

// --- both
// -----------------------------------------------------------------------------------------

void line_open(bool edit) {
    editing = edit;
    if (!edit) return;
    rl_readline_name = "gazette";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_bind_key('\t', rl_insert); // there is no completion that would know the place
    open_history();
}

Got line_read(const char *prompt, const char *color, Buf *line) {
    return editing ? read_terminal(prompt, color, line) : read_plain(prompt, line);
}

void line_close(void) {
    if (editing) clear_history();
    free(history_path);
    history_path = NULL;
    editing = false;
}
