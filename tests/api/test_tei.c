// Editions in TEI through the public call: each row of the table of what becomes what, what is
// tolerated, what is refused, real editions where they are at hand, every allocation failing.
#include "tests/support/loaded.h"

static void load(Making *m, const gzt_source *sources, size_t n) {
    making_open(m, 0);
    if (gzt_builder_load(m->b, sources, n, &m->left_out, &m->err) < 0)
        fail_msg("%s", m->err.message);
}

static void load_one(Making *m, const char *text) {
    gzt_source source = {"a.xml", SIZE_MAX, text, SIZE_MAX};
    load(m, &source, 1);
}

#define TEXT(body)   "<TEI><text><body>" body "</body></text></TEI>"
#define ANN          "<person xml:id=\"ann\"><persName>Ann</persName></person>"
#define PEOPLE(list) "<listPerson>" list "</listPerson>"
#define PASSAGES     "passages | select number, type, text"

// ---- registers ------------------------------------------------------------------------------

static void people(void **state) {
    (void)state;
    Making m;
    load_one(
        &m, TEXT(PEOPLE("<person xml:id=\"a\"><persName type=\"alt\">Loris</persName>"
                        "<persName type=\"reg\"><surname>Hofmannsthal</surname>"
                        "<forename>Hugo</forename><nameLink>von</nameLink></persName>"
                        "<birth when=\"1874-02-01\">1. 2. 1874<placeName "
                        "ref=\"#w\">Wien</placeName></birth>"
                        "<death><date when=\"1929-01-01\">nach 1929</date>"
                        "<settlement>Rodaun</settlement></death>"
                        "<sex value=\"1\"/><occupation code=\"writer\"/><faith>none</faith>"
                        "<idno type=\"GND\">118552759</idno><idno type=\"wiki\">http://x/Q1/</idno>"
                        "<note>A note.</note></person>"
                        "<person xml:id=\"b\"><persName>Bo <surname>Ek</surname>"
                        "<surname type=\"maiden\">Al</surname></persName><birth>um "
                        "1870</birth></person>") "<listPlace><place "
                                                 "xml:id=\"w\"><placeName>Wien</placeName>"
                                                 "<location><geo>48.2 "
                                                 "16.37</geo></location></place></listPlace>"));
    ANSWERS(
        &m, as_csv,
        {"people | select name, also, born, died, birthplace, gender, role, note",
         "Hugo von Hofmannsthal,Loris,1874-02-01,[1930..],w,male,writer,A note.\n"
         "Ek,Al,1870~,,,,,\n"},
        {"@a | select ids, faith, deathplace_name", "GND:118552759; http://x/Q1/,none,Rodaun\n"},
        {"places | select id, name, lat, lon", "w,Wien,48.2,16.37\n"}, {"articles | count", "0\n"});
}

// One fact in the ways in which registers give it.
static void dates(void **state) {
    (void)state;
    Making m;
    load_one(&m, TEXT(PEOPLE("<person xml:id=\"a\"><birth><date when=\"1904-01-01\">1904</date>"
                             "</birth></person>"
                             "<person xml:id=\"b\"><birth notBefore=\"1904-01-01\" "
                             "notAfter=\"1904-12-31\"/></person>"
                             "<person xml:id=\"c\"><birth>1904</birth></person>"
                             "<person xml:id=\"d\"><birth when=\"1904\" cert=\"low\"/></person>"
                             "<person xml:id=\"e\"><birth><date/></birth></person>"
                             "<person xml:id=\"f\"><birth>nobody knows</birth></person>"
                             "<person xml:id=\"g\"><birth notBefore=\"1664-07-24\" "
                             "notAfter=\"1664-07-16\"/></person>")));
    assert_non_null(strstr(errors_said(&m), "'born' takes a date, not notBefore=\"1664-07-24\" "
                                            "notAfter=\"1664-07-16\""));
    ANSWERS(&m, as_csv,
            {"people | select id, born, born_text",
             "a,1904,\nb,1904,\nc,1904,\nd,1904,\ne,,\nf,,nobody knows\n"
             "g,,\"notBefore=\"\"1664-07-24\"\" notAfter=\"\"1664-07-16\"\"\"\n"});
}

static void places_and_organisations(void **state) {
    (void)state;
    Making m;
    load_one(&m, TEXT("<listPlace><place xml:id=\"at\"><country>Austria</country>"
                      "<place xml:id=\"w\" type=\"town\"><settlement>Wien</settlement>"
                      "<placeName>Vienna</placeName></place></place></listPlace>"
                      "<listOrg><org xml:id=\"o\" type=\"club\"><orgName>Club</orgName>"
                      "<place corresp=\"w\"/><desc>A club.</desc></org></listOrg>"));
    ANSWERS(&m, as_csv,
            {"places | select id, name, also, type, part_of", "at,Austria,,,\n"
                                                              "w,Wien,Vienna,town,at\n"},
            {"organisations | select id, name, type, place, note", "o,Club,club,w,A club.\n"});
}

// Participants stand in lists within the event, and lead to the register by numbers.
static void events(void **state) {
    (void)state;
    Making m;
    load_one(&m,
             TEXT("<listEvent><event xml:id=\"e\" notBefore=\"1655-01-06\" notAfter=\"1655-01-06\">"
                  "<desc><eventName>\n  A birth\n </eventName></desc>"
                  "<listPerson><person><persName>X</persName><idno>ann</idno></person>"
                  "<person><persName>Nobody</persName></person></listPerson>"
                  "<listPlace><place><idno>w</idno></place></listPlace></event>"
                  "<event xml:id=\"f\" when=\"1700\"><label>Second</label></event></listEvent>"
                  "<listPlace><place xml:id=\"w\"/></listPlace>" PEOPLE(ANN)));
    ANSWERS(&m, as_csv,
            {"events | select id, title, date, people, place, named",
             "e,A birth,1655-01-06,ann,w,Nobody\nf,Second,1700,,,\n"});
}

static void works(void **state) {
    (void)state;
    Making m;
    load_one(&m,
             TEXT("<listBibl><bibl xml:id=\"b\"><author><persName>Ann</persName>"
                  "<idno>ann</idno></author><author>Somebody</author><title>Play</title>"
                  "<date when=\"1904\"/></bibl>"
                  "<biblStruct xml:id=\"c\"><monogr><title>Book</title><imprint>"
                  "<date when=\"1905\"/></imprint></monogr></biblStruct></listBibl>" PEOPLE(ANN)));
    ANSWERS(&m, as_csv,
            {"publications | select id, name, author, byline, date",
             "b,Play,ann,Somebody,1904\nc,Book,,,1905\n"});
}

static void relations(void **state) {
    (void)state;
    Making m;
    load_one(
        &m,
        TEXT(PEOPLE(
            ANN
            "<person xml:id=\"bob\"><affiliation ref=\"#o\" from=\"1900\" "
            "to=\"1902\">member</affiliation></person>") "<listOrg><org xml:id=\"o\"/></listOrg>"
                                                         "<listRelation><relation "
                                                         "name=\"http://x/snap#Friend\" "
                                                         "active=\"#ann\" "
                                                         "passive=\"bob o\" when=\"1901\" "
                                                         "cert=\"low\"/>"
                                                         "<relation mutual=\"#ann #bob\" "
                                                         "type=\"kin\"/>"
                                                         "<relation name=\"lost\" active=\"#ann\" "
                                                         "passive=\"#gone\"/></listRelation>"
                                                         "<ab "
                                                         "type=\"factoid\"><listRelation><relation "
                                                         "name=\"taught\" "
                                                         "active=\"#ann\" "
                                                         "passive=\"#bob\"/></listRelation>"
                                                         "<bibl type=\"primary\">A chronicle, p. "
                                                         "7</bibl></ab>"));
    assert_int_equal(m.left_out, 1);
    ANSWERS(&m, as_csv,
            {"relations | select from, type, to, role, date, certainty, evidence",
             "bob,affiliation,o,member,1900/1902,,\n"
             "ann,Friend,bob,,1901,low,\n"
             "ann,Friend,o,,1901,low,\n"
             "ann,kin,bob,,,,\n"
             "ann,lost,,,,,\n"
             "ann,taught,bob,,,,\"A chronicle, p. 7\"\n"});
}

// What a source says of somebody, each value with the source; people whom no register has.
static void factoids(void **state) {
    (void)state;
    Making m;
    load_one(&m,
             TEXT("<div><ab type=\"factoid\" subtype=\"birth\"><listPerson><person>"
                  "<persName ref=\"http://x/person/13\">Aba</persName>"
                  "<birth notBefore=\"0400\" notAfter=\"0410\"/></person></listPerson>"
                  "<bibl type=\"primary\">Chronicle, p. 1</bibl></ab>"
                  "<ab type=\"factoid\"><listPerson><person>"
                  "<persName ref=\"http://x/person/13\">Aba</persName>"
                  "<birth when=\"0412\"/></person></listPerson>"
                  "<bibl type=\"primary\">Life, p. 2</bibl></ab>"
                  "<ab type=\"factoid\" subtype=\"event\"><listEvent><event when=\"0431\"><desc>"
                  "<persName ref=\"http://x/person/13\">Aba</persName> came to "
                  "<placeName ref=\"#e\">E.</placeName></desc></event></listEvent>"
                  "<bibl>Life, p. 3</bibl></ab></div>"
                  "<listPlace><place xml:id=\"e\"/></listPlace>"));
    assert_int_equal(m.left_out, 0);
    ANSWERS(&m, as_csv,
            {"people | select id, name, ids, born", "13,Aba,http://x/person/13,[0400..0410]\n"},
            {"people | select n: count(claims(born))", "2\n"},
            {"events | select title, date, people, place", "Aba came to E.,0431,13,e\n"},
            {"articles | select id, text", "a,\"Chronicle, p. 1\n\nLife, p. 2\n\nLife, p. 3\"\n"});
}

// ---- documents ------------------------------------------------------------------------------

static void letters(void **state) {
    (void)state;
    Making m;
    static const char old[] =
        "<TEI><teiHeader><sourceDesc><correspDesc><sender><persName ref=\"ann\">A</persName>"
        "</sender><addressee><persName ref=\"bob\">B</persName></addressee><dateSender>"
        "<date when=\"1893-11-03\"/></dateSender><placeSender><placeName ref=\"w\"/></placeSender>"
        "</correspDesc></sourceDesc></teiHeader><text type=\"card\"><body><p>x</p></body></text>"
        "</TEI>";
    static const char list[] = TEXT(PEOPLE(
        ANN "<person xml:id=\"bob\"><persName>Bob</persName></person>") "<listPlace><place "
                                                                        "xml:id=\"w\"><placeName>"
                                                                        "Wien</placeName></place></"
                                                                        "listPlace>");
    gzt_source sources[] = {{"d/old.xml", SIZE_MAX, old, SIZE_MAX},
                            {"d/list.xml", SIZE_MAX, list, SIZE_MAX}};
    load(&m, sources, 2);
    ANSWERS(&m, as_csv,
            {"articles | select id, type, date, author, recipient, place",
             "old,card,1893-11-03,ann,bob,w\n"});
}

static void letters_of_today(void **state) {
    (void)state;
    Making m;
    load_one(&m,
             "<teiCorpus><TEI xml:id=\"L1.xml\"><teiHeader><fileDesc><titleStmt>"
             "<title level=\"s\">Letters</title><title level=\"a\">To Bob</title></titleStmt>"
             "<publicationStmt><date>2020 ff.</date><idno>h:1</idno></publicationStmt></fileDesc>"
             "<profileDesc><correspDesc><correspAction type=\"sent\"><persName ref=\"#ann\"/>"
             "<placeName key=\"w\">W.</placeName><date when=\"1900-05-03\">3 May</date>"
             "</correspAction><correspAction type=\"received\"><persName>Somebody</persName>"
             "<placeName ref=\"w\"/><date when=\"1900-05-05\"/></correspAction></correspDesc>"
             "<langUsage><language ident=\"en\"/></langUsage></profileDesc></teiHeader>"
             "<text><body><p>Dear.</p></body></text></TEI>" TEXT(
                 PEOPLE(ANN) "<listPlace><place xml:id=\"w\"/></listPlace>") "</teiCorpus>");
    ANSWERS(&m, as_csv,
            {"articles | select id, title, type, date, author, place, language",
             "L1,To Bob,letter,1900-05-03,ann,w,en\n"},
            {"articles | select recipient_name, destination, received, ids",
             "Somebody,w,1900-05-05,h:1\n"});
}

static void press(void **state) {
    (void)state;
    Making m;
    load_one(&m, "<TEI xml:id=\"T\"><teiHeader><titleStmt><title type=\"main\">Review</title>"
                 "</titleStmt><sourceDesc><biblStruct><analytic><author>N. N.</author></analytic>"
                 "<monogr><title level=\"j\">Die Zeit</title>"
                 "<imprint><date when=\"1905-10-15\">15. 10. 1905</date></imprint>"
                 "<biblScope unit=\"jg\">39</biblScope><biblScope unit=\"nr\">285</biblScope>"
                 "<biblScope unit=\"pp\">11-12</biblScope></monogr></biblStruct></sourceDesc>"
                 "</teiHeader><text><body><p>x</p></body></text></TEI>");
    ANSWERS(&m, as_csv,
            {"articles | select title, date, publication, issue, page, byline",
             "Review,1905-10-15,die-zeit,die-zeit-39-285,11-12,N. N.\n"},
            {"issues | select id, publication, volume, number, date",
             "die-zeit-39-285,die-zeit,39,285,1905-10-15\n"});
}

// A file of several articles; where the date comes from.
static void several(void **state) {
    (void)state;
    Making m;
    gzt_source sources[] = {
        {"d/1900-1910.xml", SIZE_MAX,
         TEXT("<div type=\"section\" xml:id=\"one\"><head>One, <date from=\"1900\" to=\"1904\">"
              "1900-1904</date></head><p>A <date when=\"1901\"/>.</p></div>"
              "<div type=\"section\"><head>Two</head><p>B <date when=\"1907\"/>.</p></div>"),
         SIZE_MAX},
        {"d/D-1908-02-03.xml", SIZE_MAX, TEXT("<div><p>C</p></div><div><p>D</p></div>"), SIZE_MAX},
        {"d/x.xml", SIZE_MAX, TEXT("<p>E</p>"), SIZE_MAX}};
    load(&m, sources, 3);
    assert_int_equal(finding(&m, "texts with a date: the first in the text"), 2);
    assert_int_equal(finding(&m, "texts with a date: that of the file's name"), 1);
    assert_int_equal(finding(&m, "texts without a date"), 1);
    ANSWERS(&m, as_csv,
            {"articles | select id, title, type, date",
             "1900-1910-one,\"One, 1900-1904\",section,1900/1904\n"
             "1900-1910-2,Two,section,1907\n"
             "D-1908-02-03,,,1908-02-03\nx,,,\n"});
}

// ---- text -----------------------------------------------------------------------------------

static void passages(void **state) {
    (void)state;
    Making m;
    load_one(&m, TEXT("<pb n=\"7\"/><div><head>Head</head><opener><salute>Dear</salute></opener>"
                      "<p>A  har-<lb/>bour, light-<lb break=\"no\"/>house, Anglo-<lb/>French,\n"
                      "two<lb/>lines, Trauer<pb n=\"8\"/>spiel <del>gone</del><add>new</add> "
                      "<choice><sic>teh</sic><corr>the</corr></choice> <gap/>"
                      "<note type=\"commentary\">Ed.</note><note place=\"foot\">Own.</note></p>"
                      "<fw>Running</fw><lg><l>one</l><l>two</l></lg>"
                      "<table><row><cell>1</cell><cell>2</cell></row></table>"
                      "<list><item><p>i</p></item></list><closer>Yours <signed>A</signed></closer>"
                      "<postscript><p>More.</p></postscript></div>"));
    ANSWERS(&m, as_csv,
            {PASSAGES, "1,crosshead,Head\n2,salute,Dear\n"
                       "3,paragraph,\"A harbour, lighthouse, Anglo-French, two lines, Trauerspiel "
                       "new the [\xE2\x80\xA6]\"\n"
                       "4,commentary,Ed.\n5,footnote,Own.\n6,verse,\"one\ntwo\"\n7,row,1 | 2\n"
                       "8,item,i\n9,closer,Yours\n10,signed,A\n11,postscript,More.\n"},
            {"passages | where number in [1, 6] | select page", "7\n8\n"},
            {"articles | where text ~ \"Ed\" | count", "0\n"},
            {"articles | where text ~ \"Own\" | select words", "21\n"});
}

static void mentions(void **state) {
    (void)state;
    Making m;
    load_one(
        &m,
        TEXT("<p><rs type=\"person\" ref=\"ann #bob\">They</rs>, <persName key=\"ann\">"
             "Ann</persName>, <rs ref=\"http://x/y#bob\" subtype=\"implied\" "
             "cert=\"medium\">he</rs>, <persName>Cole</persName>, <title ref=\"#w\">"
             "Work</title>, <placeName ref=\"http://g/1/\">Quay</placeName>, "
             "<rs type=\"org\" ref=\"pmb9\">it</rs>, <title>no mention</title></p>"
             "<p><note type=\"commentary\"><rs ref=\"#cid\">C.</rs></note>Two.</p>" PEOPLE(
                 ANN
                 "<person xml:id=\"bob\"><persName>Bob</persName></person>"
                 "<person xml:id=\"cid\"><persName>Cid</persName></person>") "<listPlace><place "
                                                                             "xml:id=\"q\"><"
                                                                             "placeName>Q</"
                                                                             "placeName>"
                                                                             "<idno>http://g/1</"
                                                                             "idno></place></"
                                                                             "listPlace>"
                                                                             "<listBibl><bibl "
                                                                             "xml:id=\"w\"><title>"
                                                                             "W</title></bibl></"
                                                                             "listBibl>"));
    assert_int_equal(finding(&m, "mentions of what is in the registers"), 7);
    assert_int_equal(finding(&m, "mentions without a reference"), 1);
    assert_int_equal(finding(&m, "references to what is not there"), 1);
    making_errors_are(
        &m, "a.xml:1:271: error: <rs> leads to @pmb9, which is not there\n"
            " 1 \xE2\x94\x82 \xE2\x80\xA6\"http://g/1/\">Quay</placeName>, <rs type=\"org\" "
            "ref=\"pmb9\">it</rs>, <title>no mention</title></p><p\xE2\x80\xA6\n"
            "   \xE2\x94\x82                                  ^^^\n");
    ANSWERS(&m, as_csv,
            {"mentions | select of, words, implied, certainty, type, ref",
             "ann,They,false,,person,\nbob,They,false,,person,\nann,Ann,false,,person,\n"
             "bob,he,true,medium,,\n,Cole,false,low,person,\nw,Work,false,,work,\n"
             "q,Quay,false,,place,\n,it,false,low,organisation,pmb9\ncid,C.,false,,,\n"},
            {"articles | select people, places", "ann; bob,q\n"},
            {"@cid | select mentioned_in, passages", ",a-3\n"});
}

// An id that several kinds have: the sort of the name decides, else a person is meant.
static void ids_of_several(void **state) {
    (void)state;
    Making m;
    load_one(
        &m, TEXT("<p><placeName ref=\"a\">X</placeName> <rs ref=\"#a\">Y</rs></p>" PEOPLE(
                "<person xml:id=\"a\"><persName>Ann</persName></person>") "<listPlace><place "
                                                                          "xml:id=\"a\"><placeName>"
                                                                          "Aa</placeName></place>"
                                                                          "</listPlace>"));
    ANSWERS(&m, as_csv, {"articles | select people, places", "a,a\n"}, {"mentions | count", "2\n"});
}

// ---- what is tolerated, what is not ---------------------------------------------------------

static void tolerated(void **state) {
    (void)state;
    Making m;
    static const char twice[] =
        "<!DOCTYPE TEI SYSTEM \"tei.dtd\">\n<t:TEI xmlns=\"http://www.tei-c.org/ns/1.0\" "
        "xmlns:t=\"http://www.tei-c.org/ns/1.0\"><text><body><t:listPerson>"
        "<person xml:id=\" a \"><t:persName>A</t:persName><birth when=\"1900\"/></person>"
        "<person xml:id=\"a\"><persName>A</persName><persName>B</persName></person>"
        "<person><persName>Nobody</persName></person>"
        "</t:listPerson></body></text></t:TEI>";
    gzt_source sources[] = {{"x/l.xml", SIZE_MAX, TEXT("<p><rs ref=\" a \">a</rs></p>"), SIZE_MAX},
                            {"y/l.xml", SIZE_MAX, TEXT("<p>Two</p>"), SIZE_MAX},
                            {"r.tei", SIZE_MAX, twice, SIZE_MAX}};
    load(&m, sources, 3);
    assert_int_equal(finding(&m, "entries whose id had an entry already"), 1);
    assert_int_equal(finding(&m, "texts whose id another text had"), 1);
    ANSWERS(&m, as_csv, {"people | select id, name, also, born", "a,A,B,1900\nperson-2,Nobody,,\n"},
            {"articles | select id, people", "l,a\nl-2,\n"});
}

static void encodings(void **state) {
    (void)state;
    static const char *const texts[] = {
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" TEXT("<p>\xE4</p>"),
        "<?xml version=\"1.0\" encoding=\"windows-1252\"?>" TEXT("<p>\xE4</p>"),
        "<?xml version=\"1.0\" encoding=\"iso-8859-15\"?>" TEXT("<p>\xE4</p>"),
        "\xEF\xBB\xBF" TEXT("<p>a\xCC\x88</p>"), TEXT("<p>&#228;</p>")};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        Making m;
        load_one(&m, texts[i]);
        ANSWERS(&m, as_csv, {"articles | select text", "\xC3\xA4\n"});
    }
    Making m;
    load_one(&m, TEXT("\n<p>a\xFFz</p>"));
    making_errors_are(&m, "a.xml:2:5: error: what is no character was replaced by U+FFFD\n"
                          " 2 \xE2\x94\x82 <p>a\xEF\xBF\xBDz</p></body></text></TEI>\n"
                          "   \xE2\x94\x82     ^\n");
    ANSWERS(&m, as_csv, {"articles | select text", "a\xEF\xBF\xBDz\n"});
}

typedef struct Refused {
    const char *text, *errors;
} Refused;

static void refused(void **state) {
    (void)state;
    static const Refused all[] = {
        {"<TEI>\n <p>x</q></TEI>",
         "a.xml:2:8: error: this end tag is not that of the element that is open\n"
         " 2 \xE2\x94\x82  <p>x</q></TEI>\n   \xE2\x94\x82        ^\n"},
        {"<!DOCTYPE a [<!ENTITY b \"c\">]><TEI>&b;</TEI>", "a DOCTYPE may not declare anything"},
        {"<TEI>&auml;</TEI>", "a.xml:1:6: error: the entity &auml; is not known here"},
        {"<!DOCTYPE a SYSTEM \"x\">\n<TEI>\n&auml;</TEI>", "a.xml:3:1: error: the entity &auml;"},
        {"<!DOCTYPE a SYSTEM \"x\"><TEI n=\"&auml;\"/>", "the entity &auml; is not known here"},
        {"<html/>", "<html> begins no file of TEI"},
        {"", "there is no XML here"},
        {"<?xml version=\"1.0\" encoding=\"klingon\"?><TEI/>", "the file's encoding is not known"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        Making m;
        load_one(&m, all[i].text);
        const char *said = errors_said(&m);
        if (!strstr(said, all[i].errors)) fail_msg("%s\n%s", all[i].errors, said);
        ANSWERS(&m, as_csv, {"articles | count", "0\n"});
    }
}

// A file that is faulty is left out, the others are not.
static void one_of_several(void **state) {
    (void)state;
    Making m;
    gzt_source sources[] = {{"a.xml", SIZE_MAX, "<TEI><text>", SIZE_MAX},
                            {"b.xml", SIZE_MAX, TEXT("<p>b</p>"), SIZE_MAX}};
    load(&m, sources, 2);
    assert_int_equal(m.left_out, 1);
    ANSWERS(&m, as_csv, {"articles | select id", "b\n"});
}

// ---- hostile files --------------------------------------------------------------------------

static char *repeated(const char *begin, const char *piece, size_t many, const char *end) {
    char *text = malloc(strlen(begin) + strlen(piece) * many + strlen(end) + 1), *p = text;
    assert_non_null(text);
    p += sprintf(p, "%s", begin);
    for (size_t i = 0; i < many; i++) p += sprintf(p, "%s", piece);
    (void)sprintf(p, "%s", end);
    return text;
}

static void deep(void **state) {
    (void)state;
    Making m;
    char *text = repeated("<TEI>", "<hi>", 100000, "");
    load_one(&m, text);
    assert_int_equal(m.left_out, 1);
    ANSWERS(&m, as_csv, {"articles | count", "0\n"});
    free(text);
    char *inner = repeated("<p>", "<hi>", 190, "x"), *ends = repeated("", "</hi>", 190, "</p>");
    text = repeated("<TEI><text><body>", inner, 1, ends);
    text = realloc(text, strlen(text) + 30);
    assert_non_null(text);
    strcat(text, "</body></text></TEI>");
    load_one(&m, text);
    ANSWERS(&m, as_csv, {"articles | select text", "x\n"});
    free(inner);
    free(ends);
    free(text);
}

// Each piece again and again: none takes more than its share of time or memory.
static void hostile(void **state) {
    (void)state;
    static const char *const pieces[] = {"<rs ref=\"a b c d\">x</rs>",
                                         "<p><note>",
                                         "<note>n</note>",
                                         "<rs><rs>",
                                         "-<lb/>",
                                         "<date/>",
                                         "<pb n=\"1\"/>",
                                         "&#228;",
                                         "<l>",
                                         "<p/>",
                                         "<div><head>h</head></div>",
                                         "<listPerson><person xml:id=\"a\"/></listPerson>"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        Making m;
        char *text = repeated("<TEI><text><body><p>", pieces[i], 20000, "</p></body></text></TEI>");
        load_one(&m, text);
        gzt_archive *a = NULL;
        assert_int_equal(gzt_builder_finish(m.b, &a, &m.err), GZT_OK);
        gzt_archive_free(a);
        making_close(&m);
        free(text);
    }
}

static const char small[] =
    "<TEI><teiHeader><titleStmt><title>T</title><author ref=\"a\"/></titleStmt></teiHeader><text>"
    "<body><p>One <rs ref=\"#a\">A.</rs> two <rs ref=\"b\">B.</rs><note>n</note></p>"
    "<listPerson><person xml:id=\"a\"><persName>Ann</persName><birth when=\"1900\">1900</birth>"
    "<faith>f</faith></person></listPerson><listRelation><relation name=\"r\" active=\"a\" "
    "passive=\"a\"/></listRelation></body></text></TEI>";

static gzt_status load_small(Making *m) {
    gzt_source source = {"a.xml", SIZE_MAX, small, SIZE_MAX};
    return gzt_builder_load(m->b, &source, 1, &m->left_out, &m->err);
}

static void no_memory(void **state) {
    (void)state;
    load_without_memory(load_small, 40, 10);
}

// ---- real editions --------------------------------------------------------------------------

// False: it is not at hand.
static bool load_folder(Making *m, const char *path) {
    Folder f;
    bool here = folder_open(&f, path, ".xml");
    if (here) load(m, f.files, f.n);
    folder_close(&f);
    return here;
}

static void bahr_schnitzler(void **state) {
    (void)state;
    Making m;
    if (!load_folder(&m, "../shared/corpora/bahr-schnitzler")) return;
    assert_int_equal(finding(&m, "references to what is not there"), 755);
    assert_int_equal(finding(&m, "different ids that are not there"), 511);
    ANSWERS(&m, as_csv, {"articles | where id matches \"^L\" | count", "697\n"},
            {"articles | where id matches \"^D\" | count", "575\n"},
            {"articles | where id matches \"^T\" | count", "94\n"},
            {"articles | where date is null | count", "8\n"}, {"people | count", "2279\n"},
            {"places | count", "859\n"}, {"organisations | count", "211\n"},
            {"publications | where origin is not null | count", "1254\n"},
            {"@pmb2121 | select name, born, died, birthplace",
             "Arthur Schnitzler,1862-05-15,1931-10-21,pmb50\n"},
            {"@L041000 | select date, author, recipient, place",
             "1893-11-03,pmb2121,pmb10815,pmb50\n"});
}

static void emt_register(void **state) {
    (void)state;
    Making m;
    if (!load_folder(&m, "../shared/corpora/emt-register")) return;
    assert_int_equal(m.left_out, 0);
    ANSWERS(&m, as_csv, {"people | count", "1423\n"}, {"places | count", "473\n"},
            {"organisations | count", "68\n"}, {"events | count", "103\n"},
            {"articles | count", "0\n"}, {"events | summarize n: sum(count(people))", "114\n"},
            {"@emt_event_id__2 | select date, people, place",
             "1676-12-14,emt_person_id__9; emt_person_id__35,emt_place_id__44\n"});
}

static void milestones(void **state) {
    (void)state;
    Making m;
    if (!load_folder(&m, "../shared/corpora/history-at-state/milestones")) return;
    assert_int_equal(m.left_out, 0);
    ANSWERS(&m, as_csv, {"articles | count", "205\n"},
            {"mentions | where type = \"person\" and of is null | count", "429\n"});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people),
        cmocka_unit_test(dates),
        cmocka_unit_test(places_and_organisations),
        cmocka_unit_test(events),
        cmocka_unit_test(works),
        cmocka_unit_test(relations),
        cmocka_unit_test(factoids),
        cmocka_unit_test(letters),
        cmocka_unit_test(letters_of_today),
        cmocka_unit_test(press),
        cmocka_unit_test(several),
        cmocka_unit_test(passages),
        cmocka_unit_test(mentions),
        cmocka_unit_test(ids_of_several),
        cmocka_unit_test(tolerated),
        cmocka_unit_test(encodings),
        cmocka_unit_test(refused),
        cmocka_unit_test(one_of_several),
        cmocka_unit_test(deep),
        cmocka_unit_test(hostile),
        cmocka_unit_test(no_memory),
        cmocka_unit_test(bahr_schnitzler),
        cmocka_unit_test(emt_register),
        cmocka_unit_test(milestones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
