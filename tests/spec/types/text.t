%archive ../archive.gzt
%format csv

# = is exact
[0] | select a: "a" = "a", b: "a" = "A", c: "a" = "á", d: "a" != "A"
----
a,b,c,d
true,false,false,true

# = after normalisation
"é" = "é"
----
value
true

# < by folded letters, then code points
[0] | select a: "élena" < "Fyodor", b: "a" < "B", c: "B" < "a", d: "A" < "a", e: "a" < "A"
----
a,b,c,d,e
true,true,false,true,false

# + joins
ships | take 2 | select x: name + "!"
----
x
Aurora!
Amur!

# + with a missing text is missing
@nobody | select x: name + "!"
----
x
""

# escapes
"a\tb\"c\\d\u{e9}"
----
value
"a	b""c\dé"

# single quotes take everything as it stands
'a\d"b'
----
value
"a\d""b"

# a long text drops its indent and its blank ends
"""
  one
    two
  """
----
value
"one
  two"

# text() makes texts
[0] | select a: text(27) + "a", b: text(1.5), c: text(true), d: text(1917-11), e: text(3 days)
----
a,b,c,d,e
27a,1.5,yes,1917-11,3 days
