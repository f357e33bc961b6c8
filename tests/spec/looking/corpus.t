%archive ../text/corpus.gzt

# a trend is drawn by its rate
articles | trend(text, "a", year(date)) | as sparkline
----
1905 ▁▆█ 1909  per_thousand: 157.8947 to 454.5455
-- the coverage has gaps, between 1906 and 1909
-- 1 has no text

# as bars
articles | trend(text, "a", year(date)) | as bar(width: 10)
----
year(date) │per_thousand
      1905 │███▌ 157.8947
      1906 │███████▊ 350.0
      1909 │██████████ 454.5455
-- the coverage has gaps, between 1906 and 1909
-- 1 has no text

# or by what is named
articles | trend(text, "a", year(date)) | as bar(y: words, width: 10)
----
year(date) │words
      1905 │█████████▌ 19
      1906 │██████████ 20
      1909 │█████▌ 11
-- the coverage has gaps, between 1906 and 1909
-- 1 has no text

# words by how often they are counted
articles | frequencies(text) | take 3 | as bar(width: 10)
----
word │count
a    │██████████ 15
b    │██████▋ 10
e    │███▍ 5
-- 1 has no text
