/* Display lists as one block. Structs are copied as they are and only their pointers replaced: numbers that are added
 * to them need nothing here, pointers do, which is what the assertions are for. */
#include "batch/parcel.h"

#include "text/font.h"

#include <string.h>

/* When one of these fails, look for pointers that are new, pack and open them, and put the new size here. */
_Static_assert(sizeof(struct display_list) == 80 && sizeof(struct display_page) == 72, "pages");
_Static_assert(sizeof(struct display_item) == 112 && sizeof(struct modules) == 24, "items");
_Static_assert(sizeof(struct structure_node) == 80 && sizeof(struct position) == 16, "structure");
_Static_assert(sizeof(struct card_record) == 152, "cards");
_Static_assert(sizeof(struct glyph_run) == 56 && sizeof(struct glyph) == 16, "runs");
_Static_assert(sizeof(struct picture) == 72 && sizeof(struct colour) == 24, "pictures, colours");

enum { ALIGNMENT = 8, RECENT_TEXTS = 64 };

static const char parcel_mark[8] = "parcel1";

struct parcel_font {
  const char *path;
  int64_t face;
};

struct parcel_head {
  char mark[8];
  struct display_list list;
  struct parcel_font *fonts;
  size_t font_count;
  struct picture *pictures;
  size_t picture_count;
};

/* --- packing ------------------------------------------------------------------------------------------------------ */

struct packing {
  struct arena *arena;
  struct buffer *out;
  const struct font **fonts;
  size_t font_count, font_capacity;
  const struct picture **pictures; /* a logo is one of them however many cards show it */
  size_t picture_count, picture_capacity;
  struct { /* texts that were packed lately: one name of a file, one language stands at many places */
    const char *text;
    size_t offset;
  } recent[RECENT_TEXTS];
};

/* A pointer in a parcel: an offset, never 0. */
static void *offset_pointer(size_t offset) {
  return (void *)(uintptr_t)offset;
}

static void *put(struct packing *packing, const void *data, size_t count, size_t size) {
  static const char padding[ALIGNMENT];
  struct buffer *out = packing->out;
  if (count == 0)
    return NULL;
  buffer_add(out, padding, (ALIGNMENT - out->length % ALIGNMENT) % ALIGNMENT);
  size_t offset = out->length;
  buffer_add(out, data, count * size);
  return offset_pointer(offset);
}

static void text_pack(struct packing *packing, const char **text) {
  if (!*text)
    return;
  size_t place = ((uintptr_t)*text >> 2) % RECENT_TEXTS;
  if (packing->recent[place].text != *text) {
    packing->recent[place].text = *text;
    packing->recent[place].offset = packing->out->length;
    buffer_add(packing->out, *text, strlen(*text) + 1);
  }
  *text = offset_pointer(packing->recent[place].offset);
}

static const struct font *font_pack(struct packing *packing, const struct font *font) {
  size_t i = 0;
  while (i < packing->font_count && packing->fonts[i] != font)
    i++;
  if (i == packing->font_count)
    *ARENA_PUSH(packing->arena, packing->fonts, packing->font_count, packing->font_capacity) = font;
  return offset_pointer(i + 1);
}

static void run_pack(struct packing *packing, const struct glyph_run **pointer) {
  struct glyph_run run = **pointer;
  run.font = font_pack(packing, run.font);
  run.glyphs = put(packing, run.glyphs, run.count, sizeof *run.glyphs);
  run.text = put(packing, run.text, run.text_length, 1);
  text_pack(packing, &run.language);
  *pointer = put(packing, &run, 1, sizeof run);
}

/* Pictures of a part are few, or each shows up a moment after it was read: the latest are looked at first. */
static const struct picture *picture_pack(struct packing *packing, const struct picture *picture) {
  size_t i = packing->picture_count;
  while (i > 0 && packing->pictures[i - 1] != picture)
    i--;
  if (i == 0) {
    *ARENA_PUSH(packing->arena, packing->pictures, packing->picture_count, packing->picture_capacity) = picture;
    i = packing->picture_count;
  }
  return offset_pointer(i);
}

static size_t modules_rows(const struct modules *modules) {
  return modules->rows > 0 ? modules->rows : modules->size;
}

static void modules_pack(struct packing *packing, const struct modules **pointer) {
  struct modules modules = **pointer;
  modules.bits = put(packing, modules.bits, modules_rows(&modules), (modules.size + 7u) / 8);
  *pointer = put(packing, &modules, 1, sizeof modules);
}

static void origin_pack(struct packing *packing, struct origin *origin) {
  text_pack(packing, &origin->at.file);
  text_pack(packing, &origin->rule.file);
}

static void item_pack(struct packing *packing, struct display_item *item) {
  text_pack(packing, &item->colour.spot);
  origin_pack(packing, &item->origin);
  switch (item->kind) {
  case ITEM_RUN:
    run_pack(packing, &item->run.run);
    break;
  case ITEM_IMAGE:
    item->image.picture = picture_pack(packing, item->image.picture);
    break;
  case ITEM_MODULES:
    modules_pack(packing, &item->modules.modules);
    break;
  case ITEM_LINK:
    text_pack(packing, &item->link.target);
    text_pack(packing, &item->link.description);
    break;
  case ITEM_FILL:
  case ITEM_RULE:
    break;
  }
}

static void page_pack(struct packing *packing, struct display_page *page) {
  struct display_item *items = arena_memdup(packing->arena, page->items, page->item_count * sizeof *items);
  for (size_t i = 0; i < page->item_count; i++)
    item_pack(packing, &items[i]);
  page->items = put(packing, items, page->item_count, sizeof *items);
  page->item_capacity = page->item_count;
}

static void node_pack(struct packing *packing, struct structure_node *node) {
  text_pack(packing, &node->language);
  text_pack(packing, &node->alt);
  text_pack(packing, &node->title);
  text_pack(packing, &node->at.file);
  text_pack(packing, &node->rule.file);
}

static void card_pack(struct packing *packing, struct card_record *card) {
  text_pack(packing, &card->id);
  text_pack(packing, &card->name);
  text_pack(packing, &card->fallback);
  text_pack(packing, &card->payload);
}

static void list_pack(struct packing *packing, struct display_list *list) {
  struct arena *arena = packing->arena;
  struct card_record *cards = arena_memdup(arena, list->cards, list->card_count * sizeof *cards);
  for (size_t i = 0; i < list->card_count; i++)
    card_pack(packing, &cards[i]);
  struct structure_node *nodes = arena_memdup(arena, list->nodes, list->node_count * sizeof *nodes);
  struct display_page *pages = arena_memdup(arena, list->pages, list->page_count * sizeof *pages);
  for (size_t i = 0; i < list->node_count; i++)
    node_pack(packing, &nodes[i]);
  for (size_t i = 0; i < list->page_count; i++)
    page_pack(packing, &pages[i]);
  list->nodes = put(packing, nodes, list->node_count, sizeof *nodes);
  list->pages = put(packing, pages, list->page_count, sizeof *pages);
  list->cards = put(packing, cards, list->card_count, sizeof *cards);
  list->card_capacity = list->card_count;
  list->node_capacity = list->node_count;
  list->page_capacity = list->page_count;
}

static void fonts_pack(struct packing *packing, struct parcel_head *head) {
  struct parcel_font *fonts = arena_array(packing->arena, packing->font_count, sizeof *fonts);
  for (size_t i = 0; i < packing->font_count; i++) {
    fonts[i] = (struct parcel_font){font_path(packing->fonts[i]), font_face_index(packing->fonts[i])};
    text_pack(packing, &fonts[i].path);
  }
  head->fonts = put(packing, fonts, packing->font_count, sizeof *fonts);
  head->font_count = packing->font_count;
}

static void pictures_pack(struct packing *packing, struct parcel_head *head) {
  struct picture *pictures = arena_array(packing->arena, packing->picture_count, sizeof *pictures);
  for (size_t i = 0; i < packing->picture_count; i++) {
    pictures[i] = *packing->pictures[i];
    pictures[i].data = NULL;
    text_pack(packing, &pictures[i].path);
  }
  head->pictures = put(packing, pictures, packing->picture_count, sizeof *pictures);
  head->picture_count = packing->picture_count;
}

void parcel_pack(const struct display_list *list, struct buffer *out) {
  struct packing packing = {.arena = arena_new(), .out = out};
  struct parcel_head head = {.list = *list};
  memcpy(head.mark, parcel_mark, sizeof head.mark);
  put(&packing, &head, 1, sizeof head);
  list_pack(&packing, &head.list);
  fonts_pack(&packing, &head);
  pictures_pack(&packing, &head);
  buffer_byte(out, '\0'); /* no text runs beyond the end */
  memcpy(out->data, &head, sizeof head);
  arena_drop(packing.arena);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

struct opening {
  struct arena *arena;
  const struct parcel_reader *reader;
  char *data;
  size_t length;
  struct font **fonts;
  const struct picture *pictures;
  size_t font_count, picture_count, node_count;
  bool broken; /* everything is NULL since */
};

/* What an offset leads to; NULL for none, or when it does not lie in the parcel. */
static void *place_open(struct opening *opening, const void *pointer, size_t count, size_t size, size_t alignment) {
  size_t offset = (size_t)(uintptr_t)pointer, bytes;
  if (opening->broken || (!pointer && count == 0))
    return NULL;
  if (!pointer || offset % alignment != 0 || offset > opening->length || __builtin_mul_overflow(count, size, &bytes) ||
      bytes > opening->length - offset) {
    opening->broken = true;
    return NULL;
  }
  return opening->data + offset;
}

#define PLACE_OPEN(opening, pointer, count)                                                                            \
  ((pointer) = place_open((opening), (pointer), (count), sizeof *(pointer), _Alignof(__typeof__(*(pointer)))))

static void text_open(struct opening *opening, const char **text) {
  if (*text)
    PLACE_OPEN(opening, *text, 1);
}

static void check(struct opening *opening, bool good) {
  opening->broken = opening->broken || !good;
}

/* A byte of another value would be no bool to the compiler. */
static void flag_check(struct opening *opening, const bool *flag) {
  unsigned char byte;
  memcpy(&byte, flag, 1);
  check(opening, byte <= 1);
}

/* Clusters begin within the text. */
static void glyphs_check(struct opening *opening, const struct glyph_run *run) {
  for (uint32_t i = 0; i < run->count; i++)
    check(opening, run->glyphs[i].text <= run->text_length && run->glyphs[i].id < font_glyph_count(run->font));
}

static void run_open(struct opening *opening, const struct glyph_run **pointer) {
  struct glyph_run *run = place_open(opening, *pointer, 1, sizeof *run, _Alignof(struct glyph_run));
  *pointer = run;
  if (!run)
    return;
  size_t font = (size_t)(uintptr_t)run->font;
  check(opening, font > 0 && font <= opening->font_count);
  check(opening, run->expansion > -1000 && run->expansion < 1000);
  run->font = opening->broken ? NULL : opening->fonts[font - 1];
  flag_check(opening, &run->rtl);
  PLACE_OPEN(opening, run->glyphs, run->count);
  PLACE_OPEN(opening, run->text, run->text_length);
  text_open(opening, &run->language);
  if (!run->text)
    run->text = "";
  if (!opening->broken)
    glyphs_check(opening, run);
}

static void picture_open(struct opening *opening, const struct picture **pointer) {
  size_t number = (size_t)(uintptr_t)*pointer;
  check(opening, number > 0 && number <= opening->picture_count);
  *pointer = opening->broken ? NULL : &opening->pictures[number - 1];
}

static void modules_open(struct opening *opening, const struct modules **pointer) {
  struct modules *modules = place_open(opening, *pointer, 1, sizeof *modules, _Alignof(struct modules));
  *pointer = modules;
  if (modules)
    modules->bits = place_open(opening, modules->bits, modules_rows(modules), (modules->size + 7u) / 8, 1);
}

static void origin_open(struct opening *opening, struct origin *origin) {
  text_open(opening, &origin->at.file);
  text_open(opening, &origin->rule.file);
}

static void item_open(struct opening *opening, struct display_item *item) {
  text_open(opening, &item->colour.spot);
  origin_open(opening, &item->origin);
  check(opening, item->node < opening->node_count && item->colour.space <= COLOUR_SPOT &&
                     (item->colour.space != COLOUR_SPOT || item->colour.spot));
  switch (item->kind) {
  case ITEM_RUN:
    run_open(opening, &item->run.run);
    check(opening, item->run.run != NULL);
    break;
  case ITEM_IMAGE:
    picture_open(opening, &item->image.picture);
    break;
  case ITEM_MODULES:
    modules_open(opening, &item->modules.modules);
    check(opening, item->modules.modules != NULL);
    flag_check(opening, &item->modules.turned);
    break;
  case ITEM_LINK:
    text_open(opening, &item->link.target);
    text_open(opening, &item->link.description);
    break;
  case ITEM_FILL:
  case ITEM_RULE:
    break;
  default:
    check(opening, false);
  }
}

static void nodes_open(struct opening *opening, struct display_list *list) {
  PLACE_OPEN(opening, list->nodes, list->node_count);
  check(opening, list->nodes && list->node_count >= NODE_FIRST);
  for (size_t i = 0; !opening->broken && i < list->node_count; i++) {
    struct structure_node *node = &list->nodes[i];
    check(opening, node->role < ROLE_COUNT && (i < NODE_FIRST || (node->parent >= NODE_ROOT && node->parent < i)) &&
                       node->reference < list->node_count && node->scope <= SCOPE_BOTH);
    flag_check(opening, &node->ordered);
    text_open(opening, &node->language);
    text_open(opening, &node->alt);
    text_open(opening, &node->title);
    text_open(opening, &node->at.file);
    text_open(opening, &node->rule.file);
  }
  opening->node_count = list->node_count;
}

static void pages_open(struct opening *opening, struct display_list *list) {
  PLACE_OPEN(opening, list->pages, list->page_count);
  for (size_t i = 0; !opening->broken && i < list->page_count; i++) {
    struct display_page *page = &list->pages[i];
    PLACE_OPEN(opening, page->items, page->item_count);
    for (size_t j = 0; !opening->broken && j < page->item_count; j++)
      item_open(opening, &page->items[j]);
  }
}

/* Whether the items that it calls its own are on the page. */
static bool card_side_is_there(const struct display_list *list, const struct card_record *card, size_t side) {
  uint32_t first = card->sides[side].first, count = card->sides[side].count;
  size_t page = card->page + side;
  return count == 0 || (page < list->page_count && first <= list->pages[page].item_count &&
                        count <= list->pages[page].item_count - first);
}

static void cards_open(struct opening *opening, struct display_list *list) {
  PLACE_OPEN(opening, list->cards, list->card_count);
  for (size_t i = 0; !opening->broken && i < list->card_count; i++) {
    struct card_record *card = &list->cards[i];
    text_open(opening, &card->id);
    text_open(opening, &card->name);
    text_open(opening, &card->fallback);
    text_open(opening, &card->payload);
    flag_check(opening, &card->photo_missing);
    for (size_t side = 0; side < sizeof card->sides / sizeof *card->sides; side++)
      flag_check(opening, &card->sides[side].turned);
    check(opening, card->id && card->name && card->page < list->page_count);
    for (size_t side = 0; !opening->broken && side < 2; side++)
      check(opening, card_side_is_there(list, card, side));
  }
}

static void fonts_open(struct opening *opening, struct parcel_head *head) {
  PLACE_OPEN(opening, head->fonts, head->font_count);
  opening->font_count = opening->broken ? 0 : head->font_count;
  opening->fonts = arena_array(opening->arena, opening->font_count, sizeof(struct font *));
  for (size_t i = 0; !opening->broken && i < opening->font_count; i++) {
    text_open(opening, &head->fonts[i].path);
    check(opening, head->fonts[i].path != NULL);
    if (!opening->broken)
      opening->fonts[i] = fontmap_font(opening->reader->fonts, head->fonts[i].path, (int)head->fonts[i].face);
    check(opening, opening->broken || opening->fonts[i] != NULL);
  }
}

static void pictures_open(struct opening *opening, struct parcel_head *head) {
  const struct parcel_reader *reader = opening->reader;
  PLACE_OPEN(opening, head->pictures, head->picture_count);
  opening->pictures = head->pictures;
  opening->picture_count = opening->broken ? 0 : head->picture_count;
  for (size_t i = 0; !opening->broken && i < opening->picture_count; i++) {
    text_open(opening, &head->pictures[i].path);
    check(opening, head->pictures[i].path != NULL);
    flag_check(opening, &head->pictures[i].jpeg);
    check(opening, opening->broken || reader->picture(reader->self, opening->arena, &head->pictures[i]));
  }
}

const struct display_list *parcel_open(struct arena *arena, void *data, size_t length,
                                       const struct parcel_reader *reader) {
  struct opening opening = {.arena = arena, .reader = reader, .data = data, .length = length};
  struct parcel_head *head = data;
  if (length <= sizeof *head || memcmp(head->mark, parcel_mark, sizeof head->mark) != 0 || opening.data[length - 1])
    return NULL;
  fonts_open(&opening, head);
  pictures_open(&opening, head);
  nodes_open(&opening, &head->list);
  pages_open(&opening, &head->list);
  cards_open(&opening, &head->list);
  return opening.broken ? NULL : &head->list;
}
