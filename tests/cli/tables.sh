#!/bin/bash
# Tables as people keep them, opened as they are: separators, encodings, faults; real ones with
# their counts and dates. In: the path of the program.
. "$(dirname "$0")/lib.bash"
data=$FOLDER/in
mkdir "$data"

it "semicolons, Latin letters and values that nobody can place"
printf 'name;born;note\nJos\xe9;1850-00-00;one, two\nAnn;0000-00-00;"x\nBen;1900;y;z\nCid;;\n' \
    >"$data/people.csv"
gazette import csv "$data/people.csv" -o "$FOLDER/a.gza" --rejects "$FOLDER/left"
err_has "people.csv:3:1: error: the value of 'note' opens a quote that is not closed"
err_has 'people.csv:4:12: error: there are 3 columns, and this is value 4: "z"'
err_has '1 files read as Windows-1252, since they are no UTF-8'
err_has '1 dates such as 1873-00-00, taken as the year or the month'
[ "$(cat "$FOLDER/left/people.csv")" = $'Ann;0000-00-00;"x\nBen;1900;y;z' ] || wrong 'what is left out'
gazette -q -f csv -c 'people | sort name | select name, born' "$FOLDER/a.gza"
out_is $'name,born\r\nCid,\r\nJosé,1850'

it "other dates of the column say whether the month comes first"
printf 'title\tdate\nx\t12/31/1999\ny\t03/04/1999\n' >"$data/events.tsv"
gazette -q -f csv -c 'events | where title = "y" | select date' "$data/events.tsv"
out_is $'date\r\n1999-03-04'

it "one value that is no date leaves the order of day and month as the others show it"
printf 'name,born\nA,12/25/1880\nB,3/4/1917\nC,2/30/1900\n' >"$data/people.csv"
gazette -q -f csv -c 'people | where name = "B" | select born' "$data/people.csv"
out_is $'born\r\n1917-03-04'
err_has "'born' takes a date, not \"2/30/1900\""

it "lists of records within records are kinds that link back"
printf '[{"name": "Ann", "born": 1850, "posts": [{"post": "a"}, {"post": "b"}]}]' \
    >"$data/clerks.json"
gazette -q -f csv -c 'people | select name, n: count(posts); posts | select post, clerk.name' \
    "$data/clerks.json"
out_has $'Ann,2'
out_has $'b,Ann'

it "records that stand under names are rows, and their names the ids"
printf '{"Q1": {"name": "Ann", "born": 1850}, "Q2": {"name": "Ben", "born": 1851}}' \
    >"$data/people.json"
gazette -q -f csv -c 'people | sort name | select id, name, born' "$data/people.json"
out_is $'id,name,born\r\nQ1,Ann,1850\r\nQ2,Ben,1851'
gazette import json "$data/people.json" -o "$FOLDER/keyed.gza"
err_has "2 records under names, which are their column 'key'"

# ---- real ones ------------------------------------------------------------------------------

real=../shared/corpora

# Answers of a query about a table of the corpora.
answers() { # FILE QUERY ANSWER
    gazette -q -f csv -c "$2" "$real/$1"
    status_is 0
    err_is ''
    [ "${out#*$'\n'}" = "$3" ] || wrong "$1: $2 is not $3"
}

real_tables() {
    it "members of Congress: all of them, their birthdays where there is one"
    local file=congress-legislators/legislators-historical.csv
    answers $file 'people | count' 12230
    answers $file 'people | where born is null | count' 542
    file=congress-legislators/executive.json
    answers $file 'people | count' 80
    answers $file 'terms | count' 131
    answers $file 'terms | where executive is null or date is null | count' 0
    answers $file 'people | where name = "George Washington" | select born' 1732-02-22

    it "laureates: years stay years, what is not recorded is missing"
    file=nobel-laureates/laureates.json
    answers $file 'people | count' 968
    answers $file 'people | where precision(born) = "year" | count' 35
    answers $file 'people | where died is null | count' 323
    answers $file 'prizes | count' 975
    answers $file 'prizes | where laureate is null or date is null | count' 0
    answers $file 'affiliations | count' 789

    it "visits and journeys last from the one day to the other"
    file=history-at-state/visits.csv
    answers $file 'events | count' 3264
    answers $file 'events | where id = "visit-2138" | select title, date' \
        'King Kalakaua,1874-12-12/1874-12-23'
    answers history-at-state/president-travels.jsonl 'events | where date is not null | count' 832
}

if [ -e $real ]; then real_tables; else echo "$real is not here: no real tables are opened"; fi
finish
