// JSON as rows (rows_impl.h). The records are found first, each checked to be JSON; then all are
// gone through to see what members there are, which become columns and tables; then once more to
// fill them. In: bytes; out: a table, and one for each list of records within.
#include <string.h>

#include "runtime/import/rows_impl.h"

enum { NODES_MAX = 4096, DEPTH = 64 };

enum { SEEN_VALUE = 1, SEEN_RECORD = 2, SEEN_LISTED_RECORD = 4 };

// A member, wherever records have it: of the record that is its parent's.
typedef struct Member {
    Str name;
    uint32_t parent, first, last, next; // 0: none
    uint32_t wanted;                    // the child that is looked for first
    unsigned seen;
    uint32_t values; // records and listed values: rows, if this is a table
    uint32_t table;  // that its records are rows of; ROWS_NONE: none
    uint32_t column; // of the table around it, or of its own; ROWS_NONE
    uint32_t key;    // a root's: the member, of no record, that holds what its rows stand under
    Look look;
} Member;

typedef struct Piece {
    RowsPlace place;
    uint32_t root; // a node
    bool bad;
    Str key; // what it stands under in a dictionary
} Piece;

typedef struct JsonRows {
    uint32_t nroots; // lists of records that the outermost record holds; else 1
    Reading *x;
    Json json;
    Member *nodes; // 0 is none
    uint32_t nnodes;
    size_t node_cap;
    Piece *pieces, *piece;
    size_t npieces, piece_cap;
    uint32_t serial, row; // of the record at hand, for counts
    Found *found;         // columns of the table at hand
    uint32_t nfound;
    uint32_t *queue; // nodes that are tables
    uint32_t nqueue;
    uint64_t nested, crowded, keyed;
} JsonRows;

static uint32_t add_member(JsonRows *j, Str name, uint32_t parent) {
    if (j->nnodes == NODES_MAX) return 0;
    j->nodes =
        arena_grow(j->x->work, j->nodes, &j->node_cap, (size_t)j->nnodes + 1, sizeof(Member));
    uint32_t i = j->nnodes++;
    j->nodes[i] = (Member){.name = str_dup(j->x->a, name), .parent = parent};
    j->nodes[i].table = j->nodes[i].column = ROWS_NONE;
    look_init(&j->nodes[i].look);
    Member *p = &j->nodes[parent];
    if (p->last)
        j->nodes[p->last].next = i;
    else
        p->first = i;
    p->last = i;
    return i;
}

// Where the keys of a root's rows are noted. No record has it as a member: it is not among them.
static void add_key(JsonRows *j, uint32_t root) {
    Member *n = &j->nodes[root];
    uint32_t first = n->first, last = n->last, key = add_member(j, STR("key"), root);
    n = &j->nodes[root];
    n->first = first;
    n->last = last;
    n->key = key;
}

// Records mostly have the same members in the same order: the search begins behind the last.
static uint32_t child_of(JsonRows *j, uint32_t parent, Str name) {
    Member *p = &j->nodes[parent];
    uint32_t from = p->wanted ? p->wanted : p->first, i = from, tried = 0;
    while (i) {
        Member *n = &j->nodes[i];
        if (str_eq(n->name, name)) break;
        i = n->next ? n->next : p->first;
        tried++;
        if (i == from) i = 0;
    }
    guard_work(j->x->work->guard, tried);
    if (i) p->wanted = j->nodes[i].next;
    return i;
}

// ---- complaints -----------------------------------------------------------------------------

static bool bad_json(JsonRows *j) {
    const JsonError *e = &j->json.error;
    Diag *d = rows_complain(j->x, j->piece->place, e->at, e->at + 1, E0408, "%s", e->message);
    if (e->expected[0]) diag_note(j->x->job->diags, d, "expected %s", e->expected);
    j->piece->bad = true;
    return false;
}

static bool complain(JsonRows *j, const char *what, Str name) {
    RowsPlace at = j->piece->place;
    rows_complain(j->x, at, at.at, at.at + at.n, E0408, "%s%.*s", what, STR_FMT(name));
    j->piece->bad = true;
    return false;
}

// ---- finding the records --------------------------------------------------------------------

static Piece *add_piece(JsonRows *j, RowsPlace place, uint32_t root) {
    j->pieces = arena_grow(j->x->work, j->pieces, &j->piece_cap, j->npieces + 1, sizeof(Piece));
    j->piece = &j->pieces[j->npieces++];
    *j->piece = (Piece){place, root, false, STR("")};
    return j->piece;
}

static void add_long(JsonRows *j, uint64_t at, uint64_t end, uint32_t line, uint32_t root) {
    bool fits = end - at < UINT32_MAX / 2;
    add_piece(j, (RowsPlace){at, fits ? (uint32_t)(end - at) : 0, line}, root);
    if (!fits) complain(j, "this record is longer than 2 GiB", STR(""));
}

static void start(JsonRows *j, RowsPlace place) {
    json_start(&j->json, place.at, place.line);
    json_feed(&j->json, j->x->rows->text + place.at, place.n, true);
}

static void check_line(JsonRows *j) {
    start(j, j->piece->place);
    if (json_next(&j->json) != JSON_RECORD) {
        if (j->json.event.tag == JSON_BAD)
            bad_json(j);
        else
            complain(j, "this is no record", STR(""));
        return;
    }
    if (!rows_json_skip(&j->json) || json_next(&j->json) != JSON_END) bad_json(j);
}

static void find_lines(JsonRows *j) {
    const RowsFile *r = j->x->rows;
    const char *p = r->text, *end = p + r->text_n;
    for (uint32_t line = 1; p < end && !j->x->stopped; line++) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        size_t n = (size_t)((stop ? stop : end) - p), blank = 0;
        while (blank < n && (p[blank] == ' ' || p[blank] == '\t' || p[blank] == '\r')) blank++;
        uint64_t at = (uint64_t)(p - r->text);
        if (blank < n) add_long(j, at, at + n, line, 1);
        if (blank < n && !j->piece->bad) check_line(j);
        p += n + (stop != NULL);
    }
}

// The value that has begun is a record of this root's.
static bool take_value(JsonRows *j, Json *outer, uint32_t root) {
    uint64_t at = outer->event.at;
    uint32_t line = outer->line;
    bool record = outer->event.tag == JSON_RECORD;
    if (!rows_json_skip(outer)) return false;
    add_long(j, at, outer->event.end, line, root);
    if (!record) complain(j, "this is no record", STR(""));
    return true;
}

// The elements of the list that has begun. False: it does not end.
static bool take_list(JsonRows *j, Json *outer, uint32_t root) {
    while (json_next(outer) != JSON_LIST_END)
        if (j->x->stopped || !take_value(j, outer, root)) return false;
    return true;
}

// The members of the dictionary that has begun. False: it does not end.
static bool take_keyed(JsonRows *j, Json *outer, uint32_t root) {
    add_key(j, root);
    while (json_next(outer) == JSON_NAME) {
        Str key = str_dup(j->x->work, outer->event.text);
        json_next(outer);
        if (j->x->stopped || !take_value(j, outer, root)) return false;
        j->piece->key = key;
        j->keyed++;
    }
    return outer->event.tag == JSON_RECORD_END;
}

// What the members of the outermost record are.
typedef struct Outermost {
    uint32_t lists, others;
    bool named; // it has a name or an id: it is a record itself
    bool whole; // it ends
} Outermost;

// Whether the first element of the list that has begun is a record.
static bool holds_records(const JsonRows *j, const Json *outer) {
    const RowsFile *r = j->x->rows;
    for (uint64_t i = outer->event.end; i < r->text_n; i++) {
        char c = r->text[i];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return c == '{';
        guard_work(j->x->work->guard, 1);
    }
    return false;
}

static bool is_keyed(const JsonRows *j, const Json *outer) {
    return rows_is_keyed(j->x, outer->event.at, outer->line);
}

static Outermost take_members(JsonRows *j, Json *outer) {
    Outermost o = {0};
    while (json_next(outer) == JSON_NAME) {
        Str name = outer->event.text;
        o.named = o.named || str_is(name, "id") || str_is(name, "name") || str_is(name, "title");
        Str kept = str_dup(j->x->work, name);
        bool list = json_next(outer) == JSON_LIST && holds_records(j, outer);
        bool keyed = outer->event.tag == JSON_RECORD && is_keyed(j, outer);
        uint32_t root = list || keyed ? add_member(j, kept, 0) : 0;
        o.lists += root != 0;
        o.others += root == 0;
        if (!root   ? !rows_json_skip(outer)
            : keyed ? !take_keyed(j, outer, root)
                    : !take_list(j, outer, root))
            return o;
    }
    o.whole = outer->event.tag == JSON_RECORD_END;
    return o;
}

// What comes behind the place is no JSON: it is told, and left out as one record.
static void leave_rest(JsonRows *j, const Json *outer) {
    const RowsFile *r = j->x->rows;
    const JsonError *e = &outer->error;
    uint64_t from = j->npieces ? j->piece->place.at + j->piece->place.n : 0;
    uint64_t rest = r->text_n - from, shown = outer->line_at;
    if (shown < from) shown = from;
    uint64_t n = r->text_n - shown;
    add_piece(j, (RowsPlace){shown, n < 4096 ? (uint32_t)n : 4096, e->line}, 0);
    bad_json(j);
    j->piece->place.at = from;
    j->piece->place.n = rest < UINT32_MAX ? (uint32_t)rest : UINT32_MAX;
}

// The record that has begun is one itself, or stands for the lists of records that it holds. False:
// it does not end.
static bool take_outermost(JsonRows *j, Json *outer) {
    uint64_t at = outer->event.at;
    uint32_t line = outer->line;
    Outermost o = take_members(j, outer);
    bool itself = o.whole && (o.lists == 0 || o.named);
    if (itself) {
        j->npieces = 0;
        j->keyed = 0;
        j->nnodes = 2;
        j->nodes[0].last = j->nodes[0].first = 1;
        j->nodes[1].next = 0;
        add_long(j, at, outer->event.end, line, 1);
    }
    if (o.whole && !itself && o.others)
        import_found(j->x->job, "members beside the lists of records, left out", o.others);
    return o.whole;
}

static void find_values(JsonRows *j) {
    const RowsFile *r = j->x->rows;
    Json *outer = ARENA_NEW(j->x->work, Json);
    json_init(outer, j->x->work, DEPTH);
    outer->repair = true;
    json_start(outer, 0, 1);
    json_feed(outer, r->text, r->text_n, true);
    json_next(outer);
    bool good = true;
    if (outer->event.tag == JSON_LIST)
        good = take_list(j, outer, 1);
    else if (outer->event.tag == JSON_RECORD)
        good = is_keyed(j, outer) ? take_keyed(j, outer, 1) : take_outermost(j, outer);
    if (j->x->stopped) return;
    if (!good || json_next(outer) != JSON_END) {
        j->json.error = outer->error;
        leave_rest(j, outer);
    }
}

// ---- what members there are -----------------------------------------------------------------

// Whether the list that has begun has another element.
static bool next_element(JsonRows *j) {
    JsonTag tag = json_next(&j->json);
    return tag != JSON_LIST_END && tag != JSON_BAD && tag != JSON_END;
}

static bool look_node(JsonRows *j, uint32_t node, bool listed);

static bool look_members(JsonRows *j, uint32_t node) {
    while (json_next(&j->json) == JSON_NAME) {
        Str name = j->json.event.text;
        uint32_t child = child_of(j, node, name);
        if (!child) child = add_member(j, name, node);
        if (!child) return complain(j, "there is no room for another member ", name);
        json_next(&j->json);
        if (!look_node(j, child, false)) return false;
    }
    return true;
}

static bool look_record(JsonRows *j, uint32_t node, bool listed) {
    uint32_t row = j->row;
    j->nodes[node].seen |= listed ? SEEN_LISTED_RECORD : SEEN_RECORD;
    j->nodes[node].values++;
    if (listed) j->row = ++j->serial;
    bool good = look_members(j, node);
    j->row = row;
    return good;
}

// The value that has begun. A list within a list is a part of it.
static bool look_node(JsonRows *j, uint32_t node, bool listed) {
    const JsonEvent *e = &j->json.event;
    Member *n = &j->nodes[node];
    if (e->tag == JSON_NULL) return true;
    if (e->tag == JSON_RECORD) return look_record(j, node, listed);
    if (e->tag == JSON_LIST) {
        j->nested += listed;
        while (next_element(j))
            if (!look_node(j, node, true)) return false;
        return true;
    }
    n->seen |= SEEN_VALUE;
    n->values++;
    n->look.list = n->look.list || listed;
    j->x->job->count->repaired += e->broken != 0;
    j->x->job->count->replaced += e->broken;
    Str truth = e->i ? STR("true") : STR("false");
    look_value(&n->look, j->x->work, e->tag == JSON_TRUTH ? truth : e->text, j->row);
    return true;
}

static void look_pieces(JsonRows *j) {
    for (size_t i = 0; i < j->npieces && !j->x->stopped; i++) {
        j->piece = &j->pieces[i];
        if (j->piece->bad) continue;
        start(j, j->piece->place);
        json_next(&j->json);
        look_node(j, j->piece->root, true);
        uint32_t key = j->nodes[j->piece->root].key;
        if (key) look_value(&j->nodes[key].look, j->x->work, j->piece->key, j->serial);
    }
}

// ---- columns and tables ---------------------------------------------------------------------

static Str joined(JsonRows *j, Str path, Str name) {
    return path.n ? str_printf(j->x->a, "%.*s.%.*s", STR_FMT(path), STR_FMT(name)) : name;
}

static void add_column(JsonRows *j, Member *n, Str written) {
    if (j->nfound == ROWS_COLUMNS_MAX) {
        j->crowded++;
        return;
    }
    n->column = j->nfound;
    j->found[j->nfound++] = (Found){written, n->look};
}

// Below a record: values are columns, records are gone into, lists of records wait as tables.
static void add_columns(JsonRows *j, uint32_t parent, Str path) {
    for (uint32_t i = j->nodes[parent].first; i; i = j->nodes[i].next) {
        Member *n = &j->nodes[i];
        Str written = joined(j, path, n->name);
        if (n->seen & SEEN_LISTED_RECORD) {
            j->queue[j->nqueue++] = i;
            continue;
        }
        if (n->seen & SEEN_VALUE || !n->seen) add_column(j, n, written); // null everywhere
        if (n->seen & SEEN_RECORD) add_columns(j, i, written);
    }
}

static uint32_t table_around(const JsonRows *j, uint32_t node) {
    for (uint32_t i = j->nodes[node].parent; i; i = j->nodes[i].parent)
        if (j->nodes[i].table != ROWS_NONE) return j->nodes[i].table;
    return ROWS_NONE;
}

// The names that lead to it: from below the root, where there is one only.
static Str path_of(JsonRows *j, uint32_t node) {
    Str path = STR("");
    for (uint32_t i = node; j->nodes[i].parent || (i && j->nroots > 1); i = j->nodes[i].parent)
        path = path.n ? joined(j, j->nodes[i].name, path) : j->nodes[i].name;
    return path;
}

// What no member of the rows is called, and a guess takes for an id.
static Str key_name(JsonRows *j, uint32_t root) {
    Str name = STR("key");
    for (uint32_t i = 1; child_of(j, root, name); i++)
        name = i == 1 ? STR("key_id") : str_printf(j->x->a, "key_%u_id", i);
    return name;
}

static void add_table(JsonRows *j, uint32_t node, Str from, Str name, uint32_t parent) {
    RowsFile *r = j->x->rows;
    j->nfound = 0;
    j->nodes[node].table = r->ntables;
    j->nodes[node].look.list = false; // its values are rows of their own
    if (j->nodes[node].seen & SEEN_VALUE) add_column(j, &j->nodes[node], STR("value"));
    if (j->nodes[node].key) add_column(j, &j->nodes[j->nodes[node].key], key_name(j, node));
    add_columns(j, node, STR(""));
    rows_add_table(j->x, from, name, parent, j->nodes[node].values, j->found, j->nfound);
}

static void add_tables(JsonRows *j) {
    RowsFile *r = j->x->rows;
    Arena *a = j->x->a;
    Str stem = rows_identifier(a, rows_stem(r->base));
    j->found = ARENA_ARRAY(j->x->work, Found, ROWS_COLUMNS_MAX);
    j->queue = ARENA_ARRAY(j->x->work, uint32_t, NODES_MAX);
    for (uint32_t i = 1; i < j->nnodes; i++) {
        Member *n = &j->nodes[i];
        if (n->parent || !n->values) continue;
        Str from = j->nroots > 1 ? str_printf(a, "%.*s#%.*s", STR_FMT(r->base), STR_FMT(n->name))
                                 : r->base;
        add_table(j, i, from, j->nroots > 1 ? rows_identifier(a, n->name) : stem, ROWS_NONE);
    }
    for (uint32_t i = 0; i < j->nqueue; i++) {
        uint32_t node = j->queue[i];
        Str path = path_of(j, node), name = rows_identifier(a, j->nodes[node].name);
        Str from = str_printf(a, "%.*s#%.*s", STR_FMT(r->base), STR_FMT(path));
        add_table(j, node, from, name, table_around(j, node));
    }
}

// ---- filling --------------------------------------------------------------------------------

// A row, or the part of one that lies in a record within it.
typedef struct Inside {
    uint32_t table;
    Ref row;
} Inside;

static void fill_node(JsonRows *j, uint32_t node, Inside in);

static void fill_members(JsonRows *j, uint32_t node, Inside in) {
    while (json_next(&j->json) == JSON_NAME) {
        uint32_t child = child_of(j, node, j->json.event.text);
        json_next(&j->json);
        if (child)
            fill_node(j, child, in);
        else
            rows_json_skip(&j->json);
    }
}

static void fill_value(JsonRows *j, const Member *n, Inside in) {
    const JsonEvent *e = &j->json.event;
    RowsFile *r = j->x->rows;
    if (n->column == ROWS_NONE) return;
    Str truth = e->i ? STR("true") : STR("false");
    const RowsColumn *c = &r->tables[in.table].columns[n->column];
    rows_put(j->x, c, in.row, e->tag == JSON_TRUTH ? truth : e->text);
}

// A record or value of a table of its own.
static void fill_row(JsonRows *j, uint32_t node, Inside around) {
    RowsFile *r = j->x->rows;
    RowsTable *t = &r->tables[j->nodes[node].table];
    uint32_t number = t->nrows;
    uint64_t at = j->json.event.at, end = j->json.event.end;
    Inside in = {j->nodes[node].table, 0};
    in.row = rows_begin(j->x, t, (RowsPlace){at, 0, j->json.line});
    if (t->parent != ROWS_NONE) builder_link(r->b, in.row, t->link, around.row, 0);
    const Member *key = &j->nodes[j->nodes[node].key];
    if (j->nodes[node].key) rows_put(j->x, &t->columns[key->column], in.row, j->piece->key);
    if (j->json.event.tag == JSON_RECORD) {
        fill_members(j, node, in);
        end = j->json.event.end;
    } else {
        fill_value(j, &j->nodes[node], in);
    }
    t->places[number].n = (uint32_t)(end - at);
}

static void fill_node(JsonRows *j, uint32_t node, Inside in) {
    JsonTag tag = j->json.event.tag;
    if (tag == JSON_NULL) return;
    if (tag == JSON_LIST) {
        while (next_element(j)) fill_node(j, node, in);
    } else if (j->nodes[node].table != ROWS_NONE) {
        fill_row(j, node, in);
    } else if (tag == JSON_RECORD) {
        fill_members(j, node, in);
    } else {
        fill_value(j, &j->nodes[node], in);
    }
}

static void fill_pieces(JsonRows *j) {
    for (size_t i = 0; i < j->npieces && !j->x->stopped; i++) {
        j->piece = &j->pieces[i];
        if (j->piece->bad) {
            rows_reject(j->x, j->piece->place);
            continue;
        }
        start(j, j->piece->place);
        json_next(&j->json);
        fill_node(j, j->piece->root, (Inside){ROWS_NONE, 0});
    }
}

void rows_read_json(Reading *x) {
    JsonRows j = {.x = x};
    Str name = x->rows->base, whole = STR(".json");
    json_init(&j.json, x->work, DEPTH);
    j.json.repair = true;
    add_member(&j, STR(""), 0);
    j.nodes[0].first = j.nodes[0].last = 0;
    add_member(&j, STR(""), 0);
    if (name.n > whole.n && str_eq((Str){name.p + name.n - whole.n, whole.n}, whole))
        find_values(&j);
    else
        find_lines(&j);
    j.nroots = 0;
    for (uint32_t i = 2; i < j.nnodes; i++) j.nroots += j.nodes[i].parent == 0;
    look_pieces(&j);
    add_tables(&j);
    rows_declared(x);
    fill_pieces(&j);
    if (j.keyed) import_found(x->job, "records under names, which are their column 'key'", j.keyed);
    if (j.nested) import_found(x->job, "lists within lists, taken as one", j.nested);
    if (j.crowded) import_found(x->job, "members beyond a thousand, left out", j.crowded);
}
