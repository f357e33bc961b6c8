#!/bin/bash
# The rules of the code base that a machine can check, each counted as one test.
# In: quick (no second compiler) or all; the build folder. Out: every offence as file:line; last
# line `N passed, N failed`.
set -u
cd "$(dirname "$0")/.." || exit 2
export LC_ALL=C.UTF-8
HOW=${1:-all}
B=${2:-build}
passed=0 failed=0
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT

check() { # name, function: it prints the offences, none when all is well
    "$2" >"$TMP/out" 2>&1
    if [ -s "$TMP/out" ]; then
        failed=$((failed + 1))
        echo "lint: $1"
        head -n 40 "$TMP/out" | sed 's/^/    /'
    else
        passed=$((passed + 1))
    fi
}
files() { # of the tree as it is, also those not yet committed
    find lang runtime stdlib examples tests -type f \( "$@" \) 2>/dev/null | sort
}
c_files() { files -name '*.c' -o -name '*.h'; }
sources() { files -name '*.c' -o -name '*.h' -o -name '*.re' -o -name '*.y'; }
library() { # the sources of libgazette
    sources | grep -E '^(lang|runtime|stdlib)/' | grep -v '^runtime/repl/'
}

# --- layers -------------------------------------------------------------------------------------
included() { # folder regex, regex of allowed project headers
    sources | grep -E "$1" | xargs -r grep -nE '^ *# *include "' | grep -vE "# *include \"($2)\""
}
layers() {
    included '^lang/' 'lang/[^"]*|grammar\.h'
    # Importers and exporters stand on the runtime; of it, the public calls alone know them.
    included '^runtime/[^/]*$' 'runtime/[^"/]*|lang/[^"]*' |
        grep -vE '^runtime/api[^/]*: *# *include "runtime/(im|ex)port/'
    included '^runtime/import/' 'runtime/(import/)?[^"/]*|lang/[^"]*'
    included '^runtime/export/' 'runtime/(export/)?[^"/]*|lang/[^"]*'
    included '^stdlib/' 'stdlib/[^"]*|runtime/[^"/]*|lang/[^"]*'
    included '^runtime/repl/' 'runtime/gazette\.h|runtime/repl/[^"]*|bundled\.h'
    included '^(examples|tests/(api|fuzz)|tests/spec)' \
        '(runtime/)?gazette\.h|bundled\.h|tests/[^"]*'
    sources | grep -v '^runtime/repl/' | xargs -r grep -nE '# *include <readline/'
}
top_level() {
    { git ls-files -co --exclude-standard 2>/dev/null || ls -A; } | sed 's|/.*||' | sort -u |
        grep -vxE '\.git|build' |
        grep -vxE 'lang|runtime|stdlib|examples|tests|Makefile|README\.md|LICENSE|\.[^/]*'
}

# --- symbols ------------------------------------------------------------------------------------
exports() {
    [ -e "$B/libgazette.a" ] || return 0
    nm -g --defined-only "$B/libgazette.a" | awk 'NF == 3 && $3 !~ /^gzt_/'
    nm -D --defined-only "$B/libgazette.so.0" | awk 'NF == 3 && $3 !~ /^gzt_/'
}
imports() { # every symbol that the library takes from outside is listed, with the reason
    [ -e "$B/libgazette.a" ] || return 0
    sed -E 's/ *#.*//; /^$/d' tests/imports.txt >"$TMP/allowed"
    nm -u "$B/libgazette.a" | awk 'NF == 2 { print $2 }' | sort -u | grep -vxEf "$TMP/allowed" |
        sed 's/$/: imported by the library, but not in tests\/imports.txt/'
}
one_allocator() { # malloc and its kin in one object file only
    objects=$(find "$B/obj/lang" "$B/obj/runtime" "$B/obj/stdlib" "$B/obj/gen" -name '*.o' \
        ! -path '*/repl/*' ! -name bundled.o 2>/dev/null)
    [ "$objects" ] || return 0
    # shellcheck disable=SC2086
    nm -Au $objects | grep -E ' (malloc|calloc|realloc|free|reallocarray|strdup|aligned_alloc)$' |
        sed 's/:.* / /' | awk '{ users[$1] = users[$1] " " $2; n[$1]++ }
            END { for (u in users) count++; if (count > 1) for (u in users) print u ":" users[u] }'
}
one_opener() { # files are opened in snapshot.c only, by the path of the host's
    # shellcheck disable=SC2046
    nm -Au $(find "$B/obj/lang" "$B/obj/runtime" "$B/obj/stdlib" -name '*.o' ! -path '*/repl/*' \
        ! -name snapshot.o 2>/dev/null) /dev/null 2>/dev/null |
        grep -E ' (open(64)?|f?stat(64)?|read|write|close|fopen(64)?|rename|unlink)$'
}
# Nothing writable in the library, but for what a thread keeps while expat works: its memory
# functions are told sizes and nothing else (runtime/import/tei_parse.c).
no_globals() {
    [ -e "$B/libgazette.o" ] || return 0
    objdump -t "$B/libgazette.o" | awk 'NF > 3 && $(NF - 2) ~ /^\.(data|bss|tdata|tbss)(\.|$)/ &&
        $(NF - 2) !~ /^\.data\.rel\.ro/ && $(NF - 1) !~ /^0+$/ &&
        $NF != "expat_arena" { print $NF " in " $(NF - 2) }'
}

no_alloca() { # a frame's size is known: no VLA (a warning refuses them) and no alloca
    library | xargs -r grep -nwE '(__builtin_)?alloca'
}
needed() { # the library stands on these, the program on Readline and SQLite besides
    [ -e "$B/libgazette.so.0" ] || return 0
    for file in libgazette.so.0 gazette; do
        [ -e "$B/$file" ] && readelf -Wd "$B/$file" | sed -nE 's/.*NEEDED.*\[(.*)\]/\1/p' |
            grep -vE '^(lib(c|m|pcre2-8|utf8proc|stemmer|expat|yaml-0|md4c)|ld-linux[^.]*)\.so' |
            { [ $file = gazette ] && grep -vE '^lib(readline|edit|tinfo|sqlite3)\.so' || cat; } |
            sed "s/^/$file needs /"
    done
}
hardened() { # what a release is built with: the flags known to the compiler, and what became of them
    [ "$B" = build ] && [ -e "$B/gazette" ] || return 0
    for file in libgazette.so.0 gazette; do
        readelf -WhldV "$B/$file" >"$TMP/elf"
        grep -q 'Type: *DYN' "$TMP/elf" || echo "$file: no position-independent code"
        grep -q GNU_RELRO "$TMP/elf" || echo "$file: no RELRO"
        grep -qE '\(FLAGS\).*BIND_NOW' "$TMP/elf" || echo "$file: not bound at once (-z now)"
        grep -qE 'GNU_STACK.* RW  ' "$TMP/elf" || echo "$file: its stack can be executed"
        grep -E 'TEXTREL|RPATH|RUNPATH' "$TMP/elf" | sed "s/^/$file: /"
        nm -D "$B/$file" | grep -q ' U __stack_chk_fail' || echo "$file: no stack protector"
        nm -D "$B/$file" | grep -qE ' U __[a-z]+_chk' || echo "$file: no fortified function"
    done
    readelf -Wd "$B/gazette" | grep -q 'Flags:.* PIE' || echo "gazette: no PIE"
    [ "$(uname -m)" != x86_64 ] || readelf -n "$B/libgazette.o" | grep -q 'IBT, SHSTK' ||
        echo "libgazette.o: some code has no protected jumps (-fcf-protection)"
    for flag in $(sed -nE 's/^HARDEN \+= (-f.*)/\1/p' build/config.mk); do
        readelf -p .debug_str "$B/libgazette.o" | grep 'GNU C' | grep -vqe "$flag" &&
            echo "libgazette.o: not all of it is compiled with $flag"
    done
    [ "$(grep -c '^HARDEN' build/config.mk)" -ge 3 ] || echo "the compiler knows hardly any hardening"
}
interface() { # tests/abi.txt is what hosts were promised
    command -v gcc >/dev/null || return 0
    bash tests/abi.sh | diff tests/abi.txt - | sed -nE \
        -e 's/^< (.*)/gone or changed, which breaks hosts: \1/p' \
        -e 's/^> (.*)/new (bash tests\/abi.sh >tests\/abi.txt): \1/p'
}

# --- grammar ------------------------------------------------------------------------------------
# A keyword that %fallback turns into a name must not be eaten as one where a rule could end
# instead: no state of the uncompressed automaton both shifts ID and reduces on such a word.
hidden_conflicts() {
    [ -e lang/grammar.y ] && command -v lemon >/dev/null || return 0
    lemon -c -p -T/usr/share/lemon/lempar.c -d"$TMP" lang/grammar.y
    awk '
        /^%fallback/ { listed = 1 }
        listed {
            last = /\.$/
            for (i = 1; i <= NF; i++) { sub(/\.$/, "", $i); if ($i != "ID") word[$i] = 1 }
            if (last) { listed = 0; nextfile }
        }
        /^State/ { state = $2 }
        FNR != NR && $1 == "ID" && $2 ~ /^shift/ { shifts[state] = 1 }
        FNR != NR && ($1 in word) && $2 == "reduce" { reduces[state] = reduces[state] " " $1 }
        END { for (state in reduces) if (state in shifts)
            print "state " state " eats as a name:" reduces[state] }
    ' lang/grammar.y "$TMP/grammar.out"
}

# --- text ---------------------------------------------------------------------------------------
file_length() { # the public header is a manual and may be longer
    sources | xargs -r wc -l | awk '$2 != "total" && $1 > ($2 ~ /gazette\.h$/ ? 1150 : 700) {
        print $2 ": " $1 " lines" }'
}
line_length() {
    sources | xargs -r awk '{ line = $0; gsub(/[\200-\277]/, "", line) }
        length(line) > 100 { print FILENAME ":" FNR ": " length(line) " columns" }' 2>/dev/null
}
function_length() { # over 40 lines only as a flat switch, never over 150
    c_files | xargs -r awk 'FNR == 1 { start = 0 }
        /^[A-Za-z_].*\(/ && !/;$/ { start = FNR; name = $0; flat = 0 }
        /switch \(/ { flat = 1 }
        /^}$/ && start {
            lines = FNR - start + 1
            if (lines > 150 || (lines > 40 && !flat))
                print FILENAME ":" start ": " lines " lines: " name
            start = 0
        }'
}
leftovers() { sources | grep -v '^tests/lint' | xargs -r grep -nE '\b(TODO|FIXME|HACK)\b'; }
openings() { # each file says first what it is
    sources | while read -r file; do
        head -n 1 "$file" | grep -qE '^(//|/\*)' || echo "$file:1: begins without saying what it is"
    done
}
float_formats() { # %f and %g follow the locale
    library | xargs -r grep -nE 'printf.*"[^"]*%[-+ #0]*[0-9.*]*[aefgAEFG]'
}
white_space() { sources | xargs -r grep -nP '[ \t]+$|\t|\r'; }

# --- second opinions ----------------------------------------------------------------------------
WARN="-std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes
    -Wmissing-prototypes -Wvla -Werror"
FLAGS="-I. -Iruntime -Ibuild/gen $(pkg-config --cflags libpcre2-8 libutf8proc 2>/dev/null)"
with_clang() {
    # shellcheck disable=SC2086
    files -name '*.c' | xargs -r -n 8 -P 2 clang $WARN $FLAGS -DGZT_VERSION_TEXT='""' -fsyntax-only
}
layout() { c_files | xargs -r clang-format --dry-run -Werror 2>&1 | grep -E 'error:' ; }
public_header() { # alone, in every dialect that a host may use
    [ -e runtime/gazette.h ] || return 0
    echo '#include "runtime/gazette.h"' >"$TMP/header.c"
    strict="-pedantic -Wall -Wextra -Werror -I. -fsyntax-only"
    # shellcheck disable=SC2086
    for cc in "gcc -std=c99" "clang -std=c99" "gcc -std=c11" "clang -std=c11"; do
        $cc $strict "$TMP/header.c"
    done
    # shellcheck disable=SC2086
    for cc in g++ clang++; do $cc -std=c++11 $strict -x c++ "$TMP/header.c"; done
}
own_headers() { # each header stands alone
    files -name '*.h' | while read -r file; do
        echo "#include \"$file\"" >"$TMP/own.c"
        # shellcheck disable=SC2086
        gcc -std=c11 -Wall -Werror $FLAGS -fsyntax-only "$TMP/own.c" || echo "$file: not alone"
    done
}
with_cppcheck() {
    command -v cppcheck >/dev/null || return 0
    library | grep '\.c$' >"$TMP/list"
    [ -s "$TMP/list" ] || return 0
    cppcheck --quiet --std=c11 --inline-suppr --enable=warning,portability -j 2 -I . -I build/gen \
        --suppress=missingInclude --suppressions-list=tests/cppcheck.txt --file-list="$TMP/list" \
        --template='{file}:{line}: {id}: {message}'
}
shell_scripts() {
    command -v shellcheck >/dev/null || return 0
    shellcheck -S warning tests/*.sh tests/bench/peers/*.sh runtime/*.sh stdlib/*.sh .ci/run
}

check "includes follow the layers" layers
check "top level is fixed" top_level
check "only gzt_ names are exported" exports
check "imports are on the list" imports
check "one file allocates" one_allocator
check "one file opens files" one_opener
check "no writable globals" no_globals
check "no alloca" no_alloca
check "needs its own libraries only" needed
check "hardened" hardened
check "the interface is as promised" interface
check "no hidden conflict in the grammar" hidden_conflicts
check "files of 700 lines at most" file_length
check "lines of 100 columns at most" line_length
check "functions of 40 lines at most" function_length
check "nothing left to do" leftovers
check "files say what they are" openings
check "numbers without locale" float_formats
check "no tabs or trailing blanks" white_space
if [ "$HOW" = all ]; then
    check "clang has no warning" with_clang
    check "layout is clang-format's" layout
    check "public header in C99, C11, C++11" public_header
    check "headers stand alone" own_headers
    check "cppcheck has no warning" with_cppcheck
    check "shell scripts are sound" shell_scripts
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
