#!/bin/bash
# Each check of examples/newsletter/check.gzt can fail: the archive with one damage, and what the
# check says of it. A damage is a fact more, or another date of one event.
. "$(dirname "$0")/lib.bash"
CHECK=examples/newsletter/check.gzt
ARCHIVE=$FOLDER/damaged
mkdir "$ARCHIVE"
reset() { rm -f "$ARCHIVE"/*.gzt && cp examples/newsletter/*.gzt "$ARCHIVE"; }
reset

# the line of the check that failed
hit=''
failed_line() { hit+=$(sed -n 's/.*check\.gzt:\([0-9]*\):.*/\1/p' "$FOLDER/err")$'\n'; }

# what is told (and the name of the test), the fact more
says() {
    it "$1"
    printf '%s\n' "$2" >"$ARCHIVE/damage.gzt"
    gazette run $CHECK "$ARCHIVE"
    status_is 1
    err_has "error: $1"
    failed_line
    rm "$ARCHIVE/damage.gzt"
}
# what is told, the event, its date
moved() {
    it "$1"
    sed -i "/^event @$2 {/,/^}/ s/date: [^{,]*/date: $3 /" "$ARCHIVE"/*.gzt
    gazette run $CHECK "$ARCHIVE"
    status_is 1
    err_has "error: $1"
    failed_line
    reset
}

it "the archive as it is passes"
gazette run $CHECK "$ARCHIVE"
status_is 0
err_is ''

it "the archive that the program carries passes"
gazette run $CHECK
status_is 0

it "a reference to nothing is an error of the archive"
printf 'event @x { title: "X", people: [@nobody], source: @masthead-1 }\n' >"$ARCHIVE/damage.gzt"
gazette run $CHECK "$ARCHIVE"
status_is 3
err_has '@nobody'
rm "$ARCHIVE/damage.gzt"

SOURCE='source: @masthead-1'
says 'people without a source: x' 'person @x { name: "X" }'
says 'events without a source: x, y' $'event @x { title: "X" }\nevent @y { title: "Y" }'
says 'places without a source: x' 'place @x { name: "X" }'
says 'organisations without a source: x' 'organisation @x { name: "X" }'
says 'publications without a source: x' 'publication @x { name: "X" }'
says 'issues without a source: x' 'issue @x { title: "X" }'
says 'quotations without a source: x' 'quotation @x { gist: "X", speaker: @lenin }'
says 'relations without a source: Lenin to Trotsky' 'relation { from: @lenin, to: @trotsky }'
says 'passages of no article: x' 'passage @x { text: "X" }'
says 'mentions of nothing or in nothing: X' 'mention { of: @lenin, words: "X" }'
says 'articles of no issue: x' 'article @x { title: "X", text: "Y" }'
says 'articles without a text: x' 'article @x { title: "X", issue: @no27 }'
says 'quotations of nobody, about nobody, and no note why: x' "quotation @x { gist: \"X\", $SOURCE }"
says 'dead before their birth: x' "person @x { name: \"X\", born: 1900, died: 1899, $SOURCE }"
says 'act out of their time: Trotsky in @x' \
    "event @x { title: \"X\", date: 1950, people: [@trotsky {role: \"speaks\"}], $SOURCE }"
says 'act out of their time: Lenin in @x' \
    "event @x { title: \"X\", date: 1850, people: [@lenin], $SOURCE }"
says 'related out of their time: Lenin to Trotsky' \
    "relation { from: @lenin, to: @trotsky, date: 1925.., $SOURCE }"
says 'quotations from beyond the grave: x' \
    "quotation @x { gist: \"X\", speaker: @lenin, about: [@trotsky], date: 1930, $SOURCE }"
moved 'Kerensky speaks too late' telegraph-taken 1917-11-06T10:00
moved 'the telegraph is taken too late' telegraph-taken 1917-11-07T09:00
moved 'the exchange is taken too late' telephone-exchange-taken 1917-11-07T15:00
moved 'Trotsky speaks too late' trotsky-announces 1917-11-08T12:00
moved 'the palace is taken too late' lenin-speech 1917-11-07T20:00
says 'events that lie outside what they are a part of: x' \
    "event @x { title: \"X\", date: 1920, part_of: @insurrection, $SOURCE }"
says 'out of order: @x is told after' \
    'event @x { title: "X", date: 1917-11-06T09:00, part_of: @insurrection, source: @petrograd-50 }'
says 'names of several people: lenin' "person @x { name: \"X\", also: [\"LENIN\"], $SOURCE }"
says 'words that stand for several, and are not listed: chief' \
    'article @x { title: "X", issue: @no27, text: "[[@lenin|Chief]] and [[@trotsky|chief]]" }'
says 'no form of the name: chief for @lenin in @x-1' \
    'article @x { title: "X", issue: @no27, text: "The [[@lenin|chief]] spoke." }'
says 'named, but not marked: Lenin in @x-1' \
    'article @x { title: "X", issue: @no27, text: "Lenin spoke." }'
says 'not named where it is told: Kerensky in @x' \
    "event @x { title: \"X\", date: 1917, people: [@kerensky {role: \"speaks\"}], $SOURCE }"
says 'eight portraits, but 9 leaders' "person @x { name: \"X\", role: [\"leader\"], $SOURCE }"
says '24 names on the front page, but 25' "person @x { name: \"X\", role: [\"contributor\"], $SOURCE }"

it "every check was seen to fail"
checks=$(sed -n '/^assert /=' $CHECK)
tried=$(sort -nu <<<"$hit" | sed '/^$/d')
[ "$checks" = "$tried" ] || wrong "checks at lines $(echo $checks), failed at $(echo $tried)"

finish
