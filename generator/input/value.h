/* Typed data of an event: what templates read.
 *
 * A value is typed by its place in the event (input/event.c has the tables). Values are immutable; rows of an
 * attendee list are made one by one in the arena of whoever asks, so that a million of them cost nothing.
 */
#ifndef INPUT_VALUE_H
#define INPUT_VALUE_H

#include "base/arena.h"
#include "input/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind {
  VALUE_TEXT,   /* one string */
  VALUE_LOCAL,  /* one string per language */
  VALUE_NUMBER, /* text as written, and thousandths */
  VALUE_FLAG,   /* yes or no */
  VALUE_DATE,
  VALUE_TIME,
  VALUE_INSTANT, /* date and time in a zone */
  VALUE_LIST,
  VALUE_MAP,
  VALUE_REFERENCE, /* the id of a person or an organisation; reads as what it refers to */
  VALUE_ROWS       /* a list whose items are made on demand */
};

enum text_format { TEXT_PLAIN, TEXT_MARKDOWN, TEXT_PHONE, TEXT_EMAIL, TEXT_URL, TEXT_PATH };

struct date {
  int16_t year;
  int8_t month, day; /* from 1 */
};

struct value;

struct value_pair {
  const char *key; /* of VALUE_MAP: the field; of VALUE_LOCAL: the language */
  struct position key_at;
  const struct value *value;
};

/* Makes item `index` of a list in `arena`, or NULL when that row was refused. */
struct value_rows {
  size_t count;
  const struct value *(*item)(struct arena *arena, const void *self, size_t index);
  const void *self;
  bool (*refused)(const void *self, size_t index); /* without making the item; NULL: none was */
};

struct value {
  enum value_kind kind;
  enum text_format format; /* VALUE_TEXT, VALUE_LOCAL */
  struct text_source source;
  const char *text; /* TEXT, NUMBER, DATE, TIME, INSTANT, REFERENCE (the id), FLAG: as written, NUL-terminated */
  size_t length;
  union {
    int64_t thousandths; /* NUMBER */
    bool flag;
    struct date date; /* DATE */
    int minute;       /* TIME: since midnight, 0 to 1440 */
    struct {
      struct date date;
      int minute;
      int offset; /* minutes east of UTC */
    } instant;
    struct {
      const struct value **items;
      size_t count;
    } list;
    struct {
      const struct value_pair *pairs;
      size_t count;
    } map;                      /* MAP, LOCAL */
    const struct value *target; /* REFERENCE */
    struct value_rows rows;
  };
};

/* A field of a map, through a reference too; NULL when there is none or value is no map. */
const struct value *value_field(const struct value *value, const char *key);

/* Number of items of LIST or ROWS; 0 for anything else and for NULL. */
size_t value_count(const struct value *value);

/* Item of LIST or ROWS; NULL for a refused row. */
const struct value *value_item(struct arena *arena, const struct value *value, size_t index);
/* Whether value_item would give NULL. */
bool value_item_is_refused(const struct value *value, size_t index);

/* The text for `language`, else for `fallback`, else the first; the value itself unless it is LOCAL.
 * *missing is set when the wanted language had none (missing may be NULL). */
const struct value *value_in(const struct value *value, const char *language, const char *fallback, bool *missing);

/* Not absent, not empty text, not "no", not an empty list. */
bool value_is_true(const struct value *value);

/* Makers. The text must be NUL-terminated and is borrowed, so are the pairs and items. */
struct value *value_text_make(struct arena *arena, const char *text, size_t length, struct text_source source,
                              enum text_format format);
struct value *value_map_make(struct arena *arena, struct text_source source, const struct value_pair *pairs,
                             size_t count);

bool date_is_valid(struct date date);
int date_compare(struct date a, struct date b);
int date_weekday(struct date date);                  /* 0 Monday … 6 Sunday */
bool date_parse(const char *text, struct date *out); /* 2019-09-17 exactly; false when malformed, see date_is_valid */

#endif
