%archive ../archive.gzt
%format csv

# columns in the order asked for
ships | take 1 | select guns, name
----
guns,name
14,Aurora

# an unnamed column is called by its own words
ships | take 1 | select sister.name, count(crew), guns+1
----
sister.name,count(crew),guns+1
,2,15

# blanks and line ends in the words are one blank
ships | take 1 | select guns +
  1
----
guns + 1
15

# star: the declared fields
ships | take 1 | select *, extra: true
----
id,name,guns,weight,sunk,sister,crew,active,voyage,extra
aurora,Aurora,14,6731.0,,,boris; ivan,true,P3D,true

# star after select: the columns
ships | take 1 | select name, guns | select *, double: guns * 2
----
name,guns,double
Aurora,14,28

# star keeps what is written before it in its place
ships | take 1 | select guns, *
----
guns,id,name,weight,sunk,sister,crew,active,voyage
14,aurora,Aurora,6731.0,,,boris; ivan,true,P3D

# with adds a column and keeps the entity
ships | with n: count(crew) | where n > 0 | select name, n, sister
----
name,n,sister
Aurora,2,
Zarya,1,

# with redefines a field
ships | with guns: guns + 1 | where guns > 5 | select name, guns
----
name,guns
Aurora,15
Amur,6
Zarya,6

# it.x is the row's own even when with has redefined it
ships | take 1 | with guns: "many" | select guns
----
guns
many

# two withs: the second sees the first
ships | take 1 | with a: guns * 2 | with a: a + 1, b: a | select a, b
----
a,b
29,28

# where twice is and
ships | where guns > 0 | where guns < 6 | select name
----
name
Amur
Zarya

# a field may be called as a stage is
[0] | select count: 1, by: 2, desc: 3, top: 4 | sort desc desc | select top, by, count
----
top,by,count
4,2,1

# a name with a space
[0] | select `first page`: 7 | where `first page` = 7 | select `first page`
----
first page
7

# the row itself
ships | take 1 | select row: it
----
row
aurora

# records and lists in columns
%format jsonl
ships | take 1 | select r: {n: name, c: crew.name}, l: [guns, 1]
----
{"r":{"n":"Aurora","c":["Boris","ivan"]},"l":[14,1]}
