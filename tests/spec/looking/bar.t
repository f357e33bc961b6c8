## Bars in a terminal.
%archive ../archive.gzt

# the first label, the first number
ships | select name, guns | as bar
----
name   │guns
Aurora │█████████████████████████████████████████████████████████████████████ 14
Amur   │████████████████████████▋ 5
Zarya  │████████████████████████▋ 5
Oleg   │0

# durations with two bounds are doubtful at their end
people | where died is not null | as bar(y: died - born)
----
person │died - born
Ada    │███████████████████▎ 53–54 years
Boris  │████████████████████▋ 56 years 9 months–56 years 10 months
Dmitri │███████▎░░░ 20–30 years
Élena  │████████████████████████████▋ 79–80 years
Fyodor │██████████████████▏ 50 years 1 month 29 days 1 hour 30 minutes
Gaius  │████████████████████▏ 55 years 8 months 1 day
ivan   │█████████████▊░░ 38–42 years
Mária  │██████████████████████████▏ 72–73 years

# what is drawn by an expression shows in no other format
%format csv
ships | take 2 | select name | as bar(y: 3)
----
name
Aurora
Amur

# the keys of a group are its labels, whatever they are
events | count by type, month(date) | take 3 | as bar
----
type · month(date) │count
strike · 3         │██████████████████████████████████████████████████████████ 1
battle · 11        │██████████████████████████████████████████████████████████ 1
arrest · 11        │██████████████████████████████████████████████████████████ 1

# keys that are numbers
ships | count by guns | as bar
----
guns │count
   5 │████████████████████████████████████████████████████████████████████████ 2
  14 │████████████████████████████████████ 1
   0 │████████████████████████████████████ 1

# values below zero
[3, -2, 5, 0] | as bar(width: 16)
----
          │value
1         │██████▋ 3
2  -2 ████│
3         │███████████ 5
4         │0

# parts of a cell
[8, 7, 6, 5, 4, 3, 2, 1] | as bar(width: 5)
----
  │value
1 │█████ 8
2 │████▍ 7
3 │███▊ 6
4 │███▏ 5
5 │██▌ 4
6 │█▉ 3
7 │█▎ 2
8 │▋ 1

# the longest bar takes so many cells, and there is a title
ships | as bar(name, guns, width: 10, title: "Guns")
----
Guns
name   │guns
Aurora │██████████ 14
Amur   │███▋ 5
Zarya  │███▋ 5
Oleg   │0

# long labels are cut, and that is said
%width 40
[{name: "a very long name of a ship, or of two", n: 3}] | as bar
----
name             │n
a very long nam… │████████████████████ 3
1 label cut

# rows are folded
%rows 3
events | count by type | as bar(width: 10)
----
type    │count
meeting │██████████ 2
strike  │█████ 1
⋮       │⋮
art     │█████ 1
8 bars hidden

# controls in labels are shown
[{name: "\u{1b}[2J", n: 1}] | as bar(width: 5)
----
name    │n
\x1b[2J │█████ 1

# nothing to draw
ships | where guns > 99 | select name, guns | as bar
----
name │guns
-- nothing is left after: where guns > 99

# a number too small to be seen is seen
[1000000, 1] | as bar(width: 10)
----
  │value
1 │██████████ 1000000
2 │▏ 1

# -f of a result that has no number
%format bar
people | select name
----
error: the result has no number or duration to draw

# -f of one that has
%format bar
ships | take 2 | select name, guns
----
name   │guns
Aurora │█████████████████████████████████████████████████████████████████████ 14
Amur   │████████████████████████▋ 5

# a column named for another chart is not drawn where it does not fit
%format histogram
ships | as bar(name, guns)
----
error: the result has no number, duration or date to count

