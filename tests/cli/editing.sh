#!/bin/bash
# How a query is edited: several lines, colours, suggestions, a window that changes. pty.c types and
# looks at the screen.
. "$(dirname "$0")/lib.bash"
facts
with_terminal

it "a query of several lines is one text: up and down move in it"
terminal "$FOLDER/small" <<'END'
< gazette> 
> count(\r
<        … 
> [1, 2]\r
> )\e[A\x05\e[D, 3\e[B + 39\r
< 42
s gazette> count(
s        … [1, 2, 3]
s        … ) + 39
< gazette> 
> \x04
= 0
m
END

it "history gives the whole query back, and it can be changed"
terminal "$FOLDER/small" <<'END'
< gazette> 
> count([\r
<        … 
> 1, 2]) + 1\r
< 3
< gazette> 
> 7 + 70\r
< 77
< gazette> 
> \e[A\e[A\e[A\x054, 5, 6,
s gazette> count([4, 5, 6,
> \r
< 6
< gazette> 
> \x04
= 0
END

it "a pasted text may hold dot commands between its queries"
terminal "$FOLDER/small" <<'END'
< gazette> 
> \e[200~[41\r+ 1]\r.timer off\rcount(people\r.name) + 30\r.kinds\e[201~
< .kinds
> \r
< 42
< the time of a query is not shown
< 33
< 3 people
< gazette> 
> \x04
= 0
END

it "Enter in an empty line runs what there is"
terminal "$FOLDER/small" <<'END'
< gazette> 
> people |\r
<        … 
> \r
< error:
< gazette> 
> people | top 3\r
< …
> \r
< error:
< gazette> 
> count(people) + 39\r
< 42
< gazette> 
> \x04
= 0
END

it "several lines that are pasted are one text"
terminal "$FOLDER/small" <<'END'
< gazette> 
> \e[200~people\r| where born > 1850\r| select name, x: 42\r\e[201~
s        … | select name, x: 42
c 1 gazette>
> \r
s │ Ben  │  42 │
< gazette> 
> \e[A + 1
s        … | select name, x: 42 + 1
c 2        … | where born > 1850
> \x03
< gazette> 
> \x04
= 0
END

it "a window that changes its width leaves one prompt"
terminal "$FOLDER/small" <<'END'
< gazette> 
> people | where born < 1900 and name ~ "a*" and died > 1800
s gazette> people | where born < 1900 and name ~ "a*" and died > 1800
w 40
> 1
s name ~ "a*" and died > 18001
s gazette> people | where born < 1900 and
c 1 gazette>
w 20
> 2
s  > 180012
s gazette> people | wh
c 1 gazette>
w 90
> \x7f\x7f\x7f5
s gazette> people | where born < 1900 and name ~ "a*" and died > 1805
c 1 gazette>
> \r
< Ada
< gazette> 
> count(\r
<        … 
> [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
s        … [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
w 30
> )
s  8, 9, 10, 11, 12])
s        … [1, 2, 3, 4, 5, 6, 7,
c 1 count(
w 100
>  + 30
s        … [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) + 30
c 1 count(
> \r
< 42
< gazette> 
> \x04
= 0
END

it "also where the terminal cuts its lines, and leaves what is above alone"
XTERM_VERSION=1 terminal "$FOLDER/small" <<'END'
< gazette> 
> [41 + 1]\r
< gazette> 
> people | where born < 1900 and name ~ "a*" and died > 1800
s gazette> people | where born < 1900 and name ~ "a*" and died > 1800
W 40
> 1
s name ~ "a*" and died > 18001
s gazette> people | where born < 1900 and
c 1 gazette> people
c 1 1 row
W 90
> 2
s gazette> people | where born < 1900 and name ~ "a*" and died > 180012
c 1 gazette> people
c 1 1 row
> \x03
< ^C
< gazette> 
> \x04
= 0
END

it "a query higher than the window is edited in it, and shown whole in the end"
{
    printf '%s\n' '< gazette> '
    printf '> \\e[200~count(['
    for i in {1..40}; do printf '%d,\\r' $((i + 100)); done
    printf '%s\n' '0]) + 1\e[201~' 's        … 0]) + 1' 's        … 140,' 'c 0 101,' '> \r' '< 42' \
        's gazette> count([101,' 's        … 102,' 's        … 140,' 's        … 0]) + 1' '< gazette> ' '> \x04' '= 0'
} >"$FOLDER/high"
terminal "$FOLDER/small" <"$FOLDER/high"

it "a line longer than the window wraps, and is edited at its beginning"
PTY_COLUMNS=30 terminal "$FOLDER/small" <<'END'
< gazette> 
> [1000, 2000, 3000, 4000, 5000, 6000]
s gazette> [1000, 2000, 3000, 40
s 00, 5000, 6000]
> \x01count(\x05) + 36
s gazette> count([1000, 2000, 30
s 00, 4000, 5000, 6000]) + 36
> \r
< 42
< gazette> 
> \x04
= 0
END

it "controls that are typed or pasted are shown, not obeyed"
terminal "$FOLDER/small" <<'END'
< gazette> 
> \e[200~"a\x1b]0;b\x07c\xc2\x9bd"\e[201~
s gazette> "a\\x1b]0;b\\x07c\\u{9b}d"
! \e]
! \xc2\x9b
> \x03
< gazette> 
> \x04
= 0
END

it "wide and combining characters take the cells they take"
LC_ALL=C.UTF-8 terminal "$FOLDER/small" <<'END'
< gazette> 
> ["東京", "é"] | select x: it\x01
< \r
> \x05 + "!"\r
< 東京!
< gazette> 
> \x04
= 0
END

it "a character is a character, whatever the locale says"
for locale in C C.UTF-8 ''; do
    LC_ALL=$locale LANG=$locale terminal "$FOLDER/small" <<'END'
< gazette> 
> ["東é"] | select x: it + "!"\e[D\e[D\e[D\e[D\x01\e[C\e[C\e[C\e[C\x7fo\r
s │ 東o! │
< gazette> 
> \x04
= 0
END
done

it "Ctrl-C at any moment of typing gives a new prompt"
for text in 'people | where born < 1900 and name ~ "a*" # c' '(count(\r[1, 2]\r) + 40)' '.schema person' \
    'events | where date in 1917-11-07 | sort date | select date, title' '"東京" + `a b` ~ @lenin' \
    'summarize n: count(), first: min(date) by place.name'; do
    for ((i = 0; i <= ${#text}; i++)); do
        part=${text:0:i}
        [[ $part == *\\ ]] && continue
        printf '%s\n' '< gazette> ' "> $part\x03" '< ^C' '< gazette> ' '> [41 + 1]\r' '< 42' \
            >>"$FOLDER/moments"
    done
done
printf '%s\n' '< gazette> ' '> \x04' '= 0' m >>"$FOLDER/moments"
[ "$(grep -c '\^C' "$FOLDER/moments")" -ge 200 ] || wrong "too few moments"
terminal "$FOLDER/small" <"$FOLDER/moments"

it "Ctrl-C behind keys that are being read is heard"
{
    printf '%s\n' '< gazette> '
    for ((i = 0; i < 100; i++)); do
        printf '%s\n' '> [40, 41] | where it > 40\r' '<  41 │' '< gazette> ' '> \e[A'
        for ((k = 0; k < i % 10; k++)); do echo '! nowhere'; done # looks take a moment each
        printf '%s\n' '> \x03' '< ^C' '< gazette> '
    done
    printf '%s\n' '> \x04' '= 0' m
} >"$FOLDER/behind"
terminal "$FOLDER/small" <"$FOLDER/behind"

it "colours while typing, and the matching bracket"
NO_COLOR='' terminal "$FOLDER/small" <<'END'
< gazette> 
> people | where nmae = "x" and born < 1900 # y
s gazette> people | where nmae = "x" and born < 1900 # y
p
> \x03
< gazette> 
> count([1])
< \e[1;7m)
> \x03
< gazette> 
> \x04
= 0
END
out_has $'\e[1;96mwhere'
out_has $'\e[2;4mn'
out_has $'\e[33m1900'
out_has $'\e[2m# y'

it "the latest matching entry is suggested; Right takes it over"
NO_COLOR='' terminal "$FOLDER/small" <<'END'
< gazette> 
> [40] | select x: it + 2\r
< 42
< gazette> 
> [4
< \e[2m0] | select x: it + 2\e[0m
> \e[C + 1\r
< 43
< gazette> 
> \x04
= 0
END

it "themes"
NO_COLOR='' terminal "$FOLDER/small" <<'END'
< gazette> 
> .theme light\r
< gazette> 
> people | take 1
< \e[1;34mtake
! \e[32m
! \e[36m
> \x03
< gazette> 
> .theme none\r
< gazette> 
> people | where x
< x
! \e[1;34m
! \e[1;96m
> \x03
< gazette> 
> .theme bright\r
< dark, light and none
< gazette> 
> \x04
= 0
END

it "Tab completes, and lists what may stand there"
terminal "$FOLDER/small" <<'END'
< gazette> 
> peo\t | wher\t
s gazette> people | where
> bor\t < 1900 | select na\t\r
< Ada
< gazette> 
> .tim\t off\r
< not shown
< gazette> 
> .t\t
<   .timer
<   .theme
s gazette> .t
> \x03
< ^C
< gazette> 
> \x04
= 0
END

it "a dumb terminal has lines, and no colours"
NO_COLOR='' TERM=dumb terminal "$FOLDER/small" <<'END'
< gazette> 
> count(\r
< …> 
> [1, 2]) + 40\r
< 42
! \e[
< gazette> 
> people | top 3\r
< …> 
> \r
< error:
< gazette> 
> \x04
= 0
m
END

it "Ctrl-L clears the terminal, Ctrl-R searches"
terminal "$FOLDER/small" <<'END'
< gazette> 
> [40] | select x: it + 2\r
< 42
< gazette> 
> abc\x0c
< \e[H\e[2J
s gazette> abc
c 1 gazette>
> \x15\x12elect\x03
< ^C
< gazette> 
> \x12elect
< [40] | select
> \r
< 42
< gazette> 
> \x04
= 0
END

it "suspended and resumed, the terminal is as it must be"
cat >"$FOLDER/bash" <<'END'
> PS1='$ '; stty -a >$FOLDER/stty1; clear=\r
< $ 
> $GAZETTE $FOLDER/small\r
< gazette> 
> [40] | select
s gazette> [40] | select
> \x1a
< Stopped
> stty -a >$FOLDER/stty2; cmp $FOLDER/stty1 $FOLDER/stty2 && echo sa''me\r
< same
> fg\r
< gazette> 
>  x: it + 2\r
< 42
< gazette> 
> \x04
< $ 
> stty -a >$FOLDER/stty2; cmp $FOLDER/stty1 $FOLDER/stty2 && echo al''ike\r
< alike
> exit\r
= 0
END
export FOLDER GAZETTE
out=$("$FOLDER/pty" bash --norc --noprofile --noediting -i <"$FOLDER/bash") || wrong "see the line that failed"

finish
