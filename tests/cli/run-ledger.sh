#!/bin/bash
# What was printed is remembered: --changed makes what is new or different, --only one person's, revoked ones are listed.
. "$(dirname "$0")/lib.sh"
build() { local expected=$1; shift; run "$expected" build --layouts looks -o out "$@"; }
cat >looks/sheet.yaml <<'YAML'
layout: sheet
card: {size: [90mm, 55mm]}
styles:
  body: {font: serif, size: 11pt, leading: 14pt}
front:
  - {box: [5mm, 12mm, 80mm, 9mm], text: "{{ name.family }}", style: body, fit: {min: 16pt, max: 20pt, lines: 1}}
sheet: {stock: A4-90x55-10, marks: crop}
YAML
event crowd
sed -i 's/layout: plain/layout: sheet, each: attendees/' crowd.yaml
echo 'attendees: people.csv' >>crowd.yaml
cat >people.csv <<'CSV'
id,name
p1,Асанов Бек
p2,Бакирова Айгүл
p3,Чынгызов Талант
p4,"Дмитриев, Олег"
CSV
ledger=out/crowd/note.ru.ledger.csv
texts() { pdftotext -q out/crowd/note.ru.pdf - | tr -d '\f' | grep . | sort | paste -sd' '; }

build 0 crowd.yaml && [ "$(head -1 $ledger)" = 'id,name,state,run,sheet,row,column,digest' ] &&
  [ "$(sed 's/,[0-9a-f]*$//' $ledger | tail -n +2)" = "$(printf '%s\n' 'p1,Асанов Бек,printed,1,1,1,1' 'p2,Бакирова Айгүл,printed,1,1,1,2' \
    'p3,Чынгызов Талант,printed,1,1,2,1' 'p4,"Дмитриев, Олег",printed,1,1,2,2' ',A4-90x55-10,free,1,1,0,5')" ]
check 'a build writes down what was printed and where'
cp $ledger before && build 0 --changed crowd.yaml && grep -q 'nothing is new or different' said && cut -d, -f1-3 $ledger | cmp - <(cut -d, -f1-3 before)
check 'nothing has changed: nothing is made'

cat >people.csv <<'CSV'
id,name
p1,Асанов Бек
p2,Бакирова-Ким Айгүл
p4,"Дмитриев, Олег"
p5,Эркинов Нур
p6,Якубова Зарина
CSV
build 0 --changed crowd.yaml && [ "$(texts)" = 'Бакирова-Ким Эркинов Якубова' ] && says 'revoked: ' && says 'Чынгызов' && says 'sheet 1, row 2, column 1'
check 'those that are new or different are made, the revoked one is named with its place'
[ "$(grep -c '^p3,.*,revoked,' $ledger)" = 1 ] && grep -q '^p1,.*,printed,1,1,1,1,' $ledger && grep -q '^p2,.*,printed,2,1,3,1,' $ledger &&
  grep -q '^p5,.*,printed,2,1,3,2,' $ledger && grep -q '^p6,.*,printed,2,1,4,1,' $ledger && grep -q ',free,2,1,0,8,' $ledger
check 'they fill the free cells of the last sheet'
build 0 --changed crowd.yaml && grep -q 'nothing is new or different' said && ! says Чынгызов
check 'once is enough, for the revoked one too'
sed -i 's/size: 11pt/size: 11.5pt/; s/max: 20pt/max: 19pt/' looks/sheet.yaml && build 0 --changed crowd.yaml && [ "$(texts | wc -w)" = 5 ]
check 'a layout that looks different changes all'

build 0 --only p5 crowd.yaml && [ "$(texts)" = Эркинов ] && build 0 --only 'зарина якубова' crowd.yaml && [ "$(texts)" = Якубова ] &&
  [ "$(grep -c printed $ledger)" = 5 ]
check 'one person, by id or by name in any order and case'
build 1 --only nobody crowd.yaml && says '[only-nobody]' && [ "$(texts)" = Якубова ]
check 'nobody of that name: an error, the old file stays'
echo 'p7,Якубова Айгүл' >>people.csv && build 1 --only Якубова crowd.yaml && says '[only-several]' && says 'p6 ' && says 'p7 '
check 'several of that name are listed'
event plain2 && build 1 --only p5 plain2.yaml && says '[only-no-list]'
check 'a run without a list'
event both && sed -i 's/  note: .*/  note: {layout: sheet, each: attendees}\n  text: {layout: plain}/' both.yaml && echo 'attendees: people.csv' >>both.yaml &&
  build 0 --only p5 both.yaml && [ "$(ls out/both)" = "$(printf 'note.ru.ledger.csv\nnote.ru.pdf')" ]
check 'documents without a list are left alone'

echo rubbish >$ledger && build 0 --changed crowd.yaml && says '[ledger-unreadable]' && [ "$(texts | wc -w)" = 6 ] && build 0 --changed crowd.yaml && silent
check 'a ledger that cannot be read counts as none'
{ echo id,name; seq -f 'n%.0f,Имя Бек' 3000; } >people.csv && build 0 -j 3 crowd.yaml && cp $ledger three && build 0 -j 1 crowd.yaml &&
  [ "$(grep -c ,printed, $ledger)" = 3000 ] && cmp <(cut -d, -f1-3,5- three) <(cut -d, -f1-3,5- $ledger)
check 'a large one is the same with any number of workers'
sed -i 's/^n1500,.*/n1500,Другой Бек/; /^n2000,/d' people.csv && build 0 -j 3 --changed crowd.yaml && [ "$(texts)" = Другой ] && says 'n2000'
check 'one of three thousand'
build 1 --strict --only 'n1' nowhere.yaml; [ ! -e out/nowhere ]
check 'no event, no output'
echo "1..$number"
