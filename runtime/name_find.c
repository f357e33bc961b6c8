// Looking names up (name_find.h): forms that fit a word of the name, texts that hold enough of
// them, and of these the ones that are similar. In: an index whose numbers were checked; out: ids.
//
// Nothing similar is missed:
//   * A pair of names is similar only if each word of the shorter one has a word of its own in the
//     longer one, and one such pair is of two words that are no initials (name.c).
//   * Two words that are no initials fit only if at most NAME_WRONG letters are changed, put in,
//   left
//     out or swapped: so their lengths differ by no more, and each change adds at most one letter
//     to their sets and takes one away. Only forms within both bounds are compared, and then
//     exactly.
//   * So min(words of the one, words of the other) words of the name have a form in the text. An
//     initial of the name may have any, and is not looked up: it counts as found.
#include "runtime/name_find.h"

#include "lang/likeness.h"
#include "runtime/name.h"
#include "runtime/sort.h"

typedef struct Finder {
    Run *run;
    const NameIndex *ix;
    Arena *arena;
    Name name, other;
    NameWord word;
    uint16_t *fit; // of each text: the words of the name that have a form in it
    uint32_t *ids, n;
    size_t cap;
    uint32_t initials; // words of the name that are initials
} Finder;

static bool is_initial(const NameWord *w) { return w->n == 1; }

static void add_id(Finder *f, uint32_t id) {
    f->ids = arena_grow(f->arena, f->ids, &f->cap, (size_t)f->n + 1, sizeof *f->ids);
    f->ids[f->n++] = id;
}

// The first form with so many letters or more.
static uint32_t first_of_length(const NameIndex *ix, uint32_t letters) {
    uint32_t lo = 0, hi = ix->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (ix->forms[mid].letters < letters)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static bool fits(Finder *f, const NameWord *w, const NameForm *form) {
    if (name_bits(w->set ^ form->set) > 2 * NAME_WRONG) return false;
    Str letters = {f->ix->bytes + form->at, form[1].at - form->at};
    return name_word_read(letters, &f->word) && name_words_fit(w, &f->word);
}

// Texts that hold the form; those that only have an initial of the name are no candidates.
static void note_texts(Finder *f, const NameForm *form, uint16_t bit, bool initial) {
    for (uint32_t i = form->texts; i < form[1].texts; i++) {
        uint32_t id = f->ix->texts[i];
        guard_every(f->run->guard, i);
        if (!f->fit[id] && initial) continue;
        if (!f->fit[id]) add_id(f, id);
        f->fit[id] |= bit;
    }
}

static void note_word(Finder *f, uint32_t i) {
    const NameWord *w = &f->name.words[i];
    uint32_t from = first_of_length(f->ix, w->n > NAME_WRONG + 2 ? w->n - NAME_WRONG : 2);
    uint32_t to = first_of_length(f->ix, w->n + NAME_WRONG + 1);
    for (uint32_t k = from; k < to; k++) {
        guard_every(f->run->guard, k);
        if (fits(f, w, &f->ix->forms[k]))
            note_texts(f, &f->ix->forms[k], (uint16_t)(1u << i), false);
    }
}

static void note_initials(Finder *f, uint32_t i) {
    uint32_t to = first_of_length(f->ix, 2);
    for (uint32_t k = 0; k < to; k++)
        if (name_word_read((Str){f->ix->bytes + f->ix->forms[k].at,
                                 f->ix->forms[k + 1].at - f->ix->forms[k].at},
                           &f->word) &&
            name_words_fit(&f->name.words[i], &f->word))
            note_texts(f, &f->ix->forms[k], (uint16_t)(1u << i), true);
}

static bool is_similar(Finder *f, uint32_t id) {
    uint32_t words = f->ix->counts[id], least = f->name.n < words ? f->name.n : words;
    uint32_t found = name_bits(f->fit[id]) + f->initials;
    if (found < least) return false;
    if (f->name.n == 1 && !f->name.words[0].numeral) return true; // its only word was found
    ArenaMark mark = arena_mark(f->run->scratch);
    name_read(f->run->scratch, run_text(f->run, id), &f->other);
    arena_release(f->run->scratch, mark);
    run_work(f->run, 8);
    return name_similar(&f->name, &f->other);
}

// A text is similar to itself, even one without words.
static void keep_similar(Finder *f, uint32_t text) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->n; i++)
        if (f->ids[i] != text && is_similar(f, f->ids[i])) f->ids[kept++] = f->ids[i];
    f->n = kept;
    if (text < f->run->archive->nstr) add_id(f, text);
}

static int order_ids(const void *user, uint32_t x, uint32_t y) {
    (void)user;
    return (x > y) - (x < y);
}

FoundTexts name_find(Run *r, uint32_t text, Arena *arena) {
    const Archive *a = r->archive;
    Finder *f = ARENA_NEW(arena, Finder);
    f->run = r;
    f->ix = &a->names;
    f->arena = arena;
    f->fit = arena_zero(arena, a->nstr * sizeof *f->fit);
    ArenaMark mark = arena_mark(r->scratch);
    name_read(r->scratch, run_text(r, text), &f->name);
    arena_release(r->scratch, mark);
    for (uint32_t i = 0; i < f->name.n; i++) {
        if (is_initial(&f->name.words[i]))
            f->initials++;
        else
            note_word(f, i);
    }
    for (uint32_t i = 0; i < f->name.n; i++)
        if (!is_initial(&f->name.words[i])) note_initials(f, i);
    keep_similar(f, text);
    uint32_t *tmp = ARENA_ARRAY(arena, uint32_t, (size_t)f->n + 1);
    sort_refs_heard(f->ids, tmp, f->n, order_ids, NULL, r->guard);
    return (FoundTexts){f->ids, f->n};
}
