%archive ../../spec/archive.gzt

# save is refused where the host does not write files
ships | save "x.csv"
----
error: files cannot be written here
 1 │ ships | save "x.csv"
   │         ^^^^^^^^^^^^

# no such option
ships | as bar(hight: 3)
----
error: 'as bar' has no option 'hight'
 1 │ ships | as bar(hight: 3)
   │                ^^^^^
hint: as bar(x: name, y: n, width: 40, title: "…")

# an option of another format
ships | as list(width: 40)
----
error: 'list' has no options
 1 │ ships | as list(width: 40)
   │                 ^^^^^^^^^

# a list cannot be drawn
people | as bar(y: events)
----
error: y of 'as bar' is a number or a duration, found a list [event]
 1 │ people | as bar(y: events)
   │                    ^^^^^^
hint: expand events first, or draw count(events)

# a text has no amount
people | as bar(y: name)
----
error: y of 'as bar' is a number or a duration, found a text
 1 │ people | as bar(y: name)
   │                    ^^^^

# nothing to draw
people | as bar
----
error: 'as bar' needs a number or a duration, and no column is one
 1 │ people | as bar
   │          ^^^^^^
hint: say what to draw, as in: as bar(y: count(also))

# nothing to count
people | select name | as histogram
----
error: 'as histogram' needs a number, a duration or a date, and no column is one
 1 │ people | select name | as histogram
   │                        ^^^^^^^^^^^^
hint: say what to count, as in: as histogram(x: died - born)

# a text has no bins
people | as histogram(name)
----
error: x of 'as histogram' is a number, a duration or a date, found a text
 1 │ people | as histogram(name)
   │                       ^^^^

# no name
ships | as bar(name, guns, 3, 4)
----
error: title is a text, found an int (3)
 1 │ ships | as bar(name, guns, 3, 4)
   │                            ^
error: this option needs its name
 1 │ ships | as bar(name, guns, 3, 4)
   │                               ^
hint: as bar(x: name, y: n, width: 40, title: "…")

# given twice
ships | as bar(name, x: guns)
----
error: x is given twice
 1 │ ships | as bar(name, x: guns)
   │                      ^^^^^^^

# a width
ships | as bar(name, guns, width: 4)
----
error: width is a whole number from 5 to 500, found an int (4)
 1 │ ships | as bar(name, guns, width: 4)
   │                                   ^

# bins
people | as histogram(born, bins: 0)
----
error: bins is a whole number from 1 to 1000, found an int (0)
 1 │ people | as histogram(born, bins: 0)
   │                                   ^

# bins of months and days
people | as histogram(born, bins: 1 month + 1 day)
----
error: bins must be written out
 1 │ people | as histogram(born, bins: 1 month + 1 day)
   │                                   ^^^^^^^^^^^^^^^

# must be written out
ships | as bar(name, guns, width: count(ships))
----
error: width must be written out
 1 │ ships | as bar(name, guns, width: count(ships))
   │                                   ^^^^^^^^^^^^

# a title is a text
ships | as html(title: 3)
----
error: title is a text, found an int (3)
 1 │ ships | as html(title: 3)
   │                        ^

# only charts are pictures
ships | save "x.svg"
----
error: only a chart can be saved as svg
 1 │ ships | save "x.svg"
   │              ^^^^^^^
hint: | as bar | save …, or save it as .html

# no format by this ending
ships | save "x.docx"
----
error: the ending of the name says no format
 1 │ ships | save "x.docx"
   │              ^^^^^^^^
hint: .svg, .html, .csv, .tsv, .json, .jsonl, .md, .tex, .txt, .geojson, .ics, .bib, .csl.json, .graphml, .dot or .xml (TEI)

# an ending is not a name
ships | save "a/.csv"
----
error: the ending of the name says no format
 1 │ ships | save "a/.csv"
   │              ^^^^^^^^
hint: .svg, .html, .csv, .tsv, .json, .jsonl, .md, .tex, .txt, .geojson, .ics, .bib, .csl.json, .graphml, .dot or .xml (TEI)

# the format and the ending differ
ships | as csv | save "x.json"
----
error: 'as csv' cannot be saved in a file of this ending
 1 │ ships | as csv | save "x.json"
   │                       ^^^^^^^^
hint: leave 'as' out: the ending says the format

# a chart is no csv
ships | as bar(name, guns) | save "x.csv"
----
error: 'as bar' cannot be saved in a file of this ending
 1 │ ships | as bar(name, guns) | save "x.csv"
   │                                   ^^^^^^^
hint: a chart is saved as .svg, .html or .txt

# as comes before save
ships | save "x.csv" | as csv
----
error: 'save' ends a query, and only one that is a statement of its own
 1 │ ships | save "x.csv" | as csv
   │         ^^^^^^^^^^^^
hint: | as … | save …

# save ends a query
ships | save "x.csv" | take 3
----
error: 'save' ends a query, and only one that is a statement of its own
 1 │ ships | save "x.csv" | take 3
   │         ^^^^^^^^^^^^

# the name is a text
ships | save 3
----
error: the name of the file must be a text, written out
 1 │ ships | save 3
   │              ^
hint: save "result.csv"

# within another query
(ships | save "x.csv") | take 3
----
error: 'save' ends a query, and only one that is a statement of its own
 1 │ (ships | save "x.csv") | take 3
   │          ^^^^^^^^^^^^

# an unknown name
ships | as bar(name, gnus)
----
error: no field 'gnus' on ship
 1 │ ships | as bar(name, gnus)
   │                      ^^^^ did you mean 'guns'?

# as in the middle
ships | as list | take 2
----
error: 'as' ends a query, and only one that is a statement of its own
 1 │ ships | as list | take 2
   │         ^^^^^^^

# a timeline of what has no date
ships | select name, guns | as timeline
----
error: 'as timeline' needs a date, and no column is one
 1 │ ships | select name, guns | as timeline
   │                             ^^^^^^^^^^^
hint: say when, as in: as timeline(date: born..died)

# its date is a date
events | as timeline(title)
----
error: date of 'as timeline' is a date, found a text
 1 │ events | as timeline(title)
   │                      ^^^^^

# its colour is one value
events | as timeline(color: people)
----
error: color of 'as timeline' is one value, such as a text, a date or an entity, found a list [person]
 1 │ events | as timeline(color: people)
   │                             ^^^^^^
hint: expand people first, or draw count(people)

# no such option of a timeline
events | as timeline(dat: date)
----
error: 'as timeline' has no option 'dat'
 1 │ events | as timeline(dat: date)
   │                      ^^^ did you mean 'date'?
hint: as timeline(date: date, label: title, color: type, width: 60, title: "…")

# a timeline of texts
[1, 2] | as timeline
----
error: 'as timeline' needs a date, and no column is one
 1 │ [1, 2] | as timeline
   │          ^^^^^^^^^^^
hint: say when, as in: as timeline(date: born..died)

# options without brackets
events | as histogram x: date, bins: 3 | save "a.svg"
----
error: the options of 'histogram' stand in brackets
 1 │ events | as histogram x: date, bins: 3 | save "a.svg"
   │                       ^
hint: write as histogram(x: date, bins: 3)

# a file behind a format
people | as csv "people.csv"
----
error: 'as' names a format, not a file
 1 │ people | as csv "people.csv"
   │                 ^^^^^^^^^^^^
hint: write | save "people.csv"

# a file without quotes
people | save people.csv
----
error: the name of a file stands in quotes
 1 │ people | save people.csv
   │               ^^^^^^^^^^
hint: save "people.csv"

# a path without quotes
people | save ../lists/people.csv
----
error: the name of a file stands in quotes
 1 │ people | save ../lists/people.csv
   │               ^^
hint: write save "../lists/people.csv"

# a path from the root without quotes
people | take 3 | save /lists/people.csv
----
error: the name of a file stands in quotes
 1 │ people | take 3 | save /lists/people.csv
   │                        ^
hint: write save "/lists/people.csv"

# a concordance of no finds
people | select name | as kwic
----
error: 'as kwic' needs columns left, word and right
 1 │ people | select name | as kwic
   │                        ^^^^^^^
hint: articles | expand kwic(text, "soviet") as k | as kwic

# a concordance is no page
articles | expand kwic(text, "fog") as k | as kwic | save "x.html"
----
error: 'as kwic' cannot be saved in a file of this ending
 1 │ articles | expand kwic(text, "fog") as k | as kwic | save "x.html"
   │                                                           ^^^^^^^^
hint: leave 'as' out: the ending says the format
