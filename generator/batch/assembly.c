/* The parts of a large document, in order. */
#include "batch/assembly.h"

#include "base/arena.h"
#include "batch/large.h"

#include <unistd.h>

struct slot {
  bool back;
  struct large_part part;
};

struct assembly {
  struct arena *arena;
  struct buffer ticket;
  struct slot *slots;
  size_t parts, given, back, bound;
  size_t refused;
  bool strict, failed, opened, busy;
  bool ended; /* what is said of later parts is of no interest */
  struct sink *said;
};

struct assembly *assembly_new(size_t parts, const void *ticket, size_t length, bool strict) {
  struct arena *arena = arena_new();
  struct assembly *assembly = arena_zalloc(arena, 1, sizeof *assembly);
  *assembly = (struct assembly){.arena = arena, .parts = parts, .strict = strict, .said = sink_new()};
  if (strict)
    sink_make_strict(assembly->said);
  buffer_add(&assembly->ticket, ticket, length);
  assembly->slots = arena_zalloc(arena, parts, sizeof *assembly->slots);
  return assembly;
}

static void parcel_close(struct slot *slot) {
  if (slot->back && slot->part.parcel >= 0)
    close(slot->part.parcel);
  slot->part.parcel = -1;
}

void assembly_drop(struct assembly *assembly) {
  if (!assembly)
    return;
  for (size_t i = 0; i < assembly->parts; i++)
    parcel_close(&assembly->slots[i]);
  sink_drop(assembly->said);
  buffer_drop(&assembly->ticket);
  arena_drop(assembly->arena);
}

const struct buffer *assembly_ticket(const struct assembly *assembly) {
  return &assembly->ticket;
}

size_t assembly_parts(const struct assembly *assembly) {
  return assembly->parts;
}

bool assembly_give(struct assembly *assembly, size_t window, size_t *part) {
  if (assembly->failed || assembly->given == assembly->parts || assembly->given - assembly->bound >= window)
    return false;
  *part = assembly->given++;
  return true;
}

void assembly_take_back(struct assembly *assembly) {
  assembly->given--;
}

void assembly_take(struct assembly *assembly, size_t part, struct worker_message *answer) {
  struct slot *slot = &assembly->slots[part];
  slot->back = true;
  slot->part.parcel = -1;
  assembly->back++;
  bool good = answer && large_part_decode(assembly->arena, answer, &slot->part) && slot->part.good;
  assembly->failed = assembly->failed || !good;
}

/* What was said of parts is passed on in their order up to the first that failed, so that it does not depend on chance
 * which of two mistakes is reported. */
static void parts_pass(struct assembly *assembly) {
  while (assembly->bound < assembly->given) {
    struct slot *slot = &assembly->slots[assembly->bound];
    if (!slot->back || (slot->part.parcel >= 0 && !assembly->failed))
      return;
    if (slot->part.sink && !assembly->ended)
      sink_merge(assembly->said, slot->part.sink);
    assembly->ended = assembly->ended || !slot->part.good;
    assembly->refused += slot->part.refused;
    parcel_close(slot);
    assembly->bound++;
  }
}

enum assembly_step assembly_step(struct assembly *assembly, int *parcel) {
  if (assembly->busy)
    return ASSEMBLY_WAIT;
  parts_pass(assembly);
  if (!assembly->opened)
    return ASSEMBLY_OPEN;
  if (assembly->bound == assembly->given && (assembly->failed || assembly->given == assembly->parts))
    return ASSEMBLY_CLOSE;
  if (assembly->bound == assembly->given || !assembly->slots[assembly->bound].back)
    return ASSEMBLY_WAIT;
  *parcel = assembly->slots[assembly->bound].part.parcel;
  return ASSEMBLY_JOIN;
}

void assembly_begin(struct assembly *assembly) {
  assembly->busy = true;
}

void assembly_end(struct assembly *assembly, enum assembly_step step, bool good) {
  assembly->busy = false;
  assembly->opened = true;
  assembly->failed = assembly->failed || !good;
  if (step == ASSEMBLY_JOIN) { /* bound: its parcel is not needed any more */
    parcel_close(&assembly->slots[assembly->bound]);
    assembly->slots[assembly->bound].part.good = good;
    parts_pass(assembly);
  }
}

bool assembly_is_good(const struct assembly *assembly) {
  bool incomplete = assembly->refused > 0 || sink_has_errors(assembly->said);
  return !assembly->failed && !(assembly->strict && incomplete);
}

size_t assembly_refused(const struct assembly *assembly) {
  return assembly->refused;
}

struct sink *assembly_said(struct assembly *assembly) {
  return assembly->said;
}

size_t assembly_bound(const struct assembly *assembly) {
  return assembly->bound;
}
