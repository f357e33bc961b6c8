%archive through.gzt
%format csv

# a fixed text: as it stands, within words too; none where there is no text
articles | where text matches "ght of the" | select id
----
id
north
north-again
northern
zoo
-- 1 more is possible: text not recorded

# how many
articles | where text matches "ght of the" | count
----
count
4
-- 1 more is possible: text not recorded

# one that goes over from one text to the next is in neither
articles | where text matches "light of the" | select id
----
id
north
-- 1 more is possible: text not recorded

# the rest of the expression decides, wherever its fixed text stands
articles | where text matches "over[a-z]+ing un[a-z]+ful" | select id
----
id
north
northern
-- 1 more is possible: text not recorded

# what stands before it may hold blanks
articles | where text matches "T.*shone over" | select id
----
id
north
-- 1 more is possible: text not recorded

# the first find, and all of them
articles | where id = "northern" | select first: extract(text, "\\w*ght of")
----
first
ght of; thought of

# with another condition
articles | where title = "A" and text matches "[a-z]+eight of the" | select id
----
id
zoo

# with one that is looked up by words
articles | where text matches "l[a-z]*ght of the" and text ~ "quays" | select id
----
id
north
-- 1 more is possible: text not recorded

# not, and either
articles | where not (text matches "harbour") or text matches "quays" | select id
----
id
north
north-again
northern
zoo
-- 1 more is possible: text not recorded
