%archive ../archive.gzt
%format jsonl

# a list field not given is empty, never missing
@nobody | select a: count(role), b: role has "x", c: any(role, it = "x"), d: all(role, it = "x"), e: role is null, f: role
----
{"a":0,"b":false,"c":false,"d":true,"e":true,"f":[]}

# a list that is given is not null
@ada | select a: role is null, b: role is not null
----
{"a":false,"b":true}

# sum, min and max of nothing
@nobody | select a: sum(served.guns), b: min(served.guns), c: max(events.date), d: mean(served.guns)
----
{"a":0,"b":null,"c":null,"d":null}

# a path through a list: one element for each, missing ones too
@taken | select a: people.shoe, b: people.name
----
{"a":[43,null],"b":["Boris","Fyodor"]}

# repeats are kept
@talk | select a: people.name, b: distinct(people.name)
----
{"a":["Clara","Ada","Clara"],"b":["Clara","Ada"]}

# lists in a path are joined end to end
@congress | select a: people.role
----
{"a":["leader","writer","writer"]}

# count counts what is not missing
@taken | select a: count(people.shoe), b: count(people)
----
{"a":1,"b":2}
-- count(people.shoe) leaves out 1 missing value

# a filter with the element's fields
@ada | select a: events[type = "meeting"].id, b: count(events[place is null])
----
{"a":["congress","talk"],"b":0}

# a filter of a filter
@ada | select a: events[type = "meeting"][date is null].id
----
{"a":["talk"]}

# a filter of a collection
count(archive.ships[guns > 0])
----
{"value":3}

# a filter of values
[3, 1, 2][it >= 2]
----
{"value":3}
{"value":2}

# aggregates of lists
[0] | select a: sum([1, 2, 3]), b: mean([1, 2]), c: min([2, 1]), d: max(["a", "b"]), e: first([1, 2]), f: last([1, 2]), g: median([3, 1, 2])
----
{"a":6,"b":1.5,"c":1,"d":"b","e":1,"f":2,"g":2.0}

# aggregates skip what is missing
[0] | select a: sum([1, null, 3]), b: count([1, null]), c: first([null, 2]), d: mean([1, null, 2])
----
{"a":4,"b":1,"c":2,"d":1.5}
-- sum([1, null, 3]) leaves out 1 missing value
-- count([1, null]) leaves out 1 missing value
-- first([null, 2]) leaves out 1 missing value
-- mean([1, null, 2]) leaves out 1 missing value

# an empty list
[]
----

# count of an empty list
count([])
----
{"value":0}

# a query in brackets is a list of entities
[0] | select a: (ships | where guns = 5)
----
{"a":["amur","zarya"]}

# a query of one column is the list of its values
[0] | select a: (ships | where guns = 5 | select name)
----
{"a":["Amur","Zarya"]}

# a query of two columns is a list of records
[0] | select a: (ships | where guns = 14 | select name, guns)
----
{"a":[{"name":"Aurora","guns":14}]}

# records
[0] | select r: {a: 1, b: {c: "x"}} | select x: r.b.c, y: r.a
----
{"x":"x","y":1}

# a record in a list
[{n: 1, t: "a"}, {n: 2, t: "b"}] | where n = 2 | select t
----
{"t":"b"}

# lists of lists through a path
@boris | select a: events.people.name
----
{"a":["Ada","Boris","Boris","ivan","Boris","Fyodor"]}

# the inverse of a list holds each once
@clara | select a: events.id
----
{"a":["congress","talk"]}

# an aggregate of a query
[0] | select a: sum(ships | select guns), b: max(ships | where guns < 14 | select guns)
----
{"a":24,"b":5}

# an aggregate of a path in where
ships | where count(crew) > 1 | select id
----
{"id":"aurora"}

# compared with an aggregate of the whole collection
people | where died = max(archive.people.died) | select id
----
{"id":"maria"}
-- 3 more are possible (maybe)
-- max(archive.people.died) leaves out 3 missing values

# min of dates in a list
@boris | select a: min(events.date), b: max(events.date)
----
{"a":"1917-03-03","b":"1917-11-08T02:10"}

# any over an inverse link
people | where any(served, guns > 10) | select id
----
{"id":"boris"}
{"id":"ivan"}

# all over lists that may be empty
ships | where count(crew) > 0 and all(crew, gender = "m") | select id
----
{"id":"aurora"}
{"id":"zarya"}

# records of which one lacks what another has
[{n: 1, d: null}, {n: null, d: 1917-11-07}, {n: 2.5, d: null}]
----
{"n":1.0,"d":null}
{"n":null,"d":"1917-11-07"}
{"n":2.5,"d":null}

# and where it is worked out
people | take 2 | select r: [{n: name, m: null}, {n: null, m: shoe}] | select r.n, r.m
----
{"r.n":["Ada",null],"r.m":[null,36]}
{"r.n":["Boris",null],"r.m":[null,43]}

# a sum of durations that is one, though a sum on the way to it is not
let l = 178000000 years
[1] | select a: sum([l, l, l * -1, l * -1, 3 days]), b: sum([l, l, l * -1]), c: mean([l, l]), d: mean([l, l, l * -1, l * -1])
----
{"a":"P3D","b":"P178000000Y","c":"P178000000Y","d":"P0D"}

# and one that is none
sum([178000000 years, 178000000 years])
----
error: the sum is too large for a duration
 1 │ sum([178000000 years, 178000000 years])
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
