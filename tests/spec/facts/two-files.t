## An archive of several files.
%format csv
%archive one.gzt
%archive two.gzt

# a reference into the other file
@left | select friend.name
----
friend.name
Right

# and back
@right | select friend_of
----
friend_of
left

# archive order is that of the files
people | select id
----
id
left
right
