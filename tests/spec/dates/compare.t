%archive ../archive.gzt
%format csv

# before a year: births of each kind
people | select name, x: born before 1880
----
name,x
Ada,true
Boris,true
Clara,false
Dmitri,false
Élena,true
Fyodor,true
Gaius,true
Hanna Ström,
ivan,true
Mária,false
,

# before a day within a recorded month
people | where born is not null | select name, x: born before 1879-10-15
----
name,x
Ada,true
Boris,
Clara,false
Dmitri,false
Élena,true
Fyodor,true
Gaius,true
ivan,true
Mária,false

# before a year within a recorded decade
people | where born is not null | select name, x: born before 1885
----
name,x
Ada,true
Boris,true
Clara,true
Dmitri,
Élena,true
Fyodor,true
Gaius,true
ivan,true
Mária,true

# after a year
people | where born is not null | select name, x: born after 1880
----
name,x
Ada,false
Boris,false
Clara,false
Dmitri,
Élena,false
Fyodor,false
Gaius,false
ivan,false
Mária,false

# in a year
people | where born is not null | select name, x: born in 1880
----
name,x
Ada,false
Boris,false
Clara,true
Dmitri,
Élena,false
Fyodor,false
Gaius,false
ivan,false
Mária,true

# not in is the opposite, and unknown stays unknown
people | where born is not null | select name, x: born not in 1880
----
name,x
Ada,true
Boris,true
Clara,false
Dmitri,
Élena,true
Fyodor,true
Gaius,true
ivan,true
Mária,false

# < is before, > is after
people | select a: (born < 1885) = (born before 1885), b: (born > 1880) = (born after 1880) | distinct
----
a,b
true,true
,

# <= a year includes it
people | where born is not null | select name, x: born <= 1880
----
name,x
Ada,true
Boris,true
Clara,true
Dmitri,
Élena,true
Fyodor,true
Gaius,true
ivan,true
Mária,true

# >= a year includes it
people | where born is not null | select name, x: born >= 1880
----
name,x
Ada,false
Boris,false
Clara,true
Dmitri,true
Élena,false
Fyodor,false
Gaius,false
ivan,false
Mária,true

# the written date may stand on the left
people | where 1880 after born | select name
----
name
Ada
Boris
Élena
Fyodor
Gaius
ivan
-- 2 more are possible: born not recorded

# in a range of years, both included
people | where born is not null | select name, x: born in 1870..1880
----
name,x
Ada,true
Boris,true
Clara,true
Dmitri,
Élena,true
Fyodor,false
Gaius,false
ivan,true
Mária,true

# in a list of years
people | where born is not null | select name, x: born in [1870, 1880]
----
name,x
Ada,true
Boris,false
Clara,true
Dmitri,
Élena,false
Fyodor,false
Gaius,false
ivan,false
Mária,true

# in a range with an open end
people | where born is not null | select name, x: born in 1880..
----
name,x
Ada,false
Boris,false
Clara,true
Dmitri,true
Élena,false
Fyodor,false
Gaius,false
ivan,false
Mária,true

# in a range with an open beginning
people | where born in ..1870 | select name
----
name
Ada
Fyodor
Gaius
-- 2 more are possible: born not recorded

# in a decade
people | where born in 188X | select name
----
name
Clara
Dmitri
Mária
-- 2 more are possible: born not recorded

# a moment between two years, asked for one of them
people | where id = "ivan" | select a: born in 1875, b: born in 1875..1878, c: born before 1876, d: born after 1878, e: born in 187X
----
a,b,c,d,e
,true,,false,true

# spans in a year: the whole span
events | select id, x: date in 1917
----
id,x
strike,true
shot,true
taken,true
rising,true
congress,true
war,false
exile,false
letter,
feud,false
ides,false
sketch,false
talk,

# spans that overlap a year: a part of the span
events | select id, x: date overlaps 1917
----
id,x
strike,true
shot,true
taken,true
rising,true
congress,true
war,true
exile,true
letter,
feud,
ides,false
sketch,false
talk,

# a span is before a year when it ends before it
events | select id, x: date before 1917-04
----
id,x
strike,true
shot,false
taken,false
rising,false
congress,false
war,false
exile,false
letter,
feud,
ides,true
sketch,true
talk,

# a span is after a year when it begins after it
events | select id, x: date after 1916
----
id,x
strike,true
shot,true
taken,true
rising,true
congress,true
war,false
exile,false
letter,true
feud,false
ides,false
sketch,false
talk,

# a span is not after a year that it touches
events | select id, x: date <= 1916
----
id,x
strike,false
shot,false
taken,false
rising,false
congress,false
war,true
exile,true
letter,false
feud,true
ides,true
sketch,true
talk,

# a span in a range that is as long
events | where date in 1914-08..1918-11 and type = "war" | select id
----
id
war

# hours on a day
events | where date in 1917-11-07 | select id
----
id
shot
congress
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# a day within a span
events | where date overlaps 1917-11-07 | select id
----
id
shot
rising
congress
war
-- 2 more are possible (maybe)
-- 1 more is possible: date not recorded

# before a minute
events | where type in ["battle", "arrest"] | select id, x: date before 1917-11-08T02:10, y: date after 1917-11-07T21:39
----
id,x,y
shot,true,true
taken,false,true

# a date with a minute against its own minute
[0] | select a: @taken.date before 1917-11-08T02:11, b: @taken.date after 1917-11-08T02:09, c: @taken.date in 1917-11-08T02:10
----
a,b,c
true,true,true

# years before the common era
events | where date before 1 BCE | select id
----
id
ides
-- 1 more is possible: date not recorded

# a year before the common era
people | where died in 44 BCE | select name, died
----
name,died
Gaius,-0043-03-13
-- 3 more are possible: died not recorded

# a range over the eras
people | where died in 100 BCE..0100-12-31 | select name
----
name
Gaius
-- 3 more are possible: died not recorded

# Old Style in a query
people | where born in 1868-05-06 OS | select name
----
name
Fyodor
-- 2 more are possible: born not recorded

# a year of the old calendar
events | where type = "strike" | select a: date in 1917-02 OS, b: date in 1917-02
----
a,b
true,false
