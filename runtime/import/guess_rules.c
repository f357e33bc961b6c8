// What columns are called (guess_impl.h): tables of words, and the kind that they speak for. In: a
// table's columns; out: a core kind, or none. A further name for a column is a word in a row here.
#include <string.h>

#include "runtime/import/guess_impl.h"

const char guess_first[] =
    "first_name firstname given_name givenname forename forenames first given vorname vornamen "
    "prénom prénoms prenom";
const char guess_last[] = "last_name lastname surname family_name familyname last family "
                          "nachname familienname zuname nom_de_famille";
// Those beside which a column `name` or `nom` is the family's.
const char guess_first_apart[] = "vorname vornamen prénom prénoms prenom";
const char guess_last_apart[] = "name nom";
const char guess_whole_name[] = "name full_name fullname display_name person official_full nom "
                                "nom_complet";
const char guess_start[] =
    "start start_date date_start startdate started begin begin_date date_begin date_from "
    "from_date "
    "start_year year_start first_year first_issue_date beginn anfang début";
const char guess_end[] =
    "end end_date date_end enddate ended finish date_to to_date until end_year "
    "year_end last_year last_issue_date ende bis fin";
const char guess_ids[] = "id key identifier slug uri code lccn issn isbn doi qid wikidata gnd "
                         "viaf";

const char guess_no_titles[] =
    "country from locale state city region place location note notes remarks comment description "
    "summary details role type kind category who source url ort lieu land stadt ville pays "
    "notiz bemerkung bemerkungen beschreibung";
// Those that begin a statement, types, and those with a meaning of their own (lang/schema.c).
const char guess_no_kinds[] =
    "gazette use archive kind extend map set param assert expect let fn it id _ text int real "
    "truth "
    "date moment duration entity and or not in is if then else true false null";

static const GuessRule person_rules[] = {
    {"born", "born birthday birth_date birthdate date_of_birth birth dob birth_year "
             "year_of_birth "
             "year_born born_on geboren geburtsdatum geburtstag geburtsjahr geb geboren_am né "
             "née né_le née_le naissance date_de_naissance année_de_naissance"},
    {"died", "died deathday death_date deathdate date_of_death death dod death_year "
             "year_of_death "
             "year_died died_on gestorben sterbedatum todesdatum sterbejahr todesjahr gest "
             "gestorben_am mort morte mort_le décès décédé décédée date_de_décès "
             "date_de_mort année_de_décès"},
    {"birthplace", "birthplace birth_place place_of_birth born_place born_city birth_city "
                   "born_in geburtsort geboren_in lieu_de_naissance né_à"},
    {"deathplace", "deathplace death_place place_of_death died_place died_city death_city "
                   "died_in sterbeort todesort gestorben_in lieu_de_décès lieu_de_mort mort_à"},
    {"also", "also aka alias aliases other_names nickname nicknames"},
    {"gender", "gender sex geschlecht sexe"},
    {"role", "role roles occupation occupations profession professions beruf berufe métier"},
    {"note", "note notes remarks comment comments description bemerkung bemerkungen "
             "beschreibung remarques"},
    {NULL, NULL}};

static const GuessRule place_rules[] = {
    {"name", "name title label place placename place_name city town toponym ort ortsname stadt "
             "nom lieu ville titel titre"},
    {"lat", "lat latitude breite breitengrad"},
    {"lon", "lon lng long longitude länge längengrad"},
    {"also", "also aka alias aliases other_names"},
    {"type", "type kind category feature"},
    {"part_of", "part_of parent"},
    {"note", "note notes remarks comment comments description bemerkung bemerkungen "
             "beschreibung remarques"},
    {NULL, NULL}};

static const GuessRule article_rules[] = {
    {"title", "title headline heading titel überschrift titre"},
    {"text", "text body content fulltext full_text article_text volltext inhalt texte"},
    {"date", "date published publication_date pub_date date_published issued created datetime "
             "day datum veröffentlicht erschienen"},
    {"author", "author authors byline by creator writer autor autorin verfasser auteur"},
    {"publication", "publication newspaper journal paper magazine zeitung zeitschrift"},
    {"place", "place location dateline ort lieu"},
    {"section", "section rubric department"},
    {"page", "page pages seite seiten"},
    {"language", "language lang sprache langue"},
    {"type", "type kind category genre"},
    {"note", "note notes remarks comment comments description bemerkung bemerkungen "
             "beschreibung remarques"},
    {NULL, NULL}};

static const GuessRule event_rules[] = {
    {"title", "title event event_name event_title headline what name label titel ereignis "
              "titre événement nom"},
    {"date", "date when day event_date datetime year datum jahr"},
    {"place", "place location venue where locale city ort stadt lieu ville"},
    {"type", "type kind category event_type"},
    {"note", "note notes remarks comment comments description summary details"},
    {NULL, NULL}};

static const GuessRule organisation_rules[] = {
    {"name", "name title label organisation organization company institution"},
    {"founded", "founded established created start start_date founded_on founding_date "
                "foundation"},
    {"dissolved", "dissolved closed ended end end_date disbanded dissolution"},
    {"place", "place location city headquarters seat"},
    {"also", "also aka alias aliases other_names acronym abbreviation"},
    {"type", "type kind category"},
    {"note", "note notes remarks comment comments description bemerkung bemerkungen "
             "beschreibung remarques"},
    {NULL, NULL}};

static const GuessRule publication_rules[] = {
    {"name", "name title newspaper journal"},
    {"date", "date year published publication_date"},
    {"place", "place_of_publication publication_place place city"},
    {"author", "author authors"},
    {"also", "also aka alias aliases other_titles alternative_title"},
    {"type", "type kind category frequency"},
    {"note", "note notes remarks comment comments description bemerkung bemerkungen "
             "beschreibung remarques"},
    {NULL, NULL}};

const GuessKind guess_kinds[] = {
    {"article",
     "",
     {"title headline heading titel überschrift titre", "text body content fulltext full_text "
                                                        "article_text volltext inhalt texte"},
     article_rules},
    {"person",
     "people persons personen leute menschen personnes",
     {"first_name firstname given_name givenname forename first surname last_name lastname "
      "family_name nachname familienname vorname vornamen prénom prénoms prenom",
      "last_name lastname surname family_name last full_name name nachname familienname nom"},
     person_rules},
    {"person",
     "",
     {"name full_name fullname person nom",
      "born birthday birth_date birthdate date_of_birth birth dob birth_year died death_date "
      "date_of_death death_year year_of_birth geboren geburtsdatum geburtstag geburtsjahr "
      "geboren_am gestorben sterbedatum todesdatum sterbejahr né née né_le naissance "
      "date_de_naissance mort décès date_de_décès"},
     person_rules},
    {"place",
     "cities towns villages locations gazetteer orte städte lieux villes",
     {"lat latitude breite breitengrad", "lon lng long longitude länge längengrad"},
     place_rules},
    {"organisation",
     "organizations companies institutions",
     {"founded established dissolved", "name title organisation organization company "
                                       "institution"},
     organisation_rules},
    {"publication",
     "newspapers journals titles", // titles.csv: pages.h
     {"lccn issn isbn publisher", "name title"},
     publication_rules},
    {"event",
     "",
     {"date start start_date date_start startdate begin begin_date when event_date datum",
      "title event event_name event_title headline what description summary remarks titel "
      "ereignis titre événement"},
     event_rules},
};
const size_t guess_nkinds = sizeof guess_kinds / sizeof *guess_kinds;

// ---- words ----------------------------------------------------------------------------------

// The next word from *at on; false at the end.
static bool next_word(const char **at, Str *word) {
    while (**at == ' ') (*at)++;
    if (!**at) return false;
    const char *end = strchr(*at, ' ');
    size_t n = end ? (size_t)(end - *at) : strlen(*at);
    *word = (Str){*at, (uint32_t)n};
    *at += n;
    return true;
}

bool guess_word(Str asked, const char *words) {
    Str word;
    while (next_word(&words, &word))
        if (str_eq(word, asked)) return true;
    return false;
}

// Of bio.birthday both bio_birthday and birthday are its names.
static bool is_called(const RowsColumn *c, Str word) {
    if (str_eq(c->name, word)) return true;
    Str last = c->written;
    for (uint32_t i = c->written.n; i > 0; i--)
        if (c->written.p[i - 1] == '.') {
            last = (Str){c->written.p + i, c->written.n - i};
            break;
        }
    return last.n < c->written.n && str_eq(last, word);
}

const RowsColumn *guess_column(const RowsTable *t, const bool *used, const char *words) {
    Str word;
    while (next_word(&words, &word))
        for (uint32_t i = 0; i < t->ncolumns; i++) {
            const RowsColumn *c = &t->columns[i];
            if (c->filled && !(used && used[i]) && is_called(c, word)) return c;
        }
    return NULL;
}

const GuessKind *guess_kind_of(const RowsTable *t, Str singular, Str *why, Arena *a) {
    for (size_t i = 0; i < guess_nkinds; i++) {
        const GuessKind *k = &guess_kinds[i];
        if (!guess_word(t->name, k->tables) && !str_is(singular, k->kind)) continue;
        *why = STR("its name says so");
        return k;
    }
    if (t->parent != ROWS_NONE) return NULL; // a part of what its table is
    for (size_t i = 0; i < guess_nkinds; i++) {
        const GuessKind *k = &guess_kinds[i];
        const RowsColumn *x = guess_column(t, NULL, k->needs[0]), *y = NULL;
        if (!x) continue;
        bool *used = arena_zero(a, (size_t)t->ncolumns + 1);
        used[x - t->columns] = true;
        y = guess_column(t, used, k->needs[1]);
        if (!y) continue;
        *why = str_printf(a, "it has '%.*s' and '%.*s'", STR_FMT(x->written), STR_FMT(y->written));
        return k;
    }
    return NULL;
}
