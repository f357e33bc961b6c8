## Keywords below one another.
%archive ../archive.gzt

# what is asked about in front, the keyword in a column
articles | expand kwic(text, "the", 2) as k | as kwic
----
First report  dusk. Night The oath was
First report       Fog on the dock; the
First report    the dock; the Winter Palace
Zürich notes       B. and the palace.
-- 1 row has no kwic(text, "the", 2) to expand

# chosen columns in front, numbers at the right of theirs
articles | expand kwic(text, "the", 1) as k | select at: 5 * k.at, k.left, id, k.word, k.right | as kwic
----
 40  art1  Night The oath
 95  art1     on the dock
105  art1  dock; the Winter
 25  art2    and the palace.
-- 1 row has no kwic(text, "the", 1) to expand

# of no row of an archive
kwic("All power to the Soviets! Soviet power?", "soviet*", 3) | as kwic
----
5     power to the Soviets! Soviet power?
6  to the Soviets! Soviet power?

# columns of one's own
[{left: "a", word: "b", right: "c"}, {left: "aaaa", word: "bb", right: ""}, {left: "", word: "b", right: "d"}] | as kwic
----
   a b c
aaaa bb
     b d

# a narrow window cuts the context on both sides
%width 40
kwic("The people called for bread and for all power to the Soviets of workers and peasants", "power", 9) | as kwic
----
9  …ad and for all power to the Soviets…

# a wide letter takes two cells, a mark none
%width 30
kwic("日本語 x одна две три четыре пять; caq\u{301} crème y x ほしい物", "x", 9) | as kwic
----
 2       日本語 x одна две тр…
11  …aq́ crème y x ほしい物

# the other columns take a third of it at most
%width 60
articles | expand kwic(text, "fog") as k | select name: "A very long name of an article", id, k.left, k.word, k.right | as kwic
----
A very …  art1  …rn by her and him. Fog. Fog on the dock; t…
A very …  art1  … her and him. Fog. Fog on the dock; the Wi…
-- 2 rows have no kwic(text, "fog") to expand

# a long find is cut as well
%width 40
kwic("Trotsky stood for a long while on the deck of the Aurora", "trotsky NEAR/20 aurora") | as kwic
----
1  Trotsky stood for a long while on t…

# no rows, no lines
kwic("nothing of it", "x") | as kwic
----

# other formats show all columns
articles | expand kwic(text, "dock", 1) as k | select id, k.left, k.word, k.right | as csv
----
id,k.left,k.word,k.right
art1,the,dock,; the
-- 2 rows have no kwic(text, "dock", 1) to expand

# controls are shown
[{left: "\u{1b}[2J", word: "b", right: "c"}] | as kwic
----
\x1b[2J b c

# blanks beside the keyword are not doubled
kwic("All power to the Soviets! Soviet power?", "soviet*", 8, "characters") | as kwic
----
5   to the Soviets! Soviet
6  oviets! Soviet power?
