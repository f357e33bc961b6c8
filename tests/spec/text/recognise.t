%archive names.gzt
%format csv

# a name is found where all of it stands, and a possessive s is not part of it
recognise("Ada Hunter's house.") | select text, at, people.id
----
text,at,people.id
Ada Hunter,1,ada

# a family name alone may be that of several, of a place too
recognise("They met Hunter.") | select text, at, people.id, places.id
----
text,at,people.id,places.id
Hunter,3,ada; ben,hunter

# a hunter is nobody, but capitals are
recognise("A hunter, HUNTER and ADA HUNTER") | select text, people.id, places.id
----
text,people.id,places.id
HUNTER,ada; ben,hunter
ADA HUNTER,ada,

# given names, initials, and what follows a name
recognise("A. Hunter; B Hunter; Ben Hunter Jr; Ben Hunter") | select text, at, people.id
----
text,at,people.id
A. Hunter,1,ada
B Hunter,3,ben
Ben Hunter Jr,5,ben
Ben Hunter,8,ben

# the first and the longest wins
recognise("Hunter-Smith, Ada Hunter Smith") | select text, at, people.id
----
text,at,people.id
Hunter-Smith,1,cid
Ada Hunter,3,ada

# the family name stands before a comma
recognise("Cid Bert Hunter-Smith, C. B. Hunter-Smith, Cid Hunter-Smith, Smith") | select text, people.id
----
text,people.id
Cid Bert Hunter-Smith,cid
C. B. Hunter-Smith,cid
Cid Hunter-Smith,cid

# with what is small before it and without, accents aside
recognise("von Bulow, Bülow, D. von Bülow") | select text, people.id
----
text,people.id
von Bulow,dora
Bülow,dora
D. von Bülow,dora

# another name, in all of it
recognise("Comrade Ada, Eve Petrovna, Petrovna, Comrade") | select text, people.id
----
text,people.id
Comrade Ada,ada
Eve Petrovna,eve

# a patronymic that is the last word of a name is taken for the family name
recognise("Petrovich") | select text, people.id
----
text,people.id
Petrovich,ivan

# Russian cases, and the other spelling
recognise("О Зорине, с Фёдором; Зориным, ФЁДОР ЗОРИН, Zorin's") | select text, people.id
----
text,people.id
Зорине,fedor
Зориным,fedor
ФЁДО� ЗО� ИН,fedor
Zorin,fedor

# no family name: an ordinal, an article, small words, two letters
recognise("III, Keeper, Bute, Li, George III, The Lock Keeper, Anne of Bute, Anna Li")
  | select text, people.id, places.id
----
text,people.id,places.id
Bute,,bute
George III,george,
The Lock Keeper,keeper,
Anne of Bute,of,
Anna Li,li,

# a single letter is no name; an ideograph is
recognise("X 春 春日") | select text, people.id
----
text,people.id
春,haru

# a plural or genitive s, but not of another name
recognise("The Hunters, Peters, Peter, Eves") | select text, people.id, places.id
----
text,people.id,places.id
Hunters,ada; ben,hunter
Peters,peters,
Eves,eve,

# of words with a capital only
recognise("the soviets, Town Soviets; the soviet’s seat") | select text, organisations.id
----
text,organisations.id
Town Soviets,soviet
the soviet,soviet

# a name ends at a comma and at a full stop, but for initials
recognise("Ada, Hunter. Ada. Hunter. A. Hunter") | select text, at
----
text,at
Ada,1
Hunter,2
Ada. Hunter,3
A. Hunter,5

# over one line end, not over an empty line
recognise("Ada\nHunter and Ada\n\nHunter and Ada  -  Hunter") | select text, at
----
text,at
Ada Hunter,1
Ada,4
Hunter,5
Ada - Hunter,7

# small words of a name may be written either way, capitals may not
recognise("The Green, the green, soldiers’ Club Of Bute, Soldiers' Club of Bute")
  | select text, places.id, organisations.id
----
text,places.id,organisations.id
The Green,hunter,
Bute,bute,
Soldiers' Club of Bute,,club

# small words of a place or organisation are small in the text, or all of it has capitals
recognise("The soviet, the Soviet State, THE SOVIET met; the Town soviet")
  | select text, places.id, organisations.id
----
text,places.id,organisations.id
The soviet,,soviet
THE SOVIET,,soviet

# the first find gives way to one within it whose name has more capitals
recognise("in THE SOVIET UNION and the soviet") | select text, places.id, organisations.id
----
text,places.id,organisations.id
SOVIET UNION,union,
the soviet,,soviet

# names of more than twelve words are not looked for
recognise("A B C D E F G H I J K L M") | select text
----
text

# of a missing text nothing, and of one without names
people | where id = "nobody" | select n: count(recognise(name)), m: count(recognise("None of them."))
----
n,m
0,0

# within a query, with the fields of the article
articles | expand recognise(text) as m | expand m.people as p
  | select title, m.text, m.at, p.id, p.born
----
title,m.text,m.at,p.id,p.born
Short,Ada Hunter,1,ada,
Short,Bülow,4,dora,

# passages by whom their text may mean
passages | where any(recognise(text), people has @ada) | select id
----
id
short-1
