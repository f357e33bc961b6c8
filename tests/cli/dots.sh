#!/bin/bash
# The dot commands, one test each, and what they share: psql's spellings, the rc file, --safe. Most
# need no terminal: the loop reads its lines from a file then.
. "$(dirname "$0")/lib.bash"
facts
with_terminal
small=$FOLDER/small
loop() { # lines, and the program's arguments
    local input=$1
    shift
    gazette "$@"
}

it ".help has topics, stages, functions, codes and commands"
loop $'.help\n.help dates\n.help where\n.help lower\n.help e0202\n.help .timer\n.help keys' "$small"
status_is 0
for words in '.explain [QUERY]' 'Topics of .help' 'd overlaps 1905..1907' '| where CONDITION' \
    'lower(text) -> text' 'E0202: ' '.timer on|off' 'Ctrl-R'; do out_has "$words"; done

it "every error code has help"
codes=$(sed -n 's/^X(\(E[0-9]*\),.*/\1/p' lang/errors.def)
[ "$(wc -w <<<"$codes")" -ge 50 ] || wrong "only $codes"
loop "$(for code in $codes; do echo ".help $code"; done)"
status_is 0
err_is ""
[ "$(grep -c '^E[0-9]*: [^ ]' <<<"$out")" = "$(wc -w <<<"$codes")" ] || wrong 'not all of them'
loop '.help E9999'
status_is 1

it "every topic, stage, function and command has help"
loop .help
topics=$(sed -n '/^Topics/,$ s/^  \([a-z]*\) .*/\1/p' <<<"$out")
commands=$(sed -n 's/^  \(\.[a-z]*\) .*/\1/p' <<<"$out")
[ "$(wc -w <<<"$topics $commands")" -ge 38 ] || wrong "only $topics $commands"
loop '.help functions'
functions=$(sed -n 's/^  \([a-z_]*\)(.*/\1/p' <<<"$out" | sort -u)
loop '.help stages'
stages=$(sed -n 's/^  | \([a-z]*\) .*/\1/p' <<<"$out" | sort -u)
loop "$(for word in $topics $commands $functions $stages; do echo ".help $word"; done)"
status_is 0
err_is ""

it "help stays within 100 columns"
loop $'.help\n.help stages\n.help functions'
long=$(LC_ALL=C.UTF-8 grep -E '^.{101}' <<<"$out") # characters, whatever awk counts
[ -z "$long" ] || wrong "too long: $long"

it "a topic that is not there is suggested, if one is near"
loop '.help wher'
status_is 1
err_has "did you mean 'where'?"
loop '.help foo'
err_is "error: there is no help on 'foo'; .help lists what there is"

it ".help of a word that is neither stage nor function: the lines of topics that show its use"
loop '.help overlaps'
out_is 'of .help dates:
    d overlaps 1905..1907       they share at least one moment'
loop '.help has'
out_has '    role has "leader" '

it ".doc tells about functions only"
loop '.doc lower'
out_has 'lower(text) -> text'
loop '.doc where'
status_is 1
err_has "there is no function 'where'"
loop '.doc lowr'
err_has "did you mean 'lower'?"

it "help and .doc know the functions that are defined here"
loop $'fn age(p: person): int = years(p.died - p.born)\n.doc age\n.help functions\n.help agee' "$small"
out_has $'age(p: person) -> int\n    = years(p.died - p.born)'
out_has 'age(p: person) -> int                  = years(p.died - p.born)'
err_has "did you mean 'age'?"
loop '.doc age'
err_has "there is no function 'age'"

it "psql's spellings"
loop $'\\d\n\\d person\n\\?\n\\timing\n\\q\n.kinds' "$small"
status_is 0
out_has '3 people'
out_has 'person as people'
out_has 'Topics of .help'
out_has 'the time of a query is shown'
[ "$(grep -c ' 3 people$' <<<"$out")" = 1 ] || wrong '\q did not leave'

it "every spelling of psql's does what the command does"
echo '[41 + 1]' >"$FOLDER/answer.gzt"
while IFS=: read -r spelling want; do
    loop "$spelling" "$small"
    status_is 0
    err_is ''
    out_has "$want"
done <<'END'
\d person:born
\d:3 people
\dt:3 people
\l:3 people
\h:Topics
\?:Topics
\timing:the time
\set:there are no params
.tables:3 people
.functions:Topics
END
loop '\pset csv'$'\n[40 + 1]\n\\i '"$FOLDER/answer.gzt"$'\n\\o\n\\c '"$small" "$small"
status_is 0
out_has $'value\r\n41'
out_has $'value\r\n42'
for way in '\q' .exit .quit; do
    loop "$way"$'\n[1]' "$small"
    status_is 0
    out_is ''
done
loop '\e' "$small"
err_has '.edit needs a terminal'
loop '\watch 5' "$small"
err_has 'there is no query yet'

it "unknown commands suggest the nearest"
loop '.tiner on'
err_has "did you mean '.timer'?"
loop '.sch'
err_has "did you mean '.schema'?"
loop '\timig'
err_has "there is no command '\\timig'"
loop '.xyzzy'
err_has '.help lists them'

it ".explain tells steps, rows and times, of the last query too"
loop $'.explain people | where born < 1900\npeople | take 1\n.explain' "$small"
status_is 0
[[ $out =~ born\ \<\ 1900\ \(1\ row,\ unknown\ for\ 1,\ [0-9.]+\ (µs|ms)\) ]] || wrong 'no rows or time'
out_has '  take (1 row, '
[ "$(grep -c 'Ada' <<<"$out")" = 1 ] || wrong 'it shows the result'
loop $'people\n| take 2\n| select name\nlet a = 1\n.explain' "$small"
status_is 0
[[ $out =~ take\ \(2\ rows,\ .*$'\n'\ \ \ \ select\ \(2\ rows ]] || wrong 'not the whole query'
loop $'people\n.explain | where born < 1900\n.explain _ | take 1' "$small"
status_is 0
out_has 'take (1 row'
loop $'.explain people | union (people | take 1)\n.explain peple' "$small"
status_is 1
out_has $'\n    scan people'
out_has '  union (3 rows'
err_has "did you mean 'people'?"
loop '.explain'
status_is 1
err_has 'needs a query'

it ".width holds for terminals, and wants a number"
loop $'.width 50\n.width auto\n.width 5'
status_is 1
out_has 'at most 50 columns'
out_has 'as wide as the window'
err_has 'at least 20'

it ".params tells and sets values"
loop $'param year: int = 1917\n.params\n[year]\n.params year=1905\n[year]\n.params' "$small" -f csv
status_is 0
out_has $'year is not given: it is what its param says\n'
out_has '1917'
out_has '1905'
out_has 'year=1905'
loop '.params 1905'
status_is 1

it ".params refuses what its param cannot be, and what was given before stays"
loop $'param year: int = 1917\n.params year=soon\n[year]\n.params year=1905\n.params year=\n[year]' \
    "$small" -f csv
err_has $'"soon" given for \'year\' is not a whole number'
err_has $'"" given for \'year\' is not a whole number'
out_has 1917
out_has 1905

it ".limits tells and sets limits, also for archives opened later"
loop $'.limits\n.limits rows 2\npeople\n.open '"$small"$'\n.limits rows' "$small"
out_has 'rows worked on, all told'
err_has 'rows'
[ "$(grep -c '^  rows  *2 ' <<<"$out")" = 2 ] || wrong 'not kept'
loop '.limits rwos 2'
err_has "did you mean 'rows'?"
loop '.limits rows many'
err_has 'a whole number, or none'
loop $'.limits time none\n.limits time'
out_has 'none  milliseconds'

it "-p that no param takes is wrong usage"
printf 'param year: int = 1917\n[year]\n' >"$FOLDER/year.gzt"
gazette run "$FOLDER/year.gzt" "$small" -p yaer=1905
status_is 2
err_is "error: -p gives 'yaer', but no param is called so; did you mean 'year'?"
out_is ''
gazette -f csv run "$FOLDER/year.gzt" "$small" -p year=1905
status_is 0
out_has 1905
gazette -c '[1]' -p other=1 "$small"
status_is 2
err_is "error: -p gives 'other', but no param is called so"

it ".once sends one result to a file, .output all of them, whole"
loop ".once $FOLDER/one.csv"$'\npeople | select name | sort name\n[41 + 1]' "$small"
status_is 0
out_has 42
out_lacks Ada
[ "$(tr -d '\r' <"$FOLDER/one.csv")" = $'name\nAda\nBen\nCid' ] || wrong "$(cat "$FOLDER/one.csv")"
loop ".output $FOLDER/all.jsonl"$'\n[1, 2]\n[3]\n.output\n[42]' "$small"
out_has 42
[ "$(wc -l <"$FOLDER/all.jsonl")" = 3 ] || wrong "$(cat "$FOLDER/all.jsonl")"
loop ".once $FOLDER/none/x.csv"
status_is 1
err_has 'cannot write'
loop $'.output /dev/full\n[1]\n[42]' "$small"
err_has 'cannot write the result'
out_has 42

it ".once makes a page of .html and a picture of .svg, which .output cannot"
bars='people | select name, age: died - born | as bar'
loop ".once $FOLDER/a.html"$'\n'"$bars"$'\n'".once $FOLDER/a.svg"$'\n'"$bars" "$small"
status_is 0
out_is ''
grep -q '^<!DOCTYPE html>' "$FOLDER/a.html" || wrong 'no page'
grep -q '^<svg' "$FOLDER/a.html" || wrong 'no chart in it'
grep -q '^<?xml' "$FOLDER/a.svg" || wrong 'no picture'
loop ".once $FOLDER/b.svg"$'\npeople' "$small"
err_is 'error: only a chart can be an svg'
loop ".output $FOLDER/c.svg"
status_is 1
err_has 'write .once'

it ".save keeps the archive, .open opens it again"
loop ".save $FOLDER/kept.gza"$'\n'".open $FOLDER/kept.gza"$'\ncount(people)' "$small"
status_is 0
err_has "saved as '$FOLDER/kept.gza'"
out_has "$(gazette -c 'count(people)' "$small"; printf '%s' "$out")"
loop .save "$small"
err_has '.save needs a file'

it ".why and .cite say that they come later"
for command in '.why 1' .cite; do
    loop "$command" "$small"
    status_is 1
    err_has 'with a later version'
done

it ".help tells of what the commands import and export do"
loop $'.help import\n.help export' "$small"
out_has 'gazette import tei FOLDER --into A.gza'
out_has 'gazette export jsonl A.gza -o FOLDER'

it ".safe reads and writes no files, and cannot be undone"
loop $'.safe\n.open '"$small"$'\n.read x\n.once y\n.output z\n.edit\nuse "lib"\npeople | save "a.csv"' "$small"
for command in .open .read .once .output .edit; do err_has "$command does not work with .safe"; done
[ ! -e y ] && [ ! -e z ] && [ ! -e a.csv ] || wrong 'a file was written'
loop $'.safe\n.limits rows 10\n.limits rows 20' "$small"
err_has 'can only be lowered'
loop ".read $FOLDER/year.gzt" "$small" --safe
err_has '.read does not work with .safe'

it "--safe keeps no history"
rm -rf "$XDG_STATE_HOME"
terminal --safe "$small" <<'END'
< gazette> 
> [41 + 1]\r
< 42
< gazette> 
> \x04
= 0
END
[ ! -e "$XDG_STATE_HOME/gazette/history" ] || wrong 'there is a history'

it ".examples are those that have an answer, or made of the archive's kinds"
loop .examples "$small"
out_has 'people | where born < 1880'
out_lacks 'articles'
out_lacks '@lenin'
cat >"$FOLDER/ships.gzt" <<'END'
kind ship as ships { name: text, rig: text, built: date }
ship @aurora { name: "Aurora", rig: "cruiser", built: 1900 }
END
loop .examples "$FOLDER/ships.gzt"
out_has 'ships | where built is not null | sort built | take 5 | select built, name'
out_has 'ships | where rig is not null | count by rig'
input=$(grep '^  [a-z]' <<<"$out") gazette "$FOLDER/ships.gzt"
status_is 0
printf 'person @dan { name: "Dan" }\n' >"$FOLDER/dateless.gzt"
loop .examples "$FOLDER/dateless.gzt"
out_has 'people | select name'
out_lacks 'died - born'
loop .examples
[ "$(grep -c '^  #' <<<"$out")" = 10 ] || wrong 'not all of the bundled archive'
input=$(grep '^  [a-z@]' <<<"$out") gazette -f jsonl
status_is 0
[ "$(grep -c . <<<"$out")" -ge 40 ] || wrong 'some have no rows'

it "the rc file holds commands and definitions; errors have their place"
mkdir -p "$FOLDER/config/gazette"
export XDG_CONFIG_HOME=$FOLDER/config
printf '%s\n' '# mine' '.timer off' 'let old = people' '| where born < 1900' '' '.tiner on' \
    'let bad = peopel' >"$FOLDER/config/gazette/rc"
terminal "$small" <<'END'
< gazette/rc:6: error: there is no command '.tiner'
< gazette/rc:7:11: error: 
! not shown
< A small archive
< gazette> 
> old | select name, x: 42\r
< Ada
< possible\r
< gazette> 
> \x04
= 0
END
terminal --no-rc "$small" <<'END'
< gazette> 
! tiner
> [42]\r
<  ms
< gazette> 
> \x04
= 0
END
loop '[42]' "$small"
err_is ''
unset XDG_CONFIG_HOME

it "a long result goes through the pager, a short one does not"
PAGER='sed s/^/paged:/' terminal <<'END'
< gazette> 
> [42]\r
< 42
! paged:
< gazette> 
> events | take 30 | select id\r
< paged:┌
< paged:└
< paged:30 rows
< gazette> 
> .help functions\r
< paged:
< gazette> 
> .pager off\r
< do not go
< gazette> 
> events | take 30 | select id\r
! paged:
< 30 rows
< gazette> 
> \x04
= 0
m
END

it "a pager that is quit before the end, or that is not there"
PAGER='head -n 2' terminal <<'END'
< gazette> 
> events | as csv\r
< gazette> 
> [41 + 1]\r
< 42
< gazette> 
> \x04
= 0
m
END
PAGER=no-such-pager terminal <<'END'
< gazette> 
> events | take 30 | select id\r
< not found
< └
< 30 rows
< gazette> 
> \x04
= 0
END

it ".last shows the last result whole, without working it out again"
PTY_COLUMNS=60 terminal <<'END'
< gazette> 
> events | take 60\r
< hidden
< gazette> 
> .last\r
< └
! hidden
< 60 rows
< gazette> 
> .limits steps 1\r
< steps
< gazette> 
> .last\r
< └
! hidden
< 60 rows
< gazette> 
> .limits steps none\r
< gazette> 
> [42] | as csv\r
< 42
< gazette> 
> .last\r
< 42
< gazette> 
> \x04
= 0
END

it "after a second a line tells how far a query is, and is gone when it ends"
terminal <<'END'
< gazette> 
> fn slow(n: int): int = if n < 2 then n else slow(n - 1) + slow(n - 2)\r
< gazette> 
> [80] | select x: slow(it)\r
<  steps · 
<  a second
> \x03
< interrupted
< gazette> 
c 0 a second
> \x04
= 0
END
for ((i = 0; i < 20000; i++)); do echo "person @p$i { name: \"P$i\" }"; done >"$FOLDER/many.gzt"
terminal "$FOLDER/many.gzt" <<'END'
< gazette> 
> people as a | select n: count(people | where name > a.name)\r
<  % · 
<  of 20,000 rows · 
<  left
> \x03
< interrupted
c 0  of 20,000 rows
< gazette> 
> \x04
= 0
END
terminal -q -c 'fn slow(n: int): int = if n < 2 then n else slow(n - 1) + slow(n - 2); [26] | select x: slow(it)' <<'END'
< 121393
! steps
= 0
END

it ".watch runs the last query again until Ctrl-C"
terminal "$small" <<'END'
< gazette> 
> .watch\r
< there is no query yet
< gazette> 
> [41 + 1]\r
< gazette> 
> .watch 0.1\r
< every 0.1 s
< 42
< every 0.1 s
< 42
< every 0.1 s
> \x03
< gazette> 
> [42 + 1]\r
< 43
< gazette> 
> .watch soon\r
< a number of seconds
< gazette> 
> \x04
= 0
m
END

it ".edit runs what the editor leaves, and remembers it"
printf '#!/bin/sh\ntest "$(stat -c %%a "$1")" = 600 && sed -i s/40/41/ "$1"\n' >"$FOLDER/editor"
chmod +x "$FOLDER/editor"
EDITOR=$FOLDER/editor TMPDIR=$FOLDER terminal "$small" <<'END'
< gazette> 
> [40] | select x: it + 2\r
< 42
< gazette> 
> .edit\r
< [41] | select x: it + 2
< 43
< gazette> 
> \e[A\r
< 43
< gazette> 
> \x04
= 0
m
END
ls "$FOLDER"/gazette-*.gzt >"$FOLDER/left" 2>&1 && wrong "the edited file is still there"
EDITOR=false terminal "$small" <<'END'
< gazette> 
> \\e\r
< the editor 'false' failed
< gazette> 
> \x04
= 0
END

it "the terminal is as it was after an error, an end, a signal"
for way in '.quit\r' '\x04' '.qiut\r\n> .quit\r'; do
    printf '%s\n' '< gazette> ' "> $way" '= 0' m | sed 's/\\n> /\n< gazette> \n> /' >"$FOLDER/way"
    terminal "$small" <"$FOLDER/way"
done
for signal in TERM HUP; do
    printf '%s\n' '< gazette> ' '> count(\r' '<        … ' "k $signal" \
        "= $((128 + $(kill -l $signal)))" m >"$FOLDER/way"
    terminal "$small" <"$FOLDER/way"
done

finish
