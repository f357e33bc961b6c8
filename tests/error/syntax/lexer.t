# a month with one digit
events | where date in 1917-1
----
error: the month has two digits
 1 │ events | where date in 1917-1
   │                             ^
hint: write 1917-01, or 1917 - 1 to calculate

# no such month
1917-13
----
error: there is no month 13
 1 │ 1917-13
   │      ^^
hint: write 1917 - 13 to calculate

# a slash is no range
1905/1907
----
error: a range is written with two dots
 1 │ 1905/1907
   │     ^
hint: write 1905..1907

# the day first
7/11/1917
----
error: '7/11/1917' is not a date
 1 │ 7/11/1917
   │ ^^^^^^^^^
hint: write 1917-11-07 for 7 November, or 1917-07-11 for 11 July; to divide, put spaces

# a year of three digits
880-05-01
----
error: a year in a date has four digits
 1 │ 880-05-01
   │ ^^^^^^^^^
hint: write 0880-05-01; to subtract, put spaces

# subtraction without spaces
1917-died
----
error: the month is missing here
 1 │ 1917-died
   │      ^
hint: to calculate after four digits, put spaces

# no space before the unit
5years
----
error: '5years' is not a number
 1 │ 5years
   │ ^^^^^^
hint: put a space: 5 years

# no space before the suffix
44BCE
----
error: '44BCE' is not a number
 1 │ 44BCE
   │ ^^^^^
hint: put a space: 44 BCE

# BC
44 BC
----
error: the language knows BCE, not BC
 1 │ 44 BC
   │    ^^
hint: write 44 BCE

# a number too large
99999999999999999999
----
error: the number is too large: whole numbers go up to 9223372036854775807
 1 │ 99999999999999999999
   │ ^^^^^^^^^^^^^^^^^^^^

# one more than the greatest, taken away
1 - 9223372036854775808
----
error: the number is too large: whole numbers go up to 9223372036854775807
 1 │ 1 - 9223372036854775808
   │     ^^^^^^^^^^^^^^^^^^^

# in brackets
(9223372036854775808)
----
error: the number is too large: whole numbers go up to 9223372036854775807
 1 │ (9223372036854775808)
   │ ^^^^^^^^^^^^^^^^^^^^^

# of days
-9223372036854775808 days
----
error: the number is too large: whole numbers go up to 9223372036854775807
 1 │ -9223372036854775808 days
   │  ^^^^^^^^^^^^^^^^^^^^^^^^

# beside the least
[-9223372036854775808, 9223372036854775808]
----
error: the number is too large: whole numbers go up to 9223372036854775807
 1 │ [-9223372036854775808, 9223372036854775808]
   │                        ^^^^^^^^^^^^^^^^^^^

# letters in a number
12abc
----
error: '12abc' is not a number
 1 │ 12abc
   │ ^^^^^
hint: a name does not begin with a digit; `12abc` in backquotes may

# dots that touch one end
1917.. 1918
----
error: the dots of a range touch both ends
 1 │ 1917.. 1918
   │     ^^
hint: write a..b; a.. alone has no end, ..b no beginning

# three dots
1...3
----
error: a range has two dots
 1 │ 1...3
   │  ^^^
hint: write a..b, both ends included

# an open text
people | where name = "Lenin
----
error: the text has no closing quote on its line
 1 │ people | where name = "Lenin
   │                       ^^^^^^
hint: close it with "; texts of several lines stand in """…"""

# an unknown escape
x matches "^\d+$"
----
error: this escape is not known: there are \n \t \" \\ \u{…}
 1 │ x matches "^\d+$"
   │             ^^
hint: in '…' every character stands for itself; \\ is one backslash

# a backslash before the quote
"C:\temp\"
----
error: the text has no closing quote on its line
 1 │ "C:\temp\"
   │ ^^^^^^^^^^
hint: a \ before a quote takes away its meaning; in '…' it is a plain character

# an open long text
let x = """a
b
----
error: the text that begins here has no end
 1 │ let x = """a
   │         ^^^
hint: close it with """

# an id with two hyphens
@a--b
----
error: '@a--b' is not an id
 1 │ @a--b
   │ ^^^^^
hint: an id is letters, digits, _ and single hyphens; any other stands in backquotes: @`a--b`

# a minus at an id
@a-(b)
----
error: '@a-' is not an id
 1 │ @a-(b)
   │ ^^^
hint: put a space before the minus: @a -

# an id with a colon
@tei:p12
----
error: '@tei:p12' is not an id
 1 │ @tei:p12
   │ ^^^^^^^^
hint: an id is letters, digits, _ and single hyphens; any other stands in backquotes: @`tei:p12`

# curly quotes
people | where name = “Lenin”
----
error: a typographic quote (U+201C) cannot stand here
 1 │ people | where name = “Lenin”
   │                       ^
hint: texts stand in straight quotes: "…" or '…'

# an en dash
people | where a – b
----
error: a typographic dash (U+2013) cannot stand here
 1 │ people | where a – b
   │                  ^
hint: write - to subtract, a..b for a range

# a no-break space
people | count
----
error: a no-break space (U+00A0) cannot stand here
 1 │ people | count
   │       ^
hint: type a plain space

# a sign from mathematics
a ≤ b
----
error: a comparison sign (U+2264) cannot stand here
 1 │ a ≤ b
   │   ^
hint: write <=
