// Kernels between texts and lists of texts: split, join, tokens, ngrams, extract.
#include "runtime/pattern.h"
#include "runtime/words.h"
#include "stdlib/kernels.h"

// The elements of all rows' lists, in one array that becomes the result's child.
typedef struct Ids {
    uint32_t *at;
    size_t cap;
    uint32_t n;
} Ids;

static void add_id(const Call *c, Ids *ids, uint32_t id) {
    if (ids->n == UINT32_MAX / 2) guard_leave(c->run->guard, ST_LIMIT, "memory");
    ids->at = arena_grow(c->run->scratch, ids->at, &ids->cap, (size_t)ids->n + 1, sizeof *ids->at);
    ids->at[ids->n++] = id;
}

static void add(const Call *c, Ids *ids, Str s) { add_id(c, ids, run_intern(c->run, s)); }

static void finish(const Call *c, const Ids *ids, Vec *out) {
    out->child = vec_new(c->run->scratch, out->type->elem, 0, false);
    if (ids->n) out->child->d.u32 = ids->at;
    out->nchild = ids->n;
}

static void split(const Call *c, Ids *ids, Str s, Str by) {
    if (!by.n) CALL_FAIL(c, E0507, "the text to split at is empty");
    uint32_t from = 0, at;
    while ((at = text_find(c, s, by, from)) != UINT32_MAX) {
        add(c, ids, (Str){s.p + from, at - from});
        from = at + by.n;
    }
    add(c, ids, (Str){s.p + from, s.n - from});
}

void text_split(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Ids ids = {0};
    ROWS_EACH(i, rows) {
        out->start[i] = ids.n;
        split(c, &ids, long_text(c, arg_text(c, args[0], i)), arg_text(c, args[1], i));
        out->len[i] = ids.n - out->start[i];
    }
    finish(c, &ids, out);
}

void text_tokens(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Ids ids = {0};
    ROWS_EACH(i, rows) {
        out->start[i] = ids.n;
        Str s = long_text(c, arg_text(c, args[0], i)), word;
        bool ascii;
        for (uint32_t at = 0; word_next(s, &at, &word, &ascii);)
            add(c, &ids, ascii ? word : word_plain(c->run->scratch, word));
        out->len[i] = ids.n - out->start[i];
    }
    finish(c, &ids, out);
}

// The words of a text, folded, as texts of their own.
static void fold_words(const Call *c, Ids *words, Str s) {
    Run *r = c->run;
    Str word;
    bool ascii;
    char small[WORD_SMALL];
    words->n = 0;
    for (uint32_t at = 0; word_next(s, &at, &word, &ascii);) {
        ArenaMark mark = arena_mark(r->scratch);
        uint32_t id = run_intern(r, word_fold(r->scratch, word, ascii, small));
        scratch_release(r, mark);
        add_id(c, words, id);
    }
}

enum { GRAM_MOST = 32 };

void text_ngrams(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Ids grams = {0}, words = {0};
    StrBuf b;
    buf_init(&b, c->run->scratch);
    ROWS_EACH(i, rows) {
        int64_t n = arg_int(args[1], i);
        if (n < 1 || n > GRAM_MOST)
            CALL_FAIL(c, E0507, "'ngrams' takes from 1 to %d words", GRAM_MOST);
        out->start[i] = grams.n;
        fold_words(c, &words, long_text(c, arg_text(c, args[0], i)));
        for (uint32_t k = 0; k + n <= words.n; k++) {
            run_work(c->run, (uint64_t)n);
            buf_clear(&b);
            for (uint32_t w = 0; w < n; w++) {
                if (w) buf_char(&b, ' ');
                buf_add(&b, run_text(c->run, words.at[k + w]));
            }
            add(c, &grams, buf_str(&b));
        }
        out->len[i] = grams.n - out->start[i];
    }
    finish(c, &grams, out);
}

// The finds, or what the first group took of each (none where it took no part).
static void extract(const Call *c, Ids *ids, Regex *re, Str s) {
    const Expr *at = c->expr->args[1];
    bool group = regex_has_group(re), empty = false;
    RegexFind f;
    for (uint32_t from = 0; pattern_find(c->run, at, re, s, from, empty, &f);) {
        if (!group)
            add(c, ids, (Str){s.p + f.at, f.len});
        else if (f.group_at != UINT32_MAX)
            add(c, ids, (Str){s.p + f.group_at, f.group_len});
        uint32_t end = f.at + f.len;
        if (end < from) break; // \K within a look-ahead: no way forward
        empty = f.len == 0;
        from = end;
    }
}

void text_extract(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    Ids ids = {0};
    ROWS_EACH(i, rows) {
        uint32_t pattern = args[1]->d.u32[vec_place(args[1], i)];
        out->start[i] = ids.n;
        extract(c, &ids, pattern_regex(c->run, c->expr->args[1], pattern), arg_text(c, args[0], i));
        out->len[i] = ids.n - out->start[i];
    }
    finish(c, &ids, out);
}

// Missing elements are left out; of an empty list the empty text.
void text_join(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    const Vec *list = args[0];
    ROWS_EACH(i, rows) {
        uint32_t p = vec_place(list, i);
        out->d.u32[i] = 0;
        if (vec_missing(args[1], i)) continue;
        Str by = arg_text(c, args[1], i);
        ArenaMark mark = arena_mark(c->run->scratch);
        StrBuf b;
        buf_init(&b, c->run->scratch);
        bool first = true;
        for (uint32_t k = 0; k < list->len[p]; k++) {
            uint32_t id = list->child->d.u32[vec_place(list->child, list->start[p] + k)];
            if (!id) continue;
            if (!first) buf_add(&b, by);
            buf_add(&b, long_text(c, run_text(c->run, id)));
            first = false;
        }
        out->d.u32[i] = run_intern(c->run, buf_str(&b));
        scratch_release(c->run, mark);
    }
}
