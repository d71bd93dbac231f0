#!/bin/bash
# Fuzzes each entry for FUZZ_SECONDS, from its corpus; new inputs of interest stay in $BUILD/corpus for the next time.
# An input that crashes, or takes long or much memory, is left in $BUILD/found: reduce it and add it to the corpus.
set -u
failed=0
for name in "$@"; do
  mkdir -p "$BUILD/corpus/$name" "$BUILD/found"
  echo "$name: ${FUZZ_SECONDS:-60} seconds"
  "$BUILD/entry/$name" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
    -print_final_stats=1 -verbosity=0 -artifact_prefix="$BUILD/found/$name-" "$BUILD/corpus/$name" "tests/fuzz/corpus/$name" \
    2>&1 | grep -vE '^(stat::(slowest|new|peak|average)|INFO:)' || true
  [ "${PIPESTATUS[0]}" = 0 ] || failed=$((failed + 1))
done
echo "$failed of $# entries found something"
[ $failed = 0 ]
