## Where a name is looked for, and what a row is called.
%archive ../archive.gzt
%format csv

# a field before a collection
events | where id = "strike" | select n: count(people), all: count(archive.people)
----
n,all
2,11

# a parameter before a field
fn with_shoe(shoe: int) = people | where it.shoe = shoe
with_shoe(36) | select name
----
name
Ada
Clara
-- it.shoe = shoe leaves out 7 that are possible

# the row's name before its fields
people as name | where name.id = "ada" | select x: name.name
----
x
Ada

# it is the row
ships | where it.name = "Oleg" | select it.guns
----
it.guns
0

# it is a plain value
[1, 2] | select twice: it * 2
----
twice
2
4

# it is the element inside a filter
[1, 2, 3][it > 1]
----
value
2
3

# let is found from within rows
let least = 10
ships | where guns > least | select name
----
name
Aurora

# a column by its name though a let has it
let guns = 5
ships | where it.guns = 5 | select name
----
name
Amur
Zarya

# functions and values never clash
let year = 1917
events | where year(date) = year | select id
----
id
strike
shot
taken
rising
congress
-- 4 more are possible (maybe)
-- 1 more is possible: date not recorded

# an inner expression sees its own row; the outer by its name
events as e | where any(people, born before e.date) | select id
----
id
strike
shot
taken
congress
exile
letter
ides
-- 1 more is possible (maybe)

# two names, two levels
events as e | where id = "congress"
            | select n: count(e.people as p | where any(e.people, p.shoe = shoe and p.name != name))
----
n
2

# a source in an expression is read in the row
events | where id = "talk" | select n: count(people | where gender = "f")
----
n
3

# the second argument is read in each element
ships | select name, x: any(crew, name = "ivan"), y: all(crew, name = "ivan")
----
name,x,y
Aurora,true,false
Amur,false,true
Zarya,true,true
Oleg,false,true

# an element's own link
events | where any(people, any(role, it = "writer")) | select id
----
id
strike
congress
exile
talk

# a column written exactly so is that column
ships | where sister is not null | select sister.name | sort sister.name | where sister.name > "A"
----
sister.name
Amur
Aurora

# blanks aside
ships | select name, count( crew ) | where count(crew) > 1 | select name
----
name
Aurora

# or in backquotes
ships | select name, count(crew) | where `count(crew)` = 0 | select name
----
name
Amur
Oleg

# with redefines a name from there on
ships | with name: upper(name) | where name = "OLEG" | select name
----
name
OLEG

# the alias of an expanded element
ships | expand crew as sailor | where sailor.gender = "m" | select name, sailor.name
----
name,sailor.name
Aurora,Boris
Aurora,ivan
Zarya,ivan
-- 2 rows have no crew to expand

# archive.people in the row of an event
events | where id = "ides" | select n: count(archive.people[gender = "m"])
----
n
5
-- archive.people[gender = "m"] leaves out 1 that is possible

# names compare after normalisation (é composed and decomposed)
[0] | select café: 1 | select x: café + 1
----
x
2
