# the first wrong word, and what could stand there
people | where a b
----
error: expected an operator, '|' or the end of the line, found 'b'
 1 │ people | where a b
   │                  ^

# a place that awaits a stage
people | | take 3
----
error: expected a stage such as where or select, found '|'
 1 │ people | | take 3
   │          ^

# the text ends too early
people | where died in
----
error: the text ends too early: expected a value
 1 │ people | where died in
   │                       ^

# an open bracket names its line
people | where (a
  and (b
  or c)
----
error: the text ends too early: expected ')' to close '(' of line 1
 3 │   or c)
   │        ^

# a bracket that closes nothing
count(people))
----
error: ')' closes nothing
 1 │ count(people))
   │              ^

# a bracket forgotten on the line above
let x = (1 + 2
let y = 3
----
error: expected ')' to close '(' of line 1, found 'let'
 2 │ let y = 3
   │ ^^^

# every statement says its error
people | where a b
let = 3
events | take 2
kind person
----
error: expected an operator, '|' or the end of the line, found 'b'
 1 │ people | where a b
   │                  ^
error: expected a name, found '='
 2 │ let = 3
   │     ^
error: the text ends too early: expected 'as'
 4 │ kind person
   │            ^

# a line cannot begin with an operator
let x = a
  - b
----
error: a line cannot begin with '-' under a finished statement
 2 │   - b
   │   ^
hint: end the line above with '-', or put the whole in brackets; ; ends a statement

# by belongs to the line above
people | summarize n: count()
  by fate
----
error: a line cannot begin with 'by' under a finished statement
 2 │   by fate
   │   ^^
hint: end the line above with 'by', or put the whole in brackets; ; ends a statement

# a comma is missing between members
person @a {
  name: "Lenin"
  born: 1870
}
----
error: a comma is missing before 'born'
 3 │   born: 1870
   │   ^^^^

# a comma too many
people | select name, | take 3
----
error: something is missing after the comma, or the comma is one too many
 1 │ people | select name, | take 3
   │                     ^

# nested too deeply
((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((x
----
error: nested too deeply
 1 │ …(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((x
   │                                                                                              ^
hint: give the inner parts names with let
