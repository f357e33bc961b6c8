## What is saved: the ending says the format.
%archive ../archive.gzt
%save

# csv
ships | take 2 | select name, guns | save "ships.csv"
----
-> ships.csv
name,guns
Aurora,14
Amur,5

# the format and the ending agree
ships | take 1 | select name | as json | save "ships.json"
----
-> ships.json
[{"name":"Aurora"}]

# Markdown
ships | take 1 | select name | save "a.b/ships.md"
----
-> a.b/ships.md
| name |
| --- |
| Aurora |

# text: a table …
ships | take 1 | select name | save "ships.txt"
----
-> ships.txt
┌────────┐
│ name   │
├────────┤
│ Aurora │
└────────┘

# … or what is said
ships | take 1 | select name, guns | as bar(width: 5) | save "ships.txt"
----
-> ships.txt
name   │guns
Aurora │█████ 14

# LaTeX
ships | take 1 | select name | save "ships.tex"
----
-> ships.tex
% needs \usepackage{booktabs}
\begin{tabular}{l}
  \toprule
  name \\
  \midrule
  Aurora \\
  \bottomrule
\end{tabular}

# the name from a let
let file = "ships.tsv"
ships | take 1 | select name | save file
----
-> ships.tsv
name
Aurora

# a chart as a picture
[{name: "<a> & b", n: 3}, {name: "c", n: -1}] | as bar(title: "A \"title\"") | save "x.svg"
----
-> x.svg
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="152" viewBox="0 0 720 152" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>A &quot;title&quot;</title>
<style>.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}.gz-n{font-size:11px}.gz-h{font-size:17px;font-weight:600}</style>
<rect class="gz-bg" x="0" y="0" width="720" height="152"/>
<text class="gz-t gz-h" x="16" y="30">A &quot;title&quot;</text>
<text class="gz-m" x="65.2" y="58" text-anchor="end">name</text>
<text class="gz-m" x="94.7" y="58">n</text>
<line class="gz-g" x1="94.7" y1="68" x2="94.7" y2="116"/>
<text class="gz-m" x="94.7" y="132" text-anchor="middle">-1</text>
<line class="gz-a" x1="242.2" y1="68" x2="242.2" y2="116"/>
<text class="gz-m" x="242.2" y="132" text-anchor="middle">0</text>
<line class="gz-g" x1="389.6" y1="68" x2="389.6" y2="116"/>
<text class="gz-m" x="389.6" y="132" text-anchor="middle">1</text>
<line class="gz-g" x1="537" y1="68" x2="537" y2="116"/>
<text class="gz-m" x="537" y="132" text-anchor="middle">2</text>
<line class="gz-g" x1="684.4" y1="68" x2="684.4" y2="116"/>
<text class="gz-m" x="684.4" y="132" text-anchor="middle">3</text>
<text class="gz-t" x="65.2" y="85.5" text-anchor="end">&lt;a&gt; &amp; b</text>
<rect class="gz-b" x="242.2" y="74" width="442.3" height="14"/>
<text class="gz-t" x="690.4" y="85.5">3</text>
<text class="gz-t" x="65.2" y="107.5" text-anchor="end">c</text>
<rect class="gz-b" x="94.7" y="96" width="147.4" height="14"/>
<text class="gz-t" x="88.7" y="107.5" text-anchor="end">-1</text>
</svg>

# columns
[1, 2, 2, 5] | as histogram | save "x.svg"
----
-> x.svg
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="352" viewBox="0 0 720 352" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>count by value</title>
<style>.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}.gz-n{font-size:11px}.gz-h{font-size:17px;font-weight:600}</style>
<rect class="gz-bg" x="0" y="0" width="720" height="352"/>
<text class="gz-m" x="16" y="28">count</text>
<line class="gz-a" x1="32.2" y1="296" x2="704" y2="296"/>
<text class="gz-m" x="24.2" y="300.5" text-anchor="end">0</text>
<line class="gz-g" x1="32.2" y1="176" x2="704" y2="176"/>
<text class="gz-m" x="24.2" y="180.5" text-anchor="end">1</text>
<line class="gz-g" x1="32.2" y1="56" x2="704" y2="56"/>
<text class="gz-m" x="24.2" y="60.5" text-anchor="end">2</text>
<rect class="gz-b" x="33.2" y="176" width="132.4" height="120"/>
<text class="gz-t" x="99.4" y="171" text-anchor="middle">1</text>
<text class="gz-m" x="99.4" y="313" text-anchor="middle">1</text>
<rect class="gz-b" x="167.6" y="56" width="132.4" height="240"/>
<text class="gz-t" x="233.7" y="51" text-anchor="middle">2</text>
<text class="gz-m" x="233.7" y="313" text-anchor="middle">2</text>
<text class="gz-m" x="368.1" y="313" text-anchor="middle">3</text>
<text class="gz-m" x="502.5" y="313" text-anchor="middle">4</text>
<rect class="gz-b" x="570.6" y="176" width="132.4" height="120"/>
<text class="gz-t" x="636.8" y="171" text-anchor="middle">1</text>
<text class="gz-m" x="636.8" y="313" text-anchor="middle">5</text>
<text class="gz-m" x="368.1" y="332" text-anchor="middle">value</text>
</svg>

# a line
ships | as sparkline(x: guns, y: weight) | save "x.svg"
----
-> x.svg
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="354" viewBox="0 0 720 354" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>weight by guns</title>
<style>.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}.gz-n{font-size:11px}.gz-h{font-size:17px;font-weight:600}</style>
<rect class="gz-bg" x="0" y="0" width="720" height="354"/>
<text class="gz-m" x="16" y="28">weight</text>
<line class="gz-a" x1="56.8" y1="282" x2="704" y2="282"/>
<text class="gz-m" x="48.8" y="286.5" text-anchor="end">2000</text>
<line class="gz-g" x1="56.8" y1="234" x2="704" y2="234"/>
<text class="gz-m" x="48.8" y="238.5" text-anchor="end">3000</text>
<line class="gz-g" x1="56.8" y1="186" x2="704" y2="186"/>
<text class="gz-m" x="48.8" y="190.5" text-anchor="end">4000</text>
<line class="gz-g" x1="56.8" y1="138" x2="704" y2="138"/>
<text class="gz-m" x="48.8" y="142.5" text-anchor="end">5000</text>
<line class="gz-g" x1="56.8" y1="90" x2="704" y2="90"/>
<text class="gz-m" x="48.8" y="94.5" text-anchor="end">6000</text>
<line class="gz-g" x1="56.8" y1="42" x2="704" y2="42"/>
<text class="gz-m" x="48.8" y="46.5" text-anchor="end">7000</text>
<path class="gz-l" d="M60.8 59L289.1 237.5M700 54.9"/>
<circle class="gz-b" r="3" cx="60.8" cy="59"/>
<circle class="gz-b" r="3" cx="289.1" cy="237.5"/>
<circle class="gz-b" r="3" cx="700" cy="54.9"/>
<text class="gz-m" x="60.8" y="299" text-anchor="middle">0</text>
<text class="gz-m" x="289.1" y="299" text-anchor="middle">5</text>
<text class="gz-m" x="695.8" y="299" text-anchor="middle">14</text>
<text class="gz-m" x="380.4" y="318" text-anchor="middle">guns</text>
<text class="gz-m gz-n" x="16" y="342">1 row without weight</text>
</svg>

# a page: the query, the rows, what was left out
ships | where weight > 3000
      | select name, weight # tons
      | save "x.html"
----
-> x.html
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gazette">
<title>ships | where weight &gt; 3000</title>
<style>:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1.25rem;background:#fff;color:#1f2328;font:16px/1.5 Charter,'Bitstream Charter',Cambria,Georgia,serif}header{font-size:.85rem;color:#57606a}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}pre{font:.85rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:#f4f6f8;border-left:3px solid #0072b2;padding:.6rem .9rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.95rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding-bottom:.4rem}th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e7eb}th{border-bottom:2px solid #57606a;font-weight:600;white-space:nowrap}.n{text-align:right}.n,.d{white-space:nowrap}.x{color:#69717b}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0;padding:.9rem 0;border-bottom:1px solid #e3e7eb}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}figure{margin:1rem 0}svg.gz{display:block;max-width:100%;height:auto}details{margin:1rem 0}summary{cursor:pointer;color:#57606a}footer{margin-top:1rem;font-size:.85rem;color:#57606a}footer p{margin:.15rem 0}.gz-n{font-size:11px}@media screen and (prefers-color-scheme:dark){body{background:#16191d;color:#e6e9ed}header,footer,dt,summary{color:#9aa4af}pre{background:#20252b;border-color:#56b4e9}th,td,dl{border-color:#333a42}th{border-color:#9aa4af}.x{color:#7d8792}}@page{size:A4;margin:18mm 16mm}@page wide{size:A4 landscape}@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}table{font-size:9pt}th,td{padding-right:.5rem}td{overflow-wrap:anywhere}td:not(.n,.d,.x){min-width:9ch}body:has(th:nth-child(9)){page:wide}body:has(th:nth-child(15)) :is(th,td){min-width:0;white-space:normal;overflow-wrap:anywhere}pre{background:none}tr,dl,figure{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}svg.gz{max-height:200mm}svg.tall{max-height:none}figure:has(.tall){break-inside:auto}details:not([open]){display:none}}.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}</style>
</head>
<body>
<header>Fixture</header>
<pre>ships | where weight &gt; 3000
      | select name, weight # tons
      | save &quot;x.html&quot;</pre>
<div class="wide"><table>
<thead><tr><th scope="col">name</th><th scope="col" class="n">weight</th></tr></thead>
<tbody>
<tr><td>Aurora</td><td class="n">6731.0</td></tr>
<tr><td>Oleg</td><td class="n">6645.0</td></tr>
</tbody>
</table></div>
<footer>
<p>2 rows</p>
<p>1 more is possible: weight not recorded</p>
</footer>
</body>
</html>
-- 1 more is possible: weight not recorded

# a list as a page
ships | take 1 | select name, sunk | as list | save "x.html"
----
-> x.html
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gazette">
<title>ships | take 1 | select name, sunk | as list | save &quot;x.html&quot;</title>
<style>:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1.25rem;background:#fff;color:#1f2328;font:16px/1.5 Charter,'Bitstream Charter',Cambria,Georgia,serif}header{font-size:.85rem;color:#57606a}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}pre{font:.85rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:#f4f6f8;border-left:3px solid #0072b2;padding:.6rem .9rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.95rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding-bottom:.4rem}th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e7eb}th{border-bottom:2px solid #57606a;font-weight:600;white-space:nowrap}.n{text-align:right}.n,.d{white-space:nowrap}.x{color:#69717b}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0;padding:.9rem 0;border-bottom:1px solid #e3e7eb}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}figure{margin:1rem 0}svg.gz{display:block;max-width:100%;height:auto}details{margin:1rem 0}summary{cursor:pointer;color:#57606a}footer{margin-top:1rem;font-size:.85rem;color:#57606a}footer p{margin:.15rem 0}.gz-n{font-size:11px}@media screen and (prefers-color-scheme:dark){body{background:#16191d;color:#e6e9ed}header,footer,dt,summary{color:#9aa4af}pre{background:#20252b;border-color:#56b4e9}th,td,dl{border-color:#333a42}th{border-color:#9aa4af}.x{color:#7d8792}}@page{size:A4;margin:18mm 16mm}@page wide{size:A4 landscape}@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}table{font-size:9pt}th,td{padding-right:.5rem}td{overflow-wrap:anywhere}td:not(.n,.d,.x){min-width:9ch}body:has(th:nth-child(9)){page:wide}body:has(th:nth-child(15)) :is(th,td){min-width:0;white-space:normal;overflow-wrap:anywhere}pre{background:none}tr,dl,figure{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}svg.gz{max-height:200mm}svg.tall{max-height:none}figure:has(.tall){break-inside:auto}details:not([open]){display:none}}.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}</style>
</head>
<body>
<header>Fixture</header>
<pre>ships | take 1 | select name, sunk | as list | save &quot;x.html&quot;</pre>
<dl>
<dt>name</dt><dd>Aurora</dd>
<dt>sunk</dt><dd class="x">∅</dd>
</dl>
<footer>
<p>1 row</p>
</footer>
</body>
</html>

# a chart as a page
[{name: "a", n: 1}] | as bar(title: "One") | save "x.html"
----
-> x.html
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gazette">
<title>One</title>
<style>:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1.25rem;background:#fff;color:#1f2328;font:16px/1.5 Charter,'Bitstream Charter',Cambria,Georgia,serif}header{font-size:.85rem;color:#57606a}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}pre{font:.85rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:#f4f6f8;border-left:3px solid #0072b2;padding:.6rem .9rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.95rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding-bottom:.4rem}th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e7eb}th{border-bottom:2px solid #57606a;font-weight:600;white-space:nowrap}.n{text-align:right}.n,.d{white-space:nowrap}.x{color:#69717b}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0;padding:.9rem 0;border-bottom:1px solid #e3e7eb}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}figure{margin:1rem 0}svg.gz{display:block;max-width:100%;height:auto}details{margin:1rem 0}summary{cursor:pointer;color:#57606a}footer{margin-top:1rem;font-size:.85rem;color:#57606a}footer p{margin:.15rem 0}.gz-n{font-size:11px}@media screen and (prefers-color-scheme:dark){body{background:#16191d;color:#e6e9ed}header,footer,dt,summary{color:#9aa4af}pre{background:#20252b;border-color:#56b4e9}th,td,dl{border-color:#333a42}th{border-color:#9aa4af}.x{color:#7d8792}}@page{size:A4;margin:18mm 16mm}@page wide{size:A4 landscape}@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}table{font-size:9pt}th,td{padding-right:.5rem}td{overflow-wrap:anywhere}td:not(.n,.d,.x){min-width:9ch}body:has(th:nth-child(9)){page:wide}body:has(th:nth-child(15)) :is(th,td){min-width:0;white-space:normal;overflow-wrap:anywhere}pre{background:none}tr,dl,figure{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}svg.gz{max-height:200mm}svg.tall{max-height:none}figure:has(.tall){break-inside:auto}details:not([open]){display:none}}.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}</style>
</head>
<body>
<header>Fixture</header>
<h1>One</h1>
<pre>[{name: &quot;a&quot;, n: 1}] | as bar(title: &quot;One&quot;) | save &quot;x.html&quot;</pre>
<figure>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="102" viewBox="0 0 720 102" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>One</title>
<text class="gz-m" x="52.7" y="30" text-anchor="end">name</text>
<text class="gz-m" x="68.7" y="30">n</text>
<line class="gz-a" x1="68.7" y1="40" x2="68.7" y2="66"/>
<text class="gz-m" x="68.7" y="82" text-anchor="middle">0</text>
<line class="gz-g" x1="689.8" y1="40" x2="689.8" y2="66"/>
<text class="gz-m" x="689.8" y="82" text-anchor="middle">1</text>
<text class="gz-t" x="52.7" y="57.5" text-anchor="end">a</text>
<rect class="gz-b" x="68.7" y="46" width="621.1" height="14"/>
<text class="gz-t" x="695.8" y="57.5">1</text>
</svg>
</figure>
<details><summary>the figures</summary>
<table>
<thead><tr><th scope="col">name</th><th scope="col" class="n">n</th></tr></thead>
<tbody>
<tr><td>a</td><td class="n">1</td></tr>
</tbody>
</table>
</details>
<footer>
<p>1 row</p>
</footer>
</body>
</html>

# a continued line: the words of all of the query
%repl
ships | take 2 | select name, guns
| where guns > 5 | as bar(width: 5) | save "x.html"
----
-> x.html
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gazette">
<title>ships | take 2 | select name, guns</title>
<style>:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1.25rem;background:#fff;color:#1f2328;font:16px/1.5 Charter,'Bitstream Charter',Cambria,Georgia,serif}header{font-size:.85rem;color:#57606a}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}pre{font:.85rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:#f4f6f8;border-left:3px solid #0072b2;padding:.6rem .9rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.95rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding-bottom:.4rem}th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e7eb}th{border-bottom:2px solid #57606a;font-weight:600;white-space:nowrap}.n{text-align:right}.n,.d{white-space:nowrap}.x{color:#69717b}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0;padding:.9rem 0;border-bottom:1px solid #e3e7eb}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}figure{margin:1rem 0}svg.gz{display:block;max-width:100%;height:auto}details{margin:1rem 0}summary{cursor:pointer;color:#57606a}footer{margin-top:1rem;font-size:.85rem;color:#57606a}footer p{margin:.15rem 0}.gz-n{font-size:11px}@media screen and (prefers-color-scheme:dark){body{background:#16191d;color:#e6e9ed}header,footer,dt,summary{color:#9aa4af}pre{background:#20252b;border-color:#56b4e9}th,td,dl{border-color:#333a42}th{border-color:#9aa4af}.x{color:#7d8792}}@page{size:A4;margin:18mm 16mm}@page wide{size:A4 landscape}@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}table{font-size:9pt}th,td{padding-right:.5rem}td{overflow-wrap:anywhere}td:not(.n,.d,.x){min-width:9ch}body:has(th:nth-child(9)){page:wide}body:has(th:nth-child(15)) :is(th,td){min-width:0;white-space:normal;overflow-wrap:anywhere}pre{background:none}tr,dl,figure{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}svg.gz{max-height:200mm}svg.tall{max-height:none}figure:has(.tall){break-inside:auto}details:not([open]){display:none}}.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}</style>
</head>
<body>
<header>Fixture</header>
<pre>ships | take 2 | select name, guns
| where guns &gt; 5 | as bar(width: 5) | save &quot;x.html&quot;</pre>
<figure>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="102" viewBox="0 0 720 102" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>guns by name</title>
<text class="gz-m" x="61.1" y="30" text-anchor="end">name</text>
<text class="gz-m" x="77.1" y="30">guns</text>
<line class="gz-a" x1="77.1" y1="40" x2="77.1" y2="66"/>
<text class="gz-m" x="77.1" y="82" text-anchor="middle">0</text>
<line class="gz-g" x1="293" y1="40" x2="293" y2="66"/>
<text class="gz-m" x="293" y="82" text-anchor="middle">5</text>
<line class="gz-g" x1="508.9" y1="40" x2="508.9" y2="66"/>
<text class="gz-m" x="508.9" y="82" text-anchor="middle">10</text>
<text class="gz-t" x="61.1" y="57.5" text-anchor="end">Aurora</text>
<rect class="gz-b" x="77.1" y="46" width="604.5" height="14"/>
<text class="gz-t" x="687.6" y="57.5">14</text>
</svg>
</figure>
<details><summary>the figures</summary>
<table>
<thead><tr><th scope="col">name</th><th scope="col" class="n">guns</th></tr></thead>
<tbody>
<tr><td>Aurora</td><td class="n">14</td></tr>
</tbody>
</table>
</details>
<footer>
<p>1 row</p>
</footer>
</body>
</html>

