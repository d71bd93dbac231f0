/* The rehearsal. Targets -> messages -> lines of a page, and files. One message is in memory at a time. */
#include "mail/prepare.h"

#include "base/utf8.h"
#include "input/locale.h"
#include "mail/eml.h"

#include <errno.h>
#include <string.h>

struct preparing {
  struct campaign *campaign;
  const struct audience *audience;
  struct eml_folder *folder; /* NULL: no files */
  struct buffer page;
  struct message message;
  bool failed, system;
};

/* --- the page ----------------------------------------------------------------------------------------------------- */

static const char *const words[][2] = {
    {"event", "событие"},
    {"version", "версия"},
    {"correction, to those who got the earlier version", "исправление для тех, кто получил прежнюю версию"},
    {"embargo", "эмбарго"},
    {"from", "от"},
    {"messages", "писем"},
    {"left out", "пропущено"},
    {"on the list of those who want no mail", "отказались от рассылки"},
    {"attached", "приложения"},
    {"none", "нет"},
    {"recipient", "получатель"},
    {"language", "язык"},
    {"subject", "тема"},
    {"test: all to", "проба: всё на"},
};
enum word {
  WORD_EVENT,
  WORD_VERSION,
  WORD_CORRECTION,
  WORD_EMBARGO,
  WORD_FROM,
  WORD_MESSAGES,
  WORD_LEFT_OUT,
  WORD_SUPPRESSED,
  WORD_ATTACHED,
  WORD_NONE,
  WORD_RECIPIENT,
  WORD_LANGUAGE,
  WORD_SUBJECT,
  WORD_TEST
};

static const char *word(const struct preparing *preparing, enum word index) {
  return words[index][preparing->campaign->options->language];
}

static void padded(struct buffer *out, const char *text, size_t width) {
  buffer_text(out, text);
  for (size_t have = utf8_count(text, strlen(text)); have < width; have++)
    buffer_byte(out, ' ');
  buffer_text(out, "  ");
}

static void line_add(struct preparing *preparing, enum word index, const char *text) {
  padded(&preparing->page, word(preparing, index), 12);
  buffer_printf(&preparing->page, "%s\n", text);
}

static void attachments_add(struct preparing *preparing, size_t language) {
  const struct attachment_list *list = &preparing->campaign->attachments[language];
  for (size_t i = 0; i < list->count; i++)
    buffer_printf(&preparing->page, "  %s  %s  %zu B  sha256 %s\n", preparing->campaign->event->languages[language],
                  list->items[i].path, list->items[i].size, list->items[i].sha256);
}

static void head_add(struct preparing *preparing, struct arena *arena) {
  const struct campaign *campaign = preparing->campaign;
  const struct value *embargo = value_field(campaign->release, "embargo");
  const char *language = campaign->options->language == MESSAGE_RUSSIAN ? "ru" : "en";
  line_add(
      preparing, WORD_EVENT,
      arena_printf(arena, "%s%s%s", campaign->event->id, *campaign->release_id ? " / " : "", campaign->release_id));
  line_add(preparing, WORD_VERSION,
           arena_printf(arena, "%d%s%s", campaign->version, campaign->version > 1 ? ", " : "",
                        campaign->version > 1 ? word(preparing, WORD_CORRECTION) : ""));
  if (embargo)
    line_add(preparing, WORD_EMBARGO, locale_instant(arena, locale_find(language), embargo));
  line_add(preparing, WORD_FROM, campaign->sender.from.written);
  if (preparing->audience->test && preparing->audience->count)
    line_add(preparing, WORD_TEST, preparing->audience->items[0].to->written);
  line_add(preparing, WORD_MESSAGES, arena_printf(arena, "%zu", preparing->audience->count));
  if (campaign->media.refused)
    line_add(preparing, WORD_LEFT_OUT, arena_printf(arena, "%zu", campaign->media.refused));
  if (campaign->media.suppressed)
    line_add(preparing, WORD_LEFT_OUT,
             arena_printf(arena, "%zu (%s)", campaign->media.suppressed, word(preparing, WORD_SUPPRESSED)));
  size_t start = preparing->page.length;
  line_add(preparing, WORD_ATTACHED, "");
  size_t none = preparing->page.length;
  for (size_t i = 0; i < campaign->event->language_count; i++)
    attachments_add(preparing, i);
  if (preparing->page.length == none) {
    preparing->page.length = start;
    line_add(preparing, WORD_ATTACHED, word(preparing, WORD_NONE));
  }
}

static size_t width_of(const struct audience *audience) {
  enum { WIDEST = 40 };
  size_t width = 10;
  for (size_t i = 0; i < audience->count; i++) {
    const char *address = audience->items[i].recipient->address.written;
    size_t characters = utf8_count(address, strlen(address));
    width = characters > width && characters <= WIDEST ? characters : width;
  }
  return width;
}

static void row_add(struct preparing *preparing, const struct target *target, size_t width, const char *subject) {
  const struct campaign *campaign = preparing->campaign;
  size_t attached = campaign->attachments[campaign_language(campaign, target->recipient->language)].count;
  padded(&preparing->page, target->recipient->address.written, width);
  padded(&preparing->page, target->recipient->language, 4);
  buffer_printf(&preparing->page, "%s  [%zu]  %zu B\n", subject, attached, preparing->message.size);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static void file_add(struct preparing *preparing, const struct target *target, struct arena *scratch) {
  const char *name = preparing->audience->test ? arena_printf(scratch, "test.%s", target->recipient->language)
                                               : eml_name(scratch, target->to->wire);
  if (eml_write(preparing->folder, name, &preparing->message))
    return;
  sink_report(preparing->campaign->sink, FILE_NOT_WRITTEN, (struct position){0},
              arena_printf(scratch, "%s/%s.eml", preparing->campaign->folder, name), strerror(errno), NULL);
  preparing->system = true;
}

static void targets_prepare(struct preparing *preparing) {
  const struct audience *audience = preparing->audience;
  size_t width = width_of(audience);
  struct arena *scratch = arena_new();
  for (size_t i = 0; i < audience->count && !preparing->system; i++) {
    const struct target *target = &audience->items[i];
    const struct campaign_message wanted = {.recipient = target->recipient,
                                            .to = target->to,
                                            .thread = target->thread,
                                            .thread_count = target->thread_count,
                                            .test = audience->test,
                                            .draft = preparing->folder != NULL};
    struct letter letter;
    if (!campaign_message_make(preparing->campaign, scratch, &wanted, &letter, &preparing->message)) {
      preparing->failed = true;
    } else {
      row_add(preparing, target, width, letter.subject);
      if (preparing->folder)
        file_add(preparing, target, scratch);
    }
    arena_reset(scratch);
  }
  arena_drop(scratch);
}

static bool folder_open(struct preparing *preparing) {
  preparing->folder = eml_open(preparing->campaign->arena, preparing->campaign->folder);
  if (preparing->folder)
    return true;
  sink_report(preparing->campaign->sink, FILE_NOT_WRITTEN, (struct position){0}, preparing->campaign->folder,
              strerror(errno), NULL);
  return false;
}

static void folder_close(struct preparing *preparing, bool good) {
  if (!preparing->folder)
    return;
  if (!good) {
    eml_drop(preparing->folder);
  } else if (!eml_commit(preparing->folder, preparing->audience->test ? "test." : "")) {
    sink_report(preparing->campaign->sink, FILE_NOT_WRITTEN, (struct position){0}, preparing->campaign->folder,
                strerror(errno), NULL);
    preparing->system = true;
  }
}

enum prepare_status prepare_run(struct campaign *campaign, const struct audience *audience, bool files, FILE *page) {
  struct preparing preparing = {.campaign = campaign, .audience = audience};
  struct arena *arena = arena_new();
  if (files && !folder_open(&preparing)) {
    arena_drop(arena);
    return PREPARE_SYSTEM;
  }
  head_add(&preparing, arena);
  buffer_byte(&preparing.page, '\n');
  targets_prepare(&preparing);
  bool good = !preparing.failed && !preparing.system;
  folder_close(&preparing, good);
  if (good && !preparing.system && fwrite(preparing.page.data, 1, preparing.page.length, page) != preparing.page.length)
    preparing.system = true;
  buffer_drop(&preparing.page);
  message_drop(&preparing.message);
  arena_drop(arena);
  return preparing.system ? PREPARE_SYSTEM : good ? PREPARE_MADE : PREPARE_REFUSED;
}
