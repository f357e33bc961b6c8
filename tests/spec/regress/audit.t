%archive ../archive.gzt
%format csv

# it.x is the column that with put in the field's place
[1] | with a: 2 | with a: it.a + 1 | select a
----
a
3

# a let and a column of one name: it. reaches the column, as the hint says
let year = 5
[1] | with year: 6 | where it.year = 6 | select it.year
----
it.year
6

# a date parameter shows as it was given
param y: date = 1917
y
----
value
1917

# a function gives back the written date, and compares it as a period
fn f(d: date) = d
fn inside(d: date) = 1917-03 in d
[1] | select f(1917), inside(1917), inside(1917-04)
----
f(1917),inside(1917),inside(1917-04)
1917,true,false

# whole numbers that can only be years
[1] | select a: 1917 before 1918, b: 1917 + 1 year, c: 1924-01-01 - 1870-01-01
----
a,b,c
true,1918,P54Y

# four digits after a date are a year
[1] | select a: 1924-06-15 - 1900
----
a
P23Y/P24Y

# numbers and texts in a list of ranges
[1] | select a: 5 in [1..3, 5..6], b: 4 in [1..3, 5], c: "b" in ["a".."c"]
----
a,b,c
true,false,true

# nothing among nothing
[1] | select a: any([], it > 1), b: all([], it > 1), c: count([][it > 1])
----
a,b,c
false,true,0

# dates that are the same have the same parts
[1] | select a: day(1917-10-25 OS), b: month(1917-10-25 OS), c: day(1917-11-07), d: written(1917-10-25 OS)
----
a,b,c,d
7,11,7,1917-10-25 OS

# an open end has no latest day
[1] | select a: latest(1911..) is null, b: earliest(1911..)
----
a,b
true,1911-01-01

# functions see each other wherever they stand
fn even(n: int): truth = if n = 0 then true else odd(n - 1)
fn odd(n: int): truth = if n = 0 then false else even(n - 1)
[4, 7] | select a: even(it), b: odd(it)
----
a,b
true,false
false,true

# texts made in a query that is a list outlive its batches
distinct(["a" + text(1), "b" + text(2), "ccc" + text(3)] | where it != "x")
----
value
a1
b2
ccc3

# a query for each row keeps what it sorts apart from its batches
[1, 2] as n | select x: (["b", "a", "c"] | where n > 0 | select t: it + text(n) | sort t desc | take 2)
----
x
c1; b1
c2; b2
