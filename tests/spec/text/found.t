%archive ../archive.gzt
%format csv

# after search, its words are marked in all their forms
passages | search "palaces swears" | select id, snippet(text, 4)
----
id,"snippet(text, 4)"
art2-1,… B. and the «palace».
art1-4,… Winter «Palace» stood dark.

# in the whole text
passages | search "palaces fogs" | take 1 | select highlight(text)
----
highlight(text)
"«Fog». «Fog» on the dock;
the Winter «Palace» stood dark."

# words in quotes as they stand, and a phrase as one
passages | search "\"palaces\" \"dock the\" \"fog\"" | select id, h: highlight(text)
----
id,h
art1-4,"«Fog». «Fog» on the «dock;
the» Winter Palace stood dark."

# little words are not marked beside others, but alone
passages | search "the palace" | take 1 | select h: highlight(text)
passages | search "the" | take 1 | select h: highlight(text)
----
h
One paragraph: B. and the «palace».
h
"Fog. Fog on «the» dock;
«the» Winter Palace stood dark."

# the words of the search are known for as long as its rows last
(articles | search "fog") | sort id | with n: 1 | expand passages as p | select p.id, h: snippet(p.text, 3)
----
p.id,h
art1-1,Boris left Smolny …
art1-2,Night
oath,The oath was …
art1-4,«Fog». «Fog» on …

# and of a search that has a name
let found = passages | search "docks"
found | select h: snippet(text, 3)
----
h
… the «dock»; the …

# a word that is found twice over is marked once
articles | search "winter \"winter palaces\" palaces" | take 1 | select h: snippet("the Winter Palaces of winter")
----
h
the «Winter Palaces» of «winter»

# no text, no length, no word of it
articles | search "fog" | select a: snippet(note), b: highlight(note), c: snippet(text, null), d: snippet("no such words", 2)
----
a,b,c,d
,,,no such …

# a search that is given
param q: text = "where are the docks?"
passages | search q | take 1 | select h: snippet(text, 2)
----
h
… «dock»; the …

# stems: of each word, by a language or that of the archive
stem("Running horses")
stem("Häuser", "de") + " " + stem("élèves", "fr") + " " + stem("важная", "ru-RU")
----
value
run hors
value
haus elev важн

# none where there is no word
stem("… !") = ""
----
value
true

# a concordance of what was searched
articles | search "palaces fogs" | expand kwic(text, 1) as k | select id, k.left, k.word, k.right, k.at
articles | search "\"winter palace\"" | expand kwic(text, 4, "characters") as k | select k.left, k.word, k.right
----
id,k.left,k.word,k.right,k.at
art1,him.,Fog,. Fog,16
art1,Fog.,Fog,on,17
art1,Winter,Palace,stood,23
art2,the,palace,.,6
k.left,k.word,k.right
"the ",Winter Palace," sto"

# and what it may not be
articles | search "fog" | expand kwic(text, 2, "lines") as k
----
error: 'kwic' counts in "words" or "characters", not in "lines"
 1 │ articles | search "fog" | expand kwic(text, 2, "lines") as k
   │                                  ^^^^^^^^^^^^^^^^^^^^^^ for @art1

# none of a missing window
articles | search "fog" | select n: count(kwic(text, null)), m: count(kwic(text, 1, null)), k: count(kwic(note))
----
n,m,k
0,0,0
