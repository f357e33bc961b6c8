// The index of names against the names themselves: whatever is asked for, it must give the texts
// that a comparison with every text gives; and so for an index whose bytes are damaged, without
// harm.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/name.h"
#include "runtime/name_find.h"
#include "tests/support/asked.h"

static uint64_t state;
static uint32_t chance(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % below;
}

// Alike in many ways: scripts, endings, initials, numerals, words of every length.
static const char *const words[] = {
    "Lenin",
    "Lénine",
    "Ленин",
    "Trotsky",
    "Trotzki",
    "Троцкий",
    "Zinovyev",
    "Зиновьев",
    "Zinowjew",
    "Zinov'ev",
    "Kamenev",
    "Kamenew",
    "Vladimir",
    "Wladimir",
    "V.",
    "W",
    "I",
    "II",
    "VI",
    "Ivan",
    "Iwan",
    "Jan",
    "de",
    "d'Arcy",
    "O’Brien",
    "Smith–Jones",
    "Orloff-Popoff",
    "x",
    "Aleksandr",
    "Alexander",
    "Alexandre",
    "Olga",
    "Ольга",
    "—",
    "1st",
    "Müller",
    "Mueller",
    "Muller",
    "Müll-\ner",
    "Ра\u00ADдек",
    "Radek",
    "Радек",
    "Romanow",
    "Romanoff",
    "Романов",
    "Chrysanthemopoulos",
    "Chrisanthemopulos",
    "王",
};

static void add_name(StrBuf *b) {
    for (uint32_t i = 1 + chance(chance(20) ? 4 : 20); i > 0; i--) {
        const char *word = words[chance(sizeof words / sizeof *words)];
        for (const char *p = word; *p; p++) {
            bool plain = !((unsigned char)*p & 0x80u);
            if (plain && chance(30) == 0) continue; // left out
            if (plain && chance(30) == 0) buf_char(b, (char)('a' + chance(26)));
            buf_char(b, *p);
        }
        buf_addc(b, chance(9) ? " " : ", ");
    }
}

static const KindTable *open_world(Asked *a, uint32_t rows) {
    memset(a, 0, sizeof *a);
    fixture_init(&a->f);
    fixture_schema(&a->f, "kind member as members { name: text, also: [text], title: text }");
    uint32_t kind = schema_kind(&a->f.schema, STR("member"));
    const Kind *k = a->f.schema.kinds[kind];
    static const char *const fields[] = {"name", "also", "also", "title"};
    for (uint32_t i = 0; i < rows; i++) {
        Ref r = builder_entity(a->f.builder, kind, STR(""));
        for (uint32_t n = 0; n < 4; n++) {
            StrBuf text;
            buf_init(&text, &a->f.arena);
            if (chance(5)) add_name(&text);
            Str s = str_nfc(&a->f.arena, buf_str(&text));
            if (s.n) builder_text(a->f.builder, r, kind_field(k, str_of(fields[n])), s, 0);
        }
    }
    asked_open(a);
    return &a->f.archive->tables[kind];
}

// By comparing with every text that a row holds.
static bool *compared(Asked *a, const KindTable *k, uint32_t text) {
    const Archive *archive = a->f.archive;
    bool *is = arena_zero(&a->arena, archive->nstr);
    Name *x = ARENA_NEW(&a->arena, Name), *y = ARENA_NEW(&a->arena, Name);
    name_read(&a->arena, run_text(&a->run, text), x);
    for (uint32_t f = 0; f < k->kind->ndeclared; f++) {
        const Column *c = &k->columns[f];
        uint32_t n = !c->index.keys ? 0 : c->off ? c->off[k->count] : k->count;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t id = ((const uint32_t *)c->data)[i];
            if (!id) continue;
            name_read(&a->arena, archive_text(archive, id), y);
            is[id] = id == text || name_similar(x, y);
        }
    }
    return is;
}

static uint32_t ask(Asked *a, const KindTable *k, uint32_t text) {
    bool *is = compared(a, k, text);
    FoundTexts found = name_find(&a->run, text, &a->arena);
    uint32_t at = 0;
    for (uint32_t id = 1; id < a->f.archive->nstr; id++) {
        bool said = at < found.n && found.ids[at] == id;
        // a text that is no name of any row may be told to be itself
        if (said != is[id] && !(said && id == text))
            fail_msg("%.*s and %.*s: %d, found %d", STR_FMT(run_text(&a->run, text)),
                     STR_FMT(archive_text(a->f.archive, id)), is[id], said);
        at += said;
    }
    assert_int_equal(at, found.n); // ascending, none twice
    asked_forget(a);
    return at;
}

static void test_against_names(void **unused) {
    (void)unused;
    static const uint32_t rows[] = {1, 30, 400};
    uint32_t hits = 0;
    for (uint32_t i = 0; i < 3; i++) {
        Asked a;
        state = 7 + i;
        const KindTable *k = open_world(&a, rows[i]);
        assert_non_null(a.f.archive->names.forms);
        for (uint32_t n = 0; n < 300; n++) {
            StrBuf b;
            buf_init(&b, &a.f.arena);
            add_name(&b);
            uint32_t own = 1 + chance(a.f.archive->nstr - 1);
            Str made = str_nfc(&a.f.arena, buf_str(&b));
            hits += ask(&a, k, chance(3) || !made.n ? own : run_intern(&a.run, made));
        }
        asked_close(&a);
    }
    assert_true(hits > 3000);
}

// What the block's check cannot know is borne where it is read.
static void test_damaged(void **unused) {
    (void)unused;
    Asked a;
    state = 3;
    open_world(&a, 200);
    NameIndex *x = &a.f.archive->names;
    char *bytes = arena_dup(&a.f.arena, x->bytes, x->forms[x->n].at);
    for (uint32_t i = 0; i < 2000; i++) {
        bytes[chance(x->forms[x->n].at)] = (char)chance(256);
        x->bytes = bytes;
        FoundTexts found = name_find(&a.run, 1 + chance(a.f.archive->nstr - 1), &a.arena);
        assert_true(found.n > 0);
        asked_forget(&a);
    }
    asked_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_against_names),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
