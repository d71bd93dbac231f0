/* The folder of .eml files. */
#include "mail/eml.h"

#include "base/file.h"
#include "base/hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { NAME_LONGEST = 200 };

/* Of a few hundred messages each is on the disk before it appears. Thousands would wait for the disk ten times as long
 * as for everything else; after a loss of power they are made again. */
static const size_t SYNCED_MOST = 64 * 1000 * 1000;

struct eml_folder {
  struct arena *arena;
  const char *path;
  size_t made; /* folders that were not there */
  int descriptor;
  size_t bytes;
  const char **names; /* with .eml */
  size_t count, capacity;
};

/* The name of a file until it is whole, in `room`. */
enum { NAME_ROOM = 3 * NAME_LONGEST };
static const char *part_name(char room[NAME_ROOM], const char *name) {
  snprintf(room, NAME_ROOM, "%s.part", name);
  return room;
}

struct eml_folder *eml_open(struct arena *arena, const char *path) {
  size_t made;
  if (!file_folders_make(path, &made))
    return NULL;
  int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0)
    return NULL;
  struct eml_folder *folder = arena_zalloc(arena, 1, sizeof *folder);
  *folder =
      (struct eml_folder){.arena = arena, .path = arena_strdup(arena, path), .made = made, .descriptor = descriptor};
  return folder;
}

static bool all_write(int descriptor, struct iovec *parts, size_t count) {
  while (count > 0) {
    ssize_t written = writev(descriptor, parts, (int)count);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    for (; count > 0 && (size_t)written >= parts->iov_len; parts++, count--)
      written -= (ssize_t)parts->iov_len;
    if (count > 0) {
      parts->iov_base = (char *)parts->iov_base + written;
      parts->iov_len -= (size_t)written;
    }
  }
  return true;
}

bool eml_write(struct eml_folder *folder, const char *name, const struct message *message) {
  char room[NAME_ROOM];
  const char *file = arena_printf(folder->arena, "%s.eml", name), *part = part_name(room, file);
  struct iovec parts[SLICES];
  for (size_t i = 0; i < message->slice_count; i++)
    parts[i] = (struct iovec){(void *)message->slices[i].data, message->slices[i].length};
  enum { FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW };
  int descriptor = openat(folder->descriptor, part, FLAGS, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && errno == EEXIST && unlinkat(folder->descriptor, part, 0) == 0) /* of a run that was killed */
    descriptor = openat(folder->descriptor, part, FLAGS, S_IRUSR | S_IWUSR);
  if (descriptor < 0)
    return false;
  folder->bytes += message->size;
  *ARENA_PUSH(folder->arena, folder->names, folder->count, folder->capacity) = file;
  bool good = all_write(descriptor, parts, message->slice_count);
  int error = errno;
  good = close(descriptor) == 0 && good;
  if (!good)
    errno = error;
  return good;
}

static int name_compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool ends_with(const char *name, const char *end) {
  size_t length = strlen(name), tail = strlen(end);
  return length >= tail && strcmp(name + length - tail, end) == 0;
}

/* Messages of earlier runs, and what a run that was killed has left. */
static void others_remove(struct eml_folder *folder, const char *prefix) {
  int descriptor = dup(folder->descriptor);
  DIR *handle = descriptor < 0 ? NULL : fdopendir(descriptor);
  if (!handle)
    return;
  if (folder->count)
    qsort(folder->names, folder->count, sizeof *folder->names, name_compare);
  rewinddir(handle);
  for (struct dirent *entry; (entry = readdir(handle)) != NULL;) {
    const char *name = entry->d_name;
    bool ours = ends_with(name, ".eml") || ends_with(name, ".eml.part");
    bool made = folder->count && bsearch(&name, folder->names, folder->count, sizeof *folder->names, name_compare);
    if (ours && !made && strncmp(name, prefix, strlen(prefix)) == 0)
      unlinkat(folder->descriptor, name, 0);
  }
  closedir(handle);
}

bool eml_commit(struct eml_folder *folder, const char *prefix) {
  char room[NAME_ROOM];
  bool good = folder->bytes > SYNCED_MOST || syncfs(folder->descriptor) == 0;
  for (size_t i = 0; good && i < folder->count; i++)
    good = renameat(folder->descriptor, part_name(room, folder->names[i]), folder->descriptor, folder->names[i]) == 0;
  int error = errno;
  if (!good) {
    eml_drop(folder);
    errno = error;
    return false;
  }
  others_remove(folder, prefix);
  good = fsync(folder->descriptor) == 0;
  close(folder->descriptor);
  return good;
}

void eml_drop(struct eml_folder *folder) {
  char room[NAME_ROOM];
  for (size_t i = 0; i < folder->count; i++)
    unlinkat(folder->descriptor, part_name(room, folder->names[i]), 0);
  close(folder->descriptor);
  file_folders_remove(folder->path, folder->made);
}

char *eml_name(struct arena *arena, const char *address) {
  struct buffer name = {0};
  uint8_t digest[32];
  char hex[HASH_HEX_SIZE];
  for (const char *c = address; *c; c++) {
    bool stays = (unsigned char)*c >= 0x80 || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                 (*c >= '0' && *c <= '9') || (strchr("_-@+", *c) != NULL) || (*c == '.' && c > address);
    if (stays)
      buffer_byte(&name, *c);
    else
      buffer_printf(&name, "%%%02X", (unsigned char)*c);
  }
  hash_data(address, strlen(address), digest);
  hash_hex(digest, hex);
  char *out =
      name.length <= NAME_LONGEST ? arena_strndup(arena, name.data, name.length) : arena_printf(arena, "%.16s", hex);
  buffer_drop(&name);
  return out;
}
