/* What Russian, Kyrgyz and English typesetters go by: marks and words.
 *
 * Only words that are sure stand here. Мильчин, Чельцова, «Справочник издателя и автора», ch. 4–6, 9, 31;
 * ГОСТ 8.417–2002, table 1–8; Кыргыз тилинин орфографиялык эрежелери (2008); New Hart's Rules, ch. 4, 9–11; Chicago,
 * ch. 6, 9, 10. */
#include "text/typography_parts.h"

#include <string.h>

/* Russian. */

static const char *const ru_short_words[] = {"в",  "во", "на", "не", "ни", "и",  "а",  "но", "к", "ко", "о",
                                             "об", "от", "до", "за", "из", "по", "со", "с",  "у", "да", NULL};
static const char *const ru_particles[] = {"же", "ли", "бы", "ж", "ль", "б", NULL};
static const char *const ru_units[] = {
    "км",       "м",         "дм",      "см",       "мм",        "мкм",      "га",        "м²",         "км²",
    "м³",       "т",         "ц",       "кг",       "г",         "мг",       "л",         "мл",         "вт",
    "квт",      "мвт",       "гц",      "кб",       "мб",        "гб",       "ч",         "мин",        "с",
    "сек",      "мс",        "%",       "‰",        "°c",        "°с",       "°",         "кв",         "куб",
    "кв.м",     "руб",       "коп",     "сом",      "сома",      "сомов",    "тыс",       "млн",        "млрд",
    "трлн",     "чел",       "шт",      "экз",      "долл",      "евро",     "₽",       "$",          "€",
    "тонн",     "тонны",     "км/ч",    "квт·ч",    "м/с",       "руб./м",   "м2",        "м3",         "км2",
    "см2",      "см3",       "см²",     "см³",      "мбит/с",    "гбит/с",   "кбит/с",    "тб",         "мгц",
    "ггц",      "кгц",       "ква",     "мвт·ч",    "дж",        "ккал",     "тонна",     "рубль",      "рубля",
    "рублей",   "доллар",    "доллара", "долларов", "тенге",     "тыйын",    "тыйынов",   "юаней",      "копеек",
    "тысяч",    "тысячи",    "миллион", "миллиона", "миллионов", "миллиард", "миллиарда", "миллиардов", "процент",
    "процента", "процентов", NULL};
static const char *const ru_multipliers[] = {"тыс",       "млн",      "млрд",      "трлн",       "кв",
                                             "куб",       "тысяч",    "тысячи",    "миллион",    "миллиона",
                                             "миллионов", "миллиард", "миллиарда", "миллиардов", NULL};
/* ISO 4217 and signs. */
static const char *const currencies[] = {"kgs", "usd", "eur", "rub", "kzt", "uzs", "cny",
                                         "gbp", "chf", "$",   "€",   "£",   "₽", NULL};
static const char *const patronymics[] = {"уулу", "кызы", NULL};
static const char *const ru_months[] = {"января",  "февраля",  "марта",   "апреля", "мая",     "июня", "июля",
                                        "августа", "сентября", "октября", "ноября", "декабря", "янв",  "февр",
                                        "апр",     "авг",      "сент",    "окт",    "нояб",    "дек",  NULL};
static const char *const ru_years[] = {"г",    "гг",    "год",   "года",  "году",   "годом", "годе",
                                       "годы", "годов", "годах", "годам", "годами", "в",     "вв",
                                       "век",  "века",  "веке",  "веков", "веках",  NULL};
static const char *const ru_counted[] = {
    "человек",     "жител",     "участни",   "учащ",     "учени",   "школьн",   "студент",   "семь",    "семей",
    "дом",         "хозяйств",  "экземпляр", "школ",     "книг",    "саженц",   "дерев",     "голов",   "учител",
    "врач",        "ребен",     "ребён",     "молод",    "подпис",  "заявк",    "обращен",   "билет",   "зрител",
    "гост",        "посетител", "пациент",   "слушател", "читател", "работник", "сотрудник", "делегат", "штук",
    "пользовател", "подписчик", "рубл",      "доллар",   "тенге",   "тонн",     "гектар",    "килом",   "метр",
    "голос",       "избирател", "житель",    "гражд",    "женщин",  "мужчин",   "детей",     "мест",    NULL};
static const char *const ru_before_plain[] = {"тел",  "тел/факс", "телефон", "телефону", "телефона", "факс",   "факсу",
                                              "моб",  "доб",      "номер",   "номеру",   "номера",   "индекс", "код",
                                              "инн",  "бик",      "окпо",    "счет",     "счёт",     "р/с",    "id",
                                              "isbn", "гост",     "ватсап",  "whatsapp", "звоните",  NULL};
static const char *const ru_behind[] = {"обл.", "обл.,", "р-н", "р-на", "р-не", "р-ну", NULL};
static const struct abbreviation ru_abbreviations[] = {
    {"г.", BEFORE_CAPITAL},     {"гг.", BEFORE_CAPITAL},  {"с.", BEFORE_BOTH},
    {"пос.", BEFORE_CAPITAL},   {"пгт.", BEFORE_CAPITAL}, {"дер.", BEFORE_CAPITAL},
    {"ул.", BEFORE_BOTH},       {"пер.", BEFORE_BOTH},    {"пр.", BEFORE_CAPITAL},
    {"просп.", BEFORE_CAPITAL}, {"бул.", BEFORE_CAPITAL}, {"пл.", BEFORE_CAPITAL},
    {"наб.", BEFORE_CAPITAL},   {"мкр.", BEFORE_BOTH},    {"д.", BEFORE_BOTH},
    {"корп.", BEFORE_NUMBER},   {"кв.", BEFORE_NUMBER},   {"каб.", BEFORE_NUMBER},
    {"оф.", BEFORE_NUMBER},     {"обл.", BEFORE_CAPITAL}, {"стр.", BEFORE_NUMBER},
    {"рис.", BEFORE_NUMBER},    {"табл.", BEFORE_NUMBER}, {"гл.", BEFORE_NUMBER},
    {"ст.", BEFORE_NUMBER},     {"п.", BEFORE_NUMBER},    {"пп.", BEFORE_NUMBER},
    {"т.", BEFORE_NUMBER},      {"ч.", BEFORE_NUMBER},    {"вып.", BEFORE_NUMBER},
    {"им.", BEFORE_CAPITAL},    {"о.", BEFORE_CAPITAL},   {"оз.", BEFORE_CAPITAL},
    {"р.", BEFORE_CAPITAL},     {"гр.", BEFORE_CAPITAL},  {"акад.", BEFORE_CAPITAL},
    {"проф.", BEFORE_CAPITAL},  {"доц.", BEFORE_CAPITAL}, {"тел.", BEFORE_NUMBER},
    {"доб.", BEFORE_NUMBER},    {"тов.", BEFORE_CAPITAL}, {"г-н", BEFORE_CAPITAL},
    {"г-на", BEFORE_CAPITAL},   {"г-ну", BEFORE_CAPITAL}, {"г-ном", BEFORE_CAPITAL},
    {"г-жа", BEFORE_CAPITAL},   {"г-жи", BEFORE_CAPITAL}, {"г-же", BEFORE_CAPITAL},
    {"г-жу", BEFORE_CAPITAL},   {"д-р", BEFORE_CAPITAL},  {"д-ра", BEFORE_CAPITAL},
    {"пгт", BEFORE_CAPITAL},    {"хр.", BEFORE_CAPITAL},  {NULL, 0}};
static const char *const ru_pairs[][2] = {{"т.", "д."}, {"т.", "п."}, {"т.", "е."}, {"т.", "к."},
                                          {"т.", "н."}, {"н.", "э."}, {"и.", "о."}, {NULL, NULL}};

/* Kyrgyz. */

static const char *const ky_particles[] = {"бы", "да", "де", "эле", "го", NULL};
/* With any ending: 17 сентябрь, 5 майда. */
static const char *const ky_months[] = {"январ",  "феврал",  "март",   "апрел", "май",    "июн", "июл",
                                        "август", "сентябр", "октябр", "ноябр", "декабр", NULL};
static const char *const ky_units[] = {
    "км",   "м",    "см",    "мм",    "га",      "м²",    "км²",     "м³",       "т",     "кг",     "г",    "мг",
    "л",    "мл",   "вт",    "квт",   "%",       "‰",     "°c",      "°с",       "°",     "сом",    "миң",  "млн",
    "млрд", "трлн", "тыйын", "адам",  "саат",    "мүнөт", "пайыз",   "жаш",      "тонна", "гектар", "метр", "километр",
    "$",    "€",    "киши",  "рубль", "доллар",  "тенге", "миллион", "миллиард", "м2",    "м3",     "км2",  "мбит/с",
    "мб",   "гб",   "тб",    "мвт",   "км/саат", "нуска", "бет",     NULL};
static const char *const ky_multipliers[] = {"миң", "млн", "млрд", "трлн", "миллион", "миллиард", NULL};
static const char *const ky_years[] = {"ж", "жж", "жыл", "жылы", "жылдын", "жылга", "жылдары", NULL};
static const char *const ky_counted[] = {"адам",    "киши",   "тургун", "катышуучу", "окуучу", "бала",     "үй-бүлө",
                                         "сом",     "доллар", "тонна",  "гектар",    "нуска",  "шайлоочу", "орун",
                                         "чарба",   "мектеп", "китеп",  "көчөт",     "үй",     "мугалим",  "дарыгер",
                                         "студент", "жаран",  "аял",    "эркек",     "жаш",    "билет",    "көрүүчү",
                                         "конок",   "рубль",  "тенге",  "км",        NULL};
static const char *const ky_before_plain[] = {"тел",    "телефон", "телефону", "факс", "моб", "номери", "номер",
                                              "индекс", "код",     "инн",      "бик",  "id",  NULL};
static const char *const ky_behind[] = {"обл.", "обл.,",   "ш.",      "ш.,", "көч.", "көч.,",
                                        "р-ну", "р-нунун", "р-нунда", "а.",  NULL};
static const struct abbreviation ky_abbreviations[] = {{"ш.", BEFORE_CAPITAL},
                                                       {"г.", BEFORE_CAPITAL},
                                                       {"көч.", BEFORE_BOTH},
                                                       {"ул.", BEFORE_BOTH},
                                                       {"бет.", BEFORE_NUMBER},
                                                       {"б.", BEFORE_NUMBER},
                                                       {"сүр.", BEFORE_NUMBER},
                                                       {"кв.", BEFORE_NUMBER},
                                                       {"ст.", BEFORE_NUMBER},
                                                       {"тел.", BEFORE_NUMBER},
                                                       {"акад.", BEFORE_CAPITAL},
                                                       {"проф.", BEFORE_CAPITAL},
                                                       {NULL, 0}};
static const char *const ky_pairs[][2] = {{"ж.", "б."}, {"б.", "а."}, {"у.", "с."}, {"м.", "у."}, {NULL, NULL}};

/* English. */

static const char *const en_units[] = {
    "km",      "m",        "cm", "mm",  "ha",   "kg",  "g",       "mg",    "t",       "l",      "ml",       "kw",
    "w",       "°c",       "°f", "°",   "%",    "mph", "km/h",    "mb",    "gb",      "hz",     "khz",      "million",
    "billion", "trillion", "m²", "km²", "soms", "som", "m2",      "km2",   "gw",      "mw",     "tb",       "ghz",
    "mhz",     "mbit/s",   "am", "pm",  "a.m",  "p.m", "dollars", "euros", "roubles", "tonnes", "hectares", NULL};
static const char *const en_multipliers[] = {"million", "billion", "trillion", NULL};
static const char *const en_months[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december",
                                        "jan",     "feb",      "mar",       "apr",     "aug",      "sept",
                                        "sep",     "oct",      "nov",       "dec",     NULL};
static const char *const en_years[] = {"ad", "bc", "ce", "bce", NULL};
static const char *const en_counted[] = {
    "people", "resident", "participant", "student", "famil", "household", "cop",     "voter",   "citizen", "women",
    "men",    "children", "visitor",     "dollar",  "som",   "tonne",     "hectare", "kilomet", "met",     NULL};
static const char *const en_before_plain[] = {"tel",  "phone",  "telephone", "fax",      "mobile", "ext",
                                              "no",   "number", "code",      "postcode", "zip",    "id",
                                              "isbn", "iso",    "call",      "room",     NULL};
static const struct abbreviation en_abbreviations[] = {
    {"mr", BEFORE_CAPITAL},   {"mr.", BEFORE_CAPITAL}, {"mrs", BEFORE_CAPITAL},
    {"mrs.", BEFORE_CAPITAL}, {"ms", BEFORE_CAPITAL},  {"ms.", BEFORE_CAPITAL},
    {"dr", BEFORE_CAPITAL},   {"dr.", BEFORE_CAPITAL}, {"prof.", BEFORE_CAPITAL},
    {"st.", BEFORE_CAPITAL},  {"no.", BEFORE_NUMBER},  {"nos.", BEFORE_NUMBER},
    {"p.", BEFORE_NUMBER},    {"pp.", BEFORE_NUMBER},  {"vol.", BEFORE_NUMBER},
    {"ch.", BEFORE_NUMBER},   {"fig.", BEFORE_NUMBER}, {"figs.", BEFORE_NUMBER},
    {"art.", BEFORE_NUMBER},  {"ed.", BEFORE_NUMBER},  {NULL, 0}};

static const struct typography_language languages[] = {
    {.code = "ru",
     .opening = {"«", "„"},
     .closing = {"»", "“"},
     .dash = "—",
     .group = NO_BREAK_SPACE,
     .short_words = ru_short_words,
     .particles = ru_particles,
     .units = ru_units,
     .multipliers = ru_multipliers,
     .months = ru_months,
     .years = ru_years,
     .counted = ru_counted,
     .before_plain = ru_before_plain,
     .behind = ru_behind,
     .abbreviations = ru_abbreviations,
     .pairs = ru_pairs,
     .pairs_apart = true,
     .parts = true,
     .speech = true,
     .patronymics = patronymics,
     .currencies = currencies},
    {.code = "ky",
     .opening = {"«", "„"},
     .closing = {"»", "“"},
     .suffix_after_quote = true,
     .dash = "—",
     .group = NO_BREAK_SPACE,
     .particles = ky_particles,
     .units = ky_units,
     .multipliers = ky_multipliers,
     .years = ky_years,
     .counted = ky_counted,
     .before_plain = ky_before_plain,
     .behind = ky_behind,
     .abbreviations = ky_abbreviations,
     .pairs = ky_pairs,
     .months = ky_months,
     .month_stems = true,
     .parts = true,
     .speech = true,
     .patronymics = patronymics,
     .currencies = currencies},
    {.code = "en",
     .opening = {"“", "‘"},
     .closing = {"”", "’"},
     .keeps_curly = true,
     .elides = true,
     .dash = "–",
     .group = ",",
     .units = en_units,
     .multipliers = en_multipliers,
     .months = en_months,
     .years = en_years,
     .counted = en_counted,
     .before_plain = en_before_plain,
     .abbreviations = en_abbreviations,
     .currencies = currencies},
};

const struct typography_language *typography_language_find(const char *language) {
  size_t length = language != NULL ? strcspn(language, "-") : 0;
  for (size_t i = 0; length == 2 && i < sizeof languages / sizeof *languages; i++)
    if (strncmp(language, languages[i].code, length) == 0)
      return &languages[i];
  return NULL;
}
