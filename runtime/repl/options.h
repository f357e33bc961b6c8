// The command line. In: argv. Out: what is to be done with what, or a sentence about what is wrong.
// Options may stand anywhere; `--` ends them. Must not know how anything is done.
#ifndef GZT_REPL_OPTIONS_H
#define GZT_REPL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "runtime/repl/buf.h"
#include "runtime/repl/out.h"

typedef enum Command {
    COMMAND_LOOP,
    COMMAND_QUERY, // -c
    COMMAND_RUN,
    COMMAND_CHECK,
    COMMAND_BUILD,
    COMMAND_IMPORT,
    COMMAND_EXPORT,
    COMMAND_INFO,
    COMMAND_VERIFY,
    COMMAND_DUMP, // --tokens --ast --types --plan
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMANDS
} Command;

typedef struct Options {
    Command command;
    const char *query;          // of -c, NULL if there is none
    const char *format;         // NULL: what the query says
    const char *output;         // of build and export
    const char *map, *save_map; // of import: files with maps, or NULL
    const char *into;           // … the snapshot that it adds to, or NULL
    const char *rejects;        // the folder for records left out, or NULL
    bool strict;                // the first record that does not fit is an error
    bool quiet, json_errors, safe;
    bool no_rc;     // the user's file of settings is not read
    unsigned dumps; // bit GZT_DUMP_x for each stage that is wanted
    char **params;  // name=value
    size_t param_n;
    const char **words; // what is neither option nor command: script, archives
    size_t word_n;
    bool help, version, ended; // ended: after --
} Options;

// False: the command line is wrong, and `why` says how.
bool options_parse(int argc, char **argv, Options *o, Buf *why);
void options_free(Options *o);

void options_help(Out *out);

// The formats, for -f and .mode: the name for the library, or NULL and a sentence in `why`.
const char *format_known(const char *format, Buf *why);
const char *format_at(uint32_t i); // NULL beyond the last
// The stage of --NAME and .dump NAME, or -1.
int dump_stage(const char *name);
const char *dump_name(int stage); // NULL beyond the last

#endif
