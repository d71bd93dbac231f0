/* XML as a stream of events, from a packed part of a document.
 *
 * Names come without their prefixes: writers choose those as they like. A document type declaration is refused, and
 * with it every entity of one's own; so is a tag of a size that no document has. */
#ifndef INPUT_XML_H
#define INPUT_XML_H

#include "input/zip.h"

struct xml_events { /* any function but `begin` may be NULL; false stops reading */
  bool (*begin)(void *self, const char *name, const char *const *attributes);
  bool (*end)(void *self, const char *name);
  bool (*text)(void *self, const char *text, size_t length); /* comes in pieces */
  void *self;
};

enum xml_status {
  XML_READ,
  XML_ENDED,     /* a function returned false */
  XML_DAMAGED,   /* not well-formed, or not whole */
  XML_DECLARES,  /* has a document type declaration */
  XML_TOO_LARGE, /* more than `limit` bytes, or out of all proportion */
};

enum xml_status xml_read(const struct zip_entry *entry, size_t limit, const struct xml_events *events);

/* The value of an attribute, or NULL. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
