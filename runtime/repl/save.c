// Saves results in files; see save.h.
#define _DEFAULT_SOURCE // S_ISREG
#include "runtime/repl/save.h"

#include <string.h>
#include <sys/stat.h>

#include "runtime/repl/beside.h"

static int cannot_save(App *app, const char *name, const char *why) {
    app_complain(app, "cannot save '%s': %s", name, why);
    return EXIT_FAILED;
}

static int write_beside(App *app, gzt_result *result, Beside *b) {
    gzt_error error = {0};
    gzt_write_options how = {.size = sizeof how}; // what the ending says, and all of it
    gzt_status status = gzt_result_write(result, &how, beside_write, b, &error);
    if (status < 0 && !b->error) return app_errors(app, status, &error);
    if (!beside_put(b)) return cannot_save(app, b->place, strerror(b->error));
    return EXIT_DONE;
}

int save_result(App *app, gzt_result *result, const char *name) {
    struct stat there;
    Beside b;
    if (stat(name, &there) == 0 && !S_ISREG(there.st_mode))
        return cannot_save(app, name, "it is there already, and no file");
    if (!beside_file(&b, name)) return cannot_save(app, name, strerror(b.error));
    int status = write_beside(app, result, &b);
    if (status == EXIT_DONE) app_note(app, "saved %s", name);
    beside_drop(&b);
    return status;
}
