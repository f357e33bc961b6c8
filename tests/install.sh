#!/bin/bash
# Installs into an empty folder and uses what is there as a stranger would: from C and C++ by
# pkg-config, shared and static, from CMake, from Python through ctypes; manual page; uninstall.
# In: the folder to install into (it is emptied). Out: what failed; last line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 2
top=$PWD
root=$(realpath -m "${1:-build/ci/root}")
rm -rf "$root"
work=$root/work
mkdir -p "$work"
passed=0 failed=0
check() { # name, command…
    local name=$1
    shift
    if "$@" >"$work/out" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $name"
        tail -n 20 "$work/out"
    fi
}
skip() { echo "skipped: $1"; }

check install make install PREFIX="$root"
export PKG_CONFIG_PATH=$root/lib/pkgconfig LD_LIBRARY_PATH=$root/lib
cat >"$work/use.c" <<'END_C'
#include <gazette.h>
#include <stdio.h>
#include <string.h>
static int32_t put(void *user, const char *p, size_t n) {
    strncat((char *)user, p, n);
    return 0;
}
int main(void) {
    static const char facts[] = "person @ada { name: \"Ada\", born: 1815 }";
    gzt_source source = {"facts.gzt", SIZE_MAX, facts, SIZE_MAX};
    gzt_env *env = NULL;
    gzt_archive *archive = NULL;
    gzt_session *session = NULL;
    gzt_error err;
    char out[200] = "";
    if (gzt_version_number() != GZT_VERSION || gzt_env_new(NULL, &env) < 0) return 1;
    if (gzt_archive_build(env, &source, 1, &archive, &err) < 0) return 2;
    if (gzt_session_new(archive, &session) < 0) return 3;
    if (gzt_query_json(session, "people | select name", SIZE_MAX, put, out, &err) < 0) return 4;
    gzt_session_free(session);
    gzt_archive_free(archive);
    gzt_env_free(env);
    return strcmp(out, "[{\"name\":\"Ada\"}]\n") != 0;
}
END_C
cp "$work/use.c" "$work/use.cc"
cd "$work" || exit 2
# shellcheck disable=SC2046
{
    check "C, shared" gcc -std=c11 -Wall -Wextra -pedantic -Werror use.c \
        $(pkg-config --cflags --libs gazette) -o c_shared
    check "C, static" gcc -std=c11 use.c -I"$root/include" "$root/lib/libgazette.a" \
        $(pkg-config --static --libs-only-l gazette | sed 's/-lgazette//') -o c_static
    check "C++, shared" g++ -std=c++11 -Wall -Wextra -pedantic -Werror use.cc \
        $(pkg-config --cflags --libs gazette) -o cc_shared
}
for program in c_shared c_static cc_shared; do check "$program runs" "./$program"; done
check "needs the SONAME" sh -c "readelf -d c_shared | grep -q 'NEEDED.*libgazette\\.so\\.0'"
check "static needs none" sh -c "! readelf -d c_static | grep -q libgazette"
check "SONAME" sh -c "readelf -d '$root/lib/libgazette.so' | grep -q 'SONAME.*libgazette\\.so\\.0'"
check "exports gzt_* only" sh -c \
    "! nm -D --defined-only '$root/lib/libgazette.so' | awk 'NF == 3 && \$3 !~ /^gzt_/' | grep ."
check "never Readline" sh -c "! ldd '$root/lib/libgazette.so.0' | grep -q readline"

# The bill of materials names what is linked, with versions where the libraries tell them.
spdx=$root/share/doc/gazette/gazette.spdx
check "bill of this version" grep -qx "DocumentName: gazette-$(pkg-config --modversion gazette)" "$spdx"
check "bill is SPDX" sh -c "head -n 1 '$spdx' | grep -qx 'SPDXVersion: SPDX-2.3'"
for library in $(readelf -d "$root/lib/libgazette.so.0" "$root/bin/gazette" |
    sed -nE 's/.*NEEDED.*\[lib(.*)\.so.*/\1/p' | grep -vxE 'c|m' | sort -u); do
    check "bill of $library" grep -qx "PackageName: $library" "$spdx"
done
check "bill's versions" test "$(sed -n '/^PackageName: pcre2-8/,/^PackageVersion/s/^PackageVersion: //p' "$spdx")" \
    = "$(pkg-config --modversion libpcre2-8)"

# Each example by the command that stands at its head.
for file in "$top"/examples/embed_*; do
    name=$(basename "$file")
    command=$(sed -nE '1,12s#^[ */]*(c(c|\+\+) .*pkg-config.*)#\1#p' "$file")
    cp "$file" .
    check "$name has its command" test -n "$command"
    check "$name builds by it" sh -c "$command"
    check "$name runs" "./${name%.*}"
    check "$name is in the list" grep -q "\`$name\`" "$top/examples/README.md"
done

# The library for hosts without a file system: nothing in it opens one.
cd "$top" || exit 2
check "built without files" make CONF=nofiles lib
cd "$work" || exit 2
bare=$top/build/nofiles
files='(__)?(f?open(at)?|creat|l?f?stat(at)?|__[lf]?xstat|read|fread|close|mmap)(64)?(_2|_chk)?'
none() { nm -D "$1" >names && ! grep -E "$2" names; }
check "imports no file function" none "$bare/libgazette.so.0" " U $files(@|\$)"
check "exports no gzt_archive_open_file" none "$bare/libgazette.so.0" gzt_archive_open_file
check "the usual one imports open" sh -c "nm -D '$root/lib/libgazette.so' | grep -E ' U open(64)?(@|\$)'"
# shellcheck disable=SC2046
check "a program without files" gcc -std=c11 use.c -I"$root/include" "$bare/libgazette.a" \
    $(pkg-config --static --libs-only-l gazette | sed 's/-lgazette//') -o c_bare
check "c_bare runs" ./c_bare

if command -v cmake >/dev/null; then
    mkdir -p cmake && cp use.c cmake
    cat >cmake/CMakeLists.txt <<'END_CMAKE'
cmake_minimum_required(VERSION 3.13)
project(use C)
find_package(gazette 0.1 REQUIRED)
add_executable(use use.c)
target_link_libraries(use PRIVATE gazette::gazette)
END_CMAKE
    check "cmake finds it" cmake -S cmake -B cmake/build -DCMAKE_PREFIX_PATH="$root"
    check "cmake builds" cmake --build cmake/build
    check "cmake's program runs" cmake/build/use
else
    skip "no cmake"
fi

if command -v python3 >/dev/null; then
    check "ctypes" python3 - "$root/lib/libgazette.so.0" <<'END_PY'
import ctypes, sys
lib = ctypes.CDLL(sys.argv[1])
lib.gzt_version_text.restype = ctypes.c_char_p
env = ctypes.c_void_p()
assert lib.gzt_env_new(None, ctypes.byref(env)) == 0
lib.gzt_env_free.argtypes = [ctypes.c_void_p]
lib.gzt_env_free(env)
assert lib.gzt_version_text() == b"0.1.0"
END_PY
    cd "$top" || exit 2
    check "the Python package" env GAZETTE_LIBRARY="$root/lib/libgazette.so.0" \
        PYTHONPATH=examples/python python3 -c "import gazette"
    cd "$work" || exit 2
else
    skip "no python3"
fi

if command -v man >/dev/null; then
    check "manual page" sh -c "test -z \"\$(LC_ALL=C.UTF-8 man --warnings -l \
        '$root/share/man/man1/gazette.1' 2>&1 >/dev/null)\""
elif command -v groff >/dev/null; then
    check "manual page" sh -c "test -z \"\$(groff -man -ww -z '$root/share/man/man1/gazette.1' 2>&1)\""
else
    skip "neither man nor groff"
fi
check "completion" bash -c ". '$root/share/bash-completion/completions/gazette'; complete -p gazette"
command -v mandoc >/dev/null && check "mandoc" mandoc -Tlint -W error "$root/share/man/man1/gazette.1"
cd "$top" || exit 2
check uninstall make uninstall PREFIX="$root"
check "nothing is left" sh -c "! find '$root/bin' '$root/include' '$root/lib' '$root/share' -type f | grep ."
echo "$passed passed, $failed failed"
[ $failed = 0 ]
