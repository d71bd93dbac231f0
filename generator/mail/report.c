/* Reports. Journal -> page, CSV, JSON. */
#include "mail/report.h"

#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>

/* --- the page ----------------------------------------------------------------------------------------------------- */

static const char *const state_words[MAIL_STATES][2] = {
    [MAIL_WAITING] = {"waiting", "ждут отправки"},  [MAIL_SENDING] = {"being sent", "отправляются"},
    [MAIL_HANDED] = {"being sent", "отправляются"}, [MAIL_SENT] = {"sent", "отправлены"},
    [MAIL_REFUSED] = {"refused", "отклонены"},      [MAIL_DEFERRED] = {"deferred", "отложены"},
    [MAIL_DOUBT] = {"in doubt", "под вопросом"},    [MAIL_DROPPED] = {"dropped", "отменены"},
};

void report_print(const struct journal_entry *entries, size_t count, enum message_language language, FILE *page) {
  for (int state = 0; state < MAIL_STATES; state++) {
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
      found += entries[i].state == (enum mail_state)state;
    if (found)
      fprintf(page, "%s: %zu\n", state_words[state][language], found);
  }
  for (size_t i = 0; i < count; i++)
    if (entries[i].state != MAIL_SENT)
      fprintf(page, "%s%s%d  %s  %s  %s  %s\n", entries[i].release, *entries[i].release ? " " : "v", entries[i].version,
              entries[i].address, state_words[entries[i].state][language], entries[i].time, entries[i].reply);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

static void csv_text(struct buffer *out, const char *text) {
  bool formula = *text && strchr("=+-@\t", *text); /* a spreadsheet would compute it */
  buffer_byte(out, '"');
  if (formula)
    buffer_byte(out, '\'');
  for (; *text; text++) {
    if (*text == '"')
      buffer_byte(out, '"');
    buffer_byte(out, *text);
  }
  buffer_byte(out, '"');
}

static void json_text(struct buffer *out, const char *text) {
  buffer_byte(out, '"');
  for (; *text; text++)
    if (*text == '"' || *text == '\\' || (unsigned char)*text < ' ')
      buffer_printf(out, "\\u%04x", (unsigned char)*text);
    else
      buffer_byte(out, *text);
  buffer_byte(out, '"');
}

/* The columns of both: texts, then numbers. */
enum { TEXTS = 10, NUMBERS = 4 };
static const char *const text_names[TEXTS] = {"event",    "release",    "newsroom", "name", "email",
                                              "language", "message-id", "state",    "time", "reply"};
static const char *const number_names[NUMBERS] = {"version", "attempts", "code", "bytes"};

struct row {
  const char *texts[TEXTS];
  int64_t numbers[NUMBERS];
};

static struct row row_of(const char *event, const struct journal_entry *entry) {
  return (struct row){{event, entry->release, entry->newsroom, entry->name, entry->address, entry->language,
                       entry->message_id, mail_state_names[entry->state], entry->time, entry->reply},
                      {entry->version, entry->attempts, entry->code, entry->size}};
}

static void csv_add(struct buffer *out, const struct row *row) {
  for (int i = 0; i < TEXTS; i++) {
    csv_text(out, row->texts[i]);
    buffer_byte(out, ',');
  }
  for (int i = 0; i < NUMBERS; i++) {
    buffer_integer(out, row->numbers[i]);
    buffer_text(out, i + 1 < NUMBERS ? "," : "\r\n");
  }
}

static void json_add(struct buffer *out, const struct row *row) {
  for (int i = 0; i < TEXTS; i++) {
    buffer_printf(out, "%s\"%s\": ", i ? ", " : "  {", text_names[i]);
    json_text(out, row->texts[i]);
  }
  for (int i = 0; i < NUMBERS; i++) {
    buffer_printf(out, ", \"%s\": ", number_names[i]);
    buffer_integer(out, row->numbers[i]);
  }
  buffer_byte(out, '}');
}

static void csv_head(struct buffer *out) {
  for (int i = 0; i < TEXTS; i++)
    buffer_printf(out, "%s,", text_names[i]);
  for (int i = 0; i < NUMBERS; i++)
    buffer_printf(out, "%s%s", number_names[i], i + 1 < NUMBERS ? "," : "\r\n");
}

static bool ends_with(const char *path, const char *end) {
  size_t length = strlen(path), tail = strlen(end);
  return length > tail && strcmp(path + length - tail, end) == 0;
}

static bool buffer_write(const char *path, const struct buffer *text, struct sink *sink) {
  struct file_output *output = file_output_new(path);
  bool written = output && file_output_write(output, text->data, text->length);
  if (output ? file_output_commit(output) && written : false)
    return true;
  sink_report(sink, FILE_NOT_WRITTEN, (struct position){0}, path, strerror(errno), NULL);
  return false;
}

bool report_write(const char *path, const char *event, const struct journal_entry *entries, size_t count,
                  struct sink *sink, bool *system) {
  bool csv = ends_with(path, ".csv");
  struct buffer text = {0};
  if (!csv && !ends_with(path, ".json")) {
    sink_report(sink, MAIL_REPORT_FORM, (struct position){0}, path, NULL);
    return false;
  }
  if (csv)
    csv_head(&text);
  else
    buffer_text(&text, "[\n");
  for (size_t i = 0; i < count; i++) {
    struct row row = row_of(event, &entries[i]);
    if (csv)
      csv_add(&text, &row);
    else
      json_add(&text, &row);
    if (!csv)
      buffer_text(&text, i + 1 < count ? ",\n" : "\n");
  }
  if (!csv)
    buffer_text(&text, "]\n");
  *system = !buffer_write(path, &text, sink);
  buffer_drop(&text);
  return !*system;
}

void report_tell(const struct journal_entry *entries, size_t count, int version, struct sink *sink) {
  static const struct {
    enum diagnostic_code code;
    unsigned states;
  } told[] = {{MAIL_UNFINISHED, 1u << MAIL_WAITING | 1u << MAIL_DEFERRED | 1u << MAIL_SENDING},
              {MAIL_REFUSED_BY_SERVER, 1u << MAIL_REFUSED},
              {MAIL_IN_DOUBT, 1u << MAIL_DOUBT | 1u << MAIL_HANDED}};
  for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
    char text[24];
    size_t found = 0;
    for (size_t j = 0; j < count; j++)
      found += entries[j].version == version && (told[i].states >> entries[j].state & 1) != 0;
    snprintf(text, sizeof text, "%zu", found);
    if (found)
      sink_report(sink, told[i].code, (struct position){0}, text, NULL);
  }
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static const struct {
  const char *word;
  enum mail_state state;
} answers[] = {{"sent", MAIL_SENT}, {"again", MAIL_WAITING}, {"drop", MAIL_DROPPED}};

static bool answer_find(const char *word, enum mail_state *state) {
  for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
    if (strcmp(answers[i].word, word) == 0) {
      *state = answers[i].state;
      return true;
    }
  return false;
}

/* «all» is about those in doubt; a refused message is only taken up again by its address. */
static bool is_meant(const struct journal_entry *entry, const char *who, enum mail_state state) {
  if (entry->state == MAIL_DOUBT && strcmp(who, "all") == 0)
    return true;
  bool open = entry->state == MAIL_DOUBT || (entry->state == MAIL_REFUSED && state != MAIL_SENT) ||
              (entry->state == MAIL_DEFERRED && state == MAIL_DROPPED) ||
              (entry->state == MAIL_WAITING && state == MAIL_DROPPED);
  return open && strcasecmp(entry->address, who) == 0;
}

bool report_resolve(struct journal *journal, const struct journal_entry *entries, size_t count, const char *answer,
                    struct sink *sink) {
  struct arena *arena = arena_new();
  const char *equals = strrchr(answer, '=');
  enum mail_state state;
  size_t found = 0;
  bool good = equals && equals > answer && answer_find(equals + 1, &state);
  if (!good)
    sink_report(sink, MAIL_RESOLVE_FORM, (struct position){0}, answer, NULL);
  const char *who = good ? arena_strndup(arena, answer, (size_t)(equals - answer)) : "";
  for (size_t i = 0; i < count && good; i++)
    if (is_meant(&entries[i], who, state)) {
      found++;
      good = journal_step(journal, entries[i].row,
                          &(struct journal_step){.state = state, .reply = "resolved", .size = -1});
    }
  if (good && found == 0 && strcmp(who, "all") != 0) {
    sink_report(sink, MAIL_RESOLVE_NOBODY, (struct position){0}, who, NULL);
    good = false;
  }
  arena_drop(arena);
  return good;
}
