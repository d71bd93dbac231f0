#!/bin/bash
# 500 names that are hard to set: each stands whole in its box, or is refused by name.
set -u
case $BUILD in /*) basma=$BUILD/basma ;; *) basma=$PWD/$BUILD/basma ;; esac
here=$PWD/tests/pdf
. "$(dirname "$0")/../tap.sh"

python3 "$here/names.py" write "$work/event" || exit 3
cd "$work/event" || exit 3
"$basma" build --messages json event.yaml >said 2>messages
status=$?
check "the document is made without some cards" [ $status = 1 ]
check "500 names are set or refused, none is cut, none lies upon another" python3 "$here/names.py" check . messages
