%archive ../archive.gzt
%format csv

# case and accents do not matter
people | where name ~ "ELENA" | select id
----
id
elena
-- 1 more is possible: name not recorded

# a word, not a part of one
people | where name ~ "strom" | select id
----
id
hanna
-- 1 more is possible: name not recorded

# a part is none
ships | where name ~ "uror" | count
----
count
0

# a phrase, over line ends
passages | where text ~ "dock the winter palace" | select id
----
id
art1-4

# the words of a phrase stand together
passages | where text ~ "winter stood" | count
----
count
0

# a wildcard at the end
passages | where text ~ "pal*" | select id
----
id
art1-4
art2-1

# one character
passages | where text ~ "d?ck" | select id
----
id
art1-4

# one wrong letter
passages | where text ~ "foog~1" | select id
----
id
art1-4

# near
passages | where text ~ "fog NEAR/3 dock" | select id
----
id
art1-4

# combinations are the language's own
passages | where text ~ "sworn" and not text ~ "fog" | select id
----
id
oath

# punctuation in a pattern is no letter
passages | where text ~ "dusk." | select id
----
id
art1-1

# of a missing text
@nobody | select x: name ~ "a"
----
x
""

# a regular expression looks anywhere, and case counts
ships | where name matches "r.r" | select name
----
name
Aurora

# matches in single quotes
[0] | select a: "No. 27" matches '^No\. \d+$', b: "no. 27" matches '^No\. \d+$'
----
a,b
true,false

# extract
@art1-1 | select x: extract(text, '\b[A-Z]\w+')
----
x
Boris; Smolny; Institute

# extract with a bracket gives what is in it
extract("a1 b2", '[a-z](\d)')
----
value
1
2

# count_of
@art1-4 | select n: count_of(text, "fog"), m: count_of(text, "the"), o: count_of(text, "fog*")
----
n,m,o
2,2,2

# tokens
tokens("C'est l'été — 1917!")
----
value
C
est
l
été
1917
