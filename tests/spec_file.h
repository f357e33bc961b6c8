// Spec files: text in, cases out; and the same text back with new expectations (--accept).
// Must not know how a query is run, only how a case is written (tests/README.md has the format).
#ifndef TESTS_SPEC_FILE_H
#define TESTS_SPEC_FILE_H

#include <stdbool.h>
#include <stddef.h>

// A growing text, always ended by a NUL that is not counted.
typedef struct Buffer {
    char *bytes;
    size_t length, room;
} Buffer;

void buffer_add(Buffer *buffer, const char *bytes, size_t length);
void buffer_text(Buffer *buffer, const char *text);
void buffer_free(Buffer *buffer);

// What the lines that begin with % ask for; a case inherits those of its file.
typedef struct Directive {
    const char *name, *value; // "format", "csv"; the value may be empty
} Directive;

enum { DIRECTIVES_MOST = 16 };

typedef struct Case {
    const char *name, *query, *expected;
    int line;                         // of the name
    size_t expected_at, expected_end; // where the expectation stands in the file
    Directive directives[DIRECTIVES_MOST];
    int directive_count;
} Case;

typedef struct Spec_file {
    const char *path;
    Buffer text;
    Case *cases;
    int count;
    int problem_line; // of the first line that is in no case; 0: none
    void **owned;     // every piece that the cases point to
    int owned_count;
} Spec_file;

bool spec_file_read(Spec_file *file, const char *path);
void spec_file_free(Spec_file *file);
// The value of the last directive of that name, NULL when there is none.
const char *case_directive(const Case *one, const char *name);
// The file again, with replies[i] (where not NULL) as the expectation of case i.
bool spec_file_accept(const Spec_file *file, char *const *replies);

// The queries in the indented blocks of a Markdown text: query, first line as the name.
bool spec_file_markdown(Spec_file *file, const char *path);
bool read_whole(const char *path, Buffer *into);

#endif
