/* CSV: rows and cells as text, places, separators, broken quotes. */
#include "test_base.h"

#include "base/buffer.h"
#include "input/csv.h"

enum { ROOM = 8 };

/* All rows: cells in |…|, rows ended by a line break, "!" for malformed, "+n" for more cells than fit. */
static char *rows_print(struct arena *arena, const char *data, size_t length) {
  struct csv_reader reader = csv_open(data, length);
  struct csv_cell cells[ROOM];
  struct buffer out = {0};
  size_t count;
  bool malformed;
  while (csv_row(&reader, cells, ROOM, &count, &malformed)) {
    buffer_text(&out, malformed ? "!" : "");
    for (size_t i = 0; i < count && i < ROOM; i++) {
      size_t bytes;
      buffer_printf(&out, "%s|", csv_cell_text(arena, &cells[i], &bytes));
    }
    if (count > ROOM)
      buffer_printf(&out, "+%zu", count - ROOM);
    buffer_byte(&out, '\n');
  }
  char *copy = arena_strndup(arena, out.length > 0 ? out.data : "", out.length);
  buffer_drop(&out);
  return copy;
}

static const struct rows_case {
  const char *csv, *rows;
} rows_cases[] = {
    {"", ""},
    {"a", "a|\n"},
    {"a,b\nc,d\n", "a|b|\nc|d|\n"},
    {"a;b\r\nc;d", "a|b|\nc|d|\n"},
    {"a\tb\rc\td\r", "a|b|\nc|d|\n"},
    {"\xEF\xBB\xBFимя;b\n", "имя|b|\n"},
    {"sep=;\na;b,c\n", "a|b,c|\n"},
    {"a,b\n\"x,y\",z\n", "a|b|\nx,y|z|\n"},
    {"a,b\n\"say \"\"hi\"\"\",z\n", "a|b|\nsay \"hi\"|z|\n"},
    {"a,b\n\"x\ny\",z\nc,d\n", "a|b|\nx\ny|z|\nc|d|\n"},
    {"a,b\r\n\"x\r\ny\",z\r\n", "a|b|\nx\r\ny|z|\n"},
    {"a,b\r\"x\ny\",z\rc,d", "a|b|\nx\ny|z|\nc|d|\n"},
    {"a , b\n \"x\" , y \n", "a|b|\nx|y|\n"},
    {"a,b\n\" x \",\xC2\xA0y\xC2\xA0\n", "a|b|\n x |y|\n"},
    {"a,b\nОсОО \"Ромашка\",y\n", "a|b|\nОсОО \"Ромашка\"|y|\n"},
    {"a,b\n,\n", "a|b|\n||\n"},
    {"a,b\n\"\",y\n", "a|b|\n|y|\n"},
    {"a,b\n\"x\"z,y\nc,d\n", "a|b|\n!x|\nc|d|\n"},
    {"a,b\n\"x,y\nc,d\n", "a|b|\n!x,y\nc,d\n|\nc|d|\n"},
    {"a,b\n1,\"x\nc,d\n2,\"y\"\n", "a|b|\n!1|x\nc,d\n2,|\nc|d|\n2|y|\n"},
    {"1,2,3,4,5,6,7,8,9,10\n", "1|2|3|4|5|6|7|10|+2\n"},
    {"фамилия, имя;город\nА, Б;Ош\nВ, Г;Ош\n", "фамилия, имя|город|\nА, Б|Ош|\nВ, Г|Ош|\n"},
};

static void test_rows(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(rows_cases); i++)
    assert_string_equal(rows_print(arena, rows_cases[i].csv, strlen(rows_cases[i].csv)), rows_cases[i].rows);
  arena_drop(arena);
}

static void test_places(void **state) {
  (void)state;
  const char *csv = "\xEF\xBB\xBFимя,б\n\"Ош\nx\", \"y\"\nг,д\n";
  static const int places[][4] = {{1, 1, 1, 5}, {2, 2, 3, 6}, {4, 1, 4, 3}};
  struct csv_reader reader = csv_open(csv, strlen(csv));
  struct csv_cell cells[ROOM];
  size_t count;
  bool malformed;
  for (size_t i = 0; i < COUNT(places); i++) {
    assert_true(csv_row(&reader, cells, ROOM, &count, &malformed));
    assert_false(malformed);
    assert_int_equal(count, 2);
    assert_int_equal(cells[0].line, places[i][0]);
    assert_int_equal(csv_cell_column(&cells[0]), places[i][1]);
    assert_int_equal(cells[1].line, places[i][2]);
    assert_int_equal(csv_cell_column(&cells[1]), places[i][3]);
  }
  assert_false(csv_row(&reader, cells, ROOM, &count, &malformed));
}

/* Rows with an open quote each must not make reading quadratic. */
static void test_open_quotes_are_linear(void **state) {
  (void)state;
  struct buffer csv = {0};
  buffer_text(&csv, "a,b\n");
  for (int i = 0; i < 200000; i++)
    buffer_text(&csv, i % 2 == 0 ? "1,\"x\n" : "\"\"\"x,2\n");
  struct csv_reader reader = csv_open(csv.data, csv.length);
  struct csv_cell cells[ROOM];
  size_t count, rows = 0;
  bool malformed;
  while (csv_row(&reader, cells, ROOM, &count, &malformed))
    rows++;
  assert_true(rows > 100000);
  buffer_drop(&csv);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_open_quotes_are_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
