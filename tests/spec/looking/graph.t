## Graphs for other programs.
%archive ../register.gzt

# nodes, and the links among them
people | where id in ["ada", "743"] | as graphml
----
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="label" for="node" attr.name="label" attr.type="string"/>
 <key id="kind" for="node" attr.name="kind" attr.type="string"/>
 <key id="link" for="edge" attr.name="link" attr.type="string"/>
 <key id="role" for="edge" attr.name="role" attr.type="string"/>
 <key id="c0" for="node" attr.name="id" attr.type="string"/>
 <key id="c1" for="node" attr.name="name" attr.type="string"/>
 <key id="c2" for="node" attr.name="also" attr.type="string"/>
 <key id="c3" for="node" attr.name="role" attr.type="string"/>
 <key id="c4" for="node" attr.name="gender" attr.type="string"/>
 <key id="c5" for="node" attr.name="born" attr.type="string"/>
 <key id="c6" for="node" attr.name="died" attr.type="string"/>
 <key id="c7" for="node" attr.name="birthplace" attr.type="string"/>
 <key id="c8" for="node" attr.name="deathplace" attr.type="string"/>
 <key id="c9" for="node" attr.name="fate" attr.type="string"/>
 <graph edgedefault="directed">
  <node id="person.ada"><data key="label">Ada &quot;A&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; O&#39;Neil \ }{ 100%</data><data key="kind">person</data><data key="c0">ada</data><data key="c1">Ada &quot;A&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; O&#39;Neil \ }{ 100%</data><data key="c2">Countess, the</data><data key="c3">leader</data><data key="c5">1870~</data><data key="c6">[1920..1925]</data><data key="c7">fort</data><data key="c9">in exile</data></node>
  <node id="person.743"><data key="label">Ludwig van Beethoven</data><data key="kind">person</data><data key="c0">743</data><data key="c1">Ludwig van Beethoven</data><data key="c5">17XX</data></node>
  <edge source="person.743" target="person.ada"><data key="link">taught by</data></edge>
 </graph>
</graphml>

# roles of links; names that no name of XML may be
events | where id = "shot" | as dot
----
digraph "A \"register\" } -->" {
  "event.shot" ["label"="A shot; and, \\ a new\nline", "_kind"="event", "_id"="shot", "_title"="A shot; and, \\ a new\nline", "_type"="shot", "_date"="1917-11-08T02:10", "_place"="fort", "_people"="ada; 743"];
}

# edges: columns from and to
events | where id = "shot" | expand people as p | select from: p, to: place, n: 1, color: "red", URL: "javascript:1" | as dot
----
digraph "A \"register\" } -->" {
  "person.ada" ["label"="Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%", "_kind"="person"];
  "place.fort" ["label"="The fort", "_kind"="place"];
  "person.ada" -> "place.fort" ["_n"="1", "color"="red", "_URL"="javascript:1"];
  "person.743" ["label"="Ludwig van Beethoven", "_kind"="person"];
  "person.743" -> "place.fort" ["_n"="1", "color"="red", "_URL"="javascript:1"];
}

# the same
events | where id = "shot" | expand people as p | select from: p, to: place, n: 1 | as graphml
----
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
 <key id="label" for="node" attr.name="label" attr.type="string"/>
 <key id="kind" for="node" attr.name="kind" attr.type="string"/>
 <key id="c0" for="edge" attr.name="n" attr.type="long"/>
 <graph edgedefault="directed">
  <node id="person.ada"><data key="label">Ada &quot;A&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; O&#39;Neil \ }{ 100%</data><data key="kind">person</data></node>
  <node id="place.fort"><data key="label">The fort</data><data key="kind">place</data></node>
  <edge source="person.ada" target="place.fort"><data key="c0">1</data></edge>
  <node id="person.743"><data key="label">Ludwig van Beethoven</data><data key="kind">person</data></node>
  <edge source="person.743" target="place.fort"><data key="c0">1</data></edge>
 </graph>
</graphml>

# relations are edges; what has one end is none
relations | as dot
----
digraph "A \"register\" } -->" {
  "person.743" ["label"="Ludwig van Beethoven", "_kind"="person"];
  "person.ada" ["label"="Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%", "_kind"="person"];
  "person.743" -> "person.ada" ["_id"="taught", "_type"="taught by", "_role"="pupil", "_date"="1900/..", "_certainty"="high"];
}
-- 1 row has not both ends, and is left out

# texts are nodes, too
[{from: "a \"b\" \\", to: "a\nb"}, {from: "a\nb", to: "c"}] | as dot
----
digraph "A \"register\" } -->" {
  "text.a:20:22b:22:20:5C" ["label"="a \"b\" \\"];
  "text.a:0Ab" ["label"="a\nb"];
  "text.a:20:22b:22:20:5C" -> "text.a:0Ab";
  "text.c" ["label"="c"];
  "text.a:0Ab" -> "text.c";
}

# a node comes once
events | where id = "shot" | expand people as p | select p, place | as dot
----
digraph "A \"register\" } -->" {
  "person.ada" ["label"="Ada \"A\" <b>&amp;</b> O'Neil \\ }{ 100%", "_kind"="person", "_p"="ada", "_place"="fort"];
  "person.743" ["label"="Ludwig van Beethoven", "_kind"="person", "_p"="743", "_place"="fort"];
  "person.743" -> "person.ada" ["label"="taught by"];
}
