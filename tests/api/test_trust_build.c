// A cancel from another thread ends the making of an archive within 20 ms, at whatever moment it
// comes: while facts or JSON Lines are read, entities are made by calls, all of it is frozen, or a
// frozen archive is opened. Counted is what the making thread itself worked between the moment
// the token was set and that in which it began to give back its memory, so that a busy machine
// fails nothing. What is made is small: a loop that hears nothing over a million entities would
// take a hundred times as long, so far less than 20 ms is asked for.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "tests/api/batch_host.h"
#include "tests/api/cpu_gap.h"

enum { PEOPLE = 8000, ROOM = 700, CANCELS = 60, MOST_MS = GAP_MS / 4 };

static char *facts, *records; // the same people, events and articles
static size_t nfacts, nrecords;

static const char *const words[] = {"strike",  "bread",    "harbour", "committee", "paper",
                                    "winter",  "delegate", "factory", "soldiers",  "evening",
                                    "railway", "letter",   "printed", "towards",   "village"};
enum { WORDS = sizeof words / sizeof *words };

static void write_people(void) {
    facts = malloc(PEOPLE * ROOM);
    records = malloc(PEOPLE * ROOM);
    if (!facts || !records) abort();
    uint32_t chance = 7;
    for (int i = 0; i < PEOPLE; i++) {
        char text[300];
        size_t n = 0;
        for (int w = 0; w < 24; w++) {
            chance = chance * 1103515245u + 12345u;
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%u ", words[(chance >> 16) % WORDS],
                                  (chance >> 20) % 40);
        }
        nfacts += (size_t)snprintf(
            facts + nfacts, ROOM,
            "person @p%d { name: \"Name %d\", born: 18%02d-0%d~ }\n"
            "event @e%d { title: \"%.40s\", date: 19%02d, people: [@p%d, @p%d] }\n"
            "article @a%d { title: \"On %d\", author: [@p%d], text: \"\"\"\n  %s\n  \"\"\" }\n",
            i, i * 7, i % 100, 1 + i % 9, i, text, i % 100, i, i * 7 % PEOPLE, i, i, i, text);
        nrecords += (size_t)snprintf(
            records + nrecords, ROOM,
            "{\"kind\": \"article\", \"id\": \"%d\", \"title\": \"On %d\", \"text\": \"%s\", "
            "\"date\": \"19%02d\", \"pages\": %d, \"same_as\": [\"%d\"]}\n",
            i, i, text, i % 100, i, i * 7 % PEOPLE);
    }
}

// ---- what is made ----------------------------------------------------------------------------

typedef struct Maker {
    gzt_env *env;
    atomic_bool set; // the token was
    double heard;    // when memory was first given back after that; 0: not yet
    gzt_cancel *cancel;
    gzt_archive *archive; // made
    Block frozen;
    gzt_error err;
} Maker;

static void *noting_resize(void *user, void *p, size_t old_n, size_t new_n) {
    Maker *m = user;
    (void)old_n;
    if (new_n) return realloc(p, new_n);
    if (m->heard == 0 && atomic_load(&m->set)) m->heard = cpu_ms();
    free(p);
    return NULL;
}

typedef gzt_status (*Make)(Maker *m);

static gzt_status of_facts(Maker *m) {
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, nfacts};
    return gzt_archive_build(m->env, &source, 1, &m->archive, &m->err);
}

static gzt_status by_builder(Maker *m, bool lines) {
    gzt_source text = {"facts.gzt", SIZE_MAX, facts, nfacts};
    gzt_source data = {"x.jsonl", SIZE_MAX, records, nrecords};
    gzt_builder *b;
    gzt_status st = gzt_builder_new(m->env, &b);
    if (st >= 0)
        st = lines ? gzt_builder_jsonl(b, &data, 1, NULL, &m->err)
                   : gzt_builder_facts(b, &text, 1, &m->err);
    if (st >= 0) st = gzt_builder_finish(b, &m->archive, &m->err);
    gzt_builder_free(b);
    return st;
}

static gzt_status of_a_builder(Maker *m) { return by_builder(m, false); }
static gzt_status of_records(Maker *m) { return by_builder(m, true); }

static gzt_status of_calls(Maker *m) {
    gzt_builder *b;
    gzt_ref r;
    gzt_status st = gzt_builder_new(m->env, &b);
    for (int i = 0; st >= 0 && i < 8 * PEOPLE; i++) {
        char text[40];
        snprintf(text, sizeof text, "Name %d of %d", i, i % 97);
        st = gzt_builder_entity(b, "person", NULL, &r, &m->err);
        if (st >= 0) st = gzt_builder_text(b, r, "name", text, SIZE_MAX, &m->err);
    }
    if (st >= 0) st = gzt_builder_finish(b, &m->archive, &m->err);
    gzt_builder_free(b);
    return st;
}

static void keep(void *user, const void *bytes, size_t n) { (void)user, (void)bytes, (void)n; }

// An archive that lies in memory, and the records that it was made of once more.
static gzt_status of_two(Maker *m) {
    gzt_source data = {"x.jsonl", SIZE_MAX, records, nrecords};
    gzt_archive *old = NULL;
    gzt_builder *b;
    gzt_status st = gzt_builder_new(m->env, &b);
    if (st >= 0) st = gzt_archive_open(m->env, m->frozen.p, m->frozen.n, keep, NULL, &old, &m->err);
    if (st >= 0) st = gzt_builder_archive(b, old, "old.gza", &m->err);
    if (st >= 0) st = gzt_builder_jsonl(b, &data, 1, NULL, &m->err);
    if (st >= 0) st = gzt_builder_finish(b, &m->archive, &m->err);
    gzt_archive_free(old);
    gzt_builder_free(b);
    return st;
}

// Opened again and again: once takes less time than the other thread needs to begin.
static gzt_status of_a_block(Maker *m) {
    gzt_status st = GZT_OK;
    for (int i = 0; st >= 0 && i < 64; i++) {
        gzt_archive_free(m->archive);
        st = gzt_archive_open(m->env, m->frozen.p, m->frozen.n, keep, NULL, &m->archive, &m->err);
    }
    return st;
}

// ---- cancelled at a random moment ------------------------------------------------------------

typedef struct Canceller {
    Maker *maker;
    clockid_t clock; // of the maker's work
    double from;     // … when it began
    double after;    // milliseconds
    double set;      // when the token was, by the same clock
    atomic_bool over;
} Canceller;

static double ms_of(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void *cancel_later(void *user) {
    Canceller *c = user;
    const struct timespec nap = {0, 50000};
    while (!atomic_load(&c->over) && ms_of(c->clock) - c->from < c->after) nanosleep(&nap, NULL);
    c->set = ms_of(c->clock);
    gzt_cancel_set(c->maker->cancel);
    atomic_store(&c->maker->set, true);
    return NULL;
}

// How long the maker went on working; -1 where it was done before.
static double cancelled_at(Maker *m, Make make, double after) {
    Canceller c = {.maker = m, .after = after};
    pthread_t thread;
    gzt_cancel_reset(m->cancel);
    m->heard = 0;
    atomic_store(&m->set, false);
    assert_int_equal(pthread_getcpuclockid(pthread_self(), &c.clock), 0);
    c.from = cpu_ms();
    assert_int_equal(pthread_create(&thread, NULL, cancel_later, &c), 0);
    gzt_status st = make(m);
    atomic_store(&c.over, true);
    pthread_join(thread, NULL);
    gzt_archive_free(m->archive);
    assert_true(st == GZT_INTERRUPTED || st == GZT_OK);
    assert_true(st == GZT_OK || !m->archive);
    m->archive = NULL;
    return st == GZT_OK ? -1 : m->heard > c.set ? m->heard - c.set : 0;
}

static void cancelled(Maker *m, Make make, const char *what, int most) {
    gzt_cancel_reset(m->cancel);
    double whole = cpu_ms(), worst = 0;
    gzt_status st = make(m);
    if (st < 0) fail_msg("%s: %s", what, m->err.message);
    whole = cpu_ms() - whole;
    gzt_archive_free(m->archive);
    m->archive = NULL;
    uint32_t chance = 1;
    int n = 0, late = 0;
    for (int i = 0; i < 3 * most && n < most; i++) {
        chance = chance * 1103515245u + 12345u;
        double after = whole * (chance >> 16) / 65536;
        double took = cancelled_at(m, make, after);
        for (int t = 1; t < GAP_TRIES && took > MOST_MS; t++) took = cancelled_at(m, make, after);
        n += took >= 0;
        late += took > MOST_MS;
        if (took > MOST_MS) print_error("%s: %.0f of %.0f ms: %.0f ms\n", what, after, whole, took);
        if (took > worst) worst = took;
    }
    print_message("# %s: %.0f ms, %d cancels, at most %.1f ms of work\n", what, whole, n, worst);
    assert_int_equal(late, 0);
    assert_true(n >= most / 2);
}

static void made(void **state) {
    (void)state;
    Maker m = {0};
    gzt_alloc alloc = {sizeof alloc, &m, noting_resize};
    assert_int_equal(gzt_env_new(&alloc, &m.env), GZT_OK);
    assert_int_equal(gzt_cancel_new(m.env, &m.cancel), GZT_OK);
    gzt_env_cancel(m.env, m.cancel);
    assert_int_equal(of_records(&m), GZT_OK);
    assert_int_equal(gzt_archive_write(m.archive, block_sink, &m.frozen), GZT_OK);
    gzt_archive_free(m.archive);
    cancelled(&m, of_facts, "facts", CANCELS / 2);
    cancelled(&m, of_a_builder, "facts by a builder", CANCELS / 2);
    cancelled(&m, of_records, "JSON Lines", CANCELS);
    cancelled(&m, of_calls, "calls", CANCELS);
    cancelled(&m, of_two, "two together", CANCELS);
    cancelled(&m, of_a_block, "opening", CANCELS);
    gzt_cancel_free(m.cancel);
    gzt_env_free(m.env);
    free(m.frozen.p);
}

int main(void) {
    write_people();
    const struct CMUnitTest tests[] = {cmocka_unit_test(made)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(facts);
    free(records);
    return failed;
}
