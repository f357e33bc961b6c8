#!/bin/bash
# Runs every fuzz target on its seeds, then for some seconds on inputs of its own.
# In: build folder, seconds for each target (0: the seeds only). Seeds are the queries of all cases,
# the sources of the bundled archive, and tests/fuzz/corpus/TARGET/ (every input that once failed).
# Out: what failed, with the input's path; last line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 2
B=$1
EACH=${2:-20}
export UBSAN_OPTIONS=print_stacktrace=1
passed=0 failed=0
seeds=$B/seeds
rm -rf "$seeds"
mkdir -p "$seeds/script" "$seeds/facts" "$B/crash"

# One seed a query, as it stands between a case's name and its ----.
find tests/spec tests/error tests/stage -name '*.t' 2>/dev/null | sort |
    xargs -r awk -v folder="$seeds/script" '
        /^# / && !inside {
            inside = 1
            file = sprintf("%s/%04d", folder, ++count)
            printf "" > file
            next
        }
        /^----$/ { if (inside) close(file); inside = 0; next }
        inside && !/^%/ { print > file }'
number=0
while read -r file; do
    number=$((number + 1))
    cp "$file" "$seeds/facts/$number"
    head -c 4000 "$file" >"$seeds/script/facts-$number"
done < <(find examples tests stdlib -name '*.gzt' 2>/dev/null | sort)
# Changes of a good archive: a place of four bytes, and a byte to put there.
mkdir -p "$seeds/block"
for ((i = 0; i < 300; i++)); do
    place=$((i * 37)) value=$((i % 3 == 0 ? 255 : i % 3 == 1 ? 0 : i % 256))
    # shellcheck disable=SC2059
    printf "$(printf '\\%03o\\%03o\\000\\000\\%03o' $((place % 256)) $((place / 256)) $value)" \
        >"$seeds/block/$i"
done
# The cases of the JSON reader as members of records, and records of several kinds.
mkdir -p "$seeds/jsonl"
number=0
while IFS=$'\t' read -r name text _; do
    [[ $name == \#* ]] && continue
    number=$((number + 1))
    printf '%s' "0{\"x\": $text}" >"$seeds/jsonl/$number"
done <tests/unit/json_suite.tsv
printf '%s\n' '0{"id": 1, "name": "Ada", "born": "1815-12-10", "birthplace": 2, "same": [1]}' \
    '{"id": 2, "aliases": ["A"], "died": 1852, "n": 1.5, "e": null}' >"$seeds/jsonl/people"
printf '%s\n' '1{"kind": "article", "id": 1, "text": "One.\n\nTwo.", "part_of": 1}' \
    '{"type": "event", "start": "1900", "end": "1901~", "participants": 3, "after": ["a"]}' \
    '{"kind": "place", "lat": 1, "lon": -2.5e1, "deep": {"a": [1]}}' >"$seeds/jsonl/kinds"
# The words of the language, as a dictionary.
grep -ohE '"[a-z_]{2,}"' lang/lexer.re stdlib/*.c 2>/dev/null | sort -u >"$B/words.dict"

for target in "$B"/tests/fuzz/*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=$(basename "$target")
    mkdir -p "$B/corpus/$name"
    folders=("$B/corpus/$name")
    for folder in "tests/fuzz/corpus/$name" "$seeds/$name"; do
        [ -d "$folder" ] && folders+=("$folder")
    done
    how=(-runs=0)
    [ -s "$B/words.dict" ] && how+=("-dict=$B/words.dict")
    [ "$EACH" -gt 0 ] && how[0]=-max_total_time=$EACH
    if "$target" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
        -artifact_prefix="$B/crash/$name-" "${how[@]}" "${folders[@]}" >"$B/$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "$name: $(grep -E 'DONE|INITED' "$B/$name.log" | tail -n 1)"
    else
        failed=$((failed + 1))
        tail -n 60 "$B/$name.log"
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
