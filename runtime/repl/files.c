// Files and folders; see files.h.
#define _DEFAULT_SOURCE // scandir, open, fstat
#include "runtime/repl/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/gazette.h"

bool path_ends(const char *path, const char *ending) {
    size_t n = strlen(path), ending_n = strlen(ending);
    return n > ending_n && strcmp(path + n - ending_n, ending) == 0;
}

bool path_is_snapshot(const char *path) {
    char first[4] = "";
    if (path_ends(path, ".gza")) return true;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) return false;
    struct stat info;
    bool is = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
              read(fd, first, sizeof first) == (ssize_t)sizeof first &&
              memcmp(first, "GAZA", sizeof first) == 0;
    close(fd);
    return is;
}

static bool cannot_read(const char *path, const char *reason, Buf *why) {
    buf_format(why, "cannot read '%s': %s", path, reason);
    return false;
}

// --- one file -----------------------------------------------------------------------------------

// The size a file claims is no promise (pipes, devices, growing files): it is read to its end.
static bool read_all(int fd, const char *path, size_t most, Buf *text, Buf *why) {
    enum { PIECE = 1 << 16 };
    char *piece = mem_grow(NULL, PIECE, 1);
    ssize_t got = 0;
    while (text->n <= most && (got = read(fd, piece, PIECE)) > 0) buf_add(text, piece, (size_t)got);
    int reason = errno;
    free(piece);
    if (got < 0) return cannot_read(path, reason == EINTR ? "interrupted" : strerror(reason), why);
    if (text->n <= most) return true;
    buf_format(why, "'%s' is too large: more than %zu MiB", path, most >> 20);
    return false;
}

static int open_file(const char *path, Buf *why) {
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        cannot_read(path, strerror(errno), why);
    } else if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        cannot_read(path, "it is a folder", why);
        close(fd);
        fd = -1;
    }
    return fd;
}

bool file_read(const char *path, size_t most, File *out, Buf *why) {
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? STDIN_FILENO : open_file(path, why);
    if (fd < 0) return false;
    const char *name = standard ? "standard input" : path;
    Buf text = {0};
    bool good = read_all(fd, name, most, &text, why);
    if (!standard) close(fd);
    if (good) {
        buf_add(&text, "", 0); // an empty file is a text too
        *out = (File){mem_text(name, strlen(name)), text.p, text.n};
    } else {
        buf_free(&text);
    }
    return good;
}

void file_free(File *f) {
    free(f->name);
    free(f->text);
    *f = (File){0};
}

// --- folders ------------------------------------------------------------------------------------

enum { FOLDERS_DEEP = 8 };

#define ANY_FORMAT UINT32_MAX

static bool name_fits(const char *path, const char *ending) {
    const char *base = strrchr(path, '/');
    if (ending[0] == '.') return path_ends(path, ending);
    return strcmp(base ? base + 1 : path, ending) == 0;
}

// Whether files of such a name are taken for the format, or for any.
static bool is_of(const char *path, uint32_t format) {
    const char *const *endings;
    uint32_t i = format == ANY_FORMAT ? 0 : format;
    for (; gzt_import_format(i, NULL, NULL, &endings); i++) {
        for (; *endings; endings++)
            if (name_fits(path, *endings)) return true;
        if (format != ANY_FORMAT) break;
    }
    return false;
}

bool file_is_text(const File *f) { return !is_of(f->name, ANY_FORMAT); }

static bool add_file(Files *files, const char *path, bool data, Buf *why) {
    if (files->n == files->cap) {
        files->cap = files->cap ? files->cap * 2 : 8;
        files->at = mem_grow(files->at, files->cap, sizeof *files->at);
    }
    if (!file_read(path, data ? SIZE_MAX : FACTS_MOST, &files->at[files->n], why)) return false;
    files->n++;
    return true;
}

static int is_source(const struct dirent *entry) {
    const char *name = entry->d_name;
    return name[0] != '.' && (path_ends(name, ".gzt") || path_ends(name, ".jsonl"));
}

static int is_shown(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static int by_bytes(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name); // not alphasort: that follows the locale
}

// A file that begins with "#!" is a script to be run, which may lie beside the facts it asks.
static void drop_script(Files *files) {
    const File *last = &files->at[files->n - 1];
    if (last->n >= 2 && memcmp(last->text, "#!", 2) == 0) file_free(&files->at[--files->n]);
}

static void join_path(Buf *path, const char *folder, const char *entry) {
    buf_format(path, "%s%s%s", folder, path_ends(folder, "/") ? "" : "/", entry);
}

static bool add_entry(Files *files, const char *folder, const char *entry, Buf *why) {
    Buf name = {0};
    join_path(&name, folder, entry);
    bool good = add_file(files, buf_text(&name), is_of(entry, ANY_FORMAT), why);
    if (good) drop_script(files);
    buf_free(&name);
    return good;
}

// A walk through folders within folders.
typedef struct Walk {
    Files *files;
    uint32_t format;
    int depth;
    Buf *why;
} Walk;

static bool walk(Walk w, const char *path);

static bool walk_entry(Walk w, const char *folder, const char *entry) {
    Buf name = {0};
    struct stat info;
    bool good = true, readme = w.format == ANY_FORMAT && strcmp(entry, "README.md") == 0;
    join_path(&name, folder, entry);
    if (stat(buf_text(&name), &info) == 0 && S_ISDIR(info.st_mode)) {
        w.depth++;
        good = w.depth > FOLDERS_DEEP || walk(w, buf_text(&name));
    } else if (is_of(entry, w.format) && !readme) {
        good = add_file(w.files, buf_text(&name), true, w.why);
    }
    buf_free(&name);
    return good;
}

static bool walk(Walk w, const char *path) {
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, is_shown, by_bytes);
    if (n < 0) return cannot_read(path, strerror(errno), w.why);
    bool good = true;
    for (int i = 0; i < n; i++) {
        good = good && walk_entry(w, path, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return good;
}

// A folder with facts is what they and the records beside them say: tables and whatever else lies
// there are for `map` statements to name. Of one without facts all is read.
static bool add_folder(Files *files, const char *path, Buf *why) {
    struct dirent **entries = NULL;
    size_t before = files->n;
    int n = scandir(path, &entries, is_source, by_bytes);
    if (n < 0) return cannot_read(path, strerror(errno), why);
    bool facts = false, good = true;
    for (int i = 0; i < n; i++) facts = facts || path_ends(entries[i]->d_name, ".gzt");
    for (int i = 0; i < n; i++) {
        good = good && (!facts || add_entry(files, path, entries[i]->d_name, why));
        free(entries[i]);
    }
    free(entries);
    if (good && !facts) good = walk((Walk){files, ANY_FORMAT, 1, why}, path);
    if (good && files->n == before) {
        buf_format(why,
                   "there is no .gzt file with facts in the folder '%s', and nothing else "
                   "that can be read",
                   path);
        good = false;
    }
    return good;
}

static bool is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool files_add(Files *files, const char *path, Buf *why) {
    if (path_is_snapshot(path)) return cannot_read(path, "a snapshot is opened alone", why);
    if (strcmp(path, "-") == 0) return cannot_read(path, "an archive is a file or a folder", why);
    if (is_folder(path)) return add_folder(files, path, why);
    return add_file(files, path, is_of(path, ANY_FORMAT), why);
}

bool files_add_format(Files *files, const char *path, uint32_t format, Buf *why) {
    size_t before = files->n;
    const char *name = NULL;
    if (strcmp(path, "-") == 0) return cannot_read(path, "an input is a file or a folder", why);
    if (!is_folder(path)) return add_file(files, path, true, why);
    if (!walk((Walk){files, format, 1, why}, path)) return false;
    if (files->n > before) return true;
    gzt_import_format(format, &name, NULL, NULL);
    buf_format(why, "there is no file in the folder '%s' that %s is read from", path, name);
    return false;
}

void files_drop_texts(Files *files) {
    for (size_t i = 0; i < files->n; i++) {
        free(files->at[i].text);
        files->at[i].text = NULL;
        files->at[i].n = 0;
    }
}

void files_free(Files *files) {
    for (size_t i = 0; i < files->n; i++) file_free(&files->at[i]);
    free(files->at);
    *files = (Files){0};
}
