# the id of another kind's entity: that of this kind which is called alike
events | where place = @petrograd
----
error: cannot compare a place with an article (@petrograd)
 1 │ events | where place = @petrograd
   │                      ^ did you mean @petrograd-city?

# … where it stands first, and among those of a list
events | where @petrograd = place or people has @petrograd
----
error: cannot compare an article (@petrograd) with a place
 1 │ events | where @petrograd = place or people has @petrograd
   │                           ^ did you mean @petrograd-city?
error: cannot look for an article (@petrograd) in a list [person]
 1 │ events | where @petrograd = place or people has @petrograd
   │                                             ^^^
hint: the ids of this kind: people | select id

# nothing of this kind is called alike
events | where people has @winter-palace
----
error: cannot look for a place (@winter-palace) in a list [person]
 1 │ events | where people has @winter-palace
   │                       ^^^
hint: the ids of this kind: people | select id

# a stage without its words says what they are
people | search
----
error: the text ends too early: expected a value
 1 │ people | search
   │                ^
hint: write search "bread strike"

