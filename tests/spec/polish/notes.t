## What a note says of the rows that were left out.

# a field that is not recorded, and dates that are not exact
%archive ../archive.gzt
people | where born before 1870-06 | select name
----
┌────────┐
│ name   │
├────────┤
│ Fyodor │
│ Gaius  │
└────────┘
-- 1 more is possible (maybe)
-- 2 more are possible: born not recorded

# one of them
%archive ../archive.gzt
events | where date before 1917 | count
----
┌───────┐
│ count │
├───────┤
│     2 │
└───────┘
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# characters that drive a terminal are shown as escapes
people | where name = "a" | where fate = "‮abc" | count
----
┌───────┐
│ count │
├───────┤
│     0 │
└───────┘
-- no name is "a"
-- no fate is "\u{202e}abc"

# a stage of two lines is named on one
people | where name = "x"
    and fate = "y" | select name
----
┌──────┐
│ name │
├──────┤
└──────┘
-- no name is "x"
-- no fate is "y"
-- nothing is left after: where name = "x" and fate = "y"

# words of several lines stand on one
%archive ../archive.gzt
people | expand (archive.people
                 | where name = "nobody") as x
       | count
people | select n: count(archive.people
                         | where born < 1871)
       | take 1
----
┌───────┐
│ count │
├───────┤
│     0 │
└───────┘
-- 11 rows have no (archive.people | where name = "nobody") to expand
-- name = "nobody" leaves out 1 that is possible
┌───┐
│ n │
├───┤
│ 3 │
└───┘
-- born < 1871 leaves out 2 that are possible
