// The made archive: people with names, dates, numbers and fates; events with types, dates and one
// to three people. The same rows go into Gazette's builder and into SQLite in memory with the
// indexes its users would make.
#define _POSIX_C_SOURCE 200809L // clock_gettime
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lang/parser.h"
#include "stdlib/embedded.h"
#include "tests/bench/bench.h"

double now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static uint64_t state = 88172645463325252u;
static uint32_t dice(uint32_t n) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 11) % n);
}

static const char *const fates[] = {"executed", "assassinated", "natural",
                                    "exile",    "suicide",      "unknown fate"};
static const char *const types[] = {
    "arrest", "meeting", "speech",   "battle", "congress", "strike", "birth",       "death",
    "exile",  "escape",  "election", "decree", "march",    "trial",  "publication", "visit"};
static const char *const extension = "extend kind person { score: int, height: real }\n"
                                     "extend kind event { lasted: date }";

static void die(const char *what) {
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static Program *read_kinds(Arena *a, Diags *d, Str name, Str text) {
    return parse(a, source_new(a, name, text), PARSE_FILE,
                 (ParseLimits){.text = 1 << 20, .height = NODE_HEIGHT_MAX, .nodes = UINT32_MAX}, d);
}

static void make_schema(Schema *s, Arena *a, Diags *d) {
    schema_init(s, a);
    Str core = {(const char *)stdlib_files[0].data, (uint32_t)stdlib_files[0].size};
    schema_declare(s, read_kinds(a, d, STR("core"), core), d);
    schema_declare(s, read_kinds(a, d, STR("bench"), str_of(extension)), d);
    schema_finish(s, d);
    if (d->count) die("the schema has errors");
}

typedef struct Row { // of both kinds
    char text[40];
    int64_t day;
    int64_t score;
    double height;
    uint32_t label, who[3], nwho;
} Row;

static void person_row(Row *r, uint32_t i) {
    snprintf(r->text, sizeof r->text, "Person %u of %u", i, dice(1000));
    r->score = dice(1000);
    r->height = 1.4 + dice(600000) / 1e6;
    r->label = dice(sizeof fates / sizeof *fates);
}

static void event_row(Row *r, uint32_t i, uint32_t people) {
    snprintf(r->text, sizeof r->text, "Event %u", i);
    r->day = days_from_ymd(CAL_GREGORIAN, 1800, 1, 1) + dice(54000);
    r->label = dice(sizeof types / sizeof *types);
    r->nwho = 1 + dice(3);
    for (uint32_t k = 0; k < r->nwho; k++) r->who[k] = dice(people);
}

// One in ten has no death, one in a hundred dies too early; events last some days, a few for years.
static void made_dates(MadeDates *m) {
    m->born = days_from_ymd(CAL_GREGORIAN, 1800, 1, 1) + dice(36500);
    m->died = dice(10) ? m->born + 7000 + dice(26000) : INT64_MIN;
    if (dice(100) == 0) m->died = m->born - 1 - dice(400);
    m->from = days_from_ymd(CAL_GREGORIAN, 1800, 1, 1) + dice(54000);
    m->to = m->from + dice(dice(1000) ? 10 : 3000);
}

static Date day_date(int64_t day) {
    return (Date){.es = day * 86400,
                  .ls = day * 86400 + 86399,
                  .ee = day * 86400,
                  .le = day * 86400 + 86399,
                  .kind = DATE_MOMENT,
                  .prec = PREC_DAY,
                  .end_prec = PREC_DAY};
}

static Date span_date(int64_t from, int64_t to) {
    Date a = day_date(from), b = day_date(to), d;
    DateError err;
    if (!date_range(&a, &b, &d, &err)) die(err.message);
    return d;
}

static void bind_text(sqlite3_stmt *st, int i, const char *text) {
    sqlite3_bind_text(st, i, text, -1, SQLITE_STATIC);
}

static void run_row(sqlite3_stmt *st) {
    if (sqlite3_step(st) != SQLITE_DONE) die("SQLite refused a row");
    sqlite3_reset(st);
}

static sqlite3_stmt *prepared(sqlite3 *db, const char *sql) {
    sqlite3_stmt *st;
    if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) die(sqlite3_errmsg(db));
    return st;
}

static uint32_t field(const Schema *s, const char *kind, const char *name) {
    return kind_field(s->kinds[schema_kind(s, str_of(kind))], str_of(name));
}

static Ref *make_people(World *w, Builder *b, const Schema *s) {
    Ref *refs = calloc(w->people, sizeof *refs);
    sqlite3_stmt *st = prepared(w->db, "insert into people values(?,?,?,?,?,?,?)");
    uint32_t kind = schema_kind(s, STR("person")), name = field(s, "person", "name"),
             born = field(s, "person", "born");
    uint32_t fate = field(s, "person", "fate"), score = field(s, "person", "score"),
             height = field(s, "person", "height"), died = field(s, "person", "died");
    for (uint32_t i = 0; i < w->people; i++) {
        Row r;
        char id[24];
        person_row(&r, i);
        snprintf(id, sizeof id, "p%u", i);
        const MadeDates *m = &w->made[i];
        Date d = day_date(m->born), e = day_date(m->died == INT64_MIN ? 0 : m->died);
        refs[i] = builder_entity(b, kind, str_of(id));
        builder_text(b, refs[i], name, str_of(r.text), 0);
        builder_date(b, refs[i], born, &d, (Str){"", 0}, 0);
        if (m->died != INT64_MIN) builder_date(b, refs[i], died, &e, (Str){"", 0}, 0);
        builder_text(b, refs[i], fate, str_of(fates[r.label]), 0);
        builder_int(b, refs[i], score, r.score, 0);
        builder_real(b, refs[i], height, r.height, 0);
        sqlite3_bind_int64(st, 1, i);
        bind_text(st, 2, r.text);
        sqlite3_bind_int64(st, 3, m->born);
        sqlite3_bind_null(st, 7);
        if (m->died != INT64_MIN) sqlite3_bind_int64(st, 7, m->died);
        bind_text(st, 4, fates[r.label]);
        sqlite3_bind_int64(st, 5, r.score);
        sqlite3_bind_double(st, 6, r.height);
        run_row(st);
    }
    sqlite3_finalize(st);
    return refs;
}

static void make_events(World *w, Builder *b, const Schema *s, const Ref *refs) {
    sqlite3_stmt *st = prepared(w->db, "insert into events values(?,?,?,?,?,?)");
    sqlite3_stmt *link = prepared(w->db, "insert or ignore into takes_part values(?,?)");
    uint32_t kind = schema_kind(s, STR("event")), title = field(s, "event", "title"),
             date = field(s, "event", "date");
    uint32_t type = field(s, "event", "type"), people = field(s, "event", "people"),
             lasted = field(s, "event", "lasted");
    for (uint32_t i = 0; i < w->events; i++) {
        Row r;
        char id[24];
        event_row(&r, i, w->people);
        snprintf(id, sizeof id, "e%u", i);
        const MadeDates *m = &w->made[i];
        Date d = day_date(r.day), span = span_date(m->from, m->to);
        Ref e = builder_entity(b, kind, str_of(id));
        builder_text(b, e, title, str_of(r.text), 0);
        builder_date(b, e, date, &d, (Str){"", 0}, 0);
        builder_date(b, e, lasted, &span, (Str){"", 0}, 0);
        builder_text(b, e, type, str_of(types[r.label]), 0);
        sqlite3_bind_int64(st, 1, i);
        bind_text(st, 2, r.text);
        sqlite3_bind_int64(st, 3, r.day);
        bind_text(st, 4, types[r.label]);
        sqlite3_bind_int64(st, 5, m->from);
        sqlite3_bind_int64(st, 6, m->to);
        run_row(st);
        for (uint32_t k = 0; k < r.nwho; k++) {
            bool again = false;
            for (uint32_t j = 0; j < k; j++) again = again || r.who[j] == r.who[k];
            if (again) continue;
            builder_link(b, e, people, refs[r.who[k]], 0);
            sqlite3_bind_int64(link, 1, i);
            sqlite3_bind_int64(link, 2, r.who[k]);
            run_row(link);
        }
    }
    sqlite3_finalize(st);
    sqlite3_finalize(link);
}

static void sql(World *w, const char *text) {
    char *why = NULL;
    if (sqlite3_exec(w->db, text, NULL, NULL, &why) != SQLITE_OK) die(why);
}

static void open_sqlite(World *w) {
    if (sqlite3_open(":memory:", &w->db) != SQLITE_OK) die("SQLite does not open");
    sql(w, "create table people(id integer primary key, name text, born int, fate text, "
           "score int, height real, died int);"
           "create table events(id integer primary key, title text, date int, type text, "
           "first int, last int);"
           "create table takes_part(event int, person int, primary key(event, person)) "
           "without rowid; begin");
}

static void index_sqlite(World *w) {
    sql(w, "commit; create index by_name on people(name, born);"
           "create index by_fate on people(fate, score);"
           "create index by_score on people(score, height);"
           "create index by_date on events(date, title);"
           "create index by_span on events(first, last, title);"
           "create index by_person on takes_part(person, event); analyze");
}

static void open_gazette(World *w, const unsigned char *bytes, uint64_t length) {
    static Guard guard;
    Arena errors;
    Diags diags;
    gzt_error err;
    if (gzt_env_new(NULL, &w->env) != GZT_OK) die("no memory");
    arena_init(&errors, &alloc_system, NULL, &guard);
    if (setjmp(guard.at)) die("no memory");
    diags_init(&diags, &errors);
    if (archive_from_bytes(w->env, bytes, length, &diags, &w->archive, &err) != GZT_OK)
        die(err.message);
    arena_free(&errors);
    if (gzt_session_new(w->archive, &w->session) != GZT_OK) die("no memory");
}

void world_make(World *w, uint32_t people, uint32_t events) {
    static Guard guard;
    Arena arena;
    Diags diags;
    arena_init(&arena, &alloc_system, NULL, &guard);
    if (setjmp(guard.at)) die("no memory");
    diags_init(&diags, &arena);
    Schema schema;
    make_schema(&schema, &arena, &diags);
    w->people = people;
    w->events = events;
    uint32_t most = people > events ? people : events;
    w->made = calloc(most + 1, sizeof *w->made);
    for (uint32_t i = 0; i < most; i++) made_dates(&w->made[i]);
    open_sqlite(w);
    double t0 = now_us();
    Builder *b = builder_new(&arena, &schema);
    Ref *refs = make_people(w, b, &schema);
    make_events(w, b, &schema, refs);
    free(refs);
    double t1 = now_us();
    unsigned char *bytes;
    uint64_t length;
    if (builder_freeze(b, &alloc_system, &bytes, &length) != ST_OK) die("no memory");
    double t2 = now_us();
    arena_free(&arena);
    open_gazette(w, bytes, length);
    double t3 = now_us();
    index_sqlite(w);
    double t4 = now_us();
    printf("made %u people and %u events: rows into both %.1f s, Gazette freezes in %.1f s to "
           "%.0f MB and opens in %.2f s, SQLite indexes in %.1f s\n\n",
           people, events, (t1 - t0) / 1e6, (t2 - t1) / 1e6, (double)length / 1e6, (t3 - t2) / 1e6,
           (t4 - t3) / 1e6);
}

void world_free(World *w) {
    gzt_session_free(w->session);
    gzt_archive_free(w->archive);
    gzt_env_free(w->env);
    sqlite3_close(w->db);
    free(w->made);
}
