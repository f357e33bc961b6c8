#!/bin/bash
# The Python package against the library that was built. In: the build folder. Out: what failed; last
# line `N passed, N failed`. Skipped with a notice where it cannot run.
set -u
cd "$(dirname "$0")/.." || exit 2
skip() {
    echo "skipped: $1"
    echo "0 passed, 0 failed"
    exit 0
}
export GAZETTE_LIBRARY=$PWD/${1:-build}/libgazette.so.0 PYTHONDONTWRITEBYTECODE=1
[ -e "$GAZETTE_LIBRARY" ] || skip "there is no $GAZETTE_LIBRARY"
nm -D "$GAZETTE_LIBRARY" | grep -q __asan_init && skip "a library with a sanitizer needs its program"
python3 -c 'import ctypes, sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null ||
    skip "there is no Python 3.9 or later"
out=$(python3 -W error -m unittest -v examples/python/tests/test_gazette.py 2>&1)
status=$?
echo "$out"
ran=$(sed -nE 's/^Ran ([0-9]+) tests?.*/\1/p' <<<"$out")
failed=$(tail -n 1 <<<"$out" | grep -oE '(failures|errors)=[0-9]+' | awk -F= '{ n += $2 } END { print n + 0 }')
[ $status != 0 ] && [ "$failed" = 0 ] && failed=1
[ "${ran:-0}" = 0 ] && failed=1 ran=1
echo "$((ran - failed)) passed, $failed failed"
[ "$failed" = 0 ]
