%archive ../archive.gzt
%format csv

# kwic: each find with the words around it
kwic("All power to the Soviets! Soviet power.", "soviet*", 2)
----
left,word,right,at
to the,Soviets,! Soviet power.,5
the Soviets!,Soviet,power.,6

# five words on either side unless said
kwic("a b c d e f g x h i j k l m n", "x")
----
left,word,right,at
c d e f g,x,h i j k l,8

# at the ends of the text there are fewer, and all that stands there
kwic("«Peace!» he said.", "peace", 5)
----
left,word,right,at
«,Peace,!» he said.,1

# no words around
kwic("(to the Soviets!)", "soviets", 0)
----
left,word,right,at
,Soviets,,3

# line ends and runs of blanks become one blank
kwic("All \t power\n\nto   the\u{d}\nSoviets !", "power to the", 3)
----
left,word,right,at
All,power to the,Soviets !,2

# finds share no word, as with count_of
kwic("a a a a a", "a a", 1)
----
left,word,right,at
,a a,a,1
a,a a,a,3

# NEAR takes both phrases and what is between
kwic("Trotsky stood on the Aurora.", "aurora NEAR/4 trotsky", 1)
----
left,word,right,at
,Trotsky stood on the Aurora,.,1

# case and accents aside, beyond ASCII
kwic("Весь Пётр в Петрограде — été 1917", "ПЕТР", 1)
----
left,word,right,at
Весь,Пётр,в,2

# a window in characters, with the blank beside the word
kwic("All power to the Soviets! Soviet power.", "soviet*", 7, "characters")
----
left,word,right,at
"to the ",Soviets,! Sovie,5
"viets! ",Soviet," power.",6

# of which a run of blanks is one
kwic("a\n\n b  été\u{2003}— Пётр:  \n c  ", "Пётр", 7, "characters")
----
left,word,right,at
" été — ",Пётр,": c ",4

# no characters around
kwic("one fog two", "fog", 0, "characters")
----
left,word,right,at
,fog,,2

# more than there are
kwic("one fog two", "fog", 1000, "characters")
----
left,word,right,at
"one ",fog," two",2

# words by name
kwic("one fog two", "fog", 1, "words")
----
left,word,right,at
one,fog,two,2

# none
count(kwic("no such word", "fog"))
----
value
0

# rows of articles: columns as any others
articles | expand kwic(text, "fog", 2) as k | sort k.left desc | select id, k.left, k.word, k.right, k.at
----
id,k.left,k.word,k.right,k.at
art1,him. Fog.,Fog,on the,17
art1,and him.,Fog,. Fog on,16
-- 2 rows have no kwic(text, "fog", 2) to expand

# filtered by what follows
articles | expand kwic(text, "the", 1) as k | where k.right ~ "w*" | select id, k.word, k.right
----
id,k.word,k.right
art1,the,Winter
-- 1 row has no kwic(text, "the", 1) to expand

# sorted by what follows, of what precedes
articles | expand kwic(text, "the", 1) as k | where k.left != "on" | sort k.right, k.at desc | select id, k.left, k.right
----
id,k.left,k.right
art1,Night,oath
art2,and,palace.
art1,dock;,Winter
-- 1 row has no kwic(text, "the", 1) to expand

# sorted by what precedes, from the keyword on
articles | expand kwic(text, "the", 2) as k | sort backwards(k.left) | select id, k.left, k.right
----
id,k.left,k.right
art2,B. and,palace.
art1,the dock;,Winter Palace
art1,dusk. Night,oath was
art1,Fog on,dock; the
-- 1 row has no kwic(text, "the", 2) to expand

# words from the last to the first, without what is between
backwards(" … two, one\n(zero) ")
----
value
zero one two

# counted
articles | expand kwic(text, "the", 1) as k | count by k.right
----
k.right,count
oath,1
dock,1
Winter,1
palace.,1
-- 1 row has no kwic(text, "the", 1) to expand

# in the first words only
articles | where any(kwic(text, "the", 0), at < 8) | select id
----
id
art2

# beside the fields of its article
articles | expand kwic(text, "by", 1) as k | select title, k.right, rate: 1000 * count_of(text, "by") / words
----
title,k.right,rate
First report,her,40.0
-- 2 rows have no kwic(text, "by", 1) to expand

# as many as count_of counts
articles | where count(kwic(text, "the")) != count_of(text, "the") | count
----
count
0

# a pattern for each row
["a b c", "c b a"] | select x: kwic(it, nth(split(it, " "), 1), 1).right
----
x
b
b

# no text, no finds
articles | expand kwic(note, "fog") as k | count
----
count
0
-- 3 rows have no kwic(note, "fog") to expand

# snippet: the words with the most finds, and a mark around each
snippet("a b c x d e f g h x i x j k l m", "x", 5)
----
value
… h «x» i «x» j …

# the earliest of several
snippet("a x b c x d", "x", 3)
----
value
a «x» b …

# all of a short text, whatever its lines
snippet("«Peace,\n land   and bread!» ", "land", 30)
----
value
"«Peace, «land» and bread!»"

# without a find its beginning
snippet("a b c d e f", "x", 3)
----
value
a b c …

# thirty words unless said
length(snippet(join((range(10, 99) | select text(it)), " "), "50"))
----
value
95

# a find longer than that is cut
snippet("a x b c d y e", "x NEAR/5 y", 3)
----
value
… «x b c» …

# of no words
snippet("… !", "x") + "|" + snippet("", "x") + "|"
----
value
… !||

# highlight: the whole text
highlight("Red\n Guards,  red guards; guards", "red guards")
----
value
"«Red
 Guards»,  «red guards»; guards"

# ngrams: folded words, over everything between them
ngrams("L'été, — L'ÉTÉ 1917.", 2)
----
value
l ete
ete l
l ete
ete 1917

# as many words as there are, or none
["Red Guards", "Guards", ""] | select a: ngrams(it, 2), b: count(ngrams(it, 1)), c: count(ngrams(it, 32))
----
a,b,c
red guards,2,0
,1,0
,0,0

# a list of the commonest
articles | expand ngrams(text, 1) as g | count by g | where count > 2 | sort count desc, g
----
g,count
the,4

# of a word that no text has, every row has nothing to expand
articles | expand kwic(text, "zeppelin") as k | count
----
count
0
-- 3 rows have no kwic(text, "zeppelin") to expand

# wildcards, phrases, NEAR and one letter wrong: a row for each find
articles | expand kwic(text, "f?g", 1) as k | select id, k.left, k.word, k.right
articles | expand kwic(text, "winter palace", 1) as k | select id, k.left, k.word, k.right
articles | expand kwic(text, "dock NEAR/9 winter", 1) as k | select id, k.left, k.word, k.right
articles | expand kwic(text, "dokc~1", 1) as k | select id, k.left, k.word, k.right
----
id,k.left,k.word,k.right
art1,him.,Fog,. Fog
art1,Fog.,Fog,on
-- 2 rows have no kwic(text, "f?g", 1) to expand
id,k.left,k.word,k.right
art1,the,Winter Palace,stood
-- 2 rows have no kwic(text, "winter palace", 1) to expand
id,k.left,k.word,k.right
art1,the,dock; the Winter,Palace
-- 2 rows have no kwic(text, "dock NEAR/9 winter", 1) to expand
id,k.left,k.word,k.right
art1,the,dock,; the
-- 2 rows have no kwic(text, "dokc~1", 1) to expand
