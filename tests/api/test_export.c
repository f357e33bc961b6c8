// Archives exported through the public call. What is written as facts comes back as the same block,
// byte by byte: of facts by hand, of random archives that the builder makes, of real data where it
// is at hand. And every format where memory runs out, a token is set, or the sink refuses.
#include "tests/support/loaded.h"

// All files of an export, one behind the other, each with its name before it.
typedef struct Outcome {
    Block all;
    int files, open; // begun; 1 while one is open
    int refuse_open, refuse_write, refuse_close;
    gzt_cancel *cancel; // set when the first file begins
    uint64_t findings;
    char first[120]; // of them
} Outcome;

static int32_t on_open(void *user, const char *name) {
    Outcome *o = user;
    assert_int_equal(o->open, 0);
    assert_null(strchr(name, '/'));
    o->open = 1;
    o->files++;
    if (o->cancel) gzt_cancel_set(o->cancel);
    if (*name) block_sink(&o->all, name, strlen(name) + 1);
    return o->refuse_open;
}

static int32_t on_write(void *user, const char *p, size_t n) {
    Outcome *o = user;
    assert_int_equal(o->open, 1);
    block_sink(&o->all, p, n);
    return o->refuse_write;
}

static int32_t on_close(void *user) {
    Outcome *o = user;
    assert_int_equal(o->open, 1);
    o->open = 0;
    return o->refuse_close;
}

static void on_finding(void *user, const char *what, uint64_t many) {
    Outcome *o = user;
    if (!o->findings) (void)snprintf(o->first, sizeof o->first, "%s", what);
    o->findings += many;
}

static gzt_status export_to(const gzt_archive *a, const char *format, Outcome *o, gzt_error *err) {
    gzt_export to = {sizeof to, o, on_open, on_write, on_close, NULL, on_finding};
    return gzt_archive_export(a, format, &to, err);
}

static Block facts_of(const gzt_archive *a, uint64_t findings) {
    Outcome o = {0};
    gzt_error err = {0};
    if (export_to(a, "gzt", &o, &err) < 0) fail_msg("%s", err.message);
    if (o.findings != findings) fail_msg("%s", o.first);
    assert_int_equal(o.files, 1);
    return o.all;
}

static gzt_archive *from_facts(gzt_env *env, const Block *facts) {
    gzt_source source = {"again.gzt", SIZE_MAX, (char *)facts->p, facts->n};
    gzt_archive *a = NULL;
    gzt_error err = {0};
    if (gzt_archive_build(env, &source, 1, &a, &err) < 0)
        fail_msg("%u:%u: %s", err.line, err.column, err.message);
    return a;
}

static bool same_bytes(const Block *a, const Block *b) {
    return a->n == b->n && memcmp(a->p, b->p, a->n) == 0;
}

static void same_facts(const Block *a, const Block *b) {
    size_t at = 0;
    while (at < a->n && at < b->n && a->p[at] == b->p[at]) at++;
    size_t from = at > 200 ? at - 200 : 0;
    if (!same_bytes(a, b)) fail_msg("otherwise: …%.400s", (char *)a->p + from);
}

static void same_blocks(const gzt_archive *a, const gzt_archive *b) {
    Block first = {0}, second = {0};
    assert_int_equal(gzt_archive_write(a, block_sink, &first), GZT_OK);
    assert_int_equal(gzt_archive_write(b, block_sink, &second), GZT_OK);
    assert_true(same_bytes(&first, &second));
    free(first.p);
    free(second.p);
}

// odd: dates that nobody could write, of which the nearest that one could comes back.
static void comes_back(gzt_env *env, const gzt_archive *a, uint64_t odd) {
    Block facts = facts_of(a, odd);
    gzt_archive *again = from_facts(env, &facts);
    Block other = facts_of(again, 0);
    same_facts(&facts, &other);
    if (!odd) same_blocks(a, again);
    gzt_archive_free(again);
    free(facts.p);
    free(other.p);
}

// The same where the archive holds texts that nothing uses (such as the notes of a value that was
// refused), which are lost: every value and its evidence is there, and again all bytes the next
// time.
static void comes_back_used(gzt_env *env, const gzt_archive *a) {
    Block facts = facts_of(a, 0);
    gzt_archive *again = from_facts(env, &facts);
    Outcome first = {0}, second = {0};
    comes_back(env, again, 0);
    assert_int_equal(export_to(a, "csv", &first, NULL), GZT_OK);
    assert_int_equal(export_to(again, "csv", &second, NULL), GZT_OK);
    same_facts(&first.all, &second.all);
    gzt_archive_free(again);
    free(facts.p);
    free(first.all.p);
    free(second.all.p);
}

// ---- by hand --------------------------------------------------------------------------------

static const char rich[] =
    "archive \"Rich\" { language: \"en\", calendar: julian, year_begins: \"25 March\" }\n"
    "kind ship as ships { name: text, `odd name`: [text], crew: [person] inverse ships, "
    "tons: real, built: date, stops: [date], age: duration, ages: [duration], sunk: truth, "
    "guns: [int], of: entity }\n"
    "extend kind person { height: real }\n"
    "person @ada { name: \"Ada \\\"the first\\\"\", also: [\"A. L.\" {note: \"n\"}, \"x\"], "
    "born: 1815-12-10 NS {certainty: \"high\", source: @one-1}, born: 1816, died: 44 BCE NS, "
    "height: 1.5 }\n"
    "person @`an odd id` { name: \"\" }\n"
    "ship @ada { name: \"S\", `odd name`: [\"\\u{7}\\u{202e}\", \"two\\nlines\"], "
    "crew: [@ada {role: \"captain\"}], tons: -0.0, built: 1700-02-20, "
    "stops: [1701/2-02-06, 1917-10-25 OS, date(\"[1667,1670..1672]\"), within(1904..1907), "
    "1904 NS.., ..1907 NS, date(\"156X-12-25\"), date(\"18 Brumaire 8 republican\") {written: "
    "\"x\"}], "
    "age: 3 months, ages: [duration(\"P53Y/P54Y\"), 90 seconds, 2 weeks], sunk: false, "
    "guns: [-9223372036854775808, 9223372036854775807], of: @person/ada {note: \"\"} }\n"
    "event @late { date: 1917-10-25 OS, after: @early {within: 2 hours} }\n"
    "event @early { date: 1917-11-07 NS }\n"
    "event @undated { after: @early }\n"
    "article @one { title: \"One\", text: \"\"\"\n"
    "  The first of [[@person/ada|Ada's]] paragraphs.\n\n"
    "  == A head ==\n\n"
    "  {#third, page: \"2\"} The third \\[[ and [[~@person/ada]].\n"
    "  \"\"\" }\n"
    "passage @apart { article: @one, text: \"apart\" }\n"
    "mention { of: @person/ada, passage: @apart }\n"
    "relation { from: @person/ada, to: @ship/ada, type: \"owns\" }\n";

static void by_hand(void **state) {
    (void)state;
    gzt_env *env;
    gzt_archive *a = NULL;
    gzt_error err = {0};
    gzt_source source = {"rich.gzt", SIZE_MAX, rich, SIZE_MAX};
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    if (gzt_archive_build(env, &source, 1, &a, &err) < 0)
        fail_msg("%u:%u: %s", err.line, err.column, err.message);
    comes_back(env, a, 0);
    gzt_archive_free(a);
    gzt_env_free(env);
}

// What facts have no words for is counted, and nothing else is changed.
static void no_words_for(void **state) {
    (void)state;
    Making m;
    gzt_ref ref;
    gzt_archive *a = NULL;
    Outcome o = {0};
    assert_int_equal(making_open(&m, 0), GZT_OK);
    assert_int_equal(gzt_builder_entity(m.b, "person", "a", &ref, NULL), GZT_OK);
    assert_int_equal(gzt_builder_text(m.b, ref, "name", "x\0y", 3, NULL), GZT_OK);
    assert_int_equal(gzt_builder_finish(m.b, &a, &m.err), GZT_OK);
    assert_int_equal(export_to(a, "gzt", &o, &m.err), GZT_OK);
    assert_int_equal(o.findings, 1);
    assert_string_equal(o.first, "NUL characters in texts, which U+FFFD stands for");
    gzt_archive *again = from_facts(m.env, &o.all);
    gzt_archive_free(again);
    gzt_archive_free(a);
    free(o.all.p);
    making_close(&m);
}

// ---- by chance ------------------------------------------------------------------------------

static uint64_t dice;

static uint32_t below(uint32_t n) {
    dice = dice * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(dice >> 33) % n;
}

static const char *const texts[] = {
    "x",
    "",
    "two words",
    "a \"quoted\" \\ word",
    "line\nline",
    " blank ",
    "tab\there",
    "\r",
    "\n",
    "\n\nlines\n\n",
    "  indented\n    more",
    "\"\"\"",
    "a\"\"\"\nb",
    "[[@p1|w]]",
    "{#x} y",
    "== head ==",
    "p\n\n== head ==\n\nq",
    "caf\xc3\xa9",
    "\xe2\x80\xae",
    "\x01\x7f",
    "ends in \"",
    "a\n \nb",
    "#",
    "\xf0\x9f\x9a\xa2 ship",
    "'",
    "null",
    "1917",
    "end\n",
    "\ttab\n\ttab",
    "\xef\xbb\xbf",
};
static const char *const dates[] = {
    "1917",
    "1917-10",
    "1917-10-25",
    "1917-10-25T02:10",
    "1917-10-25T02:10:11Z",
    "1917-10-25 OS",
    "44 BCE",
    "-0043-03",
    "1904/1907",
    "../1907",
    "1904/..",
    "[1904..1907]",
    "{1904,1906}",
    "1917~",
    "1917-10?",
    "2004-06~-11",
    "156X-12-25",
    "191X",
    "19XX",
    "1950S2",
    "Y-12000",
    "1917-21",
    "2001-34",
    "1917-XX",
    "1671/2-02-06",
    "18 Brumaire 8 republican",
    "0007",
    "1917-10 OS",
    "1917 OS",
    "/1907",
    "1904-05/1907-08-09",
    "[1667,1670..1672]",
    "1984-1X",
    "0000",
    "10/21 February 1750/51",
};
static const char *const durations[] = {"P5Y",     "5 years",   "P1M",   "PT2H",
                                        "P1DT1S",  "P53Y/P54Y", "P1Y2M", "PT0S",
                                        "P1M/P1D", "90 days",   "PT90S", "P400D"};
static const char *const ids[] = {"a-b", "an id", "x/y", "A", "1", "und", "-", "\xc3\xa9", "a--b"};
#define ANY(list) (list[below(sizeof(list) / sizeof *(list))])

enum { ENTITIES = 14 };
typedef struct Known {
    gzt_ref at[ENTITIES];
    const char *kind[ENTITIES];
    uint32_t n;
} Known;

static gzt_ref any_of(const Known *k, const char *kind) { // 0: there is none
    for (uint32_t i = 0, from = below(ENTITIES); i < k->n; i++) {
        uint32_t at = (from + i) % k->n;
        if (!kind || strcmp(k->kind[at], kind) == 0) return k->at[at];
    }
    return 0;
}

static void maybe_note(Making *m, const Known *k) {
    if (below(3)) return;
    gzt_ref sources[2] = {any_of(k, "passage"), any_of(k, "passage")};
    size_t n = sources[0] ? below(3) : 0;
    gzt_builder_note(m->b, below(2) ? ANY(texts) : NULL, below(2) ? ANY(texts) : NULL,
                     below(2) ? ANY(texts) : NULL, sources, n, NULL);
}

// A value that the field does not take is refused, and changes nothing.
static void some_value(Making *m, const Known *k, gzt_ref r, const char *field) {
    const char *s = ANY(texts), *d = ANY(dates), *p = ANY(durations);
    maybe_note(m, k);
    gzt_builder_text(m->b, r, field, s, SIZE_MAX, NULL);
    gzt_builder_int(m->b, r, field, (int64_t)below(9) - 4, NULL);
    gzt_builder_real(m->b, r, field, ((double)below(100) - 50) / 7, NULL);
    gzt_builder_truth(m->b, r, field, (int32_t)below(3), NULL);
    gzt_builder_date(m->b, r, field, d, SIZE_MAX, NULL);
    gzt_builder_duration(m->b, r, field, p, SIZE_MAX, NULL);
    gzt_builder_link(m->b, r, field, any_of(k, NULL), NULL);
    gzt_builder_link(m->b, r, field, any_of(k, "person"), NULL);
    gzt_builder_link(m->b, r, field, any_of(k, "article"), NULL);
}

static void some_archive(Making *m) {
    static const char *const kinds[] = {"person",  "event", "article", "passage",
                                        "mention", "place", "thing",   "relation"};
    static const char *const fields[] = {
        "name",    "also",    "born",  "died",   "title",  "date", "people",   "part_of",
        "text",    "words",   "place", "author", "number", "line", "passage",  "of",
        "implied", "article", "from",  "to",     "lat",    "note", "r",        "rs",
        "d",       "ds",      "u",     "us",     "t",      "ts",   "e",        "es",
        "i",       "is",      "dd",    "same",   "source", "type", "odd field"};
    gzt_source kind = {"k.gzt", SIZE_MAX,
                       "kind thing as things { r: real, rs: [real], d: date, ds: [date], "
                       "u: duration, us: [duration], t: truth, ts: [truth], e: entity, "
                       "es: [entity], i: int, `is`: [int], dd: [moment], `odd field`: text }",
                       SIZE_MAX};
    Known k = {.n = 0};
    char id[24];
    if (gzt_builder_facts(m->b, &kind, 1, &m->err) < 0) fail_msg("%s", m->err.message);
    for (uint32_t i = 0; i < ENTITIES; i++) {
        (void)snprintf(id, sizeof id, "%s%u", below(4) ? "p" : ANY(ids), below(40));
        const char *of = ANY(kinds);
        if (gzt_builder_entity(m->b, of, id, &k.at[k.n], NULL) == GZT_OK) k.kind[k.n++] = of;
    }
    for (uint32_t i = 0; i < 90; i++) some_value(m, &k, k.at[below(k.n)], ANY(fields));
    if (below(2)) gzt_builder_meta(m->b, "licence", ANY(texts), SIZE_MAX, NULL);
    if (below(2)) gzt_builder_meta(m->b, "title", "A \"title\"", SIZE_MAX, NULL);
}

static void by_chance(void **state) {
    (void)state;
    uint32_t made = 0;
    for (uint32_t seed = 1; seed <= 400; seed++) {
        Making m;
        gzt_archive *a = NULL;
        dice = seed * 0x9e3779b97f4a7c15u;
        assert_int_equal(making_open(&m, 0), GZT_OK);
        some_archive(&m);
        // a hierarchy in a circle or such is refused, which is not this test's
        if (gzt_builder_finish(m.b, &a, &m.err) == GZT_OK) {
            comes_back_used(m.env, a);
            made++;
        }
        gzt_archive_free(a);
        making_close(&m);
    }
    assert_true(made > 200);
}

// ---- real data ------------------------------------------------------------------------------

static void real_data(void **state) {
    (void)state;
    static const struct {
        const char *folder, *ending;
        uint64_t odd;
    } of[] = {
        {"../shared/corpora/emt-register", ".xml", 0},
        {"../shared/corpora/bahr-schnitzler", ".xml", 1}, // "Ende Juni, Anfang Juli"
        {"../shared/corpora/history-at-state/milestones", ".xml", 0},
        {"examples/newsletter", ".gzt", 0},
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        Making m;
        gzt_archive *a = NULL;
        Folder f;
        if (!folder_open(&f, of[i].folder, of[i].ending)) continue;
        assert_int_equal(making_open(&m, 0), GZT_OK);
        size_t facts = 0; // scripts that ask the newsletter are none
        for (size_t k = 0; k < f.n; k++)
            if (memcmp(f.files[k].text, "#!", 2) != 0) {
                gzt_source script = f.files[facts];
                f.files[facts++] = f.files[k];
                f.files[k] = script;
            }
        if (gzt_builder_load(m.b, f.files, facts, &m.left_out, &m.err) < 0 ||
            gzt_builder_finish(m.b, &a, &m.err) < 0)
            fail_msg("%s", m.err.message);
        folder_close(&f);
        comes_back(m.env, a, of[i].odd);
        gzt_archive_free(a);
        making_close(&m);
    }
}

// ---- what may go wrong ----------------------------------------------------------------------

static const char *format_at(uint32_t i) {
    const char *name = NULL;
    return gzt_export_format(i, &name, NULL, NULL, NULL) ? name : NULL;
}

static void formats(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    for (uint32_t i = 0; format_at(i); i++) {
        const char *ending, *doc;
        bool folder;
        Outcome o = {0};
        assert_true(gzt_export_format(i, NULL, &ending, &doc, &folder));
        assert_int_equal(ending[0], '.');
        assert_true(*doc);
        assert_int_equal(export_to(h.archive, format_at(i), &o, &h.err), GZT_OK);
        assert_int_equal(o.open, 0);
        assert_true(folder ? o.files > 1 : o.files == 1);
        free(o.all.p);
    }
    host_close(&h);
}

static void no_memory(void **state) {
    (void)state;
    for (uint32_t i = 0; format_at(i); i++) {
        Host h;
        size_t failed = 0;
        for (size_t at = 1;; at++) {
            Outcome o = {0};
            assert_int_equal(host_open(&h, 0), GZT_OK);
            h.heap.fail_at = h.heap.calls + at;
            gzt_status st = export_to(h.archive, format_at(i), &o, &h.err);
            free(o.all.p);
            assert_int_equal(st, h.heap.failed ? GZT_NOMEM : GZT_OK);
            bool over = !h.heap.failed;
            failed += !over;
            host_close(&h);
            if (over) break;
        }
        assert_true(failed > 0);
    }
}

static char many[800 << 10];

static void cancelled(void **state) {
    (void)state;
    gzt_env *env;
    gzt_archive *a = NULL;
    gzt_cancel *cancel;
    gzt_error err = {0};
    size_t n = 0;
    for (int i = 0; i < 4000; i++)
        n += (size_t)snprintf(many + n, sizeof many - n,
                              "event @e%d { title: \"Event\", date: 1900, note: \"a note\" }\n"
                              "article @a%d { title: \"Article\", date: 1901 }\n",
                              i, i);
    gzt_source source = {"many.gzt", SIZE_MAX, many, n};
    assert_int_equal(gzt_env_new(NULL, &env), GZT_OK);
    assert_int_equal(gzt_archive_build(env, &source, 1, &a, &err), GZT_OK);
    for (uint32_t i = 0; format_at(i); i++) {
        Outcome o = {0};
        assert_int_equal(gzt_cancel_new(env, &cancel), GZT_OK);
        gzt_env_cancel(env, cancel);
        o.cancel = cancel;
        gzt_status st = export_to(a, format_at(i), &o, &err);
        if (st != GZT_INTERRUPTED) fail_msg("%s is not cancelled", format_at(i));
        gzt_env_cancel(env, NULL);
        gzt_cancel_free(cancel);
        free(o.all.p);
    }
    gzt_archive_free(a);
    gzt_env_free(env);
}

static void refused(void **state) {
    (void)state;
    Host h;
    assert_int_equal(host_open(&h, 0), GZT_OK);
    for (uint32_t i = 0; format_at(i); i++) {
        Outcome o[3] = {{.refuse_open = 1}, {.refuse_write = 1}, {.refuse_close = 1}};
        for (int k = 0; k < 3; k++) {
            gzt_status st = export_to(h.archive, format_at(i), &o[k], &h.err);
            bool empty = k == 1 && !o[k].all.n; // a format may have nothing to say
            assert_int_equal(st, empty ? GZT_OK : GZT_IO);
            if (!empty) assert_string_equal(h.err.message, "the file could not be written");
            free(o[k].all.p);
        }
    }
    Outcome o = {0};
    gzt_export to = {sizeof to, &o, on_open, on_write, on_close, NULL, NULL};
    assert_int_equal(gzt_archive_export(NULL, "gzt", &to, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_archive_export(h.archive, NULL, &to, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_archive_export(h.archive, "gzt", NULL, &h.err), GZT_MISUSE);
    assert_int_equal(gzt_archive_export(h.archive, "docx", &to, &h.err), GZT_MISUSE);
    to.open = NULL;
    assert_int_equal(gzt_archive_export(h.archive, "csv", &to, &h.err), GZT_MISUSE);
    to.write = NULL;
    assert_int_equal(gzt_archive_export(h.archive, "gzt", &to, &h.err), GZT_MISUSE);
    to.size = 8;
    assert_int_equal(gzt_archive_export(h.archive, "gzt", &to, &h.err), GZT_MISUSE);
    assert_false(gzt_export_format(1000, NULL, NULL, NULL, NULL));
    assert_int_equal(o.files, 0);
    host_close(&h);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),   cmocka_unit_test(no_words_for), cmocka_unit_test(by_chance),
        cmocka_unit_test(real_data), cmocka_unit_test(formats),      cmocka_unit_test(no_memory),
        cmocka_unit_test(cancelled), cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
