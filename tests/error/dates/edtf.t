# an interval that ends before it begins
date("2004-06/2003")
----
error: 2004-06..2003 ends before it begins
 1 │ date("2004-06/2003")
   │               ^^^^

# a set has no blanks
events | where date in date("[1667, 1668]")
----
error: EDTF has no blanks
 1 │ events | where date in date("[1667, 1668]")
   │                                    ^
hint: write [1667,1668]

# a day that no such year has
date("19X1-02-29")
----
error: no February of such a year has this day
 1 │ date("19X1-02-29")
   │               ^^

# what only EDTF says is written with date("…")
[1] | select a: 156X-12-25
----
error: a month can't follow a year of which digits are unknown
 1 │ [1] | select a: 156X-12-25
   │                     ^
hint: write date("156X-12-25")

# ranges in a set are of one kind
date("[1870-01..1871]")
----
error: a range goes from year to year, month to month or day to day
 1 │ date("[1870-01..1871]")
   │                 ^^^^
