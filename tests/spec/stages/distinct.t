%archive ../archive.gzt
%format csv

# distinct of values
ships | select guns | distinct
----
guns
14
5
0

# distinct with keys keeps the first whole row
people | distinct gender | select name
----
name
Ada
Boris
""

# distinct by two keys
people | where gender is not null | distinct gender, fate | select id
----
id
ada
boris
clara
gaius

# distinct by a calculation
ships | distinct guns // 3 | select name
----
name
Aurora
Amur
Oleg

# dates stated alike are one, whatever the calendar; qualifiers tell apart
[1917-02-18 OS, 1917-03-03, 1917-03-03?, 1917-03, 1917-03-03] | distinct
----
value
1917-03-03
1917-03-03?
1917-03

# texts that differ in accents are two
["a", "á", "A", "a"] | distinct
----
value
a
á
A

# missing values are one
people | select fate | distinct
----
fate
natural
executed
""
murdered

# a number and its real twin are one
[1, 1.0, 2] | distinct
----
value
1.0
2.0

# entities
events | where people has @ada | expand people as p | select p | distinct
----
p
ada
boris
clara
