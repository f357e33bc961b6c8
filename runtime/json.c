// The JSON reader: a state for what may come next, a stack of open lists and records. In: bytes;
// out: events, or the first error at its place. A token is looked for first and read when it is
// whole, so that the bytes may be cut anywhere; a cut token is not looked through twice.
#include "runtime/json.h"

#include <string.h>

#include "lang/number.h"

enum { PIECE = 1 << 20 }; // bytes looked at between two ticks
static const size_t NO_NAMES = SIZE_MAX;

enum { // what may come next
    AT_START,
    AT_VALUE,
    AT_LIST,   // a value or the end of the list
    AT_RECORD, // a name or the end of the record
    AT_NAME,
    AT_COLON,
    AT_COMMA, // or the end of the list or record
    AT_END,
    AT_ERROR
};

struct JsonKey {
    uint64_t hash;
    size_t at; // in key_bytes
    uint32_t n;
    size_t slot;
};

void json_init(Json *j, Arena *a, uint32_t depth_most) {
    *j = (Json){.arena = a, .depth_most = depth_most};
    buf_init(&j->kept, a);
    buf_init(&j->made, a);
    buf_init(&j->repaired, a);
    buf_init(&j->key_bytes, a);
    json_start(j, 0, 1);
}

// ---- the names of open records --------------------------------------------------------------

static void table_grow(Json *j) {
    j->nslots = j->nslots ? 2 * j->nslots : 64;
    j->slots = arena_zero(j->arena, j->nslots * sizeof *j->slots);
    for (size_t i = 0; i < j->nkeys; i++) {
        size_t slot = j->keys[i].hash & (j->nslots - 1);
        while (j->slots[slot]) slot = (slot + 1) & (j->nslots - 1);
        j->slots[slot] = (uint32_t)i + 1;
        j->keys[i].slot = slot;
        guard_every(j->arena->guard, i);
    }
}

// True where the innermost record has the name already. Names are taken out in the opposite order,
// so that no search can have passed over a place that becomes free.
static bool had_name(Json *j, Str name) {
    size_t first = j->frames[j->depth - 1];
    if (2 * (j->nkeys + 1) > j->nslots) table_grow(j);
    uint64_t hash = str_hash_heard(name, j->arena->guard);
    size_t slot = hash & (j->nslots - 1);
    for (; j->slots[slot]; slot = (slot + 1) & (j->nslots - 1)) {
        size_t i = j->slots[slot] - 1;
        const JsonKey *k = &j->keys[i];
        guard_work(j->arena->guard, 1);
        if (i < first || k->hash != hash || k->n != name.n) continue;
        if (memcmp(j->key_bytes.p + k->at, name.p, name.n) == 0) return true;
    }
    j->keys = arena_grow(j->arena, j->keys, &j->keys_cap, j->nkeys + 1, sizeof *j->keys);
    j->keys[j->nkeys++] = (JsonKey){hash, j->key_bytes.n, name.n, slot};
    j->slots[slot] = (uint32_t)j->nkeys;
    buf_add(&j->key_bytes, name);
    return false;
}

static void forget_names(Json *j, size_t first) {
    for (; j->nkeys > first; j->nkeys--) {
        j->slots[j->keys[j->nkeys - 1].slot] = 0;
        guard_work(j->arena->guard, 1);
    }
    j->key_bytes.n = first ? j->keys[first - 1].at + j->keys[first - 1].n : 0;
}

void json_start(Json *j, uint64_t at, uint32_t line) {
    forget_names(j, 0);
    buf_clear(&j->kept);
    j->p = j->end = "";
    j->end_at = j->line_at = at;
    j->line_more = 0;
    j->line = line;
    j->state = AT_START;
    j->last = false;
    j->scanned = 0;
    j->depth = 0;
}

void json_feed(Json *j, const char *p, size_t n, bool last) {
    j->last = last;
    j->end_at += n;
    if (j->kept.n) {
        for (size_t at = 0; at < n; at += PIECE)
            buf_add(&j->kept, (Str){p + at, (uint32_t)(n - at < PIECE ? n - at : PIECE)});
        p = j->kept.p;
        n = j->kept.n;
    }
    j->p = p;
    j->end = p + n;
}

// ---- places and errors ----------------------------------------------------------------------

static uint64_t place_of(const Json *j, const char *p) {
    return j->end_at - (uint64_t)(j->end - p);
}

static uint64_t continuing(const char *p, const char *end) {
    uint64_t n = 0;
    for (; p < end; p++) n += ((unsigned char)*p & 0xC0) == 0x80;
    return n;
}

// At `where`, in or behind the token at p.
static JsonTag fail(Json *j, const char *where, const char *message, const char *expected) {
    uint64_t at = place_of(j, where);
    uint64_t column = at - j->line_at - j->line_more - continuing(j->p, where) + 1;
    uint32_t shown = column < UINT32_MAX ? (uint32_t)column : UINT32_MAX;
    j->error = (JsonError){at, j->line, shown, message, expected};
    j->state = AT_ERROR;
    return JSON_BAD;
}

static const char *expected_now(const Json *j) {
    bool list = j->depth && j->frames[j->depth - 1] == NO_NAMES;
    switch (j->state) {
    case AT_LIST: return "a value or ']'";
    case AT_RECORD: return "a name in double quotes or '}'";
    case AT_NAME: return "a name in double quotes";
    case AT_COLON: return "':'";
    case AT_COMMA: return list ? "',' or ']'" : "',' or '}'";
    case AT_END: return "the end of the text";
    default: return "a value";
    }
}

// What a habit from elsewhere is called.
static const char *what_is(const Json *j) {
    bool after_comma = j->state == AT_NAME || (j->state == AT_VALUE && j->depth);
    switch (*j->p) {
    case '\'': return "a text stands in double quotes";
    case '/':
    case '#': return "JSON has no comments";
    case ']':
    case '}':
        return after_comma ? "no comma stands before the closing bracket"
                           : "this bracket closes nothing here";
    case ',': return "there is nothing before this comma";
    default: break;
    }
    unsigned char c = (unsigned char)*j->p;
    return c < 0x20 ? "a control character outside a text" : "this cannot stand here";
}

static JsonTag unexpected(Json *j) {
    const char *message = what_is(j);
    if (*j->p == ',' && (j->state == AT_COLON || j->state == AT_END))
        message = "this cannot stand here";
    return fail(j, j->p, message, expected_now(j));
}

// The bytes end before the token does, or before there is one: what there is of it is kept.
static JsonTag cut(Json *j) {
    if (j->last) return fail(j, j->end, "the text ends too early", expected_now(j));
    size_t n = (size_t)(j->end - j->p);
    if (j->p != j->kept.p) {
        bool within = j->kept.n && j->p > j->kept.p && j->p <= j->kept.p + j->kept.n;
        if (within) {
            memmove(j->kept.p, j->p, n);
        } else {
            buf_clear(&j->kept);
            for (size_t at = 0; at < n; at += PIECE)
                buf_add(&j->kept, (Str){j->p + at, (uint32_t)(n - at < PIECE ? n - at : PIECE)});
        }
        j->kept.n = n;
        j->p = j->kept.p;
        j->end = j->p + n;
    }
    return JSON_MORE;
}

// ---- texts ----------------------------------------------------------------------------------

// The first byte that ends a text, escapes, or may not stand in one; eight at a time.
static const char *plain_end(const char *p, const char *end, bool *high) {
    const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
    uint64_t seen = 0;
    for (uint64_t w; end - p >= 8; p += 8) {
        memcpy(&w, p, 8);
        uint64_t quote = w ^ ones * '"', back = w ^ ones * '\\';
        uint64_t stop = (quote - ones) & ~quote, other = (back - ones) & ~back;
        if ((stop | other | ((w - ones * 0x20) & ~w)) & tops) break;
        seen |= w;
    }
    *high |= (seen & tops) != 0;
    for (; p < end; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\' || c < 0x20) break;
        *high |= c >= 0x80;
    }
    return p;
}

static bool is_escape(char c) { return c && strchr("\"\\/bfnrtu", c); }

// Where the text at p ends, behind its quote; NULL: *tag is JSON_MORE or JSON_BAD.
static const char *text_end(Json *j, JsonTag *tag) {
    const char *q = j->p + (j->scanned ? j->scanned : 1);
    if (!j->scanned) j->high = j->escapes = false;
    for (;;) {
        const char *stop = j->end - q > PIECE ? q + PIECE : j->end;
        q = plain_end(q, stop, &j->high);
        guard_work(j->arena->guard, 1);
        if (q == stop && stop != j->end) {
            guard_tick(j->arena->guard);
            continue;
        }
        if (q < j->end && *q == '"') return q + 1;
        if (q == j->end || (*q == '\\' && j->end - q < 2)) {
            j->scanned = (size_t)(q - j->p);
            *tag = j->last ? fail(j, j->end, "the text in quotes has no end", "'\"'") : cut(j);
            return NULL;
        }
        if (*q != '\\' || !is_escape(q[1])) break;
        j->escapes = true;
        q += 2;
    }
    *tag = *q == '\\' ? fail(j, q, "there is no such escape",
                             "one of \\\" \\\\ \\/ \\b \\f \\n \\r "
                             "\\t \\uXXXX")
                      : fail(j, q, "a control character in a text", "it written \\uXXXX");
    return NULL;
}

// The first byte that is not UTF-8, or end.
static const char *not_utf8(const Json *j, const char *p, const char *end) {
    while (p < end) {
        const char *stop = end - p > PIECE ? p + PIECE : end;
        for (int i = 0; stop < end && i < 3 && ((unsigned char)*stop & 0xC0) == 0x80; i++) stop--;
        Str piece = {p, (uint32_t)(stop - p)};
        uint32_t bad = utf8_invalid_at(piece);
        if (bad < piece.n) return p + bad;
        guard_tick(j->arena->guard);
        p = stop;
    }
    return end;
}

static void note_broken(Json *j, const char *p, uint32_t many) {
    uint64_t at = place_of(j, p);
    JsonEvent *e = &j->event;
    if (!e->broken || at < e->broken_at) e->broken_at = at;
    e->broken += many;
}

// Four hexadecimal digits; false: there are not.
static bool hex4(const char *p, const char *end, uint32_t *out) {
    *out = 0;
    for (int i = 0; i < 4; i++, p++) {
        if (p >= end) return false;
        unsigned char c = (unsigned char)*p, low = c | 0x20;
        if (c >= '0' && c <= '9')
            *out = *out << 4 | (c - '0');
        else if (low >= 'a' && low <= 'f')
            *out = *out << 4 | (low - 'a' + 10u);
        else
            return false;
    }
    return true;
}

// \uXXXX, of which one half of a pair needs the other. How many bytes it takes; 0 after an error.
static uint32_t unicode_escape(Json *j, const char *p, const char *end) {
    uint32_t c, low, n = 6;
    char bytes[4];
    if (!hex4(p + 2, end, &c)) {
        fail(j, p, "four hexadecimal digits stand behind \\u", "\\uXXXX");
        return 0;
    }
    if (c >= 0xD800 && c < 0xE000) {
        bool pair = c < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u' &&
                    hex4(p + 8, end, &low) && low >= 0xDC00 && low < 0xE000;
        if (!pair && !j->repair) {
            fail(j, p, "half of a surrogate pair is no character", "\\uD83D\\uDE00 and the like");
            return 0;
        }
        if (!pair) note_broken(j, p, 1);
        c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : 0xFFFD;
        n = pair ? 12 : 6;
    }
    buf_add(&j->made, (Str){bytes, utf8_encode(c, bytes)});
    return n;
}

// The text between p and end without its escapes; false after an error.
static bool unescape(Json *j, const char *p, const char *end) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    buf_clear(&j->made);
    while (p < end) {
        const char *next = memchr(p, '\\', (size_t)(end - p));
        if (!next) next = end;
        buf_add(&j->made, (Str){p, (uint32_t)(next - p)});
        p = next;
        if (p == end) break;
        guard_work(j->arena->guard, 1);
        uint32_t n = 2;
        if (p[1] == 'u')
            n = unicode_escape(j, p, end);
        else
            buf_char(&j->made, to[strchr(from, p[1]) - from]);
        if (!n) return false;
        p += n;
    }
    return true;
}

static JsonTag read_text(Json *j, JsonTag as) {
    JsonTag tag;
    const char *behind = text_end(j, &tag);
    if (!behind) return tag;
    const char *p = j->p + 1, *end = behind - 1;
    j->scanned = 0;
    if (end - p > UINT32_MAX / 2) return fail(j, j->p, "a text is longer than 2 GiB", "");
    const char *bad = j->high ? not_utf8(j, p, end) : end;
    if (bad < end && !j->repair) return fail(j, bad, "this is not UTF-8", "");
    j->event.text = (Str){p, (uint32_t)(end - p)};
    if (j->escapes) {
        if (!unescape(j, p, end)) return JSON_BAD;
        j->event.text = buf_str(&j->made);
    }
    if (bad < end) {
        buf_clear(&j->repaired);
        note_broken(j, bad, utf8_add_repaired(&j->repaired, j->event.text));
        j->event.text = buf_str(&j->repaired);
    }
    if (j->high) j->line_more += continuing(p, end);
    j->p = behind;
    return as;
}

// ---- numbers and words ----------------------------------------------------------------------

static const char *digits(const char *p, const char *end) {
    while (p < end && *p >= '0' && *p <= '9') p++;
    return p;
}

// Where the number at p stops being one, or end; *whole: neither fraction nor exponent.
static const char *number_stop(const char *p, const char *end, bool *good, bool *whole) {
    *good = false;
    *whole = true;
    if (p < end && *p == '-') p++;
    const char *q = digits(p, end);
    if (q == p || (*p == '0' && q > p + 1)) return q == p ? p : p + 1;
    if (q < end && *q == '.') {
        *whole = false;
        p = q + 1;
        q = digits(p, end);
        if (q == p) return q;
    }
    if (q < end && (*q == 'e' || *q == 'E')) {
        *whole = false;
        p = q + 1;
        if (p < end && (*p == '+' || *p == '-')) p++;
        q = digits(p, end);
        if (q == p) return q;
    }
    *good = q == end;
    return q;
}

static bool in_number(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

static JsonTag read_number(Json *j) {
    const char *q = j->p + j->scanned;
    while (q < j->end && in_number(*q)) q++;
    j->scanned = (size_t)(q - j->p);
    if (j->scanned > PIECE) return fail(j, j->p, "a number has more than a million digits", "");
    if (q == j->end && !j->last) return cut(j);
    j->scanned = 0;
    bool good, whole;
    const char *stop = number_stop(j->p, q, &good, &whole);
    if (!good)
        return fail(j, stop, "the number is not complete, or written otherwise than in JSON",
                    "a digit");
    JsonEvent *e = &j->event;
    e->text = (Str){j->p, (uint32_t)(q - j->p)};
    if (whole && number_parse_int(e->text, &e->i)) {
        j->p = q;
        return JSON_INT;
    }
    if (!number_parse_real(e->text, &e->r))
        return fail(j, j->p, "the number is too large", "at most 1.7976931348623157e308");
    j->p = q;
    return JSON_REAL;
}

static JsonTag read_word(Json *j, const char *word, JsonTag tag, int64_t i) {
    size_t n = strlen(word);
    for (size_t at = 0; at < n; at++) {
        if (j->p + at == j->end) return cut(j);
        if (j->p[at] != word[at])
            return fail(j, j->p, "this is no value of JSON",
                        "true, false, null or a text in quotes");
    }
    j->event.i = i;
    j->p += n;
    return tag;
}

// ---- structure ------------------------------------------------------------------------------

static JsonTag open_frame(Json *j, size_t names, JsonTag tag) {
    if (j->depth == j->depth_most) return fail(j, j->p, "nested too deeply", "");
    j->frames =
        arena_grow(j->arena, j->frames, &j->frames_cap, (size_t)j->depth + 1, sizeof *j->frames);
    j->frames[j->depth++] = names;
    j->state = tag == JSON_LIST ? AT_LIST : AT_RECORD;
    j->p++;
    return tag;
}

static JsonTag close_frame(Json *j, JsonTag tag) {
    size_t names = j->frames[--j->depth];
    if (names != NO_NAMES) forget_names(j, names);
    j->state = j->depth ? AT_COMMA : AT_END;
    j->p++;
    return tag;
}

static JsonTag read_value(Json *j) {
    JsonTag tag;
    switch (*j->p) {
    case '{': return open_frame(j, j->nkeys, JSON_RECORD);
    case '[': return open_frame(j, NO_NAMES, JSON_LIST);
    case '"': tag = read_text(j, JSON_TEXT); break;
    case 't': tag = read_word(j, "true", JSON_TRUTH, 1); break;
    case 'f': tag = read_word(j, "false", JSON_TRUTH, 0); break;
    case 'n': tag = read_word(j, "null", JSON_NULL, 0); break;
    default:
        if (*j->p != '-' && (*j->p < '0' || *j->p > '9')) return unexpected(j);
        tag = read_number(j);
    }
    if (tag != JSON_MORE && tag != JSON_BAD) j->state = j->depth ? AT_COMMA : AT_END;
    return tag;
}

static JsonTag read_name(Json *j) {
    if (*j->p != '"') return unexpected(j);
    JsonTag tag = read_text(j, JSON_NAME);
    if (tag != JSON_NAME) return tag;
    if (j->nkeys >= UINT32_MAX / 4) return fail(j, j->p, "a record has too many members", "");
    j->event.again = had_name(j, j->event.text);
    j->state = AT_COLON;
    return tag;
}

// What stands between values; true: it was read, and gives no event.
static bool read_mark(Json *j) {
    bool list = j->depth && j->frames[j->depth - 1] == NO_NAMES;
    if (j->state == AT_COLON && *j->p == ':')
        j->state = AT_VALUE;
    else if (j->state == AT_COMMA && *j->p == ',')
        j->state = list ? AT_VALUE : AT_NAME;
    else
        return false;
    j->p++;
    return true;
}

static void skip_white(Json *j) {
    const char *p = j->p;
    for (; p < j->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'); p++) {
        guard_work(j->arena->guard, *p == '\n');
        if (*p != '\n') continue;
        j->line++;
        j->line_at = place_of(j, p) + 1;
        j->line_more = 0;
    }
    j->p = p;
}

// A byte order mark at the beginning of a file is passed over; false: there are too few bytes to
// tell.
static bool skip_mark(Json *j) {
    static const char mark[] = "\xEF\xBB\xBF";
    size_t n = (size_t)(j->end - j->p);
    if (place_of(j, j->p) == 0) {
        if (n < 3 && !j->last && memcmp(j->p, mark, n) == 0) return false;
        if (n >= 3 && memcmp(j->p, mark, 3) == 0) j->p += j->line_at = 3;
    }
    j->state = AT_VALUE;
    return true;
}

static JsonTag read_event(Json *j) {
    bool list = j->depth && j->frames[j->depth - 1] == NO_NAMES;
    char c = *j->p;
    if (c == ']' && list && (j->state == AT_LIST || j->state == AT_COMMA))
        return close_frame(j, JSON_LIST_END);
    if (c == '}' && !list && (j->state == AT_RECORD || j->state == AT_COMMA))
        return close_frame(j, JSON_RECORD_END);
    switch (j->state) {
    case AT_VALUE:
    case AT_LIST: return read_value(j);
    case AT_RECORD:
    case AT_NAME: return read_name(j);
    default: return unexpected(j);
    }
}

JsonTag json_next(Json *j) {
    JsonEvent *e = &j->event;
    *e = (JsonEvent){.text = {"", 0}, .tag = JSON_BAD};
    if (j->state == AT_ERROR) return e->tag;
    guard_work(j->arena->guard, 1);
    if (j->state == AT_START && !skip_mark(j)) return e->tag = cut(j);
    do {
        if (!j->scanned) skip_white(j);
        if (j->p == j->end) {
            bool ended = j->state == AT_END && j->last;
            return e->tag = ended ? JSON_END : cut(j);
        }
    } while (read_mark(j));
    e->at = place_of(j, j->p);
    e->tag = read_event(j);
    e->end = place_of(j, j->p);
    return e->tag;
}
