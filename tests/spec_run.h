// One case in, what Gazette says out. The only place of the spec runner that knows the public
// header. Every run goes through an allocator that counts, checks sizes and can be told to fail.
#ifndef TESTS_SPEC_RUN_H
#define TESTS_SPEC_RUN_H

#include <stdbool.h>

#include "tests/spec_file.h"

typedef struct Run_how {
    unsigned batch; // rows of a batch, 0: as built
    bool shuffle;   // selections in another order
    bool no_index;
    long fail_at;       // the allocation that fails, counted from 1; 0: none
    bool ever;          // and all after it
    const char *format; // of the results, whatever the case says; NULL: as it says
    bool json_errors;   // likewise
} Run_how;

typedef struct Reply {
    Buffer text;  // rows, then notes as `-- …`, then diagnostics
    char code[8]; // of the first error, "" when there is none
    bool out_of_memory;
    const char *misuse; // the case itself is wrong, or the library broke a rule; NULL: neither
    bool failed;        // an allocation failed, as was asked for
} Reply;

// Every form of output and of errors, numbered from 0; false beyond the last.
bool run_format(unsigned i, Run_how *how);
void run_case(const char *path, const Case *one, const Run_how *how, Reply *reply);
// Loads Gazette source as an archive (NULL: the bundled one); says nothing when all is well.
void run_source(const char *source, const Run_how *how, Reply *reply);
void run_end(void);

#endif
