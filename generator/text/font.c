/* A font file, mapped, with what layout and PDF need of it: metrics, names, cmap lookup, codes.
 *
 * Metrics come from OS/2, hhea, post and head (OpenType 1.9) by way of HarfBuzz. Character lookup goes through pages
 * of 256 glyph ids that fill themselves on first use: itemize asks once for every character of every text.
 */
#include "text/font.h"

#include "base/arena.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>

enum {
  PLANES = 17,
  PAGES = 256,       /* of a plane */
  PAGE_SIZE = 256,   /* code points */
  NAME_SIZE = 64,    /* a PostScript name has at most 63 bytes */
  CODE_LIMIT = 65536 /* codes are two bytes in PDF */
};

#define ADVANCE_UNKNOWN INT32_MIN

/* A further code point of a glyph that has one already. */
struct alias {
  uint32_t code_point, glyph;
};

struct codes {
  uint32_t *first;       /* by glyph: its first code point in the cmap, 0 for none */
  struct alias *aliases; /* ascending by code point */
  uint32_t alias_count;
};

/* What is filled on first use. Held by pointer, so that a const font may use it. */
struct lookup {
  const uint16_t **planes[PLANES]; /* plane, page, glyph ids; NULL where nobody asked yet */
  hb_set_t *unicodes;              /* all that the cmap has */
  int32_t *advances;               /* by glyph, font units; ADVANCE_UNKNOWN where nobody asked yet */
  struct codes *codes;
  int16_t *widths; /* by glyph, 1/1000 em */
};

struct font {
  struct arena *arena;
  int references;
  uint32_t number;
  const char *path;
  int face_index;
  hb_blob_t *blob;
  hb_face_t *face;
  hb_font_t *font;
  struct font_metrics metrics;
  const char *postscript_name, *family_name, *style_name;
  bool cff;
  uint32_t glyph_count;
  struct lookup *lookup;
};

/* --- tables --------------------------------------------------------------------------------------------------- */

/* Big-endian 16 bits at offset; 0 past the end. */
static uint16_t table_u16(hb_blob_t *table, unsigned offset) {
  unsigned length;
  const uint8_t *data = (const uint8_t *)hb_blob_get_data(table, &length);
  return length >= 2 && offset <= length - 2 ? (uint16_t)((unsigned)data[offset] << 8 | data[offset + 1]) : 0;
}

static int16_t table_s16(hb_blob_t *table, unsigned offset) {
  return (int16_t)table_u16(table, offset);
}

static uint8_t table_u8(hb_blob_t *table, unsigned offset) {
  unsigned length;
  const uint8_t *data = (const uint8_t *)hb_blob_get_data(table, &length);
  return offset < length ? data[offset] : 0;
}

static bool face_has_table(hb_face_t *face, hb_tag_t tag) {
  hb_blob_t *table = hb_face_reference_table(face, tag);
  bool has = hb_blob_get_length(table) > 0;
  hb_blob_destroy(table);
  return has;
}

/* fsType of OS/2: refuses restricted licences, those that forbid subsets (every font is subset here) and those that
 * allow only bitmaps. The loosest of several usage bits counts. */
static bool licence_allows(hb_face_t *face) {
  enum { RESTRICTED = 0x0002, USAGE = 0x000E, NO_SUBSET = 0x0100, BITMAP_ONLY = 0x0200 };
  hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
  unsigned type = table_u16(os2, 8);
  hb_blob_destroy(os2);
  return (type & USAGE) != RESTRICTED && !(type & (NO_SUBSET | BITMAP_ONLY));
}

/* --- metrics -------------------------------------------------------------------------------------------------- */

static int metric_read(hb_font_t *font, hb_ot_metrics_tag_t tag, int missing) {
  hb_position_t value;
  return hb_ot_metrics_get_position(font, tag, &value) ? value : missing;
}

/* The height of a letter, for fonts whose OS/2 is too old to say. */
static int letter_height(hb_font_t *font, uint32_t letter, int missing) {
  hb_codepoint_t glyph;
  hb_glyph_extents_t extents;
  if (!hb_font_get_nominal_glyph(font, letter, &glyph) || !hb_font_get_glyph_extents(font, glyph, &extents))
    return missing;
  return extents.y_bearing;
}

static void metrics_read_heights(struct font_metrics *metrics, hb_font_t *font) {
  int em = metrics->units_per_em;
  metrics->ascent = metric_read(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, em * 4 / 5);
  metrics->descent = metric_read(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -em / 5);
  metrics->cap_height = metric_read(font, HB_OT_METRICS_TAG_CAP_HEIGHT, 0);
  if (metrics->cap_height <= 0)
    metrics->cap_height = letter_height(font, 'H', em * 7 / 10);
  metrics->x_height = metric_read(font, HB_OT_METRICS_TAG_X_HEIGHT, 0);
  if (metrics->x_height <= 0)
    metrics->x_height = letter_height(font, 'x', em / 2);
  metrics->underline_position = metric_read(font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, -em / 10);
  metrics->underline_thickness = metric_read(font, HB_OT_METRICS_TAG_UNDERLINE_SIZE, em / 20);
}

/* By the family class, else by PANOSE, else by the name. */
static bool serif_read(hb_blob_t *os2, const char *family) {
  enum { PANOSE_LATIN_TEXT = 2, PANOSE_LAST_SERIF = 10, PANOSE_LAST_SANS = 15 };
  unsigned class = table_u8(os2, 30);
  if (class)
    return class <= 7 && class != 6;
  unsigned style = table_u8(os2, 33);
  if (table_u8(os2, 32) == PANOSE_LATIN_TEXT && style >= 2 && style <= PANOSE_LAST_SANS)
    return style <= PANOSE_LAST_SERIF;
  return strstr(family, "Serif") && !strstr(family, "Sans");
}

static void metrics_read_style(struct font_metrics *metrics, hb_face_t *face, const char *family) {
  enum { MAC_BOLD = 1, MAC_ITALIC = 2, SELECTION_ITALIC = 0x001, SELECTION_BOLD = 0x020, SELECTION_OBLIQUE = 0x200 };
  hb_blob_t *os2 = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
  hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
  hb_blob_t *post = hb_face_reference_table(face, HB_TAG('p', 'o', 's', 't'));
  unsigned mac = table_u16(head, 44), selection = table_u16(os2, 62), weight = table_u16(os2, 4);
  for (unsigned i = 0; i < 4; i++)
    metrics->box[i] = table_s16(head, 36 + 2 * i);
  int64_t angle = (int64_t)table_s16(post, 4) * 65536 + table_u16(post, 6); /* 16.16 degrees */
  metrics->italic_angle = (int)(angle * 1000 / 65536);
  metrics->fixed_pitch = table_u16(post, 12) || table_u16(post, 14);
  metrics->italic = (mac & MAC_ITALIC) || (selection & (SELECTION_ITALIC | SELECTION_OBLIQUE));
  if (weight == 0 || weight > 1000)
    weight = (mac & MAC_BOLD) || (selection & SELECTION_BOLD) ? 700 : 400;
  metrics->weight = weight < 10 ? (int)weight * 100 : weight < 100 ? 100 : weight > 900 ? 900 : (int)weight;
  metrics->bold = metrics->weight >= 600;
  unsigned width = table_u16(os2, 6);
  metrics->width = width >= 1 && width <= 9 ? (int)width : 5;
  metrics->serif = serif_read(os2, family);
  hb_blob_destroy(os2);
  hb_blob_destroy(head);
  hb_blob_destroy(post);
}

/* --- names ---------------------------------------------------------------------------------------------------- */

/* The English name, the preferred id first; "" when there is none. */
static const char *name_read(struct arena *arena, hb_face_t *face, hb_ot_name_id_t preferred, hb_ot_name_id_t other) {
  char name[4 * NAME_SIZE];
  hb_language_t english = hb_language_from_string("en", -1);
  unsigned size = sizeof name;
  if (hb_ot_name_get_utf8(face, preferred, english, &size, name) == 0) {
    size = sizeof name;
    hb_ot_name_get_utf8(face, other, english, &size, name);
  }
  return arena_strdup(arena, size ? name : "");
}

/* What PDF takes as a name without escapes: printable ASCII but delimiters. Falls back to the family, then "Font". */
static const char *postscript_name_read(struct arena *arena, hb_face_t *face, const char *family) {
  const char *candidates[] = {name_read(arena, face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_OT_NAME_ID_FULL_NAME), family,
                              "Font"};
  char name[NAME_SIZE];
  size_t length = 0;
  for (size_t i = 0; length == 0; i++)
    for (const char *at = candidates[i]; *at && length < sizeof name - 1; at++)
      if (*at > ' ' && *at < 0x7F && !strchr("()<>[]{}/%#", *at))
        name[length++] = *at;
  return arena_strndup(arena, name, length);
}

/* --- opening -------------------------------------------------------------------------------------------------- */

static void blob_release(void *blob) {
  hb_blob_destroy(blob);
}

static void face_release(void *face) {
  hb_face_destroy(face);
}

static void hb_font_release(void *font) {
  hb_font_destroy(font);
}

/* An outline font that can be embedded: glyf or CFF (there is no PDF form of CFF2), with a cmap. */
static bool face_is_usable(hb_face_t *face) {
  bool outlines = face_has_table(face, HB_TAG('C', 'F', 'F', ' ')) || face_has_table(face, HB_TAG('g', 'l', 'y', 'f'));
  return outlines && hb_face_get_glyph_count(face) > 0 && face_has_table(face, HB_TAG('c', 'm', 'a', 'p')) &&
         face_has_table(face, HB_TAG('h', 'e', 'a', 'd')) && licence_allows(face);
}

static bool font_map_file(struct font *font, const char *path, int face_index) {
  font->blob = hb_blob_create_from_file_or_fail(path);
  if (!font->blob)
    return false;
  arena_defer(font->arena, blob_release, font->blob);
  if (face_index < 0 || (unsigned)face_index >= hb_face_count(font->blob))
    return false;
  font->face = hb_face_create(font->blob, (unsigned)face_index);
  arena_defer(font->arena, face_release, font->face);
  return face_is_usable(font->face);
}

/* The one counter of the process: numbers tell open fonts apart, and never reach any output. */
static uint32_t number_next(void) {
  static uint32_t last;
  return ++last;
}

static void font_describe(struct font *font) {
  struct arena *arena = font->arena;
  hb_face_t *face = font->face;
  font->font = hb_font_create(face);
  arena_defer(arena, hb_font_release, font->font);
  int em = (int)hb_face_get_upem(face);
  hb_font_set_scale(font->font, em, em);
  font->metrics.units_per_em = em;
  font->family_name = name_read(arena, face, HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY, HB_OT_NAME_ID_FONT_FAMILY);
  font->style_name = name_read(arena, face, HB_OT_NAME_ID_TYPOGRAPHIC_SUBFAMILY, HB_OT_NAME_ID_FONT_SUBFAMILY);
  font->postscript_name = postscript_name_read(arena, face, font->family_name);
  metrics_read_heights(&font->metrics, font->font);
  metrics_read_style(&font->metrics, face, font->family_name);
  font->cff = face_has_table(face, HB_TAG('C', 'F', 'F', ' '));
  font->glyph_count = hb_face_get_glyph_count(face);
}

struct font *font_open(const char *path, int face_index) {
  struct arena *arena = arena_new();
  struct font *font = arena_zalloc(arena, 1, sizeof *font);
  font->arena = arena;
  if (!font_map_file(font, path, face_index)) {
    arena_drop(arena);
    return NULL;
  }
  font->references = 1;
  font->number = number_next();
  font->path = arena_strdup(arena, path);
  font->face_index = face_index;
  font->lookup = arena_zalloc(arena, 1, sizeof *font->lookup);
  font_describe(font);
  return font;
}

int font_face_count(const char *path) {
  hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
  if (!blob)
    return 0;
  int count = (int)hb_face_count(blob);
  hb_blob_destroy(blob);
  return count;
}

struct font *font_keep(struct font *font) {
  font->references++;
  return font;
}

void font_drop(struct font *font) {
  if (font && --font->references == 0)
    arena_drop(font->arena);
}

/* --- questions ------------------------------------------------------------------------------------------------ */

const struct font_metrics *font_metrics(const struct font *font) {
  return &font->metrics;
}

const char *font_path(const struct font *font) {
  return font->path;
}

int font_face_index(const struct font *font) {
  return font->face_index;
}

const char *font_postscript_name(const struct font *font) {
  return font->postscript_name;
}

const char *font_family_name(const struct font *font) {
  return font->family_name;
}

const char *font_style_name(const struct font *font) {
  return font->style_name;
}

const void *font_data(const struct font *font, size_t *length) {
  unsigned size;
  const void *data = hb_blob_get_data(font->blob, &size);
  *length = size;
  return data;
}

bool font_is_cff(const struct font *font) {
  return font->cff;
}

uint32_t font_glyph_count(const struct font *font) {
  return font->glyph_count;
}

uint32_t font_number(const struct font *font) {
  return font->number;
}

void *font_hb_face(const struct font *font) {
  return font->face;
}

void *font_hb_font(const struct font *font) {
  return font->font;
}

/* As font_advance, for a glyph that nobody asked for yet. */
static int advance_find(const struct font *font, uint32_t glyph) {
  int32_t **advances = &font->lookup->advances;
  if (glyph >= font->glyph_count)
    return 0;
  if (!*advances) {
    *advances = arena_array(font->arena, font->glyph_count, sizeof **advances);
    for (uint32_t i = 0; i < font->glyph_count; i++)
      (*advances)[i] = ADVANCE_UNKNOWN;
  }
  return (*advances)[glyph] = hb_font_get_glyph_h_advance(font->font, glyph);
}

int font_advance(const struct font *font, uint32_t glyph) {
  const int32_t *advances = font->lookup->advances;
  bool known = advances && glyph < font->glyph_count && advances[glyph] != ADVANCE_UNKNOWN;
  return known ? advances[glyph] : advance_find(font, glyph);
}

bool font_ink(const struct font *font, uint32_t glyph, int ink[4]) {
  hb_glyph_extents_t extents;
  if (!hb_font_get_glyph_extents(font->font, glyph, &extents) || extents.width == 0 || extents.height == 0)
    return false;
  ink[0] = extents.x_bearing;
  ink[1] = extents.y_bearing + extents.height; /* negative: downwards */
  ink[2] = extents.x_bearing + extents.width;
  ink[3] = extents.y_bearing;
  return true;
}

static uint32_t cmap_find(const struct font *font, uint32_t code_point) {
  hb_codepoint_t glyph;
  if (!hb_font_get_nominal_glyph(font->font, code_point, &glyph) || glyph >= font->glyph_count)
    return 0;
  return glyph;
}

static void set_release(void *set) {
  hb_set_destroy(set);
}

static const hb_set_t *font_unicodes(const struct font *font) {
  if (!font->lookup->unicodes) {
    font->lookup->unicodes = hb_set_create();
    arena_defer(font->arena, set_release, font->lookup->unicodes);
    hb_face_collect_unicodes(font->face, font->lookup->unicodes);
  }
  return font->lookup->unicodes;
}

/* Most pages of most fonts are empty: they share one, or a search through all fonts would fill the memory. */
static const uint16_t *page_fill(const struct font *font, uint32_t page) {
  static const uint16_t empty[PAGE_SIZE];
  const hb_set_t *unicodes = font_unicodes(font);
  hb_codepoint_t code_point = page * PAGE_SIZE - 1; /* wraps to HB_SET_VALUE_INVALID, the start, for page 0 */
  if (!hb_set_next(unicodes, &code_point) || code_point / PAGE_SIZE != page)
    return empty;
  uint16_t *glyphs = arena_zalloc(font->arena, PAGE_SIZE, sizeof *glyphs);
  do
    glyphs[code_point % PAGE_SIZE] = (uint16_t)cmap_find(font, code_point);
  while (hb_set_next(unicodes, &code_point) && code_point / PAGE_SIZE == page);
  return glyphs;
}

/* As font_glyph, for a page that nobody asked for yet. */
static uint32_t glyph_open(const struct font *font, uint32_t code_point) {
  const uint16_t ***pages = &font->lookup->planes[code_point >> 16];
  uint32_t page = code_point >> 8;
  if (!*pages)
    *pages = arena_zalloc(font->arena, PAGES, sizeof **pages);
  (*pages)[page & (PAGES - 1)] = page_fill(font, page);
  return (*pages)[page & (PAGES - 1)][code_point & (PAGE_SIZE - 1)];
}

uint32_t font_glyph(const struct font *font, uint32_t code_point) {
  uint32_t plane = code_point >> 16;
  if (plane >= PLANES)
    return 0;
  const uint16_t **pages = font->lookup->planes[plane];
  const uint16_t *page = pages ? pages[code_point >> 8 & (PAGES - 1)] : NULL;
  return page ? page[code_point & (PAGE_SIZE - 1)] : glyph_open(font, code_point);
}

bool font_has(const struct font *font, uint32_t code_point) {
  return font_glyph(font, code_point) != 0;
}

/* --- codes ---------------------------------------------------------------------------------------------------- */

/* Controls are never set, and U+0000 stands for "none". */
static bool code_point_is_text(uint32_t code_point) {
  return code_point >= 0x20 && !(code_point >= 0x7F && code_point < 0xA0);
}

/* CFF outlines are addressed by glyph id alone (FontFile3 knows no CIDToGIDMap), so aliases have no code there. */
static void codes_collect(const struct font *font, struct codes *codes) {
  const hb_set_t *unicodes = font_unicodes(font);
  uint32_t room = font->cff || font->glyph_count >= CODE_LIMIT ? 0 : CODE_LIMIT - font->glyph_count;
  if (room > hb_set_get_population(unicodes))
    room = hb_set_get_population(unicodes);
  codes->first = arena_zalloc(font->arena, font->glyph_count, sizeof *codes->first);
  codes->aliases = arena_array(font->arena, room, sizeof *codes->aliases);
  for (hb_codepoint_t code_point = HB_SET_VALUE_INVALID; hb_set_next(unicodes, &code_point);) {
    uint32_t glyph = code_point_is_text(code_point) ? cmap_find(font, code_point) : 0;
    if (glyph == 0)
      continue;
    if (codes->first[glyph] == 0)
      codes->first[glyph] = code_point;
    else if (codes->alias_count < room)
      codes->aliases[codes->alias_count++] = (struct alias){.code_point = code_point, .glyph = glyph};
  }
}

static const struct codes *font_codes(const struct font *font) {
  if (!font->lookup->codes) {
    struct codes *codes = arena_zalloc(font->arena, 1, sizeof *codes);
    codes_collect(font, codes);
    font->lookup->codes = codes;
  }
  return font->lookup->codes;
}

static int alias_compare(const void *key, const void *item) {
  uint32_t code_point = *(const uint32_t *)key;
  const struct alias *alias = item;
  return (code_point > alias->code_point) - (code_point < alias->code_point);
}

uint32_t font_code(const struct font *font, uint32_t glyph, uint32_t code_point) {
  if (glyph == 0 || glyph >= font->glyph_count || code_point == 0)
    return 0;
  const struct codes *codes = font_codes(font);
  if (codes->first[glyph] == code_point)
    return glyph;
  const struct alias *alias =
      bsearch(&code_point, codes->aliases, codes->alias_count, sizeof *codes->aliases, alias_compare);
  return alias && alias->glyph == glyph ? font->glyph_count + (uint32_t)(alias - codes->aliases) : 0;
}

void font_code_meaning(const struct font *font, uint32_t code, uint32_t *glyph, uint32_t *code_point) {
  const struct codes *codes = font_codes(font);
  *glyph = *code_point = 0;
  if (code < font->glyph_count) {
    *glyph = code;
    *code_point = codes->first[code];
  } else if (code - font->glyph_count < codes->alias_count) {
    *glyph = codes->aliases[code - font->glyph_count].glyph;
    *code_point = codes->aliases[code - font->glyph_count].code_point;
  }
}

const uint32_t *font_code_points(const struct font *font) {
  return font_codes(font)->first;
}

static void widths_collect(const struct font *font, int16_t *widths) {
  for (uint32_t i = 0; i < font->glyph_count; i++) {
    int width = muldiv(font_advance(font, i), 1000, font->metrics.units_per_em);
    widths[i] = (int16_t)(width < 0 ? 0 : width > INT16_MAX ? INT16_MAX : width);
  }
}

const int16_t *font_widths(const struct font *font) {
  if (!font->lookup->widths) {
    font->lookup->widths = arena_array(font->arena, font->glyph_count, sizeof *font->lookup->widths);
    widths_collect(font, font->lookup->widths);
  }
  return font->lookup->widths;
}

uint32_t font_code_count(const struct font *font) {
  return font->glyph_count + font_codes(font)->alias_count;
}
