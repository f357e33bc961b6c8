#!/bin/bash
# JSON Lines on the command line: files and folders of them, alone and beside facts; what is left
# out, and what `check` says to that.
. "$(dirname "$0")/lib.bash"
data=$FOLDER/data
mkdir "$data"
printf '%s\n' '{"id": 1, "name": "Ada", "born": "1815-12-10", "birthplace": 7, "eyes": "grey"}' \
    '{"id": 2, "name": "Ben"}' >"$data/people.jsonl"
printf '%s\n' '{"id": 7, "name": "London"}' >"$data/places.jsonl"
printf '%s\n' '{"id": 1, "name": "Walk", "rating": 5, "guests": [2]}' >"$data/events.jsonl"

it "a folder of JSON Lines is an archive"
gazette -f csv -c 'people | select name, born, birthplace.name, eyes | sort name' "$data"
status_is 0
out_is $'name,born,birthplace.name,eyes\r\nAda,1815-12-10,London,grey\r\nBen,,,'
err_is ''

it "a file is, and a link of it to nothing is told"
gazette -f csv -c 'people | select name | sort name' "$data/people.jsonl"
status_is 0
out_is $'name\r\nAda\r\nBen'
err_has "people.jsonl:1:62: error: 'birthplace' leads to @7, which is not there"
err_has '1 link to nothing was left out'

it "facts beside declare the fields that data fills"
printf 'extend kind event { guests: [person] inverse invited }\nperson @cid { name: "Cid" }\n' \
    >"$data/kinds.gzt"
gazette -f csv -c 'people | where count(invited) > 0 | select name, all: count(people)' "$data"
status_is 0
out_is $'name,all\r\nBen,3'
err_is ''

it "an error of the facts is one, as without data"
printf 'person @dan { nmae: "Dan" }\n' >"$data/more.gzt"
gazette -c people "$data"
status_is 3
err_has 'more.gzt:1:15: error:'
rm "$data/more.gzt"

it "check finds nothing to say, or fails"
gazette check "$data"
status_is 0
printf '%s\n' '{"name": "Dan", "born": "soon"}' '{"name": ' '{"name": "Eve"}' >>"$data/people.jsonl"
gazette check "$data"
status_is 1
err_has "people.jsonl:3:25: error: 'born' takes a date"
err_has 'people.jsonl:4:'
err_has '2 records were left out'

it "the rest is loaded, and errors may be JSON"
gazette -f csv --errors json -q -c 'count(people)' "$data"
status_is 0
out_is $'value\r\n4'
[ "$(grep -c '^{"code":.*people.jsonl.*}$' "$FOLDER/err")" = 2 ] || wrong "not two objects"

it "records that are left out go into a folder, as they stand, and can be mended there"
gazette -q -c 'count(people)' --rejects "$FOLDER/bad" "$data"
status_is 0
[ "$(cat "$FOLDER/bad/people.jsonl")" = $'{"name": "Dan", "born": "soon"}\n{"name": ' ] || wrong "other lines"
[ "$(ls "$FOLDER/bad")" = people.jsonl ] || wrong "other files"
gazette -c 'count(people)' --rejects "$FOLDER/bad" "$FOLDER/bad"
status_is 3
err_has "cannot write '$FOLDER/bad/people.jsonl': File exists"
[ "$(wc -l <"$FOLDER/bad/people.jsonl")" = 2 ] || wrong "it was written over"
sed -i 's/soon/1900/; $d' "$FOLDER/bad/people.jsonl"
gazette -f csv -c 'people | select born' "$FOLDER/bad"
status_is 0
out_is $'born\r\n1900'
gazette --safe --rejects x -c 1 "$data"
status_is 2

it "strict: the first that does not fit is an error"
gazette -c 'count(people)' --strict "$data"
status_is 3
out_is ''
err_has "people.jsonl:4:10: error: the text ends too early"
[ "$(grep -c error: "$FOLDER/err")" = 1 ] || wrong "more than one"

it "what is no character is replaced, and told with its place"
printf '{"id": 1, "name": "Z\xfcrich"}\n' >"$FOLDER/places.jsonl"
gazette -f csv -c 'places | select name' "$FOLDER/places.jsonl"
status_is 0
out_is $'name\r\nZ\xef\xbf\xbdrich'
err_has "places.jsonl:1:21: error: 'name' has what is no character, at byte 20 of the file"
err_has 'in 1 text U+FFFD stands for what is no character'
gazette check "$FOLDER/places.jsonl"
status_is 1
printf 'place @a { name: "Z\xfcrich" }\n' >"$FOLDER/places.gzt"
gazette -c 'places' "$FOLDER/places.gzt"
status_is 3
err_has 'places.gzt:1:20: error: this is not UTF-8: byte 0xfc, at byte 19 of the text'

it "a list of records is read by its name, beside facts and lines only where it is named"
printf '[\n  {"id": 1, "name": "Ada"},\n  {"id": 2, "name": 3}\n]\n' >"$FOLDER/people.json"
gazette -f csv -c 'people | select name' "$FOLDER/people.json"
status_is 0
out_is $'name\r\nAda\r\n3'
mkdir "$FOLDER/empty"
cp "$FOLDER/people.json" "$FOLDER/empty"
gazette -f csv -c 'people | select name' "$FOLDER/empty"
status_is 0
out_is $'name\r\nAda\r\n3'
printf 'person @eva { name: "Eva" }\n' >"$FOLDER/empty/eva.gzt"
gazette -f csv -c 'people | select name' "$FOLDER/empty"
status_is 0
out_is $'name\r\nEva'

it "facts refer to records"
printf 'event @tea { people: [@2] }\n' >"$FOLDER/tea.gzt"
gazette -f csv -c '@tea.people.name' "$FOLDER/tea.gzt" "$FOLDER/people.json"
status_is 0
out_is $'value\r\n3'
err_is ''

it "a file of lines is one, whatever is in it"
: >"$data/empty.jsonl"
gazette -f csv -c 'count(people)' "$data/empty.jsonl"
status_is 0
out_is $'value\r\n0'
finish
