// Archives in files of the host's: opened, frozen or as facts; saved; checked. In: a path; out: the
// bytes, handed to what opens them in memory, or a file. Left out by GZT_NO_FILES.
#define _POSIX_C_SOURCE 200809L
#include "runtime/session.h"

#ifndef GZT_NO_FILES

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "runtime/block_impl.h"
#include "runtime/snapshot.h"

typedef struct File {
    gzt_env *env;
    unsigned char *bytes; // from the env's allocator
    size_t length;
} File;

// "cannot open x: there is no such file"; a long path is cut at its beginning.
static gzt_status refuse(gzt_error *err, const char *what, const char *path, gzt_status status,
                         const char *code, const char *why) {
    enum { SHOWN = 150 };
    if (!err) return status;
    size_t n = strlen(path), from = n > SHOWN ? n - SHOWN : 0;
    while (((unsigned char)path[from] & 0xc0) == 0x80) from++;
    Str shown = {path + from, (uint32_t)(n - from)};
    if (utf8_invalid_at(shown) < shown.n) shown = (Str){"a path that is not UTF-8", 24};
    const char *const parts[] = {what, from ? "…" : "", shown.p, ": ", why};
    size_t lengths[] = {strlen(what), strlen(parts[1]), shown.n, 2, strlen(why)}, at = 0;
    error_misuse(err, "");
    err->status = status;
    memcpy(err->code, code, strlen(code) + 1);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        memcpy(err->message + at, parts[i], lengths[i]);
        at += lengths[i];
    }
    err->message[at] = 0;
    return status;
}

// NULL, or why not; *status says of what kind that is.
static const char *size_of(int fd, uint64_t most, uint64_t *size, gzt_status *status) {
    struct stat st;
    *status = GZT_IO;
    if (file_system.status(file_system.user, fd, &st) != 0) return file_reason(errno);
    if (S_ISDIR(st.st_mode)) return "it is a folder";
    if (!S_ISREG(st.st_mode)) return "it is not a file";
    *size = (uint64_t)st.st_size;
    *status = GZT_LIMIT;
    if (*size > SIZE_MAX / 2 || (most && *size > most)) return "it is larger than is allowed";
    return NULL;
}

static const char *read_all(File *f, int fd, uint64_t most, gzt_status *status) {
    uint64_t size = 0;
    const char *why = size_of(fd, most, &size, status);
    if (why) return why;
    *status = GZT_NOMEM;
    f->bytes = env_alloc(f->env, size ? (size_t)size : 1);
    if (!f->bytes) return "there is no memory left";
    f->length = size ? (size_t)size : 1; // of the allocation
    *status = GZT_IO;
    for (size_t at = 0; at < size;) {
        ssize_t n = file_system.read(file_system.user, fd, f->bytes + at, (size_t)size - at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return file_reason(errno);
        if (n == 0) return "it was cut short while it was read";
        at += (size_t)n;
    }
    *status = GZT_OK;
    return size ? NULL : "it is empty";
}

static gzt_status not_opened(gzt_error *err, const char *path, gzt_status status, const char *why) {
    const char *code = status == GZT_LIMIT ? "E0601" : status == GZT_NOMEM ? "E0603" : "E0801";
    return refuse(err, "cannot open ", path, status, code, why);
}

static void forget_errors(gzt_env *env) { // of what was opened before
    arena_reset(&env->errors_arena);
    env->errors = (Diags){0};
}

static int open_to_read(const char *path) {
    return file_system.open(file_system.user, path, O_RDONLY | O_NONBLOCK, 0);
}

static gzt_status build(File *f, const char *path, gzt_archive **out, gzt_error *err) {
    gzt_source facts = {path, SIZE_MAX, (const char *)f->bytes, f->length};
    gzt_status st = gzt_archive_build(f->env, &facts, 1, out, err);
    env_release(f->env, f->bytes, f->length);
    return st;
}

static void give_back(void *user, const void *bytes, size_t n) {
    env_release(user, (void *)(uintptr_t)bytes, n);
}

static bool is_frozen(const File *f) {
    uint32_t magic = BLOCK_MAGIC, first = 0;
    if (f->length >= sizeof first) memcpy(&first, f->bytes, sizeof first);
    return first == magic;
}

gzt_status gzt_archive_open_file(gzt_env *env, const char *path, uint64_t most, gzt_archive **out,
                                 gzt_error *err) {
    error_clear(err);
    if (!env || !path || !out)
        return error_misuse(err, "gzt_archive_open_file needs an env, a path and out");
    *out = NULL;
    forget_errors(env);
    File f = {.env = env};
    gzt_status status = GZT_IO;
    int fd = open_to_read(path);
    const char *why = fd < 0 ? file_reason(errno) : read_all(&f, fd, most, &status);
    if (fd >= 0) file_system.close(file_system.user, fd);
    if (status == GZT_OK && why) status = GZT_DATA;
    if (why) {
        if (f.bytes) env_release(env, f.bytes, f.length);
        return not_opened(err, path, status, why);
    }
    if (!is_frozen(&f)) return build(&f, path, out, err);
    return gzt_archive_open(env, f.bytes, f.length, give_back, env, out, err);
}

// ---- mapping ----------------------------------------------------------------------------------

static void unmap(void *user, const void *bytes, size_t n) {
    (void)user;
    munmap((void *)(uintptr_t)bytes, n);
}

gzt_status gzt_archive_map_file(gzt_env *env, const char *path, gzt_archive **out, gzt_error *err) {
    error_clear(err);
    if (!env || !path || !out)
        return error_misuse(err, "gzt_archive_map_file needs an env, a path and out");
    *out = NULL;
    forget_errors(env);
    uint64_t size = 0;
    void *bytes = MAP_FAILED;
    gzt_status status = GZT_IO;
    int fd = open_to_read(path);
    const char *why = fd < 0 ? file_reason(errno) : size_of(fd, 0, &size, &status);
    if (!why && size == 0) why = "it is empty", status = GZT_DATA;
    if (!why) bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (!why && bytes == MAP_FAILED) why = "it cannot be mapped", status = GZT_IO;
    if (fd >= 0) file_system.close(file_system.user, fd);
    if (why) return not_opened(err, path, status, why);
    return gzt_archive_open(env, bytes, (size_t)size, unmap, NULL, out, err);
}

// ---- saving -----------------------------------------------------------------------------------

static bool is_stopped(void *env) {
    const gzt_env *e = env;
    return e->cancel && atomic_load_explicit(&e->cancel->token.set, memory_order_relaxed);
}

gzt_status gzt_archive_save(const gzt_archive *a, const char *path, gzt_error *err) {
    error_clear(err);
    if (!a || !path) return error_misuse(err, "gzt_archive_save needs an archive and a path");
    Work w;
    work_begin(&w, a->env);
    if (setjmp(w.guard.at)) return work_ended(&w, err);
    uint64_t n;
    const unsigned char *head = block_sealed_head(&w.arena, a->bytes, &n);
    const FilePart parts[] = {{head, n}, {a->bytes + n, a->length - n}};
    const Saver how = {&file_system, is_stopped, a->env};
    const char *why = snapshot_save(&how, path, parts, 2, &w.arena);
    if (why == snapshot_stopped) guard_leave(&w.guard, ST_INTERRUPTED, NULL);
    arena_free(&w.arena);
    return why ? refuse(err, "cannot save ", path, GZT_IO, "E0801", why) : GZT_OK;
}

#endif
