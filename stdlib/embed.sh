#!/bin/sh
# In: list name, the header that declares it, the struct's name, files.
# Out (stdout): C that defines the list and its count, the files as byte arrays, sorted by name.
# Needs nothing but od and sed, since a bare machine has no xxd.
set -eu
export LC_ALL=C
list=$1 header=$2 type=$3
shift 3
# shellcheck disable=SC2046 # the names have no blanks
[ $# -gt 0 ] && set -- $(printf '%s\n' "$@" | sort)

printf '#include "%s"\n\n' "$header"
number=0
for file; do
    printf 'static const unsigned char file_%d[] = {\n' $number
    od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
    printf '0};\n\n'
    number=$((number + 1))
done

printf 'const struct %s %s[] = {\n' "$type" "$list"
number=0
for file; do
    printf '    {"%s", file_%d, %d},\n' "${file#*/}" $number "$(wc -c <"$file")"
    number=$((number + 1))
done
printf '    {0, 0, 0},\n};\n'
printf 'const unsigned long %s = %d;\n' "${list%s}_count" $number
