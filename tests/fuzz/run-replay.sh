#!/bin/bash
# Every fuzz entry over its corpus: what once crashed may not crash again. A file that takes long counts as failed.
set -u
mkdir -p "$BUILD/corpus/xlsx"
for case in excel calc google rows sheets zip64 cut wrong_sum locked xls ods many_entries; do
  python3 tests/cli/lists.py $case "$BUILD/corpus/xlsx/$case"
done
for source in tests/fuzz/fuzz_*.c; do
  name=$(basename "$source" .c)
  name=${name#fuzz_}
  corpus=tests/fuzz/corpus/$name
  [ -d "$corpus" ] || corpus=$BUILD/corpus/$name # archives are made, not kept
  output=$(timeout 120 "$BUILD/replay/$name" "$corpus"/* 2>&1)
  status=$?
  echo "$output"
  [ $status = 0 ] || echo "not ok - $name: status $status after the file above"
done
