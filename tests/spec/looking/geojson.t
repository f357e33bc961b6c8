## Points for other programs (RFC 7946).
%archive ../register.gzt

# places: those without coordinates, or with such as are nowhere, are counted
places | as geojson
----
{"type":"FeatureCollection","features":[
 {"type":"Feature","id":"fort","geometry":{"type":"Point","coordinates":[30.3167,59.95]},"properties":{"id":"fort","name":"The fort","type":"fort"}}]}
-- 2 rows have no coordinates, and are left out

# events stand where their place is
events | where date in 1917 | select title, date, place | as geojson
----
{"type":"FeatureCollection","features":[
 {"type":"Feature","id":"fort","geometry":{"type":"Point","coordinates":[30.3167,59.95]},"properties":{"title":"A shot; and, \\ a new\nline","date":"1917-11-08T02:10","place":"fort"}}]}
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded
-- 4 rows have no coordinates, and are left out

# the fields of the entity are its properties
events | where title = "Talks" or id = "shot" | as geojson
----
{"type":"FeatureCollection","features":[
 {"type":"Feature","id":"shot","geometry":{"type":"Point","coordinates":[30.3167,59.95]},"properties":{"id":"shot","title":"A shot; and, \\ a new\nline","type":"shot","date":"1917-11-08T02:10","place":"fort","people":["ada","743"]}}]}
-- 1 row has no coordinates, and is left out

# columns lat and lon go before fields
people | select name, lat: birthplace.lat, lon: birthplace.lon | as geojson
----
{"type":"FeatureCollection","features":[
 {"type":"Feature","geometry":{"type":"Point","coordinates":[30.3167,59.95]},"properties":{"name":"Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%"}}]}
-- 3 rows have no coordinates, and are left out

# whole numbers, lists, records, and nothing
[{lat: 1, lon: 2, l: [1, 2], r: {a: "x"}, t: true, e: null}, {lat: 91, lon: 0, l: [], r: {a: "y"}, t: false, e: null}] | as geojson
----
{"type":"FeatureCollection","features":[
 {"type":"Feature","geometry":{"type":"Point","coordinates":[2,1]},"properties":{"l":[1,2],"r":{"a":"x"},"t":true}}]}
-- 1 row has no coordinates, and is left out

# no rows
places | where name = "The fort" and type = "house" | as geojson
----
{"type":"FeatureCollection","features":[]}
-- no type is "house"
-- nothing is left after: where name = "The fort" and type = "house"
