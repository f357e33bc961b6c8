%archive doubtful.gzt
%format csv

# a line under one that could go on begins a statement all the same
let all_of_them = people | distinct
let open = 1918..
archive.people | where died in open | select id
1 + 1
----
id
a
b
value
2
