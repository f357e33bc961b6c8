%types

# what is counted, the pattern, the window
articles | collocates(text, "soviet", 3)
----
from articles -> article
collocates -> word: text, together: int, count: int, expected: real, ll: real, mi: real, t: real, logdice: real
  constant "soviet": text
  constant 3: int
  field text: text
    slot 0: article

# a condition
passages | collocates(people, text ~ "palace")
----
from passages -> passage
collocates -> person: person, together: int, count: int, expected: real, ll: real, mi: real, t: real, logdice: real
  field people: [person]
    slot 0: passage
  ~: truth
    field text: text
      slot 0: passage
    constant "palace": text

# what is counted on both sides
articles | keyness(text, (passages | take 3))
----
from articles -> article
keyness -> word: text, count: int, per_thousand: real, other: int, other_per_thousand: real, ll: real, log_ratio: real
  field text: text
    slot 0: article
  field text: text
    slot 0: passage
  from passages -> passage
  take -> passage
    constant 3: int

# a key, and the issues of articles
articles | trend(text, "soviet", y: year(date))
----
from articles -> article
trend -> y: int, per_thousand: real, count: int, words: int, articles: int, per_article: real, issues: int, per_issue: real, coverage: text
  constant "soviet": text
  field text: text
    slot 0: article
  call year: int
    field date: date
      slot 0: article
  field issue: issue
    slot 0: article

# a key
articles | vocabulary(text, section)
----
from articles -> article
vocabulary -> section: text, words: int, types: int, ttr: real, sttr: real, once: int, articles: int
  field text: text
    slot 0: article
  field section: text
    slot 0: article

# texts of a list
articles | frequencies(ngrams(text, 2))
----
from articles -> article
frequencies -> value: text, count: int, per_thousand: real, articles: int, dp: real, dp_norm: real
  call ngrams: [text]
    field text: text
      slot 0: article
    constant 2: int
