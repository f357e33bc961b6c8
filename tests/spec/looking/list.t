## One field a line.
%archive ../archive.gzt

# names in a column, rows apart
ships | take 2 | select name, guns, sunk, crew, active | as list
----
name    Aurora
guns    14
sunk    ∅
crew    Boris, ivan
active  yes
\
name    Amur
guns    5
sunk    ∅
crew
active  no

# long texts in lines
%width 40
[{name: "a", story: "It was a dark and stormy night; the rain fell in torrents.\nSecond line."}] | as list
----
name   a
story  It was a dark and stormy night;
       the rain fell in torrents.
       Second line.

# a narrow window
%width 18
[{a_long_name: "one two three four five six"}] | as list
----
a_long_name
    one two three
    four five six

# controls are shown
[{name: "\u{1b}[2J"}] | as list
----
name  \x1b[2J

# all fields, text and note too
articles | take 1 | as list
----
id             art1
source
same
title          First report
type           report
author         Ada
recipient
date           1917-11-09
issue          No. 1
publication    ∅
place          ∅
section        ∅
page           1
language       en
part_of        ∅
text           Boris left Smolny Institute at dusk.
\
               Night
\
               The oath was sworn by her and him.
\
               Fog. Fog on the dock;
               the Winter Palace stood dark.
words          25
note           ∅
people         Boris, Ada
places         Smolny Institute
organisations
events

# no rows
ships | where guns > 99 | as list
----
-- nothing is left after: where guns > 99

