/* What the checks of a file share. */
#ifndef PREFLIGHT_CHECK_H
#define PREFLIGHT_CHECK_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "preflight/reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct check {
  struct arena *arena; /* of the file */
  struct arena *page;  /* of the page */
  struct reader *reader;
  struct sink *sink;
  const char *path;
  char place[24]; /* the page's number */
  int depth;      /* of resources within resources */
  uint8_t *seen;  /* by object: what was looked at already, however many pages share it */
  size_t seen_size;
};

/* Reports with the page's number as first argument, or of the whole file with `what` alone. */
void check_report_page(struct check *check, enum diagnostic_code code, const char *what);
void check_report(struct check *check, enum diagnostic_code code, const char *what);

/* Whether the object is looked at for the first time. Parts of other objects always are. */
bool check_is_new(struct check *check, struct object object);

/* Trailer, information, metadata, output intent, actions. (document.c) */
void check_document(struct check *check);
/* Boxes, annotations, group, resources and content of a page. (page.c) */
void check_page(struct check *check, struct object page);
/* Everything that resources hold: fonts, pictures, forms, patterns, states, colour spaces. (resources.c) */
void check_resources(struct check *check, struct object resources);
/* A colour space: neither RGB itself nor made of it. (colour.c) */
void check_space(struct check *check, struct object space);
/* The colour space of a transparency group. (resources.c) */
void check_group(struct check *check, struct object owner);
/* How a stream is packed, and whether its data is in the file. (streams.c) */
void check_stream(struct check *check, struct object stream);
/* The appearance of an annotation that may be printed. (resources.c) */
void check_appearance(struct check *check, struct object annotation);
/* Layers. (layers.c) */
void check_layers(struct check *check);
/* Operators that set RGB, and inline pictures of it. (page.c) */
void check_content(struct check *check, const unsigned char *data, size_t length);

#endif
