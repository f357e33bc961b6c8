// The program `gazette`. In: argv. Out: an exit status. The tour goes on in options.c (what is
// wanted), app.c (archive, session, results), commands.c and loop.c (the commands).
#include <malloc.h>

#include "runtime/repl/commands.h"
#include "runtime/repl/loop.h"
#include "runtime/repl/signals.h"

typedef int Run_command(App *app);

static Run_command *const commands[COMMANDS] = {
    [COMMAND_LOOP] = command_loop,     [COMMAND_QUERY] = command_query,
    [COMMAND_RUN] = command_run,       [COMMAND_CHECK] = command_check,
    [COMMAND_BUILD] = command_build,   [COMMAND_IMPORT] = command_import,
    [COMMAND_EXPORT] = command_export, [COMMAND_INFO] = command_info,
    [COMMAND_VERIFY] = command_verify, [COMMAND_DUMP] = command_dump,
    [COMMAND_HELP] = command_help,     [COMMAND_VERSION] = command_version,
};

static int wrong_usage(const char *why) {
    Out err;
    out_open(&err, stderr);
    out_say(&err, "gazette: %s\n(gazette --help lists what there is)\n", why);
    out_close(&err);
    return EXIT_USAGE;
}

// What is given back while an archive is built goes back to the system, whatever was freed before.
static void keep_memory_low(void) {
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
#endif
}

int main(int argc, char **argv) {
    keep_memory_low();
    Options options;
    App app;
    Buf why = {0};
    int status;
    if (options_parse(argc, argv, &options, &why)) {
        status = app_start(&app, &options);
        if (status == EXIT_DONE) status = commands[options.command](&app);
        app_stop(&app);
    } else {
        status = wrong_usage(buf_text(&why));
    }
    buf_free(&why);
    options_free(&options);
    signals_raise_ending();
    return status;
}
