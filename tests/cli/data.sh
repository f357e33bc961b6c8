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
err_has '1 record or link was left out'

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
err_has '2 records or links were left out'

it "the rest is loaded, and errors may be JSON"
gazette -f csv --errors json -q -c 'count(people)' "$data"
status_is 0
out_is $'value\r\n4'
[ "$(grep -c '^{"code":.*people.jsonl.*}$' "$FOLDER/err")" = 2 ] || wrong "not two objects"

it "a file of lines is one, whatever is in it"
: >"$data/empty.jsonl"
gazette -f csv -c 'count(people)' "$data/empty.jsonl"
status_is 0
out_is $'value\r\n0'
finish
