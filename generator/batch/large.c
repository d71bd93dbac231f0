/* Parts and binding of large documents. */
#include "batch/large.h"

#include "base/file.h"
#include "batch/parcel.h"
#include "batch/wire.h"
#include "text/shape.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- tickets ------------------------------------------------------------------------------------------------------ */

struct ticket {
  struct job_file *files;
  size_t count;
  uint64_t stamp;
  struct composition_counts counts;
  struct output_ledger ledger;
  struct document_info info;
};

void large_ticket(const struct making *making, const struct job_file *files, size_t count, struct buffer *ticket) {
  const struct document_info *info = composition_info(making->composition);
  const char *const texts[] = {info->title, info->author, info->subject, info->keywords, info->language, info->date};
  struct buffer job = {0};
  wire_add_number(ticket, count);
  for (size_t i = 0; i < count; i++) {
    buffer_clear(&job);
    job_encode(&files[i].job, &job);
    wire_add_bytes(ticket, job.data, job.length);
  }
  buffer_drop(&job);
  wire_add_number(ticket, making_stamp(making));
  const struct composition_counts counts = composition_counts(making->composition);
  wire_add_number(ticket, counts.rows);
  wire_add_number(ticket, counts.separators);
  wire_add_number(ticket, counts.blanks);
  wire_add_number(ticket, (uint64_t)composition_free_cell(making->composition));
  struct buffer revoked = {0};
  if (making->ledger)
    ledger_revoked(making->ledger, &revoked);
  wire_add_bytes(ticket, revoked.data, revoked.length);
  buffer_drop(&revoked);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    wire_add_text(ticket, texts[i]);
}

/* The parent only passes on what a worker wrote: a ticket that is not one is our own mistake. */
static struct ticket ticket_read(struct arena *arena, const struct buffer *ticket) {
  struct wire wire = {.data = ticket->data, .length = ticket->length};
  struct ticket out = {.count = wire_count(&wire)};
  struct document_info *info = &out.info;
  out.files = arena_zalloc(arena, out.count, sizeof *out.files);
  for (size_t i = 0; i < out.count; i++) {
    size_t length;
    const char *job = wire_bytes(&wire, &length);
    if (!job || !job_decode(&out.files[i].job, arena, job, length))
      abort();
  }
  out.stamp = wire_number(&wire);
  out.counts.rows = (size_t)wire_number(&wire);
  out.counts.separators = (size_t)wire_number(&wire);
  out.counts.blanks = (size_t)wire_number(&wire);
  out.ledger.free_cell = (int)wire_number(&wire);
  const char *revoked = wire_bytes(&wire, &out.ledger.revoked_length);
  if (out.ledger.revoked_length)
    out.ledger.revoked = arena_memdup(arena, revoked, out.ledger.revoked_length);
  const char **const texts[] = {&info->title,    &info->author,   &info->subject,
                                &info->keywords, &info->language, &info->date};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    *texts[i] = wire_text(&wire, arena);
  if (wire.broken || out.count == 0)
    abort();
  return out;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

struct large_parts {
  struct arena *arena, *scratch; /* the document's, a part's */
  struct buffer ticket;
  struct making making;
};

void large_parts_drop(struct large_parts *parts) {
  if (!parts)
    return;
  buffer_drop(&parts->ticket);
  arena_drop(parts->scratch);
  arena_drop(parts->arena);
}

/* What is said of opening was said when the document was found to be large. NULL when its files have changed since. */
static struct large_parts *parts_open(const struct job_request *request, const struct buffer *text, struct sink *sink) {
  struct arena *arena = arena_new();
  struct large_parts *parts = arena_zalloc(arena, 1, sizeof *parts);
  *parts = (struct large_parts){.arena = arena, .scratch = arena_new()};
  buffer_add(&parts->ticket, text->data, text->length);
  struct ticket ticket = ticket_read(arena, text);
  const struct job *job = &ticket.files[0].job;
  if (making_open(&parts->making, arena, request->store, request->options, job, job_sink(arena, request->options)) &&
      making_stamp(&parts->making) == ticket.stamp)
    return parts;
  sink_report(sink, EVENT_CHANGED, job->at, NULL);
  large_parts_drop(parts);
  return NULL;
}

/* A file in memory, so that the pages go to the finisher without being copied on the way. */
static int parcel_file(const struct buffer *parcel) {
  int file = memfd_create("parcel", MFD_CLOEXEC);
  size_t done = 0;
  while (file >= 0 && done < parcel->length) {
    ssize_t written = write(file, parcel->data + done, parcel->length - done);
    if (written < 0 && errno != EINTR)
      memory_alloc(SIZE_MAX / 2); /* there is no more memory, which ends the worker as everywhere */
    done += written > 0 ? (size_t)written : 0;
  }
  return file;
}

static void part_make(struct large_parts *parts, size_t index, struct large_part *part) {
  struct composition *composition = parts->making.composition;
  struct buffer parcel = {0};
  composition_begin_part(composition, part->sink);
  const struct display_list *list = composition_part(composition, index, parts->scratch);
  part->good = list && !composition_failed(composition);
  part->refused = composition_refused(composition);
  part->pages = part->good ? list->page_count : 0;
  if (part->pages > 0) {
    parcel_pack(list, &parcel);
    part->parcel = parcel_file(&parcel);
    part->good = part->parcel >= 0;
  }
  buffer_drop(&parcel);
  arena_reset(parts->scratch);
  setter_trim(parts->making.event->setter);
}

void large_part(struct large_parts **open, const struct job_request *request, const struct buffer *ticket, size_t index,
                struct worker_message *answer) {
  struct large_part part = {.parcel = -1, .sink = job_sink(request->arena, request->options)};
  if (*open &&
      ((*open)->ticket.length != ticket->length || memcmp((*open)->ticket.data, ticket->data, ticket->length) != 0)) {
    large_parts_drop(*open);
    *open = NULL;
  }
  if (*open || (*open = parts_open(request, ticket, part.sink)))
    part_make(*open, index, &part);
  struct buffer messages = {0};
  wire_add_number(&answer->bytes, part.good);
  wire_add_number(&answer->bytes, part.pages);
  wire_add_number(&answer->bytes, part.refused);
  sink_encode(part.sink, &messages);
  wire_add_bytes(&answer->bytes, messages.data, messages.length);
  buffer_drop(&messages);
  if (part.parcel >= 0)
    answer->files[answer->file_count++] = part.parcel;
}

static void sink_release(void *sink) {
  sink_drop(sink);
}

bool large_part_decode(struct arena *arena, struct worker_message *answer, struct large_part *part) {
  struct wire wire = {.data = answer->bytes.data, .length = answer->bytes.length};
  size_t length;
  *part = (struct large_part){.good = wire_number(&wire) != 0, .parcel = -1, .sink = sink_new()};
  arena_defer(arena, sink_release, part->sink);
  part->pages = (size_t)wire_number(&wire);
  part->refused = (size_t)wire_number(&wire);
  const char *messages = wire_bytes(&wire, &length);
  if (wire.broken || !sink_decode(part->sink, messages, length) || (part->pages > 0) != (answer->file_count > 0))
    return false;
  if (answer->file_count > 0) {
    part->parcel = answer->files[0];
    answer->files[0] = -1;
  }
  return true;
}

/* --- binding ------------------------------------------------------------------------------------------------------ */

struct large_binding {
  struct arena *arena, *scratch; /* the document's, a parcel's */
  struct making making;
  struct ticket ticket;
  struct output *output; /* NULL: cannot be made, which is in the sinks */
  bool good;
  size_t pages;
  int64_t start;
};

void large_binding_drop(struct large_binding *binding) {
  if (!binding)
    return;
  arena_drop(binding->scratch);
  arena_drop(binding->arena);
}

static void all_report(struct large_binding *binding, enum diagnostic_code code, const char *detail) {
  for (size_t i = 0; i < binding->ticket.count; i++)
    sink_report(binding->ticket.files[i].sink, code, binding->ticket.files[i].job.at, detail, NULL);
}

struct large_binding *large_open(const struct job_request *request, const struct buffer *ticket) {
  struct arena *arena = arena_new();
  struct large_binding *binding = arena_zalloc(arena, 1, sizeof *binding);
  *binding = (struct large_binding){
      .arena = arena, .scratch = arena_new(), .ticket = ticket_read(arena, ticket), .start = job_clock()};
  struct job_file *files = binding->ticket.files;
  for (size_t i = 0; i < binding->ticket.count; i++) {
    files[i].sink = job_sink(arena, request->options);
    files[i].result.status = JOB_FAILED;
  }
  struct sink *silent = job_sink(arena, request->options);
  if (!making_find(&binding->making, request->store, &files[0].job, silent) ||
      making_stamp(&binding->making) != binding->ticket.stamp) {
    all_report(binding, EVENT_CHANGED, NULL);
    return binding;
  }
  const struct output_spec spec = {.arena = arena,
                                   .store = request->store,
                                   .options = request->options,
                                   .making = &binding->making,
                                   .info = &binding->ticket.info,
                                   .ledger = binding->ticket.ledger,
                                   .files = files,
                                   .count = binding->ticket.count};
  binding->output = output_new(&spec);
  binding->good = true;
  return binding;
}

bool large_picture_map(void *self, struct arena *arena, struct picture *picture) {
  struct file_content content;
  const char *name = strrchr(picture->path, '/');
  (void)self;
  if (file_map_beneath(arena, file_folder(arena, picture->path), name ? name + 1 : picture->path, SIZE_MAX / 2,
                       &content) != FILE_OK ||
      content.length < picture->length)
    return false;
  picture->data = content.data;
  return true;
}

struct mapped {
  void *data;
  size_t length;
};

static bool parcel_map(int parcel, struct mapped *mapped) {
  struct stat information;
  if (fstat(parcel, &information) != 0 || information.st_size <= 0)
    return false;
  mapped->length = (size_t)information.st_size;
  mapped->data = mmap(NULL, mapped->length, PROT_READ | PROT_WRITE, MAP_PRIVATE, parcel, 0);
  return mapped->data != MAP_FAILED;
}

bool large_join(struct large_binding *binding, int parcel) {
  struct mapped mapped;
  if (!binding->good)
    return false;
  if (!parcel_map(parcel, &mapped)) {
    all_report(binding, EVENT_CHANGED, NULL);
    return binding->good = false;
  }
  const struct parcel_reader reader = {.fonts = setter_fontmap(binding->making.event->setter),
                                       .picture = large_picture_map};
  const struct display_list *list = parcel_open(binding->scratch, mapped.data, mapped.length, &reader);
  if (!list)
    all_report(binding, EVENT_CHANGED, NULL);
  binding->good = list && output_part(binding->output, list);
  binding->pages += list ? list->page_count : 0;
  munmap(mapped.data, mapped.length);
  arena_reset(binding->scratch);
  return binding->good;
}

void large_close(struct large_binding *binding, bool good, size_t refused, struct worker_message *answer) {
  struct ticket *ticket = &binding->ticket;
  good = good && binding->output;
  if (good && binding->good && binding->pages == 0) {
    all_report(binding, DOCUMENT_EMPTY, ticket->files[0].job.document);
    good = false;
  }
  if (binding->output)
    output_close(binding->output, good && binding->good ? OUTPUT_COMMIT : OUTPUT_DROP, refused, &ticket->counts);
  for (size_t i = 0; i < ticket->count; i++) {
    ticket->files[i].result.microseconds = (job_clock() - binding->start) / (int64_t)ticket->count;
    job_result_encode(&ticket->files[i].result, ticket->files[i].sink, answer);
  }
  large_binding_drop(binding);
}
