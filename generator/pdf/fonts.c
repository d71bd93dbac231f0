/* Fonts in the file: subset by HarfBuzz, embedded as Type0 fonts with Identity-H, so that a code is two bytes and is
 * its CID. Codes come from the font alone (text/font.h): a glyph id, or, for a second character with the same glyph, a
 * number behind the glyph ids; /CIDToGIDMap leads from there to the subset's glyphs. CFF has no such map: glyph ids
 * are retained there, and second characters need ActualText. ISO 32000-1, 9.7 and 9.10.
 *
 * Which codes are used is collected here while pages are made; font_program.c makes the font program. */
#include "pdf/fonts.h"

#include "base/hash.h"
#include "pdf/font_program.h"
#include "pdf/strings.h"
#include "pdf/unicode_map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CODE_LIMIT = 0x10000 };

struct fonts *fonts_new(struct arena *arena, struct writer *writer) {
  struct fonts *fonts = arena_zalloc(arena, 1, sizeof *fonts);
  fonts->arena = arena;
  fonts->writer = writer;
  return fonts;
}

static void font_release(void *font) {
  font_drop(font);
}

static struct font_use *use_new(struct fonts *fonts, const struct font *font) {
  struct font_use *use = arena_zalloc(fonts->arena, 1, sizeof *use);
  use->font = font;
  use->number = (uint32_t)fonts->count + 1;
  use->object = writer_object(fonts->writer);
  use->glyph_count = font_glyph_count(font);
  use->code_count = font_code_count(font);
  if (use->code_count > CODE_LIMIT)
    use->code_count = CODE_LIMIT;
  use->code_points = font_code_points(font);
  use->widths = font_widths(font);
  use->used = arena_zalloc(fonts->arena, use->code_count / 64 + 1, sizeof *use->used);
  arena_defer(fonts->arena, font_release, font_keep((struct font *)font));
  return use;
}

struct font_use *fonts_use(struct fonts *fonts, const struct font *font) {
  for (size_t i = 0; i < fonts->count; i++)
    if (fonts->uses[i]->font == font)
      return fonts->uses[i];
  if (!font_glyph_count(font))
    return NULL;
  struct font_use *use = use_new(fonts, font);
  *ARENA_PUSH(fonts->arena, fonts->uses, fonts->count, fonts->capacity) = use;
  return use;
}

static void code_use(struct font_use *use, uint32_t code) {
  use->used[code / 64] |= UINT64_C(1) << code % 64;
}

uint32_t font_use_ligature(struct font_use *use, uint32_t glyph, const char *text, size_t length) {
  const char *letters = glyph < use->glyph_count ? unicode_letters(use->code_points[glyph]) : NULL;
  if (!letters || glyph >= use->code_count || strlen(letters) != length || memcmp(letters, text, length) != 0)
    return 0;
  code_use(use, glyph);
  return glyph;
}

uint32_t font_use_code(struct font_use *use, uint32_t glyph, uint32_t code_point) {
  if (glyph >= use->glyph_count || !code_point || unicode_letters(code_point))
    return 0;
  uint32_t code = glyph;
  if (use->code_points[glyph] != code_point)
    code = font_code(use->font, glyph, code_point);
  if (code >= use->code_count || (code >= use->glyph_count && font_is_cff(use->font)))
    return 0;
  if (code)
    code_use(use, code);
  return code;
}

static bool text_is_known(const struct font_use *use, uint32_t glyph) {
  for (size_t i = 0; i < use->text_count; i++)
    if (use->texts[i].glyph == glyph)
      return true;
  return false;
}

void font_use_glyph(struct fonts *fonts, struct font_use *use, uint32_t glyph, const char *text, size_t length) {
  if (glyph >= use->glyph_count || glyph >= use->code_count)
    return;
  code_use(use, glyph);
  if (use->code_points[glyph] || !length || text_is_known(use, glyph))
    return;
  *ARENA_PUSH(fonts->arena, use->texts, use->text_count, use->text_capacity) =
      (struct font_text){.glyph = glyph, .text = arena_strndup(fonts->arena, text, length), .length = length};
}

static int em_scale(const struct font *font, int units) {
  return muldiv(units, 1000, font_metrics(font)->units_per_em);
}

void fonts_resources(const struct fonts *fonts, struct buffer *out) {
  for (size_t i = 0; i < fonts->count; i++)
    buffer_printf(out, "/F%u %u 0 R", fonts->uses[i]->number, fonts->uses[i]->object);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static uint32_t code_glyph(const struct font_use *use, uint32_t code) {
  if (code < use->glyph_count)
    return code;
  uint32_t glyph, code_point;
  font_code_meaning(use->font, code, &glyph, &code_point);
  return glyph;
}

static int code_width(const struct font_use *use, uint32_t code) {
  return use->widths[code_glyph(use, code)];
}

/* The used codes in ascending order. */
static uint32_t *codes_list(struct arena *arena, const struct font_use *use, size_t *count) {
  uint32_t *codes = NULL;
  size_t capacity = 0;
  *count = 0;
  for (uint32_t word = 0; word <= use->code_count / 64; word++)
    for (uint64_t rest = use->used[word]; rest; rest &= rest - 1)
      *ARENA_PUSH(arena, codes, *count, capacity) = word * 64 + (uint32_t)__builtin_ctzll(rest);
  return codes;
}

/* [ 3[556 278] 17 20 600]: lists for neighbours, ranges where three or more neighbours are equally wide. */
static size_t equal_widths(const struct font_use *use, const uint32_t *codes, size_t count, size_t first) {
  int width = code_width(use, codes[first]);
  size_t end = first + 1;
  while (end < count && codes[end] == codes[end - 1] + 1 && code_width(use, codes[end]) == width)
    end++;
  return end - first;
}

static void widths_print(const struct font_use *use, const uint32_t *codes, size_t count, struct buffer *out) {
  bool open = false;
  buffer_text(out, "/W[");
  for (size_t i = 0; i < count;) {
    int width = code_width(use, codes[i]);
    size_t equal = equal_widths(use, codes, count, i);
    bool range = equal > 3;
    if (open && (range || codes[i] != codes[i - 1] + 1)) {
      buffer_byte(out, ']');
      open = false;
    }
    if (range) {
      buffer_printf(out, " %u %u %d", codes[i], codes[i + equal - 1], width);
      i += equal;
      continue;
    }
    if (open)
      buffer_printf(out, " %d", width);
    else
      buffer_printf(out, " %u[%d", codes[i], width);
    open = true;
    i++;
  }
  buffer_text(out, open ? "]]" : "]");
}

/* "ABCDEF+Name": the tag from font and glyphs, so that equal subsets are named alike and others are not. */
static void subset_name(const struct font_use *use, const uint32_t *codes, size_t count, struct buffer *out) {
  const char *name = font_postscript_name(use->font);
  struct buffer text = {0};
  buffer_add(&text, name, strlen(name) + 1);
  for (size_t i = 0; i < count; i++) {
    buffer_byte(&text, (char)(codes[i] >> 8));
    buffer_byte(&text, (char)codes[i]);
  }
  uint8_t digest[32];
  hash_data(text.data, text.length, digest);
  buffer_drop(&text);
  for (int i = 0; i < 6; i++)
    buffer_byte(out, (char)('A' + digest[i] % 26));
  buffer_byte(out, '+');
  buffer_text(out, name);
}

enum { FLAG_FIXED_PITCH = 1, FLAG_SERIF = 2, FLAG_SYMBOLIC = 4, FLAG_ITALIC = 64 };

static int descriptor_flags(const struct font_metrics *metrics) {
  return FLAG_SYMBOLIC | (metrics->fixed_pitch ? FLAG_FIXED_PITCH : 0) | (metrics->serif ? FLAG_SERIF : 0) |
         (metrics->italic ? FLAG_ITALIC : 0);
}

static void descriptor_print(const struct font *font, const char *name, uint32_t program, struct buffer *out) {
  const struct font_metrics *metrics = font_metrics(font);
  buffer_text(out, "/Type/FontDescriptor/FontName");
  pdf_name(out, name);
  buffer_printf(out, "/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle ", descriptor_flags(metrics),
                em_scale(font, metrics->box[0]), em_scale(font, metrics->box[1]), em_scale(font, metrics->box[2]),
                em_scale(font, metrics->box[3]));
  buffer_mpt(out, metrics->italic_angle);
  /* Stem widths follow weights about like this: 88 for regular, 166 for bold. */
  buffer_printf(out, "/Ascent %d/Descent %d/CapHeight %d/StemV %d/%s %u 0 R", em_scale(font, metrics->ascent),
                em_scale(font, metrics->descent), em_scale(font, metrics->cap_height),
                50 + metrics->weight * metrics->weight / 4225, font_is_cff(font) ? "FontFile3" : "FontFile2", program);
}

struct font_job { /* one font being written */
  struct fonts *fonts;
  struct font_use *use;
  const struct fonts_spec *spec;
  struct arena *arena;
  struct buffer text;
  const char *name;
  const uint32_t *codes;
  size_t count;
  uint32_t program, map; /* objects; map 0: none */
};

static uint32_t blob_add(struct font_job *job, const char *inside, struct blob blob) {
  uint32_t number = writer_object(job->fonts->writer);
  writer_dictionary_literal(job->fonts->writer, number, inside);
  writer_stream(job->fonts->writer, number, blob);
  return number;
}

static uint32_t stream_add(struct font_job *job, const char *inside, const void *data, size_t length) {
  return blob_add(job, inside, deflate_shared(job->spec->deflater, data, length));
}

/* Two bytes a code up to the last used one. */
static struct blob map_make(struct font_job *job, const struct font_program *program) {
  size_t length = 2 * ((size_t)job->codes[job->count - 1] + 1);
  uint8_t *map = arena_zalloc(job->arena, length, 1);
  for (size_t i = 0; i < job->count; i++) {
    uint32_t glyph = program->glyphs[i];
    map[2 * job->codes[i]] = (uint8_t)(glyph >> 8);
    map[2 * job->codes[i] + 1] = (uint8_t)glyph;
  }
  return deflate_data(job->spec->deflater, map, length);
}

/* What a program depends on: the font and the codes. Releases on one letterhead have most of their fonts alike, and
 * cutting a font down takes longer than setting a page in it. */
struct program_key {
  struct buffer text;
  size_t kind; /* offset of the byte that tells program and map apart */
};

static struct program_key key_make(const struct font_job *job) {
  struct program_key key = {0};
  buffer_text(&key.text, font_path(job->use->font));
  buffer_printf(&key.text, ":%d:", font_face_index(job->use->font));
  key.kind = key.text.length;
  buffer_byte(&key.text, ' ');
  buffer_add(&key.text, job->codes, job->count * sizeof *job->codes);
  return key;
}

static void *key_of_kind(struct program_key *key, char kind) {
  key->text.data[key->kind] = kind;
  return key->text.data;
}

struct packed_program {
  struct blob program, map; /* map.data NULL: none */
  size_t length;            /* of the program before */
};

/* Kept from another document. */
static bool packed_find(struct font_job *job, struct program_key *key, bool cff, struct packed_program *out) {
  struct deflater *deflater = job->spec->deflater;
  size_t map_length;
  *out = (struct packed_program){0};
  out->program = deflate_find(deflater, key_of_kind(key, 'p'), key->text.length, &out->length);
  if (out->program.data && !cff)
    out->map = deflate_find(deflater, key_of_kind(key, 'm'), key->text.length, &map_length);
  if (out->program.data && (cff || out->map.data))
    return true;
  free(out->program.data);
  return false;
}

static bool packed_make(struct font_job *job, struct program_key *key, bool cff, struct packed_program *out) {
  struct deflater *deflater = job->spec->deflater;
  uint32_t *glyphs = arena_array(job->arena, job->count, sizeof *glyphs);
  struct font_program program;
  for (size_t i = 0; i < job->count; i++)
    glyphs[i] = code_glyph(job->use, job->codes[i]);
  if (!font_program_make(job->arena, job->use->font, glyphs, job->count, &program)) {
    sink_report(job->spec->sink, PDF_FONT_NOT_SUBSET, job->spec->at, font_path(job->use->font), NULL);
    return false;
  }
  *out = (struct packed_program){.length = program.length};
  out->program = deflate_data(deflater, program.data, program.length);
  deflate_keep(deflater, key_of_kind(key, 'p'), key->text.length, &out->program, program.length);
  if (cff)
    return true;
  out->map = map_make(job, &program);
  deflate_keep(deflater, key_of_kind(key, 'm'), key->text.length, &out->map, 0);
  return true;
}

static bool program_add(struct font_job *job) {
  bool cff = font_is_cff(job->use->font);
  struct program_key key = key_make(job);
  struct packed_program packed;
  bool good = packed_find(job, &key, cff, &packed) || packed_make(job, &key, cff, &packed);
  buffer_drop(&key.text);
  if (!good)
    return false;
  char inside[80];
  snprintf(inside, sizeof inside, cff ? "/Subtype/CIDFontType0C/Filter/FlateDecode" : "/Filter/FlateDecode/Length1 %zu",
           packed.length);
  job->program = blob_add(job, inside, packed.program);
  job->map = cff ? 0 : blob_add(job, "/Filter/FlateDecode", packed.map);
  return true;
}

static uint32_t descendant_add(struct font_job *job) {
  struct writer *writer = job->fonts->writer;
  uint32_t descriptor = writer_object(writer), descendant = writer_object(writer);
  buffer_clear(&job->text);
  descriptor_print(job->use->font, job->name, job->program, &job->text);
  writer_dictionary(writer, descriptor, &job->text);
  buffer_clear(&job->text);
  buffer_printf(&job->text, "/Type/Font/Subtype/CIDFontType%d/BaseFont", job->map ? 2 : 0);
  pdf_name(&job->text, job->name);
  buffer_printf(&job->text, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R",
                descriptor);
  if (job->map)
    buffer_printf(&job->text, "/CIDToGIDMap %u 0 R", job->map);
  widths_print(job->use, job->codes, job->count, &job->text);
  writer_dictionary(writer, descendant, &job->text);
  return descendant;
}

static void font_add(struct font_job *job, uint32_t descendant) {
  buffer_clear(&job->text);
  unicode_map_print(job->use, job->codes, job->count, &job->text);
  uint32_t unicode = stream_add(job, "/Filter/FlateDecode", job->text.data, job->text.length);
  buffer_clear(&job->text);
  buffer_text(&job->text, "/Type/Font/Subtype/Type0/BaseFont");
  pdf_name(&job->text, job->map ? job->name : arena_printf(job->arena, "%s-Identity-H", job->name));
  buffer_printf(&job->text, "/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R", descendant, unicode);
  writer_dictionary(job->fonts->writer, job->use->object, &job->text);
}

static bool font_write(struct font_job *job) {
  job->codes = codes_list(job->arena, job->use, &job->count);
  if (!job->count)
    return true; /* a run without a glyph asked for it */
  subset_name(job->use, job->codes, job->count, &job->text);
  job->name = arena_strdup(job->arena, job->text.data);
  if (!program_add(job))
    return false;
  font_add(job, descendant_add(job));
  return true;
}

bool fonts_write(struct fonts *fonts, const struct fonts_spec *spec) {
  bool good = true;
  for (size_t i = 0; i < fonts->count; i++) {
    struct font_job job = {.fonts = fonts, .use = fonts->uses[i], .spec = spec, .arena = arena_new()};
    good = font_write(&job) && good;
    buffer_drop(&job.text);
    arena_drop(job.arena);
  }
  return good;
}
