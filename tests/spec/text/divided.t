%archive divided.gzt
%format csv

# a word that the end of a line divides is found as one
articles | where text ~ "revolution" | select id
----
id
columns
lines

# in a title, too
articles | where title ~ "revolution" | select id
----
id
lines

# its parts are no words
articles | where text ~ "revo" or text ~ "lution" or text ~ "geoisie" | count
----
count
0

# a hyphen within a line parts words
articles | where text ~ "well" and text ~ "known one" | select id
----
id
columns

# a capital on the next line begins a word of its own
articles | where text ~ "anglo russian treaty" | select id
----
id
columns

# in capitals all through, the word goes on
articles | where text ~ "the revolution has" | select id
----
id
columns

# numbers are not joined
articles | where text ~ "1906 1907" | select id
----
id
columns

# a soft hyphen is never seen, within a line or at its end, before a capital too
articles | where text ~ "proletariat" and text ~ "bourgeoisie" and text ~ "anglorussian friends" | select id
----
id
columns

# what many scans have for a soft hyphen
articles | where text ~ "revolutions" | select id
----
id
columns

# an ordinary hyphen at the end of a line is taken for one that divides
articles | where text ~ "wellknown" | select id, often: count_of(text, "wellknown"), apart: count_of(text, "well known")
----
id,often,apart
columns,1,1

# a blank line ends a word
articles | where text ~ "here but" | select id
----
id
lines

# counts, and the parts of a text
articles | where id = "columns" | select words, counted: count(tokens(text)), often: count_of(text, "revolution"), stars: count_of(text, "revol*")
----
words,counted,often,stars
34,34,2,3

# passages count them alike
passages | select id, words
----
id,words
columns-1,22
columns-2,12
lines-1,3
lines-2,3

# the words themselves are whole
tokens("A revo-\nlution, well-known, ta\u{AD}ble")
----
value
A
revolution
well
known
table

# so are n-grams
ngrams("a revo-\n   lution \u{D}\n bour\u{AD}\u{D}\n geoisie", 2)
----
value
a revolution
revolution bourgeoisie

# a keyword in its context is whole, and so is what stands around it
articles | expand kwic(text, "workers", 4) as k | select k.left, k.word, k.right, k.at
----
k.left,k.word,k.right,k.at
The revolution of the,workers,", a well-known one",5
-- 1 row has no kwic(text, "workers", 4) to expand

# a keyword that is divided
articles | expand kwic(text, "revolution*", 2) as k | select k.left, k.word, k.right, k.at
----
k.left,k.word,k.right,k.at
The,revolution,of the,2
as the,REVOLUTION,has it,20
are wellknown; ',Revolutions,' too.,33
No,revolution,here- but,2

# in an excerpt
articles | where id = "columns" | select said: snippet(text, "bourgeoisie", 5)
----
said
"… proletariat, the «bourgeoisie» and the …"

# the whole text stays as it stands
highlight("the revo-\nlution", "revolution")
----
value
"the «revo-
lution»"

# search finds it and its other forms
articles | search "revolution" | select id
----
id
lines
columns

# a pattern may be divided itself
articles | where text ~ "revo-\nlution" and text ~ "prole\u{AD}t*" | select id
----
id
columns

# what looks for a first letter does not begin in the middle of a word
[count_of("revo-\nlution", "lution"), count_of("x é revo-\nlution", "lution"), count_of("revo-\n\tlu\u{AD}tion", "lution"), count_of("anti-\nré lution", "lution")]
----
value
0
0
0
1

# hyphens that divide nothing
tokens("- a -\nb --\nc d-\n\ne f-\n- g \u{AD}h i\u{AD} \u{AD}\nj k-")
----
value
a
b
c
d
e
f
g
h
i
j
k

# the hyphen of Unicode, and letters beyond ASCII
tokens("рево\u{2010}\nлюция, Груп-\nпа, Анг-\nЛия")
----
value
революция
Группа
Анг
Лия

# words from the last to the first, and their stems
backwards("a revo-\nlution, well-known ta\u{AD}bles")
stem("a revo-\nlution, well-known ta\u{AD}bles")
----
value
tables known well revolution a
value
a revolut well known tabl

# after search a divided word is marked as a whole
articles | search "revolutions" | take 1 | select h: highlight("the revo-\nlution's ta\u{AD}ble")
----
h
"the «revo-
lution»'s ta­ble"
