/* A host that reads rows: a prepared script with params, bound anew for each run; then texts,
 * dates with their bounds, lists and a field of an entity, as typed values.
 *
 *     cc embed_rows.c $(pkg-config --cflags --libs gazette) -o embed_rows
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <gazette.h>

static const char facts[] =
    "person @ada { name: \"Ada Lovelace\", also: [\"Augusta Ada King\", \"Enchantress\"],\n"
    "  born: 1815-12-10, died: 1852-11-27 }\n"
    "person @mary { name: \"Mary Somerville\", born: 1780-12, died: 1872 }\n"
    "person @caro { name: \"Caroline Herschel\", born: 1750~ }\n";
static const char query[] = "param before: date\nparam least: int = 0\n"
                            "people | where born < before and count(also) >= least | sort born\n"
                            "| select name, born, also, who: it";

static void show_born(const gzt_value *v) {
    const int64_t year = 31556952; /* seconds, on average */
    printf("  born %s", v->written);
    printf(", at least %" PRId64 " years before 1970\n", -v->starts[1] / year);
}

static gzt_status show_also(const gzt_value *list) {
    gzt_value name = {.size = sizeof name};
    gzt_status st = GZT_OK;
    for (uint32_t i = 0; st >= 0 && i < list->count; i++) {
        st = gzt_value_element(list, i, &name);
        if (st >= 0) printf("  also %.*s\n", (int)name.text_n, name.text);
    }
    return st;
}

static gzt_status show_row(gzt_session *s, const gzt_result *r, gzt_error *err) {
    gzt_value v = {.size = sizeof v};
    gzt_status st = gzt_cell_value(r, 0, &v);
    if (st >= 0) printf("%.*s\n", (int)v.text_n, v.text); /* no NUL behind it */
    if (st >= 0) st = gzt_cell_value(r, 1, &v);
    if (st >= 0) show_born(&v);
    if (st >= 0) st = gzt_cell_value(r, 2, &v);
    if (st >= 0) st = show_also(&v);
    if (st >= 0) st = gzt_cell_value(r, 3, &v); /* an entity: any field of it may be read */
    if (st >= 0) st = gzt_entity_field(s, &v, "died", &v, err);
    if (st >= 0) printf("  died %s\n", v.missing ? "(not recorded)" : v.written);
    return st;
}

/* One run of the script: every row, then what was left out. */
static gzt_status show(gzt_session *s, gzt_script *q, uint64_t *rows, gzt_error *err) {
    gzt_result *r = NULL;
    gzt_status st = gzt_script_next(q, &r, err);
    while (st >= 0 && (st = gzt_result_step(r, err)) == GZT_ROW) st = show_row(s, r, err);
    for (uint32_t i = 0; i < gzt_result_notes(r); i++) printf("note: %s\n", gzt_result_note(r, i));
    *rows = gzt_result_rows(r);
    gzt_result_free(r);
    return st < 0 ? st : gzt_script_reset(q);
}

int main(void) {
    gzt_error err = {0};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *session = NULL;
    gzt_script *script = NULL;
    gzt_source known = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_source asked = {"query.gzt", SIZE_MAX, query, SIZE_MAX};
    uint64_t first = 0, second = 0;

    gzt_status st = gzt_env_new(NULL, &env);
    if (st >= 0) st = gzt_archive_build(env, &known, 1, &archive, &err);
    if (st >= 0) st = gzt_session_new(archive, &session);
    if (st >= 0) st = gzt_limits_profile(session, GZT_SAFE);
    if (st >= 0) st = gzt_prepare(session, &asked, GZT_SCRIPT, &script, &err);
    if (st >= 0) st = gzt_bind_date(script, "before", "1800", SIZE_MAX, &err);
    if (st >= 0) st = show(session, script, &first, &err);
    if (st >= 0) st = gzt_bind_date(script, "before", "1900", SIZE_MAX, &err);
    if (st >= 0) st = gzt_bind_int(script, "least", 1, &err);
    if (st >= 0) st = show(session, script, &second, &err);
    if (st < 0) fprintf(stderr, "%s: %s %s\n", gzt_status_name(st), err.message, err.note);

    gzt_script_free(script);
    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return st < 0 || first != 2 || second != 1; /* what the facts above must give */
}
