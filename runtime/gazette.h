/* clang-format off */
/* gazette.h - the public interface of libgazette: the whole of it, and its manual.
 *
 * Gazette answers questions about archives of people, events and articles whose dates may be
 * uncertain. A host builds or opens an archive, gives a session the text of a query, and reads
 * rows, columns or finished text. The language itself is described elsewhere (README.md); here
 * stands how a C program uses it. Programs to begin with: examples/embed_min.c and its neighbours.
 *
 *     cc host.c $(pkg-config --cflags --libs gazette)
 *
 * 1  The least program
 *
 *     gzt_env *env = NULL;  gzt_archive *archive = NULL;  gzt_session *s = NULL;
 *     gzt_error err = {0};
 *     gzt_source facts = {"facts.gzt", SIZE_MAX, text, text_length};
 *     gzt_status st = gzt_env_new(NULL, &env);
 *     if (st >= 0) st = gzt_archive_build(env, &facts, 1, &archive, &err);
 *     if (st >= 0) st = gzt_session_new(archive, &s);
 *     if (st >= 0) st = gzt_query_json(s, "people | take 9", SIZE_MAX, sink, user, &err);
 *     if (st < 0) fprintf(stderr, "%s: %s\n", gzt_status_name(st), err.message);
 *     gzt_session_free(s);  gzt_archive_free(archive);  gzt_env_free(env);
 *
 * 2  What there is, and in which order
 *
 *     env ─ archive ─ session ─ script ─ result ─ rows, batches, written text
 *
 *   gzt_env       the allocator, and what archives have in common. One for the program.
 *   gzt_archive   facts, frozen: never changes. From facts in the language (gzt_archive_build),
 *                 from a file (gzt_archive_open_file), from memory (gzt_archive_open), or from
 *                 data of the host's own (gzt_builder_…).
 *   gzt_session   one user of an archive: definitions, params, limits, functions of the host. What
 *                 is set holds for scripts that begin to run afterwards.
 *   gzt_script    a text that was checked (gzt_prepare). Its values are bound by name
 *                 (gzt_bind_…), it runs from query to query (gzt_script_next), and again
 *                 (gzt_script_reset).
 *   gzt_result    what one query gives. Rows are worked out as they are asked for, in one of three
 *                 ways, which may follow each other: one by one (gzt_result_step, gzt_cell_…), as
 *                 columns (gzt_result_fetch, gzt_result_arrow), or as text (gzt_result_write).
 *
 *     gzt_prepare(s, &query, GZT_SCRIPT, &q, &err);
 *     gzt_bind_date(q, "before", "1880", SIZE_MAX, &err);
 *     while ((st = gzt_script_next(q, &r, &err)) == GZT_ROW) {
 *         while ((st = gzt_result_step(r, &err)) == GZT_ROW)
 *             puts(gzt_cell_text(r, 0, NULL));
 *         gzt_result_free(r);
 *         if (st < 0) break;
 *     }
 *     gzt_script_free(q);
 *
 * 3  Memory and lifetimes
 *
 *   What arrives through `T **out` is yours: free it with gzt_T_free, which accepts NULL. On
 *   failure *out is NULL. Parents stay alive as long as a child needs them, so any order of
 *   freeing is legal. What a function returns otherwise belongs to the handle that was asked, and
 *   lives as long as it, or as its comment says.
 *   Texts are UTF-8, as (pointer, length); a length of SIZE_MAX means "up to the NUL". Texts
 *   passed in are copied. Texts handed out are followed by a NUL, but for those in a gzt_value or
 *   a batch. The library works in memory from the env's allocator and nothing else. What a script
 *   makes counts against the session's limit and is given back with the script and its results.
 *
 * 4  Errors
 *
 *   Every function that can fail returns a gzt_status: 0 or more is success. It fills in *err,
 *   where err is not NULL; nothing in it needs freeing. A text may have several errors: err has
 *   the first, gzt_session_errors (gzt_env_errors, gzt_builder_errors) all of them, with the line
 *   and carets or as JSON. gzt_error_render does so for one gzt_error that was kept.
 *   An error ends the call and leaves everything else as it was: the session can go on with
 *   another text, a text with errors leaves no definitions behind. A result that failed has ended;
 *   a script that failed in gzt_script_next is at its end until it is reset. No handle has to be
 *   given up for an error, not even for GZT_NOMEM; but for builders, whose comment says when.
 *   A function that is called with NULL or out of order returns GZT_MISUSE (false, 0, NULL, ""
 *   where it has no status), and does nothing. A handle that was freed cannot be told from one
 *   that is alive: that is the host's to keep.
 *   No error is printed, kept in a global, or ends the program.
 *
 * 5  Threads
 *
 *   archive, cancel, batch   any thread, at the same time.
 *   session                  with its scripts and results: one thread at a time, whichever.
 *   builder                  one thread at a time; several builders at once.
 *   env                      any thread; but one at a time builds or opens archives with it or
 *                            reads its errors (gzt_archive_build, …_open, …_open_file,
 *                            gzt_env_errors).
 *   The host's allocator is called by every thread that is in the library; its other callbacks
 *   (sinks, functions, clocks, progress) on the thread of the call that they belong to. None may
 *   leave by longjmp or an exception. Callbacks of a query that is running must not enter its
 *   session: such calls are refused with GZT_MISUSE. The library has no globals that change and
 *   starts no threads.
 *
 * 6  Texts from strangers
 *
 *     gzt_limits_profile(s, GZT_SAFE);  gzt_limits_lock(s);
 *     gzt_session_clock(s, my_milliseconds, NULL);     without a clock there is no limit of time
 *     gzt_session_cancel(s, cancel);                   to stop a query from another thread
 *     gzt_session_authorizer(s, may_read, NULL);       fields that are not for everybody
 *
 *   A query cannot write, open or reach anything: `use` and `save` are refused unless the host
 *   lends a loader (gzt_session_loader) or says that it saves (gzt_session_saves). A cancel is
 *   heard within some milliseconds. A thread of 256 KiB of native stack is enough for any text,
 *   ordinary queries take less than 64 KiB. Text of the archive is escaped for terminals, HTML,
 *   LaTeX and Markdown where it is written as such; csv and JSON hold it as it is.
 *   The library never prints, exits, or reads the environment, the clock or the locale, and opens
 *   one file only: the one that the host names to gzt_archive_open_file.
 *
 * 7  Values and units
 *
 *   A value of any type may be missing. Lists never are, but may be empty; a truth is 0 false, 1
 *   true or 2 unknown. Instants are int64 seconds since 1970-01-01 00:00 UTC in the proleptic
 *   Gregorian calendar; INT64_MIN and INT64_MAX stand for "no bound known". A date has four:
 *   between the first two it starts, between the last two it ends. A duration has a lower and an
 *   upper bound, each of whole calendar months and seconds. In words, a date is EDTF ("1917-10~"),
 *   a duration ISO 8601 ("P53Y/P54Y"), an entity its id; functions that take words also take them
 *   as the language writes them ("44 BCE", "5 years").
 *   Widths are in cells of a terminal, offsets and lengths in bytes, columns of errors in
 *   characters. Numbers of columns, elements and arguments begin at 0, lines at 1.
 *
 * 8  How large
 *
 *   One text of facts: 1 GiB; a query: GZT_LIMIT_TEXT; any other text that the host gives: 1
 *   GiB (where its length says more, it is refused before a byte is read), but for records.
 *   Texts, entities and values of one field are numbered in 32 bits. Kinds: 1,024, with as many
 *   fields each. A column of a batch: 2 GiB of text. A frozen archive is read where it lies, on
 *   machines of the byte order that wrote it.
 *
 * 9  Versions
 *
 *   Handles are opaque. Plain structs begin with their size, which the caller sets (sizeof), and
 *   grow at their end only; gzt_error, gzt_source and Arrow's stay as they are. Later versions may
 *   add statuses, types, formats, words and limits: take an unknown negative status as a failure,
 *   an unknown type by gzt_cell_text. Messages are for people and may change; codes ("E0202")
 *   stay.
 *
 * Contents: version · statuses and errors · environment · archives · builder · sessions · scripts ·
 * results · completion · functions and tables of the host · batches · Arrow · list of functions
 */
#ifndef GAZETTE_H
#define GAZETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define GZT_API __attribute__((visibility("default")))
#else
#define GZT_API
#endif

/* ---- version ---------------------------------------------------------------------------- */

#define GZT_VERSION 0x000100                /* 0xMMmmpp */
GZT_API uint32_t gzt_version_number(void);  /* of the library that was loaded */
GZT_API const char *gzt_version_text(void); /* "0.1.0" */

typedef struct gzt_env gzt_env;
typedef struct gzt_source gzt_source;

/* ---- statuses and errors ---------------------------------------------------------------- */

typedef int32_t gzt_status;
enum {
    GZT_OK = 0,
    GZT_ROW = 1,          /* there is one more (row, batch, result) */
    GZT_DONE = 2,         /* there are no more */
    GZT_SYNTAX = -1,      /* the text does not follow the grammar */
    GZT_NAME = -2,        /* a name is not known, or is ambiguous */
    GZT_TYPE = -3,        /* types do not fit, or this version cannot do it yet */
    GZT_DATA = -4,        /* facts, or a value met while running, are wrong */
    GZT_LIMIT = -5,       /* a limit was reached; the message names it, the place is the statement
                             or, for time and calls, the expression */
    GZT_INTERRUPTED = -6, /* the cancel token was set */
    GZT_NOMEM = -7,       /* an allocation failed */
    GZT_IO = -8,          /* a file could not be read, or a sink stopped the writing */
    GZT_MISUSE = -9,      /* a function was called wrongly */
    GZT_ASSERT = -10      /* an assert of the script is not true */
};
GZT_API const char *gzt_status_name(gzt_status s); /* "GZT_LIMIT"; static, never NULL */

/* What went wrong first. Owned by the caller, nothing in it needs freeing, and it is filled in even
 * when there is no memory left. Texts are cut at whole characters. */
typedef struct gzt_error {
    gzt_status status;
    char code[8];          /* "E0202", stable; "" if there is none */
    uint32_t line, column; /* from 1, column in code points; 0 means that the error has no place */
    uint32_t offset, length; /* the same place in bytes of the text */
    char file[128];          /* the name the text was given, "" if none */
    char message[256];       /* lower case, no full stop */
    char note[160]; /* what stands beside the carets: expected, or the nearest right name */
    char hint[160]; /* what to type instead */
} gzt_error;

/* Receives output piece by piece, in order; pieces may be of any size and end within a character.
 * Anything but 0 stops the writing with GZT_IO. */
typedef int32_t (*gzt_sink)(void *user, const char *p, size_t n);

/* One error as people read it: the line of the text with carets, note and hint; or as a JSON object
 * on a line (form: GZT_ERRORS_TEXT or GZT_ERRORS_JSON). source is the text that was given, NULL:
 * without its line. All errors of a call, not only the first, are in gzt_session_errors,
 * gzt_env_errors and gzt_builder_errors. Writes nothing where e says GZT_OK. */
GZT_API gzt_status gzt_error_render(gzt_env *env, const gzt_error *e, const gzt_source *source,
                                    int32_t form, gzt_sink sink, void *user);

/* The explanation of an error code for people ("E0202"), or NULL. Static. */
GZT_API const char *gzt_explain_code(const char *code);

/* ---- environment ------------------------------------------------------------------------ */

typedef struct gzt_archive gzt_archive;
typedef struct gzt_session gzt_session;
typedef struct gzt_script gzt_script;
typedef struct gzt_result gzt_result;
typedef struct gzt_cancel gzt_cancel;
typedef struct gzt_batch gzt_batch;

/* Resizes p from old_n to new_n bytes and gives it back, moved or not: p NULL allocates (old_n 0),
 * new_n 0 frees (what comes back is ignored), NULL means that there is no memory, and p stays as it
 * was. Aligned as malloc does it, for any type. Several threads call it at once where several work
 * with the env. It must not call the library. */
typedef struct gzt_alloc {
    size_t size; /* of this struct */
    void *user;
    void *(*resize)(void *user, void *p, size_t old_n, size_t new_n);
} gzt_alloc;

/* alloc NULL: the C library's realloc and free. The struct is copied. GZT_MISUSE: out is NULL, or
 * its size or resize is not set. */
GZT_API gzt_status gzt_env_new(const gzt_alloc *alloc, gzt_env **out);
GZT_API void gzt_env_free(gzt_env *env);

/* ---- archives --------------------------------------------------------------------------- */

/* A source text and the name that messages use for it ("" or NULL for typed text). */
struct gzt_source {
    const char *name;
    size_t name_n;
    const char *text;
    size_t text_n;
};

/* Builds an archive from n texts of facts in the language, which may refer to each other in any
 * order (n 0: an archive without facts). The core kinds are known already. Every error of every
 * text is reported (gzt_env_errors renders them all; err gets the first), and nothing of a faulty
 * set is loaded. A text whose name ends in .jsonl or .json holds records (gzt_builder_jsonl); here
 * the first that does not fit is an error, since nobody would hear what is left out. */
GZT_API gzt_status gzt_archive_build(gzt_env *env, const gzt_source *sources, size_t n,
                                     gzt_archive **out, gzt_error *err);
/* Opens a frozen archive (what gzt_archive_write gave) where it lies in memory, aligned to 16
 * bytes. The bytes must stay unchanged until release is called with user, once, also where opening
 * fails; release may be NULL. A damaged block is refused with GZT_DATA. A host may map a file (it
 * must own it: nobody may write to it or cut it short meanwhile; release unmaps), or read it whole
 * into memory from malloc, which is aligned well enough (release frees it). */
GZT_API gzt_status gzt_archive_open(gzt_env *env, const void *bytes, size_t n,
                                    void (*release)(void *user, const void *bytes, size_t n),
                                    void *user, gzt_archive **out, gzt_error *err);
/* Opens the file of this path, read whole into the env's memory: a frozen archive, facts in the
 * language, or records (.jsonl, .json). most: bytes that the file may have, 0: any number. What
 * cannot be read is refused with GZT_IO (there is no such file, it is a folder, it may not be
 * read), one too large with GZT_LIMIT, and what is in it as by gzt_archive_open and
 * gzt_archive_build. A library built with -DGZT_NO_FILES is without this function. */
GZT_API gzt_status gzt_archive_open_file(gzt_env *env, const char *path, uint64_t most,
                                         gzt_archive **out, gzt_error *err);
/* Opens a snapshot (what gzt_archive_save wrote) where it lies in the file: it takes no memory of
 * the env's, and programs that map the same file share it. While it is open nobody may write to the
 * file or cut it short; to save a new one over it is safe, since that leaves the old one to whoever
 * has it open. Refused as by gzt_archive_open_file, which reads the file instead: choose that where
 * the file is not your own. Not in a library built with -DGZT_NO_FILES. */
GZT_API gzt_status gzt_archive_map_file(gzt_env *env, const char *path, gzt_archive **out,
                                        gzt_error *err);
/* The archive as one frozen block, in pieces of 64 KiB, for gzt_archive_open on a machine of the
 * same byte order. The same facts give the same bytes. */
GZT_API gzt_status gzt_archive_write(const gzt_archive *a, gzt_sink sink, void *user);
/* Writes that block to a file, a snapshot (.gza). At any moment, whatever fails or is killed or
 * loses power, the path holds wholly what it held before or wholly the new one: it is written to
 * path with ".saving" behind it, synced, renamed. GZT_IO: nothing was changed (where the message
 * says "it is saved", the new file is there, but may not be on the disk yet). A cancel of the env
 * is heard. Any number of threads may save; of two that save to one path at once, one is refused.
 * Not in a library built with -DGZT_NO_FILES. */
GZT_API gzt_status gzt_archive_save(const gzt_archive *a, const char *path, gzt_error *err);
/* Bytes of that block, in memory as in a file. */
GZT_API uint64_t gzt_archive_size(const gzt_archive *a);
/* Whether an archive that was opened from a file is what was saved, to the last byte: GZT_DATA
 * where it is damaged. It reads all of it. */
GZT_API gzt_status gzt_archive_verify(const gzt_archive *a, gzt_error *err);
/* Where an export goes: the host makes the files. open begins one (in a folder of the host's, by
 * this name, without a / in it; "" where the format makes one file only), write takes its bytes
 * in order, close ends it; then comes the next. Each gives 0 to go on, anything else ends the
 * export with GZT_IO. open and close may be NULL for a format of one file. */
typedef struct gzt_export {
    size_t size; /* of this struct */
    void *user;
    int32_t (*open)(void *user, const char *name);
    int32_t (*write)(void *user, const char *p, size_t n);
    int32_t (*close)(void *user);
    /* May be NULL. done of total entities are written. */
    void (*progress)(void *user, uint64_t done, uint64_t total);
    /* May be NULL. Called at the end for each thing that the format has no place for, and that was
     * left out or changed: what, and how often. */
    void (*finding)(void *user, const char *what, uint64_t many);
} gzt_export;
/* Writes an archive in a format (below): streaming, in memory that does not grow with the archive.
 * A cancel of the env is heard. Any thread may call it. On failure the file at hand is not closed:
 * throw away what was written. */
GZT_API gzt_status gzt_archive_export(const gzt_archive *a, const char *format,
                                      const gzt_export *to, gzt_error *err);
/* The formats, numbered from 0: name ("gzt"), how its file, or each file in its folder, ends
 * (".gzt"), a line of help, whether it makes a folder of several files. Any pointer may be NULL.
 * False beyond the last. */
GZT_API bool gzt_export_format(uint32_t i, const char **name, const char **ending,
                               const char **doc, bool *folder);
/* All errors of the last gzt_archive_build, _open or _open_file of this env, as framed text;
 * nothing where it succeeded. */
GZT_API gzt_status gzt_env_errors(gzt_env *env, gzt_sink sink, void *user);
GZT_API gzt_status gzt_env_errors_json(gzt_env *env, gzt_sink sink,
                                       void *user); /* the same as JSON, one a line */
GZT_API void gzt_archive_free(gzt_archive *a);
/* A member of the `archive "…" {…}` statement ("title", "language"), or NULL. Lives as long as the
 * archive. */
GZT_API const char *gzt_archive_meta(const gzt_archive *a, const char *name);
/* Kinds are numbered from 0, the core's first. Any of the pointers may be NULL. Collection name
 * ("people") and number of entities; false beyond the last. */
GZT_API bool gzt_archive_kind(const gzt_archive *a, uint32_t i, const char **kind,
                              const char **collection, uint64_t *count);
/* Fields of a kind as declared, then inverse links: name and type ("[person]"); false beyond the
 * last. */
GZT_API bool gzt_archive_field(const gzt_archive *a, uint32_t kind, uint32_t i, const char **name,
                               const char **type);

/* ---- builder: an archive from the host's own data --------------------------------------- */

/* Collects facts in the language and entities and values from C, in any order, and freezes them
 * into an archive once. One thread at a time.
 *
 *     gzt_builder_new(env, &b);
 *     gzt_builder_facts(b, &kinds, 1, &err);                    a kind of the host's own
 *     gzt_builder_entity(b, "person", "ada", &ada, &err);
 *     gzt_builder_text(b, ada, "name", "Ada Lovelace", SIZE_MAX, &err);
 *     gzt_builder_date(b, ada, "born", "1815-12-10", SIZE_MAX, &err);
 *     gzt_builder_finish(b, &archive, &err);
 *     gzt_builder_free(b);
 *
 * The core kinds (person, place, event, article, …) are known from the start. A call that is
 * refused says why, with the nearest right name, and changes nothing: building can go on. Three
 * things end it for good: faulty facts, a cancel, and no memory. Every later call then returns that
 * same error; all that is left to do is gzt_builder_free. */
typedef struct gzt_builder gzt_builder;
typedef uint32_t gzt_ref; /* an entity of one builder; 0 is none */

GZT_API gzt_status gzt_builder_new(gzt_env *env, gzt_builder **out);
GZT_API void gzt_builder_free(gzt_builder *b);
/* Kinds and facts, as gzt_archive_build takes them. The texts of one call may refer to each other
 * and to every entity that was there before, from C or from facts, by id. May be called any number
 * of times; a kind must be declared before the first entity of it is made. The passages and
 * mentions of an article are made of a text that stands in facts; one given by gzt_builder_text is
 * kept as it is. */
GZT_API gzt_status gzt_builder_facts(gzt_builder *b, const gzt_source *sources, size_t n,
                                     gzt_error *err);
/* Records of JSON, each of which becomes an entity: one a line (JSON Lines), or, in a text whose
 * name ends in .json, the elements of one list, or one record. Its kind is that of the text's name
 * ("people.jsonl", also with folders), else what its member `kind` or `type` says. `id`
 * (a text or a whole number) is its id, the others fill the fields of their name: null is no value,
 * one value does for a list, a date is EDTF or a year, a link is an id, of the same texts or of an
 * entity that was there before. Some names have a field that is called otherwise: aliases (also),
 * authors (author), mentions and participants (people), born_place, died_place, name and title for
 * each other, kind (type), start and end (date). A member that no kind declares becomes a field of
 * its own, of a type that holds all its values. An article's text, in which marks mean nothing, has
 * a passage for each paragraph.
 * Records that are no JSON or do not fit are left out, as are links to nothing: how many in all is
 * in *left_out (may be NULL), the first of them in gzt_builder_errors, each with its line (offsets
 * count within the line). Bytes that are no UTF-8, and halves of surrogate pairs, are replaced by
 * U+FFFD, and told there with their place in the file. All that is no failure of the call. */
GZT_API gzt_status gzt_builder_jsonl(gzt_builder *b, const gzt_source *sources, size_t n,
                                     uint64_t *left_out, gzt_error *err);
/* Texts of several formats together: their names tell which. Records of JSON are in those that end
 * in .jsonl or .json, tables in .csv and .tsv, TEI in .xml, notes in .md, pages (gzt_builder_pages)
 * in .txt, facts in all others. Each may refer to the ids of the others. What tables mean, and JSON
 * of which nothing says what it holds, `map` statements among the facts say, which name them (by
 * their names without folders); what a map names and is not there, the loader is asked for. A table
 * that no map names gets a mapping that is guessed (gzt_builder_guessed). */
GZT_API gzt_status gzt_builder_load(gzt_builder *b, const gzt_source *sources, size_t n,
                                    uint64_t *left_out, gzt_error *err);
/* The same where all texts but those of facts (.gzt) are of one format, whatever their names:
 * "json", "csv", "tei", … (gzt_import_format). Maps of files that are not there are left alone. */
GZT_API gzt_status gzt_builder_import(gzt_builder *b, const char *format, const gzt_source *sources,
                                      size_t n, uint64_t *left_out, gzt_error *err);
/* Formats that are read, numbered from 0: name, another name or NULL, and the endings of files that
 * are taken for it, up to NULL (one without a dot is a whole name). Any pointer may be NULL. False
 * beyond the last. */
GZT_API bool gzt_import_format(uint32_t i, const char **name, const char **other,
                               const char *const **endings);
/* Loads a text by name, for the text called `from`: GZT_OK with *text and *n (borrowed until the
 * next call on the same handle), else GZT_IO. */
typedef gzt_status (*gzt_loader)(void *user, const char *name, const char *from, const char **text,
                                 size_t *n);
/* Files that maps name and are not among the texts. What it lends lasts until the builder's call
 * returns. NULL: they are an error. */
GZT_API void gzt_builder_loader(gzt_builder *b, gzt_loader load, void *user);
/* The mapping, in the language, that was guessed for tables so far, "" where every one had its map.
 * It can be saved, edited, and given among the facts. Lives as long as the builder. */
GZT_API const char *gzt_builder_guessed(const gzt_builder *b);
/* From here on each record that is left out is given to reject as it stands, in the order of the
 * texts; name is its text's. NULL: to nobody. */
GZT_API gzt_status gzt_builder_rejects(gzt_builder *b,
                                       void (*reject)(void *user, const char *name, size_t name_n,
                                                      const char *record, size_t n),
                                       void *user);
/* From here on the first complaint about a record ends the building. */
GZT_API gzt_status gzt_builder_strict(gzt_builder *b, bool strict);
/* progress is called again and again while the builder works, on its thread: done of total is what
 * was read of records, both are 0 while there is no measure. It must not use the builder. */
GZT_API gzt_status gzt_builder_progress(
    gzt_builder *b, void (*progress)(void *user, uint64_t done, uint64_t total), void *user);
typedef struct gzt_records {
    uint64_t loaded, left_out; /* records */
    uint64_t links;            /* to nothing, left out of records that were loaded */
    uint64_t repaired;         /* texts in which something was replaced by U+FFFD */
} gzt_records;
/* All records so far. */
GZT_API gzt_status gzt_builder_records(const gzt_builder *b, gzt_records *out);
/* What was noticed of all that was loaded so far, numbered from 0, for a report: "dates known to
 * the year only", and how often; 0 where the text is a whole sentence. Either pointer may be NULL;
 * the text lasts. False beyond the last. */
GZT_API bool gzt_builder_finding(const gzt_builder *b, uint32_t i, const char **what,
                                 uint64_t *many);
/* Pages of newspapers as plain text, one a source. Each becomes articles with passages (paragraphs,
 * crossheads, bylines, captions, footnotes, boxes), a masthead an issue of its publication. What
 * columns divide is joined; names of people, places and organisations that the builder holds become
 * mentions, so facts and records come before. The source's name with its folders tells the day, the
 * page and the paper, by a table where one of the sources is such (its name ends in .csv): see
 * runtime/import/page.h and pages.h. Bytes that are not UTF-8 become U+FFFD: how many pieces
 * is in *replaced (may be NULL), the first of each page in gzt_builder_errors; no failure. */
GZT_API gzt_status gzt_builder_pages(gzt_builder *b, const gzt_source *sources, size_t n,
                                     uint64_t *replaced, gzt_error *err);
/* Pours an archive in, as it lies in memory or in a mapped file: all its kinds, fields, entities
 * and what is stated of them, with its evidence. Any number of archives, before, between or after
 * whatever else is loaded:
 *
 *     gzt_archive_map_file(env, "letters.gza", &old, &err);
 *     gzt_builder_archive(b, old, "letters.gza", &err);
 *     gzt_builder_load(b, more, n, NULL, &err);
 *     gzt_builder_finish(b, &archive, &err);
 *
 * Entities of the same kind and id are one: those of several archives, and from the first archive
 * on also those of texts that are loaded later, call by call, and of gzt_builder_entity. (Two facts
 * of one call that give the same id are an error as ever.) An equal value is kept once, with the
 * sources of all who state it; a value that differs is a further claim of its own, behind those
 * that came earlier, so what was poured in or loaded first is what queries see first. Lists are
 * united; what one archive repeats stays repeated. A value is evidenced by its own sources, else by
 * those that its archive or text gives the entity; a value that differs and has neither gets the
 * note "from NAME". Of `archive "…" {…}` the first that states a member counts. An order of events
 * may span archives. To load once more what is there already changes nothing: the archive that is
 * finished has the same bytes. An id that a builder made up (a NULL id) is an id like any other:
 * give ids to what is to be merged later.
 * name: for messages and notes, such as the file's; folders in it are left out of notes; NULL or
 * "": "an archive". The archive may be freed at once; what the builder needs of it stays until it
 * is finished.
 * A field that has another type here, a kind with another collection, a hierarchy that now runs in
 * a circle, or a damaged archive end the building (GZT_DATA), and say who has what. */
GZT_API gzt_status gzt_builder_archive(gzt_builder *b, gzt_archive *archive, const char *name,
                                       gzt_error *err);
/* A member of the archive statement ("title", "language"). Of two, the first counts. */
GZT_API gzt_status gzt_builder_meta(gzt_builder *b, const char *name, const char *text, size_t n,
                                    gzt_error *err);
/* A new entity of a kind ("person"). id NULL or "": the builder makes one, such as person-1. */
GZT_API gzt_status gzt_builder_entity(gzt_builder *b, const char *kind, const char *id,
                                      gzt_ref *out, gzt_error *err);
/* An entity made before, also by facts. kind NULL: of any kind, if only one has the id. */
GZT_API gzt_status gzt_builder_find(gzt_builder *b, const char *kind, const char *id, gzt_ref *out,
                                    gzt_error *err);
/* Values, by the name of the field. A list field takes one element a call, in this order. A second
 * value of any other field is a claim: both are kept, and the first is the one that queries see.
 *   text      the empty text is a value too
 *   int       also for real fields
 *   truth     0 false, 1 true, 2 unknown (which is no value)
 *   date      EDTF ("1917-10~", "1904/1907") or as the language writes it ("44 BCE")
 *   duration  ISO 8601 ("P5Y") or as the language writes it: "5 years", "90 minutes"
 *   link      to an entity of the field's kind */
GZT_API gzt_status gzt_builder_text(gzt_builder *b, gzt_ref ref, const char *field,
                                    const char *text, size_t n, gzt_error *err);
GZT_API gzt_status gzt_builder_int(gzt_builder *b, gzt_ref ref, const char *field, int64_t value,
                                   gzt_error *err);
GZT_API gzt_status gzt_builder_real(gzt_builder *b, gzt_ref ref, const char *field, double value,
                                    gzt_error *err);
GZT_API gzt_status gzt_builder_truth(gzt_builder *b, gzt_ref ref, const char *field, int32_t value,
                                     gzt_error *err);
GZT_API gzt_status gzt_builder_date(gzt_builder *b, gzt_ref ref, const char *field,
                                    const char *text, size_t n, gzt_error *err);
GZT_API gzt_status gzt_builder_duration(gzt_builder *b, gzt_ref ref, const char *field,
                                        const char *text, size_t n, gzt_error *err);
GZT_API gzt_status gzt_builder_link(gzt_builder *b, gzt_ref ref, const char *field, gzt_ref target,
                                    gzt_error *err);
/* The evidence of the next value, and of that one only: how certain it is, a note, a role (each may
 * be NULL), and the passages that it rests on. */
GZT_API gzt_status gzt_builder_note(gzt_builder *b, const char *certainty, const char *note,
                                    const char *role, const gzt_ref *sources, size_t n,
                                    gzt_error *err);
/* How far the next value reaches, a link `after` or `before` of an event (or of another kind with
 * `date` and such links to itself): "2 hours" after the end of the earlier of the two the later one
 * starts at the latest. To be called after gzt_builder_note, where that is called as well. */
GZT_API gzt_status gzt_builder_within(gzt_builder *b, const char *duration, size_t n,
                                      gzt_error *err);
/* Freezes. The order of events tightens the bounds of their dates here; where it contradicts itself
 * or the dates, the archive is refused and gzt_builder_errors gives the facts that do so.
 * Afterwards, and after a failure, the builder can only be freed. */
GZT_API gzt_status gzt_builder_finish(gzt_builder *b, gzt_archive **out, gzt_error *err);
/* All errors of the last call that failed, or left something out, as gzt_session_errors gives them
 * (form: GZT_ERRORS_TEXT or GZT_ERRORS_JSON). */
GZT_API gzt_status gzt_builder_errors(gzt_builder *b, int32_t form, gzt_sink sink, void *user);

/* ---- sessions: definitions, parameters, limits, cancel ---------------------------------- */

/* A session keeps the definitions (let, fn, param, set) of the scripts that were prepared in it, as
 * a REPL needs; two sessions of an archive know nothing of each other. Limits, clock, cancel,
 * progress and params are taken over when a script begins to run; limits of text, depth and memory
 * hold at once. */
GZT_API gzt_status gzt_session_new(gzt_archive *a, gzt_session **out);
GZT_API void gzt_session_free(gzt_session *s);

enum {                    /* limits: a value of 0 means none; each has its own error */
       GZT_LIMIT_TEXT,    /* bytes of source text          default 1 MiB */
       GZT_LIMIT_DEPTH,   /* nesting of the tree           200 */
       GZT_LIMIT_CALLS,   /* depth of function calls       1,000 */
       GZT_LIMIT_ROWS,    /* rows of a result              1,000,000 */
       GZT_LIMIT_STEPS,   /* rows worked on, all told      1e9 */
       GZT_LIMIT_MEMORY,  /* bytes of its scripts and results, together    1 GiB */
       GZT_LIMIT_TIME_MS, /* milliseconds; needs a clock   60,000 */
       GZT_LIMITS
};
GZT_API uint64_t gzt_limit(const gzt_session *s, int32_t limit);
/* GZT_MISUSE: there is no such limit, or it would be raised though limits are locked. Depth and
 * calls cannot be set above what the defaults are: the native stack is made for those. */
GZT_API gzt_status gzt_limit_set(gzt_session *s, int32_t limit, uint64_t value);

/* All limits at once. SAFE is for texts from strangers, DEFAULT what a session begins with, TRUSTED
 * for a host's own scripts:
 *              text     depth   calls    rows      steps    memory   time
 *   SAFE       64 KiB      50     100    10,000    1e7      64 MiB    1 s
 *   DEFAULT     1 MiB     200   1,000    1,000,000 1e9       1 GiB   60 s
 *   TRUSTED    16 MiB     200   1,000    none      none     none     none */
enum { GZT_SAFE, GZT_DEFAULT, GZT_TRUSTED };
GZT_API gzt_status gzt_limits_profile(gzt_session *s, int32_t profile);
/* From now on limits only go down: what would raise one (also to none) is refused with GZT_MISUSE
 * and changes nothing. There is no unlocking. */
GZT_API gzt_status gzt_limits_lock(gzt_session *s);

/* A clock in milliseconds, from any beginning, that never goes back: for the time limit, which is
 * that of preparing a text and again that of each run of it. Without one (now_ms NULL) there is no
 * time limit. It is asked often: CLOCK_MONOTONIC_COARSE will do. */
GZT_API void gzt_session_clock(gzt_session *s, uint64_t (*now_ms)(void *user), void *user);

/* What `use "NAME"` loads. Without a loader `use` is refused. A text counts once, however often it
 * is used. */
GZT_API void gzt_session_loader(gzt_session *s, gzt_loader load, void *user);

/* The value of a `param` by name, as text ("1917", "Lenin"), for every script that declares it from
 * now on; read by the param's type then. NULL: none is given any more, and the param is what it
 * says itself. For values of one script: gzt_bind_…. */
GZT_API gzt_status gzt_param_set(gzt_session *s, const char *name, const char *value,
                                 gzt_error *err);

/* A cancel token may be set from any thread or signal handler; it stays set until it is reset. What
 * prepares a text, runs it or reads its rows then ends with GZT_INTERRUPTED, after at most some
 * 20 ms more of its own work. What only looks at the row at hand or at a text (gzt_cell_text,
 * gzt_complete, gzt_highlight) and what builds or opens an archive does not listen. Giving back
 * what a query has used, when it is freed, takes some 40 ms for each GiB. */
GZT_API gzt_status gzt_cancel_new(gzt_env *env, gzt_cancel **out);
GZT_API void gzt_cancel_free(gzt_cancel *c);
GZT_API void gzt_cancel_set(gzt_cancel *c);
GZT_API void gzt_cancel_reset(gzt_cancel *c);
/* While this token is set, building an archive in this env (also by a builder) and opening one end
 * with GZT_INTERRUPTED, within some megabytes of work. The env does not keep it: NULL, before the
 * token goes. Not while another thread builds. */
GZT_API void gzt_env_cancel(gzt_env *env, gzt_cancel *c);
/* Scripts that begin to run from now on end with GZT_INTERRUPTED when the token is set. One token
 * may serve many sessions. The session keeps a reference; c NULL: none. */
GZT_API void gzt_session_cancel(gzt_session *s, gzt_cancel *c);

/* For tests and measurements: must never change an answer. */
enum {
    GZT_TUNE_BATCH,    /* rows a batch, 1 to 65,536; 1,024 */
    GZT_TUNE_SHUFFLE,  /* 1: every selection is listed and visited in another order */
    GZT_TUNE_NO_INDEX, /* 1: conditions never use an index */
    GZT_TUNES
};
GZT_API gzt_status gzt_session_tune(gzt_session *s, int32_t what, uint64_t value);

/* Called while a query runs, whenever another `every` steps are done, and on its thread. steps: all
 * told; done of total: rows of the query's source, total 0 where it is not known how many there
 * are. It must not enter the session (refused with GZT_MISUSE) nor leave by longjmp; to end the
 * query, let it set the cancel token. every 0 or fn NULL: no more. */
typedef void (*gzt_progress)(void *user, uint64_t steps, uint64_t done, uint64_t total);
GZT_API gzt_status gzt_session_progress(gzt_session *s, uint64_t every, gzt_progress fn,
                                        void *user);

/* ---- scripts ---------------------------------------------------------------------------- */

/* How a text is read. GZT_REPL: a leading | continues the last query, _ is the last result, and a
 * name may be defined anew. */
enum { GZT_SCRIPT = 0, GZT_REPL = 1 };

/* Parses and checks a whole text, and takes its definitions over into the session; nothing is run.
 * All errors are reported at once: err gets the first, gzt_session_errors all. The session keeps
 * what it made of some short texts, within its limit of memory: when one comes again, and nothing
 * that matters was changed, it is ready. */
GZT_API gzt_status gzt_prepare(gzt_session *s, const gzt_source *source, int32_t mode,
                               gzt_script **out, gzt_error *err);
/* Values for the params of this script, by name; they come before those of gzt_param_set. They are
 * read when running starts: bind before the first gzt_script_next, or before gzt_script_next after
 * gzt_script_reset. They stay until they are bound anew. int also serves a real param; truth is 0,
 * 1 or 2 (unknown); a date is EDTF or as the language writes it, and stands for its whole period;
 * a duration is "5 years" or ISO 8601. null: the param is missing, whatever its default. An unknown
 * name is GZT_NAME, with the nearest right one; another type GZT_TYPE. */
GZT_API gzt_status gzt_bind_text(gzt_script *q, const char *name, const char *text, size_t n,
                                 gzt_error *err);
GZT_API gzt_status gzt_bind_int(gzt_script *q, const char *name, int64_t value, gzt_error *err);
GZT_API gzt_status gzt_bind_real(gzt_script *q, const char *name, double value, gzt_error *err);
GZT_API gzt_status gzt_bind_truth(gzt_script *q, const char *name, int32_t value, gzt_error *err);
GZT_API gzt_status gzt_bind_date(gzt_script *q, const char *name, const char *text, size_t n,
                                 gzt_error *err);
GZT_API gzt_status gzt_bind_duration(gzt_script *q, const char *name, const char *text, size_t n,
                                     gzt_error *err);
GZT_API gzt_status gzt_bind_null(gzt_script *q, const char *name, gzt_error *err);
/* Runs on to the next query: GZT_ROW with *out, GZT_DONE at the end, or an error (GZT_ASSERT where
 * an assert on the way is not true). The query itself is worked out as its result is read. Earlier
 * results stay valid until they are freed. */
GZT_API gzt_status gzt_script_next(gzt_script *q, gzt_result **out, gzt_error *err);
/* The params that may be given to the script, by number from 0: those that it declares, and those
 * that the session knows already. Their names; NULL beyond the last. */
GZT_API const char *gzt_script_param(const gzt_script *q, uint32_t i);
/* Starts again from the first statement (a prepared script may be run many times). GZT_MISUSE while
 * a result of it, or an Arrow stream, is alive. */
GZT_API gzt_status gzt_script_reset(gzt_script *q);
GZT_API void gzt_script_free(gzt_script *q);

/* All errors of the last failed call on this session: framed with carets, or as JSON objects, one a
 * line. */
enum { GZT_ERRORS_TEXT, GZT_ERRORS_JSON };
GZT_API gzt_status gzt_session_errors(gzt_session *s, int32_t form, gzt_sink sink, void *user);

/* Is this input complete? GZT_OK yes; GZT_DONE no, and `awaited` says what is missing ("a value"),
 * cut to cap bytes with its NUL; GZT_SYNTAX it has an error. awaited may be NULL. */
GZT_API gzt_status gzt_check_input(gzt_session *s, const char *text, size_t n, char *awaited,
                                   size_t cap);

/* What the words of a text are, for colours while it is typed: each one's place in bytes, in order.
 * Blanks have no place; the text may be unfinished or wrong. Nothing is run or changed. mode as in
 * gzt_prepare. */
enum {
    GZT_SPAN_KEYWORD,
    GZT_SPAN_NAME,
    GZT_SPAN_FUNCTION,
    GZT_SPAN_UNKNOWN, /* a name or id that means nothing here */
    GZT_SPAN_TEXT,
    GZT_SPAN_NUMBER,
    GZT_SPAN_DATE,
    GZT_SPAN_ID,
    GZT_SPAN_COMMENT,
    GZT_SPAN_OPERATOR,
    GZT_SPAN_BRACKET,
    GZT_SPAN_ERROR /* what no text of the language may hold */
};
typedef void (*gzt_span_sink)(void *user, size_t offset, size_t length, int32_t what);
GZT_API gzt_status gzt_highlight(gzt_session *s, const char *text, size_t n, int32_t mode,
                                 gzt_span_sink sink, void *user);

/* A stage of a text's translation, for people; its form may change. Nothing is run. */
enum { GZT_DUMP_TOKENS, GZT_DUMP_AST, GZT_DUMP_TYPES, GZT_DUMP_PLAN };
GZT_API gzt_status gzt_dump(gzt_session *s, const gzt_source *source, int32_t what, gzt_sink sink,
                            void *user, gzt_error *err);

/* ---- results ---------------------------------------------------------------------------- */

/* Types of columns and cells. */
enum {
    GZT_NULL,
    GZT_TEXT,
    GZT_INT,
    GZT_REAL,
    GZT_TRUTH,
    GZT_DATE,
    GZT_DURATION,
    GZT_ENTITY,
    GZT_LIST,
    GZT_RECORD
};
/* Columns are numbered from 0; beyond the last: NULL, GZT_NULL. Names and types live as long as the
 * result. */
GZT_API uint32_t gzt_result_columns(const gzt_result *r);
GZT_API const char *gzt_result_name(const gzt_result *r, uint32_t column);
GZT_API int32_t gzt_result_type(const gzt_result *r, uint32_t column);
GZT_API const char *gzt_result_type_name(const gzt_result *r,
                                         uint32_t column); /* "moment", "[person]" */
/* The next row: GZT_ROW, GZT_DONE or an error. Cells belong to the result until the next step. They
 * convert nothing but an int to a real: where there is no row, no such column, no value or another
 * type they say missing, 0, "". */
GZT_API gzt_status gzt_result_step(gzt_result *r, gzt_error *err);
GZT_API bool gzt_cell_missing(const gzt_result *r, uint32_t column);
GZT_API int64_t gzt_cell_int(const gzt_result *r,
                             uint32_t column); /* int; truth: 0, 1, 2 = unknown */
GZT_API double gzt_cell_real(const gzt_result *r, uint32_t column); /* real or int */
/* Any cell as text: a text as it is, numbers as JSON writes them, true and false, a date as EDTF, a
 * duration as ISO 8601, an entity as its id, lists and records as JSON. n may be NULL. It lives
 * until the next gzt_cell_text or step of the result. NULL: there is no memory. */
GZT_API const char *gzt_cell_text(gzt_result *r, uint32_t column, size_t *n);

/* One value with its type. Set size to sizeof(gzt_value) once; the functions fill in the rest, and
 * what does not belong to the type is 0. Nothing in it needs freeing. Texts in it are the library's
 * own bytes and NOT followed by a NUL; they, lists and records belong to the row: until the next
 * step (a list or record is then refused with GZT_MISUSE) and no longer than the result. Those of
 * gzt_entity and gzt_entity_field belong to the session, those of gzt_arg_value to the callback. */
typedef struct gzt_value {
    size_t size;      /* of this struct */
    int32_t type;     /* GZT_TEXT … */
    int32_t truth;    /* GZT_TRUTH: 0 false, 1 true, 2 unknown */
    bool missing;     /* no value, or an unknown truth; never a list */
    const char *kind; /* GZT_ENTITY: "person", followed by a NUL */
    uint32_t count;   /* elements of a list, fields of a record */
    int64_t integer;  /* GZT_INT */
    double real;      /* GZT_REAL, GZT_INT */
    const char *text; /* GZT_TEXT; GZT_ENTITY: the id */
    size_t text_n;
    const char *label; /* GZT_ENTITY: its name or title, else its id */
    size_t label_n;
    /* GZT_DATE: the earliest and the latest start, the earliest and the latest end, in seconds
     * since 1970 (UTC, proleptic Gregorian). INT64_MIN: no start is known, INT64_MAX: no end. */
    int64_t starts[2], ends[2];
    /* GZT_DURATION: the lower and the upper bound, each so many calendar months and seconds. */
    int32_t months[2];
    int64_t seconds[2];
    /* GZT_DATE: EDTF; GZT_DURATION: ISO 8601; followed by a NUL. A set of many dates that has no
     * room here ends with "…]" or "…}": gzt_cell_text has all of it. */
    char written[192];
    const void *inside[3]; /* the library's */
    uint64_t place[2];     /* the library's */
} gzt_value;
/* The cell of the row at hand. GZT_MISUSE: there is no row, no such column, or size is not set. */
GZT_API gzt_status gzt_cell_value(const gzt_result *r, uint32_t column, gzt_value *out);
/* Element i of a list; field i of a record, with its name (not followed by a NUL). out may be the
 * value itself. */
GZT_API gzt_status gzt_value_element(const gzt_value *list, uint32_t i, gzt_value *out);
GZT_API gzt_status gzt_value_field(const gzt_value *record, uint32_t i, const char **name,
                                   size_t *name_n, gzt_value *out);
/* An entity by its id; kind NULL: of any kind, if only one has the id. */
GZT_API gzt_status gzt_entity(gzt_session *s, const char *kind, const char *id, gzt_value *out,
                              gzt_error *err);
/* A field of an entity, whether that came from gzt_entity, a cell, a list or another field: also
 * the inverse links ("works"), source and same. */
GZT_API gzt_status gzt_entity_field(gzt_session *s, const gzt_value *entity, const char *field,
                                    gzt_value *out, gzt_error *err);

/* What was left out: lines such as "7 more are possible: birth not recorded". Known once all rows
 * were read. */
GZT_API uint32_t gzt_result_notes(const gzt_result *r);
GZT_API const char *gzt_result_note(const gzt_result *r, uint32_t i);
GZT_API uint64_t gzt_result_rows(const gzt_result *r); /* rows so far */

/* How the query was carried out: an operator a line, the source first, with the rows that each has
 * given so far (all of them, once the result was read to its end). */
GZT_API gzt_status gzt_result_explain(gzt_result *r, gzt_sink sink, void *user);
/* Before the first row, else GZT_MISUSE: with this clock gzt_result_explain also tells how long
 * each operator took, without those before it. */
GZT_API gzt_status gzt_result_time(gzt_result *r, uint64_t (*now_ns)(void *user), void *user);

/* Writes all remaining rows. format NULL: what `as` says in the query, else a table. */
typedef struct gzt_write_options {
    size_t size;        /* of this struct */
    const char *format; /* table csv tsv json jsonl markdown html latex list, kwic (of a result
                           with columns left, word and right), bar histogram sparkline timeline,
                           geojson ical bibtex csl graphml dot tei (of rows that have what these
                           need: gzt_result_write says what), svg (of a query that ends in such a
                           chart), page (html with the query and what was left out), or NULL */
    uint32_t width;     /* cells a table may take, 0: as many as it needs */
    uint32_t max_rows;  /* rows a table shows (the middle is folded and said), 0: all */
    bool types;         /* a row of types under the header of a table */
    bool color;         /* missing values dim, headers bold */
    /* Given a table that may be folded: the same, whole, after the folded one. Nothing comes where
     * it is more than some ten thousand rows or some megabytes. It must not call the session. */
    gzt_sink whole;
    void *whole_user;
    bool light; /* the colours are for a light background */
} gzt_write_options;
/* o NULL: as if all were 0. GZT_MISUSE: size is not set, there is no such format, or the result has
 * nothing that it could draw. */
GZT_API gzt_status gzt_result_write(gzt_result *r, const gzt_write_options *o, gzt_sink sink,
                                    void *user, gzt_error *err);
/* Results that a query saves with `save "file"`: the library writes no files, so the host writes
 * what gzt_result_write gives (with format NULL) into the file of this name. A session refuses such
 * queries until it is told that the host does so. The name is the query's own words: a host that
 * runs queries of strangers leaves it off. */
GZT_API gzt_status gzt_session_saves(gzt_session *s, bool allowed);
GZT_API const char *gzt_result_save_name(const gzt_result *r); /* NULL: it is not to be saved */
/* What gzt_result_write would write with these options ("table", "bar", "svg", "page" …), or NULL
 * where it would refuse to. Static. */
GZT_API const char *gzt_result_format(const gzt_result *r, const gzt_write_options *o);
/* The formats that `as` takes, numbered from 0: name, and the options that it may have
 * ("x: name, bins: 10"; "" if none). false beyond the last. Static. */
GZT_API bool gzt_format(uint32_t i, const char **name, const char **options);
GZT_API void gzt_result_free(gzt_result *r);

/* The one-call path: every result of the text as one JSON array of objects each, a line apart.
 * Where it fails in the middle, the sink has what came before. `as` in the text changes nothing. */
GZT_API gzt_status gzt_query_json(gzt_session *s, const char *text, size_t n, gzt_sink sink,
                                  void *user, gzt_error *err);

/* ---- completion ------------------------------------------------------------------------- */

/* One thing that may stand at the cursor. Texts are NUL-terminated and live until the call
 * returns. */
typedef struct gzt_candidate {
    size_t size;      /* of this struct */
    const char *text; /* what to put in the place of the word being typed */
    const char *what; /* "stage", "field", "column", "function", "collection", "let", "param",
                         "word", "id", "name", "value", "format", "option", "setting",
                         "statement" */
    const char *type; /* "moment", "[person]", a function's signature; "" if it has none */
    const char *help; /* one line; "" if there is none */
} gzt_candidate;
/* Called for each, the likeliest first; anything but 0 ends it. */
typedef int32_t (*gzt_candidate_sink)(void *user, const gzt_candidate *c);
/* What may stand at byte `cursor` of the text, and in *start where the word being typed begins.
 * mode as in gzt_prepare. Nothing is run; at most 200 candidates; quick at a million entities (ids
 * and names by their indexes). */
GZT_API gzt_status gzt_complete(gzt_session *s, const char *text, size_t n, size_t cursor,
                                int32_t mode, size_t *start, gzt_candidate_sink sink, void *user);

/* ---- functions and tables of the host --------------------------------------------------- */

/* What a callback is called for: its arguments, and where its answer goes. It, and every pointer
 * got from it, is valid until the callback returns.
 *
 * Rules for callbacks. They run on the thread that called the library, any number of times and in
 * any order, so the same arguments must give the same answer. They must not enter the session they
 * were called from (such calls are refused with GZT_MISUSE) nor free what belongs to it, and must
 * not leave by longjmp or an exception. A negative status ends the query with an error at the call
 * that names the row's entity: GZT_INTERRUPTED and GZT_NOMEM as themselves, any other as E0803 with
 * the text given to gzt_return_error. */
typedef struct gzt_call gzt_call;
typedef gzt_status (*gzt_function_row)(gzt_call *c, void *user);

enum { GZT_FN_MISSING = 1 }; /* flags: also called where an argument is missing; else the result is
                                missing there without a call */

/* Adds a function to the session: called once for each row. signature: "text, int? -> truth".
 *   arguments  text int real truth date duration entity, number (int or real), any (any one value),
 *              a kind of entity (person), and [X]: a list of X; at most 8. Those that end in ? may
 *              be left out.
 *   result     text int real truth date duration entity, a kind of entity, or [X]: a list of X
 * The name follows the rules of the language and is not taken by one of its functions (GZT_NAME if
 * it is). It can be used by texts that are prepared from now on. What it needs of an
 * entity's fields is passed in arguments of their own. destroy, where not NULL, is called
 * with user when the session goes, and at once where registering fails. */
GZT_API gzt_status gzt_register(gzt_session *s, const char *name, const char *signature,
                                uint32_t flags, gzt_function_row fn, void *user,
                                void (*destroy)(void *user), gzt_error *err);

/* What completion and gzt_function say about a function or table that the host registered: one line
 * of help, and an example of its use with what that gives (NULL: none). Copied. GZT_NAME: the host
 * has registered nothing of this name. */
GZT_API gzt_status gzt_register_help(gzt_session *s, const char *name, const char *help,
                                     const char *example, const char *result, gzt_error *err);

/* Arguments, from 0. Beyond the last, left out, or of another type: missing, 0, "". */
GZT_API uint32_t gzt_args(const gzt_call *c);
GZT_API int32_t gzt_arg_type(const gzt_call *c, uint32_t i); /* GZT_TEXT, …; GZT_NULL: left out */
GZT_API bool gzt_arg_missing(const gzt_call *c, uint32_t i); /* a list never is, but may be empty */
/* Any argument as text, as gzt_cell_text gives it; NUL at the end. */
GZT_API const char *gzt_arg_text(gzt_call *c, uint32_t i, size_t *n);
GZT_API int64_t gzt_arg_int(const gzt_call *c, uint32_t i);
GZT_API double gzt_arg_real(const gzt_call *c, uint32_t i);   /* real or int */
GZT_API int32_t gzt_arg_truth(const gzt_call *c, uint32_t i); /* 0, 1, 2 = unknown */
/* A date as four instants in seconds since 1970 (UTC): earliest start, latest start, earliest end,
 * latest end. false, and all 0, where it is missing. */
GZT_API bool gzt_arg_date(const gzt_call *c, uint32_t i, int64_t instants[4]);

/* Any argument as a typed value, with the elements of lists and the fields of records
 * (gzt_value_element, gzt_value_field). GZT_MISUSE: there is no such argument, or size is not
 * set. */
GZT_API gzt_status gzt_arg_value(const gzt_call *c, uint32_t i, gzt_value *out);

/* The answer, of the declared type (an int may stand for a real); copied. None: it is missing. The
 * last one counts. Of a list, each call adds one element (gzt_return_missing: one without a value);
 * none: the empty list. GZT_MISUSE, which ends the query too, where the type is another, a text is
 * not UTF-8, a real is not finite, a date or duration cannot be read, or no entity has the id.
 * GZT_NOMEM and GZT_LIMIT: memory ran out; the query ends when the callback has returned, whatever
 * it does until then. */
GZT_API gzt_status gzt_return_text(gzt_call *c, const char *p, size_t n);
GZT_API gzt_status gzt_return_int(gzt_call *c, int64_t value);
GZT_API gzt_status gzt_return_real(gzt_call *c, double value);
GZT_API gzt_status gzt_return_truth(gzt_call *c, int32_t value); /* 0, 1, 2 = unknown */
GZT_API gzt_status gzt_return_date(gzt_call *c, const char *edtf, size_t n);
GZT_API gzt_status gzt_return_duration(gzt_call *c, const char *p, size_t n); /* P5Y, "5 years" */
GZT_API gzt_status gzt_return_entity(gzt_call *c, const char *id, size_t n); /* "person/ada" */
GZT_API gzt_status gzt_return_missing(gzt_call *c);
/* The query ends with this message when the callback has returned. Lower case, no full stop. */
GZT_API gzt_status gzt_return_error(gzt_call *c, const char *message, size_t n);

/* The values of many rows, one after the other. Which arrays there are follows from the type. */
typedef struct gzt_vector {
    size_t size;        /* of this struct */
    int32_t type;       /* GZT_TEXT, GZT_INT, …; GZT_NULL: an argument left out, without arrays */
    uint8_t *missing;   /* 1: there is no value */
    int64_t *ints;      /* int; truth: 0, 1, 2 */
    double *reals;      /* real */
    const char **texts; /* all others: date as EDTF, duration as ISO 8601, entity as its id, lists
                           and records as JSON … */
    size_t *lengths;    /* … and their lengths; SIZE_MAX in a result: up to the NUL */
} gzt_vector;

/* As gzt_register, but called with all rows of a batch at once. result has its arrays, all values
 * missing: fill in the rows and clear `missing` where there is a value, in words as gzt_return_…
 * takes them. Texts put there must live until the callback returns, and are copied then.
 * gzt_return_error_row names the row. */
typedef gzt_status (*gzt_function_batch)(gzt_call *c, void *user, uint32_t rows,
                                         const gzt_vector *args, uint32_t nargs,
                                         gzt_vector *result);
GZT_API gzt_status gzt_register_batch(gzt_session *s, const char *name, const char *signature,
                                      uint32_t flags, gzt_function_batch fn, void *user,
                                      void (*destroy)(void *user), gzt_error *err);
GZT_API gzt_status gzt_return_error_row(gzt_call *c, uint32_t row, const char *message, size_t n);
/* Within a call by batch: from now on gzt_arg_… are about this row, and so are the answers of a
 * function that gives lists: gzt_return_… add elements to its list, which begins anew. (Other
 * answers go into the arrays of the result.) */
GZT_API gzt_status gzt_call_row(gzt_call *c, uint32_t row);

/* Adds a table: a name that stands where a collection may (orders | where total > 3). columns: "id:
 * text, total: int, at: date", of text int real truth date duration entity and kinds of entity
 * (which are given by their ids). When a script uses it, its rows are pulled once for that run:
 * next is called with the number of rows it gave so far (0 begins anew) and fills in up to max rows
 * of the columns, as in gzt_register_batch; *rows 0 ends it. The name must not be that of a
 * collection or of another table. */
typedef gzt_status (*gzt_table_next)(gzt_call *c, void *user, uint64_t at, uint32_t max,
                                     gzt_vector *columns, uint32_t ncolumns, uint32_t *rows);
GZT_API gzt_status gzt_register_table(gzt_session *s, const char *name, const char *columns,
                                      gzt_table_next next, void *user, void (*destroy)(void *user),
                                      gzt_error *err);

/* What the session may read. Asked once for each kind and field, when a text names it or a row
 * would show it ("person", "died"). Any other answer counts as GZT_FIELD_DENIED. */
enum {
    GZT_FIELD_OPEN,
    GZT_FIELD_HIDDEN, /* reads as missing; left out of * and of rows shown whole */
    GZT_FIELD_DENIED  /* to name it is an error (E0804); left out of * and of rows shown whole */
};
typedef int32_t (*gzt_authorizer)(void *user, const char *kind, const char *field);
/* Set before the session's first text, else GZT_MISUSE. An inverse link is as open as the link that
 * it mirrors; @"name" and recognise find nobody, and labels give way to ids, where the name is not
 * open. Ids stay: they are how rows and errors name an entity. */
GZT_API gzt_status gzt_session_authorizer(gzt_session *s, gzt_authorizer fn, void *user);

/* ---- batches: results as columns -------------------------------------------------------- */

/* The next rows, at most max_rows (0: as many as suit, some thousands), copied out column by
 * column: GZT_ROW with *out, GZT_DONE with NULL where there are no more, or an error. Goes on
 * behind the rows that were stepped through, written or fetched before. A batch does not change and
 * needs nobody: it outlives result, script, session and archive. Any thread may read it. One batch
 * may take as much memory as GZT_LIMIT_MEMORY allows, and at most 2 GiB of text in one column. */
GZT_API gzt_status gzt_result_fetch(gzt_result *r, uint32_t max_rows, gzt_batch **out,
                                    gzt_error *err);
GZT_API gzt_batch *gzt_batch_ref(gzt_batch *b); /* one more owner; each calls gzt_batch_free */
GZT_API void gzt_batch_free(gzt_batch *b);
GZT_API uint32_t gzt_batch_rows(const gzt_batch *b);

/* Columns are numbered from 0. Those of the result come first, with one cell a row; the elements of
 * a list and the fields of a record are further columns, found by gzt_batch_list and
 * gzt_batch_record, with gzt_batch_length cells. */
GZT_API uint32_t gzt_batch_columns(const gzt_batch *b); /* of the result */
GZT_API uint32_t gzt_batch_length(const gzt_batch *b, uint32_t column);
GZT_API const char *gzt_batch_name(const gzt_batch *b, uint32_t column); /* "item": of a list */
GZT_API int32_t gzt_batch_type(const gzt_batch *b, uint32_t column);     /* GZT_TEXT … */
GZT_API const char *gzt_batch_type_name(const gzt_batch *b, uint32_t column);
GZT_API uint32_t gzt_batch_missing(const gzt_batch *b, uint32_t column); /* how many cells */

/* The cells of a column, in Arrow's layout; GZT_MISUSE, with everything NULL, where the column is
 * of another type. Pointers live as long as the batch; those not wanted may be NULL. Of validity,
 * bit i & 7 of byte i >> 3 is 1 where cell i has a value; it is NULL where every cell has one.
 * Missing cells hold 0. A list is never missing, but may be empty. */
GZT_API gzt_status gzt_batch_int64(const gzt_batch *b, uint32_t column, const int64_t **values,
                                   const uint8_t **validity);
GZT_API gzt_status gzt_batch_double(const gzt_batch *b, uint32_t column, const double **values,
                                    const uint8_t **validity);
/* Bits, as in validity; unknown is missing. */
GZT_API gzt_status gzt_batch_truth(const gzt_batch *b, uint32_t column, const uint8_t **values,
                                   const uint8_t **validity);
/* Text, dates (EDTF), durations (ISO 8601) and entities (ids): cell i is the bytes from offsets[i]
 * up to offsets[i + 1]. No NUL between them. */
GZT_API gzt_status gzt_batch_text(const gzt_batch *b, uint32_t column, const int32_t **offsets,
                                  const char **bytes, const uint8_t **validity);
/* Dates as instants: cell i has its earliest and latest start, earliest and latest end at 4 * i:
 * seconds from 1970-01-01 (proleptic Gregorian, UTC), inclusive and without regard to ? and ~;
 * INT64_MIN and INT64_MAX where it is open. */
GZT_API gzt_status gzt_batch_instants(const gzt_batch *b, uint32_t column,
                                      const int64_t **instants);
/* The elements of list i are the cells from offsets[i] up to offsets[i + 1] of the column *child.
 */
GZT_API gzt_status gzt_batch_list(const gzt_batch *b, uint32_t column, const int32_t **offsets,
                                  uint32_t *child);
/* Cell i of a record has its fields in cell i of the n columns from *first on. */
GZT_API gzt_status gzt_batch_record(const gzt_batch *b, uint32_t column, uint32_t *first,
                                    uint32_t *n, const uint8_t **validity);

/* ---- Arrow: the C data interface
 * (https://arrow.apache.org/docs/format/CDataInterface.html) -------- */

/* The structs are Arrow's, the same in every library that speaks it; nothing else of Arrow is
 * needed. Who gets one calls its release, if that is not NULL, from any thread. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE           2
#define ARROW_FLAG_MAP_KEYS_SORTED    4

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/* A batch as a struct array and its schema, without copying; either may be NULL. Types are utf8,
 * int64, double, bool, list, struct and null; Gazette's own ("date", "[person]") stands in a
 * field's metadata as gazette.type. */
GZT_API gzt_status gzt_batch_arrow(gzt_batch *b, struct ArrowSchema *schema,
                                   struct ArrowArray *array, gzt_error *err);
/* The remaining rows as a stream of struct arrays; on failure out->release is NULL. The stream
 * keeps the result alive (it may be freed now, or read for its notes in the end) and is used by one
 * thread at a time, together with the session; the arrays are free of both. An error ends it:
 * ENOMEM, EINTR where a cancel token was set, else EINVAL, with the message in get_last_error. */
GZT_API gzt_status gzt_result_arrow(gzt_result *r, struct ArrowArrayStream *out, gzt_error *err);
/* The same of batches that were fetched from the result, which only says what columns there are (n
 * may be 0). Nothing is left to be worked out: the stream needs neither the result nor its session,
 * and any thread may read it. */
GZT_API gzt_status gzt_batches_arrow(gzt_result *r, gzt_batch *const *batches, size_t n,
                                     struct ArrowArrayStream *out, gzt_error *err);

/* ---- functions, for help and completion ------------------------------------------------- */

/* The functions that texts of the session may call, numbered from 0: name, signature, one line of
 * help, an example and its result ("" if there are none). First the language's own, of which those
 * of one name are neighbours, then the host's, then those that scripts have defined. s NULL: the
 * language's own. false beyond the last. The texts live as long as the session; those of scripts
 * until the list is asked for from its beginning again. */
GZT_API bool gzt_function(gzt_session *s, uint32_t i, const char **name, const char **signature,
                          const char **help, const char **example, const char **result);

#ifdef __cplusplus
}
#endif
#endif
