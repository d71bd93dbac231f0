/* The ledger: which cards of a document were printed, how each looked and where it stood. A CSV file beside the
 * document, for people and for `--changed`.
 *
 *   id,name,state,run,sheet,row,column,digest
 *   p17,Асанов Бек,printed,1,2,3,1,90c1f2…       state: printed, or revoked: not on the list any more
 *   ,A4-90x55-10,free,1,2,0,8,                   column: the first cell of the last sheet that is free
 */
#ifndef BATCH_LEDGER_H
#define BATCH_LEDGER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "compose/choice.h"
#include "display/display_list.h"

#include <stdbool.h>
#include <stddef.h>

struct ledger;

/* One without rows when there is no file; a warning and the same when it cannot be understood. Lives in arena. */
struct ledger *ledger_read(struct arena *arena, const char *path, struct sink *sink);

/* Chooses what is not printed yet as it looks now, and a sheet that still has room. Notes what it is asked about. */
struct choice ledger_choice(struct ledger *ledger);

/* A run begins; and its cards that were printed. A run of all cards is the first one, and is written as it comes, so
 * that a million cards take no memory: nothing stands under the path before ledger_write. */
void ledger_begin(struct ledger *ledger, bool all, const char *path);
void ledger_add(struct ledger *ledger, const struct card_record *card);

/* Printed cards whose items are gone, with where they stood: those that the choice was not asked about, or that a run
 * of all cards has not added. They are revoked from now on, and reported when they were not before. */
void ledger_revoke(struct ledger *ledger, struct position at, struct sink *sink);
/* Their ids, for another process that writes the ledger; and there. */
void ledger_revoked(const struct ledger *ledger, struct buffer *out);
void ledger_revoke_ids(struct ledger *ledger, const char *ids, size_t length);

struct ledger_sheet {
  const char *stock; /* "" for none */
  int free_cell;     /* from 1, in the order of filling; 1: a new sheet */
};

/* As it was read. */
struct ledger_sheet ledger_sheet(const struct ledger *ledger);

/* False with errno when it could not be written. Once. */
bool ledger_write(struct ledger *ledger, const char *path, const struct ledger_sheet *sheet);

#endif
