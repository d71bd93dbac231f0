/* What the languages of an event must have in common. */
#ifndef INPUT_LANGUAGES_H
#define INPUT_LANGUAGES_H

#include "base/diagnostic.h"
#include "input/event.h"

/* Compares the versions of every text: their paragraphs, list items, footnotes, and the numbers, dates, times, phones
 * and addresses in them (input/facts.h), in figures or in words (input/numerals.h). Each difference is a warning at the
 * version that lacks something, or has something more, with the place in the other one. A text in Cyrillic that stands
 * for a language written in Latin letters too is warned of. People and lists in files of their own are not looked at.
 */
void languages_compare(const struct event *event, struct sink *sink);

#endif
