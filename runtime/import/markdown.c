// Notes into a builder, in three steps; see markdown.h. The first reads all front matter and
// declares what no kind knows, the second makes an entity of each note, the third fills it and
// reads its body.
#include "runtime/import/markdown.h"

#include <string.h>

#include "runtime/import/markdown_impl.h"

enum { STEPS = 3 };

// ---- what the file's name tells -----------------------------------------------------------------

static Str last_part(Str path) {
    for (uint32_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/') return (Str){path.p + i, path.n - i};
    return path;
}

static Str folder_of(Str path) {
    uint32_t n = path.n - last_part(path).n;
    return (Str){path.p, n ? n - 1 : 0};
}

static void read_name(Note *n) {
    Str file = last_part(n->text->name);
    n->folder = folder_of(n->text->name);
    n->stem = file;
    for (uint32_t i = file.n; i > 1; i--)
        if (file.p[i - 1] == '.') {
            n->stem.n = i - 1;
            break;
        }
    bool bundle = str_is(n->stem, "index") || str_is(n->stem, "_index"); // Hugo's folders
    if (!bundle || !n->folder.n) return;
    n->stem = last_part(n->folder);
    n->folder = folder_of(n->folder);
}

static Str front_text(const Note *n, const char *key) {
    for (uint32_t i = 0; i < n->front.n; i++)
        if (str_is(n->front.values[i].key, key)) return n->front.values[i].text;
    return STR("");
}

static void find_kind(Markdown *x, Note *n) {
    Str kind = front_text(n, "kind"), type = front_text(n, "type");
    n->kind = kind.n ? note_kind(x, kind) : KIND_ANY;
    if (n->kind == KIND_ANY && !kind.n && type.n) {
        n->kind = note_kind(x, type);
        n->typed = n->kind != KIND_ANY;
    }
    for (Str f = n->folder; n->kind == KIND_ANY && !kind.n && f.n; f = folder_of(f))
        n->kind = note_kind(x, last_part(f));
    if (n->kind != KIND_ANY) return;
    n->kind = x->article;
    if (!kind.n) return;
    if (!type.n) n->type = kind;
    import_found(x->job, "notes of a kind that nobody has declared, taken as articles", 1);
}

// The heading that the body begins with, without its marks.
static Str first_heading(Str body) {
    Str s = note_trimmed(body);
    const char *stop = s.n ? memchr(s.p, '\n', s.n) : NULL;
    if (stop) s.n = (uint32_t)(stop - s.p);
    if (s.n < 3 || s.p[0] != '#' || s.p[1] != ' ') return STR("");
    s = note_trimmed((Str){s.p + 2, s.n - 2});
    for (uint32_t i = 0; i < s.n; i++)
        if (strchr("[]*_`<\\", s.p[i])) return STR(""); // it has marks of its own
    while (s.n && s.p[s.n - 1] == '#') s.n--;
    return note_trimmed(s);
}

static void find_title(Note *n) {
    n->title = front_text(n, "title");
    if (!n->title.n) n->title = front_text(n, "name");
    if (!n->title.n) n->title = first_heading(n->front.body);
    if (!n->title.n) n->title = n->stem;
}

// ---- the first step -----------------------------------------------------------------------------

static bool leave_out(Markdown *x, Note *n) {
    n->kind = KIND_ANY;
    x->job->count->left_out++;
    return false;
}

static bool read_front(Markdown *x, Note *n) {
    front_read(x->a, &x->front_room, n->good, &n->front);
    if (n->front.wrong.n) {
        Diag *d = note_complain(x, n, n->front.wrong_line, E0408,
                                "the front matter can't be read: %.*s", STR_FMT(n->front.wrong));
        diag_hint(x->job->diags, d,
                  "a line is a key and its value; put a text that has a : or # "
                  "into quotes");
        return leave_out(x, n);
    }
    if (n->front.body.n > BODY_MAX) {
        note_complain(x, n, 1, E0112, "a note's text is longer than 8 MiB");
        return leave_out(x, n);
    }
    return true;
}

static bool read_text(Markdown *x, Note *n) {
    uint32_t first;
    const ImportText *t = n->text;
    if (t->n > (size_t)BODY_MAX + FRONT_MAX) {
        n->good = STR("");
        note_complain(x, n, 1, E0112, "a note is longer than 9 MiB");
        return leave_out(x, n);
    }
    Str s = utf8_repair(x->a, (Str){t->p, (uint32_t)t->n}, &n->broken, &first);
    if (str_begins(s, "\xEF\xBB\xBF")) s = (Str){s.p + 3, s.n - 3};
    n->good = str_ascii(s) ? s : str_nfc(x->a, s);
    return true;
}

static void look(Markdown *x, Note *n) {
    read_name(n);
    if (!read_text(x, n) || !read_front(x, n)) return;
    find_kind(x, n);
    find_title(n);
    note_look(x, n);
    note_look_body(x, n);
}

// Each note in its turn of a step.
static void each(Markdown *x, uint32_t step, void (*take)(Markdown *x, Note *n)) {
    uint64_t before = 0, total = x->job->count->total;
    for (uint32_t i = 0; i < x->nnotes && !x->stopped; i++) {
        x->job->count->done = (step * total + before) / STEPS;
        x->number = i + 1;
        builder_from(x->b, x->notes[i].text->name);
        take(x, &x->notes[i]);
        before += x->notes[i].text->n;
        arena_reset(x->scratch);
        guard_tick(x->a->guard);
    }
    x->job->count->done = (step + 1) * total / STEPS;
}

static void declare(void *import) {
    Markdown *x = import;
    each(x, 0, look);
    note_declare(x);
}

// ---- the second ---------------------------------------------------------------------------------

static bool good_id(Str id) {
    for (uint32_t i = 0; i < id.n; i++) {
        unsigned char c = (unsigned char)id.p[i];
        if (c < 0x20 || c == 0x7F || c == '`') return false;
    }
    return true;
}

static void make(Markdown *x, Note *n) {
    if (n->kind == KIND_ANY) return;
    Str id = front_text(n, "id");
    if (id.n && !good_id(id)) {
        note_complain(x, n, 1, E0107, "an id holds no backtick and no control characters");
        (void)leave_out(x, n);
        return;
    }
    if (id.n) {
        n->ref = builder_entity(x->b, n->kind, id);
        if (n->ref) return;
        note_complain(x, n, 1, E0401, "the id @%.*s of this %.*s is taken", STR_FMT(id),
                      STR_FMT(x->schema->kinds[n->kind]->name));
        (void)leave_out(x, n);
        return;
    }
    id = note_slug(x->scratch, n->stem);
    n->ref = builder_entity(x->b, n->kind, id);
    if (n->ref) return;
    Str above = last_part(n->folder), path = str_cat(x->scratch, n->folder, n->stem);
    if (above.n) id = str_printf(x->scratch, "%.*s-%.*s", STR_FMT(above), STR_FMT(id));
    n->ref = builder_entity(x->b, n->kind, note_slug(x->scratch, id));
    if (!n->ref) n->ref = import_made(x->b, x->scratch, n->kind, path);
}

static void entities(void *import) { each(import, 1, make); }

// ---- the third ----------------------------------------------------------------------------------

static void name_note(Markdown *x, Note *n) {
    static const char *const keys[] = {"id", "aliases", "alias"};
    uint32_t i = x->number - 1;
    if (n->kind == KIND_ANY) return;
    if (!str_eq(n->title, n->stem)) note_names_add(x->names, n->title, i);
    for (uint32_t v = 0; v < n->front.n; v++)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            if (str_is(n->front.values[v].key, keys[k]))
                note_names_add(x->names, n->front.values[v].text, i);
}

static void tell_broken(Markdown *x, const Note *n) {
    if (!n->broken) return;
    x->job->count->repaired++;
    x->job->count->replaced += n->broken;
    Diag *d = note_complain(x, n, 1, E0108, "the note has what is no UTF-8");
    diag_note(x->job->diags, d, "replaced by U+FFFD, %u time%s", n->broken,
              n->broken == 1 ? "" : "s");
}

static void put_name(Markdown *x, const Note *n) {
    const Kind *k = x->schema->kinds[n->kind];
    bool stated = front_text(n, "title").n || front_text(n, "name").n;
    if (!stated && k->label_field != FIELD_ID)
        builder_text(x->b, n->ref, k->label_field, n->title, 0);
    uint32_t type = n->type.n ? note_field(x, n->kind, "type", TY_TEXT) : NO_FIELD;
    if (type != NO_FIELD) builder_text(x->b, n->ref, type, n->type, 0);
}

static void fill(Markdown *x, Note *n) {
    const ImportHow *how = x->job->how;
    if (n->kind == KIND_ANY) {
        if (how->reject) how->reject(how->user, n->text->name, n->text->p, n->text->n);
        return;
    }
    tell_broken(x, n);
    put_name(x, n);
    note_fill(x, n);
    if (!x->stopped) note_body(x, n);
    x->job->count->records++;
}

static void values(void *import) {
    Markdown *x = import;
    x->names = note_names_new(x->a, x->notes, x->nnotes);
    for (uint32_t i = 0; i < x->nnotes; i++) {
        x->number = i + 1;
        name_note(x, &x->notes[i]);
    }
    note_names_known(x->names, x->b, x->schema, x->scratch);
    each(x, 2, fill);
}

static void *begin(const ImportJob *job) {
    Markdown *x = ARENA_NEW(job->arena, Markdown);
    *x = (Markdown){.job = job, .b = job->b, .schema = job->schema, .a = job->arena};
    x->scratch = job->scratch;
    x->nnotes = (uint32_t)job->n;
    x->notes = arena_zero(x->a, (job->n + 1) * sizeof *x->notes);
    for (uint32_t i = 0; i < x->nnotes; i++) x->notes[i].text = &job->texts[i];
    x->article = schema_kind(x->schema, STR("article"));
    x->passage = schema_kind(x->schema, STR("passage"));
    x->mention = schema_kind(x->schema, STR("mention"));
    x->language = phrase_lang(builder_language(x->b));
    return x;
}

static const char *const endings[] = {".md", ".markdown", NULL};

const Importer markdown_importer = {.name = "markdown",
                                    .other = "md",
                                    .endings = endings,
                                    .begin = begin,
                                    .declare = declare,
                                    .entities = entities,
                                    .values = values};
