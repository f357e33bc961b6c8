%archive corpus.gzt
%format csv

# the words of texts, most frequent first, with how evenly they are spread
articles | frequencies(text) | take 4
----
word,count,per_thousand,articles,dp,dp_norm
a,15,300.0,5,0.18,0.2195
b,10,200.0,5,0.02,0.0244
e,5,100.0,5,0.02,0.0244
t,4,80.0,4,0.18,0.2195
-- 1 has no text

# the same of passages
passages | frequencies(text) | where word = "a"
----
word,count,per_thousand,passages,dp,dp_norm
a,15,300.0,5,0.18,0.2195

# rows chosen by an index, and none without a text
articles | where date in 1905 | frequencies(text) | where count > 1
----
word,count,per_thousand,articles,dp,dp_norm
b,4,210.5263,2,0.0263,0.05
a,3,157.8947,2,0.1404,0.2667
e,2,105.2632,2,0.0263,0.05
n,2,105.2632,2,0.0263,0.05

# a row that comes twice is two parts
articles | where date in 1905 | expand [1, 2] as twice | frequencies(text) | where count > 4
----
word,count,per_thousand,articles,dp,dp_norm
b,8,210.5263,4,0.0263,0.0345
a,6,157.8947,4,0.1404,0.1839

# elements of lists: entities
articles | frequencies(people)
----
person,count,per_thousand,articles,dp,dp_norm
ann,3,500.0,3,0.3333,0.4
bob,2,333.3333,2,0.5,0.6
cid,1,166.6667,1,0.8333,1.0

# elements of lists: texts as they are
articles | frequencies(ngrams(text, 2)) | take 3
----
value,count,per_thousand,articles,dp,dp_norm
b e,5,111.1111,5,0.0222,0.027
b a,4,88.8889,4,0.2,0.2432
a b,3,66.6667,3,0.3778,0.4595

# an entity of each row
articles | frequencies(issue)
----
issue,count,per_thousand,articles,dp,dp_norm
i3,3,500.0,3,0.5,0.6
i1,2,333.3333,2,0.6667,0.8
i2,1,166.6667,1,0.8333,1.0

# texts that are worked out
["Old, old New", "new"] | frequencies(upper(it))
----
word,count,per_thousand,rows,dp,dp_norm
new,2,500.0,2,0.25,0.3333
old,2,500.0,1,0.25,0.3333

# rows of records have no kind
articles | select text | frequencies(text) | take 1
----
word,count,per_thousand,rows,dp,dp_norm
a,15,300.0,5,0.18,0.2195
-- 1 has no text

# over one article nothing is spread
articles | where title = "1" | frequencies(text) | take 1
----
word,count,per_thousand,articles,dp,dp_norm
b,2,222.2222,1,,

# nothing to count
articles | where text ~ "nowhere" | frequencies(text)
----
word,count,per_thousand,articles,dp,dp_norm
-- 1 more is possible: text not recorded
-- nothing is left after: where text ~ "nowhere"

# in words near a pattern: words of the finds are left out of account
["x a b c x d", "b a"] | collocates(it, "x", 1)
----
word,together,count,expected,ll,mi,t,logdice
c,1,1,0.5,1.5876,1.0,0.5,13.415
d,1,1,0.5,1.5876,1.0,0.5,13.415
a,1,2,1.0,0.0,0.0,0.0,13.0

# each word counts once, though two windows hold it
["x b x"] | collocates(it, "x", 5)
----
word,together,count,expected,ll,mi,t,logdice
b,1,1,1.0,0.0,0.0,0.0,13.415

# five words on either side unless said
["x 1 2 3 4 5 6 7"] | collocates(it, "x") | count
----
count
5

# phrases, wildcards, NEAR
["to the old palace of the old king"] | collocates(it, "old p*", 1) | select word, together
["the old grand palace was"] | collocates(it, "old NEAR/2 palace", 1) | select word, together
----
word,together
of,1
the,1
word,together
the,1
was,1

# in articles, by their index
articles | collocates(text, "h", 1)
----
word,together,count,expected,ll,mi,t,logdice
a,3,15,1.25,3.5618,1.263,1.0104,11.9125
g,1,2,0.1667,2.5835,2.585,0.8333,13.0
-- 1 has no text

# in some of the articles
articles | where date after 1906 | collocates(text, "h", 1) | select word, together, count
----
word,together,count
a,2,5
-- 1 has no text

# in rows for which a condition is true
articles | collocates(people, people has @ann)
----
person,together,count,expected,ll,mi,t,logdice
ann,3,3,1.5,8.3178,1.0,0.866,14.0
bob,1,2,1.0,0.0,0.0,0.0,12.6781

# words in rows with a person
passages | collocates(text, people has @cid) | take 3
----
word,together,count,expected,ll,mi,t,logdice
g,1,2,0.4,2.2314,1.3219,0.6,13.415
h,1,2,0.4,2.2314,1.3219,0.6,13.415
t,1,4,0.8,0.5053,0.3219,0.2,12.6781

# people in rows with a word
articles | collocates(people, text ~ "h")
----
person,together,count,expected,ll,mi,t,logdice
cid,1,1,0.3333,2.6341,1.585,0.6667,13.415
bob,1,2,0.6667,0.3669,0.585,0.3333,13.0
-- 1 more is possible (maybe)

# of which a condition is unknown counts as not
articles | collocates(issue, text ~ "a") | select issue, together, count
----
issue,together,count
i1,2,2
i2,1,1
i3,2,3
-- 1 more is possible (maybe)

# what is more frequent in some rows than in the others
articles | where section = "Leader" | keyness(text, (articles | where section = "News")) | take 3
----
word,count,per_thousand,other,other_per_thousand,ll,log_ratio
g,2,100.0,0,0.0,2.6713,1.926
a,7,350.0,3,157.8947,1.4471,1.1484
c,1,50.0,0,0.0,1.3357,0.926
-- 2 more are possible: section not recorded
-- 2 more are possible: section not recorded

# what is on both sides counts on the first alone
articles | where section = "Leader" | keyness(text, articles) | where word in ["a", "b", "h"]
----
word,count,per_thousand,other,other_per_thousand,ll,log_ratio
a,7,350.0,8,266.6667,0.2736,0.3923
h,1,50.0,1,33.3333,0.0816,0.585
b,4,200.0,6,200.0,0.0,0.0
-- 2 more are possible: section not recorded
-- 1 has no text
-- 2 on both sides count on the first alone

# the less frequent last
articles | where section = "Leader" | keyness(text, articles) | sort ll | take 2 | select word, count, other
----
word,count,other
n,0,2
i,0,1
-- 2 more are possible: section not recorded
-- 1 has no text
-- 2 on both sides count on the first alone

# of entities
passages | where text ~ "h" | keyness(people, passages) | select person, count, other, log_ratio
----
person,count,other,log_ratio
cid,1,0,2.0
bob,1,1,1.0
ann,0,3,-1.585
-- 2 on both sides count on the first alone

# of rows that are no entities, nothing is taken for the same
["a b"] | keyness(it, ["a c"])
----
word,count,per_thousand,other,other_per_thousand,ll,log_ratio
b,1,500.0,0,0.0,1.3863,1.0
a,1,500.0,1,500.0,0.0,0.0
c,0,0.0,1,500.0,-1.3863,-1.0

# beside nothing
articles | keyness(text, (articles | where title = "0")) | take 1
----
word,count,per_thousand,other,other_per_thousand,ll,log_ratio
a,15,300.0,0,,0.0,
-- 1 has no text

# in each year beside what there is of it
articles | trend(text, "a", year(date))
----
year(date),per_thousand,count,words,articles,per_article,issues,per_issue,coverage
1905,157.8947,3,19,2,1.5,1,3.0,
1906,350.0,7,20,2,3.5,2,3.5,
1909,454.5455,5,11,1,5.0,1,5.0,a gap before
-- the coverage has gaps, between 1906 and 1909
-- 1 has no text

# by a named key
articles | trend(text, "a b", year: year(date)) | select year, count
----
year,count
1905,0
1906,2
1909,1
-- the coverage has gaps, between 1906 and 1909
-- 1 has no text

# in all
articles | trend(text, "a*")
----
per_thousand,count,words,articles,per_article,issues,per_issue
300.0,15,50,5,3.0,3,5.0
-- 1 has no text

# by a key that is no period there is nothing to say of coverage
articles | trend(text, "a", section)
----
section,per_thousand,count,words,articles,per_article,issues,per_issue
Leader,350.0,7,20,2,3.5,2,3.5
News,157.8947,3,19,2,1.5,1,3.0
,454.5455,5,11,1,5.0,1,5.0
-- 1 has no text

# by months: from one to the next a gap
articles | where date in 1906 | trend(text, "t", bucket(date, 1 month)) | select `bucket(date, 1 month)`, count, coverage
----
"bucket(date, 1 month)",count,coverage
1906-05,1,
1906-06,1,

# periods without gaps
[{y: 1, t: "a"}, {y: 2, t: "b b b"}, {y: 3, t: "b"}] | trend(t, "a", y)
----
y,per_thousand,count,words,rows,per_row,coverage
1,1000.0,1,1,1,1.0,
2,0.0,0,3,1,0.0,more than twice the words
3,0.0,0,1,1,0.0,less than half the words
-- the coverage changes sharply (twice or half the words), from 1 to 2, 2 to 3

# how many different words
articles | vocabulary(text)
----
words,types,ttr,sttr,once,articles
50,16,0.32,,8,5
-- 1 has no text

# for each
articles | vocabulary(text, issue)
----
issue,words,types,ttr,sttr,once,articles
i1,19,12,0.6316,,8,2
i2,10,7,0.7,,5,1
i3,21,7,0.3333,,2,2
-- 1 has no text

# the standardised ratio is of thousands of running words: 2,160 are two of them, with ten words each
articles | expand archive.articles as x | expand archive.articles as y | select t: "a b c d e f g h i j" | vocabulary(t)
----
words,types,ttr,sttr,once,rows
2160,10,0.0046,0.01,0,216

# in an inner query
issues | select title, top: first((articles | frequencies(text)).word)
----
title,top
First,b
Second,a
Third,a

# in a function
fn key(rows, other) = rows | keyness(text, other)
articles | where section = "Leader" | key(articles) | take 1 | select word
----
word
g
-- 2 more are possible: section not recorded
-- 1 has no text
-- 2 on both sides count on the first alone

# columns of later stages
articles | frequencies(text) | where articles = 5 | sort word desc | select word, often: count * 2
----
word,often
e,10
b,20
a,30
-- 1 has no text
