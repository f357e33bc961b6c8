// In: a spec file or a Markdown text. Out: its cases, and the file again with other expectations.
// Must not know how a query is run.
#include "tests/spec_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Tests stop at once when memory runs out: it is the machine's, not the library's under test.
static void *must(void *memory) {
    if (!memory) {
        fputs("out of memory in the test runner\n", stderr);
        exit(3);
    }
    return memory;
}

void buffer_add(Buffer *buffer, const char *bytes, size_t length) {
    if (buffer->length + length + 1 > buffer->room) {
        buffer->room = (buffer->length + length + 1) * 2;
        buffer->bytes = must(realloc(buffer->bytes, buffer->room));
    }
    if (length) memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_text(Buffer *buffer, const char *text) { buffer_add(buffer, text, strlen(text)); }

void buffer_free(Buffer *buffer) {
    free(buffer->bytes);
    *buffer = (Buffer){0};
}

bool read_whole(const char *path, Buffer *into) {
    FILE *stream = fopen(path, "rb");
    if (!stream) return false;
    char piece[4096];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, stream)) > 0) buffer_add(into, piece, got);
    bool ok = !ferror(stream);
    fclose(stream);
    buffer_add(into, "", 0);
    return ok;
}

static const char *keep(Spec_file *file, const char *bytes, size_t length) {
    char *copy = must(malloc(length + 1));
    memcpy(copy, bytes, length);
    copy[length] = '\0';
    file->owned = must(realloc(file->owned, (size_t)(file->owned_count + 1) * sizeof(void *)));
    file->owned[file->owned_count++] = copy;
    return copy;
}

static Case *new_case(Spec_file *file) {
    file->cases = must(realloc(file->cases, (size_t)(file->count + 1) * sizeof(Case)));
    Case *one = &file->cases[file->count++];
    *one = (Case){0};
    return one;
}

// --- lines ---------------------------------------------------------------------------------------

typedef struct Lines {
    const char *at, *end; // the line now, without its newline
    const char *next, *stop;
    int number;
} Lines;

static bool next_line(Lines *lines) {
    if (lines->next >= lines->stop) return false;
    lines->at = lines->next;
    const char *newline = memchr(lines->at, '\n', (size_t)(lines->stop - lines->at));
    lines->end = newline ? newline : lines->stop;
    lines->next = newline ? newline + 1 : lines->stop;
    lines->number++;
    return true;
}

static Lines lines_of(const Buffer *text) {
    return (Lines){.next = text->bytes, .stop = text->bytes + text->length};
}

static size_t line_length(const Lines *lines) { return (size_t)(lines->end - lines->at); }

static bool line_is(const Lines *lines, const char *text) {
    return line_length(lines) == strlen(text) && !memcmp(lines->at, text, strlen(text));
}

static bool line_begins(const Lines *lines, const char *text) {
    return line_length(lines) >= strlen(text) && !memcmp(lines->at, text, strlen(text));
}

// --- spec files ----------------------------------------------------------------------------------

static void add_directive(Spec_file *file, Case *one, const Lines *lines) {
    const char *name = lines->at + 1, *end = lines->end;
    while (end > name && end[-1] == ' ') end--;
    const char *blank = memchr(name, ' ', (size_t)(end - name));
    if (!blank) blank = end;
    const char *value = blank;
    while (value < end && *value == ' ') value++;
    if (one->directive_count == DIRECTIVES_MOST) return;
    Directive *directive = &one->directives[one->directive_count++];
    directive->name = keep(file, name, (size_t)(blank - name));
    directive->value = keep(file, value, (size_t)(end - value));
}

const char *case_directive(const Case *one, const char *name) {
    for (int i = one->directive_count; i-- > 0;) {
        if (!strcmp(one->directives[i].name, name)) return one->directives[i].value;
    }
    return NULL;
}

// A line of nothing but backslashes stands for itself with one fewer.
static bool only_backslashes(const char *at, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (at[i] != '\\') return false;
    }
    return true;
}

static void read_query(Spec_file *file, Case *one, Lines *lines) {
    Buffer query = {0};
    bool begun = false;
    buffer_add(&query, "", 0);
    while (next_line(lines) && !line_is(lines, "----")) {
        if (!begun && line_begins(lines, "%")) {
            add_directive(file, one, lines);
            continue;
        }
        begun = true;
        buffer_add(&query, lines->at, line_length(lines));
        buffer_text(&query, "\n");
    }
    one->query = keep(file, query.bytes, query.length);
    buffer_free(&query);
}

static void read_expected(Spec_file *file, Case *one, Lines *lines) {
    Buffer expected = {0};
    buffer_add(&expected, "", 0);
    one->expected_at = one->expected_end = (size_t)(lines->next - file->text.bytes);
    while (next_line(lines) && line_length(lines) > 0) {
        size_t length = line_length(lines);
        if (only_backslashes(lines->at, length)) length--;
        buffer_add(&expected, lines->at, length);
        buffer_text(&expected, "\n");
        one->expected_end = (size_t)(lines->next - file->text.bytes);
    }
    one->expected = keep(file, expected.bytes, expected.length);
    buffer_free(&expected);
}

bool spec_file_read(Spec_file *file, const char *path) {
    *file = (Spec_file){.path = path};
    if (!read_whole(path, &file->text)) return false;
    Case common = {0};
    Lines lines = lines_of(&file->text);
    while (next_line(&lines)) {
        if (line_length(&lines) == 0 || line_begins(&lines, "##")) continue;
        if (line_begins(&lines, "# ")) {
            Case *one = new_case(file);
            *one = common;
            one->name = keep(file, lines.at + 2, line_length(&lines) - 2);
            one->line = lines.number;
            read_query(file, one, &lines);
            read_expected(file, one, &lines);
        } else if (line_begins(&lines, "%") && file->count == 0) {
            add_directive(file, &common, &lines);
        } else if (!file->problem_line) {
            file->problem_line = lines.number;
        }
    }
    return true;
}

void spec_file_free(Spec_file *file) {
    for (int i = 0; i < file->owned_count; i++) free(file->owned[i]);
    free(file->owned);
    free(file->cases);
    buffer_free(&file->text);
    *file = (Spec_file){0};
}

static void add_escaped(Buffer *out, const char *reply) {
    while (*reply) {
        size_t length = strcspn(reply, "\n");
        if (only_backslashes(reply, length)) buffer_text(out, "\\");
        buffer_add(out, reply, length);
        buffer_text(out, "\n");
        reply += length + (reply[length] == '\n');
    }
}

bool spec_file_accept(const Spec_file *file, char *const *replies) {
    Buffer out = {0};
    size_t done = 0;
    for (int i = 0; i < file->count; i++) {
        if (!replies[i]) continue;
        const Case *one = &file->cases[i];
        buffer_add(&out, file->text.bytes + done, one->expected_at - done);
        if (out.length && out.bytes[out.length - 1] != '\n') buffer_text(&out, "\n");
        add_escaped(&out, replies[i]);
        done = one->expected_end;
    }
    buffer_add(&out, file->text.bytes + done, file->text.length - done);
    FILE *stream = fopen(file->path, "wb");
    bool ok = stream && fwrite(out.bytes, 1, out.length, stream) == out.length;
    if (stream) ok = fclose(stream) == 0 && ok;
    buffer_free(&out);
    return ok;
}

// --- Markdown ------------------------------------------------------------------------------------

static void end_block(Spec_file *file, Buffer *block, int line) {
    while (block->length && block->bytes[block->length - 1] == '\n') block->length--;
    if (block->length) {
        Case *one = new_case(file);
        one->query = keep(file, block->bytes, block->length);
        const char *first = one->query + strspn(one->query, " ");
        one->name = keep(file, first, strcspn(first, "\n"));
        one->line = line;
        one->expected = "";
    }
    buffer_free(block);
}

// A block is a run of lines indented by four or more after a blank line; blank lines stay inside.
// Where a paragraph of it begins with a comment, it is a case of its own, as in a list of examples.
bool spec_file_markdown(Spec_file *file, const char *path) {
    *file = (Spec_file){.path = path};
    if (!read_whole(path, &file->text)) return false;
    Buffer block = {0};
    int begun = 0;
    bool after_blank = true, inside = false, list = false;
    Lines lines = lines_of(&file->text);
    while (next_line(&lines)) {
        bool blank = line_length(&lines) == 0, indented = line_begins(&lines, "    ");
        if (inside && !blank && (!indented || (after_blank && list && lines.at[4] == '#'))) {
            end_block(file, &block, begun);
            inside = false;
        }
        if (!inside && indented && after_blank) {
            inside = true;
            begun = lines.number;
            list = lines.at[4] == '#';
        }
        if (inside && indented) buffer_add(&block, lines.at + 4, line_length(&lines) - 4);
        if (inside) buffer_text(&block, "\n");
        after_blank = blank;
    }
    if (inside) end_block(file, &block, begun);
    return true;
}
