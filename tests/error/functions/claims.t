%archive ../../spec/archive.gzt

# claims of a value
claims(5)
----
error: 'claims' is asked of a field of one entity
 1 │ claims(5)
   │ ^^^^^^
hint: claims(born) of a row, claims(@lenin.born); of a list of entities, expand first

# claims of a path through a list
claims(people.born)
----
error: 'claims' is asked of a field of one entity
 1 │ claims(people.born)
   │ ^^^^^^
hint: claims(born) of a row, claims(@lenin.born); of a list of entities, expand first

# claims of a column, which has no facts behind it
people | select year: born | select claims(year)
----
error: 'claims' is asked of a field of one entity
 1 │ people | select year: born | select claims(year)
   │                                     ^^^^^^
hint: claims(born) of a row, claims(@lenin.born); of a list of entities, expand first

# claims of a link from the other side names the fact's side
people | select name, claims(events)
----
error: no fact states 'events': it is a link seen from the other side
 1 │ people | select name, claims(events)
   │                       ^^^^^^
hint: events | expand claims(people) as c | where c.value = …

# claims of nothing
claims()
----
error: 'claims' is asked of a field of one entity
 1 │ claims()
   │ ^^^^^^
hint: claims(born) of a row, claims(@lenin.born); of a list of entities, expand first

# a claim has no more than these members
@ada | select claims(born).page
----
error: the record has no 'page'
 1 │ @ada | select claims(born).page
   │                            ^^^^

# the evidence of a value is asked of its claims
people | select name, born.certainty
----
error: a moment has no fields
 1 │ people | select name, born.certainty
   │                            ^^^^^^^^^
hint: claims(born).certainty

# whatever the value is called
people as p | where p.fate.note ~ "typhus" | select p.name
----
error: a text has no fields
 1 │ people as p | where p.fate.note ~ "typhus" | select p.name
   │                            ^^^^
hint: claims(p.fate).note

# a column has none
people | select year: born | select year.note
----
error: a moment has no fields
 1 │ people | select year: born | select year.note
   │                                          ^^^^

# conflicts of a list
people | conflicts(role)
----
error: the values of a list do not exclude each other
 1 │ people | conflicts(role)
   │                    ^^^^

# conflicts of nothing, and as a function
people | conflicts
----
error: 'conflicts' is asked of a field of one entity
 1 │ people | conflicts
   │          ^^^^^^^^^
hint: people | conflicts(born)

# conflicts is no function
conflicts(@ada.born)
----
error: 'conflicts' is a stage
 1 │ conflicts(@ada.born)
   │ ^^^^^^^^^
hint: people | conflicts(born)
