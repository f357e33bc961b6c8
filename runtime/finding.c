// Lines of a report, counted; see finding.h.
#include "runtime/finding.h"

#include <string.h>

void finding_add(Finding **list, Arena *a, const char *what, uint64_t many) {
    while (*list && strcmp((*list)->what, what) != 0) list = &(*list)->next;
    if (!*list) {
        *list = ARENA_NEW(a, Finding);
        **list = (Finding){what, 0, NULL};
    }
    (*list)->many += many;
}
