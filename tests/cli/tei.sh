#!/bin/bash
# Editions in TEI on the command line: a folder opened as it is, made a snapshot with its report,
# faulty files, and beside facts.
. "$(dirname "$0")/lib.bash"
data=$FOLDER/data
mkdir -p "$data/letters"
printf '%s\n' '<TEI><text><body><listPerson>' \
    '<person xml:id="ann"><persName><surname>Reed</surname><forename>Ann</forename></persName>' \
    '<birth when="1870-01-01">um 1870</birth></person></listPerson></body></text></TEI>' \
    >"$data/people.xml"
printf '%s\n' '<TEI xml:id="L1.xml"><teiHeader><titleStmt><title>To Bob</title></titleStmt>' \
    '<correspDesc><sender><persName ref="ann"/></sender>' \
    '<dateSender><date when="1900-05-03"/></dateSender></correspDesc></teiHeader>' \
    '<text><body><p>Dear <rs type="person" ref="#bob">Bob</rs>.</p></body></text></TEI>' \
    >"$data/letters/L1.xml"

it "a folder opens as it is"
gazette -f csv -c 'articles | select id, date, author.name' "$data"
status_is 0
out_is $'id,date,author.name\r\nL1,1900-05-03,Ann Reed'
err_has 'letters/L1.xml:4:21: error: <rs> leads to @bob, which is not there'

it "a snapshot is made, and what was found is told"
gazette import tei "$data" -o "$FOLDER/letters.gza"
status_is 0
err_has '1 references to what is not there'
err_has '1 dates taken from the words, which say less than the attribute'
gazette -f csv -c '@ann | select born' "$FOLDER/letters.gza"
out_is $'born\r\n1870~'

it "facts beside it are referred to"
printf 'person @bob { name: "Bob" }\n' >"$FOLDER/more.gzt"
gazette -f csv -c 'mentions | select of.name, words' "$data" "$FOLDER/more.gzt"
status_is 0
out_is $'of.name,words\r\nBob,Bob'
err_is ''

it "a file that is no XML is told and left out"
printf '<TEI><text>' >"$data/bad.xml"
gazette -f csv -c 'articles | count' "$data"
status_is 0
out_is $'count\r\n1'
err_has 'bad.xml:1:'

it "strictly it is an error"
gazette --strict -c 'articles | count' "$data"
status_is 3
finish
