/* Folders of fonts, layouts and patterns. Installed, the program stands in PREFIX/bin and its folders in
 * PREFIX/share/basma; in the source tree it stands in build/ and they beside that; unpacked somewhere, or built with
 * a sanitizer, it has them around itself. */
#include "batch/places.h"

#include "base/file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_PLACES = 6 };

static const char **program_places(struct arena *arena, const char **places, size_t count, const char *name) {
  const char *program = file_program_folder(arena);
  const char *parent = file_folder(arena, program);
  places[count++] = file_join(arena, program, name);
  places[count++] = file_join(arena, parent, name);
  places[count++] = arena_printf(arena, "%s/share/basma/%s", strcmp(parent, "/") == 0 ? "" : parent, name);
  places[count] = NULL;
  return places;
}

struct layout_path places_layouts(struct arena *arena, const char *named) {
  const char **places = arena_zalloc(arena, MOST_PLACES, sizeof *places);
  size_t count = 0;
  if (named)
    places[count++] = named;
  return (struct layout_path){program_places(arena, places, count, "layouts")};
}

struct layout_path places_layouts_of(struct arena *arena, const char *folder, const struct layout_path *shared) {
  const char **places = arena_zalloc(arena, MOST_PLACES, sizeof *places);
  size_t count = 0;
  places[count++] = file_join(arena, folder, "layouts");
  for (const char **other = shared->folders; *other; other++)
    places[count++] = *other;
  return (struct layout_path){places};
}

const char **places_fonts(struct arena *arena, const char *folder) {
  const char **places = arena_zalloc(arena, MOST_PLACES, sizeof *places);
  size_t count = 0;
  if (folder)
    places[count++] = file_join(arena, folder, "fonts");
  return program_places(arena, places, count, "fonts");
}

const char **places_patterns(struct arena *arena) {
  const char **places = arena_zalloc(arena, MOST_PLACES, sizeof *places);
  return program_places(arena, places, 0, "hyphenation");
}

const char *places_calibration(struct arena *arena, const char *named) {
  for (const char **folder = places_layouts(arena, named).folders; *folder; folder++) {
    const char *path = file_join(arena, *folder, "calibration/event.yaml");
    if (access(path, R_OK) == 0)
      return path;
  }
  return NULL;
}

bool places_beside(const char *folder, const char *name) {
  struct arena *arena = arena_new();
  struct stat information;
  bool there = stat(file_join(arena, folder, name), &information) == 0 && S_ISDIR(information.st_mode);
  arena_drop(arena);
  return there;
}

static void all_allow(struct confine *confine, const char *const *folders) {
  for (; *folders; folders++)
    confine_allow_read(confine, *folders);
}

/* The folder of each event, once for neighbours; a file that is a link lies elsewhere. */
static void events_allow(const struct run_options *options, struct confine *confine, struct arena *arena) {
  const char *last = NULL;
  for (size_t i = 0; i < options->event_count; i++) {
    const char *path = options->events[i], *folder = file_folder(arena, path);
    struct stat information;
    if (!last || strcmp(last, folder) != 0)
      confine_allow_read(confine, folder);
    if (lstat(path, &information) == 0 && S_ISLNK(information.st_mode))
      confine_allow_read(confine, path);
    last = folder;
  }
}

void places_allow(const struct run_options *options, const char *const *fonts, struct confine *confine) {
  static const char *const system_fonts[] = {"/usr/share/fonts", "/usr/local/share/fonts", NULL};
  struct arena *arena = arena_new();
  events_allow(options, confine, arena);
  all_allow(confine, places_layouts(arena, options->layouts).folders);
  all_allow(confine, places_fonts(arena, NULL));
  all_allow(confine, places_patterns(arena));
  all_allow(confine, fonts);
  all_allow(confine, system_fonts);
  if (!options->check)
    confine_allow_write(confine, options->output);
  arena_drop(arena);
}

/* The rest of path below folder; NULL when it is not below. */
static const char *path_below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  while (length > 0 && folder[length - 1] == '/')
    length--;
  return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

char *places_portable(struct arena *arena, const char *path, const char *event_folder,
                      const struct layout_path *layouts) {
  for (const char **folder = layouts->folders; *folder; folder++) {
    const char *below = path_below(path, *folder);
    if (below)
      return arena_printf(arena, "layouts/%s", below);
  }
  const char *below = path_below(path, event_folder);
  if (below)
    return arena_strdup(arena, below);
  const char *slash = strrchr(path, '/');
  bool climbs = strncmp(path, "../", 3) == 0 || strstr(path, "/../");
  return arena_strdup(arena, (path[0] == '/' || climbs) && slash ? slash + 1 : path);
}
