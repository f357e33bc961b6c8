// PCRE2 at arm's length: its memory counted, its limits set, its messages made sentences. The
// matcher without machine code (no JIT): the same steps, and so the same limits, on every machine.
// Where every find holds some text, texts without it are not tried.
#include "runtime/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

struct Regex {
    RegexMemory *memory;
    pcre2_general_context *general;
    pcre2_match_context *limits;
    pcre2_code *code;
    pcre2_match_data *data;
    uint32_t groups;
    uint64_t work; // bytes that attempts to match have had before them since stop was asked
    Needle needle; // every find holds it, where it has any bytes …
    bool whole;    // … and is nothing else
    bool near;     // no blank stands before it in a find
    char literal[];
};

// --- memory -----------------------------------------------------------------------------------

enum { HEAD = 16 }; // before each piece: its size, which PCRE2 does not tell when it frees

static void *take(PCRE2_SIZE n, void *user) {
    RegexMemory *m = user;
    size_t size = n + HEAD;
    Budget *b = m->budget;
    if (size < n || (b && b->cap && (b->used > b->cap || size > b->cap - b->used))) {
        m->over = true;
        return NULL;
    }
    char *p = m->alloc->resize(m->alloc->user, NULL, 0, size);
    if (!p) return NULL;
    if (b) {
        b->used += size;
        if (b->used > b->peak) b->peak = b->used;
    }
    memcpy(p, &size, sizeof size);
    return p + HEAD;
}

static void give(void *at, void *user) {
    if (!at) return;
    RegexMemory *m = user;
    char *p = (char *)at - HEAD;
    size_t size;
    memcpy(&size, p, sizeof size);
    if (m->budget) m->budget->used -= size;
    m->alloc->resize(m->alloc->user, p, size, 0);
}

// --- compiling --------------------------------------------------------------------------------

static const char *own_words(int code) {
    switch (code) {
    case PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS: return "a ( is not closed";
    case PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS: return "a ) closes nothing";
    case PCRE2_ERROR_MISSING_SQUARE_BRACKET: return "a [ is not closed";
    case PCRE2_ERROR_QUANTIFIER_INVALID: return "nothing stands before this that could be repeated";
    case PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER: return "the repeat's numbers are in the wrong order";
    case PCRE2_ERROR_QUANTIFIER_TOO_BIG: return "the repeat's number is too large";
    case PCRE2_ERROR_CLASS_RANGE_ORDER: return "the range ends before it begins";
    case PCRE2_ERROR_END_BACKSLASH: return "the pattern ends in a \\";
    case PCRE2_ERROR_UNKNOWN_ESCAPE: return "a \\ before a letter that has no meaning after it";
    case PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP: return "brackets are nested too deeply";
    case PCRE2_ERROR_PATTERN_STRING_TOO_LONG: return "the pattern is too long (4096 bytes at most)";
    default: return NULL;
    }
}

static bool is_no_memory(int code) {
    return code == PCRE2_ERROR_HEAP_FAILED || code == PCRE2_ERROR_NOMEMORY;
}

static void explain(RegexError *err, int code, size_t at) {
    *err = (RegexError){.at = (uint32_t)at};
    err->no_memory = is_no_memory(code);
    const char *words = own_words(code);
    if (words)
        memcpy(err->message, words, strlen(words) + 1);
    else
        pcre2_get_error_message(code, (PCRE2_UCHAR *)err->message, sizeof err->message);
}

static bool make_limits(Regex *re) {
    re->limits = pcre2_match_context_create(re->general);
    if (!re->limits) return false;
    pcre2_set_match_limit(re->limits, REGEX_MATCH_LIMIT);
    pcre2_set_depth_limit(re->limits, REGEX_DEPTH_LIMIT);
    pcre2_set_heap_limit(re->limits, REGEX_HEAP_KIB);
    return true;
}

static pcre2_code *compiled(Str pattern, pcre2_compile_context *how, int *code, PCRE2_SIZE *at) {
    return pcre2_compile((PCRE2_SPTR)(pattern.n ? pattern.p : ""), pattern.n,
                         PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT,
                         code, at, how);
}

static const char call[] = "(?C)";
enum { CALL = sizeof call - 1 };

// A call to us at the head of the pattern: it is made before each attempt to match. Only (*UTF) and
// its like have to stand before it. text: room for it. NULL where the pattern has an error, or
// there is no memory.
static pcre2_code *compiled_heard(Str pattern, char *text, pcre2_compile_context *how, int *code) {
    PCRE2_SIZE place;
    for (uint32_t at = 0; at <= pattern.n;) {
        if (at) memcpy(text, pattern.p, at);
        memcpy(text + at, call, CALL);
        if (at < pattern.n) memcpy(text + at + CALL, pattern.p + at, pattern.n - at);
        pcre2_code *made = compiled((Str){text, pattern.n + CALL}, how, code, &place);
        bool verb = pattern.n - at >= 2 && memcmp(pattern.p + at, "(*", 2) == 0;
        if (made || !verb || is_no_memory(*code)) return made;
        const char *end = memchr(pattern.p + at, ')', pattern.n - at);
        at = end ? (uint32_t)(end - pattern.p) + 1 : UINT32_MAX;
    }
    return NULL;
}

static bool make_code(Regex *re, Str pattern, RegexError *err) {
    pcre2_compile_context *how = pcre2_compile_context_create(re->general);
    if (!how) return false;
    pcre2_set_parens_nest_limit(how, REGEX_NEST_LIMIT);
    pcre2_set_newline(how, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(how, PCRE2_BSR_UNICODE);
    int code = 0;
    PCRE2_SIZE at = 0;
    bool fits = pattern.n <= REGEX_BYTES_MAX;
    char *text = fits ? take(pattern.n + CALL, re->memory) : NULL;
    re->code = text ? compiled_heard(pattern, text, how, &code) : NULL;
    if (fits && !text) code = PCRE2_ERROR_NOMEMORY;
    give(text, re->memory);
    if (!re->code && !is_no_memory(code)) { // once more as it is written, for the error's place
        pcre2_set_max_pattern_length(how, REGEX_BYTES_MAX);
        re->code = compiled(pattern, how, &code, &at);
    }
    if (!re->code) explain(err, code, at < pattern.n ? at : pattern.n);
    pcre2_compile_context_free(how);
    return re->code != NULL;
}

static void look_for_literal(Regex *re, Str pattern) {
    Literal l = regex_literal(pattern, re->literal);
    re->needle = needle_of(l.text);
    re->whole = l.whole;
    re->near = l.near;
}

Regex *regex_compile(RegexMemory *memory, Str pattern, RegexError *err) {
    *err = (RegexError){.no_memory = true};
    memory->over = false;
    Regex *re = take(sizeof *re + pattern.n, memory);
    if (!re) return NULL;
    memset(re, 0, sizeof *re);
    re->memory = memory;
    re->general = pcre2_general_context_create(take, give, memory);
    if (re->general && make_limits(re) && make_code(re, pattern, err)) {
        re->data = pcre2_match_data_create_from_pattern(re->code, re->general);
        pcre2_pattern_info(re->code, PCRE2_INFO_CAPTURECOUNT, &re->groups);
        look_for_literal(re, pattern);
        if (re->data) return re;
        *err = (RegexError){.no_memory = true};
    }
    regex_free(re);
    return NULL;
}

void regex_free(Regex *re) {
    if (!re) return;
    pcre2_match_data_free(re->data);
    pcre2_code_free(re->code);
    pcre2_match_context_free(re->limits);
    pcre2_general_context_free(re->general);
    give(re, re->memory);
}

const Needle *regex_needle(const Regex *re) { return re->needle.text.n ? &re->needle : NULL; }

bool regex_has_group(const Regex *re) { return re->groups > 0; }

// --- searching --------------------------------------------------------------------------------

static RegexFind find_of(const Regex *re, int count) {
    const PCRE2_SIZE *o = pcre2_get_ovector_pointer(re->data);
    RegexFind f = {(uint32_t)o[0], (uint32_t)(o[1] > o[0] ? o[1] - o[0] : 0), UINT32_MAX, 0};
    if (count > 1 && o[2] != PCRE2_UNSET) {
        f.group_at = (uint32_t)o[2];
        f.group_len = (uint32_t)(o[3] - o[2]);
    }
    return f;
}

enum { HEARD = 1 << 10 };                // bytes of a text from which on stop is asked
static const uint64_t a_while = 1 << 21; // bytes that attempts may go through meanwhile

static int before_attempt(pcre2_callout_block *b, void *user) {
    Regex *re = user;
    re->work += b->subject_length - b->start_match;
    if (re->work < a_while) return 0;
    re->work = 0;
    return re->memory->stop(re->memory->stop_user) ? PCRE2_ERROR_CALLOUT : 0;
}

// From byte `from` on, but not beyond `last`.
static RegexResult find_between(Regex *re, Str text, uint32_t from, uint32_t last, uint32_t flags,
                                RegexFind *out) {
    pcre2_set_offset_limit(re->limits, last);
    re->memory->over = false;
    int n = pcre2_match(re->code, (PCRE2_SPTR)(text.n ? text.p : ""), text.n, from, flags, re->data,
                        re->limits);
    if (n >= 0) {
        *out = find_of(re, n);
        return REGEX_FOUND;
    }
    if (n == PCRE2_ERROR_NOMATCH) return REGEX_NONE;
    if (n == PCRE2_ERROR_CALLOUT) return REGEX_STOPPED;
    return n == PCRE2_ERROR_NOMEMORY ? REGEX_NO_MEMORY : REGEX_COSTLY;
}

// A find begins in the word, or what stands between blanks, in which its literal does: so it is
// looked for there only, wherever a literal stands.
static RegexResult find_near(Regex *re, Str text, uint32_t from, uint32_t at, uint32_t flags,
                             RegexFind *out) {
    RegexResult result = REGEX_NONE;
    for (; at != NOT_FOUND; at = needle_find(&re->needle, text, from)) {
        uint32_t begin = at;
        while (begin > from && text.p[begin - 1] != ' ') begin--;
        result = find_between(re, text, begin, at, flags, out);
        if (result != REGEX_NONE) return result;
        from = at + 1;
        while (from < text.n && ((unsigned char)text.p[from] & 0xC0u) == 0x80) from++;
        flags = (flags | PCRE2_NO_UTF_CHECK) & ~(uint32_t)PCRE2_NOTEMPTY_ATSTART;
    }
    return result;
}

RegexResult regex_find(Regex *re, Str text, uint32_t from, bool after_empty, RegexFind *out) {
    uint32_t literal = re->needle.text.n, at = from;
    if (literal) {
        at = needle_find(&re->needle, text, from);
        if (at == NOT_FOUND) return REGEX_NONE;
        if (re->whole) {
            *out = (RegexFind){at, literal, UINT32_MAX, 0};
            return REGEX_FOUND;
        }
    }
    bool heard = re->memory->stop && text.n >= HEARD;
    pcre2_set_callout(re->limits, heard ? before_attempt : NULL, re);
    uint32_t flags = after_empty ? PCRE2_NOTEMPTY_ATSTART : 0;
    // A later search: the first one has checked the text.
    if (from > 0 || after_empty || str_ascii(text)) flags |= PCRE2_NO_UTF_CHECK;
    if (literal && re->near) return find_near(re, text, from, at, flags, out);
    return find_between(re, text, from, text.n, flags, out);
}
