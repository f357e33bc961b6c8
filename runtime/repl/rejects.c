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

// "data/people.json" becomes FOLDER/people.jsonl.
static void path_of(Buf *path, const char *folder, const char *name) {
    const char *slash = strrchr(name, '/');
    buf_format(path, "%s/%s%s", folder, slash ? slash + 1 : name,
               path_ends(name, ".json") ? "l" : "");
}

// One file, even for files of the same name in several folders. NULL: it cannot be made.
static FILE *open_file(Rejects *r, const char *name) {
    Buf path = {0};
    path_of(&path, r->folder, name);
    for (size_t i = 0; i < r->n; i++) {
        Buf other = {0};
        path_of(&other, r->folder, r->at[i].name);
        bool same = strcmp(buf_text(&path), buf_text(&other)) == 0;
        buf_free(&other);
        if (!same) continue;
        buf_free(&path);
        return r->at[i].file;
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

// On one line: within a record of JSON an end of line is a blank.
void rejects_keep(void *rejects, const char *name, size_t name_n, const char *record, size_t n) {
    Rejects *r = rejects;
    FILE *file = file_for(r, name, name_n);
    if (!file) return;
    while (n > 0) {
        const char *end = memchr(record, '\n', n);
        size_t take = end ? (size_t)(end - record) : n;
        fwrite(record, 1, take, file);
        if (end) putc(' ', file);
        record += take + (end != NULL);
        n -= take + (end != NULL);
    }
    putc('\n', file);
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
