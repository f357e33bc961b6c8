# Old Style before the place changed
[local_date("Britain", 1642, 12, 25), local_date("Britain", 1752, 9, 2), local_date("Britain", 1752, 9, 14)]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1642-12-25 OS │
│ 1752-09-02 OS │
│ 1752-09-14    │
└───────────────┘

# a day that never came
local_date("Britain", 1752, 9, 5)
----
error: 5 September 1752 never came in Britain
 1 │ local_date("Britain", 1752, 9, 5)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: 2 September 1752 was followed by 14 September 1752

# 30 February
local_date("Sweden", 1712, 2, 30) in 1712-03-11
----
┌───────┐
│ value │
├───────┤
│ yes   │
└───────┘

# the leap day that Sweden left out
local_date("Sweden", 1700, 2, 29)
----
error: 29 February 1700 never came in Sweden
 1 │ local_date("Sweden", 1700, 2, 29)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: 28 February 1700 was followed by 1 March 1700

# two days of one name
local_date("Groningen", 1594, 11, 15)
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ [1594-11-15, 1594-11-25] │
└──────────────────────────┘

# from its first to its last day
edtf(local_date("Britain", 1752, 9))
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ [1752-09-12..1752-09-30] │
└──────────────────────────┘

# a month and a year before and after it
[local_date("Russia", 1917, 2), local_date("Russia", 1917), local_date("Russia", 1919)]
----
┌────────────┐
│ value      │
├────────────┤
│ 1917-02 OS │
│ 1917 OS    │
│ 1919       │
└────────────┘

# in the Far East the calendar before was another
local_date("Japan", 1872, 12, 3)
----
error: Japan used a calendar of the moon before 1873-01-01, unknown here
 1 │ local_date("Japan", 1872, 12, 3)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# a misspelt place
local_date("Swden", 1700, 2, 29)
----
error: it is not known when "Swden" changed its calendar
 1 │ local_date("Swden", 1700, 2, 29)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: did you mean "Sweden"?

# no such place
local_date("Atlantis", 1700, 2, 29)
----
error: it is not known when "Atlantis" changed its calendar
 1 │ local_date("Atlantis", 1700, 2, 29)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: it may be that of a country, province or city: Britain, Zürich, Holland

# in three countries on one day
in_place(1709-07-08, "Russia") + ", " + in_place(1709-07-08, "Sweden") + ", " + in_place(1709-07-08, "Prussia")
----
┌───────────────────────────────────────────────┐
│ value                                         │
├───────────────────────────────────────────────┤
│ 1709-06-27 OS, 1709-06-28 swedish, 1709-07-08 │
└───────────────────────────────────────────────┘

# over the change
[in_place(1917-10..1918-03, "Russia"), in_place(1918, "Petrograd")]
----
┌─────────────────────────────┐
│ value                       │
├─────────────────────────────┤
│ 1917-09-18 OS..1918-03-31   │
│ [1917-12-19 OS..1918-12-31] │
└─────────────────────────────┘

# an open end
in_place(1917-11-07.., "Russia")
----
┌─────────────────┐
│ value           │
├─────────────────┤
│ 1917-10-25 OS.. │
└─────────────────┘

# before the table begins to know
in_place(1872, "Japan")
----
┌───────┐
│ value │
├───────┤
│ ∅     │
└───────┘

# when it changed
[change_over("Rome"), change_over("Sweden"), change_over("Alaska"), change_over("Japan")]
----
┌────────────┐
│ value      │
├────────────┤
│ 1582-10-15 │
│ 1753-03-01 │
│ 1867-10-18 │
│ 1873-01-01 │
└────────────┘

# the last day of the old style
julian(change_over("Greece") - 1 day)
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1923-02-15 OS │
└───────────────┘

# where the year began on 25 March
[year_begins(1648-02-12 OS, "25 March"), year_begins(1648-03-25 OS, "Lady Day")]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1649-02-12 OS │
│ 1648-03-25 OS │
└───────────────┘

# a year of the year's own beginning
year_begins(1648 OS, "25 March")
----
┌────────────────────────────────┐
│ value                          │
├────────────────────────────────┤
│ [1648-03-25 OS..1649-03-24 OS] │
└────────────────────────────────┘

# a month in the midst of which the year began
year_begins(1648-03 OS, "25 March")
----
┌────────────────────────────────────────────────────────┐
│ value                                                  │
├────────────────────────────────────────────────────────┤
│ [1648-03-25 OS..1648-03 OS, 1649-03 OS..1649-03-24 OS] │
└────────────────────────────────────────────────────────┘

# between two Easters a day came twice
year_begins(1502-04-10 OS, "Easter")
----
┌────────────────────────────────┐
│ value                          │
├────────────────────────────────┤
│ [1502-04-10 OS, 1503-04-10 OS] │
└────────────────────────────────┘

# and one did not come
year_begins(1503-04-10 OS, "Easter")
----
error: no 10 April came in the year 1503, which began on Easter
 1 │ year_begins(1503-04-10 OS, "Easter")
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: it began on 16 April and ended before 7 April

# before our year
[year_begins(1411-03-25 OS, "Pisa"), year_begins(1700-09-01 OS, "1 September"), year_begins(0801-12-25 OS, "Christmas")]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1410-03-25 OS │
│ 1699-09-01 OS │
│ 0800-12-25 OS │
└───────────────┘

# also of New Style: Venice
year_begins(1797-02-01, "Venice")
----
┌────────────┐
│ value      │
├────────────┤
│ 1798-02-01 │
└────────────┘

# of a span
year_begins(1648..1650, "25 March")
----
error: only a day, a month or a year can be counted so
 1 │ year_begins(1648..1650, "25 March")
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# an unknown beginning
year_begins(1648 OS, "24 March")
----
error: no year is known that begins with "24 March"
 1 │ year_begins(1648 OS, "24 March")
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: did you mean "25 March"?

# as a setting it is of Old Style dates in the query
set year_begins = "25 March"
[1648-02-12 OS, 1648-04-12 OS, 1648-02-12]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1649-02-12 OS │
│ 1648-04-12 OS │
│ 1648-02-12    │
└───────────────┘

# of date(…) and of the functions that make dates
set year_begins = "25 March"
[date("1648-02-12 OS"), local_date("Britain", 1663, 2, 29), calendar_date("julian", 1648, "February", 12)]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1649-02-12 OS │
│ 1664-02-29 OS │
│ 1649-02-12 OS │
└───────────────┘

# a text that is worked out
set year_begins = "25 March"
date("1648-02-12 " + "OS")
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1649-02-12 OS │
└───────────────┘

# not of a dual year, which says what it means
set year_begins = "25 March"
1648/9-02-12 OS
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1649-02-12 OS │
└───────────────┘

# not of what is New Style at the place
set year_begins = "25 March"
local_date("Britain", 1760, 2, 3)
----
┌────────────┐
│ value      │
├────────────┤
│ 1760-02-03 │
└────────────┘

# it holds from there on, beside circa
set year_begins = "25 March"
set circa = 0
let a = 1648-02-12 OS
set year_begins = "1 January"
[a, 1648-02-12 OS]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1649-02-12 OS │
│ 1648-02-12 OS │
└───────────────┘

# a day that no year of the setting has
set year_begins = "Easter"
1503-04-10 OS
----
error: no 10 April came in the year 1503, which began on Easter
 2 │ 1503-04-10 OS
   │ ^^^^^^^^^^^^^
hint: it began on 16 April and ended before 7 April

# a setting that is no text
set year_begins = 25
----
error: year_begins is a text
 1 │ set year_begins = 25
   │                   ^^
hint: set year_begins = "25 March"

# a beginning that is not known
set year_begins = "24 March"
----
error: no year is known that begins with "24 March"
 1 │ set year_begins = "24 March"
   │                   ^^^^^^^^^^
hint: did you mean "25 March"?

# a calendar is no setting
set calendar = "julian"
----
error: there is no setting 'calendar'
 1 │ set calendar = "julian"
   │     ^^^^^^^^
hint: 1917-10-25 OS, or calendar_date("hebrew", 5784, "Nisan", 15)

# nor a place
set place = "Britain"
----
error: there is no setting 'place'
 1 │ set place = "Britain"
   │     ^^^^^
hint: local_date("Britain", 1752, 9, 2)

# nor anything else
set nothing = 1
----
error: there is no setting 'nothing'
 1 │ set nothing = 1
   │     ^^^^^^^
hint: set circa = 5 years, or set year_begins = "25 March"
