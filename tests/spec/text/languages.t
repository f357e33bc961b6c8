%archive languages.gzt
%format csv

# forms are those of the text's own language, else of the archive's
articles | search "häuser" | select id, h: highlight(text)
articles | search "house" | select id, h: highlight(text)
articles | search "morte" | select id, h: highlight(text)
----
id,h
three,Les mortes de la maison; «Haus» und Häusern.
two,"Die «Häuser» der Toten stehen leer. Le mort, morts."
id,h
one,He dies. The «houses» of the dead.
id,h
two,"Die Häuser der Toten stehen leer. Le «mort», «morts»."
three,Les «mortes» de la maison; Haus und Häusern.

# once the language is no longer known, the archive's
articles | search "häuser" | select text | select h: highlight(text)
----
h
Les mortes de la maison; «Haus» und «Häusern».
"Die «Häuser» der Toten stehen leer. Le mort, morts."

# little words are those of the archive's language
articles | search "die toten" | select id, h: highlight(text)
articles | search "the houses" | select id, h: highlight(text)
----
id,h
two,"Die Häuser der «Toten» stehen leer. Le mort, morts."
one,He dies. The houses of the dead.
id,h
one,He dies. «The» «houses» of «the» dead.
