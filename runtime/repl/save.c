// Saves results in files; see save.h.
#define _DEFAULT_SOURCE // fsync, fdopen, getpid
#include "runtime/repl/save.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Saving {
    FILE *file;
    int error; // errno of the first write that failed
} Saving;

static int32_t into_file(void *user, const char *p, size_t n) {
    Saving *s = user;
    errno = 0;
    if (!s->error && fwrite(p, 1, n, s->file) != n) s->error = errno ? errno : EIO;
    return s->error;
}

// A file beside the one that is to be, which nobody else has; NULL with errno.
static FILE *open_beside(const char *name, Buf *beside) {
    for (unsigned try = 0; try < 100; try++) {
        buf_clear(beside);
        buf_format(beside, "%s.%ld-%u.part", name, (long)getpid(), try);
        int fd = open(buf_text(beside), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0) return fdopen(fd, "w");
        if (errno != EEXIST) return NULL;
    }
    return NULL;
}

static int close_file(Saving *s) {
    errno = 0;
    if (!s->error && fflush(s->file) != 0) s->error = errno ? errno : EIO;
    if (!s->error && fsync(fileno(s->file)) != 0 && errno != EINVAL) s->error = errno;
    if (fclose(s->file) != 0 && !s->error) s->error = errno ? errno : EIO;
    return s->error;
}

static int cannot_save(App *app, const char *name, const char *why) {
    app_complain(app, "cannot save '%s': %s", name, why);
    return EXIT_FAILED;
}

static int write_beside(App *app, gzt_result *result, const char *name, Saving *s,
                        const char *beside) {
    gzt_error error = {0};
    gzt_write_options how = {.size = sizeof how}; // what the ending says, and all of it
    gzt_status status = gzt_result_write(result, &how, into_file, s, &error);
    int failed = close_file(s);
    if (failed) return cannot_save(app, name, strerror(failed));
    if (status < 0) return app_errors(app, status, &error);
    if (rename(beside, name) != 0) return cannot_save(app, name, strerror(errno));
    return EXIT_DONE;
}

int save_result(App *app, gzt_result *result, const char *name) {
    struct stat there;
    Saving s = {0};
    Buf beside = {0};
    if (stat(name, &there) == 0 && !S_ISREG(there.st_mode))
        return cannot_save(app, name, "it is there already, and no file");
    s.file = open_beside(name, &beside);
    if (!s.file) {
        int reason = errno;
        buf_free(&beside);
        return cannot_save(app, name, strerror(reason));
    }
    int status = write_beside(app, result, name, &s, buf_text(&beside));
    if (status == EXIT_DONE)
        app_note(app, "saved %s", name);
    else
        unlink(buf_text(&beside));
    buf_free(&beside);
    return status;
}
