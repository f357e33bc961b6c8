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

it "nothing is left where the folder cannot be made, or the archive not be read"
out_of jsonl no/such
status_is 1
err_has "cannot write 'no/such'"
gazette export jsonl missing -o gone
status_is 3
[ ! -e gone ] || wrong "there is a folder"

finish
