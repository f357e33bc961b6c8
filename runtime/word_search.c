// BM25 over posting lists. See word_search.h.
#include "runtime/word_search.h"

#include <math.h>
#include <string.h>

#include "runtime/search_words.h"
#include "runtime/stem.h"
#include "runtime/word_find.h"
#include "runtime/word_index.h"
#include "runtime/words.h"

static const double little_weight = 0.01; // beside others it only tells equal rows apart
#define ANY_LANGUAGE UINT32_MAX

// A word of the index that counts, in texts of the languages whose bit is set.
typedef struct Form {
    uint32_t word, languages;
} Form;

// A column that is looked through.
typedef struct Searched {
    const WordIndex *ix;
    double weight;
} Searched;

typedef struct Ranker {
    Run *run;
    const Search *search;
    Arena *arena;
    uint32_t nrows;
    Searched *fields;
    uint32_t nfields;
    double mean; // weighted length of the rows
    double *score, *tf;
    uint32_t *touched, ntouched; // rows with a tf
    const uint32_t *language;    // texts: of each row, or NULL
    uint32_t otherwise;          // the language of rows that do not say it
    uint32_t last_tag, last_language;
    PostingCursor *reader;
} Ranker;

// ---- languages ------------------------------------------------------------------------------

// Neighbours mostly have the same.
static uint32_t row_language(Ranker *k, uint32_t row) {
    uint32_t id = k->language ? k->language[row] : 0;
    if (!id) return k->otherwise;
    if (id != k->last_tag) k->last_language = stem_language(archive_text(k->run->archive, id));
    k->last_tag = id;
    return k->last_language;
}

static void find_languages(Ranker *k) {
    const KindTable *t = k->search->kind;
    uint32_t f = kind_field(t->kind, STR("language"));
    Str tag;
    archive_meta(k->run->archive, STR("language"), &tag);
    k->otherwise = stem_language(tag);
    if (f < t->kind->ndeclared && t->kind->fields[f].type->tag == TY_TEXT)
        k->language = t->columns[f].data;
}

// ---- forms of a word ------------------------------------------------------------------------

typedef struct Forms {
    Arena *arena;
    Form *items;
    size_t cap;
    uint32_t n;
} Forms;

static void add_form(Forms *f, uint32_t word, uint32_t languages) {
    for (uint32_t i = 0; i < f->n; i++)
        if (f->items[i].word == word) {
            f->items[i].languages |= languages;
            return;
        }
    f->items = arena_grow(f->arena, f->items, &f->cap, (size_t)f->n + 1, sizeof *f->items);
    f->items[f->n++] = (Form){word, languages};
}

static Str stem_of(Ranker *k, uint32_t language, Str small) {
    Str stem;
    char *room = arena_alloc(k->arena, stem_room(&small, 1) + 1);
    Status status = stem_words(language, &small, 1, &stem, room);
    if (status != ST_OK) guard_leave(k->run->guard, status, NULL);
    Str folded = str_fold(k->arena, stem);
    char *key = arena_alloc(k->arena, (size_t)folded.n + 1);
    key[0] = (char)('A' + language);
    memcpy(key + 1, folded.p, folded.n);
    return (Str){key, folded.n + 1};
}

// The words that share its stem in each language that the column has, and the word itself.
static Forms forms_of(Ranker *k, const WordIndex *ix, Str written) {
    Forms f = {.arena = k->arena};
    Str small = stem_small(k->arena, written), folded = str_fold(k->arena, written);
    Spans stems = index_stems(ix);
    uint32_t at, own;
    for (uint32_t i = 0, next; i < stems.n; i = next) {
        char language = span_at(stems, i).p[0], after[1] = {(char)(language + 1)};
        next = span_from(stems, (Str){after, 1});
        if (next <= i || language <= 'A' || language >= 'A' + STEM_LANGUAGES_MAX) break;
        if (!span_find(stems, stem_of(k, (uint32_t)(language - 'A'), small), &at)) continue;
        for (uint32_t w = ix->stem_starts[at]; w < ix->stem_starts[at + 1]; w++)
            add_form(&f, ix->stem_words[w], UINT32_C(1) << (language - 'A'));
    }
    if (span_find(index_words(ix), folded, &own)) add_form(&f, own, ANY_LANGUAGE);
    return f;
}

// ---- times ----------------------------------------------------------------------------------

static void find_fields(Ranker *k) {
    const Search *s = k->search;
    double words = 0;
    k->fields = ARENA_ARRAY(k->arena, Searched, s->nfields + 1);
    for (uint32_t i = 0; i < s->nfields; i++) {
        const Column *c = &s->kind->columns[s->fields[i]];
        double weight = str_is(c->field->name, "text") ? s->rank.text : s->rank.title;
        if (!c->words || !c->words->lengths || weight <= 0) continue;
        k->fields[k->nfields++] = (Searched){c->words, weight};
        words += weight * (double)c->words->words;
    }
    k->mean = words / k->nrows;
}

static void count_row(Ranker *k, const Searched *f, uint32_t row, double times) {
    if (k->tf[row] == 0) k->touched[k->ntouched++] = row;
    k->tf[row] += f->weight * times;
}

static void count_form(Ranker *k, const Searched *f, Form form, bool many) {
    Postings list = index_postings(f->ix, form.word, k->nrows, k->arena);
    PostingCursor *c = k->reader;
    for (bool more = posting_open(c, &list); more; more = posting_next_block(c)) {
        for (uint32_t i = 0; i < c->n; i++)
            if (!many || form.languages == ANY_LANGUAGE ||
                form.languages >> row_language(k, c->row[i]) & 1)
                count_row(k, f, c->row[i], c->count[i]);
        run_tick(k->run, 1);
    }
}

static void count_as_written(Ranker *k, const Searched *f, Str word) {
    uint32_t at;
    if (span_find(index_words(f->ix), word_fold(k->arena, word, false, NULL), &at))
        count_form(k, f, (Form){at, ANY_LANGUAGE}, false);
}

static void count_word(Ranker *k, const Searched *f, Str word) {
    Forms forms = forms_of(k, f->ix, word);
    // rows of another language than the stem's are asked for only where there are several
    Spans stems = index_stems(f->ix);
    bool many = stems.n && span_at(stems, 0).p[0] != span_at(stems, stems.n - 1).p[0];
    for (uint32_t i = 0; i < forms.n; i++) count_form(k, f, forms.items[i], many);
}

static void count_phrase(Ranker *k, const Searched *f, Str phrase) {
    FoundRows found;
    const uint32_t *times;
    const Match *m = match_phrase(k->arena, phrase);
    word_count_phrase(k->run, f->ix, k->nrows, m, k->arena, &found, &times);
    for (uint32_t i = 0; i < found.n; i++) {
        guard_every(k->run->guard, i);
        count_row(k, f, found.rows[i], times[i]);
    }
}

// ---- scores ---------------------------------------------------------------------------------

static void add_scores(Ranker *k, double asked) {
    double df = k->ntouched, n = k->nrows, idf = log(1 + (n - df + 0.5) / (df + 0.5));
    double k1 = k->search->rank.k1, b = k->search->rank.b;
    for (uint32_t i = 0; i < k->ntouched; i++) {
        guard_every(k->run->guard, i);
        uint32_t row = k->touched[i];
        double tf = k->tf[row], length = 0;
        for (uint32_t f = 0; f < k->nfields; f++)
            length += k->fields[f].weight * k->fields[f].ix->lengths[row];
        k->score[row] += asked * idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / k->mean));
        k->tf[row] = 0;
    }
    k->ntouched = 0;
}

static void rank_item(Ranker *k, const SearchItem *item) {
    bool phrase = item->quoted && word_count(item->words) > 1;
    for (uint32_t i = 0; i < k->nfields; i++) {
        const Searched *f = &k->fields[i];
        if (phrase)
            count_phrase(k, f, item->words);
        else if (item->quoted)
            count_as_written(k, f, item->words);
        else
            count_word(k, f, item->words);
    }
    add_scores(k, item->times * (item->little ? little_weight : 1));
}

static void rank_query(Ranker *k) {
    SearchItems query = search_items(k->arena, k->search->query, k->otherwise);
    const Expr *at = k->search->at;
    if (!query.n) run_fail(k->run, E0503, at->source, at->span, "the search has no word");
    for (uint32_t i = 0; i < query.n; i++) rank_item(k, &query.items[i]);
}

static uint32_t *rows_with_score(const Ranker *k, uint32_t *n) {
    uint32_t *rows = NULL;
    size_t cap = 0;
    *n = 0;
    for (uint32_t row = 0; row < k->nrows; row++) {
        guard_every(k->run->guard, row);
        if (k->score[row] <= 0) continue;
        rows = arena_grow(k->arena, rows, &cap, (size_t)*n + 1, sizeof *rows);
        rows[(*n)++] = row;
    }
    return rows;
}

void word_search(Run *r, const Search *s, Arena *arena, Ranking *out) {
    Ranker k = {.run = r, .search = s, .arena = arena, .nrows = s->kind->count};
    k.score = arena_zero(arena, ((size_t)k.nrows + 1) * sizeof *k.score);
    k.tf = arena_zero(arena, ((size_t)k.nrows + 1) * sizeof *k.tf);
    k.touched = ARENA_ARRAY(arena, uint32_t, (size_t)k.nrows + 1);
    k.reader = ARENA_NEW(arena, PostingCursor);
    find_languages(&k);
    find_fields(&k);
    rank_query(&k);
    out->score = k.score;
    out->rows = rows_with_score(&k, &out->n);
}
