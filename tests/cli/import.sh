#!/bin/bash
# Importing: tables and JSON with a map, without one, from folders; what does not fit; the report;
# the output, whole or not at all. In: the path of the program.
. "$(dirname "$0")/lib.bash"
data=$FOLDER/in
mkdir "$data"
cat >"$data/people.csv" <<'END'
id,first,last,birthday,party
a1,Ada,Lovelace,1815-12-10,Whig
b2,Charles,Babbage,1791,Whig
c3,Grace,Hopper,soon,
END
cat >"$data/people-map.gzt" <<'END'
fn whole(a: text, b: text) = a + " " + b
map person from "people.csv" { id: id, name: whole(first, last), born: birthday, party: party }
END
archive=$FOLDER/out.gza

it "a map says what the columns mean"
gazette import csv "$data/people.csv" -o "$archive" --map "$data/people-map.gzt"
status_is 0
out_is ''
err_has "people.csv:4:17: error: 'born' takes a date, not \"soon\""
err_has '1 file read'
err_has 'people         3'
err_has '1 values left out, since they do not fit'
gazette -f csv -c 'people | select id, name, born, party' "$archive"
status_is 0
out_is $'id,name,born,party\r\na1,Ada Lovelace,1815-12-10,Whig\r\nb2,Charles Babbage,1791,Whig\r\nc3,Grace Hopper,,'

it "without a map one is guessed, shown, and the same when it is given"
gazette import csv "$data/people.csv" -o "$FOLDER/guessed.gza"
status_is 0
err_has 'map person from "people.csv"'
gazette import csv "$data/people.csv" -o "$FOLDER/guessed.gza" --save-map "$FOLDER/kept.gzt"
status_is 0
err_has "is in '$FOLDER/kept.gzt'"
gazette import csv "$data/people.csv" -o "$FOLDER/again.gza" --map "$FOLDER/kept.gzt"
status_is 0
cmp -s "$FOLDER/guessed.gza" "$FOLDER/again.gza" || wrong 'the saved mapping gives another archive'

it "a map in an archive's own facts names a file beside them"
cd "$FOLDER" || exit 1
gazette -f csv -c 'people | where party = "Whig" | count' in/people-map.gzt
status_is 0
out_is $'count\r\n2'
printf 'map person from "nobody.csv" { name: name }\n' >"$data/nobody.gzt"
gazette -c people in/nobody.gzt
status_is 3
err_has 'in/nobody.gzt:1:17: error: cannot read "nobody.csv"'

it "an error in a map is shown where it stands, and leaves the old archive"
sed 's/birthday/birhtday/' "$data/people-map.gzt" >"$data/wrong.gzt"
before=$(cksum <"$archive")
gazette import csv "$data/people.csv" -o "$archive" --map "$data/wrong.gzt"
status_is 3
err_has "wrong.gzt:2:72: error: no field 'birhtday' on people.csv"
err_has "did you mean 'birthday'?"
[ "$before" = "$(cksum <"$archive")" ] || wrong 'the old archive has changed'

it "the first that does not fit is an error with --strict"
gazette import csv "$data/people.csv" -o "$archive" --map "$data/people-map.gzt" --strict
status_is 3
err_has "people.csv:4:17: error: 'born' takes a date"
[ "$before" = "$(cksum <"$archive")" ] || wrong 'the old archive has changed'

it "rows with something that does not fit are kept apart"
gazette import csv "$data/people.csv" -o "$archive" --map "$data/people-map.gzt" \
    --rejects "$FOLDER/left"
status_is 0
[ "$(cat "$FOLDER/left/people.csv")" = 'c3,Grace,Hopper,soon,' ] || wrong 'the row is not there'

it "a map of another file is told, and what the others say is imported"
sed 's/people.csv/persons.csv/' "$data/people-map.gzt" >"$data/other.gzt"
gazette import csv "$data/people.csv" -o "$FOLDER/other.gza" --map "$data/other.gzt"
status_is 0
err_has "other.gzt: the map of 'persons.csv' was not used: no such file was read"
gazette import csv "$data/people.csv" -o "$FOLDER/other.gza" --map "$data/people-map.gzt"
status_is 0
err_lacks 'was not used'

it "fields that a map declares are named, with the one that was likely meant"
printf 'id,name,gone\na,Ada,1852\n' >"$data/gone.csv"
printf 'map person from "gone.csv" { id: id, name: name, dide: gone, vessel: name }\n' \
    >"$data/gone.gzt"
gazette import csv "$data/gone.csv" -o "$FOLDER/gone.gza" --map "$data/gone.gzt"
status_is 0
err_has '2 fields declared for what no kind had'
err_has "declared: person.dide (did you mean 'died'?), person.vessel"

it "each faulty element of a list of JSON has a column of its own"
printf '[1,2,\n "\303\244", 3]' >"$FOLDER/numbers.json"
gazette import json "$FOLDER/numbers.json" -o "$FOLDER/numbers.gza"
status_is 3
err_has 'numbers.json:1:2: error: this is no record'
err_has 'numbers.json:1:4: error: this is no record'
err_has 'numbers.json:2:2: error: this is no record'
err_has 'numbers.json:2:7: error: this is no record'

it "folders are walked for files of the format"
mkdir -p "$FOLDER/tree/deep"
printf '{"ships": [{"name": "Aurora", "crew": [{"who": "Eriks", "rank": "captain"}]}]}' \
    >"$FOLDER/tree/deep/ships.json"
printf 'not this' >"$FOLDER/tree/deep/ships.txt"
gazette import json "$FOLDER/tree" -o "$FOLDER/ships.gza"
status_is 0
err_has '1 file read'
gazette import tei "$FOLDER/tree" -o "$FOLDER/none.gza"
status_is 3
err_has 'there is no file in the folder'
[ -e "$FOLDER/none.gza" ] && wrong 'something was written'

it "tables and JSON are opened as they are"
gazette -f csv -c 'people | count' "$data/people.csv"
status_is 0
err_has 'a mapping was guessed'
out_is $'count\r\n3'

it "where nothing is found, the snapshot that is there stays, and it is an error"
printf 'this is no TEI\n' >"$FOLDER/wrong.xml"
printf 'name,born\n' >"$FOLDER/header.csv"
gazette import csv "$data/people.csv" -o "$archive"
status_is 0
gazette import tei "$FOLDER/wrong.xml" -o "$archive"
status_is 3
err_has "nothing was found to import: '$archive' is not written"
gazette import csv "$FOLDER/header.csv" -o "$archive"
status_is 3
gazette -f csv -c 'people | count' "$archive"
out_is $'count\r\n3'

it "what gives nothing but errors is not opened"
gazette -c people "$FOLDER/wrong.xml"
status_is 3
out_is ''
err_has 'nothing could be read of what was to be opened'
gazette -f csv -c 'people | count' "$FOLDER/wrong.xml" "$data/people.csv"
status_is 0
out_is $'count\r\n3'

it "wrong usage"
gazette import cvs "$data/people.csv" -o "$archive"
status_is 2
err_has "there is no format 'cvs' to import; did you mean 'csv'?"
gazette import csv -o "$archive"
status_is 2
err_has 'import needs files or folders'
gazette import csv "$data/people.csv"
status_is 2
err_has 'import and -o go together'
gazette import csv "$data/people.csv" -o "$archive" --map "$data/people.csv"
status_is 2
err_has '--map takes a file of maps'
gazette -c people --map "$data/people-map.gzt"
status_is 2
err_has 'belong to'
finish
