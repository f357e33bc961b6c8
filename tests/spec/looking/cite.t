## Literature for other programs.
%archive ../register.gzt

# BibTeX: what appeared in something, and by itself
articles | as bibtex
----
@article{first,
  author = {van Beethoven, Ludwig and {Ada "A" <b>\&amp;</b> O'Neil {\textbackslash} {\textbraceright}{\textbraceleft} 100\%} and {Smith and Sons, Ltd, London}},
  title = {{{\textasciitilde} {\textbackslash} 100\% {\textbraceleft}of{\textbraceright} \$1 \#2 {\textasciicircum}\_}},
  journal = {The {\textbraceleft}Paper{\textbraceright} \& Co\_},
  year = {1917},
  month = nov,
  date = {1917-11},
  volume = {2},
  number = {1},
  pages = {2},
  language = {en}
}
\
@misc{letter,
  author = {{Nicholas II}},
  title = {{Letter}},
  year = {1917},
  month = nov
}
\
@article{plain,
  title = {{Plain}},
  journal = {The {\textbraceleft}Paper{\textbraceright} \& Co\_},
  year = {1917},
  month = nov,
  date = {1917-11-07}
}
\
@misc{winter,
  title = {{Winter}},
  year = {1917},
  date = {1917-24~}
}
\
@misc{years,
  author = {van Beethoven, Ludwig},
  title = {{Long ago}},
  year = {44 BCE},
  date = {-0043}
}

# publications and issues
publications | as bibtex
----
@misc{paper,
  title = {{The {\textbraceleft}Paper{\textbraceright} \& Co\_}},
  address = {The fort}
}
\
@book{book,
  author = {van Beethoven, Ludwig},
  title = {{A book}},
  year = {1904--1907},
  date = {1904/1907}
}

# CSL-JSON
articles | as csl
----
[
 {"id":"first","type":"article-newspaper","title":"~ \\ 100% {of} $1 #2 ^_","author":[{"family":"Beethoven","given":"Ludwig","non-dropping-particle":"van"},{"literal":"Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%"},{"literal":"Smith and Sons, Ltd, London"}],"issued":{"date-parts":[[1917,11]]},"container-title":"The {Paper} & Co_","volume":"2","issue":"1","page":"2","language":"en"},
 {"id":"letter","type":"personal_communication","title":"Letter","author":[{"literal":"Nicholas II"}],"issued":{"date-parts":[[1917,11,10],[1917,11,19]],"circa":true,"literal":"1917-11-1X"}},
 {"id":"plain","type":"article-newspaper","title":"Plain","issued":{"date-parts":[[1917,11,7]]},"container-title":"The {Paper} & Co_"},
 {"id":"winter","type":"article","title":"Winter","issued":{"date-parts":[[1917]],"season":4,"circa":true}},
 {"id":"years","type":"article","title":"Long ago","author":[{"family":"Beethoven","given":"Ludwig","non-dropping-particle":"van"}],"issued":{"date-parts":[[-44]]}}]

# what is published whole
publications | as csl
----
[
 {"id":"paper","type":"periodical","title":"The {Paper} & Co_","publisher-place":"The fort"},
 {"id":"book","type":"book","title":"A book","author":[{"family":"Beethoven","given":"Ludwig","non-dropping-particle":"van"}],"issued":{"date-parts":[[1904],[1907]]}}]

# the number of a paper
issues | as csl
----
[
 {"id":"no1","type":"periodical","title":"The {Paper} & Co_","editor":[{"literal":"Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%"}],"issued":{"date-parts":[[1917,11]]},"volume":"2","issue":"1"}]

# an entry comes once
articles | where id = "first" | expand author as a | as csl
----
[
 {"id":"first","type":"article-newspaper","title":"~ \\ 100% {of} $1 #2 ^_","author":[{"family":"Beethoven","given":"Ludwig","non-dropping-particle":"van"},{"literal":"Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%"},{"literal":"Smith and Sons, Ltd, London"}],"issued":{"date-parts":[[1917,11]]},"container-title":"The {Paper} & Co_","volume":"2","issue":"1","page":"2","language":"en"}]
-- 2 rows are of entries that came before, and are left out

# columns: keys of author and year, each once
[1, 2] | select title: "A {title}", author: "Doe, Jane", date: date(1917) | as bibtex
----
@book{Doe-1917,
  author = {Doe, Jane},
  title = {{A {\textbraceleft}title{\textbraceright}}},
  year = {1917},
  date = {1917}
}
\
@book{Doe-1917-1,
  author = {Doe, Jane},
  title = {{A {\textbraceleft}title{\textbraceright}}},
  year = {1917},
  date = {1917}
}

# the same
[1, 2] | select title: "A title", author: ["Doe, Jane", "Somebody"], date: date("1917/1918") | as csl
----
[
 {"id":"Doe","type":"book","title":"A title","author":[{"family":"Doe","given":"Jane"},{"literal":"Somebody"}],"issued":{"date-parts":[[1917],[1918]]}},
 {"id":"Doe-1","type":"book","title":"A title","author":[{"family":"Doe","given":"Jane"},{"literal":"Somebody"}],"issued":{"date-parts":[[1917],[1918]]}}]

# open, and of no kind
[1] | select title: "Open", date: date("1917/..") | as csl
----
[
 {"id":"entry","type":"book","title":"Open","issued":{"literal":"1917.."}}]
