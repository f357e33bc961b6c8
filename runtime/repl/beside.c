// Files and folders written beside their place; see beside.h.
#define _GNU_SOURCE // renameat2, fsync, fdopen, scandir
#include "runtime/repl/beside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/repl/files.h"

enum { TRIES = 100 };

static bool failed(Beside *b, int error) {
    if (!b->error) b->error = error ? error : EIO;
    return false;
}

// The next name beside the place; "out/" is beside "out".
static const char *name_beside(Beside *b, unsigned try) {
    size_t n = strlen(b->place);
    while (n > 1 && b->place[n - 1] == '/') n--;
    buf_clear(&b->beside);
    buf_format(&b->beside, "%.*s.%ld-%u.part", (int)n, b->place, (long)getpid(), try);
    return buf_text(&b->beside);
}

bool beside_file(Beside *b, const char *place) {
    *b = (Beside){.place = place};
    for (unsigned try = 0; try < TRIES; try++) {
        int fd = open(name_beside(b, try), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0) b->file = fdopen(fd, "w");
        if (b->file) return true;
        if (errno != EEXIST) break;
    }
    int reason = errno;
    buf_free(&b->beside);
    return failed(b, reason);
}

bool beside_folder(Beside *b, const char *place) {
    *b = (Beside){.place = place, .folder = true};
    for (unsigned try = 0; try < TRIES; try++) {
        if (mkdir(name_beside(b, try), 0777) == 0) return true;
        if (errno != EEXIST) break;
    }
    int reason = errno;
    buf_free(&b->beside);
    return failed(b, reason);
}

bool beside_open(Beside *b, const char *name) {
    Buf path = {0};
    buf_format(&path, "%s/%s", buf_text(&b->beside), name);
    int fd = open(buf_text(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    buf_free(&path);
    b->file = fd < 0 ? NULL : fdopen(fd, "w");
    return b->file || failed(b, errno);
}

int32_t beside_write(void *beside, const char *p, size_t n) {
    Beside *b = beside;
    errno = 0;
    if (!b->error && fwrite(p, 1, n, b->file) != n) failed(b, errno);
    return b->error;
}

bool beside_close(Beside *b) {
    if (!b->file) return !b->error;
    errno = 0;
    if (!b->error && fflush(b->file) != 0) failed(b, errno);
    if (!b->error && fsync(fileno(b->file)) != 0 && errno != EINVAL) failed(b, errno);
    if (fclose(b->file) != 0) failed(b, errno);
    b->file = NULL;
    return !b->error;
}

static int is_entry(const struct dirent *e) {
    return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

// Does something with every entry of a folder; false where there is no such folder.
static bool each_entry(const char *path, void (*visit)(const char *path, void *user), void *user) {
    struct dirent **entries = NULL;
    int n = scandir(path, &entries, is_entry, NULL);
    for (int i = 0; i < n; i++) {
        Buf entry = {0};
        buf_format(&entry, "%s/%s", path, entries[i]->d_name);
        visit(buf_text(&entry), user);
        buf_free(&entry);
        free(entries[i]);
    }
    free(entries);
    return n >= 0;
}

static void take_away(const char *path, void *user) {
    (void)user;
    unlink(path);
}

static void remove_folder(const char *path) {
    each_entry(path, take_away, NULL);
    rmdir(path);
}

typedef struct Only {
    const char *ending;
    bool good;
} Only;

static void look(const char *path, void *user) {
    Only *only = user;
    struct stat st;
    bool one = path_ends(path, only->ending) || path_ends(path, "/_archive.gzt");
    only->good &= one && lstat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool folder_is_of(const char *path, const char *ending) {
    Only only = {ending, true};
    return each_entry(path, look, &only) && only.good;
}

// A folder that is there changes places with the new one in one step where the system can do so.
static bool put_folder(Beside *b, const char *from) {
    struct stat st;
    if (stat(b->place, &st) != 0) return rename(from, b->place) == 0;
#ifdef RENAME_EXCHANGE
    if (renameat2(AT_FDCWD, from, AT_FDCWD, b->place, RENAME_EXCHANGE) == 0) {
        remove_folder(from);
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) return false;
#endif
    remove_folder(b->place);
    return rename(from, b->place) == 0;
}

bool beside_put(Beside *b) {
    if (!beside_close(b)) return false;
    const char *from = buf_text(&b->beside);
    bool good = b->folder ? put_folder(b, from) : rename(from, b->place) == 0;
    if (!good) return failed(b, errno);
    buf_free(&b->beside);
    return true;
}

void beside_drop(Beside *b) {
    if (b->file) fclose(b->file);
    b->file = NULL;
    if (b->beside.n && b->folder) remove_folder(buf_text(&b->beside));
    if (b->beside.n && !b->folder) unlink(buf_text(&b->beside));
    buf_free(&b->beside);
}
