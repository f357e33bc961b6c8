%archive ../archive.gzt
%format csv

# division is real
[0] | select a: 7 / 2, b: 4 / 2, c: -7 / 2
----
a,b,c
3.5,2.0,-3.5

# // rounds down
[0] | select a: 7 // 2, b: -7 // 2, c: 7 // -2, d: -7 // -2, e: 7.5 // 2
----
a,b,c,d,e
3,-4,-4,3,3.0

# % has the divisor's sign
[0] | select a: 7 % 3, b: -7 % 3, c: 7 % -3, d: -7 % -3, e: 7.5 % 2
----
a,b,c,d,e
1,2,-2,-1,1.5

# by zero gives nothing, and that is counted
[0] | select a: 1 / 0, b: 1 // 0, c: 1 % 0, d: 1.0 / 0.0
----
a,b,c,d
,,,
-- 4 divisions by zero gave nothing

# one division by zero
ships | select q: 10 / guns
----
q
0.7142857142857143
2.0
2.0
""
-- 1 division by zero gave nothing

# int meets real exactly
[0] | select a: 1 = 1.0, b: 9007199254740993 = 9007199254740992.0, c: 9007199254740993 > 9007199254740992.0
----
a,b,c
true,false,true

# digits that read back
[0.1, 1.0, 1e21, 0.30000000000000004, 1.5e-7]
----
value
0.1
1.0
1e+21
0.30000000000000004
1.5e-7

# the least and the greatest whole number
[0] | select a: 9223372036854775807, b: -9223372036854775807 - 1
----
a,b
9223372036854775807,-9223372036854775808

# the least is written like any other
[0] | select a: -9223372036854775808, b: -9223372036854775808 // 2, c: -0009223372036854775808 = - 9223372036854775807 - 1
----
a,b,c
-9223372036854775808,-4611686018427387904,true

# and stands in a list, and is less than all others
[-9223372036854775808, 0, -9223372036854775807] | where it <= -9223372036854775807 | sort it desc
----
value
-9223372036854775807
-9223372036854775808

# its positive is beyond the numbers
- -9223372036854775808
----
error: the result of '- -9223372036854775808' is too large
 1 │ - -9223372036854775808
   │ ^^^^^^^^^^^^^^^^^^^^^^

# overflow is an error
9223372036854775807 + 1
----
error: the result of '9223372036854775807 + 1' is too large
 1 │ 9223372036854775807 + 1
   │ ^^^^^^^^^^^^^^^^^^^^^^^

# multiplication binds tighter
[0] | select a: 1 + 2 * 3, b: (1 + 2) * 3, c: 10 - 4 - 3, d: 2 * -3, e: -2 - -3
----
a,b,c,d,e
7,9,3,-6,1

# a calculation with a missing value
people | take 5 | select x: shoe * 2 + 1
----
x
73
87
73
83
""

# ranges of numbers
[0, 5, 6, 14, 15] | select n: it, x: it in 5..14, y: it in 6.., z: it in ..5
----
n,x,y,z
0,false,false,true
5,true,false,true
6,true,true,false
14,true,true,false
15,false,true,false

# a number in a list with a missing one
people | where shoe in [36, 43] | select id
----
id
ada
boris
clara
-- 7 more are possible: shoe not recorded

# a real in a range of whole numbers
[0] | select a: 1.5 in 1..2, b: 2.0 in 1..2, c: 2.5 in 1..2
----
a,b,c
true,true,false
