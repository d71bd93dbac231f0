/* The codes of a font as a CMap to UTF-16. Fonts have most of an alphabet in its order, so that few ranges tell nearly
 * all; what has no character of one unit of UTF-16 is told code by code. */
#include "pdf/unicode_map.h"

#include "base/utf8.h"
#include "pdf/strings.h"

#include <string.h>

enum { BLOCK = 100 /* entries of one block, the limit of the format */ };

struct range {                     /* codes that stand for characters in the same order */
  uint32_t first, last, character; /* of the first; 0: this code is told by itself */
};

struct ranges {
  struct range *items;
  size_t count, capacity;
};

const char *unicode_letters(uint32_t code_point) {
  static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl"};
  enum { FIRST = 0xFB00, COUNT = sizeof letters / sizeof *letters };
  return code_point >= FIRST && code_point < FIRST + COUNT ? letters[code_point - FIRST] : NULL;
}

/* --- ranges --------------------------------------------------------------------------------------------------------
 */

/* 0: none, or one that is not for a range: ligatures and what PDF/A forbids are behind the surrogates too. */
static uint32_t code_character(const struct font_use *use, uint32_t code) {
  enum { SURROGATES = 0xD800 };
  uint32_t glyph, character;
  if (code < use->glyph_count)
    character = use->code_points[code];
  else
    font_code_meaning(use->font, code, &glyph, &character);
  return character < SURROGATES ? character : 0;
}

/* As far as it goes to both sides: codes that are not used are told too, which makes the map shorter, and the same for
 * nearly all texts. The high byte of code and character may not change in it. */
static struct range range_around(const struct font_use *use, uint32_t code) {
  struct range range = {code, code, code_character(use, code)};
  if (!range.character)
    return range;
  uint32_t step = range.character - code; /* modulo 2^32 */
  while (range.first % 256 && range.character % 256 && code_character(use, range.first - 1) == range.character - 1) {
    range.first--;
    range.character--;
  }
  for (uint32_t next = code + 1; next < use->code_count && next % 256 && (next + step) % 256; next++) {
    if (code_character(use, next) != next + step)
      break;
    range.last = next;
  }
  return range;
}

static void ranges_collect(struct arena *arena, const struct font_use *use, const uint32_t *codes, size_t count,
                           struct ranges *characters, struct ranges *others) {
  uint32_t told = 0; /* codes before it */
  for (size_t i = 0; i < count; i++) {
    if (codes[i] < told)
      continue;
    struct range range = range_around(use, codes[i]);
    struct ranges *ranges = range.character ? characters : others;
    *ARENA_PUSH(arena, ranges->items, ranges->count, ranges->capacity) = range;
    told = range.last + 1;
  }
}

/* --- printing ------------------------------------------------------------------------------------------------------
 */

static void unit_print(struct buffer *out, uint32_t unit) {
  buffer_byte(out, '<');
  pdf_hex(out, unit, 4);
  buffer_byte(out, '>');
}

static void code_text_print(const struct font_use *use, uint32_t code, struct buffer *out) {
  uint32_t glyph, code_point;
  font_code_meaning(use->font, code, &glyph, &code_point);
  const char *letters = unicode_letters(code_point);
  if (letters) {
    pdf_utf16(out, letters, strlen(letters));
    return;
  }
  if (code_point) {
    char text[4];
    pdf_utf16(out, text, utf8_put(code_point, text));
    return;
  }
  for (size_t i = 0; i < use->text_count; i++)
    if (use->texts[i].glyph == glyph) {
      pdf_utf16(out, use->texts[i].text, use->texts[i].length);
      return;
    }
  buffer_text(out, "FFFD"); /* a glyph that stood for no text at all */
}

static void range_print(const struct font_use *use, const struct range *range, struct buffer *out) {
  unit_print(out, range->first);
  if (range->character) {
    unit_print(out, range->last);
    unit_print(out, range->character);
  } else {
    buffer_byte(out, '<');
    code_text_print(use, range->first, out);
    buffer_byte(out, '>');
  }
  buffer_byte(out, '\n');
}

static void ranges_print(const struct font_use *use, const struct ranges *ranges, const char *kind,
                         struct buffer *out) {
  for (size_t i = 0; i < ranges->count; i++) {
    size_t rest = ranges->count - i;
    if (i % BLOCK == 0)
      buffer_printf(out, "%zu begin%s\n", rest < BLOCK ? rest : BLOCK, kind);
    range_print(use, &ranges->items[i], out);
    if (i % BLOCK == BLOCK - 1 || rest == 1)
      buffer_printf(out, "end%s\n", kind);
  }
}

void unicode_map_print(struct arena *arena, const struct font_use *use, const uint32_t *codes, size_t count,
                       struct buffer *out) {
  struct ranges characters = {0}, others = {0};
  ranges_collect(arena, use, codes, count, &characters, &others);
  buffer_text(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                   "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
  ranges_print(use, &characters, "bfrange", out);
  ranges_print(use, &others, "bfchar", out);
  buffer_text(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}
