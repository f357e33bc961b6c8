// Conditions of `matches`: where every find of the expression holds a text, the archive's texts are
// read through for it from end to end, as they lie, not row by row; those that hold it are asked
// for a find at once. See index_impl.h.
#include "runtime/index_impl.h"
#include "runtime/needle.h"
#include "runtime/pattern.h"

enum { SAMPLE = 64, PIECE = 1 << 18 };

// Whether the column's texts are about half of all, so that reading all of them is no waste. A
// sample tells.
static bool are_most_texts(const Archive *a, const KindTable *k, const uint32_t *texts) {
    uint64_t bytes = 0;
    uint32_t n = k->count < SAMPLE ? k->count : SAMPLE;
    for (uint32_t i = 0; i < n; i++) bytes += archive_text(a, texts[(uint64_t)i * k->count / n]).n;
    return n && bytes * k->count / n > a->str_off[a->nstr] / 2;
}

// The text that has the byte, which is not before text `from`.
static uint32_t text_with(const Archive *a, uint64_t byte, uint32_t from) {
    uint32_t step = 1, lo = from, hi;
    while (a->nstr - lo > step && a->str_off[lo + step] <= byte) {
        lo += step;
        step *= 2;
    }
    hi = a->nstr - lo > step ? lo + step : a->nstr;
    while (hi - lo > 1) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (a->str_off[mid] <= byte)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

// A bit for each text in which the expression is found. A needle that goes over from one text to
// the next is in neither. *sure: becomes false where the search in a text was too costly; its bit
// is set.
static uint64_t *texts_with(Run *r, Regex *re, Arena *arena, bool *sure) {
    const Archive *a = r->archive;
    const Needle *needle = regex_needle(re);
    uint64_t *bits = arena_zero(arena, ((size_t)a->nstr / 64 + 1) * sizeof *bits);
    uint64_t at = 0, end = a->str_off[a->nstr];
    for (uint32_t id = 0; at < end;) {
        uint64_t left = end - at;
        Str piece = {a->str_bytes + at, (uint32_t)(left < PIECE ? left : PIECE)};
        uint32_t find = needle_find(needle, piece, 0);
        if (find == NOT_FOUND) {
            run_tick(r, piece.n / 1024);
            if (piece.n == left) break;
            at += piece.n - (needle->text.n - 1);
            continue;
        }
        run_work(r, find / 1024 + 1);
        id = text_with(a, at + find, id);
        if (at + find + needle->text.n > a->str_off[id + 1]) {
            at += find + 1;
            continue;
        }
        if (pattern_may_match(r, re, archive_text(a, id), sure))
            bits[id / 64] |= UINT64_C(1) << id % 64;
        at = a->str_off[id + 1];
    }
    return bits;
}

static void rows_with(const KindTable *k, const uint32_t *texts, const uint64_t *bits,
                      Candidates *out) {
    uint32_t *rows = ARENA_ARRAY(out->arena, uint32_t, (size_t)k->count + 1), n = 0;
    for (uint32_t i = 0; i < k->count; i++) {
        uint32_t id = texts[i];
        rows[n] = i;
        n += (uint32_t)(bits[id / 64] >> id % 64 & 1);
        out->missing += !id;
    }
    candidates_add(out, rows, n, 0);
}

bool scan_candidates(Run *r, const KindTable *k, const Expr *e, Candidates *out) {
    const Expr *field = row_field(e->args[0]);
    const Vec *v = fixed_value(r, e->args[1]);
    if (!field || field->type->tag != TY_TEXT || !v || vec_missing(v, 0)) return false;
    if (!archive_part(r->archive, PART_TEXTS)) return false;
    const Column *c = archive_column(r->archive, k, field->field);
    if (!c->data || !are_most_texts(r->archive, k, c->data)) return false;
    Regex *re = pattern_regex_if(r, v->d.u32[0]);
    if (!re || !regex_needle(re)) return false;
    bool sure = true;
    rows_with(k, c->data, texts_with(r, re, out->arena, &sure), out);
    out->field = field->name;
    out->costly = out->ordered = true;
    out->decided = sure && !out->missing;
    out->exact = out->exact && sure;
    if (out->exact) return true;
    if (out->missing) out->gaps = c;
    out->count += out->missing;
    out->missing = 0;
    return true;
}
