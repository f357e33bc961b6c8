// The language in short texts, for .help; see help.h. Lines of at most 80 columns.
#include "runtime/repl/help.h"

static const Topic topics[] = {
    {"queries", "sources, stages, names",
     "A query is a source and stages, each of which takes the rows of the one before:\n"
     "    people | where born < 1880 | select name, born | sort born\n"
     "Sources: a collection (people), an entity (@lenin, @\"Leon Trotsky\"), a list\n"
     "([1, 2]), a let name, a query in brackets, _ (the last result).\n"
     "A line that begins with | goes on with the last query. # begins a comment.\n"
     "A word is looked for among columns and fields, then let and param, then\n"
     "collections; `it` is the row itself. A name with blanks: `first page`.\n"
     ".help stages lists the stages, .help functions the functions.\n"},
    {"dates", "literals, comparisons, durations",
     "Literals: 1917, 1917-11, 1917-11-07, 1917-11-08T02:10, 191X, 1917-11?, 1917~,\n"
     "1917-10-25 OS (Julian), 44 BCE; ranges 1905..1907, 1917-11-06.., ..1917.\n"
     "Anything else of EDTF: date(\"…\").\n"
     "    d in 1917                   all of it lies within the year\n"
     "    d before 1917  (d < 1917)   before the year begins\n"
     "    d after 1917   (d > 1917)   after the year ends\n"
     "    d >= 1917, d <= 1917        not before it, not after it\n"
     "    d overlaps 1905..1907       they share at least one moment\n"
     "A date is what the source knows: where that does not decide a comparison, it is\n"
     "unknown (.help unknown). ~ and ? widen a date by one unit of its precision.\n"
     "Durations: 3 days, 2 months, died - born; d + 3 days.\n"
     "    people | where died in 1936..1938 | select name, age: died - born\n"},
    {"calendars", "other calendars, places, where the year begins",
     "    1917-10-25 OS                          Julian; julian(d) shows a date so\n"
     "    calendar_date(\"republican\", 8, \"Brumaire\", 18)   or hebrew, islamic, rumi\n"
     "    date(\"18 Brumaire 8 republican\")       the same as it is shown\n"
     "    in_calendar(d, \"hebrew\"), calendar(d)  told in another; stated in which\n"
     "    julian_day(d), easter(\"julian\", 1917), weekday(d)\n"
     "A date keeps its calendar and is compared as the days that it is.\n"
     "    local_date(\"Britain\", 1752, 9, 2)      as a country or city counted: Old Style\n"
     "                                           before change_over(\"Britain\")\n"
     "    in_place(d, \"Sweden\")                  as people there wrote it\n"
     "    date(\"10/21 February 1750/51\")         both styles, checked\n"
     "    set year_begins = \"25 March\"           years of Old Style dates begin then; also\n"
     "                                           Easter, 1 March, and before our year\n"
     "                                           1 September, 25 December, 25 March Pisa\n"
     "    1648/9-01-30 OS                        a dual year needs no setting\n"
     "    archive \"A\" { calendar: julian }       its dates are Old Style but those with\n"
     "                                           NS, and EDTF in date(\"…\")\n"},
    {"unknown", "what is not recorded is neither true nor false",
     "A comparison with a missing value, or one that a date leaves open, is unknown.\n"
     "where keeps what is certainly true, and the line under the result says how many\n"
     "more are possible:\n"
     "    people | where died before 1930             certain\n"
     "    people | where maybe(died before 1930)      true or unknown\n"
     "    people | where unknown(died before 1930)    only the unknown\n"
     "x is null and x is not null ask whether it is recorded; x ?? y is y where x is not.\n"},
    {"text", "patterns in texts",
     "    name ~ \"trot*\"       a phrase, whatever the case and accents; * and ? are\n"
     "                         wildcards, trotzky~1 allows one wrong letter\n"
     "    name matches \"^L\"    a regular expression; case counts\n"
     "    name = \"Lenin\"       exactly so\n"
     "    | search \"winter palace\"   any of the words in title, name or text, best first;\n"
     "                         forms of a word count as one, words in quotes stand as they are\n"
     "    | search \"palaces\" | select title, score, snippet(text)   its words are marked\n"
     "    set search_k1 = 1.2   and search_b, search_title, search_text: how it ranks (BM25)\n"
     "    expand kwic(text, \"soviet*\", 5) as k    a row for each find: k.left, k.word,\n"
     "                         k.right (5 words), k.at (which word it is);\n"
     "                         kwic(text, \"soviet*\", 30, \"characters\") counts those;\n"
     "                         sort k.right, or sort backwards(k.left)\n"
     "    expand kwic(text, \"fog\") as k | as kwic   each keyword in its line\n"
     "    snippet(text, \"fog\")  the words around the finds, which are marked « »;\n"
     "                         highlight(text, \"fog\") the whole text\n"
     "    count_of(text, \"fog\"), tokens(text), ngrams(text, 2), stem(\"meetings\")\n"
     "    expand recognise(text) as m   a row for each name of somebody: m.text, m.at, and\n"
     "                         m.people, m.places, m.organisations whom it may mean\n"
     "    similar(name, \"Trotzki\")   may it be the same name, in any spelling or script?\n"
     "A text in \"…\" knows \\n, \\\" and \\\\; one in '…' stands as it is.\n"},
    {"corpus", "words counted and measured",
     "    articles | frequencies(text)   each word: how often, for each thousand words, in how\n"
     "                         many articles; dp is 0 where it is spread evenly, near 1 where\n"
     "                         it keeps to few; also of lists: people, ngrams(text, 2)\n"
     "    articles | collocates(text, \"soviet*\", 5)   what stands within five words of it more\n"
     "                         often than chance would have it (ll, mi, t, logdice)\n"
     "    passages | collocates(people, text ~ \"strike\")   who is in passages that have it\n"
     "    articles | where date < 1917 | keyness(text, articles)   what tells them from the\n"
     "                         rest: ll how surely, log_ratio how much (1: twice as often)\n"
     "    articles | trend(text, \"soviet*\", year(date))   rates, always beside the words,\n"
     "                         articles and issues of each year; | as sparkline draws them\n"
     "    articles | vocabulary(text, section)   different words; sttr compares texts of\n"
     "                         different lengths (mean ratio of each thousand words)\n"
     "ll above 3.84 is less than 1 chance in 20, above 6.63 in 100, above 10.83 in 1,000;\n"
     "below 0: less often than expected. Rare words: | where together > 2.\n"},
    {"lists", "fields with several values",
     "    role has \"leader\"              it is among them\n"
     "    any(people, born < 1880)       some; all(…) every one\n"
     "    people[born < 1880]            those for which it is true\n"
     "    count(people), min(events.date)   a list made into one value\n"
     "    expand people as p             a row for each element\n"
     "A list never turns into one value by itself, and is never missing: it is empty.\n"},
    {"paths", "from one entity to another",
     "A dot follows a link: event.place.name, and back: place.events. Through a list it\n"
     "gives a list, repeats kept. .schema KIND shows fields and links.\n"
     "    @lenin | follow events.place     the entities at its end, each once\n"
     "    @winter-palace | walk part_of    along it again and again\n"},
    {"evidence", "what facts state, and where it comes from",
     "    claims(@lenin.died)     all values that facts state, each with its certainty,\n"
     "                            note and source (its own, else its entity's)\n"
     "    events | expand claims(people) as p | where p.role = \"speaks\"\n"
     "    people | where any(claims(fate), certainty = \"medium\")\n"
     "    events | conflicts(date)     those whose claims exclude each other\n"
     "The first value is the one that queries see. bounds(e) says why an event's date is\n"
     "as narrow as it is. Comparisons know the bounds of two dates, not the order that\n"
     "facts state: ask e.after has @a for that.\n"},
    {"together", "several archives at once",
     "gazette A.gza B.gza more.gzt, or .open A.gza B.gza: one archive. The same id of a\n"
     "kind is one entity, with the claims of all; the first archive's value is preferred.\n"
     "    people | conflicts(born) | expand claims(born) as c | select name, c.value, c.note\n"
     "A claim that cites nothing has the note \"from FILE\". same: [@other] links two ids\n"
     "and makes them no one. gazette build A.gza more.gzt -o C.gza keeps it all;\n"
     "gazette import FORMAT INPUT --into C.gza adds to it, and again changes nothing.\n"},
    {"articles", "texts of articles: passages, mentions",
     "A text is cut into passages at blank lines, @a-1, @a-2 … of article @a:\n"
     "    [[@lenin|He]] spoke.            a mention; [[~@lenin|They]] one without the name\n"
     "    == In the evening ==            a crosshead, which is a passage too\n"
     "    {#oath} The oath …              @oath instead of the number\n"
     "    {#oath, line: 73} The oath …    fields of the passage: page, column, line, type\n"
     "    {line: 75, note: \"…\"} The …     and what extend kind passage { … } adds\n"
     "\\ before {, == or [[ makes it plain text.\n"},
    {"pages", "texts of newspapers' pages, names in texts",
     "    gazette examples/newsletter page.txt     or a folder of pages; .open does it too\n"
     "Headings begin articles, the masthead is an issue, bylines are authors. Paragraphs\n"
     "that columns part are whole again, the archive's names are linked:\n"
     "    articles | where people has @lenin\n"
     "    passages | count by type        paragraph crosshead byline caption footnote box\n"
     "    mentions | where of is null     names that may be those of several\n"
     "    articles | expand recognise(text) as m | select m.text, m.people\n"
     "A page whose columns were lost is one article. 1916-01-05/…seq-1.txt is page 1 of a\n"
     "day; titles.csv beside says the papers by what the files' names begin with.\n"},
    {"tables", "CSV, TSV and JSON, what their columns mean",
     "A table opens as it is: gazette people.csv; its header gives the columns, their\n"
     "values say the types. Separators (, ; tab |) and encodings are found. In JSON a\n"
     "record within a record is flattened (bio.birthday is bio_birthday), and a list of\n"
     "records is a table of its own (\"people.json#posts\") that links back.\n"
     "    map person from \"people.csv\" { id: key, name: first + \" \" + last, born: birthday }\n"
     "says in a file of facts what columns mean; a name as it stands in the file goes in\n"
     "backquotes (`Place of birth`). Without a map one is guessed:\n"
     "    gazette import csv people.csv -o people.gza --save-map people-map.gzt\n"
     "shows and keeps it; edited, it is given back with --map. Columns for which a kind\n"
     "has no field are declared, so that nothing is lost.\n"
     "1873-00-00 is the year, 0000-00-00 not recorded, 3/4/1917 one of two days unless\n"
     "other dates of its column tell which. Rows that do not fit are told with file,\n"
     "line and value, and kept by --rejects.\n"},
    {"import", "archives made of other programs' files",
     "    gazette import csv people.csv posts.csv -o A.gza     also json, jsonl, tei,\n"
     "                                         markdown, text; a folder is read whole\n"
     "    gazette import tei FOLDER --into A.gza    adds to it, and again changes nothing\n"
     "What does not fit is told with file and line; --rejects FOLDER keeps it, --strict\n"
     "stops at it. .help tables, .help notes and .help pages say how each is read.\n"
     "The command writes a file: --safe forbids it.\n"},
    {"export", "archives written for other programs",
     "    gazette export sqlite A.gza -o A.sqlite   tables, indexes, full-text search\n"
     "    gazette export jsonl A.gza -o FOLDER      a file for each kind; csv likewise\n"
     "    gazette export gzt A.gza -o A.gzt         facts\n"
     "Also sql, tei, graphml, dot, geojson, ical, bibtex and csl. What comes of gzt and\n"
     "jsonl is the same archive: gazette FOLDER reads _archive.gzt (kinds, title) and, of\n"
     "each record, \"_claims\": further claims, certainty, sources, the words of dates.\n"
     "It is written whole or not at all, and says what a format has no place for.\n"
     "The command writes files: --safe forbids it. For a result: as, save (.help results).\n"},
    {"notes", "folders of notes in Markdown",
     "    gazette FOLDER                           .md files of Obsidian, Hugo and others\n"
     "    gazette import markdown FOLDER -o NOTES.gza\n"
     "Each note is an article, or what its folder (people/Ada.md) or a line kind: person in\n"
     "its front matter says. Front matter fills fields, new keys become fields; the body is\n"
     "text, [[links]] and links to other notes are mentions, #words are tags:\n"
     "    passages | count by type        paragraph crosshead item quotation row code\n"
     "    mentions | where of is null     links that lead to nothing\n"
     "Dates are read as people write them: date: um 1870, born: 28. 3. oder 6. 4. 1483.\n"},
    {"groups", "summarize, count by, windows",
     "    people | count by fate\n"
     "    events | summarize n: count(), first: min(date) by place.name\n"
     "In summarize the brackets of count, sum, mean, min, max … are worked out for each\n"
     "row of the group; count(distinct(place)) is the number of different ones in it.\n"
     "After a sort, with … by … makes windows:\n"
     "    events | sort date | with gap: date - prev(date), n: row() by place\n"},
    {"definitions", "let, fn, param, set, use, assert",
     "    let victims = people | where fate = \"executed\"\n"
     "    fn lifespan(p: person) = p.died - p.born\n"
     "    fn oldest(rows, n: int = 5) = rows | top n by died - born    used as a stage\n"
     "    param year: int = 1917       given with -p year=1918 or .params\n"
     "    set circa = 5 years          how far ~ and ? widen a date\n"
     "    use \"lib/prosopography\"      the definitions of a file\n"
     "    assert count(people) > 20, \"people are missing\"\n"
     "    assert count(bad) = 0, \"wrong: \" + join(bad.name, \", \")\n"},
    {"results", "formats, files, long results",
     "    … | as csv                   also table, list, tsv, json, jsonl, markdown,\n"
     "                                 html, latex, kwic, bar, histogram, sparkline,\n"
     "                                 timeline; for other programs geojson, ical,\n"
     "                                 bibtex, csl, graphml, dot, tei\n"
     "    … | save \"people.html\"       a file; also .svg, .csv, .json, .md, .geojson,\n"
     "                                 .ics, .bib, .csl.json, .graphml, .dot, .xml\n"
     "    .mode json                   for all queries that do not say as\n"
     "    .once people.csv             the next result goes to a file, whole\n"
     "    .output people.csv           all results, until .output\n"
     "A table that is wider or longer than the window is folded in the middle (columns\n"
     "without a value first), and says so; .last shows the last result again, whole.\n"
     "_ is the last result in a query.\n"},
    {"keys", "editing a query",
     "    Enter          runs the query when it is complete, else begins a new line;\n"
     "                   in an empty line it runs what there is\n"
     "    Alt-Enter      a new line in any case\n"
     "    Up, Down       the line above or below, then the history\n"
     "    Right, End     take over the faint suggestion\n"
     "    Home, End      begin and end of the line; again: of the whole query\n"
     "    Tab            completes; again: lists what may stand here\n"
     "    Ctrl-R         searches the history      Ctrl-_         takes back a change\n"
     "    Ctrl-K         deletes to the line's end Ctrl-Y         puts it in again\n"
     "    Ctrl-L         clears the terminal       Ctrl-Z         suspends (fg)\n"
     "    Ctrl-C         clears the query, or stops the one that is running\n"
     "    Ctrl-D         leaves\n"
     "Other keys are Readline's (~/.inputrc; the program is called gazette there).\n"},
};

const Topic *topic_at(size_t i) { return i < sizeof topics / sizeof *topics ? &topics[i] : NULL; }
