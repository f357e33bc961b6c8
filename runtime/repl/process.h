// Other programs: a pager, an editor. In: a command as the user's environment names it. Out: the
// program runs, and has the terminal until it ends. Must not know what it is for.
#ifndef GZT_REPL_PROCESS_H
#define GZT_REPL_PROCESS_H

#include <sys/types.h>

// Through the shell, with `argument` (or NULL) as its last word. input: a descriptor to read from,
// or -1 for the terminal; `other` is closed in it. -1: it could not be started.
pid_t process_start(const char *command, const char *argument, int input, int other);
int process_wait(pid_t child); // its exit status; 128 and more: it ended by a signal

#endif
