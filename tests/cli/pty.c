// A terminal for a program, driven by a script, so that tests see what a person sees.
// In: a script on standard input, and the program with its arguments. Each line is one of
//     > TEXT   types the text (\r \n \t \e \xHH \\ are known)
//     < TEXT   waits until the program has written the text after what was waited for before
//     ! TEXT   the program has not written the text since what was waited for before the last wait
//     = N …    waits until the program ends, and its status must be N (128 + n: signal n), or one
//              of several where both are right
//     k NAME   sends the program's process a signal: INT, TERM, HUP
//     w N      the window is N columns wide, and the terminal lays its lines out anew
//     W N      the same, but it cuts them
//     m        the terminal must be as it was at the beginning (stty)
//     p        prints all that the program has written
//     f NAME   makes the file $FOLDER/NAME, for a program that waits for it
//     x        takes the terminal away, as a window does that is closed
//     s TEXT   waits until a row of the screen is the text, blanks at its end aside
//     c N TEXT the number of rows of the screen that hold the text must be N
//     S        prints the screen
// PTY_COLUMNS is the width it begins with (100).
// Out: status 0, or 1 and the line that failed with what the program wrote. It never waits for a
// time to pass, only until a text arrives (and gives up after a minute). After keys, a signal or a
// new width the first look at the screen must be an `s` or `<` that is not true yet: what is there
// already says nothing about what the program has done since, so it fails.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "tests/cli/vt.h"

enum { PATIENCE_MS = 60000, SEEN_MOST = 1 << 20 };

typedef struct Terminal {
    int master, slave;
    pid_t child;
    struct termios before;
    char *seen; // all that was written
    size_t seen_n, from, last_from;
    bool acted; // something was done to the program, and nothing was waited for since
    Vt screen;
} Terminal;

static void set_width(int fd, unsigned short columns) {
    struct winsize size = {24, columns, 0, 0};
    ioctl(fd, TIOCSWINSZ, &size);
}

static void start(Terminal *t, char **argv) {
    t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (t->master < 0 || grantpt(t->master) != 0 || unlockpt(t->master) != 0) exit(2);
    t->slave = open(ptsname(t->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (t->slave < 0) exit(2);
    const char *wanted = getenv("PTY_COLUMNS");
    int columns = wanted ? atoi(wanted) : 100;
    set_width(t->slave, (unsigned short)columns);
    vt_open(&t->screen, columns, 24);
    tcgetattr(t->slave, &t->before);
    t->seen = calloc(1, SEEN_MOST + 1);
    t->child = fork();
    if (t->child != 0) return;
    setsid();
    ioctl(t->slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; fd++) dup2(t->slave, fd);
    execvp(argv[0], argv);
    _exit(127);
}

// False: nothing arrived in time, or nothing will.
static bool read_more(Terminal *t) {
    struct pollfd wait = {t->master, POLLIN, 0};
    if (t->seen_n == SEEN_MOST || poll(&wait, 1, PATIENCE_MS) <= 0) return false;
    ssize_t n = read(t->master, t->seen + t->seen_n, SEEN_MOST - t->seen_n);
    if (n > 0) vt_feed(&t->screen, t->seen + t->seen_n, (size_t)n);
    if (n > 0) t->seen_n += (size_t)n;
    return n > 0;
}

static bool await(Terminal *t, const char *text, size_t n) {
    for (;;) {
        char *found = memmem(t->seen + t->from, t->seen_n - t->from, text, n);
        if (found) {
            t->last_from = t->from;
            t->from = (size_t)(found - t->seen) + n;
            t->acted = false;
            return true;
        }
        if (!read_more(t)) return false;
    }
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static bool ended(Terminal *t, char *wanted) {
    int64_t last = now_ms() + PATIENCE_MS;
    int status;
    while (waitpid(t->child, &status, WNOHANG) == 0) {
        struct pollfd wait = {t->master, POLLIN, 0};
        if (now_ms() > last) return false;
        if (poll(&wait, 1, 10) > 0) read_more(t);
    }
    t->child = 0;
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    while (*wanted)
        if (strtol(wanted, &wanted, 10) == status) return true;
    return false;
}

static bool restored(const Terminal *t) {
    struct termios now;
    return tcgetattr(t->slave, &now) == 0 && now.c_lflag == t->before.c_lflag &&
           now.c_iflag == t->before.c_iflag && now.c_oflag == t->before.c_oflag;
}

// --- the screen
// -----------------------------------------------------------------------------------

static int rows_with(const Terminal *t, const char *text, bool whole) {
    char row[4 * VT_COLUMNS_MOST + 1];
    int n = 0;
    for (int i = 0; vt_row(&t->screen, i, row, sizeof row); i++)
        n += whole ? strcmp(row, text) == 0 : strstr(row, text) != NULL;
    return n;
}

// Where nothing was waited for, what can be seen may be as old as the keys are.
static bool too_early(const Terminal *t, bool is_there) {
    if (t->acted && is_there) printf("# it is there already, so this waits for nothing\n");
    return t->acted && is_there;
}

static bool await_row(Terminal *t, const char *text) {
    if (too_early(t, rows_with(t, text, true) > 0)) return false;
    while (rows_with(t, text, true) == 0)
        if (!read_more(t)) return false;
    t->acted = false;
    return true;
}

static bool count_rows(const Terminal *t, char *text) {
    int n = (int)strtol(text, &text, 10);
    return !too_early(t, true) && rows_with(t, text + 1, false) == n;
}

static bool print_screen(const Terminal *t) {
    char row[4 * VT_COLUMNS_MOST + 1];
    for (int i = 0; vt_row(&t->screen, i, row, sizeof row); i++) printf("|%s\n", row);
    return true;
}

static bool resize(Terminal *t, int columns, bool anew) {
    if (anew) {
        vt_resize(&t->screen, columns);
    } else {
        vt_cut(&t->screen, columns);
    }
    set_width(t->master, (unsigned short)columns);
    return true;
}

static bool send_signal(const Terminal *t, const char *name) {
    static const struct {
        const char *name;
        int number;
    } signals[] = {{"INT", SIGINT}, {"TERM", SIGTERM}, {"HUP", SIGHUP}};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(signals[i].name, name) == 0) return kill(t->child, signals[i].number) == 0;
    return false;
}

static bool make_file(const char *name) {
    char path[4096];
    const char *folder = getenv("FOLDER");
    snprintf(path, sizeof path, "%s/%s", folder ? folder : ".", name);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    return fd >= 0 && close(fd) == 0;
}

// Both ends that are here: the program is left with a terminal that is none.
static bool take_away(Terminal *t) {
    bool good = close(t->slave) == 0 && close(t->master) == 0;
    t->slave = t->master = -1;
    return good;
}

static size_t unescape(char *text) {
    static const char names[] = "rnte\\", codes[] = "\r\n\t\033\\";
    char *to = text;
    for (const char *p = text; *p; p++) {
        const char *known = *p == '\\' && p[1] ? strchr(names, p[1]) : NULL;
        if (*p == '\\' && p[1] == 'x' && p[2] && p[3]) {
            char digits[] = {p[2], p[3], '\0'};
            *to++ = (char)strtol(digits, NULL, 16);
            p += 3;
        } else if (known) {
            *to++ = codes[known - names];
            p++;
        } else {
            *to++ = *p;
        }
    }
    *to = '\0';
    return (size_t)(to - text);
}

static bool step(Terminal *t, char act, char *text) {
    size_t n = unescape(text);
    t->acted |= act && strchr(">kwW", act);
    switch (act) {
    case '>': return write(t->master, text, n) == (ssize_t)n;
    case '<': return await(t, text, n);
    case '!': return !memmem(t->seen + t->last_from, t->from - t->last_from, text, n);
    case '=': return ended(t, text);
    case 'k': return send_signal(t, text);
    case 'w': return resize(t, atoi(text), true);
    case 'W': return resize(t, atoi(text), false);
    case 'm': return restored(t);
    case 'f': return make_file(text);
    case 'x': return take_away(t);
    case 's': return await_row(t, text);
    case 'c': return count_rows(t, text);
    case 'S': return print_screen(t);
    case 'p': return fwrite(t->seen, 1, t->seen_n, stdout) == t->seen_n;
    default: return act == '#' || act == '\0';
    }
}

int main(int argc, char **argv) {
    static char line[4096];
    Terminal t = {0};
    bool good = true;
    if (argc < 2) return 2;
    start(&t, argv + 1);
    while (good && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        char *text = line[0] && line[1] ? line + 2 : line + strlen(line);
        char act = line[0];
        char *shown = strdup(line);
        good = step(&t, act, text);
        if (!good) printf("# failed: %s\n# seen:\n%s\n", shown, t.seen + t.last_from);
        free(shown);
    }
    if (t.child > 0) kill(t.child, SIGKILL);
    return good ? 0 : 1;
}
