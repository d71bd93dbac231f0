#!/bin/bash
# Golden messages: every tests/golden/diag/CASE.yaml is an event with mistakes; CASE.diag is what is said of them, in
# English, then in Russian. Building must end with status 1 and leave what stood in the output folder as it was.
set -u
. tests/golden/lib.sh
case $BUILD in /*) program=$BUILD/basma ;; *) program=$PWD/$BUILD/basma ;; esac

case_run() { # event: the messages, without what else is printed
  local out language
  out=$(mktemp -d)
  mkdir "$out/case"
  echo earlier >"$out/case/badges.ru.pdf"
  for language in C.UTF-8 ru_RU.UTF-8; do
    (cd "$(dirname "$1")" && LC_ALL=$language "$program" build --strict --progress never -o "$out" "$(basename "$1")" 2>&1
      [ $? = 1 ] || echo "x:0: ended with another status than 1") | grep -E '^[^ ]+:[0-9]+:'
  done
  cmp -s "$out/case/badges.ru.pdf" <(echo earlier) || echo "the earlier output is gone"
  find "$out" -name '*.pdf' ! -path "$out/case/badges.ru.pdf"
  rm -rf "$out"
}

for event in tests/golden/diag/*.yaml; do
  golden_compare "${event%.yaml}.diag" case_run "$event"
done
echo "1..$made"
