#!/bin/bash
# Lists of people as they come: encodings, spreadsheets of several programs, damaged and hostile ones.
lists=$(realpath "$(dirname "$0")/lists.py")
. "$(dirname "$0")/lib.sh"

cat >looks/rows.yaml <<'YAML'
layout: rows
page: {size: A4, margins: [20mm, 20mm, 20mm, 20mm]}
styles:
  body: {font: serif, size: 11pt, leading: 14pt}
flow:
  - {text: "{{ line }}", style: body}
YAML

# list FILE [COLUMN…]: an event with that list, and what a document shows of each person.
list() {
  local attendees=$1 column line='{{ name }}'
  shift
  for column in "$@"; do line="$line|{{ $column }}"; done
  sed -i "s#text: .*, style#text: \"$line\", style#" looks/rows.yaml
  cat >list.yaml <<YAML
event: list
languages: [ru]
title: Список
attendees: $attendees
documents:
  rows: {layout: rows, each: attendees}
YAML
}

# shows STATUS LINE…: the document has these lines, and ends with STATUS.
shows() {
  local status=$1 line
  shift
  rm -rf out
  run "$status" build -o out --layouts looks list.yaml || return 1
  pdftotext -layout out/list/rows.ru.pdf - | tr '\f' '\n' | sed 's/\xC2\xA0/ /g' | grep -v '^$' >shown
  printf '%s\n' "$@" | diff - shown >said || return 1
}

# refuses CODE [POSITION]: checking ends with this message, soon and in little memory.
refuses() {
  local code=$1 position=${2:-list.yaml:4} kilobytes=60000
  [ $sanitized = yes ] && kilobytes=900000
  timeout $([ $sanitized = yes ] && echo 120 || echo 10) /usr/bin/time -f %M -o memory "$BASMA" check --layouts looks list.yaml >said 2>err
  [ $? = 1 ] && grep -q "^[^ ]*$position.*\[$code\]" err && [ "$(tail -1 memory)" -lt $kilobytes ]
}

# --- encodings ---
people=$'ФИО;Роль;Организация\nОрозбаев Бектур;гость;ОсОО "Ромашка"\nАлыкулова Айгуль;;Фонд\n'
list people.csv role organisation
for encoding in UTF-8 UTF-16 UTF-16LE UTF-16BE CP1251 KOI8-R CP866; do
  printf %s "$people" | iconv -t $encoding >people.csv
  shows 0 'Орозбаев Бектур|гость|ОсОО «Ромашка»' 'Алыкулова Айгуль||Фонд'
  check "a list in $encoding"
done
printf '\xef\xbb\xbf%s' "$people" | sed 's/;/\t/g; s/$/\r/' >people.csv
shows 0 'Орозбаев Бектур|гость|ОсОО «Ромашка»' 'Алыкулова Айгуль||Фонд'
check 'UTF-8 with a mark, tabs, CRLF'
printf 'ФИО;Роль\nОрозбаев Бектур;гость\n;нет имени\nИсаков "Эмиль";"не закрыта\n' | iconv -t UTF-16LE >people.csv
list people.csv role
run 1 check --layouts looks list.yaml && says 'people.csv:3: error' && says 'people.csv:4:17: error'
check 'places in UTF-16 are those of characters'
printf 'name\nJos\xe9\n' >people.csv
refuses encoding-byte people.csv:2:4
check 'a list in an encoding that is not known'

# --- spreadsheets ---
list list.xlsx id organisation Дата Взнос Код Да
python3 "$lists" excel list.xlsx
shows 0 'Орозбаев Бектур|1|ОсОО <Ромашка> & Ко|17.09.2019|1 234,50|000042|ИСТИНА' \
  'Алыкулова Айгүл|2|ОсОО <Ромашка> & Ко|18 сентября 2019 9:00|50%|996555313385|ЛОЖЬ' 'Ким Чен|3||как есть|0,1|0,00001|'
check 'as Excel writes it'
list list.xlsx Дата
python3 "$lists" calc list.xlsx
shows 0 'Орозбаев Бектур|2019-09-17'
check 'as LibreOffice writes it'
list list.xlsx role
python3 "$lists" google list.xlsx
shows 0 'Anna Smith|speaker' 'John Doe|'
check 'as Google Sheets writes it'
python3 "$lists" zip64 list.xlsx
shows 0 'Орозбаев Б2|гость' 'Орозбаев Б3|гость'
check 'with ZIP64'
mv list.xlsx list.csv && list list.csv role
shows 0 'Орозбаев Б2|гость' 'Орозбаев Б3|гость'
check 'under another name'
list list.xlsx id
python3 "$lists" rows list.xlsx
shows 1 'Орозбаев Бектур|a' 'Скрытова Анна|e' 'ЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫЫ|f' && says 'list.xlsx:3:2: error: the cell B3' &&
  says 'list.xlsx:4: error' && says 'list.xlsx:5:1: error' && says 'list.xlsx:6:27: error' && says 'list.xlsx:7: warning'
check 'rows that cannot be used, and where they are'
run 1 check --layouts looks list.yaml &&
  grep -qx 'list/rows.ru.pdf  7 rows read = 3 badges made + 4 rows refused' said
check 'rows read are badges made and rows refused'
python3 "$lists" formula list.xlsx
list list.xlsx Стол
shows 1 'Исаков Нур|' && says 'list.xlsx:2:2: error: the formula in the cell B2'
check 'a formula that was never computed'
python3 "$lists" sheets list.xlsx
list '{file: list.xlsx, sheet: гости 2019}'
shows 0 'Исаков Эмиль'
check 'a sheet by its name'
list '{file: list.xlsx, sheet: Гости 2091}'
refuses sheet-missing list.yaml:4:37 && says 'Гости 2019'
check 'a sheet that is not there'
list '{file: list.xlsx, шит: Гости}'
run 1 check --layouts looks list.yaml && says list.yaml:4
check 'a key that is not known'
printf 'ФИО\nА Б\n' >people.csv
list '{file: people.csv, sheet: Гости}'
refuses sheet-of-text
check 'a sheet of a text'

# --- what is refused ---
list list.xlsx
while read -r case code; do
  python3 "$lists" "$case" list.xlsx
  refuses "$code" "list.*"
  check "$case: $code"
done <<'CASES'
bomb_sheet list-unpacked
bomb_spaces list-unpacked
bomb_strings list-unpacked
giant_string list-text-long
giant_tag list-damaged
columns list-columns
laughs list-damaged
deep list-damaged
cut list-damaged
wrong_sum list-damaged
locked list-locked
locked_excel list-locked
xls list-format
ods list-format
csv list-format
CASES
python3 "$lists" many_entries list.xlsx
list list.xlsx role
shows 0 'Орозбаев Б2|гость' 'Орозбаев Б3|гость'
check 'a directory that claims thousands of millions of entries'
python3 -c 'print("ФИО" + ";x" * 1000000); print("А" + ";" * 1000000)' >people.csv
list people.csv
refuses list-columns people.csv:1
check 'a row of a million columns'
echo "1..$number"
