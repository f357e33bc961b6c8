%archive doubtful.gzt
%format csv

# a whole number in a range whose ends are numbers, but not all literals
people | take 1 | select a: 4 in 1..count(archive.people), b: 1 in (count(archive.people))..9, c: 2 in ..(3 - 1)
----
a,b,c
false,false,true

# a whole number in a range whose ends are dates is a year
people | select id, a: 1918 in (born)..(died)
----
id,a
a,
b,
