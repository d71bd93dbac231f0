# For the runners of goldens: TAP lines.
made=0
mkdir -p "$BUILD/golden"

golden_compare() { # expected command…: its standard output must be the file's content
  local expected=$1 actual
  shift
  made=$((made + 1))
  actual=$BUILD/golden/$(basename "$expected")
  "$@" >"$actual" 2>&1
  [ $? -le 1 ] || echo "ended with status $?" >>"$actual"
  [ -z "${ACCEPT:-}" ] || cp "$actual" "$expected"
  if cmp -s "$expected" "$actual"; then
    echo "ok $made - $(basename "$expected")"
  else
    echo "not ok $made - $(basename "$expected")"
    diff -u "$expected" "$actual" | sed 's/^/# /'
  fi
}
