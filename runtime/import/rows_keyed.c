// Which records of JSON are dictionaries of records (rows_impl.h): {"Q1": {…}, "Q2": {…}}. In: a
// place of the text; out: whether what stands under its names are rows, by their shape alone.
#include "runtime/import/rows_impl.h"

enum {
    LOOKED_AT = 1000, // records of which the shape is taken
    NAMES_MOST = 256, // names that are remembered; others count as new ones
    MANY = 8,         // so many records under names, and nothing else, are no record themselves
    DEPTH = 64
};

// The records under the names of one, and what members they have.
typedef struct Shape {
    uint32_t records, keyed; // keyed: dictionaries, of the first MANY
    uint64_t names, distinct;
    Str *known;
    uint32_t nknown, next;
} Shape;

bool rows_json_skip(Json *json) {
    uint32_t depth = 0;
    for (JsonTag tag = json->event.tag; tag != JSON_BAD; tag = json_next(json)) {
        depth += tag == JSON_LIST || tag == JSON_RECORD;
        depth -= tag == JSON_LIST_END || tag == JSON_RECORD_END;
        if (depth == 0) return true;
    }
    return false;
}

// Records mostly have the same members in the same order: the search begins behind the last. What
// begins with a digit is a key, which is nobody's but that record's.
static void see_name(Shape *s, Arena *a, Str name) {
    bool digit = name.n && name.p[0] >= '0' && name.p[0] <= '9';
    s->names++;
    for (uint32_t i = 0; i < s->nknown && !digit; i++) {
        uint32_t at = (s->next + i) % s->nknown;
        if (!str_eq(s->known[at], name)) continue;
        s->next = at + 1;
        return;
    }
    s->distinct++;
    if (!digit && s->nknown < NAMES_MOST) s->known[s->nknown++] = str_dup(a, name);
}

// The record that has begun.
static bool see_record(Shape *s, Arena *a, Json *json) {
    s->records++;
    while (json_next(json) == JSON_NAME) {
        see_name(s, a, json->event.text);
        json_next(json);
        if (!rows_json_skip(json)) return false;
    }
    guard_work(a->guard, s->nknown);
    return json->event.tag == JSON_RECORD_END;
}

static bool is_keyed(const RowsFile *r, Arena *work, RowsPlace at, bool within);

// False: not all that stands under the names of the record at the place are records.
static bool take_shape(Shape *s, const RowsFile *r, Arena *a, RowsPlace place, bool within) {
    Json *json = ARENA_NEW(a, Json);
    s->known = ARENA_ARRAY(a, Str, NAMES_MOST);
    json_init(json, a, DEPTH);
    json->repair = true;
    json_start(json, place.at, place.line);
    json_feed(json, r->text + place.at, r->text_n - place.at, true);
    if (json_next(json) != JSON_RECORD) return false;
    while (s->records < LOOKED_AT && json_next(json) == JSON_NAME) {
        if (json_next(json) != JSON_RECORD) return false;
        RowsPlace member = {json->event.at, 0, json->line};
        if (!within && s->records < MANY) s->keyed += is_keyed(r, a, member, true);
        if (!see_record(s, a, json)) break; // what is faulty is told when it is read
    }
    return true;
}

// Two records or more, each of which has more than half of all their names, as a rule; or many,
// unless it is them that are dictionaries.
static bool is_keyed(const RowsFile *r, Arena *work, RowsPlace place, bool within) {
    Shape s = {0};
    Arena *a = arena_inner(work);
    bool records = take_shape(&s, r, a, place, within) && s.records > 1;
    arena_inner_free(work, a);
    if (!records) return false;
    if (s.names && 2 * s.names > s.distinct * s.records) return true;
    return s.records >= MANY && s.keyed < MANY / 2;
}

bool rows_is_keyed(const Reading *x, uint64_t at, uint32_t line) {
    return is_keyed(x->rows, x->work, (RowsPlace){at, 0, line}, false);
}

bool rows_hold_keyed(Arena *scratch, const ImportText *text) {
    const RowsFile r = {.text = text->p, .text_n = text->n};
    return is_keyed(&r, scratch, (RowsPlace){0, 0, 1}, false);
}
