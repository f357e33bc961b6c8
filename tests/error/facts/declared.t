%archive declared.gzt

# declarations, cycles and the values of a link seen from the other side
people | count
----
declared.gzt:1:21: error: @p is part of itself
 1 │ place @p { part_of: @q }
   │                     ^^ @p in @q in @p
declared.gzt:3:13: error: person has no field 'served'
 3 │ person @i { served: [@a] }
   │             ^^^^^^
declared.gzt:4:13: error: person has no field 'shoe'
 4 │ person @j { shoe: 1.5, shoe: 1 }
   │             ^^^^
declared.gzt:4:24: error: person has no field 'shoe'
 4 │ person @j { shoe: 1.5, shoe: 1 }
   │                        ^^^^
declared.gzt:6:26: error: there is no type or kind 'txt'
 6 │ kind cat as cats { name: txt }
   │                          ^^^ did you mean 'text'?
declared.gzt:7:13: error: there is no kind 'dog' to extend
 7 │ extend kind dog { name: text }
   │             ^^^
declared.gzt:8:6: error: a kind cannot be called 'set'
 8 │ kind set as sets { name: text }
   │      ^^^ the word begins a statement, so its facts could not be written
declared.gzt:9:22: error: 'events' of place is the other side of two kinds' fields
 9 │ kind bird as birds { nest: place inverse events, id: text }
   │                      ^^^^ event gives it that name already
hint: choose another name after 'inverse'
declared.gzt:9:50: error: 'id' cannot be the name of a field
 9 │ kind bird as birds { nest: place inverse events, id: text }
   │                                                  ^^ this word has a meaning of its own
declared.gzt:10:6: error: the kind 'person' is declared already
 10 │ kind person as folk { name: text }
    │      ^^^^^^
hint: to add fields: extend kind person { ... }
declared.gzt:11:6: error: the collection 'people' is that of the kind person
 11 │ kind crow as people { name: text }
    │      ^^^^
declared.gzt:12:21: error: place has a field 'lat' already
 12 │ extend kind place { lat: real, part: event inverse name }
    │                     ^^^
declared.gzt:13:22: error: expected a name or '}', found 'in'
 13 │ kind nest as nests { in: nest hierarchical, of: nest hierarchical, size: int inverse sizes }
    │                      ^^
