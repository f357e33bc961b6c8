// Archives opened by their path: frozen ones and facts; saved, mapped, verified; and every way in
// which that is refused. Each bit of a snapshot is turned, and each length cut.
#define _POSIX_C_SOURCE 200809L
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "runtime/gazette.h"

static const char facts[] = "person @ada { name: \"Ada\", born: 1815-12-10 }\n"
                            "person @mary { name: \"Mary\" }\n";

typedef struct Host {
    gzt_env *env;
    char folder[40], path[80];
} Host;

static int open_host(void **state) {
    Host *h = calloc(1, sizeof *h);
    if (!h) return -1;
    *state = h;
    strcpy(h->folder, "/tmp/gazette-file-XXXXXX");
    if (!mkdtemp(h->folder)) return -1;
    snprintf(h->path, sizeof h->path, "%s/x", h->folder);
    return gzt_env_new(NULL, &h->env) < 0 ? -1 : 0;
}

static int close_host(void **state) {
    Host *h = *state;
    unlink(h->path);
    rmdir(h->folder);
    gzt_env_free(h->env);
    free(h);
    return 0;
}

static void put_file(Host *h, const void *bytes, size_t n) {
    FILE *f = fopen(h->path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static int32_t to_file(void *user, const char *p, size_t n) {
    return fwrite(p, 1, n, user) == n ? 0 : 1;
}

static uint64_t people(const gzt_archive *a) {
    const char *kind, *collection;
    uint64_t n = 0;
    for (uint32_t i = 0; gzt_archive_kind(a, i, &kind, &collection, &n); i++)
        if (strcmp(kind, "person") == 0) return n;
    return 0;
}

static void refused(Host *h, const char *path, uint64_t most, gzt_status status,
                    const char *words) {
    gzt_error err = {0};
    gzt_archive *a = (gzt_archive *)h;
    assert_int_equal(gzt_archive_open_file(h->env, path, most, &a, &err), status);
    assert_null(a);
    assert_int_equal(err.status, status);
    if (!strstr(err.message, words)) print_error("%s\n", err.message);
    assert_non_null(strstr(err.message, words));
}

static void opens_facts_and_frozen(void **state) {
    Host *h = *state;
    gzt_archive *a = NULL, *b = NULL;
    gzt_error err;
    put_file(h, facts, sizeof facts - 1);
    assert_int_equal(gzt_archive_open_file(h->env, h->path, sizeof facts - 1, &a, &err), GZT_OK);
    assert_int_equal(people(a), 2);
    FILE *f = fopen(h->path, "wb");
    assert_int_equal(gzt_archive_write(a, to_file, f), GZT_OK);
    assert_int_equal(fclose(f), 0);
    gzt_archive_free(a);
    assert_int_equal(gzt_archive_open_file(h->env, h->path, 0, &b, NULL), GZT_OK);
    unlink(h->path); // it is in memory
    assert_int_equal(people(b), 2);
    gzt_archive_free(b);
}

// By its name: records of JSON, of which every one must fit.
static void opens_records(void **state) {
    Host *h = *state;
    gzt_archive *a = NULL;
    static const char lines[] = "{\"id\": 1}\n{\"id\": 2}\n", list[] = "[{\"id\": 1}]";
    snprintf(h->path, sizeof h->path, "%s/people.jsonl", h->folder);
    put_file(h, lines, sizeof lines - 1);
    assert_int_equal(gzt_archive_open_file(h->env, h->path, 0, &a, NULL), GZT_OK);
    assert_int_equal(people(a), 2);
    gzt_archive_free(a);
    put_file(h, "{\"id\": 1, \"born\": 0.5}", 22);
    refused(h, h->path, 0, GZT_DATA, "'born' takes a date");
    unlink(h->path);
    snprintf(h->path, sizeof h->path, "%s/people.json", h->folder);
    put_file(h, list, sizeof list - 1);
    assert_int_equal(gzt_archive_open_file(h->env, h->path, 0, &a, NULL), GZT_OK);
    assert_int_equal(people(a), 1);
    gzt_archive_free(a);
}

static void refuses_files(void **state) {
    Host *h = *state;
    char longest[600];
    refused(h, h->path, 0, GZT_IO, "there is no such file");
    refused(h, h->folder, 0, GZT_IO, "it is a folder");
    refused(h, "/dev/null", 0, GZT_IO, "it is not a file");
    refused(h, "", 0, GZT_IO, "there is no such file");
    refused(h, "/\xff\xfe", 0, GZT_IO, "not UTF-8");
    memset(longest, 'x', sizeof longest - 1);
    longest[sizeof longest - 1] = 0;
    refused(h, longest, 0, GZT_IO, "reading failed");
    put_file(h, "", 0);
    refused(h, h->path, 0, GZT_DATA, "it is empty");
    put_file(h, facts, sizeof facts - 1);
    refused(h, h->path, sizeof facts - 2, GZT_LIMIT, "it is larger than is allowed");
    if (geteuid() != 0) {
        chmod(h->path, 0);
        refused(h, h->path, 0, GZT_IO, "it may not be read");
        chmod(h->path, 0600);
    }
    assert_int_equal(gzt_archive_open_file(h->env, NULL, 0, NULL, NULL), GZT_MISUSE);
}

// What is in a file is judged as where it lies in memory; an error of facts names the file.
static void refuses_contents(void **state) {
    Host *h = *state;
    gzt_error err;
    gzt_archive *a = NULL;
    static const char wrong[] = "person @ada { nme: \"Ada\" }\n";
    put_file(h, wrong, sizeof wrong - 1);
    assert_int_equal(gzt_archive_open_file(h->env, h->path, 0, &a, &err), GZT_NAME);
    assert_string_equal(err.file, h->path);
    assert_int_equal(err.line, 1);
    put_file(h, "GAZA and then nothing", 21);
    refused(h, h->path, 0, GZT_DATA, "");
}

// ---- snapshots --------------------------------------------------------------------------------

static gzt_archive *built(Host *h) {
    gzt_source source = {"", 0, facts, sizeof facts - 1};
    gzt_archive *a = NULL;
    assert_int_equal(gzt_archive_build(h->env, &source, 1, &a, NULL), GZT_OK);
    return a;
}

static size_t file_bytes(const char *path, unsigned char **bytes) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size_t n = (size_t)ftell(f);
    rewind(f);
    *bytes = aligned_alloc(16, (n + 15) / 16 * 16);
    assert_non_null(*bytes);
    assert_int_equal(fread(*bytes, 1, n, f), n);
    fclose(f);
    return n;
}

// What is saved is what is written, is mapped, is read, is saved again.
static void saves_and_maps(void **state) {
    Host *h = *state;
    gzt_archive *a = built(h), *b = NULL, *c = NULL;
    unsigned char *once, *again;
    assert_int_equal(gzt_archive_save(a, h->path, NULL), GZT_OK);
    size_t n = file_bytes(h->path, &once);
    assert_int_equal(gzt_archive_size(a), n);
    assert_int_equal(gzt_archive_map_file(h->env, h->path, &b, NULL), GZT_OK);
    assert_int_equal(people(b), 2);
    assert_int_equal(gzt_archive_verify(b, NULL), GZT_OK);
    assert_int_equal(gzt_archive_save(b, h->path, NULL), GZT_OK); // over the file that is mapped
    assert_int_equal(people(b), 2);
    assert_int_equal(file_bytes(h->path, &again), n);
    assert_memory_equal(once, again, n);
    assert_int_equal(gzt_archive_open_file(h->env, h->path, 0, &c, NULL), GZT_OK);
    assert_int_equal(gzt_archive_verify(c, NULL), GZT_OK);
    gzt_archive_free(a);
    gzt_archive_free(b);
    gzt_archive_free(c);
    free(once);
    free(again);
}

static void refuses_to_save_and_map(void **state) {
    Host *h = *state;
    gzt_archive *a = built(h), *b = NULL;
    gzt_error err;
    assert_int_equal(gzt_archive_save(a, h->folder, &err), GZT_IO);
    assert_non_null(strstr(err.message, "cannot save "));
    assert_non_null(strstr(err.message, "it is a folder"));
    assert_int_equal(gzt_archive_map_file(h->env, h->path, &b, &err), GZT_IO);
    assert_int_equal(gzt_archive_map_file(h->env, h->folder, &b, &err), GZT_IO);
    put_file(h, "", 0);
    assert_int_equal(gzt_archive_map_file(h->env, h->path, &b, &err), GZT_DATA);
    put_file(h, facts, sizeof facts - 1); // facts are built, not mapped
    assert_int_equal(gzt_archive_map_file(h->env, h->path, &b, &err), GZT_DATA);
    assert_null(b);
    gzt_cancel *cancel = NULL;
    assert_int_equal(gzt_cancel_new(h->env, &cancel), GZT_OK);
    gzt_env_cancel(h->env, cancel);
    gzt_cancel_set(cancel);
    assert_int_equal(gzt_archive_save(a, h->path, &err), GZT_INTERRUPTED);
    assert_int_equal(gzt_archive_verify(a, &err), GZT_INTERRUPTED);
    gzt_env_cancel(h->env, NULL);
    gzt_cancel_free(cancel);
    gzt_archive_free(a);
    assert_int_equal(gzt_archive_save(NULL, NULL, NULL), GZT_MISUSE);
    assert_int_equal(gzt_archive_verify(NULL, NULL), GZT_MISUSE);
    assert_int_equal(gzt_archive_map_file(NULL, NULL, NULL, NULL), GZT_MISUSE);
}

// Refused when it is opened, or told when it is verified.
static bool found_out(Host *h, const unsigned char *bytes, size_t n) {
    gzt_archive *a = NULL;
    if (gzt_archive_open(h->env, bytes, n, NULL, NULL, &a, NULL) == GZT_DATA) return true;
    gzt_status status = gzt_archive_verify(a, NULL);
    gzt_archive_free(a);
    return status == GZT_DATA;
}

static void every_bit_counts(void **state) {
    Host *h = *state;
    gzt_archive *a = built(h);
    unsigned char *bytes;
    assert_int_equal(gzt_archive_save(a, h->path, NULL), GZT_OK);
    gzt_archive_free(a);
    size_t n = file_bytes(h->path, &bytes);
    assert_false(found_out(h, bytes, n));
    for (size_t bit = 0; bit < 8 * n; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
        if (!found_out(h, bytes, n)) fail_msg("bit %zu of byte %zu", bit % 8, bit / 8);
        bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t cut = 0; cut < n; cut++) assert_true(found_out(h, bytes, cut));
    free(bytes);
}

static int32_t to_nowhere(void *user, const char *p, size_t n) {
    (void)p;
    *(size_t *)user += n;
    return 0;
}

static gzt_status asked(gzt_archive *a, const char *query) {
    gzt_session *session = NULL;
    size_t written = 0;
    assert_int_equal(gzt_session_new(a, &session), GZT_OK);
    gzt_status status = gzt_query_json(session, query, SIZE_MAX, to_nowhere, &written, NULL);
    gzt_session_free(session);
    return status;
}

// Whatever byte is another, a query answers or says that the archive is damaged; what it does not
// read may be damaged without its knowing.
static void a_query_finds_damage(void **state) {
    Host *h = *state;
    gzt_archive *a = built(h);
    unsigned char *bytes;
    size_t opened = 0, damaged = 0;
    assert_int_equal(gzt_archive_save(a, h->path, NULL), GZT_OK);
    gzt_archive_free(a);
    size_t n = file_bytes(h->path, &bytes);
    for (size_t at = 0; at < n; at++) {
        bytes[at] ^= 0xff;
        if (gzt_archive_open(h->env, bytes, n, NULL, NULL, &a, NULL) == GZT_OK) {
            gzt_status status = asked(a, "people | where born < 1900 | select name, born");
            assert_true(status == GZT_OK || status == GZT_DATA);
            opened++;
            damaged += status == GZT_DATA;
            if (status == GZT_DATA) assert_int_equal(asked(a, "people | count"), GZT_DATA);
            gzt_archive_free(a);
        }
        bytes[at] ^= 0xff;
    }
    assert_true(opened > damaged && damaged > 50);
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(opens_facts_and_frozen, open_host, close_host),
        cmocka_unit_test_setup_teardown(opens_records, open_host, close_host),
        cmocka_unit_test_setup_teardown(refuses_files, open_host, close_host),
        cmocka_unit_test_setup_teardown(refuses_contents, open_host, close_host),
        cmocka_unit_test_setup_teardown(saves_and_maps, open_host, close_host),
        cmocka_unit_test_setup_teardown(refuses_to_save_and_map, open_host, close_host),
        cmocka_unit_test_setup_teardown(every_bit_counts, open_host, close_host),
        cmocka_unit_test_setup_teardown(a_query_finds_damage, open_host, close_host)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
