%archive order.gzt

# contradictions: chains of dates and order, circles, too far, in the same second
events | count
----
order.gzt:1:18: error: the order of these events does not fit their dates
 1 │ event @a { date: 1917-11-07 {source: @text-1} }
   │                  ^^^^^^^^^^ @a is dated 1917-11-07
order.gzt:2:20: note: @b is after @a
 2 │ event @b { after: [@a {within: 2 hours}] }
   │                    ^^
order.gzt:3:19: note: @c is after @b
 3 │ event @c { after: @b, before: [@d] }
   │                   ^^
order.gzt:3:32: note: @c is before @d
 3 │ event @c { after: @b, before: [@d] }
   │                                ^^
order.gzt:4:18: note: @d is dated 1917-11-06
 4 │ event @d { date: 1917-11-06 }
   │                  ^^^^^^^^^^
order.gzt:5:19: error: these events come after each other in a circle
 5 │ event @e { after: @g }
   │                   ^^ @e is after @g
order.gzt:6:20: note: @f is after @e
 6 │ event @f { after: [@e] }
   │                    ^^
order.gzt:8:42: note: @six is after @f
 8 │ event @six { title: "The sixth", after: [@f] }
   │                                          ^^
order.gzt:7:20: note: @g is after @six
 7 │ event @g { after: [@"The sixth"] }
   │                    ^^^^^^^^^^^^
order.gzt:9:23: error: an event cannot come after itself
 9 │ event @self { before: @self }
   │                       ^^^^^ @self is before @self
order.gzt:11:21: error: the order of these events does not fit their dates
 11 │ event @late { date: 1917-11-07T13:00, after: @ten {within: 2 hours} }
    │                     ^^^^^^^^^^^^^^^^ @late is dated 1917-11-07T13:00
order.gzt:11:46: note: @late is within 2 hours after @ten
 11 │ event @late { date: 1917-11-07T13:00, after: @ten {within: 2 hours} }
    │                                              ^^^^
order.gzt:10:20: note: @ten is dated 1917-11-07T10:00
 10 │ event @ten { date: 1917-11-07T10:00 }
    │                    ^^^^^^^^^^^^^^^^
order.gzt:13:18: error: the order of these events does not fit their dates
 13 │ event @y { date: 1917-11-07T10:00:05, before: @x }
    │                  ^^^^^^^^^^^^^^^^^^^ @y is dated 1917-11-07T10:00:05
order.gzt:13:47: note: @y is before @x
 13 │ event @y { date: 1917-11-07T10:00:05, before: @x }
    │                                               ^^
order.gzt:12:18: note: @x is dated 1917-11-07T10:00:05
 12 │ event @x { date: 1917-11-07T10:00:05 }
    │                  ^^^^^^^^^^^^^^^^^^^
