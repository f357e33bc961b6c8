// Compiled patterns by text id, and what `~` and `matches` mean for one text. See pattern.h.
#include "runtime/pattern.h"

#include <string.h>

#include "lang/stack.h"

// Of each kind at most half of the places are taken; then all are forgotten, so that patterns which
// change with every row (text ~ name) cost time but no memory.
enum { PLACES = 256 };

typedef struct Entry {
    uint32_t id; // 0: free
    const Match *words;
    Regex *regex;
} Entry;

struct Patterns {
    RegexMemory memory;
    Arena arena; // of the words
    Entry entries[PLACES];
    uint32_t n;
    Entry *last;
};

static bool is_over(void *user) { return run_is_over(user); }

static Patterns *patterns_of(Run *r) {
    if (!r->patterns) {
        Patterns *p = ARENA_NEW(&r->keep, Patterns);
        p->memory = (RegexMemory){
            .alloc = r->keep.alloc, .budget = r->keep.budget, .stop = is_over, .stop_user = r};
        arena_init(&p->arena, r->keep.alloc, r->keep.budget, r->guard);
        r->patterns = p;
    }
    return r->patterns;
}

static void forget(Patterns *p) {
    for (uint32_t i = 0; i < PLACES; i++) regex_free(p->entries[i].regex);
    memset(p->entries, 0, sizeof p->entries);
    arena_reset(&p->arena);
    p->n = 0;
    p->last = NULL;
}

void patterns_free(Run *r) {
    if (!r->patterns) return;
    forget(r->patterns);
    arena_free(&r->patterns->arena);
    r->patterns = NULL;
}

static Entry *entry_of(Patterns *p, uint32_t id) {
    if (p->last && p->last->id == id) return p->last;
    uint32_t at = id * 2654435761u % PLACES;
    while (p->entries[at].id && p->entries[at].id != id) at = (at + 1) % PLACES;
    if (!p->entries[at].id) {
        if (p->n == PLACES / 2) {
            forget(p);
            at = id * 2654435761u % PLACES;
        }
        p->entries[at].id = id;
        p->n++;
    }
    return p->last = &p->entries[at];
}

// --- errors -----------------------------------------------------------------------------------

// Bytes [at, at + len) of the pattern in the query, where it is a literal without escapes; else all
// of the expression.
static Span place_of(const Expr *e, Str pattern, uint32_t at, uint32_t len) {
    Str text = e->source ? e->source->text : STR("");
    Span s = e->span;
    if (e->tag != X_CONST || (uint64_t)s.at + s.len > text.n || s.len != pattern.n + 2) return s;
    if (!str_eq((Str){text.p + s.at + 1, pattern.n}, pattern)) return s;
    if (at + len > pattern.n) len = pattern.n - at;
    return (Span){s.at + 1 + at, len ? len : 1};
}

static _Noreturn void fail(Run *r, ErrorCode code, const Expr *e, Span span, const char *message,
                           const char *hint) {
    Diag *d = diag_error(r->diags, code, e->source, span, "%s", message);
    if (*hint) diag_hint(r->diags, d, "%s", hint);
    guard_leave(r->guard, ST_DATA, NULL); // whatever it is, it has been said
}

static _Noreturn void no_memory(Run *r, const RegexMemory *m) {
    if (m->over) guard_leave(r->guard, ST_LIMIT, "memory");
    guard_leave(r->guard, ST_NOMEM, NULL);
}

// --- compiling --------------------------------------------------------------------------------

const Match *pattern_words(Run *r, const Expr *at, uint32_t pattern) {
    Patterns *p = patterns_of(r);
    Entry *e = entry_of(p, pattern);
    if (e->words) return e->words;
    MatchError err = {0};
    Str s = run_text(r, pattern);
    e->words = match_compile(&p->arena, s, &err);
    if (!e->words) fail(r, E0503, at, place_of(at, s, err.at, err.len), err.message, err.hint);
    return e->words;
}

// PCRE2 asks nobody how deep it is.
static Regex *compile_regex(Run *r, Str pattern, RegexError *err) {
    if (stack_short_of(&r->stack_base, REGEX_STACK)) guard_leave(r->guard, ST_LIMIT, "depth");
    return regex_compile(&r->patterns->memory, pattern, err);
}

Regex *pattern_regex(Run *r, const Expr *at, uint32_t pattern) {
    Patterns *p = patterns_of(r);
    Entry *e = entry_of(p, pattern);
    if (e->regex) return e->regex;
    RegexError err;
    Str s = run_text(r, pattern);
    e->regex = compile_regex(r, s, &err);
    if (!e->regex && err.no_memory) no_memory(r, &p->memory);
    if (!e->regex)
        fail(r, E0503, at, place_of(at, s, err.at, 1),
             str_printf(r->diags->arena, "not a regular expression: %s", err.message).p, "");
    return e->regex;
}

Regex *pattern_regex_if(Run *r, uint32_t pattern) {
    Patterns *p = patterns_of(r);
    Entry *e = entry_of(p, pattern);
    RegexError err = {0};
    if (!e->regex) e->regex = compile_regex(r, run_text(r, pattern), &err);
    if (!e->regex && err.no_memory) no_memory(r, &p->memory);
    return e->regex;
}

// --- one text ---------------------------------------------------------------------------------

static void tick(Run *r, Str text) { run_tick(r, text.n / 1024); }

bool pattern_tilde(Run *r, const Expr *at, uint32_t pattern, uint32_t text) {
    const Match *m = pattern_words(r, at, pattern);
    Str s = run_text(r, text);
    if (s.n >= 1024) tick(r, s);
    return match_found(m, r->scratch, s);
}

static RegexResult find_heard(Run *r, Regex *re, Str text, uint32_t from, bool after_empty,
                              RegexFind *out) {
    RegexResult result;
    while ((result = regex_find(re, text, from, after_empty, out)) == REGEX_STOPPED)
        run_tick(r, 0); // leaves, as PCRE2 must not be left by; unless the host has thought better
    if (result == REGEX_NO_MEMORY) no_memory(r, &r->patterns->memory);
    return result;
}

bool pattern_may_match(Run *r, Regex *re, Str text, bool *sure) {
    RegexFind find;
    RegexResult result = find_heard(r, re, text, 0, false, &find);
    *sure = *sure && result != REGEX_COSTLY;
    return result != REGEX_NONE;
}

bool pattern_find(Run *r, const Expr *at, Regex *re, Str text, uint32_t from, bool after_empty,
                  RegexFind *out) {
    if (from > 0 || after_empty)
        run_tick(r, 1);
    else
        tick(r, text);
    RegexResult result = find_heard(r, re, text, from, after_empty, out);
    if (result == REGEX_COSTLY)
        fail(r, E0601, at, at->span, "the regular expression is too costly for this text",
             "avoid repeats within repeats, such as (a+)+");
    return result == REGEX_FOUND;
}

bool pattern_matches(Run *r, const Expr *at, uint32_t pattern, uint32_t text) {
    RegexFind find;
    Regex *re = pattern_regex(r, at, pattern);
    return pattern_find(r, at, re, run_text(r, text), 0, false, &find);
}
