#!/bin/sh
# Installs the Debian packages named as arguments as far as they are missing. Asks the package manager nothing when
# none is.
set -eu
installed=$(dpkg-query -W -f='${Package} ${Status}\n' "$@" 2>/dev/null | sed -n 's/ install ok installed$//p' || true)
missing=""
for package in "$@"; do
  printf '%s\n' "$installed" | grep -qxF "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
  run=""
elif command -v sudo >/dev/null 2>&1; then
  run="sudo"
else
  echo "basma needs these packages; please have an administrator install them:" >&2
  echo "  apt-get install$missing" >&2
  exit 1
fi
echo "installing:$missing"
install() {
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $run apt-get install -y -q --no-install-recommends $missing
}
$run apt-get update -q
if ! install; then
  echo "These packages could not be installed:$missing" >&2
  echo "Check the network and the package sources, then run the same command again." >&2
  exit 1
fi
