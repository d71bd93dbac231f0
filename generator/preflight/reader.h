/* Objects of a PDF file, read by libqpdf through its C interface. Handles are small numbers; they are good until
 * reader_forget. Whatever is missing, damaged or of another kind reads as nothing, and what libqpdf says of damage is
 * asked for at the end. */
#ifndef PREFLIGHT_READER_H
#define PREFLIGHT_READER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum object_kind {
  OBJECT_NOTHING,
  OBJECT_NAME,
  OBJECT_NUMBER,
  OBJECT_ARRAY,
  OBJECT_DICTIONARY,
  OBJECT_STREAM,
  OBJECT_OTHER
};

struct object {
  unsigned handle; /* 0: nothing */
};

struct reader;

/* Closed with the arena. NULL when the file is no PDF or is encrypted with a password; *why then says so. */
struct reader *reader_open(struct arena *arena, const char *path, const char **why);

/* The next thing that libqpdf found wrong while reading; NULL: no more. Valid until the next call. */
const char *reader_trouble(struct reader *reader);

bool reader_is_encrypted(struct reader *reader);
const char *reader_version(struct reader *reader); /* "1.6", of the header or the catalog, whichever is later */
struct object reader_trailer(struct reader *reader);
struct object reader_catalog(struct reader *reader);
size_t reader_pages(struct reader *reader);
struct object reader_page(struct reader *reader, size_t index);

enum object_kind object_kind(struct reader *reader, struct object object);
int object_number(struct reader *reader, struct object object); /* in the file; 0: a part of another object */

/* A key ("/Kids") of a dictionary or a stream's dictionary; nothing when it is null. */
struct object object_key(struct reader *reader, struct object object, const char *key);
/* The same of a page, or of the node above it that has it. */
struct object page_key(struct reader *reader, struct object page, const char *key);
size_t object_count(struct reader *reader, struct object array);
struct object object_item(struct reader *reader, struct object array, size_t index);
/* The names of a dictionary's keys, in arena. */
const char **object_keys(struct reader *reader, struct arena *arena, struct object object, size_t *count);

bool object_is_name(struct reader *reader, struct object object, const char *name);        /* with its slash */
const char *object_name(struct reader *reader, struct arena *arena, struct object object); /* "" for others */
const char *object_text(struct reader *reader, struct arena *arena, struct object object); /* UTF-8, "" for others */
bool object_value(struct reader *reader, struct object object, double *value);

/* The bytes of a stream, unpacked; of a page the bytes of all its content streams. Caller frees. NULL when they cannot
 * be unpacked. */
unsigned char *object_data(struct reader *reader, struct object stream, size_t *length);
unsigned char *page_data(struct reader *reader, struct object page, size_t *length);

/* Drops all handles. */
void reader_forget(struct reader *reader);

#endif
