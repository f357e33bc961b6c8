// Candidates come from the library (gzt_complete); here they are made into an insertion and a list.
// See complete.h.
#include "runtime/repl/complete.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/repl/guard.h"

typedef struct Choice {
    char *text, *what, *type, *help;
} Choice;

typedef struct Choices {
    Choice *at;
    size_t n, cap;
} Choices;

static void add_choice(Choices *c, const char *text, const char *what, const char *type,
                       const char *help) {
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 64;
        c->at = mem_grow(c->at, c->cap, sizeof *c->at);
    }
    c->at[c->n++] = (Choice){mem_text(text, strlen(text)), mem_text(what, strlen(what)),
                             mem_text(type, strlen(type)), mem_text(help, strlen(help))};
}

static void free_choices(Choices *c) {
    for (size_t i = 0; i < c->n; i++) {
        free(c->at[i].text);
        free(c->at[i].what);
        free(c->at[i].type);
        free(c->at[i].help);
    }
    free(c->at);
}

static int32_t take_candidate(void *user, const gzt_candidate *c) {
    Choices *choices = user;
    for (size_t i = 0; i < choices->n; i++)
        if (strcmp(choices->at[i].text, c->text) == 0) return 0; // by another way
    add_choice(choices, c->text, c->what, c->type, c->help);
    return 0;
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

// What follows a word that is certain: the next thing to type is another.
static const char *after_word(const Choice *c) {
    static const struct {
        const char *what, *tail;
    } tails[] = {{"stage", " "},    {"statement", " "}, {"word", " "},
                 {"function", "("}, {"value", "\""},    {"name", "\""}};
    if (strcmp(c->text, "count") == 0 || strcmp(c->text, "distinct") == 0) return "";
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (strcmp(c->what, tails[i].what) == 0) return tails[i].tail;
    return "";
}

static void decide(const Choices *c, const char *word, size_t n, Buf *insert) {
    size_t common = c->n ? common_length(c) : 0;
    if (c->n == 1) {
        buf_put(insert, c->at[0].text);
        buf_put(insert, after_word(&c->at[0]));
    } else if (common > n) {
        buf_add(insert, c->at[0].text, common);
    } else {
        buf_add(insert, word, n);
    }
}

// ---- the list -------------------------------------------------------------------------------

static size_t widest(const Choices *c, size_t shown, bool types) {
    size_t cells = 0;
    for (size_t i = 0; i < shown; i++) {
        size_t n = text_cells(types ? c->at[i].type : c->at[i].text);
        if (n > cells) cells = n;
    }
    return cells;
}

static size_t at_most(size_t n, size_t most) { return n < most ? n : most; }

// The text in so many cells, cut with an ellipsis or filled up.
static void put_cells(Buf *to, const char *text, size_t cells) {
    Buf safe = {0};
    guard_text(&safe, text, strlen(text));
    if (text_cells(buf_text(&safe)) <= cells) {
        buf_pad(to, buf_text(&safe), cells);
    } else {
        size_t n = 0, used = 0;
        const char *p = buf_text(&safe);
        while (p[n] && used + 1 < cells) {
            do n++;
            while (((unsigned char)p[n] & 0xc0) == 0x80);
            used++;
        }
        buf_add(to, p, n);
        buf_put(to, "…");
    }
    buf_free(&safe);
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
        put_cells(list, *k->type ? k->type : k->what, type > 10 ? type : 10);
        buf_put(list, "  ");
        size_t left = width > text + type + 20 ? width - text - type - 20 : 0;
        if (left > 8) put_cells(list, k->help, left);
        buf_put(list, out_color(&app->out, PAINT_OFF));
        buf_char(list, '\n');
    }
    if (c->n > shown) buf_format(list, "  … and %zu more\n", c->n - shown);
}

// ---- both -----------------------------------------------------------------------------------

void complete_word(App *app, const char *text, size_t n, size_t cursor, size_t width, size_t rows,
                   Completion *out) {
    Choices c = {0};
    *out = (Completion){.start = cursor};
    size_t start = cursor;
    if (gzt_complete(app->session, text, n, cursor, GZT_REPL, &start, take_candidate, &c) >= 0)
        out->start = start;
    decide(&c, text + out->start, cursor - out->start, &out->insert);
    if (c.n > 1) list_choices(app, &c, width, rows, &out->list);
    free_choices(&c);
}

void completion_free(Completion *c) {
    buf_free(&c->insert);
    buf_free(&c->list);
}
