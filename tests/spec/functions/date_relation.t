## allen and common: what two dates may have to do with each other.
%format csv
%archive ../dates/pieces.gzt

# each of Allen's thirteen (J. F. Allen, Maintaining knowledge about temporal intervals, 1983, figure 2)
let x = date("1917-11-03T00:00:00/1917-11-04T23:59:59")
[1] | select a: first(allen(x, date("1917-11-06T00:00:00/1917-11-07T00:00:00"))), b: first(allen(x, date("1917-11-05T00:00:00/1917-11-07T00:00:00"))), c: first(allen(x, date("1917-11-04T00:00:00/1917-11-07T00:00:00"))), d: first(allen(x, date("1917-11-03T00:00:00/1917-11-07T00:00:00"))), e: first(allen(x, date("1917-11-01T00:00:00/1917-11-07T00:00:00"))), f: first(allen(x, date("1917-11-01T00:00:00/1917-11-04T23:59:59"))), g: first(allen(x, x))
[1] | select a: first(allen(date("1917-11-06T00:00:00/1917-11-07T00:00:00"), x)), b: first(allen(date("1917-11-05T00:00:00/1917-11-07T00:00:00"), x)), c: first(allen(date("1917-11-04T00:00:00/1917-11-07T00:00:00"), x)), d: first(allen(date("1917-11-03T00:00:00/1917-11-07T00:00:00"), x)), e: first(allen(date("1917-11-01T00:00:00/1917-11-07T00:00:00"), x)), f: first(allen(date("1917-11-01T00:00:00/1917-11-04T23:59:59"), x))
----
a,b,c,d,e,f,g
before,meets,overlaps,starts,during,finishes,equals
a,b,c,d,e,f
after,met by,overlapped by,started by,contains,finished by

# two moments of one year
allen(1917, 1917)
----
value
before
meets
equals
met by
after

# a moment and a span that may hold it
allen(1917-10, 1917..1918)
----
value
before
meets
starts
during

# spans of years
allen(1905..1907, 1906..1908)
----
value
overlaps

# years that follow each other may meet
allen(1905..1906, 1907..1908)
----
value
before
meets

# a gap leaves no room
allen(@plain.date, @both.date)
allen(@plain.date, @either.date)
----
value
during
value
before
meets
met by
after

# missing of a missing date
[1] | select n: count(allen(@none.date, 1917))
----
n
0

# doubt counts as in comparisons
allen(1917~, 1918)
set circa = 0 days
allen(1917~, 1918)
----
value
before
meets
equals
met by
after
value
before
meets

# what both allow: moments
[1] | select a: common(1917, 1917-11), b: common(191X, within(1917-06..1923)), c: common(1917-11-06, 1917-11-07), d: common(1917~, 1918)
----
a,b,c,d
1917-11,[1917-06-01..1919-12-31],,1918

# the same date stays as it is written
[1] | select a: common(1917~, 1917~), b: common(1917-11?, 1910..1920)
----
a,b
1917~,[1917-10-01..1917-12-31]

# pieces
[1] | select a: common(@christmas.date, 1562..1564), b: common(@either.date, 1669-03), c: common(date("XXXX-12-25"), 1905..1907), d: common(@either.date, 1668), e: common(date("XXXX-12-25"), 1564-12)
----
a,b,c,d,e
"[1562-12-25,1563-12-25,1564-12-25]",1669-03,"[1905-12-25,1906-12-25,1907-12-25]",,1564-12-25

# a moment within a span, two spans
[1] | select a: common(1906, 1904..1907), b: common(1910, 1904..1907), c: common(1904.., ..1907), d: common(1904..1907, 1904-03..1907-02), e: common(1904..1907, 1905..1907)
----
a,b,c,d,e
1906,,1904/1907,1904-03/1907-02,

# sets of all members: what one of them may take up; beside a span from the first to the last
[1] | select a: common(within(1665..1668), date("{1667,1670}")), b: common(1668, date("{1667,1670}")), c: common(date("{1667,1670}"), 1667..1670), d: common(date("{1667,1670}"), date("{1667,1669..1670}"))
----
a,b,c,d
1667,,1667/1670,

# masks at the ends of spans
[1] | select a: common(date("191X-12-25/1920-05"), 1914..1920), b: common(date("191X-12-25/1920"), date("191X-11/1920"))
----
a,b
1914-12-25/1920-05,
