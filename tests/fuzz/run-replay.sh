#!/bin/bash
# Every fuzz entry over its corpus: what once crashed may not crash again. A file that takes long counts as failed.
set -u
for source in tests/fuzz/fuzz_*.c; do
  name=$(basename "$source" .c)
  name=${name#fuzz_}
  output=$(timeout 120 "$BUILD/replay/$name" tests/fuzz/corpus/"$name"/* 2>&1)
  status=$?
  echo "$output"
  [ $status = 0 ] || echo "not ok - $name: status $status after the file above"
done
