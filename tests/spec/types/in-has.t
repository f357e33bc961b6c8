## in and has: ranges, dates, places, lists, queries.
%archive ../archive.gzt
%format csv

# a text in a list
ships | where name in ["Oleg", "Amur"] | select id
----
id
amur
oleg

# not in
ships | where name not in ["Oleg", "Amur"] | select id
----
id
aurora
zarya

# in an empty list
ships | where name in [] | select id
----
id
-- nothing is left after: where name in []

# in a query of one column
ships | where name in (ships | where guns = 5 | select name) | select id
----
id
amur
zarya

# an entity in a query of entities
people | where it in (archive.events | where type = "meeting" | follow people) | select id
----
id
ada
clara

# has looks for one that is equal
people | where role has "writer" | select id
----
id
ada
clara

# has in a list of entities
events | where people has @ada | select id
----
id
strike
congress
exile
talk

# has over a path
events | where people.name has "Boris" | select id
----
id
strike
shot
taken

# not has
ships | where not (crew has @ivan) | select id
----
id
amur
oleg

# in a list field
people | where "writer" in role | select id
----
id
ada
clara

# a date in a list of dates: in some
[0] | select a: @boris.born in [1870, 1879], b: @boris.born in [1870..1871, 1880]
----
a,b
true,false

# a text that never occurs is mentioned
people | where fate = "Executed" | select id
----
id
-- 4 more are possible: fate not recorded
-- no fate is "Executed"; 3 are "executed" (fate ~ "Executed" ignores case)
-- nothing is left after: where fate = "Executed"

# also in a list
ships | where name in ["Oleg", "oleg", "Kronstadt"] | select id
----
id
oleg
-- no name is "oleg"; 1 is "Oleg" (name ~ "oleg" ignores case)
-- no name is "Kronstadt"
