// Signals become flags, and one that should stop a query also sets the cancel token; nothing else
// happens in a handler. In: the token. Out: what has arrived since last asked. The one file with
// variables that outlive a call, since a signal handler takes no argument.
#ifndef GZT_REPL_SIGNALS_H
#define GZT_REPL_SIGNALS_H

#include <stdbool.h>

#include "runtime/gazette.h"

// Until this is called Ctrl-C ends the program as usual, since loading can't be cancelled.
void signals_start(gzt_cancel *token);
void signals_stop(void); // before the token is freed

bool signals_interrupted(void);    // Ctrl-C came and was not yet taken
bool signals_take_interrupt(void); // the same, and forgets it
int signals_ending(void);          // the signal (SIGTERM, SIGHUP) that asks to leave, or 0
void signals_raise_ending(void);   // ends by it, so that the parent sees why

// While a line is read the terminal is not in its usual state, so that stopping (Ctrl-Z), going on
// after a stop that cannot be seen (SIGSTOP) and a new window size have to be seen too. Signals
// come before input that waits.
typedef enum Wakeup {
    WAKE_INPUT,
    WAKE_INTERRUPT,
    WAKE_RESIZE,
    WAKE_STOP,
    WAKE_RESUME,
    WAKE_END
} Wakeup;
void signals_reading(bool on);
Wakeup signals_wait(int fd);
// For one more byte of a key. False: Ctrl-C or an ending came instead, which stay to be taken; with
// Ctrl-C the terminal throws away what it has not handed over yet.
bool signals_key(int fd);
bool signals_pause(double seconds); // false: Ctrl-C or an ending cut it short
void signals_suspend(void);         // stops the program as Ctrl-Z does; returns when it goes on

#endif
