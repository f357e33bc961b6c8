%ast

# a pipeline
people | where died in 1936..1938 | select name, age: died - born, * | sort died desc
----
query
  pipe
    name people
    where
      in
        name died
        range
          int 1936
          int 1938
    select
      item
        name name
      item age
        -
          name died
          name born
      star
    sort
      key desc
        name died

# precedence
not a = b + c * -d ?? e and f or g
----
query
  pipe
    or
      and
        not
          =
            name a
            ??
              +
                name b
                *
                  name c
                  neg
                    name d
              name e
        name f
      name g

# paths, filters, calls
@lenin.events[date in 1917].place.name | where count(it, via: a.b) > 2 and any(xs as x | take 3)
----
query
  pipe
    field name
      field place
        filter
          field events
            ref @lenin
          in
            name date
            int 1917
    where
      and
        >
          call count
            arg
              name it
            arg via
              field b
                name a
          int 2
        call any
          arg
            pipe x
              name xs
              take
                int 3

# grouping
events | summarize n: count(), w: sum(words) by y: year(date), place | top 3 by n | count by y
----
query
  pipe
    name events
    summarize
      item n
        call count
      item w
        call sum
          arg
            name words
      by
        list
          item y
            call year
              arg
                name date
          item
            name place
    top
      int 3
      key
        name n
    count
      by
        list
          item
            name y

# joins and aliases
events as e | left join (people | where a) as p on p.born < e.date | expand people as q | walk a up to 3
----
query
  pipe e
    name events
    join left
      pipe p
        pipe
          name people
          where
            name a
      on
        <
          field born
            name p
          field date
            name e
    expand q
      name people
    walk
      name a
      up-to
        int 3

# definitions
gazette 1
use "lib/x"
set circa = 5 years
param year: int = 1917
let v = people | where fate = "executed"
fn f(p: person, n: [int] = [1]): int = if p.x is not null then 1 else 2
assert count(v) > 1, "few"
----
gazette 1
use "lib/x"
set circa
  duration 5 year
param year
  type int
  int 1917
let v
  pipe
    name people
    where
      =
        name fate
        text "executed"
fn f
  parameter p
    type person
  parameter n
    type int []
    list
      int 1
  type int
  if
    is-null not
      field x
        name p
    int 1
    int 2
assert
  >
    call count
      arg
        name v
    int 1
  text "few"

# a kind
kind event as events {
  title: text, people: [person] inverse events,
  part_of: event hierarchical inverse parts
}
extend kind person { party: organisation }
----
kind event events
  decl title
    type text
  decl people inverse events
    type person []
  decl part_of inverse parts hierarchical
    type event
extend person
  decl party
    type organisation

# facts
archive "The Newsletter" { language: "en" }
person @lenin {
  name: "Lenin",
  born: 1870 {source: @leaders-3}, died: 1924,
}
relation { from: @a, to: @"B" }
----
archive-head "The Newsletter"
  member language
    text "en"
entity person
  ref @lenin
  member name
    text "Lenin"
  member born
    annotated
      int 1870
      member source
        ref @leaders-3
  member died
    int 1924
entity relation
  member from
    ref @a
  member to
    ref-name "B"

# a long text
article @a {
  text: """
    First.

      Second.
    """
}
----
entity article
  ref @a
  member text
    text "First.\n\n  Second."
