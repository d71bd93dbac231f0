/* Parts -> PDF documents -> volumes -> files, hashed on their way.
 *
 * All volumes are written before the first one gets its name, so that a document which fails in the last one leaves the
 * old files as they were. */
#include "batch/output.h"

#include "base/file.h"
#include "batch/contact.h"
#include "batch/places.h"
#include "batch/source.h"
#include "batch/writing.h"
#include "pdf/document.h"
#include "pdf/srgb.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { RECENT_PICTURES = 256 };

/* A file while it is made. */
struct output_file {
  struct job_file *of;
  struct pdf_document *pdf;     /* the volume's; NULL: cannot be made */
  struct file_output **written; /* one a volume; NULL: only checked */
  size_t written_count, written_capacity;
  bool failed;
};

struct output {
  struct output_spec spec;
  struct output_file *files;
  struct contact *contact; /* NULL: no proof is wanted */
  size_t volume, pages;    /* the volume being filled, and its pages so far */
  size_t planned;          /* the one that its cards were planned for */
  size_t all_pages;
  struct ledger *ledger; /* NULL: none is kept */
  struct job_input *inputs;
  size_t input_count, input_capacity;
  uint64_t recent[RECENT_PICTURES]; /* of pictures noted as inputs */
};

char *output_path(struct arena *arena, const struct job *job, size_t volume, size_t count) {
  static const char ending[] = ".pdf";
  int stem = (int)(strlen(job->path) - strlen(ending));
  return count == 1 ? arena_strdup(arena, job->path)
                    : arena_printf(arena, "%.*s.%zu%s", stem, job->path, volume + 1, ending);
}

char *output_extra_path(struct arena *arena, const struct job *job, enum job_extra_kind kind) {
  static const char ending[] = ".pdf";
  static const char *const endings[] = {[EXTRA_PROOF] = "proof.pdf", [EXTRA_LIST] = "list.csv"};
  return arena_printf(arena, "%.*s.%s", (int)(strlen(job->path) - strlen(ending)), job->path, endings[kind]);
}

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static void input_add(struct output *output, const char *path, const char *sha256) {
  *ARENA_PUSH(output->spec.arena, output->inputs, output->input_count, output->input_capacity) =
      (struct job_input){path, sha256};
}

static void inputs_add(struct output *output, const struct store_input *inputs, size_t count) {
  for (size_t i = 0; i < count; i++)
    input_add(output, inputs[i].path, inputs[i].sha256);
}

static char *portable(const struct output *output, const char *path) {
  const struct store_event *event = output->spec.making->event;
  return places_portable(output->spec.arena, path, event->event->folder, &event->layouts);
}

/* Whether a picture was noted lately: a logo on every card is listed once, not a hundred thousand times. */
static bool picture_is_recent(struct output *output, const struct picture *picture) {
  uint64_t digest;
  memcpy(&digest, picture->digest, sizeof digest);
  uint64_t key = digest ^ hash_fast(picture->path, strlen(picture->path));
  uint64_t *place = &output->recent[key % RECENT_PICTURES];
  bool recent = *place == key;
  *place = key;
  return recent;
}

/* Pictures are named by content, so they become inputs where they are used. */
static void pictures_add(struct output *output, const struct display_page *page) {
  for (size_t i = 0; i < page->item_count; i++) {
    const struct picture *picture = page->items[i].kind == ITEM_IMAGE ? page->items[i].image.picture : NULL;
    if (!picture || picture_is_recent(output, picture))
      continue;
    char *hex = arena_alloc(output->spec.arena, HASH_HEX_SIZE);
    hash_hex(picture->digest, hex);
    input_add(output, portable(output, picture->path), hex);
  }
}

static int input_compare(const void *a, const void *b) {
  const struct job_input *one = a, *other = b;
  int order = strcmp(one->path, other->path);
  return order ? order : strcmp(one->sha256, other->sha256);
}

/* By path, each once. */
static void inputs_sort(struct output *output) {
  size_t used = 0;
  if (output->input_count)
    qsort(output->inputs, output->input_count, sizeof *output->inputs, input_compare);
  for (size_t i = 0; i < output->input_count; i++)
    if (used == 0 || input_compare(&output->inputs[used - 1], &output->inputs[i]) != 0)
      output->inputs[used++] = output->inputs[i];
  output->input_count = used;
}

/* --- profiles ----------------------------------------------------------------------------------------------------- */

/* The plan has refused every other name. */
static enum pdf_profile profile_find(const char *name) {
  static const enum pdf_profile profiles[] = {PROFILE_MEDIA, PROFILE_PRINT, PROFILE_OFFICE}; /* as batch_profiles */
  size_t i = 0;
  while (batch_profiles[i + 1] && strcmp(batch_profiles[i], name) != 0)
    i++;
  return profiles[i];
}

/* A print file is for the press that the layout names; the others are for screens. */
static bool intent_choose(struct output *output, struct output_file *file, struct pdf_spec *spec) {
  const struct making *making = output->spec.making;
  const struct layout *layout = making->layout->layout;
  if (spec->profile != PROFILE_PRINT) {
    spec->tagged = true;
    spec->intent = srgb_intent(output->spec.arena);
    spec->inks = store_inks(output->spec.store, making->event, layout);
    spec->attachment = source_attachment(output->spec.arena, making->event->event, making->document,
                                         file->of->job.language, file->of->sink);
    return true;
  }
  const struct inks_ready *ready =
      store_intent(output->spec.store, making->event, layout, file->of->job.at, file->of->sink);
  if (!ready)
    return false;
  spec->intent = spec->inks = &ready->intent;
  spec->ink_limit = layout->print.ink;
  input_add(output, portable(output, ready->path), ready->sha256);
  return true;
}

static void document_open(struct output *output, struct output_file *file) {
  const struct job *job = &file->of->job;
  struct pdf_spec spec = {.profile = profile_find(job->profile),
                          .info = output->spec.info,
                          .compared = output->spec.count > 1,
                          .program = BASMA_PROGRAM,
                          .deflater = output->spec.making->event->deflater,
                          .at = job->at,
                          .sink = file->of->sink};
  file->failed = !intent_choose(output, file, &spec);
  if (!file->failed)
    file->pdf = pdf_document_new(&spec);
}

static void documents_open(struct output *output) {
  for (size_t i = 0; i < output->spec.count; i++)
    if (!output->files[i].failed)
      document_open(output, &output->files[i]);
}

/* --- the ledger --------------------------------------------------------------------------------------------------- */

static const char *ledger_path(const struct output *output) {
  return making_ledger_path(output->spec.arena, output->spec.options, &output->files[0].of->job);
}

static void ledger_open(struct output *output) {
  const struct run_options *options = output->spec.options;
  struct sink *silent = sink_new(); /* a broken one is replaced; who chooses by it has said so */
  if (output->spec.ledger.free_cell > 0 && !options->check) {
    output->ledger = ledger_read(output->spec.arena, ledger_path(output), silent);
    ledger_begin(output->ledger, !options->only && !options->changed, ledger_path(output));
  }
  sink_drop(silent);
}

bool output_has_ledger(const struct output *output) {
  return output->ledger != NULL;
}

/* Once the cards are printed: at least in one profile. */
static void ledger_close(struct output *output) {
  const struct output_ledger *spec = &output->spec.ledger;
  const struct run_options *options = output->spec.options;
  const struct stock *stock = &output->spec.making->layout->layout->sheet.stock;
  struct job_file *first = output->files[0].of;
  ledger_revoke_ids(output->ledger, spec->revoked, spec->revoked_length);
  if (!options->only && !options->changed)
    ledger_revoke(output->ledger, output->spec.making->document->each_at, first->sink);
  const struct ledger_sheet sheet = {stock->name ? stock->name : "", spec->free_cell};
  if (!ledger_write(output->ledger, ledger_path(output), &sheet)) {
    output_report_unwritten(first->sink, errno, ledger_path(output));
    first->result.system = true;
  }
}

struct output *output_new(const struct output_spec *spec) {
  struct output *output = arena_zalloc(spec->arena, 1, sizeof *output);
  const struct making *making = spec->making;
  output->spec = *spec;
  output->files = arena_zalloc(spec->arena, spec->count, sizeof *output->files);
  for (size_t i = 0; i < spec->count; i++)
    output->files[i].of = &spec->files[i];
  inputs_add(output, making->event->inputs, making->event->input_count);
  inputs_add(output, making->layout->inputs, making->layout->input_count);
  documents_open(output);
  ledger_open(output);
  if (spec->options->proof && !spec->options->check)
    output->contact = contact_new(spec);
  return output;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

void output_report_unwritten(struct sink *sink, int error, const char *path) {
  static const struct {
    int error;
    enum diagnostic_code code;
  } causes[] = {{ENOSPC, DISK_FULL},    {EDQUOT, DISK_FULL},         {EACCES, OUTPUT_DENIED},   {EPERM, OUTPUT_DENIED},
                {EROFS, OUTPUT_DENIED}, {ENOTDIR, OUTPUT_NO_FOLDER}, {EEXIST, OUTPUT_NO_FOLDER}};
  for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
    if (causes[i].error == error) {
      sink_report(sink, causes[i].code, (struct position){0}, path, NULL);
      return;
    }
  sink_report(sink, FILE_NOT_WRITTEN, (struct position){0}, path, strerror(error), NULL);
}

static bool file_fail(struct output_file *file, int error, const char *path) {
  output_report_unwritten(file->of->sink, error, path);
  file->of->result.system = true;
  return false;
}

static char *volume_path(const struct output *output, const struct output_file *file, size_t volume, size_t count) {
  struct arena *arena = output->spec.arena;
  return file_join(arena, output->spec.options->output, output_path(arena, &file->of->job, volume, count));
}

/* All bytes of a volume, under its temporary name. */
static bool volume_write(struct output *output, struct output_file *file, const char *path) {
  struct job_volume volume = {.pages = output->pages, .file = -1};
  struct writing writing;
  if (!writing_open(&writing, output->spec.options->check ? NULL : path))
    return file_fail(file, errno, path);
  const struct pdf_output bytes = {writing_take, &writing};
  bool good = pdf_document_write(file->pdf, &bytes);
  good = writing_end(&writing, volume.sha256) && good;
  if (writing.error)
    file_fail(file, writing.error, path);
  volume.bytes = writing.bytes;
  struct job_result *result = &file->of->result;
  struct arena *arena = output->spec.arena;
  *ARENA_PUSH(arena, file->written, file->written_count, file->written_capacity) = writing.file;
  *ARENA_PUSH(arena, result->volumes, result->volume_count, result->volume_capacity) = volume;
  return good;
}

/* What a print shop gets must say what the newsrooms got. */
static void texts_compare(struct output *output) {
  const struct output_file *model = NULL;
  uint8_t wanted[32] = {0}, digest[32];
  for (size_t i = 0; output->spec.count > 1 && i < output->spec.count; i++) {
    struct output_file *file = &output->files[i];
    if (file->failed)
      continue;
    const struct job *job = &file->of->job;
    pdf_document_text(file->pdf, digest);
    if (model && memcmp(wanted, digest, sizeof wanted) != 0)
      sink_report(file->of->sink, PROFILES_DIFFER, job->at, job->path, model->of->job.path, NULL);
    if (!model)
      memcpy(wanted, digest, sizeof wanted);
    model = model ? model : file;
  }
}

/* Ends the volume that is being filled; `count` tells whether there are others. */
static void volume_end(struct output *output, size_t count) {
  texts_compare(output);
  for (size_t i = 0; i < output->spec.count; i++) {
    struct output_file *file = &output->files[i];
    if (!file->failed)
      file->failed = sink_has_errors(file->of->sink) ||
                     !volume_write(output, file, volume_path(output, file, output->volume, count));
    pdf_document_drop(file->pdf);
    file->pdf = NULL;
  }
  output->volume++;
  output->pages = 0;
}

bool output_part(struct output *output, const struct display_list *list) {
  bool good = false;
  bool full = output->pages + list->page_count > output->spec.options->limits.pages;
  if (output->pages > 0 && (full || list->volume != output->planned)) {
    volume_end(output, SIZE_MAX);
    documents_open(output);
  }
  output->planned = list->volume;
  for (size_t i = 0; i < list->page_count; i++)
    pictures_add(output, &list->pages[i]);
  for (size_t i = 0; i < output->spec.count; i++) {
    struct output_file *file = &output->files[i];
    if (file->failed)
      continue;
    struct device device = pdf_document_device(file->pdf);
    file->failed = !device.part(device.self, list);
    good = good || !file->failed;
  }
  for (size_t i = 0; output->ledger && i < list->card_count; i++)
    ledger_add(output->ledger, &list->cards[i]);
  if (output->contact)
    contact_take(output->contact, list, output->volume, output->pages);
  output->pages += list->page_count;
  output->all_pages += list->page_count;
  return good;
}

/* --- ending ------------------------------------------------------------------------------------------------------- */

/* The extras go with the first of the files: they say nothing that depends on the profile. */
static struct file_output **extras_of(const struct output *output, const struct output_file *file) {
  return output->contact && file == &output->files[0] ? contact_files(output->contact) : NULL;
}

static void extras_drop(const struct output *output, struct output_file *file) {
  struct file_output **extras = extras_of(output, file);
  for (size_t i = 0; extras && i < EXTRA_COUNT; i++) {
    file_output_drop(extras[i]);
    file->of->result.extras[i] = (struct job_extra){.file = -1};
  }
}

static bool extras_end(const struct output *output, struct output_file *file, enum output_end end) {
  struct file_output **extras = extras_of(output, file);
  bool good = true;
  for (size_t i = 0; extras && i < EXTRA_COUNT; i++) {
    struct job_extra *extra = &file->of->result.extras[i];
    bool whole = true;
    if (extras[i] && end == OUTPUT_HOLD)
      whole = (extra->file = file_output_release(extras[i])) >= 0;
    else if (extras[i])
      whole = file_output_commit(extras[i]);
    if (!whole)
      good = file_fail(file, errno, contact_path(output->contact, i));
  }
  return good;
}

static void file_drop(struct output_file *file) {
  for (size_t i = 0; i < file->written_count; i++)
    file_output_drop(file->written[i]);
  file->of->result.volume_count = 0;
}

static bool file_hold(struct output *output, struct output_file *file) {
  struct job_result *result = &file->of->result;
  bool good = true;
  for (size_t i = 0; i < file->written_count; i++) {
    if (!file->written[i])
      continue;
    result->volumes[i].file = file_output_release(file->written[i]);
    if (result->volumes[i].file < 0)
      good = file_fail(file, errno, volume_path(output, file, i, file->written_count));
  }
  return good;
}

static bool file_commit(struct output *output, struct output_file *file) {
  bool good = true;
  for (size_t i = 0; i < file->written_count; i++)
    if (file->written[i] && !file_output_commit(file->written[i]))
      good = file_fail(file, errno, volume_path(output, file, i, file->written_count));
  return good;
}

static void file_end(struct output *output, struct output_file *file, enum output_end end, size_t refused) {
  struct job_result *result = &file->of->result;
  if (end == OUTPUT_DROP || file->failed || sink_has_errors(file->of->sink)) {
    file_drop(file);
    extras_drop(output, file);
    return;
  }
  bool good = end == OUTPUT_HOLD ? file_hold(output, file) : file_commit(output, file);
  if (extras_end(output, file, end) && good)
    result->status = refused ? JOB_INCOMPLETE : JOB_OK;
}

void output_close(struct output *output, enum output_end end, size_t refused, const struct composition_counts *counts) {
  bool made = false;
  if (end != OUTPUT_DROP)
    volume_end(output, output->volume + 1);
  inputs_sort(output);
  for (size_t i = 0; i < output->spec.count; i++)
    for (size_t kind = 0; kind < EXTRA_COUNT; kind++)
      output->files[i].of->result.extras[kind].file = -1;
  if (output->contact && end != OUTPUT_DROP && !output->files[0].failed)
    contact_end(output->contact);
  for (size_t i = 0; i < output->spec.count; i++) {
    struct output_file *file = &output->files[i];
    struct job_result *result = &file->of->result;
    result->status = JOB_FAILED;
    result->pages = output->all_pages;
    result->refused = refused;
    result->counts = *counts;
    result->inputs = output->inputs;
    result->input_count = output->input_count;
    file_end(output, file, end, refused);
    pdf_document_drop(file->pdf);
    file->pdf = NULL;
    made = made || result->status != JOB_FAILED;
  }
  if (output->ledger && made)
    ledger_close(output);
}
