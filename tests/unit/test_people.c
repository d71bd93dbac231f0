/* Names in parts, headers, and lists of people from CSV files. */
#include "test_base.h"

#include "base/file.h"
#include "input/people.h"

#include <unistd.h>

static const char *part(const struct value *name, const char *key) {
  const struct value *value = value_field(name, key);
  return value != NULL ? value->text : "";
}

static const struct name_case {
  const char *text, *family, *given, *patronymic;
} name_cases[] = {
    {"Орозбаев Бектур Асанович", "Орозбаев", "Бектур", "Асанович"},
    {"Бектур Асанович Орозбаев", "Орозбаев", "Бектур", "Асанович"},
    {"Бектурган Орозбаев", "Орозбаев", "Бектурган", ""},
    {"Орозбаев Бектурган", "Орозбаев", "Бектурган", ""},
    {"Омурзаков, Рахман", "Омурзаков", "Рахман", ""},
    {"Алыкулова Айгүл Бакыт кызы", "Алыкулова", "Айгүл", "Бакыт кызы"},
    {"Айгүл Бакыт кызы", "", "Айгүл", "Бакыт кызы"},
    {"Бакыт кызы Айгүл", "", "Айгүл", "Бакыт кызы"},
    {"Мамбетов Асан Үсөн уулу", "Мамбетов", "Асан", "Үсөн уулу"},
    {"Ширин Эгембердиева", "Эгембердиева", "Ширин", ""},
    {"Эгембердиева Ширин", "Эгембердиева", "Ширин", ""},
    {"Бектур Асанович", "", "Бектур", "Асанович"},
    {"Иванов Иван Ильич", "Иванов", "Иван", "Ильич"},
    {"Айгүл", "", "Айгүл", ""},
    {"Орозбаев Б. А.", "Орозбаев", "Б.", "А."},
    {"Орозбаев Б.А.", "Орозбаев", "Б.", "А."},
    {"Б. А. Орозбаев", "Орозбаев", "Б.", "А."},
    {"Б.А. Орозбаев", "Орозбаев", "Б.", "А."},
    {"Бектур ОРОЗБАЕВ", "ОРОЗБАЕВ", "Бектур", ""},
    {"ИВАНОВА АННА ПЕТРОВНА", "ИВАНОВА", "АННА", "ПЕТРОВНА"},
    {"Ким Чен", "Ким", "Чен", ""},
    {"DE SOUZA Maria", "DE SOUZA", "Maria", ""},
    {"Maria DE SOUZA", "DE SOUZA", "Maria", ""},
    {"АСАНОВА Айгүл Бакыт кызы", "АСАНОВА", "Айгүл", "Бакыт кызы"},
    {"Айгүл Алыкулова Бакыт кызы", "Алыкулова", "Айгүл", "Бакыт кызы"},
    {"Бакыт кызы Айгүл Алыкулова", "Алыкулова", "Айгүл", "Бакыт кызы"},
    {"Smith, Anna", "Smith", "Anna", ""},
    {"SMITH Anna", "SMITH", "Anna", ""},
    {"Anna Smith", "Smith", "Anna", ""},
    {"Ludwig van Beethoven", "van Beethoven", "Ludwig", ""},
    {"Orozbaev Bektur Asanovich", "Orozbaev", "Bektur", "Asanovich"},
    {"Bektur Orozbaev", "Orozbaev", "Bektur", ""},
    {"  Орозбаев\u00A0 Бектур ", "Орозбаев", "Бектур", ""},
    {"", "", "", ""},
};

static void test_names(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(name_cases); i++) {
    const struct name_case *c = &name_cases[i];
    const struct value *name = people_name(arena, c->text, (struct text_source){.kind = SOURCE_INLINE});
    assert_string_equal(part(name, "family"), c->family);
    assert_string_equal(part(name, "given"), c->given);
    assert_string_equal(part(name, "patronymic"), c->patronymic);
    assert_string_equal(part(name, "full"), c->text);
  }
  const struct value *name = people_name(arena, "Аня Ли", (struct text_source){{"f", 5, 9}, SOURCE_INLINE, 0});
  assert_int_equal(value_field(name, "given")->source.at.column, 13);
  arena_drop(arena);
}

static void test_words_without_end(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct buffer text = {0};
  for (int i = 0; i < 1000; i++)
    buffer_text(&text, "Имя ");
  const struct value *name = people_name(arena, text.data, (struct text_source){0});
  assert_non_null(value_field(name, "full"));
  buffer_drop(&text);
  arena_drop(arena);
}

struct list {
  struct arena *arena;
  struct sink *sink;
  const struct value *rows;
};

/* The list that a file with this content gives. */
static struct list list_read(const char *csv, const char *columns, size_t limit) {
  char folder[] = "/tmp/basma-people-XXXXXX";
  assert_non_null(mkdtemp(folder));
  struct list list = {.arena = arena_new(), .sink = sink_new()};
  char *path = file_join(list.arena, folder, "people.csv");
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(csv, file);
  fclose(file);
  struct yaml_node *node = yaml_parse(list.arena, "a.yaml", columns, strlen(columns), list.sink);
  struct value organisation = {.kind = VALUE_MAP};
  struct value_pair pair = {.key = "dpi", .value = arena_memdup(list.arena, &organisation, sizeof organisation)};
  const struct value *organisations =
      value_map_make(list.arena, (struct text_source){0}, arena_memdup(list.arena, &pair, sizeof pair), 1);
  struct limits limits = limits_default;
  limits.attendees = limit;
  static const char *const languages[] = {"ru", "ky", "en"};
  struct people_spec spec = {.folder = folder,
                             .name = "people.csv",
                             .at = {"a.yaml", 1, 1},
                             .columns = node,
                             .organisations = organisations,
                             .languages = {languages, COUNT(languages)},
                             .limits = &limits};
  list.rows = people_read(list.arena, &spec, list.sink);
  unlink(path);
  rmdir(folder);
  return list;
}

static void list_drop(struct list *list) {
  arena_drop(list->arena);
  sink_drop(list->sink);
}

static const char *list_text(const struct list *list, size_t row, const char *key) {
  const struct value *value = value_field(value_item(list->arena, list->rows, row), key);
  return value != NULL ? value->text : NULL;
}

/* The text of a field in a language: "=" before a text that holds for all, "-" without one. */
static const char *list_local(const struct list *list, const char *key, const char *language) {
  const struct value *value = value_item(list->arena, list->rows, 0);
  bool missing;
  for (const char *part = key; value != NULL; part = strchr(part, '.') + 1) {
    value = value_field(value, arena_strndup(list->arena, part, strcspn(part, ".")));
    if (strchr(part, '.') == NULL)
      break;
  }
  if (value == NULL || value->kind != VALUE_LOCAL)
    return value == NULL ? "-" : arena_printf(list->arena, "=%s", value->text);
  value = value_in(value, language, NULL, &missing);
  return missing ? "-" : value->text;
}

/* Columns of one text in several languages. */
static void test_language_columns(void **state) {
  (void)state;
  static const struct {
    const char *csv, *columns, *key, *russian, *kyrgyz, *english;
  } cases[] = {
      {"ФИО,position,position.ky,position.en\nА Б,глава,башчы,head\n", "{}", "position", "глава", "башчы", "head"},
      {"ФИО,Должность,Должность (ky),Position (en)\nА Б,глава,башчы,head\n", "{}", "position", "глава", "башчы",
       "head"},
      {"ФИО,position.en,position\nА Б,head,глава\n", "{}", "position", "глава", "-", "head"},
      {"ФИО,position.ky\nА Б,башчы\n", "{}", "position", "-", "башчы", "-"},
      {"ФИО,position,position.ky\nА Б,глава,\n", "{}", "position", "глава", "-", "-"},
      {"ФИО,position,position.de\nА Б,глава,Chef\n", "{}", "position", "=глава", "=глава", "=глава"},
      {"ФИО,position,position.de\nА Б,глава,Chef\n", "{}", "position.de", "-", "-", "-"},
      {"ФИО,position,position.ru\nА Б,глава,другой\n", "{}", "position", "=глава", "=глава", "=глава"},
      {"family,given,family.en,given.en\nБаев,Бакыт,Baev,Bakyt\n", "{}", "name.family", "Баев", "-", "Baev"},
      {"family,given,family.en,given.en\nБаев,Бакыт,Baev,Bakyt\n", "{}", "name.full", "Баев Бакыт", "-", "Bakyt Baev"},
      {"Имя,Имя (en)\nБакыт Баев,Bakyt Baev\n", "{}", "name.family", "Баев", "-", "Baev"},
      {"ФИО,organisation,organisation.en\nА Б,dpi,other\n", "{}", "organisation.id", "-", "-", "-"},
      {"ФИО,diet,diet.ky\nА Б,всё,баары\n", "{}", "diet", "всё", "баары", "-"},
      {"ФИО,diet.ky\nА Б,баары\n", "{}", "diet", "-", "-", "-"},
      {"ФИО,Кем,Ким\nА Б,глава,башчы\n", "{position: Кем, position.ky: Ким}", "position", "глава", "башчы", "-"},
      {"ФИО,email,email.ky\nА Б,a@b.kg,c@d.kg\n", "{}", "email", "=a@b.kg", "=a@b.kg", "=a@b.kg"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct list list = list_read(cases[i].csv, cases[i].columns, 10);
    assert_non_null(list.rows);
    assert_string_equal(list_local(&list, cases[i].key, "ru"), cases[i].russian);
    assert_string_equal(list_local(&list, cases[i].key, "ky"), cases[i].kyrgyz);
    assert_string_equal(list_local(&list, cases[i].key, "en"), cases[i].english);
    list_drop(&list);
  }
}

/* A row with a name in any language has one. */
static void test_language_name(void **state) {
  (void)state;
  struct list list = list_read("ФИО,ФИО (en)\n,Bakyt Baev\n ,\nА Б,\n", "{}", 10);
  assert_int_equal(value_count(list.rows), 2);
  assert_string_equal(list_local(&list, "name.given", "en"), "Bakyt");
  assert_int_equal(sink_length(list.sink), 0);
  list_drop(&list);
}

static void test_headers(void **state) {
  (void)state;
  static const struct {
    const char *header, *key;
  } cases[] = {{"Должность", "position"},
               {"КЫЗМАТЫ:", "position"},
               {"Организация *", "organisation"},
               {"Уюм", "organisation"},
               {"Роль", "role"},
               {"Ролу", "role"},
               {"E-mail", "email"},
               {"Эл. почта", "email"},
               {"Телефон (моб.)", "phone"},
               {"Сүрөт", "photo"},
               {"Фото", "photo"},
               {"Ссылка", "url"},
               {"№", "id"},
               {"№ п/п", "id"},
               {"Должность¹", "position"},
               {"Должность участника", "position"},
               {"Должность / Кызматы", "position"},
               {"Позиция | Position", "position"},
               {"Телефон, ", "phone"},
               {"Организация†", "organisation"},
               {"Область", "Область"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    char csv[200];
    snprintf(csv, sizeof csv, "ФИО;%s\nОрозбаев Бектур;%s\n", cases[i].header,
             strcmp(cases[i].key, "email") == 0   ? "a@b.kg"
             : strcmp(cases[i].key, "phone") == 0 ? "0555 313385"
             : strcmp(cases[i].key, "url") == 0   ? "https://b.kg/"
                                                  : "x");
    struct list list = list_read(csv, "", 10);
    assert_non_null(list.rows);
    assert_non_null(list_text(&list, 0, cases[i].key));
    list_drop(&list);
  }
}

static void test_name_columns(void **state) {
  (void)state;
  static const char *const files[] = {
      "ФИО\nОрозбаев Бектур\n",         "Аты-жөнү\nОрозбаев Бектур\n",      "Full name\nБектур Орозбаев\n",
      "Фамилия,Имя\nОрозбаев,Бектур\n", "Фамилиясы;Аты\nОрозбаев;Бектур\n", "Surname\tFirst name\nОрозбаев\tБектур\n",
      "Имя\nБектур Орозбаев\n"};
  for (size_t i = 0; i < COUNT(files); i++) {
    struct list list = list_read(files[i], "", 10);
    const struct value *name = value_field(value_item(list.arena, list.rows, 0), "name");
    assert_string_equal(part(name, "family"), "Орозбаев");
    assert_string_equal(part(name, "given"), "Бектур");
    list_drop(&list);
  }
}

/* A layout may name a column of the organiser's own: the field is there in every row, also in one cut short. */
static void test_own_columns(void **state) {
  (void)state;
  struct list list = list_read("ФИО;роль;стол\nОрозбаев Бектур;гость;5\nИсаков Эмиль;;\nАлыбаев Нур\n", "", 10);
  static const char *const tables[] = {"5", "", ""};
  for (size_t i = 0; i < COUNT(tables); i++)
    assert_string_equal(list_text(&list, i, "стол"), tables[i]);
  assert_null(value_field(value_item(list.arena, list.rows, 1), "role")); /* a field of the event's own: absent */
  list_drop(&list);
}

/* Titles above the headers, and headers that stand twice. */
static void test_titles(void **state) {
  (void)state;
  static const struct {
    const char *csv, *columns, *code;
    size_t rows;
    int line; /* of the first person */
  } cases[] = {
      {"Список участников\n\nФИО;Роль\nА Б;гость\nВ Г;гость\n", "", "list-title", 2, 4},
      {"Обмен опытом;;\n17 сентября 2019;;\n№;Ф.И.О. участника*;Роль\n1;А Б;гость\n", "", "list-title", 1, 4},
      {"Итог\nКто;Роль\nА Б;гость\n", "name: Кто", "list-title", 1, 3},
      {"Список участников\nФИО\nА Б\n", "", "list-title", 1, 3},
      {"ФИО;Стол;Стол\nА Б;1;2\n", "", "column-twice", 1, 2},
      {"ФИО;Телефон;Телефон\nА Б;0555;0556\n", "", "column-twice", 1, 2},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct list list = list_read(cases[i].csv, cases[i].columns, 10);
    assert_non_null(list.rows);
    assert_int_equal(value_count(list.rows), cases[i].rows);
    assert_int_equal(value_item(list.arena, list.rows, 0)->source.at.line, cases[i].line);
    assert_int_equal(sink_length(list.sink), 1);
    assert_string_equal(sink_view(list.sink, 0, MESSAGE_ENGLISH, list.arena).code, cases[i].code);
    list_drop(&list);
  }
  struct list list = list_read("Город;Роль\nОш;участник\n", "", 10); /* a value is no header */
  assert_null(list.rows);
  list_drop(&list);
}

static void test_overrides(void **state) {
  (void)state;
  const char *csv = "ФИО участника;Имя;Айыл аймак;Роль\nОрозбаев Бектур;Бека;Чон-Алай;гость\n";
  struct list list = list_read(csv, "name: ФИО участника\nvillage: Айыл аймак\n", 10);
  assert_string_equal(part(value_field(value_item(list.arena, list.rows, 0), "name"), "full"), "Орозбаев Бектур");
  assert_string_equal(list_text(&list, 0, "village"), "Чон-Алай");
  list_drop(&list);
  list = list_read(csv, "name: ФИО учасника\n", 10);
  assert_null(list.rows);
  assert_string_equal(sink_view(list.sink, 0, MESSAGE_ENGLISH, list.arena).code, "column-missing");
  list_drop(&list);
}

static void test_organisation_reference(void **state) {
  (void)state;
  struct list list = list_read("ФИО,Уюм\nА Б,dpi\nВ Г,ОсОО Ромашка\n", "", 10);
  assert_int_equal(value_field(value_item(list.arena, list.rows, 0), "organisation")->kind, VALUE_REFERENCE);
  assert_int_equal(value_field(value_item(list.arena, list.rows, 1), "organisation")->kind, VALUE_TEXT);
  list_drop(&list);
}

/* The second row cannot be used, the others can. */
static const struct row_case {
  const char *row, *code;
  int line, column;
} row_cases[] = {
    {"2;;;", "row-name", 3, 0},
    {"2;\"Алыбаев Эмиль;x;", "row-quote", 3, 4},
    {"2;Алыбаев Эмиль;a@b;", "email-form", 3, 17},
    {"2;Алыбаев Эмиль;аня@почта.кг;", "email-form", 3, 17},
    {"2;Алыбаев Эмиль;;5.5E+08", "phone-form", 3, 18},
    {"2;Алыбаев Эмиль;;;лишнее", "row-cells", 3, 19},
    {"1;Алыбаев Эмиль;;", "id-twice", 3, 1},
    {"2;Алыбаев\x02 Эмиль;;", "row-character", 3, 10},
    {"2;Ив\u202Eан Хитрый;;", "row-character", 3, 5},
};

static void test_refused_rows(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(row_cases); i++) {
    char csv[300];
    snprintf(csv, sizeof csv, "№;ФИО;Почта;Тел.\n1;Орозбаев Бектур;a@b.kg;0555\n%s\n3;Мирзаев Бахтиор;;\n",
             row_cases[i].row);
    struct list list = list_read(csv, "", 10);
    assert_int_equal(value_count(list.rows), 3);
    assert_non_null(value_item(list.arena, list.rows, 0));
    assert_null(value_item(list.arena, list.rows, 1));
    assert_non_null(value_item(list.arena, list.rows, 2));
    assert_int_equal(sink_count(list.sink, SEVERITY_ERROR), 1);
    struct diagnostic_view view = sink_view(list.sink, 0, MESSAGE_ENGLISH, list.arena);
    assert_string_equal(view.code, row_cases[i].code);
    assert_int_equal(view.at.line, row_cases[i].line);
    assert_int_equal(view.at.column, row_cases[i].column);
    list_drop(&list);
  }
}

static void test_refused_lists(void **state) {
  (void)state;
  static const struct {
    const char *csv, *code;
    size_t limit;
  } cases[] = {{"", "list-empty", 10},
               {"\n \n", "list-empty", 10},
               {"Город;Роль\nОш;гость\n", "column-name", 10},
               {"ФИО\nА\nБ\nВ\n", "list-limit", 2},
               {"\xD4\xC8\xCE\n\xC0\xE9X\n", "encoding-byte", 10}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct list list = list_read(cases[i].csv, "", cases[i].limit);
    assert_null(list.rows);
    assert_string_equal(sink_view(list.sink, 0, MESSAGE_ENGLISH, list.arena).code, cases[i].code);
    list_drop(&list);
  }
}

static void test_empty_rows_do_not_count(void **state) {
  (void)state;
  struct list list = list_read("\nФИО;Роль\n\nА Б;\n;\n  ; \nВ Г;x\n\n", "", 10);
  assert_int_equal(value_count(list.rows), 2);
  assert_null(list_text(&list, 0, "role"));
  assert_string_equal(list_text(&list, 1, "role"), "x");
  assert_int_equal(sink_length(list.sink), 0);
  list_drop(&list);
}

/* Rows are made again from the file: the same ones in any order, in anybody's arena. */
static void test_many_rows(void **state) {
  (void)state;
  struct buffer csv = {0};
  buffer_text(&csv, "id,ФИО\n");
  for (int i = 0; i < 5000; i++)
    buffer_printf(&csv, "p%d,%sОрозбаев Б%d%s\n", i, i % 3 ? "" : "\"", i, i % 3 ? "" : "\"");
  struct list list = list_read(csv.data, "", 5000);
  assert_int_equal(value_count(list.rows), 5000);
  for (size_t i = 5000; i-- > 0;) {
    struct arena *arena = arena_new();
    char id[32];
    snprintf(id, sizeof id, "p%zu", i);
    const struct value *person = value_item(arena, list.rows, i);
    assert_string_equal(value_field(person, "id")->text, id);
    assert_int_equal(value_field(person, "id")->source.at.line, (int)i + 2);
    arena_drop(arena);
  }
  list_drop(&list);
  buffer_drop(&csv);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_words_without_end),
      cmocka_unit_test(test_headers),
      cmocka_unit_test(test_name_columns),
      cmocka_unit_test(test_language_columns),
      cmocka_unit_test(test_language_name),
      cmocka_unit_test(test_own_columns),
      cmocka_unit_test(test_titles),
      cmocka_unit_test(test_overrides),
      cmocka_unit_test(test_organisation_reference),
      cmocka_unit_test(test_refused_rows),
      cmocka_unit_test(test_refused_lists),
      cmocka_unit_test(test_empty_rows_do_not_count),
      cmocka_unit_test(test_many_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
