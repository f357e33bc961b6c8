// See article_text.h. In: a text with blank lines between its paragraphs; out: passages.
#include "runtime/import/article_text.h"

#include <string.h>

#include "runtime/import/importer.h"
#include "runtime/words.h"

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// The next stretch of lines that are not blank, without white space around it; "" at the end. *at
// moves behind it; *line, that of *at, and *first, its own, count from 1.
static Str next_paragraph(Str text, uint32_t *at, uint32_t *line, uint32_t *first) {
    uint32_t from = UINT32_MAX, end = 0;
    while (*at < text.n) {
        const char *stop = memchr(text.p + *at, '\n', text.n - *at);
        uint32_t next = stop ? (uint32_t)(stop - text.p) : text.n, begin = *at, last = next;
        while (begin < next && is_blank(text.p[begin])) begin++;
        while (last > begin && is_blank(text.p[last - 1])) last--;
        *at = next < text.n ? next + 1 : next;
        ++*line;
        if (begin == next && from != UINT32_MAX) break;
        if (begin == next) continue;
        if (from == UINT32_MAX) {
            from = begin;
            *first = *line - 1;
        }
        end = last;
    }
    return from == UINT32_MAX ? STR("") : (Str){text.p + from, end - from};
}

typedef struct Paragraph {
    Str text;
    uint32_t interned, number, line;
} Paragraph;

static uint32_t field(const Kind *k, const char *name) {
    uint32_t f = kind_field(k, str_of(name));
    return f != FIELD_ID && f < k->ndeclared ? f : UINT32_MAX;
}

static uint32_t put_passage(Builder *b, const Kind *k, Ref article, Ref r, const Paragraph *p) {
    uint32_t words = word_count(p->text);
    builder_link(b, r, field(k, "article"), article, 0);
    builder_text(b, r, field(k, "type"), STR("paragraph"), 0);
    builder_int(b, r, field(k, "number"), p->number, 0);
    builder_int(b, r, field(k, "line"), p->line, 0);
    builder_interned(b, r, field(k, "text"), p->interned, 0);
    builder_int(b, r, field(k, "words"), words, 0);
    return words;
}

bool article_passages(Builder *b, const Schema *schema, Arena *scratch, Ref article, Str text,
                      uint32_t interned, uint32_t *words) {
    uint32_t kind = schema_kind(schema, STR("passage")), at = 0, line = 1;
    Str id = builder_id_of(b, article);
    Paragraph p = {.number = 1, .line = 1};
    *words = 0;
    if (kind == KIND_ANY) return false;
    for (; (p.text = next_paragraph(text, &at, &line, &p.line)).n; p.number++) {
        Str own = str_printf(scratch, "%.*s-%u", STR_FMT(id), p.number);
        Ref r = builder_entity(b, kind, own);
        if (!r) r = import_made(b, scratch, kind, own);
        p.interned = p.text.n == text.n ? interned : builder_intern(b, p.text);
        *words += put_passage(b, schema->kinds[kind], article, r, &p);
    }
    return true;
}
