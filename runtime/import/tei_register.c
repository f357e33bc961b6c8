// Entries of registers: people, places, organisations, events, works. In: an element of a list;
// out: the fields of its entity. What an entry says beyond them becomes fields of the elements'
// names.
#include <string.h>

#include "runtime/import/tei_impl.h"

// ---- which elements are entries -------------------------------------------------------------

static uint32_t kind_of_entry(const Tei *x, const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_person:
    case EL_personGrp:
    case EL_persona: return x->kind.person;
    case EL_place:
    case EL_bloc: return x->kind.place;
    case EL_org: return x->kind.organisation;
    case EL_event: return x->kind.event;
    case EL_bibl:
    case EL_biblFull:
    case EL_biblStruct: return x->kind.publication;
    default: return KIND_ANY;
    }
}

static bool is_list(const TeiNode *n) {
    return n->el == EL_listPerson || n->el == EL_listPlace || n->el == EL_listOrg ||
           n->el == EL_listEvent || n->el == EL_listBibl || n->el == EL_standOff;
}

bool tei_is_register(const TeiNode *n) {
    if (n->el == EL_listBibl) {
        for (const TeiNode *c = n->first; c; c = c->next)
            if (c->el != EL_CHARS && tei_attr(c, "xml:id").n) return true;
        return false;
    }
    return is_list(n) || n->el == EL_listRelation;
}

// An entry without an id within another one refers to a third: an event's people.
uint32_t tei_entry_kind(const Tei *x, const TeiNode *n) {
    uint32_t kind = n->parent ? kind_of_entry(x, n) : KIND_ANY;
    if (kind == KIND_ANY) return KIND_ANY;
    const TeiNode *around = n->parent;
    bool listed = is_list(around), inner = kind_of_entry(x, around) != KIND_ANY;
    if (!listed && !inner) return KIND_ANY;
    if (tei_attr(n, "xml:id").n) return kind;
    if (inner || kind == x->kind.publication || tei_within(n, EL_teiHeader)) return KIND_ANY;
    for (around = around->parent; around; around = around->parent)
        if (kind_of_entry(x, around) != KIND_ANY || (around->el == EL_ab && n->el != EL_event))
            return KIND_ANY; // of whom a factoid speaks
    return kind;
}

// ---- names ----------------------------------------------------------------------------------

static void add_part(StrBuf *out, Str part) {
    if (part.n) buf_printf(out, "%s%.*s", out->n ? " " : "", STR_FMT(part));
}

static bool is_maiden(const TeiNode *n) {
    Str type = tei_attr(n, "type");
    return str_is(type, "maiden") || str_is(type, "birth") || str_is(type, "alt");
}

// The parts of a name in the order in which they are spoken; "" where it has none.
static Str spoken_name(Tei *x, const TeiNode *n, bool maiden) {
    static const TeiElement order[] = {EL_forename, EL_addName, EL_nameLink, EL_surname,
                                       EL_genName};
    StrBuf out;
    buf_init(&out, x->scratch);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        for (const TeiNode *c = n->first; c; c = c->next)
            if (c->el == order[i] && (c->el != EL_surname || is_maiden(c) == maiden))
                add_part(&out, tei_words(x->scratch, c));
    return buf_str(&out);
}

static bool has_maiden(const TeiNode *n) {
    for (const TeiNode *c = n->first; c; c = c->next)
        if (c->el == EL_surname && is_maiden(c)) return true;
    return false;
}

static bool has_only(const TeiNode *n, TeiElement el) {
    bool found = false;
    for (const TeiNode *c = n->first; c; c = c->next) {
        if (c->el == EL_CHARS ? tei_trim(c->name).n : c->el != el) return false;
        found = found || c->el == el;
    }
    return found;
}

static bool is_other_name(const TeiNode *n) {
    Str type = tei_attr(n, "type");
    return str_is(type, "alt") || str_is(type, "alternative") || str_is(type, "variant") ||
           str_is(type, "pseudonym") || str_is(type, "maiden") || str_is(type, "former");
}

// The first that is not one of several becomes the name, others stand beside it.
static void put_name(Tei *x, const TeiThing *t, const TeiNode *n, bool *named) {
    if (has_only(n, EL_roleName)) {
        for (const TeiNode *c = n->first; c; c = c->next)
            if (c->el == EL_roleName) tei_texts(x, t, "role", tei_words(x->scratch, c), 0);
        return;
    }
    bool maiden = has_maiden(n);
    Str name = spoken_name(x, n, false);
    if (!name.n) name = tei_words(x->scratch, n);
    if (!name.n) return;
    bool claim = x->own && str_is(tei_attr(n, "type"), "variant");
    if ((*named || is_other_name(n)) && !claim)
        tei_texts(x, t, "also", name, tei_said(x, n));
    else
        tei_text(x, t, t->kind == x->kind.event ? "title" : "name", name, tei_said(x, n));
    *named = *named || !is_other_name(n);
    if (maiden) tei_texts(x, t, "also", spoken_name(x, n, true), 0);
    for (const TeiNode *c = n->first; c; c = c->next)
        if (c->el == EL_roleName) tei_texts(x, t, "role", tei_words(x->scratch, c), 0);
}

static bool is_name_of(const Tei *x, uint32_t kind, const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_persName: return kind == x->kind.person;
    case EL_placeName:
    case EL_geogName:
    case EL_settlement:
    case EL_region:
    case EL_country:
    case EL_bloc:
    case EL_district: return kind == x->kind.place;
    case EL_orgName: return kind == x->kind.organisation;
    case EL_eventName: return kind == x->kind.event;
    case EL_label:
    case EL_head: return kind == x->kind.event || kind == x->kind.organisation;
    case EL_title: return kind == x->kind.publication;
    case EL_name: return true;
    default: return false;
    }
}

// A name of the preferred type first: persName type="reg" wherever it stands.
static const TeiNode *preferred_name(const Tei *x, uint32_t kind, const TeiNode *n) {
    const TeiNode *first = NULL;
    for (const TeiNode *c = n->first; c; c = c->next) {
        if (c->el == EL_CHARS || !is_name_of(x, kind, c)) continue;
        Str type = tei_attr(c, "type");
        if (str_is(type, "reg") || str_is(type, "main") || str_is(type, "preferred") ||
            str_is(tei_attr(c, "syriaca-tags"), "#syriaca-headword"))
            return c;
        if (!first && !is_other_name(c) && !has_only(c, EL_roleName)) first = c;
    }
    return first;
}

static void put_names(Tei *x, const TeiThing *t, const TeiNode *n) {
    bool named = false;
    const TeiNode *first = preferred_name(x, t->kind, n);
    if (first) put_name(x, t, first, &named);
    for (const TeiNode *c = n->first; c; c = c->next)
        if (c->el != EL_CHARS && c != first && is_name_of(x, t->kind, c)) put_name(x, t, c, &named);
    const TeiNode *inner = first ? NULL : tei_child(n, EL_desc);
    if (t->kind != x->kind.event || !inner) return;
    const TeiNode *name = tei_find(inner, EL_eventName);
    put_name(x, t, name ? name : inner, &named);
}

// ---- what entries say -----------------------------------------------------------------------

// The text without that of the elements within.
static Str plain_words(Tei *x, const TeiNode *n) {
    StrBuf out;
    buf_init(&out, x->scratch);
    for (const TeiNode *c = n->first; c; c = c->next)
        if (c->el == EL_CHARS) tei_add_words(&out, c->name);
    return tei_trim(buf_str(&out));
}

// A birth or death: when and where.
static void put_end(Tei *x, const TeiThing *t, const TeiNode *n, const char *when,
                    const char *where, const char *named) {
    const TeiNode *dated = tei_dated(n), *place = tei_find(n, EL_placeName);
    if (!place) place = tei_find(n, EL_settlement);
    if (!place) place = tei_find(n, EL_country);
    Str text = dated && dated != n ? STR("") : plain_words(x, n);
    if (dated || text.n) tei_when(x, t, when, dated, text);
    if (!place) return;
    Ref at = tei_meant(x, place, x->kind.place);
    if (at && builder_kind_of(x->b, at) == x->kind.place)
        tei_link(x, t, where, at, NULL, tei_said(x, place));
    if (!at) tei_text(x, t, named, tei_words(x->scratch, place), 0);
}

// An office, a residence: a relation, where it leads to an entity or has a time of its own.
static void put_state(Tei *x, const TeiThing *t, const TeiNode *n, const char *field) {
    const TeiNode *name = tei_find(n, EL_orgName);
    if (!name) name = tei_find(n, EL_placeName);
    Ref to = tei_meant(x, n, KIND_ANY);
    if (!to && name) to = tei_meant(x, name, KIND_ANY);
    Str words = tei_words(x->scratch, n), code = tei_attr(n, "code"), type = tei_attr(n, "type");
    if (!words.n) words = code.n ? code : tei_attr(n, "ana");
    tei_texts(x, t, field, words, tei_said(x, n));
    const TeiNode *dated = tei_dated(n);
    if (!dated && !to && !x->looking) return;
    if (!type.n) type = n->name;
    TeiThing r = tei_related(x, n, t->ref, type, to);
    tei_link(x, &r, "from", t->ref, NULL, 0);
    tei_text(x, &r, "type", type, 0);
    tei_link(x, &r, "to", to, NULL, 0);
    tei_text(x, &r, "role", words, 0);
    tei_text(x, &r, "certainty", tei_attr(n, "cert"), 0);
    if (dated) tei_when(x, &r, "date", dated, STR(""));
    tei_origin(x, &r, n);
}

static void put_number(Tei *x, const TeiThing *t, const TeiNode *n) {
    Str value = tei_words(x->scratch, n), type = tei_attr(n, "type");
    bool address = value.n && memchr(value.p, ':', value.n);
    Str said = value;
    if (value.n && !address && type.n)
        said = str_printf(x->scratch, "%.*s:%.*s", STR_FMT(type), STR_FMT(value));
    tei_texts(x, t, "ids", said, tei_note(x, STR(""), STR(""), type));
    while (value.n && value.p[value.n - 1] == '/') value.n--;
    if (x->looking && value.n) tei_names_add(x, &x->aliases, value, (uint32_t)x->nthings - 1);
}

static bool read_real(Str *s, double *out) {
    double value = 0, scale = 1;
    uint32_t i = 0, digits = 0;
    while (i < s->n && (tei_is_white(s->p[i]) || s->p[i] == ',')) i++;
    bool minus = i < s->n && s->p[i] == '-', dot = false;
    for (i += minus; i < s->n && digits < 18; i++) {
        char c = s->p[i];
        if (c == '.' && !dot) {
            dot = true;
        } else if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            scale *= dot ? 10 : 1;
            digits++;
        } else {
            break;
        }
    }
    *s = (Str){s->p + i, s->n - i};
    *out = (minus ? -value : value) / scale;
    return digits > 0;
}

static void put_location(Tei *x, const TeiThing *t, const TeiNode *n) {
    for (const TeiNode *c = n->first; c; c = c->next) {
        if (c->el == EL_CHARS) continue;
        if (c->el != EL_geo) {
            tei_texts(x, t, str_dup(x->scratch, c->name).p, tei_words(x->scratch, c), 0);
            continue;
        }
        double lat, lon;
        Str words = tei_words(x->scratch, c);
        bool read = read_real(&words, &lat) && read_real(&words, &lon) && !words.n;
        bool on_earth = read && lat >= -90 && lat <= 90 && lon >= -360 && lon <= 360;
        if (!read || (!on_earth && !x->own)) {
            tei_texts(x, t, "location", tei_words(x->scratch, c), 0);
            continue;
        }
        tei_real(x, t, "lat", lat);
        tei_real(x, t, "lon", lon);
    }
}

// ---- people, places and things within an entry ----------------------------------------------

// Of an event or organisation: whom its nested lists name.
static void put_members(Tei *x, const TeiThing *t, const TeiNode *list) {
    for (const TeiNode *c = list->first; c; c = c->next) {
        if (c->el == EL_CHARS || kind_of_entry(x, c) == KIND_ANY) continue;
        uint32_t kind = kind_of_entry(x, c);
        Ref r = tei_attr(c, "xml:id").n ? tei_resolve(x, kind, tei_attr(c, "xml:id"))
                                        : tei_meant(x, c, kind);
        Str role = tei_attr(c, "role"), name = tei_words(x->scratch, c);
        if (!role.n) role = tei_attr(list, "type");
        uint32_t note = r ? tei_note(x, tei_attr(c, "cert"), STR(""), role) : 0;
        const char *said = kind == x->kind.person  ? "people"
                           : kind == x->kind.place ? "place"
                           : kind == x->kind.event ? "events"
                                                   : "organisations";
        const char *type = kind == x->kind.person  ? "[person]"
                           : kind == x->kind.event ? "[event]"
                                                   : "[organisation]";
        if (r || x->looking) tei_link(x, t, said, r, kind == x->kind.place ? NULL : type, note);
        if (!r) tei_texts(x, t, "named", name, 0);
    }
}

static void put_author(Tei *x, const TeiThing *t, const TeiNode *n) {
    Ref r = tei_meant(x, n, x->kind.person);
    Str role = tei_attr(n, "role"), name = tei_words(x->scratch, n);
    const TeiNode *inner = tei_child(n, EL_persName);
    if (inner) name = spoken_name(x, inner, false);
    if (!name.n) name = tei_words(x->scratch, inner ? inner : n);
    if (str_is(role, "author")) role = STR("");
    uint32_t note = !r       ? 0
                    : x->own ? tei_said(x, n)
                             : tei_note(x, tei_attr(n, "cert"), STR(""), role);
    tei_link(x, t, "author", r, NULL, note);
    if (!r || builder_kind_of(x->b, r) != x->kind.person) tei_texts(x, t, "byline", name, 0);
}

// Where the entry lies or belongs: nested in another place, or said to be part of one.
static void put_place(Tei *x, const TeiThing *t, const TeiNode *n) {
    Ref r = tei_attr(n, "xml:id").n ? 0 : tei_meant(x, n, x->kind.place);
    bool place = t->kind == x->kind.place;
    if (r) tei_link(x, t, place ? "part_of" : "place", r, NULL, tei_said(x, n));
    if (!r && !tei_attr(n, "xml:id").n && !x->looking) {
        const TeiNode *name = tei_child(n, EL_placeName);
        tei_texts(x, t, "place_name", tei_words(x->scratch, name ? name : n), 0);
    }
    if (x->looking) tei_texts(x, t, "place_name", STR("?"), 0);
}

static Str gender_of(const TeiNode *n, Str words) {
    Str v = tei_attr(n, "value");
    if (!v.n) v = words.n ? words : tei_attr(n, "sex");
    if (str_is(v, "1") || str_is(v, "M") || str_is(v, "m")) return STR("male");
    if (str_is(v, "2") || str_is(v, "F") || str_is(v, "f")) return STR("female");
    return words.n ? words : v;
}

// ---- children -------------------------------------------------------------------------------

// Elements that mean the same of every entry. False: it is none of these.
static bool put_common(Tei *x, const TeiThing *t, const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_idno: put_number(x, t, n); return true;
    case EL_state: return tei_typed(x, t, n, tei_child(n, EL_desc));
    case EL_note:
        if (!tei_typed(x, t, n, n))
            tei_texts(x, t, "note", tei_words(x->scratch, n), tei_said(x, n));
        tei_found(x, "references in notes of registers", tei_count_refs(x, n));
        return true;
    case EL_listPerson:
    case EL_listPlace:
    case EL_listOrg:
    case EL_listEvent: put_members(x, t, n); return true;
    case EL_location: put_location(x, t, n); return true;
    case EL_figure:
    case EL_graphic: tei_ignore(x, n); return true;
    case EL_relation:
    case EL_listRelation: return true; // on their own
    default: return false;
    }
}

static bool put_of_person(Tei *x, const TeiThing *t, const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_birth: put_end(x, t, n, "born", "birthplace", "birthplace_name"); return true;
    case EL_death: put_end(x, t, n, "died", "deathplace", "deathplace_name"); return true;
    case EL_floruit: tei_when(x, t, "active", tei_dated(n), plain_words(x, n)); return true;
    case EL_sex: tei_text(x, t, "gender", gender_of(n, tei_words(x->scratch, n)), 0); return true;
    case EL_occupation: put_state(x, t, n, "role"); return true;
    case EL_affiliation: put_state(x, t, n, "affiliation"); return true;
    case EL_residence: put_state(x, t, n, "residence"); return true;
    case EL_state: put_state(x, t, n, "state"); return true;
    default: return false;
    }
}

// A description is the kind of thing where it is a gloss ("Verlag"), else a note.
static void put_desc(Tei *x, const TeiThing *t, const TeiNode *n) {
    const TeiNode *gloss = tei_child(n, EL_gloss), *date = tei_child(n, EL_date);
    if (gloss) tei_text(x, t, "type", tei_words(x->scratch, gloss), 0);
    if (date && t->kind == x->kind.organisation)
        tei_when(x, t, "active", date, STR(""));
    else if (date)
        tei_when(x, t, "date", date, STR(""));
    if (t->kind == x->kind.event) tei_involved(x, t, n);
    if (x->own && t->kind == x->kind.event) return; // names, and nothing else
    Str words = plain_words(x, n);
    if (!gloss && !tei_find(n, EL_eventName)) words = tei_words(x->scratch, n);
    if (words.n && !tei_find(n, EL_eventName)) tei_text(x, t, "note", words, 0);
}

static bool put_of_work(Tei *x, const TeiThing *t, const TeiNode *n) {
    switch ((TeiElement)n->el) {
    case EL_author: put_author(x, t, n); return true;
    case EL_pubPlace:
        if (!tei_attr(n, "ref").n) return false;
        put_place(x, t, n);
        return true;
    case EL_date: tei_when(x, t, "date", n, STR("")); return true;
    case EL_gloss: tei_text(x, t, "type", tei_words(x->scratch, n), 0); return true;
    case EL_monogr:
    case EL_analytic:
    case EL_imprint: return false; // their children are its own: put_children
    default: return false;
    }
}

static bool is_shell(const TeiNode *n) {
    return n->el == EL_monogr || n->el == EL_analytic || n->el == EL_imprint;
}

static void put_child(Tei *x, const TeiThing *t, const TeiNode *n) {
    if (is_name_of(x, t->kind, n) || put_common(x, t, n)) return;
    if (t->kind == x->kind.person && put_of_person(x, t, n)) return;
    if (t->kind == x->kind.publication && put_of_work(x, t, n)) return;
    if (n->el == EL_desc) {
        put_desc(x, t, n);
    } else if (n->el == EL_place || n->el == EL_placeName) {
        put_place(x, t, n);
    } else if (n->el == EL_date) {
        tei_when(x, t, "date", n, STR(""));
    } else if (kind_of_entry(x, n) != KIND_ANY && tei_attr(n, "xml:id").n) {
        return; // an entry of its own
    } else {
        Str words = tei_words(x->scratch, n);
        if (!words.n) tei_ignore(x, n);
        tei_texts(x, t, str_dup(x->scratch, n->name).p, words, tei_said(x, n));
    }
}

static void put_children(Tei *x, const TeiThing *t, const TeiNode *n) {
    for (const TeiNode *c = n->first; c; c = c->next) {
        if (c->el == EL_CHARS) continue;
        if (is_shell(c)) {
            put_names(x, t, c);
            put_children(x, t, c);
        } else {
            put_child(x, t, c);
        }
        guard_work(x->a->guard, 16);
    }
}

void tei_fill(Tei *x, const TeiThing *t, const TeiNode *n, bool named) {
    uint32_t kind = t->kind;
    Str evidence = tei_evidence(x, n);
    x->evidence = 0;
    x->evidence = tei_note(x, STR(""), evidence, STR(""));
    if (named) put_names(x, t, n);
    if (kind == x->kind.person && tei_attr(n, "sex").n)
        tei_text(x, t, "gender", gender_of(n, STR("")), 0);
    if (kind == x->kind.person) tei_texts(x, t, "role", tei_attr(n, "role"), 0);
    if (kind != x->kind.person && !tei_has_type_note(x, n, EL_note))
        tei_text(x, t, "type", tei_attr(n, "type"), 0);
    if (kind == x->kind.event && tei_is_dated(n)) tei_when(x, t, "date", n, STR(" "));
    put_children(x, t, n);
    x->evidence = 0;
}

void tei_entry(Tei *x, const TeiNode *n, uint32_t kind) {
    TeiThing t = tei_thing(x, kind, tei_id(x->scratch, tei_own_id(x, n)));
    tei_own_alias(x, n);
    tei_own_sources(x, &t, n);
    tei_fill(x, &t, n, true);
    if (n->parent && kind_of_entry(x, n->parent) == kind) {
        Str id = tei_attr(n->parent, "xml:id");
        tei_link(x, &t, "part_of", tei_resolve(x, kind, id), NULL, 0);
    }
    tei_origin(x, &t, n);
}
