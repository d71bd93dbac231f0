/* The dump device: a display list as readable, stable text, for goldens and for people. One line a node, a page, an
 * item; strings are quoted with \" \\ \n and \xHH for what would break a line. Nothing here depends on pointers, the
 * locale or where the project lies. Idea after SILE's outputters/debug.lua and MuPDF's trace-device.c. */
#include "display/dump.h"

#include "base/hash.h"
#include "text/font.h"

#include <stdlib.h>
#include <string.h>

enum { DIGEST_SHOWN = 8 }; /* hex digits of a picture's or code's digest: enough to see a change */

static void text_dump(const char *text, size_t length, struct buffer *out) {
  buffer_byte(out, '"');
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (byte == '"' || byte == '\\')
      buffer_printf(out, "\\%c", byte);
    else if (byte == '\n')
      buffer_text(out, "\\n");
    else if (byte < ' ' || byte == 0x7f)
      buffer_printf(out, "\\x%02x", byte);
    else
      buffer_byte(out, text[i]);
  }
  buffer_byte(out, '"');
}

static void string_dump(const char *label, const char *text, struct buffer *out) {
  if (!text)
    return;
  buffer_printf(out, " %s ", label);
  text_dump(text, strlen(text), out);
}

static void lengths_dump(const mpt *lengths, size_t count, struct buffer *out) {
  for (size_t i = 0; i < count; i++) {
    buffer_byte(out, ' ');
    buffer_mpt(out, lengths[i]);
  }
}

static void rectangle_dump(struct rectangle place, struct buffer *out) {
  lengths_dump((const mpt[]){place.x, place.y, place.width, place.height}, 4, out);
}

static void digest_dump(const uint8_t digest[32], struct buffer *out) {
  char hex[HASH_HEX_SIZE];
  hash_hex(digest, hex);
  buffer_printf(out, " %.*s", DIGEST_SHOWN, hex);
}

/* #rrggbb as in the layout when the components came from it, else percentages. */
static bool rgb_is_hex(const uint16_t component[3], unsigned byte[3]) {
  for (int i = 0; i < 3; i++) {
    byte[i] = (component[i] * 255u + 5000) / 10000;
    if ((byte[i] * 10000 + 127) / 255 != component[i])
      return false;
  }
  return true;
}

static void components_dump(const char *name, const uint16_t *component, int count, struct buffer *out) {
  buffer_printf(out, " %s(", name);
  for (int i = 0; i < count; i++) {
    if (i)
      buffer_byte(out, ' ');
    buffer_mpt(out, component[i] * 10); /* 10000 is 100 % */
  }
  buffer_byte(out, ')');
}

static void colour_dump(const struct colour *colour, struct buffer *out) {
  unsigned byte[3];
  switch (colour->space) {
  case COLOUR_NONE:
    buffer_text(out, " none");
    break;
  case COLOUR_GRAY:
    components_dump("gray", colour->component, 1, out);
    break;
  case COLOUR_RGB:
    if (rgb_is_hex(colour->component, byte))
      buffer_printf(out, " #%02x%02x%02x", byte[0], byte[1], byte[2]);
    else
      components_dump("rgb", colour->component, 3, out);
    break;
  case COLOUR_CMYK:
    components_dump("cmyk", colour->component, 4, out);
    break;
  case COLOUR_SPOT:
    string_dump("spot", colour->spot ? colour->spot : "", out);
    components_dump("cmyk", colour->component, 4, out);
    if (colour->tint != 10000)
      components_dump("tint", &colour->tint, 1, out);
    break;
  }
}

static void tail_dump(const struct display_item *item, struct buffer *out) {
  if (item->node == NODE_ARTIFACT)
    buffer_text(out, " artifact");
  else
    buffer_printf(out, " node %u", item->node);
  if (item->kind != ITEM_IMAGE && item->kind != ITEM_LINK)
    colour_dump(&item->colour, out);
}

static void rotation_dump(int16_t rotate, struct buffer *out) {
  if (rotate)
    buffer_printf(out, " rotate %d", rotate);
}

static void run_dump(const struct display_item *item, struct buffer *out) {
  const struct glyph_run *run = item->run.run;
  buffer_text(out, "run");
  lengths_dump((const mpt[]){item->run.x, item->run.y}, 2, out);
  buffer_printf(out, " %s", font_postscript_name(run->font));
  lengths_dump(&run->size, 1, out);
  buffer_text(out, " width");
  lengths_dump(&run->width, 1, out);
  if (run->expansion)
    buffer_printf(out, " expanded %d", run->expansion);
  rotation_dump(item->run.rotate, out);
  if (run->rtl)
    buffer_text(out, " rtl");
  if (run->language)
    buffer_printf(out, " %s", run->language);
  tail_dump(item, out);
  buffer_byte(out, ' ');
  text_dump(run->text, run->text_length, out);
}

static void fill_dump(const struct display_item *item, struct buffer *out) {
  buffer_text(out, "fill");
  rectangle_dump(item->fill, out);
  tail_dump(item, out);
}

static void rule_dump(const struct display_item *item, struct buffer *out) {
  buffer_text(out, "rule");
  lengths_dump((const mpt[]){item->rule.x1, item->rule.y1, item->rule.x2, item->rule.y2}, 4, out);
  buffer_text(out, " thickness");
  lengths_dump(&item->rule.thickness, 1, out);
  tail_dump(item, out);
}

/* Only the last part of the path: goldens must not know where the project lies. */
static void image_dump(const struct display_item *item, struct buffer *out) {
  const struct picture *picture = item->image.picture;
  const char *slash = picture->path ? strrchr(picture->path, '/') : NULL;
  buffer_text(out, "image");
  rectangle_dump(item->image.place, out);
  buffer_text(out, " clip");
  rectangle_dump(item->image.clip, out);
  rotation_dump(item->image.rotate, out);
  buffer_printf(out, " %s %ux%u", picture->jpeg ? "jpeg" : "png", picture->width, picture->height);
  digest_dump(picture->digest, out);
  tail_dump(item, out);
  string_dump("file", slash ? slash + 1 : picture->path, out);
}

static void modules_dump(const struct display_item *item, struct buffer *out) {
  const struct modules *modules = item->modules.modules;
  uint8_t digest[32];
  unsigned rows = modules->rows > 0 ? modules->rows : modules->size;
  hash_data(modules->bits, rows * ((modules->size + 7u) / 8), digest);
  buffer_text(out, "modules");
  rectangle_dump(item->modules.place, out);
  buffer_printf(out, " %ux%u%s", modules->size, rows, item->modules.turned ? " turned" : "");
  digest_dump(digest, out);
  tail_dump(item, out);
}

static void link_dump(const struct display_item *item, struct buffer *out) {
  buffer_text(out, "link");
  rectangle_dump(item->link.place, out);
  tail_dump(item, out);
  string_dump("to", item->link.target, out);
  if (!item->link.target)
    buffer_text(out, " within");
  string_dump("description", item->link.description, out);
}

static void (*const item_dumps[])(const struct display_item *, struct buffer *) = {
    [ITEM_RUN] = run_dump,     [ITEM_FILL] = fill_dump,       [ITEM_RULE] = rule_dump,
    [ITEM_IMAGE] = image_dump, [ITEM_MODULES] = modules_dump, [ITEM_LINK] = link_dump,
};

static void adjustment_dump(const char *name, const struct adjustment *adjustment, struct buffer *out) {
  if (adjustment_is_none(adjustment))
    return;
  buffer_printf(out, " %s %d/%d", name, (int)adjustment->scale_x, (int)adjustment->scale_y);
  lengths_dump((const mpt[]){adjustment->x, adjustment->y}, 2, out);
}

static void page_dump(const struct display_page *page, size_t number, struct buffer *out) {
  buffer_printf(out, "page %zu", number);
  lengths_dump((const mpt[]){page->width, page->height}, 2, out);
  if (page->bleed) {
    buffer_text(out, " bleed");
    lengths_dump(&page->bleed, 1, out);
  }
  adjustment_dump("screen", &page->screen, out);
  adjustment_dump("desk", &page->desk, out);
  buffer_byte(out, '\n');
  for (size_t i = 0; i < page->item_count; i++) {
    buffer_text(out, "  ");
    item_dumps[page->items[i].kind](&page->items[i], out);
    buffer_byte(out, '\n');
  }
}

static void cell_dump(const struct structure_node *node, struct buffer *out) {
  static const char *const scopes[] = {[SCOPE_COLUMN] = "column", [SCOPE_ROW] = "row", [SCOPE_BOTH] = "both"};
  if (node->column_span > 1)
    buffer_printf(out, " columns %u", node->column_span);
  if (node->row_span > 1)
    buffer_printf(out, " rows %u", node->row_span);
  if (node->scope)
    buffer_printf(out, " scope %s", scopes[node->scope]);
  if (node->ordered)
    buffer_text(out, " ordered");
}

static void node_dump(const struct structure_node *node, uint32_t number, unsigned depth, struct buffer *out) {
  buffer_printf(out, "%*s%u %s", (int)(2 * depth), "", number, role_layout_name(node->role));
  if (node->language)
    buffer_printf(out, " %s", node->language);
  cell_dump(node, out);
  if (node->reference)
    buffer_printf(out, " refers to %u", node->reference);
  string_dump("title", node->title, out);
  string_dump("alt", node->alt, out);
  buffer_byte(out, '\n');
}

/* Nodes stand parents first, so one pass finds every depth. */
static void nodes_dump(const struct display_list *list, struct buffer *out) {
  if (list->node_count <= NODE_FIRST)
    return;
  unsigned *depth = memory_alloc(list->node_count * sizeof *depth);
  depth[NODE_ARTIFACT] = depth[NODE_ROOT] = 0;
  buffer_text(out, "nodes\n");
  for (uint32_t i = NODE_FIRST; i < list->node_count; i++) {
    const struct structure_node *node = &list->nodes[i];
    depth[i] = depth[node->parent] + 1;
    node_dump(node, i, depth[i], out);
  }
  free(depth);
}

void dump_write(const struct display_list *list, size_t first_page, struct buffer *out) {
  nodes_dump(list, out);
  for (size_t i = 0; i < list->page_count; i++)
    page_dump(&list->pages[i], first_page + i, out);
}
