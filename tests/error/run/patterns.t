# repeats within repeats: the search in one text has a limit
'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' matches '^(a+)+$'
----
error: the regular expression is too costly for this text
 1 │ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab' matches '^(a+)+$'
   │                                                                               ^^^^^^^^^
hint: avoid repeats within repeats, such as (a+)+

# an expression that calls itself
'x' matches '(?R)'
----
error: the regular expression is too costly for this text
 1 │ 'x' matches '(?R)'
   │             ^^^^^^
hint: avoid repeats within repeats, such as (a+)+

# repeats that multiply: the expression itself has a size
'x' matches '(((a{1,100}){1,100}){1,100}){1,100}'
----
error: not a regular expression: regular expression is too large
 1 │ 'x' matches '(((a{1,100}){1,100}){1,100}){1,100}'
   │                                                 ^

# two hundred nested groups, and then a hundred more
'x' matches '((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((('
----
error: not a regular expression: brackets are nested too deeply
 1 │ …((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((…
   │                                  ^

# a hundred wildcards in one word take no longer than one
'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' ~ '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b'
----
┌───────┐
│ value │
├───────┤
│ no    │
└───────┘

# … but a word of a pattern has a length
'a' ~ '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a'
----
error: a word of the pattern is too long (128 bytes at most)
 1 │ 'a' ~ '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a…
   │        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# words that may be any are words like others: 32 at most
'a' ~ '* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *'
----
error: the pattern has too many words (32 at most)
 1 │ 'a' ~ '* * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * * *'
   │                                                                        ^

# nothing but marks is no word
'a' ~ '????????????????'
----
error: the pattern has no word
 1 │ 'a' ~ '????????????????'
   │        ^^^^^^^^^^^^^^^^

# only one letter may be wrong
'a' ~ 'a*~2 NEAR/1000000 b'
----
error: only ~1 can follow a word
 1 │ 'a' ~ 'a*~2 NEAR/1000000 b'
   │          ^^
hint: trotzky~1 allows one wrong letter

# a wildcard and a wrong letter
'a' ~ 'a*~1'
----
error: a word has wildcards or ~1, not both
 1 │ 'a' ~ 'a*~1'
   │        ^^^^

# far is not near
'a' ~ 'a NEAR/1000000 b'
----
error: NEAR needs a number of words, from 1 to 1000
 1 │ 'a' ~ 'a NEAR/1000000 b'
   │          ^^^^^^^^^^^^
hint: trotsky NEAR/5 aurora

# a number beyond all numbers
'a' ~ 'a NEAR/99999999999999999999 b'
----
error: NEAR needs a number of words, from 1 to 1000
 1 │ 'a' ~ 'a NEAR/99999999999999999999 b'
   │          ^^^^^^^^^^^^^^
hint: trotsky NEAR/5 aurora

# near and near again
'a' ~ 'a NEAR/5 b NEAR/5 c'
----
error: a pattern can have one NEAR
 1 │ 'a' ~ 'a NEAR/5 b NEAR/5 c'
   │                   ^^^^^^
hint: combine conditions: text ~ "a NEAR/5 b" and text ~ "b NEAR/5 c"
