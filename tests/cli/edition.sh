#!/bin/bash
# The edition of the newsletter beside the text that it was made from: lines, lengths, own words.
# Nothing is asked where that text does not lie beside the project.
. "$(dirname "$0")/lib.bash"
export LC_ALL=C # awk goes by bytes, so that every awk does the same
text=../shared/newsletter/1957-11-07.txt
if [ ! -e "$text" ]; then
    echo "$text is not here: the edition is not compared with it"
    finish
fi
# Every program below reads the text first, then its rows.
cat >"$FOLDER/text.awk" <<'END'
BEGIN { FS = "\t" }
# A paragraph of the page text: lines up to a blank one, known by the number of its first.
FILENAME ~ /text$/ {
    if ($0 !~ /[^ \t\r]/) at = 0
    else if (at) paragraph[at] = paragraph[at] " " $0
    else { at = FNR; paragraph[at] = $0 }
    next
}
FILENAME ~ /pieces$/ { part_of[$1] = $2; heading[$1] = $3; stated[$1] = $4; pieces[++npieces] = $1 }
FILENAME ~ /passages$/ {
    piece_of[$1] = $2; type[$1] = $3; lines[$1] = $4 " " $5; certainty[$1] = $6
    passages[++npassages] = $1
}
END
cp "$text" "$FOLDER/text"

# FILE, QUERY: its rows, columns parted by tabs and the elements of lists by blanks.
rows() {
    gazette -q -f tsv -c "$2" examples/newsletter
    [ "$status" = 0 ] || wrong "the archive cannot be asked"
    tail -n +2 "$FOLDER/out" | tr -d '\r;' >"$FOLDER/$1"
}
# Runs an awk program behind text.awk, over the text and files of rows. What it prints is wrong.
compare() {
    local rows=()
    for file in "${@:2}"; do rows+=("$FOLDER/$file"); done
    out=$(printf '%s\n' "$1" | awk -f "$FOLDER/text.awk" -f - "$FOLDER/text" "${rows[@]}" 2>&1)
    out_is ''
}

it "pieces and passages are there to be compared"
rows pieces 'articles | select id, part_of.id, heading, length'
rows passages 'passages | select id, article.id, type, line, rest, certainty'
[ "$(wc -l <"$FOLDER/passages")" -gt 200 ] || wrong "passages are missing"
[ "$(wc -l <"$FOLDER/pieces")" -gt 20 ] || wrong "pieces are missing"

it "every passage stands within its piece, and behind the passage before it"
# The lines of the pieces that are not within another, as one reads the text.
# shellcheck disable=SC2016
compare '
BEGIN {
    range["masthead"] = "1 24"; range["leading"] = "26 56"; range["petrograd"] = "58 294"
    range["leaders"] = "296 404"; range["lenins-party"] = "406 474"; range["soviets"] = "476 548"
}
function within(what, piece, numbers,    n, i, list, ends) {
    while (part_of[piece] != "") piece = part_of[piece]
    if (!(piece in range)) print piece " has no place in the text"
    split(range[piece], ends, " ")
    n = split(numbers, list, " ")
    if (!n) print what " has no line"
    for (i = 1; i <= n; i++)
        if (list[i] + 0 < ends[1] + 0 || list[i] + 0 > ends[2] + 0)
            print what ": line " list[i] " does not belong to " piece
}
END {
    for (i = 1; i <= npieces; i++)
        if (heading[pieces[i]] != "") within("the heading", pieces[i], heading[pieces[i]])
    for (i = 1; i <= npassages; i++) {
        p = passages[i]
        within(p, piece_of[p], lines[p])
        if (piece_of[p] == piece_of[passages[i - 1]] && lines[p] + 0 <= lines[passages[i - 1]] + 0)
            print p " stands before " passages[i - 1]
    }
}' pieces passages

it "every paragraph of the text is in one passage or heading"
# shellcheck disable=SC2016
compare '
function take(what, numbers, sure,    n, i, list) {
    n = split(numbers, list, " ")
    for (i = 1; i <= n; i++) {
        if (!(list[i] in paragraph)) print what ": no paragraph begins on line " list[i]
        if (sure && list[i] in taken) print what ": line " list[i] " is of " taken[list[i]] " too"
        if (sure) taken[list[i]] = what
    }
}
END {
    for (i = 1; i <= npieces; i++) take("the heading of " pieces[i], heading[pieces[i]], 1)
    for (i = 1; i <= npassages; i++)
        take(passages[i], lines[passages[i]], certainty[passages[i]] != "low")
    for (line in paragraph)
        if (!(line in taken)) print "no passage has line " line ": " substr(paragraph[line], 1, 60)
}' pieces passages

it "the length of a piece is that of its passages in the text"
# shellcheck disable=SC2016
compare '
# What blanks and dashes part and has a letter or digit; divided words are put together again.
function words(text,    n, i, list, count) {
    gsub(/\xe2\x80\x94/, " ", text)
    n = split(text, list, " ")
    for (i = 1; i <= n; i++) count += list[i] ~ /[A-Za-z0-9]/
    return count
}
END {
    for (i = 1; i <= npassages; i++) {
        p = passages[i]
        n = split(lines[p], list, " ")
        whole = ""
        for (j = 1; j <= n; j++)
            if (!sub(/-$/, paragraph[list[j]], whole)) whole = whole " " paragraph[list[j]]
        if (certainty[p] != "low") length_of[piece_of[p]] += words(whole)
    }
    for (i = 1; i <= npieces; i++)
        if (stated[pieces[i]] + 0 != length_of[pieces[i]] + 0)
            print pieces[i] ": " stated[pieces[i]] " stated, " length_of[pieces[i]] " counted"
}' pieces passages

it "no six words that follow one another in the text are taken over, names aside"
{
    for kind in people places organisations publications; do
        echo "$kind | select what: \"name\", id, words: name"
        echo "$kind | expand also as form | select what: \"name\", id, words: form"
    done
    echo 'articles | where heading is not null | select what: "name", id, words: title'
    echo 'passages | where type != "crosshead" and article != @contributors | select what: "passage", id, words: text'
    echo 'events | select what: "event", id, words: title'
    echo 'quotations | select what: "quotation", id, words: gist'
    for kind in people places organisations publications events articles passages quotations; do
        echo "$kind | where note is not null | select what: \"note\", id, words: note"
    done
} >"$FOLDER/queries"
: >"$FOLDER/sentences"
while read -r query; do
    rows some "$query"
    cat "$FOLDER/some" >>"$FOLDER/sentences"
done <"$FOLDER/queries"
[ "$(wc -l <"$FOLDER/sentences")" -gt 800 ] || wrong "sentences are missing"
# shellcheck disable=SC2016
compare '
function plain(text) {
    text = tolower(text)
    gsub(/\xe2\x80[\x90-\xbf]/, " ", text)
    gsub(/[^a-z0-9\x27\x80-\xff]+/, " ", text)
    return " " text " "
}
function without(text, name,    at) {
    while ((at = index(text, name)) > 0)
        text = substr(text, 1, at) "| " substr(text, at + length(name))
    return text
}
# Every run of six words: noted, or looked for.
function runs(text, look, what,    n, i, list, run) {
    n = split(text, list, " ")
    for (i = 6; i <= n; i++) {
        run = list[i - 5] " " list[i - 4] " " list[i - 3] " " list[i - 2] " " list[i - 1] " " list[i]
        if (!look) seen[run] = 1
        else if (run in seen) print what ": " run
    }
}
FILENAME ~ /sentences$/ && !read { read = 1; for (line in paragraph) runs(plain(paragraph[line])) }
FILENAME ~ /sentences$/ && $1 == "name" {
    name = plain($3)
    if (split(name, list, " ") > 2) names[++nnames] = name
    next
}
FILENAME ~ /sentences$/ {
    sentence = plain($3)
    for (i = 1; i <= nnames; i++) sentence = without(sentence, names[i])
    runs(sentence, 1, $1 " of " $2)
}' sentences

it "the opening of a quotation is at most four words"
rows openings 'quotations | where opening is not null and opening matches "^\\S+( \\S+){4}" | select id, opening'
out=$(cat "$FOLDER/openings")
out_is ''

finish
