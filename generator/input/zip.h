/* Reading ZIP archives that lie in memory: APPNOTE.TXT 6.3.10, with ZIP64, without encryption.
 *
 * Nothing is allocated for what an archive claims to hold: its directory is searched where it lies, and an entry is
 * unpacked piece by piece. */
#ifndef INPUT_ZIP_H
#define INPUT_ZIP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zip { /* plain data; borrows the archive */
  const unsigned char *data;
  size_t length;
  size_t directory, directory_end; /* the central directory */
  size_t begin;                    /* of the archive: what its offsets count from */
};

struct zip_entry {
  const unsigned char *data; /* packed */
  size_t length, plain_length;
  uint32_t checksum;
  bool stored; /* not deflated */
};

enum zip_status {
  ZIP_OK,
  ZIP_MISSING,   /* there is no such entry */
  ZIP_DAMAGED,   /* cut off, or other than it says */
  ZIP_ENCRYPTED, /* needs a password */
  ZIP_METHOD,    /* packed in a way that is neither stored nor deflated */
  ZIP_BOMB       /* unpacks to more than `limit`, or out of all proportion */
};

/* False when the data has no directory of an archive that it holds. */
bool zip_open(const char *data, size_t length, struct zip *out);

/* The first entry with this name; letters of ASCII match in either case, as in Windows. */
enum zip_status zip_find(const struct zip *zip, const char *name, struct zip_entry *out);

struct zip_reader;

/* For one pass over an entry; released with the arena. */
struct zip_reader *zip_reader_new(struct arena *arena, const struct zip_entry *entry, size_t limit);

/* The next piece into `room` bytes: *length of them, 0 only at the end, where length and checksum are compared. */
enum zip_status zip_read(struct zip_reader *reader, char *out, size_t room, size_t *length);

#endif
