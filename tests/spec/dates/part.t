%archive ../archive.gzt
%format csv

# year
people | select name, y: year(born)
----
name,y
Ada,1870
Boris,1879
Clara,1880
Dmitri,
Élena,1872
Fyodor,1868
Gaius,-99
Hanna Ström,
ivan,
Mária,1880
,

# month
people | where born is not null | select m: month(born)
----
m
""
10
5
""
""
5
7
""
""

# day
people | where day(born) is not null and id != "fyodor" | select name, d: day(born)
----
name,d
Clara,14
Gaius,12

# hour and minute
events | where hour(date) is not null | select id, h: hour(date), m: minute(date)
----
id,h,m
shot,21,40
taken,2,10

# weekday
people | where weekday(born) is not null | select name, w: weekday(born) | take 2
----
name,w
Clara,Friday
Fyodor,Monday

# decade
people | where born is not null | select name, d: decade(born)
----
name,d
Ada,1870
Boris,1870
Clara,1880
Dmitri,1880
Élena,1870
Fyodor,1860
Gaius,-100
ivan,1870
Mária,1880

# century
people | where born after 1800 | select c: century(born) | distinct
----
c
19
-- 2 more are possible: born not recorded

# the part of a span is the part that all of it has
events | select id, y: year(date)
----
id,y
strike,1917
shot,1917
taken,1917
rising,1917
congress,1917
war,
exile,
letter,
feud,
ides,-43
sketch,1905
talk,

# earliest and latest
people | where born is not null | select name, a: earliest(born), b: latest(born)
----
name,a,b
Ada,1870-01-01,1870-12-31
Boris,1879-10-01,1879-10-31
Clara,1880-05-14,1880-05-14
Dmitri,1880-01-01,1889-12-31
Élena,1872-01-01,1872-12-31
Fyodor,1868-05-18,1868-05-18
Gaius,-0099-07-12,-0099-07-12
ivan,1875-01-01,1878-12-31
Mária,1880-01-01,1880-12-31

# start and end of a span
[0] | select a: start(@war.date), b: end(@war.date), c: start(@shot.date), d: end(@shot.date)
----
a,b,c,d
1914-08,1918-11,1917-11-07T21:40,1917-11-07T21:40

# an open end
[0] | select a: start(@feud.date), b: end(@feud.date)
----
a,b
1911,[1911..]

# precision
people | where born is not null and id != "ivan" | select name, p: precision(born)
----
name,p
Ada,year
Boris,month
Clara,day
Dmitri,decade
Élena,year
Fyodor,day
Gaius,day
Mária,year

# precision of times of day
precision(@shot.date)
----
value
minute

# julian
[0] | select a: julian(@strike.date), b: julian(@ides.date), c: julian(@congress.date)
----
a,b,c
1917-02-18 OS,-0043-03-15 OS,1917-10-25 OS

# edtf
events | where date is not null | select e: edtf(date)
----
e
1917-03-03
1917-11-07T21:40
1917-11-08T02:10
1917-11-06/1917-11-08
1917-11-07
1914-08/1918-11
1916/1917-04-09
[1917..1919]
1911/..
-0043-03-13
1905~
