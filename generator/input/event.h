/* The event: everything a document may say, checked and typed. DESIGN: the event file. */
#ifndef INPUT_EVENT_H
#define INPUT_EVENT_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/value.h"
#include "input/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>

struct limits {         /* caps against hostile input; each can be raised on the command line with --limit NAME=VALUE */
  size_t yaml_bytes;    /* yaml */
  size_t list_bytes;    /* list: size of a CSV file */
  size_t attendees;     /* attendees */
  size_t image_pixels;  /* pixels */
  size_t pages;         /* pages: of one file */
  size_t memory_bytes;  /* memory: of one job */
  int deadline_seconds; /* deadline: of one job */
};
extern const struct limits limits_default;

/* One entry of `documents:`. NULL and 0 mean: not given. */
struct document {
  const char *name;
  struct position at;
  const char *layout;
  struct position layout_at;
  const char **profiles;
  size_t profile_count;
  const char **languages;
  size_t language_count;
  const struct value *release; /* the release it is about: the only one, or the named one; NULL: none */
  const char *each;            /* path; the card, or the flow from a new page, is repeated */
  struct position each_at;
  const char *split; /* path; one file per item or value */
  struct position split_at;
  const char *url; /* template; {{ url }} in the layout */
  struct text_source url_source;
  bool typography;    /* default true */
  bool attach_source; /* the event's file goes along in those for screens */
  struct position attach_at;
  const struct yaml_node *set; /* overrides of the layout's keys, merged into it; NULL: none */
};

/* A file that was read for the event, for the manifest. */
struct event_input {
  const char *path; /* relative to the event's folder */
  const char *data; /* NULL when it was only mapped: hash it by path */
  size_t length;
};

struct event {
  const char *path;   /* as given on the command line */
  const char *folder; /* of the file; everything it names lies beneath */
  const char *id;
  struct position id_at;
  const char **languages; /* BCP 47; the first is the fallback */
  size_t language_count;
  struct date date;         /* of the documents: release date, else dates.from; year 0 when there is neither */
  const struct value *root; /* every field; `attendees` is LIST or ROWS */
  struct document *documents;
  size_t document_count;
  struct event_input *inputs;
  size_t input_count;
};

/* Reads and checks an event and the lists it names. NULL after errors in the event itself, which are in the
 * sink; rows that cannot be used are reported too, but do not make it NULL. */
struct event *event_read(struct arena *arena, const char *path, const struct limits *limits, struct sink *sink);

const struct document *event_document(const struct event *event, const char *name);

#endif
