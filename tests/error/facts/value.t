%archive value.gzt

# values of the wrong type, each at its place
people | count
----
value.gzt:1:13: error: person has no field 'shoe'
 1 │ person @j { shoe: 1.5, name: "J" }
   │             ^^^^
value.gzt:2:19: error: a year is a number from 1 to 9999
 2 │ person @k { born: 0, died: 10000 }
   │                   ^
hint: 44 BCE, or date("Y12000")
value.gzt:2:28: error: a year is a number from 1 to 9999
 2 │ person @k { born: 0, died: 10000 }
   │                            ^^^^^
hint: 44 BCE, or date("Y12000")
value.gzt:3:27: error: February 1917 has 28 days
 3 │ person @l { born: 1917-02-30 }
   │                           ^^
value.gzt:4:24: error: the date is complete before this
 4 │ person @m { born: 1870?~ }
   │                        ^
hint: write 1870%
value.gzt:5:19: error: 'also' takes a list, not one value
 5 │ person @n { also: "N" }
   │                   ^^^ expected a list, each element a text
hint: ["N"]
value.gzt:6:19: error: 'name' takes a text, not a list
 6 │ person @o { name: ["O"] }
   │                   ^^^^^ expected a text
value.gzt:7:19: error: 'name' takes a text, not an entity
 7 │ person @p { name: @j }
   │                   ^^ expected a text
value.gzt:8:19: error: 'died' takes a moment, not a duration
 8 │ person @q { died: 3 days }
   │                   ^^^^^^ expected a moment
value.gzt:9:18: error: 'date' takes a date, not a truth
 9 │ event @r { date: true, place: "Petrograd" }
   │                  ^^^^ expected a date
value.gzt:9:31: error: 'place' takes a place, not a text
 9 │ event @r { date: true, place: "Petrograd" }
   │                               ^^^^^^^^^^^ expected a place
hint: by its name: @"Petrograd"
value.gzt:10:35: error: 'certainty' takes a text, not a whole number
 10 │ person @s { name: "S" {certainty: 5} }
    │                                   ^ expected a text
value.gzt:12:21: error: 'name' takes a text, not a calculation
 12 │ person @t-1 { name: 'one' + 'two' }
    │                     ^^^^^^^^^^^^^ expected a text
value.gzt:13:17: error: 'lat' takes a number, not a text
 13 │ place @u { lat: "north", lon: 30 }
    │                 ^^^^^^^ expected a number
value.gzt:14:20: error: 'number' takes a whole number, not a number
 14 │ issue @v { number: 1.0, volume: "one" }
    │                    ^^^ expected a whole number
value.gzt:14:33: error: 'volume' takes a whole number, not a text
 14 │ issue @v { number: 1.0, volume: "one" }
    │                                 ^^^^^ expected a whole number
value.gzt:16:18: error: 'from' takes an entity, not a text
 16 │ relation { from: "Petrograd" }
    │                  ^^^^^^^^^^^ expected an entity
hint: by its name: @"Petrograd"
