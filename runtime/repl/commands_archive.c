// The commands about archives as files: build, info, verify; see commands.h.
#include <string.h>

#include "runtime/repl/banner.h"
#include "runtime/repl/commands.h"

int command_build(App *app) {
    const Options *o = app->options;
    int status = app_open(app, o->words, o->word_n);
    app_open_signals(app);
    return status == EXIT_DONE ? app_save(app, o->output) : status;
}

// --- info
// -----------------------------------------------------------------------------------------

static void say_meta(App *app) {
    static const char *const members[] = {"title", "language", "licence", "source"};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const char *value = gzt_archive_meta(app->archive, members[i]);
        if (value && *value) out_say(&app->out, "%-14s %s\n", members[i], value);
    }
}

static void say_size(App *app) {
    Buf text = {0};
    buf_count(&text, gzt_archive_size(app->archive));
    out_say(&app->out, "%-14s %s bytes\n", "size", buf_text(&text));
    buf_free(&text);
}

int command_info(App *app) {
    const char *kind, *collection;
    uint64_t count;
    int status = app_open(app, app->options->words, app->options->word_n);
    if (status != EXIT_DONE) return status;
    say_meta(app);
    say_size(app);
    for (uint32_t i = 0; gzt_archive_kind(app->archive, i, &kind, &collection, &count); i++) {
        Buf text = {0};
        buf_count(&text, count);
        if (count) out_say(&app->out, "%-14s %s\n", collection, buf_text(&text));
        buf_free(&text);
    }
    return EXIT_DONE;
}

// --- verify
// ---------------------------------------------------------------------------------------

int command_verify(App *app) {
    const Options *o = app->options;
    gzt_error error = {0};
    if (o->word_n != 1 || !path_is_snapshot(o->words[0])) {
        app_complain(app, "verify takes one snapshot (FILE.gza); 'gazette check FILE…' finds the "
                          "errors of facts");
        return EXIT_USAGE;
    }
    int status = app_open(app, o->words, o->word_n);
    app_open_signals(app);
    if (status != EXIT_DONE) return status;
    error.status = gzt_archive_verify(app->archive, &error);
    if (error.status == GZT_OK) {
        app_note(app, "%s: whole and unharmed", o->words[0]);
        return EXIT_DONE;
    }
    app_complain(app, "'%s': %s", o->words[0], error.message);
    return error.status == GZT_INTERRUPTED ? EXIT_INTERRUPTED : EXIT_ARCHIVE;
}
