#!/bin/bash
# The loop in a terminal: pty.c types and looks. Waits for texts that only an answer can hold.
. "$(dirname "$0")/lib.bash"
facts
with_terminal
history=$XDG_STATE_HOME/gazette/history

it "greets, answers, leaves with Ctrl-D"
terminal "$FOLDER/small" <<'END'
< Gazette 0.1
< A small archive
< 3 people
< .examples for ideas
< gazette> 
> [40] | select x: it + 2\r
< 42
< 1 row
<  ms
< gazette> 
> \x04
= 0
m
END

it "Ctrl-D leaves no blank line behind"
out=$(printf '%s\n' '< gazette> ' '> \x04' '< behind' '= 0' S |
    "$FOLDER/pty" sh -c '"$0" "$1"; echo behind' "$GAZETTE" "$FOLDER/small") status=$?
[[ $status = 0 && $out == *$'|gazette>\n|behind\n'* ]] || wrong "a line between them"

it "in a narrow window no word of what is said is cut"
PTY_COLUMNS=30 terminal "$FOLDER/small" <<'END'
s 3 people · 1 event · .help for
s help, .examples for ideas
< gazette> 
> people | where born < 1880 | select name\r
s 1 more is possible: born not
< gazette> 
> \x04
= 0
END

it "a result that goes to a file says to which"
(cd "$FOLDER" && terminal "$FOLDER/small" <<'END'
< gazette> 
> .once names.csv\r
< gazette> 
> people | select name\r
< 3 rows written to names.csv
< gazette> 
> \x04
= 0
END
[ $status = 0 ] && grep -q '^Ada' names.csv) || wrong "no such line or file"

it "types are in the header of a table"
terminal "$FOLDER/small" <<'END'
< gazette> 
> people | where born < 1880 | select name\r
< ┌
< text
< Ada
< 1 row · 1 more is possible: born not recorded
< gazette> 
> .quit\r
= 0
END

it "a query goes on until it is complete, and the prompt says what is awaited"
terminal <<'END'
< gazette> 
> count(\r
<        … (')' to close '(' of line 1)
> [1, 2, 3]\r
< (')' to close '(' of line 1)
s        … [1, 2, 3]
> ) + 1914\r
< 1917
< gazette> 
> [7] |\r
<        … (a stage such as where or select)
> select x: it * 6\r
< 42
< gazette> 
> people | search\r
<        … (as in: search "bread strike")
> "lenin" | count\r
< gazette> 
> \x04
= 0
END

it "a line that begins with | goes on with the last query"
terminal <<'END'
< gazette> 
> [20, 21]\r
< 2 rows
< gazette> 
> | select x: it * 2\r
< 42
< gazette> 
> \x04
= 0
END

it "Ctrl-C clears the line"
terminal <<'END'
< gazette> 
> [1 + \x03
< ^C
< gazette> 
> [40 + 2]\r
< 42
< gazette> 
> count(\r
<        … 
> \x03
< ^C
< gazette> 
> [41 + 2]\r
< 43
< gazette> 
> \x04
= 0
m
END

it "Ctrl-C stops a query, keeps the session and its definitions"
terminal <<'END'
< gazette> 
> fn slow(n: int): int = if n < 2 then n else slow(n - 1) + slow(n - 2)\r
< gazette> 
> let kept = [41]\r
< gazette> 
> [80] | select x: slow(it)\r
< slow(it)\r\n
> \x03
< interrupted
< gazette> 
> kept | select x: it + 1\r
< 42
< gazette> 
> \x04
= 0
m
END

it "Ctrl-C right after Enter is not lost"
{
    printf '%s\n' '< gazette> ' '> fn slow(n: int): int = if n < 2 then n else slow(n - 1) + slow(n - 2)\r'
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        printf '%s\n' '< gazette> ' '> [70] | select x: slow(it)\r' '< slow(it)\r\n' '> \x03' '< interrupted'
    done
    printf '%s\n' '< gazette> ' '> [40] | select x: it + 2\r' '< 42' '< gazette> ' '> \x04' '= 0' 'm'
} >"$FOLDER/often"
terminal <"$FOLDER/often"

it "the program ends by the signal that asks it to, and restores the terminal"
terminal <<'END'
< gazette> 
> abc
< abc
k TERM
= 143
m
END
terminal <<'END'
< gazette> 
k HUP
= 129
m
END

it "Ctrl-C ends a program that runs one query with status 130"
terminal -c 'fn slow(n: int): int = if n < 2 then n else slow(n - 1) + slow(n - 2); [1]; [80] | select x: slow(it)' <<'END'
< └
> \x03
< interrupted
= 130
m
END

it "an error is framed, and the loop goes on"
terminal "$FOLDER/small" <<'END'
< gazette> 
> people | where nmae = "Ada"\r
< error: no field 'nmae'
< ^^^^
< gazette> 
> .nothing\r
< error: there is no command
< gazette> 
> \x04
= 0
END

it "dot commands"
printf 'let fortytwo = [42]\nfortytwo | select fromfile: it\n' >"$FOLDER/read.gzt"
export FOLDER
sed "s|FOLDER|$FOLDER|" <<'END' >"$FOLDER/dots"
< gazette> 
> .kinds\r
<  people
< gazette> 
> .schema person\r
< person as people
< born
< moment
< gazette> 
> .help\r
< .schema
< gazette> 
> .help count\r
< count([any]) -> int
< gazette> 
> .help functions\r
< upper(text) -> text
< gazette> 
> .help E0202\r
< no such field
< gazette> 
> .examples\r
< people |
< gazette> 
> .mode csv\r
< gazette> 
> [40] | select n: it + 2\r
< 42
< gazette> 
> .mode table\r
< gazette> 
> .timer off\r
< not shown
< gazette> 
> .dump tokens people\r
< people
< gazette> 
> .read FOLDER/read.gzt\r
< fromfile
< gazette> 
> fortytwo | select again: it + 1\r
< 43
< gazette> 
> .open FOLDER/small\r
< A small archive
< gazette> 
> .open FOLDER/nothing\r
< cannot read
< stays open
< gazette> 
> people | where born < 1880 | select name\r
< Ada
< gazette> 
> .quit\r
= 0
END
terminal <"$FOLDER/dots"

it "text from data never drives the terminal"
printf 'person @x { name: "\033]0;title\007\033[2Jx\302\233y\342\200\256z" }\n' >"$FOLDER/evil.gzt"
for form in table list csv tsv json jsonl markdown html latex bar; do
    out=$("$FOLDER/pty" "$GAZETTE" -f $form -c 'people | select name, n: 1' "$FOLDER/evil.gzt" <<'END'
< title
! \e
! \x07
! \xc2\x9b
< z
! \e
! \x07
! \xc2\x9b
! \xe2\x80\xae
= 0
END
    ) || wrong "$form lets it through"
done

it "also not through what the loop says of names, files, params and errors"
printf 'archive "T\033[2Jt" {}\nkind `k\033[2J` as `ks\033[2J` { `f\033[2J`: text }\n' >"$FOLDER/evil-kinds.gzt"
printf 'archive "T\033[2Jt\302\233\342\200\256" {}\nperson @x { name: "n\033[2J" }\n' >"$FOLDER/evil.gzt"
E='\x1b[2J'
{
    echo '< gazette> '
    for text in ".help q$E" ".mode q$E" ".read q$E" ".open q$E" ".once /q$E/q" ".xq$E" ".schema q$E" \
        ".theme q$E" ".limits q$E 1" ".doc q$E" ".dump q$E x" ".params q$E=1$E" .params .kinds .schema \
        "people | where name = \"q$E\"" "people | where name ~ \"q$E*\"" "use \"q$E\"" "q$E" \
        "people | as q$E" "people | select \`q$E\`: 1" "\`q$E\`" "@\"q$E\"" "set q$E = 1" people \
        "people | as list" "people | as bar(y: 1)" "people | save \"/q$E/q.csv\"" ".explain q$E" \
        .examples "assert 1 = 2, \"q$E\"" "$E" "'$E" "# $E"; do
        printf '%s\n' "> \\e[200~$text\\e[201~" '> \r\r\r' '> [4100 + 13]\r' '< 4113 │' '< gazette> '
    done
    printf '%s\n' '> people\r' '<  row' '< gazette> ' '> .last\r' '<  row' '< gazette> '
    printf '%s\n' '> peo\t\t' '> \x03' '< ^C' '< gazette> ' p '> \x04' '= 0'
} >"$FOLDER/evil"
terminal "$FOLDER/evil.gzt" <"$FOLDER/evil"
out_has 'q\x1b[2J'
out_lacks $'\e[2J'
out_lacks $'\302\233'
out_lacks $'\342\200\256'
printf '%s\n' '> .open '"$FOLDER"'/evil-kinds.gzt\r' '> .kinds\r.schema\r.examples\r' '> [4100 + 13]\r' '< 4113 │' '< gazette> ' p '> \x04' '= 0' |
    sed '1i < gazette> ' >"$FOLDER/evil"
terminal "$FOLDER/evil.gzt" <"$FOLDER/evil"
out_lacks $'\e[2J'

it "history is remembered, query by query, for its owner only"
rm -f "$history"
terminal <<'END'
< gazette> 
> count(\r
<        … 
> [1, 2]) + 40\r
< 42
< gazette> 
> \x04
= 0
END
[ "$(stat -c %a "$history")" = 600 ] || wrong "mode $(stat -c %a "$history")"
terminal <<'END'
< gazette> 
> \x10\r
< 42
< gazette> 
> \x04
= 0
END

it "a table is folded to the window, and says so"
PTY_COLUMNS=60 terminal <<'END'
< gazette> 
> people\r
< …
< rows
< gazette> 
> \x04
= 0
END

it "a new width is seen"
terminal <<'END'
< gazette> 
w 30
> [40 + 2]\r
< 42
< gazette> 
> \x04
= 0
END

it "colours where they are wanted"
NO_COLOR='' terminal "$FOLDER/small" <<'END'
< gazette> 
> people | where nmae = 1\r
< \e[1;91merror:
< \e[1;91m^^^^
< gazette> 
> people | where born is not null | as timeline\r
< \e[36m
< gazette> 
> .theme light\r
< gazette> 
> people | where born is not null | as timeline\r
< \e[34m
< gazette> 
> .theme none\r
< gazette> 
> people | where born is not null | as timeline\r
< born
! \e[3
< gazette> 
> \x04
= 0
END

finish
