// What every command needs: the environment, an open archive, a session on it, and the two ways
// out. In: options, archive paths, source texts. Out: results on standard output, errors and notes
// on standard error, an exit status. Must not know which command it serves.
#ifndef GZT_REPL_APP_H
#define GZT_REPL_APP_H

#include <stdbool.h>

#include "runtime/gazette.h"
#include "runtime/repl/files.h"
#include "runtime/repl/options.h"
#include "runtime/repl/out.h"
#include "runtime/repl/use.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_ARCHIVE = 3, EXIT_INTERRUPTED = 130 };

typedef struct App App;

// Called after each result was written: says what was left out, and how long it took.
typedef void After_result(App *app, const gzt_result *result, double ms);

struct App {
    const Options *options;
    Out out, err;
    gzt_env *env;
    gzt_cancel *cancel;
    gzt_archive *archive;
    gzt_session *session;
    Use use;
    gzt_write_options write;
    After_result *after;
    size_t results; // written so far by this script
    bool timer;     // the loop shows how long a query took
    bool safe;      // no query may write a file
    bool closed;    // the reader of our output has gone: nothing more is to be done
};

int app_start(App *app, const Options *options); // EXIT_DONE, or what to leave with
void app_stop(App *app);

// Opens these archives, or the bundled one where there is none. What was open stays so on failure.
int app_open(App *app, const char *const *paths, size_t n);
int app_open_files(App *app, const Files *files);
int app_new_session(App *app);   // on the same archive, without any definitions
void app_open_signals(App *app); // from here on Ctrl-C stops the query, not the program

// Runs a whole text and writes each result.
int app_run(App *app, const gzt_source *source, int32_t mode);

// Writes a stage of a text's translation, GZT_DUMP_x.
int app_dump(App *app, const gzt_source *source, int32_t stage);

// Everything the last failed call has to say, as text or JSON; the exit status that goes with it.
int app_errors(App *app, gzt_status status, const gzt_error *error);
// One sentence of our own about what cannot be done.
void app_complain(App *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
// A note for people: nothing with -q.
void app_note(App *app, const char *format, ...) __attribute__((format(printf, 2, 3)));

double app_clock(void); // milliseconds

#endif
