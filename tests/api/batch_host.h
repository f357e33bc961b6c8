// What tests of the public calls share: hosts with an allocator that counts and fails, around a
// small archive or a builder, and sinks for text and bytes. test_batch.c and test_arrow.c compare
// columns with the answers as the library's own JSON.
#ifndef GAZ_TESTS_BATCH_HOST_H
#define GAZ_TESTS_BATCH_HOST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/gazette.h"

typedef struct Heap {
    size_t blocks, bytes;  // handed out and not given back
    size_t calls, fail_at; // the allocation of this number fails (from 1; 0: none)
    bool ever;             // and all after it
    bool failed;
} Heap;

// Sizes are kept before each block, to check that they come back right.
static inline void *heap_resize(void *user, void *p, size_t old_n, size_t new_n) {
    Heap *h = user;
    size_t *head = p ? (size_t *)((char *)p - 16) : NULL;
    if (head && *head != old_n) fail_msg("a block of %zu comes back as %zu", *head, old_n);
    if (new_n && (++h->calls == h->fail_at || (h->ever && h->calls > h->fail_at))) {
        h->failed = true;
        return NULL;
    }
    h->bytes += new_n - old_n;
    if (!new_n) {
        h->blocks -= p != NULL;
        free(head);
        return NULL;
    }
    h->blocks += p == NULL;
    head = realloc(head, new_n + 16);
    if (!head) abort();
    *head = new_n;
    return (char *)head + 16;
}

typedef struct Host {
    Heap heap;
    gzt_env *env;
    gzt_archive *archive;
    gzt_session *session;
    gzt_error err;
} Host;

static const char host_facts[] =
    "person @ada { name: \"Ada\", born: 1815-12-10, died: 1852-11-27 }\n"
    "person @ben { name: \"B\xc3\xa9n\", born: 1870~ }\n"
    "person @cid { also: [\"Sid\", \"El Cid\"] }\n"
    "person @dan { name: \"Dan\", also: [\"Daniel\"], born: 1904 }\n"
    "event @e1 { title: \"Talk\", date: 1840, people: [@ada, @ben] }\n"
    "event @e2 { title: \"Walk\", date: 1904..1907, people: [@ada] }\n";

// Every type, missing values of each, lists, lists within records within lists.
static const char host_query[] =
    "people | sort id | select id, name, born, n: count(events), half: count(events) / 2, "
    "old: born < 1850, age: died - born, me: it, who: events.people, titles: events.title, also, "
    "counts: [1, 2, count(also)], rec: {a: name, b: [1, 2], c: {d: born}}, "
    "recs: (events | select title, date, people), "
    "part: first(events | sort date | select title, people), nothing: null, "
    "nulls: [null, null], one: 1";

static inline gzt_status host_open(Host *h, size_t fail_at) {
    memset(h, 0, sizeof *h);
    h->heap.fail_at = fail_at;
    gzt_alloc alloc = {sizeof alloc, &h->heap, heap_resize};
    gzt_source facts = {"facts.gzt", SIZE_MAX, host_facts, SIZE_MAX};
    gzt_status st = gzt_env_new(&alloc, &h->env);
    if (st >= 0) st = gzt_archive_build(h->env, &facts, 1, &h->archive, &h->err);
    return st >= 0 ? gzt_session_new(h->archive, &h->session) : st;
}

static inline void host_close(Host *h) { // what was taken is given back
    gzt_session_free(h->session);
    gzt_archive_free(h->archive);
    gzt_env_free(h->env);
    assert_int_equal(h->heap.blocks, 0);
    assert_int_equal(h->heap.bytes, 0);
}

// The result of the text's first query; the script is freed, which the result must not mind.
static inline gzt_status host_ask(Host *h, const char *text, gzt_result **out) {
    gzt_source source = {"", 0, text, SIZE_MAX};
    gzt_script *script = NULL;
    *out = NULL;
    gzt_status st = gzt_prepare(h->session, &source, GZT_SCRIPT, &script, &h->err);
    if (st >= 0) st = gzt_script_next(script, out, &h->err);
    gzt_script_free(script);
    return st;
}

static inline gzt_result *host_result(Host *h, const char *text) {
    gzt_result *r;
    if (host_ask(h, text, &r) != GZT_ROW) fail_msg("%s: %s", text, h->err.message);
    return r;
}

// ---- text -----------------------------------------------------------------------------------

#ifndef TEXT_ROOM // more, where a test says so before it includes this
#define TEXT_ROOM 16384
#endif

typedef struct Text {
    char p[TEXT_ROOM];
    size_t n;
} Text;

static inline int32_t text_sink(void *user, const char *p, size_t n) {
    Text *t = user;
    if (n >= sizeof t->p - t->n) fail_msg("%s", "the text is too long for this test");
    memcpy(t->p + t->n, p, n);
    t->n += n;
    t->p[t->n] = 0;
    return 0;
}

static inline void text_add(Text *t, const char *s) { text_sink(t, s, strlen(s)); }

static inline void text_int(Text *t, int64_t value) {
    char number[32];
    snprintf(number, sizeof number, "%lld", (long long)value);
    text_add(t, number);
}

static inline void text_real(Text *t, double value) { // whole numbers and halves, as JSON has them
    char number[64];
    snprintf(number, sizeof number, "%.1f", value);
    text_add(t, number);
}

static inline void text_quoted(Text *t, const char *p, size_t n) { // nothing in it needs an escape
    text_add(t, "\"");
    text_sink(t, p, n);
    text_add(t, "\"");
}

static inline bool bit(const uint8_t *bits, int64_t i) { return bits[i >> 3] >> (i & 7) & 1; }

static inline void host_json(Host *h, const char *query, Text *out) {
    out->n = 0;
    gzt_status st = gzt_query_json(h->session, query, SIZE_MAX, text_sink, out, &h->err);
    if (st < 0) fail_msg("%s: %s", query, h->err.message);
}

// The bytes of a frozen archive, from malloc.
typedef struct Block {
    unsigned char *p;
    size_t n, room;
} Block;

static inline int32_t block_sink(void *user, const char *p, size_t n) {
    Block *b = user;
    if (n > b->room - b->n) b->p = realloc(b->p, b->room = 2 * (b->room + n));
    if (!b->p) abort();
    memcpy(b->p + b->n, p, n);
    b->n += n;
    return 0;
}

// A builder in a heap that may fail, and whose every byte must come back.
typedef struct Making {
    Heap heap;
    gzt_env *env;
    gzt_builder *b;
    gzt_error err;
    uint64_t left_out; // of what data was read
} Making;

static inline gzt_status making_open(Making *m, size_t fail_at) {
    memset(m, 0, sizeof *m);
    m->heap.fail_at = fail_at;
    gzt_alloc alloc = {sizeof alloc, &m->heap, heap_resize};
    gzt_status st = gzt_env_new(&alloc, &m->env);
    return st >= 0 ? gzt_builder_new(m->env, &m->b) : st;
}

// What the builder has complained of, as framed text.
static inline void making_errors_are(Making *m, const char *expected) {
    static Text text;
    text.n = 0;
    assert_int_equal(gzt_builder_errors(m->b, GZT_ERRORS_TEXT, text_sink, &text), GZT_OK);
    assert_string_equal(text.p, expected);
}

// A session on the archive that the builder makes. The caller frees both.
static inline gzt_session *making_session(Making *m, gzt_archive **archive) {
    gzt_session *s = NULL;
    if (gzt_builder_finish(m->b, archive, &m->err) < 0) fail_msg("%s", m->err.message);
    assert_int_equal(gzt_session_new(*archive, &s), GZT_OK);
    return s;
}

static inline void making_close(Making *m) {
    gzt_builder_free(m->b);
    gzt_env_free(m->env);
    assert_int_equal(m->heap.blocks, 0);
    assert_int_equal(m->heap.bytes, 0);
}

#endif
