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

#endif
