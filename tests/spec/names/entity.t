%archive ../archive.gzt
%format csv

# by id
@ada.name
----
value
Ada

# by kind and id, where one id is of two kinds
[0] | select a: @organisation/guard.name, b: @publication/guard.name
----
a,b
Red Guard,The Guard

# by name
@"Boris".id
----
value
boris

# by an alias
@"A. Adamova".name
----
value
Ada

# by a title
@"The Ides".id
----
value
ides

# a link compared with an entity
events | where place = @smolny | select id
----
id
congress
talk
-- 5 more are possible: place not recorded

# != an entity
ships | where sister != @aurora | select id
----
id
oleg
-- 2 more are possible: sister not recorded

# two links that may be missing
ships as s | where any(ships, it = s.sister) | select id
----
id
amur
oleg
-- 2 more are possible (maybe)

# an entity in a list
events | where place in [@smolny, @zurich] | select id
----
id
congress
exile
talk
-- 5 more are possible: place not recorded

# in a place: itself and what lies in it
events | where place in @petrograd | select id
----
id
strike
shot
taken
rising
congress
talk
-- 5 more are possible: place not recorded

# in a place two levels up
events | where place in @russia | count
----
count
6
-- 5 more are possible: place not recorded

# in a place: not above it
[0] | select a: @petrograd in @petrograd, b: @smolny in @petrograd, c: @petrograd in @smolny, d: @zurich in @russia
----
a,b,c,d
true,true,false,false

# in a place given by a path
people | where birthplace in @boris.birthplace.part_of | select name
----
name
Ada
Boris
-- 8 more are possible: birthplace not recorded

# events are hierarchical too
events | where it in @rising | select id
----
id
shot
taken
rising
congress

# places in a list of places: some of them
events | where place in [@petrograd, @zurich] and type = "exile" | select id
----
id
exile

# relation.from is of any kind
relations | select from.name, type, to.name
----
from.name,type,to.name
Ada,sister,Boris
Soviet,seat,Smolny Institute
Boris,owes,Ada

# a field that only some kinds have is missing for the others
relations | select from.born, x: kind(from), y: label(from), z: from.id
----
from.born,x,y,z
1870,person,Ada,ada
,organisation,Soviet,soviet
1879-10,person,Boris,boris

# inverse links of one name from two fields
[0] | select a: @ada.relations.type, b: @ada.relations_to.type
----
a,b
sister,owes

# label without a name is the id
[0] | select a: label(@nobody), b: label(@rising), c: kind(@rising)
----
a,b,c
nobody,The rising,event

# an entity is one row
@ada | select name, died
----
name,died
Ada,1924

# entities of a list are rows
[@ada, @boris, @ada] | select name
----
name
Ada
Boris
Ada

# an entity of another kind is never equal
relations | where from = @soviet | select type
----
type
seat

# id is a text
people | where id in ["ivan", "gaius"] | select id
----
id
gaius
ivan

# one that is part of nothing
@zurich.part_of.name ?? "nowhere"
----
value
nowhere
