%archive ../../spec/archive.gzt

# walk
@ada | walk relations.to
----
error: the stage 'walk' is not in this version yet
 1 │ @ada | walk relations.to
   │        ^^^^

# join
events | join people on born before date
----
error: the stage 'join' is not in this version yet
 1 │ events | join people on born before date
   │          ^^^^

# left join
events | left join people on born before date
----
error: the stage 'join' is not in this version yet
 1 │ events | left join people on born before date
   │          ^^^^

# windows
events | sort date | with gap: date - prev(date)
----
error: the function 'prev' is not in this version yet
 1 │ events | sort date | with gap: date - prev(date)
   │                                       ^^^^

# with by
events | sort date | with n: row() by type
----
error: windows (with … by …) are not in this version yet
 1 │ events | sort date | with n: row() by type
   │                      ^^^^

# running
ships | sort name | with n: running(sum(guns))
----
error: the function 'running' is not in this version yet
 1 │ ships | sort name | with n: running(sum(guns))
   │                             ^^^^^^^

# cite
people | as cite
----
error: 'as cite' is not in this version yet
 1 │ people | as cite
   │             ^^^^

# path
path(@ada, @boris, via: events.people)
----
error: the function 'path' is not in this version yet
 1 │ path(@ada, @boris, via: events.people)
   │ ^^^^

# expect
expect count(people) = 11
----
error: expect is not in this version yet
 1 │ expect count(people) = 11
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^

# map
map person from "x.csv" { name: Name }
----
error: facts and kinds belong in a file of their own, not among queries
 1 │ map person from "x.csv" { name: Name }
   │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: open them as an archive: gazette FILE, or .open FILE

# link
events | expand people as p | select p.link.role
----
error: the notes of a link are not in this version yet
 1 │ events | expand people as p | select p.link.role
   │                                        ^^^^
hint: expand claims(people) as p | where p.role = … | select p.value.name
