/* --proof: what is made with a document of cards for whoever answers for it before it is printed. A contact sheet of
 * the worst cards of each kind (compose/contact_sheet.h), and a list of all (batch/card_list.h).
 *
 *   display lists in order -> rows of the list                         contact_take
 *                          -> the worst so far, each in a parcel
 *   the worst -> contact sheet -> PDF                                  contact_end
 *
 * Memory holds the worst cards only, however many there are. */
#ifndef BATCH_CONTACT_H
#define BATCH_CONTACT_H

#include "base/file.h"
#include "batch/output.h"

#include <stddef.h>

struct contact;

/* Lives in spec->arena. What is wrong goes to the sink of the first file, and so do the results. */
struct contact *contact_new(const struct output_spec *spec);

/* The next part; its first page is page `page` of volume `volume`, both from 0. */
void contact_take(struct contact *contact, const struct display_list *list, size_t volume, size_t page);

/* Writes both files, whole but without their names; none for a document without cards. */
void contact_end(struct contact *contact);

/* EXTRA_COUNT of them, NULL for one that was not made: the caller's, who gives them their names or drops them. */
struct file_output **contact_files(struct contact *contact);
const char *contact_path(const struct contact *contact, enum job_extra_kind kind);

#endif
