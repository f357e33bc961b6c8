# what does not belong among facts, and what a value should have been
%archive polish-facts.gzt
people
----
polish-facts.gzt:1:38: error: 'role' takes a list, not one value
 1 │ person @lenin { name: "Lenin", role: leader, birthplace: "Simbirsk" }
   │                                      ^^^^^^ expected a list, each element a text
hint: ["leader"]
polish-facts.gzt:1:58: error: 'birthplace' takes a place, not a text
 1 │ person @lenin { name: "Lenin", role: leader, birthplace: "Simbirsk" }
   │                                                          ^^^^^^^^^^ expected a place
hint: an entity is named by its id: @simbirsk
polish-facts.gzt:2:44: error: 'birthplace' takes a place, not a bare word
 2 │ person @nadya { name: "Nadya", birthplace: simbirsk, born: "26 February 1869" }
   │                                            ^^^^^^^^ expected a place
hint: an id begins with @: @simbirsk
polish-facts.gzt:2:60: error: 'born' takes a moment, not a text
 2 │ person @nadya { name: "Nadya", birthplace: simbirsk, born: "26 February 1869" }
   │                                                            ^^^^^^^^^^^^^^^^^^ expected a moment
hint: write 1869-02-26
polish-facts.gzt:3:44: error: a date is written in numbers, its year first
 3 │ person @julia { name: "Julia", born: date("7 November 1917"), died: 44 BCE }
   │                                            ^^^^^^^^^^^^^^^
hint: write 1917-11-07
polish-facts.gzt:4:53: error: '7/11/1917' is not a date
 4 │ article @one { title: "One", author: "Lenin", date: 7/11/1917 }
   │                                                     ^^^^^^^^^
hint: write 1917-11-07 for 7 November, or 1917-07-11 for 11 July; to divide, put spaces
polish-facts.gzt:5:51: error: '7.11.1917' is not a date
 5 │ article @two { title: "Two", author: lenin, date: 7.11.1917 }
   │                                                   ^^^^^^^^^
hint: write 1917-11-07
polish-facts.gzt:6:57: error: a date is written in numbers, its year first
 6 │ article @three { title: "Three", author: "Lenni", date: 7 November 1917 }
   │                                                         ^^^^^^^^^^^^^^^
hint: write 1917-11-07
polish-facts.gzt:8:1: error: a query cannot stand among facts
 8 │ people | where born < 1880
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: put it in a file of its own and run that: gazette run FILE
polish-facts.gzt:9:1: error: 'let' cannot stand among facts
 9 │ let x = 3
   │ ^^^^^^^^^
hint: put it in a file of its own and run that: gazette run FILE
polish-facts.gzt:10:1: error: 'use' in a file of facts is not in this version yet
 10 │ use "more.gzt"
    │ ^^^^^^^^^^^^^^
hint: name every file when opening: gazette FILE FILE

# a script that is opened as an archive: said once
%archive polish-script.gzt
people
----
polish-script.gzt:2:1: error: this is a script of queries, not a file of facts
 2 │ people | count
   │ ^^^^^^^^^^^^^^
hint: run it: gazette run polish-script.gzt

# is missing
people | where birthplace.name is missing
----
error: 'is' asks for null only: is null, is not null
 1 │ people | where birthplace.name is missing
   │                                   ^^^^^^^
hint: write birthplace.name is null

# is recorded
people | where born is recorded
----
error: 'is' asks for null only: is null, is not null
 1 │ people | where born is recorded
   │                        ^^^^^^^^
hint: write born is not null

# the whole of a SQL query
SELECT name, born FROM people WHERE born < 1880 AND fate = 'shot' ORDER BY born DESC LIMIT 3
----
error: a query begins with its source, not with 'select'
 1 │ SELECT name, born FROM people WHERE born < 1880 AND fate = 'shot' ORDER BY born DESC LIMIT 3
   │ ^^^^^^
hint: write people | where born < 1880 and fate = 'shot' | sort born desc | select name, born | take 3

# SQL: all columns
select * from people where born < 1880
----
error: a query begins with its source, not with 'select'
 1 │ select * from people where born < 1880
   │ ^^^^^^
hint: write people | where born < 1880

# SQL: a count
select count(*) from people
----
error: a query begins with its source, not with 'select'
 1 │ select count(*) from people
   │ ^^^^^^
hint: write people | count

# SQL: groups
select gender, count(*) from people group by gender
----
error: a query begins with its source, not with 'select'
 1 │ select gender, count(*) from people group by gender
   │ ^^^^^^
hint: write people | count by gender

# SQL with a join is not rewritten
select p.name from people p join events e on e.id = p.id
----
error: a query begins with its source, not with 'select'
 1 │ select p.name from people p join events e on e.id = p.id
   │ ^^^^^^
hint: write people | where … | select name

# a question mark alone
?
----
error: '?' alone is no query
 1 │ ?
   │ ^
hint: the commands of a session begin with a dot: .help

# help
help
----
error: no name 'help' here
 1 │ help
   │ ^^^^
hint: the commands of a session begin with a dot: .help

# quit
quit
----
error: no name 'quit' here
 1 │ quit
   │ ^^^^
hint: to leave: .quit, or Ctrl-D

# exit as a call
exit()
----
error: there is no function 'exit'
 1 │ exit()
   │ ^^^^
hint: to leave: .quit, or Ctrl-D

# describe
describe person
----
error: there is no statement 'describe'
 1 │ describe person
   │ ^^^^^^^^
hint: the commands of a session begin with a dot: .schema person

# a date in words
events | where date in 7 November 1917
----
error: a date is written in numbers, its year first
 1 │ events | where date in 7 November 1917
   │                        ^^^^^^^^^^^^^^^
hint: write 1917-11-07

# a month and a year
events | where date after Nov. 1917
----
error: a date is written in numbers, its year first
 1 │ events | where date after Nov. 1917
   │                           ^^^^^^^^^
hint: write 1917-11

# a date in words, the American way
November 7, 1917
----
error: a date is written in numbers, its year first
 1 │ November 7, 1917
   │ ^^^^^^^^^^^^^^^^
hint: write 1917-11-07

# an ordinal
events | where date in 7th November 1917
----
error: '7th' is not a number
 1 │ events | where date in 7th November 1917
   │                        ^^^
hint: write 1917-11-07

# a date in words as a text
date("25 October 1917 OS")
----
error: a date is written in numbers, its year first
 1 │ date("25 October 1917 OS")
   │       ^^^^^^^^^^^^^^^^^^
hint: write 1917-10-25 OS

# in French
date("le 1er mai 1917")
----
error: a date is written in numbers, its year first
 1 │ date("le 1er mai 1917")
   │       ^^^^^^^^^^^^^^^
hint: write 1917-05-01

# two readings
date("11/7/1917")
----
error: a year has four digits
 1 │ date("11/7/1917")
   │       ^^
hint: write 1917-07-11 for 11 July, or 1917-11-07 for 7 November

# with dots the day comes first
events | where date < 7.11.1917
----
error: '7.11.1917' is not a date
 1 │ events | where date < 7.11.1917
   │                       ^^^^^^^^^
hint: write 1917-11-07

# one reading
events | where date < 25/12/1917
----
error: '25/12/1917' is not a date
 1 │ events | where date < 25/12/1917
   │                       ^^^^^^^^^^
hint: write 1917-12-25; to divide, put spaces

# a text among entities
events | where people has "Lenin"
----
error: cannot look for a text ("Lenin") in a list [person]
 1 │ events | where people has "Lenin"
   │                       ^^^
hint: people.name has "Lenin", or people has @"Lenin"

# a text in a list of entities
events | where "Lenin" in people
----
error: cannot look for a text ("Lenin") in a list [person]
 1 │ events | where "Lenin" in people
   │                        ^^
hint: people.name has "Lenin", or people has @"Lenin"

# a list of entities equal to a text
events | where people = "Lenin"
----
error: cannot use '=' on a list [person]
 1 │ events | where people = "Lenin"
   │                ^^^^^^
hint: people.name has "Lenin", or people has @"Lenin"

# a pattern on a list of entities
events | where people ~ "lenin"
----
error: cannot use '~' on a list [person]
 1 │ events | where people ~ "lenin"
   │                ^^^^^^
hint: any(people, name ~ "lenin")

# an entity in a list of texts
people | where also has @lenin
----
error: cannot look for a person (@lenin) in a list [text]
 1 │ people | where also has @lenin
   │                     ^^^
hint: also has label(@lenin)

# a mean of dates
mean(people.born)
----
error: 'mean' does not work on a list [moment]
 1 │ mean(people.born)
   │      ^^^^^^^^^^^ of a list [moment] there are: count, min, max, first, last, distinct
hint: of the years: mean(people.born, year(it))

# a mean of dates in a group
people | summarize mean(born)
----
error: 'mean' does not work on a moment
 1 │ people | summarize mean(born)
   │                         ^^^^ of a list [moment] there are: count, min, max, first, last, distinct
hint: of the years: mean(year(born))

# a sum of texts
sum(people.name)
----
error: 'sum' does not work on a list [text]
 1 │ sum(people.name)
   │     ^^^^^^^^^^^ of a list [text] there are: count, min, max, first, last, distinct
hint: of the lengths: sum(people.name, length(it))

# a mean of entities
mean(people)
----
error: 'mean' does not work on a list [person]
 1 │ mean(people)
   │      ^^^^^^ of a list [person] there are: count, first, last, distinct
hint: say what to take of each: mean(people, …)

# a list as an object
people.count
----
error: no field 'count' on person
 1 │ people.count
   │        ^^^^^
hint: a function stands before its arguments: count(people)

# a method of a list
people.count()
----
error: a function stands before its arguments
 1 │ people.count()
   │        ^^^^^
hint: write count(people)

# the length of a text as a field
people | where name.length > 3
----
error: a text has no fields
 1 │ people | where name.length > 3
   │                     ^^^^^^
hint: a function stands before its arguments: length(name)

# a part of each date as a field
people.born.year
----
error: a moment has no fields
 1 │ people.born.year
   │             ^^^^
hint: a function of each: any(people.born, year(it) = …)

# days and a number
3 days + 4
----
error: '+' does not work with a duration (3 days) and an int (4)
 1 │ 3 days + 4
   │        ^
hint: 4 days

# a number and years
4 + 3 years
----
error: '+' does not work with an int (4) and a duration (3 years)
 1 │ 4 + 3 years
   │   ^
hint: 4 years

# a month less a number
1917-11 - 3
----
error: '-' does not work with a date (1917-11) and an int (3)
 1 │ 1917-11 - 3
   │         ^
hint: 3 months

# a text times three
"a" * 3
----
error: '*' does not work with a text ("a") and an int (3)
 1 │ "a" * 3
   │     ^
hint: texts are joined with +; int("a") reads a number from one

# not of a date
people | where not born
----
error: a condition is needed, found a moment
 1 │ people | where not born
   │                    ^^^^
hint: to ask whether it is missing: born is null

# not of a text
people | where not name
----
error: a condition is needed, found a text
 1 │ people | where not name
   │                    ^^^^
hint: name is null, or compare it with something: name != …

# a list and a number
people + 1
----
error: cannot use '+' on a list [person]
 1 │ people + 1
   │ ^^^^^^
hint: count(people) makes a number of it

# a range alone
1..5
----
error: a range of whole numbers stands only after 'in'
 1 │ 1..5
   │ ^^^^
hint: x in 1..5

# a stage without its columns
people | select
----
error: the text ends too early: expected a value
 1 │ people | select
   │                ^
hint: write select name, born

# top without keys
people | top 3
----
error: the text ends too early: expected an operator or 'by'
 1 │ people | top 3
   │               ^
hint: write top 10 by born

# top by
people | top by born
----
error: 'top' needs a number
 1 │ people | top by born
   │              ^^
hint: write | top 10 by born

# a query that begins with a stage
| where name = "x"
----
error: a query begins with its source, not with '|'
 1 │ | where name = "x"
   │ ^
hint: write people | where name = "x"

# a bare word for a text
people | where fate = executed
----
error: no field 'executed' on person
 1 │ people | where fate = executed
   │                       ^^^^^^^^
hint: a text stands in quotes: "executed"

# a bare word in a list
people | where fate in [executed, shot]
----
error: no field 'executed' on person
 1 │ people | where fate in [executed, shot]
   │                         ^^^^^^^^
hint: a text stands in quotes: "executed"
error: no field 'shot' on person
 1 │ people | where fate in [executed, shot]
   │                                   ^^^^
hint: a text stands in quotes: "shot"

# an id without its @
people | where id = lenin
----
error: no field 'lenin' on person
 1 │ people | where id = lenin
   │                     ^^^^^
hint: an id begins with @: @lenin

# a name without its marks
Lenin.born
----
error: no name 'Lenin' here
 1 │ Lenin.born
   │ ^^^^^
hint: an entity by its name: @"Lenin"

# a field without its row
born
----
error: no name 'born' here
 1 │ born
   │ ^^^^
hint: a field is reached from a row: people | select born

# rows that are plain values
people.born | where year(born) = 1870
----
error: no column 'born' here
 1 │ people.born | where year(born) = 1870
   │                          ^^^^
hint: each row is one moment, called it

# between
people | where birthplace.name between "A" and "B"
----
error: 'between' is not a word of the language
 1 │ people | where birthplace.name between "A" and "B"
   │                                ^^^^^^^
hint: write birthplace.name in "A".."B"; both ends belong to the range

# in a text
people | where name in "Lenin"
----
error: 'in' looks into a range or a list, not into a text
 1 │ people | where name in "Lenin"
   │                     ^^
hint: name = "Lenin", or name ~ "Lenin" for words in it

# nobody of that name
@"Vladimir"
----
error: nothing in the archive is called "Vladimir"
 1 │ @"Vladimir"
   │ ^^^^^^^^^^^
hint: to look for a part of a name: people | where name ~ "Vladimir"

# facts in a script: said once
person @a { name: "A" }
person @b { name: "B" }
----
error: facts and kinds belong in a file of their own, not among queries
 1 │ person @a { name: "A" }
   │ ^^^^^^^^^^^^^^^^^^^^^^^
hint: open them as an archive: gazette FILE, or .open FILE

# an assert says its message
assert count(people) > 1000, "too few"
----
error: too few
 1 │ assert count(people) > 1000, "too few"
   │        ^^^^^^^^^^^^^^^^^^^^ it is false

# an assert that is unknown
assert @lenin.born < 1870-06, "too late"
----
error: too late
 1 │ assert @lenin.born < 1870-06, "too late"
   │        ^^^^^^^^^^^^^^^^^^^^^ it is unknown

# an assert without a message
assert 1 > 2
----
error: the assertion is false
 1 │ assert 1 > 2
   │        ^^^^^

# a tag character
people 󠁁| count
----
error: an invisible character (U+E0041) cannot stand here
 1 │ people \u{e0041}| count
   │        ^^^^^^^^^
hint: delete it

