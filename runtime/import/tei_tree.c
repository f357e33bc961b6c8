// Looking at the tree of a file: see tei_tree.h.
#include "runtime/import/tei_tree.h"

#include <string.h>

Str tei_trim(Str s) {
    while (s.n && tei_is_white(s.p[0])) s = (Str){s.p + 1, s.n - 1};
    while (s.n && tei_is_white(s.p[s.n - 1])) s.n--;
    return s;
}

Str tei_attr(const TeiNode *n, const char *name) {
    for (uint32_t i = 0; n && i < n->nattrs; i++)
        if (str_is(n->attrs[i].name, name)) return n->attrs[i].value;
    return STR("");
}

TeiNode *tei_child(const TeiNode *n, TeiElement el) {
    TeiNode *c = n ? n->first : NULL;
    while (c && c->el != el) c = c->next;
    return c;
}

TeiNode *tei_after(const TeiNode *n, const TeiNode *top) {
    for (; n != top; n = n->parent)
        if (n->next) return n->next;
    return NULL;
}

TeiNode *tei_next(const TeiNode *n, const TeiNode *top) {
    return n->first ? n->first : tei_after(n, top);
}

TeiNode *tei_find(const TeiNode *n, TeiElement el) {
    TeiNode *c = n ? n->first : NULL;
    while (c && c->el != el) c = tei_next(c, n);
    return c;
}

bool tei_within(const TeiNode *n, TeiElement el) {
    for (n = n->parent; n; n = n->parent)
        if (n->el == el) return true;
    return false;
}

// Of two ways to read a place the one that is to be read stands in the text.
static bool is_other_reading(const TeiNode *n) {
    if (n->el == EL_rdg) return true;
    if (n->el != EL_sic && n->el != EL_orig && n->el != EL_abbr) return false;
    return n->parent && n->parent->el == EL_choice;
}

bool tei_is_hidden(const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_note:
    case EL_footNote:
    case EL_figure:
    case EL_figDesc:
    case EL_graphic:
    case EL_fw:
    case EL_pb:
    case EL_cb:
    case EL_gb:
    case EL_del:
    case EL_idno:
    case EL_formula: return true;
    default: return is_other_reading(n);
    }
}

void tei_add_words(StrBuf *out, Str s) {
    for (uint32_t i = 0; i < s.n;) {
        uint32_t from = i;
        while (i < s.n && !tei_is_white(s.p[i])) i++;
        if (i > from) buf_add(out, (Str){s.p + from, i - from});
        if (i == s.n) break;
        while (i < s.n && tei_is_white(s.p[i])) i++;
        if (out->n && out->p[out->n - 1] != ' ') buf_char(out, ' ');
    }
}

Str tei_words(Arena *a, const TeiNode *n) {
    StrBuf out;
    buf_init(&out, a);
    bool as_is = str_is(tei_attr(n, "xml:space"), "preserve");
    for (const TeiNode *c = n ? n->first : NULL; c;) {
        bool hidden = tei_is_hidden(c);
        if (c->el == EL_CHARS && as_is) buf_add(&out, c->name);
        if (c->el == EL_CHARS && !as_is) tei_add_words(&out, c->name);
        if (c->el == EL_lb) tei_add_words(&out, STR(" "));
        c = hidden ? tei_after(c, n) : tei_next(c, n);
    }
    return as_is ? buf_str(&out) : tei_trim(buf_str(&out));
}
