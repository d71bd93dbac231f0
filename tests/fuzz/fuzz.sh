#!/bin/bash
# Fuzzes each entry for FUZZ_SECONDS, from its corpus; new inputs of interest stay in $BUILD/corpus for the next time.
# An input that crashes, or takes long or much memory, is left in $BUILD/found: reduce it and add it to the corpus.
set -u
set -o pipefail
failed=0
for name in "$@"; do
  mkdir -p "$BUILD/corpus/$name" "$BUILD/found"
  log=$BUILD/found/$name.log
  kept=tests/fuzz/corpus/$name
  if [ "$name" = xlsx ]; then # archives are made, not kept
    kept=
    for case in excel calc google rows sheets zip64 cut wrong_sum locked xls ods many_entries; do
      python3 tests/cli/lists.py $case "$BUILD/corpus/$name/$case"
    done
  fi
  if "$BUILD/entry/$name" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
    -print_final_stats=1 -artifact_prefix="$BUILD/found/$name-" "$BUILD/corpus/$name" $kept >"$log" 2>&1; then
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, nothing found"
  else
    echo "$name: FOUND, see $log"
    grep -E 'ERROR|runtime error|SUMMARY|Test unit written' "$log"
    failed=$((failed + 1))
  fi
done
echo "$failed of $# entries found something"
[ $failed = 0 ]
