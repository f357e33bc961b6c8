%plan
%archive ../../spec/archive.gzt

# a scan
people | where shoe > 40 | select name
----
scan people
  where shoe > 40
    select

# a name through its index
people | where name = "Ada" | select born
----
index people by name
  select

# a name on the right
people | where "Ada" = name
----
index people by name

# several names
people | where name in ["Ada", "Boris"]
----
index people by name

# a link through the list of its other side
events | where place = @smolny
----
index events by place
  where place = @smolny

# has through the list of its other side
events | where people has @ada
----
index events by people

# what may be, by the dates
events | where maybe(date overlaps 1917-11)
----
index events by date

# within a place, through the places below it
events | where place in @smolny
----
index events by place

# texts between two others lie in order
people | where name >= "A" and name < "B" | sort name | take 2
----
index people by name
  take

# a date range
events | where date in 1917-11-07..1917-11-08
----
index events by date

# before
people | where born before 1870
----
index people by born

# and: the better index, the rest decided after it
people | where name = "Ada" and shoe > 30
----
index people by name
  where name = "Ada" and shoe > 30

# not: no index
people | where not (name = "Ada")
----
scan people
  where not (name = "Ada")

# or: no index
people | where name = "Ada" or shoe > 30
----
scan people
  where name = "Ada" or shoe > 30

# what can fail is not pushed behind
people | where int(name) = 1 and name = "Ada"
----
scan people
  where int(name) = 1 and name = "Ada"

# sort and take through the index
people | sort born | take 3
----
index top people by born

# top through the index
people | top 3 by born
----
index top people by born

# sort and take of a calculation
people | sort died - born | take 3
----
scan people
  top died - born

# count of a collection reads no row
people | count
----
count all people

# the other side of a set
people | union (people | where shoe > 40)
----
scan people
    scan people
      where shoe > 40
  union

# a list
[1, 2] | where it > 1
----
list [1, 2]
  where it > 1

# every stage
events | where date in 1917 | expand people as p | with a: p.shoe | sort a | skip 1 | distinct type | summarize n: count() by type | select n
----
index events by date
  expand people
    with
      sort a
        skip
          distinct
            group type
              select

# similar names through their index
people | where similar(name, "Ada")
----
index people by name

# either side may be fixed
people | where similar("Ada", name) and shoe > 40
----
index people by name
  where similar("Ada", name) and shoe > 40

# any of the other names
people | where any(also, similar(it, "Ada"))
----
index people by also
  where any(also, similar(it, "Ada"))

# either of two conditions that an index serves
people | where similar(name, "Ada") or any(also, similar(it, "Ada")) or name = "Boris"
----
index people by name
  where similar(name, "Ada") or any(also, similar(it, "Ada")) or name = "Boris"

# no index where one side needs a scan
people | where similar(name, "Ada") or shoe > 40
----
scan people
  where similar(name, "Ada") or shoe > 40

# none where the name is another in each row
people | where similar(name, id)
----
scan people
  where similar(name, id)

# how many have a word is known without their rows
articles | where text ~ "fog" | count
----
count all articles by text

# not where something else is asked, too
articles | where text ~ "fog" and title ~ "report" | count
----
index articles by text
  where text ~ "fog" and title ~ "report"
    count

# rows of a name, of those that have the words, which are not asked for again
people | where also has "Ada" and name ~ "ada" | select name
----
index people by also
  where also has "Ada" and name ~ "ada"
    select

# a search of which some are taken keeps only those
articles | search "fog" | take 2 | select title
----
search top "fog"
  select

# not where another stage sees all of them
articles | search "fog" | sort title | take 2
----
search "fog"
  sort score
    top title

# a concordance reads the texts that have a find
articles | expand kwic(text, "fog") as k | select k.left
----
index articles by text
  expand kwic(text, "fog")
    select

# one of a pattern for each row reads all
articles | expand kwic(text, title) as k
----
scan articles
  expand kwic(text, title)
