// Freezing the words of names: for each word in latin form (name.h) the texts that hold it. In:
// frozen columns; out: an index of all texts of the fields that are names.
//
// Texts share their words, so what stands between two blanks is brought into latin form once. That
// is what latin_key and name_read make of the whole text, since no rule of theirs looks beyond a
// blank; a text of several lines is taken as one piece, as a word may go on in the next line.
#include <string.h>

#include "runtime/block.h"
#include "runtime/freeze.h"
#include "runtime/name.h"
#include "runtime/words.h"

enum { HEAP = 1 << 16, TOO_MANY = NAME_WORDS + 1 };

typedef struct Entry {
    Str key;
    uint64_t hash;
    uint32_t first, n; // of a piece: its forms, TOO_MANY where it is part of no name
} Entry;

// From texts to numbers.
typedef struct Table {
    Entry *items;
    size_t cap;
    uint32_t n, mask;
    uint32_t *slots; // number + 1, or 0
} Table;

typedef struct Names {
    Freeze *z;
    Arena *a;
    Table pieces, forms;
    NameForm *made; // by number of form; `texts` counts them
    size_t made_cap;
    char *heap; // where the next form's letters go
    size_t heap_left;
    uint32_t *piece_forms, npieces; // of each piece
    size_t pieces_cap;
    uint32_t *text_forms, ntexts; // of each text, in order of texts
    size_t texts_cap;
    uint8_t *counts; // … so many
} Names;

// ---- tables ---------------------------------------------------------------------------------

static void put_slot(Table *t, uint32_t i) {
    uint32_t at = (uint32_t)t->items[i].hash & t->mask;
    while (t->slots[at]) at = (at + 1) & t->mask;
    t->slots[at] = i + 1;
}

// Room for so many more, so that adding them takes no memory.
static void reserve(Arena *a, Table *t, uint32_t more) {
    t->items = arena_grow(a, t->items, &t->cap, (size_t)t->n + more, sizeof *t->items);
    if (t->slots && t->n + more <= t->mask / 2) return;
    while (t->mask / 2 < t->n + more) t->mask = t->mask * 2 + 1;
    t->slots = arena_zero(a, ((size_t)t->mask + 1) * sizeof *t->slots);
    for (uint32_t i = 0; i < t->n; i++) {
        put_slot(t, i);
        guard_every(a->guard, i);
    }
}

// Its number; UINT32_MAX: it is new.
static uint32_t look_up(const Table *t, Str key, uint64_t hash) {
    for (uint32_t at = (uint32_t)hash & t->mask; t->slots[at]; at = (at + 1) & t->mask) {
        const Entry *e = &t->items[t->slots[at] - 1];
        if (e->hash == hash && str_eq(e->key, key)) return t->slots[at] - 1;
    }
    return UINT32_MAX;
}

static uint32_t add(Table *t, Str key, uint64_t hash) {
    t->items[t->n] = (Entry){.key = key, .hash = hash};
    put_slot(t, t->n);
    return t->n++;
}

// ---- pieces ---------------------------------------------------------------------------------

// Room for all that one piece can bring.
static void reserve_all(Names *x) {
    reserve(x->a, &x->pieces, 1);
    reserve(x->a, &x->forms, NAME_WORDS);
    x->made =
        arena_grow(x->a, x->made, &x->made_cap, (size_t)x->forms.n + NAME_WORDS, sizeof *x->made);
    x->piece_forms = arena_grow(x->a, x->piece_forms, &x->pieces_cap,
                                (size_t)x->npieces + NAME_WORDS, sizeof *x->piece_forms);
    if (x->heap_left >= NAME_BYTES) return;
    x->heap = arena_alloc(x->a, HEAP);
    x->heap_left = HEAP;
}

static uint32_t form_of(Names *x, Str word, const NameWord *read) {
    uint64_t hash = str_hash(word);
    uint32_t i = look_up(&x->forms, word, hash);
    if (i != UINT32_MAX) return i;
    memcpy(x->heap, word.p, word.n);
    i = add(&x->forms, (Str){x->heap, word.n}, hash);
    x->heap += word.n;
    x->heap_left -= word.n;
    x->made[i] = (NameForm){.set = read->set, .letters = read->n};
    return i;
}

// The words of a piece as forms; how many, or TOO_MANY.
static uint32_t read_piece(Names *x, Str piece) {
    Str key = latin_key(x->a, piece), word;
    NameWord read;
    bool ascii;
    uint32_t n = 0;
    for (uint32_t at = 0; word_next(key, &at, &word, &ascii); n++) {
        if (!ascii) word = word_plain(x->a, word);
        if (n == NAME_WORDS || !name_word_read(word, &read)) return TOO_MANY;
        x->piece_forms[x->npieces + n] = form_of(x, word, &read);
    }
    return n;
}

static const Entry *piece_of(Names *x, Str piece) {
    uint64_t hash = str_hash(piece);
    uint32_t i = x->pieces.slots ? look_up(&x->pieces, piece, hash) : UINT32_MAX;
    if (i != UINT32_MAX) return &x->pieces.items[i];
    reserve_all(x);
    ArenaMark mark = arena_mark(x->a);
    uint32_t n = read_piece(x, piece);
    arena_release(x->a, mark);
    Entry *e = &x->pieces.items[add(&x->pieces, piece, hash)];
    e->first = x->npieces;
    e->n = n;
    if (n != TOO_MANY) x->npieces += n;
    return e;
}

// ---- texts ----------------------------------------------------------------------------------

// The forms of a text behind those of the text before; how many, 0 where it is no name.
static uint32_t read_text(Names *x, Str text) {
    uint32_t n = 0;
    if (text.n > NAME_BYTES) return 0;
    bool lines = memchr(text.p, '\n', text.n) != NULL;
    for (uint32_t from = 0, at = 0; from < text.n; from = ++at) {
        while (at < text.n && (lines || text.p[at] != ' ')) at++;
        if (at == from) continue;
        const Entry *e = piece_of(x, (Str){text.p + from, at - from});
        if (n + e->n > NAME_WORDS) return 0;
        memcpy(x->text_forms + x->ntexts + n, x->piece_forms + e->first, e->n * sizeof(uint32_t));
        n += e->n;
    }
    return n;
}

// Which texts are names.
static uint8_t *named_texts(Freeze *z) {
    const Schema *s = z->b->schema;
    uint8_t *named = arena_zero(z->a, z->b->texts.n);
    for (uint32_t k = 0; k < s->nkinds; k++)
        for (uint32_t f = FIELD_DECLARED; f < s->kinds[k]->ndeclared; f++) {
            if (!freeze_is_named(&s->kinds[k]->fields[f])) continue;
            const FrozenColumn *c = &z->columns[k][f];
            for (uint32_t i = 0; i < c->n; i++) {
                named[((const uint32_t *)c->data)[i]] = 1;
                guard_every(z->a->guard, i);
            }
        }
    named[0] = 0;
    return named;
}

static void read_texts(Names *x) {
    const TextPool *pool = &x->z->b->texts;
    x->counts = named_texts(x->z);
    for (uint32_t i = 1; i < pool->n; i++) {
        guard_every(x->a->guard, i);
        if (!x->counts[i]) continue;
        const PoolText *t = pool_text(pool, x->z->text_at[i]);
        x->text_forms = arena_grow(x->a, x->text_forms, &x->texts_cap,
                                   (size_t)x->ntexts + NAME_WORDS, sizeof *x->text_forms);
        uint32_t n = read_text(x, (Str){t->p, t->n});
        x->counts[i] = (uint8_t)n;
        for (uint32_t k = 0; k < n; k++) x->made[x->text_forms[x->ntexts + k]].texts++;
        x->ntexts += n;
        if (x->ntexts > UINT32_MAX / 2) guard_leave(x->a->guard, ST_LIMIT, "memory");
    }
}

// ---- the index ------------------------------------------------------------------------------

static int compare_forms(const void *user, uint32_t i, uint32_t j) {
    const Names *x = user;
    uint32_t n = x->made[i].letters, m = x->made[j].letters;
    return n != m ? (n > m) - (n < m) : str_cmp(x->forms.items[i].key, x->forms.items[j].key);
}

// The forms in order, with their places; x->made[i].texts becomes where the texts of form i go.
static NameForm *place_forms(Names *x, char **bytes, uint32_t *nbytes) {
    uint32_t n = x->forms.n, at = 0, texts = 0;
    uint32_t *order = ARENA_ARRAY(x->a, uint32_t, (size_t)n + 1),
             *tmp = ARENA_ARRAY(x->a, uint32_t, (size_t)n + 1);
    for (uint32_t i = 0; i < n; i++) {
        order[i] = i;
        at += x->forms.items[i].key.n;
    }
    sort_refs_heard(order, tmp, n, compare_forms, x, x->a->guard);
    NameForm *forms = ARENA_ARRAY(x->a, NameForm, (size_t)n + 1);
    *bytes = arena_alloc(x->a, (size_t)at + 1);
    *nbytes = at;
    at = 0;
    for (uint32_t i = 0; i < n; i++) {
        NameForm *made = &x->made[order[i]];
        Str word = x->forms.items[order[i]].key;
        forms[i] = (NameForm){made->set, at, texts, made->letters, 0};
        memcpy(*bytes + at, word.p, word.n);
        at += word.n;
        texts += made->texts;
        made->texts = forms[i].texts;
        guard_every(x->a->guard, i);
    }
    forms[n] = (NameForm){.at = at, .texts = texts};
    return forms;
}

static uint32_t *place_texts(Names *x) {
    uint32_t *texts = ARENA_ARRAY(x->a, uint32_t, (size_t)x->ntexts + 1), at = 0;
    for (uint32_t i = 1; i < x->z->b->texts.n; i++) {
        guard_every(x->a->guard, i);
        for (uint32_t k = 0; k < x->counts[i]; k++, at++)
            texts[x->made[x->text_forms[at]].texts++] = i;
    }
    return texts;
}

void freeze_names(Freeze *z) {
    Names *x = ARENA_NEW(z->a, Names);
    x->z = z;
    x->a = z->a;
    read_texts(x);
    if (!x->ntexts) return;
    char *bytes;
    uint32_t nbytes, n = x->forms.n;
    const NameForm *forms = place_forms(x, &bytes, &nbytes);
    freeze_section(z, SEC_NAME_FORMS, 0, 0, sizeof *forms, (uint64_t)n + 1, forms);
    freeze_section(z, SEC_NAME_BYTES, 0, 0, 1, nbytes, bytes);
    freeze_section(z, SEC_NAME_TEXTS, 0, 0, sizeof *x->text_forms, x->ntexts, place_texts(x));
    freeze_section(z, SEC_NAME_COUNTS, 0, 0, 1, z->b->texts.n, x->counts);
}
