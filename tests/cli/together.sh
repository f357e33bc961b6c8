#!/bin/bash
# Several archives opened together, and an import into one that is there.
. "$(dirname "$0")/lib.bash"
data=$FOLDER/data
mkdir "$data"
printf 'person @a { name: "Ada", born: 1815 }\nperson @b { name: "Ben" }\n' >"$data/one.gzt"
printf 'person @a { name: "Ada", born: 1816 }\nevent @e { people: [@a] }\n' >"$data/two.gzt"
printf '%s\n' '{"id": "a", "name": "Ada", "born": "1817"}' '{"id": "c", "name": "Cid"}' \
    >"$data/people.jsonl"
for n in one two; do
    gazette build "$data/$n.gzt" -o "$FOLDER/$n.gza"
    status_is 0
done
claims='people | expand claims(born) as c | select id, c.value, c.note'

it "two snapshots are one archive, with the claims of both"
gazette -q -f csv -c "$claims" "$FOLDER/one.gza" "$FOLDER/two.gza"
status_is 0
out_is $'id,c.value,c.note\r\na,1815,from one.gza\r\na,1816,from two.gza'
err_is ''

it "snapshots come before facts and data, wherever they stand"
gazette -f csv -c 'people | select id, born, count(events) | sort id' "$data/people.jsonl" \
    "$data/two.gzt" "$FOLDER/one.gza"
status_is 0
out_is $'id,born,count(events)\r\na,1815,1\r\nb,,0\r\nc,,0'

it "so they are in the loop"
input=".open '$FOLDER/one.gza' '$FOLDER/two.gza' '$data/people.jsonl'
.mode csv
count(people); @a | select count(claims(born))
"
gazette --no-rc
status_is 0
out_has $'value\r\n3'
out_has $'count(claims(born))\r\n3'
input=''

it "build writes what it opened, and the same again"
gazette build "$FOLDER/one.gza" "$data/two.gzt" -o "$FOLDER/both.gza"
status_is 0
cp "$FOLDER/both.gza" "$FOLDER/before.gza"
gazette build "$FOLDER/both.gza" "$data/two.gzt" "$FOLDER/one.gza" -o "$FOLDER/both.gza"
status_is 0
cmp -s "$FOLDER/both.gza" "$FOLDER/before.gza" || wrong "other bytes"

it "import adds to a snapshot in its place, and what is there already changes nothing"
gazette import jsonl "$data/people.jsonl" --into "$FOLDER/both.gza"
status_is 0
gazette -f csv -c "$claims | where id = \"a\"" "$FOLDER/both.gza"
out_is $'id,c.value,c.note\r\na,1815,from one.gza\r\na,1816,from two.gzt\r\na,1817,from people.jsonl'
cp "$FOLDER/both.gza" "$FOLDER/before.gza"
gazette import jsonl "$data/people.jsonl" --into "$FOLDER/both.gza"
status_is 0
cmp -s "$FOLDER/both.gza" "$FOLDER/before.gza" || wrong "other bytes"

it "or leaves it, where -o says another place"
gazette import jsonl "$data/people.jsonl" --into "$FOLDER/one.gza" -o "$FOLDER/more.gza"
status_is 0
gazette -f csv -c 'people | count' "$FOLDER/one.gza"
out_is $'count\r\n2'
gazette -f csv -c 'people | count' "$FOLDER/more.gza"
out_is $'count\r\n3'

it "an import that fails leaves the snapshot as it was"
mkdir "$FOLDER/bad"
printf '%s\n' '{"id": "a", "born": "soon"}' >"$FOLDER/bad/people.jsonl"
gazette import jsonl --strict "$FOLDER/bad/people.jsonl" --into "$FOLDER/both.gza"
status_is 3
cmp -s "$FOLDER/both.gza" "$FOLDER/before.gza" || wrong "other bytes"
gazette import jsonl "$data/people.jsonl" --into "$FOLDER/none.gza"
status_is 3
err_has 'none.gza: there is no such file'
[ ! -e "$FOLDER/none.gza" ] || wrong "it was made"
gazette build "$data/one.gzt" --into "$FOLDER/both.gza"
status_is 2
err_has "--into belongs to 'gazette import'"

it "kinds that do not go together name both archives"
printf 'kind ship as ships { tons: int }\n' >"$data/int.gzt"
printf 'kind ship as ships { tons: text }\n' >"$data/text.gzt"
gazette build "$data/int.gzt" -o "$FOLDER/int.gza"
gazette build "$data/text.gzt" -o "$FOLDER/text.gza"
gazette -c ships "$FOLDER/int.gza" "$FOLDER/text.gza"
status_is 3
err_has "'tons' of ship is int in $FOLDER/int.gza and text in $FOLDER/text.gza"

it "a damaged snapshot is refused beside others, and the place of each that can't be opened is said"
size=$(stat -c %s "$FOLDER/two.gza")
head -c $((size - 64)) "$FOLDER/two.gza" >"$FOLDER/cut.gza"
gazette -c people "$FOLDER/one.gza" "$FOLDER/cut.gza" "$FOLDER/none.gza"
status_is 3
err_has 'the archive cannot be opened'
err_has 'none.gza: there is no such file'
finish
