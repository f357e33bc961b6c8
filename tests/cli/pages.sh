#!/bin/bash
# Pages of newspapers on the command line: alone, beside facts, in folders. Then two real ones, where
# they lie beside the project: the newsletter, which the bundled archive describes line by line, and
# front pages of 1916.
. "$(dirname "$0")/lib.bash"
export LC_ALL=C # awk goes by bytes
data=$FOLDER/data
mkdir -p "$data/facts" "$data/pages/1921-03-09" "$data/pages/1921-03-10"
printf '%s\n' 'archive "Boats" { language: "en" }' \
    'person @ann { name: "Ann Reed" }' 'place @quay { name: "Quay" }' >"$data/facts/people.gzt"
printf '%s\n\n' 'THE ECHO' 'Vol. 1, No. 2 Two Pence March 9, 1921' 'BOATS AT THE QUAY' \
    'THE BOATS that Ann Reed had seen from the Quay did not come back to the har-' \
    'bour in the night.' 'What Reed said' 'Reed, when she was asked, said that nobody had listened to her.' \
    >"$data/echo.txt"

it "a page is an archive"
gazette -f csv -c 'articles | select id, type, title, date, issue.title, count(passages)' "$data/echo.txt"
status_is 0
out_is $'id,type,title,date,issue.title,count(passages)\r\necho-1,masthead,Masthead,1921-03-09,"THE ECHO, Vol. 1 No. 2",2\r\necho-2,article,BOATS AT THE QUAY,1921-03-09,"THE ECHO, Vol. 1 No. 2",3'
err_is ''

it "beside facts it names their people, whatever stands first"
gazette -f csv -c 'articles | where people has @ann | select id, places.id, mentions: count(passages.mentions)' \
    "$data/echo.txt" "$data/facts"
status_is 0
out_is $'id,places.id,mentions\r\necho-2,quay,4'
err_is ''

it "it is checked, and kept in a snapshot"
gazette check "$data/facts" "$data/echo.txt"
status_is 0
gazette build "$data/facts" "$data/echo.txt" -o "$FOLDER/echo.gza"
status_is 0
gazette -f csv -c '@ann.mentions | count by words' "$FOLDER/echo.gza"
out_is $'words,count\r\nReed,2\r\nAnn Reed,1'

it "a folder without facts and records is one of pages, with the folders in it and a table of papers"
cp "$data/echo.txt" "$data/pages/1921-03-09/e1_seq-1.txt"
printf 'Boats.\n' >"$data/pages/1921-03-10/e1_seq-1.txt"
printf 'nothing' >"$data/pages/1921-03-10/README.md"
printf 'key,name,place\ne1,Echo,Quayside\n' >"$data/pages/titles.csv"
gazette -f csv -c 'articles | sort id | select id, date, page, publication.name, place.name' "$data/pages"
status_is 0
out_is $'id,date,page,publication.name,place.name\r\ne1_seq-1-1921-03-09-1,1921-03-09,1,Echo,Quayside\r\ne1_seq-1-1921-03-09-2,1921-03-09,1,Echo,Quayside\r\ne1_seq-1-1921-03-10-1,1921-03-10,1,Echo,Quayside'
err_is ''

it "the papers of a table are publications, with and without pages, and more where a map says so"
printf 'key,name,place\ne1,Echo,Quayside\ne2,"The Bell",Quayside\n' >"$data/pages/titles.csv"
gazette -f csv -c 'publications | sort id | select id, name, place.name, n: count(articles)' "$data/pages"
out_is $'id,name,place.name,n\r\ne1,Echo,Quayside,3\r\ne2,The Bell,Quayside,0'
gazette -q -f csv -c 'publications | sort id | select id, name, place.name' "$data/pages/titles.csv"
out_is $'id,name,place.name\r\ne1,Echo,Quayside\r\ne2,The Bell,Quayside'
printf 'map publication from "titles.csv" { id: key, name: name, town: place }\n' >"$data/papers.gzt"
gazette -f csv -c 'publications | sort id | select id, town, n: count(articles)' "$data/papers.gzt" "$data/pages"
out_is $'id,town,n\r\ne1,Quayside,3\r\ne2,Quayside,0'

it "a text beside facts is none"
cp "$data/echo.txt" "$data/facts/notes.txt"
gazette -f csv -c 'count(articles)' "$data/facts"
out_is $'value\r\n0'

it "a folder with nothing to read says what could be"
mkdir "$data/empty"
gazette -c 'people' "$data/empty"
status_is 3
err_has 'there is no .gzt file with facts in the folder'

it "bytes that are not UTF-8 are replaced and told"
printf 'It was B\351n.\n' >"$data/bad.txt"
gazette -f csv -c 'passages | select text' "$data/bad.txt"
status_is 0
out_is $'text\r\nIt was B\357\277\275n.'
err_has 'bad.txt:1:9: error: byte 8 is not UTF-8 and was replaced'
gazette check "$data/bad.txt"
status_is 1

# ---- the newsletter -------------------------------------------------------------------------

text=../shared/newsletter/1957-11-07.txt
both=(examples/newsletter "$FOLDER/page.txt")
# FILE, QUERY: its rows, columns parted by tabs and the elements of lists by blanks.
rows() {
    gazette -q -f tsv -c "$2" "${both[@]}"
    [ "$status" = 0 ] || wrong "the archive cannot be asked"
    tail -n +2 "$FOLDER/out" | tr -d '\r;' >"$FOLDER/$1"
}
# Two files of rows that are to be the same; what differs is shown.
same() {
    out=$(diff "$FOLDER/$1" "$FOLDER/$2")
    out_is ''
}

newsletter() {
    cp "$text" "$FOLDER/page.txt" # its name says no day
    own='article.id matches "^page-"'

    it "the newsletter's masthead is that of the issue which the archive has"
    rows got '@no27.articles | where id matches "^page-" | count by type, date, publication.id'
    printf '%s\n' 'article 1957-11-07 newsletter 5' 'box 1957-11-07 newsletter 1' \
        'masthead 1957-11-07 newsletter 1' | tr ' ' '\t' >"$FOLDER/want"
    sort "$FOLDER/got" >"$FOLDER/sorted"
    same want sorted
    rows got 'count(issues); @page-1.people | count'
    printf '%s\n' 1 25 >"$FOLDER/want" # the editor and twenty-four contributors
    grep -v '^value$\|^count$' "$FOLDER/got" | grep . >"$FOLDER/numbers"
    same want numbers

    it "alone it has an issue of its own"
    gazette -q -f csv -c 'issues | select volume, number, date, price, editor.name, publication.name' "$text"
    out_is $'volume,number,date,price,editor.name,publication.name\r\n1,27,1957-11-07,Two Shillings,Peter Fryer,THE NEWSLETTER'

    it "its articles have the headings and authors of those that the archive describes"
    rows want 'articles | where id in ["leading", "petrograd", "others", "leaders", "lenins-party", "soviets"]
        | sort first(heading) | select author.id, heading, part_of.id'
    # Of two headings beside an author the one is the byline, in capitals like the author's name.
    awk -F '\t' 'NR == FNR { line[FNR] = $0; next } {
            n = split($2, at, " "); title = ""
            for (i = 1; i <= n; i++) {
                name = tolower(line[at[i]]); gsub(/[^a-z]+/, "-", name)
                if (name != $1) title = title (title == "" ? "" : " ") line[at[i]]
            }
            print $1 "\t" title "\t" ($3 == "" ? "" : "inside")
        }' "$text" "$FOLDER/want" >"$FOLDER/titles"
    rows got 'articles | where id matches "^page-[2-7]$" | sort id
        | select author.id, title, within: if part_of is null then "" else "inside"'
    [ "$(wc -l <"$FOLDER/titles")" = 6 ] || wrong "the archive describes other articles"
    same titles got

    it "its paragraphs and crossheads begin on the lines that the archive says"
    # Pieces within others are passages here: the box on the calendar, the footnote, the captions.
    rows want 'passages | where article.id in ["leading", "petrograd", "others", "lenins-party", "soviets"]
        | sort line | select line, type'
    rows got "passages | where $own and article.id in [\"page-2\", \"page-3\", \"page-4\", \"page-6\", \"page-7\"]
        and not (type in [\"byline\", \"box\", \"footnote\"]) | sort line | select line, type"
    [ "$(wc -l <"$FOLDER/want")" -gt 180 ] || wrong "passages are missing"
    same want got
    rows want '[@calendar-box, @rabotchi-put-note] | expand passages as p | select p.line'
    rows got "passages | where $own and type in [\"box\", \"footnote\"] | sort line | select line"
    same want got

    it "its captions are those of eight portraits, by name and years"
    rows want 'passages | where article.type = "caption" and number = 1 | sort line | select line'
    rows got "passages | where $own and type = \"caption\" | sort line | select line"
    [ "$(wc -l <"$FOLDER/want")" = 8 ] || wrong "the archive has no eight captions"
    same want got

    it "what columns part is whole again: every paragraph has the letters of all its lines"
    rows pieces 'passages | where article.id in ["leading", "petrograd", "others", "lenins-party", "soviets"]
        | sort line | select line, rest'
    rows got "passages | where $own | select line, text"
    out=$(awk -F '\t' '
        function letters(s) { gsub(/[^A-Za-z0-9\x80-\xff]/, "", s); return s }
        FILENAME == ARGV[1] { line[FNR] = $0; next }
        FILENAME == ARGV[2] { text[$1] = letters($2); whole[$1] = $2; next }
        {
            n = split($1 " " $2, at, " "); all = ""; joined += n > 1
            for (i = 1; i <= n; i++) {
                all = all letters(line[at[i]])
                if (line[at[i]] !~ /-$/ || i == n) continue
                word = line[at[i]]; sub(/-$/, "", word); sub(/.*[^A-Za-z]/, "", word)
                rest = line[at[i + 1]]; sub(/[^A-Za-z].*/, "", rest)
                if (!index(whole[$1], word rest)) print "line " at[i] ": not " word rest
                words++
            }
            if (all != text[$1]) print "line " $1 " differs"
        }
        END { if (joined < 8 || words < 1) print joined " paragraphs, " words " words" }
    ' "$text" "$FOLDER/got" "$FOLDER/pieces")
    out_is ''
    rows got "passages | where $own and text matches \"[a-z]- [a-z]\" | select line" # no word is left
    [ ! -s "$FOLDER/got" ] || wrong "a word is divided"

    it "whom the archive names in a paragraph is linked, and nobody else"
    rows want 'passages | where article.id in ["leading", "petrograd", "others", "lenins-party", "soviets"]
        | expand people as p | select at: text(line) + " " + p.id'
    rows got "passages | where $own and article.id in [\"page-2\", \"page-3\", \"page-4\", \"page-6\", \"page-7\"]
        and type != \"byline\" | expand people as p | select at: text(line) + \" \" + p.id"
    # Meant there, but not by name: he, the Tsar, the General, others, two cyclists, Stalinism.
    printf '%s\n' '126 kerensky' '176 tsar' '218 trotsky' '246 two-cyclists' '254 bagratuni' \
        '280 trotsky' '282 trotsky' '456 lenin' '474 stalin' '530 stalin' '534 stalin' |
        sort - "$FOLDER/got" >"$FOLDER/all"
    sort "$FOLDER/want" >"$FOLDER/sorted"
    same all sorted

    it "it answers for itself"
    gazette -q -f csv -c 'articles | where people has @lenin and id matches "^page-" | count' "${both[@]}"
    out_is $'count\r\n6'
    gazette -q -f csv -c '[@page-2] | expand recognise(text) as m | where m.people has @togliatti
        | select m.text, m.people.name' "${both[@]}"
    out_is $'m.text,m.people.name\r\nTogliatti,Togliatti'
}

if [ -e "$text" ]; then newsletter; else echo "$text is not here: the newsletter is not opened"; fi

# ---- front pages of 1916 --------------------------------------------------------------------

front=../shared/corpora/chronam-1916-01

front_pages() {
    it "front pages are articles with their paper, place and day"
    gazette -f csv -c 'articles | count by date; articles | count by type, page' "$front"
    status_is 0
    err_is ''
    # shellcheck disable=SC2012
    for day in "$front"/pages/*; do
        out_has "$(basename "$day"),$(find "$day" -name '*.txt' | wc -l)"
    done
    out_has "page,1,$(find "$front/pages" -name '*.txt' | wc -l)"
    gazette -q -f csv -c 'articles | where publication is null or place is null or date is null | count' "$front"
    out_is $'count\r\n0'
    gazette -q -f csv -c '@sn82014086 | select name, place.name' "$front"
    out_is $'name,place.name\r\nNorwich bulletin.,"Norwich, Conn."'

    it "and answer: a word that stands in a file is found"
    gazette -q -f csv -c 'articles | where text ~ "czernowitz" | sort id | select id' "$front"
    out=${out#*$'\n'}
    [ "$(wc -l <<<"$out")" -gt 10 ] || wrong "too few"
    while read -r file; do
        day=$(basename "$(dirname "$file")")
        out_has "$(basename "$file" .txt)-$day"
    done < <(grep -liwr czernowitz "$front/pages")

    it "words that a hyphen divides at the end of a line are whole"
    gazette -q -f tsv -c 'passages | select article.id, text' "$front"
    cp "$FOLDER/out" "$FOLDER/texts"
    # shellcheck disable=SC2046
    out=$(awk -F '\t' '
        FILENAME == ARGV[1] { text[$1] = text[$1] $2; next }
        FNR == 1 {
            left = ""; n = split(FILENAME, part, "/")
            id = part[n]; sub(/[.]txt$/, "", id); id = id "-" part[n - 1]
        }
        {
            gsub(/^[ \r]+|[ \r]+$/, "")
            if (left != "" && match($0, /^[a-z][a-z][a-z]+/)) {
                right = substr($0, 1, RLENGTH); pairs++
                if (!index(text[id], left right) && !index(text[id], left "-" right))
                    print id ": " left "-" right
            }
            left = ""
            if (match($0, /[a-z][a-z][a-z]+-$/)) left = substr($0, RSTART, RLENGTH - 1)
        }
        END { if (pairs < 100) print pairs " words" }
    ' "$FOLDER/texts" $(find "$front/pages" -name '*.txt'))
    out_is ''
}

if [ -e "$front" ]; then front_pages; else echo "$front is not here: its pages are not opened"; fi
finish
