// One run: its limits and clock, its errors, and the texts and dates that it makes. In: ids, texts,
// dates; out: ids that mean the same wherever the value came from. Must not know expressions.
#include "runtime/run.h"

#include "runtime/pattern.h"

#include <stdarg.h>
#include <string.h>

#ifdef GZT_TINY
enum { BATCH = 4, TABLE_MIN = 4 };
#else
enum { BATCH = 1024, TABLE_MIN = 64 };
#endif

// started_ms is the caller's to set, once the clock is known.
void run_init(Run *r, const Archive *a, const Alloc *alloc, Budget *budget, Guard *guard,
              Arena *scratch) {
    *r = (Run){.archive = a,
               .guard = guard,
               .scratch = scratch,
               .batch = BATCH,
               .progress_next = UINT64_MAX};
    arena_init(&r->keep, alloc, budget, guard);
    arena_init(&r->left_arena, alloc, budget, guard);
}

void run_free(Run *r) {
    if (r->guard && r->guard->tick_user == r) r->guard->tick = NULL;
    patterns_free(r);
    for (RunArena *a = r->arenas; a; a = a->next) arena_free(&a->arena);
    arena_free(&r->left_arena);
    arena_free(&r->keep);
}

Arena *run_arena(Run *r) {
    RunArena *a = r->arenas;
    while (a && a->taken) a = a->next;
    if (!a) {
        a = ARENA_NEW(&r->keep, RunArena);
        arena_init(&a->arena, r->keep.alloc, r->keep.budget, r->guard);
        a->next = r->arenas;
        r->arenas = a;
    }
    a->taken = r->arena_level + 1;
    return &a->arena;
}

void run_arenas_give(Run *r, uint32_t level) {
    for (RunArena *a = r->arenas; a; a = a->next) {
        if (a->taken <= level) continue;
        arena_reset(&a->arena);
        a->taken = 0;
    }
}

static void report(Run *r) {
    r->progress_next = r->steps + r->progress_every;
    r->progress(r->progress_user, r->steps, r->done ? *r->done : 0, r->total ? *r->total : 0);
}

// ST_OK, or why the run is to end; what: the limit's name.
static Status ending(Run *r, const char **what) {
    *what = NULL;
    if (r->limits.steps && r->steps > r->limits.steps) {
        *what = "steps";
        return ST_LIMIT;
    }
    if (r->cancel && atomic_load_explicit(&r->cancel->set, memory_order_relaxed))
        return ST_INTERRUPTED;
    if (r->limits.time_ms && r->now_ms &&
        r->now_ms(r->clock_user) - r->started_ms > r->limits.time_ms) {
        *what = "time";
        return ST_LIMIT;
    }
    return archive_damaged(r->archive) ? ST_DATA : ST_OK;
}

void run_tick(Run *r, uint64_t n) {
    const char *what;
    r->steps += n;
    r->work = 0;
    if (r->steps >= r->progress_next) report(r);
    Status st = ending(r, &what);
    if (st != ST_OK) guard_leave(r->guard, st, what);
}

bool run_is_over(Run *r) {
    const char *what;
    return ending(r, &what) != ST_OK;
}

static void tick_of_guard(void *user) { run_tick(user, 0); }

void run_begin(Run *r, Guard *guard) {
    r->guard = guard;
    r->quiet = false;
    r->suspect = NULL;
    r->calling = NULL;
    r->stack_base = 0;
    r->call_depth = 0;
    guard->tick = tick_of_guard;
    guard->tick_user = r;
}

static _Noreturn void fail(Run *r, ErrorCode code, const Source *src, Span span, Str message,
                           const char *hint) {
    Diag *d = diag_error(r->diags, code, src, span, "%.*s", STR_FMT(message));
    Str who = r->suspect && r->blame ? r->blame(r) : (Str){"", 0};
    if (who.n) diag_note(r->diags, d, "for %.*s", STR_FMT(who));
    if (hint[0]) diag_hint(r->diags, d, "%s", hint);
    guard_leave(r->guard, error_info[code].status, NULL);
}

_Noreturn void run_fail(Run *r, ErrorCode code, const Source *src, Span span, const char *fmt,
                        ...) {
    if (r->quiet) guard_leave(r->guard, error_info[code].status, NULL);
    va_list ap;
    va_start(ap, fmt);
    Str message = str_vprintf(r->diags->arena, fmt, ap);
    va_end(ap);
    fail(r, code, src, span, message, "");
}

_Noreturn void run_fail_hint(Run *r, ErrorCode code, const Source *src, Span span, const char *hint,
                             const char *message) {
    if (r->quiet) guard_leave(r->guard, error_info[code].status, NULL);
    fail(r, code, src, span, str_of(message), hint);
}

// --- texts ------------------------------------------------------------------------------------

Str run_text(const Run *r, uint32_t id) {
    uint32_t own = r->archive->nstr;
    return id < own ? archive_text(r->archive, id) : r->texts.items[id - own];
}

Str run_label(const Run *r, uint32_t entity) {
    const Archive *a = r->archive;
    if (r->nameless && entity && (r->nameless[archive_kind_of(a, entity)] & HIDDEN_LABEL))
        return archive_id(a, entity);
    return archive_label(a, entity);
}

// A hash table of item numbers + 1, 0 for a free place, never more than half full.
static uint32_t *new_table(Run *r, uint32_t *mask) {
    uint64_t size = *mask ? ((uint64_t)*mask + 1) * 2 : TABLE_MIN;
    if (size > UINT32_MAX / 2) guard_leave(r->guard, ST_LIMIT, "memory");
    *mask = (uint32_t)size - 1;
    return arena_zero(&r->keep, (size_t)size * sizeof(uint32_t));
}

enum { PIECE = 1 << 14 }; // texts or dates placed anew between two ticks

static void put(uint32_t *table, uint32_t mask, uint64_t hash, uint32_t item) {
    uint32_t at = (uint32_t)hash & mask;
    while (table[at]) at = (at + 1) & mask;
    table[at] = item + 1;
}

static void grow_texts(Run *r) {
    TextTable *t = &r->texts;
    uint32_t *table = new_table(r, &t->mask);
    for (uint32_t i = 0; i < t->n; i++) {
        if (i % PIECE == 0) guard_tick(r->keep.guard);
        put(table, t->mask, str_hash_heard(t->items[i], r->keep.guard), i);
    }
    t->hash = table;
}

uint32_t run_intern(Run *r, Str s) {
    if (!str_ascii(s)) s = str_nfc(r->scratch, s);
    run_work(r, 1);
    uint64_t hash = str_hash_heard(s, r->guard);
    const Archive *a = r->archive;
    uint32_t id = a->nstr > 1 ? archive_find_hashed(a, s, hash) : 0;
    if (id) return id;
    TextTable *t = &r->texts;
    if (t->n >= t->mask / 2) grow_texts(r);
    for (uint32_t at = (uint32_t)hash & t->mask; t->hash[at]; at = (at + 1) & t->mask)
        if (str_eq(t->items[t->hash[at] - 1], s)) return a->nstr + t->hash[at] - 1;
    if (t->n >= UINT32_MAX - a->nstr) guard_leave(r->guard, ST_LIMIT, "memory");
    t->items = arena_grow(&r->keep, t->items, &t->cap, (size_t)t->n + 1, sizeof *t->items);
    t->items[t->n] = str_dup(&r->keep, s);
    put(t->hash, t->mask, hash, t->n);
    return a->nstr + t->n++;
}

int run_text_order(Run *r, uint32_t a, uint32_t b) {
    if (a < r->archive->nstr && b < r->archive->nstr) return (a > b) - (a < b);
    return a == b ? 0 : str_order(r->guard, run_text(r, a), run_text(r, b));
}

uint32_t run_text_bound(Run *r, uint32_t id) {
    const Archive *a = r->archive;
    if (id < a->nstr) return id;
    uint32_t lo = 1, hi = a->nstr;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (run_text_order(r, mid, id) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

// --- dates ------------------------------------------------------------------------------------

Date run_date(const Run *r, uint32_t id) {
    uint32_t own = r->archive->ndates;
    return id < own ? archive_date(r->archive, id) : r->dates.items[id - own];
}

static void grow_dates(Run *r) {
    DateTable *t = &r->dates;
    uint32_t *table = new_table(r, &t->mask);
    for (uint32_t i = 0; i < t->n; i++) {
        if (i % PIECE == 0) guard_tick(r->keep.guard);
        put(table, t->mask, date_hash(&t->items[i]), i);
    }
    t->hash = table;
}

// canon holds the id of the first date of the run that states the same period, and 0 for that first
// one itself until someone asks: the archive is searched only then.
uint32_t run_date_id(Run *r, const Date *d) {
    DateTable *t = &r->dates;
    uint32_t own = r->archive->ndates, same = 0;
    if (t->n >= t->mask / 2) grow_dates(r);
    uint64_t hash = date_hash(d);
    for (uint32_t at = (uint32_t)hash & t->mask; t->hash[at]; at = (at + 1) & t->mask) {
        uint32_t i = t->hash[at] - 1;
        if (!date_same(&t->items[i], d)) continue;
        if (date_exact_order(&t->items[i], d) == 0) return own + i;
        if (!same) same = own + i;
    }
    if (t->n >= UINT32_MAX - own) guard_leave(r->guard, ST_LIMIT, "memory");
    t->items = arena_grow(&r->keep, t->items, &t->cap, (size_t)t->n + 1, sizeof *t->items);
    t->canon = arena_grow(&r->keep, t->canon, &t->cap_canon, (size_t)t->n + 1, sizeof *t->canon);
    t->items[t->n] = *d;
    if (d->set) t->items[t->n].set = date_set_copy(&r->keep, d->set);
    t->canon[t->n] = same;
    put(t->hash, t->mask, hash, t->n);
    return own + t->n++;
}

// The archive's first date that states the same period, or 0.
static uint32_t find_same(const Archive *a, const Date *d) {
    if (!archive_part(a, PART_DATES)) return 0;
    uint32_t lo = 1, hi = a->ndates ? a->ndates : 1;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        Date x = archive_date(a, mid);
        if (date_order(&x, d) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo >= a->ndates) return 0;
    Date x = archive_date(a, lo);
    return date_same(&x, d) ? a->date_canon[lo] : 0;
}

uint32_t run_date_canon(const Run *r, uint32_t id) {
    uint32_t own = r->archive->ndates;
    if (id < own) return r->archive->date_canon[id];
    uint32_t *canon = r->dates.canon, i = id - own;
    if (canon[i] && canon[i] != id && canon[i] >= own) return run_date_canon(r, canon[i]);
    if (!canon[i]) {
        uint32_t found = find_same(r->archive, &r->dates.items[i]);
        canon[i] = found ? found : id;
    }
    return canon[i];
}

int run_date_order(const Run *r, uint32_t a, uint32_t b) {
    uint32_t own = r->archive->ndates;
    if (a < own && b < own) {
        uint32_t x = r->archive->date_canon[a], y = r->archive->date_canon[b];
        return (x > y) - (x < y);
    }
    Date x = run_date(r, a), y = run_date(r, b);
    return date_order(&x, &y);
}

void run_left(Run *r, const Expr *e, LeftOut what, uint64_t n) {
    if (!n || r->left_still) return;
    for (uint32_t i = 0; i < r->nleft; i++) {
        if (r->left[i].expr != e || r->left[i].what != what) continue;
        r->left[i].n += n;
        return;
    }
    r->left =
        arena_grow(&r->left_arena, r->left, &r->cap_left, (size_t)r->nleft + 1, sizeof *r->left);
    r->left[r->nleft++] = (Left){e, what, n};
}
