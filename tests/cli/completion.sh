#!/bin/bash
# What Tab gives in a terminal: one row of the table is what is typed, and what the line must be then.
# Which candidates the library has is tested in tests/api/test_complete.c.
. "$(dirname "$0")/lib.bash"
facts
with_terminal
mkdir -p "$FOLDER/here/folder" && cd "$FOLDER/here" || exit 2
echo 'let old = people | where born < 1850' >folder/old.gzt
echo 'let young = people | where born > 1850' >folder/young.gzt
touch 'two words.gzt'

# typed, the line it becomes. A key is pressed after it, so that the line is waited for and not the
# echo of what was typed.
becomes() {
    printf '%s\n' '< gazette> ' "> $1" '> \t#' "s gazette> $2#" '> \x15' '> \x03' '< ^C'
}
# typed, what is listed
lists() {
    printf '%s\n' '< gazette> ' "> $1" '> \t\t'
    shift
    printf '< %s\n' "$@"
    printf '%s\n' '> \x15' '> \x03' '< ^C'
}
run() { # the rows are in $FOLDER/keys
    printf '%s\n' '< gazette> ' '> \x04' '= 0' m >>"$FOLDER/keys"
    terminal "$@" <"$FOLDER/keys"
}

it "stages, fields, values, options"
{
    becomes 'people | whe' 'people | where '
    becomes 'people | where bor' 'people | where born'
    becomes 'people | where fate = "exec' 'people | where fate = "executed"'
    becomes "people | where fate = 'exec" "people | where fate = 'executed'"
    becomes 'people | where fate = "executed" | as histogram(bin' 'people | where fate = "executed" | as histogram(bins: '
    becomes 'set ci' 'set circa = '
    becomes '@"Lev D' '@"Lev Davidovich Bronstein"'
    becomes 'count(@leve' 'count(@levellers'
    lists '@lev' 'trotsky ' 'person' 'Trotsky'
    becomes 'upp' 'upper('
    lists 'people | where fate = ' '"assassinated"  value' '"executed"'
    lists 'people | as ' 'bar ' 'x: name, y: n' 'csv'
    lists 'sta' 'starts_with' 'text, text -> '
} >"$FOLDER/keys"
run

it "dot commands and what they take"
{
    becomes .sche '.schema '
    becomes '.schema per' '.schema person'
    becomes '\\d per' '\\d person'
    becomes '\\timi' '\\timing'
    becomes '.mode mark' '.mode markdown'
    becomes '.timer of' '.timer off'
    becomes '.theme li' '.theme light'
    becomes '.help unk' '.help unknown'
    becomes '.help .exp' '.help .explain'
    becomes '.doc weekd' '.doc weekday'
    becomes '.dump pl' '.dump plan '
    becomes '.dump plan people | whe' '.dump plan people | where '
    becomes '.explain people | where bor' '.explain people | where born'
    becomes '.limits mem' '.limits memory '
    lists '.theme ' dark light none
    lists '.help ' dates unknown
    lists '.help s' 'stages ' 'stage '
} >"$FOLDER/keys"
run

it "files, in folders, with blanks, where a command or stage takes one"
{
    becomes '.read fo' '.read folder/'
    becomes '.read folder/ol' '.read folder/old.gzt'
    becomes '.open two' '.open two words.gzt'
    becomes '.open "two' '.open "two words.gzt"'
    becomes 'people | save "folder/yo' 'people | save "folder/young.gzt"'
    becomes 'use "folder/ol' 'use "folder/old.gzt"'
    lists '.open ' 'folder/ ' folder 'two words.gzt' file
    lists 'use "folder/' 'folder/old.gzt' 'folder/young.gzt'
    becomes 'people | where fate = "fold' 'people | where fate = "fold'
} >"$FOLDER/keys"
run "$FOLDER/small"

it "params that are declared"
{
    printf '%s\n' '< gazette> ' '> param since: int = 1900\r'
    becomes '.params si' '.params since='
} >"$FOLDER/keys"
run "$FOLDER/small"

it "no files with --safe"
becomes 'use "folder/ol' 'use "folder/ol' >"$FOLDER/keys"
run --safe "$FOLDER/small"

it "names from data do not drive the terminal"
printf 'person @x { name: "Zed \033]0;a\007b", fate: "c\033[2Jd" }\nperson @y { name: "Zed c" }\n' >evil.gzt
touch "$(printf 'zz\033[2Jx')" zzy
{
    lists '@"Ze' 'Zed \\x1b]0' 'Zed c'
    echo '! \e]'
    lists '.open zz' 'zz\\x1b[2Jx' zzy
    echo '! \e[2J'
    printf '%s\n' '< gazette> ' '> people | where fate = "c\t' '< c\\x1b[2Jd' '! \e[2J' '> \x15' '> \x03' '< ^C'
} >"$FOLDER/keys"
run evil.gzt

finish
