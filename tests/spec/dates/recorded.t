## Two recorded dates: true in every world, false in none, else unknown.
%archive ../archive.gzt
%format csv

# the same year twice is not certainly before
[0] | select a: @maria.born before @clara.born, b: @clara.born before @maria.born, c: @maria.born after @clara.born
----
a,b,c
,,

# different years are
[0] | select a: @ada.died before @boris.died, b: @boris.died before @ada.died
----
a,b
true,false

# = of what is stated alike
people | where born is not null | select name, x: born = born
----
name,x
Ada,true
Boris,true
Clara,true
Dmitri,true
Élena,
Fyodor,true
Gaius,true
ivan,true
Mária,true

# = of dates that can meet
[0] | select a: @maria.born = @clara.born, b: @ada.born = @clara.born, c: @maria.born = @dmitri.born
----
a,b,c
,false,

# != is its opposite
[0] | select a: @maria.born != @clara.born, b: @ada.born != @clara.born, c: @ada.born != @ada.born
----
a,b,c
,true,false

# a moment in a span whose end is known to the day
[0] | select a: @shot.date in @rising.date, b: @taken.date in @rising.date, c: @congress.date in @rising.date, d: @strike.date in @rising.date
----
a,b,c,d
true,,true,false

# spans that overlap
[0] | select a: @war.date overlaps @rising.date, b: @exile.date overlaps @strike.date, c: @exile.date overlaps @rising.date, d: @rising.date overlaps @taken.date
----
a,b,c,d
true,true,false,

# two days that are one
[0] | select a: @ivan.died before @taken.date, b: @ivan.died after @shot.date, c: @ivan.died = @taken.date
----
a,b,c
,true,

# who died before another was born
people as p | where died is not null
            | select name, n: count(archive.people[p.died before born])
----
name,n
Ada,0
Boris,0
Dmitri,0
Élena,0
Fyodor,0
Gaius,8
ivan,0
Mária,0
-- archive.people[p.died before born] leaves out 16 that are possible

# what is calculated is recorded
[0] | select a: @maria.born + 1 year before @maria.born + 1 year, b: @ada.born + 10 years before @clara.born
----
a,b
,
