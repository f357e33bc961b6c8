#!/bin/bash
# Runs one saved script of examples/ on the bundled archive, as a historian would.
# In: the program, the script; ACCEPT=1 rewrites. Out: the difference to tests/examples/NAME.out.
set -u
expected=tests/examples/$(basename "$2" .gzt).out
got=$("$1" run "$2" 2>&1 </dev/null)
status=$?
if [ $status != 0 ]; then
    echo "$got"
    echo "$2: exit status $status"
    exit 1
fi
if [ "${ACCEPT:-}" ]; then
    mkdir -p tests/examples
    printf '%s\n' "$got" >"$expected"
fi
diff -u "$expected" - <<<"$got"
