/* Subsetting by HarfBuzz. Hints are dropped, which halves the size and is not seen on paper or on today's screens, and
 * so is every table that a PDF reader does not use in a CID font. */
#include "pdf/font_program.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <hb.h>

#include <string.h>

/* What hb-subset would keep by itself. */
static const char unused_tables[][5] = {"GDEF", "GSUB", "GPOS", "cmap", "name", "OS/2", "post", "BASE", "STAT", "MATH",
                                        "COLR", "CPAL", "CBDT", "CBLC", "sbix", "SVG ", "VORG", "vhea", "vmtx", "DSIG",
                                        "gasp", "meta", "kern", "JSTF", "hdmx", "VDMX", "LTSH", "PCLT", "avar", "fvar",
                                        "gvar", "HVAR", "MVAR", "VVAR", "EBDT", "EBLC", "EBSC", "FFTM", "morx", "kerx"};

static hb_subset_input_t *input_new(const struct font *font, const uint32_t *glyphs, size_t count) {
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  if (!input)
    return NULL;
  unsigned flags = HB_SUBSET_FLAGS_NO_HINTING;
  hb_set_t *set = hb_subset_input_glyph_set(input);
  for (size_t i = 0; i < count; i++)
    hb_set_add(set, glyphs[i]);
  hb_set_t *dropped = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (size_t i = 0; i < sizeof unused_tables / sizeof *unused_tables; i++)
    hb_set_add(dropped, hb_tag_from_string(unused_tables[i], 4));
  if (font_is_cff(font))
    flags |= HB_SUBSET_FLAGS_RETAIN_GIDS;
  hb_subset_input_set_flags(input, flags);
  return input;
}

static void blob_release(void *blob) {
  hb_blob_destroy(blob);
}

static bool program_keep(struct arena *arena, const struct font *font, hb_face_t *face, struct font_program *out) {
  hb_blob_t *blob =
      font_is_cff(font) ? hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' ')) : hb_face_reference_blob(face);
  unsigned length;
  out->data = hb_blob_get_data(blob, &length);
  out->length = length;
  arena_defer(arena, blob_release, blob);
  return length > 0;
}

static void glyphs_map(struct arena *arena, hb_subset_plan_t *plan, const uint32_t *glyphs, size_t count,
                       struct font_program *out) {
  const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
  uint32_t *mapped = arena_array(arena, count, sizeof *mapped);
  for (size_t i = 0; i < count; i++) {
    hb_codepoint_t glyph = hb_map_get(map, glyphs[i]);
    mapped[i] = glyph == HB_MAP_VALUE_INVALID ? 0 : glyph;
  }
  out->glyphs = mapped;
}

bool font_program_make(struct arena *arena, const struct font *font, const uint32_t *glyphs, size_t count,
                       struct font_program *out) {
  hb_subset_input_t *input = input_new(font, glyphs, count);
  if (!input)
    return false;
  bool good = false;
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font_hb_face(font), input);
  hb_face_t *face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
  if (face) {
    glyphs_map(arena, plan, glyphs, count, out);
    good = program_keep(arena, font, face, out);
  }
  hb_face_destroy(face);
  hb_subset_plan_destroy(plan);
  hb_subset_input_destroy(input);
  return good;
}
