%archive ../../spec/text/corpus.gzt

# arguments
articles | frequencies
----
error: 'frequencies' takes other arguments
 1 │ articles | frequencies
   │            ^^^^^^^^^^^
hint: frequencies(text)

# too many
articles | frequencies(text, title)
----
error: 'frequencies' takes other arguments
 1 │ articles | frequencies(text, title)
   │            ^^^^^^^^^^^
hint: frequencies(text)

# numbers are not counted
articles | frequencies(words)
----
error: 'frequencies' counts words of a text, or entities or texts of a list; found an int
 1 │ articles | frequencies(words)
   │                        ^^^^^
hint: frequencies(text), or a list such as people or ngrams(text, 2)

# dates are not counted
articles | frequencies([date])
----
error: 'frequencies' counts words of a text, or entities or texts of a list; found a list [date]
 1 │ articles | frequencies([date])
   │                        ^^^^^^
hint: frequencies(text), or a list such as people or ngrams(text, 2)

# a pattern beside people
articles | collocates(people, "strike")
----
error: beside a pattern stand words of a text; what is counted here is a list [person]
 1 │ articles | collocates(people, "strike")
   │                               ^^^^^^^^
hint: collocates(people, text ~ "strike"): those of the rows that have it

# no pattern
articles | collocates(text, 5)
----
error: 'collocates' needs a pattern of words, found an int (5)
 1 │ articles | collocates(text, 5)
   │                             ^
hint: "soviet*", "winter palace": what ~ looks for

# another pattern in each row
articles | collocates(text, title)
----
error: 'collocates' looks for one pattern in all rows
 1 │ articles | collocates(text, title)
   │                             ^^^^^
hint: to look for another text in each row: with n: count_of(text, name)

# a window without a number
articles | collocates(text, "a", "5")
----
error: the window is a number of words, found a text ("5")
 1 │ articles | collocates(text, "a", "5")
   │                                  ^^^

# a window of nothing
articles | collocates(text, "a", 0)
----
error: 'collocates' looks at 1 to 1000 words on either side
 1 │ articles | collocates(text, "a", 0)
   │                                  ^

# a window of a condition
articles | collocates(text, people has @ann, 5)
----
error: a condition is of whole rows: only a pattern has a window
 1 │ articles | collocates(text, people has @ann, 5)
   │                                              ^

# a pattern that is none
articles | collocates(text, "a NEAR b")
----
error: NEAR needs a number of words, from 1 to 1000
 1 │ articles | collocates(text, "a NEAR b")
   │                                ^^^^
hint: trotsky NEAR/5 aurora

# a pattern of a trend that is none
articles | trend(text, "( )", year(date))
----
error: the pattern has no word
 1 │ articles | trend(text, "( )", year(date))
   │                         ^^^

# a list as a text
articles | trend(people, "a")
----
error: 'trend' looks through a text, found a list [person]
 1 │ articles | trend(people, "a")
   │                  ^^^^^^

# a list as a key
articles | trend(text, "a", people)
----
error: a list [person] cannot be a key
 1 │ articles | trend(text, "a", people)
   │                             ^^^^^^
hint: expand people first, or use count(people)

# no second query
articles | keyness(text)
----
error: 'keyness' takes other arguments
 1 │ articles | keyness(text)
   │            ^^^^^^^
hint: keyness(text, (articles | where section = "Leader"))

# a query that has no such field
articles | keyness(text, people)
----
error: no field 'text' on person
 1 │ articles | keyness(text, people)
   │                    ^^^^
hint: 'text' is a function: write text(...)

# a field of another type on the other side
articles | keyness(title, [{title: [@ann]}])
----
error: of the other rows 'title' is a list [person]
 1 │ articles | keyness(title, [{title: [@ann]}])
   │                    ^^^^^

# arguments have no names
articles | collocates(text, node: "a")
----
error: only a key can be named
 1 │ articles | collocates(text, node: "a")
   │                             ^^^^
hint: collocates(text, "soviet", 5), or of a condition: collocates(people, text ~ "strike")

# a column that would be there twice
articles | trend(text, "a", count: year(date))
----
error: 'trend' would give two columns 'count'
 1 │ articles | trend(text, "a", count: year(date))
   │            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# as functions
articles | select frequencies(text)
----
error: 'frequencies' is a stage
 1 │ articles | select frequencies(text)
   │                   ^^^^^^^^^^^
hint: articles | frequencies(text)

# as functions of lists
articles | expand collocates(text, "the", 5) as k
----
error: 'collocates' is a stage
 1 │ articles | expand collocates(text, "the", 5) as k
   │                   ^^^^^^^^^^
hint: articles | collocates(text, "soviet", 5), or of a condition: collocates(people, text ~ "strike")

# the nearest stage
articles | frequency(text)
----
error: there is no stage 'frequency'
 1 │ articles | frequency(text)
   │            ^^^^^^^^^ did you mean 'frequencies'?

# a list has no vocabulary
articles | vocabulary(people)
----
error: 'vocabulary' looks through a text, found a list [person]
 1 │ articles | vocabulary(people)
   │                       ^^^^^^

# what others call them
articles | keywords(text)
----
error: there is no stage 'keywords'
 1 │ articles | keywords(text)
   │            ^^^^^^^^
hint: keyness(text, archive.articles)

# a list of words
articles | wordlist
----
error: there is no stage 'wordlist'
 1 │ articles | wordlist
   │            ^^^^^^^^
hint: frequencies(text)
