#!/bin/bash
# Runs test suites and counts. Every suite prints TAP lines ("ok 1 - name", "not ok 2 - name"); one that ends with a
# failure status without a "not ok" counts as one failure, one that reports nothing too.
#
#   BUILD=build tests/run.sh unit golden pdf cli visual fuzz
#
# A suite is every executable tests/<name>/run-*.sh, for unit every program built from tests/unit.
# RUNNER is put before each unit test, such as valgrind with its options. The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 3
export BUILD=${BUILD:-build} LC_ALL=C.UTF-8 TZ=UTC CMOCKA_MESSAGE_OUTPUT=TAP
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
passed=0 failed=0

run_one() { # name command
  local name=$1 output=$log/output status good bad
  shift
  "$@" >"$output" 2>&1 </dev/null
  status=$?
  good=$(grep -c '^ok ' "$output")
  bad=$(grep -c '^not ok ' "$output")
  if [ "$bad" = 0 ] && { [ $status != 0 ] || [ "$good" = 0 ]; }; then
    bad=1
    echo "not ok - $name ended with status $status after $good good tests"
  fi
  passed=$((passed + good)) failed=$((failed + bad))
  if [ "$bad" != 0 ]; then
    echo "FAILED $name"
    cat "$output"
  else
    printf '%-48s %4d ok\n' "$name" "$good"
  fi
}

for suite in "$@"; do
  if [ "$suite" = unit ]; then
    for source in tests/unit/test_*.c; do
      program=$BUILD/unit/$(basename "$source" .c)
      run_one "unit/$(basename "$program")" ${RUNNER:-} "$program"
    done
  else
    for script in "tests/$suite"/run-*.sh; do
      [ -e "$script" ] && run_one "$suite/$(basename "$script" .sh)" bash "$script"
    done
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
