#!/bin/bash
# What is written for other programs is read by other programs: Python's own readers, and where they
# are here xmllint, Graphviz, networkx, icalendar and bibtexparser.
. "$(dirname "$0")/lib.bash"
TREE=$PWD
cd "$FOLDER" || exit 2
hostile=$TREE/tests/spec/register.gzt
has_module() { # of Debian's Python, or of another
    for python in /usr/bin/python3 python3; do
        "$python" -c "import $1" 2>/dev/null && return
    done
    echo "skipped: Python's $1 is not here"
    return 1
}
has_tool() {
    command -v "$1" >/dev/null && return
    echo "skipped: $1 is not here"
    return 1
}
# What a program of Python (on standard input) says of the files is this.
reads() {
    local said
    said=$("$python" - 2>&1) || said="failed: $said"
    [ "$said" = "$1" ] || wrong "it is read as '$said', not '$1'"
}
export_all() { # archive, name of the files
    local form
    for form in geojson ical bibtex csl graphml dot tei; do
        gazette -q export $form "$1" -o "$2.$form"
        status_is 0
        err_is ''
    done
}

it "every format of a whole archive"
export_all "$hostile" hostile
export_all "$TREE/examples/newsletter" letter

it "what has no place in a format is told"
gazette export geojson "$hostile" -o told.geojson
err_has ' rows have no coordinates, and are left out'
gazette export ical "$hostile" -o told.ics
err_has '1 row has an open date, and is left out'

it "so is a kind that has no place in it, also where nothing is written"
cat >kinds.gzt <<'END'
person @a { name: "A" }
person @b { name: "B" }
article @x { title: "X" }
article @y { title: "Y" }
passage @p { text: "Fog" }
relation @r { from: @a, type: "knows", to: @b }
END
gazette export tei kinds.gzt -o kinds.xml
status_is 0
err_is "2 articles have no place in it, and are left out
1 passage has no place in it, and is left out
exported to 'kinds.xml'"
for form in graphml dot; do # a relation is an edge
    gazette export $form kinds.gzt -o kinds.$form
    err_is "1 passage has no place in it, and is left out
exported to 'kinds.$form'"
done
gazette export ical kinds.gzt -o kinds.ics
err_has '2 people have no place in it, and are left out'
err_has '1 relation has no place in it, and is left out'

if has_module json; then
    it "GeoJSON is JSON, with longitudes first"
    reads "FeatureCollection ['fort', 'shot'] [30.3167, 59.95]" <<'END'
import json
with open("hostile.geojson", encoding="utf-8") as f: all = json.load(f)
points = [p["geometry"]["coordinates"] for p in all["features"]]
assert points[0] == points[1]
print(all["type"], sorted(p["id"] for p in all["features"]), points[0])
END

    it "CSL-JSON is JSON, each entry with id and type, once"
    reads "7 ~ \\ 100% {of} \$1 #2 ^_" <<'END'
import json
with open("hostile.csl", encoding="utf-8") as f: items = json.load(f)
assert len({i["id"] for i in items}) == len(items) and all("type" in i for i in items)
print(len(items), next(i["title"] for i in items if i["id"] == "first"))
END

    it "TEI is XML: ids are unique, and every pointer leads to one"
    reads "22 Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%" <<'END'
import xml.etree.ElementTree as tree
xml, tei = "{http://www.w3.org/XML/1998/namespace}id", "{http://www.tei-c.org/ns/1.0}"
for name in "letter.tei", "hostile.tei":
    root = tree.parse(name).getroot()
    ids = [e.get(xml) for e in root.iter() if e.get(xml)]
    assert len(set(ids)) == len(ids)
    for e in root.iter():
        for a in "ref", "active", "passive", "datingMethod":
            if e.get(a) and not e.get(a).startswith("entity:"):
                assert e.get(a)[0] == "#" and e.get(a)[1:] in ids, e.attrib
print(len(ids), root.find(f".//{tei}persName").text)
END

    it "iCalendar: lines end in CR LF and have 75 bytes at most"
    reads "6 6" <<'END'
for name in "letter.ical", "hostile.ical":
    with open(name, "rb") as f: text = f.read()
    lines = text.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in b"".join(lines) and max(map(len, lines)) <= 75
    for line in lines: line.decode()
print(lines.count(b"BEGIN:VEVENT"), len({l for l in lines if l.startswith(b"UID:")}))
END
fi

if has_tool xmllint; then
    it "TEI and GraphML are well-formed"
    xmllint --noout hostile.tei hostile.graphml letter.tei letter.graphml || wrong "xmllint complains"
fi

if has_tool dot; then
    it "Graphviz draws the graph"
    dot -Tdot hostile.dot >drawn.dot 2>complaints || wrong "dot fails"
    [ ! -s complaints ] || wrong "dot says $(cat complaints)"
    nop letter.dot >/dev/null || wrong "nop fails" # reads it, and lays nothing out
fi

if has_module networkx; then
    it "networkx reads the graph, and the same as in DOT"
    reads "$(grep -c '^  "[^"]*" \[' hostile.dot) $(grep -c '^  "[^"]*" -> ' hostile.dot) Ludwig van Beethoven" <<'END'
import networkx
graph = networkx.read_graphml("hostile.graphml")
print(graph.number_of_nodes(), graph.number_of_edges(), graph.nodes["person.743"]["label"])
END
fi

if has_module icalendar; then
    it "icalendar reads the events"
    reads "['1914-07-28 1918-11-12', '1917-03-01 1917-06-01', '1917-11-07', '1917-11-07', '1917-11-08 02:10:00', '1917-11-08 09:00:00 1917-11-08 11:30:00']
'A shot; and, \\\\ a new\\nline'" <<'END'
import icalendar
with open("hostile.ical", "rb") as f: events = icalendar.Calendar.from_ical(f.read()).walk("vevent")
when = [" ".join(str(e[k].dt) for k in ("dtstart", "dtend") if k in e) for e in events]
print(sorted(when))
print(repr(next(str(e["summary"]) for e in events if e["uid"].startswith("shot."))))
END
fi

if has_module bibtexparser; then
    it "bibtexparser reads the entries"
    reads "7 Nicholas II" <<'END'
import bibtexparser
with open("hostile.bibtex", encoding="utf-8") as f:
    entries = bibtexparser.load(f, bibtexparser.bparser.BibTexParser(common_strings=True)).entries
print(len({e["ID"] for e in entries}), next(e["author"] for e in entries if e["ID"] == "letter").strip("{}"))
END
fi

read_again() { # NAME INPUT…: a register that is written, read and written again, to the same bytes
    local name=$1
    shift
    gazette export tei "$@" -o "$name.xml"
    status_is 0
    gazette -q import tei "$name.xml" -o "$name-again.gza"
    status_is 0
    gazette export tei "$name-again.gza" -o "$name-again.xml"
    status_is 0
    cmp "$name.xml" "$name-again.xml" || wrong "$name is not read as it was written"
}

it "a register in TEI is read again as it was written"
read_again hostile "$hostile"
grep -q 'when-custom="1917-10-25 OS" datingMethod="#own-calendar"' hostile.xml || wrong "Old Style is lost"
read_again newsletter "$TREE/examples/newsletter"

# TEI has no place for how soon an event follows another, which tightens one date.
for query in 'people | select id, name, also, role, died, birthplace, fate, note, source' \
    'events | where id != "tito-formula" | select id, title, type, date, place, people, organisations, part_of, after, source' \
    'places | select id, name, also, type, part_of, lat, lon, note' \
    'organisations | select id, name, also, type, founded, dissolved, place, source' \
    'relations | where to is not null | select id, from, type, to, role, date, certainty, source'; do
    it "the same, asked: $query"
    for made in hostile newsletter; do
        [ "$made" = hostile ] && from=$hostile || from=$TREE/examples/newsletter
        gazette -q -f csv -c "$query" "$from"
        first=$out
        gazette -q -f csv -c "$query" "$made-again.gza"
        out_is "$first"
    done
done

it "every form of a date is read again as it was written"
n=0
while read -r date; do
    n=$((n + 1))
    echo "event @e$n { title: \"$date\", date: date(\"$date\") }"
    case $date in */* | '{'*) continue ;; esac # lives begin and end at one time
    echo "person @p$n { name: \"$date\", born: date(\"$date\"), died: date(\"$date\") }"
done >dates.gzt <<'END'
[-0424?..-0419?]
[-04XX..-03XX]
[1483-03-28,1483-04-06]
{1483-03-28,1483-04-06}
[1483-03,1483-05..1484-01]
/1293
1293/
../1293
1293/..
../..
[..1293]
[1293..]
[-0043..0012]
-0043-03-15
0000
19XX
1917-XX-12
1917-24
1917?/1918~
1917-?11-~07
Y-12000
1950S2
1917-11-07T21:45:00Z
1917-11-07T21:45:00
1917-11-07T21:45
1917-11-07T21:45Z
1917-11-07T21:45:00Z/1917-11-08T02:10:00Z
1917-11-07T21:45:00/1917-11-08T02:10:00Z
END
[ "$n" = 28 ] || wrong "only $n dates are tested"
read_again dates dates.gzt
gazette -q export jsonl dates.gzt -o dates
for query in 'events | select title, date' 'people | select name, born, died'; do
    gazette -q -f csv -c "$query" dates.gzt
    status_is 0
    first=$out
    for from in dates.xml dates-again.gza dates; do
        gazette -q -f csv -c "$query" "$from"
        status_is 0
        out_is "$first"
    done
done

it "a date whose attribute says only when it ended is no date of nothing"
cat >until.xml <<'END'
<TEI><text><body><listBibl><bibl xml:id="vita"><title>Vita Nuova</title>
<date from-custom="bis 1293">bis 1293</date></bibl></listBibl></body></text></TEI>
END
gazette -q import tei until.xml -o until.gza
status_is 0
read_again until until.gza
gazette -q export jsonl until.gza -o until
grep -q '"date": "/1293"' until/publications.jsonl || wrong "the end is lost"
for from in until-again.gza until; do
    gazette -q -f json -c 'publications | select date' "$from"
    out_has '/1293'
done

register=$TREE/../shared/corpora/emt-register
if [ -d "$register" ]; then
    it "so is a register of an edition"
    gazette -q import tei "$register" -o edition.gza
    read_again edition edition.gza
else
    echo "../shared/corpora/emt-register is not at hand: not tested"
fi

it "save says the format by its ending"
for ending in geojson ics bib csl.json graphml dot xml; do
    case $ending in
    bib | csl.json) of=articles ;;
    ics) of=events ;;
    *) of=places ;;
    esac
    gazette -q -c "$of | save \"saved.$ending\"" "$hostile"
    status_is 0
    [ -s "saved.$ending" ] || wrong "saved.$ending is not there"
done
head -n 2 saved.csl.json | grep -q '"type":"article-newspaper"' || wrong "saved.csl.json is no CSL-JSON"

it ".once and .output take the format from the ending, too"
input=$'.once once.geojson\nplaces\n.once once.bib\narticles\n'
gazette --no-rc "$hostile"
unset input
grep -q FeatureCollection once.geojson || wrong "once.geojson is no GeoJSON"
grep -q '^@article{first' once.bib || wrong "once.bib is no BibTeX"
finish
