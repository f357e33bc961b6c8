#!/bin/bash
# The saved questions: each has a head that asks, an answer that is kept, and a line in the list.
. "$(dirname "$0")/lib.bash"
QUESTIONS=examples/questions LIST=examples/questions/README.md

it "there are at least forty"
[ "$(find $QUESTIONS -name '*.gzt' | wc -l)" -ge 40 ] || wrong "only so many: $(find $QUESTIONS -name '*.gzt' | wc -l)"

it "each has one line in the list, a head comment and an answer"
for file in "$QUESTIONS"/*.gzt; do
    question=$(basename "$file" .gzt)
    [ "$(grep -c "^| \`$question\` |" $LIST)" = 1 ] || wrong "$question is not listed once"
    [ "$(sed -n 1p "$file")" = '#!/usr/bin/env -S gazette run' ] || wrong "$question has no first line"
    [[ $(sed -n 2p "$file") == '# '* ]] || wrong "$question asks no question"
    [ -x "$file" ] || wrong "$question cannot be run by itself"
    [ -s "tests/examples/$question.out" ] || wrong "$question has no answer"
done

it "the list and the answers name no other"
for question in $(sed -n 's/^| `\([0-9][^`]*\)`.*/\1/p' $LIST); do
    [ -e "$QUESTIONS/$question.gzt" ] || wrong "the list has $question"
done
for file in tests/examples/*.out; do
    question=$(basename "$file" .out)
    [ -e "$QUESTIONS/$question.gzt" ] || [ "$question" = check ] || wrong "there is an answer to $question"
done

it "a year may be given from outside"
gazette -f csv run $QUESTIONS/20-in-exile.gzt -p year=1898
status_is 0
out_has 'Lenin,1897/1900,Siberia'
gazette -f csv run $QUESTIONS/13-expelled.gzt -p year=1927
status_is 0
out_has 'Pyatakov,1927'
gazette -f csv run $QUESTIONS/21-offices.gzt -p year=1920
status_is 0
out_has 'Trotsky,Commissar for War'

it "the report can be kept in a file"
sed '0,/| as markdown/s//| save "fates.md"/' $QUESTIONS/29-report.gzt >"$FOLDER/report.gzt"
(cd "$FOLDER" && exec "$GAZETTE" run report.gzt) >"$FOLDER/out" 2>"$FOLDER/err"
status=$?
look
status_is 0
err_has 'fates.md'
grep -q '^| Sverdlov | .* | natural | 33–34 years |' "$FOLDER/fates.md" || wrong "no table in it"

it "the numbers are all there, each once"
want=$(find $QUESTIONS -name '*.gzt' | wc -l)
got=$(basename -a "$QUESTIONS"/*.gzt | sed 's/^0*\([0-9]*\)-.*/\1/' | sort -n | uniq | wc -l)
last=$(basename -a "$QUESTIONS"/*.gzt | sed 's/^0*\([0-9]*\)-.*/\1/' | sort -n | tail -1)
[ "$want" = "$got" ] && [ "$want" = "$last" ] || wrong "$want questions, $got numbers, up to $last"

finish
