// XML into a tree (tei_tree.h), by expat. In: the bytes of a file in any of the usual encodings;
// out: nodes, or where the file is faulty. Neither prefixes nor namespaces count: editions mix
// them.
#include <expat.h>
#include <string.h>

#include "runtime/import/tei_tree.h"

// expat's memory functions are told nothing but sizes, so they find their arena here while it
// works; each block begins with what they must know to move it. Nothing of it is freed singly.
static _Thread_local Arena *expat_arena;

enum { BLOCK_HEAD = 16 };

static void *expat_malloc(size_t n) {
    if (n > SIZE_MAX - BLOCK_HEAD) return NULL;
    char *p = arena_alloc(expat_arena, n + BLOCK_HEAD);
    memcpy(p, &n, sizeof n);
    return p + BLOCK_HEAD;
}

static void *expat_realloc(void *old, size_t n) {
    size_t old_n = 0;
    if (old) memcpy(&old_n, (char *)old - BLOCK_HEAD, sizeof old_n);
    if (old && n <= old_n) return old;
    void *p = expat_malloc(n);
    if (p && old_n) memcpy(p, old, old_n);
    return p;
}

static void expat_free(void *p) { (void)p; }

typedef struct Reading {
    Arena *a;
    XML_Parser parser;
    TeiNode *root, *open; // the element that text and elements go into
    StrBuf chars;         // of the text at hand
    uint64_t chars_at;
    uint32_t depth, chars_line;
    bool doctype; // entities that are not known may be skipped without a word
    const char *p;
    size_t n;
    TeiFault *fault;
    bool failed;
} Reading;

static size_t place(const Reading *r) { // in the bytes of the file
    XML_Index at = XML_GetCurrentByteIndex(r->parser);
    return at < 0 ? 0 : (size_t)at < r->n ? (size_t)at : r->n;
}

// ---- faults ---------------------------------------------------------------------------------

// What is wrong: words before and behind a name of the file.
typedef struct Wrong {
    const char *before, *name;
    size_t n;
    const char *behind;
} Wrong;

static void fail(Reading *r, Wrong w, const char *hint) {
    TeiFault *f = r->fault;
    if (r->failed) return;
    r->failed = true;
    f->at = place(r);
    f->line = (uint32_t)XML_GetCurrentLineNumber(r->parser);
    ArenaMark mark = arena_mark(r->a);
    uint32_t many, first;
    Str name = utf8_repair(r->a, (Str){w.name, w.n < 60 ? (uint32_t)w.n : 60}, &many, &first);
    Str text = str_printf(r->a, "%s%.*s%s", w.before, STR_FMT(name), w.behind);
    uint32_t size = text.n < sizeof f->message ? text.n : (uint32_t)sizeof f->message - 1;
    memcpy(f->message, text.p, size);
    f->message[size] = 0;
    arena_release(r->a, mark);
    memcpy(f->hint, hint, strlen(hint) + 1);
    XML_StopParser(r->parser, XML_FALSE);
}

static void fail_entity(Reading *r, const char *name, size_t n) {
    fail(r, (Wrong){"the entity &", name, n, "; is not known here"},
         "write the character itself, or its number: &#228;");
}

// expat's own words for what is wrong, in the words of this program.
static const char *reason(enum XML_Error e) {
    switch (e) {
    case XML_ERROR_NO_ELEMENTS: return "there is no XML here";
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_PARTIAL_CHAR: return "the file ends within a tag or a character";
    case XML_ERROR_UNCLOSED_CDATA_SECTION: return "a CDATA section does not end";
    case XML_ERROR_TAG_MISMATCH: return "this end tag is not that of the element that is open";
    case XML_ERROR_DUPLICATE_ATTRIBUTE: return "this element has an attribute twice";
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: return "something follows the last end tag";
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING: return "the file's encoding is not known here";
    case XML_ERROR_BAD_CHAR_REF: return "this number is that of no character";
    case XML_ERROR_MISPLACED_XML_PI: return "<?xml ...?> stands at the very beginning of a file";
    default: return "this is no well-formed XML";
    }
}

static const char *remedy(enum XML_Error e) {
    switch (e) {
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
        return "save the file as UTF-8, and say so in its first line";
    case XML_ERROR_INVALID_TOKEN:
        return "write &amp; for an ampersand and &lt; for a less-than sign";
    default: return "";
    }
}

// ---- nodes ----------------------------------------------------------------------------------

static const char *const element_names[] = {"", "",
#define X(name) #name,
                                            TEI_ELEMENTS
#undef X
};

static uint16_t element_of(Str name) {
    uint32_t lo = EL_OTHER + 1, hi = TEI_ELEMENT_COUNT;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int order = str_cmp(name, str_of(element_names[mid]));
        if (order == 0) return (uint16_t)mid;
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return str_is(name, "TEI.2") ? EL_TEI : EL_OTHER;
}

static Str local_name(const char *c, bool attribute) {
    const char *colon = strchr(c, ':');
    if (attribute && strncmp(c, "xml:", 4) == 0) return str_of(c);
    return str_of(colon ? colon + 1 : c);
}

static TeiNode *add_node(Reading *r, uint16_t el, Str name) {
    TeiNode *n = ARENA_NEW(r->a, TeiNode);
    n->el = el;
    n->name = name;
    n->parent = r->open;
    n->at = place(r);
    n->line = (uint32_t)XML_GetCurrentLineNumber(r->parser);
    if (!r->open)
        r->root = n;
    else if (r->open->last)
        r->open->last->next = n;
    else
        r->open->first = n;
    if (r->open) r->open->last = n;
    return n;
}

static void end_chars(Reading *r) {
    if (!r->chars.n) return;
    Str text = str_dup(r->a, buf_str(&r->chars));
    if (!str_ascii(text)) text = str_nfc(r->a, text);
    TeiNode *n = add_node(r, EL_CHARS, text);
    n->at = r->chars_at;
    n->line = r->chars_line;
    buf_clear(&r->chars);
}

// An entity that is not known is left out of attributes without a word, where a DOCTYPE leads to
// declarations elsewhere; so the tag is read through as it stands. So is a reference by itself.
static void check_entities(Reading *r, size_t most) {
    const char *p = r->p + place(r), *end = p + most;
    while ((p = memchr(p, '&', (size_t)(end - p))) != NULL) {
        char name[32];
        uint32_t n = 0;
        for (p++; p < end && *p != ';' && n < sizeof name; p++)
            if (*p) name[n++] = *p; // UTF-16 has a zero beside each letter
        Str s = {name, n};
        bool known = str_is(s, "amp") || str_is(s, "lt") || str_is(s, "gt") || str_is(s, "quot") ||
                     str_is(s, "apos") || (n && name[0] == '#');
        if (known) continue;
        fail_entity(r, name, n);
        return;
    }
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attrs) {
    Reading *r = user;
    if (r->failed) return;
    if (r->doctype) check_entities(r, (size_t)XML_GetCurrentByteCount(r->parser));
    if (r->depth == TEI_DEPTH)
        fail(r, (Wrong){"<", name, strlen(name), "> lies deeper than 200 elements"}, "");
    if (r->failed) return;
    end_chars(r);
    Str local = local_name(name, false);
    uint16_t el = element_of(local);
    TeiNode *n = add_node(r, el, el == EL_OTHER ? str_dup(r->a, local) : str_of(element_names[el]));
    uint32_t many = 0;
    while (attrs[2 * many]) many++;
    TeiAttr *copy = many ? ARENA_ARRAY(r->a, TeiAttr, many) : NULL;
    for (uint32_t i = 0; i < many; i++) {
        Str value = str_dup(r->a, tei_trim(str_of(attrs[2 * i + 1])));
        copy[i].name = str_dup(r->a, local_name(attrs[2 * i], true));
        copy[i].value = str_ascii(value) ? value : str_nfc(r->a, value);
    }
    n->attrs = copy;
    n->nattrs = (uint16_t)(many < UINT16_MAX ? many : UINT16_MAX);
    r->open = n;
    r->depth++;
}

static void XMLCALL on_end(void *user, const XML_Char *name) {
    Reading *r = user;
    (void)name;
    if (r->failed) return;
    end_chars(r);
    r->open = r->open->parent;
    r->depth--;
}

static void XMLCALL on_chars(void *user, const XML_Char *s, int n) {
    Reading *r = user;
    if (r->failed || !r->open) return;
    if (!r->chars.n) {
        r->chars_at = place(r);
        r->chars_line = (uint32_t)XML_GetCurrentLineNumber(r->parser);
    }
    buf_add(&r->chars, (Str){s, (uint32_t)n});
}

static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *sysid,
                               const XML_Char *pubid, int internal) {
    Reading *r = user;
    (void)name, (void)sysid, (void)pubid;
    r->doctype = true;
    if (internal)
        fail(r, (Wrong){"a DOCTYPE may not declare anything here", "", 0, ""},
             "take out what stands between [ and ] in <!DOCTYPE ...>");
}

static void XMLCALL on_entity(void *user, const XML_Char *name, int parameter,
                              const XML_Char *value, int n, const XML_Char *base,
                              const XML_Char *sysid, const XML_Char *pubid,
                              const XML_Char *notation) {
    (void)parameter, (void)value, (void)n, (void)base, (void)sysid, (void)pubid, (void)notation;
    fail_entity(user, name, strlen(name));
}

static void XMLCALL on_skipped(void *user, const XML_Char *name, int parameter) {
    if (!parameter) fail_entity(user, name, strlen(name));
}

// ---- encodings ------------------------------------------------------------------------------

// Those that expat does not bring: where bytes 0x80 to 0x9F of Windows-1252 lead; -1: nowhere.
static const int windows_1252[32] = {
    0x20AC, -1,     0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, -1,     0x017D, -1,     -1,     0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, -1,     0x017E, 0x0178};

static bool named_alike(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a;
        if (x != *b) return false;
    }
    return !*a && !*b;
}

static int XMLCALL on_encoding(void *user, const XML_Char *name, XML_Encoding *info) {
    (void)user;
    bool windows = named_alike(name, "windows-1252") || named_alike(name, "cp1252");
    if (!windows && !named_alike(name, "iso-8859-15")) return XML_STATUS_ERROR;
    for (int i = 0; i < 256; i++) info->map[i] = i;
    if (windows) {
        memcpy(info->map + 0x80, windows_1252, sizeof windows_1252);
    } else {
        static const int changed[][2] = {{0xA4, 0x20AC}, {0xA6, 0x160}, {0xA8, 0x161},
                                         {0xB4, 0x17D},  {0xB8, 0x17E}, {0xBC, 0x152},
                                         {0xBD, 0x153},  {0xBE, 0x178}};
        for (size_t i = 0; i < sizeof changed / sizeof *changed; i++)
            info->map[changed[i][0]] = changed[i][1];
    }
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

// ---- reading --------------------------------------------------------------------------------

static void set_up(Reading *r) {
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_chars);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    XML_SetEntityDeclHandler(r->parser, on_entity);
    XML_SetSkippedEntityHandler(r->parser, on_skipped);
    XML_SetUnknownEncodingHandler(r->parser, on_encoding, NULL);
    XML_SetParamEntityParsing(r->parser, XML_PARAM_ENTITY_PARSING_NEVER);
}

static bool feed(Reading *r) {
    enum { PIECE = 64 << 10 };
    for (size_t at = 0;;) {
        size_t n = r->n - at < PIECE ? r->n - at : PIECE;
        bool last = at + n == r->n;
        expat_arena = r->a;
        if (XML_Parse(r->parser, r->p + at, (int)n, last) == XML_STATUS_ERROR) return false;
        if (last) return true;
        guard_tick(r->a->guard);
        at += n;
    }
}

TeiNode *tei_parse(Arena *a, const char *p, size_t n, TeiFault *fault) {
    static const XML_Memory_Handling_Suite memory = {expat_malloc, expat_realloc, expat_free};
    Reading r = {.a = a, .p = p, .n = n, .fault = fault};
    memset(fault, 0, sizeof *fault);
    buf_init(&r.chars, a);
    expat_arena = a;
    r.parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    if (!r.parser) guard_leave(a->guard, ST_NOMEM, "");
    set_up(&r);
    bool good = feed(&r);
    expat_arena = a;
    if (!good && !r.failed) {
        enum XML_Error why = XML_GetErrorCode(r.parser);
        if (why == XML_ERROR_NO_MEMORY) guard_leave(a->guard, ST_NOMEM, "");
        size_t rest = n - place(&r);
        if (why == XML_ERROR_UNDEFINED_ENTITY) check_entities(&r, rest < 64 ? rest : 64);
        if (!r.failed) fail(&r, (Wrong){reason(why), "", 0, ""}, remedy(why));
    }
    expat_arena = NULL;
    return good && !r.failed ? r.root : NULL;
}
