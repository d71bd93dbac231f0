/* What a run says. */
#include "batch/summary.h"

#include "base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Forms for 1, 2–4 and 5–20 as Russian counts; English uses the first and the last. */
struct noun {
  const char *english[2];
  const char *russian[3];
};

static const struct noun page_noun = {{"page", "pages"}, {"страница", "страницы", "страниц"}};
static const struct noun error_noun = {{"error", "errors"}, {"ошибка", "ошибки", "ошибок"}};
static const struct noun warning_noun = {{"warning", "warnings"},
                                         {"предупреждение", "предупреждения", "предупреждений"}};
static const struct noun checked_noun = {{"document checked", "documents checked"},
                                         {"документ проверен", "документа проверены", "документов проверено"}};
static const struct noun row_noun = {{"row read", "rows read"}, {NULL}};
static const struct noun badge_noun = {{"badge made", "badges made"}, {NULL}};
static const struct noun refused_noun = {{"row refused", "rows refused"}, {NULL}};
static const struct noun separator_noun = {{"separator", "separators"}, {"разделитель", "разделителя", "разделителей"}};
static const struct noun blank_noun = {{"blank card", "blank cards"},
                                       {"пустая карточка", "пустые карточки", "пустых карточек"}};
static const struct noun made_noun = {{"document made", "documents made"},
                                      {"документ сделан", "документа сделаны", "документов сделано"}};
static const struct noun incomplete_noun = {{"incomplete", "incomplete"}, {"неполный", "неполных", "неполных"}};
static const struct noun failed_noun = {{"failed", "failed"}, {"не удался", "не удались", "не удались"}};

static const char *noun_form(const struct noun *noun, size_t count, enum message_language language) {
  size_t tens = count % 100, ones = count % 10;
  if (language == MESSAGE_ENGLISH)
    return noun->english[count != 1];
  if (tens >= 11 && tens <= 14)
    return noun->russian[2];
  return noun->russian[ones == 1 ? 0 : ones >= 2 && ones <= 4 ? 1 : 2];
}

static void count_add(struct buffer *out, const char *before, const struct noun *noun, size_t count,
                      enum message_language language) {
  buffer_printf(out, "%s%zu %s", before, count, noun_form(noun, count, language));
}

/* Three figures are enough to see what has grown. */
static void size_add(struct buffer *out, size_t bytes, enum message_language language) {
  static const char *const units[2][4] = {{"B", "KB", "MB", "GB"}, {"Б", "КБ", "МБ", "ГБ"}};
  double size = (double)bytes;
  size_t unit = 0;
  while (size >= 999.5 && unit < 3) {
    size /= 1000;
    unit++;
  }
  buffer_printf(out, unit >= 2 && size < 99.95 ? "%.1f %s" : "%.0f %s", size, units[language][unit]);
}

/* Standard output or error at once. A reader that went away is its own business; a full disk is not. */
static void text_write(struct summary *summary, FILE *stream, const struct buffer *text) {
  progress_hide(summary->progress);
  errno = 0;
  bool written = fwrite(text->data, 1, text->length, stream) == text->length && fflush(stream) == 0;
  if (!written && errno != EPIPE)
    summary->system = true;
}

void summary_messages(struct summary *summary, const struct sink *sink) {
  const struct run_options *options = summary->options;
  struct buffer text = {0};
  struct sink *fresh = sink_new();
  sink_take_new(summary->seen, sink, fresh);
  summary->errors += sink_count(fresh, SEVERITY_ERROR);
  summary->warnings += sink_count(fresh, SEVERITY_WARNING);
  if (options->messages == MESSAGES_JSON)
    sink_print_json(fresh, options->language, &text);
  else
    sink_print(fresh, options->language, options->colour, &text);
  sink_drop(fresh);
  if (text.length)
    text_write(summary, stderr, &text);
  buffer_drop(&text);
}

/* Nobody is lost: "400 rows read = 398 badges made + 2 rows refused". */
static void rows_add(struct buffer *out, const struct job_result *result, enum message_language language) {
  size_t rows = result->counts.rows, made = rows - result->refused;
  if (rows == 0)
    return;
  if (language == MESSAGE_RUSSIAN) {
    buffer_printf(out, "  строк прочитано %zu = бейджей сделано %zu + строк отклонено %zu", rows, made,
                  result->refused);
    return;
  }
  count_add(out, "  ", &row_noun, rows, language);
  count_add(out, " = ", &badge_noun, made, language);
  count_add(out, " + ", &refused_noun, result->refused, language);
}

/* What was printed that is nobody's. */
static void extras_add(struct buffer *out, const struct job_result *result, enum message_language language) {
  const char *before = "  ";
  if (result->counts.separators) {
    count_add(out, before, &separator_noun, result->counts.separators, language);
    before = ", ";
  }
  if (result->counts.blanks)
    count_add(out, before, &blank_noun, result->counts.blanks, language);
}

static void extra_add(struct buffer *out, struct arena *arena, const struct job *job, const struct job_extra *extra,
                      enum job_extra_kind kind, const struct run_options *options) {
  if (extra->bytes == 0)
    return;
  buffer_text(out, file_join(arena, options->output, output_extra_path(arena, job, kind)));
  if (extra->pages > 0)
    count_add(out, "  ", &page_noun, extra->pages, options->language);
  buffer_text(out, "  ");
  size_add(out, extra->bytes, options->language);
  buffer_byte(out, '\n');
}

void summary_job(struct summary *summary, const struct job *job, const struct job_result *result) {
  const struct run_options *options = summary->options;
  summary->made += result->status == JOB_OK;
  summary->incomplete += result->status == JOB_INCOMPLETE;
  summary->failed += result->status == JOB_FAILED;
  summary->system = summary->system || result->system;
  if (result->status == JOB_FAILED || (options->check && result->counts.rows == 0))
    return;
  struct arena *arena = arena_new();
  struct buffer line = {0};
  const size_t count = options->check ? 1 : result->volume_count;
  if (result->unchanged && !options->check)
    buffer_printf(&line, "%s  %s\n", file_join(arena, options->output, job->path),
                  options->language == MESSAGE_RUSSIAN ? "новых и изменившихся нет" : "nothing is new or different");
  for (size_t i = 0; i < count; i++) {
    const char *path = options->check ? job->path : output_path(arena, job, i, count);
    buffer_text(&line, options->check ? path : file_join(arena, options->output, path));
    if (!options->check) {
      count_add(&line, "  ", &page_noun, result->volumes[i].pages, options->language);
      buffer_text(&line, "  ");
      size_add(&line, result->volumes[i].bytes, options->language);
    }
    if (i + 1 == count) { /* of all volumes */
      rows_add(&line, result, options->language);
      extras_add(&line, result, options->language);
    }
    buffer_byte(&line, '\n');
  }
  for (size_t i = 0; i < EXTRA_COUNT; i++)
    extra_add(&line, arena, job, &result->extras[i], (enum job_extra_kind)i, options);
  text_write(summary, stdout, &line);
  buffer_drop(&line);
  arena_drop(arena);
}

void summary_finish(struct summary *summary) {
  const struct run_options *options = summary->options;
  enum message_language language = options->language;
  size_t failed = summary->failed + summary->lost; /* of a lost event it is not known how many documents */
  struct buffer line = {0};
  if (options->check) {
    count_add(&line, "", &checked_noun, summary->made + summary->incomplete + summary->failed, language);
    count_add(&line, ", ", &error_noun, summary->errors, language);
    count_add(&line, ", ", &warning_noun, summary->warnings, language);
  } else if (options->messages == MESSAGES_TEXT && (summary->incomplete || failed)) {
    count_add(&line, "", &made_noun, summary->made, language);
    if (summary->incomplete)
      count_add(&line, ", ", &incomplete_noun, summary->incomplete, language);
    if (failed)
      count_add(&line, ", ", &failed_noun, failed, language);
  }
  if (line.length) {
    buffer_byte(&line, '\n');
    text_write(summary, options->check ? stdout : stderr, &line);
  }
  buffer_drop(&line);
}

int summary_status(const struct summary *summary) {
  if (summary->system)
    return EXIT_SYSTEM;
  return summary->errors || summary->failed || summary->lost || summary->incomplete ? EXIT_INCOMPLETE : EXIT_MADE;
}
