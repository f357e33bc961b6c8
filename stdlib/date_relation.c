// Kernels of what two dates have to do with each other: which of Allen's relations are possible,
// and what both datings allow. Doubt widens as `set circa` says, as in comparisons.
#include "stdlib/kernels.h"

void date_allen_names(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    uint32_t names[ALLENS], n = 0;
    for (uint32_t r = 0; r < ALLENS; r++) names[r] = run_intern(c->run, str_of(allen_names[r]));
    out->child = vec_new(c->run->scratch, &type_text, rows.n * ALLENS, false);
    ROWS_EACH(k, rows) {
        Date a = arg_date(c, args[0], k), b = arg_date(c, args[1], k);
        uint32_t possible = date_allen(c->run->scratch, &a, &b, c->expr->circa);
        out->start[k] = n;
        for (uint32_t r = 0; r < ALLENS; r++)
            if (possible >> r & 1) out->child->d.u32[n++] = names[r];
        out->len[k] = n - out->start[k];
    }
    out->nchild = n;
}

void date_common_of(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(c->run->scratch);
        Date a = arg_date(c, args[0], i), b = arg_date(c, args[1], i), both;
        bool some = date_common(c->run->scratch, &a, &b, c->expr->circa, &both);
        out->d.u32[i] = some ? run_date_id(c->run, &both) : 0;
        scratch_release(c->run, m);
    }
}
