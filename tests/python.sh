#!/bin/bash
# The Python package against the library that was built, and its types by mypy. In: the build
# folder. Out: what failed, and what was left out; last line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 2
skip() {
    echo "skipped: $1"
    echo "0 passed, 0 failed"
    exit 0
}
export GAZETTE_LIBRARY=$PWD/${1:-build}/libgazette.so.0 PYTHONDONTWRITEBYTECODE=1
[ -e "$GAZETTE_LIBRARY" ] || skip "there is no $GAZETTE_LIBRARY"
nm -D "$GAZETTE_LIBRARY" | grep -q __asan_init &&
    skip "a library with a sanitizer needs its program"

# The first Python, or rather the first that has pandas: the system's packages are for its own.
python=
for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import ctypes, sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
        continue
    python=${python:-$candidate}
    "$candidate" -c 'import pandas' 2>/dev/null && python=$candidate && break
done
[ "$python" ] || skip "there is no Python 3.9 or later"

out=$("$python" -W error -m unittest discover -v -s examples/python/tests 2>&1)
status=$?
echo "$out"
ran=$(sed -nE 's/^Ran ([0-9]+) tests?.*/\1/p' <<<"$out")
count() { tail -n 1 <<<"$out" | grep -oE "($1)=[0-9]+" | awk -F= '{ n += $2 } END { print n + 0 }'; }
failed=$(count 'failures|errors')
[ $status != 0 ] && [ "$failed" = 0 ] && failed=1
[ "${ran:-0}" = 0 ] && failed=1 ran=1
left_out=$(count skipped)
sed -nE "s/^.* \.\.\. skipped ['\"](.*)['\"]$/skipped: \1/p" <<<"$out" | sort -u

if ! command -v mypy >/dev/null; then
    echo "skipped: mypy is not here"
elif types=$(cd examples/python && mypy --cache-dir=/dev/null 2>&1); then
    ran=$((ran + 1))
else
    printf 'mypy says:\n%s\n' "$types"
    ran=$((ran + 1)) failed=$((failed + 1))
fi
echo "$((ran - failed - left_out)) passed, $failed failed"
[ "$failed" = 0 ]
