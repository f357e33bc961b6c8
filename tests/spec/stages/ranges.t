%archive ../archive.gzt
%format csv

# texts between two that the archive does not have, in order; a missing one is unknown
people | where name >= "B" and name < "F" | sort name | select name
----
name
Boris
Clara
Dmitri
Élena
-- 1 more is possible: name not recorded

# between two that it has, both ends
people | where name in "Boris".."Dmitri" | sort name | take 2 | select name
----
name
Boris
Clara
-- 1 more is possible: name not recorded

# from the other side, and without the ends
people | where "Boris" < name and "Dmitri" > name | select name
----
name
Clara
-- 1 more is possible: name not recorded

# descending, and by something else
people | where name > "B" and name <= "Fyodor" | sort name desc | take 2 | select name
----
name
Fyodor
Élena
-- 1 more is possible: name not recorded

# no text is between them
people | where name > "Boris" and name < "Boris" | sort name | select name
----
name
-- 1 more is possible: name not recorded
-- nothing is left after: where name > "Boris" and name < "Boris"

# a range beside another condition
people | where name >= "B" and name < "F" and gender = "m" | sort name | select name
----
name
Boris
Dmitri
-- 1 more is possible (maybe)

# neither is above a text that is missing
people | where name < "B" or born is null | select id
----
id
ada
hanna
nobody

# what may overlap: without a date, too
events | where maybe(date overlaps 1917-11) | select id
----
id
shot
taken
rising
congress
war
letter
feud
talk

# the same beside another condition, which may be unknown
events | where maybe(date in 1917) and place = @smolny | select id
----
id
congress
talk
-- 1 more is possible (maybe)

# within a place, at whatever depth; no place is unknown
events | where place in @petrograd | select id
----
id
strike
shot
taken
rising
congress
talk
-- 5 more are possible: place not recorded

# both are there, one of them twice
events | where people has @ada and people has @clara | select id
----
id
congress
talk

# a range that is sorted by another field
people | where name > "B" and name <= "Fyodor" | sort born | take 2 | select name
----
name
Fyodor
Élena
-- 1 more is possible: name not recorded

# within what is further up, and something else
events | where place in @russia and type = "meeting" | select id
----
id
congress
talk

# elsewhere
events | where not place in @zurich | count
----
count
6
-- 5 more are possible: place not recorded

# somebody who is there twice counts once
events | where people has @clara | count
----
count
2

# there, or something that no index knows
events | where people has @clara or type = "war" | select id
----
id
congress
war
talk

# there, or found by words
events | where people has @clara or title ~ "war" | select id
----
id
congress
war
talk
