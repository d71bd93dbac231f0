/* A document: parts in, a file out.
 *
 *   part:  pages -> content streams, compressed at once; fonts, pictures, links, structure noted
 *   write: page tree, fonts, structure, outline, metadata -> writer
 *
 * Nothing of a part is kept but compressed content and a small record a page. */
#include "pdf/document.h"

#include "base/hash.h"
#include "pdf/accessibility.h"
#include "pdf/attachment.h"
#include "pdf/colour.h"
#include "pdf/content.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/links.h"
#include "pdf/outline.h"
#include "pdf/press.h"
#include "pdf/profile.h"
#include "pdf/profile_print.h"
#include "pdf/strings.h"
#include "pdf/structure.h"
#include "pdf/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGES_PER_NODE = 64 };        /* of the page tree */
static const mpt MARKS_ROOM = 28346; /* 10 mm around the bleed where marks are drawn outside of it */
static const mpt SIDE_MIN = 3 * MPT_PER_PT, SIDE_MAX = 14400 * MPT_PER_PT; /* ISO 32000-1, annex C */

struct page_record {
  struct pdf_document *document;
  struct page_record *next;
  uint32_t object, content;
  uint32_t parent; /* page tree node, known at the end */
  mpt width, height, bleed;
  mpt offset; /* of the trim box from the media box */
  uint32_t first_link, link_count;
  uint32_t key; /* tagged: in the parent tree */
  size_t image_count;
  struct {
    uint32_t number, object;
  } images[];
};

struct pdf_document {
  struct arena *arena;
  struct pdf_spec spec;
  struct writer *writer;
  struct deflater *deflater;
  struct content *content;
  struct fonts *fonts;
  struct images *images;
  struct colours *colours;
  struct press *press; /* NULL: not for a press */
  struct outline *outline;
  struct structure *structure; /* NULL: not tagged */
  struct links *links;         /* NULL: print files have no annotations */
  struct accessibility accessibility;
  struct hash *hash; /* of everything that the pages show */
  struct hash *text; /* of their text; NULL: nobody will ask */
  struct page_record *first, *last;
  size_t page_count;
  uint32_t font_resources; /* object */
  uint32_t spot_resources; /* object; 0: not for print */
  bool failed;
};

/* Colours, what they are written into, and for print who looks at them. */
static void press_open(struct pdf_document *document) {
  const struct pdf_spec *spec = &document->spec;
  bool print = spec->profile == PROFILE_PRINT;
  document->colours = colours_new(
      document->arena, &(struct colours_spec){.print = print, .inks = spec->inks, .at = spec->at, .sink = spec->sink});
  if (!print)
    return;
  writer_version_16(document->writer);
  document->spot_resources = writer_object(document->writer);
  document->press =
      press_new(document->arena,
                &(struct press_spec){
                    .colours = document->colours, .ink_limit = spec->ink_limit, .at = spec->at, .sink = spec->sink});
}

struct pdf_document *pdf_document_new(const struct pdf_spec *spec) {
  struct pdf_document *document = memory_alloc(sizeof *document);
  *document = (struct pdf_document){.arena = arena_new(), .spec = *spec, .accessibility = {.sink = spec->sink}};
  document->deflater = spec->deflater ? spec->deflater : deflater_new();
  document->writer = writer_new(spec->at, spec->sink, document->deflater);
  document->fonts = fonts_new(document->arena, document->writer);
  document->hash = hash_new();
  document->text = spec->compared ? hash_new() : NULL;
  press_open(document);
  document->images = images_new(document->arena, &(struct images_spec){.writer = document->writer,
                                                                       .deflater = document->deflater,
                                                                       .colours = document->colours,
                                                                       .press = document->press,
                                                                       .at = spec->at,
                                                                       .sink = spec->sink});
  document->content = content_new(&(struct content_spec){.fonts = document->fonts,
                                                         .images = document->images,
                                                         .colours = document->colours,
                                                         .print = spec->profile == PROFILE_PRINT,
                                                         .press = document->press,
                                                         .text = document->text,
                                                         .tagged = spec->tagged});
  document->outline = outline_new(document->arena);
  document->structure = spec->tagged ? structure_new(document->arena, document->writer) : NULL;
  if (spec->profile != PROFILE_PRINT)
    document->links = links_new(
        document->arena,
        &(struct links_spec){.writer = document->writer, .structure = document->structure, .hash = document->hash});
  document->font_resources = writer_object(document->writer);
  return document;
}

void pdf_document_drop(struct pdf_document *document) {
  if (!document)
    return;
  content_drop(document->content);
  writer_drop(document->writer);
  if (!document->spec.deflater)
    deflater_drop(document->deflater);
  hash_drop(document->hash);
  hash_drop(document->text);
  arena_drop(document->arena);
  free(document);
}

void pdf_document_text(struct pdf_document *document, uint8_t digest[32]) {
  hash_finish(document->text, digest);
}

size_t pdf_document_pages(const struct pdf_document *document) {
  return document->page_count;
}

/* --- pages ----------------------------------------------------------------------------------------------------------
 */

static bool rule_is_outside(const struct display_page *page, const struct display_item *item) {
  mpt low = -page->bleed, right = page->width + page->bleed, bottom = page->height + page->bleed;
  return item->kind == ITEM_RULE &&
         (item->rule.x1 < low || item->rule.x2 < low || item->rule.y1 < low || item->rule.y2 < low ||
          item->rule.x1 > right || item->rule.x2 > right || item->rule.y1 > bottom || item->rule.y2 > bottom);
}

/* The media box holds the bleed, and room for marks where there are some. */
static mpt page_offset(const struct display_page *page) {
  if (page->bleed <= 0)
    return 0;
  for (size_t i = 0; i < page->item_count; i++)
    if (rule_is_outside(page, &page->items[i]))
      return page->bleed + MARKS_ROOM;
  return page->bleed;
}

static bool side_is_good(mpt side, mpt offset) {
  int64_t whole = (int64_t)side + 2 * (int64_t)offset;
  return whole >= SIDE_MIN && whole <= SIDE_MAX;
}

static bool page_size_check(struct pdf_document *document, const struct display_page *page, mpt offset) {
  if (side_is_good(page->width, offset) && side_is_good(page->height, offset))
    return true;
  char width[24], height[24];
  snprintf(width, sizeof width, "%lld", ((long long)page->width + 2LL * offset) / MPT_PER_PT);
  snprintf(height, sizeof height, "%lld", ((long long)page->height + 2LL * offset) / MPT_PER_PT);
  sink_report(document->spec.sink, PDF_PAGE_SIZE, document->spec.at, width, height, NULL);
  return false;
}

static void box_print(struct buffer *out, const char *name, mpt inset, const struct page_record *page) {
  mpt width = page->width + 2 * page->offset, height = page->height + 2 * page->offset;
  const mpt sides[] = {inset, inset, width - inset, height - inset};
  buffer_printf(out, "/%s[", name);
  for (int i = 0; i < 4; i++) {
    if (i)
      buffer_byte(out, ' ');
    buffer_mpt(out, sides[i]);
  }
  buffer_byte(out, ']');
}

/* Resources stand at each page: PDF/A refuses inherited ones. */
static void resources_print(const struct page_record *page, struct buffer *out) {
  buffer_printf(out, "/Resources<</Font %u 0 R", page->document->font_resources);
  if (page->document->spot_resources)
    buffer_printf(out, "/ColorSpace %u 0 R" PRINT_STATES, page->document->spot_resources);
  if (page->image_count)
    buffer_text(out, "/XObject<<");
  for (size_t i = 0; i < page->image_count; i++)
    buffer_printf(out, "/I%u %u 0 R", page->images[i].number, page->images[i].object);
  buffer_text(out, page->image_count ? ">>>>" : ">>");
}

static void page_make(void *self, struct buffer *out) {
  const struct page_record *page = self;
  buffer_printf(out, "/Type/Page/Parent %u 0 R", page->parent);
  box_print(out, "MediaBox", 0, page);
  box_print(out, "BleedBox", page->offset - page->bleed, page);
  box_print(out, "TrimBox", page->offset, page);
  resources_print(page, out);
  buffer_printf(out, "/Contents %u 0 R", page->content);
  if (page->document->spec.profile == PROFILE_PRINT && page->image_count)
    buffer_text(out, PRINT_GROUP);
  if (page->link_count)
    buffer_text(out, "/Annots[");
  for (uint32_t i = 0; i < page->link_count; i++)
    buffer_printf(out, "%u 0 R ", page->first_link + i);
  if (page->link_count)
    buffer_byte(out, ']');
  if (page->document->structure)
    buffer_printf(out, "/StructParents %u/Tabs/S", page->key);
}

static struct page_record *page_record_add(struct pdf_document *document, const struct display_page *page, mpt offset,
                                           const struct page_content *content) {
  struct page_record *record =
      arena_alloc(document->arena, sizeof *record + content->image_count * sizeof *record->images);
  *record = (struct page_record){.document = document,
                                 .object = writer_object(document->writer),
                                 .content = writer_object(document->writer),
                                 .width = page->width,
                                 .height = page->height,
                                 .bleed = page->bleed > 0 ? page->bleed : 0,
                                 .offset = offset,
                                 .image_count = content->image_count};
  for (size_t i = 0; i < content->image_count; i++) {
    record->images[i].number = content->images[i]->number;
    record->images[i].object = content->images[i]->object;
  }
  if (document->last)
    document->last->next = record;
  else
    document->first = record;
  document->last = record;
  document->page_count++;
  return record;
}

static void content_add(struct pdf_document *document, uint32_t object, const struct buffer *operators) {
  struct blob blob = deflate_data(document->deflater, operators->data, operators->length);
  hash_add(document->hash, blob.data, blob.length);
  writer_dictionary_literal(document->writer, object, "/Filter/FlateDecode");
  writer_stream(document->writer, object, blob);
}

/* --- figures --------------------------------------------------------------------------------------------------------
 */

static void figures_add(struct structure *structure, const struct display_list *list, const struct display_page *page,
                        mpt offset) {
  for (size_t i = 0; i < page->item_count; i++) {
    const struct display_item *item = &page->items[i];
    if (list->nodes[item->node].role != ROLE_FIGURE || (item->kind != ITEM_IMAGE && item->kind != ITEM_MODULES))
      continue;
    struct rectangle place = item->kind == ITEM_IMAGE ? item->image.clip : item->modules.place;
    mpt left = offset + place.x, top = offset + page->height - place.y;
    structure_figure(structure, item->node, (mpt[]){left, top - place.height, left + place.width, top});
  }
}

/* --- parts ----------------------------------------------------------------------------------------------------------
 */

/* A press takes pages as they are; a desk printer has its own faults. */
static const struct adjustment *page_adjustment(const struct pdf_document *document, const struct display_page *page) {
  return document->spec.profile == PROFILE_PRINT    ? NULL
         : document->spec.profile == PROFILE_OFFICE ? &page->desk
                                                    : &page->screen;
}

static const struct page_record *page_add(struct pdf_document *document, const struct display_list *list,
                                          const struct display_page *page) {
  struct page_content content;
  mpt offset = page_offset(page);
  if (!page_size_check(document, page, offset))
    document->failed = true;
  const struct adjustment *adjustment = page_adjustment(document, page);
  if (!content_page(document->content, &(struct content_page){list, page, offset, adjustment}, &content))
    document->failed = true;
  struct page_record *record = page_record_add(document, page, offset, &content);
  if (document->structure) {
    record->key = structure_page(document->structure, record->object, content.marks, content.mark_count);
    figures_add(document->structure, list, page, offset);
  }
  writer_lazy(document->writer, record->object, page_make, record);
  content_add(document, record->content, content.operators);
  if (document->links)
    record->link_count = links_page(document->links, list,
                                    &(struct link_page){page, offset, record->object, adjustment}, &record->first_link);
  return record;
}

static bool document_part(void *self, const struct display_list *list) {
  struct pdf_document *document = self;
  struct arena *arena = arena_new();
  struct link_page *pages = arena_array(arena, list->page_count, sizeof *pages);
  if (document->structure) {
    structure_part_begin(document->structure, list);
    document->failed = !accessibility_check(&document->accessibility, list) || document->failed;
  }
  for (size_t i = 0; i < list->page_count; i++) {
    const struct page_record *record = page_add(document, list, &list->pages[i]);
    pages[i] = (struct link_page){&list->pages[i], record->offset, record->object, NULL};
  }
  outline_part(document->outline, list, pages);
  if (document->links)
    links_part_end(document->links, list, pages);
  if (document->structure)
    structure_part_end(document->structure);
  arena_drop(arena);
  return !document->failed;
}

struct device pdf_document_device(struct pdf_document *document) {
  return (struct device){.self = document, .part = document_part};
}

/* --- writing --------------------------------------------------------------------------------------------------------
 */

/* Pages of one node of the page tree, from `page` on; returns the page after them. */
static struct page_record *pages_write(struct pdf_document *document, struct page_record *page, uint32_t node,
                                       size_t limit) {
  struct buffer kids = {0};
  size_t count = 0;
  for (; page && count < limit; page = page->next, count++) {
    page->parent = node;
    buffer_printf(&kids, "%u 0 R ", page->object);
  }
  struct buffer text = {0};
  if (node != WRITER_PAGES)
    buffer_printf(&text, "/Type/Pages/Parent %d 0 R", WRITER_PAGES);
  buffer_printf(&text, "/Count %zu/Kids[%s]", count, kids.data ? kids.data : "");
  writer_dictionary(document->writer, node, &text);
  buffer_drop(&kids);
  buffer_drop(&text);
  return page;
}

static void page_tree_write(struct pdf_document *document) {
  if (document->page_count <= PAGES_PER_NODE) {
    pages_write(document, document->first, WRITER_PAGES, PAGES_PER_NODE);
    return;
  }
  struct buffer text = {0};
  buffer_printf(&text, "/Count %zu/Kids[", document->page_count);
  for (struct page_record *page = document->first; page;) {
    uint32_t node = writer_object(document->writer);
    buffer_printf(&text, "%u 0 R ", node);
    page = pages_write(document, page, node, PAGES_PER_NODE);
  }
  buffer_byte(&text, ']');
  writer_dictionary(document->writer, WRITER_PAGES, &text);
  buffer_drop(&text);
}

static bool fonts_finish(struct pdf_document *document) {
  struct buffer text = {0};
  fonts_resources(document->fonts, &text);
  writer_dictionary(document->writer, document->font_resources, &text);
  buffer_clear(&text);
  colours_resources(document->colours, &text);
  writer_dictionary(document->writer, document->spot_resources, &text);
  buffer_drop(&text);
  return fonts_write(
      document->fonts,
      &(struct fonts_spec){.deflater = document->deflater, .at = document->spec.at, .sink = document->spec.sink});
}

static void catalog_write(struct pdf_document *document, const uint8_t digest[32]) {
  const struct pdf_spec *spec = &document->spec;
  struct buffer text = {0};
  if (spec->info->language) {
    buffer_text(&text, "/Lang");
    pdf_text(&text, spec->info->language, strlen(spec->info->language));
  }
  if (spec->info->title && *spec->info->title)
    buffer_text(&text, "/ViewerPreferences<</DisplayDocTitle true>>");
  bool screen = spec->profile != PROFILE_PRINT; /* nobody leafs through a printing plate */
  uint32_t outline = screen ? outline_write(document->outline, document->writer) : 0;
  if (outline)
    buffer_printf(&text, "/Outlines %u 0 R", outline);
  if (document->structure)
    buffer_printf(&text, "/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R", structure_write(document->structure));
  if (spec->tagged || spec->intent)
    buffer_printf(&text, "/Metadata %u 0 R", profile_metadata(spec, digest, document->writer));
  profile_intents(spec, document->writer, document->deflater, &text);
  attachment_write(spec, document->writer, document->deflater, &text);
  writer_dictionary(document->writer, WRITER_CATALOG, &text);
  buffer_drop(&text);
}

static void string_hash(struct hash *hash, const char *text) {
  if (text)
    hash_add(hash, text, strlen(text));
  hash_add(hash, "", 1);
}

/* Of all that the file will say. */
static void document_digest(struct pdf_document *document, uint8_t digest[32]) {
  const struct document_info *info = document->spec.info;
  const char *const texts[] = {info->title,    info->author, info->subject,         info->keywords,
                               info->language, info->date,   document->spec.program};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    string_hash(document->hash, texts[i]);
  if (document->spec.attachment)
    hash_add(document->hash, document->spec.attachment->data, document->spec.attachment->length);
  hash_finish(document->hash, digest);
}

bool pdf_document_write(struct pdf_document *document, const struct pdf_output *output) {
  uint8_t digest[32];
  if (document->failed || !fonts_finish(document))
    return false;
  if (document->spec.profile == PROFILE_PRINT && !print_check(&document->spec))
    return false;
  document_digest(document, digest);
  page_tree_write(document);
  catalog_write(document, digest);
  profile_info(&document->spec, document->writer);
  profile_id(digest, document->writer);
  return writer_write(document->writer, output);
}
