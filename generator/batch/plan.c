/* The plan of a run. Contents of events -> ordered jobs. */
#include "batch/plan.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "batch/wire.h"

#include <stdlib.h>
#include <string.h>

enum { NEAR = 3 /* edits that a slip in a name may take */ };

const char *const batch_profiles[] = {"media", "print", "office", NULL};

/* A text seen in this run, and where. */
struct seen {
  const char *text;
  struct position at;
};

struct seen_table { /* open addressing */
  struct seen *slots;
  size_t count, size;
};

/* A -d or -l of the command line. */
struct wish {
  const char *name;
  bool met;
  const char *near; /* the nearest name that some event has; NULL: none is near */
  size_t distance;
};

struct plan {
  struct arena *arena;
  const char *profile;
  bool only;   /* documents that are made for each of a list, and no others */
  bool listed; /* there was one */
  struct wish *documents, *languages;
  size_t document_count, language_count;
  struct seen_table events, paths;
};

/* --- what was seen ------------------------------------------------------------------------------------------------ */

static struct seen *seen_slot(const struct seen_table *table, const char *text) {
  size_t slot = hash_fast(text, strlen(text)) & (table->size - 1);
  while (table->slots[slot].text && strcmp(table->slots[slot].text, text) != 0)
    slot = (slot + 1) & (table->size - 1);
  return &table->slots[slot];
}

static void seen_grow(struct seen_table *table) {
  struct seen_table grown = {.count = table->count, .size = table->size ? 2 * table->size : 64};
  size_t bytes = grown.size * sizeof *grown.slots;
  grown.slots = memset(memory_alloc(bytes), 0, bytes);
  for (size_t i = 0; i < table->size; i++)
    if (table->slots[i].text)
      *seen_slot(&grown, table->slots[i].text) = table->slots[i];
  free(table->slots);
  *table = grown;
}

/* Notes the text; the earlier one when it was there already, else NULL. */
static const struct seen *seen_add(struct plan *plan, struct seen_table *table, const char *text, struct position at) {
  if (2 * (table->count + 1) > table->size)
    seen_grow(table);
  struct seen *slot = seen_slot(table, text);
  if (slot->text)
    return slot;
  if (at.file)
    at.file = arena_strdup(plan->arena, at.file);
  *slot = (struct seen){arena_strdup(plan->arena, text), at};
  table->count++;
  return NULL;
}

/* --- wishes of the command line ----------------------------------------------------------------------------------- */

static struct wish *wishes_new(struct arena *arena, const char *const *names, size_t count) {
  struct wish *wishes = arena_zalloc(arena, count, sizeof *wishes);
  for (size_t i = 0; i < count; i++)
    wishes[i] = (struct wish){.name = names[i], .distance = NEAR + 1};
  return wishes;
}

/* Whether a name is wanted. Every wish remembers the name nearest to it, in case it is never met. */
static bool wish_meets(struct plan *plan, struct wish *wishes, size_t count, const char *name) {
  bool wanted = count == 0;
  for (size_t i = 0; i < count; i++) {
    struct wish *wish = &wishes[i];
    if (strcmp(wish->name, name) == 0) {
      wish->met = true;
      wanted = true;
    }
    size_t distance = wish->met ? NEAR + 1 : utf8_distance(wish->name, name, NEAR);
    if (distance < wish->distance) {
      wish->distance = distance;
      wish->near = arena_strdup(plan->arena, name);
    }
  }
  return wanted;
}

static void wishes_finish(const struct wish *wishes, size_t count, enum diagnostic_code code, struct sink *sink) {
  for (size_t i = 0; i < count; i++) {
    if (wishes[i].met)
      continue;
    struct diagnostic *diagnostic = sink_report(sink, code, (struct position){0}, wishes[i].name, NULL);
    if (wishes[i].near)
      diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, (struct position){0}, wishes[i].near, NULL);
  }
}

void plan_finish(struct plan *plan, bool complete, struct sink *sink) {
  if (!complete)
    return;
  if (plan->only && !plan->listed)
    sink_report(sink, ONLY_NO_LIST, (struct position){0}, NULL);
  wishes_finish(plan->documents, plan->document_count, DOCUMENT_UNKNOWN, sink);
  wishes_finish(plan->languages, plan->language_count, LANGUAGE_UNUSED, sink);
}

/* --- jobs --------------------------------------------------------------------------------------------------------- */

/* The jobs of one event while they are listed. */
struct listing {
  struct plan *plan;
  struct arena *arena;
  struct sink *sink;
  const struct contents *contents;
  size_t event;
  struct job *jobs;
  size_t count, capacity;
};

/* Readers check these names too; here they become paths. */
static bool is_path_safe(const char *name) {
  bool safe = *name && *name != '.' && strlen(name) <= 200;
  for (; *name; name++)
    safe = safe && *name != '/' && (unsigned char)*name >= ' ';
  return safe;
}

static bool name_check(struct listing *listing, const char *name, struct position at) {
  if (is_path_safe(name))
    return true;
  sink_report(listing->sink, NAME_NOT_FOR_FILES, at, name, NULL);
  return false;
}

static bool profile_check(struct listing *listing, const char *profile, struct position at) {
  struct buffer known = {0};
  for (size_t i = 0; batch_profiles[i]; i++) {
    if (strcmp(batch_profiles[i], profile) == 0) {
      buffer_drop(&known);
      return true;
    }
    buffer_printf(&known, "%s%s", i ? ", " : "", batch_profiles[i]);
  }
  sink_report(listing->sink, PROFILE_UNKNOWN, at, profile, known.data, NULL);
  buffer_drop(&known);
  return false;
}

static void job_add(struct listing *listing, const struct job *job) {
  const struct seen *earlier = seen_add(listing->plan, &listing->plan->paths, job->path, job->at);
  if (!earlier) {
    *ARENA_PUSH(listing->arena, listing->jobs, listing->count, listing->capacity) = *job;
    return;
  }
  struct diagnostic *diagnostic = sink_report(listing->sink, OUTPUT_TWICE, job->at, job->path, NULL);
  diagnostic_note(diagnostic, NOTE_FIRST_HERE, earlier->at, NULL);
}

/* The jobs of one document in one language; the second and later profiles have their name in the file's. */
static void language_list(struct listing *listing, const struct contents_document *document, const char *language) {
  const char *only[] = {listing->plan->profile ? listing->plan->profile : batch_profiles[0]};
  bool own = !listing->plan->profile && document->profile_count > 0;
  const char *const *profiles = own ? document->profiles : only;
  size_t profile_count = own ? document->profile_count : 1;
  const struct contents_part whole = {0};
  size_t part_count = document->split ? document->part_count : 1;
  for (size_t i = 0; i < part_count; i++) {
    const struct contents_part *part = document->split ? &document->parts[i] : &whole;
    size_t first = listing->count;
    for (size_t p = 0; p < profile_count; p++) {
      struct job job = {.event = listing->event,
                        .event_id = listing->contents->id,
                        .document = document->name,
                        .language = language,
                        .profile = profiles[p],
                        .part = *part,
                        .at = document->at};
      job.path = arena_printf(listing->arena, "%s/%s%s%s.%s%s%s.pdf", job.event_id, job.document, part->name ? "." : "",
                              part->name ? part->name : "", language, p ? "." : "", p ? profiles[p] : "");
      job_add(listing, &job);
    }
    if (listing->count > first)
      listing->jobs[first].further = listing->count - first - 1;
  }
}

static bool document_check(struct listing *listing, const struct contents_document *document) {
  bool good = name_check(listing, document->name, document->at);
  for (size_t i = 0; i < document->profile_count && !listing->plan->profile; i++)
    good = profile_check(listing, document->profiles[i], document->at) && good;
  return good;
}

static void document_list(struct listing *listing, const struct contents_document *document) {
  struct plan *plan = listing->plan;
  if (!wish_meets(plan, plan->documents, plan->document_count, document->name) || !document_check(listing, document))
    return;
  plan->listed = plan->listed || document->each;
  if (plan->only && !document->each)
    return;
  for (size_t i = 0; i < document->language_count; i++)
    if (wish_meets(plan, plan->languages, plan->language_count, document->languages[i]) &&
        name_check(listing, document->languages[i], document->at))
      language_list(listing, document, document->languages[i]);
}

/* False when the event cannot be made at all. */
static bool event_check(struct listing *listing) {
  const struct contents *contents = listing->contents;
  if (!name_check(listing, contents->id, contents->id_at))
    return false;
  const struct seen *earlier = seen_add(listing->plan, &listing->plan->events, contents->id, contents->id_at);
  if (!earlier)
    return true;
  struct diagnostic *diagnostic = sink_report(listing->sink, EVENT_TWICE, contents->id_at, contents->id, NULL);
  diagnostic_note(diagnostic, NOTE_FIRST_HERE, earlier->at, NULL);
  return false;
}

struct job *plan_event(struct plan *plan, struct arena *arena, size_t event, const struct contents *contents,
                       struct sink *sink, size_t *count) {
  struct listing listing = {.plan = plan, .arena = arena, .sink = sink, .contents = contents, .event = event};
  if (event_check(&listing))
    for (size_t i = 0; i < contents->document_count; i++)
      document_list(&listing, &contents->documents[i]);
  *count = listing.count;
  return listing.jobs;
}

struct plan *plan_new(const struct run_options *options) {
  struct arena *arena = arena_new();
  struct plan *plan = arena_zalloc(arena, 1, sizeof *plan);
  plan->arena = arena;
  plan->profile = options->profile;
  plan->only = options->only != NULL;
  plan->documents = wishes_new(arena, options->documents, options->document_count);
  plan->document_count = options->document_count;
  plan->languages = wishes_new(arena, options->languages, options->language_count);
  plan->language_count = options->language_count;
  return plan;
}

void plan_drop(struct plan *plan) {
  if (!plan)
    return;
  free(plan->events.slots);
  free(plan->paths.slots);
  arena_drop(plan->arena);
}

/* --- on the wire -------------------------------------------------------------------------------------------------- */

void job_encode(const struct job *job, struct buffer *out) {
  wire_add_number(out, job->event);
  const char *const texts[] = {job->event_id, job->document, job->language, job->profile, job->path};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    wire_add_text(out, texts[i]);
  wire_add_text(out, job->part.name);
  wire_add_number(out, job->part.index);
  wire_add_text(out, job->part.value);
  wire_add_position(out, job->at);
}

bool job_decode(struct job *job, struct arena *arena, const char *data, size_t length) {
  struct wire wire = {.data = data, .length = length};
  *job = (struct job){.event = (size_t)wire_number(&wire)};
  const char **const texts[] = {&job->event_id, &job->document, &job->language, &job->profile, &job->path};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    *texts[i] = wire_text(&wire, arena);
    wire.broken = wire.broken || !*texts[i];
  }
  job->part.name = wire_text(&wire, arena);
  job->part.index = (size_t)wire_number(&wire);
  job->part.value = wire_text(&wire, arena);
  job->at = wire_position(&wire, arena);
  return !wire.broken && wire.offset == wire.length;
}
