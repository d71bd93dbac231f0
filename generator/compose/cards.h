/* Cards on sheets: every slot of a card document drawn into its cell. */
#ifndef COMPOSE_CARDS_H
#define COMPOSE_CARDS_H

#include "compose/choice.h"
#include "compose/compose.h"
#include "compose/sheet.h"
#include "compose/slots.h"

/* A run over the items of a card document. What stands on a sheet is known before any is made: any range of sheets
 * can be drawn by any process. */
struct card_run {
  const struct value *items; /* LIST or ROWS; NULL: one card from the event alone */
  const char *as;
  const struct scope *scope;        /* of the event */
  const struct local_template *url; /* of the document, NULL: none; binds {{ url }} for items without their own */
  const struct choice *choice;      /* of the items; then nothing but their cards is made; NULL: all */
  struct slots slots;
  struct sheet_plan plan;   /* plan.sheets: how many there are */
  size_t sides;             /* pages a sheet */
  struct same_sizes *sizes; /* of texts that belong together; NULL: none */
  size_t part_sheets;       /* sheets a part */
  size_t refused; /* cards left out by now, each reported: rows that could not be read with part 0. A separator
                     or a blank card that cannot be set counts, too */
  size_t errors;  /* in the sink that are about them */
};

/* Fills in slots, plan and sides from the rest. False after errors. What it makes lives in compose->arena. */
bool cards_open(struct compose *compose, struct card_run *run);

/* The first cell of the last sheet that stays free, as `start` counts; 1 when the sheet is full, or without sheets. */
int cards_free_cell(const struct card_run *run);

/* Parts of at most PART_PAGES pages; a volume is made of whole parts. */
size_t cards_parts(const struct card_run *run);

/* Adds the pages of a part to compose->list, none when no card of it can be set; a sheet's back stands behind its
 * front. A part depends on nothing but its index. A card that cannot be set leaves its cell empty, so that all others
 * stand where they were planned; a sheet on which nothing is left is not made. */
void cards_part(struct compose *compose, struct card_run *run, size_t index);

/* The same for `count` sheets from `first` on. */
void cards_sheets(struct compose *compose, struct card_run *run, size_t first, size_t count);

#endif
