/* Encodings that are found by themselves, against the C library's converter. */
#include "test_base.h"

#include "base/buffer.h"
#include "input/encoding.h"

#include <iconv.h>
#include <string.h>

/* The text in another encoding, for which the caller drops the buffer. */
static struct buffer text_in(const char *encoding, const char *text, size_t length) {
  struct buffer out = {0};
  iconv_t converter = iconv_open(encoding, "UTF-8");
  assert_true(converter != (iconv_t)-1);
  char *in = (char *)(uintptr_t)text, *room = buffer_room(&out, length * 4 + 4), *end = room;
  size_t left = length, space = length * 4 + 4;
  assert_int_equal(iconv(converter, &in, &left, &end, &space), 0);
  out.length = (size_t)(end - room);
  iconv_close(converter);
  return out;
}

#define BYTES(text) text, sizeof(text) - 1

static const char *const texts[] = {
    "ФИО\nА\n",
    "ФИО;Роль\nИванов Иван;гость\n",
    "№;ФИО;Должность\r\n1;ОРОЗБАЕВ БЕКТУР АСАНОВИЧ;глава\r\n2;ЩЕРБАКОВА ЮЛИЯ;ЦЕНТР\r\n",
    "Фамилия,Имя\nФёдоров,Фома\nЩукин,Эдуард\n",
    "id,ФИО,email\n1,Айгуль Бакыт кызы,aigul@example.kg\n2,Anna Smith,anna@example.kg\n",
    "ФИО;Организация\nПетров Пётр;ОсОО «Ромашка» — филиал № 3\n",
    "иванов иван\nпетров пётр\nсидоров сидор\n",
};

static void test_found(void **state) {
  (void)state;
  static const char *const encodings[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "CP1251", "KOI8-R", "CP866"};
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(texts); i++)
    for (size_t j = 0; j < COUNT(encodings); j++) {
      bool has_marks = strstr(texts[i], "«") != NULL || strstr(texts[i], "№") != NULL;
      if (has_marks && strcmp(encodings[j], "KOI8-R") == 0)
        continue; /* it has neither */
      if (strstr(texts[i], "«") != NULL && strcmp(encodings[j], "CP866") == 0)
        continue;
      struct buffer in = text_in(encodings[j], texts[i], strlen(texts[i]));
      struct sink *sink = sink_new();
      const char *data = in.data;
      size_t length = in.length;
      assert_true(encoding_convert(arena, "a.csv", &data, &length, sink));
      assert_int_equal(length, strlen(texts[i]));
      assert_memory_equal(data, texts[i], length);
      assert_int_equal(sink_length(sink), strncmp(encodings[j], "UTF", 3) == 0 ? 0 : 1);
      sink_drop(sink);
      buffer_drop(&in);
    }
  arena_drop(arena);
}

static void test_mac(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  const char *data =
      "\x94\x88\x8E\n\x88\xE2\xE0\xED\xEE\xE2 \x88\xE2\xE0\xED\n\x9F\xEA\xEE\xE2\xEB\xE5\xE2 \x8F\xF2\xF0\n";
  size_t length = strlen(data);
  assert_true(encoding_convert(arena, "a.csv", &data, &length, sink));
  assert_string_equal(arena_strndup(arena, data, length), "ФИО\nИванов Иван\nЯковлев Птр\n");
  sink_drop(sink);
  arena_drop(arena);
}

/* Nothing is guessed at where letters could come out wrong, and what is wrong has its place. */
static void test_refused(void **state) {
  (void)state;
  static const struct {
    const char *data;
    size_t length;
    int line, column;
  } cases[] = {
      {"name\nJos\xE9 N\xFA\xF1"
       "ez\n",
       17, 2, 4},
      {BYTES("name;city\nM\xFCller;K\xF6ln\nGroß;B\xE4rn\n"), 2, 2},
      {BYTES("ФИО\nИван \xFF Иванов\n"), 2, 6},
      {BYTES("name\n\xB9 1\n"), 2, 1},
      {BYTES("\xFF\xFE\x24\x04\x0A\x00\x00\xD8\x41\x00"), 2, 1},
      {BYTES("\xFF\xFE\x24\x04\x0A"), 1, 2},
      {BYTES("\xFE\xFF\x04\x24\x00\x00"), 1, 2},
      {BYTES("\xD4\xC8\xCE\n\xC8\xE2\xE0\xED\xEE\xE2 \x98\n"), 2, 8},
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sink *sink = sink_new();
    const char *data = cases[i].data;
    size_t length = cases[i].length;
    assert_false(encoding_convert(arena, "a.csv", &data, &length, sink));
    struct diagnostic_view view = sink_view(sink, sink_length(sink) - 1, MESSAGE_ENGLISH, arena);
    assert_string_equal(view.code, "encoding-byte");
    assert_int_equal(view.at.line, cases[i].line);
    assert_int_equal(view.at.column, cases[i].column);
    sink_drop(sink);
  }
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_found),
      cmocka_unit_test(test_mac),
      cmocka_unit_test(test_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
