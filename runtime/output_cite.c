// What a row cites: key, title, container, date, authors; see output_cite.h.
#include "runtime/output_cite.h"

#include <string.h>

bool cite_is(Guard *g, Str type, const char *words) {
    for (const char *at = words; *at;) {
        size_t n = strcspn(at, " ");
        for (uint32_t i = 0; i + n <= type.n; i++) {
            guard_every(g, i);
            if (memcmp(type.p + i, at, n) == 0) return true;
        }
        at += n + (at[n] == ' ');
    }
    return false;
}

bool cite_part(const Cite *c, DatePart part, int64_t *out) {
    return c->has_date && date_part(&c->date, part, out);
}

static Str words_of(Writer *w, const Vec *const *columns, RowPart part, uint32_t i) {
    return str_dup(w->run->scratch, row_words(w, columns, part, i));
}

// An article, or what is published whole: the kind of the entity tells, or else the container.
static CiteKind kind_of(Writer *w, const Vec *const *columns, uint32_t i, bool contained) {
    const Archive *a = w->run->archive;
    uint32_t entity = row_entity(w, columns, i);
    Str kind = {"", 0};
    if (entity) kind = a->tables[archive_kind_of(a, entity)].kind->name;
    Str type = str_fold(w->run->scratch, words_of(w, columns, ROW_TYPE, i));
    if (str_is(kind, "issue")) return CITE_PERIODICAL;
    if (cite_is(w->arena->guard, type, "letter telegram brief")) return CITE_LETTER;
    if (str_is(kind, "publication"))
        return cite_is(w->arena->guard, type,
                       "paper journal magazin periodical weekly daily series zeit")
                   ? CITE_PERIODICAL
                   : CITE_WORK;
    return contained || str_is(kind, "article") ? CITE_ARTICLE : CITE_WORK;
}

// Of a publication in the part: its type, if that may be read.
static Str medium_of(Writer *w, const Vec *const *columns, RowPart part, uint32_t i) {
    const Archive *a = w->run->archive;
    const Vec *v = row_part(w, columns, part, i);
    if (!v || v->type->tag != TY_ENTITY) return (Str){"", 0};
    uint32_t entity = v->d.u32[vec_place(v, i)], kind = archive_kind_of(a, entity);
    const KindTable *k = &a->tables[kind];
    uint32_t f = kind_field(k->kind, STR("type"));
    if (f == UINT32_MAX || k->kind->fields[f].type->tag != TY_TEXT ||
        catalog_may_read(w->options.catalog, kind, f) != READ_OPEN)
        return (Str){"", 0};
    const uint32_t *types = archive_column(a, k, f)->data;
    if (!types) return (Str){"", 0};
    return str_fold(w->run->scratch, archive_text(a, types[entity - k->first]));
}

static Str first_author(Writer *w, const Vec *const *columns, uint32_t i) {
    const Vec *v = row_part(w, columns, ROW_AUTHOR, i);
    if (!v) return (Str){"", 0};
    if (v->type->tag != TY_LIST) return words_of(w, columns, ROW_AUTHOR, i);
    return str_dup(w->run->scratch, row_cell_words(w, v->child, v->start[vec_place(v, i)]));
}

// The id, which is the same every time; of what has none, author and year.
static Str key_of(Writer *w, const Vec *const *columns, uint32_t i, const Cite *c) {
    Arena *a = w->run->scratch;
    uint32_t entity = row_entity(w, columns, i);
    StrBuf key;
    buf_init(&key, a);
    if (entity) {
        put_name(&key, archive_id(w->run->archive, entity), ':');
    } else {
        int64_t year;
        Str author = first_author(w, columns, i);
        RowPerson p = row_person(author, true);
        put_name(&key, p.family.n ? p.family : author.n ? author : STR("entry"), ':');
        if (cite_part(c, PART_YEAR, &year)) buf_printf(&key, "-%lld", (long long)year);
    }
    return row_key(w, buf_str(&key));
}

bool cite_row(Writer *w, const Vec *const *columns, uint32_t i, Cite *out) {
    uint32_t entity = row_entity(w, columns, i);
    *out = (Cite){.title = words_of(w, columns, ROW_TITLE, i)};
    if (!out->title.n && !entity) {
        row_left(w, "row has no title", "rows have no title");
        return false;
    }
    if (entity && row_again(w, entity)) {
        row_left(w, "row is of an entry that came before", "rows are of entries that came before");
        return false;
    }
    bool own = row_part(w, columns, ROW_PUBLICATION, i) != NULL;
    RowPart container = own ? ROW_PUBLICATION : ROW_IN_ISSUE;
    out->container = words_of(w, columns, container, i);
    out->medium = medium_of(w, columns, container, i);
    out->has_date = row_date(w, columns, ROW_DATE, i, &out->date) ||
                    row_date(w, columns, ROW_ISSUE_DATE, i, &out->date);
    out->kind = kind_of(w, columns, i, out->container.n > 0);
    out->key = key_of(w, columns, i, out);
    if (out->title.n || out->kind != CITE_PERIODICAL) return true;
    out->title = out->container; // a number of it
    out->container = (Str){"", 0};
    return true;
}

uint32_t cite_persons(Writer *w, const Vec *const *columns, RowPart part, uint32_t i,
                      PersonWriter *put) {
    const Vec *v = row_part(w, columns, part, i);
    if (!v) return 0;
    uint32_t p = vec_place(v, i), from = p, n = 1, written = 0;
    const Vec *names = v;
    if (v->type->tag == TY_LIST) {
        names = v->child;
        from = v->start[p];
        n = v->len[p];
    }
    for (uint32_t k = from; k < from + n; k++) {
        guard_every(w->arena->guard, k - from);
        if (vec_missing(names, k)) continue;
        const Archive *a = w->run->archive;
        uint32_t entity = names->type->tag == TY_ENTITY ? names->d.u32[vec_place(names, k)] : 0;
        bool person = entity && str_is(a->tables[archive_kind_of(a, entity)].kind->name, "person");
        put(w, str_dup(w->run->scratch, row_cell_words(w, names, k)), person, written++);
    }
    return written;
}
