## Buckets, gaps, and durations divided.
%archive ../archive.gzt
%format csv

# months, quarters, years, five, ten and a hundred of them
[1 month, 3 months, 1 year, 5 years, 10 years, 100 years] | select b: bucket(@congress.date, it)
----
b
1917-11
[1917-10..1917-12]
1917
[1915..1919]
191X
19XX

# a quarter of an hour, hours, a day, a week from its Monday
[15 minutes, 1 hour, 6 hours, 1 day, 1 week] | select b: bucket(@shot.date, it)
----
b
[1917-11-07T21:30..1917-11-07T21:44]
1917-11-07T21
[1917-11-07T18:00..1917-11-07T23:59]
1917-11-07
[1917-11-05..1917-11-11]

# a hundred years before the common era, whose centuries EDTF counts from the year 1 BCE backwards
[44 BCE, 1917] | select b: bucket(it, 100 years)
----
b
[-0100..-0001]
19XX

# missing where the date may lie in two
[bucket(@war.date, 1 year), bucket(@ada.born, 1 month), bucket(@congress.date, 1 hour), bucket(@hanna.born, 1 year)] | select b: it
----
b
""
""
""
""

# groups
people | count by bucket(born, 10 years)
----
"bucket(born, 10 years)",count
187X,4
188X,3
,2
186X,1
[-0100..-0091],1

# in time and no other way
people | select bucket(born, 1 month + 1 day)
----
error: a bucket lasts a whole number of months or of seconds, such as 1 month or 6 hours
 1 │ people | select bucket(born, 1 month + 1 day)
   │                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ for @ada

# nor backwards
people | select bucket(born, -(1 day))
----
error: a bucket lasts a whole number of months or of seconds, such as 1 month or 6 hours
 1 │ people | select bucket(born, -(1 day))
   │                 ^^^^^^^^^^^^^^^^^^^^^^ for @ada

# the gap between two dates, whichever comes first
[gap(@shot.date, @taken.date), gap(@taken.date, @shot.date), gap(@war.date, @taken.date), gap(@ada.died, @war.date)] | select g: it
----
g
PT4H30M
PT4H30M
P0D
P5Y/P6Y

# of sets the piece that is meant, or the member that is nearest; of masks each of their days
[gap(date("[1667,1670]"), 1680), gap(date("{1667,1670}"), 1680), gap(date("1917-XX-25"), 1917-11-07..1917-11-20)] | select g: it
----
g
P9Y/P13Y
P9Y/P10Y
P5D/P9M13D

# to a date that is not known
[gap(@ada.born, @hanna.born)] | select g: it
----
g
""

# a share of a duration
[3 days / 2, 49 months / 49, (@ada.died - @ada.born) / 2, -(1 day) / 4] | select d: it
----
d
P1DT12H
P1M
P26Y6M/P27Y
-PT6H

# how often one fits into the other
[36 hours / 1 day, (@shot.date - @taken.date) / 1 hour, (@ada.died - @ada.born) / 1 year] | select r: it
----
r
1.5
-4.5
""

# by nothing
[3 days / 0, 3 days / 0.0] | select d: it
----
d
""
""
-- 2 divisions by zero gave nothing

# by no time
3 days / 0 days
----
value
""
-- 1 division by zero gave nothing

# a number is not divided by a duration
3 / 1 day
----
error: '/' does not work with an int (3) and a duration (1 day)
 1 │ 3 / 1 day
   │   ^

# the mean of equal durations is what each of them is
%format table
ships | summarize m: mean(1 month), s: sum(1 month), d: median(1 month)
----
┌─────────┬──────────┬─────────┐
│ m       │ s        │ d       │
├─────────┼──────────┼─────────┤
│ 1 month │ 4 months │ 1 month │
└─────────┴──────────┴─────────┘

