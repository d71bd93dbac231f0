/* Words of numbers, by their beginnings: endings are those of cases, genders and affixes. */
#include "input/numerals.h"

#include "input/letters.h"

#include <string.h>

#include "base/utf8.h"

enum { LANGUAGES = 3, WORD = 64 /* bytes; longer words are no numbers */, HUNDRED = 100, THOUSAND = 1000 };

static const char *const codes[LANGUAGES] = {"ru", "ky", "en"};

/* Beginnings of words, with a bar between them; "=" before one that is the whole word. */
struct numeral {
  int number;
  const char *words[LANGUAGES]; /* as codes */
};

static const struct numeral numerals[] = {
    {0, {"=ноль|=нуль|нулев|=нуля", "=нөл", "=zero|=no"}},
    {1,
     {"=один|=одна|=одно|одног|одном|одной|=одну|=одни|перв|однажд", "=бир|биринчи|бири|бирд",
      "=one|=first|=a|=an|=once|=single"}},
    {2,
     {"=два|=две|=двух|=двум|=двое|двоих|двумя|втор|=оба|=обе|=обоих|дваж", "=эки|экинчи|экөө|экид",
      "=two|=second|=both|=twice|=pair"}},
    {3, {"=три|=трёх|=трех|=трём|=трем|=трое|тремя|трет|троих", "=үч|үчүнчү|үчөө|үчт", "=three|=third|=thrice"}},
    {4, {"четыр|четвер|четвёр", "=төрт|төртүнчү|төртөө|төртт", "=four|fourth"}},
    {5,
     {"=пять|=пяти|пятью|пятер|пятый|пятая|пятое|пятого|пятой|пятом|пятую", "=беш|бешинчи|бешөө|бешт", "=five|fifth"}},
    {6, {"=шесть|=шести|шестью|шестер|шестой|шестая|шестое|шестого|шестом", "=алты|алтынчы|алтоо|алтыд", "=six|sixth"}},
    {7, {"=семь|=семи|семью|семер|седьм", "=жети|жетинчи|жетөө|жетид", "=seven|seventh"}},
    {8,
     {"=восемь|=восьми|восьмью|восьмер|восьмой|восьмая|восьмое|восьмого|восьмом", "=сегиз|сегизинчи|сегизд",
      "=eight|eighth"}},
    {9,
     {"=девять|=девяти|девятью|девятый|девятая|девятое|девятого|девятой|девятом", "=тогуз|тогузунчу|тогузд",
      "=nine|ninth"}},
    {10, {"=десять|=десяти|десятью|десятый|десятая|десятое|десятого|десятом|десятк", "=он|онунчу|онд", "=ten|tenth"}},
    {11, {"одиннадцат", "", "=eleven|eleventh"}},
    {12, {"двенадцат|дюжин", "", "=twelve|twelfth|dozen"}},
    {13, {"тринадцат", "", "thirteen"}},
    {14, {"четырнадцат", "", "fourteen"}},
    {15, {"пятнадцат", "", "fifteen"}},
    {16, {"шестнадцат", "", "sixteen"}},
    {17, {"семнадцат", "", "seventeen"}},
    {18, {"восемнадцат", "", "eighteen"}},
    {19, {"девятнадцат", "", "nineteen"}},
    {20, {"двадцат", "жыйырма", "twent"}},
    {30, {"тридцат", "отуз", "thirt"}},
    {40, {"сорок", "кырк", "fort"}},
    {50, {"пятьдесят|пятидесят|половин", "элүү|жарым", "fift|=half"}},
    {60, {"шестьдесят|шестидесят", "алтымыш", "sixt"}},
    {70, {"семьдесят|семидесят", "жетимиш", "sevent"}},
    {80, {"восемьдесят|восьмидесят", "сексен", "eight"}},
    {90, {"девянос", "токсон", "ninet"}},
    {100, {"=сто|=ста|сотн|=сотый|=сотая", "=жүз|жүзүнчү|жүзд", "hundred"}},
    {1000, {"тысяч", "=миң|миңд|миңинчи", "thousand"}},
};

static const struct numeral multipliers[] = {
    {3, {"тысяч|=тыс", "=миң|миңд", "thousand"}},
    {6, {"миллион|=млн", "миллион|=млн", "million|=m"}},
    {9, {"миллиард|=млрд", "миллиард|=млрд", "billion|=bn"}},
    {12, {"триллион|=трлн", "триллион|=трлн", "trillion"}},
};

static const char *const months[12][2] = {{"январ", "jan"},
                                          {"феврал", "feb"},
                                          {"март", "mar"},
                                          {"апрел", "apr"},
                                          {"=май|=мая|=мае|=маю|майы|майга|майда|майд|майн|майк", "=may"},
                                          {"июн", "jun"},
                                          {"июл", "jul"},
                                          {"август", "aug"},
                                          {"сентябр", "sep"},
                                          {"октябр", "oct"},
                                          {"ноябр", "nov"},
                                          {"декабр", "dec"}};

/* Whether a word in small letters is one of those of a list. */
static bool word_is_listed(const char *word, const char *list) {
  while (*list != '\0') {
    size_t length = strcspn(list, "|");
    bool whole = *list == '=';
    const char *begins = list + whole;
    size_t size = length - whole;
    if (strncmp(word, begins, size) == 0 && (!whole || word[size] == '\0'))
      return true;
    list += length + (list[length] == '|');
  }
  return false;
}

/* Whether any word of the text is listed. */
static bool text_has(const char *text, const char *list) {
  size_t length = strlen(text), start = 0;
  if (*list == '\0')
    return false;
  for (size_t at = 0, next; at <= length; at = next) {
    uint32_t c = ' ';
    next = at + 1;
    if (at < length)
      c = utf8_next(text, length, (next = at, &next));
    if (letters_is_small(letters_small(c)))
      continue;
    char word[WORD];
    if (at > start && at - start < WORD - 1) {
      word[letters_lower(text + start, at - start, word, WORD - 1)] = '\0';
      if (word_is_listed(word, list))
        return true;
    }
    start = next;
  }
  return false;
}

static int language_index(const char *language) {
  for (int i = 0; i < LANGUAGES; i++)
    if (strncmp(language, codes[i], 2) == 0)
      return i;
  return -1;
}

static const char *words_of(const struct numeral *all, size_t count, int number, int language) {
  for (size_t i = 0; i < count; i++)
    if (all[i].number == number)
      return all[i].words[language];
  return "";
}

bool numerals_say(const char *text, const char *language, int64_t number) {
  enum { COUNT = sizeof numerals / sizeof *numerals };
  int index = language_index(language);
  if (index < 0 || number < 0 || (number > HUNDRED && number != THOUSAND))
    return false;
  if (text_has(text, words_of(numerals, COUNT, (int)number, index)))
    return true;
  int units = (int)number % 10, tens = (int)number - units;
  return number > 10 && number < HUNDRED && units > 0 && text_has(text, words_of(numerals, COUNT, tens, index)) &&
         text_has(text, words_of(numerals, COUNT, units, index));
}

bool numerals_multiply(const char *text, const char *language, int power) {
  int index = language_index(language);
  return index >= 0 && text_has(text, words_of(multipliers, sizeof multipliers / sizeof *multipliers, power, index));
}

bool numerals_name_month(const char *text, const char *language, int month) {
  int index = language_index(language);
  return index >= 0 && month >= 1 && month <= 12 && text_has(text, months[month - 1][index == 2]);
}
