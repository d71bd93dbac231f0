/* A card that was drawn -> its record. The digest is over what the card shows, relative to its own corner, so that the
 * same card has the same digest wherever it stands. */
#include "compose/record.h"

#include "base/hash.h"
#include "text/font.h"
#include "text/fontmap.h"

#include <string.h>

static const char *text_of(const struct compose *compose, const struct value *value) {
  const char *text = value == NULL ? NULL : bind_value_text(&compose->binder, value, NULL);
  return text == NULL ? "" : text;
}

struct card_record record_begin(struct compose *compose, const struct card *card) {
  struct card_record record = {.id = "", .name = "", .shrunk = 1000};
  if (card->item == NULL)
    return record;
  record.id = text_of(compose, value_field(card->item, "id"));
  record.name = text_of(compose, card->item);
  return record;
}

/* --- what was drawn -------------------------------------------------------------------------------------------------
 */

struct seen {
  uint64_t digest;
  struct rectangle area;
};

static void bytes_see(struct seen *seen, const void *data, size_t length) {
  if (length > 0)
    seen->digest = (seen->digest ^ hash_fast(data, length)) * 0x9E3779B97F4A7C15u + length;
}

static void numbers_see(struct seen *seen, const int64_t *numbers, size_t count) {
  bytes_see(seen, numbers, count * sizeof *numbers);
}

static void text_see(struct seen *seen, const char *text) {
  bytes_see(seen, text == NULL ? "" : text, text == NULL ? 1 : strlen(text));
}

/* What of it lies on the card: how far it goes beyond depends on the neighbours. */
static void place_see(struct seen *seen, struct rectangle place) {
  struct rectangle area = seen->area;
  mpt left = place.x > area.x ? place.x - area.x : 0, top = place.y > area.y ? place.y - area.y : 0;
  mpt right = place.x + place.width - area.x, bottom = place.y + place.height - area.y;
  right = right < area.width ? right : area.width;
  bottom = bottom < area.height ? bottom : area.height;
  numbers_see(seen, (int64_t[]){left, top, right, bottom}, 4);
}

static void colour_see(struct seen *seen, const struct colour *colour) {
  const uint16_t *inks = colour->component;
  numbers_see(seen, (int64_t[]){colour->space, inks[0], inks[1], inks[2], inks[3], colour->tint}, 6);
  if (colour->space == COLOUR_SPOT)
    text_see(seen, colour->spot);
}

static void run_see(struct seen *seen, const struct display_item *item) {
  const struct glyph_run *run = item->run.run;
  numbers_see(
      seen,
      (int64_t[]){item->run.x - seen->area.x, item->run.y - seen->area.y, item->run.rotate, run->size, run->count}, 5);
  if (run->font != NULL) /* what is set without one has none to name */
    text_see(seen, font_postscript_name(run->font));
  bytes_see(seen, run->glyphs, run->count * sizeof *run->glyphs);
  bytes_see(seen, run->text, run->text_length);
}

static void modules_see(struct seen *seen, const struct display_item *item) {
  const struct modules *modules = item->modules.modules;
  size_t rows = modules->rows > 0 ? modules->rows : modules->size;
  place_see(seen, item->modules.place);
  bytes_see(seen, modules->bits, rows * ((modules->size + 7u) / 8));
}

static void item_see(struct seen *seen, const struct display_item *item) {
  numbers_see(seen, (int64_t[]){item->kind}, 1);
  if (item->kind != ITEM_IMAGE && item->kind != ITEM_LINK)
    colour_see(seen, &item->colour);
  switch (item->kind) {
  case ITEM_RUN:
    run_see(seen, item);
    break;
  case ITEM_FILL:
    place_see(seen, item->fill);
    break;
  case ITEM_RULE:
    numbers_see(seen,
                (int64_t[]){item->rule.x1 - seen->area.x, item->rule.y1 - seen->area.y, item->rule.x2 - seen->area.x,
                            item->rule.y2 - seen->area.y, item->rule.thickness},
                5);
    break;
  case ITEM_IMAGE:
    place_see(seen, item->image.clip);
    bytes_see(seen, item->image.picture->digest, sizeof item->image.picture->digest);
    break;
  case ITEM_MODULES:
    modules_see(seen, item);
    break;
  case ITEM_LINK: /* nothing that is printed */
    break;
  }
}

/* --- fonts and pictures ---------------------------------------------------------------------------------------------
 */

static const char *family_of(const struct layout *layout, const char *role) {
  for (size_t i = 0; i < layout->font_count; i++)
    if (strcmp(layout->fonts[i].role, role) == 0)
      return layout->fonts[i].family;
  return role;
}

/* Whether some style of the layout asks for the font. */
static bool font_is_asked_for(const struct compose *compose, const struct font *font) {
  const struct layout *layout = compose->layout;
  for (size_t i = 0; i < layout->sheet_of_styles.count; i++) {
    const struct style *style = &layout->sheet_of_styles.styles[i];
    if (style->font != NULL && fontmap_find(setter_fontmap(compose->setter), family_of(layout, style->font),
                                            style->bold, style->italic) == font)
      return true;
  }
  return false;
}

static void font_note(struct compose *compose, struct card_record *record, const struct font *font) {
  enum { ASKED = sizeof compose->asked / sizeof *compose->asked };
  for (size_t i = 0; i < ASKED; i++)
    if (compose->asked[i] == font)
      return;
  if (font_is_asked_for(compose, font)) {
    memmove(&compose->asked[1], &compose->asked[0], (ASKED - 1) * sizeof *compose->asked);
    compose->asked[0] = font;
  } else if (record->fallback == NULL) {
    record->fallback = font_family_name(font);
  }
}

static void picture_note(struct card_record *record, const struct display_item *item) {
  const struct picture *picture = item->image.picture;
  struct rectangle place = item->image.place;
  if (place.width <= 0 || place.height <= 0)
    return;
  uint64_t across = (uint64_t)picture->width * MPT_PER_INCH / (uint64_t)place.width;
  uint64_t down = (uint64_t)picture->height * MPT_PER_INCH / (uint64_t)place.height;
  uint64_t coarser = across < down ? across : down;
  if (record->resolution == 0 || coarser < record->resolution)
    record->resolution = coarser > UINT32_MAX ? UINT32_MAX : (uint32_t)coarser;
}

void record_end(struct compose *compose, struct card_record *record, struct card_place place, const size_t first[2],
                const struct record_place *at) {
  struct seen seen = {.digest = 0x62E9A3F1};
  for (size_t side = 0; side < place.sides; side++) {
    const struct display_page *page = &compose->list->pages[place.page + side];
    seen.area = card_side_area(compose->layout, place.cell, side == 1);
    record->sides[side] =
        (struct card_side){seen.area, (uint32_t)first[side], (uint32_t)(page->item_count - first[side]),
                           side == 1 && card_back_is_turned(compose->layout)};
    numbers_see(&seen, (int64_t[]){(int64_t)side}, 1);
    for (size_t i = first[side]; i < page->item_count; i++) {
      item_see(&seen, &page->items[i]);
      if (page->items[i].kind == ITEM_RUN)
        font_note(compose, record, page->items[i].run.run->font);
      if (page->items[i].kind == ITEM_IMAGE)
        picture_note(record, &page->items[i]);
    }
  }
  if (record->name_size == 0) /* no text says that it is a name */
    record->name_size = record->smallest;
  record->digest = seen.digest;
  record->sheet = (uint32_t)at->sheet + 1;
  record->row = (uint32_t)at->row + 1;
  record->column = (uint32_t)at->column + 1;
  record->page = (uint32_t)place.page;
  record->place = at->area;
  struct display_list *list = compose->list;
  *ARENA_PUSH(compose->arena, list->cards, list->card_count, list->card_capacity) = *record;
}
