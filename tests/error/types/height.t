# values within values, more than anyone needs
fn eight(x) = {a: {a: {a: {a: {a: {a: {a: {a: x}}}}}}}}
[eight(eight(eight(eight(eight(eight(eight(eight(eight(1)))))))))] | count
----
error: records or lists within each other, more than 64 deep
 1 │ fn eight(x) = {a: {a: {a: {a: {a: {a: {a: {a: x}}}}}}}}
   │                                           ^^^^^^
hint: called as eight(eight(eight(eight(eight(eight(eight(eight(eight(1))))))))) at line 2

# as many as there may be
fn eight(x) = {a: {a: {a: {a: {a: {a: {a: {a: x}}}}}}}}
[eight(eight(eight(eight(eight(eight(eight(1)))))))] | count
----
┌───────┐
│ count │
├───────┤
│     1 │
└───────┘
