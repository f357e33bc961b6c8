## A line in a line.
%archive ../archive.gzt

# in the order of the rows
[1, 5, 2, 8, 4] | as sparkline
----
▁▅▂█▄  value: 1 to 8

# in the order of x, wherever the rows stand
[{at: 1919, n: 3}, {at: 1917, n: 1}, {at: 1918, n: 9}] | as sparkline(x: at, y: n)
----
1917 ▁█▃ 1919  n: 1 to 9

# rows without an amount leave a gap
ships | as sparkline(y: weight)
----
█▁ █  weight: 2926.5 to 6731.0
1 row without weight

# rows without a place are left out
people | as sparkline(x: born, y: count(events), width: 12)
----
0100-07-12 BCE ▃▃█▃▃▆▁▁▅ 1880-05-14  count(events): 0 to 4
2 rows without born

# more rows than cells
[1, 2, 3, 4, 5, 6, 7, 8, 9, 10] | as sparkline(width: 5)
----
▁▃▅▆█  value: 1 to 10
each mark is the mean of 2 rows

# all the same
[7, 7, 7] | as sparkline(title: "Sevens")
----
Sevens
▄▄▄  value: 7

# nothing
ships | where guns > 99 | as sparkline(y: guns)
----
  guns: ∅
-- nothing is left after: where guns > 99

