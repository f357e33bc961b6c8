## Whole-number literals as years where a date is expected.
%archive ../archive.gzt
%format csv

# a let of a literal keeps the choice open
let y = 1880
[0] | select a: y + 1, b: @clara.born in y
----
a,b
1881,true

# a let of a list of years
let years = [1870, 1880]
people | where born in years | select id
----
id
ada
clara
maria
-- 1 more is possible (maybe)
-- 2 more are possible: born not recorded

# a let of a range
let span = 1870..1875
people | where born in span | select id
----
id
ada
elena
-- 1 more is possible (maybe)
-- 2 more are possible: born not recorded

# a parameter of a function that is a date
fn born_by(d: date) = people | where born <= d
born_by(1870) | select id
----
id
ada
fyodor
gaius
-- born <= d leaves out 2 that are possible

# a param that is a date
param until: date = 1870
people | where born < until | select id
----
id
fyodor
gaius
-- 2 more are possible: born not recorded

# a param that is given
%param until=1871
param until: date = 1870
people | where born < until | select id
----
id
ada
fyodor
gaius
-- 2 more are possible: born not recorded

# a param that is a number
%param n=2
param n: int = 1
ships | take n | select id
----
id
aurora
amur

# a param that is a text
%param word=Oleg
param word: text
ships | where name = word | select guns
----
guns
0

# date() of a calculation is recorded, not written
people | where born in date(1879 + 1) | select id
----
id
-- 3 more are possible (maybe)
-- 2 more are possible: born not recorded
-- nothing is left after: where born in date(1879 + 1)

# years in a list with dates
people | where born in [1870, 1879-10] | select id
----
id
ada
boris
-- 2 more are possible: born not recorded

# 1 and 9999 are years
[0] | select a: @gaius.born before 1, b: @ada.born before 9999
----
a,b
true,true
