// In: a case and how to run it. Out: all that Gazette says about it, as text.
// Knows the public header only, so that every spec tests what a host gets.
#include "tests/spec_run.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bundled.h"
#include "runtime/gazette.h"

// --- an allocator that counts, checks and fails on demand ----------------------------------------

enum { HEAD = 16 }; // before each block, for its size; keeps blocks aligned as malloc's

typedef struct Allocator {
    long count, fail_at;
    bool ever, failed; // all after it fail too; one did
    size_t live;
    bool wrong_size; // a block came back with another size than it was given with
} Allocator;

static void *resize(void *user, void *block, size_t old_size, size_t new_size) {
    Allocator *allocator = user;
    char *head = block ? (char *)block - HEAD : NULL;
    size_t known = 0;
    if (head) memcpy(&known, head, sizeof known);
    if (known != old_size) allocator->wrong_size = true;
    if (new_size == 0) {
        allocator->live -= known;
        free(head);
        return NULL;
    }
    long late = ++allocator->count - allocator->fail_at;
    if (allocator->fail_at && (late == 0 || (allocator->ever && late > 0))) {
        allocator->failed = true;
        return NULL;
    }
    char *moved = realloc(head, HEAD + new_size);
    if (!moved) return NULL;
    memcpy(moved, &new_size, sizeof new_size);
    allocator->live += new_size - known;
    return moved + HEAD;
}

// --- archives, built once for all cases that ask for them ----------------------------------------

typedef struct Loaded {
    char *key; // the paths, a line each; "" is the bundled archive
    Allocator allocator;
    gzt_env *env;
    gzt_archive *archive;
    Buffer errors;
    char code[8];
    struct Loaded *next;
} Loaded;

static Loaded *all_loaded; // freed by run_end

static int32_t into_buffer(void *user, const char *bytes, size_t length) {
    buffer_add(user, bytes, length);
    return 0;
}

static void build(Loaded *loaded, const gzt_source *sources, size_t count) {
    gzt_alloc alloc = {sizeof alloc, &loaded->allocator, resize};
    gzt_error error = {0};
    gzt_status status = gzt_env_new(&alloc, &loaded->env);
    if (status < 0) {
        error.status = status;
    } else {
        status = gzt_archive_build(loaded->env, sources, count, &loaded->archive, &error);
        if (status < 0) gzt_env_errors(loaded->env, into_buffer, &loaded->errors);
    }
    if (status >= 0) return;
    if (!loaded->errors.length) buffer_text(&loaded->errors, gzt_status_name(status));
    const char *code = *error.code ? error.code : "?";
    snprintf(loaded->code, sizeof loaded->code, "%s", status == GZT_NOMEM ? "NOMEM" : code);
}

static void build_bundled(Loaded *loaded) {
    gzt_source *sources = calloc(archive_file_count + 1, sizeof *sources);
    if (!sources) exit(3);
    for (size_t i = 0; i < archive_file_count; i++) {
        const struct Bundled *file = &archive_files[i];
        sources[i] = (gzt_source){file->name, SIZE_MAX, (const char *)file->data, file->size};
    }
    build(loaded, sources, archive_file_count);
    free(sources);
}

static void build_files(Loaded *loaded, char *paths) {
    enum { MOST = 16 };
    gzt_source sources[MOST];
    Buffer texts[MOST] = {{0}};
    size_t count = 0;
    for (char *path = paths, *end; *path && count < MOST; path = end + 1) {
        end = strchr(path, '\n');
        *end = '\0';
        if (!read_whole(path, &texts[count])) buffer_text(&loaded->errors, "cannot read archive");
        const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
        sources[count] = (gzt_source){base, SIZE_MAX, texts[count].bytes, texts[count].length};
        count++;
    }
    if (!loaded->errors.length) build(loaded, sources, count);
    for (size_t i = 0; i < count; i++) buffer_free(&texts[i]);
}

// Paths stand in the spec file relative to it.
static void beside(Buffer *out, const char *path, const char *name) {
    const char *slash = strrchr(path, '/');
    if (slash && *name != '/') buffer_add(out, path, (size_t)(slash - path + 1));
    buffer_text(out, name);
}

static Loaded *archive_for(const char *path, const Case *one) {
    Buffer key = {0};
    buffer_text(&key, "");
    for (int i = 0; i < one->directive_count; i++) {
        if (strcmp(one->directives[i].name, "archive") != 0) continue;
        beside(&key, path, one->directives[i].value);
        buffer_text(&key, "\n");
    }
    Loaded *loaded = all_loaded;
    while (loaded && strcmp(loaded->key, key.bytes) != 0) loaded = loaded->next;
    if (!loaded) {
        loaded = calloc(1, sizeof *loaded);
        char *paths = malloc(key.length + 1);
        if (!loaded || !paths) exit(3);
        memcpy(paths, key.bytes, key.length + 1);
        loaded->key = key.bytes;
        loaded->next = all_loaded;
        all_loaded = loaded;
        if (*paths)
            build_files(loaded, paths);
        else
            build_bundled(loaded);
        free(paths);
        return loaded;
    }
    buffer_free(&key);
    return loaded;
}

static void unload(Loaded *loaded) {
    gzt_archive_free(loaded->archive);
    gzt_env_free(loaded->env);
    buffer_free(&loaded->errors);
    free(loaded->key);
}

void run_end(void) {
    while (all_loaded) {
        Loaded *next = all_loaded->next;
        unload(all_loaded);
        free(all_loaded);
        all_loaded = next;
    }
}

// --- one run -------------------------------------------------------------------------------------

typedef struct Run {
    const char *path;
    const Case *one;
    Reply *reply;
    gzt_session *session;
    const Run_how *how;
    gzt_source source;
    Buffer used; // the text of the last `use`
} Run;

static gzt_status load_beside(void *user, const char *name, const char *from, const char **text,
                              size_t *length) {
    Run *run = user;
    Buffer path = {0};
    (void)from;
    beside(&path, run->path, name);
    buffer_text(&path, ".gzt");
    buffer_free(&run->used);
    bool ok = read_whole(path.bytes, &run->used);
    buffer_free(&path);
    *text = run->used.bytes;
    *length = run->used.length;
    return ok ? GZT_OK : GZT_IO;
}

// A failed call: its status, and once the diagnostics of the session.
static void say_error(Run *run, gzt_status status, const gzt_error *error) {
    Reply *reply = run->reply;
    size_t before = reply->text.length;
    if (status == GZT_NOMEM) reply->out_of_memory = true;
    memcpy(reply->code, error->code, sizeof reply->code);
    if (run->session) {
        const char *form = case_directive(run->one, "errors");
        bool json = run->how->json_errors || (form && !strcmp(form, "json"));
        int32_t how = json ? GZT_ERRORS_JSON : GZT_ERRORS_TEXT;
        gzt_status told = gzt_session_errors(run->session, how, into_buffer, &reply->text);
        if (told == GZT_NOMEM) reply->out_of_memory = true;
    }
    if (reply->text.length > before) return;
    buffer_text(&reply->text, "error: ");
    buffer_text(&reply->text, *error->message ? error->message : gzt_status_name(status));
    buffer_text(&reply->text, "\n");
}

static bool set_limit(gzt_session *session, const char *value) {
    static const char *const names[GZT_LIMITS] = {"text",  "depth",  "calls",  "rows",
                                                  "steps", "memory", "time_ms"};
    for (int32_t i = 0; i < GZT_LIMITS; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(value, names[i], length) != 0 || value[length] != ' ') continue;
        return gzt_limit_set(session, i, strtoull(value + length, NULL, 10)) >= 0;
    }
    return false;
}

static bool set_param(Run *run, const char *value) {
    const char *equals = strchr(value, '=');
    char name[64] = "";
    gzt_error error = {0};
    if (!equals || (size_t)(equals - value) >= sizeof name) return false;
    memcpy(name, value, (size_t)(equals - value));
    gzt_status status = gzt_param_set(run->session, name, equals + 1, &error);
    if (status < 0) say_error(run, status, &error);
    return true;
}

// What a directive asks of the session. Those that concern other steps are known here by name.
static const char *apply_directive(Run *run, const Directive *directive) {
    static const char *const later[] = {"archive", "format", "errors", "repl",   "width",
                                        "rows",    "header", "name",   "tokens", "ast",
                                        "types",   "plan",   "no-oom", "save"};
    if (!strcmp(directive->name, "set")) {
        bool limit = !strncmp(directive->value, "limit ", 6);
        return limit && set_limit(run->session, directive->value + 6) ? NULL : "wrong %set";
    }
    if (!strcmp(directive->name, "param")) {
        return set_param(run, directive->value) ? NULL : "wrong %param";
    }
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (!strcmp(directive->name, later[i])) return NULL;
    }
    return "unknown directive";
}

static gzt_status tune(gzt_session *session, const Run_how *how) {
    gzt_status status = GZT_OK;
    if (how->batch) status = gzt_session_tune(session, GZT_TUNE_BATCH, how->batch);
    if (status >= 0 && how->shuffle) status = gzt_session_tune(session, GZT_TUNE_SHUFFLE, 1);
    if (status >= 0 && how->no_index) status = gzt_session_tune(session, GZT_TUNE_NO_INDEX, 1);
    return status;
}

static unsigned number_directive(const Case *one, const char *name) {
    const char *value = case_directive(one, name);
    return value ? (unsigned)strtoul(value, NULL, 10) : 0;
}

// Lines of a spec file end plainly; that those of csv end in CR LF is tested in tests/unit.
static int32_t into_lines(void *user, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\r') buffer_add(user, bytes + i, 1);
    }
    return 0;
}

static gzt_status write_result(Run *run, gzt_result *result, gzt_error *error) {
    gzt_write_options options = {0};
    options.size = sizeof options;
    options.format = run->how->format ? run->how->format : case_directive(run->one, "format");
    options.width = number_directive(run->one, "width");
    options.max_rows = number_directive(run->one, "rows");
    options.types = case_directive(run->one, "header") != NULL;
    const char *name = gzt_result_save_name(result);
    if (name) {
        buffer_text(&run->reply->text, "-> ");
        buffer_text(&run->reply->text, name);
        buffer_text(&run->reply->text, "\n");
    }
    gzt_status status = gzt_result_write(result, &options, into_lines, &run->reply->text, error);
    for (uint32_t i = 0; status >= 0 && i < gzt_result_notes(result); i++) {
        buffer_text(&run->reply->text, "-- ");
        buffer_text(&run->reply->text, gzt_result_note(result, i));
        buffer_text(&run->reply->text, "\n");
    }
    return status;
}

static gzt_status run_script(Run *run, gzt_error *error) {
    gzt_script *script = NULL;
    int32_t mode = case_directive(run->one, "repl") ? GZT_REPL : GZT_SCRIPT;
    gzt_status status = gzt_prepare(run->session, &run->source, mode, &script, error);
    while (status >= 0 && status != GZT_DONE) {
        gzt_result *result = NULL;
        status = gzt_script_next(script, &result, error);
        if (status == GZT_ROW) {
            gzt_status written = write_result(run, result, error);
            if (written < 0) status = written;
        }
        gzt_result_free(result);
    }
    // Diagnostics are asked for before the script goes: they belong to the session's last failed
    // call.
    if (status < 0) say_error(run, status, error);
    gzt_script_free(script);
    return status;
}

static gzt_status run_stage(Run *run, int32_t stage, gzt_error *error) {
    gzt_status status =
        gzt_dump(run->session, &run->source, stage, into_buffer, &run->reply->text, error);
    if (status < 0) say_error(run, status, error);
    return status;
}

static int32_t stage_of(const Case *one) {
    static const char *const names[] = {"tokens", "ast", "types", "plan"};
    for (int32_t i = 0; i < 4; i++) {
        if (case_directive(one, names[i])) return i;
    }
    return -1;
}

static void run_session(Run *run, gzt_archive *archive) {
    gzt_error error = {0};
    gzt_status status = gzt_session_new(archive, &run->session);
    if (status >= 0) status = tune(run->session, run->how);
    if (status < 0) {
        say_error(run, status, &error);
    } else {
        gzt_session_loader(run->session, load_beside, run);
        gzt_session_saves(run->session, case_directive(run->one, "save") != NULL);
        for (int i = 0; i < run->one->directive_count && !run->reply->misuse; i++) {
            run->reply->misuse = apply_directive(run, &run->one->directives[i]);
        }
        int32_t stage = stage_of(run->one);
        if (run->reply->misuse || run->reply->text.length) { // a parameter was refused
        } else if (stage >= 0) {
            run_stage(run, stage, &error);
        } else {
            run_script(run, &error);
        }
    }
    gzt_session_free(run->session);
    buffer_free(&run->used);
}

bool run_format(unsigned i, Run_how *how) {
    static const char *const pictures[] = {"page", "svg", NULL}; // the last: errors as JSON
    enum { PICTURES = sizeof pictures / sizeof *pictures };
    const char *options;
    unsigned n = 0;
    while (gzt_format(n, &how->format, &options)) {
        if (n++ == i) return true;
    }
    if (i - n >= PICTURES) return false;
    how->format = pictures[i - n];
    how->json_errors = !how->format;
    return true;
}

void run_case(const char *path, const Case *one, const Run_how *how, Reply *reply) {
    *reply = (Reply){0};
    buffer_text(&reply->text, "");
    Loaded *loaded = archive_for(path, one);
    if (!loaded->archive) {
        buffer_text(&reply->text, loaded->errors.bytes ? loaded->errors.bytes : "no archive");
        memcpy(reply->code, loaded->code, sizeof reply->code);
        return;
    }
    const char *name = case_directive(one, "name");
    Run run = {.path = path, .one = one, .reply = reply, .how = how};
    run.source = (gzt_source){name ? name : "", SIZE_MAX, one->query, SIZE_MAX};
    Allocator *allocator = &loaded->allocator;
    size_t live = allocator->live;
    allocator->count = 0;
    allocator->fail_at = how->fail_at;
    allocator->ever = how->ever;
    allocator->failed = false;
    run_session(&run, loaded->archive);
    allocator->fail_at = 0;
    reply->failed = allocator->failed;
    if (allocator->wrong_size) reply->misuse = "a block came back with another size";
    if (allocator->live != live) reply->misuse = "memory is left after the session";
    allocator->live = live;
    allocator->wrong_size = false;
}

void run_source(const char *source, const Run_how *how, Reply *reply) {
    *reply = (Reply){0};
    Loaded loaded = {.allocator = {.fail_at = how->fail_at, .ever = how->ever}};
    gzt_source one = {"", SIZE_MAX, source, SIZE_MAX};
    if (source)
        build(&loaded, &one, 1);
    else
        build_bundled(&loaded);
    buffer_text(&reply->text, loaded.errors.bytes ? loaded.errors.bytes : "");
    memcpy(reply->code, loaded.code, sizeof reply->code);
    reply->out_of_memory = !strcmp(reply->code, "NOMEM");
    unload(&loaded);
    reply->failed = loaded.allocator.failed;
    if (loaded.allocator.wrong_size) reply->misuse = "a block came back with another size";
    if (loaded.allocator.live) reply->misuse = "memory is left after the archive";
}
