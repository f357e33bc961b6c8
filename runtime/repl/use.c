// What `use "NAME"` loads; see use.h.
#define _DEFAULT_SOURCE // access
#include "runtime/repl/use.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// A used file is known to the library by the name in `use`; here by its path.
static const char *path_of(const Use *u, const char *from) {
    for (size_t i = u->loaded.n; i > 0; i--) // the latest, if a script was read twice
        if (strcmp(u->names[i - 1], from) == 0) return u->loaded.at[i - 1].name;
    return from;
}

// What is looked for: a text of the language, whose ending may be left out, or any file.
typedef struct Wanted {
    const char *name;
    bool table;
} Wanted;

static bool try_path(Use *u, Buf *path, const char *folder, size_t folder_n, Wanted w) {
    buf_clear(path);
    buf_add(path, folder, folder_n);
    buf_put(path, w.name);
    if (!w.table && !path_ends(w.name, ".gzt")) buf_put(path, ".gzt");
    if (access(buf_text(path), F_OK) == 0) return true;
    buf_format(&u->why, "%s '%s'", u->why.n ? " and" : "it was looked for as", buf_text(path));
    return false;
}

static bool find(Use *u, Wanted w, const char *from, Buf *path) {
    const char *user = path_of(u, from), *slash = strrchr(user, '/');
    size_t folder_n = slash && *w.name != '/' ? (size_t)(slash - user) + 1 : 0;
    buf_clear(&u->why);
    if (try_path(u, path, user, folder_n, w)) return true;
    return folder_n > 0 && try_path(u, path, "", 0, w);
}

static bool keep(Use *u, Wanted w, const char *path) {
    File file = {0};
    buf_clear(&u->why);
    if (!file_read(path, w.table ? SIZE_MAX : SCRIPT_MOST, &file, &u->why)) return false;
    Files *files = &u->loaded;
    files->at = mem_grow(files->at, files->n + 1, sizeof *files->at);
    u->names = mem_grow(u->names, files->n + 1, sizeof *u->names);
    u->names[files->n] = mem_text(w.name, strlen(w.name));
    files->at[files->n++] = file;
    return true;
}

static gzt_status load(Use *u, Wanted w, const char *from, const char **text, size_t *n) {
    Buf path = {0};
    bool found = find(u, w, from, &path) && keep(u, w, buf_text(&path));
    buf_free(&path);
    if (!found) return GZT_IO;
    const File *file = &u->loaded.at[u->loaded.n - 1];
    *text = file->text;
    *n = file->n;
    return GZT_OK;
}

gzt_status use_load(void *use, const char *name, const char *from, const char **text, size_t *n) {
    return load(use, (Wanted){name, false}, from, text, n);
}

gzt_status use_load_table(void *use, const char *name, const char *from, const char **text,
                          size_t *n) {
    return load(use, (Wanted){name, true}, from, text, n);
}

void use_free(Use *u) {
    for (size_t i = 0; i < u->loaded.n; i++) free(u->names[i]);
    free(u->names);
    files_free(&u->loaded);
    buf_free(&u->why);
    *u = (Use){0};
}
