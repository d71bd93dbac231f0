#!/bin/bash
# The logical structure as a screen reader gets it: tests/pdf/structure/EVENT.DOCUMENT.LANGUAGE.txt for every document
# of the samples and of the events in that folder. ACCEPT=1 writes them.
set -u
. tests/golden/lib.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$BUILD/basma" build --profile media -o "$work" samples/*/event.yaml tests/pdf/structure/*.yaml >/dev/null 2>&1

structure() { # object numbers and places say nothing about structure
  pdfinfo -struct-text "$1" 2>&1 | sed -E 's/ *$//; s/<n[0-9]*>/<id>/; s/Object [0-9]+ 0/Object/; s/BBox \[[-0-9. ]+\]/BBox/'
}
while read -r file; do
  name=${file#"$work"/}
  name=${name%.pdf}
  golden_compare "tests/pdf/structure/${name//\//.}.txt" structure "$file"
done < <(find "$work" -name '*.pdf' | LC_ALL=C sort)
same_files() {
  [ -n "${ACCEPT:-}" ] || diff <(cd "$work" && find . -name '*.pdf' | sed 's|^\./||; s|/|.|; s|pdf$|txt|' | LC_ALL=C sort) \
    <(cd tests/pdf/structure && find . -name '*.txt' | sed 's|^\./||' | LC_ALL=C sort)
}
made=$((made + 1))
same_files && echo "ok $made - every document has its structure" || echo "not ok $made - every document has its structure"
echo "1..$made"
