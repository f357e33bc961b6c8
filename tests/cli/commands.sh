#!/bin/bash
# The command line without a terminal: options, exit statuses, formats, files.
. "$(dirname "$0")/lib.bash"
facts
small=$FOLDER/small

it "a query prints a csv table"
gazette -f csv -c 'people | select name | sort name' "$small"
status_is 0
out_is $'name\r\nAda\r\nBen\r\nCid'
err_is ''

it "options may stand behind archives, joined to their values and together"
gazette "$small" -qfcsv -c 'people | where born < 1880 | select name'
status_is 0
out_is $'name\r\nAda'
err_is ''

it "long options take their value behind = or a blank"
gazette --format=json --command 'people | take 1 | select name' "$small"
status_is 0
out_is '[{"name":"Ada"}]'

it "-- ends the options"
touch "$FOLDER/-q"
(cd "$FOLDER" && exec "$GAZETTE" -c 'count(people)' -f csv -- -q) >"$FOLDER/out" 2>"$FOLDER/err"
status=$?
look
status_is 0
out_is $'value\r\n0'

it "a query comes from standard input"
input='people | select name | take 1' gazette -f csv -c - "$small"
status_is 0
out_is $'name\r\nAda'

it "a script comes from standard input"
input=$'let old = people | where born < 1880\nold | select name' gazette run - "$small" -f csv
status_is 0
out_is $'name\r\nAda'

it "notes go to standard error, and -q silences them"
gazette -f csv -c 'people | where born < 1880 | select name' "$small"
status_is 0
out_is $'name\r\nAda'
err_is 'note: 1 more is possible: born not recorded'
gazette -q -f csv -c 'people | where born < 1880 | select name' "$small"
out_is $'name\r\nAda'
err_is ''

it "a parameter is read by its type"
printf 'param year: int = 1\nparam who: text\n[year + 1] | select n: it, who' >"$FOLDER/p.gzt"
gazette run "$FOLDER/p.gzt" -p year=1917 -p who=Lenin -f csv
status_is 0
out_is $'n,who\r\n1918,Lenin'

it "a parameter without a value is an error of the script"
gazette run "$FOLDER/p.gzt"
status_is 1
err_has 'who'

it "a parameter needs name=value"
gazette run "$FOLDER/p.gzt" -p year
status_is 2
err_has 'name=value'
gazette run "$FOLDER/p.gzt" -p year=1 -p year=2
status_is 2
err_has 'twice'

it "an error is framed on standard error"
gazette -c 'people | where nmae = "Ada"' "$small"
status_is 1
out_is ''
err_has "error: no field 'nmae'"
err_has '^^^^'
err_has "did you mean 'name'"

it "errors can be JSON"
gazette --errors json -c 'people | where nmae = "Ada"' "$small"
status_is 1
out_is ''
[[ $err == '{"code":"E02'*'"line":1,"column":16,'*'}' ]] || wrong "not a JSON object"
gazette --errors=json "$FOLDER/nothing.gzt" -c people
status_is 3
[[ $err == '{"code":"E0801"'*'nothing.gzt'*'}' ]] || wrong "not a JSON object"

it "an archive that is not there"
gazette -c people "$FOLDER/nothing" "$FOLDER/nowhere"
status_is 3
err_has "cannot read '$FOLDER/nothing': No such file"
err_has "cannot read '$FOLDER/nowhere'"

it "a query in the place of an archive is told where it belongs"
gazette 'people | count'
status_is 3
err_has "cannot read 'people | count': No such file or directory; a query stands behind -c"

it "an archive with errors: all of them, at their places"
printf 'person @x { nmae: "X" }\nperson @y { born: "y" }\n' >"$FOLDER/faulty.gzt"
gazette -c people "$FOLDER/faulty.gzt"
status_is 3
out_is ''
err_has "faulty.gzt:1:13: error:"
err_has "faulty.gzt:2:"

it "the same as JSON"
gazette -c people "$FOLDER/faulty.gzt" --errors json
status_is 3
[ "$(grep -c '^{"code":.*faulty.gzt.*}$' "$FOLDER/err")" = 2 ] || wrong "not two objects"

it "a folder without facts"
mkdir -p "$FOLDER/empty"
gazette -c people "$FOLDER/empty"
status_is 3
err_has 'no .gzt file'

it "a script beside the facts of a folder is no part of the archive"
mkdir -p "$FOLDER/asked"
printf '#!/usr/bin/env -S gazette run\npeople | count\n' >"$FOLDER/asked/check.gzt"
gazette -c people "$FOLDER/asked"
status_is 3
err_has 'no .gzt file with facts'
printf 'person @ada { name: "Ada" }\n' >"$FOLDER/asked/a.gzt"
gazette -f csv -c 'people | select name' "$FOLDER/asked"
status_is 0
out_is $'name\r\nAda'
gazette -f csv run "$FOLDER/asked/check.gzt" "$FOLDER/asked"
status_is 0
out_is $'count\r\n1'

it "build keeps archives as one snapshot"
printf 'person @eve { name: "Eve" }\n' >"$FOLDER/eve.gzt"
gazette build "$FOLDER/eve.gzt" "$small" -o "$FOLDER/all.gza"
status_is 0
err_has "saved as '$FOLDER/all.gza', "
gazette -f csv -c 'people | select name | sort name' "$FOLDER/eve.gzt" "$small"
together=$out
gazette -f csv -c 'people | select name | sort name' "$FOLDER/all.gza"
status_is 0
out_is "$together"
cp "$FOLDER/all.gza" "$FOLDER/all.archive"
gazette -f csv -c 'people | select name | sort name' "$FOLDER/all.archive"
status_is 0
out_is "$together"

it "what cannot be built leaves the old snapshot"
gazette build "$FOLDER/asked/check.gzt" -o "$FOLDER/all.gza"
status_is 3
gazette build "$small" -o "$FOLDER/none/all.gza"
status_is 1
err_has 'there is no such folder'
gazette -f csv -c 'people | select name | sort name' "$FOLDER/all.gza"
out_is "$together"

it "info says what an archive holds"
gazette info "$FOLDER/all.gza"
status_is 0
out_has 'people         '
out_has 'size '
gazette info
status_is 2

it "verify finds a snapshot whole, or damaged"
gazette verify "$FOLDER/all.gza"
status_is 0
err_has 'whole and unharmed'
gazette verify "$FOLDER/eve.gzt"
status_is 2
err_has 'verify takes one snapshot'
printf 'X' | dd of="$FOLDER/all.gza" bs=1 seek="$(($(stat -c %s "$FOLDER/all.gza") / 2))" \
    conv=notrunc 2>/dev/null
gazette verify "$FOLDER/all.gza"
status_is 3
err_has 'damaged'
head -c 1000 "$FOLDER/all.gza" >"$FOLDER/cut.gza"
gazette -c people "$FOLDER/cut.gza"
status_is 3
err_has 'cut off'
gazette -c people "$FOLDER/none.gza"
status_is 3
err_has 'there is no such file'

it "a script is no archive"
printf '# who\n\npeople | count\n' >"$FOLDER/who.gzt"
gazette -c 'count(people)' "$small" "$FOLDER/who.gzt"
status_is 3
out_is ''
err_has "who.gzt:3:1: error:"
err_has "gazette run"

it "check knows scripts from facts"
printf 'assert @ada.born before 1900\nassert @ada.name = "Ada"\n[{a: 1}]\n' >"$FOLDER/looks.gzt"
gazette check "$small" "$FOLDER/looks.gzt"
status_is 0

it "facts may begin with blanks, and a text may look like a script"
printf '  person @x {\n  name: "X", note: """\npeople | count\n""" }\n' >"$FOLDER/blanks.gzt"
gazette -f csv -c 'count(people)' "$FOLDER/blanks.gzt"
status_is 0
out_is $'value\r\n1'
gazette check "$FOLDER/blanks.gzt"
status_is 0

it "a script that is not there"
gazette run "$FOLDER/none.gzt"
status_is 1
err_has "cannot read '$FOLDER/none.gzt'"
gazette run "$FOLDER"
status_is 1
err_has 'folder'

it "a script without end is not read to its end"
gazette run /dev/zero
status_is 1
err_has 'too large'

it "unknown options, formats and commands name the nearest right one"
gazette --fromat csv -c people
status_is 2
err_has "did you mean '--format'"
gazette -x
status_is 2
err_has "no option '-x'"
gazette -f jsno -c people
status_is 2
err_has "did you mean 'json'"
gazette --errors xml -c people
status_is 2
err_has "text or json"
gazette --quiet=yes -c people
status_is 2
err_has "takes no value"
gazette -c
status_is 2
err_has "needs a value"

it "commands of later versions are refused plainly"
for word in fmt test; do
    gazette $word x
    status_is 2
    err_has "'gazette $word' comes with a later version"
    out_is ''
done

it "what does not go together"
gazette build "$small"
status_is 2
err_has 'build and -o go together'
gazette -o x.gza -c people
status_is 2
gazette run x -c people
status_is 2
gazette run
status_is 2
err_has 'needs a script'
gazette check
status_is 2
gazette --ast
status_is 2
err_has 'query'
gazette -c people -c events
status_is 2
err_has 'twice'

it "help and version"
gazette --help
status_is 0
out_has 'gazette run SCRIPT'
out_has '--plan'
err_is ''
gazette run --help
status_is 0
gazette --version
status_is 0
[[ $out =~ ^gazette\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || wrong "no version"

it "an assert that is not true"
printf 'assert count(people) > 5, "people are missing"\n' >"$FOLDER/assert.gzt"
gazette run "$FOLDER/assert.gzt" "$small"
status_is 1
err_has 'people are missing'

it "results before a failure are there"
printf 'people | select name | take 1\nassert 1 > 2, "no"\n' >"$FOLDER/half.gzt"
gazette run "$FOLDER/half.gzt" "$small" -f csv
status_is 1
out_is $'name\r\nAda'

it "several results"
printf 'people | take 1 | select name\npeople | count\n' >"$FOLDER/two.gzt"
gazette run "$FOLDER/two.gzt" "$small" -f json
status_is 0
out_is $'[{"name":"Ada"}]\n[{"count":3}]'
gazette run "$FOLDER/two.gzt" "$small" -f csv
out_is $'name\r\nAda\r\n\ncount\r\n3'

it "a script file runs by itself"
printf '#!/usr/bin/env -S gazette run\npeople | where born > 1917 | count\n' >"$FOLDER/script"
chmod +x "$FOLDER/script"
PATH="$(dirname "$GAZETTE"):$PATH" "$FOLDER/script" "$small" -f csv >"$FOLDER/out" 2>"$FOLDER/err"
status=$?
look
status_is 0
out_is $'count\r\n0'

it "use finds files beside the using file, then in the working folder"
mkdir -p "$FOLDER/lib/deep"
printf 'use "lib/one"\n[1] | select a: one(it), b: two(it)\n' >"$FOLDER/use.gzt"
printf 'use "deep/two"\nfn one(n: int) = n + 1\n' >"$FOLDER/lib/one.gzt"
printf 'fn two(n: int) = n + 2\n' >"$FOLDER/lib/deep/two.gzt"
gazette run "$FOLDER/use.gzt" -f csv
status_is 0
out_is $'a,b\r\n2,3'
(cd "$FOLDER" && exec "$GAZETTE" -f csv -c 'use "lib/one"; [1] | select a: one(it)') \
    >"$FOLDER/out" 2>"$FOLDER/err"
status=$?
look
status_is 0
out_is $'a\r\n2'
gazette -c 'use "lib/none"'
status_is 1
err_has 'lib/none'

it "check passes what is right, and says so"
gazette check "$small" "$FOLDER/two.gzt"
status_is 0
out_is ''
err_is '3 files, no errors'
gazette check -q "$small"
err_is ''

it "scripts that are checked do not see each other's definitions"
printf 'param year: int = 1\n[year]\n' >"$FOLDER/one.gzt"
printf 'param year: int = 2\n[year]\n' >"$FOLDER/other.gzt"
gazette check "$FOLDER/one.gzt" "$FOLDER/other.gzt"
status_is 0
printf '[year]\n' >"$FOLDER/third.gzt"
gazette check "$FOLDER/one.gzt" "$FOLDER/third.gzt"
status_is 1

it "a script can be read again in the loop"
input=".read $FOLDER/one.gzt"$'\n'".read $FOLDER/one.gzt"$'\n'"year + 5"$'\n' gazette "$small"
status_is 0
out_has ' 6 '

it "check reports every error of every file"
printf 'people | where nmae = "x"\nevents | where dtae = 1\n' >"$FOLDER/wrong.gzt"
printf 'people | select nmae\n' >"$FOLDER/wrong2.gzt"
gazette check "$FOLDER/wrong.gzt" "$FOLDER/two.gzt" "$FOLDER/wrong2.gzt"
status_is 1
err_has 'wrong.gzt:1:'
err_has 'wrong.gzt:2:'
err_has 'wrong2.gzt:1:'
gazette check "$FOLDER/faulty.gzt"
status_is 1
err_has 'faulty.gzt:2:'

it "check goes on when a file can't be read"
gazette check "$FOLDER/none.gzt" "$FOLDER/wrong2.gzt"
status_is 1
err_has 'none.gzt'
err_has 'wrong2.gzt:1:'

it "the stages of translation"
for stage in tokens ast types plan; do
    gazette --$stage -c 'people | where born < 1880' "$small"
    status_is 0
    [ -n "$out" ] || wrong "--$stage shows nothing"
    out_lacks 'Ada'
    gazette --$stage "$FOLDER/two.gzt" "$small"
    status_is 0
done
gazette --ast -c 'people | where ('
status_is 1

it "the bundled archive"
gazette -f csv -c 'people | where name = "Lenin" | select born'
status_is 0
out_is $'born\r\n1870'

it "a reader that has seen enough is no error"
timeout 20 "$GAZETTE" -f csv -c 'events as a | select a.title' 2>"$FOLDER/err" | head -n 1 >"$FOLDER/out"
status=${PIPESTATUS[0]}
look
status_is 0
err_is ''

it "an output that can't be written is one"
timeout 20 "$GAZETTE" -c people >/dev/full 2>"$FOLDER/err"
status=$? err=$(cat "$FOLDER/err")
status_is 1
err_has 'cannot write'

it "without a terminal there are no colours, whatever the data"
printf 'person @x { name: "\033[31mred" }\n' >"$FOLDER/red.gzt"
gazette -c 'people | select name' "$FOLDER/red.gzt"
status_is 0
out_lacks $'\033'

it "lines on standard input are a loop without greeting or prompt"
input=$'people | where name = "Ada"\n| select name\n.mode csv\n_ | count\n.quit\n' gazette "$small"
status_is 0
out_has 'Ada'
out_has $'count\r\n1'
out_lacks 'gazette>'

it "a query over several lines on standard input"
input=$'count(\n  people\n)' gazette "$small"
status_is 0
out_has '3'

it "a failure on standard input shows in the status, and the rest is run"
input=$'.mode csv\n.nothing\npeople | count' gazette "$small"
status_is 0
err_has "no command '.nothing'"
input=$'people | count\n.nothing' gazette "$small"
status_is 1
input=$'people | where (' gazette "$small"
status_is 1
err_has 'error:'

it "the shell completes commands, options, formats and archives"
. runtime/repl/gazette.bash
mkdir -p "$FOLDER/shell/letters" && touch "$FOLDER/shell/life.gzt" "$FOLDER/shell/list.md"
completes() { # words; the last one is being typed
    COMP_WORDS=(gazette "$@") COMP_CWORD=$#
    _gazette "$GAZETTE"
    out=" ${COMPREPLY[*]} "
}
completes ch
out_is ' check '
completes check "$FOLDER/shell/li"
out_is " $FOLDER/shell/life.gzt "
completes check "$FOLDER/shell/l"
out_is " $FOLDER/shell/letters $FOLDER/shell/life.gzt "
completes --
for option in command format param quiet errors safe no-rc plan help version; do
    out_has " --$option "
done
completes -c people -f ''
formats=$out
gazette -f pie -c people
for format in $(sed -n 's/.*one of //p' <<<"$err" | tr -d ,); do
    [[ $formats == *" $format "* ]] || wrong "$format is missing"
done
completes -f j
out_is ' json jsonl '

finish
