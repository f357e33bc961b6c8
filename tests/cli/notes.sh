#!/bin/bash
# A folder of notes in Markdown on the command line: what they become, what is left out, and what
# is said of it; alone, beside facts, and kept.
. "$(dirname "$0")/lib.bash"
notes=tests/cli/notes

it "a folder of notes is an archive"
gazette -f csv -c 'people | sort id | select id, name, also, born, trade, tags, boats' "$notes"
status_is 0
out_is $'id,name,also,born,trade,tags,boats\r\nmary-fell,Mary Fell,M. F.,1870~,netmaker,harbour,\r\ntom-ridley,Tom Ridley,,1868-03-02,,,Gull; Tern'
err_has 'two.md:2:1: error: the front matter can'"'"'t be read: mapping values are not allowed'
err_has "one.md:11:1: error: the link to 'Gull' leads to nothing"
err_has '1 record was left out'
err_has '1 link to nothing was left out'

it "letters have their people, passages and mentions"
gazette -f csv -c 'articles | select id, title, date, type, author, recipient, people, pages, tags' "$notes"
out_is $'id,title,date,type,author,recipient,people,pages,tags\r\none,The gale,1899-11-07,letter,mary-fell,tom-ridley,tom-ridley,2,gale'
gazette -f csv -c 'passages | sort number | select type, line, text' "$notes"
out_is $'type,line,text\r\ncrosshead,9,At home\r\nparagraph,11,"The Gull is not back, and you are not either. #gale"\r\nitem,13,bread\r\nitem,14,"a lamp, as you asked"'
gazette -f csv -c 'mentions | sort id | select words, of, certainty' "$notes"
out_is $'words,of,certainty\r\nGull,,low\r\nyou,tom-ridley,\r\nyou,tom-ridley,'

it "facts beside are led to, and lead there"
printf 'publication @gull { name: "Gull" }\nevent @storm { people: [@mary-fell] }\n' >"$FOLDER/boats.gzt"
gazette -f csv -c '@gull.mentions | select words, people: passage.people' "$FOLDER/boats.gzt" "$notes/letters/one.md" \
    "$notes/people/Tom Ridley.md" "$notes/people/Mary Fell.md"
status_is 0
out_is $'words,people\r\nGull,tom-ridley'
err_is ''

it "import keeps them and reports; what is left out is kept as it stands"
gazette import markdown "$notes" -o "$FOLDER/notes.gza" --rejects "$FOLDER/left"
status_is 0
err_has 'articles       1 (1 dated, 0 undated)'
gazette -f csv -c 'count(people)' "$FOLDER/notes.gza"
out_is $'value\r\n2'
cmp -s "$FOLDER"/left/two.md* "$notes/letters/two.md" || wrong "two.md is not as it stands"

it "notes of one name in two folders are kept apart"
mkdir -p "$FOLDER/same/a" "$FOLDER/same/b"
printf -- '---\n- a\n---\n' >"$FOLDER/same/a/n.md"
printf -- '---\n- b\n---\n' >"$FOLDER/same/b/n.md"
gazette import markdown "$FOLDER/same" -o "$FOLDER/same.gza" --rejects "$FOLDER/apart"
status_is 3
cmp -s "$FOLDER/apart/n.md" "$FOLDER/same/a/n.md" || wrong "n.md is not the first"
cmp -s "$FOLDER"/apart/*-same-b-n.md "$FOLDER/same/b/n.md" || wrong "the second is not kept"

it "strict ends at the first complaint"
gazette --strict -c people "$notes"
status_is 3

finish
