#!/bin/bash
# The same bytes whatever the number of workers, folder, time zone, language, home or time; the manifest too, but for
# its seconds.
. "$(dirname "$0")/lib.sh"
files=()
for id in a b c d e f g; do
  event $id $((RANDOM % 5 + 20))
  files+=($id.yaml)
done
sed -i 's/languages: \[ru\]/languages: [ru, ky]/' c.yaml e.yaml
printf '  memo: {layout: plain}\n' >memo
sed -i '/^documents:/r memo' d.yaml e.yaml
sed -i 's/plain/none/' f.yaml # one fails

sums() { (cd "$1" && find . -name '*.pdf' | sort | xargs sha256sum && grep -v '"seconds"' manifest.json); }
"$BASMA" build -j 1 -o reference --layouts looks "${files[@]}" >said 2>err
[ $? = 1 ]
check 'the reference is made'
sums reference >expected
cp said said.reference
cp err err.reference
[ "$(find reference -name '*.pdf' | wc -l)" = 11 ]
check 'eleven documents'

# same NAME COMMAND…: builds with the command in front, and compares files, manifest, lines and messages.
same() {
  local name=$1
  shift
  rm -rf reference
  "$@" >said 2>err
  sums reference 2>/dev/null | cmp - expected && cmp said said.reference && cmp err err.reference
  check "same with $name"
}
usual=(build -o reference --layouts looks)
for workers in 1 2 3 7; do same "-j $workers" "$BASMA" "${usual[@]}" -j $workers "${files[@]}"; done
same 'another time zone' env TZ=Pacific/Kiritimati "$BASMA" "${usual[@]}" "${files[@]}"
same 'another locale of the system' env LC_ALL=tr_TR.UTF-8 "$BASMA" "${usual[@]}" "${files[@]}"
same 'another home' env HOME=/nonexistent XDG_CACHE_HOME=/nonexistent "$BASMA" "${usual[@]}" "${files[@]}"
same 'no environment at all' env -i "$BASMA" "${usual[@]}" "${files[@]}"
sleep 1.1
same 'another second' "$BASMA" "${usual[@]}" "${files[@]}"
if [ $sanitized = no ]; then
  same 'other addresses' setarch -R "$BASMA" "${usual[@]}" "${files[@]}"
fi

sums_of_files() { (cd "$1" && find . -name '*.pdf' | sort | xargs sha256sum && grep -v '"seconds"' manifest.json); }
mkdir -p deep/er
(cd deep/er && "$BASMA" build -o ../../other --layouts ../../looks "${files[@]/#/../../}" >/dev/null 2>&1)
sums_of_files other | cmp - expected
check 'same from another folder, by relative paths'
rm -rf other
(cd / && "$BASMA" build -o "$scratch/other" --layouts "$scratch/looks" "${files[@]/#/$scratch/}" >/dev/null 2>&1)
sums_of_files other | cmp - expected
check 'same from another folder, by absolute paths'
rm -rf other
LC_ALL=ru_RU.UTF-8 "$BASMA" build -o other --layouts looks "${files[@]}" >/dev/null 2>&1
sums_of_files other | cmp - expected
check 'same with Russian messages'
rm -rf other
reversed=()
for file in "${files[@]}"; do reversed=("$file" "${reversed[@]}"); done
"$BASMA" build -o other --layouts looks "${reversed[@]}" >/dev/null 2>&1
sums_of_files other | cmp - expected
check 'same in another order of events'
"$BASMA" build -o other --layouts looks "${files[@]}" >/dev/null 2>&1
sums_of_files other | cmp - expected
check 'same when made again over the old ones'
SOURCE_DATE_EPOCH=1600000000 "$BASMA" build -o dated --layouts looks a.yaml >/dev/null 2>&1
SOURCE_DATE_EPOCH=1600000000 "$BASMA" build -o dated2 --layouts looks a.yaml >/dev/null 2>&1
cmp dated/a/note.ru.pdf dated2/a/note.ru.pdf
check 'same with SOURCE_DATE_EPOCH'
echo "1..$number"
