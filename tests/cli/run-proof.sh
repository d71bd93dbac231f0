#!/bin/bash
# --proof: a contact sheet of the worst cards and a list of all of them.
tools=$(dirname "$(realpath "$0")")
. "$(dirname "$0")/lib.sh"
build() { local expected=$1; shift; run "$expected" build --layouts looks "$@"; }
proof() { python3 "$tools/proof.py" "$@" >python 2>&1 || { sed 's/^/# /' python; false; }; }

cat >looks/photo.yaml <<'YAML'
layout: photo
card: {size: [90mm, 55mm], bleed: 3mm}
styles:
  body: {font: sans, size: 9pt, leading: 11pt}
  name: {extends: body, size: 30pt, leading: 34pt, weight: bold}
front:
  - {box: [0, 0, 90mm, 8mm], fill: "#224466"}
  - {box: [5mm, 12mm, 18mm, 24mm], image: "{{ photo }}", cover: yes, alt: "{{ name }}"}
  - {box: [25mm, 10mm, 60mm, 14mm], text: "{{ name.given }}", style: name, fit: {min: 10pt, max: 30pt, lines: 1}}
  - {box: [25mm, 24mm, 60mm, 9mm], text: "{{ name.family }}", style: name, fit: {min: 9pt, max: 20pt, lines: 1}}
  - {box: [65mm, 33mm, 20mm, 20mm], qr: "{{ url }}"}
sheet: {stock: A4-90x55-10}
YAML
event crowd
sed -i 's/layout: plain/layout: photo, each: attendees/; s/languages: \[ru\]/languages: [ru, ky, en, de]/' crowd.yaml
echo 'attendees: people.csv' >>crowd.yaml
python3 "$tools/proof.py" make 700

build 0 -j 1 -o one crowd.yaml -l ru && [ -z "$(find one -name '*.proof.pdf' -o -name '*.list.csv')" ] && ! grep -q '"proof"\|"list"' one/manifest.json
check 'without --proof nothing is made but the document'
cp one/crowd/note.ru.pdf plain.pdf
build 0 -j 1 --proof -o one crowd.yaml -l ru && silent && cmp plain.pdf one/crowd/note.ru.pdf &&
  [ "$(awk '{print $1}' said | paste -sd' ')" = 'one/crowd/note.ru.pdf one/crowd/note.ru.proof.pdf one/crowd/note.ru.list.csv' ]
check 'with it the document is the same, and both files are named'
build 0 -j 3 --proof -o three crowd.yaml -l ru && diff -r one/crowd three/crowd && no_temporary_files three
check 'all three are the same bytes with any number of workers'
qpdf --check one/crowd/note.ru.proof.pdf >/dev/null && proof manifest one
check 'the manifest has the hashes, the contact sheet is a sound PDF'
proof list one/crowd ru 700
check 'every card has its row, at the place where it is printed, with its code'
proof worst one/crowd ru
check 'the worst cards, found another way, come first, with their figures'

build 0 --proof -o few --limit pages=20 crowd.yaml -l ru && proof list few/crowd ru 700 && [ "$(ls few/crowd | grep -c 'note.ru.[0-9].pdf')" = 4 ] &&
  cmp few/crowd/note.ru.proof.pdf one/crowd/note.ru.proof.pdf
check 'volumes have one list and one contact sheet together'
build 0 --proof -o langs crowd.yaml && proof list langs/crowd ky 700 && proof list langs/crowd en 700 && proof list langs/crowd de 700 &&
  pdftotext -q langs/crowd/note.ky.proof.pdf - | grep -q 'Эң майда ысымдар' && pdftotext -q langs/crowd/note.en.proof.pdf - | grep -q '^Smallest names' &&
  pdftotext -q langs/crowd/note.de.proof.pdf - | grep -q '^Smallest names' && silent
check 'in the language of the document, else in English'

python3 "$tools/proof.py" make 40
build 0 --proof -o small crowd.yaml -l ru && proof list small/crowd ru 40 && proof worst small/crowd ru
check 'a small document likewise'
python3 "$tools/proof.py" refuse 40
before=$(sha256sum small/crowd/*)
build 1 --proof --strict -o small crowd.yaml -l ru && [ "$(sha256sum small/crowd/*)" = "$before" ] && no_temporary_files small
check 'a card that cannot be set, under --strict: nothing is written'
build 1 --proof -o small crowd.yaml -l ru && proof list small/crowd ru 38 && grep -q '"status": "incomplete"' small/manifest.json && no_temporary_files small
check 'without it, the list has all that were made'

event plain
build 0 --proof -o flow plain.yaml && [ "$(find flow -name 'note.*' ! -name '*.pdf' -o -name '*proof*')" = '' ]
check 'a document that is no cards has neither'
run 2 check --proof plain.yaml
check 'only a build has proofs'
sed -i 's/layout: photo, each: attendees/layout: photo, each: attendees, profile: [media, office]/' crowd.yaml
python3 "$tools/proof.py" make 40
build 0 --proof -o both crowd.yaml -l ru && [ "$(awk '{print $1}' said | sed 's/.*note.ru.//' | paste -sd' ')" = 'pdf proof.pdf list.csv office.pdf' ]
check 'one list and one contact sheet for all profiles'
echo "1..$number"
