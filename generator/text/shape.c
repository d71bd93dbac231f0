/* Shaping words with HarfBuzz, each once per process.
 *
 * Lines are broken, justified and fitted in many sizes and widths, and names and titles come back on every card: a
 * word is kept as HarfBuzz shaped it, in font units, under everything that its shape depends on.
 */
#include "text/shape.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/paragraph.h"
#include "text/setter_private.h"

#include <assert.h>
#include <hb-ot.h>
#include <hb.h>
#include <string.h>

enum {
  WORD_LIMIT = 64,             /* bytes of a cached word */
  LANGUAGE_LIMIT = 24,         /* bytes of its language; longer tags are not cached */
  FIRST_CAPACITY = 1024,       /* of the table; a power of two */
  TRIM_SIZE = 16 * 1024 * 1024 /* bytes; some 50,000 words */
};

/* What a shape depends on. The bytes of language and text follow each other, so that a key is compared in one go. */
struct key {
  uint32_t font, script;
  uint16_t features;
  uint8_t rtl, language_length;
  char bytes[LANGUAGE_LIMIT + WORD_LIMIT];
};

/* A kept word. What is looked at together lies together. */
struct word {
  struct shaped shaped;
  struct word_points points;
  uint32_t key_size;
  struct key key; /* only key_size bytes of it are there */
};

struct slot {
  uint64_t hash;
  const struct word *word; /* NULL: a free slot */
};

struct shapes {
  hb_buffer_t *buffer;
  struct arena *arena; /* of the cache alone */
  struct slot *slots;  /* open addressing */
  size_t count, capacity;
};

static void buffer_release(void *buffer) {
  hb_buffer_destroy(buffer);
}

static void cache_release(void *arena) {
  arena_drop(arena);
}

/* Forgets every word. */
static void cache_clear(struct shapes *shapes) {
  arena_reset(shapes->arena);
  shapes->count = 0;
  shapes->capacity = FIRST_CAPACITY;
  shapes->slots = arena_zalloc(shapes->arena, FIRST_CAPACITY, sizeof *shapes->slots);
}

struct shapes *shapes_new(struct arena *arena) {
  struct shapes *shapes = arena_zalloc(arena, 1, sizeof *shapes);
  shapes->buffer = hb_buffer_create();
  arena_defer(arena, buffer_release, shapes->buffer);
  shapes->arena = arena_new();
  arena_defer(arena, cache_release, shapes->arena);
  cache_clear(shapes);
  return shapes;
}

void shapes_trim(struct shapes *shapes) {
  if (arena_size(shapes->arena) > TRIM_SIZE)
    cache_clear(shapes);
}

/* --- HarfBuzz ------------------------------------------------------------------------------------------------- */

/* Fonts have no glyph for a tab, and many none for U+2010 and U+2011. */
static hb_codepoint_t code_point_in(const struct font *font, uint32_t code_point) {
  enum { HYPHEN = 0x2010, NO_BREAK_HYPHEN = 0x2011 };
  if (code_point == '\t')
    return ' ';
  if (code_point == NO_BREAK_HYPHEN && !font_has(font, code_point))
    code_point = HYPHEN;
  if (code_point == HYPHEN && !font_has(font, code_point))
    return '-';
  return code_point;
}

static void buffer_fill(hb_buffer_t *buffer, const struct shape_spec *spec, const char *text, size_t length) {
  hb_buffer_clear_contents(buffer);
  hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
  hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  for (size_t i = 0; i < length;) {
    size_t start = i;
    uint32_t code_point = utf8_next(text, length, &i);
    hb_buffer_add(buffer, code_point_in(spec->font, code_point), (unsigned)start);
  }
  hb_buffer_set_direction(buffer, spec->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(spec->script));
  hb_buffer_set_language(buffer, hb_language_from_string(spec->language, -1));
}

enum { FEATURE_LIMIT = 6 };

/* The OpenType features of enum text_feature; kern, liga, locl and the like are HarfBuzz's defaults. */
static unsigned features_list(unsigned features, hb_feature_t list[FEATURE_LIMIT]) {
  static const struct {
    unsigned feature;
    hb_tag_t tag;
    uint32_t value;
  } tags[] = {{TEXT_TABULAR, HB_TAG('t', 'n', 'u', 'm'), 1},        {TEXT_PROPORTIONAL, HB_TAG('p', 'n', 'u', 'm'), 1},
              {TEXT_SMALL_CAPITALS, HB_TAG('s', 'm', 'c', 'p'), 1}, {TEXT_SUPERIOR, HB_TAG('s', 'u', 'p', 's'), 1},
              {TEXT_NO_LIGATURES, HB_TAG('l', 'i', 'g', 'a'), 0},   {TEXT_NO_LIGATURES, HB_TAG('c', 'l', 'i', 'g'), 0}};
  static_assert(sizeof tags / sizeof *tags == FEATURE_LIMIT, "the list holds them all");
  unsigned count = 0;
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (features & tags[i].feature)
      list[count++] =
          (hb_feature_t){.tag = tags[i].tag, .value = tags[i].value, .start = 0, .end = HB_FEATURE_GLOBAL_END};
  return count;
}

static struct shaped text_shape(struct arena *arena, hb_buffer_t *buffer, const struct shape_request *request) {
  const struct shape_spec *spec = request->spec;
  hb_feature_t features[FEATURE_LIMIT];
  buffer_fill(buffer, spec, request->text, request->length);
  hb_shape(font_hb_font(spec->font), buffer, features, features_list(spec->features, features));
  unsigned count;
  const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
  struct shaped_glyph *glyphs = arena_array(arena, count, sizeof *glyphs);
  struct shaped shaped = {.font = spec->font, .glyphs = glyphs, .count = count, .rtl = spec->rtl};
  for (unsigned i = 0; i < count; i++) {
    glyphs[i] = (struct shaped_glyph){.id = infos[i].codepoint,
                                      .cluster = infos[i].cluster,
                                      .advance = positions[i].x_advance,
                                      .x = positions[i].x_offset,
                                      .y = positions[i].y_offset};
    shaped.advance += positions[i].x_advance;
  }
  return shaped;
}

/* --- the cache ------------------------------------------------------------------------------------------------ */

/* Returns the bytes of the key in use, 0 when the text is not one to keep. */
static size_t key_make(struct key *key, const struct shape_request *request) {
  const struct shape_spec *spec = request->spec;
  size_t language = strlen(spec->language), length = request->length;
  if (length > WORD_LIMIT || language > LANGUAGE_LIMIT)
    return 0;
  key->font = font_number(spec->font);
  key->script = spec->script;
  key->features = (uint16_t)spec->features;
  key->rtl = spec->rtl;
  key->language_length = (uint8_t)language;
  memcpy(key->bytes, spec->language, language);
  memcpy(key->bytes + language, request->text, length);
  return offsetof(struct key, bytes) + language + length;
}

static struct slot *slot_find(struct slot *slots, size_t capacity, uint64_t hash, const struct key *key, size_t size) {
  for (size_t at = hash & (capacity - 1);; at = (at + 1) & (capacity - 1)) {
    struct slot *slot = &slots[at];
    if (!slot->word || (slot->hash == hash && slot->word->key_size == size && memcmp(&slot->word->key, key, size) == 0))
      return slot;
  }
}

static void slots_grow(struct shapes *shapes) {
  size_t capacity = shapes->capacity * 2;
  struct slot *slots = arena_zalloc(shapes->arena, capacity, sizeof *slots);
  for (size_t i = 0; i < shapes->capacity; i++) {
    const struct slot *slot = &shapes->slots[i];
    if (slot->word)
      *slot_find(slots, capacity, slot->hash, &slot->word->key, slot->word->key_size) = *slot;
  }
  shapes->slots = slots;
  shapes->capacity = capacity;
}

static const struct word *word_keep(struct shapes *shapes, const struct shape_request *request, const struct key *key,
                                    size_t size) {
  struct word *word = arena_alloc(shapes->arena, offsetof(struct word, key) + size);
  word->shaped = text_shape(shapes->arena, shapes->buffer, request);
  word->shaped.points = &word->points;
  word->points = (struct word_points){0};
  word->key_size = (uint32_t)size;
  memcpy(&word->key, key, size);
  return word;
}

static const struct shaped *word_find(struct shapes *shapes, const struct shape_request *request, const struct key *key,
                                      size_t size, uint64_t hash) {
  struct slot *slot = slot_find(shapes->slots, shapes->capacity, hash, key, size);
  if (slot->word)
    return &slot->word->shaped;
  const struct word *word = word_keep(shapes, request, key, size);
  *slot = (struct slot){hash, word};
  if (++shapes->count * 2 > shapes->capacity)
    slots_grow(shapes);
  return &word->shaped;
}

static const struct shaped *long_word_shape(struct arena *arena, struct shapes *shapes,
                                            const struct shape_request *request) {
  struct shaped *shaped = arena_alloc(arena, sizeof *shaped);
  *shaped = text_shape(arena, shapes->buffer, request);
  return shaped;
}

/* Asks for the memory of the words that most likely stand in their slots: two lines, most keys end in the second. */
static void words_fetch(const struct shapes *shapes, const uint64_t *hashes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const struct word *word = shapes->slots[hashes[i] & (shapes->capacity - 1)].word;
    if (word) {
      __builtin_prefetch(word);
      __builtin_prefetch(word->key.bytes);
    }
  }
}

void shape_words(struct arena *arena, struct setter *setter, struct shape_request *requests, size_t count) {
  struct shapes *shapes = setter->shapes;
  struct key keys[SHAPE_WORDS];
  size_t sizes[SHAPE_WORDS];
  uint64_t hashes[SHAPE_WORDS];
  assert(count <= SHAPE_WORDS);
  for (size_t i = 0; i < count; i++) {
    sizes[i] = key_make(&keys[i], &requests[i]);
    hashes[i] = hash_fast(&keys[i], sizes[i]);
    __builtin_prefetch(&shapes->slots[hashes[i] & (shapes->capacity - 1)]);
  }
  words_fetch(shapes, hashes, count);
  for (size_t i = 0; i < count; i++)
    requests[i].shaped = sizes[i] > 0 ? word_find(shapes, &requests[i], &keys[i], sizes[i], hashes[i])
                                      : long_word_shape(arena, shapes, &requests[i]);
}

const struct shaped *shape_word(struct arena *arena, struct setter *setter, const struct shape_spec *spec,
                                const char *text, size_t length) {
  struct shape_request request = {.spec = spec, .text = text, .length = length};
  shape_words(arena, setter, &request, 1);
  return request.shaped;
}

/* --- superior figures ----------------------------------------------------------------------------------------- */

bool shape_has_superior(struct setter *setter, struct font *font, const char *text, size_t length) {
  if (length == 0 || length > WORD_LIMIT)
    return false;
  struct shape_spec spec = {.font = font, .language = "", .script = HB_SCRIPT_LATIN};
  const struct shaped *plain = shape_word(NULL, setter, &spec, text, length);
  spec.features = TEXT_SUPERIOR;
  const struct shaped *superior = shape_word(NULL, setter, &spec, text, length);
  if (superior->count != plain->count)
    return false;
  for (uint32_t i = 0; i < plain->count; i++)
    if (plain->glyphs[i].id == superior->glyphs[i].id)
      return false;
  return true;
}
