/* How well a release is set in each of its languages, beside a first-fit breaker: 10.5 pt serif, justified.
 *
 *   quality EVENT        a table
 *   quality --test EVENT TAP lines: where the program must not be worse than first fit
 *
 * The mean and the worst stretch are those of spaces, as shares of what they give (1: 1.5 times their width); rivers
 * are white that runs through three lines or more. */
#include "first_fit.h"

#include "base/buffer.h"
#include "input/event.h"
#include "text/quality.h"
#include "text/typography.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BREAKERS = 2 };

/* Below NARROW mm a Russian line holds four words: more hyphens in a row are better than holes. From WIDE mm on even
 * lines need no more hyphens than first fit puts. */
enum { NARROW = 90, WIDE = 160, NARROW_RUN = 5 };

typedef struct paragraph *breaker_function(struct arena *, struct setter *, const struct paragraph_spec *);

static const struct breaker {
  const char *name;
  breaker_function *set;
} breakers[BREAKERS] = {{"basma", paragraph_set}, {"first fit", first_fit_set}};

/* Over all paragraphs. */
struct score {
  size_t lines, judged, hyphens, hyphen_run, rivers, overfull;
  int64_t ratios;
  int worst;
};

struct bench {
  struct arena *arena, *scratch;
  struct setter *setter;
  const struct event *event;
};

static void score_add(struct score *score, const struct quality *quality) {
  size_t judged = quality->lines > 0 ? quality->lines - 1 : 0;
  score->lines += quality->lines;
  score->judged += judged;
  score->ratios += quality->mean_ratio * (int64_t)judged;
  score->worst = quality->worst_ratio > score->worst ? quality->worst_ratio : score->worst;
  score->hyphens += quality->hyphens;
  score->hyphen_run = quality->hyphen_run > score->hyphen_run ? quality->hyphen_run : score->hyphen_run;
  score->rivers += quality->rivers;
  score->overfull += quality->overfull;
}

/* Without the marks of footnotes and the targets of links. */
static char *text_plain(struct arena *arena, const char *text, size_t length) {
  char *plain = arena_alloc(arena, length + 1), *end = plain;
  for (const char *at = text; at < text + length; at++) {
    const char *close = strncmp(at, "[^", 2) == 0   ? strchr(at, ']')
                        : strncmp(at, "](", 2) == 0 ? strchr(at, ')')
                                                    : NULL;
    if (close != NULL)
      at = close + (close[1] == ':');
    else if (*at != '[')
      *end++ = *at == '\n' ? ' ' : *at;
  }
  *end = '\0';
  return plain;
}

/* As the typographer's hand leaves it. */
static const char *text_edited(struct arena *arena, const char *text, const char *language) {
  struct typography_spec spec = {.text = text, .length = strlen(text), .language = language};
  struct typography found;
  struct buffer out = {0};
  size_t at = 0;
  typography_find(arena, &spec, &found);
  for (size_t i = 0; i < found.edit_count; i++) {
    buffer_add(&out, text + at, found.edits[i].offset - at);
    buffer_text(&out, found.edits[i].replacement);
    at = found.edits[i].offset + found.edits[i].length;
  }
  buffer_text(&out, text + at);
  char *edited = arena_strndup(arena, out.data, out.length);
  buffer_drop(&out);
  return edited;
}

static void paragraph_score(const struct bench *bench, const struct breaker *breaker, const char *text,
                            const char *language, mpt width, struct score *score) {
  struct text_style style = {.family = "serif", .size = 10500, .language = language, .hyphenate = true};
  struct text_span span = {.text = text, .length = strlen(text), .style = &style};
  struct paragraph_spec spec = {
      .spans = &span, .span_count = 1, .width = width, .indent = 14173, .align = TEXT_JUSTIFY};
  struct quality quality = quality_measure(bench->scratch, breaker->set(bench->scratch, bench->setter, &spec));
  score_add(score, &quality);
  arena_reset(bench->scratch);
}

/* The paragraphs of a text, which blank lines divide. */
static void text_score(const struct bench *bench, const struct breaker *breaker, const struct value *value,
                       const char *language, mpt width, struct score *score) {
  bool missing;
  value = value_in(value, language, NULL, &missing);
  for (const char *at = value == NULL || missing ? "" : value->text; *at != '\0';) {
    const char *end = strstr(at, "\n\n");
    size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
    const char *text = text_edited(bench->arena, text_plain(bench->arena, at, length), language);
    paragraph_score(bench, breaker, text, language, width, score);
    at += length;
    at += strspn(at, "\n");
  }
}

static struct score release_score(const struct bench *bench, const struct breaker *breaker, const char *language,
                                  mpt width) {
  const struct value *release = value_field(bench->event->root, "release");
  const struct value *quotes = value_field(release, "quotes");
  struct score score = {0};
  text_score(bench, breaker, value_field(release, "lead"), language, width, &score);
  text_score(bench, breaker, value_field(release, "body"), language, width, &score);
  for (size_t i = 0; i < value_count(quotes); i++)
    text_score(bench, breaker, value_field(quotes->list.items[i], "text"), language, width, &score);
  return score;
}

static double score_mean(const struct score *score) {
  return score->judged > 0 ? (double)score->ratios / (double)score->judged / 1000 : 0;
}

static double score_hyphens(const struct score *score) {
  return score->lines > 0 ? 100 * (double)score->hyphens / (double)score->lines : 0;
}

static void row_print(const char *language, int width, const struct breaker *breaker, const struct score *score) {
  printf("%-9s %5d mm  %-10s %6zu %7.2f %7.2f %13.1f %7zu %7zu %9zu\n", language, width, breaker->name, score->lines,
         score_mean(score), score->worst / 1000.0, score_hyphens(score), score->hyphen_run, score->rivers,
         score->overfull);
}

static void row_test(const char *language, int width, const struct score *ours, const struct score *other) {
  static int number;
  const struct {
    const char *what;
    bool holds;
  } tests[] = {{"spaces are more even", score_mean(ours) < score_mean(other)},
               {"the worst line is better", ours->worst < other->worst},
               {"nothing sticks out", ours->overfull == 0},
               {"hyphens in a row", ours->hyphen_run <= (width < NARROW ? NARROW_RUN : 2)},
               {"not more hyphens", width < WIDE || ours->hyphens <= other->hyphens}};
  for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
    printf("%sok %d - %s at %d mm: %s\n", tests[i].holds ? "" : "not ", ++number, language, width, tests[i].what);
}

static void languages_measure(const struct bench *bench, bool test) {
  static const int widths[] = {60, 90, 160};
  for (size_t i = 0; i < bench->event->language_count; i++)
    for (size_t j = 0; j < sizeof widths / sizeof *widths; j++) {
      const char *language = bench->event->languages[i];
      mpt width = (mpt)((int64_t)widths[j] * 72000 * 10 / 254);
      struct score scores[BREAKERS];
      for (size_t k = 0; k < BREAKERS; k++)
        scores[k] = release_score(bench, &breakers[k], language, width);
      for (size_t k = 0; !test && k < BREAKERS; k++)
        row_print(language, widths[j], &breakers[k], &scores[k]);
      if (test)
        row_test(language, widths[j], &scores[0], &scores[1]);
    }
}

static struct setter *setter_open(void) {
  const char *build = getenv("BUILD"), *why = NULL;
  char patterns[500];
  snprintf(patterns, sizeof patterns, "%s/hyphenation", build != NULL ? build : "build");
  struct fontmap *map = fontmap_new((const char *const[]){"fonts", NULL}, &why);
  if (map == NULL) {
    fprintf(stderr, "no fonts: %s\n", why);
    exit(3);
  }
  return setter_new(map, (const char *const[]){patterns, NULL});
}

int main(int count, char **arguments) {
  bool test = count > 2 && strcmp(arguments[1], "--test") == 0;
  struct sink *sink = sink_new();
  struct bench bench = {.arena = arena_new(), .scratch = arena_new(), .setter = setter_open()};
  bench.event = count > 1 ? event_read(bench.arena, arguments[count - 1], &limits_default, sink) : NULL;
  if (bench.event == NULL) {
    fprintf(stderr, "usage: quality [--test] EVENT\n");
    return 2;
  }
  if (!test)
    printf("%-9s %8s  %-10s %6s %7s %7s %13s %7s %7s %9s\n", "language", "width", "breaker", "lines", "stretch",
           "worst", "hyphens/100", "in row", "rivers", "too wide");
  languages_measure(&bench, test);
  setter_drop(bench.setter);
  arena_drop(bench.scratch);
  arena_drop(bench.arena);
  sink_drop(sink);
  return 0;
}
