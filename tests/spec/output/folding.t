# columns without any value in the rows shown fold first
%width 90
people | take 3
----
┌──────────┬──────────┬───────────────┬────────┬───┬─────────┬────────────┬──────────────┐
│ id       │ name     │ also          │ role   │ … │ died    │ deathplace │ fate         │
├──────────┼──────────┼───────────────┼────────┼───┼─────────┼────────────┼──────────────┤
│ lenin    │ Lenin    │ Vladimir Ily… │ leader │ … │ 1924    │ ∅          │ natural      │
│ trotsky  │ Trotsky  │ Lev Davidovi… │ leader │ … │ 1940-08 │ Mexico     │ assassinated │
│ sverdlov │ Sverdlov │ Yakov Mikhai… │ leader │ … │ 1919    │ ∅          │ natural      │
└──────────┴──────────┴───────────────┴────────┴───┴─────────┴────────────┴──────────────┘
1 column hidden: born · 2 empty columns hidden: gender, birthplace · 3 cells cut

# then those in the middle
%width 60
people | take 3
----
┌──────────┬──────────┬───┬────────────┬──────────────┐
│ id       │ name     │ … │ deathplace │ fate         │
├──────────┼──────────┼───┼────────────┼──────────────┤
│ lenin    │ Lenin    │ … │ ∅          │ natural      │
│ trotsky  │ Trotsky  │ … │ Mexico     │ assassinated │
│ sverdlov │ Sverdlov │ … │ ∅          │ natural      │
└──────────┴──────────┴───┴────────────┴──────────────┘
4 columns hidden: also, role, born, died · 2 empty columns
hidden: gender, birthplace

# where there is room nothing folds
%width 70
people | take 2 | select id, gender, born
----
┌─────────┬────────┬──────┐
│ id      │ gender │ born │
├─────────┼────────┼──────┤
│ lenin   │ ∅      │ 1870 │
│ trotsky │ ∅      │ 1879 │
└─────────┴────────┴──────┘

# a table of no rows folds no column as empty
%width 50
people | where id = "nobody"
----
┌────┬──────┬──────┬───┬────────────┬──────┐
│ id │ name │ also │ … │ deathplace │ fate │
├────┼──────┼──────┼───┼────────────┼──────┤
└────┴──────┴──────┴───┴────────────┴──────┘
5 columns hidden: role, gender, born, died,
birthplace
-- no id is "nobody"
-- nothing is left after: where id = "nobody"

# also columns of empty lists
%width 46
people | take 1 | select id, gender, name, none: role[it = "x"], died, born, fate
----
┌───────┬───────┬──────┬──────┬─────────┐
│ id    │ name  │ died │ born │ fate    │
├───────┼───────┼──────┼──────┼─────────┤
│ lenin │ Lenin │ 1924 │ 1870 │ natural │
└───────┴───────┴──────┴──────┴─────────┘
2 empty columns hidden: gender, none

