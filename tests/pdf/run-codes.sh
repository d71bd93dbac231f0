#!/bin/bash
# Codes on rendered sheets, read back by zbar.
set -u
case $BUILD in /*) basma=$BUILD/basma ;; *) basma=$PWD/$BUILD/basma ;; esac
here=$PWD/tests/pdf
. "$(dirname "$0")/../tap.sh"

python3 "$here/codes.py" write "$work/event" || exit 3
cd "$work/event" || exit 3
check "a thousand cards with codes are made" "$basma" build event.yaml
check "a thousand QR codes and a thousand bar codes read back at 300 dpi" python3 "$here/codes.py" check .
