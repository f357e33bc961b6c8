# a calendar's year, month by its name, and day
calendar_date("republican", 8, "Brumaire", 18)
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ 18 Brumaire 8 republican │
└──────────────────────────┘

# it keeps its calendar, and is compared as the day that it is
calendar_date("republican", 8, "Brumaire", 18) in 1799-11-09
----
┌───────┐
│ value │
├───────┤
│ yes   │
└───────┘

# in EDTF it is a day of the Gregorian calendar
edtf(calendar_date("hebrew", 5784, "Adar II", 14))
----
┌────────────┐
│ value      │
├────────────┤
│ 2024-03-24 │
└────────────┘

# a month and a year of another calendar
[calendar_date("hebrew", 5784, "Adar II"), calendar_date("hebrew", 5784)]
----
┌─────────────────────┐
│ value               │
├─────────────────────┤
│ Adar II 5784 hebrew │
│ 5784 hebrew         │
└─────────────────────┘

# in EDTF they are the days from the first to the last
edtf(calendar_date("hebrew", 5784))
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ [2023-09-16..2024-10-02] │
└──────────────────────────┘

# months by number where there is one way to count them
[calendar_date("islamic", 857, 5, 20), calendar_date("republican", 2, 11, 9)]
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ 20 Jumada I 857 islamic  │
│ 9 Thermidor 2 republican │
└──────────────────────────┘

# names of months as they are spelled elsewhere
calendar_date("rumi", 1292, "kanun-i evvel", 11)
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ 11 Kânunuevvel 1292 rumi │
└──────────────────────────┘

# a month's number is refused where it was counted in two ways
calendar_date("hebrew", 5784, 1, 15)
----
error: the months of the hebrew year were numbered in two ways: give the month's name
 1 │ calendar_date("hebrew", 5784, 1, 15)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# a misspelt month
calendar_date("republican", 8, "Brumare", 18)
----
error: there is no month "Brumare" in the republican calendar
 1 │ calendar_date("republican", 8, "Brumare", 18)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: did you mean "Brumaire"?

# a misspelt calendar
calendar_date("hebew", 5784)
----
error: there is no calendar "hebew"
 1 │ calendar_date("hebew", 5784)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: did you mean "hebrew"?

# a month that the year does not have
calendar_date("hebrew", 5783, "Adar I", 6)
----
error: the hebrew year 5783 has no month Adar I
 1 │ calendar_date("hebrew", 5783, "Adar I", 6)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: Adar I and Adar II are of leap years: write Adar

# the Ottoman year that ended with December
calendar_date("rumi", 1333, "Şubat", 6)
----
error: the rumi year 1333 has no month Şubat
 1 │ calendar_date("rumi", 1333, "Şubat", 6)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: it began on 1 Mart and ended with Kânunuevvel, its tenth

# a day that the month does not have
calendar_date("rumi", 1332, "Şubat", 16)
----
error: Şubat 1332 has 15 days in the rumi calendar
 1 │ calendar_date("rumi", 1332, "Şubat", 16)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# in another calendar
in_calendar(1911-04-20, "rumi") + " = " + in_calendar(1911-04-20, "hebrew")
----
┌──────────────────────────────────────────┐
│ value                                    │
├──────────────────────────────────────────┤
│ 7 Nisan 1327 rumi = 22 Nisan 5671 hebrew │
└──────────────────────────────────────────┘

# a month of one calendar runs from a day to a day of another
in_calendar(1799-11, "republican")
----
┌─────────────────────────────────────────────────────┐
│ value                                               │
├─────────────────────────────────────────────────────┤
│ [10 Brumaire 8 republican..9 Frimaire 8 republican] │
└─────────────────────────────────────────────────────┘

# a span
in_calendar(1793-11-24..1805-12-31, "republican")
----
┌──────────────────────────────────────────────────┐
│ value                                            │
├──────────────────────────────────────────────────┤
│ 4 Frimaire 2 republican..10 Nivôse 14 republican │
└──────────────────────────────────────────────────┘

# doubt is kept
in_calendar(1799-11-09~, "republican")
----
┌─────────────────────────────┐
│ value                       │
├─────────────────────────────┤
│ c. 18 Brumaire 8 republican │
└─────────────────────────────┘

# before its first day a calendar has no name for a day
in_calendar(1792-09-21, "republican")
----
┌───────┐
│ value │
├───────┤
│ ∅     │
└───────┘

# which calendar a date was stated in
[calendar(1917-10-25 OS), calendar(calendar_date("hebrew", 5784)), calendar(1917)]
----
┌───────────┐
│ value     │
├───────────┤
│ julian    │
│ hebrew    │
│ gregorian │
└───────────┘

# days are added as days, months by the Gregorian calendar
let d = calendar_date("hebrew", 5784, "Adar I", 30)
[d + 1 day, d + 1 month, d - 1 year]
----
┌───────────────────────┐
│ value                 │
├───────────────────────┤
│ 1 Adar II 5784 hebrew │
│ 2 Nisan 5784 hebrew   │
│ 17 Adar 5783 hebrew   │
└───────────────────────┘

# a difference is counted by the Gregorian calendar
calendar_date("islamic", 1445, 9, 1) - calendar_date("islamic", 1444, 9, 1)
----
┌───────────────────┐
│ value             │
├───────────────────┤
│ 11 months 17 days │
└───────────────────┘

# the first and the last day of a year keep the calendar
let y = calendar_date("republican", 2)
[earliest(y), latest(y)]
----
┌────────────────────────────────────┐
│ value                              │
├────────────────────────────────────┤
│ 1 Vendémiaire 2 republican         │
│ 5 jour complémentaire 2 republican │
└────────────────────────────────────┘

# a span of two calendars is told in the Gregorian one
calendar_date("republican", 1)..1805
----
┌──────────────────┐
│ value            │
├──────────────────┤
│ 1792-09-22..1805 │
└──────────────────┘

# its weekday
weekday(calendar_date("hebrew", 5708, "Iyar", 5))
----
┌────────┐
│ value  │
├────────┤
│ Friday │
└────────┘

# a date of no source is written in its calendar
written(calendar_date("rumi", 1325, "Mart", 31))
----
┌───────────────────┐
│ value             │
├───────────────────┤
│ 31 Mart 1325 rumi │
└───────────────────┘

# Julian day numbers
[julian_day(2000-01-01), julian_day(1858-11-17), julian_day(4713-01-01 BCE OS)]
----
┌─────────┐
│   value │
├─────────┤
│ 2451545 │
│ 2400001 │
│       0 │
└─────────┘

# a Julian day number of Old Style
julian_day(1582-10-04 OS) + 1 = julian_day(1582-10-15)
----
┌───────┐
│ value │
├───────┤
│ yes   │
└───────┘

# a month has no Julian day number
julian_day(1917-11)
----
┌───────┐
│ value │
├───────┤
│     ∅ │
└───────┘

# and back
[from_julian_day(2451545), from_julian_day(2299160)]
----
┌────────────┐
│ value      │
├────────────┤
│ 2000-01-01 │
│ 1582-10-14 │
└────────────┘

# too far
from_julian_day(1000000000000000)
----
error: the day lies too far off
 1 │ from_julian_day(1000000000000000)
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# Easter
[easter("julian", 1917), easter("gregorian", 1916), easter("gregorian", 1818)]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1917-04-02 OS │
│ 1916-04-23    │
│ 1818-03-22    │
└───────────────┘

# both Easters of a year are days of one time
easter("julian", 1865) - easter("gregorian", 1865)
----
┌────────┐
│ value  │
├────────┤
│ 0 days │
└────────┘

# Easter in another calendar
easter("hebrew", 5784)
----
error: Easter is reckoned in the julian or the gregorian calendar
 1 │ easter("hebrew", 5784)
   │ ^^^^^^^^^^^^^^^^^^^^^^

# what a table shows is read by date(…)
[date("18 Brumaire 8 republican"), date("31 Mart 1325 rumi"), date("5784 hebrew"), date("1712-02-30 swedish")]
----
┌──────────────────────────┐
│ value                    │
├──────────────────────────┤
│ 18 Brumaire 8 republican │
│ 31 Mart 1325 rumi        │
│ 5784 hebrew              │
│ 1712-02-30 swedish       │
└──────────────────────────┘

# also in doubt
date("18 Brumaire 8 republican?") in 1799-11
----
┌───────┐
│ value │
├───────┤
│ yes   │
└───────┘

# a text that is worked out
[is_date("18 Brumaire " + "8 republican"), is_date("18 Brumare 8 republican")]
----
┌───────┐
│ value │
├───────┤
│ yes   │
│ no    │
└───────┘

# what is wrong with one
date("18 Brumare 8 republican")
----
error: there is no month "Brumare" in the republican calendar
 1 │ date("18 Brumare 8 republican")
   │          ^^^^^^^
hint: did you mean "Brumaire"?

# the two styles of one day are checked against each other
[date("10/21 February 1750/51"), date("25 October/7 November 1917")]
----
┌───────────────┐
│ value         │
├───────────────┤
│ 1751-02-10 OS │
│ 1917-10-25 OS │
└───────────────┘

# that do not agree
date("10/20 February 1750/51")
----
error: 10 February Old Style was 21 February New Style
 1 │ date("10/20 February 1750/51")
   │       ^^^^^^^^^^^^^^^^^^^^^^

# the words of a source are kept
%archive calendars.gzt
events | select title, date, written(date), edtf(date)
----
┌──────────────────────────┬──────────────────────────┬──────────────────────────────────────────┬───────────────────────┐
│ title                    │ date                     │ written(date)                            │ edtf(date)            │
├──────────────────────────┼──────────────────────────┼──────────────────────────────────────────┼───────────────────────┤
│ Robespierre falls        │ 9 Thermidor 2 republican │ 9 Thermidor 2 republican                 │ 1794-07-27            │
│ Bonaparte takes power    │ 18 Brumaire 8 republican │ 18 Brumaire 8 republican                 │ 1799-11-09            │
│ The 31 March incident    │ 31 Mart 1325 rumi        │ 31 Mart 1325 rumi                        │ 1909-04-13            │
│ The calendar act is read │ 1751-02-25 OS            │ 25 February/8 March 1750/51              │ 1751-03-08            │
│ A year of exile          │ 857 islamic..860 islamic │ date("857 islamic")..date("860 islamic") │ 1453-01-21/1456-12-07 │
└──────────────────────────┴──────────────────────────┴──────────────────────────────────────────┴───────────────────────┘

# and compared as days
%archive calendars.gzt
events | where date in 1794..1799 | sort date | select title
----
┌───────────────────────┐
│ title                 │
├───────────────────────┤
│ Robespierre falls     │
│ Bonaparte takes power │
└───────────────────────┘

# a part in doubt makes the whole doubtful where the part has no name
in_calendar(date("2004-06~-11"), "hebrew")
----
┌─────────────────────────┐
│ value                   │
├─────────────────────────┤
│ c. 22 Sivan 5764 hebrew │
└─────────────────────────┘

# a date that does not name its calendar
date("2 Nisan 1325")
----
error: the calendar of this date is not named
 1 │ date("2 Nisan 1325")
   │       ^^^^^^^^^^^^
hint: write 2 Nisan 1325 rumi or 2 Nisan 1325 hebrew
