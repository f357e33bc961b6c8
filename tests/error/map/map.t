# what is no column, no kind, no table: all at once
%archive wrong.gzt
%archive ships.csv
ships
----
wrong.gzt:3:9: error: no field 'shp' on ships.csv
 3 │   name: shp, built: tons > 3, tons: sum(tons), guns: {a: guns},
   │         ^^^ did you mean 'ship'?
wrong.gzt:3:41: error: 'sum' takes a list, found an int
 3 │   name: shp, built: tons > 3, tons: sum(tons), guns: {a: guns},
   │                                         ^^^^
hint: of all ships.csv: summarize sum(tons), or sum(archive.ships.csv.tons)
wrong.gzt:5:5: error: there is no kind 'boat'
 5 │ map boat from "ships.csv" { name: ship }
   │     ^^^^
hint: declare it: kind boat as ... { ... }
wrong.gzt:6:15: error: there are no rows "ships.csv#crew"
 6 │ map ship from "ships.csv#crew" { name: ship }
   │               ^^^^^^^^^^^^^^^^
hint: there are "ships.csv"

# values that do not go into the field
%archive type.gzt
%archive ships.csv
ships
----
type.gzt:3:22: error: 'built' of ship is date, and this is truth
 3 │   name: ship, built: tons > 3, guns: {a: guns}, ships: null, tons: [tons],
   │                      ^^^^^^^^
type.gzt:3:38: error: no field can be declared for 'guns', which is {a: int}
 3 │   name: ship, built: tons > 3, guns: {a: guns}, ships: null, tons: [tons],
   │                                      ^^^^^^^^^
hint: give its parts fields of their own
type.gzt:3:68: error: 'tons' of ship is int, and this is [int]
 3 │   name: ship, built: tons > 3, guns: {a: guns}, ships: null, tons: [tons],
   │                                                                    ^^^^^^
hint: one of them: first([tons])

# facts and definitions need no map beside, queries no place here
%archive type.gzt
ships
----
type.gzt:2:15: error: cannot read "ships.csv"
 2 │ map ship from "ships.csv" {
   │               ^^^^^^^^^^^
hint: the file is named as it lies beside this one, or is given with it
