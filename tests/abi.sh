#!/bin/bash
# The public interface as the compiler reads it: every declaration of runtime/gazette.h on a line of
# its own, structs and enums with all that is in them, in the order of the header. Out: that list,
# which tests/abi.txt keeps: a line that goes or changes there breaks hosts.
set -eu
cd "$(dirname "$0")/.."
${CC:-gcc} -std=c11 -E runtime/gazette.h | awk '
    /^# [0-9]+ "/ { ours = $3 ~ /runtime\/gazette\.h"$/; next }
    !ours { next }
    {
        gsub(/__attribute__ *\(\([^()]*(\([^()]*\))?[^()]*\)\)/, "")
        line = line " " $0
        depth += gsub(/[{]/, "{") - gsub(/[}]/, "}")
        if (depth == 0 && /;[ \t]*$/) {
            gsub(/[ \t]+/, " ", line)
            gsub(/^ | $/, "", line)
            if (line != ";") print line
            line = ""
        }
    }'
