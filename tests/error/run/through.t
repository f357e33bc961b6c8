%archive ../../spec/text/through.gzt

# too costly for a text that holds what every find does
articles | where text matches "morning watch(?:[a-zA-Z ,;.]+)+[QZ]" | count
----
error: the regular expression is too costly for this text
 1 │ articles | where text matches "morning watch(?:[a-zA-Z ,;.]+)+[QZ]" | count
   │                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: avoid repeats within repeats, such as (a+)+
