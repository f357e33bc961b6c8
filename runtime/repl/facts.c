// Facts or script; see facts.h. A line that begins a fact or a declaration decides: `person @x`,
// `relation {`, `archive "…"`, `kind person as`, `extend kind`, `map person`. No line of a script
// begins so.
#include "runtime/repl/facts.h"

#include <stddef.h>
#include <string.h>

static bool name_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool declares(const char *word, size_t n, char next) {
    static const struct {
        const char *word;
        bool text; // a text follows, not a name
    } words[] = {{"archive", true}, {"kind", false}, {"extend", false}, {"map", false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].word) != n || memcmp(words[i].word, word, n) != 0) continue;
        return words[i].text ? next == '"' : name_letter(next);
    }
    return false;
}

// Words after which a record may begin in a script.
static bool script_word(const char *word, size_t n) {
    static const char *const words[] = {"and", "assert", "else", "expect", "if",    "in",
                                        "is",  "not",    "or",   "then",   "where", "with"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && memcmp(words[i], word, n) == 0) return true;
    return false;
}

static bool line_is_fact(const char *line) {
    size_t n = 0;
    while (name_letter(line[n])) n++;
    const char *next = line + n + strspn(line + n, " \t");
    if (n == 0 || script_word(line, n)) return false;
    if (declares(line, n, *next)) return true;
    if (*next == '@') {
        next++;
        while (name_letter(*next) || strchr("-`:./", *next ? *next : ' ')) next++;
        next += strspn(next, " \t");
    }
    return *next == '{';
}

bool holds_facts(const char *text) {
    bool inside = false; // a """ text
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        if (!inside && line_is_fact(line + strspn(line, " \t"))) return true;
        for (const char *p = strstr(line, "\"\"\""); p && p < line + n; p = strstr(p + 3, "\"\"\""))
            inside = !inside;
        line += n + (line[n] == '\n');
    }
    return false;
}
