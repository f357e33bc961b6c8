// HTML and what it shares with SVG: texts of data in which nothing has a meaning.
#ifndef GAZ_HTML_H
#define GAZ_HTML_H

#include "runtime/chart.h"

// For element contents and quoted attributes, of HTML and of XML. Controls are already visible.
void markup_text(StrBuf *out, Str s);
// A whole page around a chart, with its figures as a table.
void page_of_chart(Writer *w, const Chart *c);
// Colours of charts, for the <style> of whatever holds the picture.
extern const char *const chart_style;

#endif
