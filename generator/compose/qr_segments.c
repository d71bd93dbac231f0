/* A text as segments of a QR code (ISO/IEC 18004, 7.4).
 *
 * Digits take 10 bits for three, the 45 characters of the alphanumeric set 11 bits for two, everything else 8 bits a
 * byte; each segment has a head of its own. Which characters go together is found by dynamic programming over the
 * text, with costs in sixths of a bit. The heads grow at versions 10 and 27, so it is done for at most three ranges.
 *
 * Texts with bytes beyond ASCII are one segment: readers guess the encoding segment by segment, and UTF-8 is told from
 * others the better the more there is of it. */
#include "compose/qr_parts.h"

#include <string.h>

enum {
  MODES = 3,
  SIXTHS = 6,        /* of a bit */
  HEAD_BITS = 4,     /* the mode */
  LONGEST = 7089,    /* digits in version 40-L */
  NEVER = 1000000000 /* more than any text costs */
};

int qr_count_bits(enum qr_mode mode, int version) {
  static const int bits[MODES][3] = {{10, 12, 14}, {9, 11, 13}, {8, 16, 16}};
  return bits[mode][version < 10 ? 0 : version < 27 ? 1 : 2];
}

size_t qr_segment_bits(enum qr_mode mode, size_t characters) {
  static const size_t rest[] = {0, 4, 7};
  switch (mode) {
  case QR_NUMERIC:
    return characters / 3 * 10 + rest[characters % 3];
  case QR_ALPHANUMERIC:
    return characters / 2 * 11 + characters % 2 * 6;
  default:
    return characters * 8;
  }
}

/* What a character costs in each mode. */
static void costs_of(unsigned char c, int costs[MODES]) {
  bool digit = c >= '0' && c <= '9';
  bool other = (c >= 'A' && c <= 'Z') || (c != '\0' && strchr(" $%*+-./:", c) != NULL);
  costs[QR_NUMERIC] = digit ? 20 : NEVER;
  costs[QR_ALPHANUMERIC] = digit || other ? 33 : NEVER;
  costs[QR_BYTE] = 48;
}

static int whole_bits(int sixths) {
  return (sixths + SIXTHS - 1) / SIXTHS * SIXTHS;
}

/* The cheapest way to have come to each mode, a new segment begun if that is cheaper; from[] says where it came from.
 */
static void modes_relax(const int heads[MODES], int cost[MODES], uint8_t from[MODES]) {
  const int before[MODES] = {cost[0], cost[1], cost[2]};
  for (int to = 0; to < MODES; to++) {
    from[to] = (uint8_t)to;
    for (int other = 0; other < MODES; other++) {
      int changed = other == to || before[other] >= NEVER ? NEVER : whole_bits(before[other]) + heads[to];
      if (changed < cost[to]) {
        cost[to] = changed;
        from[to] = (uint8_t)other;
      }
    }
  }
}

/* The mode of each character, for the heads of `version`. */
static void modes_find(const char *text, size_t length, int version, uint8_t (*from)[MODES], uint8_t *modes) {
  int heads[MODES], cost[MODES], step[MODES];
  for (int mode = 0; mode < MODES; mode++)
    cost[mode] = heads[mode] = (HEAD_BITS + qr_count_bits((enum qr_mode)mode, version)) * SIXTHS;
  for (size_t i = 0; i < length; i++) {
    if (i > 0)
      modes_relax(heads, cost, from[i]);
    costs_of((unsigned char)text[i], step);
    for (int mode = 0; mode < MODES; mode++)
      cost[mode] = cost[mode] + step[mode] < NEVER ? cost[mode] + step[mode] : NEVER;
  }
  uint8_t mode = QR_NUMERIC;
  for (uint8_t other = 1; other < MODES; other++)
    if (whole_bits(cost[other]) < whole_bits(cost[mode]))
      mode = other;
  for (size_t i = length; i-- > 0;) {
    modes[i] = mode;
    mode = from[i][mode];
  }
}

static void segments_collect(struct qr_segments *out, const uint8_t *modes, size_t length) {
  out->count = 0;
  for (size_t i = 0; i < length; i++) {
    if (i == 0 || modes[i] != modes[i - 1])
      out->items[out->count++] = (struct qr_segment){(enum qr_mode)modes[i], i, 0};
    out->items[out->count - 1].length++;
  }
}

static size_t segments_bits(const struct qr_segments *segments, int version) {
  size_t bits = 0;
  for (size_t i = 0; i < segments->count; i++) {
    const struct qr_segment *segment = &segments->items[i];
    bits +=
        (size_t)(HEAD_BITS + qr_count_bits(segment->mode, version)) + qr_segment_bits(segment->mode, segment->length);
  }
  return bits;
}

static bool is_ascii(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] >= 0x80)
      return false;
  return true;
}

bool qr_segments_find(struct arena *arena, const char *text, enum qr_level level, struct qr_segments *out) {
  static const int ranges[][2] = {{1, 9}, {10, 26}, {27, QR_VERSIONS}};
  size_t length = strlen(text);
  if (length > LONGEST)
    return false;
  bool ascii = is_ascii(text, length);
  uint8_t *modes = arena_alloc(arena, length), (*from)[MODES] = arena_alloc(arena, (length + 1) * MODES);
  from[0][QR_NUMERIC] = from[0][QR_ALPHANUMERIC] = from[0][QR_BYTE] = 0;
  out->items = arena_array(arena, length, sizeof *out->items);
  memset(modes, QR_BYTE, length);
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
    if (ascii)
      modes_find(text, length, ranges[i][0], from, modes);
    segments_collect(out, modes, length);
    size_t bits = segments_bits(out, ranges[i][0]);
    for (out->version = ranges[i][0]; out->version <= ranges[i][1]; out->version++)
      if (bits <= 8 * qr_data_codewords(out->version, level))
        return true;
  }
  return false;
}
