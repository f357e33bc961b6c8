## Where the year begins in a whole archive: its Old Style dates, and those of queries on it.
%archive year_begins.gzt

# dates of the archive, and the words they were written in
events | sort date | select title, date, written(date)
----
┌───────────────────────────┬──────────────────────────────┬──────────────────────────────────────────────┐
│ title                     │ date                         │ written(date)                                │
├───────────────────────────┼──────────────────────────────┼──────────────────────────────────────────────┤
│ News of the peace         │ 1648-10-24                   │ 1648-10-24                                   │
│ The king is beheaded      │ 1649-01-30 OS                │ 1648-01-30 OS                                │
│ A letter of a dual year   │ 1649-02-12 OS                │ 1648/9-02-12 OS                              │
│ England is a commonwealth │ 1649-05-19 OS                │ 1649-05-19 OS                                │
│ A diary                   │ 1660-01-01 OS..1669-05-31 OS │ date("1659-01-01 OS")..date("1669-05-31 OS") │
└───────────────────────────┴──────────────────────────────┴──────────────────────────────────────────────┘

# and in a query, unless it says otherwise
events | where date in 1648-01 OS | select title
----
┌──────────────────────┐
│ title                │
├──────────────────────┤
│ The king is beheaded │
└──────────────────────┘

# the query says otherwise
set year_begins = "1 January"
events | where date in 1649-01 OS | select title
----
┌──────────────────────┐
│ title                │
├──────────────────────┤
│ The king is beheaded │
└──────────────────────┘
