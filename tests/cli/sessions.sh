#!/bin/bash
# The sessions that the documentation shows: a block with lines that begin with `gazette> ` must be
# what a person sees who types these lines in a terminal; only times may differ. ACCEPT=1 rewrites.
. "$(dirname "$0")/lib.bash"
with_terminal

# file -> $FOLDER/N.shown, the session's text; $FOLDER/N.place, its first and last line.
sessions() {
    awk -v folder="$FOLDER" '
        function close_block() {
            if (session) {
                n++
                printf "%s", text >(folder "/" n ".shown")
                print first, last >(folder "/" n ".place")
                print n
            }
            text = held = ""
            first = session = 0
        }
        /^    / {
            if (!first) first = NR
            if (/^    gazette> /) session = 1
            text = text held substr($0, 5) "\n"
            held = ""
            last = NR
            next
        }
        /^$/ { if (first) held = held "\n"; next }
        { close_block() }
        END { close_block() }' "$1"
}

without_times() { sed -E 's/ +[0-9.]+ m?s$//'; }

# What the terminal holds after the lines of a session: no escapes, no prompt at the end.
typed() {
    {
        printf '%s\n' '< gazette> '
        sed -n 's/^gazette> //p' "$1" | sed -e 's/\\/\\\\/g' -e 's/.*/> &\\r\n< gazette> /'
        printf '%s\n' p '> \x04' '= 0'
    } | PTY_COLUMNS=92 "$FOLDER/pty" "$GAZETTE" >"$FOLDER/seen" || return
    sed -E -e 's/\x1b\[[?0-9;]*[A-Za-z]//g' -e 's/\r//g' "$FOLDER/seen" | sed '$d'
}

replace_lines() { # file, first, last, text
    { head -n $(($2 - 1)) "$1"; sed 's/^./    &/' "$4"; tail -n +$(($3 + 1)) "$1"; } >"$FOLDER/new" &&
        cat "$FOLDER/new" >"$1"
}

for file in README.md lang/README.md; do
    for n in $(sessions "$file" | tac); do # from the end, so that line numbers stay true
        read -r first last <"$FOLDER/$n.place"
        it "$file:$first"
        typed "$FOLDER/$n.shown" >"$FOLDER/typed" || wrong "$(cat "$FOLDER/seen")"
        # the greeting is part of a session that shows it
        [[ $(head -c 9 "$FOLDER/$n.shown") == 'gazette> ' ]] && sed -i '1,/^$/d' "$FOLDER/typed"
        if ! out=$(diff <(without_times <"$FOLDER/$n.shown") <(without_times <"$FOLDER/typed")); then
            if [ "${ACCEPT:-}" ]; then
                replace_lines "$file" "$first" "$last" "$FOLDER/typed"
            else
                wrong "the program says something else"
            fi
        fi
    done
done
finish
