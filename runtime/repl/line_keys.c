// Each function takes the place of one of Readline's wherever that is bound; see line_keys.h.
#include "runtime/repl/line_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "runtime/repl/line_draw.h"

static const Line_host *host;
static int wanted_column; // of up and down, through shorter lines

// --- lines of the buffer
// --------------------------------------------------------------------------

static int line_begin(int at) {
    while (at > 0 && rl_line_buffer[at - 1] != '\n') at--;
    return at;
}

static int line_end(int at) {
    while (at < rl_end && rl_line_buffer[at] != '\n') at++;
    return at;
}

// Characters between the two places.
static int column_of(int begin, int at) {
    int n = 0;
    for (int i = begin; i < at; i++) n += ((unsigned char)rl_line_buffer[i] & 0xc0) != 0x80;
    return n;
}

static int at_column(int begin, int column) {
    int at = begin;
    for (; at < rl_end && rl_line_buffer[at] != '\n'; at++)
        if (((unsigned char)rl_line_buffer[at] & 0xc0) != 0x80 && column-- == 0) break;
    return at;
}

static int up(int count, int key);
static int down(int count, int key);

static void keep_column(void) {
    if (rl_last_func != up && rl_last_func != down)
        wanted_column = column_of(line_begin(rl_point), rl_point);
}

// --- motion
// ---------------------------------------------------------------------------------------

static int up(int count, int key) {
    int begin = line_begin(rl_point);
    if (begin == 0) return rl_get_previous_history(count, key);
    keep_column();
    rl_point = at_column(line_begin(begin - 1), wanted_column);
    return 0;
}

static int down(int count, int key) {
    int end = line_end(rl_point);
    if (end == rl_end) return rl_get_next_history(count, key);
    keep_column();
    rl_point = at_column(end + 1, wanted_column);
    return 0;
}

// A second time: of the whole buffer.
static int home(int count, int key) {
    (void)count, (void)key;
    int begin = line_begin(rl_point);
    rl_point = rl_point == begin ? 0 : begin;
    return 0;
}

static bool accept_suggestion(void) {
    const char *rest = draw_suggestion();
    if (!rest) return false;
    char *copy = mem_text(rest, strlen(rest));
    rl_insert_text(copy);
    free(copy);
    return true;
}

static int end(int count, int key) {
    (void)count, (void)key;
    int at = line_end(rl_point);
    if (rl_point == rl_end && accept_suggestion()) return 0;
    rl_point = rl_point == at ? rl_end : at;
    return 0;
}

static int right(int count, int key) {
    if (rl_point == rl_end && accept_suggestion()) return 0;
    return rl_forward_char(count, key);
}

static int kill_to_end(int count, int key) {
    (void)count, (void)key;
    int at = line_end(rl_point);
    if (at == rl_point && at < rl_end) at++; // the line end itself
    rl_kill_text(rl_point, at);
    return 0;
}

static int clear(int count, int key) {
    (void)count, (void)key;
    fputs("\033[H\033[2J", rl_outstream);
    draw_again();
    return 0;
}

// --- Enter
// ----------------------------------------------------------------------------------------

static int new_line(int count, int key) {
    (void)count, (void)key;
    rl_insert_text("\n");
    return 0;
}

// Runs what is complete, else adds a line; a second Enter runs it as it is.
static int enter(int count, int key) {
    Buf awaited = {0};
    bool more =
        !draw_blank_end() && host->unfinished(host->user, rl_line_buffer, (size_t)rl_end, &awaited);
    buf_free(&awaited);
    if (more) return new_line(count, key);
    if (rl_mark_active_p()) rl_deactivate_mark();
    draw_done("");
    rl_done = 1;
    RL_SETSTATE(RL_STATE_DONE);
    return 0;
}

// --- Tab
// ------------------------------------------------------------------------------------------

static bool blank_before_cursor(void) {
    int at = line_begin(rl_point);
    for (int i = at; i < rl_point; i++)
        if (!strchr(" \t", rl_line_buffer[i])) return false;
    return at > 0;
}

static void replace_word(size_t start, const Buf *insert) {
    rl_begin_undo_group();
    rl_delete_text((int)start, rl_point);
    rl_point = (int)start;
    rl_insert_text(buf_text(insert));
    rl_end_undo_group();
}

static int tab(int count, int key) {
    (void)count, (void)key;
    if (blank_before_cursor()) {
        rl_insert_text("  ");
        return 0;
    }
    Buf insert = {0}, choices = {0};
    size_t start = (size_t)rl_point, typed;
    host->complete(host->user, rl_line_buffer, (size_t)rl_end, start, &start, &insert, &choices);
    typed = (size_t)rl_point - start;
    if (insert.n != typed || memcmp(buf_text(&insert), rl_line_buffer + start, typed) != 0) {
        replace_word(start, &insert);
    } else if (choices.n) {
        draw_lines(choices.p);
    } else {
        rl_ding();
    }
    buf_free(&insert);
    buf_free(&choices);
    return 0;
}

// --- all of them
// ----------------------------------------------------------------------------------

static void replace_in(const char *keymap, rl_command_func_t *old, rl_command_func_t *new) {
    Keymap map = rl_get_keymap_by_name(keymap);
    char **keys = map ? rl_invoking_keyseqs_in_map(old, map) : NULL;
    for (size_t i = 0; keys && keys[i]; i++) {
        rl_bind_keyseq_in_map(keys[i], new, map);
        free(keys[i]);
    }
    free(keys);
}

void keys_open(const Line_host *line_host) {
    static const struct {
        rl_command_func_t *old, *new;
        bool command; // also in vi's command mode
    } table[] = {
        {rl_newline, enter, true},          {rl_get_previous_history, up, true},
        {rl_get_next_history, down, true},  {rl_beg_of_line, home, false},
        {rl_end_of_line, end, false},       {rl_forward_char, right, false},
        {rl_kill_line, kill_to_end, false}, {rl_clear_screen, clear, true},
        {rl_complete, tab, false},
    };
    host = line_host;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        replace_in("emacs", table[i].old, table[i].new);
        replace_in("vi-insert", table[i].old, table[i].new);
        if (table[i].command) replace_in("vi-command", table[i].old, table[i].new);
    }
    rl_bind_keyseq_in_map("\\e\\C-m", new_line, rl_get_keymap_by_name("emacs"));
}
