%archive ../../spec/archive.gzt

# too few arguments
[0] | select x: pow(2)
----
error: 'pow' does not take (int)
 1 │ [0] | select x: pow(2)
   │                 ^^^ pow(real, real)

# too many arguments
[0] | select x: sqrt(2, 3)
----
error: 'sqrt' does not take (int, int)
 1 │ [0] | select x: sqrt(2, 3)
   │                 ^^^^ sqrt(real)

# no arguments
[0] | select x: upper()
----
error: 'upper' needs a value
 1 │ [0] | select x: upper()
   │                 ^^^^^ upper(text)

# a wrong type
[0] | select x: upper(5)
----
error: 'upper' does not take (int)
 1 │ [0] | select x: upper(5)
   │                 ^^^^^ upper(text)

# a wrong second type
[0] | select x: pow(2, "b")
----
error: 'pow' does not take (int, text)
 1 │ [0] | select x: pow(2, "b")
   │                 ^^^ pow(real, real)

# a list for a value
people | select upper(role)
----
error: 'upper' does not take ([text])
 1 │ people | select upper(role)
   │                 ^^^^^ upper(text)
hint: lists never turn into one value by themselves: any(…, …), first(…) or expand

# a value for a list
ships | select reverse(name)
----
error: 'reverse' does not take (text)
 1 │ ships | select reverse(name)
   │                ^^^^^^^ reverse([T])

# a named argument to a built-in
[0] | select x: sqrt(x: 2)
----
error: 'sqrt' has no named arguments
 1 │ [0] | select x: sqrt(x: 2)
   │                      ^

# a fn without an argument
fn f(a: int, b: int) = a + b
f(1)
----
error: 'f' needs a value for 'b'
 2 │ f(1)
   │ ^

# a fn with one too many
fn f(a: int) = a
f(1, 2)
----
error: 'f' takes fewer arguments
 2 │ f(1, 2)
   │      ^
hint: f(a: int)

# a fn with a wrong type
fn f(a: int) = a
f("x")
----
error: 'f' wants int for 'a', found a text ("x")
 2 │ f("x")
   │   ^^^

# a fn with a wrong name
fn f(a: int) = a
f(b: 2)
----
error: 'f' has no such argument to give
 2 │ f(b: 2)
   │   ^^^^
hint: f(a: int)

# a fn with an argument twice
fn f(a: int) = a
f(1, a: 2)
----
error: 'f' has no such argument to give
 2 │ f(1, a: 2)
   │      ^^^^
hint: f(a: int)

# a fn with an entity of another kind
fn f(p: person) = p.name
f(@petrograd)
----
error: 'f' wants person for 'p', found a place (@petrograd)
 2 │ f(@petrograd)
   │   ^^^^^^^^^^

# an error in a body shows both places
fn double(x) = x * 2
ships | select double(name)
----
error: '*' does not work with a text and an int (2)
 1 │ fn double(x) = x * 2
   │                  ^
hint: texts are joined with +; int(x) reads a number from one; called as double(name) at line 2

# an error in a typed body is found uncalled
fn f(p: person) = p.nmae
----
error: no field 'nmae' on person
 1 │ fn f(p: person) = p.nmae
   │                     ^^^^ did you mean 'name'?

# a body of another type
fn f(n: int): text = n + 1
----
error: 'f' is to give text, but gives an int
 1 │ fn f(n: int): text = n + 1
   │                      ^^^^^

# a recursive function without types
fn f(n) = if n < 1 then 0 else f(n - 1)
f(3)
----
error: 'f' calls itself, so it must state the types of its parameters and its result
 1 │ fn f(n) = if n < 1 then 0 else f(n - 1)
   │                                ^
hint: called as f(3) at line 2

# a recursive function without a result
fn f(n: int) = if n < 1 then 0 else f(n - 1)
f(3)
----
error: 'f' calls itself, so it must state the types of its parameters and its result
 1 │ fn f(n: int) = if n < 1 then 0 else f(n - 1)
   │                                     ^

# a body does not see the row of its caller
fn f() = guns
ships | select f()
----
error: no name 'guns' here
 1 │ fn f() = guns
   │          ^^^^

# two functions of one name
fn f() = 1
fn f() = 2
----
error: 'f' is defined already
 2 │ fn f() = 2
   │    ^ first at line 1

# two parameters of one name
fn f(a: int, a: int) = a
----
error: there are two parameters 'a'
 1 │ fn f(a: int, a: int) = a
   │              ^^^^^^

# a default of another type
fn f(a: int = "x") = a
----
error: 'f' wants int for 'a', found a text ("x")
 1 │ fn f(a: int = "x") = a
   │               ^^^

# a param of a kind
param p: person
----
error: a param is a text, int, real, truth, date or duration
 1 │ param p: person
   │          ^^^^^^

# a param with a default of another type
param n: int = "x"
----
error: the default of 'n' is to be int, found a text ("x")
 1 │ param n: int = "x"
   │                ^^^

# a let that does not hold
let x = nothing + 1
x
----
error: no name 'nothing' here
 1 │ let x = nothing + 1
   │         ^^^^^^^

# a used file that is not there
use "nowhere"
people | count
----
error: cannot read "nowhere"
 1 │ use "nowhere"
   │ ^^^^^^^^^^^^^

# an assert of a number
assert 5
----
error: a condition is needed, found an int (5)
 1 │ assert 5
   │        ^
hint: compare it with something: 5 = …

# any of a single value
people | where any(name, it = "x")
----
error: a list is needed, found a text
 1 │ people | where any(name, it = "x")
   │                    ^^^^

# any with a pipeline
people | where any(role)
----
error: 'any' takes other arguments
 1 │ people | where any(role)
   │                ^^^
hint: any(people, born < 1880)

# all of three
people | where all(role, it = "x", 3)
----
error: 'all' takes other arguments
 1 │ people | where all(role, it = "x", 3)
   │                ^^^
hint: all(people, born < 1880)

# maybe of a text
people | where maybe(name)
----
error: a condition is needed, found a text
 1 │ people | where maybe(name)
   │                      ^^^^
hint: name is not null, or compare it with something: name = …

# functions of names have other names elsewhere
people | select levenshtein(name, "Ada"), jaro_winkler(name, "Ada"), soundex(name), unaccent(name)
----
error: there is no function 'levenshtein'
 1 │ people | select levenshtein(name, "Ada"), jaro_winkler(name, "Ada"), soundex(name), unaccent(name)
   │                 ^^^^^^^^^^^
hint: distance(a, b)
error: there is no function 'jaro_winkler'
 1 │ people | select levenshtein(name, "Ada"), jaro_winkler(name, "Ada"), soundex(name), unaccent(name)
   │                                           ^^^^^^^^^^^^
hint: similarity(a, b)
error: there is no function 'soundex'
 1 │ people | select levenshtein(name, "Ada"), jaro_winkler(name, "Ada"), soundex(name), unaccent(name)
   │                                                                      ^^^^^^^ did you mean 'soundex_dm'?
hint: soundex_dm(name), or cologne(name) for German names
error: there is no function 'unaccent'
 1 │ people | select levenshtein(name, "Ada"), jaro_winkler(name, "Ada"), soundex(name), unaccent(name)
   │                                                                                     ^^^^^^^^
hint: fold(text)

# names are looked for in a text
people | select m: recognise(also)
----
error: 'recognise' does not take ([text])
 1 │ people | select m: recognise(also)
   │                    ^^^^^^^^^ recognise(text)
hint: lists never turn into one value by themselves: any(…, …), first(…) or expand

# whom a name may mean are several
articles | expand recognise(text) as m | where m.people = @ada
----
error: cannot use '=' on a list [person]
 1 │ articles | expand recognise(text) as m | where m.people = @ada
   │                                                ^^^^^^^^
hint: m.people has @ada, or any(m.people, it = @ada)

# a find has other fields
articles | expand recognise(text) as m | select m.person
----
error: the record has no 'person'
 1 │ articles | expand recognise(text) as m | select m.person
   │                                                   ^^^^^^

# a snippet without a pattern, where nothing was searched
articles | select snippet(text)
----
error: 'snippet' needs a pattern, or rows in which words were searched
 1 │ articles | select snippet(text)
   │                   ^^^^^^^
hint: snippet(text, "soviet*"), or: articles | search "soviets" | select snippet(text)

# nor in rows of another kind than those that were searched
articles | search "fog" | count by title | select highlight(title)
----
error: 'highlight' needs a pattern, or rows in which words were searched
 1 │ articles | search "fog" | count by title | select highlight(title)
   │                                                   ^^^^^^^^^
hint: highlight(text, "soviet*"), or: articles | search "soviets" | select highlight(text)

# a search that depends on the row has no words to mark
people as p | select n: first(archive.people | search p.name | select highlight(name))
----
error: 'highlight' needs a pattern, or rows in which words were searched
 1 │ people as p | select n: first(archive.people | search p.name | select highlight(name))
   │                                                                       ^^^^^^^^^
hint: highlight(text, "soviet*"), or: articles | search "soviets" | select highlight(text)

# stems of a language that has none
stem("fog", "xx")
----
error: no stems are known for the language "xx"
 1 │ stem("fog", "xx")
   │ ^^^^^^^^^^^^^^^^^

# the score is a column
articles | search "fog" | sort score(text)
----
error: there is no function 'score'
 1 │ articles | search "fog" | sort score(text)
   │                                ^^^^^
hint: the column score, which search adds: articles | search "fog" | select score
