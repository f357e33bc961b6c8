## ~ and ? widen by one unit of the precision, % by two; set circa sets the width.
%archive ../archive.gzt
%format csv

# a year in question reaches one year to either side
[0] | select a: @elena.born in 1871..1873, b: @elena.born in 1872, c: @elena.born in 1870, d: @elena.born before 1874, e: @elena.born before 1873
----
a,b,c,d,e
true,,false,true,

# circa does too
[0] | select a: @dmitri.died in 1917..1919, b: @dmitri.died in 1918, c: @dmitri.died before 1917, d: @dmitri.died after 1917
----
a,b,c,d
true,,false,

# both: two years
[0] | select a: date("1918%") in 1916..1920, b: date("1918%") in 1917..1919, c: date("1918%") before 1916
----
a,b,c
true,,false

# a month is widened by a month
[0] | select a: date("1917-11~") + 0 days in 1917-10..1917-12, b: date("1917-11~") + 0 days in 1917-11
----
a,b
true,

# exactly takes the qualifier off
[0] | select a: exactly(@elena.born) in 1872, b: exactly(@elena.born)
----
a,b
true,1872

# set circa makes it wider
set circa = 5 years
[0] | select a: @elena.born in 1871..1873, b: @elena.born in 1867..1877, c: @elena.born in 1867
----
a,b,c
,true,

# set circa = 0 takes no notice of it
set circa = 0
[0] | select a: @elena.born in 1872, b: @dmitri.died in 1918
----
a,b
true,true

# set holds for what is written below it
[0] | select a: @elena.born in 1872
set circa = 0
[0] | select a: @elena.born in 1872
----
a
""
a
true

# the qualifier is not lost in parts
[0] | select a: year(@elena.born), b: year(@dmitri.died), c: decade(@elena.born)
----
a,b,c
1872,1918,1870

# a qualified literal in a query is widened as well
@ada | select a: born before 1871~, b: born before 1871
----
a,b
,true
