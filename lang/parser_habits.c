// Habits from SQL, C, Python and spreadsheets: where a refused token shows one, the error names the
// Gazette form.
#include "grammar.h"
#include "lang/parser_state.h"

bool report_habit(Reader *r, Token found) {
    (void)r;
    (void)found;
    return false;
}
