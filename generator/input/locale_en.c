/* English, day first; every language without tables of its own uses it. */
#include "input/locale_tables.h"

/* Cyrillic in an English document is romanized as Russian is. */
static const struct transliteration letters[] = {
    {U'е', "e", "ye"},
    {U'ё', "ë", "yë"},
    {U'ж', "zh", NULL},
    {0, NULL, NULL},
};

const struct locale_tables locale_en = {
    .months = {{"January", "Jan"},
               {"February", "Feb"},
               {"March", "Mar"},
               {"April", "Apr"},
               {"May", "May"},
               {"June", "Jun"},
               {"July", "Jul"},
               {"August", "Aug"},
               {"September", "Sep"},
               {"October", "Oct"},
               {"November", "Nov"},
               {"December", "Dec"}},
    .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    .dates =
        {
            [DATE_LONG] = {"%d~%0 %y", NULL, "%d–%D~%0 %y", "%d~%0~– %D~&0 %Y", "%d~%0 %y~– %D~&0 %Y"},
            [DATE_MEDIUM] = {"%d~%1 %y", NULL, "%d–%D~%1 %y", "%d~%1~– %D~&1 %Y", "%d~%1 %y~– %D~&1 %Y"},
            [DATE_SHORT] = {"%e/%m/%y", NULL, "%e–%E/%m/%y", "%e/%m–%E/%M/%Y", "%e/%m/%y–%E/%M/%Y"},
            [DATE_DAY] = {"%d~%0", NULL, "%d–%D~%0", "%d~%0~– %D~&0", "%d~%0 %y~– %D~&0 %Y"},
            [DATE_LOCATIVE] = {"on %d~%0 %y", "on %d and %D~%0 %y", "from %d to %D~%0 %y", "from %d~%0 to %D~&0 %Y",
                               "from %d~%0 %y to %D~&0 %Y"},
            [DATE_GENITIVE] = {"%d~%0 %y", NULL, "%d–%D~%0 %y", "%d~%0~– %D~&0 %Y", "%d~%0 %y~– %D~&0 %Y"},
            [DATE_UNTIL] = {"until %d~%0 %y", "until %D~%0 %y", "until %D~%0 %y", "until %D~&0 %Y", "until %D~&0 %Y"},
            [DATE_WEEKDAY] = {"%w, %d~%0", NULL, "%w, %d~%0~– %W, %D~&0", "%w, %d~%0~– %W, %D~&0",
                              "%w, %d~%0 %y~– %W, %D~&0 %Y"},
            [DATE_ISO] = {"%y-%m-%e", NULL, "%y-%m-%e/%Y-%M-%E", "%y-%m-%e/%Y-%M-%E", "%y-%m-%e/%Y-%M-%E"},
        },
    .instant = {"%d, %t~(%z)", "until %t on %d~(%z)"},
    .group = ",",
    .point = ".",
    .conjunction = "and",
    .source = "The event file that the document is made from",
    .note = {"Footnote %s", "From footnote %s back to the text"},
    .letters = letters,
};
