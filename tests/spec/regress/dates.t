%archive doubtful.gzt
%format csv

# a qualifier widens what may be equal
people | select id, same_year: born = died
----
id,same_year
a,
b,false

# nothing is widened where circa is 0
set circa = 0 days
people | select id, same_year: born = died, same_itself: born = it.born
----
id,same_year,same_itself
a,false,true
b,false,true

# a list of written dates as an argument: each stands for its period
fn within_any(d: date, periods) = d in periods
people | select id, hit: within_any(died, [date("1917"), 1918-01..1918-12]), miss: within_any(died, [1917-05, 1920..1921])
----
id,hit,miss
a,true,false
b,false,false
