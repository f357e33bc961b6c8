%archive cycle.gzt

# a hierarchy in a circle
places | count
----
cycle.gzt:1:32: error: @p is part of itself
 1 │ place @p { name: "P", part_of: @q }
   │                                ^^ @p in @q in @r in @p
cycle.gzt:4:35: error: @self is part of itself
 4 │ place @self { name: "S", part_of: @self }
   │                                   ^^^^^ @self in @self
