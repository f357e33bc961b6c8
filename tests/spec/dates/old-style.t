## An archive all of whose dates are Old Style says so once: `calendar: julian`.
%archive old-style.gzt

# a date without OS or NS is Old Style, whatever it states, and shown so; EDTF stays what it is
events | select id, date, written(date)
----
┌────────┬──────────────────────────────┬────────────────────────┐
│ id     │ date                         │ written(date)          │
├────────┼──────────────────────────────┼────────────────────────┤
│ july   │ 1917-07-03 OS..1917-07-05 OS │ 1917-07-03..1917-07-05 │
│ night  │ 1917-10-26T02:10 OS          │ 1917-10-26T02:10       │
│ month  │ 1917-02 OS                   │ 1917-02                │
│ year   │ 1917 OS                      │ 1917                   │
│ decade │ 191X OS                      │ 191X                   │
│ doubt  │ c. 1917-10-25 OS             │ 1917-10-25~            │
│ early  │ 0862 OS                      │ 862                    │
│ caesar │ 0044-03-15 BCE OS            │ 0044-03-15 BCE         │
│ within │ [1904 OS..1905 OS]           │ within(1904..1905)     │
│ new    │ 1917-11-07                   │ 1917-11-07 NS          │
│ edtf   │ 1917-11-07                   │ 1917-11-07             │
│ said   │ 1917-10-25 OS                │ 1917-10-25 OS          │
└────────┴──────────────────────────────┴────────────────────────┘

# a date in a query is Gregorian as everywhere, unless it says OS
events | where date in 1917-11-07 | select id
events | where date in 1917-10-25 OS | select id
----
┌──────┐
│ id   │
├──────┤
│ new  │
│ edtf │
│ said │
└──────┘
-- 3 more are possible (maybe)
┌──────┐
│ id   │
├──────┤
│ new  │
│ edtf │
│ said │
└──────┘
-- 3 more are possible (maybe)
