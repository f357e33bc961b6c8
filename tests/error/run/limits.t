%archive ../../spec/archive.gzt

# rows
%set limit rows 10
people | select name
----
error: the result has more rows than the limit allows
 1 │ people | select name
   │ ^^^^^^^^^^^^^^^^^^^^
hint: add | take 100, or raise the limit

# rows within
%set limit rows 11
people | count
----
┌───────┐
│ count │
├───────┤
│    11 │
└───────┘

# steps
%set limit steps 20
people as p | select n: count(archive.people[born before p.born])
----
error: the limit of steps is reached
 1 │ people as p | select n: count(archive.people[born before p.born])
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: narrow the query, or raise the limit

# memory
%set limit memory 100000
%no-oom
range(1, 1000000) | sort it desc | take 1
----
error: the memory limit is reached
 1 │ range(1, 1000000) | sort it desc | take 1
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: ask for less at a time, or raise the limit

# depth
%set limit depth 5
not not not not not not true
----
error: nested too deeply: more than 5 levels
 1 │ not not not not not not true
   │     ^^^
hint: give the inner parts names with let

# calls
%set limit calls 10
fn f(n: int): int = if n = 0 then 0 else 1 + f(n - 1)
f(20)
----
error: functions call each other too deeply
 1 │ fn f(n: int): int = if n = 0 then 0 else 1 + f(n - 1)
   │                                              ^^^^^^^^
hint: a function that calls itself needs an end: if … then … else

# calls within
%set limit calls 30
fn f(n: int): int = if n = 0 then 0 else 1 + f(n - 1)
f(20)
----
┌───────┐
│ value │
├───────┤
│    20 │
└───────┘

# text
%set limit text 20
people | where name = "Ada" | select name
----
error: the text is longer than the limit of 20 bytes
 1 │ people | where name 
   │                     ^
hint: take it apart, or raise the limit
