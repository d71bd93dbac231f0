#!/bin/bash
# Golden messages of «basma check»: CASE.yaml is an event, CASE.diag what is said of it, in English, then in Russian.
set -u
. tests/golden/lib.sh
case $BUILD in /*) program=$BUILD/basma ;; *) program=$PWD/$BUILD/basma ;; esac

case_run() { # event
  local language
  for language in C.UTF-8 ru_RU.UTF-8; do
    (cd "$(dirname "$1")" && LC_ALL=$language "$program" check --progress never "$(basename "$1")" 2>&1) |
      grep -E '^[^ ]+:[0-9]+:'
  done
}

for event in tests/golden/check-diag/*.yaml; do
  golden_compare "${event%.yaml}.diag" case_run "$event"
done
echo "1..$made"
