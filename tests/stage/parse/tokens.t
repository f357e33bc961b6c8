%tokens

# a pipeline
people | where died in 1936..1938 # note
       | sort died desc
----
1:1 a name people
1:8 '|' |
1:10 'where' where
1:16 a name died
1:21 'in' in
1:24 a whole number 1936
1:28 '..' ..
1:30 a whole number 1938
1:41 the end of the line
2:8 '|' |
2:10 'sort' sort
2:15 a name died
2:20 'desc' desc
2:24 the end of the line

# dates, durations, suffixes
[1917, 1917-11, 1917-11-07 OS, 44 BCE, 191X, 3 days, 10-5]
----
1:1 '[' [
1:2 a whole number 1917
1:6 ',' ,
1:8 a date 1917-11
1:15 ',' ,
1:17 a date 1917-11-07 OS
1:30 ',' ,
1:32 a date 44 BCE
1:38 ',' ,
1:40 a date 191X
1:44 ',' ,
1:46 a whole number 3
1:48 a unit of time such as days days
1:52 ',' ,
1:54 a whole number 10
1:56 '-' -
1:57 a whole number 5
1:58 ']' ]
1:59 the end of the line

# dots
a..b + c.. | d.e
----
1:1 a name a
1:2 '..' ..
1:4 a name b
1:6 '+' +
1:8 a name c
1:9 '..' ..
1:12 '|' |
1:14 a name d
1:15 '.' .
1:16 a name e
1:17 the end of the line

# texts, ids, names
"a\n" + 'b\n' + @lenin-1.born + @person/743 + @"Lenin" + `first page`
----
1:1 a text "a\n"
1:7 '+' +
1:9 a text 'b\n'
1:15 '+' +
1:17 an @id @lenin-1
1:25 '.' .
1:26 a name born
1:31 '+' +
1:33 an @id @person/743
1:45 '+' +
1:47 an @"name" @"Lenin"
1:56 '+' +
1:58 a name `first page`
1:70 the end of the line

# not in is one token
a not in b and not inside
----
1:1 a name a
1:3 'not in' not in
1:10 a name b
1:12 'and' and
1:16 'not' not
1:20 a name inside
1:26 the end of the line
