%archive evidence.gzt
%format csv

# every value of a field, the first first, with what is noted of it
@ada | expand claims(born) as c | select c.value, c.certainty, c.note, c.source
----
c.value,c.certainty,c.note,c.source
1870,high,She says so.,letter-2
1871,,,letter-1
1872,,,letter-1; letter-2

# without a source of its own a value has its entity's
claims(@cid.died)
----
value,certainty,note,source
1900,,A guess.,

# what is not stated has no claims
people | select name, claims: count(claims(died))
----
name,claims
Ada,0
Ben,0
Cid,1

# any type
@ada | select claims(shoe).value, claims(tall).value, claims(brave).value, claims(stay).value, claims(boss).value, claims(name).value
----
claims(shoe).value,claims(tall).value,claims(brave).value,claims(stay).value,claims(boss).value,claims(name).value
36; 37,1.5; 1.75,true; false,P3D; P2M,ben; cid,Ada

# a list has a claim for each element, with its role
@feast | expand claims(people) as p | select p.value.name, p.role, p.certainty, p.source
----
p.value.name,p.role,p.certainty,p.source
Ada,gives,,letter-2
Ben,pays,low,letter-1
Cid,,,letter-1

# of roles
events | expand claims(people) as p | where p.role in ["gives", "goes"] | select title, p.role, p.value.name
----
title,p.role,p.value.name
A feast,gives,Ada
A walk,goes,Ada
-- 1 row has no claims(people) to expand
-- 1 more is possible (maybe)

# an unstated role is unknown
events | expand claims(people) as p | where p.role != "gives" | select p.value.name
----
p.value.name
Ben
Ada
-- 1 row has no claims(people) to expand
-- 1 more is possible (maybe)

# in conditions and aggregates
people | where any(claims(born), value in 1871) | select name
----
name
Ada

# claims that exclude each other
people | where count(claims(born)) > 1
       | select name, first: nth(claims(born), 1).value, second: nth(claims(born), 2).value
       | where common(first, second) is null
----
name,first,second
Ada,1870,1871

# a date that the order made narrower is claimed as it was stated
events | select title, date, claims(date).value
----
title,date,claims(date).value
A feast,1871-05,1871-05
A dance,[1871-05..],
A walk,[1871-05-01..1872-12-31],[1871..1872]

# values that rest on one passage alone
events | where count(claims(date)) = 1 | expand claims(date) as c | where count(c.source) = 1 | select title
----
title
A feast

# in a function
fn doubtful(p: person) = any(claims(p.born), certainty != "high") or count(claims(p.born)) > 1
people | where doubtful(it) | select name
----
name
Ada

# of an entity that is missing
people | select name, boss: claims(boss.born).value
----
name,boss
Ada,
Ben,
Cid,

# of a collection's rows through their name
people as p | select p.name, n: count(claims(p.shoe))
----
p.name,n
Ada,2
Ben,0
Cid,0

# whose claims exclude each other, by years
people | conflicts(born) | select name, claims(born).value
----
name,claims(born).value
Ada,1870; 1871; 1872

# what only differs in width does not
events | conflicts(date) | count
----
count
0

# values that differ
people | conflicts(shoe) | select name
----
name
Ada

# of links, truths, durations
people | conflicts(boss) | conflicts(brave) | conflicts(stay) | conflicts(tall) | select name
----
name
Ada

# of nothing stated twice
people | conflicts(died) | select name
----
name
-- nothing is left after: conflicts(died)

# in a pipeline with columns
people as p | with n: count(claims(p.born)) | conflicts(p.born) | select name, n
----
name,n
Ada,3
