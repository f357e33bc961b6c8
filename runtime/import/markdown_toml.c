// TOML of front matter, as Hugo's notes have it (toml.io, v1.0.0, without what takes several
// lines): a line is a key and its value, or [the name of a table]. In: the lines. Out: values, or
// why and where it is not read.
#include <string.h>

#include "runtime/import/markdown_impl.h"

typedef struct Toml {
    Arena *a;
    Front *out;
    Str s; // the line
    uint32_t at, line;
    Str table;
} Toml;

static bool bad(Toml *t, const char *why) {
    if (t->out->wrong.n) return false;
    t->out->wrong = str_of(why);
    t->out->wrong_line = t->line;
    return false;
}

static char peek(const Toml *t) { return t->at < t->s.n ? t->s.p[t->at] : '\0'; }

static void skip_blanks(Toml *t) {
    while (peek(t) == ' ' || peek(t) == '\t' || peek(t) == '\r') t->at++;
}

static bool at_end(Toml *t) {
    skip_blanks(t);
    return t->at == t->s.n || peek(t) == '#';
}

// ---- texts --------------------------------------------------------------------------------------

static bool put_code(Toml *t, StrBuf *out, uint32_t digits) {
    uint32_t cp = 0;
    char bytes[4];
    for (uint32_t i = 0; i < digits; i++, t->at++) {
        char c = peek(t), low = (char)(c | 0x20);
        if (c >= '0' && c <= '9')
            cp = cp << 4 | (uint32_t)(c - '0');
        else if (low >= 'a' && low <= 'f')
            cp = cp << 4 | (uint32_t)(low - 'a' + 10);
        else
            return bad(t, "an escape such as \\u00E9 has four digits, or eight behind \\U");
    }
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) return bad(t, "this is no character");
    buf_add(out, (Str){bytes, utf8_encode(cp, bytes)});
    return true;
}

static bool put_escape(Toml *t, StrBuf *out) {
    static const char escapes[] = "btnfre\"\\", bytes[] = "\b\t\n\f\r\x1b\"\\";
    char c = peek(t);
    const char *found = c ? strchr(escapes, c) : NULL;
    if (c == 'u' || c == 'U') {
        t->at++;
        return put_code(t, out, c == 'u' ? 4 : 8);
    }
    if (!found) return bad(t, "this escape is not known");
    buf_char(out, bytes[found - escapes]);
    t->at++;
    return true;
}

static bool quoted(Toml *t, Str *out) {
    char mark = peek(t);
    StrBuf b;
    buf_init(&b, t->a);
    if (t->s.n - t->at >= 3 && t->s.p[t->at + 1] == mark && t->s.p[t->at + 2] == mark)
        return bad(t, "texts of several lines are not read here: write it in one, with \\n");
    for (t->at++; peek(t) != mark;) {
        if (t->at >= t->s.n) return bad(t, "the quotation mark that ends the text is missing");
        char c = t->s.p[t->at++];
        if (c != '\\' || mark == '\'')
            buf_char(&b, c);
        else if (!put_escape(t, &b))
            return false;
    }
    t->at++;
    *out = buf_str(&b);
    return true;
}

// ---- keys ---------------------------------------------------------------------------------------

static bool bare_key(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

// a, "a b", a.b: joined behind what is above.
static bool take_key(Toml *t, Str above, Str *out) {
    *out = above;
    for (uint32_t n = 0;; n++) {
        Str part;
        skip_blanks(t);
        if (n == FRONT_DEEP) return bad(t, "what is nested more than 16 levels deep is not read");
        if (peek(t) == '"' || peek(t) == '\'') {
            if (!quoted(t, &part)) return false;
        } else {
            uint32_t from = t->at;
            while (t->at < t->s.n && bare_key(t->s.p[t->at])) t->at++;
            part = (Str){t->s.p + from, t->at - from};
        }
        if (part.n == 0) return bad(t, "a line is a key and its value: title = \"Words\"");
        *out = out->n ? str_printf(t->a, "%.*s_%.*s", STR_FMT(*out), STR_FMT(part)) : part;
        skip_blanks(t);
        if (peek(t) != '.') return true;
        t->at++;
    }
}

// ---- values -------------------------------------------------------------------------------------

static bool take_value(Toml *t, Str key, bool list);

static bool take_list(Toml *t, Str key) {
    for (t->at++; !at_end(t) && peek(t) != ']';) {
        if (peek(t) == '[') return bad(t, "a list within a list is not read here");
        if (!take_value(t, key, true)) return false;
        skip_blanks(t);
        if (peek(t) != ',') break;
        t->at++;
    }
    if (at_end(t) || peek(t) != ']') return bad(t, "a list is written on one line: [1, 2]");
    t->at++;
    return true;
}

static bool take_value(Toml *t, Str key, bool list) {
    FrontValue v = {.key = key, .list = list, .line = t->line};
    skip_blanks(t);
    char c = peek(t);
    if (c == '[') return take_list(t, key);
    if (c == '{') return bad(t, "a table within a line is not read here: write [its name] above");
    if (c == '"' || c == '\'') {
        if (!quoted(t, &v.text)) return false;
    } else {
        uint32_t from = t->at;
        while (t->at < t->s.n && !strchr(",]#\r", t->s.p[t->at])) t->at++;
        v.text = (Str){t->s.p + from, t->at - from};
        while (v.text.n && strchr(" \t", v.text.p[v.text.n - 1])) v.text.n--;
        v.plain = true;
        if (v.text.n == 0) return bad(t, "the value is missing");
    }
    front_add(t->a, t->out, v);
    return true;
}

static bool take_table(Toml *t) {
    t->at++;
    if (peek(t) == '[') return bad(t, "lists of tables are not read here");
    if (!take_key(t, STR(""), &t->table)) return false;
    if (peek(t) != ']') return bad(t, "a ] is missing");
    t->at++;
    return at_end(t) || bad(t, "the line is complete before this");
}

static bool take_line(Toml *t) {
    Str key;
    if (at_end(t)) return true;
    if (peek(t) == '[') return take_table(t);
    if (!take_key(t, t->table, &key)) return false;
    if (peek(t) != '=') return bad(t, "a line is a key and its value: title = \"Words\"");
    t->at++;
    if (!take_value(t, key, false)) return false;
    return at_end(t) || bad(t, "the line is complete before this");
}

void front_toml(Arena *a, Str text, uint32_t line, Front *out) {
    Toml t = {.a = a, .out = out, .line = line, .table = STR("")};
    for (uint32_t at = 0; at < text.n && !out->wrong.n;) {
        const char *stop = memchr(text.p + at, '\n', text.n - at);
        uint32_t end = stop ? (uint32_t)(stop - text.p) : text.n;
        t.s = (Str){text.p + at, end - at};
        t.at = 0;
        t.line++;
        guard_every(a->guard, t.line);
        (void)take_line(&t);
        at = end + 1;
    }
}
