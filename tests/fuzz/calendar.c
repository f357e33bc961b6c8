// Any text as a date of another calendar, as the name of one, of a month, of a place, and as where
// the year begins. Must hold: no crash, no leak, in time; is_date says what date does; a date of
// another calendar reads back from what is shown of it; a name is known or refused.
#include <string.h>

#include "tests/fuzz/fuzz.h"

static Fuzz_memory memory;
static gzt_archive *archive;

static void open_archive(void) {
    gzt_alloc alloc = {sizeof alloc, &memory, fuzz_resize};
    gzt_env *env = NULL;
    fuzz_require(gzt_env_new(&alloc, &env) == GZT_OK);
    fuzz_require(gzt_archive_build(env, NULL, 0, &archive, NULL) == GZT_OK);
    gzt_env_free(env);
}

// What a query prints, cut.
typedef struct Answer {
    char bytes[256];
    size_t n;
} Answer;

static int32_t keep(void *user, const char *bytes, size_t length) {
    Answer *a = user;
    size_t room = sizeof a->bytes - 1 - a->n;
    memcpy(a->bytes + a->n, bytes, length < room ? length : room);
    a->n += length < room ? length : room;
    a->bytes[a->n] = '\0';
    return 0;
}

static gzt_status ask(gzt_session *session, const char *before, const uint8_t *text, size_t text_n,
                      const char *after, Answer *answer) {
    static char query[1 << 16];
    size_t n = strlen(before);
    memcpy(query, before, n);
    n += fuzz_literal(query + n, text, text_n);
    memcpy(query + n, after, strlen(after));
    n += strlen(after);
    gzt_error error = {0};
    *answer = (Answer){.n = 0};
    gzt_status status = gzt_query_json(session, query, n, keep, answer, &error);
    fuzz_require(status >= 0 || (error.status == status && *error.message));
    fuzz_require(status != GZT_MISUSE);
    return status;
}

static void as_date(gzt_session *session, const uint8_t *text, size_t n) {
    Answer asked, read, back;
    gzt_status known = ask(session, "is_date(", text, n, ")", &asked);
    gzt_status status = ask(session, "edtf(date(", text, n, "))", &read);
    if (known < 0) return; // bad UTF-8
    fuzz_require((strstr(asked.bytes, "true") != NULL) == (status >= 0));
    if (status < 0) return;
    status = ask(session, "let d = exactly(date(", text, n,
                 "))\nif calendar(d) = \"gregorian\" or calendar(d) = \"julian\" then true "
                 "else edtf(date(text(d))) = edtf(d)",
                 &back);
    fuzz_require(status >= 0 && strstr(back.bytes, "true") != NULL);
}

static void as_name(gzt_session *session, const uint8_t *text, size_t n) {
    static const char *const around[][2] = {
        {"local_date(", ", 1712, 2, 30)"},
        {"in_place(1700..1712, ", ")"},
        {"change_over(", ")"},
        {"calendar_date(\"hebrew\", 5784, ", ", 1)"},
        {"calendar_date(\"rumi\", 1333, ", ")"},
        {"calendar_date(", ", 8, 1, 1)"},
        {"in_calendar(1799-11-09, ", ")"},
        {"year_begins(1502-04-10 OS, ", ")"},
        {"easter(", ", 1502)"},
    };
    for (size_t i = 0; i < sizeof around / sizeof *around; i++) {
        Answer answer;
        gzt_status status = ask(session, around[i][0], text, n, around[i][1], &answer);
        fuzz_require(status >= 0 || status == GZT_DATA || status == GZT_SYNTAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (size > 1024) return 0;
    if (!archive) open_archive();
    long live = memory.live;
    gzt_session *session = NULL;
    fuzz_require(gzt_session_new(archive, &session) == GZT_OK);
    fuzz_limits(session);
    as_date(session, bytes, size);
    as_name(session, bytes, size);
    gzt_session_free(session);
    fuzz_require(memory.live == live);
    return 0;
}
