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
#include "runtime/repl/progress.h"
#include "runtime/repl/rejects.h"
#include "runtime/repl/theme.h"
#include "runtime/repl/use.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_ARCHIVE = 3, EXIT_INTERRUPTED = 130 };

typedef struct App App;

// Called after each result was written: says what was left out, and how long it took.
typedef void After_result(App *app, const gzt_result *result, double ms);

// A limit that was set, and so holds for every session.
typedef struct Limit {
    bool set;
    uint64_t value;
} Limit;

struct App {
    const Options *options;
    Out out, err;
    Out *to;                 // where results go: out, or file
    Out file;                // of .output and .once
    const char *file_format; // that its name asks for, or NULL
    Buf file_name;           // as it was given
    gzt_env *env;
    gzt_cancel *cancel;
    gzt_archive *archive;
    gzt_session *session;
    Use use;
    char **params; // name=value
    size_t param_n;
    Limit limits[GZT_LIMITS];
    gzt_write_options write;
    uint32_t width; // cells of a table; 0: as the window is
    After_result *after;
    Progress progress;
    const Theme *theme;
    const char *place; // of the dot command at work, in a file; NULL: it was typed
    size_t place_line;
    const char *import_format; // of all data that is opened; NULL: as its names say
    gzt_records records;       // of what was opened last
    Buf findings, guessed; // … what was noticed, a line each, and the mapping that was guessed
    uint64_t left_out;     // what was not loaded, or not as it stood, of the data opened last
    size_t results;        // written so far by this script
    bool keeps;            // the last table, whole, and what was said under it, for .last
    Buf whole, footer;
    bool timer;  // the loop shows how long a query took
    bool pages;  // long results go through a pager
    bool safe;   // no files, no programs, no history; never off again
    bool closed; // the reader of our output has gone: nothing more is to be done
};

int app_start(App *app, const Options *options); // EXIT_DONE, or what to leave with
void app_stop(App *app);

// Opens these archives together, or the bundled one where there is none. Snapshots come first, in
// their order, then all the rest; a single one is mapped. What was open stays so on failure.
int app_open(App *app, const char *const *paths, size_t n);
int app_open_files(App *app, const char *into,
                   Files *files);           // into: a snapshot before them, or NULL
int app_save(App *app, const char *path);   // the archive as a snapshot
void app_param(App *app, const char *word); // name=value; takes the place of one before
void app_safe(App *app);
void app_theme(App *app, const Theme *theme);
void app_to_file(App *app, FILE *file); // results; NULL: to standard output again
int app_new_session(App *app);          // on the same archive, without any definitions
void app_open_signals(App *app);        // from here on Ctrl-C stops the query, not the program

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
