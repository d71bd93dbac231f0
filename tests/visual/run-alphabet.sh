#!/bin/bash
# The alphabet sheet of every face against its reference pictures, and against itself with one letter missing: the
# comparison must be able to fail.
set -u
here=$(dirname "$0")
. "$(dirname "$0")/../tap.sh"
render() { # event folder, output prefix
  "$BUILD/basma" build -o "$work/out-$2" "$1/event.yaml" && pdftoppm -r 72 -gray -png "$work"/out-"$2"/alphabet/alphabet.ru.pdf "$work/$2"
}

check "the sheet is made" render "$here/alphabet" page
if [ "${ACCEPT:-}" = 1 ]; then
  for page in "$work"/page-*.png; do cp "$page" "$here/alphabet/$(basename "$page")"; done
fi
for reference in "$here"/alphabet/page-*.png; do
  check "$(basename "$reference") looks as it should" python3 "$here/compare.py" "$work/$(basename "$reference")" "$reference"
done

cp -r "$here/alphabet" "$work/broken"
sed -i 's/нңоө/нң ө/' "$work/broken/event.yaml"
check "the sheet with a letter missing is made" render "$work/broken" broken
differs() { ! python3 "$here/compare.py" "$work/broken-1.png" "$here/alphabet/page-1.png"; }
check "a missing letter is seen" differs
echo "1..$number"
