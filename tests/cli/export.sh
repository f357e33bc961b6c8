#!/bin/bash
# Archives exported as files and folders.
. "$(dirname "$0")/lib.bash"
facts
small=$FOLDER/small
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
out_of jsonl out -q
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

it "nothing is left where the folder cannot be made, or the archive not be read"
out_of jsonl no/such
status_is 1
err_has "cannot write 'no/such'"
gazette export jsonl missing -o gone
status_is 3
[ ! -e gone ] || wrong "there is a folder"

finish
