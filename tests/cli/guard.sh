#!/bin/bash
# Text from data never drives the terminal: the guard alone, on random bytes.
. "$(dirname "$0")/lib.bash"
${CC:-gcc} -std=c11 -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -I. \
    -o "$FOLDER/guard" tests/cli/guard.c runtime/repl/guard.c runtime/repl/buf.c || exit 1
it "no control character passes, however the text arrives"
out=$("$FOLDER/guard" 2>&1)
status=$?
status_is 0
finish
