%format csv

# few of many rows: counted by their texts
passages | where article = @leading | frequencies(text) | take 3
----
word,count,per_thousand,passages,dp,dp_norm
the,55,117.0213,8,0.1549,0.1593
and,23,48.9362,7,0.1893,0.1947
of,22,46.8085,8,0.1679,0.1727

# many of them: counted by the index
passages | where article != @leading | frequencies(text) | take 3
----
word,count,per_thousand,passages,dp,dp_norm
the,573,105.3502,189,0.185,0.1852
and,242,44.4935,142,0.2549,0.255
in,215,39.5293,95,0.3999,0.4002

# few beside many
passages | where article = @leading | keyness(text, passages) | take 3
----
word,count,per_thousand,other,other_per_thousand,ll,log_ratio
has,5,10.6383,1,0.1839,20.074,5.8545
forty,3,6.383,0,0.0,15.189,6.1176
union,5,10.6383,5,0.9193,12.2809,3.5326
-- 9 on both sides count on the first alone

# windows in many of the rows, and in few
passages | where article = @leading | collocates(text, "soviet*", 2) | take 2
passages | where article = @petrograd | collocates(text, "palace", 2) | take 3
----
word,together,count,expected,ll,mi,t,logdice
union,4,5,0.3463,16.9684,3.5298,1.8268,13.2996
first,1,1,0.0693,5.3691,3.8517,0.9307,11.8301
word,together,count,expected,ll,mi,t,logdice
winter,5,5,0.1965,32.649,4.6691,2.1482,12.5146
the,25,253,9.9442,20.2559,1.33,3.0112,11.415
barely,1,1,0.0393,6.484,4.6691,0.9607,10.415

# two ways of saying the same
passages | where text ~ "palace" | keyness(people, passages) | where count > 1 | select person, count
passages | collocates(people, text ~ "palace") | where together > 1 | select person, together
----
person,count
bagratuni,2
kerensky,3
-- 23 on both sides count on the first alone
person,together
bagratuni,2
kerensky,3

# words of rows that are counted by a condition
passages | collocates(text, text ~ "cadets") | take 3
----
word,together,count,expected,ll,mi,t,logdice
cadets,8,8,0.2949,68.5087,4.7616,2.7242,14.0
company,2,2,0.0737,13.7311,4.7616,1.3621,12.6781
crossings,2,2,0.0737,13.7311,4.7616,1.3621,12.6781

# a text without an index of words for search
quotations | frequencies(gist) | take 2
quotations | trend(gist, "peace", decade(date))
----
word,count,per_thousand,quotations,dp,dp_norm
the,52,105.2632,29,0.3451,0.3487
and,26,52.6316,22,0.3947,0.3988
decade(date),per_thousand,count,words,quotations,per_quotation,coverage
1900,0.0,0,29,3,0.0,
1910,5.988,1,167,14,0.0714,more than twice the words
1920,0.0,0,55,4,0.0,less than half the words
1930,0.0,0,58,4,0.0,
1950,0.0,0,41,3,0.0,a gap before
,0.0,0,144,15,0.0,
-- the coverage has gaps, between 1930 and 1950
-- the coverage changes sharply (twice or half the words), from 1900 to 1910, 1910 to 1920

# the arguments are worked out where the pipeline stands
let here = "palace"
param width: int = 2
articles | where any([1], count(archive.passages | collocates(text, here, width)) > 0) | take 1 | select title
----
title
No Force Can Quench the Flames Lit Forty Years Ago by Russia's Workers and Peasants

# each row may have a query of its own
articles | where words > 600 | select title, most: first((passages | collocates(text, "the", 1)).word)
----
title,most
"Honest, Realistic, Disciplined, Democratic: That Was Lenin's Bolshevik Party",bolsheviks
The Soviets: Reality and Caricature,civil
How They Took Power in Petrograd,palace
-- 1 more is possible: words not recorded
