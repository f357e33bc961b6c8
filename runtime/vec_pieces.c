// A way through the elements of many lists, some thousand at a time. See vec.h.
#include "runtime/vec.h"

Pieces pieces_of(Arena *a, const Vec *list, Rows rows) {
    return (Pieces){.all = list, .rows = rows, .at = ARENA_ARRAY(a, uint32_t, rows.n)};
}

// The next part of a row's list that is too long for one piece.
static void take_part(Pieces *p, uint32_t i) {
    uint32_t place = vec_place(p->all, i), left = p->all->len[place] - p->done;
    p->part = *p->all;
    p->start = p->all->start[place] + p->done;
    p->len = left < LIST_PIECE ? left : LIST_PIECE;
    p->part.start = &p->start;
    p->part.len = &p->len;
    p->part.constant = true; // one list, whatever the row
    p->goes_on = p->done > 0;
    p->done = left > LIST_PIECE ? p->done + LIST_PIECE : 0;
    p->k += !p->done;
    p->list = &p->part;
    p->at[0] = i;
    p->piece = (Rows){1, p->at};
}

bool pieces_next(Pieces *p) {
    uint32_t n = 0;
    uint64_t sum = 0;
    for (; p->k < p->rows.n; p->k++) {
        uint32_t i = p->rows.at ? p->rows.at[p->k] : p->k;
        sum += p->all->len[vec_place(p->all, i)];
        if (sum > LIST_PIECE && !n) {
            take_part(p, i);
            return true;
        }
        if (sum > LIST_PIECE) break;
        p->at[n++] = i;
    }
    p->list = p->all;
    p->piece = (Rows){n, p->at};
    p->goes_on = false;
    return n > 0;
}
