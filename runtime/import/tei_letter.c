// Letters: who wrote to whom, when and where from. In: correspDesc in today's form (correspAction)
// or an older one (sender, addressee, dateSender, placeSender); out: fields of the article.
#include "runtime/import/tei_impl.h"

const TeiNode *tei_letter(const TeiUnit *u) {
    return u->part ? NULL : tei_find(u->header, EL_correspDesc);
}

typedef enum Side { SENT, RECEIVED } Side;

static bool is_action(const TeiNode *n, Side side) {
    Str type = tei_attr(n, "type");
    if (n->el == EL_sender || n->el == EL_dateSender || n->el == EL_placeSender)
        return side == SENT;
    if (n->el == EL_addressee || n->el == EL_placeAddressee) return side == RECEIVED;
    if (n->el != EL_correspAction) return false;
    return str_is(type, side == SENT ? "sent" : "received");
}

const TeiNode *tei_sent_date(const TeiNode *desc) {
    for (const TeiNode *n = desc->first; n; n = n->next) {
        bool may = is_action(n, SENT) && n->el != EL_sender && n->el != EL_placeSender;
        const TeiNode *date = may ? tei_find(n, EL_date) : NULL;
        if (date && (tei_is_dated(date) || date->first)) return date;
    }
    return NULL;
}

// Somebody as a link where there is one, as a name where not.
static void put_party(Tei *x, const TeiThing *t, const TeiNode *n, Side side) {
    Ref r = tei_meant(x, n, KIND_ANY);
    bool person = r && builder_kind_of(x->b, r) == x->kind.person;
    const char *link = side == SENT ? "author" : "recipient";
    if (person) tei_link(x, t, link, r, NULL, tei_note(x, tei_attr(n, "cert"), STR(""), STR("")));
    if (!person)
        tei_texts(x, t, side == SENT ? "byline" : "recipient_name", tei_words(x->scratch, n), 0);
}

static void put_place(Tei *x, const TeiThing *t, const TeiNode *n, Side side) {
    Ref r = tei_meant(x, n, x->kind.place);
    bool place = r && builder_kind_of(x->b, r) == x->kind.place;
    if (side == SENT && place) tei_link(x, t, "place", r, NULL, 0);
    if (side == RECEIVED && (place || x->looking)) tei_link(x, t, "destination", r, "place", 0);
    if (!place && side == SENT) tei_texts(x, t, "place_name", tei_words(x->scratch, n), 0);
    if (!place && side == RECEIVED)
        tei_texts(x, t, "destination_name", tei_words(x->scratch, n), 0);
}

static void put_side(Tei *x, const TeiThing *t, const TeiNode *action, Side side) {
    for (const TeiNode *n = action->first; n;) {
        bool who =
            n->el == EL_persName || n->el == EL_orgName || n->el == EL_name || n->el == EL_rs;
        bool where = n->el == EL_placeName || n->el == EL_settlement;
        if (who) put_party(x, t, n, side);
        if (where) put_place(x, t, n, side);
        if (n->el == EL_date && side == RECEIVED) tei_when(x, t, "received", n, STR(""));
        n = who || where ? tei_after(n, action) : tei_next(n, action);
    }
}

void tei_correspondence(Tei *x, const TeiUnit *u, const TeiNode *desc) {
    for (const TeiNode *n = desc->first; n; n = n->next) {
        if (is_action(n, SENT)) put_side(x, &u->thing, n, SENT);
        if (is_action(n, RECEIVED)) put_side(x, &u->thing, n, RECEIVED);
    }
}
