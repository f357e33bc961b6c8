// StatedList as they were stated; see values.h.
#include "runtime/export/values.h"

#include <string.h>

#include "lang/number.h"
#include "runtime/order_build.h"

static void find_claims(StatedList *v) {
    const Archive *a = v->archive;
    if (!a->nclaims || !archive_part(a, PART_CLAIMS)) return;
    uint64_t key = (uint64_t)v->entity << 32 | v->field;
    uint32_t lo = 0, hi = a->nclaims;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        uint64_t there = (uint64_t)a->claims[mid].entity << 32 | a->claims[mid].field;
        if (there < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    v->claim = v->last_claim = lo;
    while (v->last_claim < a->nclaims && a->claims[v->last_claim].entity == v->entity &&
           a->claims[v->last_claim].field == v->field)
        v->last_claim++;
}

StatedList values_of(const ExportJob *job, const KindTable *k, uint32_t field, uint32_t row) {
    const Archive *a = job->archive;
    const Column *c = archive_column(a, k, field);
    StatedList v = {.archive = a, .column = c, .entity = k->first + row, .field = field};
    v.type = k->kind->fields[field].type;
    v.list = v.type->tag == TY_LIST;
    if (v.list) v.type = v.type->elem;
    if (!c->data) return v;
    v.at = v.list ? c->off[row] : row;
    v.end = v.list ? c->off[row + 1] : row + 1;
    if (!v.list) find_claims(&v);
    return v;
}

static bool take(const StatedList *v, uint32_t i, Stated *out) {
    const Column *c = v->column;
    *out = (Stated){.type = v->type, .note = c->noted ? c->noted[i] : 0};
    if (c->valid && !c->valid[i]) return false;
    switch ((TypeTag)v->type->tag) {
    case TY_INT: out->integer = ((const int64_t *)c->data)[i]; return true;
    case TY_REAL: out->real = ((const double *)c->data)[i]; return true;
    case TY_DURATION: out->duration = ((const Duration *)c->data)[i]; return true;
    case TY_TRUTH: out->integer = ((const uint8_t *)c->data)[i]; return out->integer != UNKNOWN;
    default: out->id = ((const uint32_t *)c->data)[i]; return v->list || out->id != 0;
    }
}

// The date before an order of events tightened it.
static bool as_stated(const StatedList *v, Stated *out) {
    OrderFields order;
    const Archive *a = v->archive;
    const EventBounds *b = archive_bounds(a, v->entity);
    if (!b || !order_fields(&a->schema, archive_kind_of(a, v->entity), &order)) return true;
    if (order.date != v->field) return true;
    out->id = b->stated;
    return b->stated != 0;
}

static void take_claim(const Archive *a, const Claim *c, Stated *out) {
    out->note = c->annotation;
    out->integer = (int64_t)c->value;
    out->id = (uint32_t)c->value;
    memcpy(&out->real, &c->value, sizeof out->real);
    if (out->type->tag == TY_DURATION) out->duration = a->claim_durations[c->value];
}

bool values_next(StatedList *v, Stated *out) {
    while (v->at < v->end) {
        if (!take(v, v->at++, out)) continue;
        if (v->list || v->type->tag != TY_DATE || as_stated(v, out)) return true;
    }
    if (v->claim >= v->last_claim) return false;
    *out = (Stated){.type = v->type};
    take_claim(v->archive, &v->archive->claims[v->claim++], out);
    return true;
}

Str value_written(const ExportJob *job, uint32_t date) {
    const Archive *a = job->archive;
    if (!archive_part(a, PART_DATES) || date >= a->ndates) return (Str){"", 0};
    return archive_text(a, a->date_desc[date].written);
}

void value_plain(ExportJob *job, const Stated *v) {
    char text[DATE_TEXT];
    StrBuf *out = &job->out;
    switch ((TypeTag)v->type->tag) {
    case TY_TEXT: buf_add(out, archive_text(job->archive, v->id)); break;
    case TY_INT: buf_add(out, (Str){text, number_write_int(v->integer, text)}); break;
    case TY_REAL: buf_add(out, (Str){text, number_write_real(v->real, text)}); break;
    case TY_TRUTH: buf_addc(out, v->integer == YES ? "true" : "false"); break;
    case TY_DURATION: buf_add(out, (Str){text, duration_write(v->duration, text)}); break;
    case TY_ENTITY: buf_add(out, archive_id(job->archive, v->id)); break;
    case TY_DATE: {
        Date d = archive_date(job->archive, v->id);
        buf_add(out, date_string(job->scratch, &d, date_write));
        break;
    }
    default: break;
    }
}

// What a path or a terminal would take for something else becomes _.
const char *kind_file(ExportJob *job, const KindTable *k, const char *ending) {
    Str name = k->kind->collection;
    StrBuf out;
    buf_init(&out, job->arena);
    for (uint32_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.p[i];
        bool odd = c < 0x20 || c == 0x7F || strchr("/\\:*?\"<>|", c) || (i == 0 && c == '.');
        buf_char(&out, odd ? '_' : (char)c);
    }
    buf_addc(&out, ending);
    buf_char(&out, 0);
    return out.p;
}
