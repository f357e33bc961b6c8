## The same rows in every format.
%archive ../archive.gzt

# table: numbers right, dates as written, what is missing
%format table
ships | select name, guns, weight, sunk, sister, crew, active, voyage
----
┌────────┬──────┬────────┬──────┬────────┬─────────────┬─────────┬────────────────┐
│ name   │ guns │ weight │ sunk │ sister │ crew        │ active  │ voyage         │
├────────┼──────┼────────┼──────┼────────┼─────────────┼─────────┼────────────────┤
│ Aurora │   14 │ 6731.0 │ ∅    │ ∅      │ Boris, ivan │ yes     │         3 days │
│ Amur   │    5 │ 2926.5 │ ∅    │ Aurora │             │ no      │ 1 day 12 hours │
│ Zarya  │    5 │      ∅ │ 1916 │ ∅      │ ivan        │ unknown │              ∅ │
│ Oleg   │    0 │ 6645.0 │ ∅    │ Amur   │             │ unknown │         3 days │
└────────┴──────┴────────┴──────┴────────┴─────────────┴─────────┴────────────────┘

# csv
%format csv
ships | select name, guns, weight, sunk, sister, crew, active, voyage
----
name,guns,weight,sunk,sister,crew,active,voyage
Aurora,14,6731.0,,,boris; ivan,true,P3D
Amur,5,2926.5,,aurora,,false,P1DT12H
Zarya,5,,1916,,ivan,,
Oleg,0,6645.0,,amur,,,P3D

# tsv
%format tsv
ships | take 2 | select name, guns, crew, active
----
name	guns	crew	active
Aurora	14	boris; ivan	true
Amur	5		false

# json
%format json
ships | take 2 | select name, guns, weight, sunk, sister, crew, active, voyage
----
[{"name":"Aurora","guns":14,"weight":6731.0,"sunk":null,"sister":null,"crew":["boris","ivan"],"active":true,"voyage":"P3D"},
 {"name":"Amur","guns":5,"weight":2926.5,"sunk":null,"sister":"aurora","crew":[],"active":false,"voyage":"P1DT12H"}]

# jsonl
%format jsonl
ships | skip 2 | take 1 | select name, weight, sunk, active, voyage
----
{"name":"Zarya","weight":null,"sunk":"1916","active":null,"voyage":null}

# markdown
%format markdown
ships | take 2 | select name, guns, sunk
----
| name | guns | sunk |
| --- | ---: | --- |
| Aurora | 14 | ∅ |
| Amur | 5 | ∅ |

# as shows it so
ships | take 1 | select name, guns | as csv
----
name,guns
Aurora,14

# %format wins over as
%format jsonl
ships | take 1 | select name | as csv
----
{"name":"Aurora"}

# csv: quotes where they are needed
%format csv
[{a: "x, y", b: "say \"hi\"", c: "two\nlines", d: " blank "}]
----
a,b,c,d
"x, y","say ""hi""","two
lines"," blank "

# tsv: a tab in a text
%format tsv
["a\tb"]
----
value
"a	b"

# json: escapes
%format jsonl
[{a: "q\"\\\n\t\u{1}é"}]
----
{"a":"q\"\\\n\t\u0001é"}

# dates in json are EDTF, in a table as written
%format jsonl
people | where id in ["elena", "gaius", "ivan", "dmitri"] | select born, died
----
{"born":"188X","died":"1918~"}
{"born":"1872?","died":"1952"}
{"born":"-0099-07-12","died":"-0043-03-13"}
{"born":"[1875..1878]","died":"1917-11-08"}

# dates in a table
%format table
people | where id in ["elena", "gaius", "dmitri"] | select born, died
----
┌────────────────┬───────────────────┐
│ born           │ died              │
├────────────────┼───────────────────┤
│ 188X           │ c. 1918           │
│ 1872?          │ 1952              │
│ 0100-07-12 BCE │ 0044-03-15 BCE OS │
└────────────────┴───────────────────┘

# an empty result in json
%format json
ships | where guns > 99 | select name
----
[]
-- nothing is left after: where guns > 99

# a value that is not a table
%format json
count(people)
----
[{"value":11}]

# several results in json: an array each, a line apart
%format json
ships | count
people | count
----
[{"count":4}]
[{"count":11}]

# controls in a text never reach the terminal
%format table
["a\u{1b}[31mb"]
----
┌────────────┐
│ value      │
├────────────┤
│ a\x1b[31mb │
└────────────┘

# wide and combining letters keep the columns straight
%format table
[{a: "東京", b: 1}, {a: "é", b: 2}]
----
┌──────┬───┐
│ a    │ b │
├──────┼───┤
│ 東京 │ 1 │
│ é    │ 2 │
└──────┴───┘

# types in the header
%format table
%header
ships | take 1 | select name, guns
----
┌────────┬──────┐
│ name   │ guns │
│ text   │  int │
├────────┼──────┤
│ Aurora │   14 │
└────────┴──────┘

# a collection alone leaves text, note and source out
%format table
%width 200
publications
----
┌───────┬───────────┬──────┬──────┬────────┬──────┬───────┐
│ id    │ name      │ also │ type │ author │ date │ place │
├───────┼───────────┼──────┼──────┼────────┼──────┼───────┤
│ guard │ The Guard │      │ ∅    │        │ ∅    │ ∅     │
│ paper │ The Paper │      │ ∅    │ Élena  │ ∅    │ ∅     │
└───────┴───────────┴──────┴──────┴────────┴──────┴───────┘
