// Archives into a builder of the host's. In: the public call; out: what they hold in the inner
// builder, or complaints.
#include "runtime/api_build.h"
#include "runtime/merge.h"

// Its texts stay in the archive's bytes until the builder is finished.
static void hold(gzt_builder *b, gzt_archive *archive) {
    Poured *p = ARENA_NEW(&b->arena, Poured);
    *p = (Poured){archive, b->poured};
    archive_ref(archive);
    b->poured = p;
}

void build_let_go(gzt_builder *b) {
    for (Poured *p = b->poured; p; p = p->next) archive_unref(p->archive);
    b->poured = NULL;
}

gzt_status gzt_builder_archive(gzt_builder *b, gzt_archive *archive, const char *name,
                               gzt_error *err) {
    gzt_status st = build_enter(b, err);
    if (st < 0) return st;
    if (!archive) return error_misuse(err, "gzt_builder_archive needs an archive");
    if (setjmp(b->guard.at)) {
        b->errors.count = 0; // what ended it is what matters
        return build_end(b, err);
    }
    Str said;
    if (!build_text(b, name, SIZE_MAX, &said)) return build_refused(b, err);
    hold(b, archive);
    Merge m = {.b = b->builder, .schema = &b->schema, .from = archive->archive};
    m.name = said.n ? str_dup(&b->arena, said) : STR("an archive");
    m.arena = &b->arena;
    m.scratch = &b->scratch;
    m.diags = &b->errors;
    bool good = merge_archive(&m);
    arena_free(&b->scratch);
    return good ? GZT_OK : build_end(b, err);
}
