# in a complete file no text holds marks, and nothing follows from passages and mentions
%archive complete.gzt
articles | select title, text, words, n: count(passages), people
----
┌───────┬──────────────────────────────────────┬───────┬───┬────────┐
│ title │ text                                 │ words │ n │ people │
├───────┼──────────────────────────────────────┼───────┼───┼────────┤
│ A     │ The [[@ann|first]].\n\n== No head == │     ∅ │ 1 │        │
└───────┴──────────────────────────────────────┴───────┴───┴────────┘

# a date is what it says, whatever the calendar; its words are those that are noted
%archive complete.gzt
people | select born, in_words: written(born), died, about: written(died), low: claims(died).certainty
----
┌────────────┬─────────────────┬──────┬─────────┬─────┐
│ born       │ in_words        │ died │ about   │ low │
├────────────┼─────────────────┼──────┼─────────┼─────┤
│ 1917-02-01 │ 1. Februar 1917 │ 1990 │ um 1990 │ low │
└────────────┴─────────────────┴──────┴─────────┴─────┘

# durations of several units and with two bounds
%archive complete.gzt
people | select term, terms
----
┌─────────────────┬──────────────────────────────────┐
│ term            │ terms                            │
├─────────────────┼──────────────────────────────────┤
│ 1 year 2 months │ 53–54 years, 1 minute 30 seconds │
└─────────────────┴──────────────────────────────────┘

# what is stated of passages and mentions is there
%archive complete.gzt
mentions | select id, of, passage, words: passage.words, people: passage.people
----
┌────┬─────┬─────────┬───────┬────────┐
│ id │ of  │ passage │ words │ people │
├────┼─────┼─────────┼───────┼────────┤
│ m  │ Ann │ p       │     ∅ │        │
└────┴─────┴─────────┴───────┴────────┘
