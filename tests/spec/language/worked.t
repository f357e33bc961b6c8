## The worked examples of the language, on the fixture archive.
%archive ../archive.gzt
%format csv

# hour by hour
events | where date in 1917-11-07 | sort date | select date, title, place.name
----
date,title,place.name
1917-11-07,The congress meets,Smolny Institute
1917-11-07T21:40,The Aurora fires,Winter Palace
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# who died by violence, and at what age at least
people | where role has "leader" and fate in ["executed", "assassinated"]
       | select name, fate, age: died - born | sort age
----
name,fate,age
Fyodor,executed,P50Y1M29DT1H30M
Boris,executed,P56Y9M/P56Y10M
-- no fate is "assassinated"

# who is named together with one, paragraph by paragraph
passages | where people has @boris | expand people as other
         | where other != @boris | count by other.name
----
other.name,count
Ada,1

# what may have happened before a day, but need not have
events | where unknown(date before 1918) | select id
----
id
letter
feud
talk

# Old Style dates
events | where date in 1917-11-06..1917-11-08 | select title, os: julian(date)
----
title,os
The Aurora fires,1917-10-25T21:40 OS
The palace is taken,1917-10-26T02:10 OS
The rising,1917-10-24 OS..1917-10-26 OS
The congress meets,1917-10-25 OS
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# rates per thousand words
articles | with rate: 1000 * count_of(text, "fog") / words | top 1 by rate
         | select title, author.name, rate
----
title,author.name,rate
First report,Ada,80.0

# who lived through two days
people | where born before 1880 and maybe(died after 1930) | select name, born, died
----
name,born,died
Boris,1879-10,1936-08-25
Élena,1872?,1952
-- 2 more are possible (maybe)

# with a name for the row, a filter and a let
let soldiers = people | where fate = "executed"
fn lifespan(p: person) = p.died - p.born
soldiers | where lifespan(it) > 40 years | select name
----
name
Boris
Fyodor
-- fate = "executed" leaves out 4 that are possible

# count of a filter
people | where count(events[date in 1917]) > 1 | select name
----
name
Ada
Boris
-- events[date in 1917] leaves out 3 that are possible
