/* Rows. A field that Excel would take for a formula (it begins with = + - @ or a control character) gets an apostrophe
 * in front, which is how a person would keep Excel from it: OWASP, "CSV Injection". */
#include "batch/card_list.h"

#include <string.h>

enum { COLUMNS = 15 };

static const char *const heads_en[COLUMNS] = {"id",
                                              "name",
                                              "volume",
                                              "page",
                                              "sheet",
                                              "row",
                                              "column",
                                              "name, pt",
                                              "smallest text, pt",
                                              "shrunk to, %",
                                              "longest line, %",
                                              "fallback font",
                                              "lowest resolution, ppi",
                                              "photo missing",
                                              "code"};
static const char *const heads_ru[COLUMNS] = {"номер",
                                              "имя",
                                              "том",
                                              "страница",
                                              "лист",
                                              "ряд",
                                              "место",
                                              "имя, пт",
                                              "самый мелкий текст, пт",
                                              "ужато до, %",
                                              "самая длинная строка, %",
                                              "шрифт на замену",
                                              "наименьшее разрешение, ppi",
                                              "нет фото",
                                              "код"};
static const char *const heads_ky[COLUMNS] = {"номери",
                                              "аты-жөнү",
                                              "том",
                                              "бет",
                                              "барак",
                                              "катар",
                                              "орун",
                                              "аты, пт",
                                              "эң майда текст, пт",
                                              "кичирейтилди, %",
                                              "эң узун сап, %",
                                              "алмаштырган ариб",
                                              "эң төмөн чечилиш, ppi",
                                              "сүрөтү жок",
                                              "код"};
static const char *const answers_en[] = {"yes", "no"};
static const char *const answers_ru[] = {"да", "нет"};
static const char *const answers_ky[] = {"ооба", "жок"};

struct card_list_style card_list_style(const char *language) {
  if (strcmp(language, "ru") == 0)
    return (struct card_list_style){';', ',', heads_ru, answers_ru};
  if (strcmp(language, "ky") == 0)
    return (struct card_list_style){';', ',', heads_ky, answers_ky};
  bool english = strncmp(language, "en", 2) == 0 && (language[2] == '\0' || language[2] == '-');
  return (struct card_list_style){english ? ',' : ';', english ? '.' : ',', heads_en, answers_en};
}

static bool is_formula(const char *text) {
  return *text != '\0' && (strchr("=+-@", *text) != NULL || (unsigned char)*text < ' ');
}

static void text_add(const struct card_list_style *style, const char *text, struct buffer *out) {
  const char special[] = {style->separator, '"', '\r', '\n', '\0'};
  bool formula = is_formula(text), quoted = formula || text[strcspn(text, special)] != '\0';
  if (!quoted) {
    buffer_text(out, text);
    return;
  }
  buffer_text(out, formula ? "\"'" : "\"");
  for (size_t length; *text != '\0'; text += length) {
    length = strcspn(text, "\"");
    buffer_add(out, text, length);
    if (text[length] == '"') {
      buffer_text(out, "\"\"");
      length++;
    }
  }
  buffer_byte(out, '"');
}

/* Thousandths, or tenths of a percent. */
static void decimal_add(const struct card_list_style *style, mpt thousandths, struct buffer *out) {
  char text[MPT_TEXT_SIZE];
  mpt_print(text, thousandths);
  char *point = strchr(text, '.');
  if (point != NULL)
    *point = style->point;
  buffer_text(out, text);
}

void card_list_head(const struct card_list_style *style, struct buffer *out) {
  buffer_text(out, "\xEF\xBB\xBF");
  for (size_t i = 0; i < COLUMNS; i++) {
    if (i > 0)
      buffer_byte(out, style->separator);
    text_add(style, style->heads[i], out);
  }
  buffer_text(out, "\r\n");
}

void card_list_row(const struct card_list_style *style, const struct card_record *record, size_t volume, size_t page,
                   struct buffer *out) {
  const size_t places[] = {volume, page, record->sheet, record->row, record->column};
  text_add(style, record->id, out);
  buffer_byte(out, style->separator);
  text_add(style, record->name, out);
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    buffer_byte(out, style->separator);
    buffer_integer(out, (int64_t)places[i]);
  }
  const mpt lengths[] = {record->name_size, record->smallest, record->smallest > 0 ? record->shrunk * 100 : 0,
                         record->filled * 100};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) { /* nothing for what the card does not have */
    buffer_byte(out, style->separator);
    if (lengths[i] > 0)
      decimal_add(style, lengths[i], out);
  }
  buffer_byte(out, style->separator);
  text_add(style, record->fallback != NULL ? record->fallback : "", out);
  buffer_byte(out, style->separator);
  if (record->resolution > 0)
    buffer_integer(out, record->resolution);
  buffer_byte(out, style->separator);
  text_add(style, style->answers[!record->photo_missing], out);
  buffer_byte(out, style->separator);
  text_add(style, record->payload != NULL ? record->payload : "", out);
  buffer_text(out, "\r\n");
}
