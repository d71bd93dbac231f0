/* Link annotations. A link within the document waits for the end of its part: where its node shows may be on a page
 * that is still to come. */
#include "pdf/links.h"

#include "pdf/strings.h"

#include <string.h>

enum { ANNOTATION_PRINT = 4 }; /* PDF/A wants the flag set */

struct inner_link {
  uint32_t object, node; /* annotation, and the node that names the destination */
  const void *text;      /* of the dictionary without its destination */
  size_t length;
};

struct links {
  struct links_spec spec;
  struct arena *part; /* NULL: no link within the part yet */
  struct inner_link *inner;
  size_t inner_count, inner_capacity;
};

struct links *links_new(struct arena *arena, const struct links_spec *spec) {
  struct links *links = arena_zalloc(arena, 1, sizeof *links);
  links->spec = *spec;
  return links;
}

/* URIs are ASCII (RFC 3986); letters of other alphabets are percent-encoded. */
static void uri_print(struct buffer *out, const char *target) {
  struct buffer uri = {0};
  for (const char *c = target; *c; c++)
    if ((unsigned char)*c <= ' ' || (unsigned char)*c > '~')
      buffer_printf(&uri, "%%%02X", (unsigned char)*c);
    else
      buffer_byte(&uri, *c);
  pdf_bytes(out, uri.data, uri.length);
  buffer_drop(&uri);
}

static struct rectangle place_adjust(struct rectangle place, const struct adjustment *adjustment) {
  if (!adjustment)
    return place;
  mpt x = adjust_x(adjustment, place.x), y = adjust_y(adjustment, place.y);
  return (struct rectangle){x, y, adjust_x(adjustment, place.x + place.width) - x,
                            adjust_y(adjustment, place.y + place.height) - y};
}

static void link_print(const struct display_item *item, const struct link_page *page, struct buffer *out) {
  struct rectangle place = place_adjust(item->link.place, page->adjustment);
  mpt left = page->offset + place.x, top = page->offset + page->page->height - place.y;
  const mpt sides[] = {left, top - place.height, left + place.width, top};
  buffer_text(out, "/Type/Annot/Subtype/Link/Rect[");
  for (int i = 0; i < 4; i++) {
    buffer_mpt(out, sides[i]);
    buffer_byte(out, i < 3 ? ' ' : ']');
  }
  buffer_printf(out, "/Border[0 0 0]/F %d", ANNOTATION_PRINT);
  if (item->link.target) {
    buffer_text(out, "/A<</S/URI/URI");
    uri_print(out, item->link.target);
    buffer_text(out, ">>");
  }
  const char *description = item->link.description ? item->link.description : item->link.target;
  buffer_text(out, "/Contents");
  pdf_text(out, description, strlen(description));
}

/* --- within the document --------------------------------------------------------------------------------------------
 */

static void inner_add(struct links *links, uint32_t object, uint32_t node, const struct buffer *text) {
  links->part = links->part ? links->part : arena_new();
  *ARENA_PUSH(links->part, links->inner, links->inner_count, links->inner_capacity) =
      (struct inner_link){object, node, arena_memdup(links->part, text->data, text->length), text->length};
}

struct place {
  const struct link_page *page; /* NULL: not known */
  mpt y;                        /* upwards in the media box */
};

/* Gives the nodes that the item belongs to, and that are wanted, their place when they have none. */
static void item_place(const struct display_list *list, const struct link_page *page, const struct display_item *item,
                       const bool *wanted, struct place *places) {
  for (uint32_t node = item->node; node >= NODE_FIRST; node = list->nodes[node].parent)
    if (wanted[node] && !places[node].page)
      places[node] = (struct place){page, page->offset + page->page->height - display_item_top(item)};
}

/* Where each wanted node first shows. */
static const struct place *places_find(struct arena *arena, const struct display_list *list,
                                       const struct link_page *pages, const bool *wanted) {
  struct place *places = arena_zalloc(arena, list->node_count, sizeof *places);
  for (size_t p = 0; p < list->page_count; p++)
    for (size_t i = 0; i < list->pages[p].item_count; i++)
      item_place(list, &pages[p], &list->pages[p].items[i], wanted, places);
  return places;
}

static void inner_write(struct links *links, const struct inner_link *link, const struct place *place) {
  struct buffer text = {0};
  buffer_add(&text, link->text, link->length);
  buffer_printf(&text, "/Dest[%u 0 R/XYZ null ", place->page->object);
  buffer_mpt(&text, place->y);
  buffer_text(&text, " null]");
  hash_add(links->spec.hash, text.data, text.length);
  writer_dictionary(links->spec.writer, link->object, &text);
  buffer_drop(&text);
}

void links_part_end(struct links *links, const struct display_list *list, const struct link_page *pages) {
  if (!links->part)
    return;
  bool *wanted = arena_zalloc(links->part, list->node_count, sizeof *wanted);
  for (size_t i = 0; i < links->inner_count; i++)
    wanted[list->nodes[links->inner[i].node].reference] = true;
  const struct place *places = places_find(links->part, list, pages, wanted);
  const struct place start = {pages, pages->offset + pages->page->height}; /* what shows nowhere */
  for (size_t i = 0; i < links->inner_count; i++) {
    const struct place *place = &places[list->nodes[links->inner[i].node].reference];
    inner_write(links, &links->inner[i], place->page ? place : &start);
  }
  arena_drop(links->part);
  *links = (struct links){.spec = links->spec};
}

/* --- pages ----------------------------------------------------------------------------------------------------------
 */

static uint32_t link_add(struct links *links, const struct display_item *item, const struct link_page *page) {
  struct buffer text = {0};
  uint32_t object = writer_object(links->spec.writer);
  link_print(item, page, &text);
  hash_add(links->spec.hash, text.data, text.length);
  if (links->spec.structure)
    buffer_printf(&text, "/StructParent %u", structure_annotation(links->spec.structure, object, item->node));
  if (item->link.target)
    writer_dictionary(links->spec.writer, object, &text);
  else
    inner_add(links, object, item->node, &text);
  buffer_drop(&text);
  return object;
}

static bool item_is_link(const struct display_list *list, const struct display_item *item) {
  return item->kind == ITEM_LINK && (item->link.target || list->nodes[item->node].reference >= NODE_FIRST);
}

uint32_t links_page(struct links *links, const struct display_list *list, const struct link_page *page,
                    uint32_t *first) {
  uint32_t count = 0;
  for (size_t i = 0; i < page->page->item_count; i++) {
    if (!item_is_link(list, &page->page->items[i]))
      continue;
    uint32_t object = link_add(links, &page->page->items[i], page);
    if (!count++)
      *first = object;
  }
  return count;
}
