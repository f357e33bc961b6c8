%archive ../../spec/archive.gzt

# take a text
ships | take "three"
----
error: take needs a whole number, found a text ("three")
 1 │ ships | take "three"
   │              ^^^^^^^

# take fewer than none
ships | take -1
----
error: take needs a number that is not negative
 1 │ ships | take -1
   │              ^^

# take a calculated negative
ships | take 1 - 2
----
error: the number of rows is negative (-1)
 1 │ ships | take 1 - 2
   │              ^^^^^

# take a column
ships | take guns
----
error: no name 'guns' here
 1 │ ships | take guns
   │              ^^^^
hint: a field is reached from a row: ships | select guns

# take half a row
ships | take 1.5
----
error: take needs a whole number, found a real (1.5)
 1 │ ships | take 1.5
   │              ^^^

# top without by
ships | top 3
----
error: the text ends too early: expected an operator or 'by'
 1 │ ships | top 3
   │              ^
hint: write top 10 by born

# expand a text
ships | expand name
----
error: expand makes a row of each element of a list, found a text
 1 │ ships | expand name
   │                ^^^^

# expand without a name
ships | expand [1, 2]
----
error: what each element is called is missing
 1 │ ships | expand [1, 2]
   │                ^^^^^^
hint: expand [1, 2] as x

# expand a path without a name
ships | expand crew.name
----
error: what each element is called is missing
 1 │ ships | expand crew.name
   │                ^^^^^^^^^
hint: expand crew.name as x

# follow a text
ships | follow name
----
error: follow needs a path that ends at entities, found a text
 1 │ ships | follow name
   │                ^^^^
hint: expand name, or select name

# follow after select
ships | select name, sister | follow sister
----
error: follow starts from entities, and the rows here are records
 1 │ ships | select name, sister | follow sister
   │                               ^^^^^^
hint: put follow before select, or use: expand sister

# follow from values
[1, 2] | follow it
----
error: follow starts from entities, and the rows here are records
 1 │ [1, 2] | follow it
   │          ^^^^^^
hint: put follow before select, or use: expand it

# count() in where
people | where count() > 3
----
error: count() counts the rows of a group and stands only in summarize
 1 │ people | where count() > 3
   │                ^^^^^^^
hint: … | summarize n: count() by … | where n > …

# count() in select
people | select n: count()
----
error: count() counts the rows of a group and stands only in summarize
 1 │ people | select n: count()
   │                    ^^^^^^^
hint: … | summarize n: count() by … | where n > …

# where after summarize is where
ships | summarize n: count() by guns having n > 1
----
error: a '|' is missing before 'having'
 1 │ ships | summarize n: count() by guns having n > 1
   │                                      ^^^^^^
hint: write | where n > 1

# a union of other columns
(ships | select name) | union (ships | select guns)
----
error: the rows of both sides must have the same columns of the same types
 1 │ (ships | select name) | union (ships | select guns)
   │                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: select the same columns on both sides

# a union of other types
(ships | select x: name) | union (ships | select x: guns)
----
error: the rows of both sides must have the same columns of the same types
 1 │ (ships | select x: name) | union (ships | select x: guns)
   │                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: select the same columns on both sides

# as in the middle
people | as csv | take 2
----
error: 'as' ends a query, and only one that is a statement of its own
 1 │ people | as csv | take 2
   │          ^^^^^^

# as in an inner query
count(people | as csv)
----
error: 'as' ends a query, and only one that is a statement of its own
 1 │ count(people | as csv)
   │                ^^^^^^

# as with options it has not
ships | as csv(header: false)
----
error: 'csv' has no options
 1 │ ships | as csv(header: false)
   │                ^^^^^^^^^^^^^

# as at the source
people as csv
----
error: 'csv' is a format and cannot name rows
 1 │ people as csv
   │           ^^^
hint: to show the result so, write | as csv

# items of one stage
ships | with a: guns, b: a
----
error: no field 'a' on ship
 1 │ ships | with a: guns, b: a
   │                          ^

# items of one stage in select
ships | select a: guns, b: a
----
error: no field 'a' on ship
 1 │ ships | select a: guns, b: a
   │                            ^

# with a star
ships | with *
----
error: with keeps all columns anyway: leave '*' out
 1 │ ships | with *
   │              ^

# a star in a group
ships | summarize *
----
error: '*' cannot be summarized
 1 │ ships | summarize *
   │                   ^

# a row number without an order
ships | with n: row()
----
error: the function 'row' is not in this version yet
 1 │ ships | with n: row()
   │                 ^^^

# aggregates in an aggregate
ships | summarize x: sum(max(guns))
----
error: 'max' takes a list, found an int
 1 │ ships | summarize x: sum(max(guns))
   │                              ^^^^
hint: of all ships: summarize max(guns), or max(archive.ships.guns)

# a field outside an aggregate compared
ships | summarize x: name = "a" by guns
----
error: cannot use '=' on a list [text]
 1 │ ships | summarize x: name = "a" by guns
   │                      ^^^^
hint: name has "a", or any(name, it = "a")

# no source
| take 3
----
error: a query begins with its source, not with '|'
 1 │ | take 3
   │ ^
hint: write people | take 3

# a stage that takes no rows
fn one() = 1
ships | one
----
error: 'one' takes no rows, so it cannot be a stage
 2 │ ships | one
   │         ^^^

# facts among queries
person @new { name: "New" }
----
error: facts and kinds belong in a file of their own, not among queries
 1 │ person @new { name: "New" }
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: open them as an archive: gazette FILE, or .open FILE

# kinds among queries
kind cat as cats { name: text }
----
error: facts and kinds belong in a file of their own, not among queries
 1 │ kind cat as cats { name: text }
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: open them as an archive: gazette FILE, or .open FILE

# notes in a query
[1 {note: "x"}]
----
error: notes in braces belong to facts, not to queries
 1 │ [1 {note: "x"}]
   │  ^^^^^^^^^^^^^

# select nothing
ships | select
----
error: the text ends too early: expected a value
 1 │ ships | select
   │               ^
hint: write select name, born

# a format in brackets
(ships | as csv)
----
error: 'as' ends a query, and only one that is a statement of its own
 1 │ (ships | as csv)
   │          ^^^^^^

# set something else
set circa = "wide"
----
error: circa is a duration, or 0 for none
 1 │ set circa = "wide"
   │             ^^^^^^
hint: set circa = 5 years

# set by a number
set circa = 5
----
error: circa is a duration, or 0 for none
 1 │ set circa = 5
   │             ^
hint: set circa = 5 years

# gazette 2
gazette 2
people | count
----
error: this is Gazette language version 1
 1 │ gazette 2
   │ ^^^^^^^^^

