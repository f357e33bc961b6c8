#!/bin/bash
# Results that queries save in files.
. "$(dirname "$0")/lib.bash"
facts
holds() { [ "$(tr -d "\r" <"$1")" = "$2" ] || wrong "$1 does not hold '$2'"; }
alone() { [ "$(ls "$1"*)" = "$1" ] || wrong "something is left beside $1"; }
# No two texts of a line of a picture lie over each other, at 7.5 pixels a sign.
apart() {
    sed -n 's/.*<text class="[^"]*" x="\([^"]*\)" y="\([^"]*\)" text-anchor="\([^"]*\)">\([^<]*\).*/\1|\2|\3|\4/p' "$1" |
        awk -F'|' '{ w = 7.5 * length($4); from = $1 - ($3 == "end" ? w : $3 == "middle" ? w / 2 : 0)
                     for (i = 1; i <= n; i++) if (y[i] == $2 && from < to[i] && at[i] < from + w) print name[i] " and " $4
                     n++; y[n] = $2; at[n] = from; to[n] = from + w; name[n] = $4 }
                   END { if (n < 3) print "fewer than 3 texts" }' >over.txt
    [ ! -s over.txt ] || wrong "$(cat over.txt)"
}
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

it "the name over the labels keeps clear of the first year of a timeline"
gazette -q -c '[{event: "The Ides of March", date: date("-0043-03-15")}, {event: "Long before", date: date("-3000")}, {event: "Now", date: date("1999")}] | as timeline(date: date, label: event) | save "line.svg"' "$small"
status_is 0
apart line.svg

it "the labels of a histogram keep clear of each other, the first at the edge too"
gazette -q -c '[date("-3000"), date("-0043"), date("1500"), date("1999")] | as histogram(bins: 100 years) | save "long.svg"' "$small"
status_is 0
apart long.svg

it "a page tells a chart that takes more than one printed page"
bars="[$(seq -s, 60)] | as bar | save"
gazette -q -c "$bars \"tall.html\"" "$small"
status_is 0
grep -q 'class="gz tall"' tall.html || wrong "it does not"
gazette -q -c "$bars \"alone.svg\"" "$small"
gazette -q -c '[1, 2] | as bar | save "low.html"' "$small"
grep -q 'class="gz tall"' alone.svg low.html && wrong "so do others"

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
for command in "build $small" "import json $FOLDER/in.jsonl" "export csv $small"; do
    # shellcheck disable=SC2086 # several words
    gazette --safe $command -o safe.gza
    status_is 2
    err_has "'gazette ${command%% *}' writes files, which --safe forbids"
    [ ! -e safe.gza ] || wrong "$command wrote"
done

finish
