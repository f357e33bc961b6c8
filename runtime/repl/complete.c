// Candidates come from the library (gzt_complete), from folders and from the tables of the dot
// commands; here they are made into an insertion and a list. See complete.h.
#define _DEFAULT_SOURCE
#include "runtime/repl/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "runtime/repl/guard.h"

typedef struct Choice {
    char *text, *tail, *type, *help;
} Choice;

struct Choices {
    Choice *at;
    size_t n, cap;
};

Choices *choices_new(void) {
    Choices *c = mem_grow(NULL, 1, sizeof *c);
    *c = (Choices){0};
    return c;
}

void choices_free(Choices *c) {
    for (size_t i = 0; i < c->n; i++) {
        free(c->at[i].text);
        free(c->at[i].tail);
        free(c->at[i].type);
        free(c->at[i].help);
    }
    free(c->at);
    free(c);
}

static char *copy(const char *text) { return mem_text(text, strlen(text)); }

void choice_add(Choices *c, const char *text, const char *tail, const char *type,
                const char *help) {
    for (size_t i = 0; i < c->n; i++)
        if (strcmp(c->at[i].text, text) == 0) return; // by another way
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 64;
        c->at = mem_grow(c->at, c->cap, sizeof *c->at);
    }
    c->at[c->n++] = (Choice){copy(text), copy(tail), copy(type), copy(help)};
}

void choice_try(Choices *c, const char *word, size_t n, const char *text, const char *tail,
                const char *type, const char *help) {
    if (strncmp(text, word, n) == 0) choice_add(c, text, tail, type, help);
}

// ---- from the library -----------------------------------------------------------------------

typedef struct Typed {
    Choices *choices;
    char quote; // that the word stands behind
} Typed;

// What follows a word that is certain: the next thing to type is another.
static const char *tail_of(const gzt_candidate *c, char quote) {
    static const struct {
        const char *what, *tail;
    } tails[] = {{"stage", " "},    {"statement", " "}, {"word", " "},
                 {"function", "("}, {"option", ": "},   {"setting", " = "}};
    if (strcmp(c->text, "count") == 0 || strcmp(c->text, "distinct") == 0) return "";
    bool text = strcmp(c->what, "value") == 0 || strcmp(c->what, "name") == 0;
    if (text && *c->text != '"') return quote == '\'' ? "'" : "\"";
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (strcmp(c->what, tails[i].what) == 0) return tails[i].tail;
    return "";
}

static int32_t take_candidate(void *user, const gzt_candidate *c) {
    const Typed *typed = user;
    choice_add(typed->choices, c->text, tail_of(c, typed->quote), *c->type ? c->type : c->what,
               c->help);
    return 0;
}

size_t choices_query(Choices *c, App *app, const char *text, size_t n, size_t cursor) {
    size_t start = cursor;
    Typed typed = {c, '"'};
    for (size_t i = cursor; i > 0 && text[i - 1] != '"'; i--) // '…' holds none
        if (text[i - 1] == '\'') {
            typed.quote = '\'';
            break;
        }
    if (gzt_complete(app->session, text, n, cursor, GZT_REPL, &start, take_candidate, &typed) < 0)
        start = cursor;
    return start;
}

// ---- files ----------------------------------------------------------------------------------

static bool is_folder(const char *folder, const char *name) {
    struct stat there;
    Buf path = {0};
    buf_format(&path, "%s%s", folder, name);
    bool yes = stat(buf_text(&path), &there) == 0 && S_ISDIR(there.st_mode);
    buf_free(&path);
    return yes;
}

static int by_name(const void *a, const void *b) {
    return strcmp(((const Choice *)a)->text, ((const Choice *)b)->text);
}

void choices_files(Choices *c, const char *path, size_t n, const char *quote) {
    size_t base = n;
    while (base > 0 && path[base - 1] != '/') base--;
    char *folder = mem_text(path, base);
    DIR *dir = opendir(*folder ? folder : ".");
    for (struct dirent *e; dir && (e = readdir(dir)) != NULL;) {
        bool hidden = e->d_name[0] == '.' && (base == n || path[base] != '.');
        if (hidden || strncmp(e->d_name, path + base, n - base) != 0) continue;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        Buf name = {0};
        bool deeper = is_folder(folder, e->d_name);
        buf_format(&name, "%s%s%s", folder, e->d_name, deeper ? "/" : "");
        choice_add(c, buf_text(&name), deeper ? "" : quote, deeper ? "folder" : "file", "");
        buf_free(&name);
    }
    if (dir) closedir(dir);
    qsort(c->at, c->n, sizeof *c->at, by_name);
    free(folder);
}

// ---- what to insert -------------------------------------------------------------------------

// Bytes that all choices have in common, cut at a whole character.
static size_t common_length(const Choices *c) {
    size_t n = strlen(c->at[0].text);
    for (size_t i = 1; i < c->n; i++) {
        size_t k = 0;
        while (k < n && c->at[i].text[k] == c->at[0].text[k]) k++;
        n = k;
    }
    while (n && ((unsigned char)c->at[0].text[n] & 0xc0) == 0x80) n--;
    return n;
}

static void decide(const Choices *c, const char *word, size_t n, Buf *insert) {
    size_t common = c->n ? common_length(c) : 0;
    if (c->n == 1) {
        buf_put(insert, c->at[0].text);
        buf_put(insert, c->at[0].tail);
    } else if (common > n) {
        buf_add(insert, c->at[0].text, common);
    } else {
        buf_add(insert, word, n);
    }
}

// ---- the list -------------------------------------------------------------------------------

static size_t at_most(size_t n, size_t most) { return n < most ? n : most; }

static size_t widest(const Choices *c, size_t shown, bool types) {
    size_t cells = 0;
    for (size_t i = 0; i < shown; i++) {
        Buf safe = {0};
        const char *text = types ? c->at[i].type : c->at[i].text;
        guard_text(&safe, text, strlen(text));
        size_t n = text_cells(buf_text(&safe));
        if (n > cells) cells = n;
        buf_free(&safe);
    }
    return cells;
}

// The text in so many cells, cut with an ellipsis or filled up.
static void put_cells(Buf *to, const char *text, size_t cells) {
    Buf safe = {0}, cut = {0};
    guard_text(&safe, text, strlen(text));
    text_cut(&cut, buf_text(&safe), cells);
    buf_pad(to, buf_text(&cut), cells);
    buf_free(&safe);
    buf_free(&cut);
}

static void list_choices(App *app, const Choices *c, size_t width, size_t rows, Buf *list) {
    size_t shown = at_most(c->n, rows);
    size_t text = at_most(widest(c, shown, false), width / 3),
           type = at_most(widest(c, shown, true), width / 4);
    for (size_t i = 0; i < shown; i++) {
        const Choice *k = &c->at[i];
        buf_put(list, "  ");
        put_cells(list, k->text, text);
        buf_put(list, out_color(&app->out, PAINT_DIM));
        buf_put(list, "  ");
        put_cells(list, k->type, type > 10 ? type : 10);
        buf_put(list, "  ");
        size_t left = width > text + type + 20 ? width - text - type - 20 : 0;
        if (left > 8) put_cells(list, k->help, left);
        buf_put(list, out_color(&app->out, PAINT_OFF));
        buf_char(list, '\n');
    }
    if (c->n > shown) buf_format(list, "  … and %zu more\n", c->n - shown);
}

// ---- both -----------------------------------------------------------------------------------

void complete_word(App *app, const Choices *c, const char *word, size_t n, size_t rows,
                   Completion *out) {
    decide(c, word, n, &out->insert);
    if (c->n > 1) list_choices(app, c, out_width(&app->out), rows, &out->list);
}

void completion_free(Completion *c) {
    buf_free(&c->insert);
    buf_free(&c->list);
}
