## A block at the head of a passage.
%format csv
%archive block.gzt

# a block at the head of a passage states its fields
passages | select id, number, type, page, column, line, note, rest, seen
----
id,number,type,page,column,line,note,rest,seen
a-1,1,paragraph,,,73,,,
head,2,heading,,,75,,,
oath,3,paragraph,,2,76,"A } and a ""brace"", # no comment",,1917-11-07
a-4,4,paragraph,,,90,,92; 94,
a-5,5,paragraph,,,10,,,
a-6,6,paragraph,,,12,,,
plain,7,paragraph,,,14,,,
b-1,1,paragraph,ii,,5,,,
b-2,2,paragraph,,,6,,,
c-1,1,paragraph,,,8,nine,,
d-1,1,paragraph,,,9,,,
d-2,2,paragraph,,,11,,,

# what it does not state is the archive's own; the words are without it
passages | select id, words, text
----
id,words,text
a-1,4,"The first, by Ann."
head,2,A head
oath,2,The oath.
a-4,3,{line: 1} stays.
a-5,7,"{line: 1} is text, {line: 2} too."
a-6,5,{sic} and { and {} are text.
plain,3,Without a block.
b-1,2,One line.
b-2,2,Two \ lines.
c-1,3,In single quotes.
d-1,13,"On the first line.
{line: 10} is not the head of a passage."
d-2,2,is one.

# a value keeps its evidence, and mentions are counted as without a block
@oath | select seen, certainty: claims(seen).certainty
@a-1.people | select name
----
seen,certainty
1917-11-07,low
name
Ann
