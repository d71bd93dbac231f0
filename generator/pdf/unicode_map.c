/* The codes of a font as a CMap to UTF-16, each told by itself: ranges are a quarter shorter, but Ghostscript 10.0
 * takes the high byte from every character above U+00FF in them, and what it distils has lost its Cyrillic for good. */
#include "pdf/unicode_map.h"

#include "base/utf8.h"
#include "pdf/strings.h"

#include <string.h>

enum { BLOCK = 100 /* entries of one block, the limit of the format */ };

const char *unicode_letters(uint32_t code_point) {
  static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl"};
  enum { FIRST = 0xFB00, COUNT = sizeof letters / sizeof *letters };
  return code_point >= FIRST && code_point < FIRST + COUNT ? letters[code_point - FIRST] : NULL;
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

void unicode_map_print(const struct font_use *use, const uint32_t *codes, size_t count, struct buffer *out) {
  buffer_text(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                   "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                   "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                   "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
  for (size_t i = 0; i < count; i++) {
    if (i % BLOCK == 0)
      buffer_printf(out, "%zu beginbfchar\n", count - i < BLOCK ? count - i : (size_t)BLOCK);
    buffer_byte(out, '<');
    pdf_hex(out, codes[i], 4);
    buffer_text(out, "><");
    code_text_print(use, codes[i], out);
    buffer_text(out, ">\n");
    if (i % BLOCK == BLOCK - 1 || i == count - 1)
      buffer_text(out, "endbfchar\n");
  }
  buffer_text(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}
