#!/bin/bash
# Many events in one run: order, what fails alone, what stays, what may not meet.
. "$(dirname "$0")/lib.sh"
build() { local expected=$1; shift; run "$expected" build -o out --layouts looks "$@"; }
for id in a b c d e; do event $id; done

build 0 a.yaml b.yaml c.yaml d.yaml e.yaml -j 3 && silent
check 'five events'
awk '{print $1}' said | cmp -s - <(printf 'out/%s/note.ru.pdf\n' a b c d e) && grep -qE 'pdf  1 page  [0-9]+ KB$' said
check 'one line each, in the order of the command line'
python3 - <<'PY'
import hashlib, json
manifest = json.load(open("out/manifest.json"))
assert [d["path"] for d in manifest["documents"]] == [f"{i}/note.ru.pdf" for i in "abcde"]
for d in manifest["documents"]:
    data = open("out/" + d["path"], "rb").read()
    assert d["sha256"] == hashlib.sha256(data).hexdigest() and d["bytes"] == len(data)
    assert d["status"] == "ok" and d["pages"] == 1 and d["language"] == "ru" and d["profile"] == "media"
    inputs = {i["path"]: i["sha256"] for i in d["inputs"]}
    for name, path in ((d["event"] + ".yaml", d["event"] + ".yaml"), ("layouts/plain.yaml", "looks/plain.yaml")):
        assert inputs[name] == hashlib.sha256(open(path, "rb").read()).hexdigest(), inputs
PY
check 'the manifest agrees with the files'

mkdir folder.yaml
printf 'event: bad\ntitle: \xc0\xc1\n' >latin.yaml
build 1 missing.yaml folder.yaml latin.yaml a.yaml && says 'missing.yaml' && says 'folder.yaml' && says 'latin.yaml:2' &&
  grep -q '^out/a/note' said && [ "$(wc -l <said)" = 1 ]
check 'events that cannot be read are reported, the others are made'
head -1 err | grep -q 'missing.yaml' && sed -n 2p err | grep -q folder.yaml && tail -1 err | grep -qx '1 document made, 3 failed'
check 'messages in the order of the command line, then a summary'

cp out/b/note.ru.pdf before.pdf
sed -i 's/layout: plain/layout: nonsense/' b.yaml
build 1 a.yaml b.yaml c.yaml && cmp -s before.pdf out/b/note.ru.pdf && [ "$(wc -l <said)" = 2 ]
check 'a document that fails leaves its old file, the others are made'
python3 - <<'PY'
import json
old = {d["event"]: d for d in json.load(open("out/manifest.json"))["documents"]}
assert old["b"]["status"] == "failed" and old["b"]["errors"] and len(old["b"]["sha256"]) == 64
assert [old[i]["status"] for i in "acde"] == ["ok"] * 4
PY
check 'the manifest tells of the failure, of the old file, and of earlier documents'
event b

cp a.yaml twin.yaml
build 1 a.yaml b.yaml twin.yaml -j 4 && says 'twin.yaml:1:8: error' && says 'a.yaml:1:8: note' && [ "$(wc -l <said)" = 2 ]
check 'of two events with one id the later is refused'
build 1 a.yaml a.yaml && says '[event-twice]'
check 'one file named twice'

rm -rf out
build 1 latin.yaml && [ ! -e out ] && run 1 build -o out/of/the/way latin.yaml && [ ! -e out ]
check 'nothing is written when nothing can be made'
run 0 check --layouts looks a.yaml b.yaml && [ ! -e out ] && [ "$(cat said)" = '2 documents checked, 0 errors, 0 warnings' ]
check 'check writes nothing'
run 1 check --layouts looks a.yaml latin.yaml && grep -q '1 document checked, 1 error' said
check 'check finds errors'

sed -i 's/languages: \[ru\]/languages: [ru, ky]/; s/note: .*/note: {layout: plain}\n  memo: {layout: plain}/' c.yaml
build 0 c.yaml -d memo -l ky && [ "$(cat said | awk '{print $1}')" = out/c/memo.ky.pdf ]
check 'one document in one language'
build 1 a.yaml c.yaml -d memoo && says '-d: no event has a document «memoo»' && says 'did you mean «memo»?'
check 'a document that no event has'
build 1 a.yaml -l en && says '-l: no document is made in the language «en»'
check 'a language that no document has'
build 0 a.yaml c.yaml -d memo && [ "$(wc -l <said)" = 2 ]
check 'a document that only some events have'

sed -i 's/layout: plain/layout: plain, profile: [media, prnit]/' d.yaml
build 1 d.yaml && says '[profile-unknown]' && says 'd.yaml:'
check 'an unknown profile'

event s
cat >>s.yaml <<'YAML'
attendees:
  - {id: one, name: Асанова Айгүл, organisation: Радио, role: пресса}
  - {id: two, name: Иванов Пётр, organisation: Газета, role: пресса}
  - {id: three, name: Ким Анна, organisation: Радио, role: гость}
YAML
sed -i 's/note: .*/note: {layout: plain, split: attendees}\n  list: {layout: plain, split: attendees.role}/' s.yaml
build 0 s.yaml && awk '{print $1}' said | cmp -s - <(printf 'out/s/%s.ru.pdf\n' note.one note.two note.three list.пресса list.гость)
check 'split by item and by value'
sed -i 's/split: attendees}/split: agenda}/' s.yaml
build 1 s.yaml && says '[split-list]' && says 's.yaml:6:'
check 'split by what is no list'

event cards
sed -i 's/note: .*/cards: {layout: card, each: attendees}/' cards.yaml
echo 'attendees: list.csv' >>cards.yaml
printf 'id,name\none,Асанова Айгүл\ntwo,Ким Анна\none,Иванов Пётр\nfour,Длиннейшая-Предлиннейшая-Фамилия Ы\n' >list.csv
build 1 cards.yaml && says 'list.csv:4:' && says 'list.csv:5:' && grep -q '^out/cards/cards.ru.pdf  2 pages' said &&
  tail -1 err | grep -qx '0 documents made, 1 incomplete' && python3 - <<'PY'
import json
d = [d for d in json.load(open("out/manifest.json"))["documents"] if d["event"] == "cards"][0]
assert d["status"] == "incomplete" and d["refused"] == 2 and d["pages"] == 2, d
assert sorted((e["file"], e["line"]) for e in d["errors"]) == [("list.csv", 4), ("list.csv", 5)], d["errors"]
PY
check 'cards that cannot be made are left out alone, and the manifest lists them'
rm -rf out
build 1 cards.yaml --strict && [ ! -e out ]
check '--strict writes nothing then'

mkdir -p own/layouts && event own/x && sed -i 's/^event: .*/event: own/; s/^title: .*/title: Своё/' own/x.yaml
sed 's/16pt, leading: 20pt/30pt, leading: 34pt/' looks/plain.yaml >own/layouts/plain.yaml
build 0 own/x.yaml && python3 - <<'PY'
import hashlib, json
d = [d for d in json.load(open("out/manifest.json"))["documents"] if d["event"] == "own"][0]
layout = hashlib.sha256(open("own/layouts/plain.yaml", "rb").read()).hexdigest()
assert {"path": "layouts/plain.yaml", "sha256": layout} in d["inputs"], d["inputs"]
PY
check 'a layout beside the event comes first'

ln -s ../a.yaml own/link.yaml
printf 'event: x\n' >second.yaml
build 1 second.yaml own/link.yaml -j 1 && grep -q '^out/a/note.ru.pdf' said
check 'an event reached through a link is read, though the worker is confined'

echo '{broken' >out/manifest.json
build 0 a.yaml && says '[manifest-unreadable]' && python3 -c 'import json; assert len(json.load(open("out/manifest.json"))["documents"]) == 1'
check 'a broken manifest is reported and made anew'

files=()
for i in $(seq 60); do event "many-$i"; files+=("many-$i.yaml"); done
sed -i 's/plain/none/' many-17.yaml
rm many-33.yaml
build 1 "${files[@]}" -j 5 && [ "$(wc -l <said)" = 58 ] && awk '{print $1}' said >order &&
  grep -v -e /many-17/ -e /many-33/ <(printf 'out/many-%d/note.ru.pdf\n' $(seq 60)) | cmp -s - order
check 'sixty events on five workers, two of them broken'
echo "1..$number"
