/* Reading a campaign: event -> release, sender, layout -> media list -> attachments -> what the letter says. */
#include "mail/campaign.h"

#include "base/file.h"
#include "batch/places.h"
#include "input/zone.h"
#include "mail/header.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const struct value *mail_field(const struct campaign *campaign, const char *name) {
  return value_field(value_field(campaign->event->root, "mail"), name);
}

/* --- event -------------------------------------------------------------------------------------------------------- */

/* The one that is named, or the only one. */
static bool release_find(struct campaign *campaign) {
  const struct value *root = campaign->event->root, *releases = value_field(root, "releases");
  const struct value *name = mail_field(campaign, "release");
  campaign->release_id = "";
  campaign->release = value_field(root, "release");
  if (!releases)
    return true;
  if (name)
    campaign->release = value_field(releases, name->text);
  else if (releases->map.count == 1)
    campaign->release = releases->map.pairs[0].value;
  if (!campaign->release && name)
    sink_report(campaign->sink, RELEASE_UNKNOWN, name->source.at, name->text, NULL);
  else if (!campaign->release && releases->map.count > 1)
    sink_report(campaign->sink, MAIL_RELEASE_WHICH, releases->source.at, NULL);
  for (size_t i = 0; i < releases->map.count; i++)
    if (releases->map.pairs[i].value == campaign->release)
      campaign->release_id = releases->map.pairs[i].key;
  return campaign->release || releases->map.count == 0;
}

static bool version_read(struct campaign *campaign) {
  const struct value *version = value_field(campaign->release, "version");
  enum { LARGEST = 1000 * 1000 };
  campaign->version = 1;
  if (!version)
    return true;
  if (version->thousandths < 1000 || version->thousandths % 1000 || version->thousandths / 1000 > LARGEST) {
    sink_report(campaign->sink, MAIL_VERSION, version->source.at, version->text, NULL);
    return false;
  }
  campaign->version = (int)(version->thousandths / 1000);
  return true;
}

static int64_t now(void) {
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  return epoch && *epoch ? strtoll(epoch, NULL, 10) : (int64_t)time(NULL);
}

struct campaign *campaign_open(struct arena *arena, const struct mail_options *options, struct sink *sink) {
  struct campaign *campaign = arena_zalloc(arena, 1, sizeof *campaign);
  *campaign = (struct campaign){.arena = arena, .options = options, .sink = sink, .seconds = now()};
  campaign->event = event_read(arena, options->event, &limits_default, sink);
  if (!campaign->event)
    return NULL;
  campaign->folder = arena_printf(arena, "%s/mail", file_join(arena, options->output, campaign->event->id));
  return release_find(campaign) && version_read(campaign) ? campaign : NULL;
}

bool campaign_embargo(const struct campaign *campaign, int64_t *seconds) {
  const struct value *embargo = value_field(campaign->release, "embargo");
  if (!embargo)
    return false;
  struct tm parts = {.tm_year = embargo->instant.date.year - 1900,
                     .tm_mon = embargo->instant.date.month - 1,
                     .tm_mday = embargo->instant.date.day};
  *seconds = (int64_t)timegm(&parts) + 60 * ((int64_t)embargo->instant.minute - embargo->instant.offset);
  return true;
}

size_t campaign_language(const struct campaign *campaign, const char *language) {
  size_t i = 0;
  while (i + 1 < campaign->event->language_count && strcmp(campaign->event->languages[i], language) != 0)
    i++;
  return i;
}

/* --- sender ------------------------------------------------------------------------------------------------------- */

static bool address_field(struct campaign *campaign, const char *name, struct address *out, bool *given) {
  const struct value *value = mail_field(campaign, name);
  *given = value != NULL;
  return !value || address_read(campaign->arena, campaign->sink, name, value->text, value->length, value->source, out);
}

static bool name_check(struct campaign *campaign, const struct value *name) {
  bool good = true;
  if (name && name->kind == VALUE_LOCAL)
    for (size_t i = 0; i < name->map.count; i++)
      good &= name_check(campaign, name->map.pairs[i].value);
  else if (name)
    good = header_check(campaign->sink, "name", name->text, name->length, name->source);
  return good;
}

static bool sender_read(struct campaign *campaign) {
  struct sender *sender = &campaign->sender;
  bool given;
  bool good = address_field(campaign, "from", &sender->from, &given);
  if (!given) {
    const struct value *mail = value_field(campaign->event->root, "mail");
    struct position at = mail ? mail->source.at : (struct position){.file = campaign->event->path};
    sink_report(campaign->sink, MAIL_NO_FROM, at, NULL);
    good = false;
  }
  good &= address_field(campaign, "reply-to", &sender->reply_to, &sender->has_reply_to);
  sender->name = mail_field(campaign, "name");
  return name_check(campaign, sender->name) && good;
}

static bool unsubscribe_read(struct campaign *campaign) {
  const struct value *list = mail_field(campaign, "unsubscribe");
  bool good = true;
  campaign->unsubscribe_count = value_count(list);
  campaign->unsubscribe = arena_zalloc(campaign->arena, campaign->unsubscribe_count, sizeof *campaign->unsubscribe);
  for (size_t i = 0; i < campaign->unsubscribe_count; i++) {
    const struct value *entry = list->list.items[i];
    struct local_template_entry *only = arena_zalloc(campaign->arena, 1, sizeof *only);
    good &= header_check(campaign->sink, "unsubscribe", entry->text, entry->length, entry->source) &&
            template_parse(campaign->arena, entry->text, entry->length, entry->source, campaign->sink, &only->template);
    campaign->unsubscribe[i] = (struct local_template){only, 1};
  }
  return good;
}

static bool layout_open(struct campaign *campaign) {
  const struct value *name = mail_field(campaign, "layout");
  struct position at = name ? name->source.at : (struct position){.file = campaign->event->path};
  const struct layout_path shared = places_layouts(campaign->arena, campaign->options->layouts);
  campaign->layouts = places_layouts_of(campaign->arena, campaign->event->folder, &shared);
  campaign->layout =
      layout_read(campaign->arena, &campaign->layouts, name ? name->text : "mail", NULL, at, campaign->sink);
  if (campaign->layout && campaign->layout->kind != LAYOUT_MAIL) {
    sink_report(campaign->sink, MAIL_LAYOUT_KIND, at, campaign->layout->name, NULL);
    return false;
  }
  return campaign->layout != NULL;
}

/* --- attachments -------------------------------------------------------------------------------------------------- */

/* What every file system takes: no separators, no signs that Windows refuses, no dot at either end. */
static const char *file_name_clean(struct arena *arena, const char *name) {
  enum { LONGEST = 120 };
  size_t length = strlen(name);
  if (length > LONGEST)
    for (length = LONGEST; length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80;)
      length--;
  char *clean = arena_strndup(arena, name, length);
  for (char *c = clean; *c; c++)
    if (strchr("/\\:*?\"<>|", *c))
      *c = '-';
  size_t leading = strspn(clean, ". ");
  for (length = strlen(clean); length > leading && strchr(". ", clean[length - 1]);)
    clean[--length] = '\0';
  return clean[leading] ? clean + leading : "document";
}

static const char *file_name(struct campaign *campaign, const struct attachment *attachment) {
  const struct letter_spec *spec = &campaign->layout->mail;
  const char *name = NULL;
  for (size_t i = 0; i < spec->file_count; i++)
    if (strcmp(spec->files[i].document, attachment->document) == 0) {
      name = letter_text(campaign->desk, campaign->arena, NULL, attachment->language, &spec->files[i].name,
                         campaign->sink);
      if (!name)
        return NULL;
    }
  if (!name || !*name)
    name = arena_printf(campaign->arena, "%s.%s.%s", campaign->event->id, attachment->document, attachment->language);
  return arena_printf(campaign->arena, "%s.pdf", file_name_clean(campaign->arena, name));
}

static bool parts_make(struct campaign *campaign) {
  bool good = true;
  for (size_t i = 0; i < campaign->event->language_count; i++) {
    struct message_parts *parts = &campaign->parts[i];
    parts->list = &campaign->attachments[i];
    for (size_t j = 0; j < parts->list->count; j++) {
      const char *name = file_name(campaign, &parts->list->items[j]);
      good &= name != NULL;
      if (name)
        message_parts_add(parts, j, name);
    }
  }
  return good;
}

static bool attachments_open(struct campaign *campaign, const bool *wanted) {
  const struct event *event = campaign->event;
  const struct attachments_spec spec = {campaign->options->output, event, &campaign->layouts};
  bool good = true;
  campaign->attachments = arena_zalloc(campaign->arena, event->language_count, sizeof *campaign->attachments);
  campaign->parts = arena_zalloc(campaign->arena, event->language_count, sizeof *campaign->parts);
  for (size_t i = 0; i < event->language_count; i++) {
    if (wanted[i])
      good &=
          attachments_read(campaign->arena, &spec, &event->languages[i], 1, &campaign->attachments[i], campaign->sink);
  }
  return good && parts_make(campaign);
}

/* What this version says in each language, without anybody's name: a change after the first message is noticed. */
static void digests_make(struct campaign *campaign) {
  size_t count = campaign->event->language_count;
  campaign->digests = arena_zalloc(campaign->arena, count, sizeof *campaign->digests);
  struct sink *silent = sink_new();
  for (size_t i = 0; i < count; i++) {
    struct letter letter = {.digest = ""};
    struct hash *hash = hash_new();
    uint8_t digest[32];
    letter_write(campaign->desk, campaign->arena, NULL, campaign->event->languages[i], silent, &letter);
    hash_add(hash, letter.digest, strlen(letter.digest));
    for (size_t j = 0; j < campaign->attachments[i].count; j++)
      hash_add(hash, campaign->attachments[i].items[j].sha256, HASH_HEX_SIZE);
    hash_finish(hash, digest);
    hash_drop(hash);
    hash_hex(digest, campaign->digests[i]);
  }
  sink_drop(silent);
}

bool campaign_read_list(struct campaign *campaign) {
  bool good = sender_read(campaign);
  good &= unsubscribe_read(campaign);
  good &= layout_open(campaign);
  good &= media_read(campaign->arena, campaign->event, &limits_default, campaign->sink, &campaign->media);
  return good;
}

bool campaign_read_documents(struct campaign *campaign, const bool *wanted) {
  const char *correction = campaign->version > 1 ? arena_printf(campaign->arena, "%d", campaign->version) : NULL;
  campaign->source = (struct letter_source){campaign->event, campaign->layout, campaign->release, correction};
  campaign->desk = letter_desk_new(&campaign->source);
  if (!attachments_open(campaign, wanted))
    return false;
  digests_make(campaign);
  return true;
}

void campaign_close(struct campaign *campaign) {
  if (!campaign)
    return;
  letter_desk_drop(campaign->desk);
  for (size_t i = 0; campaign->parts && i < campaign->event->language_count; i++)
    message_parts_drop(&campaign->parts[i]);
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

const char *campaign_message_id(const struct campaign *campaign, struct arena *arena, const struct address *to,
                                const struct recipient *test_of) {
  const char *version = arena_printf(arena, "%d", campaign->version);
  const char *test = test_of ? arena_printf(arena, "%s %lld", test_of->language, (long long)campaign->seconds) : "";
  const char *key[] = {campaign->event->id, campaign->release_id, version, to->key, test};
  return message_id(arena, key, sizeof key / sizeof *key, &campaign->sender.from);
}

static bool is_web_or_mail(const char *text, bool *web) {
  enum { LONGEST = 900 /* bytes; a line of a header ends at 998 */ };
  *web = strncmp(text, "https://", 8) == 0 && text[8];
  bool good = (*web || (strncmp(text, "mailto:", 7) == 0 && text[7])) && strlen(text) <= LONGEST;
  for (; good && *text; text++)
    good = *text > ' ' && *text <= '~' && !strchr("<>,\"\\", *text);
  return good;
}

/* The addresses to unsubscribe at, in angle brackets. False after messages. */
static bool unsubscribe_make(struct campaign *campaign, struct arena *scratch, const struct recipient *recipient,
                             struct message_spec *spec) {
  const char **list = arena_array(scratch, campaign->unsubscribe_count, sizeof *list);
  for (size_t i = 0; i < campaign->unsubscribe_count; i++) {
    bool web;
    const char *text =
        letter_text(campaign->desk, scratch, recipient, recipient->language, &campaign->unsubscribe[i], campaign->sink);
    if (!text)
      return false;
    if (!is_web_or_mail(text, &web)) {
      sink_report(campaign->sink, MAIL_UNSUBSCRIBE, campaign->unsubscribe[i].entries[0].template.at, text, NULL);
      return false;
    }
    list[i] = arena_printf(scratch, "<%s>", text);
    spec->one_click = spec->one_click || web;
  }
  spec->unsubscribe = list;
  spec->unsubscribe_count = campaign->unsubscribe_count;
  return true;
}

bool campaign_message_make(struct campaign *campaign, struct arena *scratch, const struct campaign_message *wanted,
                           struct letter *letter, struct message *out) {
  const struct recipient *recipient = wanted->recipient;
  const struct value *name = campaign->sender.name;
  struct message_spec spec = {
      .sender = &campaign->sender,
      .sender_name = name ? value_in(name, recipient->language, campaign->event->languages[0], NULL)->text : NULL,
      .to = wanted->to,
      .to_name = *recipient->name ? recipient->name : recipient->newsroom,
      .language = recipient->language,
      .letter = letter,
      .id = campaign_message_id(campaign, scratch, wanted->to, wanted->test ? recipient : NULL),
      .thread = wanted->thread,
      .thread_count = wanted->thread_count,
      .draft = wanted->draft,
      .seconds = campaign->seconds,
      .parts = &campaign->parts[campaign_language(campaign, recipient->language)]};
  if (!letter_write(campaign->desk, scratch, recipient, recipient->language, campaign->sink, letter) ||
      !unsubscribe_make(campaign, scratch, recipient, &spec))
    return false;
  message_make(&spec, out);
  return true;
}
