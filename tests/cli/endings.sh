#!/bin/bash
# Every way out of the program, and of its hold on the terminal: signals at any moment, a window that
# is closed, a stop that no program can see. pty.c types and looks.
. "$(dirname "$0")/lib.bash"
facts
with_terminal
slow='fn slow(n: int): int = if n < 2 then n else slow(n - 1) + slow(n - 2)'
steps() { printf '%s\n' "$@"; }

it "SIGTERM at any moment of typing ends the program, and the terminal is as it was"
text='people | where born < 1900 and name ~ "a*"'
for ((i = 0; i <= ${#text}; i += 3)); do
    steps '< gazette> ' "> ${text:0:i}" 'k TERM' '= 143' m >"$FOLDER/moment"
    terminal "$FOLDER/small" <"$FOLDER/moment"
    steps '< gazette> ' "> count(\\r${text:0:i}\\r\\e[A" 'k HUP' '= 129' m >"$FOLDER/moment"
    terminal "$FOLDER/small" <"$FOLDER/moment"
done

it "SIGTERM while a query runs"
steps '< gazette> ' "> $slow\\r" '< gazette> ' '> [80] | select x: slow(it)\r' '< slow(it)\r\n' \
    'k TERM' '= 143' m >"$FOLDER/running"
terminal "$FOLDER/small" <"$FOLDER/running"

it "SIGTERM among keys that were pasted"
steps '< gazette> ' >"$FOLDER/many"
for i in {1..20}; do steps "> [40 + $i]\\r[$i]\\r[]\\r([\\r\\r1])\\r"; done >>"$FOLDER/many"
steps 'k TERM' '= 143' m >>"$FOLDER/many"
terminal "$FOLDER/small" <"$FOLDER/many"

# The end of the input and the signal race to the program.
it "a window that is closed ends the program: at the prompt, while it is typed, while a query runs"
steps '< gazette> ' x '= 129 0' >"$FOLDER/closed"
terminal "$FOLDER/small" <"$FOLDER/closed"
steps '< gazette> ' '> count(\r' '<        … ' x '= 129 0' >"$FOLDER/closed"
terminal "$FOLDER/small" <"$FOLDER/closed"
sed -e 's/^k TERM/x/' -e 's/^= 143/= 129/' -e /^m/d "$FOLDER/running" >"$FOLDER/closed"
terminal "$FOLDER/small" <"$FOLDER/closed"

it "also where nobody tells it: then the end of the input does"
cat >"$FOLDER/deaf" <<END
#!/bin/sh
trap '' HUP
exec "$GAZETTE" "$FOLDER/small"
END
chmod +x "$FOLDER/deaf"
deaf() { # the script's lines
    out=$(steps '< gazette> ' "$@" x '= 0' | "$FOLDER/pty" "$FOLDER/deaf") ||
        wrong "see the line that failed: $*"
}
deaf
deaf '> count(\r' '<        … '
deaf '> people\x12bo' '< bo'
deaf '> [20] | select x: it + 1\x1b' '< + 1'
deaf "> $slow\\r" '< gazette> ' '> [20] | select x: slow(it)\r' '< slow(it)\r\n'
deaf '> [7]\r' '< gazette> ' '> .watch 0.1\r' '< every' '< every'
TERM=dumb deaf '> count(\r' '< …>'

it "stopped where no program sees it, and resumed in a terminal that somebody else has used"
cat >"$FOLDER/bash" <<'END'
> PS1='$ '; stty sane; stty -a >$FOLDER/stty1; clear=\r
< $ 
> (until [ -e $FOLDER/typed ]; do sleep 0.05; done; kill -STOP $(cat $FOLDER/pid)) &\r
< $ 
> sh -c 'echo $$ >$FOLDER/pid; exec $GAZETTE $FOLDER/small'\r
< gazette> 
> [40] | select
s gazette> [40] | select
f typed
< Stopped
> stty sane; fg\r
< gazette> 
>  x: it + 2
s gazette> [40] | select x: it + 2
> \r
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
