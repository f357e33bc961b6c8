%archive extended.gzt
%format csv

# the inverse of a field that extends a core kind
organisations | select id, members, events
----
id,members,events
rsdlp,lenin,congress
bund,,congress
