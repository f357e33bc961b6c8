#!/bin/sh
# In: install or check, and the groups of tools wanted (build test python bench lint fuzz).
# Out: status 0 when all is there; 2, with the exact package names, when something is missing and
# could not be installed. Must not touch anything when nothing is missing.
# Or in: config. Out: what the Makefile must know of this machine, as make variables.
set -u
how=${1:-check}
[ $# -gt 0 ] && shift
missing=

need_tool() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
need_lib() { # header, pkg-config module, package
    [ -e "/usr/include/$1" ] || pkg-config --exists "$2" 2>/dev/null || missing="$missing $3"
}

find_missing() {
    missing=
    for group in "${@:-build}"; do
        case $group in
        build)
            need_tool gcc gcc
            need_tool ld binutils
            need_tool objcopy binutils
            need_tool pkg-config pkg-config
            if [ ! -e build/gen/.dist ]; then # a release brings the generated C along
                need_tool re2c re2c
                need_tool lemon lemon
            fi
            need_lib stdio.h libc libc6-dev
            need_lib readline/readline.h readline libreadline-dev
            need_lib pcre2.h libpcre2-8 libpcre2-dev
            need_lib utf8proc.h libutf8proc libutf8proc-dev
            need_lib libstemmer.h libstemmer libstemmer-dev
            need_lib xxhash.h libxxhash libxxhash-dev # its header alone
            need_lib expat.h expat libexpat1-dev
            need_lib yaml.h yaml-0.1 libyaml-dev
            need_lib md4c.h md4c libmd4c-dev
            need_lib sqlite3.h sqlite3 libsqlite3-dev # of the program alone
            ;;
        test) need_lib cmocka.h cmocka libcmocka-dev ;;
        python) # so that the package's tests leave nothing out
            need_tool mypy mypy
            /usr/bin/python3 -c 'import pandas' 2>/dev/null || missing="$missing python3-pandas"
            ;;
        bench) need_lib sqlite3.h sqlite3 libsqlite3-dev ;;
        fuzz)
            need_tool clang clang
            version=$(clang -dumpversion 2>/dev/null) || version=14 # of Debian 12
            ls "$(clang -print-runtime-dir 2>/dev/null)"/*fuzzer* >/dev/null 2>&1 ||
                missing="$missing libclang-rt-${version%%.*}-dev"
            ;;
        lint)
            need_tool clang clang
            need_tool clang-format clang-format
            need_tool cppcheck cppcheck
            need_tool g++ g++
            ;;
        *) echo "deps.sh: no group '$group'" >&2; exit 2 ;;
        esac
    done
    missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
    missing=${missing# }
    missing=${missing% }
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif ! command -v sudo >/dev/null 2>&1; then return 1
    elif [ -t 0 ]; then sudo "$@"
    else sudo -n "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >&2
}

# The hardening that this compiler knows, and where the libraries are.
config() {
    MODULES='libpcre2-8 libutf8proc expat yaml-0.1 md4c'
    echo "PKG_CFLAGS := $(pkg-config --cflags $MODULES)"
    echo "LIBS := $(pkg-config --libs $MODULES) -lstemmer -lm"
    # Its own copy, where there is one: to load it costs each start a fifth of a millisecond.
    sqlite=$(pkg-config --variable=libdir sqlite3)/libsqlite3.a
    [ -e "$sqlite" ] || sqlite=$(pkg-config --libs sqlite3)
    echo "SQLITE := $sqlite"
    echo "READLINE := $(pkg-config --libs readline)"
    for flag in -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
        -fcf-protection=full; do
        echo 'int main(void) { return 0; }' |
            ${CC:-gcc} -O2 -Werror -U_FORTIFY_SOURCE $flag -x c -fsyntax-only - 2>/dev/null &&
            echo "HARDEN += $flag"
    done
    return 0
}

if [ "$how" = config ]; then
    config
    exit
fi
find_missing "$@"
[ -n "$missing" ] || exit 0
if [ "$how" = install ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing: $missing" >&2
    # Only an old or empty package list makes the first try fail.
    # shellcheck disable=SC2086
    apt install -y --no-install-recommends $missing ||
        { apt update && apt install -y --no-install-recommends $missing; }
    find_missing "$@"
    [ -n "$missing" ] || exit 0
fi
cat >&2 <<END
Gazette needs these packages (Debian names), which are not here:

    $missing

Install them (Debian: apt-get install $missing) and try again.
END
exit 2
