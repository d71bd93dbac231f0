/* The starting event: small, complete, and of every kind of document. Its content is in Russian; keys are the same in
 * every language. */
#include "batch/starter.h"

#include "base/file.h"
#include "batch/output.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char event_yaml[] =
    "# Событие. Сделать документы: basma build event.yaml   Проверить: basma check event.yaml\n"
    "event: seminar-2026\n"
    "languages: [ru]\n"
    "title: Открытый семинар\n"
    "zone: Asia/Bishkek\n"
    "dates: {from: 2026-10-14, to: 2026-10-15}\n"
    "place: {city: Бишкек, venue: Национальная библиотека}\n"
    "project:\n"
    "  title: Открытый семинар\n"
    "  website: https://example.kg\n"
    "organisations:\n"
    "  library: {name: Национальная библиотека, phone: +996 312 00-00-00}\n"
    "people:\n"
    "  asanova: {name: Асанова Айгүл Бакыт кызы, position: координатор семинара, organisation: library, phone: +996 "
    "555 "
    "00-00-00, email: asanova@example.kg}\n"
    "release:\n"
    "  date: 2026-10-12\n"
    "  headline: В Бишкеке пройдёт открытый семинар\n"
    "  lead: Два дня докладов и встреч, вход свободный.\n"
    "  body: |\n"
    "    Семинар соберёт *специалистов* из всех областей страны. Текст пишется в Markdown: абзацы\n"
    "    разделяет пустая строка.\n"
    "\n"
    "    - доклады первого дня;\n"
    "    - встречи второго дня.\n"
    "  quotes:\n"
    "    - {who: asanova, text: Приходите и спрашивайте.}\n"
    "  contacts: [asanova]\n"
    "agenda:\n"
    "  - title: Первый день\n"
    "    day: 2026-10-14\n"
    "    sessions:\n"
    "      - {start: 09:00, end: 09:40, title: Открытие, speakers: [asanova]}\n"
    "      - {start: 09:40, end: 11:00, title: Доклады}\n"
    "attendees: people.csv\n"
    "documents:\n"
    "  press-release: {layout: press-release}\n"
    "  agenda: {layout: agenda}\n"
    "  badges: {layout: badge-90x55, each: attendees, url: \"https://example.kg/{{ id }}\"}\n";

static const char people_csv[] = "id,family,given,position,organisation,role\n"
                                 "1,Асанова,Айгүл,координатор,Национальная библиотека,организатор\n"
                                 "2,Иванов,Пётр,журналист,Газета «Утро»,пресса\n"
                                 "3,Токтогулов,Өмүрбек,главный специалист,Министерство культуры,участник\n";

static bool folder_is_free(const char *folder) {
  DIR *directory = opendir(folder);
  if (!directory)
    return access(folder, F_OK) != 0;
  bool empty = true;
  for (struct dirent *entry = readdir(directory); entry && empty; entry = readdir(directory))
    empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
  closedir(directory);
  return empty;
}

static bool text_write(const char *path, const char *text) {
  struct file_output *output = file_output_new(path);
  return output && (file_output_write(output, text, strlen(text)), file_output_commit(output));
}

bool starter_write(const char *folder, struct sink *sink, bool *system) {
  static const struct { const char *name, *text; } files[] = {{"people.csv", people_csv}, {"event.yaml", event_yaml}};
  if (!folder_is_free(folder)) {
    sink_report(sink, INIT_EXISTS, (struct position){0}, folder, NULL);
    return false;
  }
  struct arena *arena = arena_new();
  for (size_t i = 0; i < sizeof files / sizeof *files && !*system; i++) {
    const char *path = file_join(arena, folder, files[i].name);
    *system = !text_write(path, files[i].text);
    if (*system)
      output_report_unwritten(sink, errno, path);
  }
  arena_drop(arena);
  return !*system;
}
