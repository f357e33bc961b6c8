# What the tests of the command line share. In: the program's path as first argument of the test.
# Out: `ok N NAME` or `not ok N NAME` for each `it`, and why; last line `N passed, N failed`.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
GAZETTE=$(realpath "${1:-build/gazette}")
FOLDER=$(mktemp -d)
trap 'rm -rf "$FOLDER"' EXIT
export XDG_STATE_HOME=$FOLDER/state HOME=$FOLDER
unset NO_COLOR XDG_CONFIG_HOME VISUAL EDITOR TMPDIR
export PAGER=cat # none, where a test does not want one
passed=0 failed=0 name='' good=1
status=0 out='' err=''

close_test() {
    [ -z "$name" ] && return
    if [ $good = 1 ]; then
        passed=$((passed + 1))
        echo "ok $((passed + failed)) $name"
    else
        failed=$((failed + 1))
        echo "not ok $((passed + failed)) $name"
    fi
}
it() { close_test; name=$1 good=1; }
finish() {
    close_test
    echo "$passed passed, $failed failed"
    [ $failed = 0 ]
    exit
}
wrong() {
    good=0
    echo "# $name: $1"
    printf '%s\n' "status $status, output:" "$out" "errors:" "$err" | sed 's/^/#   /'
}

# Runs the program; standard input comes from $input where that is set.
gazette() {
    printf '%s' "${input-}" >"$FOLDER/input"
    timeout 60 "$GAZETTE" "$@" <"$FOLDER/input" >"$FOLDER/out" 2>"$FOLDER/err"
    status=$?
    look
}
look() { # at what a program wrote; csv ends its lines in \r\n
    out=$(cat "$FOLDER/out") err=$(cat "$FOLDER/err")
    out=${out%$'\r'}
}
status_is() { [ "$status" = "$1" ] || wrong "status is not $1"; }
out_is() { [ "$out" = "$1" ] || wrong "output is not '$1'"; }
err_is() { [ "$err" = "$1" ] || wrong "errors are not '$1'"; }
out_has() { [[ $out == *"$1"* ]] || wrong "output has no '$1'"; }
err_has() { [[ $err == *"$1"* ]] || wrong "errors have no '$1'"; }
out_lacks() { [[ $out != *"$1"* ]] || wrong "output has '$1'"; }
err_lacks() { [[ $err != *"$1"* ]] || wrong "errors have '$1'"; }

# A small archive whose answers are known.
facts() {
    mkdir -p "$FOLDER/small"
    cat >"$FOLDER/small/a.gzt" <<'END'
archive "A small archive" { language: "en" }
person @ada { name: "Ada", born: 1815, died: 1852 }
person @ben { name: "Ben", born: 1900 }
END
    cat >"$FOLDER/small/b.gzt" <<'END'
person @cid { name: "Cid" }
event @meeting { title: "They meet", date: 1850-05-01, people: [@ada, @ben] }
END
}

# A terminal for the program: pty.c types and looks.
with_terminal() {
    ${CC:-gcc} -std=c11 -O1 -I. -o "$FOLDER/pty" tests/cli/pty.c tests/cli/vt.c || exit 1
    export TERM=xterm NO_COLOR=1 INPUTRC=/dev/null
}
# The lines on standard input are the script of pty.c; the arguments are the program's.
terminal() {
    out=$("$FOLDER/pty" "$GAZETTE" "$@") err=''
    status=$?
    [ $status = 0 ] || wrong "see the line that failed"
}
