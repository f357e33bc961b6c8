// Pages of newspapers into a builder: a text becomes articles with passages and mentions (page.h
// says how it is taken apart), a masthead an issue of its publication. What the file's name and
// those of its folders tell is heard: a day (1916-01-05), a page (seq-1, page-1, p1), and the
// paper, where a table of papers stands beside (titles.csv, RFC 4180: a key that the file's name
// begins with, then among others name and place_of_publication or place). Each paper of the table
// is a publication: that of its key as id, else the first of its name, else a new one.
//
// Mentions are the names of the archive's people, places and organisations (recognise.h). One that
// means one entity only, or is all of the name of one only, is linked; any other keeps its words
// and a certainty "low". The person of a byline that the archive does not know is made.
#ifndef GAZ_IMPORT_PAGE_H
#define GAZ_IMPORT_PAGE_H

#include "runtime/import/importer.h"

// All is made in the step of values, when every name is known. What is no UTF-8 is replaced, and
// told with the place of the first of each text.
extern const Importer text_importer;

#endif
