%archive ../archive.gzt
%format csv

# a whole-number literal alone is a number
[1917] | select a: it + 1
----
a
1918

# a month
1917-11
----
value
1917-11

# a day
1917-11-07
----
value
1917-11-07

# a minute
1917-11-08T02:10
----
value
1917-11-08T02:10

# a decade
191X
----
value
191X

# a century
19XX
----
value
19XX

# in question
1917-11?
----
value
1917-11?

# approximate
1917~
----
value
1917~

# both
1917%
----
value
1917%

# Old Style is shown as New Style
1917-10-25 OS
----
value
1917-11-07

# a year before the common era
date("-0043")
----
value
-0043

# a year before the common era, with its suffix
44 BCE
----
value
-0043

# a day before the common era
0044-03-15 BCE
----
value
-0043-03-15

# a day before the common era, Old Style
0044-03-15 BCE OS
----
value
-0043-03-13

# a range of days
1917-11-06..1917-11-08
----
value
1917-11-06/1917-11-08

# a range without end
1917-11-06..
----
value
1917-11-06/..

# a range without beginning
..1917-11-06
----
value
../1917-11-06

# one unknown moment
within(1904..1907)
----
value
[1904..1907]

# a dual year
1671/2-02-06
----
value
1672-02-06

# the 29th of February of the Julian year 1900
1900-02-29 OS
----
value
1900-03-13

# EDTF in a text
date("1904/1907")
----
value
1904/1907

# is a text a date
[0] | select a: is_date("1917-11-07"), b: is_date("1917-11-31"), c: is_date("soon"), d: is_date("")
----
a,b,c,d
true,false,false,false

# a table writes the era
%format table
44 BCE
----
┌────────┐
│ value  │
├────────┤
│ 44 BCE │
└────────┘

# what was written is kept
[0] | select a: written(@strike.date), b: written(@ides.date), c: written(@elena.born)
----
a,b,c
1917-02-18 OS,0044-03-15 BCE OS,1872?

# an age that leaps over BCE has no year 0
[0] | select a: year(1 BCE), b: year(2 BCE), c: year(0001-01-01)
----
a,b,c
0,-1,1
