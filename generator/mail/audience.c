/* The audience. Media list, journal -> targets. */
#include "mail/audience.h"

#include <stdlib.h>
#include <string.h>

/* One who got earlier versions. */
struct reader {
  const struct journal_entry *last; /* the latest they got */
  const char **thread;
  size_t thread_count, thread_capacity;
  bool doubt; /* of some version nobody knows */
};

struct choosing {
  struct campaign *campaign;
  const struct audience_wish *wish;
  struct audience *out;
  const struct journal_entry **sorted; /* the journal by key, then by version */
};

static int entry_compare(const void *a, const void *b) {
  const struct journal_entry *one = *(const struct journal_entry *const *)a;
  const struct journal_entry *other = *(const struct journal_entry *const *)b;
  int order = strcmp(one->key, other->key);
  return order ? order : (one->version > other->version) - (one->version < other->version);
}

static void journal_sort(struct choosing *choosing) {
  const struct audience_wish *wish = choosing->wish;
  choosing->sorted = arena_array(choosing->campaign->arena, wish->journal_count, sizeof(struct journal_entry *));
  for (size_t i = 0; i < wish->journal_count; i++)
    choosing->sorted[i] = &wish->journal[i];
  if (wish->journal_count)
    qsort(choosing->sorted, wish->journal_count, sizeof *choosing->sorted, entry_compare);
}

/* Index of the first entry with this key; where it would stand when there is none. */
static size_t key_find(const struct choosing *choosing, const char *key) {
  size_t low = 0, high = choosing->wish->journal_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (strcmp(choosing->sorted[middle]->key, key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool is_settled(enum mail_state state) {
  return state == MAIL_SENT || state == MAIL_REFUSED || state == MAIL_DOUBT || state == MAIL_DROPPED ||
         state == MAIL_HANDED;
}

/* What the journal knows about those with the key of entry `index`. */
static struct reader reader_find(const struct choosing *choosing, size_t index, bool *settled) {
  struct reader reader = {0};
  const struct audience_wish *wish = choosing->wish;
  const char *key = index < wish->journal_count ? choosing->sorted[index]->key : "";
  *settled = false;
  for (size_t i = index; i < wish->journal_count && strcmp(choosing->sorted[i]->key, key) == 0; i++) {
    const struct journal_entry *entry = choosing->sorted[i];
    if (entry->version == choosing->campaign->version)
      *settled = is_settled(entry->state);
    if (entry->version >= choosing->campaign->version)
      break;
    reader.doubt = reader.doubt || entry->state == MAIL_DOUBT || entry->state == MAIL_HANDED;
    if (entry->state != MAIL_SENT)
      continue;
    reader.last = entry;
    *ARENA_PUSH(choosing->campaign->arena, reader.thread, reader.thread_count, reader.thread_capacity) =
        entry->message_id;
  }
  return reader;
}

static void target_add(struct choosing *choosing, const struct recipient *recipient, const struct reader *reader,
                       bool settled) {
  struct audience *out = choosing->out;
  if (settled && choosing->wish->send) {
    out->settled++;
    return;
  }
  *ARENA_PUSH(choosing->campaign->arena, out->items, out->count, out->capacity) =
      (struct target){recipient, &recipient->address, reader->thread, reader->thread_count};
}

static void list_choose(struct choosing *choosing) {
  const struct media *media = &choosing->campaign->media;
  for (size_t i = 0; i < media->count; i++) {
    const struct recipient *recipient = &media->items[i];
    size_t index = key_find(choosing, recipient->address.key);
    bool known =
             index < choosing->wish->journal_count && strcmp(choosing->sorted[index]->key, recipient->address.key) == 0,
         settled = false;
    struct reader reader = {0};
    if (known)
      reader = reader_find(choosing, index, &settled);
    target_add(choosing, recipient, &reader, settled);
  }
}

/* --- corrections -------------------------------------------------------------------------------------------------- */

static int recipient_compare(const void *a, const void *b) {
  return strcmp((*(const struct recipient *const *)a)->address.key, (*(const struct recipient *const *)b)->address.key);
}

static const struct recipient **list_by_key(const struct campaign *campaign) {
  const struct recipient **list = arena_array(campaign->arena, campaign->media.count, sizeof(struct recipient *));
  for (size_t i = 0; i < campaign->media.count; i++)
    list[i] = &campaign->media.items[i];
  if (campaign->media.count)
    qsort(list, campaign->media.count, sizeof *list, recipient_compare);
  return list;
}

/* Whoever got the release, as the list has them now, or as the journal remembers them. NULL: they want no more mail. */
static const struct recipient *recipient_find(struct campaign *campaign, const struct recipient **list,
                                              const struct journal_entry *entry) {
  struct recipient *made = arena_zalloc(campaign->arena, 1, sizeof *made);
  const char *const texts[4] = {entry->newsroom, entry->name, entry->address, entry->language};
  if (!address_read(campaign->arena, campaign->sink, "journal", entry->address, strlen(entry->address),
                    (struct text_source){0}, &made->address))
    return NULL;
  const struct recipient **found =
      campaign->media.count
          ? bsearch(&(const struct recipient *){made}, list, campaign->media.count, sizeof *list, recipient_compare)
          : NULL;
  if (found)
    return *found;
  const struct address address = made->address;
  if (suppression_has(&campaign->media.suppression, campaign->arena, &address))
    return NULL;
  media_recipient_make(campaign->arena, campaign->event, texts, &address, made);
  return made;
}

static void readers_choose(struct choosing *choosing) {
  struct campaign *campaign = choosing->campaign;
  const struct recipient **list = list_by_key(campaign);
  size_t count = choosing->wish->journal_count;
  for (size_t i = 0; i < count;) {
    bool settled;
    const char *key = choosing->sorted[i]->key;
    struct reader reader = reader_find(choosing, i, &settled);
    const struct recipient *recipient = reader.last ? recipient_find(campaign, list, reader.last) : NULL;
    if (recipient)
      target_add(choosing, recipient, &reader, settled);
    else if (reader.doubt)
      sink_report(campaign->sink, MAIL_DOUBT_EARLIER, (struct position){.file = campaign->event->path},
                  choosing->sorted[i]->address, NULL);
    while (i < count && strcmp(choosing->sorted[i]->key, key) == 0)
      i++;
  }
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static bool has_language(const struct audience *audience, const char *language) {
  for (size_t i = 0; i < audience->count; i++)
    if (strcmp(audience->items[i].recipient->language, language) == 0)
      return true;
  return false;
}

static void test_choose(struct choosing *choosing) {
  const struct media *media = &choosing->campaign->media;
  struct audience *out = choosing->out;
  for (size_t i = 0; i < media->count; i++)
    if (!has_language(out, media->items[i].language))
      *ARENA_PUSH(choosing->campaign->arena, out->items, out->count, out->capacity) =
          (struct target){.recipient = &media->items[i], .to = choosing->wish->to};
}

static bool knows_earlier(const struct choosing *choosing) {
  for (size_t i = 0; i < choosing->wish->journal_count; i++)
    if (choosing->wish->journal[i].version < choosing->campaign->version)
      return true;
  return false;
}

void audience_choose(struct campaign *campaign, const struct audience_wish *wish, struct audience *out) {
  struct choosing choosing = {campaign, wish, out, NULL};
  *out = (struct audience){.test = wish->to != NULL};
  journal_sort(&choosing);
  if (wish->to)
    test_choose(&choosing);
  else if (knows_earlier(&choosing))
    readers_choose(&choosing);
  else
    list_choose(&choosing);
}

bool audience_check(const struct campaign *campaign, const struct audience_wish *wish) {
  bool good = true;
  for (size_t language = 0; language < campaign->event->language_count; language++) {
    size_t others = 0;
    for (size_t i = 0; i < wish->journal_count; i++) {
      const struct journal_entry *entry = &wish->journal[i];
      bool out = entry->state == MAIL_SENT || entry->state == MAIL_DOUBT;
      others += out && entry->version == campaign->version &&
                strcmp(entry->language, campaign->event->languages[language]) == 0 &&
                strcmp(entry->digest, campaign->digests[language]) != 0;
    }
    if (others == 0)
      continue;
    sink_report(campaign->sink, MAIL_CHANGED, (struct position){.file = campaign->event->path},
                arena_printf(campaign->arena, "%d", campaign->version), campaign->event->languages[language],
                arena_printf(campaign->arena, "%zu", others), NULL);
    good = false;
  }
  return good;
}
