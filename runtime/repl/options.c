// The command line, read by tables; see options.h.
#include "runtime/repl/options.h"

#include <stdlib.h>
#include <string.h>

#include "runtime/gazette.h"
#include "runtime/repl/export.h"
#include "runtime/repl/nearest.h"

// --- formats and stages
// ---------------------------------------------------------------------------

static const char *const stages[] = {
    [GZT_DUMP_TOKENS] = "tokens",
    [GZT_DUMP_AST] = "ast",
    [GZT_DUMP_TYPES] = "types",
    [GZT_DUMP_PLAN] = "plan",
};

#define LENGTH(list) (sizeof(list) / sizeof *(list))

static void suggest(Buf *why, const char *best, const char *prefix) {
    if (best) buf_format(why, "; did you mean '%s%s'?", prefix, best);
}

const char *format_at(uint32_t i) {
    const char *name, *options;
    return gzt_format(i, &name, &options) ? name : NULL;
}

const char *format_known(const char *format, Buf *why) {
    Nearest near = nearest_to(format);
    for (uint32_t i = 0; format_at(i); i++) {
        if (strcmp(format_at(i), format) == 0) return format_at(i);
        nearest_try(&near, format_at(i));
    }
    buf_format(why, "there is no format '%s'", format);
    suggest(why, near.best, "");
    if (near.best) return NULL;
    buf_put(why, ": it is one of");
    for (uint32_t i = 0; format_at(i); i++) buf_format(why, "%s %s", i ? "," : "", format_at(i));
    return NULL;
}

const char *dump_name(int stage) { return stage < (int)LENGTH(stages) ? stages[stage] : NULL; }

int dump_stage(const char *name) {
    for (size_t i = 0; i < LENGTH(stages); i++)
        if (strcmp(stages[i], name) == 0) return (int)i;
    return -1;
}

// --- options
// --------------------------------------------------------------------------------------

typedef bool Apply(Options *o, const char *value, Buf *why);

static bool set_query(Options *o, const char *value, Buf *why) {
    if (o->query) buf_put(why, "-c is given twice; put both queries into one, with ';' between");
    bool first = !o->query;
    o->query = value;
    return first;
}
static bool set_format(Options *o, const char *value, Buf *why) {
    o->format = format_known(value, why);
    return o->format != NULL;
}
static bool add_param(Options *o, const char *value, Buf *why) {
    const char *equals = strchr(value, '=');
    if (!equals || equals == value) {
        buf_format(why, "-p needs name=value, not '%s'", value);
        return false;
    }
    for (size_t i = 0; i < o->param_n; i++) {
        if (strncmp(o->params[i], value, (size_t)(equals - value) + 1) != 0) continue;
        buf_format(why, "-p gives '%.*s' twice", (int)(equals - value), value);
        return false;
    }
    o->params[o->param_n++] = mem_text(value, strlen(value));
    return true;
}
static bool set_output(Options *o, const char *value, Buf *why) {
    (void)why;
    o->output = value;
    return true;
}
static bool set_rejects(Options *o, const char *value, Buf *why) {
    (void)why;
    o->rejects = value;
    return true;
}
static bool set_map(Options *o, const char *value, Buf *why) {
    (void)why;
    o->map = value;
    return true;
}
static bool set_save_map(Options *o, const char *value, Buf *why) {
    (void)why;
    o->save_map = value;
    return true;
}
static bool set_into(Options *o, const char *value, Buf *why) {
    (void)why;
    o->into = value;
    return true;
}
static bool set_strict(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return o->strict = true;
}
static bool set_errors(Options *o, const char *value, Buf *why) {
    o->json_errors = strcmp(value, "json") == 0;
    if (o->json_errors || strcmp(value, "text") == 0) return true;
    buf_format(why, "--errors is text or json, not '%s'", value);
    return false;
}
static bool set_quiet(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return o->quiet = true;
}
static bool set_safe(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return o->safe = true;
}
static bool want_help(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return o->help = true;
}
static bool want_version(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return o->version = true;
}
static bool set_no_rc(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return o->no_rc = true;
}
static bool want_dump(Options *o, int stage) {
    o->dumps |= 1u << stage;
    return true;
}
static bool want_tokens(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return want_dump(o, GZT_DUMP_TOKENS);
}
static bool want_ast(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return want_dump(o, GZT_DUMP_AST);
}
static bool want_types(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return want_dump(o, GZT_DUMP_TYPES);
}
static bool want_plan(Options *o, const char *value, Buf *why) {
    (void)value, (void)why;
    return want_dump(o, GZT_DUMP_PLAN);
}

typedef struct Option {
    char letter;       // 0: it has none
    const char *name;  // after --
    const char *value; // what the help calls its value; NULL: it takes none
    Apply *apply;
    const char *help;
} Option;

static const Option table[] = {
    {'c', "command", "QUERY", set_query, "run QUERY and leave ('-': read it from standard input)"},
    {'f', "format", "FORMAT", set_format, "table, list, csv, json, bar and so on: as after 'as'"},
    {'p', "param", "NAME=VALUE", add_param, "the value of a param of the script (repeatable)"},
    {'o', "output", "FILE", set_output, "where build and import (FILE.gza), and export write"},
    {0, "map", "FILE.gzt", set_map, "what the tables mean that import reads"},
    {0, "save-map", "FILE.gzt", set_save_map, "where import keeps the mapping that it guessed"},
    {0, "into", "OLD.gza", set_into, "the snapshot that import adds to, in its place or to -o"},
    {0, "rejects", "FOLDER", set_rejects,
     "a folder for the records that are left out, as they stand"},
    {0, "strict", NULL, set_strict, "the first record that does not fit is an error"},
    {'q', "quiet", NULL, set_quiet, "no notes on what a query left out"},
    {0, "errors", "FORM", set_errors, "text (framed, the default) or json (an object a line)"},
    {0, "safe", NULL, set_safe,
     "queries reach no files (save, use), none is written, no programs run"},
    {0, "no-rc", NULL, set_no_rc, "the loop does not read the rc file"},
    {0, "tokens", NULL, want_tokens, "show the tokens of a query or script, do not run it"},
    {0, "ast", NULL, want_ast, "show its tree as it was parsed"},
    {0, "types", NULL, want_types, "show its tree with names and types resolved"},
    {0, "plan", NULL, want_plan, "show how it would be run"},
    {'h', "help", NULL, want_help, "this text"},
    {0, "version", NULL, want_version, "the version"},
};

static const Option *by_letter(char letter) {
    for (size_t i = 0; i < LENGTH(table); i++)
        if (table[i].letter == letter) return &table[i];
    return NULL;
}

static const Option *by_name(const char *name, size_t n) {
    for (size_t i = 0; i < LENGTH(table); i++)
        if (strlen(table[i].name) == n && memcmp(table[i].name, name, n) == 0) return &table[i];
    return NULL;
}

static bool unknown_option(const char *written, const char *name, Buf *why) {
    Nearest near = nearest_to(name);
    for (size_t i = 0; i < LENGTH(table); i++) nearest_try(&near, table[i].name);
    buf_format(why, "there is no option '%s'", written);
    suggest(why, near.best, "--");
    return false;
}

// The arguments still to be read.
typedef struct Args {
    char **at, **end;
} Args;

static bool apply_with(Options *o, const Option *option, const char *written, const char *value,
                       Args *args, Buf *why) {
    if (!value && args->at < args->end) value = *args->at++;
    if (value) return option->apply(o, value, why);
    buf_format(why, "%s needs a value: %s", written, option->value);
    return false;
}

static bool long_option(Options *o, const char *written, Args *args, Buf *why) {
    const char *name = written + 2, *equals = strchr(name, '=');
    size_t n = equals ? (size_t)(equals - name) : strlen(name);
    const Option *option = by_name(name, n);
    if (!option) {
        char *word = mem_text(name, n);
        unknown_option(written, word, why);
        free(word);
        return false;
    }
    if (option->value) return apply_with(o, option, written, equals ? equals + 1 : NULL, args, why);
    if (!equals) return option->apply(o, NULL, why);
    buf_format(why, "--%s takes no value", option->name);
    return false;
}

// -q, -f csv, -fcsv, -qf csv
static bool short_options(Options *o, const char *written, Args *args, Buf *why) {
    for (const char *letter = written + 1; *letter; letter++) {
        const Option *option = by_letter(*letter);
        if (!option) return unknown_option(written, written + 1, why);
        if (option->value)
            return apply_with(o, option, written, letter[1] ? letter + 1 : NULL, args, why);
        if (!option->apply(o, NULL, why)) return false;
    }
    return true;
}

// --- commands
// -------------------------------------------------------------------------------------

static const struct Word {
    const char *name;
    Command command;    // COMMANDS: not in this version
    const char *needs;  // the sentence about a missing argument, or about what to do instead
    const char *writes; // … about a missing -o; NULL: it takes none
} commands[] = {
    {"run", COMMAND_RUN, "run needs a script: gazette run SCRIPT [ARCHIVE…]", NULL},
    {"check", COMMAND_CHECK, "check needs a file: gazette check FILE…", NULL},
    {"build", COMMAND_BUILD, "build needs its sources: gazette build ARCHIVE… -o FILE.gza",
     "build and -o go together: gazette build ARCHIVE… -o FILE.gza"},
    {"import", COMMAND_IMPORT,
     "import needs a format: gazette import csv|json|tei|markdown|text INPUT… -o OUT.gza",
     "import and -o go together: gazette import FORMAT INPUT… -o OUT.gza"},
    {"export", COMMAND_EXPORT, "export needs a format: gazette export FORMAT ARCHIVE… -o OUT",
     "export and -o go together: gazette export FORMAT ARCHIVE… -o OUT"},
    {"info", COMMAND_INFO, "info needs an archive: gazette info ARCHIVE…", NULL},
    {"verify", COMMAND_VERIFY, "verify needs a snapshot: gazette verify FILE.gza", NULL},
    {"fmt", COMMANDS, "'gazette check FILE…' finds errors", NULL},
    {"test", COMMANDS, "'gazette run SCRIPT' stops at an assert that is not true", NULL},
};

static const struct Word *command_word(const char *word) {
    for (size_t i = 0; i < LENGTH(commands); i++)
        if (strcmp(commands[i].name, word) == 0) return &commands[i];
    return NULL;
}

static bool take_word(Options *o, const char *word, const struct Word **command, Buf *why) {
    bool first = o->word_n == 0 && !*command && !o->ended;
    const struct Word *found = first ? command_word(word) : NULL;
    if (!found) {
        o->words[o->word_n++] = word;
        return true;
    }
    if (found->command == COMMANDS) {
        buf_format(why,
                   "'gazette %s' comes with a later version; until then %s (a file of this "
                   "name is ./%s)",
                   word, found->needs, word);
        return false;
    }
    *command = found;
    return true;
}

// Options that no other command has.
static bool for_import(const Options *o, Buf *why) {
    if (o->command == COMMAND_IMPORT) return true;
    if (o->into) buf_put(why, "--into belongs to 'gazette import'");
    if (!o->into && (o->map || o->save_map))
        buf_put(why, "--map and --save-map belong to 'gazette import'");
    return !why->n;
}

// Whether nothing is written, as --safe says.
static bool is_safe(const Options *o, const struct Word *command, Buf *why) {
    if (o->save_map)
        buf_put(why, "--save-map writes a file, which --safe forbids");
    else if (o->rejects)
        buf_put(why, "--rejects writes files, which --safe forbids");
    else if (command && command->writes)
        buf_format(why, "'gazette %s' writes files, which --safe forbids", command->name);
    return !why->n;
}

// Which of the ways to call it was meant.
static bool decide(Options *o, const struct Word *command, Buf *why) {
    if (o->help || o->version) {
        o->command = o->help ? COMMAND_HELP : COMMAND_VERSION;
        return true;
    }
    if (command && o->query) {
        buf_format(why, "-c and '%s' do not go together", command->name);
        return false;
    }
    o->command = command ? command->command : o->query ? COMMAND_QUERY : COMMAND_LOOP;
    if (command && o->word_n == 0) {
        buf_put(why, command->needs);
        return false;
    }
    if (!for_import(o, why)) return false;
    if (!o->output) o->output = o->into;
    if ((command && command->writes) != (o->output != NULL)) {
        bool wants = command && command->writes;
        buf_put(why,
                wants ? command->writes : "-o says where 'build', 'import' and 'export' write");
        return false;
    }
    if (o->safe && !is_safe(o, command, why)) return false;
    if (!o->dumps) return true;
    if ((command && o->command != COMMAND_RUN) || (!o->query && o->word_n == 0)) {
        buf_put(why, "--tokens, --ast, --types and --plan need a query (-c) or a script");
        return false;
    }
    o->command = COMMAND_DUMP;
    return true;
}

bool options_parse(int argc, char **argv, Options *o, Buf *why) {
    Args args = {argv + (argc > 0), argv + argc};
    const struct Word *command = NULL;
    *o = (Options){0};
    o->params = mem_grow(NULL, (size_t)argc, sizeof *o->params);
    o->words = mem_grow(NULL, (size_t)argc, sizeof *o->words);
    while (args.at < args.end) {
        const char *word = *args.at++;
        bool good = true;
        if (o->ended || word[0] != '-' || !word[1]) {
            good = take_word(o, word, &command, why);
        } else if (strcmp(word, "--") == 0) {
            o->ended = true;
        } else if (word[1] == '-') {
            good = long_option(o, word, &args, why);
        } else {
            good = short_options(o, word, &args, why);
        }
        if (!good) return false;
    }
    return decide(o, command, why);
}

void options_free(Options *o) {
    for (size_t i = 0; i < o->param_n; i++) free(o->params[i]);
    free(o->params);
    free(o->words);
    *o = (Options){0};
}

// --- help
// -----------------------------------------------------------------------------------------

void options_help(Out *out) {
    out_say(out, "%s",
            "Gazette asks questions of historical archives.\n\n"
            "  gazette [ARCHIVE…]               the interactive loop; without ARCHIVE, on "
            "the bundled one\n"
            "  gazette -c QUERY [ARCHIVE…]      run a query and print what it finds\n"
            "  gazette run SCRIPT [ARCHIVE…]    run a script ('-': standard input)\n"
            "  gazette check FILE…              report every error of facts and scripts\n"
            "  gazette build ARCHIVE… -o FILE   keep them as a snapshot, FILE.gza, which opens "
            "at once\n"
            "  gazette import FORMAT INPUT… -o FILE.gza\n"
            "                                   make one of tables, TEI, notes, pages\n"
            "  gazette export FORMAT ARCHIVE… -o OUT\n"
            "                                   write it as something else\n"
            "  gazette info ARCHIVE…            what an archive holds\n"
            "  gazette verify FILE.gza          whether a snapshot is whole\n"
            "  gazette --plan SCRIPT|-c QUERY   show a stage of its translation\n\n"
            "ARCHIVE is a .gzt file of facts, a file of records (people.jsonl) or a table (.csv), "
            "TEI (.xml),\na note (.md), a page of a newspaper (.txt), a folder of them, or a "
            "snapshot. Options may stand\nanywhere, '--' ends them.\n\n");
    for (size_t i = 0; i < LENGTH(table); i++) {
        const Option *option = &table[i];
        char letter[] = {option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
                         option->letter ? ',' : ' ', '\0'};
        Buf name = {0};
        buf_format(&name, "--%s%s%s", option->name, option->value ? " " : "",
                   option->value ? option->value : "");
        out_say(out, "  %s %-20s %s\n", letter, buf_text(&name), option->help);
        buf_free(&name);
    }
    Format f;
    out_say(out, "\nFormats of export:\n\n");
    for (uint32_t i = 0; export_format(i, &f); i++) out_say(out, "  %-10s %s\n", f.name, f.doc);
    out_say(out, "%s",
            "\nExit status: 0 done, 1 the query or script failed, 2 wrong usage, 3 the "
            "archive could\nnot be read, 130 interrupted. Example:\n\n"
            "  gazette -f csv -c 'people | where born < 1880 | select name, born'\n");
}
