%archive calendar.gzt

# the calendars that a whole archive may be in
events | count
----
calendar.gzt:1:27: error: an archive's calendar is gregorian or julian in this version
 1 │ archive "Far" { calendar: hebrew }
   │                           ^^^^^^
hint: date("18 Brumaire 8 republican") states a date of another
