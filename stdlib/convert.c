// text(x): values as texts, written as a table shows them.
#include "lang/number.h"
#include "stdlib/kernels.h"

static uint32_t made(const Call *c, const char *p, uint32_t n) {
    return run_intern(c->run, (Str){p, n});
}

void text_of_int(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    char s[NUMBER_TEXT];
    ROWS_EACH(i, rows) out->d.u32[i] = made(c, s, number_write_int(arg_int(args[0], i), s));
}

void text_of_real(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    char s[NUMBER_TEXT];
    ROWS_EACH(i, rows) out->d.u32[i] = made(c, s, number_write_real(arg_real(args[0], i), s));
}

void text_of_truth(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        bool yes = args[0]->d.truth[vec_place(args[0], i)] == YES;
        out->d.u32[i] = run_intern(c->run, yes ? STR("yes") : STR("no"));
    }
}

void text_of_date(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    ROWS_EACH(i, rows) {
        ArenaMark m = arena_mark(c->run->scratch);
        Date d = arg_date(c, args[0], i);
        out->d.u32[i] = run_intern(c->run, date_string(c->run->scratch, &d, date_show));
        scratch_release(c->run, m);
    }
}

void text_of_duration(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    char s[DATE_TEXT];
    ROWS_EACH(i, rows) out->d.u32[i] = made(c, s, duration_show(arg_duration(args[0], i), s));
}
