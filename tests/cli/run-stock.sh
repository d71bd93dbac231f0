#!/bin/bash
# The catalogue of sheets: what `basma layouts --stock` lists, sheets named by maker's code, near names, dimensions.
. "$(dirname "$0")/lib.sh"
root=$OLDPWD

run 0 layouts --stock && silent && [ "$(wc -l <said)" -gt 100 ] && head -1 said | grep -q '^stock  *sheet  *card  *cards  *sold as$'
check 'the list of sheets, with a heading'
grep -qE '^Avery-L4785 +A4 +80 × 50 mm +2 × 5 = 10 +Avery L4785, L4784' said &&
  grep -qE '^Dymo-99014 +54 × 101 mm +54 × 101 mm +1 +Dymo 99014$' said &&
  grep -qE '^Avery-5371 +Letter +88.9 × 50.8 mm +2 × 5 = 10 +Avery 5371' said
check 'name, sheet, card, number, maker and codes'
run 0 layouts && silent && grep -qE '^badge-90x55 +cards 90 × 55 mm, 10 on A4-90x55-10 +/.*badge-90x55.yaml$' said &&
  grep -qE '^agenda +pages A4 +/' said && ! grep -q '^stock' said
check 'the list of layouts, what they make, their files'
LC_ALL=ru_RU.UTF-8 "$BASMA" layouts --stock >said 2>err
[ $? = 0 ] && head -1 said | grep -q '^лист .* в продаже$' && grep -qE '^86x54-1 +85,6 × 53,98 мм ' said
check 'the list in Russian'

python3 "$root/tests/cli/stock.py" "$root/layouts/stock.yaml" /usr/share/libglabels-3.0/templates >said 2>err
check "dimensions are those of the makers' codes elsewhere"

mkdir -p looks own/layouts
printf 'id,family,given\n1,Аев,Бек\n' >people.csv
card() { # STOCK SIZE: a document of cards on that sheet
  cat >looks/card.yaml <<YAML
layout: card
card: {size: $2}
front: [{box: [0, 0, 100%, 5mm], text: "{{ name }}"}]
sheet: {stock: $1}
YAML
  printf '%s\n' 'event: e' 'languages: [ru]' 'title: Т' 'attendees: people.csv' \
    'documents: {cards: {layout: card, each: attendees}}' >e.yaml
  "$BASMA" build --layouts looks -o out e.yaml >said 2>err
}
card l4787 '[80mm, 50mm]' && silent
check "a sheet by its maker's code, in small letters"
card 'Avery-L4785' '[80mm, 50mm]' && silent
check 'the same by its name'
card 90x55 '[90mm, 55mm]'
says '[stock-missing]' && says 'did you mean «A4-90x55-10», «'
check 'an unknown sheet: those that have it in their names'
card L7161 '[63mm, 46mm]'
says 'did you mean «L7160»'
check 'an unknown code: the near ones'
card Avery-L4785 '[90mm, 55mm]'
says '[stock-card]'
check 'a card of another size than the cell'
card Dymo-99014-wide '[101mm, 54mm]' && silent && pdfinfo out/e/cards.ru.pdf | grep -qE 'Page size: +286.29[0-9]* x 153.071 pts'
check 'on a roll a page is a card'
printf 'stock:\n  Avery-L4785: {size: A4, card: [90mm, 55mm]}\n  mine: {size: A5, card: [90mm, 55mm], code: K-1}\n' >looks/stock.yaml
card Avery-L4785 '[90mm, 55mm]' && silent && card k-1 '[90mm, 55mm]' && silent && card L4785 '[80mm, 50mm]' && silent
check "one's own catalogue comes first, the program's stays"
run 0 layouts --stock --layouts looks && [ "$(grep -c '^Avery-L4785 ' said)" = 1 ] && grep -qE '^mine +A5 ' said
check 'and is listed first'
printf 'stock:\n  bad: {size: A4, card: [90mm, 55mm], columns: 3}\n' >looks/stock.yaml
run 1 layouts --stock --layouts looks && says 'looks/stock.yaml:2:8: error' && says '[stock-room]'
check 'a catalogue with a mistake'

echo "1..$number"
