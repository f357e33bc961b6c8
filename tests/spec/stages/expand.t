%archive ../archive.gzt
%format csv

# a field is replaced by its element
people | expand role | select name, role
----
name,role
Ada,leader
Ada,writer
Boris,leader
Clara,writer
Fyodor,leader
-- 7 rows have no role to expand

# as adds a column and leaves the field
people | where id = "ada" | expand role as r | select name, role, r
----
name,role,r
Ada,leader; writer,leader
Ada,leader; writer,writer

# repeated elements give repeated rows
events | where id = "talk" | expand people as p | select p.name
----
p.name
Clara
Ada
Clara

# twice
events | where id = "congress" | expand people as p | expand p.role as r | select p.name, r
----
p.name,r
Ada,leader
Ada,writer
Clara,writer

# a path
ships | expand crew.name as n | select name, n
----
name,n
Aurora,Boris
Aurora,ivan
Zarya,ivan
-- 2 rows have no crew.name to expand

# the row is still an entity
ships | expand crew as c | where c.id = "ivan" | follow crew | select id
----
id
boris
ivan
-- 2 rows have no crew to expand

# a list written there
ships | take 1 | expand [1, 2] as n | select name, n
----
name,n
Aurora,1
Aurora,2

# a query
ships | where id = "amur" | expand (archive.ships | where guns = 5) as other | select name, other.name
----
name,other.name
Amur,Amur
Amur,Zarya

# who stands beside whom
events | expand people as a | expand people as b | where a.id < b.id | count by a.name, b.name | take 2
----
a.name,b.name,count
Ada,Clara,3
Ada,Boris,1
-- 4 rows have no people to expand

# none has any
people | where id = "nobody" | expand role | select role
----
role
-- 1 row has no role to expand
-- nothing is left after: expand role

# expand a column
ships | select name, crew | expand crew | select name, crew.name
----
name,crew.name
Aurora,Boris
Aurora,ivan
Zarya,ivan
-- 2 rows have no crew to expand
