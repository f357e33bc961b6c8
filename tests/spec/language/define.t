%archive ../archive.gzt
%format csv

# let names a query
let leaders = people | where role has "leader"
leaders | select name
----
name
Ada
Boris
Fyodor

# let of a value
let n = 2 + 3
n * 2
----
value
10

# a let sees what is above it
let a = 2
let b = a * 3
b
----
value
6

# a let in a function body is that of its place
let n = 1
fn plus(x: int): int = x + n
plus(2)
----
value
3

# a function of an entity
fn lifespan(p: person) = p.died - p.born
people | where id = "ada" | select x: lifespan(it)
----
x
P53Y/P54Y

# a function called with a row's alias
fn lifespan(p: person) = p.died - p.born
people as p | where id = "ada" | select x: lifespan(p)
----
x
P53Y/P54Y

# a function as a stage: the rows are the first argument
fn recent(rows, n: int = 5) = rows | sort date desc | take n
events | where date after 1900 | recent(2) | select id
----
id
taken
shot
-- date after 1900 leaves out 1 that is possible

# a default is used where nothing is given
fn few(rows, n: int = 2) = rows | take n
ships | few | select id
----
id
aurora
amur

# an argument by name
fn part(rows, from: int = 0, many: int = 1) = rows | skip from | take many
ships | part(many: 2) | select id
----
id
aurora
amur

# named after positional
fn part(rows, from: int = 0, many: int = 1) = rows | skip from | take many
part(ships, 1, many: 2) | select id
----
id
amur
zarya

# without a type, it fits what it is called with
fn twice(x) = x + x
[0] | select a: twice(2), b: twice(1.5), c: twice("ab")
----
a,b,c
4,3.0,abab

# recursion
fn factorial(n: int): int = if n <= 1 then 1 else n * factorial(n - 1)
factorial(10)
----
value
3628800

# recursion in rows
fn factorial(n: int): int = if n <= 1 then 1 else n * factorial(n - 1)
[1, 2, 3] | select f: factorial(it)
----
f
1
2
6

# two that call each other
fn even(n: int): truth = if n = 0 then true else odd(n - 1)
fn odd(n: int): truth = if n = 0 then false else even(n - 1)
[0] | select a: even(10), b: even(7)
----
a,b
true,false

# functions see those below them
fn outer(n: int): int = inner(n) + 1
fn inner(n: int): int = n * 10
outer(2)
----
value
21

# a function over a place's chain
fn depth(p: place): int = if p.part_of is null then 0 else 1 + depth(p.part_of)
places | select id, d: depth(it)
----
id,d
smolny,2
winter-palace,2
petrograd,1
russia,0
zurich,0

# the depth of calls has a limit
fn down(n: int): int = down(n - 1)
down(1)
----
error: functions call each other too deeply
 1 │ fn down(n: int): int = down(n - 1)
   │                        ^^^^^^^^^^^
hint: a function that calls itself needs an end: if … then … else

# assert that holds says nothing
assert count(people) > 10, "people are missing"
----

# assert that does not
assert count(people) > 20, "people are missing"
----
error: people are missing
 1 │ assert count(people) > 20, "people are missing"
   │        ^^^^^^^^^^^^^^^^^^ it is false

# set reaches functions below it only
fn early(d: date): truth = d in 1872
set circa = 0
fn late(d: date): truth = d in 1872
[0] | select a: early(@elena.born), b: late(@elena.born)
----
a,b
,true

# a let is bound where it is written
let x = @elena.born in 1872
set circa = 0
let y = @elena.born in 1872
[0] | select a: x, b: y
----
a,b
,true

# param without a value
param word: text
ships | where name = word
----
error: the param 'word' has no value: give one with -p word=…
 2 │ ships | where name = word
   │                      ^^^^

# param with a default
param least: int = 10
ships | where guns > least | select id
----
id
aurora

# param of a duration
%param span=2 days
param span: duration
ships | where voyage < span | select id
----
id
amur
-- 1 more is possible: voyage not recorded

# several statements give several results
ships | count
people | count
----
count
4
count
11

# a semicolon ends a statement
let n = 1; n + 1; n + 2
----
value
2
value
3

# a comment ends with its line
ships # all of them
  | count # how many
----
count
4

# the next line may begin with |, and, or
ships
  | where guns > 4
    and guns < 10
    or guns = 0
  | count
----
count
3

# in brackets a newline is a blank
(
  1 +
  2
)
----
value
3

# if over several lines
if 1 > 2
  then "a"
  else "b"
----
value
b

# == is =
ships | where guns == 14 | count
----
count
1

# the language version
gazette 1
ships | count
----
count
4

# a trailing comma in brackets
[0] | select a: [1, 2,], b: max([3, 4],)
----
a,b
1; 2,4

# a name may be a stage's
let take = 3
ships | take take | count
----
count
3

# use reads a file beside
use "helper"
ships | heaviest(1) | select id, tons(it)
----
id,tons(it)
aurora,6.731
