/* Russian. Dates after А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя и автора»: the day does not leave its
 * month, the year does not leave the word «года»; a dash between numbers has no spaces, between words it has. */
#include "input/locale_tables.h"

/* BGN/PCGN 1947; the optional dot between letters that could be read as one is left out. */
static const struct transliteration letters[] = {
    {U'е', "e", "ye"},
    {U'ё', "ë", "yë"},
    {U'ж', "zh", NULL},
    {0, NULL, NULL},
};

const struct locale_tables locale_ru = {
    .months = {{"январь", "января"},
               {"февраль", "февраля"},
               {"март", "марта"},
               {"апрель", "апреля"},
               {"май", "мая"},
               {"июнь", "июня"},
               {"июль", "июля"},
               {"август", "августа"},
               {"сентябрь", "сентября"},
               {"октябрь", "октября"},
               {"ноябрь", "ноября"},
               {"декабрь", "декабря"}},
    .weekdays = {"понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"},
    .dates =
        {
            [DATE_LONG] = {"%d~%1 %y~года", "%d и~%D~%1 %y~года", "%d–%D~%1 %y~года", "%d~%1~– %D~&1 %Y~года",
                           "%d~%1 %y~года~– %D~&1 %Y~года"},
            [DATE_MEDIUM] = {"%d~%1 %y", "%d и~%D~%1 %y", "%d–%D~%1 %y", "%d~%1~– %D~&1 %Y", "%d~%1 %y~– %D~&1 %Y"},
            [DATE_SHORT] = {"%e.%m.%y", NULL, "%e–%E.%m.%y", "%e.%m–%E.%M.%Y", "%e.%m.%y–%E.%M.%Y"},
            [DATE_DAY] = {"%d~%1", "%d и~%D~%1", "%d–%D~%1", "%d~%1~– %D~&1", "%d~%1 %y~года~– %D~&1 %Y~года"},
            [DATE_LOCATIVE] = {"%d~%1 %y~года", "%d и~%D~%1 %y~года", "%d–%D~%1 %y~года", "%d~%1~– %D~&1 %Y~года",
                               "%d~%1 %y~года~– %D~&1 %Y~года"},
            [DATE_GENITIVE] = {"%d~%1 %y~года", "%d и~%D~%1 %y~года", "%d–%D~%1 %y~года", "%d~%1~– %D~&1 %Y~года",
                               "%d~%1 %y~года~– %D~&1 %Y~года"},
            [DATE_UNTIL] = {"до~%d~%1 %y~года", "до~%D~%1 %y~года", "до~%D~%1 %y~года", "до~%D~&1 %Y~года",
                            "до~%D~&1 %Y~года"},
            [DATE_WEEKDAY] = {"%w, %d~%1", NULL, "%w, %d~%1~– %W, %D~&1", "%w, %d~%1~– %W, %D~&1",
                              "%w, %d~%1 %y~года~– %W, %D~&1 %Y~года"},
            [DATE_ISO] = {"%y-%m-%e", NULL, "%y-%m-%e/%Y-%M-%E", "%y-%m-%e/%Y-%M-%E", "%y-%m-%e/%Y-%M-%E"},
        },
    .instant = {"%d, %t~(%z)", "до~%t %d~(%z)"},
    .group = "\u00A0",
    .point = ",",
    .conjunction = "и",
    .source = "Файл события, из которого сделан документ",
    .note = {"Сноска %s", "От сноски %s назад к тексту"},
    .letters = letters,
};
