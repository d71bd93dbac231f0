/* The worst cards are kept as parcels: what is printed, and not a second setting of it, is what the contact sheet
 * shows, and a card that falls out of the worst again leaves nothing behind. */
#include "batch/contact.h"

#include "base/buffer.h"
#include "batch/card_list.h"
#include "batch/large.h"
#include "batch/parcel.h"
#include "batch/worst.h"
#include "batch/writing.h"
#include "compose/contact_sheet.h"
#include "pdf/document.h"
#include "pdf/srgb.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 24 /* cards of a kind */ };

struct kept_card {
  int users; /* kinds that it is among the worst of */
  struct buffer parcel;
};

struct contact {
  struct output_spec spec;
  struct arena *scratch; /* of a card being packed */
  struct worst worst[CONCERN_COUNT];
  size_t cards;
  struct card_list_style style;
  struct writing list;
  struct buffer row;
  bool opened, failed;
  struct file_output *files[EXTRA_COUNT];
  const char *paths[EXTRA_COUNT];
};

static struct job_file *first_file(const struct contact *contact) {
  return &contact->spec.files[0];
}

static void kept_release(struct kept_card *kept) {
  if (!kept || --kept->users > 0)
    return;
  buffer_drop(&kept->parcel);
  free(kept);
}

static void contact_release(void *self) {
  struct contact *contact = self;
  for (size_t i = 0; i < CONCERN_COUNT; i++)
    for (size_t j = 0; j < contact->worst[i].count; j++)
      kept_release(contact->worst[i].entries[j].what);
  buffer_drop(&contact->row);
  buffer_drop(&contact->list.chunk);
  hash_drop(contact->list.hash);
  arena_drop(contact->scratch);
}

struct contact *contact_new(const struct output_spec *spec) {
  struct contact *contact = arena_zalloc(spec->arena, 1, sizeof *contact);
  contact->spec = *spec;
  contact->scratch = arena_new();
  contact->style = card_list_style(first_file(contact)->job.language);
  for (size_t i = 0; i < CONCERN_COUNT; i++)
    contact->worst[i] = worst_new(spec->arena, MOST);
  for (size_t i = 0; i < EXTRA_COUNT; i++)
    contact->paths[i] = file_join(spec->arena, spec->options->output,
                                  output_extra_path(spec->arena, &first_file(contact)->job, (enum job_extra_kind)i));
  arena_defer(spec->arena, contact_release, contact);
  return contact;
}

struct file_output **contact_files(struct contact *contact) {
  return contact->files;
}

const char *contact_path(const struct contact *contact, enum job_extra_kind kind) {
  return contact->paths[kind];
}

static void write_fail(struct contact *contact, int error, enum job_extra_kind kind) {
  output_report_unwritten(first_file(contact)->sink, error, contact->paths[kind]);
  first_file(contact)->result.system = true;
  contact->failed = true;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static void list_flush(struct contact *contact) {
  if (!contact->failed && !writing_take(&contact->list, contact->row.data, contact->row.length))
    write_fail(contact, contact->list.error, EXTRA_LIST);
  buffer_clear(&contact->row);
}

static void list_open(struct contact *contact) {
  contact->opened = true;
  if (!writing_open(&contact->list, contact->paths[EXTRA_LIST])) {
    write_fail(contact, errno, EXTRA_LIST);
    return;
  }
  contact->files[EXTRA_LIST] = contact->list.file;
  card_list_head(&contact->style, &contact->row);
  list_flush(contact);
}

/* --- the worst ---------------------------------------------------------------------------------------------------- */

/* How bad a card is, the more the worse; 0: not at all. */
static uint64_t concern_mark(const struct card_record *record, enum concern concern) {
  switch (concern) {
  case CONCERN_NAME:
    return record->name_size > 0 ? (uint64_t)(INT32_MAX - record->name_size) + 1 : 0;
  case CONCERN_SHRUNK:
    return record->shrunk < 1000 ? 1000 - record->shrunk : 0;
  case CONCERN_LINE:
    return record->filled;
  case CONCERN_FONT:
    return record->fallback != NULL;
  case CONCERN_PHOTO:
    return record->photo_missing;
  case CONCERN_PICTURES:
    return record->resolution > 0 ? (uint64_t)UINT32_MAX - record->resolution + 1 : 0;
  case CONCERN_COUNT:
    break;
  }
  return 0;
}

/* A figure's node with its words; of others only what they are matters. */
static uint32_t node_keep(struct arena *arena, struct display_list *list, const struct structure_node *node) {
  uint32_t kept = structure_node_add(arena, list, node->role, NODE_ROOT);
  list->nodes[kept].alt = node->alt;
  list->nodes[kept].language = node->language;
  list->nodes[kept].at = node->at;
  list->nodes[kept].rule = node->rule;
  return kept;
}

/* The card alone, as a list of its own. */
static struct kept_card *card_keep(struct contact *contact, const struct display_list *from,
                                   const struct card_record *record) {
  struct arena *arena = contact->scratch;
  struct kept_card *kept = memory_alloc(sizeof *kept);
  struct display_list *list = display_list_new(arena);
  struct card_record alone = *record;
  *kept = (struct kept_card){0};
  alone.page = 0;
  for (size_t side = 0; side < 2; side++) {
    const struct card_side *part = &record->sides[side];
    struct display_page *page = display_page_add(arena, list, part->place.width, part->place.height, 0);
    const struct display_item *items = part->count ? from->pages[record->page + side].items + part->first : NULL;
    for (size_t i = 0; i < part->count; i++) {
      uint32_t node = items[i].node < NODE_FIRST ? items[i].node : node_keep(arena, list, &from->nodes[items[i].node]);
      *display_item_add(arena, page, items[i].kind, node) = items[i];
      page->items[page->item_count - 1].node = node;
    }
    alone.sides[side].first = 0;
  }
  *ARENA_PUSH(arena, list->cards, list->card_count, list->card_capacity) = alone;
  parcel_pack(list, &kept->parcel);
  arena_reset(arena);
  return kept;
}

static void card_look(struct contact *contact, const struct display_list *list, const struct card_record *record) {
  struct kept_card *kept = NULL;
  for (size_t i = 0; i < CONCERN_COUNT; i++) {
    uint64_t mark = concern_mark(record, (enum concern)i);
    if (mark == 0 || !worst_wants(&contact->worst[i], mark))
      continue;
    kept = kept ? kept : card_keep(contact, list, record);
    kept->users++;
    kept_release(worst_add(&contact->worst[i], mark, kept));
  }
}

void contact_take(struct contact *contact, const struct display_list *list, size_t volume, size_t page) {
  if (list->card_count > 0 && !contact->opened)
    list_open(contact);
  for (size_t i = 0; i < list->card_count; i++) {
    const struct card_record *record = &list->cards[i];
    card_look(contact, list, record);
    card_list_row(&contact->style, record, volume + 1, page + record->page + 1, &contact->row);
  }
  contact->cards += list->card_count;
  if (contact->opened)
    list_flush(contact);
}

/* --- the contact sheet -------------------------------------------------------------------------------------------- */

/* NULL when a picture is gone. */
static const struct display_list *kept_open(struct contact *contact, struct arena *arena, struct kept_card *kept) {
  const struct parcel_reader reader = {.fonts = setter_fontmap(contact->spec.making->event->setter),
                                       .picture = large_picture_map};
  char *data = arena_memdup(arena, kept->parcel.data, kept->parcel.length);
  return parcel_open(arena, data, kept->parcel.length, &reader);
}

static bool group_open(struct contact *contact, struct arena *arena, enum concern concern,
                       struct contact_group *group) {
  struct worst *worst = &contact->worst[concern];
  struct contact_card *cards = arena_zalloc(arena, worst->count, sizeof *cards);
  worst_sort(worst);
  *group = (struct contact_group){concern, cards, worst->count, worst->seen};
  for (size_t i = 0; i < worst->count; i++) {
    cards[i].list = kept_open(contact, arena, worst->entries[i].what);
    if (!cards[i].list)
      return false;
    cards[i].record = &cards[i].list->cards[0];
  }
  return true;
}

static const struct display_list *sheet_make(struct contact *contact, struct arena *arena, const struct layout *layout,
                                             struct sink *sink) {
  const struct making *making = contact->spec.making;
  const struct job *job = &first_file(contact)->job;
  struct contact_group groups[CONCERN_COUNT];
  for (size_t i = 0; i < CONCERN_COUNT; i++)
    if (!group_open(contact, arena, (enum concern)i, &groups[i])) {
      sink_report(sink, EVENT_CHANGED, job->at, NULL);
      return NULL;
    }
  return contact_sheet_make(arena, &(struct contact_spec){.event = making->event->event,
                                                          .document = job->document,
                                                          .language = job->language,
                                                          .layout = layout,
                                                          .limits = &contact->spec.options->limits,
                                                          .setter = making->event->setter,
                                                          .sink = sink,
                                                          .groups = groups,
                                                          .group_count = CONCERN_COUNT,
                                                          .cards = contact->cards});
}

/* "Badges — Contact sheet", by the layout's title. */
static struct document_info sheet_info(const struct contact *contact, struct arena *arena,
                                       const struct layout *layout) {
  struct document_info info = *contact->spec.info;
  const struct template *title = local_template_find(&layout->title, first_file(contact)->job.language, "en");
  const char *words = title && title->count > 0 && title->parts[0].text ? title->parts[0].text : layout->name;
  int length = title && title->count > 0 && title->parts[0].text ? (int)title->parts[0].length : (int)strlen(words);
  info.title = arena_printf(arena, "%s — %.*s", info.title ? info.title : "", length, words);
  return info;
}

/* A file for screens, in which CMYK is meant for the press that the cards go to. */
static struct pdf_document *sheet_draw(struct contact *contact, struct arena *arena, const struct document_info *info,
                                       const struct display_list *list) {
  const struct making *making = contact->spec.making;
  const struct job_file *file = first_file(contact);
  const struct pdf_spec spec = {.profile = PROFILE_MEDIA,
                                .tagged = true,
                                .intent = srgb_intent(arena),
                                .inks = store_inks(contact->spec.store, making->event, making->layout->layout),
                                .info = info,
                                .program = BASMA_PROGRAM,
                                .deflater = making->event->deflater,
                                .at = file->job.at,
                                .sink = file->sink};
  struct pdf_document *pdf = pdf_document_new(&spec);
  struct device device = pdf_document_device(pdf);
  if (device.part(device.self, list))
    return pdf;
  pdf_document_drop(pdf);
  return NULL;
}

static void extra_note(struct contact *contact, enum job_extra_kind kind, const struct writing *writing, size_t pages,
                       const char *sha256) {
  struct job_extra *extra = &first_file(contact)->result.extras[kind];
  extra->bytes = writing->bytes;
  extra->pages = pages;
  memcpy(extra->sha256, sha256, HASH_HEX_SIZE);
}

static void sheet_write(struct contact *contact, struct pdf_document *pdf, size_t pages) {
  struct writing writing;
  char sha256[HASH_HEX_SIZE];
  if (!writing_open(&writing, contact->paths[EXTRA_PROOF])) {
    write_fail(contact, errno, EXTRA_PROOF);
    return;
  }
  contact->files[EXTRA_PROOF] = writing.file;
  bool good = pdf_document_write(pdf, &(struct pdf_output){writing_take, &writing});
  good = writing_end(&writing, sha256) && good;
  if (writing.error)
    write_fail(contact, writing.error, EXTRA_PROOF);
  if (good)
    extra_note(contact, EXTRA_PROOF, &writing, pages, sha256);
}

/* Warnings about captions are nobody's business; errors are. */
static void sheet_end(struct contact *contact) {
  struct arena *arena = arena_new();
  struct sink *sink = sink_new(), *out = first_file(contact)->sink;
  const struct making *making = contact->spec.making;
  const struct job *job = &first_file(contact)->job;
  const struct layout *layout = layout_read(arena, &making->event->layouts, "proof", NULL, job->at, sink);
  const struct display_list *list = layout ? sheet_make(contact, arena, layout, sink) : NULL;
  if (!list)
    sink_merge(out, sink);
  sink_drop(sink);
  if (list) {
    const struct document_info info = sheet_info(contact, arena, layout);
    struct pdf_document *pdf = sheet_draw(contact, arena, &info, list);
    if (pdf)
      sheet_write(contact, pdf, list->page_count);
    pdf_document_drop(pdf);
  }
  arena_drop(arena);
}

void contact_end(struct contact *contact) {
  char sha256[HASH_HEX_SIZE];
  if (!contact->opened || contact->failed)
    return;
  if (!writing_end(&contact->list, sha256)) {
    write_fail(contact, contact->list.error, EXTRA_LIST);
    return;
  }
  extra_note(contact, EXTRA_LIST, &contact->list, 0, sha256);
  sheet_end(contact);
}
