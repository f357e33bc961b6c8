// Pages of newspapers through the public call: each rule of page.h and pages.h on a
// text made for it, what is told of bad bytes, hostile texts, every allocation failing.
#include "tests/support/loaded.h"

static const char nobody[] = "archive \"Test\" { language: \"en\" }";
static const char people[] = "archive \"Test\" { language: \"en\" }\n"
                             "person @ann { name: \"Ann Reed\", also: [\"Captain Ann\"] }\n"
                             "person @bob { name: \"Bob Reed\" }\n"
                             "person @cole { name: \"Ben Cole\" }\n"
                             "place @quay { name: \"Quay\" }\n"
                             "organisation @club { name: \"Boat Club\" }\n"
                             "publication @echo { name: \"The Echo\" }\n"
                             "issue @echo7 { publication: @echo, volume: 2, number: 7 }\n";

// A paragraph of twelve words and more, so that headings before it are seen.
#define LONG "Nothing else of this kind was seen in the harbour for a very long time"

static void open_page(Making *m, const char *facts, const char *name, const char *text) {
    making_open(m, 0);
    gzt_source f = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX}, p = {name, SIZE_MAX, text, SIZE_MAX};
    assert_int_equal(gzt_builder_facts(m->b, &f, 1, &m->err), GZT_OK);
    if (gzt_builder_pages(m->b, &p, 1, &m->left_out, &m->err) < 0) fail_msg("%s", m->err.message);
}

#define PARTS "passages | select number, line, type, text"

// ---- lines, words, paragraphs ---------------------------------------------------------------

static void hyphens(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "A well-known har-\nbour and its light-\nhouse, in 1914-\n1918 the Anglo-\nFrench "
              "pier, GREAT-\nNESS and the co-  \n operative.\n\n"
              "He was well-\nknown. The co-operative sold fish; a cooperative did not. The "
              "co-operative.");
    ANSWERS(&m, as_csv,
            {PARTS, "1,1,paragraph,\"A well-known harbour and its lighthouse, in 1914-1918 the "
                    "Anglo-French pier, GREATNESS and the co-operative.\"\n"
                    "2,9,paragraph,He was well-known. The co-operative sold fish; a "
                    "cooperative did not. The co-operative.\n"});
}

// A hyphen that was lost: the text has the whole word twice, and one of the parts by itself never.
static void lost_hyphens(void **state) {
    (void)state;
    Making m;
    open_page(
        &m, nobody, "a.txt",
        "An offensive was no offensive; a light house and a lighthouse, two lighthouses\nand of\n"
        "fensive guns, a light\nhouse, the Off\nEnsive, the har\nbour.");
    ANSWERS(&m, as_csv,
            {PARTS, "1,1,paragraph,\"An offensive was no offensive; a light house and a "
                    "lighthouse, two lighthouses and offensive guns, a light house, the Off "
                    "Ensive, the har bour.\"\n"});
}

static void columns(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "The boats came in late and the harb-\n\nour was full.\n\n"
              "One ends without a stop and\n\nNobody goes on with it.\n\n"
              "Another, it is said,\n\nA remark between.\n\n'goes on here'.\n\nDone.");
    ANSWERS(&m, as_csv,
            {PARTS, "1,1,paragraph,The boats came in late and the harbour was full.\n"
                    "2,5,paragraph,One ends without a stop and\n"
                    "3,7,paragraph,Nobody goes on with it.\n"
                    "4,9,paragraph,\"Another, it is said, 'goes on here'.\"\n"
                    "5,11,box,A remark between.\n6,15,paragraph,Done.\n"});
}

static void emphasis(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "The *Aurora* and **no other**, 2 * 3 * 4, *never closed.\n\n* A note below.\n\n"
              "\xE2\x80\xA0 Another.\n\n\xC2\xB9One more.\n\n*This* is none.");
    ANSWERS(&m, as_csv,
            {PARTS, "1,1,paragraph,\"The Aurora and no other, 2 * 3 * 4, *never closed.\"\n"
                    "2,3,footnote,* A note below.\n3,5,footnote,\xE2\x80\xA0 Another.\n"
                    "4,7,footnote,\xC2\xB9One more.\n5,9,paragraph,This is none.\n"});
}

static void sayings(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "JOHN OAK\n(the elder)\n1850-1920\n\n'He knew the sea.'\n\n(Ann, 1921)\n\n"
              "He said so.\n\n(Nobody else.)\n\nTWO LINES\nno years\n\nFAR\nin 1850 and 1920");
    ANSWERS(&m, as_csv,
            {PARTS, "1,1,caption,JOHN OAK (the elder) 1850-1920\n"
                    "2,5,paragraph,\"'He knew the sea.' (Ann, 1921)\"\n"
                    "3,9,paragraph,He said so.\n4,11,paragraph,(Nobody else.)\n"
                    "5,13,paragraph,TWO LINES no years\n6,16,paragraph,FAR in 1850 and "
                    "1920\n"});
}

// ---- headings -------------------------------------------------------------------------------

#define PIECES                                                                                     \
    "articles | select id, type, title, parts: count(passages), heads: count(passages[type = "     \
    "\"crosshead\"])"

static void headings(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "FIRST NEWS\n\nON SUNDAY " LONG ".\n\nWhat was lost\n\n" LONG ".\n\n"
              "A QUESTION\n\n" LONG ".\n\n"
              "Second News\n\nWITH A SUBHEADING\n\nTHE " LONG " of the boats.\n\n"
              "Not a heading, for it ends with a stop.\n\n" LONG ".");
    ANSWERS(&m, as_csv, {PIECES, "a-1,article,FIRST NEWS,5,2\na-2,article,Second News,4,1\n"},
            {"passages | where type = \"crosshead\" | select line, text",
             "5,What was lost\n9,A QUESTION\n15,WITH A SUBHEADING\n"});
}

// No paragraph begins in capitals: those of headings tell articles.
static void plain_headings(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "FIRST NEWS\n\n" LONG ".\n\nWhat was lost\n\n" LONG ".\n\nSECOND NEWS\n\n" LONG ".");
    ANSWERS(&m, as_csv, {PIECES, "a-1,article,FIRST NEWS,3,1\na-2,article,SECOND NEWS,1,0\n"});
}

// One word in capitals opens an article only where it is no name made of letters.
static void openings(void **state) {
    (void)state;
    Making m;
    open_page(
        &m, nobody, "a.txt",
        "FIRST NEWS\n\nBOATS of this kind were not seen in the harbour, says one who knows of "
        "boats.\n\nNO NEWS\n\nUSSR ships of this kind were not seen in the harbour for a very "
        "long time.");
    ANSWERS(&m, as_csv, {PIECES, "a-1,article,FIRST NEWS,3,1\n"});
}

static void insets(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt",
              "A HEADING THAT GOES\n\nON SUNDAY " LONG ", and then it\n\nON OVER TWO PAGES\n\n"
              "went on, and again the story ran to the\n\nA BOX\n\n" LONG ".\n\nIts end.\n\n"
              "edge of the page. " LONG ".\n\nLOUD AND ...\n\nONCE MORE " LONG ".\n\n"
              "... AND QUIET\n\n" LONG ".");
    ANSWERS(&m, as_csv,
            {"articles | select id, type, title, part_of.id, parts: count(passages)",
             "a-1,article,A HEADING THAT GOES ON OVER TWO PAGES,,1\na-2,box,A BOX,a-1,2\n"
             "a-3,article,LOUD AND ...,,3\n"},
            {"first(@a-1.passages).words > 40", "true\n"});
}

static void bylines(void **state) {
    (void)state;
    Making m;
    open_page(&m, people, "a.txt",
              "OLD NEWS\n\nBy DORA FINCH\n\nTHE BOATS " LONG ".\n\nBOB REED\n\nNew News\n\n"
              "THE BOATS " LONG ".\n\nNOBODY AT ALL\n\n" LONG ".\n\nCAPTAIN ANN");
    ANSWERS(
        &m, as_csv,
        {"articles | select title, author: author.id", "OLD NEWS,dora-finch\nNew News,bob\n"},
        {"passages | where type = \"byline\" | select line, text",
         "3,By DORA FINCH\n7,BOB REED\n17,CAPTAIN ANN\n"},
        {"people | where id = \"dora-finch\" | select name, wrote.title", "Dora Finch,OLD NEWS\n"});
}

// Headings and bylines without an empty line behind them.
static void headings_above(void **state) {
    (void)state;
    Making m;
    open_page(
        &m, nobody, "a.txt",
        "BOATS LOST\nAT THE PIER\nBy Dora Finch\nOn Sunday nothing else was seen in the\n"
        "harbour for a very long time, they say.\n\nMore of the Boats\nBy Ben Cole\n" LONG
        ".\n\nTHE WHOLE LINE HAS CAPITALS AND\ngoes on in small letters, so that it is none.\n\n"
        "By the end of May\n\nJOHN OAK\n(the elder)\n1850-1920\n\nby nobody at all.");
    ANSWERS(&m, as_csv,
            {"articles | select title, author: author.name",
             "BOATS LOST AT THE PIER,Dora Finch\nMore of the Boats,Ben Cole\n"},
            {"passages | select line, type, words",
             "3,byline,3\n4,paragraph,16\n8,byline,3\n9,paragraph,15\n11,paragraph,16\n"
             "14,paragraph,9\n16,caption,6\n"});
}

// ---- masthead -------------------------------------------------------------------------------

static const char echo[] = "THE ECHO\n\nEdited by Ann Reed, 5 Quay. By post 3s.\n\n"
                           "Vol. II, No. 7 Two Pence Wednesday, March 9, 1921\n\n"
                           "Ben Cole Dora Finch\n\nDORA FINCH\n\nStorm\n\nTHE BOATS " LONG ".";

static void mastheads(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "a.txt", echo);
    ANSWERS(
        &m, as_csv,
        {"issues | select id, title, publication.name, volume, number, date, price, editor.name",
         "a-issue,\"THE ECHO, Vol. 2 No. 7\",THE ECHO,2,7,1921-03-09,Two Pence,Ann Reed\n"},
        {"articles | select type, title, issue.id, date, author: author.name",
         "masthead,Masthead,a-issue,1921-03-09,\narticle,Storm,a-issue,1921-03-09,Dora Finch\n"},
        {"@a-1.passages | select line, type", "1,masthead\n3,masthead\n5,masthead\n7,masthead\n"});
}

// The archive's own issue, paper and people.
static void known_issue(void **state) {
    (void)state;
    Making m;
    open_page(&m, people, "b.txt", echo);
    ANSWERS(&m, as_csv, {"articles | count by issue.id, publication.id", "echo7,echo,2\n"},
            {"count(publications)", "1\n"}, {"count(issues)", "1\n"},
            {"@b-1.people.id", "ann\ncole\n"}, {"@b-1.places.id", "quay\n"});
}

// ---- mentions -------------------------------------------------------------------------------

static void mentions(void **state) {
    (void)state;
    Making m;
    open_page(&m, people, "a.txt",
              "Ann Reed's boat, Reed said to Cole, lay at the Quay.\n\nCole, of the Boat Club, and "
              "Captain Ann; Cole.");
    ANSWERS(&m, as_csv,
            {"mentions | select id, of.id, passage.id, words, implied, certainty",
             "a-1-1-m1,ann,a-1-1,Ann Reed,false,\na-1-1-m2,,a-1-1,Reed,false,low\n"
             "a-1-1-m3,cole,a-1-1,Cole,false,\na-1-1-m4,quay,a-1-1,Quay,false,\n"
             "a-1-2-m1,cole,a-1-2,Cole,false,\na-1-2-m2,club,a-1-2,Boat Club,false,\n"
             "a-1-2-m3,ann,a-1-2,Captain Ann,false,\na-1-2-m4,cole,a-1-2,Cole,false,\n"},
            {"articles | select people.id, places.id, organisations.id", "ann; cole,quay,club\n"},
            {"passages | select people.id", "ann; cole\ncole; ann\n"},
            {"articles | where people has @cole | select words", "21\n"});
}

// ---- files ----------------------------------------------------------------------------------

static char lines[40 * 40];

static const char *raw_text(void) { // narrow lines, no empty ones
    size_t n = 0;
    for (int i = 0; i < 30; i++)
        n += (size_t)snprintf(lines + n, sizeof lines - n, "%s",
                              i % 10 == 9   ? "and ended.\n"
                              : i % 10 == 4 ? "about twenty-one and har-\n"
                                            : "bour news of this many words\n");
    return lines;
}

static void raw_pages(void **state) {
    (void)state;
    Making m;
    making_open(&m, 0);
    gzt_source sources[] = {
        {"x/titles.csv", SIZE_MAX,
         "lccn,name,place,place_of_publication\r\nsn1,\"The \"\"Echo\"\".\",State,\"Quay, Me.\"\r\n"
         "sn12,Other,,\nsn3,Other,,\n",
         SIZE_MAX},
        {"x/pages/1916-01-05/sn1-ed-1_seq-3.txt", SIZE_MAX, raw_text(), SIZE_MAX},
        {"x/pages/1916-01-06/sn1-ed-1_seq-3.txt", SIZE_MAX, raw_text(), SIZE_MAX},
        {"x/pages/sn12 page 4.txt", SIZE_MAX, "One.", SIZE_MAX},
        {"x/1916-13-01/p7.txt", SIZE_MAX, "", SIZE_MAX}};
    assert_int_equal(gzt_builder_pages(m.b, sources, 5, NULL, &m.err), GZT_OK);
    ANSWERS(&m, as_csv,
            {"articles | sort id | select id, type, title, date, page, publication.id, place.name, "
             "count(passages)",
             "sn1-ed-1_seq-3-1916-01-05,page,\"The \"\"Echo\"\", 1916-01-05, page "
             "3\",1916-01-05,3,sn1,\"Quay, Me.\",3\n"
             "sn1-ed-1_seq-3-1916-01-06,page,\"The \"\"Echo\"\", 1916-01-06, page "
             "3\",1916-01-06,3,sn1,\"Quay, Me.\",3\nsn12-page-4-1,article,,,,sn12,,1\n"},
            {"publications | sort id | select id, name, type, place.name",
             "sn1,\"The \"\"Echo\"\".\",newspaper,\"Quay, Me.\"\nsn12,Other,newspaper,\n"
             "sn3,Other,newspaper,\n"},
            {"@sn1-ed-1_seq-3-1916-01-05.passages | select line, words", "1,54\n11,54\n21,54\n"});
}

static void bad_bytes(void **state) {
    (void)state;
    Making m;
    open_page(&m, nobody, "x/bad.txt", "Good.\n\nIt was B\xE9n\xFF.");
    assert_int_equal(m.left_out, 2);
    const char *said = errors_said(&m);
    if (!strstr(said, "x/bad.txt:3:9: error: byte 15 is not UTF-8 and was replaced\n"))
        fail_msg("%s", said);
    assert_non_null(strstr(said, "the first of 2"));
    ANSWERS(&m, as_csv, {"passages | select text", "Good.\nIt was B\xEF\xBF\xBDn\xEF\xBF\xBD.\n"});
}

static void names_of_sources(void **state) {
    (void)state;
    Making m;
    making_open(&m, 0);
    gzt_source bad = {"p\xFF.txt", SIZE_MAX, "x", SIZE_MAX}, none = {NULL, 0, NULL, 0};
    assert_int_equal(gzt_builder_pages(m.b, &bad, 1, &m.left_out, &m.err), GZT_SYNTAX);
    assert_int_equal(gzt_builder_pages(m.b, NULL, 1, &m.left_out, &m.err), GZT_MISUSE);
    assert_int_equal(gzt_builder_pages(m.b, NULL, 0, NULL, &m.err), GZT_OK);
    assert_int_equal(gzt_builder_pages(m.b, &none, 1, NULL, &m.err), GZT_OK);
    ANSWERS(&m, as_csv, {"count(articles)", "0\n"});
}

// What a schema lacks, or has otherwise, is not filled.
static void other_fields(void **state) {
    (void)state;
    Making m;
    open_page(&m, "extend kind article { rating: int }\nperson { name: \"Ada\" }", "`a``\x01.txt",
              "Ada was here.");
    ANSWERS(&m, as_csv, {"articles | select id, people.name, rating", "a-1,Ada,\n"});
}

// ---- what the host hides --------------------------------------------------------------------

static int32_t may_read(void *user, const char *kind, const char *field) {
    bool hidden = strcmp(kind, "person") == 0 && strcmp(field, user) == 0;
    return hidden ? GZT_FIELD_HIDDEN : GZT_FIELD_OPEN;
}

static void finds(Making *m, gzt_archive *a, char *hidden, const char *found) {
    gzt_session *s;
    static const char query[] =
        "recognise(\"Ann Reed, Captain Ann, Ben Cole, Quay\") | select text";
    assert_int_equal(gzt_session_new(a, &s), GZT_OK);
    if (hidden) assert_int_equal(gzt_session_authorizer(s, may_read, hidden), GZT_OK);
    ask(m, s, as_csv, &(Ask){query, found});
    gzt_session_free(s);
}

static void hidden_names(void **state) {
    (void)state;
    Making m;
    gzt_archive *a;
    char name[] = "name", also[] = "also", born[] = "born";
    open_page(&m, people, "a.txt", "");
    if (gzt_builder_finish(m.b, &a, &m.err) < 0) fail_msg("%s", m.err.message);
    finds(&m, a, NULL, "Ann Reed\nCaptain Ann\nBen Cole\nQuay\n");
    finds(&m, a, born, "Ann Reed\nCaptain Ann\nBen Cole\nQuay\n");
    finds(&m, a, name, "Ann\nCaptain Ann\nQuay\n"); // the family name of Captain Ann, so it seems
    finds(&m, a, also, "Ann Reed\nBen Cole\nQuay\n");
    gzt_archive_free(a);
    making_close(&m);
}

// ---- hostile --------------------------------------------------------------------------------

static void hostile(void **state) {
    (void)state;
    static const char *const pieces[] = {"* ",           "*a ",        "A\n\n",        "a\n\n",
                                         "'\n\n(x)\n\n", "BY A B\n\n", ". .",          "-\n",
                                         "1-\n1",        "A\n(a\n",    "\xC2\xB9\n\n", "V No 1 "};
    enum { MOST = 1 << 16 };
    char *text = malloc(MOST + 32);
    assert_non_null(text);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            Making m;
            size_t n = 0;
            while (n < MOST) n += (size_t)sprintf(text + n, "%s%s", pieces[i], pieces[k]);
            open_page(&m, people, "a.txt", text);
            making_close(&m);
        }
    free(text);
}

static gzt_status load_all(Making *m) {
    gzt_source facts = {"facts.gzt", SIZE_MAX, people, SIZE_MAX};
    gzt_source sources[] = {{"titles.csv", SIZE_MAX, "k,name,place\nb,Echo,Quay\n", SIZE_MAX},
                            {"a.txt", SIZE_MAX, echo, SIZE_MAX},
                            {"b-1.txt", SIZE_MAX, raw_text(), SIZE_MAX}};
    gzt_status st = gzt_builder_facts(m->b, &facts, 1, &m->err);
    return st < 0 ? st : gzt_builder_pages(m->b, sources, 3, &m->left_out, &m->err);
}

static void no_memory(void **state) {
    (void)state;
    load_without_memory(load_all, 40, 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hyphens),          cmocka_unit_test(lost_hyphens),
        cmocka_unit_test(columns),          cmocka_unit_test(emphasis),
        cmocka_unit_test(sayings),          cmocka_unit_test(headings),
        cmocka_unit_test(plain_headings),   cmocka_unit_test(openings),
        cmocka_unit_test(insets),           cmocka_unit_test(bylines),
        cmocka_unit_test(headings_above),   cmocka_unit_test(mastheads),
        cmocka_unit_test(known_issue),      cmocka_unit_test(mentions),
        cmocka_unit_test(raw_pages),        cmocka_unit_test(bad_bytes),
        cmocka_unit_test(names_of_sources), cmocka_unit_test(other_fields),
        cmocka_unit_test(hidden_names),     cmocka_unit_test(hostile),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
