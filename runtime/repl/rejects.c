// See rejects.h. A file is made when its first record comes.
#define _POSIX_C_SOURCE 200809L
#include "runtime/repl/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/repl/files.h"

static void fail(Rejects *r, const char *path, int error) {
    if (!r->why.n) buf_format(&r->why, "cannot write '%s': %s", path, strerror(error));
}

static bool is_json(const char *name, size_t n) {
    size_t ending = n > 6 && name[n - 1] == 'l' ? 6 : 5;
    return n > ending && memcmp(name + n - ending, ".jsonl", ending) == 0;
}

// "data/people.json" becomes FOLDER/people.jsonl.
static void path_of(Buf *path, const char *folder, const char *name) {
    const char *slash = strrchr(name, '/');
    buf_format(path, "%s/%s%s", folder, slash ? slash + 1 : name,
               path_ends(name, ".json") ? "l" : "");
}

// Notes of the same name in several folders are files of their own: a-note.md.
static void path_of_its_own(Buf *path, const char *folder, const char *name) {
    buf_clear(path);
    buf_format(path, "%s/", folder);
    while (*name == '/' || *name == '.') name++;
    for (; *name; name++) buf_format(path, "%c", *name == '/' ? '-' : *name);
}

// The file of the same path for another, or NULL.
static const RejectFile *same_file(const Rejects *r, const Buf *path) {
    const RejectFile *found = NULL;
    for (size_t i = 0; i < r->n && !found; i++) {
        Buf other = {0};
        path_of(&other, r->folder, r->at[i].name);
        if (strcmp(buf_text(path), buf_text(&other)) == 0) found = &r->at[i];
        buf_free(&other);
    }
    return found;
}

// One file, even for files of records of the same name in several folders. NULL: it cannot be made.
static FILE *open_file(Rejects *r, const char *name) {
    Buf path = {0};
    path_of(&path, r->folder, name);
    const RejectFile *same = same_file(r, &path);
    if (same && path_ends(name, ".md")) {
        path_of_its_own(&path, r->folder, name);
    } else if (same) {
        buf_free(&path);
        return same->file;
    }
    if (mkdir(r->folder, 0777) != 0 && errno != EEXIST) fail(r, r->folder, errno);
    int fd = open(buf_text(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0) fail(r, buf_text(&path), errno);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (fd >= 0 && !file) {
        fail(r, buf_text(&path), errno);
        close(fd);
    }
    buf_free(&path);
    return file;
}

static FILE *file_for(Rejects *r, const char *name, size_t name_n) {
    for (size_t i = 0; i < r->n; i++)
        if (strncmp(r->at[i].name, name, name_n) == 0 && !r->at[i].name[name_n])
            return r->at[i].file;
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 8;
        r->at = mem_grow(r->at, r->cap, sizeof *r->at);
    }
    char *copy = mem_text(name, name_n);
    FILE *file = open_file(r, copy);
    r->at[r->n++] = (RejectFile){copy, file};
    return file;
}

// Of JSON on one line, as within a record an end of line is a blank; else as it stands.
void rejects_keep(void *rejects, const char *name, size_t name_n, const char *record, size_t n) {
    Rejects *r = rejects;
    FILE *file = file_for(r, name, name_n);
    if (!file) return;
    bool lines = !is_json(name, name_n), ended = n > 0 && record[n - 1] == '\n';
    while (n > 0) {
        const char *end = lines ? NULL : memchr(record, '\n', n);
        size_t take = end ? (size_t)(end - record) : n;
        fwrite(record, 1, take, file);
        if (end) putc(' ', file);
        record += take + (end != NULL);
        n -= take + (end != NULL);
    }
    if (!lines || !ended) putc('\n', file);
}

bool rejects_close(Rejects *r) {
    for (size_t i = 0; i < r->n; i++) {
        FILE *file = r->at[i].file;
        for (size_t j = i + 1; j < r->n; j++) // shared
            if (r->at[j].file == file) r->at[j].file = NULL;
        r->at[i].file = NULL;
        if (!file) continue;
        bool good = !ferror(file);
        if (fclose(file) != 0 || !good) fail(r, r->folder, errno);
    }
    return r->why.n == 0;
}

void rejects_free(Rejects *r) {
    rejects_close(r);
    for (size_t i = 0; i < r->n; i++) free(r->at[i].name);
    free(r->at);
    buf_free(&r->why);
    *r = (Rejects){0};
}
