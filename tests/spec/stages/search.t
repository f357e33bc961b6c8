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

# the, of, what and their like hardly count beside other words
passages | search "the palace" | select id, score
----
id,score
art2-1,1.1357
art1-4,0.887
oath,0.007

# a word that is asked for twice counts twice
passages | search "palace palace doctors" | select id, score
----
id,score
art2-1,2.2553
art1-4,1.7555

# marks of any kind part words, and one quotation mark is none
articles | search "what's (fog) 'report' -- dock? AND/OR \"" | select id | take 1
----
id
art1

# in quotes nothing is a sign of a pattern
passages | search "\"winter* palace\" \"\"" | count
----
count
1

# … so that this is a phrase which nobody says
passages | search "\"the NEAR/3 palace\"" | count
----
count
0

# a phrase longer than a pattern may be is several
passages | search "\"" + join((range(1, 40) | select text(it)), " ") + " winter palace\"" | count
----
count
0

# a long text, as somebody pastes it
passages | search join((range(1, 2000) | select "palace, doctor" + text(it) + "!"), " ") | select id
----
id
art2-1
art1-4

# settings: titles and texts weigh as they say
set search_title = 0.5
set search_text = 3
articles | search "fog report" | select id, score
----
id,score
art1,2.0462

# not to look through titles, or texts
set search_title = 0
articles | search "report" | count
set search_title = 1
set search_text = 0
articles | search "report" | count
----
count
0
count
1

# settings: length and repetition may count for nothing
set search_b = 0
set search_k1 = 0
passages | search "palace doctors" | select id, score
----
id,score
art1-4,1.1632
art2-1,1.1632

# a setting holds for what is written below it
let earlier = passages | search "palace" | select id, score
set search_k1 = 0
earlier
passages | search "palace" | select id, score
----
id,score
art2-1,1.1277
art1-4,0.8777
id,score
art1-4,1.1632
art2-1,1.1632

# of rows that tie, the first of the archive are taken; more than there are is all of them
set search_b = 0
set search_k1 = 0
passages | search "palace doctors" | take 1 | select id, score
passages | search "palace doctors fog" | take 2 | select id, score
passages | search "palace doctors" | take 99 | select id, score
passages | search "palace doctors" | take 0 | count
----
id,score
art1-4,1.1632
id,score
art1-4,2.8371
art2-1,1.1632
id,score
art1-4,1.1632
art2-1,1.1632
count
0
