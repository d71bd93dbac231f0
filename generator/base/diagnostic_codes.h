/* DIAGNOSTIC(code, name, severity, english, russian)
 *
 * The one list of everything basma can say about its input. Names are a contract: they never change.
 * {1}, {2}… are the arguments given to sink_report. A text says what was found, what was expected and what to
 * do, to somebody who is not a programmer. Keep the groups; add at a group's end. No include guard: it is
 * included for its list.
 */

/* Notes */
DIAGNOSTIC(NOTE_DID_YOU_MEAN, "did-you-mean", SEVERITY_NOTE, "did you mean «{1}»?", "может быть, «{1}»?")
DIAGNOSTIC(NOTE_FIRST_HERE, "first-here", SEVERITY_NOTE, "first given here", "впервые указано здесь")
DIAGNOSTIC(NOTE_LAYOUT_RULE, "layout-rule", SEVERITY_NOTE, "the rule of the layout is here",
           "правило макета находится здесь")
DIAGNOSTIC(NOTE_CONTENT, "content", SEVERITY_NOTE, "the content is here", "содержание находится здесь")

/* Messages themselves */
DIAGNOSTIC(MESSAGES_NOT_SHOWN, "not-shown", SEVERITY_ERROR,
           "{1} more of these are not shown; correct the ones above and run again",
           "ещё {1} таких сообщений не показаны; исправьте указанное выше и запустите снова")

/* Files */
DIAGNOSTIC(FILE_NOT_FOUND, "file-missing", SEVERITY_ERROR, "file not found: {1}", "файл не найден: {1}")
DIAGNOSTIC(FILE_NO_PERMISSION, "file-permission", SEVERITY_ERROR, "no permission to read: {1}",
           "нет прав на чтение: {1}")
DIAGNOSTIC(FILE_NOT_BENEATH, "file-outside", SEVERITY_ERROR,
           "{1} is outside the folder of the event; copy the file into it and name it without «..» or a link",
           "{1} находится вне папки события; скопируйте файл в неё и укажите имя без «..» и ссылок")
DIAGNOSTIC(FILE_NOT_A_FILE, "file-kind", SEVERITY_ERROR, "{1} is not a file", "{1} — не файл")
DIAGNOSTIC(FILE_OVER_LIMIT, "file-limit", SEVERITY_ERROR,
           "{1} is larger than {2}; «basma help build» tells which limits there are and how to raise them",
           "{1} больше {2}; какие есть пределы и как их поднять, говорит «basma help build»")
DIAGNOSTIC(FILE_NOT_READ, "file-read", SEVERITY_ERROR, "cannot read {1}: {2}", "не удаётся прочитать {1}: {2}")
DIAGNOSTIC(FILE_NOT_WRITTEN, "file-write", SEVERITY_ERROR, "cannot write {1}: {2}", "не удаётся записать {1}: {2}")

/* Layouts: files and keys */
DIAGNOSTIC(LAYOUT_NOT_FOUND, "layout-missing", SEVERITY_ERROR,
           "there is no layout «{1}»; «basma layouts» lists those that can be found",
           "нет макета «{1}»; «basma layouts» перечисляет имеющиеся")
DIAGNOSTIC(LAYOUT_NAME, "layout-name", SEVERITY_ERROR,
           "«{1}» cannot name a layout: use Latin letters, digits, «-» and «_», without folders",
           "«{1}» не может быть именем макета: годятся латинские буквы, цифры, «-» и «_», без папок")
DIAGNOSTIC(LAYOUT_NAME_DIFFERS, "layout-name-differs", SEVERITY_ERROR,
           "the layout calls itself «{1}», but its file is {2}.yaml; make both names equal",
           "макет называет себя «{1}», а его файл — {2}.yaml; сделайте имена одинаковыми")
DIAGNOSTIC(LAYOUT_CYCLE, "layout-cycle", SEVERITY_ERROR, "layouts extend each other in a circle: {1}",
           "макеты расширяют друг друга по кругу: {1}")
DIAGNOSTIC(LAYOUT_TOO_DEEP, "layout-depth", SEVERITY_ERROR,
           "the layout extends more than {1} others, one through the other",
           "макет расширяет больше {1} других, один через другой")
DIAGNOSTIC(LAYOUT_EMPTY, "layout-empty", SEVERITY_ERROR,
           "the layout «{1}» shows nothing: it needs «flow» (pages) or «card» and «front» (cards)",
           "макет «{1}» ничего не показывает: нужен «flow» (страницы) или «card» и «front» (карточки)")
DIAGNOSTIC(LAYOUT_TWO_KINDS, "layout-kinds", SEVERITY_ERROR,
           "a layout has either «flow» or «card», not both; remove one of them (an inherited one with «{1}: ~»)",
           "в макете либо «flow», либо «card»; уберите одно из двух (унаследованное — строкой «{1}: ~»)")
DIAGNOSTIC(KEY_NOT_KNOWN, "layout-key", SEVERITY_ERROR, "the layout language has no key «{1}» here",
           "ключа «{1}» в этом месте макета не бывает")
DIAGNOSTIC(KEY_MISSING, "layout-key-missing", SEVERITY_ERROR, "the key «{1}» is missing here",
           "здесь не хватает ключа «{1}»")
DIAGNOSTIC(KEY_NEEDS, "layout-key-needs", SEVERITY_ERROR, "«{1}» works only together with «{2}»",
           "«{1}» действует только вместе с «{2}»")
DIAGNOSTIC(KEY_WITHOUT_EFFECT, "layout-key-unused", SEVERITY_WARNING, "«{1}» has no effect beside «{2}»",
           "«{1}» рядом с «{2}» ни на что не влияет")
DIAGNOSTIC(KEY_NOT_MAP, "layout-map", SEVERITY_ERROR, "«{1}» must be a group of keys, like «{1}: {name: value}»",
           "«{1}» должно быть группой ключей, например «{1}: {имя: значение}»")
DIAGNOSTIC(ENTRY_NOT_MAP, "layout-entry", SEVERITY_ERROR,
           "an entry of «{1}» must be a group of keys, like «- {text: hello}»",
           "запись в «{1}» должна быть группой ключей, например «- {text: привет}»")
DIAGNOSTIC(KEY_NOT_LIST, "layout-list", SEVERITY_ERROR, "«{1}» must be a list: lines that begin with «- »",
           "«{1}» должно быть списком: строки, которые начинаются с «- »")
DIAGNOSTIC(KEY_NOT_TEXT, "layout-text", SEVERITY_ERROR, "«{1}» must be a single value, not a list or a group of keys",
           "«{1}» должно быть одним значением, а не списком или группой ключей")
DIAGNOSTIC(KEY_LIST_SIZE, "layout-list-size", SEVERITY_ERROR, "«{1}» needs {2} values in its list, not {3}",
           "в списке «{1}» нужно значений: {2}, а указано: {3}")
DIAGNOSTIC(KEY_TOO_MANY, "layout-too-many", SEVERITY_ERROR, "«{1}» has more than {2} entries",
           "в «{1}» больше {2} записей")
DIAGNOSTIC(KEY_NOT_FLAG, "layout-flag", SEVERITY_ERROR, "«{1}» for «{2}» is neither yes nor no; write yes or no",
           "«{1}» для «{2}» — ни да, ни нет; напишите yes или no")
DIAGNOSTIC(KEY_NOT_CHOICE, "layout-choice", SEVERITY_ERROR, "«{1}» is not possible for «{2}»; choose one of: {3}",
           "«{1}» не подходит для «{2}»; выберите одно из: {3}")
DIAGNOSTIC(KEY_NOT_NUMBER, "layout-number", SEVERITY_ERROR, "«{1}» for «{2}» is not a whole number from {3} to {4}",
           "«{1}» для «{2}» — не целое число от {3} до {4}")
DIAGNOSTIC(KEY_NOT_NAME, "layout-identifier", SEVERITY_ERROR,
           "«{1}» cannot be the name of an item: one word without dots and spaces",
           "«{1}» не может быть именем элемента: нужно одно слово без точек и пробелов")

/* Layouts: values */
DIAGNOSTIC(LENGTH_NOT_READ, "length", SEVERITY_ERROR,
           "«{1}» for «{2}» is not a length: write a number with mm, cm, in or pt, like 20mm",
           "«{1}» для «{2}» — не длина: напишите число с mm, cm, in или pt, например 20mm")
DIAGNOSTIC(LENGTH_WITHOUT_UNIT, "length-unit", SEVERITY_ERROR, "«{1}» for «{2}» has no unit; write {1}mm or {1}pt",
           "у «{1}» для «{2}» нет единицы; напишите {1}mm или {1}pt")
DIAGNOSTIC(LENGTH_IS_SHARE, "length-share", SEVERITY_ERROR,
           "«{2}» cannot be a share ({1}); write a length like 20mm or 11pt",
           "«{2}» не может быть долей ({1}); напишите длину, например 20mm или 11pt")
DIAGNOSTIC(LENGTH_OUT_OF_RANGE, "length-range", SEVERITY_ERROR, "«{1}» for «{2}» must be from {3} to {4}",
           "«{1}» для «{2}» должно быть от {3} до {4}")
DIAGNOSTIC(COLOUR_NOT_READ, "colour", SEVERITY_ERROR,
           "«{1}» is not a colour: write \"#1B4B6B\", \"cmyk(100, 60, 0, 40)\", \"gray(40)\" or a name from «colours»",
           "«{1}» — не цвет: напишите \"#1B4B6B\", \"cmyk(100, 60, 0, 40)\", \"gray(40)\" или имя из «colours»")
DIAGNOSTIC(COLOUR_SPOT_TWICE, "spot-twice", SEVERITY_ERROR,
           "the spot colour «{1}» has another cmyk(…) already, or its name is not allowed",
           "у плашечного цвета «{1}» уже есть другая замена cmyk(…), или такое имя недопустимо")
DIAGNOSTIC(COLOUR_SPOT_UNNAMED, "colour-spot", SEVERITY_ERROR,
           "a spot colour must get a name under «colours», and be used by that name: «{1}»",
           "смесовой краске нужно имя в «colours», используйте это имя вместо «{1}»")
DIAGNOSTIC(STYLE_UNKNOWN, "style-missing", SEVERITY_ERROR, "there is no style «{1}» under «styles»",
           "в «styles» нет стиля «{1}»")
DIAGNOSTIC(STYLE_CYCLE, "style-cycle", SEVERITY_ERROR, "the style «{1}» extends itself through others",
           "стиль «{1}» расширяет сам себя через другие")
DIAGNOSTIC(FONT_ROLE_UNKNOWN, "font-role", SEVERITY_ERROR,
           "there is no font «{1}»: use serif, sans, mono or a name from «fonts»",
           "нет шрифта «{1}»: используйте serif, sans, mono или имя из «fonts»")
DIAGNOSTIC(LANGUAGE_NOT_READ, "language-code", SEVERITY_ERROR, "«{1}» is not a language code like ru, ky, en",
           "«{1}» — не код языка, как ru, ky, en")

/* Layouts: blocks, boxes, pages, sheets */
DIAGNOSTIC(BLOCK_WITHOUT_KIND, "block-kind", SEVERITY_ERROR, "nothing to show here: one of these keys is needed: {1}",
           "здесь нечего показывать: нужен один из ключей: {1}")
DIAGNOSTIC(BLOCK_TWO_KINDS, "block-kinds", SEVERITY_ERROR,
           "«{1}» and «{2}» cannot stand together; make two entries of them",
           "«{1}» и «{2}» не могут стоять вместе; сделайте две записи")
DIAGNOSTIC(BOX_OUTSIDE, "box-outside", SEVERITY_WARNING, "the box reaches beyond the page or card and its bleed",
           "рамка выходит за край страницы или карточки вместе с вылетом")
DIAGNOSTIC(FIT_RANGE, "fit-range", SEVERITY_ERROR, "«fit» has a minimum above its maximum",
           "в «fit» наименьший размер больше наибольшего")
DIAGNOSTIC(PAGE_WITHOUT_ROOM, "page-room", SEVERITY_ERROR, "the margins and gutters leave no room on the page",
           "поля и промежутки не оставляют места на странице")
DIAGNOSTIC(STOCK_UNKNOWN, "stock-missing", SEVERITY_ERROR, "stock.yaml knows no sheet «{1}»",
           "в stock.yaml нет листа «{1}»")
DIAGNOSTIC(STOCK_OTHER_CARD, "stock-card", SEVERITY_ERROR,
           "the card is {1} by {2} pt, but a cell of the sheet «{3}» is {4} by {5} pt; make both sizes equal",
           "карточка {1} на {2} пт, а ячейка листа «{3}» — {4} на {5} пт; сделайте размеры равными")
DIAGNOSTIC(STOCK_WITHOUT_ROOM, "stock-room", SEVERITY_ERROR,
           "{1} columns and {2} rows of cards do not fit on the sheet «{3}»",
           "столбцы ({1}) и ряды ({2}) карточек не помещаются на листе «{3}»")
DIAGNOSTIC(SHEET_MARKS_ROOM, "sheet-marks", SEVERITY_ERROR,
           "the mark «{1}» needs {2} pt beside the cards; the sheet has {3} pt there",
           "для метки «{1}» нужно {2} пт рядом с карточками; на листе там {3} пт")
DIAGNOSTIC(SHEET_START, "sheet-start", SEVERITY_ERROR, "the sheet has {2} cells, so «start» cannot be {1}",
           "на листе {2} ячеек, поэтому «start» не может быть {1}")
DIAGNOSTIC(SHEET_SCALE, "sheet-scale", SEVERITY_ERROR,
           "«scale» is a percentage from 90 to 110, such as 100.4%; found «{1}»",
           "«scale» — процент от 90 до 110, например 100,4%; указано «{1}»")
DIAGNOSTIC(
    PRINTER_UNKNOWN, "printer-missing", SEVERITY_ERROR,
    "no printers.yaml knows the printer «{1}»; it lies beside the layouts and says what `basma calibrate` showed",
    "ни в одном printers.yaml нет принтера «{1}»; этот файл лежит рядом с макетами и хранит то, что показал лист "
    "basma calibrate")
DIAGNOSTIC(
    CALIBRATION_MISSING, "calibration-missing", SEVERITY_ERROR,
    "the sheet of `basma calibrate` is not there (calibration/event.yaml in the program's folder of layouts); "
    "install basma again",
    "листа basma calibrate нет на месте (calibration/event.yaml в папке макетов программы); установите basma заново")
DIAGNOSTIC(
    PRINTER_UNUSED, "printer-unused", SEVERITY_WARNING,
    "the printer «{1}» concerns files of the profile office only, and none is made of this document; set «profile: "
    "office»",
    "принтер «{1}» касается только файлов с профилем office, а у этого документа их нет; укажите «profile: "
    "office»")
DIAGNOSTIC(
    PRINTER_MEASURE, "printer-measure", SEVERITY_ERROR,
    "«{1}» is the distance of two crosses on the sheet of `basma calibrate`, about {3} mm; found «{2}»: measure "
    "again, and print the sheet at its actual size",
    "«{1}» — расстояние между двумя крестами на листе basma calibrate, около {3} мм; указано «{2}»: измерьте ещё "
    "раз и напечатайте лист в натуральную величину")

/* Layouts: templates */
DIAGNOSTIC(TEMPLATE_NOT_CLOSED, "template-open", SEVERITY_ERROR,
           "«{{» is not closed by «}}»; write \\{{ if the braces are meant as text",
           "«{{» не закрыто скобками «}}»; если скобки — часть текста, напишите \\{{")
DIAGNOSTIC(TEMPLATE_NOT_READ, "template-syntax", SEVERITY_ERROR,
           "cannot read «{1}»: expected a name like release.headline, then filters like «| upper»",
           "непонятно «{1}»: нужно имя, например release.headline, и фильтры, например «| upper»")
DIAGNOSTIC(TEMPLATE_BRACES, "template-braces", SEVERITY_ERROR, "here the name stands without braces: {1}",
           "здесь имя пишут без скобок: {1}")
DIAGNOSTIC(FILTER_UNKNOWN, "filter-missing", SEVERITY_ERROR, "there is no filter «{1}»; the filters are: {2}",
           "нет фильтра «{1}»; имеются: {2}")
DIAGNOSTIC(FILTER_ARGUMENTS, "filter-arguments", SEVERITY_ERROR,
           "the filter «{1}» takes this many values after its colon: {2}; here there are {3}",
           "у фильтра «{1}» после двоеточия должно быть значений: {2}, а здесь их {3}")
DIAGNOSTIC(FILTER_FORM, "filter-form", SEVERITY_ERROR, "«{1}» is not a form of the filter «{2}»; choose one of: {3}",
           "«{1}» — не форма фильтра «{2}»; выберите одно из: {3}")

/* Pictures */
DIAGNOSTIC(PICTURE_KIND, "picture-kind", SEVERITY_ERROR,
           "{1} is not a picture that can be printed; save it as JPEG or PNG",
           "{1} — не изображение, которое можно напечатать; сохраните его как JPEG или PNG")
DIAGNOSTIC(PICTURE_VARIANT, "picture-variant", SEVERITY_ERROR,
           "{1} is a JPEG of a rare kind; save it again as an ordinary JPEG (8 bits, baseline or progressive)",
           "{1} — JPEG редкого вида; пересохраните его как обычный JPEG (8 бит)")
DIAGNOSTIC(PICTURE_DAMAGED, "picture-damaged", SEVERITY_ERROR,
           "{1} is damaged or not complete; copy it again from where it came",
           "{1} повреждён или неполон; скопируйте его заново")
DIAGNOSTIC(PICTURE_TOO_LARGE, "picture-pixels", SEVERITY_ERROR,
           "{1} has {2} by {3} pixels, more than {4} in all; make it smaller, or raise the limit with --limit pixels=N",
           "в {1} {2} на {3} пикселей, больше {4}; уменьшите его или поднимите предел: --limit pixels=N")
DIAGNOSTIC(PICTURE_TURNED, "picture-turned", SEVERITY_WARNING,
           "{1} was taken with the camera turned and is shown as it lies in the file; turn it upright and save it",
           "{1} снят повёрнутой камерой и показан так, как лежит в файле; поверните его и сохраните")

/* Room: command line */
DIAGNOSTIC(USAGE_COMMAND, "unknown-command", SEVERITY_ERROR,
           "there is no command «{1}»; «basma help» lists the commands",
           "команды «{1}» нет; список команд: «basma help»")
DIAGNOSTIC(USAGE_OPTION, "unknown-option", SEVERITY_ERROR,
           "«basma {1}» has no option {2}; «basma help {1}» lists the options",
           "у команды «basma {1}» нет параметра {2}; список параметров: «basma help {1}»")
DIAGNOSTIC(USAGE_VALUE_MISSING, "option-value", SEVERITY_ERROR, "{1} needs a value: {2}", "для {1} нужно значение: {2}")
DIAGNOSTIC(USAGE_VALUE_UNWANTED, "option-flag", SEVERITY_ERROR, "{1} takes no value; found «{2}»",
           "{1} не принимает значения; указано «{2}»")
DIAGNOSTIC(USAGE_NUMBER, "option-number", SEVERITY_ERROR, "{1} takes a whole number from {2} to {3}; found «{4}»",
           "для {1} нужно целое число от {2} до {3}; указано «{4}»")
DIAGNOSTIC(USAGE_CHOICE, "option-choice", SEVERITY_ERROR, "{1} takes one of {2}; found «{3}»",
           "для {1} возможны {2}; указано «{3}»")
DIAGNOSTIC(USAGE_LANGUAGE, "option-language", SEVERITY_ERROR,
           "«{1}» is not a language code; expected one such as ru, ky or en",
           "«{1}» — не код языка; нужен код, например ru, ky или en")
DIAGNOSTIC(USAGE_LIMIT, "option-limit", SEVERITY_ERROR, "there is no limit «{1}»; the limits are {2}",
           "предела «{1}» нет; есть пределы {2}")
DIAGNOSTIC(USAGE_LIMIT_FORM, "option-limit-form", SEVERITY_ERROR,
           "--limit takes NAME=VALUE, such as memory=2G; found «{1}»",
           "для --limit нужно ИМЯ=ЗНАЧЕНИЕ, например memory=2G; указано «{1}»")
DIAGNOSTIC(USAGE_EVENT_MISSING, "event-missing", SEVERITY_ERROR, "no event is named; expected «basma {1} EVENT.yaml»",
           "не указано событие; нужно «basma {1} EVENT.yaml»")
DIAGNOSTIC(USAGE_FILE_MISSING, "pdf-missing", SEVERITY_ERROR, "no file is named; expected «basma {1} FILE.pdf»",
           "не указан файл; нужно «basma {1} FILE.pdf»")
DIAGNOSTIC(PROGRAM_MISSING, "program-missing", SEVERITY_ERROR,
           "{1} cannot be started: {2}; it comes with basma and stands beside it",
           "не удаётся запустить {1}: {2}; программа поставляется вместе с basma и лежит рядом")
DIAGNOSTIC(USAGE_FOLDER_MISSING, "folder-missing", SEVERITY_ERROR,
           "no folder is named; expected «basma init DIR» with the name of a new folder",
           "не указана папка; нужно «basma init DIR» с именем новой папки")
DIAGNOSTIC(USAGE_ARGUMENT, "argument-unexpected", SEVERITY_ERROR, "«basma {1}» cannot use the argument «{2}»",
           "команде «basma {1}» не нужен аргумент «{2}»")
DIAGNOSTIC(INIT_EXISTS, "init-exists", SEVERITY_ERROR, "{1} is there already and is not touched; name a new folder",
           "{1} уже существует и не изменяется; укажите новую папку")

/* Room: PDF */
DIAGNOSTIC(PDF_WRITER_FAILED, "pdf-writer", SEVERITY_ERROR,
           "the PDF library stopped with code {1}; please report this with the event file",
           "библиотека PDF остановилась с кодом {1}; сообщите об этом, приложив файл события")
DIAGNOSTIC(PDF_TOO_LARGE, "pdf-size", SEVERITY_ERROR,
           "the PDF would be larger than 2 GiB; use smaller pictures or split the document",
           "PDF получился бы больше 2 ГиБ; уменьшите изображения или разделите документ")
DIAGNOSTIC(PDF_PAGE_SIZE, "pdf-page-size", SEVERITY_ERROR,
           "a page is {1} × {2} pt with its bleed; PDF allows 3 to 14400 pt (5080 mm) on each side",
           "страница с вылетами занимает {1} × {2} пт; PDF допускает от 3 до 14400 пт (5080 мм) по каждой стороне")
DIAGNOSTIC(PDF_PICTURE_BROKEN, "picture-broken", SEVERITY_ERROR,
           "{1} is damaged: {2}; save the picture again in an image program",
           "{1} повреждён: {2}; сохраните изображение заново в графической программе")
DIAGNOSTIC(PDF_PICTURE_LIMIT, "picture-limit", SEVERITY_ERROR,
           "{1} is {2} × {3} pixels, too large to be read; make it smaller",
           "{1} имеет размер {2} × {3} пикселей, это слишком много; уменьшите изображение")
DIAGNOSTIC(PDF_PICTURE_KIND, "picture-kind", SEVERITY_ERROR,
           "{1} is a JPEG of a kind that PDF cannot hold ({2}); save it as an ordinary RGB, gray or CMYK JPEG",
           "{1} — JPEG, который не может храниться в PDF ({2}); сохраните его как обычный JPEG (RGB, серый или CMYK)")
DIAGNOSTIC(PDF_FONT_NOT_SUBSET, "font-subset", SEVERITY_ERROR,
           "the font {1} cannot be embedded: its file is damaged or of an unknown kind; choose another font",
           "шрифт {1} нельзя встроить: файл повреждён или имеет неизвестный формат; выберите другой шрифт")
DIAGNOSTIC(
    PDF_FIGURE_SILENT, "figure-without-text", SEVERITY_ERROR,
    "nothing says in words what this picture shows; give it `alt:` in the layout, or `role: artifact` for decoration",
    "не сказано словами, что на этом изображении; добавьте в макете `alt:` или `role: artifact` для украшения")
DIAGNOSTIC(PDF_HEADING_SKIPPED, "heading-skipped", SEVERITY_ERROR,
           "the heading «{1}» is of level {2}, the one before it of level {3}; make it one of level {4}",
           "заголовок «{1}» имеет уровень {2}, а предыдущий — уровень {3}; сделайте его заголовком уровня {4}")
DIAGNOSTIC(PDF_HEADING_FIRST, "heading-first", SEVERITY_ERROR,
           "the first heading «{1}» is of level {2}; the first one must be of level 1",
           "первый заголовок «{1}» имеет уровень {2}; первый заголовок должен быть уровня 1")

/* Room: PDF, print */
DIAGNOSTIC(PRESS_INK, "ink-colour", SEVERITY_ERROR,
           "the colour {1} lays {2} % of ink on the paper; the press takes {3} %: use less of each ink",
           "цвет {1} даёт {2} % краски; на печати допустимо {3} %: уменьшите доли красок")
DIAGNOSTIC(PRESS_INK_CONVERTED, "ink-converted", SEVERITY_WARNING,
           "the colour {1} becomes {2} % of ink on the paper; the press takes {3} %: choose a lighter one, or cmyk(…)",
           "цвет {1} даёт {2} % краски; на печати допустимо {3} %: выберите более светлый цвет или cmyk(…)")
DIAGNOSTIC(PRESS_INK_PICTURE, "ink-picture", SEVERITY_WARNING,
           "{2} % of {1} has more than {3} % of ink; lighten its darkest parts",
           "в {2} % площади {1} больше {3} % краски; осветлите самые тёмные места")
DIAGNOSTIC(PRESS_PICTURE_COARSE, "picture-coarse", SEVERITY_ERROR,
           "{1} has {2} pixels an inch at its size on the paper; printing needs 200, and at least 120: use a larger "
           "picture or place it smaller",
           "{1}: {2} точек на дюйм при размере на бумаге; для печати нужно 200, не меньше 120: возьмите изображение "
           "больше или разместите его мельче")
DIAGNOSTIC(PRESS_PICTURE_SOFT, "picture-soft", SEVERITY_WARNING,
           "{1} has {2} pixels an inch at its size on the paper; below 200 it looks soft in print",
           "{1}: {2} точек на дюйм при размере на бумаге; меньше 200 — на печати будет нерезко")
DIAGNOSTIC(PRESS_LINE_THIN, "line-thin", SEVERITY_WARNING,
           "a line of {1} pt may vanish in print; make it at least 0.2 pt",
           "линия толщиной {1} пт может пропасть на печати; сделайте её не тоньше 0,2 пт")
DIAGNOSTIC(PRESS_TEXT_SMALL, "text-small", SEVERITY_WARNING,
           "text of {1} pt is hard to print and to read; make it at least 5 pt",
           "текст кеглем {1} пт трудно напечатать и прочесть; сделайте его не мельче 5 пт")
DIAGNOSTIC(PRESS_NEEDS, "print-needs", SEVERITY_ERROR, "a print file needs «{1}:», and the event has none",
           "файлу для типографии нужно «{1}:», а в событии этого нет")
DIAGNOSTIC(PRESS_INTENT, "print-intent", SEVERITY_ERROR,
           "{1} is not the ICC profile of a CMYK press; ask the print shop for theirs",
           "{1} — не ICC-профиль печати CMYK; попросите профиль в типографии")
DIAGNOSTIC(PRESS_INTENT_MISSING, "print-intent-missing", SEVERITY_ERROR,
           "there is no ICC profile «{1}»; put the file {1}.icc into the folder layouts/colour beside the event",
           "нет ICC-профиля «{1}»; положите файл {1}.icc в папку layouts/colour рядом с событием")
DIAGNOSTIC(PROFILES_DIFFER, "profiles-differ", SEVERITY_ERROR,
           "the text of {1} is not that of {2}; please report this with the event file",
           "текст {1} не совпадает с текстом {2}; сообщите об этом, приложив файл события")

/* Room: batch */
DIAGNOSTIC(NOTE_NAMES_HERE, "names-here", SEVERITY_NOTE, "there are: {1}", "есть: {1}")
DIAGNOSTIC(EVENT_TWICE, "event-twice", SEVERITY_ERROR,
           "the event «{1}» is in this run already; give each event an id of its own. Nothing is made of this one",
           "событие «{1}» в этом запуске уже есть; у каждого события должен быть свой id. Это событие пропущено")
DIAGNOSTIC(DOCUMENT_UNKNOWN, "document-unknown", SEVERITY_ERROR, "-d: no event has a document «{1}»",
           "-d: документа «{1}» нет ни в одном событии")
DIAGNOSTIC(LANGUAGE_UNUSED, "language-unused", SEVERITY_ERROR, "-l: no document is made in the language «{1}»",
           "-l: ни один документ не делается на языке «{1}»")
DIAGNOSTIC(PROFILE_UNKNOWN, "profile-unknown", SEVERITY_ERROR, "there is no profile «{1}»; expected {2}",
           "профиля «{1}» нет; возможно: {2}")
DIAGNOSTIC(
    SOURCE_ADDRESSES, "source-addresses", SEVERITY_WARNING,
    "the whole event file goes along in the PDF, with the telephones and addresses of its people ({1}); if not all of "
    "them may be public, move those to a list beside the event (.csv), or leave `attach-source` out",
    "в PDF войдёт весь файл события, с телефонами и адресами людей ({1}); если их нельзя публиковать, перенесите "
    "их в список рядом с событием (.csv) или уберите `attach-source`")
DIAGNOSTIC(OUTPUT_TWICE, "output-twice", SEVERITY_ERROR,
           "two documents would become the file {1}; give them different names",
           "два документа получили бы одно имя файла {1}; дайте им разные имена")
DIAGNOSTIC(NAME_NOT_FOR_FILES, "name-not-for-files", SEVERITY_ERROR,
           "«{1}» cannot be part of a file name; use letters, digits, «-» and «_»",
           "«{1}» не годится для имени файла; используйте буквы, цифры, «-» и «_»")
DIAGNOSTIC(DOCUMENT_WITHOUT_LAYOUT, "document-layout", SEVERITY_ERROR,
           "the document «{1}» names no layout; add «layout: NAME» («basma layouts» lists them)",
           "у документа «{1}» не указан макет; добавьте «layout: ИМЯ» (список: «basma layouts»)")
DIAGNOSTIC(
    SPLIT_NO_LIST, "split-list", SEVERITY_ERROR,
    "split: «{1}» is not a list of this event; expected a list, such as attendees, or a field of its items, such "
    "as attendees.organisation",
    "split: «{1}» — не список этого события; нужен список, например attendees, или поле его записей, например "
    "attendees.organisation")
DIAGNOSTIC(EVENT_CHANGED, "event-changed", SEVERITY_ERROR,
           "the event was changed while it was being made; run basma again",
           "событие изменилось во время работы; запустите basma ещё раз")
DIAGNOSTIC(PAGES_OVER_LIMIT, "pages-limit", SEVERITY_ERROR,
           "the document «{1}» has more than {2} pages; raise the limit with --limit pages=N",
           "в документе «{1}» больше {2} страниц; предел можно поднять параметром --limit pages=N")
DIAGNOSTIC(JOB_CRASHED, "job-crashed", SEVERITY_ERROR,
           "{1}: the worker process crashed (signal {2}); this is a fault of basma, please report it with the event",
           "{1}: рабочий процесс аварийно завершился (сигнал {2}); это ошибка basma, сообщите о ней, приложив событие")
DIAGNOSTIC(JOB_KILLED, "job-killed", SEVERITY_ERROR,
           "{1}: the worker process was killed (signal {2}), perhaps because the computer ran out of memory",
           "{1}: рабочий процесс был остановлен (сигнал {2}), возможно, в компьютере кончилась память")
DIAGNOSTIC(JOB_ENDED, "job-ended", SEVERITY_ERROR,
           "{1}: the worker process ended by itself with status {2}; this is a fault of basma, please report it",
           "{1}: рабочий процесс завершился сам с кодом {2}; это ошибка basma, сообщите о ней")
DIAGNOSTIC(JOB_OUT_OF_MEMORY, "job-memory", SEVERITY_ERROR,
           "{1}: more than {2} MB of memory would be needed; raise the limit with --limit memory=N",
           "{1}: потребовалось больше {2} МБ памяти; предел можно поднять параметром --limit memory=N")
DIAGNOSTIC(JOB_LATE, "job-deadline", SEVERITY_ERROR,
           "{1}: not done after {2} s and stopped; raise the limit with --limit deadline=SECONDS",
           "{1}: не закончено за {2} с и остановлено; предел можно поднять параметром --limit deadline=СЕКУНДЫ")
DIAGNOSTIC(
    LEDGER_UNREADABLE, "ledger-unreadable", SEVERITY_WARNING,
    "the ledger of printed badges cannot be understood; a new one is written, and all badges count as not printed",
    "журнал напечатанных бейджей не удаётся прочитать; ведётся новый, все бейджи считаются ненапечатанными")
DIAGNOSTIC(LEDGER_REVOKED, "ledger-revoked", SEVERITY_NOTE,
           "revoked: {1} ({2}) is not on the list any more; the badge was printed on sheet {3}, row {4}, column {5}",
           "отозвано: {1} ({2}) больше нет в списке; бейдж напечатан на листе {3}, ряд {4}, столбец {5}")
DIAGNOSTIC(ONLY_NOBODY, "only-nobody", SEVERITY_ERROR,
           "--only: nobody on this list has the id or the name «{1}»; write it as the list does",
           "--only: в этом списке нет никого с id или именем «{1}»; укажите так, как в списке")
DIAGNOSTIC(ONLY_SEVERAL, "only-several", SEVERITY_ERROR,
           "--only: «{1}» may be several people: {2}; give the id of one of them",
           "--only: «{1}» — это может быть несколько человек: {2}; укажите id одного из них")
DIAGNOSTIC(ONLY_NO_LIST, "only-no-list", SEVERITY_ERROR,
           "--only: no document of the run is made for each of a list; see `each:` in the event",
           "--only: ни один документ не делается для каждого из списка; см. `each:` в файле события")
DIAGNOSTIC(WORKER_NOT_STARTED, "worker-start", SEVERITY_ERROR, "cannot start a worker process: {1}",
           "не удаётся запустить рабочий процесс: {1}")
DIAGNOSTIC(DISK_FULL, "disk-full", SEVERITY_ERROR,
           "the disk is full: {1} was not written; free some space and run basma again",
           "диск заполнен: файл {1} не записан; освободите место и запустите basma ещё раз")
DIAGNOSTIC(OUTPUT_DENIED, "output-permission", SEVERITY_ERROR,
           "no permission to write {1}; choose another folder with -o DIR",
           "нет прав на запись {1}; выберите другую папку параметром -o DIR")
DIAGNOSTIC(OUTPUT_NO_FOLDER, "output-folder", SEVERITY_ERROR,
           "{1} cannot be a folder, a file is in its place; choose another folder with -o DIR",
           "{1} не может быть папкой, на её месте файл; выберите другую папку параметром -o DIR")
DIAGNOSTIC(LAYOUT_FOLDER_MISSING, "layouts-folder", SEVERITY_ERROR, "--layouts: there is no folder {1}",
           "--layouts: папки {1} нет")
DIAGNOSTIC(
    FONT_UNKNOWN, "font-unknown", SEVERITY_ERROR,
    "there is no font family «{1}»; «basma fonts» lists the families, and your own can lie in «fonts» beside the "
    "event",
    "семейства шрифтов «{1}» нет; список: «basma fonts»; свои шрифты можно положить в «fonts» рядом с событием")
DIAGNOSTIC(FONTS_UNUSABLE, "fonts-unusable", SEVERITY_ERROR, "the fonts cannot be used: {1}",
           "шрифтами нельзя воспользоваться: {1}")
DIAGNOSTIC(MANIFEST_UNREADABLE, "manifest-unreadable", SEVERITY_WARNING,
           "the manifest cannot be understood ({1}); a new one is written, with the documents of this run only",
           "манифест не удаётся разобрать ({1}); записан новый, только с документами этого запуска")

/* Room: input, YAML */
DIAGNOSTIC(TEXT_ENCODING, "encoding", SEVERITY_ERROR,
           "the file is not UTF-8: byte {1}; it looks like {2}; open it in the program it was made with and save it "
           "as UTF-8",
           "файл не в UTF-8: байт {1}; похоже на {2}; откройте его в исходной программе и сохраните в UTF-8")
DIAGNOSTIC(TEXT_BYTE_DAMAGED, "encoding-byte", SEVERITY_ERROR,
           "byte {1} is not UTF-8; a character is damaged here: type it again and save the file as UTF-8",
           "байт {1} — не UTF-8: здесь повреждён символ; наберите его заново и сохраните файл в UTF-8")
DIAGNOSTIC(YAML_CHARACTER, "invisible-character", SEVERITY_ERROR,
           "an invisible character {1} stands here, which a text cannot hold; delete it",
           "здесь стоит невидимый символ {1}, недопустимый в тексте; удалите его")
DIAGNOSTIC(YAML_CONTROL, "control-character", SEVERITY_ERROR,
           "an escape in this text makes a control character; remove it",
           "в этом тексте код после «\\» даёт управляющий символ; удалите его")
DIAGNOSTIC(YAML_TAB, "tab", SEVERITY_ERROR, "a tab character stands in the indentation; replace it by spaces",
           "в отступе стоит табуляция; замените её пробелами")
DIAGNOSTIC(YAML_INDENT, "indentation", SEVERITY_ERROR,
           "this line does not stand under any line above it; lines of one level begin in the same column, and a "
           "longer text needs quotes or «|»",
           "строка не выровнена ни с одной строкой выше; строки одного уровня начинаются в одной колонке, а длинному "
           "тексту нужны кавычки или «|»")
DIAGNOSTIC(YAML_LIST_ALIGN, "list-indentation", SEVERITY_ERROR,
           "this list item does not stand under the others; the dashes of one list begin in the same column",
           "пункт списка не выровнен с остальными; тире одного списка начинаются в одной колонке")
DIAGNOSTIC(YAML_LIST_PLACE, "list-place", SEVERITY_ERROR,
           "a list begins on a line of its own under its key; if the dash belongs to the text, put the text in quotes",
           "список начинается с новой строки под своим ключом; если тире — часть текста, возьмите текст в кавычки")
DIAGNOSTIC(YAML_VALUE_COLON, "colon-in-value", SEVERITY_ERROR,
           "a text with a colon and a space in it must stand in quotes",
           "текст, в котором есть двоеточие с пробелом, берут в кавычки")
DIAGNOSTIC(YAML_VALUE_START, "value-start", SEVERITY_ERROR, "a text cannot begin with «{1}»; put it in quotes",
           "текст не может начинаться с «{1}»; возьмите его в кавычки")
DIAGNOSTIC(YAML_COLON_SPACE, "colon-space", SEVERITY_ERROR, "a space is missing after the colon of «{1}»",
           "после двоеточия в «{1}:» не хватает пробела")
DIAGNOSTIC(YAML_NO_COLON, "colon-missing", SEVERITY_ERROR,
           "«{1}» is no key: a key ends with a colon; if it continues the text above, indent it more",
           "«{1}» — не ключ: за ключом идёт двоеточие; если это продолжение текста выше, сделайте отступ больше")
DIAGNOSTIC(YAML_QUOTE_OPEN, "quote-open", SEVERITY_ERROR,
           "the quote {1} that is opened here is not closed; write quotes inside of the text as «…»",
           "открытая здесь кавычка {1} не закрыта; кавычки внутри текста пишите как «…»")
DIAGNOSTIC(YAML_TEXT_AFTER, "text-after-value", SEVERITY_ERROR,
           "«{1}» follows a text that has already ended with its quote or bracket; put quotes around the whole text, "
           "and write those inside as «…»",
           "«{1}» стоит после кавычки или скобки, закрывшей текст; возьмите в кавычки весь текст, а внутри пишите «…»")
DIAGNOSTIC(YAML_ESCAPE, "escape", SEVERITY_ERROR,
           "«\\{1}» means nothing in a text in double quotes; write «\\\\» for a backslash, or use single quotes",
           "«\\{1}» ничего не значит в двойных кавычках; вместо «\\» пишите «\\\\» или возьмите одинарные кавычки")
DIAGNOSTIC(YAML_BRACKET_OPEN, "bracket-open", SEVERITY_ERROR,
           "the bracket {1} that is opened here is not closed, or a comma is missing; if it belongs to the text, put "
           "the text in quotes",
           "открытая здесь скобка {1} не закрыта или пропущена запятая; если скобка — часть текста, возьмите текст в "
           "кавычки")
DIAGNOSTIC(YAML_BLOCK_HEADER, "block-text", SEVERITY_ERROR,
           "text after «{1}» begins on the next line, indented; if «{1}» belongs to the text, put it in quotes",
           "текст после «{1}» начинают со следующей строки с отступом; если «{1}» — часть текста, возьмите его в "
           "кавычки")
DIAGNOSTIC(YAML_BRACES, "braces", SEVERITY_ERROR, "a text with {{ … }} must stand in quotes: \"{{ … }}\"",
           "текст с {{ … }} берут в кавычки: \"{{ … }}\"")
DIAGNOSTIC(YAML_ANCHOR, "anchor", SEVERITY_ERROR,
           "anchors (&{1}) are not used here; if «&» belongs to the text, put it in quotes",
           "якоря (&{1}) здесь не используются; если «&» — часть текста, возьмите его в кавычки")
DIAGNOSTIC(YAML_ALIAS, "alias", SEVERITY_ERROR,
           "aliases (*{1}) are not used here; if «*» belongs to the text, put it in quotes",
           "ссылки на якоря (*{1}) здесь не используются; если «*» — часть текста, возьмите его в кавычки")
DIAGNOSTIC(YAML_TAG, "tag", SEVERITY_ERROR, "tags (!…) are not used here; if «!» belongs to the text, put it in quotes",
           "метки (!…) здесь не используются; если «!» — часть текста, возьмите его в кавычки")
DIAGNOSTIC(YAML_DOCUMENTS, "documents-several", SEVERITY_ERROR,
           "a second document begins here (---); one file holds one",
           "здесь начинается второй документ (---); в файле может быть только один")
DIAGNOSTIC(YAML_KEY_TWICE, "key-twice", SEVERITY_ERROR, "the key «{1}» is given twice; remove one of them",
           "ключ «{1}» указан дважды; оставьте один")
DIAGNOSTIC(YAML_KEY_EMPTY, "key-empty", SEVERITY_ERROR, "there is no key before this colon",
           "перед этим двоеточием нет ключа")
DIAGNOSTIC(YAML_KEY_KIND, "key-kind", SEVERITY_ERROR,
           "a key must be a word; if the brackets belong to the text, put it in quotes",
           "ключом может быть только слово; если скобки — часть текста, возьмите его в кавычки")
DIAGNOSTIC(YAML_DEPTH, "depth", SEVERITY_ERROR, "lists and groups are nested deeper than 64 levels here",
           "вложенность списков и групп здесь больше 64 уровней")
DIAGNOSTIC(YAML_NODES, "values-limit", SEVERITY_ERROR, "the file has more than 2,000,000 values",
           "в файле больше 2 000 000 значений")
DIAGNOSTIC(YAML_SYNTAX, "syntax", SEVERITY_ERROR, "this is not YAML: {1}", "это не YAML: {1}")

/* Compose: flow, tables, pages, documents */
DIAGNOSTIC(LINE_OVERFULL, "line-overfull", SEVERITY_ERROR,
           "this line is wider than its column and would be cut: «{1}»; allow hyphenation, make the column wider or "
           "the type smaller",
           "строка шире своей колонки и была бы обрезана: «{1}»; разрешите переносы, расширьте колонку или уменьшите "
           "кегль")
DIAGNOSTIC(CHARACTER_MISSING, "missing-character", SEVERITY_ERROR,
           "character {1} «{2}» is in no font; write it otherwise, or put a font that has it into the folder fonts",
           "символа {1} «{2}» нет ни в одном шрифте; замените его или положите в папку fonts шрифт, в котором он есть")
DIAGNOSTIC(ITEM_TOO_TALL, "too-tall", SEVERITY_ERROR,
           "this is taller than a page, which has room for {1} pt; make it smaller",
           "это не помещается на страницу по высоте (есть место для {1} пт); уменьшите его")
DIAGNOSTIC(CELL_TOO_TALL, "cell-too-tall", SEVERITY_ERROR,
           "the text of this row is too long for one cell; divide it into several rows",
           "текст этой строки слишком длинный для одной ячейки; разделите его на несколько строк")
DIAGNOSTIC(TABLE_TOO_WIDE, "table-too-wide", SEVERITY_ERROR,
           "the columns of this table need {1} pt, and there are {2} pt; make the fixed widths or the gap smaller",
           "колонкам этой таблицы нужно {1} пт, а есть {2} пт; уменьшите заданную ширину или промежуток")
DIAGNOSTIC(DOCUMENT_EMPTY, "document-empty", SEVERITY_ERROR,
           "the document «{1}» has nothing on its pages: no block of the layout finds content in the event",
           "документ «{1}» пуст: ни один блок макета не находит содержания в событии")
DIAGNOSTIC(EACH_MISSING, "each-missing", SEVERITY_ERROR,
           "there is no «{1}» in the event; expected the path of a list, for example attendees",
           "в событии нет «{1}»; ожидается путь к списку, например attendees")
DIAGNOSTIC(EACH_NOT_A_LIST, "each-not-a-list", SEVERITY_ERROR,
           "«{1}» is not a list, so there is nothing to repeat; name a list, for example attendees",
           "«{1}» — не список, повторять нечего; укажите список, например attendees")

/* Room: compose, content bound into layouts */
DIAGNOSTIC(BIND_NAME_UNKNOWN, "name-unknown", SEVERITY_ERROR,
           "no event, person or session has a field «{1}»; correct the name, or put the field under «extra»",
           "ни у события, ни у человека, ни у сессии нет поля «{1}»; исправьте имя или поместите поле в «extra»")
DIAGNOSTIC(BIND_NOT_TEXT, "value-text", SEVERITY_ERROR,
           "«{1}» is a group of fields and cannot be shown as text; name one of its fields",
           "«{1}» — группа полей, её нельзя показать как текст; назовите одно из полей")
DIAGNOSTIC(TEXT_UNTRANSLATED, "text-untranslated", SEVERITY_WARNING, "text missing in {1}; that in {2} is used",
           "нет текста на языке {1}; взят текст на языке {2}")
DIAGNOSTIC(FILTER_NEEDS_TEXT, "filter-text", SEVERITY_ERROR, "the filter «{1}» needs a text; «{2}» is none",
           "фильтру «{1}» нужен текст, а «{2}» — не текст")
DIAGNOSTIC(FILTER_NEEDS_DATE, "filter-date", SEVERITY_ERROR,
           "the filter «{1}» needs a date such as 2019-09-17; found «{2}»",
           "фильтру «{1}» нужна дата, например 2019-09-17; найдено «{2}»")
DIAGNOSTIC(FILTER_NEEDS_TIME, "filter-time", SEVERITY_ERROR, "the filter «{1}» needs a time such as 09:30; found «{2}»",
           "фильтру «{1}» нужно время, например 09:30; найдено «{2}»")
DIAGNOSTIC(FILTER_NEEDS_NAME, "filter-name", SEVERITY_ERROR, "the filter «{1}» needs the name of a person; found «{2}»",
           "фильтру «{1}» нужно имя человека; найдено «{2}»")
DIAGNOSTIC(FILTER_NEEDS_NUMBER, "filter-number", SEVERITY_ERROR, "the filter «{1}» needs a number; found «{2}»",
           "фильтру «{1}» нужно число; найдено «{2}»")
DIAGNOSTIC(LINK_SCHEME, "link-scheme", SEVERITY_ERROR,
           "«{1}» cannot be a link; use an address that begins with http, https, mailto or tel",
           "«{1}» не может быть ссылкой; нужен адрес, который начинается с http, https, mailto или tel")
DIAGNOSTIC(MARKDOWN_HTML, "markdown-html", SEVERITY_WARNING, "HTML is not understood and is printed as it stands: {1}",
           "HTML не поддерживается и печатается как есть: {1}")
DIAGNOSTIC(MARKDOWN_IMAGE, "markdown-image", SEVERITY_ERROR,
           "a picture cannot stand inside a text ({1}); show it with an «image» of the layout",
           "изображение не может стоять внутри текста ({1}); покажите его блоком «image» макета")
DIAGNOSTIC(MARKDOWN_DEPTH, "markdown-depth", SEVERITY_ERROR,
           "lists and quotations are nested more than {1} deep here; take some levels out",
           "списки и цитаты вложены здесь глубже {1} уровней; уберите лишние уровни")
DIAGNOSTIC(MARKDOWN_PARAGRAPH_LONG, "markdown-paragraph", SEVERITY_ERROR,
           "this paragraph is longer than {1} KB; put empty lines between paragraphs, or shorten it",
           "этот абзац длиннее {1} КБ; разделите абзацы пустыми строками или сократите его")
DIAGNOSTIC(MARKDOWN_NOTE_UNKNOWN, "footnote-missing", SEVERITY_ERROR,
           "there is no footnote {1}; add a paragraph that begins with {1}: and its text",
           "нет сноски {1}; добавьте абзац, который начинается с {1}: и её текста")
DIAGNOSTIC(MARKDOWN_NOTE_UNUSED, "footnote-unused", SEVERITY_WARNING,
           "the footnote {1} is not printed: no mark {1} stands in the text",
           "сноска {1} не напечатана: в тексте нет знака {1}")
DIAGNOSTIC(MARKDOWN_NOTE_NESTED, "footnote-nested", SEVERITY_ERROR,
           "a footnote cannot have footnotes of its own; write the text out", "у сноски не может быть своих сносок")
DIAGNOSTIC(TEXT_OVERFLOW, "overflow", SEVERITY_ERROR,
           "text does not fit: «{1}» at {2} pt; shorten it, or give the box more room or a smaller size",
           "текст не помещается: «{1}», кегль {2} пт; сократите его, увеличьте рамку или уменьшите кегль")
DIAGNOSTIC(BOX_OVERFLOW, "box-overflow", SEVERITY_ERROR,
           "the content is {1} pt high and does not fit the box of {2} pt; shorten it or give the box more room",
           "содержание высотой {1} пт не помещается в рамку высотой {2} пт; сократите его или увеличьте рамку")
DIAGNOSTIC(BOX_NOTE, "box-footnote", SEVERITY_ERROR,
           "a box has no place for footnotes; write the note into the text, or move it into the flow",
           "в рамке нет места для сносок; внесите сноску в текст или перенесите её в поток")
DIAGNOSTIC(BOX_EACH, "box-repeat", SEVERITY_ERROR,
           "only {1} of the repeated boxes have room; make the step smaller, or show fewer entries",
           "повторяемых рамок помещается только {1}; уменьшите шаг или показывайте меньше записей")
DIAGNOSTIC(QR_TOO_LONG, "qr-length", SEVERITY_ERROR,
           "«{1}» is too long for a QR code of level {2}; shorten it or take a lower level",
           "«{1}» слишком длинно для QR-кода уровня {2}; сократите текст или понизьте уровень")
DIAGNOSTIC(QR_TOO_SMALL, "qr-size", SEVERITY_ERROR,
           "the QR code of «{1}» has {2} modules a side, {3} mm each; a phone needs 0.33 mm: shorten the text, "
           "enlarge the box or take a lower level",
           "QR-код для «{1}»: {2} модулей по стороне, по {3} мм; телефону нужно 0,33 мм: сократите текст, "
           "увеличьте рамку или понизьте уровень")
DIAGNOSTIC(TEXT_INK, "overflow-marks", SEVERITY_ERROR,
           "the marks above or below the letters of «{1}» leave the box or touch another line; write it with fewer of "
           "them, or give the box more room",
           "знаки над буквами или под буквами в «{1}» выходят за рамку или задевают другую строку; напишите текст с "
           "меньшим числом знаков или увеличьте рамку")
DIAGNOSTIC(FILTER_NEEDS_PERSON, "filter-person", SEVERITY_ERROR,
           "the filter «{1}» needs somebody with a name, such as «item»; found «{2}»",
           "фильтру «{1}» нужен человек с именем, например «item»; здесь «{2}»")
DIAGNOSTIC(CODE128_CHARACTER, "code128-character", SEVERITY_ERROR,
           "Code 128 cannot carry «{2}» of «{1}»: it has Latin letters, figures and ASCII signs, at most some hundred; "
           "shorten or transliterate it, or use a QR code",
           "в штрихкод Code 128 не войдёт «{2}» из «{1}»: в нём есть латинские буквы, цифры и знаки ASCII, не больше "
           "нескольких сотен; сократите или транслитерируйте текст либо возьмите QR-код")
DIAGNOSTIC(
    CODE128_TOO_SMALL, "code128-size", SEVERITY_ERROR,
    "the bar code of «{1}» has bars of {2} mm, {3} mm high; a reader needs 0.25 mm and 5 mm: shorten the text or "
    "enlarge the box",
    "штрихкод для «{1}»: ширина штриха {2} мм, высота {3} мм; сканеру нужно 0,25 мм и 5 мм: сократите текст или "
    "увеличьте рамку")
DIAGNOSTIC(CODE_NOT_QUIET, "code-quiet", SEVERITY_ERROR,
           "the code of «{1}» needs {2} empty modules round it, or readers do not find it; move it away from the other "
           "box, or raise its «quiet»",
           "коду для «{1}» нужно {2} пустых модулей вокруг, иначе сканер его не найдёт; отодвиньте его от другой рамки "
           "или увеличьте «quiet»")
DIAGNOSTIC(CODE_AT_EDGE, "code-edge", SEVERITY_ERROR,
           "the code of «{1}» needs {2} empty modules round it, and the edge is nearer; move it inwards, or raise its "
           "«quiet»",
           "коду для «{1}» нужно {2} пустых модулей вокруг, а край ближе; отодвиньте его от края или увеличьте «quiet»")
DIAGNOSTIC(NOTE_IN_QUIET_ZONE, "in-quiet-zone", SEVERITY_NOTE, "this reaches into the empty zone",
           "это заходит в пустую зону")
DIAGNOSTIC(PICTURE_REPLACED, "picture-replaced", SEVERITY_WARNING,
           "the picture {1} is not there or cannot be used; the text of «else» stands in its place",
           "картинки {1} нет или её нельзя использовать; вместо неё стоит текст из «else»")
DIAGNOSTIC(SLOT_NOT_FREE, "slot-covered", SEVERITY_ERROR,
           "this stands where the slot will be punched; move it, or make its text shorter",
           "это стоит там, где будет пробита прорезь; отодвиньте или сократите текст")
DIAGNOSTIC(NOTE_SLOT, "slot", SEVERITY_NOTE, "the slot is here", "прорезь здесь")
DIAGNOSTIC(NOTE_CARD, "card", SEVERITY_NOTE, "on the card of «{1}»", "на карточке «{1}»")

/* Room: input, the event file */
DIAGNOSTIC(FIELD_UNKNOWN, "unknown-key", SEVERITY_ERROR, "there is no key «{1}» here", "ключа «{1}» здесь нет")
DIAGNOSTIC(FIELD_UNKNOWN_OF, "unknown-key-of", SEVERITY_ERROR, "there is no key «{1}» here; the keys are: {2}",
           "ключа «{1}» здесь нет; возможны: {2}")
DIAGNOSTIC(FIELD_MISSING, "missing-key", SEVERITY_ERROR, "the key «{1}» is missing here or empty",
           "здесь нет ключа «{1}» или он пуст")
DIAGNOSTIC(FIELD_MAP_WANTED, "map-wanted", SEVERITY_ERROR,
           "«{1}» needs keys with values, one a line, indented under it",
           "для «{1}» нужны ключи со значениями, по одному на строке, с отступом под ним")
DIAGNOSTIC(FIELD_TEXT_WANTED, "text-wanted", SEVERITY_ERROR, "«{1}» needs one text here, not a list or a group of keys",
           "для «{1}» здесь нужен один текст, а не список и не группа ключей")
DIAGNOSTIC(FIELD_ITEM_EMPTY, "item-empty", SEVERITY_ERROR, "an item of «{1}» is empty; fill it in or remove its dash",
           "пункт списка «{1}» пуст; заполните его или удалите тире")
DIAGNOSTIC(FIELD_ID_FORM, "id-form", SEVERITY_ERROR,
           "«{1}» cannot be an id; use Latin letters, digits, «-» and «_», such as forum-2019",
           "«{1}» не годится как идентификатор; нужны латинские буквы, цифры, «-» и «_», например forum-2019")
DIAGNOSTIC(FIELD_LANGUAGE_OTHER, "language-other", SEVERITY_ERROR,
           "«{1}» is none of the event's languages; add it to «languages:», or correct it",
           "«{1}» нет среди языков события; добавьте его в «languages:» или исправьте")
DIAGNOSTIC(LANGUAGE_FORM, "language-form", SEVERITY_ERROR,
           "«{1}» is not a language code; use ru for Russian, ky for Kyrgyz, en for English",
           "«{1}» — не код языка; русский — ru, кыргызский — ky, английский — en")
DIAGNOSTIC(FIELD_TOO_MANY, "too-many", SEVERITY_ERROR, "«{1}» has more than {2} entries; make several events of it",
           "в «{1}» больше {2} записей; разделите на несколько событий")
DIAGNOSTIC(LANGUAGE_TWICE, "language-twice", SEVERITY_ERROR, "the language «{1}» is given twice",
           "язык «{1}» указан дважды")
DIAGNOSTIC(ZONE_UNKNOWN, "zone-unknown", SEVERITY_ERROR, "there is no time zone «{1}»; use a name such as Asia/Bishkek",
           "часового пояса «{1}» нет; нужно имя, например Asia/Bishkek")
DIAGNOSTIC(ZONE_MISSING, "zone-missing", SEVERITY_ERROR,
           "the zone of «{1}» is not known; add «zone: Asia/Bishkek» to the event, or +06:00 behind the time",
           "неизвестен часовой пояс для «{1}»; добавьте «zone: Asia/Bishkek» или +06:00 после времени")
DIAGNOSTIC(DATE_FORM, "date-form", SEVERITY_ERROR, "«{1}» is not a date; write year-month-day, such as 2019-09-18",
           "«{1}» — не дата; пишите год-месяц-день, например 2019-09-18")
DIAGNOSTIC(DATE_MONTH, "date-month", SEVERITY_ERROR,
           "the date {1} does not exist: months go from 01 to 12; write year-month-day",
           "даты {1} не существует: месяцы — от 01 до 12; порядок: год-месяц-день")
DIAGNOSTIC(DATE_DAY_IMPOSSIBLE, "date-day", SEVERITY_ERROR, "the date {1} does not exist: {2} has {3} days",
           "даты {1} не существует: в {2} дней всего {3}")
DIAGNOSTIC(DATES_ORDER, "dates-order", SEVERITY_ERROR, "the last day {1} comes before the first day {2}",
           "последний день {1} раньше первого {2}")
DIAGNOSTIC(TIME_FORM, "time-form", SEVERITY_ERROR, "«{1}» is not a time; write hours:minutes, such as 09:30",
           "«{1}» — не время; пишите часы:минуты, например 09:30")
DIAGNOSTIC(TIMES_ORDER, "times-order", SEVERITY_ERROR, "the end {1} is not later than the start {2}",
           "конец {1} не позже начала {2}")
DIAGNOSTIC(INSTANT_FORM, "instant-form", SEVERITY_ERROR,
           "«{1}» is not a date with a time; write it like 2019-09-17T10:00 or 2019-09-17T10:00+06:00",
           "«{1}» — не дата со временем; пишите так: 2019-09-17T10:00 или 2019-09-17T10:00+06:00")
DIAGNOSTIC(NUMBER_FORM, "number-form", SEVERITY_ERROR, "«{1}» is not a number; write digits, such as 2 or 3.5",
           "«{1}» — не число; пишите цифрами, например 2 или 3.5")
DIAGNOSTIC(FLAG_FORM, "flag-form", SEVERITY_ERROR, "«{1}» is neither yes nor no", "«{1}» — ни да (yes), ни нет (no)")
DIAGNOSTIC(PHONE_FORM, "phone-form", SEVERITY_ERROR,
           "«{1}» is not a phone number; write digits with spaces, «+», «-» and brackets, several as a list",
           "«{1}» — не номер телефона; пишите цифры, пробелы, «+», «-» и скобки, несколько номеров — списком")
DIAGNOSTIC(EMAIL_FORM, "email-form", SEVERITY_ERROR,
           "«{1}» is not an e-mail address; it looks like name@example.kg, in Latin letters",
           "«{1}» — не адрес эл. почты; он выглядит как name@example.kg, латинскими буквами")
DIAGNOSTIC(URL_FORM, "url-form", SEVERITY_ERROR,
           "«{1}» is not a web address; it begins with https:// or http:// (mailto: or tel: in links)",
           "«{1}» — не адрес в интернете; он начинается с https:// или http:// (mailto: или tel: в ссылках)")
DIAGNOSTIC(NAME_EMPTY, "name-empty", SEVERITY_ERROR, "this person has no name", "у этого человека нет имени")
DIAGNOSTIC(REFERENCE_NOBODY, "reference-nobody", SEVERITY_ERROR, "there is nobody with the id «{1}» in «people:»",
           "в «people:» нет человека с идентификатором «{1}»")
DIAGNOSTIC(REFERENCE_NO_SPEAKER, "reference-speaker", SEVERITY_ERROR,
           "there is nobody with the id «{1}» in «people:»; a single word that is no id stands in quotes",
           "в «people:» нет человека с идентификатором «{1}»; одно слово, если это не идентификатор, берут в кавычки")
DIAGNOSTIC(REFERENCE_NO_ORGANISATION, "reference-organisation", SEVERITY_ERROR,
           "there is no organisation with the id «{1}» in «organisations:»; a name of one word stands in quotes",
           "в «organisations:» нет организации с идентификатором «{1}»; название из одного слова берут в кавычки")
DIAGNOSTIC(RELEASE_TWICE, "release-twice", SEVERITY_ERROR,
           "the event has both «release:» and «releases:»; move the one into the other",
           "у события есть и «release:», и «releases:»; объедините их")
DIAGNOSTIC(RELEASE_UNKNOWN, "release-unknown", SEVERITY_ERROR, "there is no release «{1}» in «releases:»",
           "в «releases:» нет релиза «{1}»")
DIAGNOSTIC(RELEASE_AMBIGUOUS, "release-ambiguous", SEVERITY_ERROR,
           "there are several releases; say which one the document «{1}» is about with «release:»",
           "релизов несколько; укажите в документе «{1}» нужный: «release:»")
DIAGNOSTIC(PATH_UNKNOWN, "path-unknown", SEVERITY_ERROR, "«{1}» names nothing that an event has",
           "«{1}» не обозначает ничего из события")
DIAGNOSTIC(AGENDA_DAY_OUTSIDE, "agenda-day", SEVERITY_WARNING, "the day {1} lies outside of the event, {2} to {3}",
           "день {1} не входит в сроки события: {2} – {3}")

/* Room: input, lists of people */
DIAGNOSTIC(LIST_FORMAT, "list-format", SEVERITY_ERROR,
           "{1} is not a list that can be read; save it as XLSX or CSV and name that file",
           "список {1} не читается; сохраните его как XLSX или CSV и укажите этот файл")
DIAGNOSTIC(LIST_EMPTY, "list-empty", SEVERITY_ERROR, "the list is empty; its first row names the columns",
           "список пуст; в первой строке должны быть названия столбцов")
DIAGNOSTIC(LIST_COLUMNS, "list-columns", SEVERITY_ERROR, "the list has more than 256 columns",
           "в списке больше 256 столбцов")
DIAGNOSTIC(LIST_TOO_LONG, "list-limit", SEVERITY_ERROR,
           "{1} has more than {2} people; raise the limit with --limit attendees=N",
           "в {1} больше {2} человек; предел можно поднять: --limit attendees=N")
DIAGNOSTIC(COLUMN_MISSING, "column-missing", SEVERITY_ERROR, "the list has no column «{1}»",
           "в списке нет столбца «{1}»")
DIAGNOSTIC(COLUMN_NO_NAME, "column-name", SEVERITY_ERROR,
           "no column holds names; the columns are {1}; say which one with «columns: {name: …}»",
           "нет столбца с именами; есть столбцы {1}; укажите нужный: «columns: {name: …}»")
DIAGNOSTIC(ROW_QUOTE, "row-quote", SEVERITY_ERROR,
           "the quote that is opened here is not closed, or text follows the closing one; the row is left out",
           "открытая здесь кавычка не закрыта, или после закрывающей есть текст; строка пропущена")
DIAGNOSTIC(ROW_CELLS, "row-cells", SEVERITY_ERROR,
           "the row has {1} cells, the header {2}; a cell with a separator in it needs quotes; the row is left out",
           "в строке {1} ячеек, в заголовке {2}; ячейку с разделителем берут в кавычки; строка пропущена")
DIAGNOSTIC(ROW_CONTROL, "row-character", SEVERITY_ERROR,
           "an invisible character {1} stands here; delete it; the row is left out",
           "здесь стоит невидимый символ {1}; удалите его; строка пропущена")
DIAGNOSTIC(ROW_NO_NAME, "row-name", SEVERITY_ERROR, "the row has no name and is left out",
           "в строке нет имени; она пропущена")
DIAGNOSTIC(ROW_ID_TWICE, "id-twice", SEVERITY_ERROR, "the id «{1}» is given twice", "идентификатор «{1}» указан дважды")
DIAGNOSTIC(LIST_ENCODING, "encoding-found", SEVERITY_NOTE,
           "the file is not UTF-8 and is read as {1}, which its letters look like; compare a few names",
           "файл не в UTF-8 и прочитан как {1}: на это похожи его буквы; сверьте несколько имён")
DIAGNOSTIC(PERSON_TWICE, "person-twice", SEVERITY_WARNING,
           "«{1}» is in the list twice; if it is one person, delete one of the rows",
           "«{1}» есть в списке дважды; если это один человек, удалите одну из строк")
DIAGNOSTIC(PERSON_NEAR, "person-near", SEVERITY_WARNING,
           "«{1}» is written almost like «{2}»; if it is one person, correct the name and delete one of the rows",
           "«{1}» почти не отличается от «{2}»; если это один человек, исправьте имя и удалите одну из строк")
DIAGNOSTIC(ROW_SPACES, "row-spaces", SEVERITY_WARNING, "spaces too many stand in «{1}»; delete them",
           "в «{1}» лишние пробелы; удалите их")
DIAGNOSTIC(COLUMN_GAPS, "column-gaps", SEVERITY_NOTE, "the column «{1}» is empty in {2} of {3} rows; lines {4}",
           "столбец «{1}» пуст в {2} из {3} строк; строки {4}")
DIAGNOSTIC(
    ROW_NOT_COMPUTED, "row-formula", SEVERITY_ERROR,
    "the formula in the cell {1} was never computed; open the file in Excel or LibreOffice and save it; the row is "
    "left out",
    "формула в ячейке {1} ни разу не вычислялась; откройте файл в Excel или LibreOffice и сохраните его; строка "
    "пропущена")
DIAGNOSTIC(COLUMN_TWICE, "column-twice", SEVERITY_WARNING,
           "the header «{1}» stands twice; only the first column is used; give this one another name",
           "заголовок «{1}» стоит дважды; используется только первый столбец; переименуйте этот")
DIAGNOSTIC(LIST_TITLE, "list-title", SEVERITY_NOTE,
           "what stands from here to the headers in line {1} is no person and is not read",
           "то, что стоит отсюда до заголовков в строке {1}, — не участник и не читается")
DIAGNOSTIC(LIST_DAMAGED, "list-damaged", SEVERITY_ERROR,
           "{1} cannot be read: its part {2} is damaged or missing; open it in Excel or LibreOffice and save it again",
           "{1} не читается: его часть {2} повреждена или отсутствует; откройте файл в Excel или LibreOffice и "
           "сохраните заново")
DIAGNOSTIC(LIST_LOCKED, "list-locked", SEVERITY_ERROR, "{1} is protected by a password; save it without one",
           "{1} защищён паролем; сохраните его без пароля")
DIAGNOSTIC(LIST_UNPACKED, "list-unpacked", SEVERITY_ERROR,
           "{1} unpacks to far more than a list of people holds (its part {2}); save the list alone in a new file, or "
           "raise the limit with --limit list=BYTES",
           "{1} распаковывается в гораздо больший объём, чем нужно списку людей (часть {2}); сохраните один список в "
           "новый файл или поднимите предел: --limit list=БАЙТЫ")
DIAGNOSTIC(LIST_TEXT_LONG, "list-text-long", SEVERITY_ERROR,
           "{1} holds a text of more than 32,767 characters, which no spreadsheet has in a cell; shorten it",
           "в {1} есть текст длиннее 32 767 знаков, какого в ячейке таблицы не бывает; сократите его")
DIAGNOSTIC(LIST_HIDDEN, "list-hidden", SEVERITY_WARNING,
           "rows that are hidden in the spreadsheet are read too ({1}; the first one is here); delete those that are "
           "not meant",
           "скрытые строки таблицы тоже прочитаны ({1}; первая — здесь); удалите лишние")
DIAGNOSTIC(SHEET_MISSING, "sheet-missing", SEVERITY_ERROR, "{1} has no sheet «{2}»", "в {1} нет листа «{2}»")
DIAGNOSTIC(SHEET_OF_TEXT, "sheet-of-text", SEVERITY_ERROR, "{1} is no spreadsheet and has no sheets; delete «sheet:»",
           "{1} — не таблица с листами; уберите «sheet:»")
DIAGNOSTIC(ROW_CELL_ERROR, "row-error", SEVERITY_ERROR,
           "the cell {1} shows the error «{2}» instead of a value; correct it; the row is left out",
           "в ячейке {1} вместо значения ошибка «{2}»; исправьте её; строка пропущена")

/* Room: input, the languages of an event beside each other */
DIAGNOSTIC(NOTE_LANGUAGE_HERE, "language-here", SEVERITY_NOTE, "«{1}» stands here ({2})", "«{1}» стоит здесь ({2})")
DIAGNOSTIC(NOTE_LANGUAGE_TEXT, "language-text", SEVERITY_NOTE, "the text in {1} is here", "текст на языке {1} здесь")
DIAGNOSTIC(LANGUAGE_NUMBERS, "language-numbers", SEVERITY_WARNING,
           "the number «{1}» of the text in {2} is not in that in {3}; compare both",
           "числа «{1}» из текста на языке {2} нет в тексте на языке {3}; сверьте их")
DIAGNOSTIC(LANGUAGE_DATES, "language-dates", SEVERITY_WARNING,
           "the month «{1}» of the text in {2} is not in that in {3}; compare the dates",
           "месяца «{1}» из текста на языке {2} нет в тексте на языке {3}; сверьте даты")
DIAGNOSTIC(LANGUAGE_TIMES, "language-times", SEVERITY_WARNING,
           "the time «{1}» of the text in {2} is not in that in {3}; compare both",
           "времени «{1}» из текста на языке {2} нет в тексте на языке {3}; сверьте их")
DIAGNOSTIC(LANGUAGE_PHONES, "language-phones", SEVERITY_WARNING,
           "the phone number «{1}» of the text in {2} is not in that in {3}; compare both",
           "телефона «{1}» из текста на языке {2} нет в тексте на языке {3}; сверьте их")
DIAGNOSTIC(LANGUAGE_ADDRESSES, "language-addresses", SEVERITY_WARNING,
           "the address «{1}» of the text in {2} is not in that in {3}; compare both",
           "адреса «{1}» из текста на языке {2} нет в тексте на языке {3}; сверьте их")
DIAGNOSTIC(LANGUAGE_PARAGRAPHS, "language-paragraphs", SEVERITY_WARNING,
           "paragraphs of this text: {2} in {1}, {4} in {3}; divide both in the same way",
           "абзацев в тексте: {2} ({1}) и {4} ({3}); разделите тексты одинаково")
DIAGNOSTIC(LANGUAGE_ITEMS, "language-items", SEVERITY_WARNING,
           "list items in this text: {2} in {1}, {4} in {3}; an item may be missing",
           "пунктов списка в тексте: {2} ({1}) и {4} ({3}); возможно, пункт пропущен")
DIAGNOSTIC(LANGUAGE_HEADINGS, "language-headings", SEVERITY_WARNING,
           "headings in this text: {2} in {1}, {4} in {3}; compare both",
           "заголовков в тексте: {2} ({1}) и {4} ({3}); сверьте их")
DIAGNOSTIC(LANGUAGE_NOTES, "language-notes", SEVERITY_WARNING,
           "footnotes of this text: {2} in {1}, {4} in {3}; a note may be missing",
           "сносок в тексте: {2} ({1}) и {4} ({3}); возможно, сноска пропущена")
DIAGNOSTIC(LANGUAGE_ROWS, "language-rows", SEVERITY_WARNING,
           "lines of tables in this text: {2} in {1}, {4} in {3}; a row may be missing",
           "строк таблиц в тексте: {2} ({1}) и {4} ({3}); возможно, строка пропущена")
DIAGNOSTIC(LANGUAGE_SCRIPT, "language-script", SEVERITY_WARNING,
           "this text is in Cyrillic letters and would stand in the documents in {1} too; give it for each language",
           "этот текст кириллицей попадёт и в документы на языке {1}; укажите его для каждого языка")

/* Room: typography */
DIAGNOSTIC(MIXED_ALPHABET, "mixed-alphabet", SEVERITY_WARNING,
           "the Latin letter «{2}» stands in the Cyrillic word «{1}»; type «{3}» instead",
           "латинская буква «{2}» в слове кириллицей «{1}»; наберите вместо неё «{3}»")
DIAGNOSTIC(MIXED_ALPHABET_LATIN, "mixed-alphabet-latin", SEVERITY_WARNING,
           "the Cyrillic letter «{2}» stands in the Latin word «{1}»; type «{3}» instead",
           "буква кириллицы «{2}» в слове латиницей «{1}»; наберите вместо неё «{3}»")
DIAGNOSTIC(MIXED_ALPHABET_DIGIT, "mixed-alphabet-digit", SEVERITY_WARNING,
           "the figure «{2}» stands in the word «{1}»; type the letter «{3}» instead",
           "цифра «{2}» в слове «{1}»; наберите вместо неё букву «{3}»")
DIAGNOSTIC(MIXED_ALPHABET_COMMA, "mixed-alphabet-comma", SEVERITY_WARNING,
           "«{2}» stands within the word «{1}»; type the letter «{3}» if it is meant, or a space behind the comma",
           "«{2}» внутри слова «{1}»; наберите букву «{3}», если имелась в виду она, или пробел после запятой")
DIAGNOSTIC(MIXED_ALPHABET_STRANGE, "mixed-alphabet-strange", SEVERITY_WARNING,
           "the letter «{2}» in the word «{1}» is of another alphabet; type «{3}» instead",
           "буква «{2}» в слове «{1}» из другого алфавита; наберите вместо неё «{3}»")
DIAGNOSTIC(USAGE_FIX_ALONE, "fix-alone", SEVERITY_ERROR, "--fix works only together with --typography",
           "--fix действует только вместе с --typography")
DIAGNOSTIC(TYPOGRAPHY_FINDING, "typography", SEVERITY_NOTE, "{1}: {2} → {3}", "{1}: {2} → {3}")
DIAGNOSTIC(TYPOGRAPHY_NOT_FIXED, "typography-not-fixed", SEVERITY_NOTE,
           "not fixed here: {1}: {2} → {3}; a line ends in this place, the text is written in another way, or another "
           "language that shows it does not change it so",
           "здесь не исправлено: {1}: {2} → {3}; здесь кончается строка, текст записан иначе или в другом языке, где "
           "он показан, он правится не так")
DIAGNOSTIC(TYPOGRAPHY_FILE_LEFT, "typography-file", SEVERITY_ERROR,
           "the file was left as it is: with the changes it could not be read again",
           "файл оставлен без изменений: с исправлениями его нельзя было бы прочитать")

/* Room: mail */
DIAGNOSTIC(MAIL_CSS, "mail-css", SEVERITY_ERROR, "«css» has a «<» in it, which would end it; remove it",
           "в «css» есть знак «<», который его обрывает; уберите его")
DIAGNOSTIC(MAIL_HEADER_CHARACTER, "mail-character", SEVERITY_ERROR,
           "«{1}» has {2} in it, which no header of a message may have; delete it",
           "в «{1}» есть {2}, чего не может быть в заголовке письма; удалите это")
DIAGNOSTIC(MAIL_ADDRESS_AT, "address-at", SEVERITY_ERROR,
           "«{2}» ({1}) is not one e-mail address: it has one «@», like name@example.kg",
           "«{2}» ({1}) — не один адрес эл. почты: в адресе один знак «@», как в name@example.kg")
DIAGNOSTIC(MAIL_ADDRESS_LOCAL, "address-local", SEVERITY_ERROR,
           "«{2}» ({1}) is not an e-mail address: what stands before «@» is missing, too long, or in open quotes",
           "«{2}» ({1}) — не адрес эл. почты: перед «@» ничего нет, слишком длинно или не закрыта кавычка")
DIAGNOSTIC(MAIL_ADDRESS_DOT, "address-dot", SEVERITY_ERROR,
           "«{2}» ({1}) is not an e-mail address: a dot stands first, last or twice before «@»",
           "«{2}» ({1}) — не адрес эл. почты: точка перед «@» стоит в начале, в конце или дважды")
DIAGNOSTIC(MAIL_ADDRESS_CHARACTER, "address-character", SEVERITY_ERROR,
           "this is not an e-mail address ({1}): {2} cannot stand before «@»",
           "это не адрес эл. почты ({1}): перед «@» не может стоять {2}")
DIAGNOSTIC(MAIL_ADDRESS_DOMAIN, "address-domain", SEVERITY_ERROR,
           "«{2}» ({1}) cannot be what stands behind «@»; it looks like example.kg",
           "«{2}» ({1}) не может стоять после «@»; там что-то вроде example.kg")
DIAGNOSTIC(MAIL_ADDRESS_MISSING, "address-missing", SEVERITY_ERROR, "this entry has no e-mail address",
           "у этой записи нет адреса эл. почты")
DIAGNOSTIC(MAIL_ADDRESS_TWICE, "address-twice", SEVERITY_ERROR, "the address {1} is given twice; delete one of them",
           "адрес {1} указан дважды; удалите один")
DIAGNOSTIC(
    MAIL_NO_MEDIA, "mail-media", SEVERITY_ERROR,
    "the event has no list of newsrooms; add «media: media.csv» with the columns newsroom, name, email, language",
    "у события нет списка редакций; добавьте «media: media.csv» со столбцами newsroom, name, email, language")
DIAGNOSTIC(MAIL_NO_FROM, "mail-from", SEVERITY_ERROR,
           "the event does not say whom messages are from; add «mail: {from: name@example.kg}»",
           "не указано, от кого письма; добавьте «mail: {from: name@example.kg}»")
DIAGNOSTIC(MAIL_LAYOUT_KIND, "mail-layout", SEVERITY_ERROR,
           "the layout «{1}» makes no messages: it has no «mail»; use the layout mail, or one that extends it",
           "макет «{1}» не для писем: в нём нет «mail»; укажите макет mail или расширяющий его")
DIAGNOSTIC(MAIL_RELEASE_WHICH, "mail-release", SEVERITY_ERROR,
           "there are several releases; say which one to send with «mail: {release: ID}»",
           "релизов несколько; укажите, какой рассылать: «mail: {release: ID}»")
DIAGNOSTIC(MAIL_VERSION, "mail-version", SEVERITY_ERROR,
           "«{1}» is not a version that can be sent; write 1, and a greater whole number for each correction",
           "«{1}» — не версия для рассылки; пишите 1, для каждого исправления — следующее целое число")
DIAGNOSTIC(MAIL_UNSUBSCRIBE, "mail-unsubscribe", SEVERITY_ERROR,
           "«{1}» is not an address to unsubscribe at: it begins with https:// or mailto: and has no spaces",
           "«{1}» — не адрес для отказа от рассылки: он начинается с https:// или mailto: и не содержит пробелов")
DIAGNOSTIC(MAIL_ATTACH_UNKNOWN, "attach-unknown", SEVERITY_ERROR,
           "«{1}» is none of the event's documents, and nothing else is attached",
           "«{1}» нет среди документов события, а ничего другого к письмам не прилагается")
DIAGNOSTIC(MAIL_ATTACH_PERSONAL, "attach-personal", SEVERITY_ERROR,
           "«{1}» is made of the list of participants; personal data is not sent to newsrooms",
           "«{1}» делается по списку участников; личные данные редакциям не рассылаются")
DIAGNOSTIC(MAIL_ATTACH_UNMADE, "attach-missing", SEVERITY_ERROR,
           "{2} (document «{1}») has not been made yet; run «basma build» first",
           "{2} (документ «{1}») ещё не сделан; сначала выполните «basma build»")
DIAGNOSTIC(MAIL_ATTACH_STALE, "attach-stale", SEVERITY_ERROR,
           "{2} (document «{1}») is not what the event makes now; run «basma build» first",
           "{2} (документ «{1}») не соответствует событию; сначала выполните «basma build»")
DIAGNOSTIC(MAIL_ATTACH_LANGUAGE, "attach-language", SEVERITY_WARNING,
           "the document «{1}» is not made in «{2}»; newsrooms of that language get it in «{3}»",
           "документ «{1}» не делается на языке «{2}»; редакции с этим языком получат его на «{3}»")
DIAGNOSTIC(MAIL_NOTHING_PREPARED, "mail-refused", SEVERITY_ERROR,
           "entries that cannot be used: {1}; no message was prepared; correct them, or leave them out with --skip-bad",
           "записей с ошибками: {1}; ни одного письма не подготовлено; исправьте их или пропустите: --skip-bad")
DIAGNOSTIC(MAIL_JOURNAL, "mail-journal", SEVERITY_ERROR,
           "the journal of what was sent cannot be used: {1}; nothing is sent without it",
           "журнал рассылки не работает: {1}; без него ничего не отправляется")
DIAGNOSTIC(MAIL_BUSY, "mail-busy", SEVERITY_ERROR, "another run is sending this event now; wait for it to end",
           "это событие уже рассылает другой запуск; дождитесь его окончания")
DIAGNOSTIC(MAIL_SETTINGS_FORM, "settings-form", SEVERITY_ERROR,
           "the settings of the mail server cannot be understood here ({1}); it is not shown, for it may be a password",
           "настройки почтового сервера здесь непонятны ({1}); само место не показано: там может быть пароль")
DIAGNOSTIC(MAIL_SETTINGS_MODE, "settings-mode", SEVERITY_ERROR,
           "{1} can be read by others, or is not yours; run: chmod 600 {1}",
           "{1} доступен другим или не ваш; выполните: chmod 600 {1}")
DIAGNOSTIC(MAIL_SETTINGS_VALUE, "settings-value", SEVERITY_ERROR,
           "the value of «{1}» in the settings of the mail server is not possible",
           "значение «{1}» в настройках почтового сервера недопустимо")
DIAGNOSTIC(MAIL_SERVER_MISSING, "mail-server", SEVERITY_ERROR,
           "no mail server is known; write «server: smtp://mail.example.kg:587» into {1}, with mode 0600",
           "почтовый сервер не указан; напишите «server: smtp://mail.example.kg:587» в {1}, права 0600")
DIAGNOSTIC(MAIL_PASSWORD_MISSING, "mail-password", SEVERITY_ERROR,
           "there is no password for «{1}»: «password» or «password-command» in the settings, or BASMA_MAIL_PASSWORD",
           "нет пароля для «{1}»: укажите «password» или «password-command» в настройках или BASMA_MAIL_PASSWORD")
DIAGNOSTIC(MAIL_PASSWORD_COMMAND, "mail-password-command", SEVERITY_ERROR,
           "«password-command» for «{1}» printed no password, or failed",
           "«password-command» для «{1}» не выдала пароль или завершилась с ошибкой")
DIAGNOSTIC(MAIL_PASSWORD_OPEN, "mail-password-open", SEVERITY_ERROR,
           "with «tls: none» the password for {1} would travel unprotected; remove one of them",
           "при «tls: none» пароль для {1} шёл бы незащищённым; уберите одно из двух")
DIAGNOSTIC(MAIL_EMBARGO, "mail-embargo", SEVERITY_ERROR,
           "the embargo lasts until {1}; nothing is sent before, unless with --lift",
           "эмбарго действует до {1}; раньше ничего не отправляется, разве что с --lift")
DIAGNOSTIC(MAIL_CHANGED, "mail-changed", SEVERITY_ERROR,
           "version {1} says something else ({2}) than what {3} newsrooms got; raise «version» to send a correction",
           "версия {1} ({2}) отличается от полученной редакциями ({3}); увеличьте «version», чтобы послать исправление")
DIAGNOSTIC(MAIL_ACCESS, "mail-access", SEVERITY_ERROR, "the mail server lets nobody in: {1}; nothing more was sent",
           "почтовый сервер не пускает: {1}; больше ничего не отправлено")
DIAGNOSTIC(MAIL_NO_SESSION, "mail-session", SEVERITY_ERROR,
           "the mail server cannot be reached: {1}; run the same command again later, it goes on where it stopped",
           "почтовый сервер недоступен: {1}; повторите ту же команду позже — рассылка продолжится")
DIAGNOSTIC(MAIL_TEST_FAILED, "mail-test", SEVERITY_ERROR, "the test message in «{1}» was not sent: {2}",
           "пробное письмо на языке «{1}» не отправлено: {2}")
DIAGNOSTIC(MAIL_UNFINISHED, "mail-unfinished", SEVERITY_ERROR, "not sent: {1}; the same command tries again",
           "не отправлено: {1}; та же команда попробует снова")
DIAGNOSTIC(MAIL_REFUSED_BY_SERVER, "mail-refused-by-server", SEVERITY_ERROR,
           "refused by the mail server: {1}; «basma mail --status» says why",
           "отклонено почтовым сервером: {1}; причины покажет «basma mail --status»")
DIAGNOSTIC(
    MAIL_IN_DOUBT, "mail-doubt", SEVERITY_ERROR,
    "in doubt: {1}; the connection broke before the server's answer; ask, then «--resolve ADDRESS=sent» or «=again»",
    "под вопросом: {1}; связь прервалась до ответа сервера; узнайте и укажите «--resolve АДРЕС=sent» или «=again»")
DIAGNOSTIC(MAIL_DOUBT_EARLIER, "mail-doubt-earlier", SEVERITY_ERROR,
           "nobody knows whether {1} got the earlier version; it gets no correction until «--resolve» says so",
           "неизвестно, получил ли {1} прежнюю версию; исправление не посылается, пока это не решено через «--resolve»")
DIAGNOSTIC(MAIL_RESOLVE_FORM, "resolve-form", SEVERITY_ERROR,
           "«{1}» is no answer; write ADDRESS=sent, ADDRESS=again or ADDRESS=drop, or all=… for each message in doubt",
           "«{1}» — не ответ; пишите АДРЕС=sent, АДРЕС=again, АДРЕС=drop или all=… обо всех письмах под вопросом")
DIAGNOSTIC(MAIL_RESOLVE_NOBODY, "resolve-nobody", SEVERITY_ERROR,
           "the journal has no message to «{1}» that is in doubt or refused",
           "в журнале нет письма на «{1}» под вопросом или отклонённого")
DIAGNOSTIC(MAIL_NO_JOURNAL, "mail-unsent", SEVERITY_ERROR, "nothing of this event has been sent from {1} yet",
           "из {1} ещё ничего из этого события не рассылалось")
DIAGNOSTIC(MAIL_REPORT_FORM, "report-form", SEVERITY_ERROR, "{1} must end in .csv or .json",
           "имя {1} должно кончаться на .csv или .json")

/* Room: preflight */
DIAGNOSTIC(PREFLIGHT_UNREADABLE, "preflight-unreadable", SEVERITY_ERROR, "this is no PDF that can be read: {1}",
           "это не PDF, или он не читается: {1}")
DIAGNOSTIC(PREFLIGHT_DAMAGED, "preflight-damaged", SEVERITY_ERROR, "the file is damaged: {1}", "файл повреждён: {1}")
DIAGNOSTIC(PREFLIGHT_ENCRYPTED, "preflight-encrypted", SEVERITY_ERROR,
           "the file is encrypted; a print file must be open", "файл зашифрован; файл для печати должен быть открытым")
DIAGNOSTIC(PREFLIGHT_NO_ID, "preflight-id", SEVERITY_ERROR, "the file has no ID", "у файла нет идентификатора (ID)")
DIAGNOSTIC(PREFLIGHT_VERSION, "preflight-version", SEVERITY_ERROR,
           "the file is PDF {1}; PDF/X-4 is made of PDF 1.6 at most",
           "файл имеет версию PDF {1}; для PDF/X-4 — не выше 1.6")
DIAGNOSTIC(PREFLIGHT_INFORMATION, "preflight-information", SEVERITY_ERROR,
           "the information about the document has no {1}", "в сведениях о документе нет {1}")
DIAGNOSTIC(PREFLIGHT_TRAPPED, "preflight-trapped", SEVERITY_ERROR,
           "the file does not say whether it is trapped (Trapped: True or False)",
           "не указано, выполнен ли треппинг (Trapped: True или False)")
DIAGNOSTIC(PREFLIGHT_NO_STANDARD, "preflight-standard", SEVERITY_ERROR,
           "the metadata does not say that the file is PDF/X-4", "в метаданных не сказано, что файл — PDF/X-4")
DIAGNOSTIC(PREFLIGHT_OTHER_STANDARD, "preflight-other-standard", SEVERITY_ERROR,
           "the file says that it is {1}, not PDF/X-4", "файл назван {1}, а не PDF/X-4")
DIAGNOSTIC(PREFLIGHT_INTENT, "preflight-intent", SEVERITY_ERROR,
           "the file must have one output intent for print (GTS_PDFX); found: {1}",
           "нужно одно условие печати (GTS_PDFX); найдено: {1}")
DIAGNOSTIC(PREFLIGHT_INTENT_NAMELESS, "preflight-intent-name", SEVERITY_ERROR,
           "the output intent does not name its printing condition", "условие печати не названо")
DIAGNOSTIC(PREFLIGHT_INTENT_PROFILE, "preflight-intent-profile", SEVERITY_ERROR,
           "the output intent has no ICC profile of a CMYK press", "у условия печати нет ICC-профиля печати CMYK")
DIAGNOSTIC(PREFLIGHT_ACTION, "preflight-action", SEVERITY_ERROR,
           "the file does something when it is opened (actions, scripts) {1}",
           "файл выполняет действия при открытии (действия, сценарии) {1}")
DIAGNOSTIC(PREFLIGHT_PAGE_ACTION, "preflight-page-action", SEVERITY_ERROR, "page {1} has actions",
           "на странице {1} есть действия")
DIAGNOSTIC(PREFLIGHT_BOX_MISSING, "preflight-box", SEVERITY_ERROR, "page {1} has no {2}", "у страницы {1} нет {2}")
DIAGNOSTIC(PREFLIGHT_BOX_BOTH, "preflight-box-both", SEVERITY_ERROR, "page {1} has both TrimBox and ArtBox",
           "у страницы {1} есть и TrimBox, и ArtBox")
DIAGNOSTIC(PREFLIGHT_BOX_NESTING, "preflight-box-nesting", SEVERITY_ERROR,
           "page {1}: of the boxes {2} the first does not lie within the second",
           "страница {1}: из рамок {2} первая не лежит внутри второй")
DIAGNOSTIC(PREFLIGHT_ANNOTATION, "preflight-annotation", SEVERITY_ERROR,
           "page {1} has an annotation within the printed area: {2}",
           "на странице {1} в печатаемой области есть аннотация: {2}")
DIAGNOSTIC(PREFLIGHT_FONT, "preflight-font", SEVERITY_ERROR, "page {1}: the font {2} is not embedded",
           "страница {1}: шрифт {2} не встроен")
DIAGNOSTIC(PREFLIGHT_RGB_OPERATOR, "preflight-rgb", SEVERITY_ERROR, "page {1} sets a colour in RGB ({2})",
           "на странице {1} задан цвет RGB ({2})")
DIAGNOSTIC(PREFLIGHT_RGB_SPACE, "preflight-rgb-space", SEVERITY_ERROR,
           "page {1} has a picture, blend or colour space in RGB ({2})",
           "на странице {1} есть изображение, наложение или цветовое пространство RGB ({2})")
DIAGNOSTIC(PREFLIGHT_SUBSTITUTE, "preflight-substitute", SEVERITY_ERROR,
           "page {1} has a stand-in for a picture or page that is not in the file",
           "на странице {1} вместо изображения или страницы стоит ссылка на них")
DIAGNOSTIC(PREFLIGHT_POSTSCRIPT, "preflight-postscript", SEVERITY_ERROR, "page {1} has PostScript in it",
           "на странице {1} есть PostScript")
DIAGNOSTIC(PREFLIGHT_FILTER, "preflight-filter", SEVERITY_ERROR,
           "page {1} holds data packed in a way that print shops refuse ({2})",
           "на странице {1} есть данные, сжатые способом, который типографии не принимают ({2})")
DIAGNOSTIC(PREFLIGHT_HALFTONE, "preflight-halftone", SEVERITY_ERROR,
           "page {1} brings a halftone screen of its own, which only one device has",
           "на странице {1} задан собственный растр, который есть лишь у одного устройства")
DIAGNOSTIC(PREFLIGHT_LAYERS, "preflight-layers", SEVERITY_WARNING,
           "the file has layers; make sure that those to be printed are shown",
           "в файле есть слои; проверьте, что показаны те, которые нужно печатать")
DIAGNOSTIC(PREFLIGHT_LAYERS_CHANGE, "preflight-layers-change", SEVERITY_ERROR,
           "the file has layers that programs show or hide by themselves, so nobody knows what is printed",
           "в файле есть слои, которые программы показывают и скрывают сами; неизвестно, что будет напечатано")
DIAGNOSTIC(PREFLIGHT_TRANSFER, "preflight-transfer", SEVERITY_ERROR,
           "page {1} changes tones by a curve of its own (transfer function)",
           "на странице {1} тона меняются собственной кривой (передаточная функция)")
