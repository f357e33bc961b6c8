// What the fuzz targets share: an allocator that can fail at one place, small limits, a sink that
// reads what it gets. The targets see the public header only.
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/gazette.h"

typedef struct Fuzz_memory {
    long count, fail_at; // the allocation that fails; 0: none
    long live;           // blocks
} Fuzz_memory;

static inline void *fuzz_resize(void *user, void *block, size_t old_size, size_t new_size) {
    Fuzz_memory *memory = user;
    (void)old_size;
    if (new_size == 0) {
        if (block) memory->live--;
        free(block);
        return NULL;
    }
    if (++memory->count == memory->fail_at) return NULL;
    void *moved = realloc(block, new_size);
    if (moved && !block) memory->live++;
    return moved;
}

// Every byte is looked at, so that a sanitizer sees one that was never written or is gone.
static inline int32_t fuzz_sink(void *user, const char *bytes, size_t length) {
    unsigned *sum = user;
    for (size_t i = 0; i < length; i++) *sum = *sum * 31 + (unsigned char)bytes[i];
    return 0;
}

static inline void fuzz_limits(gzt_session *session) {
    gzt_limit_set(session, GZT_LIMIT_TEXT, 65536);
    gzt_limit_set(session, GZT_LIMIT_CALLS, 100);
    gzt_limit_set(session, GZT_LIMIT_ROWS, 1000);
    gzt_limit_set(session, GZT_LIMIT_STEPS, 200000);
    gzt_limit_set(session, GZT_LIMIT_MEMORY, 64u << 20);
}

static inline void fuzz_require(int holds) {
    if (!holds) abort();
}

// Makes the archive, and asks it all. GZT_DATA: part of itself, or an impossible order.
static inline gzt_status fuzz_finish(gzt_builder *builder, const char *queries) {
    gzt_error error = {0};
    gzt_archive *archive = NULL;
    gzt_session *session = NULL;
    unsigned sum = 0;
    gzt_status status = gzt_builder_finish(builder, &archive, &error);
    fuzz_require(status == GZT_OK || status == GZT_DATA);
    if (!archive) return status;
    fuzz_require(gzt_session_new(archive, &session) == GZT_OK);
    fuzz_limits(session);
    gzt_query_json(session, queries, SIZE_MAX, fuzz_sink, &sum, NULL);
    gzt_session_free(session);
    gzt_archive_free(archive);
    return status;
}

// A builder that at least one byte is loaded into; nothing of it is left afterwards. 0.
static inline int fuzz_build(void (*load)(gzt_builder *builder, const uint8_t *bytes, size_t size),
                             const uint8_t *bytes, size_t size) {
    if (size < 1) return 0;
    Fuzz_memory memory = {0};
    gzt_alloc alloc = {sizeof alloc, &memory, fuzz_resize};
    gzt_env *env = NULL;
    gzt_builder *builder = NULL;
    fuzz_require(gzt_env_new(&alloc, &env) == GZT_OK);
    fuzz_require(gzt_builder_new(env, &builder) == GZT_OK);
    load(builder, bytes, size);
    gzt_builder_free(builder);
    gzt_env_free(env);
    fuzz_require(memory.live == 0);
    return 0;
}

// Adds the bytes as a literal, every character that would end or escape it as \u{…}; bytes that are
// not ASCII go as they come and may make the query bad UTF-8, which must be refused.
static inline size_t fuzz_literal(char *out, const uint8_t *bytes, size_t size) {
    static const char hex[] = "0123456789abcdef";
    char *p = out;
    *p++ = '"';
    for (size_t i = 0; i < size; i++) {
        uint8_t c = bytes[i];
        if (c >= 0x80 || (c >= ' ' && c != '"' && c != '\\' && c != 0x7f)) {
            *p++ = (char)c;
            continue;
        }
        memcpy(p, "\\u{", 3);
        p[3] = hex[c >> 4];
        p[4] = hex[c & 15];
        p[5] = '}';
        p += 6;
    }
    *p++ = '"';
    return (size_t)(p - out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
