// Standard output and standard error; see out.h.
#define _DEFAULT_SOURCE // fileno, isatty, TIOCGWINSZ
#include "runtime/repl/out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "runtime/repl/guard.h"

static bool wants_color(void) {
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no && *no) && term && strcmp(term, "dumb") != 0;
}

void out_open(Out *o, FILE *file) {
    *o = (Out){.file = file, .alarm = ""};
    o->terminal = isatty(fileno(file));
    o->color = o->terminal && wants_color();
}

void out_close(Out *o) { buf_free(&o->guarded); }

uint32_t out_width(const Out *o) {
    enum { USUAL = 80, LEAST = 20 };
    if (!o->terminal) return 0;
    struct winsize size;
    if (ioctl(fileno(o->file), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return USUAL;
    return size.ws_col < LEAST ? LEAST : size.ws_col;
}

const char *out_color(const Out *o, int paint) {
    const char *const codes[] = {"\033[1m", "\033[2m", o->alarm, "\033[0m"};
    return o->color ? codes[paint] : "";
}

// --- writing
// --------------------------------------------------------------------------------------

static void write_bytes(Out *o, const char *p, size_t n) {
    if (o->error || n == 0) return;
    if (o->pager) {
        pager_write(o->pager, p, n);
        return;
    }
    errno = 0;
    if (fwrite(p, 1, n, o->file) != n) o->error = errno ? errno : EIO;
}

static void flush(Out *o) {
    if (o->error || o->pager) return;
    errno = 0;
    if (fflush(o->file) != 0) o->error = errno ? errno : EIO;
}

static void write_guarded(Out *o, const char *p, size_t n, bool last) {
    buf_clear(&o->guarded);
    if (o->held_n) { // complete the character that the last piece began
        Buf joined = {0};
        buf_add(&joined, o->held, o->held_n);
        buf_add(&joined, p, n);
        o->held_n = 0;
        write_guarded(o, joined.p, joined.n, last);
        buf_free(&joined);
        return;
    }
    size_t used = guard_piece(&o->guarded, p, n, (o->table || o->list) && o->color, last);
    o->held_n = n - used;
    memcpy(o->held, p + used, o->held_n);
    write_bytes(o, buf_text(&o->guarded), o->guarded.n);
}

// --- results
// --------------------------------------------------------------------------------------

void out_begin(Out *o, bool separate) {
    o->empty = true;
    o->separate = separate;
    o->table = o->list = false;
    o->held_n = 0;
}

// What a result is can be seen by its first bytes: only a table begins with a frame, and only JSON
// stands line below line.
static void first_bytes(Out *o, const char *p, size_t n) {
    static const char frame[] = "┌";
    o->empty = false;
    o->table = n >= strlen(frame) && memcmp(p, frame, strlen(frame)) == 0;
    if (o->separate && p[0] != '[' && p[0] != '{') write_bytes(o, "\n", 1);
}

int32_t out_sink(void *out, const char *p, size_t n) {
    Out *o = out;
    if (n == 0) return o->error != 0;
    if (o->empty) first_bytes(o, p, n);
    if (o->terminal) {
        write_guarded(o, p, n, false);
    } else {
        write_bytes(o, p, n);
    }
    return o->error != 0 || out_page_gone(o);
}

bool out_end(Out *o) {
    if (o->terminal) write_guarded(o, "", 0, true);
    flush(o);
    return o->error == 0;
}

// --- a pager
// --------------------------------------------------------------------------------------

void out_page_begin(Out *o, Pager *pager) {
    struct winsize size;
    if (ioctl(fileno(o->file), TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return;
    pager_begin(pager, size.ws_col, size.ws_row);
    o->pager = pager;
}

void out_page_end(Out *o) {
    Pager *pager = o->pager;
    o->pager = NULL;
    if (pager) pager_end(pager, o->file);
}

bool out_page_gone(const Out *o) { return o->pager && o->pager->gone; }

// --- sentences
// ------------------------------------------------------------------------------------

static void write_sentence(Out *o, const Buf *text) {
    Buf safe = {0};
    if (o->terminal) guard_text(&safe, buf_text(text), text->n);
    const Buf *shown = o->terminal ? &safe : text;
    write_bytes(o, buf_text(shown), shown->n);
    flush(o);
    buf_free(&safe);
}

void out_say(Out *o, const char *format, ...) {
    Buf text = {0};
    va_list args;
    va_start(args, format);
    buf_format_list(&text, format, args);
    va_end(args);
    write_sentence(o, &text);
    buf_free(&text);
}

void out_status(Out *o, const char *text) {
    Buf safe = {0};
    guard_text(&safe, text, strlen(text));
    buf_put(&safe, "\033[K");
    write_bytes(o, "\r", 1);
    write_bytes(o, safe.p, safe.n);
    if (!*text) write_bytes(o, "\r", 1);
    flush(o);
    buf_free(&safe);
}

// The words of `text` behind `start` cells, in lines of at most `wide`; 0: in one line.
static void add_wrapped(Buf *to, const char *text, size_t start, size_t wide) {
    size_t at = start;
    for (bool first = true; *text; first = false) {
        size_t n = strcspn(text, " ");
        char *word = mem_text(text, n);
        size_t cells = text_cells(word);
        if (!first && wide && at + 1 + cells > wide) {
            buf_format(to, "\n%*s", (int)start, "");
            at = start;
        } else if (!first) {
            buf_char(to, ' ');
            at++;
        }
        buf_put(to, word);
        at += cells;
        free(word);
        text += n + strspn(text + n, " ");
    }
}

void out_row(Out *o, size_t cells, const char *first, const char *second) {
    Buf row = {0};
    enum { PLAIN_WIDE = 100 }; // where no terminal is
    size_t wide = o->terminal ? out_width(o) : PLAIN_WIDE, indent = 2;
    buf_format(&row, "%*s", (int)indent, "");
    if (text_cells(first) > cells)
        add_wrapped(&row, first, indent + 4, wide);
    else
        buf_pad(&row, first, cells);
    if (text_cells(first) <= cells) buf_char(&row, ' ');
    if (text_cells(first) > cells) buf_format(&row, "\n%*s", (int)(indent + cells + 1), "");
    add_wrapped(&row, second, indent + cells + 1, wide);
    out_say(o, "%s\n", buf_text(&row));
    buf_free(&row);
}

void out_paint(Out *o, int paint) {
    const char *code = out_color(o, paint);
    write_bytes(o, code, strlen(code));
}

void out_lines(Out *o, const char *text) {
    Buf lines = {0};
    size_t wide = o->terminal ? out_width(o) : 0;
    for (bool first = true; *text; first = false) {
        size_t n = strcspn(text, "\n");
        char *line = mem_text(text, n);
        if (!first) buf_char(&lines, '\n');
        if (wide && text_cells(line) > wide)
            add_wrapped(&lines, line, 0, wide);
        else
            buf_put(&lines, line);
        free(line);
        text += n + (text[n] == '\n');
    }
    out_say(o, "%s", buf_text(&lines));
    buf_free(&lines);
}

void out_dim(Out *o, const char *text) {
    out_paint(o, PAINT_DIM);
    out_lines(o, text);
    out_paint(o, PAINT_OFF);
    out_say(o, "\n");
}

// --- errors
// ---------------------------------------------------------------------------------------

static void painted(const Out *o, Buf *to, const char *p, size_t n, int paint) {
    buf_put(to, out_color(o, paint));
    buf_add(to, p, n);
    buf_put(to, out_color(o, PAINT_OFF));
}

// The parts of a framed error that catch the eye: "error:", the carets with their note, "hint:".
static void paint_line(const Out *o, Buf *to, const char *line) {
    static const char bar[] = "│", error[] = "error:", hint[] = "hint:";
    const char *frame = strstr(line, bar), *from = NULL;
    size_t n = 0;
    int paint = PAINT_ALARM;
    if (frame) {
        frame += strlen(bar);
        frame += strspn(frame, " ");
        if (*frame == '^') from = frame, n = strlen(frame);
    } else if (strncmp(line, hint, strlen(hint)) == 0) {
        from = line, n = strlen(hint), paint = PAINT_BOLD;
    } else {
        from = strstr(line, error), n = strlen(error);
    }
    if (!from) from = line, n = 0;
    buf_add(to, line, (size_t)(from - line));
    if (n) painted(o, to, from, n, paint);
    buf_put(to, from + n);
}

void out_errors(Out *o, const char *text, size_t n) {
    Buf safe = {0}, shown = {0};
    if (o->terminal) {
        guard_text(&safe, text, n);
    } else {
        buf_add(&safe, text, n);
    }
    for (size_t at = 0; at < safe.n;) {
        size_t line = strcspn(safe.p + at, "\n");
        bool ends = safe.p[at + line] == '\n';
        safe.p[at + line] = '\0';
        paint_line(o, &shown, safe.p + at);
        if (ends) buf_char(&shown, '\n');
        at += line + 1;
    }
    write_bytes(o, buf_text(&shown), shown.n);
    flush(o);
    buf_free(&safe);
    buf_free(&shown);
}
