// The front matter of a note: where it ends, and in YAML what its keys hold, flattened. In: a note
// as UTF-8. Out: values with their lines, or why it can't be read. libyaml owns memory while it is
// at work, which an arena that leaves would lose: so its events go into a room that never grows
// meanwhile, and where that is too small, all is read again.
#include <string.h>
#include <yaml.h>

#include "runtime/import/markdown_impl.h"

void front_add(Arena *a, Front *f, FrontValue v) {
    f->values = arena_grow(a, f->values, &f->cap, (size_t)f->n + 1, sizeof *f->values);
    f->values[f->n++] = v;
}

bool front_nothing(const FrontValue *v) {
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; v->plain && i < sizeof words / sizeof *words; i++)
        if (str_is(v->text, words[i])) return true;
    return false;
}

// ---- events -------------------------------------------------------------------------------------

typedef enum EventTag { EV_SCALAR, EV_LIST, EV_LIST_END, EV_MAP, EV_MAP_END } EventTag;

struct RawEvent {
    EventTag tag;
    bool plain;
    uint32_t at, n, line; // of its text in the room's bytes
};

typedef struct Taking {
    FrontRoom *room;
    uint32_t n, depth;
    size_t bytes;
    bool full, no_memory, begun;
    const char *wrong; // a literal, of libyaml's or ours
    uint32_t line;
} Taking;

static void wrong_at(Taking *t, const char *why, uint32_t line) {
    t->wrong = why;
    t->line = line;
}

static void keep(Taking *t, EventTag tag, const yaml_event_t *e) {
    FrontRoom *room = t->room;
    RawEvent raw = {.tag = tag, .line = (uint32_t)e->start_mark.line + 1};
    if (t->n == room->event_cap) t->full = true;
    if (tag == EV_SCALAR) {
        size_t n = e->data.scalar.length;
        raw.plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && !e->data.scalar.tag;
        raw.at = (uint32_t)t->bytes;
        raw.n = (uint32_t)n;
        if (n > room->bytes_cap - t->bytes) t->full = true;
        if (!t->full && n) memcpy(room->bytes + t->bytes, e->data.scalar.value, n);
        t->bytes += n;
    }
    if (!t->full) room->event[t->n] = raw;
    t->n++;
}

static void begin_nested(Taking *t, EventTag tag, const yaml_event_t *e) {
    if (++t->depth > FRONT_DEEP)
        wrong_at(t, "what is nested more than 16 levels deep is not read",
                 (uint32_t)e->start_mark.line + 1);
    else
        keep(t, tag, e);
}

// False at the end.
static bool take_event(Taking *t, const yaml_event_t *e) {
    switch (e->type) {
    case YAML_SCALAR_EVENT: keep(t, EV_SCALAR, e); break;
    case YAML_SEQUENCE_START_EVENT: begin_nested(t, EV_LIST, e); break;
    case YAML_MAPPING_START_EVENT: begin_nested(t, EV_MAP, e); break;
    case YAML_SEQUENCE_END_EVENT: t->depth--, keep(t, EV_LIST_END, e); break;
    case YAML_MAPPING_END_EVENT: t->depth--, keep(t, EV_MAP_END, e); break;
    case YAML_ALIAS_EVENT:
        wrong_at(t, "aliases such as *name are not read: write out what they stand for",
                 (uint32_t)e->start_mark.line + 1);
        break;
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT: return false;
    default: break;
    }
    return !t->wrong && !t->full;
}

static void parser_failed(Taking *t, const yaml_parser_t *p) {
    t->no_memory = p->error == YAML_MEMORY_ERROR;
    wrong_at(t, p->problem ? p->problem : "it can't be read", (uint32_t)p->problem_mark.line + 1);
}

// All events into the room. Takes nothing from an arena.
static void take_events(Taking *t, Str yaml) {
    yaml_parser_t parser;
    yaml_event_t event;
    if (!yaml_parser_initialize(&parser)) {
        t->no_memory = true;
        return;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)yaml.p, yaml.n);
    for (bool more = true; more;) {
        if (!yaml_parser_parse(&parser, &event)) {
            parser_failed(t, &parser);
            break;
        }
        more = take_event(t, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

// ---- keys ---------------------------------------------------------------------------------------

typedef struct Level {
    bool map, in_list;
    bool keyed; // a map: its key has come, its value is next
    Str key;    // joined
} Level;

typedef struct Walk {
    Arena *a;
    Front *out;
    const FrontRoom *room;
    Level level[FRONT_DEEP + 1]; // 0: the document
    uint32_t depth;
    uint32_t line; // of the file, before the front matter
} Walk;

static void bad(Walk *w, uint32_t line, const char *why) {
    if (w->out->wrong.n) return;
    w->out->wrong = str_of(why);
    w->out->wrong_line = w->line + line;
}

static Str joined(Walk *w, Str above, Str key) {
    return above.n ? str_printf(w->a, "%.*s_%.*s", STR_FMT(above), STR_FMT(key)) : key;
}

static void scalar(Walk *w, const RawEvent *e) {
    Level *l = &w->level[w->depth];
    Str text = str_dup(w->a, (Str){w->room->bytes + e->at, e->n});
    if (w->depth == 0) {
        FrontValue v = {.text = text, .plain = e->plain};
        if (!front_nothing(&v)) bad(w, e->line, "it holds keys with values, such as title: Words");
        return;
    }
    if (l->map && !l->keyed) {
        Str above = w->depth > 1 ? w->level[w->depth - 1].key : STR("");
        l->key = joined(w, above, text);
        l->keyed = true;
        if (text.n == 0) bad(w, e->line, "a key has no name");
        return;
    }
    FrontValue v = {l->key, text, e->plain, l->in_list, w->line + e->line};
    l->keyed = false;
    if (!front_nothing(&v)) front_add(w->a, w->out, v);
}

static void nested(Walk *w, const RawEvent *e) {
    Level *l = &w->level[w->depth];
    if (w->depth == 0 && e->tag != EV_MAP)
        bad(w, e->line, "it holds keys with values, such as title: Words");
    if (l->map && !l->keyed) bad(w, e->line, "a key is a word, not a list or a record");
    l->keyed = false;
    Str key = l->key;
    bool in_list = l->in_list;
    l = &w->level[++w->depth];
    *l = (Level){.map = e->tag == EV_MAP, .key = key, .in_list = in_list || e->tag == EV_LIST};
}

static void walk(Walk *w, uint32_t n) {
    for (uint32_t i = 0; i < n && !w->out->wrong.n; i++) {
        const RawEvent *e = &w->room->event[i];
        guard_every(w->a->guard, i);
        switch (e->tag) {
        case EV_SCALAR: scalar(w, e); break;
        case EV_LIST:
        case EV_MAP: nested(w, e); break;
        default: w->depth--; break;
        }
    }
}

static void read_yaml(Arena *a, FrontRoom *room, Str yaml, uint32_t line, Front *out) {
    Taking t;
    for (;;) {
        t = (Taking){.room = room};
        take_events(&t, yaml);
        if (t.no_memory) guard_leave(a->guard, ST_NOMEM, "");
        if (!t.full) break;
        guard_tick(a->guard);
        room->event = arena_grow(a, room->event, &room->event_cap,
                                 room->event_cap ? 2 * room->event_cap : 64, sizeof *room->event);
        room->bytes =
            arena_grow(a, room->bytes, &room->bytes_cap, (size_t)yaml.n + t.bytes + 256, 1);
    }
    if (t.wrong) {
        out->wrong = str_printf(a, "%s", t.wrong);
        out->wrong_line = line + t.line;
        return;
    }
    Walk *w = ARENA_NEW(a, Walk);
    *w = (Walk){.a = a, .out = out, .room = room, .line = line};
    walk(w, t.n);
}

// ---- where it is --------------------------------------------------------------------------------

static Str line_at(Str s, uint32_t at) {
    const char *stop = memchr(s.p + at, '\n', s.n - at);
    return (Str){s.p + at, stop ? (uint32_t)(stop - s.p) - at : s.n - at};
}

static bool line_is(Str line, const char *marks) {
    while (line.n && strchr(" \t\r", line.p[line.n - 1])) line.n--;
    return str_is(line, marks);
}

// The matter between the first line and the next one that closes it; false: there is none.
static bool find_matter(Str text, const char *marks, const char *also, Str *matter, Front *out) {
    Str first = line_at(text, 0);
    if (!line_is(first, marks)) return false;
    uint32_t from = first.n + 1, at = from, lines = 1;
    for (; at < text.n; lines++) {
        Str line = line_at(text, at);
        uint32_t next = at + line.n < text.n ? at + line.n + 1 : text.n;
        if (line_is(line, marks) || line_is(line, also)) {
            *matter = (Str){text.p + from, at - from};
            out->body = (Str){text.p + next, text.n - next};
            out->body_line = lines + 2;
            return true;
        }
        at = next;
    }
    return false;
}

void front_read(Arena *a, FrontRoom *room, Str text, Front *out) {
    Str matter;
    *out = (Front){.body = text, .body_line = 1};
    bool yaml = find_matter(text, "---", "...", &matter, out);
    if (!yaml && !find_matter(text, "+++", "+++", &matter, out)) return;
    if (matter.n > FRONT_MAX) {
        out->wrong = STR("it is longer than 1 MiB");
        out->wrong_line = 1;
    } else if (yaml) {
        read_yaml(a, room, matter, 1, out);
    } else {
        front_toml(a, matter, 1, out);
    }
}
