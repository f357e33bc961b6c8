// Files built in as bytes: made by stdlib/embed.sh, sorted by name, ended by a row of zeros.
// The core schema and functions are in the library.
// Must not know what the bytes mean.
#ifndef GZT_STDLIB_EMBEDDED_H
#define GZT_STDLIB_EMBEDDED_H

struct Embedded {
    const char *name;          // as messages show it, "core.gzt"
    const unsigned char *data; // one NUL follows that is not counted
    unsigned long size;
};

extern const struct Embedded stdlib_files[];
extern const unsigned long stdlib_file_count;

#endif
