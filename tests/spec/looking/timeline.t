## What lasts when: rows along an axis of time.
%archive ../archive.gzt

# events of a day by the hour
events | where date in 1917-11-06..1917-11-08 | sort date | as timeline
----
                    │1917-11-06          1917-11-07          1917-11-08
event               │00:00     12:00     00:00     12:00     00:00     12:00
The rising          │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌━━━━━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
The congress meets  │          ┊         ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤┊         ┊
The Aurora fires    │          ┊         ┊         ┊       ● ┊         ┊
The palace is taken │          ┊         ┊         ┊         ┊●        ┊
├╌┤ one moment between · ━ lasts · ╌ may last
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# lives: of entities with two moments, from the one to the other
people | sort born | take 8 | as timeline
----
person │500 BCE     1            500          1000         1500
Gaius  │          ━━┊            ┊            ┊            ┊
Fyodor │            ┊            ┊            ┊            ┊        ━━
Ada    │            ┊            ┊            ┊            ┊        ━━━
Élena  │            ┊            ┊            ┊            ┊        ━━━
ivan   │            ┊            ┊            ┊            ┊        ━━
Boris  │            ┊            ┊            ┊            ┊        ━━━
Mária  │            ┊            ┊            ┊            ┊        ━━━
Dmitri │            ┊            ┊            ┊            ┊        ╌━
━ lasts · ╌ may last

# what is drawn, its label and its colour; rows of one label share a line where they do not meet
people | where born is not null | expand role as r | as timeline(born..died, r, fate)
----
r      │1860    1870    1880    1890    1900    1910   1920     1930
leader │        ━━━━━━━━━━━━━━━━━━━━━━a━━━━━━━━━━━━━━━━━━━━━╌   ┊
       │        ┊      ━━━━━━━━━━━━━━━━━━━━━━━b━━━━━━━━━━━━━━━━━━━━━━━
       │      ━━━━━━━━━━━━━━━━━━━━b━━━━━━━━━━━━━━━━━━━━┊        ┊
writer │        ━━━━━━━━━━━━━━━━━━━━━━a━━━━━━━━━━━━━━━━━━━━━╌   ┊
fate: a natural · b executed
━ lasts · ╌ may last
1 row without born..died: writer
-- 5 rows have no role to expand

# a title and a width
events | where date in 1917 | sort date | as timeline(label: type, width: 30, title: "The year 1917")
----
The year 1917
        │1917
type    │   Apr        Jul        Oct
strike  │●  ┊          ┊          ┊
rising  │   ┊          ┊          ┊   ●
meeting │   ┊          ┊          ┊   ●
battle  │   ┊          ┊          ┊   ●
arrest  │   ┊          ┊          ┊   ●
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# in a window: labels are cut, lines in the middle hidden
%width 60
%rows 5
events | sort date | where date in 1914..1918 | as timeline
----
event               │1914   1915    1916    1917    1918
The war             │    ╌━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╌
Exile               │       ┊       ╌╌╌╌╌╌╌╌━━━     ┊
Strike at the works │       ┊       ┊       ┊●      ┊
⋮                   │⋮
The Aurora fires    │       ┊       ┊       ┊      ●┊
The palace is taken │       ┊       ┊       ┊      ●┊
━ lasts · ╌ may last
2 lines hidden
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# months
%width 60
[date("1917-02-18"), date("1917-11-07"), date("1917-05")] | as timeline
----
           │1917
value      │       Apr              Jul              Oct
1917-02-18 │●      ┊                ┊                ┊
1917-11-07 │       ┊                ┊                ┊     ●
1917-05    │       ┊     ├╌╌╌╌┤     ┊                ┊
├╌┤ one moment between

# days
%width 60
[date("1917-11-28/1917-12-05"), date("1917-12-02")] | as timeline
----
                       │1917-11     1917-12
value                  │28  29  30  1   2   3   4   5
1917-11-28..1917-12-05 │╌╌╌━━━━━━━━━━━━━━━━━━━━━━━━━━╌╌╌
1917-12-02             │    ┊   ┊   ┊   ├╌╌┤┊   ┊   ┊
├╌┤ one moment between · ━ lasts · ╌ may last

# before our era
[date("-0100"), date("-0043-03-15"), date("0014/0037")] | as timeline
----
value          │100 BCE  80 BCE   60 BCE   40 BCE    20 BCE   1       20
101 BCE        │●        ┊        ┊        ┊         ┊        ┊       ┊
0044-03-15 BCE │         ┊        ┊       ●┊         ┊        ┊       ┊
0014..0037     │         ┊        ┊        ┊         ┊        ┊     ━━━━━━━━━━━╌
━ lasts · ╌ may last

# open and unknown ends
[date("1914/.."), date("../1916"), date("1915/"), date("[..1915]"), date("[1916..]")] | as timeline
----
         │1913    1914            1915            1916            1917
value    │Jul     Jan    Jul      Jan    Jul      Jan     Jul     Jan
1914..   │        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶
..1916   │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
1915..?  │        ┊      ┊        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶
[..1915] │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤       ┊       ┊
[1916..] │        ┊      ┊        ┊      ┊        ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶
├╌┤ one moment between · ╌ may last

# what is in doubt reaches further, as for comparisons
[date("1900"), date("1910~"), date("1905?/1907%")] | as timeline
----
value           │1900      1902       1904       1906      1908       1910
1900            │├╌╌╌╌┤    ┊          ┊          ┊         ┊          ┊
c. 1910         │          ┊          ┊          ┊         ┊     ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤
1905?..c. 1907? │          ┊          ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
├╌┤ one moment between · ╌ may last

# … as far as it is set
set circa = 5 years
[date("1900"), date("1910~")] | as timeline
----
value   │1900   1902    1904    1906    1908     1910   1912     1914
1900    │├╌╌┤   ┊       ┊       ┊       ┊        ┊      ┊        ┊
c. 1910 │       ┊       ┊    ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤
├╌┤ one moment between

# rows of which nobody knows when
people | select name, died | as timeline
----
name   │ 1               500             1000            1500
Ada    │ ┊               ┊               ┊               ┊             ●
Boris  │ ┊               ┊               ┊               ┊             ●
Dmitri │ ┊               ┊               ┊               ┊            ●
Élena  │ ┊               ┊               ┊               ┊             ●
Fyodor │ ┊               ┊               ┊               ┊            ●
Gaius  │●┊               ┊               ┊               ┊
ivan   │ ┊               ┊               ┊               ┊            ●
Mária  │ ┊               ┊               ┊               ┊             ●
3 rows without died: Clara, Hanna Ström, ∅

# nothing that has a date
people | where id = "nobody" | as timeline
----
1 row without born..died: nobody

# no rows
people | where shoe > 99 | as timeline
----
-- 7 more are possible: shoe not recorded
-- nothing is left after: where shoe > 99

# one minute
[date("1917-11-07T21:40")] | as timeline
----
                 │1917-11-07
value            │21:40                           21:45
1917-11-07T21:40 │├╌╌╌╌╌┤                         ┊
├╌┤ one moment between

# the label may be anything that is one value
people | where born is not null | select age: died - born, born | take 2 | as timeline
----
age                                  │1870  1871  1872   1873  1874   1875  1876  1877   1878  1879
53–54 years                          │├╌╌╌╌╌┤     ┊      ┊     ┊      ┊     ┊     ┊      ┊     ┊
56 years 9 months–56 years 10 months │      ┊     ┊      ┊     ┊      ┊     ┊     ┊      ┊     ┊    ●
├╌┤ one moment between

# groups
people | where born is not null | summarize n: count(), first: min(born) by gender | as timeline(first)
----
gender │   1               500             1000            1500
f      │   ┊               ┊               ┊               ┊           ●
m      │●  ┊               ┊               ┊               ┊
