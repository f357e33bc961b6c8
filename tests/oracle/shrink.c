// Making a failure smaller: whatever can be left out, or replaced by something simpler, while the
// answers still differ. The checker refuses what makes no sense.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/oracle/trial.h"

static bool still(Trial *t, const Query *q) { return trial_query(t, q) == DIFFERED; }

static char *take_out(Parts *p, uint32_t i) {
    char *text = p->at[i];
    memmove(p->at + i, p->at + i + 1, (p->n - i - 1) * sizeof *p->at);
    p->n--;
    return text;
}

static void put_back(Parts *p, uint32_t i, char *text) {
    memmove(p->at + i + 1, p->at + i, (p->n - i) * sizeof *p->at);
    p->at[i] = text;
    p->n++;
}

static bool fewer_parts(Trial *t, Query *q, Parts *p, uint32_t keep) {
    bool changed = false;
    for (uint32_t i = p->n; i-- > keep;) {
        char *text = take_out(p, i);
        if (still(t, q)) {
            free(text);
            changed = true;
        } else {
            put_back(p, i, text);
        }
    }
    return changed;
}

static bool fewer_facts(Trial *t, Parts *facts, const Query *q) {
    bool changed = false;
    for (uint32_t i = facts->n; i-- > 0;) {
        char *text = take_out(facts, i);
        if (trial_facts(t, facts) && still(t, q)) {
            free(text);
            changed = true;
        } else {
            put_back(facts, i, text);
        }
    }
    trial_facts(t, facts);
    return changed;
}

// The bracket that closes the one at p.
static const char *closing(const char *p) {
    int depth = 0;
    for (; *p; p++) {
        if (strchr("([", *p)) depth++;
        if (strchr(")]", *p) && --depth == 0) return p;
    }
    return NULL;
}

static bool replaced(Trial *t, Query *q, uint32_t part, const char *from, const char *end,
                     const char *with, size_t n) {
    char *old = q->stages.at[part], *text = malloc(strlen(old) + n + 1);
    if (!text) exit(3);
    size_t at = (size_t)(from - old);
    memcpy(text, old, at);
    memcpy(text + at, with, n);
    strcpy(text + at + n, end + 1);
    q->stages.at[part] = text;
    if (strlen(text) < strlen(old) && still(t, q)) {
        free(old);
        return true;
    }
    q->stages.at[part] = old;
    free(text);
    return false;
}

// A bracketed part by a literal, or by a bracketed part within it.
static bool simpler_at(Trial *t, Query *q, uint32_t part, const char *from) {
    static const char *const simple[] = {"true", "1", "\"a\"", "1911-05", "1 day", "[1]", "1.5"};
    const char *end = closing(from);
    if (!end) return false;
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
        if (replaced(t, q, part, from, end, simple[i], strlen(simple[i]))) return true;
    for (const char *in = from + 1; in < end; in++) {
        const char *e = strchr("([", *in) ? closing(in) : NULL;
        if (e && replaced(t, q, part, from, end, in, (size_t)(e - in) + 1)) return true;
    }
    return false;
}

static bool simpler(Trial *t, Query *q) {
    for (uint32_t part = 0; part < q->stages.n; part++)
        for (const char *p = q->stages.at[part]; *p; p++)
            if (strchr("([", *p) && simpler_at(t, q, part, p)) return true;
    return false;
}

void trial_shrink(Trial *t, Parts *facts, Query *q) {
    for (int round = 0; round < 40; round++) {
        bool changed = fewer_parts(t, q, &q->stages, 1);
        changed = fewer_parts(t, q, &q->prelude, 0) || changed;
        changed = fewer_facts(t, facts, q) || changed;
        changed = simpler(t, q) || changed;
        if (!changed) break;
    }
    trial_query(t, q);
}
