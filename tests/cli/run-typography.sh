#!/bin/bash
# check --typography and --fix: findings with their places, files changed in place with comments and layout kept, twice
# the same, the same PDF before and after, and what cannot be placed is named.
. "$(dirname "$0")/lib.sh"
cat >>looks/plain.yaml <<'YAML'
  - {text: "{{ subtitle }}", style: body}
  - {text: "{{ place.venue }}; {{ place.room }}; {{ place.address }}; {{ project.title }}", style: body}
  - each: extra.notes
    as: note
    text: "{{ note }}"
    style: body
  - each: attendees
    text: "{{ name.full }}, {{ position }} ({{ organisation }}, {{ role }})"
    style: body
YAML
cat >text.yaml <<'YAML'
# comment at the top: "не трогать" - совсем
event: text   # and one behind
languages: [ru, ky, en]
title: {ru: Проект "Голос" - итоги, ky: 'Долбоор "Үн" - жыйынтык',   en: "Project \"Voice\" - results"}
subtitle: "Проект \"Голос\" - итоги"   # escaped
dates:  {from: 2019-09-18}
place:
    venue:
        ru: >-
            зал в доме  № 5 на
            ул. Уметалиева и в
            саду, в школе
        ky: ак үй № 5
        en: house
    room: 'зал ''Голос'' - в "саду"'
    address: 720001, г. Бишкек, ул. Уметалиева, 108
project:
  title: { ru: "Проект 'Голос'
     в двух  строках",  ky: Проект, en: project }
release:
  date: 2019-09-17
  headline: Обмен опытом в Бишкеке
  body:
    ru: |
      Он сказал: "Проект *"Голос"* начат" - и ушёл...   # no comment

        * пункт в списке - с тире
        * `код "как" - есть` и "слово" [ссылка "та"](https://a.kg/"x"--y)

      Абзац с переносом в
      строке и "кавычки через
      строку" т.е. 18-19 сентября.[^n]

      | а | б |
      |---|---|
      | "в" | г. Ош |

      [^n]: Сноска "в" 5 км; сущность &quot;там&quot; и г. Ош.
    ky: |-
        "Акыйкат"тын долбоору - мен да барам.
    en: >
      The "Voice" project isn't over - "it
      began" in 2018-2019 with 12345 people.
extra:
  notes:
    - "12345 сомов"
    - в доме
    - |
      в доме
        и в саду
documents: {note: {layout: plain}}   # the end
attendees: people.csv
YAML
cat >people.csv <<'CSV'
id;name;position;organisation;role
1;О'Коннор Джон;специалист по связям с общественностью;"ОО ""Барс-Мурас"" - центр";в зале
2;Асанова Айгүл;глава "Ак-Суу";ОО "Голос";гость
CSV
# A mark at the beginning, and lines as Windows ends them.
{ printf '\357\273\277'; sed 's/$/\r/'; } <<'YAML' >windows.yaml
event: windows
languages: [ru]
title: Проект "Голос" - итоги в 2019 году
dates: {from: 2019-09-18}
release:
  date: 2019-09-17
  headline: Обмен
  body: |
    Проект "Голос" - в Бишкеке.

    Он сказал "да" и ушёл.
documents: {note: {layout: plain}}
YAML
sed -i 's/^    as: note/    when: extra\n&/' looks/plain.yaml
cp text.yaml text.before && cp people.csv people.before

run 0 check --typography text.yaml
check 'only findings: status 0'
check 'place of a quotation mark' says 'text.yaml:4:20: note: quotes: "Голос" → «Голос" [typography]'
check 'place in a folded text' says 'text.yaml:10:23: note: spaces: доме  № → доме № [typography]'
check 'place in Markdown' says 'text.yaml:25:27: note: quotes: "Голос" → „Голос" [typography]'
check 'place in a list' says "people.csv:2:4: note: apostrophe: О'Коннор → О’Коннор [typography]"
check 'a no-break space is shown' says '→ г.␣Ош'
! says 'как' && ! says '"та"](https' && ! says 'a.kg/'
check 'code and addresses are left alone'
cmp -s text.yaml text.before
check 'nothing is written without --fix'
run 0 check --typography --messages json text.yaml && grep -q '"code": "typography", "file": "text.yaml", "line": 4' err
check 'as JSON'

# holds FILE TEXT: no-break spaces are written ⍽.
holds() { sed 's/\xc2\xa0/⍽/g' "$1" | grep -qF -- "$2"; }

rm -rf before after
run 0 build --layouts looks -o before text.yaml windows.yaml
check 'the event before'
run 0 check --typography --fix text.yaml windows.yaml
check 'fix'
check 'a line end is not fixed' says 'not fixed here: short-word: в строке → в␣строке'
check 'an entity is not fixed' says 'not fixed here: quotes:'
grep -q '^text.yaml  changes: ' said && grep -q '^people.csv  changes: ' said && grep -q '^windows.yaml' said
check 'the written files are named'
run 0 build --layouts looks -o after text.yaml windows.yaml
check 'the event after'
same=yes
for file in before/*/*.pdf; do cmp -s "$file" "after/${file#before/}" || { same=no; echo "# $file"; }; done
[ $same = yes ] && [ "$(find before -name '*.pdf' | wc -l)" = 4 ]
check 'the same PDF'
grep -o '#.*' text.before | grep -v 'no comment' >comments && grep -o '#.*' text.yaml | grep -v 'no comment' | cmp -s - comments
check 'comments are kept'
[ "$(sed 's/[^ ].*//' text.before)" = "$(sed 's/[^ ].*//' text.yaml)" ] && [ "$(wc -l <text.before)" = "$(wc -l <text.yaml)" ]
check 'lines and indentation are kept'
holds text.yaml 'title: {ru: Проект «Голос»⍽— итоги, ky: '"'"'Долбоор «Үн»⍽— жыйынтык'"'"',   en: "Project “Voice”⍽– results"}'
check 'plain and quoted texts are fixed'
holds text.yaml 'Проект *„Голос“* начат»⍽— и⍽ушёл…' &&
  holds text.yaml '* `код "как" - есть` и⍽«слово» [ссылка «та»](https://a.kg/"x"--y)'
check 'Markdown is fixed around its marks'
holds people.csv '"ОО ""Барс-Мурас""⍽- центр";в зале' && holds people.csv 'ОО "Голос";гость' &&
  holds people.csv 'О’Коннор Джон'
check 'cells are fixed as all languages agree, roles are not'
[ "$(grep -c $'\r$' windows.yaml)" = 12 ] && head -c 3 windows.yaml | cmp -s - <(printf '\357\273\277') && grep -q 'Проект «Голос»' windows.yaml
check 'line ends and mark of Windows stay'
cp text.yaml text.once && cp people.csv people.once && cp windows.yaml windows.once
run 0 check --typography --fix text.yaml windows.yaml && cmp -s text.yaml text.once && cmp -s people.csv people.once && cmp -s windows.yaml windows.once && [ ! -s said ]
check 'twice is the same'
check 'no temporary files' no_temporary_files .
sed '/^languages/s/.*/languages: [ru]/; /: {ru: /d; s/^  title: .*/  title: Проект/; /^     в двух/d' text.before | sed '/^    venue:/,/^        en:/d; /^    ru: |/,/\[^n\]: /d; /^    ky: /,/began/d; s/^  body:/  body: Текст/' >one.yaml
sed -i '3a title: Проект "Голос"' one.yaml && cp people.before people.csv
run 0 check --typography --fix one.yaml
holds people.csv '"ОО «Барс-Мурас»⍽— центр";в зале' && holds people.csv 'ОО «Голос»;гость' && holds one.yaml 'subtitle: "Проект «Голос»⍽— итоги"   # escaped' &&
  holds one.yaml "room: 'зал «Голос»⍽— в⍽«саду»'" && holds one.yaml '"12⍽345⍽сомов"'
check 'escaped marks and cells are fixed'

chmod 640 text.yaml && cp text.before text.yaml && mkdir -p elsewhere && mv text.yaml elsewhere/real.yaml && ln -s elsewhere/real.yaml text.yaml
run 0 check --typography --fix text.yaml
[ -L text.yaml ] && [ "$(stat -c %a elsewhere/real.yaml)" = 640 ] && grep -q '«Голос»' elsewhere/real.yaml
check 'a link stays a link, permissions stay'

run 2 check --fix text.yaml && says '[fix-alone]'
check '--fix needs --typography'
run 2 build --typography text.yaml
check 'build has no such option'
event broken && echo 'oops: 1' >>broken.yaml
run 1 check --typography broken.yaml && says '[event-key]' || says 'oops'
check 'an event that cannot be read'

event slip && sed -i 's/Событие slip/Сoбытие/' slip.yaml
run 0 check --layouts looks slip.yaml && says 'slip.yaml:3:9: warning:' && says '[mixed-alphabet]'
check 'a letter of the wrong alphabet is a warning of a check'
run 0 build --layouts looks slip.yaml && says '[mixed-alphabet]'
check 'and of a build'

event plain && sed -i 's/прошёл/- прошёл/; s/{layout: plain}/{layout: plain, typography: no}/' plain.yaml
run 0 build --layouts looks -o off plain.yaml
sed -i 's/, typography: no//' plain.yaml
run 0 build --layouts looks -o on plain.yaml
cmp -s off/plain/note.ru.pdf on/plain/note.ru.pdf
[ $? = 1 ]
check 'a document may say no'
sed -i 's/{font: \([a-z]*\),/{font: \1, typography: no,/' looks/plain.yaml
run 0 build --layouts looks -o style plain.yaml
cmp -s style/plain/note.ru.pdf on/plain/note.ru.pdf
[ $? = 1 ]
check 'a style may say no'

# The texts of layouts: beside the event and in the folder that was named they are content as far as typography goes.
mkdir -p beside/layouts
cat >beside/layouts/own.yaml <<'YAML'
layout: own   # "as it is" - here
extends: shared
flow:
  - text:
      ru: 'Голос "{{ title }}" - 5 км'
      en: The "{{ title }}" isn't over
    style: body
  - {text: "код - как есть", style: raw}
  - table:
      each: agenda.sessions
      columns:
        - {head: {ru: Тема и "место"}, width: auto, text: "{{ title }}", style: body}
YAML
sed 's/^layout: .*/layout: shared/' looks/plain.yaml >looks/shared.yaml
sed -i 's/{font: \([a-z]*\), typography: no,/{font: \1,/; s/^  body: {/  raw: {typography: no}\n&/' looks/shared.yaml
printf '  - {text: "№5 в доме", style: body}\n' >>looks/shared.yaml
event own && sed 's/layout: plain/layout: own/' own.yaml >beside/own.yaml
cp beside/layouts/own.yaml layout.before
run 0 check --typography --layouts looks beside/own.yaml
says 'layouts/own.yaml:5:18: note: quotes: "{{…}}" → «{{…}}" [typography]' && says "own.yaml:6:32: note: apostrophe: isn't → isn’t" &&
  says 'own.yaml:12:30: note: quotes'
check 'the texts of a layout are listed'
! says 'own.yaml:8:' && ! says 'own.yaml:1:' && cmp -s beside/layouts/own.yaml layout.before
check 'comments and styles that say no are left alone'
run 0 build --layouts looks -o before beside/own.yaml
run 0 check --typography --fix --layouts looks beside/own.yaml
holds beside/layouts/own.yaml "ru: 'Голос «{{ title }}»⍽— 5⍽км'" &&
  holds beside/layouts/own.yaml 'en: The “{{ title }}” isn’t over' && holds beside/layouts/own.yaml '# "as it is" - here'
check 'and fixed'
run 0 check --typography --layouts looks beside/own.yaml && [ ! -s err ]
check 'so that nothing is left'
run 0 build --layouts looks -o after beside/own.yaml && cmp -s before/own/note.ru.pdf after/own/note.ru.pdf
check 'and the PDF is the same'
for name in press-release agenda badge-90x55; do
  event shipped && sed -i "s/layout: plain/layout: $name/" shipped.yaml && run 0 check --typography --fix shipped.yaml && [ ! -s err ]
  check "the program's own $name needs no change"
done
echo "1..$number"
