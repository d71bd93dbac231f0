/* Files: reading beneath a folder (openat2), writing whole or not at all. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum file_status status_of_errno(void) {
  switch (errno) {
  case ENOENT:
  case ENOTDIR:
    return FILE_MISSING;
  case EACCES:
  case EPERM:
    return FILE_DENIED;
  case EXDEV:
  case ELOOP:
    return FILE_OUTSIDE;
  default:
    return FILE_FAILED;
  }
}

static enum file_status regular_size(int descriptor, size_t limit, size_t *size) {
  struct stat information;
  if (fstat(descriptor, &information) != 0)
    return FILE_FAILED;
  if (!S_ISREG(information.st_mode))
    return FILE_NOT_REGULAR;
  if (information.st_size < 0 || (uintmax_t)information.st_size > limit)
    return FILE_TOO_LARGE;
  *size = (size_t)information.st_size;
  return FILE_OK;
}

/* Reads what is there now, at most the size seen: a file that grows meanwhile is cut, one that shrinks is shorter. */
static enum file_status descriptor_read(struct arena *arena, int descriptor, size_t limit, struct file_content *out) {
  size_t size = 0, length = 0;
  enum file_status status = regular_size(descriptor, limit, &size);
  if (status != FILE_OK)
    return status;
  char *data = arena_alloc(arena, size + 1);
  while (length < size) {
    ssize_t got = read(descriptor, data + length, size - length);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return FILE_FAILED;
    if (got == 0)
      break;
    length += (size_t)got;
  }
  data[length] = '\0';
  *out = (struct file_content){data, length};
  return FILE_OK;
}

enum file_status file_read(struct arena *arena, const char *path, size_t limit, struct file_content *out) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not make us wait */
  if (descriptor < 0)
    return status_of_errno();
  enum file_status status = descriptor_read(arena, descriptor, limit, out);
  close(descriptor);
  return status;
}

static int open_beneath(const char *folder, const char *name) {
  int base = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (base < 0)
    return -1;
  struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK,
                         .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
  int descriptor;
  do
    descriptor = (int)syscall(SYS_openat2, base, name, &how, sizeof how);
  while (descriptor < 0 && (errno == EINTR || errno == EAGAIN));
  int error = errno;
  close(base);
  errno = error;
  return descriptor;
}

enum file_status file_read_beneath(struct arena *arena, const char *folder, const char *name, size_t limit,
                                   struct file_content *out) {
  int descriptor = open_beneath(folder, name);
  if (descriptor < 0)
    return status_of_errno();
  enum file_status status = descriptor_read(arena, descriptor, limit, out);
  close(descriptor);
  return status;
}

struct mapping {
  void *data;
  size_t length;
};

static void mapping_release(void *handle) {
  struct mapping *mapping = handle;
  munmap(mapping->data, mapping->length);
}

enum file_status file_map_beneath(struct arena *arena, const char *folder, const char *name, size_t limit,
                                  struct file_content *out) {
  int descriptor = open_beneath(folder, name);
  if (descriptor < 0)
    return status_of_errno();
  size_t size = 0;
  enum file_status status = regular_size(descriptor, limit, &size);
  /* One anonymous byte more than the file keeps the promise of a NUL behind the content at any size. */
  void *data = status == FILE_OK
                   ? mmap(NULL, size + 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                   : MAP_FAILED;
  if (status == FILE_OK && data == MAP_FAILED)
    status = FILE_FAILED;
  if (status == FILE_OK && size > 0 &&
      mmap(data, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED, descriptor, 0) == MAP_FAILED) {
    munmap(data, size + 1);
    status = FILE_FAILED;
  }
  close(descriptor);
  if (status != FILE_OK)
    return status;
  struct mapping *mapping = arena_alloc(arena, sizeof *mapping);
  *mapping = (struct mapping){data, size + 1};
  arena_defer(arena, mapping_release, mapping);
  *out = (struct file_content){data, size};
  return FILE_OK;
}

bool file_report(struct sink *sink, enum file_status status, struct position at, const char *name, size_t limit) {
  char size[32];
  switch (status) {
  case FILE_OK:
    return true;
  case FILE_MISSING:
    sink_report(sink, FILE_NOT_FOUND, at, name, NULL);
    break;
  case FILE_DENIED:
    sink_report(sink, FILE_NO_PERMISSION, at, name, NULL);
    break;
  case FILE_OUTSIDE:
    sink_report(sink, FILE_NOT_BENEATH, at, name, NULL);
    break;
  case FILE_NOT_REGULAR:
    sink_report(sink, FILE_NOT_A_FILE, at, name, NULL);
    break;
  case FILE_TOO_LARGE:
    snprintf(size, sizeof size, "%.1f MB", (double)limit / 1e6);
    sink_report(sink, FILE_OVER_LIMIT, at, name, size, NULL);
    break;
  case FILE_FAILED:
    sink_report(sink, FILE_NOT_READ, at, name, strerror(errno), NULL);
    break;
  }
  return false;
}

char *file_folder(struct arena *arena, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash)
    return arena_strdup(arena, ".");
  return slash == path ? arena_strdup(arena, "/") : arena_strndup(arena, path, (size_t)(slash - path));
}

char *file_join(struct arena *arena, const char *folder, const char *name) {
  size_t length = strlen(folder), size = strlen(name) + 1;
  if (strcmp(folder, ".") == 0)
    return arena_memdup(arena, name, size);
  char *path = arena_alloc(arena, length + 1 + size);
  memcpy(path, folder, length);
  if (length == 0 || folder[length - 1] != '/')
    path[length++] = '/';
  memcpy(path + length, name, size);
  return path;
}

char *file_program_folder(struct arena *arena) {
  char path[4096];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0)
    return arena_strdup(arena, ".");
  path[length] = '\0';
  return file_folder(arena, path);
}

#define TEMPORARY_SUFFIX ".part"

struct file_output {
  int descriptor;
  int error; /* first errno, 0: none */
  char *temporary, *path;
};

/* Makes the folders before the last slash, and counts those that were not there. Most often only the last one is not,
 * so it is tried before those it lies in. */
static bool folders_make(char *path, size_t *count) {
  char *slash = strrchr(path, '/');
  if (!slash || slash == path)
    return true;
  *slash = '\0';
  bool made = mkdir(path, 0777) == 0;
  if (!made && errno == ENOENT)
    made = folders_make(path, count) && mkdir(path, 0777) == 0;
  bool there = made || errno == EEXIST;
  *slash = '/';
  *count += made;
  return there;
}

bool file_folders_make(const char *folder, size_t *made) {
  struct arena *arena = arena_new();
  *made = 0;
  bool good = folders_make(arena_printf(arena, "%s/", folder), made);
  int error = errno;
  arena_drop(arena);
  errno = error;
  return good;
}

void file_folders_remove(const char *folder, size_t made) {
  struct arena *arena = arena_new();
  for (; made > 0; folder = file_folder(arena, folder)) {
    bool removed = rmdir(folder) == 0;
    if (!removed && errno != ENOENT) /* "a/b/" is "a/b" once more */
      break;
    made -= removed;
  }
  arena_drop(arena);
}

static void output_free(struct file_output *output) {
  free(output->temporary);
  free(output->path);
  free(output);
}

/* Whether the path still leads to what is open; its size then. */
static bool is_same_file(int descriptor, const char *path, off_t *size) {
  struct stat opened, named;
  bool same = fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0 && opened.st_dev == named.st_dev &&
              opened.st_ino == named.st_ino;
  *size = same ? opened.st_size : 0;
  return same;
}

/* The temporary file, locked and empty. Its lock ends with the process that holds it, so what a killed run has left
 * is taken over, and two runs that make the same file take turns: while one waits, the file it has opened may have
 * been renamed or removed, and it opens the next. A file system without locks gives none. */
static int temporary_open(const char *path) {
  for (;;) {
    int descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666), status;
    off_t size;
    if (descriptor < 0)
      return -1;
    do
      status = flock(descriptor, LOCK_EX);
    while (status != 0 && errno == EINTR);
    if (is_same_file(descriptor, path, &size) && (size == 0 || ftruncate(descriptor, 0) == 0))
      return descriptor;
    int error = errno;
    bool gone = !is_same_file(descriptor, path, &size);
    close(descriptor);
    errno = error;
    if (!gone)
      return -1;
  }
}

struct file_output *file_output_adopt(const char *path, int descriptor) {
  struct file_output *output = memory_alloc(sizeof *output);
  size_t size = strlen(path) + sizeof TEMPORARY_SUFFIX;
  *output = (struct file_output){.descriptor = descriptor, .temporary = memory_alloc(size), .path = memory_alloc(size)};
  snprintf(output->path, size, "%s", path);
  snprintf(output->temporary, size, "%s" TEMPORARY_SUFFIX, path);
  return output;
}

struct file_output *file_output_new(const char *path) {
  struct file_output *output = file_output_adopt(path, -1);
  size_t made = 0;
  output->descriptor = temporary_open(output->temporary);
  if (output->descriptor < 0 && errno == ENOENT && folders_make(output->path, &made))
    output->descriptor = temporary_open(output->temporary);
  if (output->descriptor >= 0)
    return output;
  int error = errno;
  output_free(output);
  errno = error;
  return NULL;
}

bool file_output_write(struct file_output *output, const void *data, size_t length) {
  const char *at = data;
  while (length > 0 && !output->error) {
    ssize_t written = write(output->descriptor, at, length);
    if (written < 0 && errno != EINTR)
      output->error = errno;
    if (written <= 0)
      continue;
    at += written;
    length -= (size_t)written;
  }
  return !output->error;
}

/* The descriptor is closed twice: the first time for its errors, the second gives the lock up, once the file has its
 * name. */
static bool output_commit(struct file_output *output, int (*sync)(int)) {
  int lock = dup(output->descriptor);
  if (lock < 0 || (!output->error && sync(output->descriptor) != 0))
    output->error = output->error ? output->error : errno;
  if (close(output->descriptor) != 0 && !output->error)
    output->error = errno;
  if (!output->error && rename(output->temporary, output->path) != 0)
    output->error = errno;
  if (output->error)
    unlink(output->temporary);
  if (lock >= 0)
    close(lock);
  int error = output->error;
  output_free(output);
  errno = error;
  return error == 0;
}

bool file_output_commit(struct file_output *output) {
  return output_commit(output, fsync);
}

bool file_output_commit_last(struct file_output *output) {
  return output_commit(output, syncfs);
}

void file_output_begin(struct file_output *output) {
  sync_file_range(output->descriptor, 0, 0, SYNC_FILE_RANGE_WRITE); /* file_output_commit notices what goes wrong */
}

int file_output_release(struct file_output *output) {
  int error = output->error, descriptor = output->descriptor;
  if (error) {
    file_output_drop(output);
    errno = error;
    return -1;
  }
  output_free(output);
  return descriptor;
}

void file_output_drop(struct file_output *output) {
  if (!output)
    return;
  unlink(output->temporary); /* before another run gets the lock */
  close(output->descriptor);
  output_free(output);
}

bool file_output_abandon(const char *path) {
  struct arena *arena = arena_new();
  const char *temporary = arena_printf(arena, "%s" TEMPORARY_SUFFIX, path);
  int descriptor = open(temporary, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  off_t size;
  if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) == 0 && is_same_file(descriptor, temporary, &size))
    unlink(temporary);
  if (descriptor >= 0)
    close(descriptor);
  arena_drop(arena);
  return descriptor >= 0;
}
