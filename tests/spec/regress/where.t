%archive extended.gzt
%format csv

# a condition on the elements of a list reads no field of the row
people | where any(["a", null], it = "b") or any([@congress], title = "b" and type = "c")
----
id,source,same,name,also,role,gender,born,died,birthplace,deathplace,fate,note,party
-- 1 more is possible (maybe)
-- no title is "b"
-- no type is "c"
-- nothing is left after: where any(["a", null], it = "b") or any([@congress], title = "b" and type = "c")

# what a condition leaves out is counted once, also where its field is missing
people | where died in ..first([null, 1910-11]) | select id
----
id
-- 1 more is possible: died not recorded
-- first([null, 1910-11]) leaves out 1 missing value
-- nothing is left after: where died in ..first([null, 1910-11])
