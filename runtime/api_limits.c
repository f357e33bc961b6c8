// Profiles of limits, and the lock after which limits only go down. The settings themselves are in
// api_session.c.
#include "runtime/session.h"

// In the order of GZT_LIMIT_…; 0 is none. Depth and calls have ceilings of their own.
static const uint64_t profiles[][GZT_LIMITS] = {
    [GZT_SAFE] = {64 << 10, 50, 100, 10000, 10000000, 64 << 20, 1000},
    [GZT_DEFAULT] = {1 << 20, NODE_HEIGHT_MAX, 1000, 1000000, 1000000000, UINT64_C(1) << 30, 60000},
    [GZT_TRUSTED] = {16 << 20, NODE_HEIGHT_MAX, 1000, 0, 0, 0, 0},
};

bool limit_above(uint64_t a, uint64_t b) { return b != 0 && (a == 0 || a > b); }

gzt_status gzt_limits_profile(gzt_session *s, int32_t profile) {
    if (!s || s->busy || profile < GZT_SAFE || profile > GZT_TRUSTED) return GZT_MISUSE;
    for (int32_t i = 0; i < GZT_LIMITS; i++)
        if (s->locked && limit_above(profiles[profile][i], gzt_limit(s, i))) return GZT_MISUSE;
    for (int32_t i = 0; i < GZT_LIMITS; i++) gzt_limit_set(s, i, profiles[profile][i]);
    return GZT_OK;
}

gzt_status gzt_limits_lock(gzt_session *s) {
    if (!s) return GZT_MISUSE;
    s->locked = true;
    return GZT_OK;
}
