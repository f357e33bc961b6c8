#!/bin/bash
# Runs every fuzz target on its seeds (the specs and tests/fuzz/corpus), then for some seconds on
# inputs of its own. In: build folder, seconds (0: the seeds only). Last line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 2
B=$1
SECONDS_EACH=${2:-20}
passed=0 failed=0
seeds=()
for folder in tests/spec tests/error tests/stage examples; do [ -d $folder ] && seeds+=("$folder"); done
for target in "$B"/tests/fuzz/*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=$(basename "$target")
    mkdir -p "$B/corpus/$name" "$B/crash"
    own=()
    [ -d "tests/fuzz/corpus/$name" ] && own+=("tests/fuzz/corpus/$name")
    how=(-runs=0)
    [ "$SECONDS_EACH" -gt 0 ] && how=("-max_total_time=$SECONDS_EACH")
    if "$target" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -artifact_prefix="$B/crash/$name-" \
        "${how[@]}" "$B/corpus/$name" "${own[@]}" "${seeds[@]}" >"$B/$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "$name: $(grep -E 'DONE|INITED' "$B/$name.log" | tail -n 1)"
    else
        failed=$((failed + 1))
        tail -n 60 "$B/$name.log"
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
