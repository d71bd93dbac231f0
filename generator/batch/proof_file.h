/* A file whose texts are changed in place, byte by byte: comments, indentation and order stay. */
#ifndef BATCH_PROOF_FILE_H
#define BATCH_PROOF_FILE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/source.h"

#include <stdbool.h>
#include <stddef.h>

struct proof_file;

/* Reads a file of at most `limit` bytes. NULL when that fails. Lives in arena. */
struct proof_file *proof_file_open(struct arena *arena, const char *path, size_t limit);

const char *proof_file_path(const struct proof_file *file);

/* How a text is written in the file: the byte of the file for each of its first *placed bytes, and for the one behind
 * them. Follows folded lines and escaped quotation marks. Made in `scratch`. */
size_t *proof_file_align(struct proof_file *file, struct arena *scratch, struct text_source source, const char *text,
                         size_t length, size_t *placed);

/* The place of a byte of the file. */
struct position proof_file_position(struct proof_file *file, size_t offset);

/* Notes that bytes [from, to) become `replacement`, which must outlive the file. False when a line ends among them. */
bool proof_file_change(struct proof_file *file, size_t from, size_t to, const char *replacement);

/* Writes the file anew, at once or not at all, and counts its changes. Changes that touch others are left out. False,
 * with errno set, when it cannot be written; EILSEQ: what came out would not be read as YAML. */
bool proof_file_write(struct proof_file *file, size_t *changes);

#endif
