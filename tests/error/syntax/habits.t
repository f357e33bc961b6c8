# sort by
people | sort by born desc
----
error: 'sort' takes its keys without 'by'
 1 │ people | sort by born desc
   │               ^^
hint: write | sort born desc

# limit
people | where x | limit 10
----
error: there is no stage 'limit'
 1 │ people | where x | limit 10
   │                    ^^^^^
hint: write | take 10

# order by
people | order by born desc
----
error: there is no stage 'order'
 1 │ people | order by born desc
   │          ^^^^^
hint: write | sort born desc

# group by
people | group by fate
----
error: there is no stage 'group'
 1 │ people | group by fate
   │          ^^^^^
hint: write | summarize n: count() by fate

# having
people | having count() > 3
----
error: there is no stage 'having'
 1 │ people | having count() > 3
   │          ^^^^^^
hint: write | where count() > 3

# select from
SELECT name, born FROM people WHERE x
----
error: a query begins with its source, not with 'select'
 1 │ SELECT name, born FROM people WHERE x
   │ ^^^^^^
hint: write people | where x | select name, born

# a misspelt stage
people | whree x
----
error: there is no stage 'whree'
 1 │ people | whree x
   │          ^^^^^ did you mean 'where'?

# no | before a stage
people where died in 1936
----
error: a '|' is missing before 'where'
 1 │ people where died in 1936
   │        ^^^^^
hint: write | where died in 1936

# as in select
people | select name, died - born as age
----
error: a column's name stands before it, with a colon
 1 │ people | select name, died - born as age
   │                                   ^^
hint: write age: died - born

# a format as alias
people as csv
----
error: 'csv' is a format and cannot name rows
 1 │ people as csv
   │           ^^^
hint: to show the result so, write | as csv

# count with brackets
people | count(fate)
----
error: the stage 'count' has no brackets
 1 │ people | count(fate)
   │               ^
hint: write | count by fate, or | summarize n: count(fate)

# capitals
people | where a AND b
----
error: the words of the language are in lower case
 1 │ people | where a AND b
   │                  ^^^
hint: write and

# unequal
people | where a <> b
----
error: '<>' is not an operator here
 1 │ people | where a <> b
   │                  ^^
hint: write !=

# and
people | where a && b
----
error: '&&' is not an operator here
 1 │ people | where a && b
   │                  ^^
hint: write and

# or
people | where a || b
----
error: '||' is not an operator here
 1 │ people | where a || b
   │                  ^^
hint: write or; texts are joined with +, and a stage follows a single |

# not
people | where !a
----
error: '!' is not an operator here
 1 │ people | where !a
   │                ^
hint: write not

# between
people | where born between 1880 and 1890
----
error: 'between' is not a word of the language
 1 │ people | where born between 1880 and 1890
   │                     ^^^^^^^
hint: write born in 1880..1890; both ends belong to the range

# like
people | where name like "L%"
----
error: 'like' is not a word of the language
 1 │ people | where name like "L%"
   │                     ^^^^
hint: write ~ "words" (with * and ? as wildcards), or matches for a regular expression

# chained comparison
people | where 1880 < born < 1890
----
error: comparisons do not chain
 1 │ people | where 1880 < born < 1890
   │                            ^
hint: write b in a..c, or join two comparisons with and

# is true
people | where x is true
----
error: 'is' asks for null only: is null, is not null
 1 │ people | where x is true
   │                     ^^^^
hint: a condition stands alone: where x, where not x

# a pipeline beside arguments
f(3, people | take 2)
----
error: a pipeline stands in brackets here
 1 │ f(3, people | take 2)
   │             ^
hint: write (… | take 2)

# two texts
"a" "b"
----
error: two texts stand side by side
 1 │ "a" "b"
   │     ^^^
hint: join texts with +, list them with a comma

# a method
name.lower()
----
error: a function stands before its arguments
 1 │ name.lower()
   │      ^^^^^
hint: write lower(name)

# if without else
(if a then b)
----
error: an if needs its else
 1 │ (if a then b)
   │             ^
hint: write if C then A else null

# ternary
x ? 1 : 2
----
error: '?' is not an operator here
 1 │ x ? 1 : 2
   │   ^
hint: write if C then A else B

# = in a record
person @a { name = "Lenin" }
----
error: a field and its value are joined by a colon
 1 │ person @a { name = "Lenin" }
   │                  ^
hint: write name: …

# an SQL argument
people | summarize n: count(*)
----
error: '*' is no argument
 1 │ people | summarize n: count(*)
   │                             ^
hint: write count() for the number of all rows

# top without by
people | top 3 born desc | select name
----
error: the key of 'top' stands behind 'by'
 1 │ people | top 3 born desc | select name
   │                ^^^^
hint: write | top 3 by born desc

# a stage that no other is near to
people | frobnicate x
----
error: there is no stage 'frobnicate'
 1 │ people | frobnicate x
   │          ^^^^^^^^^^
hint: stages are where, select, with, sort, take, count, summarize, expand and others

# the first row
people | first
----
error: there is no stage 'first'
 1 │ people | first
   │          ^^^^^
hint: take 1
