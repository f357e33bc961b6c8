## Dates as people write them: read_date. The table of all forms is tests/unit/read_date.tsv.
%format csv

# about, a span, a moment between, one of two days
["um 1870", "1914–1918", "between 1914 and 1918", "28. 3. oder 6. 4. 1483"] | select text: it, d: read_date(it)
----
text,d
um 1870,1870~
1914–1918,1914/1918
between 1914 and 1918,[1914..1918]
28. 3. oder 6. 4. 1483,"[1483-03-28,1483-04-06]"

# before and after mean what the language means by them
["before 1929", "nach 1929", "avant 1929", "не позднее 1929"] | select d: read_date(it), before: read_date(it) before 1929, after: read_date(it) after 1929
----
d,before,after
[..1928],true,false
[1930..],false,true
[..1928],true,false
[..1929],,false

# what can't be read for certain is missing
["9. 5. 97", "Montag", "7 November", "31 April 1907", ""] | select text: it, d: read_date(it)
----
text,d
9. 5. 97,
Montag,
7 November,
31 April 1907,
,

# the language settles the order of day and month
[null] | select none: read_date("3/4/1917"), de: read_date("3/4/1917", "de"), us: read_date("3/4/1917", "en-US")
----
none,de,us
"[1917-03-04,1917-04-03]",1917-04-03,1917-03-04

# a date of two calendars is read if they agree, and says which was written
%format table
["25 октября (7 ноября) 1917 г.", "25 октября (6 ноября) 1917 г.", "10/21 February 1750/51"] | select d: read_date(it), gregorian: edtf(read_date(it))
----
┌───────────────┬────────────┐
│ d             │ gregorian  │
├───────────────┼────────────┤
│ 1917-10-25 OS │ 1917-11-07 │
│ ∅             │ ∅          │
│ 1751-02-10 OS │ 1751-02-21 │
└───────────────┴────────────┘

# read dates are compared in three values
%format csv
["um 1870", "Anfang 1870", "1870", "im Sommer 1870"] | select text: it, x: read_date(it) before 1870-06
----
text,x
um 1870,
Anfang 1870,true
1870,
im Sommer 1870,false

# a missing text is a missing date
[null] | select a: 1, d: read_date(if it is null then null else "1917")
----
a,d
1,

# a year of two digits is read within the years that are given, if one of them fits
%format csv
["9. 5. 97", "26/12 98", "um 1870"] | select text: it, none: read_date(it, "de"), d: read_date(it, "de", within(1890..1931)), two: read_date(it, "de", within(1790..1931))
----
text,none,d,two
9. 5. 97,,1897-05-09,
26/12 98,,1898-12-26,
um 1870,1870~,1870~,1870~
