# For the runners of checks from outside: a scratch folder, and TAP lines.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0

check() { # description command…: what the command prints is shown when it fails
  number=$((number + 1))
  local what=$1
  shift
  if "$@" >"$work/log" 2>&1; then
    echo "ok $number - $what"
  else
    echo "not ok $number - $what"
    sed 's/^/# /' "$work/log"
  fi
}
