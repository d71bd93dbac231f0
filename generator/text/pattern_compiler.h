/* Compiles files of hyphenation patterns. For the build and text/patterns.c's tests. */
#ifndef TEXT_PATTERN_COMPILER_H
#define TEXT_PATTERN_COMPILER_H

#include "base/buffer.h"
#include "base/file.h"

#include <stdbool.h>

/* Adds what patterns_read reads to out. False when the file, of libhyphen's kind (.dic), is not in UTF-8. */
bool patterns_compile(struct file_content file, struct buffer *out);

#endif
