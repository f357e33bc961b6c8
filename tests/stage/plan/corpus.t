%plan

# the other side stands before
articles | where words > 100 | keyness(text, articles) | take 3
----
scan articles
  where words > 100
      scan articles
    keyness text
      take

# measures of words
passages | frequencies(text) | sort dp | take 2
articles | collocates(text, "soviet") | trend(word, "a")
----
scan passages
  frequencies text
    top dp
\
scan articles
  collocates text
    trend word
