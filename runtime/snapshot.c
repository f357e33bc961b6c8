// Files of archives; see snapshot.h. In: bytes and a path of the host's; out: the file. The order
// of steps is what keeps the old file whole: write beside it, sync, rename, sync the folder.
#define _DEFAULT_SOURCE // flock
#include "runtime/snapshot.h"

#ifndef GZT_NO_FILES

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

// ---- the system -------------------------------------------------------------------------------

static int system_open(void *user, const char *path, int flags, mode_t mode) {
    (void)user;
    return open(path, flags | O_CLOEXEC, mode);
}
static int system_close(void *user, int fd) {
    (void)user;
    return close(fd);
}
static int system_lock(void *user, int fd) {
    (void)user;
    return flock(fd, LOCK_EX | LOCK_NB);
}
static int system_status(void *user, int fd, struct stat *out) {
    (void)user;
    return fstat(fd, out);
}
static int system_status_at(void *user, const char *path, struct stat *out) {
    (void)user;
    return stat(path, out);
}
static int system_chmod(void *user, int fd, mode_t mode) {
    (void)user;
    return fchmod(fd, mode);
}
static int system_truncate(void *user, int fd) {
    (void)user;
    return ftruncate(fd, 0);
}
static ssize_t system_write(void *user, int fd, const void *p, size_t n) {
    (void)user;
    return write(fd, p, n);
}
static ssize_t system_read(void *user, int fd, void *p, size_t n) {
    (void)user;
    return read(fd, p, n);
}
static int system_sync(void *user, int fd) {
    (void)user;
    return fsync(fd);
}
static int system_rename(void *user, const char *from, const char *to) {
    (void)user;
    return rename(from, to);
}
static int system_unlink(void *user, const char *path) {
    (void)user;
    return unlink(path);
}

const FileOps file_system = {.open = system_open,
                             .close = system_close,
                             .lock = system_lock,
                             .status = system_status,
                             .status_at = system_status_at,
                             .chmod = system_chmod,
                             .truncate = system_truncate,
                             .write = system_write,
                             .read = system_read,
                             .sync = system_sync,
                             .rename = system_rename,
                             .unlink = system_unlink};

const char *file_reason(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "there is no such file";
    case EACCES:
    case EPERM: return "it may not be read";
    case EISDIR: return "it is a folder";
    default: return "reading failed";
    }
}

const char snapshot_stopped[] = "interrupted";

static const char *save_reason(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "there is no such folder";
    case EACCES:
    case EPERM:
    case EROFS: return "nothing may be written there";
    case EISDIR: return "it is a folder";
    case ENOSPC:
    case EDQUOT: return "the disk is full";
    case EFBIG: return "the file would be too large for the disk";
    case ENAMETOOLONG: return "its name is too long";
    case ECANCELED: return snapshot_stopped;
    case EWOULDBLOCK: return "another program is saving it just now";
    default: return "writing failed";
    }
}

// ---- saving -----------------------------------------------------------------------------------

typedef struct Saving {
    const FileOps *ops;
    const char *path, *beside, *folder;
    bool (*stopped)(void *user);
    void *user;
} Saving;

static const char *joined(Arena *a, const char *p, size_t n, const char *ending) {
    size_t m = strlen(ending);
    char *out = arena_alloc(a, n + m + 1);
    if (n) memcpy(out, p, n);
    memcpy(out + n, ending, m + 1);
    return out;
}

// The file at the path is the one that was opened: another save may have renamed it meanwhile.
static bool still_there(const Saving *s, int fd) {
    struct stat opened, named;
    return s->ops->status(s->ops->user, fd, &opened) == 0 &&
           s->ops->status_at(s->ops->user, s->beside, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

// Opened, for this process alone; -1 and errno.
static int open_beside(const Saving *s) {
    enum { TRIES = 10 };
    for (int i = 0; i < TRIES; i++) {
        int fd = s->ops->open(s->ops->user, s->beside, O_WRONLY | O_CREAT | O_NOFOLLOW, 0666);
        if (fd < 0) return -1;
        int locked = s->ops->lock(s->ops->user, fd), reason = errno;
        if (locked == 0 && still_there(s, fd)) return fd;
        s->ops->close(s->ops->user, fd);
        errno = reason;
        if (locked != 0) return -1;
    }
    errno = EWOULDBLOCK;
    return -1;
}

// A file that is replaced keeps what it allowed to whom.
static bool keep_mode(const Saving *s, int fd) {
    struct stat old;
    if (s->ops->status_at(s->ops->user, s->path, &old) != 0) return true;
    if (S_ISDIR(old.st_mode)) return errno = EISDIR, false;
    return s->ops->chmod(s->ops->user, fd, old.st_mode & 07777) == 0;
}

static bool write_part(const Saving *s, int fd, FilePart part) {
    enum { PIECE = 1 << 20 };
    while (part.n) {
        if (s->stopped(s->user)) return errno = ECANCELED, false;
        size_t most = part.n < PIECE ? (size_t)part.n : PIECE;
        ssize_t n = s->ops->write(s->ops->user, fd, part.p, most);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return errno = n < 0 ? errno : EIO, false;
        part.p += n;
        part.n -= (uint64_t)n;
    }
    return true;
}

static bool fill(const Saving *s, int fd, const FilePart *parts, uint32_t n) {
    bool good = s->ops->truncate(s->ops->user, fd) == 0 && keep_mode(s, fd);
    for (uint32_t i = 0; good && i < n; i++) good = write_part(s, fd, parts[i]);
    return good && s->ops->sync(s->ops->user, fd) == 0;
}

static bool sync_folder(const Saving *s) {
    int fd = s->ops->open(s->ops->user, s->folder, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0) return false;
    bool good = s->ops->sync(s->ops->user, fd) == 0;
    return (s->ops->close(s->ops->user, fd) == 0) & good;
}

const char *snapshot_save(const Saver *how, const char *path, const FilePart *parts, uint32_t n,
                          Arena *scratch) {
    const FileOps *ops = how->ops;
    const char *slash = strrchr(path, '/');
    Saving s = {ops,
                path,
                joined(scratch, path, strlen(path), ".saving"),
                joined(scratch, path, slash ? (size_t)(slash - path) : 0, slash ? "/" : "."),
                how->stopped,
                how->user};
    int fd = open_beside(&s);
    if (fd < 0) return save_reason(errno);
    bool good = fill(&s, fd, parts, n);
    // Renamed while the lock is held: who waits for it finds another file there, and tries again.
    good = good && ops->rename(ops->user, s.beside, path) == 0;
    int reason = errno;
    if (!good) ops->unlink(ops->user, s.beside);
    bool closed = ops->close(ops->user, fd) == 0;
    if (!good) return save_reason(reason);
    return (sync_folder(&s) & closed) ? NULL : "it is saved, but a loss of power now may undo that";
}

#endif
