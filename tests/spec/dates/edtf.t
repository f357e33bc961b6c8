## Everything of EDTF, levels 0 to 2, through date("…"), in queries and in facts.
%archive edtf.gzt
%format csv

# parts of a year, significant digits, powers of ten, open digits
[0] | select a: date("2001-34"), b: date("2001-41"), c: date("1950S2"), d: date("Y-17E7"), e: date("156X-12-25")
----
a,b,c,d,e
2001-34,2001-41,1950S2,Y-170000000,156X-12-25

# doubt of parts; a mark at every part is one of the whole
[0] | select a: date("2004-06~-11"), b: date("?2004-?06-?11"), c: date("2004-06-~01/2004-06-~20")
----
a,b,c
2004-06~-11,2004-06-11?,2004-06-~01/2004-06-~20

# parts that are known although the year is not
[0] | select a: month(date("156X-12-25")), b: day(date("156X-12-25")), c: year(date("156X-12-25")), d: month(date("[1667-12,1668-12]")), e: year(date("1984-1X")), f: precision(date("XXXX-12-XX"))
----
a,b,c,d,e,f
12,25,,12,1984,month

# a mark behind the month is a month's doubt, one at the year alone a year's
[0] | select a: date("2004-06~-11") + 0 days in 2004-05-11..2004-07-11, b: date("2004-06~-11") + 0 days in 2004-06-11..2004-07-11, c: date("?2004-06-~11") + 0 days in 2003-06-11..2005-06-11, d: date("?2004-06-~11") + 0 days in 2004-06
----
a,b,c,d
true,,true,

# exactly takes the doubt of parts and members off
[0] | select a: exactly(date("2004-06~-11")), b: exactly(date("[1667?,1668~]"))
----
a,b
2004-06-11,"[1667,1668]"

# is_date asks first
[0] | select a: is_date("[1667, 1668]"), b: is_date("[1667,1668]"), c: is_date("2004-06/2003"), d: is_date("2004-02-30"), e: is_date("156X-12-25"), f: is_date("1985 ")
----
a,b,c,d,e,f
false,true,false,false,true,false

# facts keep what was written, and write it as EDTF
events | select id, date, written: written(date)
----
id,date,written
christmas,156X-12-25,156X-12-25
one-of,"[1667,1668,1670..1672]","[1668,1667,1670..1672]"
all-of,"{1960,1961-12}","{1960,1961-12}"
parts,2004-06-11?,?2004-?06-?11
south,2001-29,2001-29
estimate,1950S2,1950S2

# in JSON they are EDTF texts too
%format json
events | where id in ["christmas", "one-of"] | select date
----
[{"date":"156X-12-25"},
 {"date":"[1667,1668,1670..1672]"}]

# as a table shows them
%format table
events | select date, start: start(date), end: end(date)
----
┌──────────────────────────┬──────────────────────────┬──────────────────────────┐
│ date                     │ start                    │ end                      │
├──────────────────────────┼──────────────────────────┼──────────────────────────┤
│ 156X-12-25               │ 156X-12-25               │ 156X-12-25               │
│ [1667, 1668, 1670..1672] │ [1667, 1668, 1670..1672] │ [1667, 1668, 1670..1672] │
│ {1960, 1961-12}          │ 1960                     │ 1961-12                  │
│ 2004-06-11?              │ 2004-06-11?              │ 2004-06-11?              │
│ 2001-29                  │ 2001-29                  │ 2001-29                  │
│ 1950S2                   │ 1950S2                   │ 1950S2                   │
└──────────────────────────┴──────────────────────────┴──────────────────────────┘
