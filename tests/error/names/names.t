%archive ../../spec/archive.gzt

# a misspelt field
people | where nmae = "Ada"
----
error: no field 'nmae' on person
 1 │ people | where nmae = "Ada"
   │                ^^^^ did you mean 'name'?

# a misspelt field in a path
events | where place.nmae = "x"
----
error: no field 'nmae' on place
 1 │ events | where place.nmae = "x"
   │                      ^^^^ did you mean 'name'?

# a misspelt field behind an entity
@ada.bron
----
error: no field 'bron' on person
 1 │ @ada.bron
   │      ^^^^ did you mean 'born'?

# a misspelt collection
poeple | count
----
error: no name 'poeple' here
 1 │ poeple | count
   │ ^^^^^^ did you mean 'people'?

# a kind for its collection
person | count
----
error: no name 'person' here
 1 │ person | count
   │ ^^^^^^
hint: the collection of these is called 'people'

# a misspelt let
let leaders = people | take 1
leadrs | count
----
error: no name 'leadrs' here
 2 │ leadrs | count
   │ ^^^^^^ did you mean 'leaders'?

# a misspelt column
ships | select nam: name | sort name
----
error: no column 'name' here
 1 │ ships | select nam: name | sort name
   │                                 ^^^^ did you mean 'nam'?

# a column that select dropped
ships | select name | where guns > 1
----
error: no column 'guns' here
 1 │ ships | select name | where guns > 1
   │                             ^^^^
hint: the only column is name

# a misspelt function
people | select x: lenght(name)
----
error: there is no function 'lenght'
 1 │ people | select x: lenght(name)
   │                    ^^^^^^ did you mean 'length'?

# a function of another language
people | select x: upper_case(name)
----
error: there is no function 'upper_case'
 1 │ people | select x: upper_case(name)
   │                    ^^^^^^^^^^

# a function without brackets
people | where year = 1917
----
error: no field 'year' on person
 1 │ people | where year = 1917
   │                ^^^^
hint: 'year' is a function: write year(...)

# a misspelt stage
people | whree name = "x"
----
error: there is no stage 'whree'
 1 │ people | whree name = "x"
   │          ^^^^^ did you mean 'where'?

# a field as a stage
people | name
----
error: there is no stage 'name'
 1 │ people | name
   │          ^^^^
hint: select name

# a function of the user that is misspelt
fn recent(rows) = rows | take 2
ships | recnt
----
error: there is no stage 'recnt'
 2 │ ships | recnt
   │         ^^^^^ did you mean 'recent'?

# a misspelt id
@adda.name
----
error: there is no entity @adda
 1 │ @adda.name
   │ ^^^^^ did you mean @ada?

# a misspelt id in a condition
events | where place = @petrogrd
----
error: there is no entity @petrogrd
 1 │ events | where place = @petrogrd
   │                        ^^^^^^^^^ did you mean @petrograd?

# a name that nothing has
@"Nobody at all"
----
error: nothing in the archive is called "Nobody at all"
 1 │ @"Nobody at all"
   │ ^^^^^^^^^^^^^^^^
hint: to look for a part of a name: people | where name ~ "Nobody at all"

# a name that several have
@"Mother".name
----
error: 'Mother' could be several: @person/ada, @person/hanna
 1 │ @"Mother".name
   │ ^^^^^^^^^

# an id of two kinds
@guard.name
----
error: 'guard' could be several: @organisation/guard, @publication/guard
 1 │ @guard.name
   │ ^^^^^^

# a misspelt kind before an id
@persn/ada
----
error: there is no kind 'persn'
 1 │ @persn/ada
   │ ^^^^^^^^^^ did you mean 'person'?

# an id that is not of that kind
@place/ada
----
error: there is no place @ada
 1 │ @place/ada
   │ ^^^^^^^^^^

# a misspelt kind of a parameter
fn f(p: persn) = p.name
----
error: there is no type or kind 'persn'
 1 │ fn f(p: persn) = p.name
   │         ^^^^^ did you mean 'person'?

# a misspelt setting
set cirka = 5 years
----
error: there is no setting 'cirka'
 1 │ set cirka = 5 years
   │     ^^^^^ did you mean 'circa'?
hint: set circa = 5 years, or set year_begins = "25 March"

# a misspelt format
people | as cvs
----
error: there is no format 'cvs'
 1 │ people | as cvs
   │             ^^^ did you mean 'csv'?
hint: table, csv, tsv, json, jsonl, markdown, html, latex, list, kwic, bar, histogram, sparkline, timeline, geojson, ical, bibtex, csl, graphml, dot or tei

# a name that is a column and a let
let guns = 5
ships | where guns = 5
----
error: 'guns' is both a column and a let
 2 │ ships | where guns = 5
   │               ^^^^
hint: write it.guns for the column, or rename the let

# a name that is a column and a param
param name: text = "x"
ships | where name = "y"
----
error: 'name' is both a column and a param
 2 │ ships | where name = "y"
   │               ^^^^
hint: write it.name for the column, or rename the param

# two lets of one name
let a = 1
let a = 2
----
error: 'a' is defined already
 2 │ let a = 2
   │     ^ first at line 1

# two columns of one name
ships | select name, name
----
error: there are two columns 'name'
 1 │ ships | select name, name
   │                      ^^^^
hint: give one of them a name: other: name

# two columns of one name, one labelled
ships | select name, name: guns
----
error: there are two columns 'name'
 1 │ ships | select name, name: guns
   │                      ^^^^^^^^^^
hint: give one of them a name: other: guns

# two keys of one name
ships | summarize n: count() by guns, guns
----
error: there are two keys 'guns'
 1 │ ships | summarize n: count() by guns, guns
   │                                       ^^^^

# an aggregate named as a key
ships | summarize guns: count() by guns
----
error: there are two columns 'guns'
 1 │ ships | summarize guns: count() by guns
   │                   ^^^^^^^^^^^^^

# a column named it
ships | select it: name
----
error: 'it' is reserved and cannot name a column
 1 │ ships | select it: name
   │                ^^

# it unnamed
[1] | select it
----
error: 'it' is reserved and cannot name a column
 1 │ [1] | select it
   │              ^^
hint: give it a name: value: it

# a column named id
ships | select id: name
----
error: 'id' is reserved and cannot name a column
 1 │ ships | select id: name
   │                ^^

# a parameter named it
fn f(it: int) = it
----
error: 'it' is reserved and cannot be given to anything
 1 │ fn f(it: int) = it
   │      ^^

# a let named archive
let archive = 1
----
error: 'archive' is reserved and cannot be given to anything
 1 │ let archive = 1
   │     ^^^^^^^

# a let named as a collection
let people = 1
----
error: 'people' is a collection of the archive
 1 │ let people = 1
   │     ^^^^^^
hint: choose another name

# a function that is built in
fn count(x: int) = x
----
error: 'count' is the language's own and cannot be defined anew
 1 │ fn count(x: int) = x
   │    ^^^^^

# it outside a row
it + 1
----
error: 'it' is the current row, and there is none here
 1 │ it + 1
   │ ^^

# _ in a file
_ | count
----
error: no name '_' here
 1 │ _ | count
   │ ^

# an alias after select
people as p | select name | where p.name = "x"
----
error: no column 'p' here
 1 │ people as p | select name | where p.name = "x"
   │                                   ^
hint: the only column is name

# a field of the outer row
events | where any(people, born before date)
----
error: no field 'date' on person
 1 │ events | where any(people, born before date)
   │                                        ^^^^ did you mean 'fate'?
hint: to reach the outer row name it: events as x | … x.date

# a field of the outer row that has a name
events as e | where any(people, born before date)
----
error: no field 'date' on person
 1 │ events as e | where any(people, born before date)
   │                                             ^^^^ did you mean 'fate'?
hint: the outer row is reached by its name: e.date

# a collection that the archive has not
archive.poeple | count
----
error: the archive has no collection 'poeple'
 1 │ archive.poeple | count
   │         ^^^^^^ did you mean 'people'?

# a function after its let
let a = b
let b = 1
----
error: no name 'b' here
 1 │ let a = b
   │         ^

# a record without that member
[{a: 1, b: 2}] | select c
----
error: no column 'c' here
 1 │ [{a: 1, b: 2}] | select c
   │                         ^
hint: the columns are a, b

# a field that no kind has
relations | select from.brn
----
error: no kind has a field 'brn'
 1 │ relations | select from.brn
   │                         ^^^ did you mean 'born'?

# a field that kinds have in two types
relations | select from.words
----
error: the field 'words' is int in one kind and text in another
 1 │ relations | select from.words
   │                         ^^^^^

# a let as a stage
let x = 1
people | x
----
error: there is no stage 'x'
 2 │ people | x
   │          ^
hint: stages are where, select, with, sort, take, count, summarize, expand and others

# a link that is called as the collection of its own kind
relations as r | select n: count(relations | where from = r.from)
----
error: 'relations' is both a link of this row and all relations
 1 │ relations as r | select n: count(relations | where from = r.from)
   │                                  ^^^^^^^^^
hint: archive.relations for all, it.relations for the link
