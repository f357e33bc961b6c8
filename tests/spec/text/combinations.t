%archive ../archive.gzt
%format csv

# and: both
passages | where text ~ "palace" and text ~ "winter" | select id
----
id
art1-4

# and not
passages | where text ~ "the" and not text ~ "winter palace" | select id
----
id
oath
art2-1

# or: either, each row once
passages | where text ~ "dock" or text ~ "winter" | select id
----
id
art1-4

# not: all that have a text
passages | where not text ~ "the" | count
----
count
4

# not over or
passages | where not (text ~ "the" or text ~ "a*") | select id
----
id
art1-2
memoir-1
memoir-2

# what is not recorded is unknown in every combination
people | where name ~ "e*" or not name ~ "h*" | select id
----
id
ada
boris
clara
dmitri
elena
fyodor
gaius
ivan
maria
-- 1 more is possible: name not recorded

# a pattern and its contrary: every name, but not the one that is missing
people | where name ~ "elena" or not name ~ "elena" | count
----
count
10
-- 1 more is possible: name not recorded

# two fields, one of them missing now and then
people | where name ~ "e*" and not note ~ "zzz" | select id
----
id
-- 2 more are possible (maybe)
-- nothing is left after: where name ~ "e*" and not note ~ "zzz"

# with a condition of another kind
passages | where text ~ "the" and number > 2 and not text ~ "dock" | select id
----
id
oath

# NEAR and a phrase together
passages | where text ~ "dock NEAR/3 palace" and text ~ "winter palace" | select id
----
id
art1-4

# a word of which there are many forms, and a phrase that ends with any word
passages | where text ~ "*e*" and text ~ "winter *" | select id
----
id
art1-4

# a pattern that is none is an error, however much stands around it
passages | where text ~ "palace" or text ~ "" | count
----
error: the pattern has no word
 1 │ passages | where text ~ "palace" or text ~ "" | count
   │                                             ^
