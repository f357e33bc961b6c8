## Registers in TEI P5.
%archive ../register.gzt

# people
people | as tei
----
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A &quot;register&quot; } --&gt;</title></titleStmt>
<publicationStmt><p>Written by Gazette.</p></publicationStmt>
<sourceDesc><p>An archive of Gazette.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="gazette" version="0.1.0"><label>Gazette</label></application></appInfo>
<listPrefixDef><prefixDef ident="passage" matchPattern="(.+)" replacementPattern="#$1"><p>A passage of the archive, by its id.</p></prefixDef>
<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="#$1"><p>What is not in this document, by its kind and id.</p></prefixDef></listPrefixDef>
<p xml:id="edtf">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>
<p xml:id="own-calendar">when-custom: the date as its own calendar has it, 1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>
</encodingDesc></teiHeader>
<standOff>
<listPerson>
<person xml:id="ada">
  <persName>Ada &quot;A&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; O&#39;Neil \ }{ 100%</persName>
  <persName type="alt">Countess, the</persName>
  <occupation>leader</occupation>
  <birth><date when="1870" when-custom="1870~" datingMethod="#edtf" cert="low">c. 1870</date><placeName key="fort">The fort</placeName></birth>
  <birth><date when="1871">1871</date></birth>
  <death><date notBefore="1920" notAfter="1925">within(1920..1925)</date></death>
  <state type="fate"><desc>in exile</desc></state>
  <note xml:space="preserve">one
two; three, four</note>
 </person>
<person xml:id="person.743" n="743">
  <persName>Ludwig van Beethoven</persName>
  <birth><date notBefore="1700-01-01" notAfter="1799-12-31" when-custom="17XX" datingMethod="#edtf">17XX</date></birth>
 </person>
<person xml:id="and">
  <persName>Smith and Sons, Ltd, London</persName>
 </person>
<person xml:id="nicholas">
  <persName>Nicholas II</persName>
 </person>
</listPerson>
<listRelation>
<relation xml:id="taught" name="taught_by" active="#person.743" passive="#ada" from="1900" when-custom="1900/.." datingMethod="#edtf"><desc>
  <desc type="type">taught by</desc>
  <desc type="certainty">high</desc>
  <desc type="role">pupil</desc></desc></relation>
</listRelation>
</standOff>
</TEI>

# places
places | as tei
----
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A &quot;register&quot; } --&gt;</title></titleStmt>
<publicationStmt><p>Written by Gazette.</p></publicationStmt>
<sourceDesc><p>An archive of Gazette.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="gazette" version="0.1.0"><label>Gazette</label></application></appInfo>
<listPrefixDef><prefixDef ident="passage" matchPattern="(.+)" replacementPattern="#$1"><p>A passage of the archive, by its id.</p></prefixDef>
<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="#$1"><p>What is not in this document, by its kind and id.</p></prefixDef></listPrefixDef>
<p xml:id="edtf">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>
<p xml:id="own-calendar">when-custom: the date as its own calendar has it, 1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>
</encodingDesc></teiHeader>
<standOff>
<listPlace>
<place xml:id="fort" type="fort">
  <placeName>The fort</placeName>
  <location><geo>59.95 30.3167</geo></location>
 </place>
<place xml:id="place.743" n="743" type="small_fort">
  <placeName>Fort 743</placeName>
  <location><geo>95.0 10.0</geo></location>
  <note type="type">small fort</note>
 </place>
<place xml:id="nowhere">
  <placeName>Nowhere</placeName>
  <note type="lat">1.0</note>
 </place>
</listPlace>
<listRelation>
<relation name="part_of" active="#place.743" passive="#fort"/>
</listRelation>
</standOff>
</TEI>

# events
events | as tei
----
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A &quot;register&quot; } --&gt;</title></titleStmt>
<publicationStmt><p>Written by Gazette.</p></publicationStmt>
<sourceDesc><p>An archive of Gazette.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="gazette" version="0.1.0"><label>Gazette</label></application></appInfo>
<listPrefixDef><prefixDef ident="passage" matchPattern="(.+)" replacementPattern="#$1"><p>A passage of the archive, by its id.</p></prefixDef>
<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="#$1"><p>What is not in this document, by its kind and id.</p></prefixDef></listPrefixDef>
<p xml:id="edtf">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>
<p xml:id="own-calendar">when-custom: the date as its own calendar has it, 1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>
</encodingDesc></teiHeader>
<standOff>
<listEvent>
<event xml:id="shot" type="shot" when="1917-11-08T02:10:00" when-custom="1917-11-08T02:10" datingMethod="#edtf">
  <label xml:space="preserve">A shot; and, \ a new
line</label>
  <desc><placeName key="fort">The fort</placeName>, <persName key="ada" role="arrests him">Ada &quot;A&quot; &lt;b&gt;&amp;amp;&lt;/b&gt; O&#39;Neil \ }{ 100%</persName>, <persName key="743">Ludwig van Beethoven</persName></desc>
 </event>
<event xml:id="spring" notBefore="1917-03-01" notAfter="1917-05-31" when-custom="1917-21" datingMethod="#edtf">
  <label>Spring</label>
  <note>thaw</note>
 </event>
<event xml:id="day" when="1917-11-07" when-custom="1917-10-25 OS" datingMethod="#own-calendar">
  <label>A day, Old Style</label>
  <desc><placeName key="nowhere">Nowhere</placeName></desc>
 </event>
<event xml:id="war" from="1914-07-28" to="1918-11-11">
  <label>War</label>
 </event>
<event xml:id="talks" from="1917-11-08T09:00:00" to="1917-11-08T11:30:00" when-custom="1917-11-08T09:00/1917-11-08T11:30" datingMethod="#edtf">
  <label>Talks</label>
 </event>
<event xml:id="maybe" when="1917-11-07" when-custom="1917-11-07?" datingMethod="#edtf">
  <label>Maybe</label>
 </event>
<event xml:id="caesar" when="-0044" when-custom="-0043" datingMethod="#edtf">
  <label>Caesar</label>
 </event>
<event xml:id="open" from="1917" when-custom="1917/.." datingMethod="#edtf">
  <label>Open</label>
 </event>
<event xml:id="undated">
  <label>Undated</label>
 </event>
</listEvent>
<listRelation>
<relation name="after" active="#day" passive="#spring"/>
</listRelation>
</standOff>
</TEI>

# relations
relations | as tei
----
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A &quot;register&quot; } --&gt;</title></titleStmt>
<publicationStmt><p>Written by Gazette.</p></publicationStmt>
<sourceDesc><p>An archive of Gazette.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="gazette" version="0.1.0"><label>Gazette</label></application></appInfo>
<listPrefixDef><prefixDef ident="passage" matchPattern="(.+)" replacementPattern="#$1"><p>A passage of the archive, by its id.</p></prefixDef>
<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="#$1"><p>What is not in this document, by its kind and id.</p></prefixDef></listPrefixDef>
<p xml:id="edtf">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>
<p xml:id="own-calendar">when-custom: the date as its own calendar has it, 1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>
</encodingDesc></teiHeader>
<standOff>
<listRelation>
<relation xml:id="taught" name="taught_by" active="entity:person/743" passive="entity:person/ada" from="1900" when-custom="1900/.." datingMethod="#edtf"><desc>
  <desc type="type">taught by</desc>
  <desc type="certainty">high</desc>
  <desc type="role">pupil</desc></desc></relation>
</listRelation>
</standOff>
</TEI>
-- 1 relation has not both ends, and is left out

# kinds mixed; what stands before is referred to, what does not is named by its key; no relation has one end
organisations | union (places | where id = "fort") | union (publications) | union (people | where id = "743") | as tei
----
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A &quot;register&quot; } --&gt;</title></titleStmt>
<publicationStmt><p>Written by Gazette.</p></publicationStmt>
<sourceDesc><p>An archive of Gazette.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="gazette" version="0.1.0"><label>Gazette</label></application></appInfo>
<listPrefixDef><prefixDef ident="passage" matchPattern="(.+)" replacementPattern="#$1"><p>A passage of the archive, by its id.</p></prefixDef>
<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="#$1"><p>What is not in this document, by its kind and id.</p></prefixDef></listPrefixDef>
<p xml:id="edtf">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>
<p xml:id="own-calendar">when-custom: the date as its own calendar has it, 1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>
</encodingDesc></teiHeader>
<standOff>
<listOrg>
<org xml:id="club">
  <orgName>The Club</orgName>
  <placeName key="fort">The fort</placeName>
  <state type="founded" when="1900-05"><desc>1900-05</desc></state>
  <state type="dissolved" notBefore="1917" notAfter="1918"><desc>within(1917..1918)</desc></state>
 </org>
</listOrg>
<listPlace>
<place xml:id="fort" type="fort">
  <placeName>The fort</placeName>
  <location><geo>59.95 30.3167</geo></location>
 </place>
</listPlace>
<listBibl>
<bibl xml:id="paper" type="daily_newspaper">
  <title>The {Paper} &amp; Co_</title>
  <pubPlace ref="#fort">The fort</pubPlace>
  <note type="type">daily newspaper</note>
 </bibl>
<bibl xml:id="book" type="book">
  <title>A book</title>
  <author key="743">Ludwig van Beethoven</author>
  <date from="1904" to="1907">1904..1907</date>
 </bibl>
</listBibl>
<listPerson>
<person xml:id="person.743" n="743">
  <persName>Ludwig van Beethoven</persName>
  <birth><date notBefore="1700-01-01" notAfter="1799-12-31" when-custom="17XX" datingMethod="#edtf">17XX</date></birth>
 </person>
</listPerson>
</standOff>
</TEI>

# nothing
people | where id = "nobody" | as tei
----
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader><fileDesc>
<titleStmt><title>A &quot;register&quot; } --&gt;</title></titleStmt>
<publicationStmt><p>Written by Gazette.</p></publicationStmt>
<sourceDesc><p>An archive of Gazette.</p></sourceDesc>
</fileDesc>
<encodingDesc>
<appInfo><application ident="gazette" version="0.1.0"><label>Gazette</label></application></appInfo>
<listPrefixDef><prefixDef ident="passage" matchPattern="(.+)" replacementPattern="#$1"><p>A passage of the archive, by its id.</p></prefixDef>
<prefixDef ident="entity" matchPattern="(.+)" replacementPattern="#$1"><p>What is not in this document, by its kind and id.</p></prefixDef></listPrefixDef>
<p xml:id="edtf">when-custom: Extended Date/Time Format, ISO 8601-2:2019.</p>
<p xml:id="own-calendar">when-custom: the date as its own calendar has it, 1917-10-25 OS (Julian), 18 Brumaire 8 republican.</p>
</encodingDesc></teiHeader>
<text><body><p/></body></text>
</TEI>
-- no id is "nobody"
-- nothing is left after: where id = "nobody"
