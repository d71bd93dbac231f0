/* ZIP archives: the directory at the end, then one entry after the other through zlib.
 *
 * libzip would do this too, but brings a cipher library with it, which costs every start of the program more than most
 * documents; and it keeps the whole directory in memory, however long an archive says it is. */
#include "input/zip.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>

enum {
  END_SIZE = 22,     /* of the end of the central directory, without its comment */
  LOCATOR_SIZE = 20, /* of the ZIP64 locator in front of it */
  END64_SIZE = 56,   /* of the ZIP64 end of the central directory */
  ENTRY_SIZE = 46,   /* of an entry of the directory, without name, extra fields and comment */
  LOCAL_SIZE = 30,   /* of the header in front of an entry's data */
  COMMENT_MAX = 65535,
  BOMB_BYTES = 32 << 20, /* unpacked; below it any proportion will do */
  BOMB_RATIO = 200       /* sheets of a million equal rows reach 100; deflate ends at 1032 */
};

static uint16_t number16(const unsigned char *at) {
  return (uint16_t)(at[0] | at[1] << 8);
}

static uint32_t number32(const unsigned char *at) {
  return number16(at) | (uint32_t)number16(at + 2) << 16;
}

static uint64_t number64(const unsigned char *at) {
  return number32(at) | (uint64_t)number32(at + 4) << 32;
}

/* Where `size` bytes with this signature begin; false when they do not lie within the data. */
static bool is_record(const struct zip *zip, uint64_t offset, size_t size, const char *signature) {
  return offset <= zip->length && zip->length - offset >= size && memcmp(zip->data + offset, signature, 4) == 0;
}

/* The end of the central directory: the last one whose comment ends with the data. */
static bool end_find(const struct zip *zip, size_t *end) {
  if (zip->length < END_SIZE)
    return false;
  size_t last = zip->length - END_SIZE, first = last > COMMENT_MAX ? last - COMMENT_MAX : 0;
  for (*end = last + 1; (*end)-- > first;)
    if (is_record(zip, *end, END_SIZE, "PK\5\6") && number16(zip->data + *end + 20) <= last - *end)
      return true;
  return false;
}

bool zip_open(const char *data, size_t length, struct zip *out) {
  struct zip zip = {.data = (const unsigned char *)data, .length = length};
  size_t end;
  if (!end_find(&zip, &end))
    return false;
  uint64_t size = number32(zip.data + end + 12), offset = number32(zip.data + end + 16), stop = end;
  if (end >= LOCATOR_SIZE && memcmp(zip.data + end - LOCATOR_SIZE, "PK\6\7", 4) == 0) {
    uint64_t end64 = number64(zip.data + end - LOCATOR_SIZE + 8);
    if (!is_record(&zip, end64, END64_SIZE, "PK\6\6"))
      return false;
    size = number64(zip.data + end64 + 40);
    offset = number64(zip.data + end64 + 48);
    stop = end64;
  }
  if (size > stop || offset > stop - size)
    return false;
  zip.directory = (size_t)(stop - size);
  zip.directory_end = (size_t)stop;
  zip.begin = (size_t)(stop - size - offset);
  *out = zip;
  return true;
}

static bool name_is(const unsigned char *name, size_t length, const char *wanted) {
  return strlen(wanted) == length && strncasecmp((const char *)name, wanted, length) == 0;
}

/* Numbers that do not fit into 32 bits stand in the extra field 1, in this order. */
struct sizes {
  uint64_t plain, packed, offset;
};

static void sizes_extend(const unsigned char *extra, size_t length, struct sizes *sizes) {
  uint64_t *numbers[] = {&sizes->plain, &sizes->packed, &sizes->offset};
  while (length >= 4) {
    size_t size = number16(extra + 2);
    if (size > length - 4)
      return;
    for (size_t i = 0, at = 0; number16(extra) == 1 && i < 3; i++)
      if (*numbers[i] == UINT32_MAX && size - at >= 8) {
        *numbers[i] = number64(extra + 4 + at);
        at += 8;
      }
    extra += 4 + size;
    length -= 4 + size;
  }
}

/* The entry that this record of the directory describes. */
static enum zip_status entry_open(const struct zip *zip, const unsigned char *record, size_t name_length,
                                  struct zip_entry *out) {
  struct sizes sizes = {number32(record + 24), number32(record + 20), number32(record + 42)};
  sizes_extend(record + ENTRY_SIZE + name_length, number16(record + 30), &sizes);
  if (number16(record + 8) & 1)
    return ZIP_ENCRYPTED;
  uint16_t method = number16(record + 10);
  if (method != 0 && method != 8)
    return ZIP_METHOD;
  if (sizes.offset > zip->length || !is_record(zip, zip->begin + sizes.offset, LOCAL_SIZE, "PK\3\4"))
    return ZIP_DAMAGED;
  size_t at = zip->begin + (size_t)sizes.offset;
  at += LOCAL_SIZE + (size_t)number16(zip->data + at + 26) + number16(zip->data + at + 28);
  if (at > zip->length || sizes.packed > zip->length - at || sizes.plain > SIZE_MAX)
    return ZIP_DAMAGED;
  *out = (struct zip_entry){.data = zip->data + at,
                            .length = (size_t)sizes.packed,
                            .plain_length = (size_t)sizes.plain,
                            .checksum = number32(record + 16),
                            .stored = method == 0};
  return ZIP_OK;
}

enum zip_status zip_find(const struct zip *zip, const char *name, struct zip_entry *out) {
  size_t at = zip->directory;
  while (zip->directory_end - at >= ENTRY_SIZE) {
    const unsigned char *record = zip->data + at;
    size_t length = number16(record + 28);
    size_t size = ENTRY_SIZE + length + number16(record + 30) + number16(record + 32);
    if (memcmp(record, "PK\1\2", 4) != 0 || size > zip->directory_end - at)
      return ZIP_DAMAGED;
    if (name_is(record + ENTRY_SIZE, length, name))
      return entry_open(zip, record, length, out);
    at += size;
  }
  return ZIP_MISSING;
}

/* Unpacking. */

struct zip_reader {
  struct zip_entry entry;
  size_t limit, taken, given; /* bytes of the entry that were read, and made of them */
  uint32_t checksum;
  z_stream stream;
  bool ended;
};

static void reader_release(void *handle) {
  inflateEnd(handle);
}

struct zip_reader *zip_reader_new(struct arena *arena, const struct zip_entry *entry, size_t limit) {
  struct zip_reader *reader = arena_zalloc(arena, 1, sizeof *reader);
  reader->entry = *entry;
  reader->limit = limit;
  reader->ended = entry->length == 0;
  if (!entry->stored && inflateInit2(&reader->stream, -MAX_WBITS) == Z_OK)
    arena_defer(arena, reader_release, &reader->stream);
  return reader;
}

static size_t piece_copy(struct zip_reader *reader, char *out, size_t room) {
  size_t left = reader->entry.length - reader->taken, length = left < room ? left : room;
  memcpy(out, reader->entry.data + reader->taken, length);
  reader->taken += length;
  reader->ended = reader->taken == reader->entry.length;
  return length;
}

/* False when the data is no deflated stream, or ends before it does. */
static bool piece_inflate(struct zip_reader *reader, char *out, size_t room, size_t *length) {
  enum { PIECE = 1 << 20 };
  z_stream *stream = &reader->stream;
  stream->next_out = (unsigned char *)out;
  stream->avail_out = (unsigned)room;
  while (!reader->ended && stream->avail_out > 0) {
    size_t left = reader->entry.length - reader->taken, piece = left < PIECE ? left : PIECE;
    stream->next_in = (unsigned char *)(uintptr_t)(reader->entry.data + reader->taken);
    stream->avail_in = (unsigned)piece;
    int status = inflate(stream, Z_NO_FLUSH);
    reader->taken += piece - stream->avail_in;
    reader->ended = status == Z_STREAM_END;
    if (status != Z_OK && status != Z_STREAM_END)
      return false;
  }
  *length = room - stream->avail_out;
  return true;
}

enum zip_status zip_read(struct zip_reader *reader, char *out, size_t room, size_t *length) {
  *length = 0;
  if (!reader->ended && reader->entry.stored)
    *length = piece_copy(reader, out, room);
  else if (!reader->ended && !piece_inflate(reader, out, room, length))
    return ZIP_DAMAGED;
  reader->given += *length;
  reader->checksum = (uint32_t)crc32(reader->checksum, (const unsigned char *)out, (unsigned)*length);
  if (reader->given > reader->limit || (reader->given > BOMB_BYTES && reader->given / BOMB_RATIO > reader->taken))
    return ZIP_BOMB;
  if (*length > 0)
    return ZIP_OK;
  bool whole = reader->given == reader->entry.plain_length && reader->checksum == reader->entry.checksum;
  return whole ? ZIP_OK : ZIP_DAMAGED;
}
