/* Files: reading beneath permitted folders, writing whole or not at all. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Content of a file, NUL-terminated behind `length`; owned by the arena it was read into. */
struct file_content {
  const char *data;
  size_t length;
};

enum file_status { FILE_OK, FILE_MISSING, FILE_DENIED, FILE_OUTSIDE, FILE_NOT_REGULAR, FILE_TOO_LARGE, FILE_FAILED };

/* Reads a whole regular file named by the user on the command line. `limit` in bytes. */
enum file_status file_read(struct arena *arena, const char *path, size_t limit, struct file_content *out);

/* Opens `name` beneath `folder` with openat2(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS): absolute names, ".." that
 * leave the folder and symbolic links give FILE_OUTSIDE. A folder reached through a link is fine. */
enum file_status file_read_beneath(struct arena *arena, const char *folder, const char *name, size_t limit,
                                   struct file_content *out);

/* As file_read_beneath, mapped instead of read; released with the arena. For large lists. */
enum file_status file_map_beneath(struct arena *arena, const char *folder, const char *name, size_t limit,
                                  struct file_content *out);

/* Reports FILE_* other than FILE_OK at `at`, naming `name`; returns false then. */
bool file_report(struct sink *sink, enum file_status status, struct position at, const char *name, size_t limit);

/* An output file that appears under its name only when it is whole: written to a temporary name beside it (PATH.part),
 * fsync, rename. The temporary file is locked: processes that write the same file take turns, the
 * last one's stays, and what a killed one has left is overwritten. */
struct file_output; /* caller ends with file_output_commit or file_output_drop */

/* Creates missing folders. Waits while another process writes the same file. NULL with errno set when that or the
 * file cannot be made. */
struct file_output *file_output_new(const char *path);
/* False after the first failure (errno kept for file_output_commit). */
bool file_output_write(struct file_output *output, const void *data, size_t length);
/* True when the file stands under its name. Otherwise errno says why and nothing is left. Frees output. */
bool file_output_commit(struct file_output *output);
/* The same for the last file of a run: before it has its name, all others that were committed on the same disk are
 * there for good with theirs, so that no crash brings old ones back. It costs what it costs for one file. */
bool file_output_commit_last(struct file_output *output);

/* Between two processes: the first has written the whole file and lets go of it without giving it its name; the second,
 * which got the descriptor, goes on with it. It stays locked as long as one of them has it open. The descriptor is the
 * caller's then; -1 with errno when something could not be written: nothing is left. Frees output. */
int file_output_release(struct file_output *output);
struct file_output *file_output_adopt(const char *path, int descriptor);

/* Has the disk begin with what was written, without waiting: before several files are committed one after another, so
 * that they wait together. */
void file_output_begin(struct file_output *output);

/* Removes the temporary file. Frees output. NULL is allowed. */
void file_output_drop(struct file_output *output);

/* Removes the temporary file for `path` that a process which was killed has left; not one that is being written. False
 * when there is none. */
bool file_output_abandon(const char *path);

/* Makes a folder and those it lies in; false with errno when it cannot be. *made counts the folders that were not
 * there; file_folders_remove takes as many away again, from the innermost out, as far as they are empty. */
bool file_folders_make(const char *folder, size_t *made);
void file_folders_remove(const char *folder, size_t made);

/* "a/b/c.yaml" -> "a/b"; "c.yaml" -> ".". */
char *file_folder(struct arena *arena, const char *path);
char *file_join(struct arena *arena, const char *folder, const char *name);

/* The folder of the running executable (from /proc/self/exe). */
char *file_program_folder(struct arena *arena);

#endif
