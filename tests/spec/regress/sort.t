%archive missing.gzt
%format csv

# rows whose key is missing keep their order, whatever lies behind the key
events | sort place.lon, title desc | select id, place.lon
----
id,place.lon
e2,0.5
e4,2.5
e3,
e1,

# the last key decides among them
events | sort 1, place.lat desc | select id
----
id
e4
e2
e3
e1
