/* XML through expat, as far as the parts of spreadsheets need it. */
#include "input/xml.h"

#include <expat.h>
#include <string.h>

enum {
  PIECE = 65536,
  TAG_BYTES = 4 * PIECE, /* that expat may hold back while a tag has no end */
  DEPTH_LIMIT = 64
};

struct reading {
  XML_Parser parser;
  const struct xml_events *events;
  enum xml_status status;
  int depth;
};

static const char *name_local(const char *name) {
  const char *colon = strrchr(name, ':');
  return colon != NULL ? colon + 1 : name;
}

const char *xml_attribute(const char *const *attributes, const char *name) {
  for (; *attributes != NULL; attributes += 2)
    if (strcmp(name_local(attributes[0]), name) == 0)
      return attributes[1];
  return NULL;
}

static void reading_stop(struct reading *reading, enum xml_status status) {
  if (reading->status == XML_READ)
    reading->status = status;
  XML_StopParser(reading->parser, XML_FALSE);
}

static void XMLCALL element_begin(void *self, const char *name, const char **attributes) {
  struct reading *reading = self;
  if (reading->status != XML_READ)
    return;
  if (++reading->depth > DEPTH_LIMIT)
    reading_stop(reading, XML_DAMAGED);
  else if (!reading->events->begin(reading->events->self, name_local(name), (const char *const *)attributes))
    reading_stop(reading, XML_ENDED);
}

static void XMLCALL element_end(void *self, const char *name) {
  struct reading *reading = self;
  reading->depth--;
  if (reading->status == XML_READ && !reading->events->end(reading->events->self, name_local(name)))
    reading_stop(reading, XML_ENDED);
}

static void XMLCALL text_take(void *self, const char *text, int length) {
  struct reading *reading = self;
  if (reading->status == XML_READ && !reading->events->text(reading->events->self, text, (size_t)length))
    reading_stop(reading, XML_ENDED);
}

static void XMLCALL doctype_begin(void *self, const char *name, const char *system, const char *public, int internal) {
  (void)name, (void)system, (void)public, (void)internal;
  reading_stop(self, XML_DECLARES);
}

static void pieces_read(struct reading *reading, struct zip_reader *in, char *piece) {
  XML_Index fed = 0;
  for (bool last = false; !last && reading->status == XML_READ;) {
    size_t length;
    enum zip_status status = zip_read(in, piece, PIECE, &length);
    if (status != ZIP_OK) {
      reading->status = status == ZIP_BOMB ? XML_TOO_LARGE : XML_DAMAGED;
      return;
    }
    last = length == 0;
    fed += (XML_Index)length;
    if (XML_Parse(reading->parser, piece, (int)length, last) != XML_STATUS_OK && reading->status == XML_READ)
      reading->status = XML_DAMAGED;
    if (fed - XML_GetCurrentByteIndex(reading->parser) > TAG_BYTES && reading->status == XML_READ)
      reading->status = XML_DAMAGED;
  }
}

enum xml_status xml_read(const struct zip_entry *entry, size_t limit, const struct xml_events *events) {
  struct arena *arena = arena_new();
  struct reading reading = {.parser = XML_ParserCreate(NULL), .events = events};
  if (reading.parser == NULL) {
    arena_drop(arena);
    return XML_TOO_LARGE;
  }
  XML_SetUserData(reading.parser, &reading);
  XML_SetElementHandler(reading.parser, element_begin, events->end != NULL ? element_end : NULL);
  if (events->text != NULL)
    XML_SetCharacterDataHandler(reading.parser, text_take);
  XML_SetStartDoctypeDeclHandler(reading.parser, doctype_begin);
  pieces_read(&reading, zip_reader_new(arena, entry, limit), arena_alloc(arena, PIECE));
  XML_ParserFree(reading.parser);
  arena_drop(arena);
  return reading.status;
}
