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

// The words, unless they are what the date is shown as.
static void keep_words(Tei *x, Str text, FoundDate *out) {
    text = tei_trim(text);
    bool shown = str_eq(text, date_string(x->scratch, &out->date, date_show));
    out->written = shown ? STR("") : text;
}

// when-custom in a method that loses nothing: it wins over all else that is said.
static bool read_exact(Tei *x, const TeiNode *n, Str text, FoundDate *out) {
    Str method = tei_attr(n, "datingMethod"), custom = tei_attr(n, "when-custom");
    DateError error;
    Date d;
    if (!custom.n || !(str_is(method, "#edtf") || str_is(method, "#own-calendar"))) return false;
    if (!date_text(x->scratch, custom, &d, &error)) return false;
    *out = (FoundDate){.date = d, .read = true, .flags = FOUND_ATTRIBUTE};
    out->certainty = str_is(tei_attr(n, "cert"), "high") ? STR("") : tei_attr(n, "cert");
    keep_words(x, text, out);
    return true;
}

bool tei_date(Tei *x, const TeiNode *n, Str text, FoundDate *out) {
    if (read_exact(x, n, text, out)) return true;
    bool stated = x->own && tei_is_dated(n);
    DateSource s = {.text = stated ? STR("") : text};
    gather(n, &s);
    bool read = found_date(x->scratch, &s, (DateHow){x->lang, NULL}, out);
    if (read && stated) keep_words(x, text, out);
    if (!x->looking) found_date_report(x->job, out->flags);
    return read;
}
