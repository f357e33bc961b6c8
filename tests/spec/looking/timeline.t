## What lasts when: rows along an axis of time.
%archive ../archive.gzt

# events of a day by the hour
events | where date in 1917-11-06..1917-11-08 | sort date | as timeline
----
                    │1917-11-06          1917-11-07          1917-11-08
event               │00:00     12:00     00:00     12:00     00:00     12:00
The rising          │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌━━━━━━━━━━━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
The congress meets  │          ┊         ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤┊         ┊
The Aurora fires    │          ┊         ┊         ┊       ● ┊         ┊
The palace is taken │          ┊         ┊         ┊         ┊●        ┊
├╌┤ one moment between · ━ lasts · ╌ may last
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# lives: of entities with two moments, from the one to the other
people | sort born | take 8 | as timeline
----
person │500 BCE     1            500          1000         1500
Gaius  │          ━━┊            ┊            ┊            ┊
Fyodor │            ┊            ┊            ┊            ┊        ━━
Ada    │            ┊            ┊            ┊            ┊        ━━━
Élena  │            ┊            ┊            ┊            ┊        ━━━
ivan   │            ┊            ┊            ┊            ┊        ━━
Boris  │            ┊            ┊            ┊            ┊        ━━━
Mária  │            ┊            ┊            ┊            ┊        ━━━
Dmitri │            ┊            ┊            ┊            ┊        ╌━
━ lasts · ╌ may last

# what is drawn, its label and its colour; rows of one label share a line where they do not meet
people | where born is not null | expand role as r | as timeline(born..died, r, fate)
----
r      │1860    1870    1880    1890    1900    1910   1920     1930
leader │        ━━━━━━━━━━━━━━━━━━━━━━a━━━━━━━━━━━━━━━━━━━━━╌   ┊
       │        ┊      ━━━━━━━━━━━━━━━━━━━━━━━b━━━━━━━━━━━━━━━━━━━━━━━
       │      ━━━━━━━━━━━━━━━━━━━━b━━━━━━━━━━━━━━━━━━━━┊        ┊
writer │        ━━━━━━━━━━━━━━━━━━━━━━a━━━━━━━━━━━━━━━━━━━━━╌   ┊
fate: a natural · b executed
━ lasts · ╌ may last
1 row without born..died: writer
-- 5 rows have no role to expand

# a title and a width
events | where date in 1917 | sort date | as timeline(label: type, width: 30, title: "The year 1917")
----
The year 1917
        │1917
type    │   Apr        Jul        Oct
strike  │●  ┊          ┊          ┊
rising  │   ┊          ┊          ┊   ●
meeting │   ┊          ┊          ┊   ●
battle  │   ┊          ┊          ┊   ●
arrest  │   ┊          ┊          ┊   ●
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# in a window: labels are cut, lines in the middle hidden
%width 60
%rows 5
events | sort date | where date in 1914..1918 | as timeline
----
event               │1914   1915    1916    1917    1918
The war             │    ╌━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╌
Exile               │       ┊       ╌╌╌╌╌╌╌╌━━━     ┊
Strike at the works │       ┊       ┊       ┊●      ┊
⋮                   │⋮
The Aurora fires    │       ┊       ┊       ┊      ●┊
The palace is taken │       ┊       ┊       ┊      ●┊
━ lasts · ╌ may last
2 lines hidden
-- 1 more is possible (maybe)
-- 1 more is possible: date not recorded

# months
%width 60
[date("1917-02-18"), date("1917-11-07"), date("1917-05")] | as timeline
----
           │1917
value      │       Apr              Jul              Oct
1917-02-18 │●      ┊                ┊                ┊
1917-11-07 │       ┊                ┊                ┊     ●
1917-05    │       ┊     ├╌╌╌╌┤     ┊                ┊
├╌┤ one moment between

# days
%width 60
[date("1917-11-28/1917-12-05"), date("1917-12-02")] | as timeline
----
                       │1917-11     1917-12
value                  │28  29  30  1   2   3   4   5
1917-11-28..1917-12-05 │╌╌╌━━━━━━━━━━━━━━━━━━━━━━━━━━╌╌╌
1917-12-02             │    ┊   ┊   ┊   ├╌╌┤┊   ┊   ┊
├╌┤ one moment between · ━ lasts · ╌ may last

# before our era
[date("-0100"), date("-0043-03-15"), date("0014/0037")] | as timeline
----
value          │100 BCE  80 BCE   60 BCE   40 BCE    20 BCE   1       20
101 BCE        │●        ┊        ┊        ┊         ┊        ┊       ┊
0044-03-15 BCE │         ┊        ┊       ●┊         ┊        ┊       ┊
0014..0037     │         ┊        ┊        ┊         ┊        ┊     ━━━━━━━━━━━╌
━ lasts · ╌ may last

# open and unknown ends
[date("1914/.."), date("../1916"), date("1915/"), date("[..1915]"), date("[1916..]")] | as timeline
----
         │1913    1914            1915            1916            1917
value    │Jul     Jan    Jul      Jan    Jul      Jan     Jul     Jan
1914..   │        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶
..1916   │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
1915..?  │        ┊      ┊        ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶
[..1915] │◀╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤       ┊       ┊
[1916..] │        ┊      ┊        ┊      ┊        ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌▶
├╌┤ one moment between · ╌ may last

# what is in doubt reaches further, as for comparisons
[date("1900"), date("1910~"), date("1905?/1907%")] | as timeline
----
value           │1900      1902       1904       1906      1908       1910
1900            │├╌╌╌╌┤    ┊          ┊          ┊         ┊          ┊
c. 1910         │          ┊          ┊          ┊         ┊     ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤
1905?..c. 1907? │          ┊          ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌
├╌┤ one moment between · ╌ may last

# … as far as it is set
set circa = 5 years
[date("1900"), date("1910~")] | as timeline
----
value   │1900   1902    1904    1906    1908     1910   1912     1914
1900    │├╌╌┤   ┊       ┊       ┊       ┊        ┊      ┊        ┊
c. 1910 │       ┊       ┊    ├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤
├╌┤ one moment between

# rows of which nobody knows when
people | select name, died | as timeline
----
name   │ 1               500             1000            1500
Ada    │ ┊               ┊               ┊               ┊             ●
Boris  │ ┊               ┊               ┊               ┊             ●
Dmitri │ ┊               ┊               ┊               ┊            ●
Élena  │ ┊               ┊               ┊               ┊             ●
Fyodor │ ┊               ┊               ┊               ┊            ●
Gaius  │●┊               ┊               ┊               ┊
ivan   │ ┊               ┊               ┊               ┊            ●
Mária  │ ┊               ┊               ┊               ┊             ●
3 rows without died: Clara, Hanna Ström, ∅

# nothing that has a date
people | where id = "nobody" | as timeline
----
1 row without born..died: nobody

# no rows
people | where shoe > 99 | as timeline
----
-- 7 more are possible: shoe not recorded
-- nothing is left after: where shoe > 99

# one minute
[date("1917-11-07T21:40")] | as timeline
----
                 │1917-11-07
value            │21:40                           21:45
1917-11-07T21:40 │├╌╌╌╌╌┤                         ┊
├╌┤ one moment between

# the label may be anything that is one value
people | where born is not null | select age: died - born, born | take 2 | as timeline
----
age                                  │1870  1871  1872   1873  1874   1875  1876  1877   1878  1879
53–54 years                          │├╌╌╌╌╌┤     ┊      ┊     ┊      ┊     ┊     ┊      ┊     ┊
56 years 9 months–56 years 10 months │      ┊     ┊      ┊     ┊      ┊     ┊     ┊      ┊     ┊    ●
├╌┤ one moment between

# groups
people | where born is not null | summarize n: count(), first: min(born) by gender | as timeline(first)
----
gender │   1               500             1000            1500
f      │   ┊               ┊               ┊               ┊           ●
m      │●  ┊               ┊               ┊               ┊

# digits left open: one of so many days, or too many to tell apart
[date("156X-12-25"), date("1565-XX-25"), date("1560-01")] | as timeline
----
value      │1560  1561  1562   1563  1564   1565  1566  1567   1568  1569
156X-12-25 │      ○     ○      ○     ○     ○┊     ○     ○      ○     ○     ○
1565-XX-25 │      ┊     ┊      ┊     ┊      ○○○○○○○     ┊      ┊     ┊
1560-01    │●     ┊     ┊      ┊     ┊      ┊     ┊     ┊      ┊     ┊
○ one of several

# of ten thousand days
[date("XXXX-12-25")] | as timeline
----
value      │1           2000         4000         6000         8000
XXXX-12-25 │├╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┤
├╌┤ one moment between

# as a picture
%save
[{a: "<one>", b: date("1917-02"), c: "x"}, {a: "two", b: date("1914/1916"), c: "y"}, {a: "three", b: date("1915/.."), c: "x"}] | as timeline(color: c, title: "Three") | save "t.svg"
----
-> t.svg
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="205" viewBox="0 0 720 205" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>Three</title>
<style>.gz-k0{fill:#0072b2}.gz-k1{fill:#d55e00}.gz-k2{fill:#009e73}.gz-k3{fill:#cc79a7}.gz-k4{fill:#e69f00}.gz-k5{fill:#1f2328}.gz-k6{fill:#8a929b}.gz-p{fill-opacity:.32}@media screen and (prefers-color-scheme:dark){.gz-k0{fill:#56b4e9}.gz-k1{fill:#f0803c}.gz-k5{fill:#e6e9ed}.gz-p{fill-opacity:.42}}</style>
<style>.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}.gz-n{font-size:11px}.gz-h{font-size:17px;font-weight:600}</style>
<rect class="gz-bg" x="0" y="0" width="720" height="205"/>
<text class="gz-t gz-h" x="16" y="30">Three</text>
<text class="gz-m" x="16" y="57">c</text>
<rect class="gz-k0" x="38.2" y="47.5" width="10" height="10"/>
<text class="gz-t" x="53.2" y="57">x</text>
<rect class="gz-k1" x="76.4" y="47.5" width="10" height="10"/>
<text class="gz-t" x="91.4" y="57">y</text>
<text class="gz-t" x="67" y="83">1914</text>
<text class="gz-t" x="249.1" y="83">1915</text>
<text class="gz-t" x="431.1" y="83">1916</text>
<text class="gz-t" x="613.7" y="83">1917</text>
<text class="gz-m" x="39" y="99" text-anchor="end">a</text>
<text class="gz-m" x="67" y="99" text-anchor="middle">Jan</text>
<text class="gz-m" x="111.9" y="99" text-anchor="middle">Apr</text>
<text class="gz-m" x="157.3" y="99" text-anchor="middle">Jul</text>
<text class="gz-m" x="203.2" y="99" text-anchor="middle">Oct</text>
<text class="gz-m" x="249.1" y="99" text-anchor="middle">Jan</text>
<text class="gz-m" x="294" y="99" text-anchor="middle">Apr</text>
<text class="gz-m" x="339.3" y="99" text-anchor="middle">Jul</text>
<text class="gz-m" x="385.2" y="99" text-anchor="middle">Oct</text>
<text class="gz-m" x="431.1" y="99" text-anchor="middle">Jan</text>
<text class="gz-m" x="476.5" y="99" text-anchor="middle">Apr</text>
<text class="gz-m" x="521.9" y="99" text-anchor="middle">Jul</text>
<text class="gz-m" x="567.8" y="99" text-anchor="middle">Oct</text>
<text class="gz-m" x="613.7" y="99" text-anchor="middle">Jan</text>
<text class="gz-m" x="658.6" y="99" text-anchor="middle">Apr</text>
<line class="gz-a" x1="67" y1="105" x2="67" y2="171"/>
<line class="gz-g" x1="111.9" y1="105" x2="111.9" y2="171"/>
<line class="gz-g" x1="157.3" y1="105" x2="157.3" y2="171"/>
<line class="gz-g" x1="203.2" y1="105" x2="203.2" y2="171"/>
<line class="gz-a" x1="249.1" y1="105" x2="249.1" y2="171"/>
<line class="gz-g" x1="294" y1="105" x2="294" y2="171"/>
<line class="gz-g" x1="339.3" y1="105" x2="339.3" y2="171"/>
<line class="gz-g" x1="385.2" y1="105" x2="385.2" y2="171"/>
<line class="gz-a" x1="431.1" y1="105" x2="431.1" y2="171"/>
<line class="gz-g" x1="476.5" y1="105" x2="476.5" y2="171"/>
<line class="gz-g" x1="521.9" y1="105" x2="521.9" y2="171"/>
<line class="gz-g" x1="567.8" y1="105" x2="567.8" y2="171"/>
<line class="gz-a" x1="613.7" y1="105" x2="613.7" y2="171"/>
<line class="gz-g" x1="658.6" y1="105" x2="658.6" y2="171"/>
<text class="gz-t" x="57" y="120.5" text-anchor="end">&lt;one&gt;</text>
<text class="gz-t" x="57" y="142.5" text-anchor="end">two</text>
<text class="gz-t" x="57" y="164.5" text-anchor="end">three</text>
<g><title>&lt;one&gt;: 1917-02</title>
<rect class="gz-k0 gz-p" x="629.2" y="112" width="14" height="8"/>
<rect class="gz-k0" x="629.2" y="115.4" width="14" height="1.2"/>
<rect class="gz-k0" x="629.2" y="111" width="1.6" height="10"/>
<rect class="gz-k0" x="641.5" y="111" width="1.6" height="10"/>
</g>
<g><title>two: 1914..1916</title>
<rect class="gz-k1 gz-p" x="67" y="133" width="182.1" height="10"/>
<rect class="gz-k1" x="249.1" y="133" width="182.1" height="10"/>
<rect class="gz-k1 gz-p" x="431.1" y="133" width="182.6" height="10"/>
</g>
<g><title>three: 1915..</title>
<rect class="gz-k0 gz-p" x="249.1" y="155" width="447.9" height="10"/>
<path class="gz-k0" d="M697 153L704 160L697 167z"/>
</g>
<rect class="gz-k6 gz-p" x="16" y="181" width="24" height="8"/>
<rect class="gz-k6" x="16" y="184.4" width="24" height="1.2"/>
<rect class="gz-k6" x="16" y="180" width="1.6" height="10"/>
<rect class="gz-k6" x="38.4" y="180" width="1.6" height="10"/>
<text class="gz-m gz-n" x="46" y="189">one moment between</text>
<rect class="gz-k6" x="187.2" y="180" width="24" height="10"/>
<text class="gz-m gz-n" x="217.2" y="189">lasts</text>
<rect class="gz-k6 gz-p" x="264" y="180" width="24" height="10"/>
<text class="gz-m gz-n" x="294" y="189">may last</text>
</svg>

# … and as a page
%save
[{a: "one", b: date("1917-11-07T21:40")}] | as timeline | save "t.html"
----
-> t.html
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gazette">
<title>[{a: &quot;one&quot;, b: date(&quot;1917-11-07T21:40&quot;)}] | as timeline | save &quot;t.html&quot;</title>
<style>:root{color-scheme:light dark}body{margin:2rem auto;max-width:60rem;padding:0 1.25rem;background:#fff;color:#1f2328;font:16px/1.5 Charter,'Bitstream Charter',Cambria,Georgia,serif}header{font-size:.85rem;color:#57606a}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 1rem}pre{font:.85rem/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:#f4f6f8;border-left:3px solid #0072b2;padding:.6rem .9rem;margin:1rem 0;white-space:pre-wrap;overflow-wrap:anywhere}.wide{overflow-x:auto}table{border-collapse:collapse;margin:1rem 0;font-size:.95rem;font-variant-numeric:tabular-nums}caption{text-align:left;font-weight:600;padding-bottom:.4rem}th,td{padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #e3e7eb}th{border-bottom:2px solid #57606a;font-weight:600;white-space:nowrap}.n{text-align:right}.n,.d{white-space:nowrap}.x{color:#69717b}dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1.2rem;margin:0;padding:.9rem 0;border-bottom:1px solid #e3e7eb}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}figure{margin:1rem 0}svg.gz{display:block;max-width:100%;height:auto}details{margin:1rem 0}summary{cursor:pointer;color:#57606a}footer{margin-top:1rem;font-size:.85rem;color:#57606a}footer p{margin:.15rem 0}.gz-n{font-size:11px}@media screen and (prefers-color-scheme:dark){body{background:#16191d;color:#e6e9ed}header,footer,dt,summary{color:#9aa4af}pre{background:#20252b;border-color:#56b4e9}th,td,dl{border-color:#333a42}th{border-color:#9aa4af}.x{color:#7d8792}}@page{size:A4;margin:18mm 16mm}@page wide{size:A4 landscape}@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}table{font-size:9pt}th,td{padding-right:.5rem}td{overflow-wrap:anywhere}td:not(.n,.d,.x){min-width:9ch}body:has(th:nth-child(9)){page:wide}body:has(th:nth-child(15)) :is(th,td){min-width:0;white-space:normal;overflow-wrap:anywhere}pre{background:none}tr,dl,figure{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}svg.gz{max-height:200mm}svg.tall{max-height:none}figure:has(.tall){break-inside:auto}details:not([open]){display:none}}.gz-bg{fill:#fff}.gz-t{fill:#1f2328}.gz-m{fill:#57606a}.gz-g{stroke:#d8dde3}.gz-a{stroke:#57606a}.gz-b{fill:#0072b2}.gz-u{fill:#0072b2;fill-opacity:.35}.gz-l{stroke:#0072b2;stroke-width:2;fill:none;stroke-linejoin:round}@media screen and (prefers-color-scheme:dark){.gz-bg{fill:#16191d}.gz-t{fill:#e6e9ed}.gz-m{fill:#9aa4af}.gz-g{stroke:#333a42}.gz-a{stroke:#9aa4af}.gz-b{fill:#56b4e9}.gz-u{fill:#56b4e9}.gz-l{stroke:#56b4e9}}</style>
</head>
<body>
<header>Fixture</header>
<pre>[{a: &quot;one&quot;, b: date(&quot;1917-11-07T21:40&quot;)}] | as timeline | save &quot;t.html&quot;</pre>
<figure>
<svg xmlns="http://www.w3.org/2000/svg" class="gz" role="img" width="720" height="108" viewBox="0 0 720 108" font-family="system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif" font-size="13">
<title>b by a</title>
<style>.gz-k0{fill:#0072b2}.gz-k1{fill:#d55e00}.gz-k2{fill:#009e73}.gz-k3{fill:#cc79a7}.gz-k4{fill:#e69f00}.gz-k5{fill:#1f2328}.gz-k6{fill:#8a929b}.gz-p{fill-opacity:.32}@media screen and (prefers-color-scheme:dark){.gz-k0{fill:#56b4e9}.gz-k1{fill:#f0803c}.gz-k5{fill:#e6e9ed}.gz-p{fill-opacity:.42}}</style>
<text class="gz-t" x="52.2" y="30">1917-11-07</text>
<text class="gz-m" x="24.2" y="46" text-anchor="end">a</text>
<text class="gz-m" x="52.2" y="46" text-anchor="middle">21:40</text>
<text class="gz-m" x="117.4" y="46" text-anchor="middle">21:41</text>
<text class="gz-m" x="182.6" y="46" text-anchor="middle">21:42</text>
<text class="gz-m" x="247.7" y="46" text-anchor="middle">21:43</text>
<text class="gz-m" x="312.9" y="46" text-anchor="middle">21:44</text>
<text class="gz-m" x="378.1" y="46" text-anchor="middle">21:45</text>
<text class="gz-m" x="443.3" y="46" text-anchor="middle">21:46</text>
<text class="gz-m" x="508.5" y="46" text-anchor="middle">21:47</text>
<text class="gz-m" x="573.6" y="46" text-anchor="middle">21:48</text>
<text class="gz-m" x="638.8" y="46" text-anchor="middle">21:49</text>
<line class="gz-a" x1="52.2" y1="52" x2="52.2" y2="74"/>
<line class="gz-g" x1="117.4" y1="52" x2="117.4" y2="74"/>
<line class="gz-g" x1="182.6" y1="52" x2="182.6" y2="74"/>
<line class="gz-g" x1="247.7" y1="52" x2="247.7" y2="74"/>
<line class="gz-g" x1="312.9" y1="52" x2="312.9" y2="74"/>
<line class="gz-g" x1="378.1" y1="52" x2="378.1" y2="74"/>
<line class="gz-g" x1="443.3" y1="52" x2="443.3" y2="74"/>
<line class="gz-g" x1="508.5" y1="52" x2="508.5" y2="74"/>
<line class="gz-g" x1="573.6" y1="52" x2="573.6" y2="74"/>
<line class="gz-g" x1="638.8" y1="52" x2="638.8" y2="74"/>
<text class="gz-t" x="42.2" y="67.5" text-anchor="end">one</text>
<g><title>one: 1917-11-07T21:40</title>
<rect class="gz-k0 gz-p" x="52.2" y="59" width="65.2" height="8"/>
<rect class="gz-k0" x="52.2" y="62.4" width="65.2" height="1.2"/>
<rect class="gz-k0" x="52.2" y="58" width="1.6" height="10"/>
<rect class="gz-k0" x="115.8" y="58" width="1.6" height="10"/>
</g>
<rect class="gz-k6 gz-p" x="16" y="84" width="24" height="8"/>
<rect class="gz-k6" x="16" y="87.4" width="24" height="1.2"/>
<rect class="gz-k6" x="16" y="83" width="1.6" height="10"/>
<rect class="gz-k6" x="38.4" y="83" width="1.6" height="10"/>
<text class="gz-m gz-n" x="46" y="92">one moment between</text>
</svg>
</figure>
<details><summary>the figures</summary>
<table>
<thead><tr><th scope="col">a</th><th scope="col" class="n">b</th></tr></thead>
<tbody>
<tr><td>one</td><td class="n">1917-11-07T21:40</td></tr>
</tbody>
</table>
</details>
<footer>
<p>1 row</p>
</footer>
</body>
</html>

