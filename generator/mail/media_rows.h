/* Rows of the media list's file, as maps: newsroom, name, email, language by headers in English, Russian or Kyrgyz;
 * columns of other names under their own. CSV in any encoding, or a spreadsheet. */
#ifndef MAIL_MEDIA_ROWS_H
#define MAIL_MEDIA_ROWS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "input/event.h"

#include <stdbool.h>
#include <stddef.h>

struct media_rows_spec {
  const char *folder;       /* of the event */
  const struct value *name; /* of the file, where the event gives it */
  const struct limits *limits;
  const char *language; /* of numbers in spreadsheets */
};

/* Calls `take` for each row. *refused counts rows that cannot be read, which are reported. False after an error that
 * concerns the whole list. */
bool media_rows_read(struct arena *arena, const struct media_rows_spec *spec, struct sink *sink,
                     void (*take)(void *self, const struct value *row), void *self, size_t *refused);

/* Maps a file of the event; *file is how messages name it. False after a message. */
bool media_file_open(struct arena *arena, const struct media_rows_spec *spec, struct sink *sink,
                     struct file_content *content, const char **file);

#endif
