/* What a text says that no translation changes: numbers, months, times, phones, addresses, and how the text is divided.
 *
 * Numbers are read as the text's language writes them, so that 12 345, 12,345 and 12345 are one; a month is known by
 * its name in Russian, Kyrgyz and English or by its place in a date in figures, so that «17 сентября 2019»,
 * «2019-жылдын 17-сентябры», “17 September 2019” and 17.09.2019 say the same. Pure. */
#ifndef INPUT_FACTS_H
#define INPUT_FACTS_H

#include "base/arena.h"

#include <stddef.h>

enum fact_kind { FACT_NUMBER, FACT_MONTH, FACT_TIME, FACT_PHONE, FACT_ADDRESS, FACT_KINDS };

struct fact {
  enum fact_kind kind;
  const char *key; /* equal for equal facts */
  size_t offset;   /* of the fact in the text */
  size_t length;
};

struct facts {
  struct fact *items; /* in the order of the text */
  size_t count, capacity;
};

void facts_read(struct arena *arena, const char *language, const char *text, struct facts *out);

/* The blocks of a Markdown text, counted by how their lines begin. */
enum block_kind { BLOCK_PARAGRAPH, BLOCK_ITEM, BLOCK_HEADING, BLOCK_NOTE, BLOCK_ROW, BLOCK_KINDS };
void facts_count_blocks(const char *text, size_t counts[BLOCK_KINDS]);

#endif
