%archive order.gzt
%format csv

# what follows from the order is a date like any other; what was stated is kept beside it
events | select id, date, stated: stated(it), written: written(date)
----
id,date,stated,written
shot,1917-11-07T21:45,1917-11-07T21:45,1917-11-07T21:45
parley,[1917-11-07T21:45..1917-11-07T23:45],,within 2 hours after @shot
song,[1917-11-07T21:45..1917-11-08T02:10],,"after @parley, before @fall"
fall,1917-11-08T02:10,1917-11-08T02:10,1917-11-08T02:10
boat,[1917-11-07T21:45..1917-11-07T23:59],1917-11-07,1917-11-07
rest,[1917-11-08T02:10..],,after @feast
feast,[1917-11-08T02:10..],,after @fall
siege,1917-11-01/..,1917-11-01/..,1917-11-01..
march,1917-11-06/1917-11-07,1917-11-06/1917-11-07,1917-11-06..1917-11-07
meeting,1917-11-06T10:00/1917-11-06T12:00,1917-11-06T10:00/1917-11-06T12:00,1917-11-06T10:00..1917-11-06T12:00
talk,1917-11-08~,1917-11-08~,1917-11-08~
letter,[1917-11-03T10:00..1917-11-06T10:00],,no more than 3 days before @meeting
twice,[1917-01-01T00:00..1917-11-06T10:00],1917,1917
lost,,,

# earliest and latest, also of a span that prints as it was stated
@march | select date, earliest(date), latest(date), start(date), end(date)
----
date,earliest(date),latest(date),start(date),end(date)
1917-11-06/1917-11-07,1917-11-06T12:00:00,1917-11-07T21:45:59,[1917-11-06T12:00..1917-11-06T23:59],[1917-11-07T00:00..1917-11-07T21:45]

# an open end stays open
@siege | select date, latest(date)
----
date,latest(date)
1917-11-01/..,

# which fact or which order gives each bound
@parley | select b: bounds(it) | expand b
----
b
not before 1917-11-07T21:45: after @shot; @shot is dated 1917-11-07T21:45
not after 1917-11-07T23:45: within 2 hours after @shot; @shot is dated 1917-11-07T21:45

# through several events
@song | select b: bounds(it) | expand b
----
b
not before 1917-11-07T21:45: after @parley; @parley is after @shot; @shot is dated 1917-11-07T21:45
not after 1917-11-08T02:10: before @fall; @fall is dated 1917-11-08T02:10

# of a span its start and its end
@march | select b: bounds(it) | expand b
----
b
starts not before 1917-11-06T12:00: after @meeting; @meeting is dated 1917-11-06T10:00..1917-11-06T12:00
starts not after 1917-11-06: dated 1917-11-06..1917-11-07
ends not before 1917-11-07: dated 1917-11-06..1917-11-07
ends not after 1917-11-07T21:45: before @shot; @shot is dated 1917-11-07T21:45

# within so long before
@letter | select b: bounds(it) | expand b
----
b
not before 1917-11-03T10:00: no more than 3 days before @meeting; @meeting is dated 1917-11-06T10:00..1917-11-06T12:00
not after 1917-11-06T10:00: before @meeting; @meeting is dated 1917-11-06T10:00..1917-11-06T12:00

# a doubtful date stays as it is stated, and is not bound to it
@talk | select date, b: bounds(it) | expand b
----
date,b
1917-11-08~,not before 1917-11-07: dated c. 1917-11-08
1917-11-08~,not after 1917-11-07T21:45: before @shot; @shot is dated 1917-11-07T21:45

# a date that the order does not touch
@shot | select b: bounds(it) | expand b
----
b
not before 1917-11-07T21:45: dated 1917-11-07T21:45
not after 1917-11-07T21:45: dated 1917-11-07T21:45

# nothing is known: no bounds
@lost | select n: count(bounds(it)), stated(it)
----
n,stated(it)
0,

# not an event with a date
places | select name, n: count(bounds(it)), stated(it)
----
name,n,stated(it)
Here,0,

# comparisons, ranges and sorting know the tightened bounds
events | where date in 1917-11-07 | sort date | select id
----
id
shot
parley
boat
-- 2 more are possible (maybe)
-- 1 more is possible: date not recorded

# and what is possible only
events | where unknown(date before 1917-11-07T23:00) | sort date | select id
----
id
siege
parley
boat
song
talk
lost

# only what follows from the order
events | where stated(it) is null and date is not null | select id
----
id
parley
song
rest
feast
letter

# of two claims the first is tightened, the second stays
@twice | select date, b: bounds(it) | expand b
----
date,b
[1917-01-01T00:00..1917-11-06T10:00],not before 1917-01-01: dated 1917
[1917-01-01T00:00..1917-11-06T10:00],not after 1917-11-06T10:00: before @letter; @letter is before @meeting; @meeting is dated 1917-11-06T10:00..1917-11-06T12:00

# the links are fields like any other
events | where after has @shot | select id, after, before
----
id,after,before
parley,shot,
boat,shot,

# grouped by the dates as they are now
events | count by year(date)
----
year(date),count
1917,10
,4

# in JSON
%format jsonl
events | where id in ["parley", "rest"] | select id, date
----
{"id":"parley","date":"[1917-11-07T21:45..1917-11-07T23:45]"}
{"id":"rest","date":"[1917-11-08T02:10..]"}
