// Other programs, by fork and the shell; see process.h.
#define _DEFAULT_SOURCE
#include "runtime/repl/process.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/repl/buf.h"
#include "runtime/repl/signals.h"

// What we ignore and block is ours alone.
static void usual_signals(void) {
    static const int numbers[] = {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGTSTP};
    sigset_t none;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) signal(numbers[i], SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

pid_t process_start(const char *command, const char *argument, int input, int other) {
    Buf line = {0};
    buf_format(&line, "%s%s", command, argument ? " \"$1\"" : "");
    pid_t child = fork();
    if (child == 0) {
        if (input >= 0) dup2(input, STDIN_FILENO), close(input);
        if (other >= 0) close(other);
        usual_signals();
        execl("/bin/sh", "sh", "-c", line.p, "sh", argument, (char *)NULL);
        _exit(127);
    }
    buf_free(&line);
    return child;
}

int process_wait(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return 127;
        if (signals_ending()) kill(child, SIGTERM); // it restores the terminal
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
