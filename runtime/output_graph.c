// Graphs, as GraphML (graphml.graphdrawing.org, for Gephi, Cytoscape, networkx) and in the DOT
// language (Graphviz).
//
// Rows of entities are nodes. The links among them become edges when all nodes are known: every
// field of theirs that leads to another of the rows, and every relation between two of them. Rows
// with columns from and to are edges, and their other columns belong to these.
//
// Nothing that a text holds can end it: XML is escaped, a text in DOT is quoted. Columns have the
// meaning that Graphviz gives their names only where that does no more than draw; all others begin
// with an underline there, since Graphviz opens files and links for some names.
#include "runtime/html.h"
#include "runtime/output_row.h"

#include <string.h>

struct Graph {
    bool dot, edges;
    uint32_t attributes; // of the node or edge at hand, in DOT
    StrBuf from, to;     // names of the ends of an edge
};

// ---- texts ----------------------------------------------------------------------------------

static void put_quoted(StrBuf *out, Str s) {
    buf_char(out, '"');
    for (uint32_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '"' || c == '\\') buf_char(out, '\\');
        if (c == '\n')
            buf_addc(out, "\\n");
        else
            buf_char(out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
    }
    buf_char(out, '"');
}

// What Graphviz draws with, and no more (graphviz.org/doc/info/attrs.html).
static bool is_drawing(Str name) {
    static const char *const drawing[] = {
        "label",     "xlabel",  "weight", "penwidth",  "color",    "fillcolor",
        "fontcolor", "style",   "shape",  "len",       "width",    "height",
        "group",     "tooltip", "dir",    "arrowhead", "fontsize", "constraint"};
    for (size_t i = 0; i < sizeof drawing / sizeof *drawing; i++)
        if (str_is(name, drawing[i])) return true;
    return false;
}

static void put_attribute(Writer *w, Str name, Str value) {
    StrBuf *text = &w->row->line;
    if (w->graph->attributes++) buf_addc(&w->out, ", ");
    buf_clear(text);
    if (!is_drawing(name)) buf_char(text, '_');
    buf_add(text, name);
    put_quoted(&w->out, buf_str(text));
    buf_char(&w->out, '=');
    put_quoted(&w->out, value);
    buf_clear(text);
}

static void put_data(Writer *w, const char *key, Str value) {
    buf_printf(&w->out, "<data key=\"%s\">", key);
    markup_text(&w->out, value);
    buf_addc(&w->out, "</data>");
}

// ---- the beginning --------------------------------------------------------------------------

static void graph_begin(Writer *w, bool dot) {
    const OutOptions *o = &w->options;
    struct Graph *g = w->graph = ARENA_NEW(w->arena, struct Graph);
    g->dot = dot;
    g->edges = o->parts[ROW_FROM] < o->nparts;
    buf_init(&g->from, w->arena);
    buf_init(&g->to, w->arena);
}

static void put_key(Writer *w, const char *id, const char *of, Str name, const char *type) {
    buf_printf(&w->out, " <key id=\"%s\" for=\"%s\" attr.name=\"", id, of);
    markup_text(&w->out, name);
    buf_printf(&w->out, "\" attr.type=\"%s\"/>\n", type);
}

static const char *data_type(const Type *t) {
    switch ((TypeTag)t->tag) {
    case TY_INT: return "long";
    case TY_REAL: return "double";
    case TY_TRUTH: return "boolean";
    default: return "string";
    }
}

void graphml_begin(Writer *w) {
    graph_begin(w, false);
    buf_addc(&w->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    put_key(w, "label", "node", STR("label"), "string");
    put_key(w, "kind", "node", STR("kind"), "string");
    if (!w->graph->edges) put_key(w, "link", "edge", STR("link"), "string");
    if (!w->graph->edges) put_key(w, "role", "edge", STR("role"), "string");
    for (uint32_t c = w->options.nparts; c < w->n; c++)
        put_key(w, str_printf(w->arena, "c%u", c - w->options.nparts).p,
                w->graph->edges ? "edge" : "node", w->columns[c].name,
                data_type(w->columns[c].type));
    buf_addc(&w->out, " <graph edgedefault=\"directed\">\n");
}

void dot_begin(Writer *w) {
    graph_begin(w, true);
    buf_addc(&w->out, "digraph ");
    put_quoted(&w->out, w->options.archive);
    buf_addc(&w->out, " {\n");
}

// ---- nodes ----------------------------------------------------------------------------------

static void name_entity(const Writer *w, StrBuf *out, uint32_t entity) {
    const Archive *a = w->run->archive;
    buf_clear(out);
    put_name(out, a->tables[archive_kind_of(a, entity)].kind->name, ':');
    buf_char(out, '.');
    put_name(out, archive_id(a, entity), ':');
}

// Columns behind the parts: of the row's node, or of its edge.
static void put_columns(Writer *w, const Vec *const *columns, uint32_t i) {
    for (uint32_t c = w->options.nparts; c < w->n; c++) {
        if (vec_missing(columns[c], i)) continue;
        buf_clear(&w->cell);
        cell_plain(&w->cell, w->run, columns[c], i);
        Str value = buf_from(&w->cell, 0);
        if (w->graph->dot) {
            put_attribute(w, w->columns[c].name, value);
            continue;
        }
        buf_printf(&w->out, "<data key=\"c%u\">", c - w->options.nparts);
        markup_text(&w->out, value);
        buf_addc(&w->out, "</data>");
    }
}

static void node_begin(Writer *w, Str name, Str label, Str kind) {
    if (w->graph->dot) {
        buf_addc(&w->out, "  ");
        put_quoted(&w->out, name);
        buf_addc(&w->out, " [");
        w->graph->attributes = 0;
        put_attribute(w, STR("label"), label);
        if (kind.n) put_attribute(w, STR("kind"), kind);
        return;
    }
    buf_addc(&w->out, "  <node id=\"");
    buf_add(&w->out, name);
    buf_addc(&w->out, "\">");
    put_data(w, "label", label);
    if (kind.n) put_data(w, "kind", kind);
}

static void node_end(Writer *w) { buf_addc(&w->out, w->graph->dot ? "];\n" : "</node>\n"); }

static void node_of(Writer *w, uint32_t entity, StrBuf *name) {
    const Archive *a = w->run->archive;
    name_entity(w, name, entity);
    node_begin(w, buf_str(name), run_label(w->run, entity),
               a->tables[archive_kind_of(a, entity)].kind->name);
}

// ---- edges ----------------------------------------------------------------------------------

static void edge_begin(Writer *w) {
    struct Graph *g = w->graph;
    Str from = buf_str(&g->from), to = buf_str(&g->to);
    if (g->dot) {
        buf_addc(&w->out, "  ");
        put_quoted(&w->out, from);
        buf_addc(&w->out, " -> ");
        put_quoted(&w->out, to);
        return;
    }
    buf_addc(&w->out, "  <edge source=\"");
    buf_add(&w->out, from);
    buf_addc(&w->out, "\" target=\"");
    buf_add(&w->out, to);
    buf_addc(&w->out, "\">");
}

static void put_link(Writer *w, uint32_t from, uint32_t to, Str link, Str role) {
    struct Graph *g = w->graph;
    name_entity(w, &g->from, from);
    name_entity(w, &g->to, to);
    edge_begin(w);
    if (g->dot) {
        buf_addc(&w->out, " [");
        g->attributes = 0;
        put_attribute(w, STR("label"), link);
        if (role.n) put_attribute(w, STR("role"), role);
        buf_addc(&w->out, "];\n");
    } else {
        put_data(w, "link", link);
        if (role.n) put_data(w, "role", role);
        buf_addc(&w->out, "</edge>\n");
    }
    writer_flush(w, false);
}

// The node of an end, which is written when it comes first: an entity, or a text.
static void put_end(Writer *w, const Vec *v, uint32_t i, StrBuf *name) {
    uint32_t id = v->d.u32[vec_place(v, i)];
    if (v->type->tag == TY_ENTITY) {
        name_entity(w, name, id);
        if (row_again(w, id)) return;
        node_of(w, id, name);
    } else {
        Str s = run_text(w->run, id);
        buf_clear(name);
        buf_addc(name, "text.");
        put_name(name, s, ':');
        if (!row_key_is_new(w, buf_str(name))) return;
        node_begin(w, buf_str(name), s, (Str){"", 0});
    }
    node_end(w);
}

static void edge_row(Writer *w, const Vec *const *columns, uint32_t i) {
    const Vec *from = row_part(w, columns, ROW_FROM, i), *to = row_part(w, columns, ROW_TO, i);
    struct Graph *g = w->graph;
    if (!from || !to) {
        row_left(w, "row has not both ends", "rows have not both ends");
        return;
    }
    put_end(w, from, i, &g->from);
    put_end(w, to, i, &g->to);
    edge_begin(w);
    if (g->dot && w->n > w->options.nparts) {
        w->graph->attributes = 0;
        buf_addc(&w->out, " [");
        put_columns(w, columns, i);
        buf_char(&w->out, ']');
    } else if (!g->dot) {
        put_columns(w, columns, i);
    }
    buf_addc(&w->out, g->dot ? ";\n" : "</edge>\n");
}

static void graph_row(Writer *w, const Vec *const *columns, uint32_t i) {
    if (w->graph->edges) {
        edge_row(w, columns, i);
        return;
    }
    uint32_t entity = row_entity(w, columns, i);
    if (!entity) {
        row_left(w, "row is about no entity", "rows are about no entity");
        return;
    }
    if (row_again(w, entity)) {
        row_left(w, "row is of a node that came before", "rows are of nodes that came before");
        return;
    }
    node_of(w, entity, &w->graph->from);
    put_columns(w, columns, i);
    node_end(w);
}

void graphml_row(Writer *w, const Vec *const *columns, uint32_t i) { graph_row(w, columns, i); }
void dot_row(Writer *w, const Vec *const *columns, uint32_t i) { graph_row(w, columns, i); }

// ---- links among nodes ----------------------------------------------------------------------

static bool is_open(const Writer *w, uint32_t kind, uint32_t field) {
    return catalog_may_read(w->options.catalog, kind, field) == READ_OPEN;
}

static Str role_of(const Archive *a, const Column *c, uint32_t at) {
    if (!c->noted || !c->noted[at] || !archive_part(a, PART_NOTES)) return (Str){"", 0};
    return archive_text(a, a->notes[c->noted[at]].role);
}

static void field_links(Writer *w, const KindTable *k, uint32_t field) {
    const Archive *a = w->run->archive;
    const Column *c = archive_column(a, k, field);
    const Type *t = k->kind->fields[field].type;
    const uint32_t *to = c->data;
    if (!to || (t->tag == TY_LIST && !c->off)) return;
    for (uint32_t i = 0; i < k->count && !w->failed; i++) {
        guard_every(w->arena->guard, i);
        if (!row_asked(w, k->first + i)) continue;
        uint32_t from = t->tag == TY_LIST ? c->off[i] : i;
        uint32_t end = t->tag == TY_LIST ? c->off[i + 1] : i + 1;
        for (uint32_t at = from; at < end; at++)
            if (to[at] && row_asked(w, to[at]))
                put_link(w, k->first + i, to[at], k->kind->fields[field].name, role_of(a, c, at));
    }
}

// Rows of a kind with two ends, such as relations, where both are nodes and they themselves are
// not.
static void end_links(Writer *w, uint32_t kind) {
    const Archive *a = w->run->archive;
    const KindTable *k = &a->tables[kind];
    uint32_t from = kind_field(k->kind, STR("from")), to = kind_field(k->kind, STR("to"));
    uint32_t type = kind_field(k->kind, STR("type"));
    if (from == UINT32_MAX || to == UINT32_MAX || !is_open(w, kind, from) || !is_open(w, kind, to))
        return;
    const Field *f = k->kind->fields;
    if (f[from].type->tag != TY_ENTITY || f[to].type->tag != TY_ENTITY) return;
    const uint32_t *starts = archive_column(a, k, from)->data,
                   *ends = archive_column(a, k, to)->data;
    const uint32_t *types = NULL;
    if (type != UINT32_MAX && f[type].type->tag == TY_TEXT && is_open(w, kind, type))
        types = archive_column(a, k, type)->data;
    for (uint32_t i = 0; starts && ends && i < k->count && !w->failed; i++) {
        guard_every(w->arena->guard, i);
        if (!starts[i] || !ends[i] || row_asked(w, k->first + i)) continue;
        if (!row_asked(w, starts[i]) || !row_asked(w, ends[i])) continue;
        Str link = types ? archive_text(a, types[i]) : (Str){"", 0};
        put_link(w, starts[i], ends[i], link.n ? link : k->kind->name, (Str){"", 0});
    }
}

static bool has_nodes(const Writer *w, const KindTable *k) {
    for (uint32_t i = 0; i < k->count; i++) {
        guard_every(w->arena->guard, i);
        if (row_asked(w, k->first + i)) return true;
    }
    return false;
}

static void put_links(Writer *w) {
    const Archive *a = w->run->archive;
    for (uint32_t kind = 0; w->row->seen && kind < a->schema.nkinds; kind++) {
        const KindTable *k = &a->tables[kind];
        uint32_t nfields = has_nodes(w, k) ? k->kind->ndeclared : 0;
        for (uint32_t f = 0; f < nfields; f++) {
            const Type *t = k->kind->fields[f].type;
            if (t->tag == TY_LIST) t = t->elem;
            if (t->tag == TY_ENTITY && is_open(w, kind, f)) field_links(w, k, f);
        }
        end_links(w, kind);
    }
}

void graphml_end(Writer *w) {
    if (!w->graph->edges) put_links(w);
    buf_addc(&w->out, " </graph>\n</graphml>\n");
}

void dot_end(Writer *w) {
    if (!w->graph->edges) put_links(w);
    buf_addc(&w->out, "}\n");
}
