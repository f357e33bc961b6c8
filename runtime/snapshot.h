// A block in a file (.gza): saved so that the file is wholly the old or wholly the new one,
// whatever happens meanwhile, and mapped or read to be opened. Left out by GZT_NO_FILES.
#ifndef GAZ_SNAPSHOT_H
#define GAZ_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "lang/arena.h"

// What the system does with files, each as POSIX has it: tests let any of them fail.
typedef struct FileOps {
    void *user;
    int (*open)(void *user, const char *path, int flags, mode_t mode);
    int (*close)(void *user, int fd);
    int (*lock)(void *user, int fd); // for one process alone; fails where another has it
    int (*status)(void *user, int fd, struct stat *out);
    int (*status_at)(void *user, const char *path, struct stat *out);
    int (*chmod)(void *user, int fd, mode_t mode);
    int (*truncate)(void *user, int fd);
    ssize_t (*write)(void *user, int fd, const void *p, size_t n);
    ssize_t (*read)(void *user, int fd, void *p, size_t n);
    int (*sync)(void *user, int fd);
    int (*rename)(void *user, const char *from, const char *to);
    int (*unlink)(void *user, const char *path);
} FileOps;
extern const FileOps file_system;

// One run of bytes after the other.
typedef struct FilePart {
    const unsigned char *p;
    uint64_t n;
} FilePart;

// How to save: stopped is asked between pieces whether to give up.
typedef struct Saver {
    const FileOps *ops;
    bool (*stopped)(void *user);
    void *user;
} Saver;

// Writes the parts into path + ".saving", syncs it, renames it to path and syncs the folder. What a
// save that was killed left there is used again; while another saves, nothing is done. A sync that
// fails is not tried again. NULL, or why not (a static text; snapshot_stopped where it gave up):
// path keeps its old content then, but where only the sync of the folder failed.
const char *snapshot_save(const Saver *how, const char *path, const FilePart *parts, uint32_t n,
                          Arena *scratch);
extern const char snapshot_stopped[];
// In the user's words.
const char *file_reason(int error);

#endif
