/* Lengths: reading, printing, scaling. */
#include "base/units.h"

#include <string.h>

/* Thousandths of a point in one unit, as a fraction: 1 mm is 72000 / 25.4 mpt. */
static const struct unit {
  const char *name;
  int64_t numerator, denominator;
} units[] = {
    {"mm", 720000, 254}, {"cm", 7200000, 254}, {"in", MPT_PER_INCH, 1}, {"pt", MPT_PER_PT, 1}, {"%", 10, 1},
};

static int64_t rounded_quotient(int64_t dividend, int64_t divisor) {
  int64_t half = divisor / 2;
  return dividend >= 0 ? (dividend + half) / divisor : -((-dividend + half) / divisor);
}

int32_t muldiv(int32_t value, int64_t numerator, int64_t denominator) {
  return (int32_t)rounded_quotient((int64_t)value * numerator, denominator);
}

static const char *skip_spaces(const char *text) {
  while (*text == ' ' || *text == '\t')
    text++;
  return text;
}

/* Reads digits with at most four decimals (further ones are dropped) as ten-thousandths. */
static bool decimal_parse(const char **text, int64_t *out) {
  const char *at = *text;
  bool negative = *at == '-';
  at += negative;
  int64_t value = 0;
  int digits = 0, decimals = -1;
  for (;; at++) {
    if ((*at == '.' || *at == ',') && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (*at < '0' || *at > '9')
      break;
    digits++;
    if (decimals >= 4)
      continue;
    value = value * 10 + (*at - '0');
    decimals += decimals >= 0;
    if (value > INT64_C(1000000000000))
      return false;
  }
  for (int i = decimals < 0 ? 0 : decimals; i < 4; i++)
    value *= 10;
  *text = at;
  *out = negative ? -value : value;
  return digits > 0;
}

static const struct unit *unit_find(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (strlen(units[i].name) == length && memcmp(units[i].name, name, length) == 0)
      return &units[i];
  return NULL;
}

bool length_parse(const char *text, struct length *out) {
  int64_t number;
  text = skip_spaces(text);
  if (!decimal_parse(&text, &number))
    return false;
  text = skip_spaces(text);
  size_t end = strlen(text);
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t'))
    end--;
  *out = (struct length){0};
  if (end == 0)
    return number == 0;
  const struct unit *unit = unit_find(text, end);
  if (!unit || number > INT64_C(100000000000))
    return false;
  int64_t value = rounded_quotient(number * unit->numerator, unit->denominator * 10000);
  if (value > MPT_LIMIT || value < -MPT_LIMIT)
    return false;
  if (*unit->name == '%')
    out->permille = (int32_t)value;
  else
    out->absolute = (mpt)value;
  return true;
}

bool mpt_parse(const char *text, mpt *out) {
  struct length length;
  if (!length_parse(text, &length) || length.permille != 0)
    return false;
  *out = length.absolute;
  return true;
}

mpt length_of(struct length length, mpt whole) {
  return length.absolute + muldiv(whole, length.permille, 1000);
}

size_t mpt_print(char *out, mpt value) {
  char digits[MPT_TEXT_SIZE];
  size_t count = 0, written = 0;
  uint32_t rest = value < 0 ? 0 - (uint32_t)value : (uint32_t)value;
  uint32_t fraction = rest % 1000, whole = rest / 1000;
  if (value < 0)
    out[written++] = '-';
  do
    digits[count++] = (char)('0' + whole % 10);
  while (whole /= 10);
  while (count)
    out[written++] = digits[--count];
  if (fraction) {
    out[written++] = '.';
    for (uint32_t unit = 100; fraction; fraction %= unit, unit /= 10)
      out[written++] = (char)('0' + fraction / unit);
  }
  out[written] = '\0';
  return written;
}

/* --- adjustments --- */

static int32_t scale_of(int32_t scale) {
  return scale == 0 ? ADJUSTMENT_ONE : scale;
}

bool adjustment_is_none(const struct adjustment *adjustment) {
  return scale_of(adjustment->scale_x) == ADJUSTMENT_ONE && scale_of(adjustment->scale_y) == ADJUSTMENT_ONE &&
         adjustment->x == 0 && adjustment->y == 0;
}

mpt adjust_x(const struct adjustment *adjustment, mpt x) {
  return muldiv(x, scale_of(adjustment->scale_x), ADJUSTMENT_ONE) + adjustment->x;
}

mpt adjust_y(const struct adjustment *adjustment, mpt y) {
  return muldiv(y, scale_of(adjustment->scale_y), ADJUSTMENT_ONE) + adjustment->y;
}

struct adjustment adjustments_join(const struct adjustment *first, const struct adjustment *second) {
  return (struct adjustment){muldiv(scale_of(first->scale_x), scale_of(second->scale_x), ADJUSTMENT_ONE),
                             muldiv(scale_of(first->scale_y), scale_of(second->scale_y), ADJUSTMENT_ONE),
                             adjust_x(second, first->x), adjust_y(second, first->y)};
}
