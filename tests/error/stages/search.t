%archive ../../spec/archive.gzt

# no word
passages | search " … "
----
error: the search has no word
 1 │ passages | search " … "
   │                   ^^^^^

# not a text
passages | search 3
----
error: search needs its words as a text, found an int (3)
 1 │ passages | search 3
   │                   ^

# rows that are no entities
passages | select id | search "x"
----
error: search looks through entities, and the rows here are not
 1 │ passages | select id | search "x"
   │                        ^^^^^^
hint: put search before select: articles | search "winter palace" | select title

# nothing to search
mentions | search "x"
----
error: mentions have no title, name or text to search
 1 │ mentions | search "x"
   │            ^^^^^^
