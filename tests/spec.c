// The spec runner. In: folders or files of cases (*.t), or --doc; how to run them. Out: each case
// that differs, as a difference of lines; last line `N passed, N failed`; status 1 on failure.
// Must not know the library: tests/spec_run.c alone does.
#define _POSIX_C_SOURCE 200809L // scandir, painted.h
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/spec_file.h"
#include "tests/spec_run.h"
#include "tests/support/painted.h"

typedef struct Runner {
    Run_how how;
    bool accept, oom, verbose;
    const char *only; // text that a case's name or file must hold
    long passed, failed, accepted, injected;
    size_t deepest; // bytes of native stack that a file took, the runner's own among them
} Runner;

// --- reporting -----------------------------------------------------------------------------------

static size_t line_end(const char *text) {
    size_t length = strcspn(text, "\n");
    return text[length] ? length + 1 : length;
}

static void print_lines(const char *mark, const char *text, const char *end) {
    while (text < end) {
        size_t length = strcspn(text, "\n");
        printf("    %s%.*s\n", mark, (int)length, text);
        text += line_end(text);
    }
}

static void skip_common(const char **a, const char **b) {
    while (**a && **b) {
        size_t length = line_end(*a);
        if (length != line_end(*b) || memcmp(*a, *b, length) != 0) return;
        *a += length;
        *b += length;
    }
}

// The lines before the first and after the last difference are left out.
static void print_difference(const char *expected, const char *got) {
    skip_common(&expected, &got);
    const char *expected_end = expected + strlen(expected), *got_end = got + strlen(got);
    while (expected_end > expected && got_end > got && expected_end[-1] == got_end[-1]) {
        expected_end--;
        got_end--;
    }
    while (*expected_end && expected_end[-1] != '\n') expected_end++, got_end++;
    print_lines("- ", expected, expected_end);
    print_lines("+ ", got, got_end);
}

static void fail(Runner *runner, const char *path, const Case *one, const char *why) {
    runner->failed++;
    printf("%s:%d: %s: %s\n", path, one->line, one->name, why);
}

// --- one case ------------------------------------------------------------------------------------

static bool same(const Reply *reply, const Case *one) {
    return !reply->misuse && !strcmp(reply->text.bytes, one->expected);
}

static void once(Runner *runner, const char *path, const Case *one, char **reply_text) {
    Reply reply = {0};
    run_case(path, one, &runner->how, &reply);
    if (same(&reply, one)) {
        runner->passed++;
    } else if (runner->accept && !reply.misuse) {
        runner->accepted++;
        *reply_text = reply.text.bytes;
        return;
    } else {
        fail(runner, path, one, reply.misuse ? reply.misuse : "differs");
        print_difference(one->expected, reply.text.bytes);
    }
    buffer_free(&reply.text);
}

// Memory is said to have run out if and only if an allocation failed; else the answer is the right
// one.
static bool fails_well(Runner *runner, const char *path, const Case *one, const char *answer,
                       const Run_how *how, bool *reached) {
    Reply reply = {0};
    run_case(path, one, how, &reply);
    *reached = reply.failed;
    runner->injected += *reached;
    bool good = !reply.misuse && reply.out_of_memory == reply.failed &&
                (reply.failed || !strcmp(reply.text.bytes, answer));
    if (!good) {
        char why[128];
        snprintf(why, sizeof why, "allocation %ld%s fails%s%s: %s", how->fail_at,
                 how->ever ? " and all after it" : "", how->format ? ", as " : "",
                 how->format ? how->format : "", reply.misuse ? reply.misuse : "wrong answer");
        fail(runner, path, one, why);
        print_difference(answer, reply.text.bytes);
    }
    buffer_free(&reply.text);
    return good;
}

// Allocation 1, 2, 3 … fails until the case comes through, once and with all that follow it.
static bool come_through(Runner *runner, const char *path, const Case *one, const char *answer,
                         Run_how how) {
    bool good = true;
    for (int ever = 0; good && ever < 2; ever++) {
        how.ever = ever;
        bool reached = true;
        for (how.fail_at = 1; good && reached; how.fail_at++)
            good = fails_well(runner, path, one, answer, &how, &reached);
    }
    return good;
}

// As the case says, and in every format in which the answer is another.
static void with_failures(Runner *runner, const char *path, const Case *one) {
    if (case_directive(one, "no-oom")) return;
    Reply own = {0};
    Run_how how = runner->how;
    run_case(path, one, &how, &own);
    bool good = come_through(runner, path, one, own.text.bytes, how);
    for (unsigned i = 0; good && run_format(i, &how); i++) {
        Reply other = {0};
        run_case(path, one, &how, &other);
        if (strcmp(own.text.bytes, other.text.bytes) != 0)
            good = come_through(runner, path, one, other.text.bytes, how);
        buffer_free(&other.text);
    }
    buffer_free(&own.text);
    runner->passed += good;
}

// The bundled archive is built again and again: each of the first allocations fails, then ever
// fewer.
static void build_with_failures(Runner *runner) {
    static const Case building = {.name = "building the bundled archive", .expected = ""};
    for (long n = 1;; n += 1 + n / 16) {
        Run_how how = {.fail_at = n};
        Reply reply = {0};
        run_source(NULL, &how, &reply);
        runner->injected += reply.failed;
        bool good =
            !reply.misuse && reply.failed == reply.out_of_memory && (reply.failed || !*reply.code);
        if (!good) {
            printf("allocation %ld fails:\n%s\n", n, reply.text.bytes);
            fail(runner, "--oom", &building, reply.misuse ? reply.misuse : "wrong outcome");
        }
        buffer_free(&reply.text);
        if (!good) return;
        if (!reply.failed) break;
    }
    runner->passed++;
}

// --- files and folders ---------------------------------------------------------------------------

static bool wanted(const Runner *runner, const char *path, const Case *one) {
    return !runner->only || strstr(path, runner->only) || strstr(one->name, runner->only);
}

static void run_file(Runner *runner, const char *path) {
    Spec_file file;
    if (!spec_file_read(&file, path)) {
        printf("%s: cannot be read\n", path);
        runner->failed++;
        return;
    }
    if (file.problem_line) {
        printf("%s:%d: outside a case (a case begins with `# name`)\n", path, file.problem_line);
        runner->failed++;
    }
    char **replies = calloc((size_t)file.count + 1, sizeof *replies);
    for (int i = 0; replies && i < file.count; i++) {
        if (!wanted(runner, path, &file.cases[i])) continue;
        if (runner->verbose) printf("%s:%d: %s\n", path, file.cases[i].line, file.cases[i].name);
        if (runner->oom)
            with_failures(runner, path, &file.cases[i]);
        else
            once(runner, path, &file.cases[i], &replies[i]);
    }
    if (runner->accepted && replies && !spec_file_accept(&file, replies)) {
        printf("%s: cannot be written\n", path);
        runner->failed++;
    }
    for (int i = 0; replies && i < file.count; i++) free(replies[i]);
    free(replies);
    spec_file_free(&file);
}

// Each file on a painted stack; what is ordinary takes little of it (runtime/gazette.h).
#if defined(PAINTED_NOTHING) || defined(GZT_TINY)
enum { STACK_ROOM = 8 << 20, ORDINARY = STACK_ROOM };
#else
enum { STACK_ROOM = 256 << 10, ORDINARY = 64 << 10 };
#endif

typedef struct File_work {
    Runner *runner;
    const char *path;
} File_work;

static void work_on_file(void *user) {
    const File_work *work = user;
    run_file(work->runner, work->path);
}

static void run_measured(Runner *runner, const char *path) {
    File_work work = {runner, path};
    size_t used = painted_run(STACK_ROOM, work_on_file, &work);
    if (used == SIZE_MAX || (used > ORDINARY && strstr(path, "tests/spec/"))) {
        runner->failed++;
        printf("%s: %zu bytes of native stack\n", path, used);
    }
    if (used > runner->deepest) runner->deepest = used;
}

static int seen(const struct dirent *entry) { return entry->d_name[0] != '.'; }

static void run_path(Runner *runner, const char *path) {
    struct stat about;
    if (stat(path, &about) != 0) {
        printf("%s: not there\n", path);
        runner->failed++;
        return;
    }
    size_t length = strlen(path);
    if (!S_ISDIR(about.st_mode)) {
        if (length > 2 && !strcmp(path + length - 2, ".t")) run_measured(runner, path);
        return;
    }
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, seen, alphasort);
    for (int i = 0; i < count; i++) {
        Buffer inner = {0};
        buffer_text(&inner, path);
        if (path[length - 1] != '/') buffer_text(&inner, "/");
        buffer_text(&inner, entries[i]->d_name);
        run_path(runner, inner.bytes);
        buffer_free(&inner);
        free(entries[i]);
    }
    free(entries);
}

// --- documentation -------------------------------------------------------------------------------

// tests/doc/expect.tsv: file, first line of the block, what it must do. A block that is not in the
// table is a query and must run: `ok`. Else an error code, `facts` (source of an archive) or
// `other` (no Gazette at all). Every row must be used, so that none outlives its block.
typedef struct Expectations {
    Spec_file lines; // kept for its text
    char **rows;     // file, first line, what; NUL-separated
    bool *used;
    int count;
} Expectations;

static void read_expectations(Expectations *table, const char *path) {
    *table = (Expectations){0};
    if (!read_whole(path, &table->lines.text)) return;
    char *at = table->lines.text.bytes;
    while (*at) {
        char *end = at + strcspn(at, "\n"), *next = end + (*end == '\n');
        *end = '\0';
        if (*at && *at != '#') {
            size_t rows = (size_t)table->count + 1;
            table->rows = realloc(table->rows, rows * sizeof *table->rows);
            table->used = realloc(table->used, rows * sizeof *table->used);
            if (!table->rows || !table->used) exit(3);
            table->used[table->count] = false;
            table->rows[table->count++] = at;
        }
        at = next;
    }
}

// Does the row speak of this file? By its whole path or its last part.
static bool row_of_file(const char *row, const char *path) {
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    size_t length = strcspn(row, "\t");
    return (strlen(path) == length && !memcmp(path, row, length)) ||
           (strlen(base) == length && !memcmp(base, row, length));
}

// What a block that begins with this line must do; NULL for the line: every row counts as used.
static const char *expectation(Expectations *table, const char *path, const char *first_line) {
    for (int i = 0; i < table->count; i++) {
        const char *row = table->rows[i], *tab = strchr(row, '\t'), *last = strrchr(row, '\t');
        if (!tab || tab == last || !row_of_file(row, path)) continue;
        size_t length = (size_t)(last - tab - 1);
        if (!first_line)
            table->used[i] = true;
        else if (strlen(first_line) == length && !memcmp(first_line, tab + 1, length)) {
            table->used[i] = true;
            return last + 1;
        }
    }
    return "ok";
}

static void run_block(Runner *runner, const char *path, const Case *block, const char *what) {
    Reply reply = {0};
    bool facts = !strncmp(what, "facts", 5);
    // `use` in a document looks beside the table of outcomes.
    if (facts)
        run_source(block->query, &runner->how, &reply);
    else
        run_case("tests/doc/", block, &runner->how, &reply);
    const char *code = facts ? what + 5 + (what[5] == ' ') : !strcmp(what, "ok") ? "" : what;
    if (!strcmp(reply.code, code) && !reply.misuse) {
        runner->passed++;
    } else {
        fail(runner, path, block, *code ? code : "must run");
        print_lines("+ ", reply.text.bytes, reply.text.bytes + reply.text.length);
    }
    buffer_free(&reply.text);
}

static void run_documents(Runner *runner) {
    static const char *const documents[] = {"README.md",
                                            "lang/README.md",
                                            "stdlib/README.md",
                                            "examples/README.md",
                                            "runtime/import/README.md",
                                            "runtime/export/README.md",
                                            "../shared/design/language.md"};
    Expectations table;
    read_expectations(&table, "tests/doc/expect.tsv");
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        Spec_file file;
        if (!spec_file_markdown(&file, documents[i])) {
            printf("%s: not here, skipped\n", documents[i]);
            expectation(&table, documents[i], NULL);
            continue;
        }
        for (int block = 0; block < file.count; block++) {
            const Case *one = &file.cases[block];
            const char *what = expectation(&table, documents[i], one->name);
            if (strcmp(what, "other") && wanted(runner, documents[i], one)) {
                run_block(runner, documents[i], one, what);
            }
        }
        spec_file_free(&file);
    }
    for (int i = 0; i < table.count; i++) {
        if (table.used[i]) continue;
        runner->failed++;
        printf("tests/doc/expect.tsv: no block begins so: %s\n", table.rows[i]);
    }
    free(table.rows);
    free(table.used);
    buffer_free(&table.lines.text);
}

// --- command line --------------------------------------------------------------------------------

static const char usage[] = "usage: spec [--batch=N] [--shuffle] [--no-index] [--oom] [--accept] "
                            "[--only=TEXT] [-v] FOLDER|FILE…\n"
                            "       spec --doc\n";

int main(int count, char **words) {
    Runner runner = {0};
    bool paths = false, documents = false;
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 1; i < count; i++) {
        const char *word = words[i];
        if (!strncmp(word, "--batch=", 8))
            runner.how.batch = (unsigned)atoi(word + 8);
        else if (!strcmp(word, "--shuffle"))
            runner.how.shuffle = true;
        else if (!strcmp(word, "--no-index"))
            runner.how.no_index = true;
        else if (!strcmp(word, "--oom"))
            runner.oom = true;
        else if (!strcmp(word, "--accept"))
            runner.accept = true;
        else if (!strcmp(word, "--doc"))
            documents = true;
        else if (!strcmp(word, "-v"))
            runner.verbose = true;
        else if (!strncmp(word, "--only=", 7))
            runner.only = word + 7;
        else if (*word == '-')
            return fputs(usage, stderr), 2;
        else
            paths = true;
    }
    if (!paths && !documents) return fputs(usage, stderr), 2;
    for (int i = 1; i < count; i++) {
        if (*words[i] != '-') run_path(&runner, words[i]);
    }
    if (runner.oom) build_with_failures(&runner);
    if (documents) run_documents(&runner);
    run_end();
    if (runner.oom) printf("%ld allocations failed\n", runner.injected);
    if (paths) printf("%zu bytes of native stack at most\n", runner.deepest);
    if (runner.accepted) printf("%ld accepted: read the difference\n", runner.accepted);
    printf("%ld passed, %ld failed\n", runner.passed, runner.failed);
    return runner.failed != 0;
}
