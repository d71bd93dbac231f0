/* Names that are the same, or nearly. */
#ifndef INPUT_PEOPLE_SIMILAR_H
#define INPUT_PEOPLE_SIMILAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct similar; /* caller drops */

struct similar *similar_new(void);
void similar_drop(struct similar *similar);

enum { SIMILAR_NONE = -1 };

/* Adds the name of row `row`. Returns the first row whose name has the same words in any order, but for case, е and ё,
 * ө and о, letters of the other alphabet that look alike; SIMILAR_NONE when there is none. */
int64_t similar_add(struct similar *similar, const char *name, uint32_t row);

/* Two names of which a word differs in one letter that is another one, missing, or has changed places with its
 * neighbour. Each row comes once as the later one. */
void similar_near(const struct similar *similar, void (*found)(void *self, uint32_t row, uint32_t earlier), void *self);

#endif
