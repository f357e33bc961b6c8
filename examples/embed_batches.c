/* Columns: fetches rows in batches and walks plain arrays (Arrow's layout) instead of cells. A
 * batch needs nobody, so session and archive are gone before it is read. To hand the rows to a
 * library that speaks Arrow, call gzt_result_arrow instead.
 *
 *     cc embed_batches.c $(pkg-config --cflags --libs gazette) -o embed_batches
 */
#include <inttypes.h>
#include <stdio.h>

#include <gazette.h>

static const char facts[] = "person @ada { name: \"Ada Lovelace\", born: 1815-12-10, died: 1852 }\n"
                            "person @mary { name: \"Mary Somerville\", born: 1780, died: 1872 }\n"
                            "person @caro { name: \"Caroline Herschel\", born: 1750-03-16 }\n"
                            "event @tea { title: \"Tea\", date: 1834-06, people: [@ada, @mary] }\n"
                            "event @walk { title: \"Walk\", date: 1835, people: [@mary] }\n";
static const char query[] = "people | sort born | "
                            "select name, born, last: year(died), events: events.title";

static gzt_status ask(gzt_batch **out, gzt_error *err) {
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *session = NULL;
    gzt_script *script = NULL;
    gzt_result *result = NULL;
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX}, text = {"", 0, query, SIZE_MAX};

    gzt_status status = gzt_env_new(NULL, &env);
    if (status >= 0) status = gzt_archive_build(env, &source, 1, &archive, err);
    if (status >= 0) status = gzt_session_new(archive, &session);
    if (status >= 0) status = gzt_prepare(session, &text, GZT_SCRIPT, &script, err);
    if (status >= 0) status = gzt_script_next(script, &result, err);
    if (status >= 0) status = gzt_result_fetch(result, 1000, out, err); /* GZT_DONE: no row */

    gzt_result_free(result);
    gzt_script_free(script);
    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return status;
}

static int is_there(const uint8_t *validity, uint32_t i) {
    return !validity || (validity[i >> 3] >> (i & 7) & 1);
}

static void print_texts(const gzt_batch *b, uint32_t column, int32_t from, int32_t to) {
    const int32_t *at;
    const char *bytes;
    if (gzt_batch_text(b, column, &at, &bytes, NULL) < 0) return;
    for (int32_t i = from; i < to; i++)
        printf("%s%.*s", i > from ? ", " : "", (int)(at[i + 1] - at[i]), bytes + at[i]);
}

static void print(const gzt_batch *b) {
    const int64_t *last, *born;
    const int32_t *events;
    const uint8_t *validity;
    uint32_t titles;
    if (gzt_batch_instants(b, 1, &born) < 0 || gzt_batch_int64(b, 2, &last, &validity) < 0 ||
        gzt_batch_list(b, 3, &events, &titles) < 0)
        return;
    for (uint32_t i = 0; i < gzt_batch_rows(b); i++) {
        print_texts(b, 0, (int32_t)i, (int32_t)i + 1);
        printf(", born within %" PRId64 " days",
               (born[4 * i + 1] - born[4 * i] + 1) / 86400); /* latest - earliest start */
        if (is_there(validity, i)) printf(", died %" PRId64, last[i]);
        printf("; events: ");
        print_texts(b, titles, events[i], events[i + 1]);
        printf("\n");
    }
}

int main(void) {
    gzt_error err = {0};
    gzt_batch *batch = NULL;
    gzt_status status = ask(&batch, &err);
    if (status < 0)
        fprintf(stderr, "%s: %s %s\n", gzt_status_name(status), err.message, err.hint);
    else
        print(batch);
    gzt_batch_free(batch);
    return status < 0;
}
