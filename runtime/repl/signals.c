// Signals become flags; see signals.h. They are blocked while a line is read and let in by
// pselect only, so that none can arrive between a look at the flags and the wait.
#define _DEFAULT_SOURCE // sigaction, SIGWINCH
#include "runtime/repl/signals.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <time.h>

static gzt_cancel *volatile cancel;
static volatile sig_atomic_t interrupted, ending, resized, stopped, resumed;

static void on_interrupt(int number) {
    (void)number;
    interrupted = 1;
    if (cancel) gzt_cancel_set(cancel);
}

static void on_ending(int number) {
    ending = number;
    if (cancel) gzt_cancel_set(cancel);
}

static void on_resize(int number) { (void)number, resized = 1; }

static void on_stop(int number) { (void)number, stopped = 1; }

static void on_resume(int number) { (void)number, resumed = 1; }

// Without SA_RESTART: a blocked read must end too.
static void handle(int number, void (*handler)(int)) {
    struct sigaction action = {0};
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

static bool ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void signals_start(gzt_cancel *token) {
    cancel = token;
    handle(SIGINT, on_interrupt);
    if (!ignored(SIGTERM)) handle(SIGTERM, on_ending);
    if (!ignored(SIGHUP)) handle(SIGHUP, on_ending); // nohup
}

void signals_stop(void) {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    if (!ignored(SIGHUP)) handle(SIGHUP, SIG_DFL);
    cancel = NULL;
}

bool signals_interrupted(void) { return interrupted != 0; }

bool signals_take_interrupt(void) {
    bool was = interrupted != 0;
    interrupted = 0;
    return was;
}

int signals_ending(void) { return ending; }

void signals_raise_ending(void) {
    if (!ending) return;
    handle(ending, SIG_DFL);
    raise(ending);
}

// --- while a line is read
// -------------------------------------------------------------------------

static void watched(sigset_t *set) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
    sigemptyset(set);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaddset(set, numbers[i]);
}

void signals_reading(bool on) {
    sigset_t set;
    watched(&set);
    if (on) {
        handle(SIGWINCH, on_resize);
        handle(SIGCONT, on_resume);
        if (!ignored(SIGTSTP)) handle(SIGTSTP, on_stop);
        sigprocmask(SIG_BLOCK, &set, NULL);
    } else {
        handle(SIGWINCH, SIG_DFL);
        handle(SIGCONT, SIG_DFL);
        if (!ignored(SIGTSTP)) handle(SIGTSTP, SIG_DFL);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
}

static bool any_of(const sigset_t *set, const sigset_t *pending) {
    for (int number = 1; number < 32; number++)
        if (sigismember(set, number) == 1 && sigismember(pending, number) == 1) return true;
    return false;
}

static bool take(volatile sig_atomic_t *flag) {
    bool was = *flag != 0;
    *flag = 0;
    return was;
}

// Waits with signals let in. False: there was one; which, the flags say. What has arrived before is
// let in first, since pselect lets none in where input waits already: a long paste would hold up
// whoever wants to end the program.
static bool input_comes(int fd) {
    sigset_t open, set;
    watched(&set);
    sigprocmask(SIG_BLOCK, NULL, &open);
    for (int number = 1; number < 32; number++)
        if (sigismember(&set, number) == 1) sigdelset(&open, number);
    fd_set input;
    FD_ZERO(&input);
    FD_SET(fd, &input);
    sigset_t now;
    if (sigpending(&now) == 0 && any_of(&set, &now)) {
        sigprocmask(SIG_SETMASK, &open, &now);
        sigprocmask(SIG_SETMASK, &now, NULL);
        return false;
    }
    int ready = pselect(fd + 1, &input, NULL, NULL, NULL, &open);
    return ready > 0 || (ready < 0 && errno != EINTR);
}

Wakeup signals_wait(int fd) {
    for (;;) {
        if (ending) return WAKE_END;
        if (interrupted) return WAKE_INTERRUPT;
        if (take(&stopped)) return WAKE_STOP;
        if (take(&resumed)) return WAKE_RESUME;
        if (take(&resized)) return WAKE_RESIZE;
        if (input_comes(fd)) return WAKE_INPUT;
    }
}

bool signals_key(int fd) {
    while (!ending && !interrupted)
        if (input_comes(fd)) return true;
    return false;
}

bool signals_pause(double seconds) {
    sigset_t set, open;
    watched(&set);
    sigdelset(&set, SIGWINCH);
    sigdelset(&set, SIGTSTP);
    sigdelset(&set, SIGCONT);
    sigprocmask(SIG_BLOCK, &set, &open);
    struct timespec rest = {(time_t)seconds, 0};
    rest.tv_nsec = (long)((seconds - (double)rest.tv_sec) * 1e9);
    int cut = 0;
    if (!ending && !interrupted) cut = pselect(0, NULL, NULL, NULL, &rest, &open);
    sigprocmask(SIG_SETMASK, &open, NULL);
    return cut == 0 && !ending && !interrupted;
}

void signals_suspend(void) {
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTSTP);
    handle(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    sigprocmask(SIG_UNBLOCK, &stop, NULL); // it stops here
    sigprocmask(SIG_BLOCK, &stop, NULL);
    handle(SIGTSTP, on_stop);
    resumed = 0;
}
