%tokens

# dates win after four digits
1917-11 1917 - 11 10-5 1917~ 1917? 191X 44 BCE 1917-10-25 OS 1671/2-02-06
----
1:1 a date 1917-11
1:9 a whole number 1917
1:14 '-' -
1:16 a whole number 11
1:19 a whole number 10
1:21 '-' -
1:22 a whole number 5
1:24 a date 1917~
1:30 a date 1917?
1:36 a date 191X
1:41 a date 44 BCE
1:48 a date 1917-10-25 OS
1:62 a date 1671/2-02-06
1:74 the end of the line

# ranges touch
1..2 1917.. ..1917 a..b 1.5
----
1:1 a whole number 1
1:2 '..' ..
1:4 a whole number 2
1:6 a whole number 1917
1:10 '..' ..
1:13 '..' ..
1:15 a whole number 1917
1:20 a name a
1:21 '..' ..
1:23 a name b
1:25 a number 1.5
1:28 the end of the line

# ids
@ada @art1-4 @person/ada @`tei:p.12` @"Vladimir Ilyich" a-b
----
1:1 an @id @ada
1:6 an @id @art1-4
1:14 an @id @person/ada
1:26 an @id @`tei:p.12`
1:38 an @"name" @"Vladimir Ilyich"
1:57 a name a
1:58 '-' -
1:59 a name b
1:60 the end of the line

# texts
"a\n" 'b\n' `first page`
----
1:1 a text "a\n"
1:7 a text 'b\n'
1:13 a name `first page`
1:25 the end of the line

# durations
3 days 1 year n years
----
1:1 a whole number 3
1:3 a unit of time such as days days
1:8 a whole number 1
1:10 a unit of time such as days year
1:15 a name n
1:17 a unit of time such as days years
1:22 the end of the line
