%archive ../archive.gzt
%format csv

# not
[0] | select a: not true, b: not false, c: not (1 = if 1 > 2 then 1 else null)
----
a,b,c
false,true,

# and
people as p | where id in ["ada", "boris", "clara"] | expand [true, false] as t
            | select brave, t, x: brave and t
----
brave,t,x
true,true,true
true,false,false
false,true,false
false,false,false
,true,
,false,false

# or
people | where id in ["ada", "boris", "clara"] | expand [true, false] as t
       | select brave, t, x: brave or t
----
brave,t,x
true,true,true
true,false,true
false,true,true
false,false,false
,true,true
,false,

# unknown with unknown
@clara | select a: brave and brave, b: brave or brave, c: not brave
----
a,b,c
,,

# false is certain though the other side is unknown
@clara | select a: brave and shoe = 1, b: shoe = 1 and brave
----
a,b
false,false

# maybe and unknown are always known
people | where id in ["ada", "boris", "clara"] | select brave, a: maybe(brave), b: unknown(brave)
----
brave,a,b
true,true,false
false,false,false
,true,true

# where keeps what is certainly true
people | where shoe > 40 | select name
----
name
Boris
Dmitri
-- 7 more are possible: shoe not recorded

# maybe keeps what may be
people | where maybe(shoe > 40) | count
----
count
9

# unknown keeps only that
people | where unknown(shoe > 40) | count
----
count
7

# not of an unknown is unknown
people | where not (shoe > 40) | select name
----
name
Ada
Clara
-- 7 more are possible: shoe not recorded

# the three parts make the whole
people | summarize yes: count(shoe > 40), no: count(not (shoe > 40)), open: count(unknown(shoe > 40)), all: count()
----
yes,no,open,all
2,2,7,11
-- count(shoe > 40) leaves out 7 missing values
-- count(not (shoe > 40)) leaves out 7 missing values

# rows that are possible are told from those that have nothing
people | where died before 1919 | select name
----
name
Fyodor
Gaius
ivan
-- 1 more is possible (maybe)
-- 3 more are possible: died not recorded

# a date that is missing beside one that is not certain
people | where died in 1918 | select name
----
name
Fyodor
-- 1 more is possible (maybe)
-- 3 more are possible: died not recorded

# a truth field is a condition
ships | where active | select name
----
name
Aurora
-- 2 more are possible: active not recorded

# a truth field compared
ships | where active = false | select name
----
name
Amur
-- 2 more are possible: active not recorded

# brave = null has no place; is null has
ships | where active is null | select name
----
name
Zarya
Oleg

# is not null
ships | where weight is not null | select name
----
name
Aurora
Amur
Oleg

# ?? gives another value
people | select name: name ?? id, shoe: shoe ?? 0 | take 3 
----
name,shoe
Ada,36
Boris,43
Clara,36

# ?? of the nameless
@nobody | select name: name ?? id, n: born ?? died, both: name ?? fate ?? "none"
----
name,n,both
nobody,,none

# ?? of a condition makes it certain
people | where (shoe > 40) ?? true | count
----
count
9

# if with an unknown condition is missing
people | where id in ["ada", "boris", "clara"] | select brave, x: if brave then "yes" else "no"
----
brave,x
true,yes
false,no
,

# if with maybe decides
people | where id in ["ada", "boris", "clara"] | select x: if maybe(brave) then "yes" else "no"
----
x
yes
no
yes

# if with a missing branch
people | take 3 | select x: if brave then shoe else null
----
x
36
""
""

# rows that have nothing are counted where that leaves them unknown
people | where born is null or born in 1880 | select id
----
id
clara
hanna
maria
nobody
-- 1 more is possible (maybe)

# what an inner query left open
[0] | select n: count(people | where shoe > 40)
----
n
2
-- shoe > 40 leaves out 7 that are possible

# what a let left open
let big = people | where shoe > 40
big | select id
----
id
boris
dmitri
-- shoe > 40 leaves out 7 that are possible

# else reaches as far as it can
[0] | select a: if true then true else true and false, b: (if true then true else true) and false
----
a,b
true,false

# and does not look at what is decided
[0] | select a: false and int("x") = 1, b: true or int("x") = 1, c: if true then 1 else int("x"), d: 1 ?? int("x")
----
a,b,c,d
false,true,1,1

# a comparison with a missing value is unknown, even with itself
@nobody | select a: name = name, b: name != name, c: shoe < shoe
----
a,b,c
,,

# in over missing elements
[0] | select a: 1 in [1, null], b: 2 in [1, null], c: 2 in [1, 3]
----
a,b,c
true,,false

# has over missing elements
[0] | select a: [1, null] has 1, b: [1, null] has 2, c: [1, 3] has 2
----
a,b,c
true,,false

# any and all follow
[0] | select a: any([1, null], it = 1), b: any([1, null], it = 2), c: all([1, null], it = 1), d: all([1, null], it = 2)
----
a,b,c,d
true,,,false

# any and all of nothing
@nobody | select a: any(role, it = "x"), b: all(role, it = "x")
----
a,b
false,true

# a missing value on the left of in
@nobody | select a: name in ["x"], b: name not in ["x"], c: name in []
----
a,b,c
,,false

# not binds looser than a comparison
[0] | select a: not 1 = 2, b: not (1 = 2), c: not 1 = 1 or true
----
a,b,c
true,true,true

# and binds tighter than or
[0] | select a: true or true and false, b: (true or true) and false
----
a,b
true,false
