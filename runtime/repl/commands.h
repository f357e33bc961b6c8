// The commands that do one thing and leave. In: options. Out: an exit status.
#ifndef GZT_REPL_COMMANDS_H
#define GZT_REPL_COMMANDS_H

#include "runtime/repl/app.h"

int command_query(App *app);   // -c QUERY
int command_run(App *app);     // run SCRIPT
int command_dump(App *app);    // --tokens --ast --types --plan
int command_check(App *app);   // check FILE…
int command_build(App *app);   // build ARCHIVE… -o FILE
int command_import(App *app);  // import FORMAT INPUT… -o OUT.gza
int command_export(App *app);  // export FORMAT ARCHIVE… -o OUT
int command_info(App *app);    // info ARCHIVE…
int command_verify(App *app);  // verify ARCHIVE
int command_help(App *app);    // --help
int command_version(App *app); // --version

#endif
