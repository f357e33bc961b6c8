// A file that is saved is wholly old or wholly new: whichever call to the system fails, and how,
// once or from then on, and wherever the process is killed; what is left behind does not hinder the
// next save; two do not save at once.
#define _DEFAULT_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "runtime/snapshot.h"

enum { SIZE = 5 << 18 }; // more than one piece

typedef enum How { FAIL, SHORT, KILL_BEFORE, KILL_AFTER } How;

// Calls are counted; that of number `at` meets with what `how` says, and so do later ones where it
// lasts.
typedef struct Trouble {
    long at, calls;
    How how;
    int error;
    bool lasts, met;
} Trouble;

static bool meets(Trouble *t) {
    long call = t->calls++;
    bool now = t->at >= 0 && (call == t->at || (t->lasts && call > t->at));
    t->met |= now;
    if (now && t->how == KILL_BEFORE) raise(SIGKILL);
    if (now && t->how == FAIL) errno = t->error;
    return now;
}

static void after(const Trouble *t, bool now) {
    int kept = errno;
    if (now && t->how == KILL_AFTER) raise(SIGKILL);
    errno = kept;
}

// The call, or -1 in its place.
#define CALL(T, user, call)                                                                        \
    Trouble *t = user;                                                                             \
    bool now = meets(t);                                                                           \
    if (now && t->how == FAIL) return -1;                                                          \
    T result = call;                                                                               \
    after(t, now);                                                                                 \
    return result

static int t_open(void *user, const char *path, int flags, mode_t mode) {
    CALL(int, user, file_system.open(NULL, path, flags, mode));
}
static int t_close(void *user, int fd) {
    Trouble *t = user;
    bool now = meets(t);
    int result = file_system.close(NULL, fd); // it is closed, whatever is said
    after(t, now);
    if (now && t->how == FAIL) errno = t->error;
    return now && t->how == FAIL ? -1 : result;
}
static int t_lock(void *user, int fd) { CALL(int, user, file_system.lock(NULL, fd)); }
static int t_status(void *user, int fd, struct stat *out) {
    CALL(int, user, file_system.status(NULL, fd, out));
}
static int t_status_at(void *user, const char *path, struct stat *out) {
    CALL(int, user, file_system.status_at(NULL, path, out));
}
static int t_chmod(void *user, int fd, mode_t mode) {
    CALL(int, user, file_system.chmod(NULL, fd, mode));
}
static int t_truncate(void *user, int fd) { CALL(int, user, file_system.truncate(NULL, fd)); }
static ssize_t t_write(void *user, int fd, const void *p, size_t n) {
    const Trouble *is = user;
    bool less = is->how == SHORT && is->calls == is->at;
    CALL(ssize_t, user, file_system.write(NULL, fd, p, less ? n / 3 : n));
}
static int t_sync(void *user, int fd) { CALL(int, user, file_system.sync(NULL, fd)); }
static int t_rename(void *user, const char *from, const char *to) {
    CALL(int, user, file_system.rename(NULL, from, to));
}
static int t_unlink(void *user, const char *path) {
    CALL(int, user, file_system.unlink(NULL, path));
}

static FileOps with_trouble(Trouble *t) {
    return (FileOps){.user = t,
                     .open = t_open,
                     .close = t_close,
                     .lock = t_lock,
                     .status = t_status,
                     .status_at = t_status_at,
                     .chmod = t_chmod,
                     .truncate = t_truncate,
                     .write = t_write,
                     .sync = t_sync,
                     .rename = t_rename,
                     .unlink = t_unlink};
}

// ---- the files --------------------------------------------------------------------------------

typedef struct Place {
    char folder[40], path[60], beside[70];
    unsigned char *bytes; // of what is saved: all of them one letter
} Place;

static int make_place(void **state) {
    Place *p = calloc(1, sizeof *p);
    if (!p) return -1;
    *state = p;
    strcpy(p->folder, "/tmp/gazette-saving-XXXXXX");
    p->bytes = malloc(SIZE);
    if (!p->bytes || !mkdtemp(p->folder)) return -1;
    snprintf(p->path, sizeof p->path, "%s/x.gza", p->folder);
    snprintf(p->beside, sizeof p->beside, "%s.saving", p->path);
    return 0;
}

static int clear_place(void **state) {
    Place *p = *state;
    unlink(p->path);
    unlink(p->beside);
    rmdir(p->folder);
    free(p->bytes);
    free(p);
    return 0;
}

static bool never(void *user) {
    (void)user;
    return false;
}

static const char *save(Place *p, const FileOps *ops, int letter) {
    Guard guard = {.status = ST_OK};
    Arena arena;
    arena_init(&arena, &alloc_system, NULL, &guard);
    memset(p->bytes, letter, SIZE);
    const FilePart parts[] = {{p->bytes, 5}, {p->bytes + 5, SIZE - 5}};
    const Saver how = {ops, never, NULL};
    const char *why = snapshot_save(&how, p->path, parts, 2, &arena);
    arena_free(&arena);
    return why;
}

// The letter that the whole file is made of.
static int letter_of(const Place *p) {
    FILE *f = fopen(p->path, "rb");
    assert_non_null(f);
    size_t n = fread(p->bytes, 1, SIZE, f);
    assert_int_equal(n, SIZE);
    assert_int_equal(fgetc(f), EOF);
    fclose(f);
    for (size_t i = 0; i < n; i++) assert_int_equal(p->bytes[i], p->bytes[0]);
    return p->bytes[0];
}

static bool is_there(const char *path) { return access(path, F_OK) == 0; }

// ---- what may go wrong ------------------------------------------------------------------------

static void saves(void **state) {
    Place *p = *state;
    assert_null(save(p, &file_system, 'a'));
    assert_int_equal(letter_of(p), 'a');
    chmod(p->path, 0640);
    assert_null(save(p, &file_system, 'b'));
    assert_int_equal(letter_of(p), 'b');
    struct stat st;
    stat(p->path, &st);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_false(is_there(p->beside));
}

// One save that meets with trouble. The number of calls until it did, or 0: it met none.
static bool troubled(Place *p, Trouble t) {
    FileOps ops = with_trouble(&t);
    assert_null(save(p, &file_system, 'o'));
    const char *why = save(p, &ops, 'n');
    int found = letter_of(p);
    assert_true(found == 'o' || found == 'n');
    if (!why) assert_int_equal(found, 'n');
    if (why && !strstr(why, "it is saved")) assert_int_equal(found, 'o');
    assert_null(save(p, &file_system, 'z')); // nothing that is left hinders
    assert_int_equal(letter_of(p), 'z');
    return t.met;
}

static void every_call_fails(void **state) {
    static const int errors[] = {EIO, ENOSPC, EINTR, EACCES};
    long points = 0;
    for (size_t e = 0; e < sizeof errors / sizeof *errors; e++)
        for (int lasts = 0; lasts < 2; lasts++) {
            bool forever = errors[e] == EINTR && lasts; // a write would be tried for ever
            for (long at = 0;
                 !forever &&
                 troubled(*state, (Trouble){.at = at, .error = errors[e], .lasts = lasts});
                 at++)
                points++;
        }
    for (long at = 0; troubled(*state, (Trouble){.at = at, .how = SHORT}); at++) points++;
    assert_true(points > 100);
}

static void killed_at_every_call(void **state) {
    Place *p = *state;
    int old = 0, new = 0;
    for (How how = KILL_BEFORE; how <= KILL_AFTER; how++) {
        for (long at = 0;; at++) {
            assert_null(save(p, &file_system, 'o'));
            pid_t child = fork();
            assert_true(child >= 0);
            if (child == 0) {
                Trouble t = {.at = at, .how = how};
                FileOps ops = with_trouble(&t);
                save(p, &ops, 'n');
                _exit(0);
            }
            int status;
            assert_int_equal(waitpid(child, &status, 0), child);
            int found = letter_of(p);
            assert_true(found == 'o' || found == 'n');
            old += found == 'o';
            new += found == 'n';
            if (WIFEXITED(status)) break;
            assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        }
    }
    assert_true(old > 10 && new > 4);
}

static _Noreturn void save_for_ever(Place *p) {
    int letter = 'a';
    while (!save(p, &file_system, letter)) letter = letter == 'z' ? 'a' : letter + 1;
    _exit(1);
}

// At moments that nobody chose.
static void killed_at_random(void **state) {
    Place *p = *state;
    unsigned seed = 7;
    assert_null(save(p, &file_system, 'a'));
    for (int i = 0; i < 500; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) save_for_ever(p);
        seed = seed * 1103515245u + 12345u;
        usleep(seed >> 16 & 0xfff);
        kill(child, SIGKILL);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status)); // it never failed by itself
        letter_of(p);
    }
}

static void two_at_once(void **state) {
    Place *p = *state;
    assert_null(save(p, &file_system, 'a'));
    int fd = file_system.open(NULL, p->beside, O_WRONLY | O_CREAT, 0666);
    assert_true(fd >= 0);
    assert_int_equal(file_system.lock(NULL, fd), 0);
    assert_string_equal(save(p, &file_system, 'b'), "another program is saving it just now");
    assert_int_equal(letter_of(p), 'a');
    assert_true(is_there(p->beside)); // it is the other's
    file_system.close(NULL, fd);
    assert_null(save(p, &file_system, 'c'));
    assert_int_equal(letter_of(p), 'c');
}

static bool at_once(void *user) {
    (void)user;
    return true;
}

static void gives_up(void **state) {
    Place *p = *state;
    Guard guard = {.status = ST_OK};
    Arena arena;
    arena_init(&arena, &alloc_system, NULL, &guard);
    const FilePart part = {p->bytes, 1};
    const Saver how = {&file_system, at_once, NULL};
    assert_ptr_equal(snapshot_save(&how, p->path, &part, 1, &arena), snapshot_stopped);
    assert_false(is_there(p->path) || is_there(p->beside));
    arena_free(&arena);
}

static void names_what_is_wrong(void **state) {
    Place *p = *state;
    char path[60];
    strcpy(path, p->path);
    strcpy(p->path, p->folder);
    assert_string_equal(save(p, &file_system, 'a'), "it is a folder");
    strcpy(p->path, "/tmp/there-is-no-such-folder/x.gza");
    assert_string_equal(save(p, &file_system, 'a'), "there is no such folder");
    strcpy(p->path, path);
    assert_int_equal(symlink("/tmp/elsewhere", p->beside), 0);
    assert_string_equal(save(p, &file_system, 'a'), "writing failed"); // no link is followed
    assert_false(is_there("/tmp/elsewhere"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(saves, make_place, clear_place),
        cmocka_unit_test_setup_teardown(every_call_fails, make_place, clear_place),
        cmocka_unit_test_setup_teardown(killed_at_every_call, make_place, clear_place),
        cmocka_unit_test_setup_teardown(killed_at_random, make_place, clear_place),
        cmocka_unit_test_setup_teardown(two_at_once, make_place, clear_place),
        cmocka_unit_test_setup_teardown(gives_up, make_place, clear_place),
        cmocka_unit_test_setup_teardown(names_what_is_wrong, make_place, clear_place)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
