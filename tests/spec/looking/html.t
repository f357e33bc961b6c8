## Tables for pages, pages of their own.
%archive ../archive.gzt

# a table
ships | take 2 | select name, guns, sunk | as html
----
<table>
<thead><tr><th scope="col">name</th><th scope="col" class="n">guns</th><th scope="col">sunk</th></tr></thead>
<tbody>
<tr><td>Aurora</td><td class="n">14</td><td class="x">∅</td></tr>
<tr><td>Amur</td><td class="n">5</td><td class="x">∅</td></tr>
</tbody>
</table>

# with a title
ships | take 1 | select name | as html("Ships <of> the line")
----
<table>
<caption>Ships &lt;of&gt; the line</caption>
<thead><tr><th scope="col">name</th></tr></thead>
<tbody>
<tr><td>Aurora</td></tr>
</tbody>
</table>

# nothing of the data has a meaning
[{`a<b`: "<script>alert('x')</script> & \"y\" \u{1b}\u{202e}"}] | as html
----
<table>
<thead><tr><th scope="col">a&lt;b</th></tr></thead>
<tbody>
<tr><td>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot; \x1b\u{202e}</td></tr>
</tbody>
</table>

# lines
[{a: "one\ntwo"}] | as html
----
<table>
<thead><tr><th scope="col">a</th></tr></thead>
<tbody>
<tr><td>one<br>two</td></tr>
</tbody>
</table>

