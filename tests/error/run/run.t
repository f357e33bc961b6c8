%archive ../../spec/archive.gzt

# overflow
[9223372036854775807] | select x: it + 1
----
error: the result of 'it + 1' is too large
 1 │ [9223372036854775807] | select x: it + 1
   │                                   ^^^^^^

# a sum that overflows
sum([9223372036854775807, 1])
----
error: the sum is too large for a whole number
 1 │ sum([9223372036854775807, 1])
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# not a date
people | select d: date(name)
----
error: "Ada" is not a date: a date begins with its year
 1 │ people | select d: date(name)
   │                    ^^^^^^^^^^ for @ada

# a literal that is no date
date("1917-13")
----
error: there is no month 13
 1 │ date("1917-13")
   │            ^^

# a regular expression that is wrong
ships | where name matches "("
----
error: not a regular expression: a ( is not closed
 1 │ ships | where name matches "("
   │                              ^

# a regular expression from a column
ships | where "x" matches name + "("
----
error: not a regular expression: a ( is not closed
 1 │ ships | where "x" matches name + "("
   │                           ^^^^^^^^^^

# int of a text
int("seven")
----
error: "seven" is not a whole number
 1 │ int("seven")
   │ ^^^^^^^^^^^^

# the square root of -1
sqrt(-1)
----
error: a negative number has no square root
 1 │ sqrt(-1)
   │ ^^^^^^^^

# an element 0
nth([1, 2], 0)
----
error: elements are counted from 1 (or from -1, the last)
 1 │ nth([1, 2], 0)
   │ ^^^^^^^^^^^^^^

# an assertion that fails
assert count(ships) = 5
----
error: the assertion is false
 1 │ assert count(ships) = 5
   │        ^^^^^^^^^^^^^^^^

# an assertion that is unknown
assert @clara.brave, "is she?"
----
error: is she?
 1 │ assert @clara.brave, "is she?"
   │        ^^^^^^^^^^^^ it is unknown

# the message of an assertion tells which rows are wrong
let unborn = people | where born is null
assert count(unborn) = 0, "without a birth: " + join(unborn.name, ", ")
----
error: without a birth: Hanna Ström
 2 │ assert count(unborn) = 0, "without a birth: " + join(unborn.name, ", ")
   │        ^^^^^^^^^^^^^^^^^ it is false

# a message is worked out only where the assertion is not true
assert 1 = 1, text(int("x"))
assert 1 = 2, "n" + text(1)
----
error: n1
 2 │ assert 1 = 2, "n" + text(1)
   │        ^^^^^ it is false

# a message that is missing
assert 1 = 2, @clara.note
----
error: the assertion is false
 1 │ assert 1 = 2, @clara.note
   │        ^^^^^

# a message that is no text
assert 1 = 2, people.name
----
error: the message of an assertion is a text, found a list [text]
 1 │ assert 1 = 2, people.name
   │               ^^^^^^^^^^^
hint: "missing: " + join(people.name, ", ")

# what comes before an error is said
ships | count
int("x")
ships | count
----
┌───────┐
│ count │
├───────┤
│     4 │
└───────┘
error: "x" is not a whole number
 2 │ int("x")
   │ ^^^^^^^^

# several errors in one query
people | where nmae = "a" and gendr = "f" | select fat
----
error: no field 'nmae' on person
 1 │ people | where nmae = "a" and gendr = "f" | select fat
   │                ^^^^ did you mean 'name'?
error: no field 'gendr' on person
 1 │ people | where nmae = "a" and gendr = "f" | select fat
   │                               ^^^^^ did you mean 'gender'?
error: no field 'fat' on person
 1 │ people | where nmae = "a" and gendr = "f" | select fat
   │                                                    ^^^ did you mean 'fate'?

# a pattern of kwic that is none
articles | expand kwic(text, "fog|dock") as k | select k.left
----
error: | is not part of a pattern
 1 │ articles | expand kwic(text, "fog|dock") as k | select k.left
   │                                  ^
hint: text ~ "fog" or text ~ "dock"; text matches 'fog|dock' is a regular expression

# a window of less than nothing
["a b"] | select x: kwic(it, "a", -1)
----
error: 'kwic' takes from 0 to 1000 words
 1 │ ["a b"] | select x: kwic(it, "a", -1)
   │                     ^^^^^^^^^^^^^^^^^

# more characters than there may be
["a b"] | select x: kwic(it, "a", 1001, "characters")
----
error: 'kwic' takes from 0 to 1000 characters
 1 │ ["a b"] | select x: kwic(it, "a", 1001, "characters")
   │                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# a window in something else
["a b"] | select x: kwic(it, "a", 3, "chars")
----
error: 'kwic' counts in "words" or "characters", not in "chars"
 1 │ ["a b"] | select x: kwic(it, "a", 3, "chars")
   │                     ^^^^^^^^^^^^^^^^^^^^^^^^^

# a window that is too large
["a b"] | select x: snippet(it, "a", 1001)
----
error: 'snippet' takes from 1 to 1000 words
 1 │ ["a b"] | select x: snippet(it, "a", 1001)
   │                     ^^^^^^^^^^^^^^^^^^^^^^

# words in a row that are none
["a b"] | select x: ngrams(it, 33)
----
error: 'ngrams' takes from 1 to 32 words
 1 │ ["a b"] | select x: ngrams(it, 33)
   │                     ^^^^^^^^^^^^^^

# a column that the finds do not have
articles | expand kwic(text, "fog") as k | select k.lft
----
error: the record has no 'lft'
 1 │ articles | expand kwic(text, "fog") as k | select k.lft
   │                                                     ^^^ did you mean 'left'?

# what is wrong with a concordance is said although nothing is found
articles | expand kwic(text, "zeppelin", 2000) as k
----
error: 'kwic' takes from 0 to 1000 words
 1 │ articles | expand kwic(text, "zeppelin", 2000) as k
   │                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ for @art1
