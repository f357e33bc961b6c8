%archive ../archive.gzt
%format csv

# ages, as exact as the dates are
people | where died - born is not null and id != "dmitri" | select name, age: died - born
----
name,age
Ada,P53Y/P54Y
Boris,P56Y9M/P56Y10M
Élena,P79Y/P80Y
Fyodor,P50Y1M29DT1H30M
Gaius,P55Y8M1D
ivan,P38Y/P42Y
Mária,P72Y/P73Y

# a table writes them out
%format table
people | where died - born is not null and id != "dmitri" | select name, age: died - born
----
┌────────┬────────────────────────────────────────────┐
│ name   │ age                                        │
├────────┼────────────────────────────────────────────┤
│ Ada    │                                53–54 years │
│ Boris  │       56 years 9 months–56 years 10 months │
│ Élena  │                                79–80 years │
│ Fyodor │ 50 years 1 month 29 days 1 hour 30 minutes │
│ Gaius  │                    55 years 8 months 1 day │
│ ivan   │                                38–42 years │
│ Mária  │                                72–73 years │
└────────┴────────────────────────────────────────────┘

# an age compared
people | select name, x: died - born > 50 years
----
name,x
Ada,true
Boris,true
Clara,
Dmitri,false
Élena,true
Fyodor,true
Gaius,true
Hanna Ström,
ivan,false
Mária,true
,

# an age at its bounds
[0] | select a: @ada.died - @ada.born > 53 years, b: @ada.died - @ada.born >= 53 years, c: @ada.died - @ada.born < 54 years, d: @ada.died - @ada.born > 54 years
----
a,b,c,d
,true,,false

# sorted by lower, then upper bound
people | where died is not null and id != "dmitri" | sort died - born | select name
----
name
ivan
Fyodor
Ada
Gaius
Boris
Mária
Élena

# from a minute to a minute
@taken.date - @shot.date
----
value
PT4H30M

# backwards
@shot.date - @taken.date
----
value
-PT4H30M

# from a month to a month
end(@war.date) - start(@war.date)
----
value
P4Y2M/P4Y3M

# the length of a span
length(@war.date)
----
value
P4Y2M/P4Y3M

# days are added
1917-11-07 + 3 days
----
value
1917-11-10

# a month is added to the last of a month
1917-01-31 + 1 month
----
value
1917-02-28

# a year is added to a leap day
1920-02-29 + 1 year
----
value
1921-02-28

# months are added to a month
1917-11 + 2 months
----
value
1918-01

# hours over midnight
1917-11-07T21:40 + 4 hours
----
value
1917-11-08T01:40

# days are taken away
1917-03-01 - 1 day
----
value
1917-02-28

# the duration may come first
3 days + 1917-11-07
----
value
1917-11-10

# durations of several units
1 year + 2 months + 3 days
----
value
P1Y2M3D

# weeks
2 weeks
----
value
P14D

# a duration times a number
[0] | select a: 3 days * 2, b: 2 * 3 days, c: -(3 days)
----
a,b,c
P6D,P6D,-P3D

# durations compared across units
[0] | select a: 36 hours < 2 days, b: 12 months = 1 year, c: 24 hours = 1 day, d: 7 days = 1 week
----
a,b,c,d
true,true,true,true

# a month counts as its mean of 30.436875 days
[0] | select a: 1 month > 27 days, b: 1 month > 30 days, c: 1 month > 31 days
----
a,b,c
true,true,false

# durations of ships
ships | where voyage > 2 days | select name
----
name
Aurora
Oleg
-- 1 more is possible: voyage not recorded

# whole units of a duration
[0] | select a: years(30 months), b: hours(@taken.date - @shot.date), c: years(@ada.died - @ada.born), d: days(36 hours)
----
a,b,c,d
2,4,,1

# days between two dates
[0] | select a: days(1917-03-08, 1917-11-07), b: days(@ada.born, @ada.died), c: days(1917-11-07, 1917-11-01)
----
a,b,c
244,,-6
