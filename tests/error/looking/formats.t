## What formats of other programs need.

# geojson
people | as geojson
----
error: 'as geojson' needs places, what has a place, or columns lat and lon
 1 │ people | as geojson
   │          ^^^^^^^^^^
hint: places | as geojson, or … | select name, lat: birthplace.lat, lon: birthplace.lon | as geojson

# one coordinate
people | select name, lat: 1.5 | as geojson
----
error: 'as geojson' needs places, what has a place, or columns lat and lon
 1 │ people | select name, lat: 1.5 | as geojson
   │                                  ^^^^^^^^^^
hint: places | as geojson, or … | select name, lat: birthplace.lat, lon: birthplace.lon | as geojson

# ical
people | as ical
----
error: 'as ical' needs events, or a column that is a date
 1 │ people | as ical
   │          ^^^^^^^
hint: events | as ical, or people | select name, date: born | as ical

# bibtex
people | as bibtex
----
error: 'as bibtex' needs articles, publications or issues, or a column title
 1 │ people | as bibtex
   │          ^^^^^^^^^
hint: articles | where date in 1917 | as bibtex

# csl
[1] | as csl
----
error: 'as csl' needs articles, publications or issues, or a column title
 1 │ [1] | as csl
   │       ^^^^^^
hint: articles | where date in 1917 | as csl

# graphml
[1] | as graphml
----
error: 'as graphml' needs entities, or columns from and to
 1 │ [1] | as graphml
   │       ^^^^^^^^^^
hint: events | expand people as p | select from: p, to: place | as graphml

# dot: one end
people | select from: name | as dot
----
error: 'as dot' needs entities, or columns from and to
 1 │ people | select from: name | as dot
   │                              ^^^^^^
hint: events | expand people as p | select from: p, to: place | as dot

# tei
articles | as tei
----
error: 'as tei' needs people, places, organisations, events, publications or relations
 1 │ articles | as tei
   │            ^^^^^^
hint: people | where born before 1880 | as tei

# a file of the format
people | save "x.geojson"
----
error: 'as geojson' needs places, what has a place, or columns lat and lon
 1 │ people | save "x.geojson"
   │          ^^^^^^^^^^^^^^^^
hint: places | as geojson, or … | select name, lat: birthplace.lat, lon: birthplace.lon | as geojson

# options
places | as geojson(title: "x")
----
error: 'geojson' has no options
 1 │ places | as geojson(title: "x")
   │                     ^^^^^^^^^^
