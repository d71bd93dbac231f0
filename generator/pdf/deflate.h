/* Flate streams. Own of libdeflate: pages, fonts and pictures all need it. */
#ifndef PDF_DEFLATE_H
#define PDF_DEFLATE_H

#include <stddef.h>

struct blob { /* bytes on the heap; whoever holds it frees data */
  void *data;
  size_t length;
};

struct deflater; /* caller drops */
struct deflater *deflater_new(void);
void deflater_drop(struct deflater *deflater);

/* A zlib stream of the data, as /FlateDecode reads it. */
struct blob deflate_data(struct deflater *deflater, const void *data, size_t length);

/* The same, kept for the next time: for what many documents have alike, such as the fonts of one letterhead. */
struct blob deflate_shared(struct deflater *deflater, const void *data, size_t length);

/* For data that takes time to make, known by a key that says all that it depends on: the stream that was kept under it,
 * as a copy; data NULL when there is none (any more). *plain_length is that of the data before. */
struct blob deflate_find(struct deflater *deflater, const void *key, size_t length, size_t *plain_length);
void deflate_keep(struct deflater *deflater, const void *key, size_t length, const struct blob *packed,
                  size_t plain_length);

#endif
