%archive ../../spec/archive.gzt

# a date against a text
people | where born = "1870"
----
error: cannot compare a moment with a text ("1870")
 1 │ people | where born = "1870"
   │                     ^
hint: a date is written without quotes, or date("1870")

# a date against a text with words
people | where born before "May 1870"
----
error: 'before' needs dates on both sides, found a moment and a text ("May 1870")
 1 │ people | where born before "May 1870"
   │                     ^^^^^^
hint: a date is written without quotes, or date("May 1870")

# a whole number against a date
people | where shoe = born
----
error: cannot compare an int with a moment
 1 │ people | where shoe = born
   │                     ^
hint: date(shoe) makes a year of it

# a calculated number against a date
people | where born < 1800 + 70
----
error: cannot compare a moment with an int
 1 │ people | where born < 1800 + 70
   │                     ^
hint: date(1800 + 70) makes a year of it

# an int parameter against a date
param y: int = 1880
people | where born < y
----
error: cannot compare a moment with an int
 2 │ people | where born < y
   │                     ^
hint: date(y) makes a year of it

# an entity against a text
events | where place = "Petrograd"
----
error: cannot compare a place with a text ("Petrograd")
 1 │ events | where place = "Petrograd"
   │                      ^
hint: place.name = "Petrograd", or place = @"Petrograd"

# a text against an entity
events | where "Petrograd" = place
----
error: cannot compare a text ("Petrograd") with a place
 1 │ events | where "Petrograd" = place
   │                            ^
hint: place.name = "Petrograd", or place = @"Petrograd"

# an entity of another kind
events | where place = @ada
----
error: cannot compare a place with a person (@ada)
 1 │ events | where place = @ada
   │                      ^
hint: the ids of this kind: places | select id

# entities have no order
events | sort place
----
error: a place has no order
 1 │ events | sort place
   │               ^^^^^
hint: sort by one of its fields: place.name

# entities compared
events | where place < @petrograd
----
error: entities have no order
 1 │ events | where place < @petrograd
   │                      ^
hint: compare one of their fields, such as name or date

# a list against a text
people | where role = "leader"
----
error: cannot use '=' on a list [text]
 1 │ people | where role = "leader"
   │                ^^^^
hint: role has "leader", or any(role, it = "leader")

# a list of entities against an entity
events | where people = @ada
----
error: cannot use '=' on a list [person]
 1 │ events | where people = @ada
   │                ^^^^^^
hint: people has @ada, or any(people, it = @ada)

# a path through a list against a text
events | where people.name = "Ada"
----
error: cannot use '=' on a list [text]
 1 │ events | where people.name = "Ada"
   │                ^^^^^^^^^^^
hint: people.name has "Ada", or any(people.name, it = "Ada")

# a list with a comparison
events | where people.born before 1880
----
error: cannot use 'before' on a list [moment]
 1 │ events | where people.born before 1880
   │                ^^^^^^^^^^^
hint: any(people.born, it before 1880)

# has on a single value
people | where name has "Ada"
----
error: 'has' needs a list on its left, found a text
 1 │ people | where name has "Ada"
   │                ^^^^
hint: name ~ "Ada"

# has a list
people | where role has ["leader", "writer"]
----
error: 'has' looks for one value, found a list [text]
 1 │ people | where role has ["leader", "writer"]
   │                         ^^^^^^^^^^^^^^^^^^^^
hint: any(role, it in ["leader", "writer"])

# a list left of in
people | where role in ["leader"]
----
error: cannot use 'in' on a list [text]
 1 │ people | where role in ["leader"]
   │                ^^^^
hint: any(role, it in ["leader"])

# in a text
people | where "ad" in name
----
error: 'in' looks into a range or a list, not into a text
 1 │ people | where "ad" in name
   │                     ^^
hint: name ~ "ad"

# a text in a text literal
people | where name in "Ada, Boris"
----
error: 'in' looks into a range or a list, not into a text
 1 │ people | where name in "Ada, Boris"
   │                     ^^
hint: name = "Ada, Boris", or name ~ "Ada, Boris" for words in it

# a single value as a list
people | where sum(shoe) > 3
----
error: 'sum' takes a list, found an int
 1 │ people | where sum(shoe) > 3
   │                    ^^^^
hint: of all people: summarize sum(shoe), or sum(archive.people.shoe)

# count of a single value
people | where count(name) > 0
----
error: 'count' takes a list, found a text
 1 │ people | where count(name) > 0
   │                      ^^^^
hint: of all people: summarize count(name), or count(archive.people.name)

# a query for a value
ships | where 5 < (people | count)
----
error: cannot use '<' on a list [int]
 1 │ ships | where 5 < (people | count)
   │                   ^^^^^^^^^^^^^^^^
hint: count(people)

# a query compared
ships | where guns = (ships | top 1 by guns | select guns)
----
error: cannot use '=' on a list [int]
 1 │ ships | where guns = (ships | top 1 by guns | select guns)
   │                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: first(ships | top 1 by guns | select guns) is its first value

# null compared
people | where died = null
----
error: nothing is equal to null: a comparison with it is always unknown
 1 │ people | where died = null
   │                ^^^^^^^^^^^
hint: died is null

# null compared with !=
people | where died != null
----
error: nothing is equal to null: a comparison with it is always unknown
 1 │ people | where died != null
   │                ^^^^^^^^^^^^
hint: died is not null

# a written date with =
events | where date = 1917
----
error: a date written in a query is a whole period: '=' does not apply
 1 │ events | where date = 1917
   │                     ^
hint: date in 1917

# a written day with =
events | where date = 1917-11-07
----
error: a date written in a query is a whole period: '=' does not apply
 1 │ events | where date = 1917-11-07
   │                     ^
hint: date in 1917-11-07

# a written date with !=
people | where born != 1870
----
error: a date written in a query is a whole period: '!=' does not apply
 1 │ people | where born != 1870
   │                     ^^
hint: born not in 1870

# a written date with has
events | where people.born has 1870
----
error: a date written in a query is a whole period: 'has' does not apply
 1 │ events | where people.born has 1870
   │                            ^^^
hint: any(people.born, it in 1870)

# a date and a number
people | select born + 5
----
error: '+' does not work with a moment and an int (5)
 1 │ people | select born + 5
   │                      ^
hint: 5 days

# a date and a date added
people | select born + died
----
error: '+' does not work with a moment and a moment
 1 │ people | select born + died
   │                      ^
hint: only '-' works between dates: it gives the time between them

# a duration against a number
people | where died - born > 50
----
error: cannot compare a duration with an int (50)
 1 │ people | where died - born > 50
   │                            ^
hint: a duration is written with its unit: 50 years

# a date field against a duration
people | where born > 50 years
----
error: cannot compare a moment with a duration (50 years)
 1 │ people | where born > 50 years
   │                     ^

# a text plus a number
ships | select x: name + guns
----
error: '+' does not work with a text and an int
 1 │ ships | select x: name + guns
   │                        ^
hint: nothing turns into text by itself: text(guns)

# a number plus a text
ships | select x: guns + " guns"
----
error: '+' does not work with an int and a text (" guns")
 1 │ ships | select x: guns + " guns"
   │                        ^
hint: nothing turns into text by itself: text(guns)

# minus a text
ships | select x: -name
----
error: '-' needs a number, found a text
 1 │ ships | select x: -name
   │                   ^^^^^

# a number as a condition
ships | where guns
----
error: a condition is needed, found an int
 1 │ ships | where guns
   │               ^^^^
hint: guns is not null, or compare it with something: guns = …

# a text as a condition
ships | where name
----
error: a condition is needed, found a text
 1 │ ships | where name
   │               ^^^^
hint: name is not null, or compare it with something: name = …

# and with a number
ships | where guns > 1 and guns
----
error: a condition is needed, found an int
 1 │ ships | where guns > 1 and guns
   │                            ^^^^
hint: guns is not null, or compare it with something: guns = …

# not of a text
ships | where not name
----
error: a condition is needed, found a text
 1 │ ships | where not name
   │                   ^^^^
hint: name is null, or compare it with something: name != …

# if without a condition
ships | select x: if guns then 1 else 2
----
error: a condition is needed, found an int
 1 │ ships | select x: if guns then 1 else 2
   │                      ^^^^
hint: guns is not null, or compare it with something: guns = …

# if of two types
ships | select x: if active then 1 else "a"
----
error: then gives an int (1), else gives a text ("a")
 1 │ ships | select x: if active then 1 else "a"
   │                                         ^^^

# ?? of two types
ships | select x: guns ?? "none"
----
error: cannot replace an int with a text ("none")
 1 │ ships | select x: guns ?? "none"
   │                        ^^

# an index in brackets
people | select role[1]
----
error: […] holds a condition, not a position
 1 │ people | select role[1]
   │                      ^
hint: first(role)

# an index of 0
first(people)[0]
----
error: […] filters a list, found a person
 1 │ first(people)[0]
   │ ^^^^^^^^^^^^^

# a filter of a single value
people | select name[it = "x"]
----
error: […] filters a list, found a text
 1 │ people | select name[it = "x"]
   │                 ^^^^

# parts of a date
people | select born.year
----
error: a moment has no fields
 1 │ people | select born.year
   │                      ^^^^
hint: a function stands before its arguments: year(born)

# a field of a text
people | select name.first
----
error: a text has no fields
 1 │ people | select name.first
   │                      ^^^^^

# a field of a number
ships | select guns.size
----
error: an int has no fields
 1 │ ships | select guns.size
   │                     ^^^^

# ~ on a number
ships | where guns ~ "1"
----
error: '~' looks for a text in a text, found an int and a text ("1")
 1 │ ships | where guns ~ "1"
   │                    ^

# ~ on a list
people | where role ~ "leader"
----
error: cannot use '~' on a list [text]
 1 │ people | where role ~ "leader"
   │                ^^^^
hint: any(role, it ~ "leader")

# matches on a date
people | where born matches "18"
----
error: 'matches' looks for a text in a text, found a moment and a text ("18")
 1 │ people | where born matches "18"
   │                     ^^^^^^^

# before on numbers
ships | where guns before 5
----
error: 'before' needs dates on both sides, found an int and an int (5)
 1 │ ships | where guns before 5
   │                    ^^^^^^
hint: date(guns) makes a year of it

# overlaps a text
events | where date overlaps "1917"
----
error: 'overlaps' needs dates on both sides, found a date and a text ("1917")
 1 │ events | where date overlaps "1917"
   │                     ^^^^^^^^
hint: a date is written without quotes, or date("1917")

# in a number
ships | where guns in 5
----
error: 'in' looks into a range, a list or a query, found an int (5)
 1 │ ships | where guns in 5
   │                       ^

# a range of two types
ships | where guns in 1.."a"
----
error: cannot compare an int with a text ("a")
 1 │ ships | where guns in 1.."a"
   │                    ^^

# a list of two types
[1, "a"]
----
error: a list holds values of one type: found a text ("a") after int
 1 │ [1, "a"]
   │     ^^^

# truths have no plus
[0] | select x: true + 1
----
error: '+' does not work with a truth (true) and an int (1)
 1 │ [0] | select x: true + 1
   │                      ^

# records have no order
[{a: 1}] | sort {a: a}
----
error: a {a: int} has no order
 1 │ [{a: 1}] | sort {a: a}
   │                 ^^^^^^

# a list as a key of by
people | count by role
----
error: a list [text] cannot be a key
 1 │ people | count by role
   │                   ^^^^
hint: expand role first, or use count(role)

# a list as a key of sort
people | sort role
----
error: a list [text] cannot be a key
 1 │ people | sort role
   │               ^^^^
hint: expand role first, or use count(role)

# a list as a key of distinct
people | distinct role
----
error: a list [text] cannot be a key
 1 │ people | distinct role
   │                   ^^^^
hint: expand role first, or use count(role)

# a list as a column of distinct
people | select name, role | distinct
----
error: the column 'role' is a list and cannot be compared: expand it first, or name the columns to compare
 1 │ people | select name, role | distinct
   │                              ^^^^^^^^

# an integer that is too large
[0] | select x: 9223372036854775807 * 2
----
error: the result of '9223372036854775807 * 2' is too large
 1 │ [0] | select x: 9223372036854775807 * 2
   │                 ^^^^^^^^^^^^^^^^^^^^^^^

# a date out of range
1917-11 + 9999999 years
----
┌──────────────┐
│ value        │
├──────────────┤
│ Y10001916-11 │
└──────────────┘

# comparing a place in a text
events | where place in "Petrograd"
----
error: 'in' looks into a range, a list or a query, found a text ("Petrograd")
 1 │ events | where place in "Petrograd"
   │                         ^^^^^^^^^^^
hint: place in @"Petrograd"

# a year that is no year
people | where born < 0
----
error: cannot compare a moment with an int (0)
 1 │ people | where born < 0
   │                     ^
hint: date(0) makes a year of it

# a year that is too far
people | where born < 12000
----
error: cannot compare a moment with an int (12000)
 1 │ people | where born < 12000
   │                     ^
hint: date(12000) makes a year of it

# records that are not literals are of one type already
let r = {n: null}
[{n: 1}, r]
----
error: a list holds values of one type: found a {n: null} after {n: int}
 2 │ [{n: 1}, r]
   │          ^

# records of other fields
[{n: 1}, {m: 1}]
----
error: a list holds values of one type: found a {m: int} after {n: int}
 1 │ [{n: 1}, {m: 1}]
   │          ^^^^^^

# a record within a record
[{a: {b: 1}}, {a: {b: null}}]
----
error: a list holds values of one type: found a {a: {b: null}} after {a: {b: int}}
 1 │ [{a: {b: 1}}, {a: {b: null}}]
   │               ^^^^^^^^^^^^^^
