/* A viewer of content streams for tests: runs the text operators as ISO 32000-1, 9.4 describes them, and records where
 * each code is shown. It knows nothing of how the streams are made. */
#ifndef TESTS_CONTENT_VIEWER_H
#define TESTS_CONTENT_VIEWER_H

#include "test_base.h"

#include <stdbool.h>

struct viewed {
  unsigned code;
  double x, y; /* of its origin, pt */
  double size;
  bool actual; /* inside a Span with ActualText */
};

struct viewer {
  int (*width)(void *self, unsigned code); /* 1/1000 em */
  void *self;
  struct viewed *shown;
  size_t count, capacity;
  double numbers[16]; /* operands */
  size_t number_count;
  double line[6], text[6], size, rise; /* matrices a b c d e f */
  double widening;                     /* of Tz: 0.01 for 101 */
  int depth_text, depth_marks, depth_saved;
  bool actual;
  size_t bdc, tj; /* how many */
};

static inline void viewer_code(struct viewer *v, unsigned code) {
  if (v->count == v->capacity)
    v->shown = realloc(v->shown, (v->capacity = v->capacity * 2 + 64) * sizeof *v->shown);
  assert_non_null(v->shown);
  v->shown[v->count++] = (struct viewed){.code = code,
                                         .x = v->text[4] + v->rise * v->text[2],
                                         .y = v->text[5] + v->rise * v->text[3],
                                         .size = v->size,
                                         .actual = v->actual};
  double advance = v->width(v->self, code) / 1000.0 * v->size * (1 + v->widening);
  v->text[4] += advance * v->text[0];
  v->text[5] += advance * v->text[1];
}

static inline const char *viewer_string(struct viewer *v, const char *c) {
  int high = -1;
  assert_int_equal(v->depth_text, 1);
  for (c++; *c != ')'; c++) {
    unsigned char byte = (unsigned char)*c;
    if (byte == '\\') {
      byte = (unsigned char)*++c;
      if (byte == 'r')
        byte = '\r';
      else
        assert_non_null(strchr("()\\", byte));
    } else
      assert_true(byte != '(' && byte != '\r');
    if (high < 0)
      high = byte;
    else {
      viewer_code(v, (unsigned)high << 8 | byte);
      high = -1;
    }
  }
  assert_int_equal(high, -1);
  return c + 1;
}

static inline void viewer_move(struct viewer *v, const double matrix[6]) {
  memcpy(v->line, matrix, sizeof v->line);
  memcpy(v->text, matrix, sizeof v->text);
}

static inline void viewer_operator(struct viewer *v, const char *name, size_t length) {
#define IS(text) (length == strlen(text) && !memcmp(name, text, length))
  double *n = v->numbers;
  if (IS("BT")) {
    assert_int_equal(v->depth_text++, 0);
    viewer_move(v, (const double[]){1, 0, 0, 1, 0, 0});
  } else if (IS("ET"))
    assert_int_equal(--v->depth_text, 0);
  else if (IS("Tf"))
    v->size = n[v->number_count - 1];
  else if (IS("Tz"))
    v->widening = n[0] / 100 - 1;
  else if (IS("Ts"))
    v->rise = n[0];
  else if (IS("Td")) {
    assert_int_equal(v->number_count, 2);
    double *l = v->line;
    viewer_move(v, (const double[]){l[0], l[1], l[2], l[3], l[4] + n[0] * l[0] + n[1] * l[2],
                                    l[5] + n[0] * l[1] + n[1] * l[3]});
  } else if (IS("Tm")) {
    assert_int_equal(v->number_count, 6);
    viewer_move(v, n);
  } else if (IS("BDC"))
    v->bdc++, v->depth_marks++;
  else if (IS("BMC"))
    v->depth_marks++;
  else if (IS("EMC")) {
    v->actual = false;
    assert_true(v->depth_marks-- > 0);
  } else if (IS("TJ"))
    v->tj++;
  else if (IS("q"))
    v->depth_saved++;
  else if (IS("Q"))
    assert_true(v->depth_saved-- > 0);
#undef IS
  v->number_count = 0;
}

static inline const char *viewer_number(struct viewer *v, const char *c, bool array) {
  char *end;
  double number = strtod(c, &end);
  assert_true(end > c);
  if (array) {
    double back = number / 1000 * v->size * (1 + v->widening);
    v->text[4] -= back * v->text[0];
    v->text[5] -= back * v->text[1];
  } else if (v->number_count < COUNT(v->numbers))
    v->numbers[v->number_count++] = number;
  return end;
}

/* Runs operators without inline images. */
static inline void viewer_run(struct viewer *v, const char *data) {
  bool array = false;
  for (const char *c = data; *c;) {
    if (*c == '(')
      c = viewer_string(v, c);
    else if (*c == '[' || *c == ']')
      array = *c++ == '[';
    else if (strchr("-.0123456789", *c))
      c = viewer_number(v, c, array);
    else if (!strncmp(c, "/Span<</ActualText<", 19)) {
      v->actual = true;
      c = strstr(c, ">>>") + 3;
    } else if (*c == '/' || *c == '<') /* a name or a dictionary of marked content */
      c = *c == '/' ? c + 1 + strcspn(c + 1, " /<\n[") : strstr(c, ">>") + 2;
    else if (*c == ' ' || *c == '\n')
      c++;
    else {
      size_t length = strcspn(c, " \n[(/<");
      viewer_operator(v, c, length);
      c += length;
    }
  }
  assert_int_equal(v->depth_text, 0);
  assert_int_equal(v->depth_marks, 0);
  assert_int_equal(v->depth_saved, 0);
}

#endif
