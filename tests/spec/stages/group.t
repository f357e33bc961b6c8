%archive ../archive.gzt
%format csv

# count
people | count
----
count
11

# count of nothing
people | where name = "Nobody" | count
----
count
0
-- 1 more is possible: name not recorded
-- no name is "Nobody"

# count by: most frequent first, ties as they came, missing a group
people | count by gender
----
gender,count
f,5
m,5
,1

# count by most frequent first
people | count by fate
----
fate,count
,4
executed,3
natural,2
murdered,2

# count by two keys
people | where gender is not null | count by gender, fate | take 3
----
gender,fate,count
m,executed,3
f,,3
f,natural,2

# count by a named key
people | count by y: century(died)
----
y,count
20,7
,3
-1,1

# summarize: keys first, in order of first appearance
people | summarize n: count() by fate
----
fate,n
natural,2
executed,3
,4
murdered,2

# summarise, as the British write it
ships | summarise n: count()
----
n
4

# aggregates of numbers
ships | summarize sum(guns), mean(guns), median(guns), min(guns), max(guns)
----
sum(guns),mean(guns),median(guns),min(guns),max(guns)
24,6.0,5.0,0,14

# the brackets are worked out for each row
ships | summarize m: sum(guns * 2), l: max(length(name)), c: max(count(crew))
----
m,l,c
48,6,2

# count of a condition counts where it is true
ships | summarize n: count(guns = 5), big: count(guns > 100), all: count()
----
n,big,all
2,0,4

# a sum over a condition
ships | summarize s: sum(if guns = 5 then 1 else 0)
----
s
2

# lists of the rows are joined
ships | summarize n: count(crew), c: distinct(crew)
----
n,c
3,boris; ivan

# outside an aggregate a field is the list of its values
ships | summarize names: name by guns
----
guns,names
14,Aurora
5,Amur; Zarya
0,Oleg

# outside an aggregate a key is its value
ships | summarize double: guns * 2, n: count() by guns
----
guns,double,n
14,28,1
5,10,2
0,0,1

# a named key
ships | summarize n: count(), more: half + 1 by half: guns // 2
----
half,n,more
7,1,8
2,2,3
0,1,1

# aggregates within calculations
ships | summarize span: max(guns) - min(guns), share: sum(guns) / count()
----
span,share
14,6.0

# missing values are left out, and that is said
ships | summarize w: mean(weight)
----
w
5434.166666666667
-- mean(weight) leaves out 1 missing value

# without by there is one row even of none
ships | where guns > 99 | summarize n: count(), s: sum(guns), m: min(guns), a: mean(guns)
----
n,s,m,a
0,0,,

# with by there is none
ships | where guns > 99 | summarize n: count() by name
----
name,n
-- nothing is left after: where guns > 99

# a missing key is a group of its own
ships | summarize n: count() by sister
----
sister,n
,2
aurora,1
amur,1

# dates stated alike are one key
events | where date is not null | summarize n: count() by y: year(date) | sort n desc | take 2
----
y,n
1917,5
,4

# the first and last that are there
ships | summarize a: first(weight), b: last(sunk), c: first(name), d: last(name)
----
a,b,c,d
6731.0,1916,Aurora,Oleg
-- first(weight) leaves out 1 missing value
-- last(sunk) leaves out 3 missing values

# min and max of dates
people | summarize a: min(born), b: max(died)
----
a,b
-0099-07-12,1953-03
-- min(born) leaves out 2 missing values
-- max(died) leaves out 3 missing values

# min and max of texts
ships | summarize a: min(name), b: max(name)
----
a,b
Amur,Zarya

# an unnamed column is called by its words, which mean it later
ships | summarize max(guns) by active | where max(guns) > 4 | sort max(guns)
----
active,max(guns)
false,5
,5
true,14


# the different ones of a group, not of each row
events | expand people as p | summarize n: count(), who: count(distinct(p.name)) by type | sort n desc | take 3
----
type,n,who
meeting,5,2
strike,2,2
battle,2,2
-- 4 rows have no people to expand

# the different elements of the rows' lists
events | summarize named: count(people), who: count(distinct(people)) by type | sort named desc | take 3
----
type,named,who
meeting,5,2
strike,2,2
battle,2,2

# an aggregate of the different ones
[{k: 1, n: 3}, {k: 1, n: 3}, {k: 1, n: 4}, {k: 2, n: 5}] | summarize s: sum(distinct(n)), m: max(distinct(n)) - 1 by k
----
k,s,m
1,7,3
2,5,4

# a share of the different ones
people | summarize share: count(distinct(gender)) / count()
----
share
0.18181818181818182
-- distinct(gender) leaves out 1 missing value
