/* Codewords of a QR code: the segments' bits, padding, Reed-Solomon error correction over GF(256), blocks interleaved
 * (ISO/IEC 18004, 7.4 to 7.6). */
#include "compose/qr_parts.h"

#include <string.h>

/* ISO/IEC 18004, table 9: codewords of error correction in a block, and blocks, by level and version. */
static const uint8_t corrections[4][QR_VERSIONS] = {
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
};
static const uint8_t blocks[4][QR_VERSIONS] = {
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
};

enum { CORRECTION_MOST = 30, ORDER = 255, PRIMITIVE = 0x11D };

/* All modules less the finders, timing, alignment, format and version. */
size_t qr_codewords(int version) {
  int bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    int aligned = version / 7 + 2;
    bits -= (25 * aligned - 10) * aligned - 55;
  }
  return (size_t)(version >= 7 ? bits - 36 : bits) / 8;
}

size_t qr_data_codewords(int version, enum qr_level level) {
  return qr_codewords(version) - (size_t)corrections[level][version - 1] * blocks[level][version - 1];
}

/* --- bits -----------------------------------------------------------------------------------------------------------
 */

struct bit_writer {
  uint8_t *bytes;
  size_t count;
  uint32_t pending;
  int bits; /* pending ones, fewer than 8 */
};

/* At most 16 bits. */
static void bits_write(struct bit_writer *writer, unsigned value, int bits) {
  writer->pending = writer->pending << bits | value;
  writer->bits += bits;
  while (writer->bits >= 8) {
    writer->bits -= 8;
    writer->bytes[writer->count++] = (uint8_t)(writer->pending >> writer->bits);
  }
}

static void digits_write(struct bit_writer *writer, const char *text, size_t length) {
  static const int bits[] = {0, 4, 7, 10};
  for (size_t i = 0; i < length; i += 3) {
    unsigned value = 0;
    size_t group = length - i < 3 ? length - i : 3;
    for (size_t j = 0; j < group; j++)
      value = value * 10 + (unsigned)(text[i + j] - '0');
    bits_write(writer, value, bits[group]);
  }
}

static unsigned alphanumeric_value(char c) {
  static const char set[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  return (unsigned)(strchr(set, c) - set);
}

static void alphanumeric_write(struct bit_writer *writer, const char *text, size_t length) {
  for (size_t i = 0; i + 1 < length; i += 2)
    bits_write(writer, alphanumeric_value(text[i]) * 45 + alphanumeric_value(text[i + 1]), 11);
  if (length % 2)
    bits_write(writer, alphanumeric_value(text[length - 1]), 6);
}

static void bytes_write(struct bit_writer *writer, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    bits_write(writer, (unsigned char)text[i], 8);
}

static void data_write(const char *text, const struct qr_segments *segments, size_t room, uint8_t *data) {
  static void (*const writes[])(struct bit_writer *, const char *, size_t) = {digits_write, alphanumeric_write,
                                                                              bytes_write};
  struct bit_writer writer = {.bytes = data};
  for (size_t i = 0; i < segments->count; i++) {
    const struct qr_segment *segment = &segments->items[i];
    bits_write(&writer, 1u << segment->mode, 4);
    bits_write(&writer, (unsigned)segment->length, qr_count_bits(segment->mode, segments->version));
    writes[segment->mode](&writer, text + segment->start, segment->length);
  }
  size_t left = (room - writer.count) * 8 - (size_t)writer.bits;
  bits_write(&writer, 0, left < 4 ? (int)left : 4); /* the terminator */
  if (writer.bits > 0)
    bits_write(&writer, 0, 8 - writer.bits);
  for (unsigned pad = 0xEC; writer.count < room; pad ^= 0xEC ^ 0x11)
    data[writer.count++] = (uint8_t)pad;
}

/* --- error correction -----------------------------------------------------------------------------------------------
 */

struct field {
  uint8_t power[2 * ORDER]; /* of the generating element, twice over so that sums of logarithms need no modulo */
  uint8_t logarithm[ORDER + 1];
};

static void field_make(struct field *field) {
  unsigned value = 1;
  for (unsigned i = 0; i < ORDER; i++) {
    field->power[i] = field->power[i + ORDER] = (uint8_t)value;
    field->logarithm[value] = (uint8_t)i;
    value <<= 1;
    value ^= value > ORDER ? PRIMITIVE : 0;
  }
}

/* Logarithms of the coefficients of (x - 1)(x - a)…(x - a^(degree-1)), without the leading one; none of them is 0. */
static void generator_make(const struct field *field, size_t degree, uint8_t *logarithms) {
  uint8_t terms[CORRECTION_MOST] = {0};
  terms[degree - 1] = 1;
  for (unsigned root = 0; root < degree; root++)
    for (size_t j = 0; j < degree; j++) {
      unsigned product = terms[j] == 0 ? 0 : field->power[field->logarithm[terms[j]] + root];
      terms[j] = (uint8_t)(product ^ (j + 1 < degree ? terms[j + 1] : 0));
    }
  for (size_t j = 0; j < degree; j++)
    logarithms[j] = field->logarithm[terms[j]];
}

/* The remainder of the block, divided by the generator. */
static void correction_make(const struct field *field, const uint8_t *generator, size_t degree, const uint8_t *data,
                            size_t length, uint8_t *out) {
  uint8_t rest[CORRECTION_MOST + 1] = {0};
  for (size_t i = 0; i < length; i++) {
    unsigned factor = data[i] ^ rest[0];
    memmove(rest, rest + 1, degree);
    if (factor == 0)
      continue;
    const uint8_t *power = field->power + field->logarithm[factor];
    for (size_t j = 0; j < degree; j++)
      rest[j] ^= power[generator[j]];
  }
  memcpy(out, rest, degree);
}

/* Blocks are told apart by their turn: codeword i of all blocks, then i + 1. The last ones are one longer. */
void qr_codewords_make(const char *text, const struct qr_segments *segments, enum qr_level level,
                       uint8_t codewords[QR_CODEWORDS]) {
  struct field field;
  uint8_t data[QR_CODEWORDS], generator[CORRECTION_MOST], correction[CORRECTION_MOST];
  int version = segments->version;
  size_t degree = corrections[level][version - 1], count = blocks[level][version - 1];
  size_t room = qr_data_codewords(version, level), shorter = room / count, long_from = count - room % count;
  data_write(text, segments, room, data);
  field_make(&field);
  generator_make(&field, degree, generator);
  const uint8_t *block = data;
  for (size_t b = 0; b < count; b++) {
    size_t length = shorter + (b >= long_from);
    for (size_t i = 0; i < shorter; i++)
      codewords[i * count + b] = block[i];
    if (length > shorter)
      codewords[shorter * count + b - long_from] = block[shorter];
    correction_make(&field, generator, degree, block, length, correction);
    for (size_t i = 0; i < degree; i++)
      codewords[room + i * count + b] = correction[i];
    block += length;
  }
}
