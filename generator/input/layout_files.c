/* Layout files: finding them in the folders of the path, reading and listing them. */
#include "input/layout_parts.h"

#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

bool layout_name_is_valid(const char *name) {
  size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
  return length > 0 && length < 200 && name[length] == '\0';
}

const struct yaml_node *layout_file_parse(struct layout_reading *reading, const char *folder, const char *name,
                                          struct position at, bool *missing) {
  struct arena *arena = reading->reader.arena;
  struct layout *layout = reading->layout;
  struct file_content content;
  enum file_status status = file_read_beneath(arena, folder, name, YAML_SIZE_LIMIT, &content);
  *missing = status == FILE_MISSING;
  char *path = file_join(arena, folder, name);
  if (*missing || !file_report(reading->reader.sink, status, at, path, YAML_SIZE_LIMIT))
    return NULL;
  *ARENA_PUSH(arena, layout->inputs, layout->input_count, reading->input_capacity) =
      (struct event_input){.path = path, .data = content.data, .length = content.length};
  return yaml_parse(arena, path, content.data, content.length, reading->reader.sink);
}

const struct yaml_node *layout_file_find(struct layout_reading *reading, const char *name, struct position at,
                                         bool *missing, const char **path) {
  char *file = arena_printf(reading->reader.arena, "%s.yaml", name);
  *missing = true;
  for (const char **folder = reading->path->folders; *folder; folder++) {
    const struct yaml_node *root = layout_file_parse(reading, *folder, file, at, missing);
    if (!*missing) {
      *path = file_join(reading->reader.arena, *folder, file);
      return root;
    }
  }
  return NULL;
}

static int entry_compare(const void *a, const void *b) {
  return strcmp(((const struct layout_entry *)a)->name, ((const struct layout_entry *)b)->name);
}

/* The name of a layout's file without .yaml; NULL for other files. */
static char *entry_name(struct arena *arena, const char *file) {
  size_t length = strlen(file);
  if (length <= 5 || strcmp(file + length - 5, ".yaml") != 0 || strcmp(file, "stock.yaml") == 0 ||
      strcmp(file, "printers.yaml") == 0)
    return NULL;
  char *name = arena_strndup(arena, file, length - 5);
  return layout_name_is_valid(name) ? name : NULL;
}

/* Entries of a folder, in the order of the file system. */
static struct layout_entry *folder_list(struct arena *arena, const char *folder, size_t *count) {
  struct layout_entry *entries = NULL;
  size_t capacity = 0;
  *count = 0;
  DIR *handle = opendir(folder);
  if (!handle)
    return NULL;
  for (struct dirent *file; (file = readdir(handle)) != NULL;) {
    char *name = entry_name(arena, file->d_name);
    if (name)
      *ARENA_PUSH(arena, entries, *count, capacity) =
          (struct layout_entry){name, file_join(arena, folder, file->d_name)};
  }
  closedir(handle);
  return entries;
}

struct layout_entry *layout_list(struct arena *arena, const struct layout_path *path, size_t *count) {
  struct layout_entry *all = arena_alloc(arena, 0);
  *count = 0;
  for (const char **folder = path->folders; *folder; folder++) {
    size_t known = *count, added, capacity = known;
    struct layout_entry *entries = folder_list(arena, *folder, &added);
    for (size_t i = 0; i < added; i++)
      if (known == 0 || !bsearch(&entries[i], all, known, sizeof *all, entry_compare))
        *ARENA_PUSH(arena, all, *count, capacity) = entries[i];
    if (*count > 0)
      qsort(all, *count, sizeof *all, entry_compare);
  }
  return all;
}
