#!/bin/bash
# Results that queries save in files.
. "$(dirname "$0")/lib.bash"
facts
holds() { [ "$(tr -d "\r" <"$1")" = "$2" ] || wrong "$1 does not hold '$2'"; }
alone() { [ "$(ls "$1"*)" = "$1" ] || wrong "something is left beside $1"; }
small=$FOLDER/small
cd "$FOLDER" || exit 2

it "save writes the file, and nothing to standard output"
gazette -c 'people | select name | sort name | save "names.csv"' "$small"
status_is 0
out_is ''
err_is 'saved names.csv'
holds names.csv $'name\nAda\nBen\nCid'

it "a file that is there is replaced, and nothing is left beside it"
gazette -q -c 'people | take 1 | select name | save "names.csv"' "$small"
status_is 0
err_is ''
holds names.csv $'name\nAda'
alone names.csv

it "what fails leaves the old file as it was"
gazette -q -c 'people | select n: (if name = "Cid" then 9223372036854775807 + 1 else 1) | save "names.csv"' "$small"
status_is 1
holds names.csv $'name\nAda'
alone names.csv

it "a picture begins as XML"
gazette -q -c 'people | as bar(y: died - born) | save "ages.svg"' "$small"
status_is 0
[ "$(head -c 5 ages.svg)" = "<?xml" ] || wrong "it does not"

it "-f does not change what is saved"
gazette -q -f json -c 'people | take 1 | select name | save "one.tsv"' "$small"
status_is 0
holds one.tsv $'name\nAda'

it "a folder is no file"
mkdir -p folder.csv
gazette -c 'people | save "folder.csv"' "$small"
status_is 1
err_is "error: cannot save 'folder.csv': it is there already, and no file"

it "a folder that is not there"
gazette -c 'people | save "nowhere/x.csv"' "$small"
status_is 1
err_is "error: cannot save 'nowhere/x.csv': No such file or directory"

it "--safe refuses"
gazette --safe -c 'people | save "safe.csv"' "$small"
status_is 1
err_has 'files cannot be written here'
[ ! -e safe.csv ] || wrong "it was written"

finish
