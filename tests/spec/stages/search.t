%archive ../archive.gzt
%format csv

# any of the words, the best first; forms of a word are one
passages | search "palace doctors" | select id, score
----
id,score
art2-1,1.1277
art1-4,0.8777

# with a condition before it
passages | where number > 2 | search "the palace" | select id
----
id
art1-4
oath

# words in quotes as they stand
passages | search "\"winter palace\"" | select id
----
id
art1-4

# both, and only the words in quotes need stand together
passages | search "oath \"winter palace\"" | select id
----
id
oath
art1-4

# title and text, or the name
articles | search "dock" | select id
----
id
art1

# people by their names, accents aside
people | search "elena" | select id
----
id
elena

# what nobody says
passages | search "zeppelin" | count
----
count
0

# score is a column like others
passages | search "the" | where score > 0.2 | summarize n: count(), m: max(score) <= 10
----
n,m
3,true

# a column of that name gives way
passages | with score: 1 | search "palace" | select id, score
----
id,score
art2-1,1.1277
art1-4,0.8777

# a text that is worked out
let what = "winter " + "palace"; passages | search what | take 1 | select id
----
id
art1-4

# inside another query
people | where name = "Ada" | select n: count(archive.passages | search "palace")
----
n
2
-- 1 more is possible: name not recorded

# the words are asked of where the query stands
people as p | where name in ["Ada", "Clara"] | select p.name, n: count(archive.people | search p.name)
----
p.name,n
Ada,1
Clara,1
-- 1 more is possible: name not recorded
