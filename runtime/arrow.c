// Batches and results through Arrow's C data and C stream interfaces: structs of pointers into a
// batch, nothing copied. In: a batch or a result; out: structs whose release gives back what they
// hold. Every node of an array or schema is released alone, since a consumer may move a child out
// and keep it; so each has memory and a reference of its own. No function of Arrow's is called.
#include <errno.h>
#include <string.h>

#include "runtime/batch.h"

// What a node keeps: its batch, and where its children lie (in the same block, behind it).
typedef struct Held {
    gzt_batch *batch;
    size_t size;
    const void *buffers[3];
} Held;

// A node with room for n children of the size, and pointers to them; NULL: no memory.
static Held *held_new(gzt_batch *b, uint32_t n, size_t child, void ***pointers, char **children) {
    size_t size = sizeof(Held) + n * (sizeof(void *) + child);
    Held *held = env_alloc(b->env, size);
    if (!held) return NULL;
    held->batch = b;
    held->size = size;
    batch_ref(b);
    *pointers = (void **)(held + 1);
    *children = (char *)(*pointers + n);
    for (uint32_t i = 0; i < n; i++) (*pointers)[i] = *children + i * child;
    return held;
}

static void held_free(Held *held) {
    gzt_batch *b = held->batch;
    env_release(b->env, held, held->size);
    gzt_batch_free(b);
}

// ---- schemas --------------------------------------------------------------------------------

static void schema_release(struct ArrowSchema *s) {
    for (int64_t i = 0; i < s->n_children; i++)
        if (s->children[i]->release) s->children[i]->release(s->children[i]);
    Held *held = s->private_data;
    s->release = NULL;
    held_free(held);
}

static const char *format_of(TypeTag t) {
    static const char *const formats[TYPE_TAGS] = {
        [TY_NULL] = "n",  [TY_TEXT] = "u",   [TY_INT] = "l",      [TY_REAL] = "g",
        [TY_TRUTH] = "b", [TY_DATE] = "u",   [TY_DURATION] = "u", [TY_ENTITY] = "u",
        [TY_LIST] = "+l", [TY_RECORD] = "+s"};
    return formats[t];
}

// n columns of the batch from `first` on as the children of a schema; false: no memory, and
// nothing is left of it.
static bool schema_of(gzt_batch *b, uint32_t first, uint32_t n, struct ArrowSchema *out) {
    void **pointers;
    char *children;
    memset(out, 0, sizeof *out);
    Held *held = held_new(b, n, sizeof *out, &pointers, &children);
    if (!held) return false;
    out->format = "+s";
    out->name = "";
    out->children = (struct ArrowSchema **)pointers;
    out->release = schema_release;
    out->private_data = held;
    for (uint32_t i = 0; i < n; i++) {
        const BatchColumn *c = &b->columns[first + i];
        struct ArrowSchema *child = out->children[i];
        if (!schema_of(b, c->first, c->nchildren, child)) {
            schema_release(out);
            return false;
        }
        out->n_children = i + 1;
        child->format = format_of(c->tag);
        child->name = c->name;
        child->metadata = c->metadata;
        child->flags = ARROW_FLAG_NULLABLE;
    }
    return true;
}

// ---- arrays ---------------------------------------------------------------------------------

static void array_release(struct ArrowArray *a) {
    for (int64_t i = 0; i < a->n_children; i++)
        if (a->children[i]->release) a->children[i]->release(a->children[i]);
    Held *held = a->private_data;
    a->release = NULL;
    held_free(held);
}

// Length and buffers of one column.
static void array_fill(struct ArrowArray *a, const BatchColumn *c) {
    const void **buffers = a->buffers;
    a->length = c->length;
    a->null_count = c->missing;
    if (c->tag == TY_NULL) {
        a->n_buffers = 0;
        return;
    }
    uint32_t n = 1;
    buffers[0] = c->missing ? c->validity.p : NULL;
    if (c->offsets.p) buffers[n++] = buffer_start(&c->offsets);
    if (c->tag != TY_LIST && c->tag != TY_RECORD) buffers[n++] = buffer_start(&c->data);
    a->n_buffers = n;
}

static bool array_of(gzt_batch *b, uint32_t first, uint32_t n, struct ArrowArray *out) {
    void **pointers;
    char *children;
    memset(out, 0, sizeof *out);
    Held *held = held_new(b, n, sizeof *out, &pointers, &children);
    if (!held) return false;
    out->length = b->rows;
    out->n_buffers = 1;
    out->buffers = held->buffers;
    out->children = (struct ArrowArray **)pointers;
    out->release = array_release;
    out->private_data = held;
    for (uint32_t i = 0; i < n; i++) {
        const BatchColumn *c = &b->columns[first + i];
        if (!array_of(b, c->first, c->nchildren, out->children[i])) {
            array_release(out);
            return false;
        }
        out->n_children = i + 1;
        array_fill(out->children[i], c);
    }
    return true;
}

static gzt_status no_memory(gzt_error *err) {
    Guard g = {.status = ST_NOMEM};
    return error_of_guard(err, &g);
}

gzt_status gzt_batch_arrow(gzt_batch *b, struct ArrowSchema *schema, struct ArrowArray *array,
                           gzt_error *err) {
    error_clear(err);
    if (schema) schema->release = NULL;
    if (array) array->release = NULL;
    if (!b) return error_misuse(err, "gzt_batch_arrow needs a batch");
    if (schema && !schema_of(b, 0, b->ntop, schema)) return no_memory(err);
    if (!array || array_of(b, 0, b->ntop, array)) return GZT_OK;
    if (schema) schema->release(schema);
    return no_memory(err);
}

// ---- streams --------------------------------------------------------------------------------

typedef struct Stream {
    gzt_env *env;
    gzt_result *result; // its remaining rows; NULL: those of the batches
    gzt_batch **batches;
    size_t n, at;
    gzt_batch *shape; // an empty batch: the schema
    gzt_error error;  // what ended it, once something has
    char text[sizeof(gzt_error)];
} Stream;

static int code_of(gzt_status st) {
    return st == GZT_NOMEM ? ENOMEM : st == GZT_INTERRUPTED ? EINTR : EINVAL;
}

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out) {
    Stream *s = stream->private_data;
    if (schema_of(s->shape, 0, s->shape->ntop, out)) return 0;
    return code_of(no_memory(&s->error));
}

// The next batch, the reader's own, as gzt_result_fetch gives it.
static gzt_status next_batch(Stream *s, gzt_batch **out) {
    if (s->result) return batch_fetch(s->result, 0, false, out, &s->error);
    if (s->at == s->n) return GZT_DONE;
    *out = s->batches[s->at];
    s->batches[s->at++] = NULL;
    return GZT_ROW;
}

// Where it failed once it fails again: an error must not look like the end.
static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out) {
    Stream *s = stream->private_data;
    memset(out, 0, sizeof *out);
    if (s->error.status < 0) return code_of(s->error.status);
    gzt_batch *b;
    gzt_status st = next_batch(s, &b);
    if (st < 0) return code_of(st);
    if (st == GZT_DONE) return 0;
    if (!array_of(b, 0, b->ntop, out)) st = no_memory(&s->error);
    gzt_batch_free(b);
    return st < 0 ? code_of(st) : 0;
}

static const char *stream_error(struct ArrowArrayStream *stream) {
    Stream *s = stream->private_data;
    if (s->error.status >= 0) return NULL;
    size_t n = strlen(s->error.message), hint = strlen(s->error.hint);
    memcpy(s->text, s->error.message, n + 1);
    if (!hint) return s->text;
    memcpy(s->text + n, " (", 2);
    memcpy(s->text + n + 2, s->error.hint, hint);
    memcpy(s->text + n + 2 + hint, ")", 2);
    return s->text;
}

static void stream_free(Stream *s) {
    gzt_env *env = s->env;
    gzt_batch_free(s->shape);
    gzt_result_free(s->result);
    for (size_t i = s->at; i < s->n; i++) gzt_batch_free(s->batches[i]);
    if (s->batches) env_release(env, s->batches, (s->n + 1) * sizeof *s->batches);
    env_release(env, s, sizeof *s);
    gzt_env_free(env);
}

static void stream_release(struct ArrowArrayStream *stream) {
    Stream *s = stream->private_data;
    stream->release = NULL;
    stream->private_data = NULL;
    stream_free(s);
}

// A stream of the result's shape; NULL: it fails with *st.
static Stream *stream_new(gzt_result *r, gzt_status *st, gzt_error *err) {
    gzt_env *env = r->script->session->archive->env;
    Stream *s = env_alloc(env, sizeof *s);
    if (!s) {
        *st = no_memory(err);
        return NULL;
    }
    s->env = env;
    env_ref(env);
    *st = batch_shape(r, &s->shape, err);
    if (*st >= 0) return s;
    stream_free(s);
    return NULL;
}

static void stream_open(Stream *s, struct ArrowArrayStream *out) {
    *out = (struct ArrowArrayStream){.get_schema = stream_schema,
                                     .get_next = stream_next,
                                     .get_last_error = stream_error,
                                     .release = stream_release,
                                     .private_data = s};
}

gzt_status gzt_result_arrow(gzt_result *r, struct ArrowArrayStream *out, gzt_error *err) {
    error_clear(err);
    if (!out) return error_misuse(err, "gzt_result_arrow needs out");
    memset(out, 0, sizeof *out);
    if (!r) return error_misuse(err, "gzt_result_arrow needs a result");
    gzt_status st;
    Stream *s = stream_new(r, &st, err);
    if (!s) return st;
    s->result = r;
    result_ref(r);
    stream_open(s, out);
    return GZT_OK;
}

gzt_status gzt_batches_arrow(gzt_result *r, gzt_batch *const *batches, size_t n,
                             struct ArrowArrayStream *out, gzt_error *err) {
    error_clear(err);
    if (!out) return error_misuse(err, "gzt_batches_arrow needs out");
    memset(out, 0, sizeof *out);
    if (!r || (n && !batches))
        return error_misuse(err, "gzt_batches_arrow needs result and batches");
    gzt_status st;
    Stream *s = stream_new(r, &st, err);
    if (!s) return st;
    s->batches = env_alloc(s->env, (n + 1) * sizeof *s->batches);
    if (!s->batches) {
        stream_free(s);
        return no_memory(err);
    }
    s->n = n;
    for (size_t i = 0; i < n; i++) s->batches[i] = gzt_batch_ref(batches[i]);
    stream_open(s, out);
    return GZT_OK;
}
