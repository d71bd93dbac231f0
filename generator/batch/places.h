/* Where fonts, layouts and hyphenation patterns are looked for: beside the event, in the folder that was named, and
 * in the program's own folders; never in the current directory. */
#ifndef BATCH_PLACES_H
#define BATCH_PLACES_H

#include "base/arena.h"
#include "batch/batch.h"
#include "batch/confine.h"
#include "input/layout.h"

/* Lists of folders ended by NULL, in the order of search: of layouts that all events share, those with the ones beside
 * an event in `folder` before them, and the others. */
struct layout_path places_layouts(struct arena *arena, const char *named);
struct layout_path places_layouts_of(struct arena *arena, const char *folder, const struct layout_path *shared);
/* `folder` is that of the event, NULL: none. */
const char **places_fonts(struct arena *arena, const char *folder);
const char **places_patterns(struct arena *arena);

/* The event of `basma calibrate`, in the first folder of layouts that has it; NULL: none has. */
const char *places_calibration(struct arena *arena, const char *named);

/* Whether the event brings layouts or fonts of its own (the folder "layouts" or "fonts" beside it). */
bool places_beside(const char *folder, const char *name);

/* Allows what the workers of a run read and write: the folders of its events, those of layouts, patterns and fonts
 * (`fonts`, NULL-terminated, and the system's, which an event's own fonts.conf may name), and the output. */
void places_allow(const struct run_options *options, const char *const *fonts, struct confine *confine);

/* A path for the manifest, the same on every machine: for what lies in a folder of layouts "layouts/…", else relative
 * to the event's folder, else the last name. */
char *places_portable(struct arena *arena, const char *path, const char *event_folder,
                      const struct layout_path *layouts);

#endif
