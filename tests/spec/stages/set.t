## Sets: by columns of the same names, entities by id; no duplicates, left order first.
%archive ../archive.gzt
%format csv

# union of entities
people | where shoe = 36 | union (people | where role has "leader") | select id
----
id
ada
clara
boris
fyodor
-- 7 more are possible: shoe not recorded

# except
ships | except (ships | where guns = 5) | select name
----
name
Aurora
Oleg

# intersect
ships | intersect (ships | where guns > 4) | intersect (ships | where guns < 6) | select name
----
name
Amur
Zarya

# union of records, columns by name
ships | where guns = 14 | select a: name, b: guns | union (ships | where guns = 0 | select b: guns, a: name)
----
a,b
Aurora,14
Oleg,0

# a set has no duplicates, also of its left side
ships | select guns | union (ships | select guns)
----
guns
14
5
0

# except removes duplicates
ships | select guns | except (ships | where guns = 0 | select guns)
----
guns
14
5

# what the other side left open
ships | where guns = 14 | union (ships | where sunk in 1917) | select id
----
id
aurora
-- 3 more are possible: sunk not recorded

# missing equals missing
people | select shoe | intersect (people | where name = "ivan" | select shoe)
----
shoe
""
-- 1 more is possible: name not recorded

# with nothing
ships | select guns | union (ships | where guns = 99 | select guns)
----
guns
14
5
0

# except all
ships | except ships | select name
----
name
-- nothing is left after: except ships

# a stage after a set works on the set
ships | where guns = 14 | union (ships | where guns = 0) | where name = "Oleg" | select name
----
name
Oleg

# lists of values
[1, 2, 2, 3] | except [3]
----
value
1
2

# entities of two kinds
ships | where guns > 9 | union (people | where shoe > 42) | select kind(it), id
----
kind(it),id
ship,aurora
person,boris
-- 7 more are possible: shoe not recorded

# an operand is read where the pipeline stands
events | where id = "talk" | follow people | except (people | where id = "ada") | select id
----
id
clara
