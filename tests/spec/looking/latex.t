## Tables for print.
%archive ../archive.gzt

# a table
ships | take 2 | select name, guns, sunk, voyage | as latex
----
% needs \usepackage{booktabs}
\begin{tabular}{lrlr}
  \toprule
  name & guns & sunk & voyage \\
  \midrule
  Aurora & 14 & --- & 3 days \\
  Amur & 5 & --- & 1 day 12 hours \\
  \bottomrule
\end{tabular}

# nothing of the data has a meaning to TeX
[{`a_b`: '\input{x} $1 & 50% #2 ~ ^ _ {} "q" a--b [*] <|> `'}] | as latex
----
% needs \usepackage{booktabs}
\begin{tabular}{l}
  \toprule
  a\_b \\
  \midrule
  \textbackslash{}input\{x\} \$1 \& 50\% \#2 \textasciitilde{} \textasciicircum{} \_ \{\} {\char34}q{\char34} a-{}-b {[}{*}{]} \textless{}\textbar{}\textgreater{} \textasciigrave{} \\
  \bottomrule
\end{tabular}

# with a title
ships | take 1 | select name | as latex(title: "Ships & boats")
----
% needs \usepackage{booktabs}
\begin{table}
\centering
\caption{Ships \& boats}
\begin{tabular}{l}
  \toprule
  name \\
  \midrule
  Aurora \\
  \bottomrule
\end{tabular}
\end{table}

# long texts share the line
[{a: "It was a dark and stormy night; the rain fell in torrents.", b: 1}] | as latex
----
% needs \usepackage{array,booktabs}
\begin{tabular}{%
  >{\raggedright\arraybackslash}p{\dimexpr 0.949\linewidth-2\tabcolsep}r}
  \toprule
  a & b \\
  \midrule
  It was a dark and stormy night; the rain fell in torrents. & 1 \\
  \bottomrule
\end{tabular}

