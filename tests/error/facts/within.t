%archive within.gzt

# within belongs to the order of events, and is a duration
events | count
----
within.gzt:1:30: error: 'within' says how far 'after' and 'before' reach, nothing else
 1 │ event @a { date: 1917-11-07 {within: 2 hours}, title: "A" {within: 1 day} }
   │                              ^^^^^^
hint: some moment between: within(1904..1907)
within.gzt:1:60: error: 'within' says how far 'after' and 'before' reach, nothing else
 1 │ event @a { date: 1917-11-07 {within: 2 hours}, title: "A" {within: 1 day} }
   │                                                            ^^^^^^
within.gzt:2:31: error: 'within' takes a duration, not a whole number
 2 │ event @b { after: @a {within: 2} }
   │                               ^ expected a duration
hint: with its unit: 2 hours
within.gzt:3:31: error: 'within' takes more than no time
 3 │ event @c { after: @a {within: 0 days} }
   │                               ^^^^^^
within.gzt:4:19: error: these events come after each other in a circle
 4 │ event @d { after: @a {within: "2 hours"}, before: @a {within: 2 hours, within: 3 hours} }
   │                   ^^ @d is after @a
within.gzt:4:51: note: @d is before @a
 4 │ event @d { after: @a {within: "2 hours"}, before: @a {within: 2 hours, within: 3 hours} }
   │                                                   ^^
within.gzt:4:31: error: 'within' takes a duration, not a text
 4 │ event @d { after: @a {within: "2 hours"}, before: @a {within: 2 hours, within: 3 hours} }
   │                               ^^^^^^^^^ expected a duration
within.gzt:4:72: error: 'within' stands here twice
 4 │ event @d { after: @a {within: "2 hours"}, before: @a {within: 2 hours, within: 3 hours} }
   │                                                                        ^^^^^^
within.gzt:5:23: error: the evidence of a value has no 'wihtin'
 5 │ event @e { after: @a {wihtin: 2 hours} }
   │                       ^^^^^^ did you mean 'within'?
within.gzt:6:20: error: there is no event @nobody
 6 │ event @f { after: [@nobody] }
   │                    ^^^^^^^
within.gzt:7:25: error: 'within' says how far 'after' and 'before' reach, nothing else
 7 │ event @g { people: [@p {within: 2 hours}], after: 1917 }
   │                         ^^^^^^
within.gzt:7:51: error: 'after' takes an event, not a whole number
 7 │ event @g { people: [@p {within: 2 hours}], after: 1917 }
   │                                                   ^^^^ expected an event
