#!/bin/bash
# Runs every part of the test suite of one configuration and adds up what they say.
# In: [--accept] (rewrite expectations; read the difference afterwards), the build folder (default
# build), then words that a part's name must contain (default: every part).
# Out: what failed, with the end of its log; a line per part; last line `N passed, N failed`.
# A part counts by its own last line `N passed, N failed`, else by TAP lines, else as one test.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8 TZ=UTC CMOCKA_MESSAGE_OUTPUT=TAP
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
accept=
[ "${1:-}" = --accept ] && accept=--accept && export ACCEPT=1 && shift
B=${1:-build}
shift
LOGS=$B/test-logs
LIMIT=${TEST_SECONDS:-300} # for one part: a hang is a failure, not a wait
# The native stack stays small whatever the input (a sanitizer needs more for itself).
[ "$B" != build/asan ] && ulimit -s 1024
rm -rf "$LOGS"
mkdir -p "$LOGS"

names=() commands=()
part() { # name, command
    local word
    for word in ${WANTED:-}; do [[ $1 == *"$word"* ]] && break; done
    [[ -z ${WANTED:-} || $1 == *"${word:-}"* ]] && names+=("$1") commands+=("$2")
}
WANTED=$*
for file in tests/unit/*.c tests/api/*.c examples/*.c examples/*.cc; do
    [ -x "$B/${file%.c*}" ] && part "${file%.c*}" "$B/${file%.c*}"
done
[ -x "$B/tests/oracle/oracle" ] && part oracle "$B/tests/oracle/oracle"
if [ -x "$B/tests/spec" ]; then
    for kind in spec error stage; do
        [ -d tests/$kind ] && part $kind "$B/tests/spec $accept tests/$kind"
    done
    if [ -d tests/spec ]; then
        [ "$accept" ] || for how in --batch=1 --batch=7 --shuffle --no-index --oom; do
            part "spec $how" "$B/tests/spec $how tests/spec tests/error"
        done
    fi
    part doc "$B/tests/spec --doc"
fi
if [ -x "$B/gazette" ]; then
    for file in tests/cli/*.sh; do
        [ -e "$file" ] && part "${file%.sh}" "bash $file $B/gazette"
    done
    for file in examples/newsletter/check.gzt examples/questions/*.gzt; do
        [ -e "$file" ] && part "$file" "bash tests/example.sh $B/gazette $file"
    done
fi
[ -e "$B/libgazette.so.0" ] && part python "bash tests/python.sh $B"
[ "$B" = build ] && part lint "bash tests/lint.sh quick $B"

run_part() { # index
    local log=$LOGS/$1 start=$EPOCHREALTIME status
    timeout "$LIMIT" ${commands[$1]} </dev/null >"$log.log" 2>&1
    status=$?
    [ $status = 124 ] && echo "stopped after $LIMIT s" >>"$log.log"
    local end=$EPOCHREALTIME
    awk -v status=$status -v ms=$(((${end/./} - ${start/./}) / 1000)) '
        /^[0-9]+ passed, [0-9]+ failed/ { passed = $1; failed = $3; said = 1 }
        /^ok [0-9]/ { tap_passed++ }
        /^not ok [0-9]+ # SKIP/ { next }
        /^not ok [0-9]/ { tap_failed++ }
        END {
            if (!said) { passed = tap_passed + 0; failed = tap_failed + 0 }
            if (!said && passed + failed == 0 && status == 0) passed = 1
            if (status != 0 && failed == 0) failed = 1
            print passed, failed, ms
        }' "$log.log" >"$log.count"
}

jobs=$(nproc 2>/dev/null || echo 2)
for index in "${!names[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
    run_part "$index" &
done
wait

total_passed=0 total_failed=0
for index in "${!names[@]}"; do
    read -r passed failed ms <"$LOGS/$index.count"
    total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed))
    printf '%-28s %6d passed %4d failed %7d ms\n' "${names[$index]}" "$passed" "$failed" "$ms"
    if [ "$failed" -gt 0 ]; then
        echo "    ${commands[$index]}"
        tail -n "${LOG_LINES:-60}" "$LOGS/$index.log" | sed 's/^/    /'
    fi
done
echo "$total_passed passed, $total_failed failed"
[ "$total_failed" = 0 ]
