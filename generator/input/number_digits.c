/* Numbers of spreadsheets in figures: fifteen decimal digits, laid into the places that a format code has for them. */
#include "input/number_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct decimal decimal_make(double number) {
  struct decimal decimal = {0};
  char text[40];
  if (!isfinite(number) || number == 0)
    return decimal;
  snprintf(text, sizeof text, "%.*e", NUMBER_DIGITS - 1, number);
  decimal.digits[0] = text[0];
  memcpy(decimal.digits + 1, text + 2, NUMBER_DIGITS - 1);
  decimal.count = NUMBER_DIGITS;
  decimal.point = (int)strtol(text + NUMBER_DIGITS + 2, NULL, 10) + 1;
  while (decimal.count > 0 && decimal.digits[decimal.count - 1] == '0')
    decimal.count--;
  return decimal;
}

void decimal_round(struct decimal *decimal, int places) {
  int keep = decimal->point + places;
  if (keep >= decimal->count)
    return;
  bool up = keep >= 0 && decimal->digits[keep] >= '5';
  decimal->count = keep > 0 ? keep : 0;
  while (up && decimal->count > 0 && decimal->digits[decimal->count - 1] == '9')
    decimal->count--;
  if (up && decimal->count > 0) {
    decimal->digits[decimal->count - 1]++;
  } else if (up) {
    decimal->digits[decimal->count++] = '1';
    decimal->point++;
  }
  while (decimal->count > 0 && decimal->digits[decimal->count - 1] == '0')
    decimal->count--;
}

/* The digit worth 10^place. */
static char decimal_digit(const struct decimal *decimal, int place) {
  int index = decimal->point - 1 - place;
  return index >= 0 && index < decimal->count ? decimal->digits[index] : '0';
}

static int decimal_whole(const struct decimal *decimal) { /* digits before the point */
  return decimal->count > 0 && decimal->point > 0 ? decimal->point : 0;
}

void section_add_general(const struct section *section, double number, struct buffer *out) {
  enum { SMALLEST = -8, LARGEST = 21 };
  struct decimal decimal = decimal_make(fabs(number));
  if (number < 0 && decimal.count > 0)
    buffer_byte(out, '-');
  bool power = decimal.count > 0 && (decimal.point < SMALLEST || decimal.point > LARGEST);
  int exponent = decimal.point - 1;
  if (power)
    decimal.point = 1;
  int whole = decimal_whole(&decimal);
  for (int place = (whole > 0 ? whole : 1) - 1; place >= 0; place--)
    buffer_byte(out, decimal_digit(&decimal, place));
  if (decimal.count > decimal.point && decimal.count > 0)
    buffer_text(out, locale_point(section->locale));
  for (int place = -1; decimal.count > 0 && place >= decimal.point - decimal.count; place--)
    buffer_byte(out, decimal_digit(&decimal, place));
  if (power)
    buffer_printf(out, "E%+03d", exponent);
}

/* What a section asks for. */
struct shape {
  int whole, places;       /* digits before and behind the point */
  int exponents;           /* digits of the exponent; 0: none */
  int percents, thousands; /* the number is multiplied by 100, divided by 1000 so many times */
  bool groups;
  bool fraction;    /* # ?/? */
  int denominators; /* digits of the denominator */
  int denominator;  /* a fixed one; 0: none */
};

static bool is_place(const struct token *token) {
  return token->kind == TOKEN_CHARACTER && (*token->text == '0' || *token->text == '#' || *token->text == '?');
}

static struct shape shape_find(const struct section *section) {
  struct shape shape = {0};
  bool point = false, exponent = false;
  int commas = 0;
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;) {
    char character = token.kind == TOKEN_CHARACTER ? *token.text : '\0';
    if (is_place(&token)) {
      shape.groups |= commas > 0 && !point && shape.whole > 0;
      commas = point || exponent ? commas : 0;
      ++*(shape.fraction ? &shape.denominators : exponent ? &shape.exponents : point ? &shape.places : &shape.whole);
    } else if (shape.fraction && character >= '1' && character <= '9' && shape.denominator < 1000) {
      shape.denominator = (int)strtol(token.text, NULL, 10) % 10000;
      at = token.text + strspn(token.text, "0123456789");
    } else if (character == '.') {
      point = true;
    } else if (character == ',') {
      commas++;
    } else if (character == '%') {
      shape.percents++;
    } else if ((character == 'E' || character == 'e') && at < section->end && (*at == '+' || *at == '-')) {
      exponent = true;
      at++;
    } else if (character == '/') {
      shape.fraction = shape.whole > 0;
    }
  }
  shape.thousands = commas < 5 ? commas : 5;
  shape.places = shape.places < 30 ? shape.places : 30;
  return shape;
}

/* The digits for one place before the point: the first place takes all that have none. */
static void whole_add(const struct section *section, const struct shape *shape, const struct decimal *decimal,
                      int index, char place, struct buffer *out) {
  int last = shape->whole - 1 - index, digits = decimal_whole(decimal);
  for (int i = index == 0 && digits > shape->whole ? digits - 1 : last; i >= last; i--) {
    if (i < digits || place == '0')
      buffer_byte(out, decimal_digit(decimal, i));
    else if (place == '?')
      buffer_byte(out, ' ');
    if (shape->groups && i > 0 && i % 3 == 0 && (i < digits || place == '0'))
      buffer_text(out, locale_group(section->locale));
  }
}

static void place_add(const struct decimal *decimal, int index, char place, struct buffer *out) {
  int shown = decimal->count > 0 ? decimal->count - decimal->point : 0; /* digits behind the point but zeros */
  if (index < shown || place == '0')
    buffer_byte(out, decimal_digit(decimal, -(index + 1)));
  else if (place == '?')
    buffer_byte(out, ' ');
}

/* The nearest fraction of the wanted denominators: "2 1/3". */
static void fraction_add(const struct shape *shape, double number, struct buffer *out) {
  int most = shape->denominators >= 3 ? 999 : shape->denominators == 2 ? 99 : 9;
  int first = shape->denominator > 0 ? shape->denominator : 1, last = shape->denominator > 0 ? first : most;
  double whole = floor(number), rest = number - whole, best_error = 2;
  int best = 0, best_of = 1;
  for (int of = first; of <= last; of++) {
    double error = fabs(rest - floor(rest * of + 0.5) / of);
    if (error >= best_error - 1e-12)
      continue;
    best_error = error;
    best = (int)floor(rest * of + 0.5);
    best_of = of;
  }
  if (best == best_of)
    whole++;
  if (whole > 0 || best % best_of == 0)
    buffer_printf(out, "%.0f", whole);
  if (best % best_of != 0)
    buffer_printf(out, "%s%d/%d", whole > 0 ? " " : "", best, best_of);
}

static double scaled(const struct shape *shape, double number) {
  for (int i = 0; i < shape->percents && i < 5; i++)
    number *= 100;
  for (int i = 0; i < shape->thousands; i++)
    number /= 1000;
  return number;
}

/* The mantissa stays in `decimal`. */
static int exponent_take(const struct shape *shape, struct decimal *decimal) {
  int step = shape->whole > 1 ? shape->whole : 1, power = decimal->count > 0 ? decimal->point - 1 : 0;
  int exponent = (power >= 0 ? power / step : -((step - 1 - power) / step)) * step;
  decimal->point -= exponent;
  decimal_round(decimal, shape->places);
  if (decimal->point > step) { /* 9.99 became 10 */
    decimal->point -= step;
    exponent += step;
  }
  return exponent;
}

void section_add_number(const struct section *section, double number, struct buffer *out) {
  struct shape shape = shape_find(section);
  if (shape.fraction) {
    fraction_add(&shape, number, out);
    return;
  }
  struct decimal decimal = decimal_make(scaled(&shape, number));
  int exponent = 0, whole = 0, places = 0;
  if (shape.exponents > 0)
    exponent = exponent_take(&shape, &decimal);
  else
    decimal_round(&decimal, shape.places);
  bool point = false;
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;) {
    char character = token.kind == TOKEN_CHARACTER ? *token.text : '\0';
    if (is_place(&token) && !point)
      whole_add(section, &shape, &decimal, whole++, character, out);
    else if (is_place(&token))
      place_add(&decimal, places++, character, out);
    else if (character == '.' && !point) {
      point = true;
      buffer_text(out, locale_point(section->locale));
    } else if ((character == 'E' || character == 'e') && shape.exponents > 0) {
      buffer_printf(out, exponent < 0 ? "E-%0*d" : *at == '+' ? "E+%0*d" : "E%0*d", shape.exponents, abs(exponent));
      at += 1 + strspn(at + 1, "0#?");
    } else if (token.kind == TOKEN_BRACKET && token.length > 1 && token.text[0] == '$') {
      const char *dash = memchr(token.text, '-', token.length); /* a currency: [$сом-440] */
      buffer_add(out, token.text + 1, (dash != NULL ? (size_t)(dash - token.text) : token.length) - 1);
    } else if (token.kind != TOKEN_BRACKET && character != ',') {
      buffer_add(out, token.text, token.length);
    }
  }
}
