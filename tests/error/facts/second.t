%archive second.gzt

# ambiguous references and doubled ids
people | count
----
second.gzt:3:21: error: several are called "A"
 3 │ event @e { people: [@"A"] }
   │                     ^^^^
hint: write @person/a or @person/b
second.gzt:5:9: error: the id @t-1 of this passage is taken
 5 │ passage @t-1 { text: "made by hand" }
   │         ^^^^ made from the text at second.gzt:4:1
second.gzt:7:7: error: the id @same of this place is taken
 7 │ place @same { name: "Two" }
   │       ^^^^^ the first is at second.gzt:6:1
second.gzt:10:18: error: several entities are called @guard
 10 │ relation { from: @guard, type: "x" }
    │                  ^^^^^^
hint: name the kind: @organisation/guard or @publication/guard
