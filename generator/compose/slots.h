/* What a card document prints, one after another: slot n is a card, a separator or a blank card. sheet.h says where.
 *
 * Cards of a group stand together, groups in the order of their first items; a separator stands before each group,
 * blank cards stand at the end. Rows that could not be read take no slot. Found once, before anything is composed,
 * from the list alone; afterwards slots_at is a function of the number.
 */
#ifndef COMPOSE_SLOTS_H
#define COMPOSE_SLOTS_H

#include "compose/bind.h"
#include "input/layout.h"

enum slot_kind { SLOT_CARD, SLOT_SEPARATOR, SLOT_BLANK };

struct slot {
  enum slot_kind kind;
  size_t index; /* of the item in its list, the group, the blank rule */
};

struct slot_group {
  const char *name; /* as its first item writes it; "" for items without */
  size_t first;     /* card, in the order of printing */
  size_t count;     /* cards */
};

struct slots {
  size_t count;
  size_t cards;
  size_t refused;        /* rows without a slot, reported when they were read */
  const uint32_t *items; /* the cards' items in the order of printing; NULL: as they come */
  const struct slot_group *groups;
  size_t group_count;
  bool separators; /* take slots */
  const struct blank_rule *blanks;
  size_t blank_count;
};

struct slots_spec {
  const struct value *items; /* LIST or ROWS; NULL: one card of no item */
  const char *as;
  const struct scope *scope;      /* of the event */
  const struct sheet_spec *sheet; /* NULL: none */
};

/* One pass over the list where it has refused rows, one more where it is grouped: 4 bytes a card. False after errors
 * in what the cards are grouped by. */
bool slots_make(const struct binder *binder, const struct slots_spec *spec, struct slots *out);

struct slot slots_at(const struct slots *slots, size_t slot);

/* Slots of each section, for sheet.h: one section for all, or one a group where groups begin on a sheet of their own.
 * The blank cards are in the last one. */
const size_t *slots_sections(struct arena *arena, const struct slots *slots, bool by_group, size_t *count);

#endif
