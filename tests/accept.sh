#!/bin/bash
# Runs the tests that compare with kept files, shows every file that would change and asks whether to keep the new one.
set -u
cd "$(dirname "$0")/.." || exit 3
folders=(tests/golden tests/visual)
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
cp -a --parents "${folders[@]}" "$before"
ACCEPT=1 tests/run.sh golden visual >/dev/null
kept=0 undone=0
while read -r -u 3 file; do
  old=$before/$file
  [ -e "$old" ] || old=/dev/null
  cmp -s "$old" "$file" && continue
  diff -u --label "$file (kept)" --label "$file (new)" "$old" "$file"
  read -rp "keep the new $file? [y/N] " answer || answer=n
  case $answer in
  y | Y) kept=$((kept + 1)) ;;
  *)
    undone=$((undone + 1))
    if [ "$old" = /dev/null ]; then rm "$file"; else cp -a "$old" "$file"; fi
    ;;
  esac
done 3< <(find "${folders[@]}" -type f | sort)
echo "$kept accepted, $undone left as they were"
