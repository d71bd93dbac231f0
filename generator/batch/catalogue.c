/* Tables of fonts and layouts. */
#include "batch/catalogue.h"

#include "base/file.h"
#include "base/utf8.h"
#include "batch/places.h"
#include "text/fontmap.h"

#include <string.h>

enum { MOST_COLUMNS = 5, COLUMN_GAP = 2 };

/* Adds rows of `columns` cells, each column as wide as its widest cell. NULL is an empty cell. */
static void table_add(const char *const *cells, size_t rows, size_t columns, struct buffer *out) {
  size_t widths[MOST_COLUMNS] = {0};
  for (size_t i = 0; i < rows * columns; i++) {
    size_t width = cells[i] ? utf8_count(cells[i], strlen(cells[i])) : 0;
    if (width > widths[i % columns])
      widths[i % columns] = width;
  }
  for (size_t i = 0; i < rows * columns; i++) {
    bool last = i % columns == columns - 1;
    size_t width = cells[i] ? utf8_count(cells[i], strlen(cells[i])) : 0;
    buffer_text(out, cells[i] ? cells[i] : "");
    for (; !last && width < widths[i % columns] + COLUMN_GAP; width++)
      buffer_byte(out, ' ');
    if (last)
      buffer_byte(out, '\n');
  }
}

bool catalogue_fonts(enum message_language language, struct sink *sink, struct buffer *out) {
  static const char *const head[2][MOST_COLUMNS] = {{"role", "family", "style", "languages", "file"},
                                                    {"роль", "семейство", "начертание", "языки", "файл"}};
  struct arena *arena = arena_new();
  const char *why = "";
  struct fontmap *map = fontmap_new(places_fonts(arena, NULL), &why);
  if (map) {
    size_t count;
    const struct fontmap_entry *entries = fontmap_list(arena, map, &count);
    const char **cells = arena_array(arena, (count + 1) * MOST_COLUMNS, sizeof *cells);
    memcpy(cells, head[language], sizeof head[language]);
    for (size_t i = 0; i < count; i++) {
      const char *row[] = {entries[i].role, entries[i].family, entries[i].style, entries[i].languages, entries[i].file};
      memcpy(cells + (i + 1) * MOST_COLUMNS, row, sizeof row);
    }
    table_add(cells, count + 1, MOST_COLUMNS, out);
    fontmap_drop(map);
  } else {
    sink_report(sink, FONTS_UNUSABLE, (struct position){0}, why, NULL);
  }
  arena_drop(arena);
  return map != NULL;
}

/* Whether all that is wrong with a layout is that it shows nothing: it is there for others to extend. */
static bool is_only_a_base(struct arena *arena, const struct sink *sink) {
  return sink_length(sink) == 1 && strcmp(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, "layout-empty") == 0;
}

/* Millimetres with two decimals at most, as the language writes them. */
static const char *millimetres(struct arena *arena, mpt length, enum message_language language) {
  int64_t hundredths = ((int64_t)length * 2540 + MPT_PER_INCH / 2) / MPT_PER_INCH;
  long whole = (long)(hundredths / 100), part = (long)(hundredths % 100);
  char point = language == MESSAGE_RUSSIAN ? ',' : '.';
  if (part == 0)
    return arena_printf(arena, "%ld", whole);
  return part % 10 == 0 ? arena_printf(arena, "%ld%c%ld", whole, point, part / 10)
                        : arena_printf(arena, "%ld%c%02ld", whole, point, part);
}

static const char *size_text(struct arena *arena, mpt width, mpt height, enum message_language language) {
  static const char *const units[] = {"mm", "мм"};
  return arena_printf(arena, "%s × %s %s", millimetres(arena, width, language), millimetres(arena, height, language),
                      units[language]);
}

/* A format by its name, lying when it lies. */
static const char *sheet_text(struct arena *arena, mpt width, mpt height, enum message_language language) {
  static const char *const lying[] = {"lying", "лёжа"};
  const char *name = format_name(width, height);
  if (!name)
    return size_text(arena, width, height, language);
  return width > height ? arena_printf(arena, "%s %s", name, lying[language]) : name;
}

/* "pages A4", "cards 90 × 55 mm, 10 on A4-90x55-10". */
static const char *layout_text(struct arena *arena, const struct layout *layout, enum message_language language) {
  static const char *const pages[] = {"pages", "страницы"}, *const cards[] = {"cards", "карточки"};
  static const char *const messages[] = {"messages", "письма"};
  static const char *const on[] = {"on", "на"}, *const alone[] = {"one a page", "по одной на странице"};
  if (layout->kind == LAYOUT_MAIL)
    return messages[language];
  if (layout->kind == LAYOUT_FLOW)
    return arena_printf(arena, "%s %s", pages[language],
                        sheet_text(arena, layout->page.width, layout->page.height, language));
  const char *size = size_text(arena, layout->card.width, layout->card.height, language);
  const struct stock *stock = &layout->sheet.stock;
  if (!layout->has_sheet)
    return arena_printf(arena, "%s %s, %s", cards[language], size, alone[language]);
  return arena_printf(arena, "%s %s, %d %s %s", cards[language], size, stock->columns * stock->rows, on[language],
                      stock->name);
}

/* What a layout makes, in a word; "" for one that cannot be used, whose messages go to the sink. */
static const char *layout_makes(struct arena *arena, const struct layout_path *path, const char *name,
                                enum message_language language, struct sink *sink) {
  static const char *const base[2] = {"(for others to extend)", "(основа для других)"};
  struct sink *own = sink_new();
  const struct layout *layout = layout_read(arena, path, name, NULL, (struct position){0}, own);
  const char *makes = layout ? layout_text(arena, layout, language) : is_only_a_base(arena, own) ? base[language] : "";
  if (!*makes)
    sink_merge(sink, own);
  sink_drop(own);
  return makes;
}

bool catalogue_layouts(const char *named, enum message_language language, struct sink *sink, struct buffer *out) {
  enum { COLUMNS = 3 };
  static const char *const head[2][COLUMNS] = {{"layout", "makes", "file"}, {"макет", "делает", "файл"}};
  struct arena *arena = arena_new();
  struct layout_path path = places_layouts(arena, named);
  size_t count;
  const struct layout_entry *entries = layout_list(arena, &path, &count);
  const char **cells = arena_array(arena, (count + 1) * COLUMNS, sizeof *cells);
  memcpy(cells, head[language], sizeof head[language]);
  for (size_t i = 0; i < count; i++) {
    const char *row[] = {entries[i].name, layout_makes(arena, &path, entries[i].name, language, sink), entries[i].path};
    memcpy(cells + (i + 1) * COLUMNS, row, sizeof row);
  }
  table_add(cells, count + 1, COLUMNS, out);
  arena_drop(arena);
  return !sink_has_errors(sink);
}

/* The maker with the codes, or what it is. */
static const char *stock_text(struct arena *arena, const struct stock *stock) {
  const char *what = stock->description ? stock->description : "";
  const char *sold = !stock->code    ? stock->maker
                     : !stock->maker ? stock->code
                                     : arena_printf(arena, "%s %s", stock->maker, stock->code);
  if (!sold)
    return what;
  return *what ? arena_printf(arena, "%s: %s", sold, what) : sold;
}

bool catalogue_stock(const char *named, enum message_language language, struct sink *sink, struct buffer *out) {
  enum { COLUMNS = 5 };
  static const char *const head[2][COLUMNS] = {{"stock", "sheet", "card", "cards", "sold as"},
                                               {"лист", "размер", "карточка", "карточек", "в продаже"}};
  struct arena *arena = arena_new();
  struct layout_path path = places_layouts(arena, named);
  size_t count;
  const struct stock *stocks = stock_list(arena, &path, sink, &count);
  const char **cells = arena_array(arena, (count + 1) * COLUMNS, sizeof *cells);
  memcpy(cells, head[language], sizeof head[language]);
  for (size_t i = 0; i < count; i++) {
    const struct stock *stock = &stocks[i];
    const char *number = arena_printf(arena, "%d × %d = %d", stock->columns, stock->rows, stock->columns * stock->rows);
    const char *row[] = {stock->name, sheet_text(arena, stock->width, stock->height, language),
                         size_text(arena, stock->card_width, stock->card_height, language),
                         stock->columns * stock->rows == 1 ? "1" : number, stock_text(arena, stock)};
    memcpy(cells + (i + 1) * COLUMNS, row, sizeof row);
  }
  table_add(cells, count + 1, COLUMNS, out);
  arena_drop(arena);
  return !sink_has_errors(sink);
}
