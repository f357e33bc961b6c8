// Readline through its callback interface, so that signals.h does the waiting: Ctrl-C then acts at
// once, and no jump ever leaves a handler. See line.h; line_keys.c is what keys do, line_draw.c
// what is seen, line_history.c what was typed before.
#define _DEFAULT_SOURCE // getline, setenv
#include "runtime/repl/line.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <readline/readline.h>

#include "runtime/repl/line_draw.h"
#include "runtime/repl/line_history.h"
#include "runtime/repl/line_keys.h"
#include "runtime/repl/signals.h"

// Readline keeps its state in globals and passes no pointer to its callbacks: so does this file.
static bool editing, rich; // rich: the terminal can move its cursor
static char *typed;
static bool finished;
static bool given_up; // the line is: its mark is drawn, and nothing more of it may be

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
    rl_callback_sigcleanup();
    rl_free_line_state();
    if (given_up) {
        // drawn
    } else if (rich) {
        draw_done(mark);
    } else {
        rl_point = rl_end;
        rl_redisplay();
        fprintf(rl_outstream, "%s\n", mark);
    }
    rl_callback_handler_remove();
    fflush(rl_outstream);
}

// A key that the terminal announced may be gone when it is to be read: Ctrl-C throws away what was
// typed before it. A read must then come back with nothing, not wait with signals blocked.
static void prepare(int meta) {
    struct termios mode;
    rl_prep_terminal(meta);
    if (tcgetattr(fileno(rl_instream), &mode) != 0) return;
    mode.c_cc[VMIN] = 0;
    tcsetattr(fileno(rl_instream), TCSANOW, &mode);
}

// Where the input ended, Readline of 8.2 begins a new line of its own as it leaves a terminal that
// marks what is pasted; the one written in wait_for_line is for all terminals.
static void leave(void) {
#if RL_READLINE_VERSION >= 0x0802
    rl_eof_found = 0;
#endif
    rl_deprep_terminal();
}

static bool hung_up(int fd) {
    struct pollfd now = {fd, POLLIN, 0};
    return poll(&now, 1, 0) != 0 && (now.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

// As rl_getc, but never waits for what Ctrl-C has thrown away.
static int get_key(FILE *stream) {
    unsigned char c;
    for (;;) {
        if (!signals_key(fileno(stream))) {
            if (rich) draw_done(signals_ending() ? "" : "^C");
            given_up = rich;
            return READERR; // ends the line, or a sequence of keys: Readline then draws once more
        }
        ssize_t n = read(fileno(stream), &c, 1);
        if (n == 1) return c;
        if (n == 0 ? hung_up(fileno(stream)) : errno != EINTR) return EOF;
    }
}

static void draw(void) {
    if (!given_up) draw_line();
}

// Whoever had the terminal meanwhile left it in a state of his own.
static void resume(void) {
    rl_deprep_terminal();
    prepare(1);
    rl_reset_screen_size();
    if (rich) {
        draw_again();
    } else {
        rl_on_new_line();
        rl_redisplay();
    }
}

static void suspend(void) {
    if (rich) draw_done("");
    rl_deprep_terminal();
    signals_suspend();
    resume();
}

static void resize(void) {
    struct winsize size;
    if (rich && ioctl(fileno(rl_outstream), TIOCGWINSZ, &size) == 0) draw_resized(size.ws_col);
    rl_resize_terminal();
}

static Got wait_for_line(void) {
    while (!finished) {
        switch (signals_wait(fileno(rl_instream))) {
        case WAKE_INPUT: rl_callback_read_char(); break;
        case WAKE_RESIZE: resize(); break;
        case WAKE_STOP: suspend(); break;
        case WAKE_RESUME: resume(); break;
        case WAKE_INTERRUPT:
            signals_take_interrupt();
            abandon("^C");
            return GOT_INTERRUPT;
        case WAKE_END: abandon(""); return GOT_END;
        }
    }
    if (typed) return GOT_LINE;
    if (signals_ending()) return GOT_END;
    if (signals_take_interrupt()) return GOT_INTERRUPT;
    fputc('\n', rl_outstream);
    fflush(rl_outstream);
    return GOT_END;
}

static Got read_terminal(const char *prompt, Buf *line) {
    finished = given_up = false;
    typed = NULL;
    signals_reading(true);
    rl_reset_screen_size();
    rl_callback_handler_install(prompt, take_line);
    Got got = wait_for_line();
    signals_reading(false);
    if (got == GOT_LINE) buf_put(line, typed);
    free(typed);
    typed = NULL;
    return got;
}

static bool can_move_cursor(void) {
    const char *term = getenv("TERM");
    return term && *term && strcmp(term, "dumb") != 0;
}

// The language is written in UTF-8 whatever the locale says; in another Readline would take every
// byte for a character, and a pager would show none. Both look at the environment.
static void speak_utf8(void) {
    const char *all = getenv("LC_ALL");
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0 || !setlocale(LC_CTYPE, "C.UTF-8")) return;
    setenv(all && *all ? "LC_ALL" : "LC_CTYPE", "C.UTF-8", 1);
}

static void open_terminal(const Line_host *host) {
    rl_readline_name = "gazette";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_getc_function = get_key;
    rl_prep_term_function = prepare;
    rl_deprep_term_function = leave;
    speak_utf8();
    rl_initialize();
    if (!rich) {
        rl_bind_key('\t', rl_insert);
        return;
    }
    draw_open(host);
    keys_open(host);
    rl_redisplay_function = draw;
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

void line_open(bool edit, bool remember, const Line_host *host) {
    editing = edit;
    if (!edit) return;
    rich = can_move_cursor();
    open_terminal(host);
    history_open(remember);
}

void line_theme(const Theme *theme) {
    if (rich) draw_theme(theme);
}

bool line_whole(void) { return rich; }

Got line_read(const char *prompt, Buf *line) {
    return editing ? read_terminal(prompt, line) : read_plain(prompt, line);
}

void line_remember(const char *entry) {
    if (editing) history_add(entry);
}

void line_forget(void) { history_keep_none(); }

void line_close(void) {
    if (rich) draw_close();
    if (editing) history_close();
    editing = rich = false;
}
