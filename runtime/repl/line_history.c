// History holds whatever was typed, so its file is for its owner's eyes only; see line_history.h.
#define _DEFAULT_SOURCE // mkdir, fchmod
#include "runtime/repl/line_history.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

#include "runtime/repl/buf.h"

enum { HISTORY_MOST = 5000 };

static char *history_path; // NULL: nothing is kept

static void make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static char *find_history(void) {
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    Buf path = {0};
    if (state && *state == '/') {
        buf_format(&path, "%s/gazette/history", state);
    } else if (home && *home == '/') {
        buf_format(&path, "%s/.local/state/gazette/history", home);
    }
    return path.p;
}

static bool private_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
    if (fd < 0) return false;
    bool good = fchmod(fd, 0600) == 0;
    close(fd);
    return good;
}

void history_open(bool keep) {
    using_history();
    stifle_history(HISTORY_MOST);
    history_comment_char = '#'; // time stamps keep entries of several lines together
    history_write_timestamps = 1;
    history_path = keep ? find_history() : NULL;
    if (!history_path) return;
    make_folders(history_path);
    if (private_file(history_path) && read_history(history_path) == 0) {
        history_truncate_file(history_path, HISTORY_MOST);
    } else {
        history_keep_none();
    }
}

const char *history_latest(size_t back) {
    if (back >= (size_t)history_length) return NULL;
    const HIST_ENTRY *entry = history_get(history_base + history_length - 1 - (int)back);
    return entry ? entry->line : NULL;
}

void history_add(const char *entry) {
    const char *last = history_latest(0);
    if (!*entry || (last && strcmp(last, entry) == 0)) return;
    add_history(entry);
    if (history_path) append_history(1, history_path);
}

const char *history_rest(const char *text, size_t n) {
    for (size_t back = 0; back < (size_t)history_length; back++) {
        const char *entry = history_latest(back);
        if (entry && strncmp(entry, text, n) == 0 && entry[n]) return entry + n;
    }
    return NULL;
}

void history_keep_none(void) {
    free(history_path);
    history_path = NULL;
}

void history_close(void) {
    clear_history();
    history_keep_none();
}
