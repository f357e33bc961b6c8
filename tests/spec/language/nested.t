## Correlated queries.
%archive ../archive.gzt
%format csv

# a count for each row
ships as s | select name, as_strong: count(archive.ships | where guns = s.guns)
----
name,as_strong
Aurora,1
Amur,2
Zarya,2
Oleg,1

# a condition over another collection
ships as s | where count(archive.ships | where guns > s.guns) = 0 | select name
----
name
Aurora

# a list for each row
places as p | where type = "city" | select id, inside: (archive.places | where part_of = p | select name)
----
id,inside
petrograd,Smolny Institute; Winter Palace
zurich,
-- part_of = p leaves out 4 that are possible

# three levels
places as p | where id = "russia"
  | select n: sum(archive.places as q | where part_of = p | select m: count(archive.places | where part_of = q))
----
n
2
-- part_of = p leaves out 2 that are possible
-- part_of = q leaves out 2 that are possible

# sort and take within each row
people as p | where count(events) > 1
  | select name, last: (p.events | where date is not null | sort date desc | take 1 | select title)
----
name,last
Ada,The congress meets
Boris,The palace is taken
Clara,The congress meets

# grouped within each row
ships as s | where guns = 5 | select name, c: (s.crew | count by gender)
----
name,c
Amur,
Zarya,"{gender: m, count: 1}"

# the nearest in time
events as e | where type = "battle"
  | select next: first(archive.events | where date after e.date | sort date | select id)
----
next
taken
-- date after e.date leaves out 4 that are possible

# not correlated: the same for all
ships | where guns = max(archive.ships.guns) | select name
----
name
Aurora

# rows of a query in a list
ships | where name in (archive.ships | top 2 by guns, name | select name) | select name
----
name
Aurora
Zarya
