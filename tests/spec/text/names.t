%archive ../archive.gzt
%format csv

# similar: another spelling, in another alphabet
people | where similar(name, "Jelena") or similar(name, "Борис") | select name
----
name
Boris
Élena
-- 1 more is possible: name not recorded

# similar: one word of a longer name
people | where similar(name, "Stroem") | select name
----
name
Hanna Ström
-- 1 more is possible: name not recorded

# similar: the words in any order, initials for names
{yes: [similar("Lenin, V. I.", "Wladimir Iljitsch Lenin"), similar("Trotzki", "Троцкий")]}
----
value
yes: [true; true]

# similar: two of a dynasty are two
{no: [similar("Nicholas I", "Nicholas II"), similar("V. I.", "Vladimir Ilyich")]}
----
value
no: [false; false]

# similar: equal texts, names or not
{yes: [similar("—", "—"), similar("", "")], no: similar("—", "")}
----
value
"yes: [true; true], no: false"

# similar: what is not recorded is unknown
people | where similar(name, "Ada") or not similar(name, "Ada") | count
----
count
10
-- 1 more is possible: name not recorded

# distance and similarity: case and accents aside
{distance: distance("Hanna Ström", "HANNA STROM"), similarity: similarity("Hanna Ström", "HANNA STROM")}
----
value
"distance: 0, similarity: 1.0"

# distance: a pair of neighbours swapped, but nothing between them
{swapped: distance("Martha", "Marhta"), between: distance("ca", "abc")}
----
value
"swapped: 1, between: 3"

# distance and similarity to nothing
{d: distance("", "abc"), s: similarity("", "abc"), both: similarity("", ""), m: distance("a", null)}
----
value
"d: 3, s: 0.0, both: 1.0, m: "

# similarity puts in order
people | sort similarity(name, "Elana") desc, name | take 2 | select name, round(similarity(name, "Elana"), 3)
----
name,"round(similarity(name, ""Elana""), 3)"
Élena,0.893
Clara,0.733

# latin: equal for the spellings of a name
distinct([latin("Троцкий"), latin("Trotzki"), latin("Trotsky"), latin("Trotskij")])
----
value
trotski

# latin: a German s may be a Russian z; that is not to be known from the letters
{n: count(distinct([latin("Зиновьев"), latin("Zinoviev"), latin("Zinov'ev"), latin("Sinowjew")]))}
----
value
n: 2

# cologne: a code for each word, none of what has no letters
[cologne("Heinz Classen"), cologne("Meier"), cologne("Mayr"), cologne("1917")]
----
value
068 4586
67
67
""

# soundex_dm: one code, several, none
{one: soundex_dm("Moskowitz"), several: soundex_dm("Jackson"), none: soundex_dm("1917")}
----
value
"one: [645740], several: [145460; 154600; 445460; 454600], none: []"

# soundex_dm: rows of one column
people | where count(soundex_dm(name)) > 1 | select name, soundex_dm(name)
----
name,soundex_dm(name)
Clara,489000; 589000

