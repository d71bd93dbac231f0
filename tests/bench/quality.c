/* How well texts are set in each of their languages, beside breakers that take what fits: 10.5 pt serif, justified.
 *
 *   quality EVENT            a table
 *   quality --test EVENT…    TAP lines: the first event at every width in every language, all others together, must be
 *                            set better than by first fit, or as well where that is perfect
 *
 * The mean and the worst stretch are those of spaces, as shares of what they give (1: 1.5 times their width); rivers
 * are white that runs through three lines or more. First fit sets the same text with the same hyphenation and spaces.
 * Letters that give way and punctuation that hangs are what the program has besides; without them it is «by breaks». */
#include "first_fit.h"

#include "base/buffer.h"
#include "input/event.h"
#include "text/quality.h"
#include "text/typography.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OURS, BARE, FIRST_FIT, SHRINKING, BREAKERS };

typedef struct paragraph *breaker_function(struct arena *, struct setter *, const struct paragraph_spec *);

static const struct breaker {
  const char *name;
  breaker_function *set;
  bool hang; /* as the body text of layouts/letterhead.yaml */
  int expansion;
} breakers[BREAKERS] = {{"basma", paragraph_set, true, 20},
                        {"by breaks", paragraph_set, false, 0},
                        {"first fit", first_fit_set, false, 0},
                        {"shrinking", first_fit_shrink_set, false, 0}};

/* Over all paragraphs. */
struct score {
  size_t lines, judged, hyphens, hyphen_run, hyphen_more, rivers, overfull;
  int64_t ratios;
  int worst;
};

enum mode { MODE_TABLE, MODE_EACH, MODE_TOGETHER };

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
  score->hyphen_more += quality->hyphen_more;
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
  struct paragraph_spec spec = {.spans = &span,
                                .span_count = 1,
                                .width = width,
                                .indent = 14173,
                                .align = TEXT_JUSTIFY,
                                .hang = breaker->hang,
                                .expansion = breaker->expansion};
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

/* --- measures ----------------------------------------------------------------------------------------------------- */

static double score_mean(const struct score *score) {
  return score->judged > 0 ? (double)score->ratios / (double)score->judged / 1000 : 0;
}

static double score_worst(const struct score *score) {
  return score->worst / 1000.0;
}

static double score_hyphens(const struct score *score) {
  return score->lines > 0 ? 100 * (double)score->hyphens / (double)score->lines : 0;
}

static double score_run(const struct score *score) {
  return (double)score->hyphen_run;
}

static double score_more(const struct score *score) {
  return (double)score->hyphen_more;
}

static double score_rivers(const struct score *score) {
  return (double)score->rivers;
}

/* Less is better, down to what is perfect. */
static const struct measure {
  const char *name, *what;
  double (*of)(const struct score *);
  double perfect;
  int places;
} measures[] = {{"stretch", "spaces are more even", score_mean, 0, 2},
                {"worst", "the worst line is better", score_worst, 0, 2},
                {"hyphens/100", "there are fewer hyphens", score_hyphens, 0, 1},
                {"in row", "fewer hyphens in a row", score_run, 1, 0},
                {"in all", "fewer hyphens below hyphens", score_more, 0, 0},
                {"rivers", "fewer rivers", score_rivers, 0, 0}};
enum { MEASURES = sizeof measures / sizeof *measures };

static void head_print(void) {
  printf("%-9s %8s  %-10s %6s", "language", "width", "breaker", "lines");
  for (size_t i = 0; i < MEASURES; i++)
    printf(" %11s", measures[i].name);
  printf(" %9s\n", "too wide");
}

static void row_print(const char *language, int width, const struct breaker *breaker, const struct score *score) {
  printf("%-9s %5d mm  %-10s %6zu", language, width, breaker->name, score->lines);
  for (size_t i = 0; i < MEASURES; i++)
    printf(" %11.*f", measures[i].places, measures[i].of(score));
  printf(" %9zu\n", score->overfull);
}

static void line_test(bool holds, const char *where, const char *what, const char *than) {
  static int number;
  printf("%sok %d - %s: %s%s\n", holds ? "" : "not ", ++number, where, what, than);
}

static void row_test(const char *where, const struct score *ours, const struct score *other, const char *than) {
  for (size_t i = 0; i < MEASURES; i++) {
    double mine = measures[i].of(ours), others = measures[i].of(other);
    line_test(mine < others || (mine <= others && others <= measures[i].perfect), where, measures[i].what, than);
  }
  line_test(ours->overfull == 0, where, "nothing sticks out", "");
}

/* --- events ------------------------------------------------------------------------------------------------------- */

enum { WIDTHS = 3 };
static const int widths[WIDTHS] = {60, 90, 160}; /* mm */

struct table { /* of all languages together, by width and breaker */
  struct score scores[WIDTHS][BREAKERS];
};

static void score_join(struct score *all, const struct score *one) {
  all->lines += one->lines;
  all->judged += one->judged;
  all->ratios += one->ratios;
  all->worst = one->worst > all->worst ? one->worst : all->worst;
  all->hyphens += one->hyphens;
  all->hyphen_run = one->hyphen_run > all->hyphen_run ? one->hyphen_run : all->hyphen_run;
  all->hyphen_more += one->hyphen_more;
  all->rivers += one->rivers;
  all->overfull += one->overfull;
}

static void language_measure(const struct bench *bench, const char *language, enum mode mode, struct table *table) {
  for (size_t j = 0; j < WIDTHS; j++) {
    mpt width = (mpt)((int64_t)widths[j] * 72000 * 10 / 254);
    struct score scores[BREAKERS];
    char where[100];
    for (size_t k = 0; k < BREAKERS; k++) {
      scores[k] = release_score(bench, &breakers[k], language, width);
      score_join(&table->scores[j][k], &scores[k]);
      if (mode == MODE_TABLE)
        row_print(language, widths[j], &breakers[k], &scores[k]);
    }
    snprintf(where, sizeof where, "%s at %d mm", language, widths[j]);
    if (mode == MODE_EACH)
      row_test(where, &scores[OURS], &scores[FIRST_FIT], "");
  }
}

/* All languages together; at all widths together also beside first fit that shrinks, and without letters' help. */
static void table_test(const char *name, const struct table *table) {
  struct score all[BREAKERS] = {{0}};
  char where[400];
  for (size_t j = 0; j < WIDTHS; j++) {
    for (size_t k = 0; k < BREAKERS; k++)
      score_join(&all[k], &table->scores[j][k]);
    snprintf(where, sizeof where, "%s at %d mm", name, widths[j]);
    row_test(where, &table->scores[j][OURS], &table->scores[j][FIRST_FIT], "");
  }
  row_test(name, &all[OURS], &all[SHRINKING], " than where spaces shrink");
  row_test(name, &all[BARE], &all[FIRST_FIT], " by breaks alone");
}

static void event_measure(struct bench *bench, const char *path, enum mode mode) {
  struct sink *sink = sink_new();
  struct table table = {0};
  bench->event = event_read(bench->arena, path, &limits_default, sink);
  if (bench->event == NULL) {
    fprintf(stderr, "cannot read %s\n", path);
    exit(2);
  }
  for (size_t i = 0; i < bench->event->language_count; i++)
    language_measure(bench, bench->event->languages[i], mode, &table);
  if (mode != MODE_TABLE)
    table_test(path, &table);
  sink_drop(sink);
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
  struct bench bench = {.arena = arena_new(), .scratch = arena_new(), .setter = setter_open()};
  int first = test ? 2 : 1;
  if (count <= first) {
    fprintf(stderr, "usage: quality [--test] EVENT...\n");
    return 2;
  }
  if (!test)
    head_print();
  for (int i = first; i < count; i++)
    event_measure(&bench, arguments[i], !test ? MODE_TABLE : i == first ? MODE_EACH : MODE_TOGETHER);
  setter_drop(bench.setter);
  arena_drop(bench.scratch);
  arena_drop(bench.arena);
  return 0;
}
