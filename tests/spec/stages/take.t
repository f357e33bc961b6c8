%archive ../archive.gzt
%format csv

# take keeps the first
ships | take 2 | select name
----
name
Aurora
Amur

# take 0
ships | take 0 | select name
----
name
-- nothing is left after: take 0

# take more than there are
ships | take 99 | count
----
count
4

# skip leaves the first out
ships | skip 3 | select name
----
name
Oleg

# skip 0
ships | skip 0 | count
----
count
4

# skip more than there are
ships | skip 4 | select name
----
name
-- nothing is left after: skip 4

# take then skip
ships | take 3 | skip 1 | select name
----
name
Amur
Zarya

# skip then take
ships | skip 1 | take 1 | select name
----
name
Amur

# a calculated number
let n = 1
ships | take n + 1 | select name
----
name
Aurora
Amur

# the number is read where the pipeline stands
ships | take count(archive.issues) | select name
----
name
Aurora

# top: the greatest
people | top 2 by shoe | select id
----
id
boris
dmitri

# top tells of ties that were cut off
people | top 3 by shoe | select id
----
id
boris
dmitri
ada
-- 1 more ties with the last

# top asc: the least
people | top 1 by shoe asc | select id
----
id
ada
-- 1 more ties with the last

# top by two keys
ships | top 2 by guns, name | select name
----
name
Aurora
Zarya

# top 0
ships | top 0 by guns | select name
----
name
-- nothing is left after: top 0 by guns

# top of more than there are: missing ones last
ships | top 9 by weight | select name
----
name
Aurora
Oleg
Amur
Zarya

# top with a missing value among them tells of its ties
people | top 5 by shoe | select id
----
id
boris
dmitri
ada
clara
elena
-- 6 more tie with the last

# top by a date
people | top 2 by born | select id
----
id
clara
dmitri

# top after a condition
people | where gender = "m" | top 1 by shoe | select id
----
id
boris
-- 1 more is possible: gender not recorded
