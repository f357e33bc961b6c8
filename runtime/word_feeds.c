// The lists that have a word or phrase of a search, by its forms and stems. See word_search_impl.h.
#include <math.h>
#include <string.h>

#include "runtime/stem.h"
#include "runtime/word_find.h"
#include "runtime/word_search_impl.h"
#include "runtime/words.h"

static const double little_weight = 0.01; // beside others it only tells equal rows apart

// A word of the index that counts, in texts of the languages whose bit is set.
typedef struct Form {
    uint32_t word, languages;
} Form;

// ---- languages ------------------------------------------------------------------------------

// Neighbours mostly have the same.
uint32_t ranker_language(Ranker *k, uint32_t row) {
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
        k->language = archive_column(k->run->archive, t, f)->data;
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
        if (next <= i || language <= 'A' || language >= 'A' + STEM_LANGUAGES) break;
        if (!span_find(stems, stem_of(k, (uint32_t)(language - 'A'), small), &at)) continue;
        for (uint32_t w = ix->stem_starts[at]; w < ix->stem_starts[at + 1]; w++)
            add_form(&f, ix->stem_words[w], UINT32_C(1) << (language - 'A'));
    }
    if (span_find(index_words(ix), folded, &own)) add_form(&f, own, ANY_LANGUAGE);
    return f;
}

// ---- columns ----------------------------------------------------------------------------------

static void find_fields(Ranker *k) {
    const Search *s = k->search;
    double words = 0;
    for (uint32_t i = 0; i < s->nfields; i++) {
        const Column *c = archive_column(k->run->archive, s->kind, s->fields[i]);
        double weight = str_is(c->field->name, "text") ? s->rank.text : s->rank.title;
        if (!c->words || !c->words->lengths || weight <= 0) continue;
        k->fields[k->nfields++] = (Searched){c->words, weight};
        words += weight * (double)c->words->words;
    }
    k->mean = words / k->nrows;
}

// ---- feeds -----------------------------------------------------------------------------------

static void feed(Ranker *k, Feed f, uint32_t most) {
    k->feeds = arena_grow(k->arena, k->feeds, &k->cap, (size_t)k->nfeeds + 1, sizeof *k->feeds);
    k->feeds[k->nfeeds++] = f;
    k->most += most;
}

static void feed_form(Ranker *k, const Searched *f, Form form, bool many) {
    Postings list = index_postings(f->ix, form.word, k->nrows, k->arena);
    PostingCursor *c = ARENA_NEW(k->arena, PostingCursor);
    if (!posting_open(c, &list)) return;
    uint32_t languages = many ? form.languages : ANY_LANGUAGE;
    feed(k, (Feed){c, c->row, NULL, c->n, 0, languages, f}, list.rows);
}

static void feed_as_written(Ranker *k, const Searched *f, Str word) {
    uint32_t at;
    if (span_find(index_words(f->ix), word_fold(k->arena, word, false, NULL), &at))
        feed_form(k, f, (Form){at, ANY_LANGUAGE}, false);
}

static void feed_word(Ranker *k, const Searched *f, Str word) {
    Forms forms = forms_of(k, f->ix, word);
    // rows of another language than the stem's are asked for only where there are several
    Spans stems = index_stems(f->ix);
    bool many = stems.n && span_at(stems, 0).p[0] != span_at(stems, stems.n - 1).p[0];
    for (uint32_t i = 0; i < forms.n; i++) feed_form(k, f, forms.items[i], many);
}

static void feed_phrase(Ranker *k, const Searched *f, Str phrase) {
    FoundRows found;
    const uint32_t *times;
    const Match *m = match_phrase(k->arena, phrase);
    word_count_phrase(k->run, f->ix, k->nrows, m, k->arena, &found, &times);
    if (found.n) feed(k, (Feed){NULL, found.rows, times, found.n, 0, ANY_LANGUAGE, f}, found.n);
}

// The shortest list first; lists without a table are among the shortest.
static void sort_feeds(Ranker *k) {
    for (uint32_t i = 1; i < k->nfeeds; i++) {
        Feed f = k->feeds[i];
        uint32_t at = i;
        for (; at > 0 && feed_rows(&k->feeds[at - 1]) > feed_rows(&f); at--)
            k->feeds[at] = k->feeds[at - 1];
        k->feeds[at] = f;
    }
}

void ranker_feed(Ranker *k, const SearchItem *item) {
    bool phrase = item->quoted && word_count(item->words) > 1;
    k->feeds = NULL;
    k->cap = 0;
    k->nfeeds = 0;
    k->most = 0;
    for (uint32_t i = 0; i < k->nfields; i++) {
        const Searched *f = &k->fields[i];
        if (phrase)
            feed_phrase(k, f, item->words);
        else if (item->quoted)
            feed_as_written(k, f, item->words);
        else
            feed_word(k, f, item->words);
    }
    sort_feeds(k);
}

bool feed_on(Ranker *k, Feed *f) {
    if (f->i < f->n) return true;
    if (!f->list || !posting_next_block(f->list)) return false;
    f->i = 0;
    f->n = f->list->n;
    run_tick(k->run, 1);
    return true;
}

void feed_seek(Feed *f, uint32_t row) {
    if (!f->list) {
        while (f->i < f->n && f->row[f->i] < row) f->i++;
        return;
    }
    if (f->i < f->n && f->row[f->i] >= row) return;
    if (f->i < f->n) f->list->i = f->i;
    posting_seek(f->list, row);
    f->i = f->list->i;
    f->n = f->list->n;
}

const uint32_t *feed_times(Feed *f) { return f->list ? posting_counts(f->list) : f->times; }

// ---- the ranker -----------------------------------------------------------------------------

SearchItems ranker_items(Ranker *k, Arena *arena) {
    const Search *s = k->search;
    SearchItems query = search_items(arena, s->query, k->otherwise);
    if (!query.n) run_fail(k->run, E0503, s->at->source, s->at->span, "the search has no word");
    return query;
}

double ranker_worth(const Ranker *k, const SearchItem *item, uint32_t rows) {
    double df = rows, n = k->nrows, idf = log(1 + (n - df + 0.5) / (df + 0.5));
    double asked = item->times * (item->little ? little_weight : 1);
    return asked * idf * (k->search->rank.k1 + 1);
}

// Beyond four places machines may differ.
double shown_score(double score) {
    enum { PLACES = 10000 };
    double shown = round(score * PLACES);
    if (score > 0 && shown < 1) shown = 1; // found, if only just
    return shown / PLACES;
}

void ranker_begin(Ranker *k, Run *r, const Search *s, Arena *own, Arena *arena) {
    *k = (Ranker){.run = r, .search = s, .arena = own, .nrows = s->kind->count};
    k->fields = ARENA_ARRAY(arena, Searched, s->nfields + 1);
    find_languages(k);
    find_fields(k);
    k->still = s->rank.k1 * (1 - s->rank.b);
    k->each = s->rank.k1 * s->rank.b / k->mean;
}
