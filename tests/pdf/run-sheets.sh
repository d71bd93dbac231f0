#!/bin/bash
# Sheets of cards as paper: backs on their fronts, printers that are off, piles that are in order, marks beside cards.
set -u
BASMA=$(cd "${BUILD:-build}" && pwd)/basma
root=$PWD
unset SOURCE_DATE_EPOCH
. "$(dirname "$0")/../tap.sh"
paper() { python3 "$root/tests/pdf/sheets.py" "$@"; }
cd "$work" || exit 3
mkdir -p layouts

people() { # COUNT
  { echo id,family,role; for ((i = 1; i <= $1; i++)); do echo "$i,N$i,r$((i % 3))"; done; } >people.csv
}
event() { # the document's own keys
  printf '%s\n' 'event: e' 'languages: [ru]' 'title: Т' 'dates: {from: 2026-05-14}' 'attendees: people.csv' \
    "documents: {c: {layout: card, each: attendees, $1}}" >e.yaml
}
build() { "$BASMA" build -o out "$@" e.yaml >said 2>err || { cat err; false; }; }

# --- register ---------------------------------------------------------------------------------------------------------

# A mark on the front, and where it is on the back of a card that is turned in the hand like a page.
marked() { # SIZE CARD COLUMNS ROWS ORIGIN GAP DUPLEX
  local width=${2%%,*}
  cat >layouts/card.yaml <<YAML
layout: card
card: {size: [$(sed 's/,/mm, /' <<<"$2")mm]}
front: [{box: [6mm, 4mm, 11mm, 7mm], fill: black}]
back: [{box: [$((width - 17))mm, 4mm, 11mm, 7mm], fill: black}]
sheet:
  stock: {size: [$(sed 's/,/mm, /' <<<"$1")mm], card: [$(sed 's/,/mm, /' <<<"$2")mm], columns: $3, rows: $4,
    origin: [$(sed 's/,/mm, /' <<<"$5")mm], gap: [$(sed 's/,/mm, /' <<<"$6")mm]}
  duplex: $7-edge
YAML
  geometry="\"size\": [$1], \"card\": [$2], \"columns\": $3, \"rows\": $4, \"origin\": [$5], \"gap\": [$6], \"duplex\": \"$7\""
  people $(($3 * $4))
}
exact='"printer": {"front": [0, 1, 0, 1], "back": [0, 1, 0, 1]}'
in_register() { build && paper register out/e/c.ru.pdf "{$geometry, $1, \"mark\": [6, 4, 11, 7]}"; }

for duplex in long short; do
  event 'profile: media'
  marked 210,297 80,50 2 4 9,31 3,7 $duplex
  check "an upright sheet with uneven margins, $duplex edge" in_register "$exact"
  marked 297,210 80,50 3 3 40,12 2,11 $duplex
  check "a lying sheet with uneven margins, $duplex edge" in_register "$exact"
  marked 210,297 90,55 2 5 11,3 0,0 $duplex
  check "cards edge to edge, $duplex edge" in_register "$exact"
done

# A printer that shifts by 1.5 mm and -0.8 mm and prints at 99.6 % and 100.3 %, its back by other figures.
cat >layouts/printers.yaml <<'YAML'
printers:
  desk:
    front: {left: 21.42mm, top: 19.26mm, across: 159.36mm, down: 240.72mm}
    back: {left: 17.9mm, top: 20.66mm, across: 159.36mm, down: 240.72mm}
YAML
# 1.5 + 0.996 · 20, -0.8 + 1.003 · 20, and for the back -2.02, 0.6
faults='"printer": {"front": [1.5, 0.996, -0.8, 1.003], "back": [-2.02, 0.996, 0.6, 1.003]}'
for duplex in long short; do
  event 'profile: office, set: {sheet: {printer: desk}}'
  marked 210,297 80,50 2 4 9,31 3,7 $duplex
  check "a printer that is off, made up for, $duplex edge" in_register "$faults"
done
off() { ! in_register "$exact" | grep -q '^0'; }
check "what that file would be on an exact printer" off
event 'profile: media, set: {sheet: {printer: desk}}'
check "files for the screen do not know the printer" in_register "$exact"
warned() { grep -q 'printer-unused' err; }
check "which is said" warned
event 'profile: media, set: {sheet: {offset: [-1.5mm, 0.8mm]}}'
check "an offset is for both sides" in_register '"printer": {"front": [1.5, 1, -0.8, 1], "back": [1.5, 1, -0.8, 1]}'
event 'profile: media, set: {sheet: {scale: [101%, 99%]}}'
check "a scale is about the middle, so backs stay on fronts" in_register \
  '"printer": {"front": [1.0396, 0.9900990, -1.5, 1.0101010], "back": [1.0396, 0.9900990, -1.5, 1.0101010]}'
event 'profile: print, set: {sheet: {offset: [-1.5mm, 0.8mm]}}'
check "files for the press are not moved" in_register "$exact"

# The program's own sheet, measured where it says.
"$BASMA" calibrate -o cal -l en >said 2>err
named() { [ "$(sort said | sed 's/  .*//')" = "$(printf 'cal/calibration/%s.en.pdf\n' a4 letter)" ]; }
check "basma calibrate makes a sheet in A4 and in Letter" named
said() { pdftotext -layout cal/calibration/a4.en.pdf - | grep -q "from cross 1 to cross 2 — 160 mm"; }
check "it says what to measure" said
three() { "$BASMA" calibrate -o cal >said 2>err && ls cal/calibration/a4.{ru,ky,en}.pdf && [ ! -s err ]; }
check "in three languages" three
ticks() { # crosses at 20, 180 across and 20, 260 down, on both sides
  python3 - cal/calibration/a4.ru.pdf <<'PY'
import sys
sys.argv[1:1] = []
source = open(f"{__import__('os').environ['SHEETS']}").read().replace("\nmain()\n", "\n")
exec(source)
for width, height, data in pages(sys.argv[1]):
    at = lambda mm: round(mm * DPI / 25.4)
    for x, y in ((20, 20), (180, 20), (20, 260)):
        row = data[at(y - 4) * width:(at(y - 4) + 1) * width]
        column = data[at(x - 4)::width]
        for line, middle in ((row, x), (column, y)):
            dark = [i for i in range(at(middle) - 12, at(middle) + 12) if line[i] < 140]
            assert dark, (x, y)
            centre = (dark[0] + dark[-1] + 1) / 2 * 25.4 / DPI
            assert abs(centre - middle) < 0.1, (x, y, centre)
PY
}
export SHEETS=$root/tests/pdf/sheets.py
check "its crosses are where printers.yaml takes them to be, on both sides" ticks

# --- piles ------------------------------------------------------------------------------------------------------------

numbered() { # ORDER START, more keys of the sheet
  cat >layouts/card.yaml <<YAML
layout: card
card: {size: [60mm, 40mm], bleed: 2mm}
styles: {body: {font: sans, size: 12pt}}
front: [{box: [5mm, 5mm, 50mm, 10mm], text: "{{ name.family }}"}]
sheet: {stock: {size: A4, card: [60mm, 40mm], columns: 3, rows: 4, origin: [9mm, 20mm], gap: [5mm, 6mm]}, order: $1, start: $2, $3}
YAML
  geometry="\"size\": [210, 297], \"card\": [60, 40], \"columns\": 3, \"rows\": 4, \"origin\": [9, 20], \"gap\": [5, 6], \"duplex\": \"long\", \"start\": $2"
}
event 'profile: media'
in_order() { # COUNT
  build && paper stack out/e/c.ru.pdf "{$geometry, \"count\": $1}"
}
for case in '12 1' '13 1' '5 1' '40 1' '47 5' '2 12' '3 12' '14 12' '25 2' '100 7'; do
  read -r count start <<<"$case"
  people "$count"
  numbered cut-and-stack "$start" 'marks: none'
  check "$count cards from cell $start, cut and stacked" in_order "$count"
done
numbered rows 1 'marks: none'
people 40
shuffled() { ! in_order 40 >/dev/null 2>&1; }
check "rows are no piles" shuffled

volumes() { # COUNT START PAGES: a large document in files
  people "$1"
  numbered cut-and-stack "$2" 'marks: none'
  rm -rf out
  "$BASMA" build -o out --limit "pages=$3" e.yaml >said 2>err || { cat err; return 1; }
  local files
  mapfile -t files < <(find out -name '*.pdf' | LC_ALL=C sort -V)
  [ ${#files[@]} -gt 1 ] && paper stack "${files[@]}" "{$geometry, \"count\": $1}"
}
check "piles end with the file: 100 cards in files of 2 sheets" volumes 100 1 2
check "piles end with the file: 131 cards from cell 6, files of 3" volumes 131 6 3

# --- marks and codes --------------------------------------------------------------------------------------------------

alone() { # GAP: one dark card with a code in its corner, in the middle of a sheet with marks
  cat >layouts/card.yaml <<YAML
layout: card
card: {size: [60mm, 40mm], bleed: 3mm}
front:
  - {box: [0, 0, 30mm, 40mm], fill: "#202020"}
  - {box: [30mm, 0, 30mm, 10mm], fill: "#202020"}
  - {box: [30mm, 10mm, 30mm, 30mm], qr: "https://example.kg/{{ id }}", quiet: 4}
sheet:
  stock: {size: A4, card: [60mm, 40mm], columns: 3, rows: 4, origin: [7mm, 40mm], gap: [$1mm, $1mm]}
  marks: [crop, bars]
  start: 5
YAML
  people 1
  build && paper clear out/e/c.ru.pdf "{\"size\": [210, 297], \"card\": [60, 40], \"columns\": 3, \"rows\": 4,
    \"origin\": [7, 40], \"gap\": [$1, $1], \"duplex\": \"long\", \"start\": 5, \"cards\": 1, \"bleed\": 3}"
}
event 'profile: media'
for gap in 0 1 4 6 7; do
  check "marks and codes leave the neighbours alone, gap $gap mm" alone "$gap"
done

# --- groups and blank cards -------------------------------------------------------------------------------------------

people 10
numbered rows 1 'separate: role, blank: {Гость: 3}'
event 'profile: media'
texts() { build && pdftotext -raw out/e/c.ru.pdf - | tr "\n\f" "  " | tr -s " " >got && { cat got; grep -q "$1" got; }; }
check "groups with their names and numbers" texts '^r1 4 N1 N4 N7 N10 r2 3 N2 N5 N8 r0 3 N3 N6 N9 $'
counted() { grep -q '10 rows read = 10 badges made + 0 rows refused  3 separators, 3 blank cards$' said; }
check "separators and blank cards are counted, not as people" counted
same_bytes() { build -j 1 && cp out/e/c.ru.pdf one.pdf && build -j 2 && cmp one.pdf out/e/c.ru.pdf; }
check "the same bytes for any -j" same_bytes

echo "1..$number"
