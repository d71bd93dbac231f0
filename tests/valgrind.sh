#!/bin/bash
# Runs one unit test under Valgrind. Valgrind does not know the system calls that open files beneath a folder and
# confine processes, nor limits of memory, and is slow: tests that need these are left to the sanitizers.
name=$(basename "$1")
case $name in
test_workers | test_knuth_plass | test_typography)
  echo "ok 1 - $name # SKIP limits of memory or time"
  exit 0
  ;;
esac
output=$(valgrind --quiet --child-silent-after-fork=yes --error-exitcode=9 --leak-check=full \
  --errors-for-leak-kinds=definite "$1" 2>&1)
status=$?
if grep -q 'unhandled .* syscall' <<<"$output"; then
  echo "ok 1 - $name # SKIP a system call that Valgrind does not know"
  exit 0
fi
echo "$output"
exit $status
