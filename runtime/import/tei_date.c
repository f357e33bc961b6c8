// What elements say of a time. In: an element with its attributes and words; out: a date, by
// found_date.h, and what was concluded in the report.
#include "runtime/import/tei_impl.h"

static void gather(const TeiNode *n, DateSource *s) {
    for (uint32_t i = 0; n && i < n->nattrs; i++)
        if (n->attrs[i].value.n) date_source_set(s, n->attrs[i].name, n->attrs[i].value);
}

bool tei_is_dated(const TeiNode *n) {
    DateSource s = {0};
    gather(n, &s);
    return date_source_stated(&s);
}

const TeiNode *tei_dated(const TeiNode *n) {
    if (!n || tei_is_dated(n)) return n;
    for (const TeiNode *c = n->first; c; c = tei_next(c, n))
        if (c->el == EL_date || c->el == EL_origDate || (c->el != EL_CHARS && tei_is_dated(c)))
            return c;
    return NULL;
}

Str tei_stated(Tei *x, const TeiNode *n) {
    StrBuf out;
    buf_init(&out, x->scratch);
    for (uint32_t i = 0; n && i < n->nattrs; i++) {
        DateSource s = {0};
        const TeiAttr *a = &n->attrs[i];
        if (!date_source_set(&s, a->name, a->value) || !date_source_stated(&s)) continue;
        buf_printf(&out, "%s%.*s=\"%.*s\"", out.n ? " " : "", STR_FMT(a->name), STR_FMT(a->value));
    }
    return buf_str(&out);
}

bool tei_date(Tei *x, const TeiNode *n, Str text, FoundDate *out) {
    DateSource s = {.text = text};
    gather(n, &s);
    bool read = found_date(x->scratch, &s, (DateHow){x->lang, NULL}, out);
    if (!x->looking) found_date_report(x->job, out->flags);
    return read;
}
