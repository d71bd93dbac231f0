#!/bin/bash
# Large documents: made in parts by all workers, bound in order, cut into volumes.
. "$(dirname "$0")/lib.sh"
build() { local expected=$1; shift; run "$expected" build --layouts looks "$@"; }
people=700
event crowd
sed -i 's/layout: plain/layout: card, each: attendees/' crowd.yaml
echo 'attendees: people.csv' >>crowd.yaml
list() { echo id,name; seq -f '%.0f,Асанов Имя' $people; }
list >people.csv
pages() { qpdf --show-npages "$1"; }

build 0 -j 1 -o one crowd.yaml && build 0 -j 3 -o three crowd.yaml && [ "$(pages one/crowd/note.ru.pdf)" = $people ] &&
  cmp one/crowd/note.ru.pdf three/crowd/note.ru.pdf && qpdf --check one/crowd/note.ru.pdf >/dev/null
check 'the same bytes with any number of workers'

build 0 -j 3 -o out --limit pages=200 crowd.yaml && [ "$(cd out/crowd && ls *.pdf)" = "$(printf 'note.ru.%d.pdf\n' 1 2 3 4)" ] &&
  [ "$(for i in 1 2 3 4; do pages out/crowd/note.ru.$i.pdf; done | paste -sd' ')" = '192 192 192 124' ]
check 'volumes of whole parts, none with more pages than allowed'
[ "$(for i in 1 2 3 4; do pdftotext -q out/crowd/note.ru.$i.pdf -; done | grep -c Асанов)" = $people ] &&
  [ "$(awk '{print $1}' said | paste -sd' ')" = "$(printf 'out/crowd/note.ru.%d.pdf ' 1 2 3 4 | sed 's/ $//')" ]
check 'every card once, every volume named'
python3 - <<'PYTHON'
import hashlib, json
documents = json.load(open("out/manifest.json"))["documents"]
assert [d["volume"] for d in documents] == [1, 2, 3, 4], documents
for d in documents:
    assert d["volumes"] == 4 and d["status"] == "ok" and d["pages"] == (124 if d["volume"] == 4 else 192), d
    data = open("out/" + d["path"], "rb").read()
    assert hashlib.sha256(data).hexdigest() == d["sha256"] and len(data) == d["bytes"], d["path"]
PYTHON
check 'the manifest has the hash of every volume'
cp -r out again && build 0 -j 1 -o again --limit pages=200 crowd.yaml && diff -qr out/crowd again/crowd
check 'volumes are the same bytes with any number of workers'
build 0 -o out crowd.yaml && [ "$(grep -c '"path": "crowd/' out/manifest.json)" = 1 ] && grep -q '"path": "crowd/note.ru.pdf"' out/manifest.json
check 'a manifest forgets volumes that are not made any more'

rm -rf out && build 0 -o out crowd.yaml && sha256sum out/crowd/note.ru.pdf >before
list | sed 's/^300,.*/300,Фамилиякотораяточнонепоместится Имя/; s/^650,.*/650,Ещёоднадлиннаяфамилиябезпереноса Имя/' >people.csv
build 1 -j 3 -o out --strict crowd.yaml && sha256sum -c --quiet before && no_temporary_files out
check 'one card too long, under --strict: nothing is written'
build 1 -j 3 -o out --strict --limit pages=200 crowd.yaml && sha256sum -c --quiet before && no_temporary_files out && [ "$(cd out/crowd && ls *.pdf)" = note.ru.pdf ]
check 'nor is the first of several volumes'
build 1 -j 3 -o out crowd.yaml && [ "$(pages out/crowd/note.ru.pdf)" = $((people - 2)) ] && grep -q '"refused": 2' out/manifest.json &&
  [ "$(grep -c ': error: ' err)" = 2 ] && [ "$(grep ': error: ' err | cut -d: -f2 | paste -sd' ')" = '301 651' ]
check 'without it they are left out, listed in order and counted'
cp err err.three && build 1 -j 1 -o one crowd.yaml && cmp err err.three && cmp out/crowd/note.ru.pdf one/crowd/note.ru.pdf
check 'messages are the same with any number of workers'

list >people.csv
sed -i 's/layout: card, each: attendees/layout: card, each: attendees, profile: [media, print]/' crowd.yaml
build 0 -j 3 -o out crowd.yaml && [ "$(pages out/crowd/note.ru.pdf) $(pages out/crowd/note.ru.print.pdf)" = "$people $people" ] &&
  build 0 -j 3 -o out --limit pages=500 crowd.yaml && [ "$(pages out/crowd/note.ru.print.2.pdf)" = $((people - 448)) ]
check 'every profile, whole and in volumes'
echo "1..$number"
