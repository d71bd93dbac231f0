/* What there is to choose from: `basma fonts` and `basma layouts`. */
#ifndef BATCH_CATALOGUE_H
#define BATCH_CATALOGUE_H

#include "base/buffer.h"
#include "base/diagnostic.h"

#include <stdbool.h>

/* Tables with a heading, columns in line. False after errors, which are in the sink. */
bool catalogue_fonts(enum message_language language, struct sink *sink, struct buffer *out);
/* `named`: the folder of --layouts, NULL: none. */
bool catalogue_layouts(const char *named, enum message_language language, struct sink *sink, struct buffer *out);

/* The sheets that layouts may name: size, card, columns and rows, maker and codes. */
bool catalogue_stock(const char *named, enum message_language language, struct sink *sink, struct buffer *out);

#endif
