// Parts of rows, what was left out, keys; see output_row.h.
#include "runtime/output_row.h"

#include <math.h>
#include <string.h>

void row_begin(Writer *w) {
    RowState *s = w->row = ARENA_NEW(w->arena, RowState);
    buf_init(&s->text, w->arena);
    buf_init(&s->line, w->arena);
}

// ---- parts ----------------------------------------------------------------------------------

const Vec *row_part(const Writer *w, const Vec *const *columns, RowPart part, uint32_t i) {
    uint32_t c = w->options.parts[part];
    if (c >= w->options.nparts) return NULL;
    return vec_missing(columns[c], i) ? NULL : columns[c];
}

Str row_cell_words(Writer *w, const Vec *v, uint32_t i) {
    buf_clear(&w->row->text);
    cell_words(&w->row->text, w->run, v, i);
    return buf_from(&w->row->text, 0);
}

Str row_words(Writer *w, const Vec *const *columns, RowPart part, uint32_t i) {
    const Vec *v = row_part(w, columns, part, i);
    return v ? row_cell_words(w, v, i) : (Str){"", 0};
}

bool row_date(const Writer *w, const Vec *const *columns, RowPart part, uint32_t i, Date *out) {
    const Vec *v = row_part(w, columns, part, i);
    if (!v) return false;
    *out = run_date(w->run, v->d.u32[vec_place(v, i)]);
    return true;
}

bool row_number(const Writer *w, const Vec *const *columns, RowPart part, uint32_t i, double *out) {
    const Vec *v = row_part(w, columns, part, i);
    if (!v) return false;
    uint32_t p = vec_place(v, i);
    *out = v->type->tag == TY_INT ? (double)v->d.i64[p] : v->d.f64[p];
    return isfinite(*out);
}

bool row_point(const Writer *w, const Vec *const *columns, uint32_t i, double *lat, double *lon) {
    return row_number(w, columns, ROW_LAT, i, lat) && row_number(w, columns, ROW_LON, i, lon) &&
           *lat >= -90 && *lat <= 90 && *lon >= -180 && *lon <= 180;
}

uint32_t row_entity(const Writer *w, const Vec *const *columns, uint32_t i) {
    const Vec *v = row_part(w, columns, ROW_ENTITY, i);
    return v ? v->d.u32[vec_place(v, i)] : 0;
}

// ---- what was left out, what came before ----------------------------------------------------

void row_left(Writer *w, const char *one, const char *many) {
    RowState *s = w->row;
    uint32_t k = 0;
    while (k < s->nleft && s->left[k].one != one) k++;
    if (k == s->nleft) s->left[s->nleft++] = (RowLeft){one, many, 0};
    s->left[k].n++;
}

bool row_asked(const Writer *w, uint32_t entity) {
    return w->row->seen && (w->row->seen[entity / 8] >> entity % 8 & 1);
}

bool row_again(Writer *w, uint32_t entity) {
    RowState *s = w->row;
    if (!s->seen) s->seen = arena_zero(w->arena, (size_t)w->run->archive->nentities / 8 + 1);
    bool before = row_asked(w, entity);
    s->seen[entity / 8] |= (uint8_t)(1u << entity % 8);
    return before;
}

// ---- keys -----------------------------------------------------------------------------------

static bool key_put(uint64_t *keys, size_t mask, uint64_t hash) {
    size_t at = (size_t)hash & mask;
    while (keys[at] && keys[at] != hash) at = (at + 1) & mask;
    bool fresh = !keys[at];
    keys[at] = hash;
    return fresh;
}

static void keys_grow(Writer *w) {
    enum { FIRST = 64 };
    RowState *s = w->row;
    size_t n = s->keys ? (s->mask + 1) * 2 : FIRST;
    uint64_t *keys = arena_zero(w->arena, n * sizeof *keys);
    for (size_t i = 0; s->keys && i <= s->mask; i++) {
        guard_every(w->arena->guard, i);
        if (s->keys[i]) key_put(keys, n - 1, s->keys[i]);
    }
    s->keys = keys;
    s->mask = n - 1;
}

// By hashes: two keys that differ may pass for the same, and one gets a number without need.
bool row_key_is_new(Writer *w, Str key) {
    RowState *s = w->row;
    if (!s->keys || s->nkeys * 2 > s->mask) keys_grow(w);
    uint64_t hash = str_hash(key);
    bool fresh = key_put(s->keys, s->mask, hash ? hash : 1);
    s->nkeys += fresh;
    return fresh;
}

Str row_key(Writer *w, Str wanted) {
    if (row_key_is_new(w, wanted)) return wanted;
    Arena *a = w->run->scratch;
    for (uint64_t k = w->row->nkeys;; k++) { // no number below comes again and again
        Str key = str_printf(a, "%.*s-%llu", STR_FMT(wanted), (unsigned long long)k);
        if (row_key_is_new(w, key)) return key;
    }
}

static bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-' || c == '_';
}

void put_name(StrBuf *out, Str s, char escape) {
    static const char hex[] = "0123456789ABCDEF";
    for (uint32_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (is_plain(s.p[i]) && s.p[i] != escape) {
            buf_char(out, s.p[i]);
            continue;
        }
        buf_char(out, escape);
        buf_char(out, hex[c >> 4]);
        buf_char(out, hex[c & 15]);
    }
}

// ---- names of persons -----------------------------------------------------------------------

static Str trimmed(Str s) {
    while (s.n && s.p[0] == ' ') s.p++, s.n--;
    while (s.n && s.p[s.n - 1] == ' ') s.n--;
    return s;
}

static bool is_small_word(Str s) {
    uint32_t cp;
    return utf8_decode(s.p, s.p + s.n, &cp) && cp_is_small(cp);
}

// A last word that is no family's name: a number (Nicholas II), or what has no letter first.
static bool is_family(Str s) {
    uint32_t cp, second, n = utf8_decode(s.p, s.p + s.n, &cp);
    if (!n || !cp_is_capital(cp)) return false;
    uint32_t m = utf8_decode(s.p + n, s.p + s.n, &second);
    return m && (!cp_is_capital(second) || s.n > 4);
}

// "von der" before the last word, from which on the name stands under its letter.
static Str particles_before(Str given) {
    uint32_t from = given.n;
    for (uint32_t end = given.n; end;) {
        uint32_t begin = end;
        while (begin && given.p[begin - 1] != ' ') begin--;
        if (!is_small_word((Str){given.p + begin, end - begin})) break;
        from = begin;
        end = begin;
        while (end && given.p[end - 1] == ' ') end--;
    }
    return (Str){given.p + from, given.n - from};
}

// "Family, Given" says how it divides; of a person's name the last word is taken for the family's.
RowPerson row_person(Str name, bool person) {
    RowPerson out = {.whole = name};
    const char *comma = memchr(name.p, ',', name.n);
    uint32_t at = comma ? (uint32_t)(comma - name.p) : 0;
    if (comma && !memchr(comma + 1, ',', name.n - at - 1)) {
        out.family = trimmed((Str){name.p, at});
        out.given = trimmed((Str){comma + 1, name.n - at - 1});
        if (out.family.n && out.given.n) return out;
    }
    out.family = out.given = (Str){"", 0};
    if (comma || !person) return out;
    uint32_t last = name.n;
    while (last && name.p[last - 1] != ' ') last--;
    Str family = {name.p + last, name.n - last}, given = trimmed((Str){name.p, last});
    if (!given.n || !is_family(family)) return out;
    out.particle = particles_before(given);
    if (str_is(out.particle, "the") || str_is(out.particle, "of"))
        return (RowPerson){.whole = name};
    out.family = family;
    out.given = trimmed((Str){given.p, given.n - out.particle.n});
    if (!out.given.n) return (RowPerson){.whole = name};
    return out;
}
