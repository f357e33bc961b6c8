%types
%archive ../../spec/archive.gzt

# fields, and a year where a date is expected
people | where born < 1880 | select name, age: died - born
----
from people -> person
where -> person
  before: truth
    field born: moment
      slot 0: person
    constant 1880: date
select -> name: text, age: duration
  field name: text
    slot 0: person
  date - date: duration
    field died: moment
      slot 0: person
    field born: moment
      slot 0: person

# a whole number, a real one, their quotient
ships | select a: guns + 1, b: guns + 1.5, c: guns // 2, d: guns / 2
----
from ships -> ship
select -> a: int, b: real, c: int, d: real
  +: int
    field guns: int
      slot 0: ship
    constant 1: int
  +: real
    int to real: real
      field guns: int
        slot 0: ship
    constant 1.5: real
  //: int
    field guns: int
      slot 0: ship
    constant 2: int
  /: real
    int to real: real
      field guns: int
        slot 0: ship
    int to real: real
      constant 2: int

# a path through a list
events | select people.name
----
from events -> event
select -> people.name: [text]
  each: [text]
    field people: [person]
      slot 0: event
    field name: text
      slot 0: person

# aggregates
ships | summarize n: count(), w: mean(weight) by guns
----
from ships -> ship
summarize -> guns: int, n: int, w: real
  field guns: int
    slot 0: ship
  slot 1: int
  slot 2: real
  over the group: count: int
  over the group: mean: real
    field weight: real
      slot 0: ship

# a query as a list
[0] | select a: (ships | select name), b: (ships | select name, guns)
----
from list -> int
  list: [int]
    constant 0: int
select -> a: [text], b: [{name: text, guns: int}]
  query: [text]
    from ships -> ship
    select -> name: text
      field name: text
        slot 0: ship
  query: [{name: text, guns: int}]
    from ships -> ship
    select -> name: text, guns: int
      field name: text
        slot 0: ship
      field guns: int
        slot 0: ship

# lists and links
@ada | select events[date in 1917], role
----
from list -> person
  constant @ada: person
select -> events[date in 1917]: [event], role: [text]
  filter: [event]
    field events: [event]
      slot 0: person
    date in: truth
      field date: date
        slot 0: event
      constant 1917: date
  field role: [text]
    slot 0: person

# any kind
relations | select from.born, label(from)
----
from relations -> relation
select -> from.born: moment, label(from): text
  field of any kind born: moment
    field from: entity
      slot 0: relation
  call label: text
    field from: entity
      slot 0: relation

# a function
fn twice(x) = x + x
[0] | select a: twice(1), b: twice("a")
----
from list -> int
  list: [int]
    constant 0: int
select -> a: int, b: text
  function twice: int
    constant 1: int
  function twice: text
    constant "a": text
