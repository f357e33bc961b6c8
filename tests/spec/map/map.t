%archive ships.gzt
%archive ships.csv
%format csv

# a map fills fields, and declares those that the kind lacks
ships | select id, name, built, tons, guns, class, sold
----
id,name,built,tons,guns,class,sold
aurora,Aurora,1897/1903,6731,8,cruiser,false
zarya-svobody,Zarya Svobody,1900,,,,true
amur,Amur,1907-10-07,2926,5,gunboat,false

# a text is the id of a place, or its name, or a place is made of it
ships | select name, port, port.name
----
name,port,port.name
Aurora,st-petersburg,St Petersburg
Zarya Svobody,kronstadt,Kronstadt
Amur,kronstadt,Kronstadt

# places that a map makes stand beside those of facts
places | select id, name, ships.name
----
id,name,ships.name
kronstadt,Kronstadt,Zarya Svobody; Amur
st-petersburg,St Petersburg,Aurora

# evidence is worked out row by row
ships | expand claims(guns) as g | select name, g.value, g.certainty
----
name,g.value,g.certainty
Aurora,8,
Amur,5,low
-- 1 row has no claims(guns) to expand
