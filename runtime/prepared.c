// Short texts that were prepared are kept by their session, once their script is freed, to be ready
// when they come again: nothing of them is read and checked twice. Must be forgotten when anything
// changes that a check may ask: definitions, settings, limits, functions, who may read what.
#include <string.h>

#include "runtime/session.h"

enum { TEXT_MOST = 4096 }; // longer ones take longer to run than to check

static uint64_t key_hash(Str name, Str text) { return str_hash(text) * 31 + str_hash(name); }

bool prepared_take(gzt_session *s, Str name, Str text, Prepared *out) {
    if (text.n > TEXT_MOST) return false;
    uint64_t hash = key_hash(name, text);
    Prepared *p = &s->prepared[hash % PREPARED];
    if (!p->memory || p->hash != hash || p->epoch != s->epoch || !str_eq(p->text, text) ||
        !str_eq(p->name, name))
        return false;
    *out = *p;
    p->memory = NULL;
    return true;
}

void prepared_name(gzt_script *q, Str name, Str text) {
    if (text.n > TEXT_MOST || name.n > TEXT_MOST) return;
    Arena *a = &q->memory->arena;
    q->prepared = (Prepared){.hash = key_hash(name, text),
                             .epoch = q->session->epoch,
                             .name = str_dup(a, name),
                             .text = str_dup(a, text),
                             .memory = q->memory,
                             .checked = q->checked,
                             .params = q->params};
}

// Not where memory is short: it is the scripts' at work.
bool prepared_keep(gzt_script *q) {
    gzt_session *s = q->session;
    const Budget *b = &s->budget;
    if (!q->prepared.memory || q->prepared.epoch != s->epoch) return false;
    if (b->cap && b->used > b->cap / 16) return false;
    Prepared *p = &s->prepared[q->prepared.hash % PREPARED];
    if (p->memory) kept_free(s, p->memory);
    *p = q->prepared;
    return true;
}

void prepared_forget(gzt_session *s) {
    for (uint32_t i = 0; i < PREPARED; i++)
        if (s->prepared[i].memory) kept_free(s, s->prepared[i].memory);
    memset(s->prepared, 0, sizeof s->prepared);
}
