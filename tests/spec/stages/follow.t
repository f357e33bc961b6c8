%archive ../archive.gzt
%format csv

# each once, in order of first arrival
@ada | follow events.place | select id
----
id
petrograd
smolny
zurich

# from many to many
events | where place = @smolny | follow people | select id
----
id
ada
clara
-- 5 more are possible: place not recorded

# a starting one too, if it is reached
@shot | follow part_of.parts | select id
----
id
shot
taken
congress

# missing ends are skipped
events | follow part_of | select id
----
id
rising

# columns are dropped
ships | with n: 1 | follow sister | select id, guns
----
id,guns
aurora,14
amur,5

# two follows
@oleg | follow sister | follow sister | select id
----
id
aurora

# to nothing
@zarya | follow sister | select id
----
id
-- nothing is left after: follow sister

# an inverse link
@smolny | follow events | select id
----
id
congress
talk

# a link to entities of any kind
relations | follow to | select id, kind(it)
----
id,kind(it)
boris,person
smolny,place
ada,person
