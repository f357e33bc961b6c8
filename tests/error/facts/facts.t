%archive broken.gzt

# every error of the file, in order; nothing of it is loaded
people | count
----
broken.gzt:1:13: error: person has no field 'nmae'
 1 │ person @a { nmae: "A" }
   │             ^^^^ did you mean 'name'?
broken.gzt:2:19: error: 'name' takes a text, not a whole number
 2 │ person @b { name: 5 }
   │                   ^ expected a text
hint: put it in quotes: "5"
broken.gzt:3:19: error: 'born' takes a moment, not a text
 3 │ person @c { born: "once" }
   │                   ^^^^^^ expected a moment
broken.gzt:4:19: error: 'born' is one moment, and this lasts
 4 │ person @d { born: 1904..1907 }
   │                   ^^^^^^^^^^ expected a moment, found a span
hint: some moment between: within(1904..1907)
broken.gzt:5:25: error: the evidence of a value has no 'sorce'
 5 │ person @e { born: 1870 {sorce: @x} }
   │                         ^^^^^ did you mean 'source'?
broken.gzt:6:25: error: there is no place @nowhere
 6 │ person @f { birthplace: @nowhere }
   │                         ^^^^^^^^
broken.gzt:7:25: error: @a is a person, not a place
 7 │ person @g { birthplace: @a }
   │                         ^^ 'birthplace' takes a place
broken.gzt:8:8: error: the id @a of this person is taken
 8 │ person @a { name: "Again" }
   │        ^^ the first is at broken.gzt:1:1
broken.gzt:9:1: error: there is no kind 'persn'
 9 │ persn @h { name: "H" }
   │ ^^^^^ did you mean 'person'?
broken.gzt:10:20: error: 'people' takes a list, not one value
 10 │ event @v { people: @a }
    │                    ^^ expected a list, each element a person
hint: [@a]
broken.gzt:11:21: error: no person is called "Nobody"
 11 │ event @w { people: [@"Nobody"] }
    │                     ^^^^^^^^^
broken.gzt:12:23: error: there is no month 13
 12 │ event @x { date: 1917-13 }
    │                       ^^
hint: write 1917 - 13 to calculate
broken.gzt:13:27: error: there is no entity with the id @nobody
 13 │ article @t { text: "See [[@nobody|him]]." }
    │                           ^^^^^^^
broken.gzt:14:1: error: a query cannot stand among facts
 14 │ ships | count
    │ ^^^^^^^^^^^^^
hint: put it in a file of its own and run that: gazette run FILE
