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
