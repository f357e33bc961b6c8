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
