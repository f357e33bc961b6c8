%archive block.gzt

# a block at the head of a passage: each mistake at its place
passages | count
----
block.gzt:5:4: error: passage has no field 'lin'
 5 │   {lin: 73} A name that is near.
   │    ^^^ did you mean 'line'?
block.gzt:7:4: error: passage has no field 'Ed'
 7 │   {Ed: what} Another.
   │    ^^
hint: extend kind passage { Ed: text }, or \{ for a brace in the text
block.gzt:9:10: error: 'line' takes a whole number, not a text
 9 │   {line: "73", column: 1.5} Types.
   │          ^^^^ expected a whole number
block.gzt:9:24: error: 'column' takes a whole number, not a number
 9 │   {line: "73", column: 1.5} Types.
   │                        ^^^ expected a whole number
block.gzt:11:13: error: 'line' stands here twice
 11 │   {line: 7, line: 8} Twice.
    │             ^^^^
block.gzt:13:4: error: 'number' is not stated here: it is made from the text
 13 │   {number: 7} {text: "x"} Made.
    │    ^^^^^^
block.gzt:15:11: error: 'words' is not stated here: it is made from the text
 15 │   == {#h, words: 3} Made too ==
    │           ^^^^^
block.gzt:17:12: error: expected an operator, '}' or ',', found '8'
 17 │   {line: 7 8} Grammar.
    │            ^
block.gzt:19:10: error: '12abc' is not a number
 19 │   {line: 12abc} Lexer.
    │          ^^^^^
hint: a name does not begin with a digit; `12abc` in backquotes may
block.gzt:21:3: error: this block has no '}'
 21 │   {line: 3, note: "no end
    │   ^
hint: {line: 73} and the words of the passage, or \{ for a brace
block.gzt:23:4: error: passage has no field 'seen'
 23 │   {seen: @nobody} Reference.
    │    ^^^^
hint: extend kind passage { seen: text }, or \{ for a brace in the text
block.gzt:28:32: error: a block at the head of a passage is written without escapes
 28 │ article @b { title: "B", text: "{note: \"escaped\"} A text in one quote." }
    │                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: put the article's text between three quotes: """…"""
block.gzt:29:53: error: passage has no field 'lien'
 29 │ article @c { title: "C", text: "First.\n\n{line: 3, lien: 4} Second.\n\n{colum: 3} Third." }
    │                                                     ^^^^ did you mean 'line'?
block.gzt:29:74: error: passage has no field 'colum'
 29 │ article @c { title: "C", text: "First.\n\n{line: 3, lien: 4} Second.\n\n{colum: 3} Third." }
    │                                                                          ^^^^^ did you mean 'column'?
