## Dates with masks and sets: unknown only where it depends on what is not known.
%archive pieces.gzt
%format csv

# a gap between two years: neither of them is 1668
events | where date in 1668 | select id
events | where maybe(date in 1668) | select id
----
id
plain
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded
id
doubtful
plain
none

# one of two years lies within all three; so do both
events | where date in 1667..1669 | select id
----
id
either
both
plain
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# each member of a set in braces must lie within
[0] | select a: @both.date in 1667..1669, b: @both.date in 1667, c: @both.date in 1667..1668
----
a,b,c
true,false,false

# one of several is within if it may be that one
[0] | select a: @either.date in 1667..1669, b: @either.date in 1667, c: @either.date in 1668
----
a,b,c
true,,false

# a digit that is open: no day but Christmas
[0] | select a: @christmas.date in 1560..1569, b: @christmas.date in 1565-12-25, c: @christmas.date in 1565-12-24, d: @christmas.date in 1570
----
a,b,c,d
true,,false,false

# years that end in one
[0] | select a: @some_ones.date in 1601..1691, b: @some_ones.date in 1602..1610, c: @some_ones.date in 1602..1611, d: @some_ones.date before 1601, e: @some_ones.date before 1692
----
a,b,c,d,e
true,false,,false,true

# before and after ask the outermost only
[0] | select a: @both.date before 1670, b: @both.date before 1669, c: @either.date before 1669, d: @either.date after 1666, e: @years.date after 1672
----
a,b,c,d,e
true,false,,true,false

# both years overlap what lies over one of them; one of two does not surely
[0] | select a: @both.date overlaps 1667, b: @either.date overlaps 1667, c: @both.date overlaps 1668, d: @years.date overlaps 1671-05-02
----
a,b,c,d
true,,false,true

# two recorded dates with gaps
[0] | select a: @both.date overlaps @plain.date, b: @either.date before @plain.date, c: @both.date in @long.date, d: @christmas.date before @both.date, e: @either.date = @plain.date, f: @either.date = @either.date
----
a,b,c,d,e,f
false,,true,true,false,true

# a span that ends on some Christmas
[0] | select a: @span.date overlaps 1567, b: @span.date in 1566..1569, c: @span.date overlaps 1570, d: @span.date overlaps 1566-12-25
----
a,b,c,d
,true,false,

# a mask written in a query is all days that it names
events | where date in date("156X-12-25") | select id
events | where maybe(date in date("156X-12-25")) | select id
----
id
christmas
day
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded
id
christmas
span
day
none

# so is a set
[0] | select a: @plain.date in date("[1667,1669]"), b: @both.date in date("[1667,1669]"), c: @either.date in date("{1667,1669}"), d: @day.date in date("XXXX-12-XX"), e: 1667 in date("{1667,1668}"), f: 1667-06..1668-02 in date("{1667,1668}")
----
a,b,c,d,e,f
false,true,true,true,true,true

# what begins in one named year and ends in the other is not within them
[0] | select a: 1667..1669 in date("[1667,1669]"), b: 1667..1669 overlaps date("[1668,1680]"), c: 1665..1666 overlaps date("[1668,1680]")
----
a,b,c
false,true,false

# a mark doubts its piece alone
[0] | select a: @doubtful.date in 1667, b: maybe(@doubtful.date in 1668), c: maybe(@doubtful.date in 1679), d: maybe(@doubtful.date in 1680)
----
a,b,c,d
,true,false,true

# as far as the setting says
set circa = 12 years
[0] | select a: maybe(@doubtful.date in 1679), b: maybe(@doubtful.date in 1690)
----
a,b
true,false

# nothing is doubted with a setting of 0
set circa = 0 days
[0] | select a: maybe(@doubtful.date in 1668), b: maybe(@doubtful.date in 1667)
----
a,b
false,true

# doubt about a written mask: its edges
[0] | select a: 1565-12-25 in date("156X-12-25~"), b: 1565-12-26 in date("156X-12-25~"), c: 1565-12-27 in date("156X-12-25~")
----
a,b,c
,,false

# the condition answered from the index counts what is possible
events | where date in 1667
----
id,source,same,title,type,date,place,people,organisations,part_of,after,before,note
-- 2 more are possible (maybe)
-- 1 more is possible: date not recorded
-- nothing is left after: where date in 1667

# from start to end
events | where date is not null | select id, start: start(date), end: end(date), length: length(date), first: earliest(date), last: latest(date)
----
id,start,end,length,first,last
christmas,156X-12-25,156X-12-25,P0D,1560-12-25,1569-12-25
either,"[1667,1669]","[1667,1669]",P0D,1667-01-01,1669-12-31
both,1667,1669,P1Y/P2Y,1667-01-01,1669-12-31
years,1667,1672,P4Y/P5Y,1667-01-01,1672-12-31
some_ones,16X1,16X1,P0D,1601-01-01,1691-12-31
doubtful,"[1667~,1680]","[1667~,1680]",P0D,1667-01-01,1680-12-31
span,1566,"[1566-12-25,1567-12-25,1568-12-25,1569-12-25]",P0D/P3Y,1566-01-01,1569-12-25
plain,1668,1668,P0D,1668-01-01,1668-12-31
day,1565-12-25,1565-12-25,P0D,1565-12-25,1565-12-25
long,1660,1690,P29Y/P30Y,1660-01-01,1690-12-31
