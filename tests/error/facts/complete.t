# what is wrong with 'complete', words of a date, and durations
%archive complete.gzt
people
----
complete.gzt:1:29: error: 'complete' takes true or false, not a whole number
 1 │ archive "Wrong" { complete: 1, licence: "CC0" }
   │                             ^ expected true or false
complete.gzt:1:32: error: an archive has no setting 'licence'
 1 │ archive "Wrong" { complete: 1, licence: "CC0" }
   │                                ^^^^^^^
hint: language, calendar, circa, year_begins and complete are what it knows
complete.gzt:3:28: error: 'written' is for dates
 3 │ person @ann { name: "Ann" {written: "A."}, born: 1917 {written: 1917}, term: duration("long") }
   │                            ^^^^^^^ 'name' is none
complete.gzt:3:65: error: 'written' takes a text, not a whole number
 3 │ person @ann { name: "Ann" {written: "A."}, born: 1917 {written: 1917}, term: duration("long") }
   │                                                                 ^^^^ expected a text
complete.gzt:3:87: error: this is no duration
 3 │ person @ann { name: "Ann" {written: "A."}, born: 1917 {written: 1917}, term: duration("long") }
   │                                                                                       ^^^^^^
hint: 5 years, or ISO 8601: duration("P5Y")
