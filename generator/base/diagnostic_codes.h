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

/* Files */
DIAGNOSTIC(FILE_NOT_FOUND, "file-missing", SEVERITY_ERROR, "file not found: {1}", "файл не найден: {1}")
DIAGNOSTIC(FILE_NO_PERMISSION, "file-permission", SEVERITY_ERROR, "no permission to read: {1}",
           "нет прав на чтение: {1}")
DIAGNOSTIC(FILE_NOT_BENEATH, "file-outside", SEVERITY_ERROR,
           "{1} is outside the folder of the event; copy the file into it and name it without «..» or a link",
           "{1} находится вне папки события; скопируйте файл в неё и укажите имя без «..» и ссылок")
DIAGNOSTIC(FILE_NOT_A_FILE, "file-kind", SEVERITY_ERROR, "{1} is not a file", "{1} — не файл")
DIAGNOSTIC(FILE_OVER_LIMIT, "file-limit", SEVERITY_ERROR, "{1} is larger than {2}; raise the limit with --limit {3}",
           "{1} больше {2}; предел можно поднять параметром --limit {3}")
DIAGNOSTIC(FILE_NOT_READ, "file-read", SEVERITY_ERROR, "cannot read {1}: {2}", "не удаётся прочитать {1}: {2}")
DIAGNOSTIC(FILE_NOT_WRITTEN, "file-write", SEVERITY_ERROR, "cannot write {1}: {2}", "не удаётся записать {1}: {2}")
