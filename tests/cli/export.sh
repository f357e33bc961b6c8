#!/bin/bash
# Archives exported as files and folders.
. "$(dirname "$0")/lib.bash"
facts
small=$FOLDER/small TREE=$PWD
mkdir "$FOLDER/work" && cd "$FOLDER/work" || exit 2
alone() { [ "$(ls -d "$1"*)" = "$1" ] || wrong "something is left beside $1"; }
begins() { [ "$(head -n 1 "$1")" = "$2" ] || wrong "$1 begins with $(head -n 1 "$1")"; }
# export FORMAT, OUT, other words: of what was exported last
out_of() { gazette export "$1" "$small" -o "$2" "${@:3}"; }

it "a format that there is not"
out_of jsnl out
status_is 2
err_has "there is no format 'jsnl' to export; did you mean 'jsonl'?"
out_of zzz out
err_has "it is one of"
gazette export jsonl "$small"
status_is 2
err_has "export and -o go together"

it "jsonl: a folder with a file for each kind, and nothing beside it"
out_of jsonl out
status_is 0
out_is ''
err_has "exported to 'out'"
alone out
begins out/people.jsonl '{"id": "ada", "name": "Ada", "born": "1815", "died": "1852"}'

it "an earlier export is replaced, another folder is not"
touch out/places.jsonl
gazette -q export jsonl "$small" -o out
status_is 0
err_is ''
[ ! -e out/places.jsonl ] || wrong "the old files are still there"
mkdir other && touch other/notes.txt
out_of jsonl other
status_is 2
err_has "the folder 'other' holds more than files that end in .jsonl"
touch file
out_of jsonl file
status_is 2
err_has "'file' is there already, and no folder"

it "csv: a table for each kind, and one of what cells have no room for"
cat >"$FOLDER/rich.gzt" <<'END'
archive "Rich" { language: "en" }
extend kind person { height: real, hired: duration, `odd name`: text }
person @ada {
  name: "Ada, the \"first\"", also: ["A. L.", "Countess"], height: 1.5, hired: 3 months,
  born: 1815-12-10 {certainty: "high", source: @one-1}, born: 1816, died: 44 BCE,
  `odd name`: "two\nlines",
}
person @`an odd id` { name: "" }
event @late { date: 1917-10-25 OS, after: @early {within: 2 hours} }
event @early { date: 1917-11-07 }
article @one { title: "One", text: """
  The first of [[@ada|Ada's]] paragraphs: it's all there.

  == A head ==

  {#third, page: "2"} The third, and [[~@ada]].
  """ }
END
gazette export csv "$FOLDER/rich.gzt" -o csv
status_is 0
[ "$(sed -n 2p csv/people.csv | tr -d '\r')" = 'ada,,,"Ada, the ""first""",A. L.; Countess,,,1815-12-10,-0043,,,,,1.5,P3M,"two' ] ||
    wrong "people.csv: $(sed -n 2p csv/people.csv)"
[ "$(head -n 4 csv/_claims.csv | tr -d '\r')" = 'kind,id,field,number,value,written,certainty,role,note,source,within
person,ada,born,1,1815-12-10,,high,,,one-1,
person,ada,born,2,1816,,,,,,
person,ada,died,1,-0043,44 BCE,,,,,' ] || wrong "_claims.csv: $(cat csv/_claims.csv)"

it "gzt: reads back to the same archive, to the last byte"
same() { # sources: exported as facts, both are saved as snapshots
    gazette -q build "$@" -o first.gza
    gazette -q export gzt first.gza -o again.gzt
    status_is 0
    err_is ''
    gazette -q build again.gzt -o second.gza
    status_is 0
    cmp -s first.gza second.gza || wrong "$* comes back as another archive"
}
same "$FOLDER/rich.gzt"
same "$small"
same "$TREE/examples/newsletter"

it "jsonl: reads back to the same archive, with kinds, claims, evidence and the words of dates"
cat >"$FOLDER/odd.gzt" <<'END'
archive "Odd" { language: "en", calendar: julian, year_begins: "25 March" }
kind ship as ships {
  name: text, `odd name`: [text], crew: [person] inverse ships, tons: real, built: date,
  stops: [date], age: duration, ages: [duration], sunk: truth, guns: [int], of: entity,
}
extend kind person { height: real, hired: duration }
person @ada {
  name: "Ada, \"the first\"", also: ["A. L." {note: "n"}, "x", "y" {certainty: "low"}],
  born: 1815-12-10 NS {certainty: "high", source: [@one-1, @third]}, born: 1816 {note: ""},
  born: within(1817-04 OS..1817-10 OS), died: 44 BCE NS, height: 1.5, height: 2, hired: 3 months,
  hired: duration("P53Y/P54Y") {role: "r"},
}
person @`an odd id` { name: "" }
ship @ada {
  name: "S", `odd name`: ["\u{7}\u{202e}", "two\nlines"], crew: [@ada {role: "captain"}],
  tons: -0.0, built: 1700-02-20, built: date("18 Brumaire 8 republican") {certainty: "low"},
  stops: [1904, date("1904?") {note: "m"}, within(1917-11-07..1922)],
  ages: [5 years, 3 days], age: 1 months, age: 2 years, sunk: true, sunk: false {note: "no"},
  guns: [1, 2, 3], of: @person/ada, of: @ship/ada {note: "itself"},
}
place @street { name: "Street", part_of: @town }
place @town { name: "Town", part_of: @land {source: @third} }
place @land { name: "Land" }
event @late { title: "Late", date: 1917-10-25 OS, after: @early {within: 2 hours} }
event @early { title: "Early", date: 1917 }
event @whole { title: "Whole", date: date("18 Brumaire 8 republican") }
event @part { title: "Part", part_of: @whole, people: [@ada {role: "speaks"}, @`an odd id`] }
article @one { title: "One", date: within(1904..1907), text: """
  The first of [[@person/ada|Ada's]] paragraphs: it's all there.

  == A head ==

  {#third, page: "2"} The third, and [[~@person/ada]].
  """ }
article @two { title: "Two", text: "A single paragraph." }
END
again() { # sources: the files, and the archives as facts, are the same the next time
    rm -rf first second
    gazette -q build "$@" -o first.gza
    status_is 0
    gazette export jsonl first.gza -o first
    err_is "exported to 'first'"
    gazette -q build first -o second.gza
    status_is 0
    gazette -q export jsonl second.gza -o second
    diff -r first second >&2 || wrong "$* comes back in other files"
    gazette -q export gzt first.gza -o first.gzt
    gazette -q export gzt second.gza -o second.gzt
    cmp -s first.gzt second.gzt || wrong "$* comes back as another archive"
}
again "$FOLDER/odd.gzt"
grep -q '^{"id": "late", .*"_claims": .*{"field": "after", "number": 1, "within": "PT2H"}\]}$' \
    first/events.jsonl || wrong "events.jsonl: $(head -n 1 first/events.jsonl)"
again "$TREE/examples/newsletter"
again "$FOLDER/rich.gzt"

it "jsonl: articles whose passages are records are not cut into them again"
mkdir parted
printf '%s\n' '{"id": "a", "title": "A", "text": "One.\n\nTwo."}' '{"id": "b", "text": "Three.\n\nFour."}' \
    >parted/articles.jsonl
printf '%s\n' '{"id": "p", "article": "a", "text": "One. Two."}' >parted/passages.jsonl
gazette -q -f csv -c 'passages | select who: it, words' parted
out_is $'who,words\r\np,\r\nb-1,1\r\nb-2,1'
gazette -q -f csv -c 'articles | select words' parted
out_is $'words\r\n2\r\n2'

it "jsonl: claims that cannot be read leave out their record, and say why"
mkdir claims
while IFS='|' read -r claims why; do
    printf '{"id": "a", "born": "1900", "_claims": %s}\n{"id": "b"}\n' "$claims" >claims/people.jsonl
    gazette -f csv -c 'people | select who: it' claims
    err_has "$why"
    out_is $'who\r\nb'
done <<'END'
1|'_claims' in '_claims' takes a list of records
[1]|'_claims' in '_claims' takes a list of records
[{}]|'field' in '_claims' takes the name of a field
[{"field": "nothing"}]|'field' in '_claims' takes the name of a field
[{"field": "born", "number": 0}]|'number' in '_claims' takes which of the field's values is meant
[{"field": "born", "number": 2, "value": "soon"}]|'born' takes a date
[{"field": "born", "kind": "nothing"}]|'kind' in '_claims' takes the name of a kind
[{"field": "born", "within": "soon"}]|'within' in '_claims' takes a duration such as "2 hours"
[{"field": "born", "sources": "p"}]|'sources' in '_claims' takes a list of ids
[{"field": "born", "certainty": 1}]|'certainty' in '_claims' takes a text
[{"field": "born", "written": 1}]|'written' in '_claims' takes a text
[{"field": "born", "odd": 1}]|'odd' in '_claims' is no member of a claim
END
printf '%s\n' '{"_claims": [{"value": "1902", "number": 3, "field": "born"}, {"number": 2, "field": "born",
    "value": "1901"}, {"field": "born", "sources": ["p"]}], "id": "a", "born": "1900"}' | tr -d '\n' \
    >claims/people.jsonl
gazette -f csv -c 'people | expand claims(born) as c | select value: c.value' claims
err_has "'sources' leads to @p, which is not there"
out_is $'value\r\n1900\r\n1901\r\n1902'

it "sqlite: a sound database, whose keys lead somewhere"
gazette export sqlite "$FOLDER/rich.gzt" -o rich.db
status_is 0
alone rich.db
if command -v sqlite3 >/dev/null; then
    ask() { sqlite3 rich.db "$1"; }
    [ "$(ask 'PRAGMA integrity_check; PRAGMA foreign_key_check')" = ok ] || wrong "it is not sound"
    [ "$(ask "SELECT id, born, born_from, born_to, height, hired FROM people WHERE id = 'ada'")" = \
        'ada|1815-12-10|1815-12-10|1815-12-10|1.5|P3M' ] || wrong "people holds something else"
    [ "$(ask "SELECT died_from, died_to FROM people WHERE id = 'ada'")" = '-0043-01-01|-0043-12-31' ] ||
        wrong "the days of 44 BCE"
    [ "$(ask "SELECT number, value FROM _claims WHERE field = 'born'")" = $'1|1815-12-10\n2|1816' ] ||
        wrong "the claims of a birth"
    [ "$(ask "SELECT source FROM _claim_sources")" = one-1 ] || wrong "their sources"
    [ "$(ask "SELECT p.id FROM passages p JOIN passages_fts f ON f.rowid = p.rowid
              WHERE passages_fts MATCH 'third'")" = third ] || wrong "nothing is found"
    [ "$(ask "SELECT value FROM people_also WHERE owner = 'ada'")" = $'A. L.\nCountess' ] ||
        wrong "a list"
    [ "$(ask "SELECT v FROM passages_fts_config WHERE k = 'hashsize'")" = 1048576 ] ||
        wrong "the search keeps the memory that made it"
    gazette export sql "$FOLDER/rich.gzt" -o rich.sql
    sqlite3 other.db <rich.sql
    [ "$(sqlite3 other.db .dump)" = "$(sqlite3 rich.db .dump)" ] || wrong "sql makes another one"
else
    echo "# sqlite3 is not there: the database was not asked"
fi
printf 'mine' >notes.txt
gazette export sqlite "$small" -o notes.txt
status_is 2
err_has "'notes.txt' is there already, and does not end in .sqlite"
[ "$(cat notes.txt)" = mine ] || wrong "it was written over"

it "Ctrl-C leaves the whole or nothing, and nothing beside"
for format in sqlite jsonl; do
    set -m # a job of its own, which hears SIGINT
    "$GAZETTE" export $format "$TREE/examples/newsletter" -o cut.$format >"$FOLDER/out" 2>"$FOLDER/err" &
    job=$!
    set +m
    until compgen -G "cut.$format*" >"$FOLDER/seen" || ! kill -0 $job 2>"$FOLDER/seen"; do :; done
    kill -INT $job 2>"$FOLDER/seen"
    wait $job
    status=$?
    look
    case $status in
    0) alone cut.$format ;;
    130) [ -z "$(compgen -G "cut.$format*")" ] || wrong "there is $(compgen -G "cut.$format*")" ;;
    *) wrong "it ended otherwise" ;;
    esac
done

it "nothing is left where the folder cannot be made, or the archive not be read"
out_of jsonl no/such
status_is 1
err_has "cannot write 'no/such'"
gazette export jsonl missing -o gone
status_is 3
[ ! -e gone ] || wrong "there is a folder"

finish
