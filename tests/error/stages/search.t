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

# settings out of bounds, or no numbers
set search_b = 1.5
set search_k1 = -1
set search_title = "much"
----
error: search_b is a number from 0 to 1
 1 │ set search_b = 1.5
   │                ^^^
hint: set search_b = 0.75
error: search_k1 is a number from 0 to 100
 2 │ set search_k1 = -1
   │                 ^^
hint: set search_k1 = 1.2
error: search_title is a number from 0 to 100
 3 │ set search_title = "much"
   │                    ^^^^^^
hint: set search_title = 2

# a setting that is spelt otherwise
set serch_text = 1
----
error: there is no setting 'serch_text'
 1 │ set serch_text = 1
   │     ^^^^^^^^^^ did you mean 'search_text'?
hint: set circa = 5 years, or set year_begins = "25 March"

# nothing that would be looked through
set search_title = 0
people | search "Ada"
----
error: search_title is 0, so that nothing of people is searched
 2 │ people | search "Ada"
   │          ^^^^^^
hint: set search_title = 1
