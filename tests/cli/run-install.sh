#!/bin/bash
# The installed program stands on its own: layouts, fonts and patterns come from beside it, and uninstalling leaves
# nothing.
root=$PWD
build=$(cd "${BUILD:-build}" && pwd)
. "$(dirname "$0")/lib.sh"
if [ $sanitized = yes ]; then # make would build anew, without the sanitizer
  echo 'ok 1 - not under a sanitizer # SKIP'
  exit 0
fi
make -s -C "$root" BUILD="$build" DESTDIR="$scratch/there" PREFIX=/usr install >said 2>err
check 'make install'
BASMA=$scratch/there/usr/bin/basma
cp -r "$root/samples" .
for sample in samples/*/event.yaml; do
  run 0 build -o out "$sample" && [ "$(wc -l <said)" -ge 3 ] && silent
  check "the installed program makes $sample"
  strace -f -qq -e trace=openat,openat2 -o trace "$BASMA" build -o out "$sample" >said 2>err && ! grep -qF "$root/" trace &&
    grep -q 'there/usr/share/basma/hyphenation' trace
  check "it opens nothing of the source tree for $sample"
done
make -s -C "$root" BUILD="$build" DESTDIR="$scratch/there" PREFIX=/usr uninstall >said 2>err && [ -z "$(find there -type f)" ]
check 'make uninstall'
echo "1..$number"
