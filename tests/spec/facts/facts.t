%archive ../archive.gzt
%format csv

# a text is split at blank lines
articles | follow passages | where article = @art1 | select id, number, type
----
id,number,type
art1-1,1,paragraph
art1-2,2,crosshead
oath,3,paragraph
art1-4,4,paragraph

# the words of a passage, mentions as they are shown
@art1 | follow passages | select text
----
text
Boris left Smolny Institute at dusk.
Night
The oath was sworn by her and him.
"Fog. Fog on the dock;
the Winter Palace stood dark."

# a text in one line is one passage
@art2-1.text
----
value
One paragraph: B. and the palace.

# mentions of a passage
mentions | select of, passage, words, implied
----
of,passage,words,implied
boris,art1-1,Boris,false
smolny,art1-1,Smolny Institute,false
ada,oath,her,true
boris,oath,him,false
boris,art2-1,B.,false
winter-palace,art2-1,the palace,false

# passage.people
passages | where people has @boris | select id
----
id
art1-1
oath
art2-1

# passage.places
passages | where places has @winter-palace | select id
----
id
art2-1

# person.passages
@ada | follow passages | select id
----
id
oath

# article.people, each once
@art1 | select people, places
----
people,places
boris; ada,smolny

# person.mentioned_in
@boris | select mentioned_in
----
mentioned_in
art1; art2

# mentions of an entity
@boris | select n: count(mentions), implied: count(mentions[implied])
----
n,implied
3,0

# the inverse links of an article's fields
@ada | select wrote, received
----
wrote,received
art1,art2

# two authors
@clara | select wrote.title
----
wrote.title
Zürich notes

# the link back to an issue
@no1 | select articles
----
articles
art1; art2

# words are counted
[0] | select a: @art1-1.words, b: @oath.words, c: @memoir-2.words
----
a,b,c
6,8,3

# a claim: the first is preferred
@maria.born
----
value
1880

# an entity's source
@ada.source | select id
----
id
memoir-1

# relations without ids: two equal ones are one
relations | count
----
count
3

# a derived id is stable
relations | where type = "seat" | select same: id = first(archive.relations[type = "seat"]).id
----
same
true

# a list field keeps the repeats of its facts
@talk | select people
----
people
clara; ada; clara

# the archive's own words
[0] | select a: archive.language, b: archive.calendar
----
a,b
en,gregorian

# the title of the archive
archive.title
----
value
Fixture

# the whole of a hierarchy from its parts
@rising | select parts
----
parts
shot; taken; congress

# an extended kind
@ada.party.name
----
value
Soviet

# a kind of the archive's own
@boris | select served.name
----
served.name
Aurora

# a real field given as a whole number
@aurora.weight
----
value
6731.0

# a collection alone, for programs: all fields
%format tsv
publications
----
id	source	same	name	also	type	author	date	place	note
guard			The Guard						
paper			The Paper			elena			
