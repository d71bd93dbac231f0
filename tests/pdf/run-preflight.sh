#!/bin/bash
# `basma preflight` is shown a file that is broken in each way it knows, by qpdf, and must name that and nothing else;
# its reports for people and for programs; its exit status.
set -u
BASMA=$(cd "${BUILD:-build}" && pwd)/basma
root=$PWD
unset SOURCE_DATE_EPOCH
. "$(dirname "$0")/../tap.sh"
cd "$work" || exit 3
mkdir -p looks broken
cat >looks/plates.yaml <<'YAML'
layout: plates
colours: {gold: "spot(Gold, cmyk(0, 20, 60, 15))"}
card: {size: [60mm, 40mm], bleed: 3mm}
styles: {body: {font: sans, size: 14pt}}
front:
  - {box: [5mm, 5mm, 50mm, 8mm], text: "Всё чёрное", style: body}
  - {box: [5mm, 15mm, 50mm, 10mm], fill: gold}
YAML
cat >plates.yaml <<'YAML'
event: plates
languages: [ru]
title: Формы
dates: {from: 2019-09-18}
documents:
  card: {layout: plates, profile: print}
YAML
check "a good file" "$BASMA" build --layouts looks plates.yaml
good=out/plates/card.ru.pdf
passes() { "$BASMA" preflight "$good" >said 2>err; [ $? = 0 ] && [ ! -s err ] && grep -qF "$good" said && grep -qF PDF/X-4 said; }
check "passes without a word" passes

while IFS= read -r line; do
  case $line in "ok "* | "not ok "*) number=$((number + 1)) ;; esac
  sed -E "s/^((not )?ok) [0-9]+/\1 $number/" <<<"$line"
done < <(python3 "$root/tests/pdf/preflight.py" "$BASMA" "$good" broken 2>&1)
check "every kind was tried" [ $number -gt 80 ]

# Damage is no reason to fall silent, or to fall over.
damaged() { "$BASMA" preflight bad.pdf >said 2>err; [ $? = 1 ] && [ -s err ]; }
size=$(stat -c %s "$good")
for part in 1 2 5 9; do
  head -c $((size * part / 10)) "$good" >bad.pdf
  check "cut off at $part tenths" damaged
done
LC_ALL=C sed 's/xref/xxxx/g; s/XRef/XXXX/g' "$good" >bad.pdf
check "without its table of objects" damaged
: >bad.pdf
check "empty" damaged
rm bad.pdf
check "not there" damaged
qpdf --encrypt '' owner 256 -- "$good" bad.pdf
locked() { damaged && grep -qF '[preflight-encrypted]' err; }
check "encrypted" locked
qpdf --encrypt user owner 256 -- "$good" bad.pdf
check "locked by a password" damaged

several() { "$BASMA" preflight "$good" broken/1.pdf "$good" >said 2>err; [ $? = 1 ] && [ "$(wc -l <said)" = 3 ]; }
check "one bad file of several does not hide the others" several
usage() { "$BASMA" preflight >said 2>err; [ $? = 2 ]; }
check "no file is wrong use" usage
russian() { LC_ALL=C.UTF-8 LANG=ru_RU.UTF-8 LC_MESSAGES=ru_RU.UTF-8 LC_ALL= "$BASMA" preflight broken/1.pdf 2>&1 | tee /dev/stderr | grep -q 'ошибк'; }
check "a report in Russian" russian
json() { "$BASMA" preflight --messages json "$good" broken/1.pdf >said 2>err; [ $? = 1 ] && python3 -c '
import json
lines = [json.loads(line) for line in open("said")]
assert [line["errors"] == 0 for line in lines] == [True, False], lines
assert set(lines[0]) == {"file", "profile", "pages", "errors"}, lines
for line in map(json.loads, open("err")):
  assert line["file"] == "broken/1.pdf" and line["severity"] == "error" and line["message"], line'; }
check "a report for programs" json
echo "1..$number"
