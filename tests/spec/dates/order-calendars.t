%archive order-calendars.gzt
%format csv

# calendars are kept; masks, sets and open ends stay as they are stated
events | where id != "a" | select id, date, written: written(date)
----
id,date,written
style,[1917-11-07T21:45..1917-11-07T23:59],1917-10-25 OS
mask,191X-11-07,191X-11-07
set,"[1916,1917-12,1918]","[1916,1917-12,1918]"
quarter,[1917-11-07T21:45..1917-12-31T23:59],1917-36
zone,1917-11-07T21:00Z,1917-11-07T23:00+02:00
caesar,-0043,44 BCE
later,[-0043-01-01T00:00..1917-11-07T21:45],"after @caesar, before @a"
open,1917-11-07/,1917-11-07/
x,1917-12,1917-12
decade,[1917-12-01..1919-12-31],191X
season,[1917-12..1920-11],"after @decade, before @y"
y,1920-11,1920-11

# a bound on the first of December begins a month, not a winter
%format list
events | where id in ["decade", "season"] | select date
----
date  [1917-12..1919]
\
date  [1917-12..1920-11]
