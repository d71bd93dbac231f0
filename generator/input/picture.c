/* Headers of pictures: JPEG by its markers (ITU-T T.81, Annex B), PNG by its chunks (ISO/IEC 15948). A file is walked
 * to its end, so that a picture that was copied only in part is refused here and not half drawn later. */
#include "input/picture.h"

#include "base/file.h"
#include "base/hash.h"

#include <string.h>

enum {
  PICTURE_BYTES = 200 * 1000 * 1000, /* a file: more than any picture of 100 megapixels takes */
  SIDE_LIMIT = 65535                 /* pixels, the most a JPEG can have */
};

enum picture_status { PICTURE_GOOD, PICTURE_UNKNOWN, PICTURE_RARE, PICTURE_CUT };

/* Bytes of a file and the place of reading; reading past the end gives 0 and sets `over`. */
struct bytes {
  const uint8_t *data;
  size_t length, at;
  bool over;
};

static uint32_t big_endian(struct bytes *bytes, size_t count) {
  uint32_t value = 0;
  if (bytes->length - bytes->at < count) {
    bytes->over = true;
    bytes->at = bytes->length;
    return 0;
  }
  for (size_t i = 0; i < count; i++)
    value = value << 8 | bytes->data[bytes->at++];
  return value;
}

static void skip(struct bytes *bytes, size_t count) {
  if (bytes->length - bytes->at < count)
    bytes->over = true;
  bytes->at = bytes->over ? bytes->length : bytes->at + count;
}

/* What a walk through a file found. */
struct header {
  uint32_t width, height;
  int orientation; /* Exif: 1 is upright */
  size_t length;   /* of the picture; what may follow it does not belong to it */
};

static uint32_t tiff_number(const uint8_t *data, size_t count, bool little) {
  uint32_t value = 0;
  for (size_t i = 0; i < count; i++)
    value = value << 8 | data[little ? count - 1 - i : i];
  return value;
}

/* Orientation (tag 0x0112) of the first directory of an Exif block; 1 when it has none. */
static int exif_orientation(const uint8_t *data, size_t length) {
  enum { EXIF_HEADER = 6, TIFF_HEADER = 8, ENTRY = 12, TAG_ORIENTATION = 0x0112 };
  if (length < EXIF_HEADER + TIFF_HEADER || memcmp(data, "Exif\0", EXIF_HEADER) != 0)
    return 1;
  const uint8_t *tiff = data + EXIF_HEADER;
  size_t size = length - EXIF_HEADER;
  bool little = tiff[0] == 'I';
  size_t directory = tiff_number(tiff + 4, 4, little);
  if (directory > size - 2)
    return 1;
  size_t count = tiff_number(tiff + directory, 2, little), entry = directory + 2;
  for (; count > 0 && entry + ENTRY <= size; count--, entry += ENTRY)
    if (tiff_number(tiff + entry, 2, little) == TAG_ORIENTATION) {
      uint32_t orientation = tiff_number(tiff + entry + 8, 2, little);
      return orientation >= 1 && orientation <= 8 ? (int)orientation : 1;
    }
  return 1;
}

/* Frame header: 8 bits, baseline (C0), extended (C1) or progressive (C2); gray, RGB or YCbCr, CMYK. */
static bool frame_read(struct bytes *segment, uint32_t marker, struct header *out) {
  uint32_t precision = big_endian(segment, 1);
  out->height = big_endian(segment, 2);
  out->width = big_endian(segment, 2);
  uint32_t components = big_endian(segment, 1);
  return marker <= 0xC2 && precision == 8 && (components == 1 || components == 3 || components == 4);
}

static bool is_frame(uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* To the next marker behind coded data; stuffed bytes and restart markers belong to the data. */
static void skip_coded(struct bytes *bytes) {
  while (!bytes->over) {
    const uint8_t *found = memchr(bytes->data + bytes->at, 0xFF, bytes->length - bytes->at);
    if (!found || (size_t)(found - bytes->data) + 1 >= bytes->length) {
      bytes->over = true;
      return;
    }
    bytes->at = (size_t)(found - bytes->data);
    uint8_t code = found[1];
    if (code != 0 && code != 0xFF && (code < 0xD0 || code > 0xD7))
      return;
    bytes->at += code == 0xFF ? 1 : 2;
  }
}

static uint32_t marker_read(struct bytes *bytes) {
  uint32_t byte = big_endian(bytes, 1);
  if (byte != 0xFF)
    bytes->over = true;
  while (byte == 0xFF && !bytes->over)
    byte = big_endian(bytes, 1);
  return byte;
}

static enum picture_status jpeg_read(struct bytes bytes, struct header *out) {
  enum { SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP1 = 0xE1 };
  bool has_frame = false, has_scan = false;
  skip(&bytes, 2); /* SOI */
  while (!bytes.over) {
    uint32_t marker = marker_read(&bytes);
    if (bytes.over)
      break;
    if (marker == EOI) {
      out->length = bytes.at;
      return has_frame && has_scan ? PICTURE_GOOD : PICTURE_CUT;
    }
    uint32_t length = big_endian(&bytes, 2);
    struct bytes segment = {bytes.data, bytes.at + length - 2, bytes.at, false};
    if (length < 2 || segment.length > bytes.length || marker == SOI)
      return PICTURE_CUT;
    if (is_frame(marker) && !has_frame && !frame_read(&segment, marker, out))
      return segment.over ? PICTURE_CUT : PICTURE_RARE;
    if (segment.over)
      return PICTURE_CUT;
    if (marker == APP1 && out->orientation == 1)
      out->orientation = exif_orientation(bytes.data + bytes.at, length - 2);
    has_frame |= is_frame(marker);
    skip(&bytes, length - 2);
    if (marker == SOS) {
      has_scan = true;
      skip_coded(&bytes);
    }
  }
  return PICTURE_CUT;
}

/* Bit depth and colour type that go together (ISO/IEC 15948, table 11.1). */
static bool depth_is_valid(uint32_t depth, uint32_t type) {
  bool small = depth == 1 || depth == 2 || depth == 4;
  if (type == 0)
    return small || depth == 8 || depth == 16;
  if (type == 3)
    return small || depth == 8;
  return (type == 2 || type == 4 || type == 6) && (depth == 8 || depth == 16);
}

static bool png_header_read(struct bytes *bytes, struct header *out) {
  enum { IHDR_LENGTH = 13 };
  if (big_endian(bytes, 4) != IHDR_LENGTH || bytes->over || bytes->length - bytes->at < 4 ||
      memcmp(bytes->data + bytes->at, "IHDR", 4) != 0)
    return false;
  skip(bytes, 4);
  out->width = big_endian(bytes, 4);
  out->height = big_endian(bytes, 4);
  uint32_t depth = big_endian(bytes, 1), type = big_endian(bytes, 1), compression = big_endian(bytes, 1);
  uint32_t filter = big_endian(bytes, 1), interlace = big_endian(bytes, 1);
  skip(bytes, 4); /* checksum */
  return !bytes->over && depth_is_valid(depth, type) && compression == 0 && filter == 0 && interlace <= 1;
}

static enum picture_status png_read(struct bytes bytes, struct header *out) {
  bool has_data = false;
  skip(&bytes, 8); /* signature */
  if (!png_header_read(&bytes, out))
    return PICTURE_CUT;
  while (!bytes.over) {
    uint32_t length = big_endian(&bytes, 4);
    if (bytes.over || bytes.length - bytes.at < 4)
      return PICTURE_CUT;
    const uint8_t *type = bytes.data + bytes.at;
    has_data |= memcmp(type, "IDAT", 4) == 0;
    skip(&bytes, 4);
    skip(&bytes, length);
    skip(&bytes, 4); /* checksum */
    if (!bytes.over && memcmp(type, "IEND", 4) == 0) {
      out->length = bytes.at;
      return has_data ? PICTURE_GOOD : PICTURE_CUT;
    }
  }
  return PICTURE_CUT;
}

static enum picture_status header_read(const struct file_content *content, struct header *out, bool *jpeg) {
  struct bytes bytes = {(const uint8_t *)content->data, content->length, 0, false};
  *out = (struct header){.orientation = 1};
  *jpeg = content->length >= 3 && memcmp(content->data, "\xFF\xD8\xFF", 3) == 0;
  enum picture_status status = PICTURE_UNKNOWN;
  if (*jpeg)
    status = jpeg_read(bytes, out);
  else if (content->length >= 8 && memcmp(content->data, "\x89PNG\r\n\x1A\n", 8) == 0)
    status = png_read(bytes, out);
  if (status == PICTURE_GOOD && (out->width == 0 || out->height == 0))
    return PICTURE_CUT;
  return status;
}

static bool status_report(struct sink *sink, enum picture_status status, struct position at, const char *name) {
  static const enum diagnostic_code codes[] = {
      [PICTURE_UNKNOWN] = PICTURE_KIND, [PICTURE_RARE] = PICTURE_VARIANT, [PICTURE_CUT] = PICTURE_DAMAGED};
  if (status == PICTURE_GOOD)
    return true;
  sink_report(sink, codes[status], at, name, NULL);
  return false;
}

static bool size_check(struct arena *arena, const struct header *header, size_t limit, struct position at,
                       const char *name, struct sink *sink) {
  if (header->width <= SIDE_LIMIT && header->height <= SIDE_LIMIT && (uint64_t)header->width * header->height <= limit)
    return true;
  sink_report(sink, PICTURE_TOO_LARGE, at, name, arena_printf(arena, "%u", header->width),
              arena_printf(arena, "%u", header->height), arena_printf(arena, "%zu", limit), NULL);
  return false;
}

/* The file in the first folder that has it; *path is where. */
static bool file_find(struct arena *arena, const char *const *folders, const char *name, struct file_content *content,
                      enum file_status *status, const char **path) {
  *status = FILE_MISSING;
  for (; *folders && *status == FILE_MISSING; folders++) {
    *path = file_join(arena, *folders, name);
    *status = file_map_beneath(arena, *folders, name, PICTURE_BYTES, content);
  }
  return *status == FILE_OK;
}

const struct picture *picture_read(struct arena *arena, const char *const *folders, const char *name,
                                   size_t pixel_limit, struct position at, struct sink *sink) {
  struct file_content content;
  enum file_status status;
  const char *path = name;
  struct header header;
  bool jpeg;
  if (!file_find(arena, folders, name, &content, &status, &path)) {
    file_report(sink, status, at, name, PICTURE_BYTES);
    return NULL;
  }
  if (!status_report(sink, header_read(&content, &header, &jpeg), at, name) ||
      !size_check(arena, &header, pixel_limit, at, name, sink))
    return NULL;
  if (header.orientation != 1)
    sink_report(sink, PICTURE_TURNED, at, name, NULL);
  struct picture *picture = arena_zalloc(arena, 1, sizeof *picture);
  *picture = (struct picture){.path = path,
                              .data = content.data,
                              .length = header.length,
                              .jpeg = jpeg,
                              .width = header.width,
                              .height = header.height};
  hash_data(content.data, header.length, picture->digest);
  return picture;
}
