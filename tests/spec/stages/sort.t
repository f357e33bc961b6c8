%archive ../archive.gzt
%format csv

# ascending, missing last, ties in the order they came
people | sort shoe | select id, shoe
----
id,shoe
ada,36
clara,36
dmitri,41
boris,43
elena,
fyodor,
gaius,
hanna,
ivan,
maria,
nobody,

# descending, missing last all the same, ties still in order
people | sort shoe desc | select id, shoe
----
id,shoe
boris,43
dmitri,41
ada,36
clara,36
elena,
fyodor,
gaius,
hanna,
ivan,
maria,
nobody,

# texts by folded letters
people | sort name | select name
----
name
Ada
Boris
Clara
Dmitri
Élena
Fyodor
Gaius
Hanna Ström
ivan
Mária
""

# texts alike but for case and accents: by code points
["b", "á", "A", "a", "B"] | sort it
----
value
A
a
á
B
b

# truths: false, true, unknown
people | sort brave | take 3 | select id, brave
----
id,brave
boris,false
ada,true
clara,

# truths descending: unknown last
people | sort brave desc | take 3 | select id, brave
----
id,brave
ada,true
boris,false
clara,

# dates by earliest start, then latest end
people | sort born | select id, born
----
id,born
gaius,-0099-07-12
fyodor,1868-05-18
ada,1870
elena,1872?
ivan,[1875..1878]
boris,1879-10
maria,1880
dmitri,188X
clara,1880-05-14
hanna,
nobody,

# dates descending
people | sort born desc | select id
----
id
clara
dmitri
maria
boris
ivan
elena
ada
fyodor
gaius
hanna
nobody

# several keys
people | sort gender desc, shoe | take 6 | select id, gender, shoe
----
id,gender,shoe
dmitri,m,41
boris,m,43
fyodor,m,
gaius,m,
ivan,m,
ada,f,36

# a calculated key
ships | sort length(name) desc, name | select name
----
name
Aurora
Zarya
Amur
Oleg

# whole and real numbers together
ships | sort weight / 1000 | select name, weight
----
name,weight
Amur,2926.5
Oleg,6645.0
Aurora,6731.0
Zarya,

# the later sort wins, the earlier orders its ties
ships | sort name desc | sort guns | select name, guns
----
name,guns
Oleg,0
Zarya,5
Amur,5
Aurora,14

# nothing to sort
people | where false | sort name | select name
----
name
-- nothing is left after: where false
