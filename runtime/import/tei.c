// The steps of reading TEI (tei.h): which things there are in the files, and in which order. In:
// files; out: entities for entries of registers and for texts, each handed on to be filled. A file
// that is no XML is told and left out whole.
#include "runtime/import/tei.h"

#include <stdarg.h>
#include <string.h>

#include "runtime/import/tei_impl.h"

// ---- complaints -----------------------------------------------------------------------------

// The line of the file at which the place lies, as a source of its own.
static const Source *line_source(Tei *x, uint64_t at, uint32_t line, uint32_t *within) {
    enum { SHOWN_MOST = 400 };
    if (at > x->bytes.n) at = x->bytes.n;
    uint64_t from = at, end = at;
    while (from > 0 && at - from < SHOWN_MOST && x->bytes.p[from - 1] != '\n') from--;
    while (from < at && (x->bytes.p[from] & 0xC0) == 0x80) from++; // not within a character
    while (end < x->bytes.n && end - at < SHOWN_MOST && x->bytes.p[end] != '\n') end++;
    *within = (uint32_t)(at - from);
    Str shown = {x->bytes.p + from, (uint32_t)(end - from)};
    if (utf8_invalid_at(shown) < shown.n || memchr(shown.p, 0, shown.n)) {
        shown = STR(""); // a file of another encoding
        *within = 0;
    }
    Source *s = source_new(x->diags->arena, x->text->name, shown);
    s->lines_before = line ? line - 1 : 0;
    return s;
}

static Diag *complain(Tei *x, uint64_t at, uint32_t line, uint32_t n, ErrorCode code, Str message) {
    x->stopped = x->stopped || x->job->how->strict;
    uint32_t within = 0;
    const Source *s = x->diags->count < DIAG_MAX ? line_source(x, at, line, &within) : NULL;
    return diag_error(x->diags, code, s, (Span){within, n}, "%.*s", STR_FMT(message));
}

Diag *tei_complain(Tei *x, const TeiNode *n, ErrorCode code, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    Str message = str_vprintf(x->scratch, fmt, ap);
    va_end(ap);
    uint32_t width = n->el == EL_CHARS ? 1 : n->name.n + 1;
    return complain(x, n->at, n->line, width, code, message);
}

static void tell_fault(Tei *x, const TeiFault *f) {
    Diag *d = complain(x, f->at, f->line, 1, E0409, str_of(f->message));
    if (f->hint[0]) diag_hint(x->diags, d, "%s", f->hint);
    x->job->count->left_out++;
}

// ---- names ----------------------------------------------------------------------------------

static uint32_t *name_slot(const TeiNames *t, Str name) {
    uint32_t i = (uint32_t)str_hash(name) & t->mask;
    while (t->slots[i] && !str_eq(t->items[t->slots[i]].name, name)) i = (i + 1) & t->mask;
    return &t->slots[i];
}

uint32_t tei_names_find(const TeiNames *t, Str name) { return t->n ? *name_slot(t, name) : 0; }

static void grow_names(Tei *x, TeiNames *t) {
    t->mask = t->mask ? t->mask * 2 + 1 : 63;
    t->slots = arena_zero(x->a, ((size_t)t->mask + 1) * sizeof *t->slots);
    for (uint32_t i = 1; i <= t->n; i++) *name_slot(t, t->items[i].name) = i;
}

uint32_t tei_names_add(Tei *x, TeiNames *t, Str name, uint32_t thing) {
    if (t->n >= t->mask / 2) grow_names(x, t);
    uint32_t *slot = name_slot(t, name);
    if (*slot) return *slot;
    t->items = arena_grow(x->a, t->items, &t->cap, (size_t)t->n + 2, sizeof *t->items);
    t->items[++t->n] = (TeiAlias){str_dup(x->a, name), thing, 0};
    *slot = t->n;
    return t->n;
}

void tei_ignore(Tei *x, const TeiNode *n) {
    if (x->looking) return;
    uint32_t i = tei_names_add(x, &x->ignored, n->name, 0);
    x->ignored.items[i].uses++;
}

void tei_found(Tei *x, const char *what, uint64_t many) {
    if (many && !x->looking) import_found(x->job, what, many);
}

// ---- things ---------------------------------------------------------------------------------

Str tei_id(Arena *a, Str written) {
    StrBuf out;
    buf_init(&out, a);
    written = tei_trim(written);
    if (written.n && written.p[0] == '#') written = (Str){written.p + 1, written.n - 1};
    for (uint32_t i = 0; i < written.n; i++) {
        unsigned char c = (unsigned char)written.p[i];
        if (c >= 0x20 && c != 0x7F && c != '`') buf_char(&out, (char)c);
    }
    Str id = buf_str(&out);
    if (id.n > 4 && str_is((Str){id.p + id.n - 4, 4}, ".xml")) id.n -= 4;
    return id;
}

Str tei_stem(Tei *x) {
    Str s = x->text->name;
    for (uint32_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] != '/') continue;
        s = (Str){s.p + i, s.n - i};
        break;
    }
    while (s.n > 4 &&
           (str_is((Str){s.p + s.n - 4, 4}, ".xml") || str_is((Str){s.p + s.n - 4, 4}, ".tei")))
        s.n -= 4;
    return tei_id(x->scratch, s);
}

TeiThing tei_thing(Tei *x, uint32_t kind, Str id) {
    if (!x->looking) return x->things[x->at++];
    x->things = arena_grow(x->a, x->things, &x->things_cap, x->nthings + 1, sizeof *x->things);
    x->things[x->nthings] = (TeiThing){kind, str_dup(x->a, id), 0, false};
    return x->things[x->nthings++];
}

// Entries of registers that have one id are one entity; so is what another file has made. Of texts
// each is its own.
// owner: by Ref, 1 + the thing that it was made for; 0: others stated it, or nobody yet.
static void make_thing(Tei *x, TeiThing *t, uint32_t *owner) {
    if (t->kind == KIND_ANY) return;
    t->ref = builder_entity(x->b, t->kind, t->id);
    for (uint32_t n = 2; !t->ref; n++) {
        Ref first = builder_find(x->b, t->kind, t->id, NULL);
        uint32_t ours = owner[first];
        if (!ours || t->kind != x->kind.article) {
            t->ref = first;
            t->shared = true;
            if (ours) x->things[ours - 1].shared = true;
            if (ours) import_found(x->job, "entries whose id had an entry already", 1);
            return;
        }
        if (n == 2) import_found(x->job, "texts whose id another text had", 1);
        Str id = str_printf(x->a, "%.*s-%u", STR_FMT(t->id), n);
        t->ref = builder_entity(x->b, t->kind, id);
        guard_work(x->a->guard, 64);
    }
    owner[t->ref] = (uint32_t)(t - x->things) + 1;
}

static void tei_entities(void *state) {
    Tei *x = state;
    size_t most = builder_entities(x->b) + x->nthings + 1;
    uint32_t *owner = arena_zero(x->a, most * sizeof *owner);
    for (size_t i = 0; i < x->nthings; i++) {
        make_thing(x, &x->things[i], owner);
        arena_reset(x->scratch);
        guard_every(x->a->guard, i);
    }
    tei_make_stated(x);
}

// ---- documents ------------------------------------------------------------------------------

// What is neither white nor a register nor, where there are registers, a heading.
static bool has_text(const TeiNode *top, bool heads) {
    for (const TeiNode *n = top->first; n;) {
        bool skip = tei_is_register(n) || (!heads && n->el == EL_head);
        if (n->el == EL_CHARS && tei_trim(n->name).n) return true;
        n = skip ? tei_after(n, top) : tei_next(n, top);
    }
    return false;
}

static bool has_register(const TeiNode *top) {
    for (const TeiNode *n = top; n; n = tei_next(n, top))
        if (tei_is_register(n)) return true;
    return false;
}

static bool is_div(const TeiNode *n) { return n->el == EL_div || n->el == EL_div1; }

// Where the parts of a file's text stand: in its front, body and back.
static const TeiNode *next_part(const TeiNode *n, const TeiNode *text) {
    for (n = n ? tei_after(n, text) : text->first; n;) {
        bool around =
            n->el == EL_front || n->el == EL_body || n->el == EL_back || n->el == EL_group;
        if (is_div(n) || n->el == EL_text) return n;
        n = around ? tei_next(n, text) : tei_after(n, text);
    }
    return NULL;
}

static bool is_whole_type(Str type) {
    return str_is(type, "item") || str_is(type, "article") || str_is(type, "section") ||
           str_is(type, "letter") || str_is(type, "entry");
}

// Whether the file holds several documents: divisions that say so, or that each have a heading
// where nothing says that the file is one text.
static bool is_several(const TeiUnit *u) {
    const TeiNode *stmt = u->header ? tei_find(u->header, EL_titleStmt) : NULL;
    uint32_t many = 0, named = 0, headed = 0, texts = 0;
    for (const TeiNode *n = NULL; (n = next_part(n, u->text)) != NULL;) {
        many++;
        named += is_whole_type(tei_attr(n, "type"));
        headed += tei_child(n, EL_head) != NULL && tei_attr(n, "xml:id").n;
        texts += n->el == EL_text;
    }
    if (many < 2 || tei_letter(u)) return false;
    for (const TeiNode *n = stmt ? stmt->first : NULL; n; n = n->next)
        if (n->el == EL_title && str_is(tei_attr(n, "level"), "a")) return false;
    return named == many || headed == many || texts == many;
}

static void fill_unit(Tei *x, TeiUnit *u, const TeiNode *const *parts, uint32_t n) {
    u->thing = tei_thing(x, x->kind.article, u->thing.id);
    tei_head(x, u);
    if (!x->looking) tei_passages(x, u, parts, n);
}

static void take_parts(Tei *x, const TeiUnit *whole, Str base) {
    uint32_t number = 0;
    for (const TeiNode *n = NULL; (n = next_part(n, whole->text)) != NULL;) {
        Str own = tei_id(x->scratch, tei_attr(n, "xml:id"));
        TeiUnit u = *whole;
        number++;
        u.part = true;
        u.text = n;
        u.whole = whole->thing;
        u.thing = (TeiThing){
            .id = own.n ? str_printf(x->scratch, "%.*s-%.*s", STR_FMT(base), STR_FMT(own))
                        : str_printf(x->scratch, "%.*s-%u", STR_FMT(base), number)};
        fill_unit(x, &u, &n, 1);
    }
}

// The text around the parts is a document of its own, if there is any.
static bool has_rest(const TeiUnit *u) {
    for (const TeiNode *n = u->text->first; n;) {
        bool around =
            n->el == EL_front || n->el == EL_body || n->el == EL_back || n->el == EL_group;
        if (!around && !is_div(n) && n->el != EL_text &&
            (has_text(n, true) || (n->el == EL_CHARS && tei_trim(n->name).n)))
            return true;
        n = around ? tei_next(n, u->text) : tei_after(n, u->text);
    }
    return false;
}

static void take_tei(Tei *x, const TeiNode *tei, uint32_t number) {
    TeiUnit u = {
        .tei = tei, .header = tei_child(tei, EL_teiHeader), .text = tei_child(tei, EL_text)};
    Str base = tei_id(x->scratch, tei_attr(tei, "xml:id"));
    if (!base.n) base = tei_stem(x);
    if (number > 1 && !tei_attr(tei, "xml:id").n)
        base = str_printf(x->scratch, "%.*s-%u", STR_FMT(base), number);
    u.thing.id = base;
    x->lang = phrase_lang(tei_language(&u));
    if (!u.text) return;
    bool lists = has_register(tei);
    if (is_several(&u)) {
        bool rest = has_rest(&u);
        u.thing.kind = KIND_ANY;
        if (rest) fill_unit(x, &u, &u.text, 0);
        take_parts(x, &u, base);
    } else if (has_text(u.text, !lists) || !lists) {
        fill_unit(x, &u, &u.text, 1);
    }
}

// ---- files ----------------------------------------------------------------------------------

static void take_tree(Tei *x, const TeiNode *root) {
    uint32_t texts = 0;
    for (const TeiNode *n = root; n; n = tei_next(n, root)) {
        guard_work(x->a->guard, 4);
        if (n->el == EL_CHARS) continue;
        if (n->el == EL_TEI) take_tei(x, n, ++texts);
        if (n->el == EL_relation && x->own)
            tei_own_relation(x, n);
        else if (n->el == EL_relation)
            tei_relation(x, n);
        if (n->el == EL_ab && str_is(tei_attr(n, "type"), "factoid")) tei_factoid(x, n);
        uint32_t kind = tei_entry_kind(x, n);
        if (kind != KIND_ANY) tei_entry(x, n, kind);
    }
}

static bool is_utf8(Str s) {
    bool wide = s.n >= 2 && (memcmp(s.p, "\xFE\xFF", 2) == 0 || memcmp(s.p, "\xFF\xFE", 2) == 0 ||
                             s.p[0] == 0 || s.p[1] == 0);
    uint32_t n = s.n < 200 ? s.n : 200;
    const char *end = n ? memchr(s.p, '>', n) : NULL;
    if (wide) return false;
    if (!end || n < 5 || memcmp(s.p, "<?xml", 5) != 0) return true;
    for (const char *p = s.p; p + 9 < end; p++)
        if (memcmp(p, "encoding", 8) == 0) {
            for (p += 8; p < end && (tei_is_white(*p) || *p == '='); p++) continue;
            return end - p > 6 && (p[1] == 'u' || p[1] == 'U') && p[5] != '1';
        }
    return true;
}

// The file's bytes; where they are to be UTF-8 and are not, what is no character is replaced.
static Str good_bytes(Tei *x) {
    Str s = {x->text->p, (uint32_t)x->text->n};
    uint32_t many, first;
    if (!is_utf8(s)) return s;
    Str good = utf8_repair(x->scratch, s, &many, &first);
    if (!many || !x->looking) return good;
    x->bytes = good;
    uint32_t line = 1;
    for (uint32_t i = 0; i < first; i++) line += s.p[i] == '\n';
    complain(x, first, line, 1, E0108, STR("what is no character was replaced by U+FFFD"));
    x->job->count->repaired++;
    return good;
}

static void read_file(Tei *x, size_t i) {
    TeiFault fault;
    x->text = &x->job->texts[i];
    x->lang = PHRASE_ANY;
    if (x->text->n > UINT32_MAX / 2) {
        x->bad[i] = true;
        x->bytes = STR("");
        if (x->looking) complain(x, 0, 1, 0, E0112, STR("the file is longer than 2 GiB"));
        return;
    }
    x->bytes = good_bytes(x);
    const TeiNode *root = tei_parse(x->scratch, x->bytes.p, x->bytes.n, &fault);
    if (!root) {
        x->bad[i] = true;
        tell_fault(x, &fault);
    } else if (root->el == EL_OTHER) {
        x->bad[i] = true;
        x->job->count->left_out++;
        tei_complain(x, root, E0409, "<%.*s> begins no file of TEI", STR_FMT(root->name));
    } else {
        x->own = tei_is_own(root);
        if (x->own && !x->looking) tei_own_title(x, root);
        take_tree(x, root);
    }
}

static void read_all(Tei *x, bool looking) {
    ImportCount *c = x->job->count;
    x->looking = looking;
    for (size_t i = 0; i < x->job->n && !x->stopped; i++) {
        if (!looking) builder_from(x->b, x->job->texts[i].name);
        if (!x->bad[i]) read_file(x, i);
        arena_reset(x->scratch);
        c->done += x->job->texts[i].n / 2;
    }
}

// ---- steps ----------------------------------------------------------------------------------

static void *tei_begin(const ImportJob *job) {
    Tei *x = ARENA_NEW(job->arena, Tei);
    x->job = job;
    x->b = job->b;
    x->schema = job->schema;
    x->a = job->arena;
    x->scratch = job->scratch;
    x->diags = job->diags;
    x->bad = arena_zero(x->a, job->n + 1);
    return x;
}

static void find_kinds(Tei *x) {
    const Schema *s = x->schema;
    x->kind.article = schema_kind(s, STR("article"));
    x->kind.passage = schema_kind(s, STR("passage"));
    x->kind.mention = schema_kind(s, STR("mention"));
    x->kind.person = schema_kind(s, STR("person"));
    x->kind.place = schema_kind(s, STR("place"));
    x->kind.organisation = schema_kind(s, STR("organisation"));
    x->kind.event = schema_kind(s, STR("event"));
    x->kind.publication = schema_kind(s, STR("publication"));
    x->kind.issue = schema_kind(s, STR("issue"));
    x->kind.relation = schema_kind(s, STR("relation"));
}

static void tei_look(void *state) {
    Tei *x = state;
    find_kinds(x);
    read_all(x, true);
    tei_declare(x);
}

static void tell_findings(Tei *x) {
    tei_found(x, "mentions of what is in the registers", x->mentions);
    tei_found(x, "mentions without a reference", x->bare);
    tei_found(x, "references to what is not there", x->dangling);
    tei_found(x, "different ids that are not there", x->lost.n);
    for (uint32_t i = 1; i <= x->ignored.n; i++) {
        const TeiAlias *e = &x->ignored.items[i];
        Str what = str_printf(x->a, "elements not read: %.*s", STR_FMT(e->name));
        tei_found(x, what.p, e->uses);
    }
}

static void tei_values(void *state) {
    Tei *x = state;
    read_all(x, false);
    x->job->count->records += x->nthings;
    tell_findings(x);
}

static const char *const endings[] = {".xml", ".tei", NULL};

const Importer tei_importer = {.name = "tei",
                               .endings = endings,
                               .begin = tei_begin,
                               .declare = tei_look,
                               .entities = tei_entities,
                               .values = tei_values};
