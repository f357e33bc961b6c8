// Dates in facts: literals, years, spans, within(…) and date("…"). In: the tree of one value;
// out:
// a recorded date and the words it was written in, or an error at the words that are wrong.
#include <stdio.h>
#include <string.h>

#include "runtime/facts_impl.h"

static const char *date_word(const Field *f) { return f->moment ? "a moment" : "a date"; }

static bool report(Facts *x, ErrorCode code, const Node *n, Span span, const DateError *error) {
    Diag *e = diag_error(x->diags, code, n->source, span, "%s", error->message);
    if (error->hint[0]) diag_hint(x->diags, e, "%s", error->hint);
    return false;
}

static bool is_call(const Node *n, const char *name) {
    return n->tag == N_CALL && str_is(n->text, name) && n->list && !n->list->next &&
           n->list->text.n == 0;
}

// date("…"). The error stands at the wrong characters where the text has no escapes.
static bool text_date(Facts *x, const Node *n, Date *out, Str *written) {
    const Node *text = n->list->a;
    if (text->tag != N_TEXT) {
        facts_wrong(x, text, STR("date"), "a text");
        return false;
    }
    DateError error = {0};
    *written = text->text;
    if (date_text(x->a, text->text, out, &error) &&
        year_restyle_written(x->a, text->text, x->year_begins, out, &error))
        return true;
    Str words = source_words(text->source, text->span);
    bool plain =
        words.n == text->text.n + 2 && memcmp(words.p + 1, text->text.p, text->text.n) == 0;
    Span span = {text->span.at + 1 + error.at, error.len ? error.len : 1};
    return report(x, E0502, text, plain ? span : text->span, &error);
}

// A date that does not say its style is of the archive's calendar.
static bool of_archive(Facts *x, const Node *n, Str words, Date *out) {
    DateError error = {0};
    bool styled = words.n > 2 && words.p[words.n - 1] == 'S' && words.p[words.n - 3] == ' ';
    if (x->calendar == CAL_JULIAN && !styled) {
        StrBuf text;
        buf_init(&text, x->a);
        buf_add(&text, words);
        buf_addc(&text, " OS");
        if (!date_literal(buf_str(&text), out, &error)) return report(x, E0403, n, n->span, &error);
    }
    return year_restyle_written(x->a, words, x->year_begins, out, &error) ||
           report(x, E0403, n, n->span, &error);
}

static bool year(Facts *x, const Node *n, Date *out) {
    if (n->num.i >= 1 && n->num.i <= 9999) {
        char four[8];
        *out = date_of_year(n->num.i);
        if (x->calendar != CAL_JULIAN) return true;
        (void)snprintf(four, sizeof four, "%04d", (int)n->num.i);
        return of_archive(x, n, str_of(four), out);
    }
    Diag *e = diag_error(x->diags, E0403, n->source, n->span, "a year is a number from 1 to 9999");
    diag_hint(x->diags, e, "44 BCE, or date(\"Y12000\")");
    return false;
}

// A date that is no range: what the ends of a range are made of.
static bool point(Facts *x, const Node *n, const Field *f, Date *out, Str *written) {
    *written = source_words(n->source, n->span);
    if (n->tag == N_INT) return year(x, n, out);
    if (is_call(n, "date")) return text_date(x, n, out, written);
    if (n->tag == N_DATE) {
        *out = n->num.date;
        return of_archive(x, n, *written, out);
    }
    facts_wrong(x, n, f->name, date_word(f));
    return false;
}

static bool range(Facts *x, const Node *n, const Field *f, Date *out, Str *written) {
    if (n->tag != N_RANGE) return point(x, n, f, out, written);
    Date a, b;
    DateError error = {0};
    if (n->a && !point(x, n->a, f, &a, written)) return false;
    if (n->b && !point(x, n->b, f, &b, written)) return false;
    *written = source_words(n->source, n->span);
    if (date_range(n->a ? &a : NULL, n->b ? &b : NULL, out, &error)) return true;
    return report(x, E0403, n, n->span, &error);
}

static bool refuse_span(Facts *x, const Node *n, const Field *f, Str written) {
    Diag *e = diag_error(x->diags, E0403, n->source, n->span,
                         "'%.*s' is one moment, and this lasts", STR_FMT(f->name));
    diag_note(x->diags, e, "expected a moment, found a span");
    if (n->tag == N_RANGE)
        diag_hint(x->diags, e, "some moment between: within(%.*s)", STR_FMT(written));
    else
        diag_hint(x->diags, e, "some moment between: within(1904..1907)");
    return false;
}

bool facts_date(Facts *x, const Node *n, const Field *f, Date *out, Str *written) {
    if (is_call(n, "within")) {
        Date d;
        if (!range(x, n->list->a, f, &d, written)) return false;
        *out = date_within(&d);
        *written = source_words(n->source, n->span);
    } else if (!range(x, n, f, out, written)) {
        return false;
    }
    return !f->moment || out->kind == DATE_MOMENT || refuse_span(x, n, f, *written);
}
