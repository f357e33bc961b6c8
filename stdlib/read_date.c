// read_date: a date as people write it. What is read as what is lang/phrase.h's; here it only meets
// vectors. A text that can't be read is a missing date.
#include "lang/phrase.h"
#include "stdlib/kernels.h"

void date_read_phrase(const Call *c, Rows rows, const Vec *const *args, Vec *out) {
    uint32_t last = 0, result = 0;
    PhraseLang last_lang = PHRASE_ANY;
    uint32_t last_years = 0;
    ROWS_EACH(i, rows) {
        uint32_t id = args[0]->d.u32[vec_place(args[0], i)];
        uint32_t years = args[2] ? args[2]->d.u32[vec_place(args[2], i)] : 0;
        PhraseLang lang = args[1] ? phrase_lang(arg_text(c, args[1], i)) : PHRASE_ANY;
        if (id != last || lang != last_lang || years != last_years) {
            ArenaMark mark = arena_mark(c->run->scratch);
            Date d, within;
            if (years) within = run_date_heard(c->run, years);
            run_tick(c->run, 1);
            bool read = phrase_read(c->run->scratch, arg_text(c, args[0], i), lang,
                                    years ? &within : NULL, &d);
            result = read ? run_date_id(c->run, &d) : 0;
            scratch_release(c->run, mark);
            last = id;
            last_lang = lang;
            last_years = years;
        }
        out->d.u32[i] = result;
    }
}
