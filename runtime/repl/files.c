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

// --- one file
// -------------------------------------------------------------------------------------

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

// --- folders
// --------------------------------------------------------------------------------------

enum { FOLDERS_DEEP = 8 };

static FileKind kind_of(const char *path) {
    const char *base = strrchr(path, '/');
    if (path_ends(path, ".jsonl") || path_ends(path, ".json")) return FILE_RECORDS;
    if (path_ends(path, ".txt")) return FILE_PAGE;
    return strcmp(base ? base + 1 : path, "titles.csv") == 0 ? FILE_PAGE : FILE_FACTS;
}

FileKind file_kind(const File *f) { return kind_of(f->name); }

static bool add_file(Files *files, const char *path, Buf *why) {
    if (files->n == files->cap) {
        files->cap = files->cap ? files->cap * 2 : 8;
        files->at = mem_grow(files->at, files->cap, sizeof *files->at);
    }
    size_t most = kind_of(path) == FILE_RECORDS ? SIZE_MAX : FACTS_MOST;
    if (!file_read(path, most, &files->at[files->n], why)) return false;
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
    bool good = add_file(files, buf_text(&name), why);
    if (good) drop_script(files);
    buf_free(&name);
    return good;
}

static bool add_pages(Files *files, const char *path, int depth, Buf *why);

static bool add_page(Files *files, const char *folder, const char *entry, int depth, Buf *why) {
    Buf name = {0};
    struct stat info;
    bool good = true;
    join_path(&name, folder, entry);
    if (stat(buf_text(&name), &info) == 0 && S_ISDIR(info.st_mode))
        good = depth == FOLDERS_DEEP || add_pages(files, buf_text(&name), depth + 1, why);
    else if (kind_of(entry) == FILE_PAGE)
        good = add_file(files, buf_text(&name), why);
    buf_free(&name);
    return good;
}

static bool add_pages(Files *files, const char *path, int depth, Buf *why) {
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, is_shown, by_bytes);
    if (n < 0) return cannot_read(path, strerror(errno), why);
    bool good = true;
    for (int i = 0; i < n; i++) {
        good = good && add_page(files, path, entries[i]->d_name, depth, why);
        free(entries[i]);
    }
    free(entries);
    return good;
}

static bool add_folder(Files *files, const char *path, Buf *why) {
    struct dirent **entries = NULL;
    size_t before = files->n;
    int n = scandir(path, &entries, is_source, by_bytes);
    if (n < 0) return cannot_read(path, strerror(errno), why);
    bool good = true;
    for (int i = 0; i < n; i++) {
        good = good && add_entry(files, path, entries[i]->d_name, why);
        free(entries[i]);
    }
    free(entries);
    if (good && files->n == before) good = add_pages(files, path, 1, why);
    if (good && files->n == before) {
        buf_format(why,
                   "there is no .gzt file with facts, no .jsonl file, and no page (.txt) in the "
                   "folder '%s'",
                   path);
        good = false;
    }
    return good;
}

bool files_add(Files *files, const char *path, Buf *why) {
    struct stat info;
    if (path_is_snapshot(path)) return cannot_read(path, "a snapshot is opened alone", why);
    if (strcmp(path, "-") == 0) return cannot_read(path, "an archive is a file or a folder", why);
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) return add_folder(files, path, why);
    return add_file(files, path, why);
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
