#!/bin/bash
# Files for screens and archives are PDF/A-2a (3a with the event's file inside) and PDF/UA-1: the samples and every
# golden that makes a file, in all their languages, by the veraPDF engine. Files that are broken in one way each are
# refused by the rule that is meant for it.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
number=0
report() { # what, whether it is so, log
  number=$((number + 1))
  if [ "$2" = yes ]; then
    echo "ok $number - $1"
  else
    echo "not ok $number - $1"
    sed 's/^/# /' "$3"
  fi
}
verapdf=$BUILD/verapdf
java=/usr/share/java
classes=$verapdf:$verapdf/node_modules/@opendataloader/pdf/lib/opendataloader-pdf-cli.jar
for jar in jaxb-runtime jaxb-core javax.activation istack-commons-runtime txw2; do
  classes=$classes:$java/$jar.jar
done

# A golden may have documents that are refused: what is made of it counts.
"$BUILD/basma" build --proof --profile media -o "$work/out" samples/*/event.yaml tests/pdf/structure/*.yaml >"$work/log" 2>&1
[ $? = 0 ] && made=yes || made=no
report "samples and structures are built" $made "$work/log"
for event in tests/golden/display/*.yaml; do
  "$BUILD/basma" build --profile media -o "$work/golden/$(basename "$event" .yaml)" "$event" >/dev/null 2>&1
done

# The same with the event's file inside.
mkdir "$work/attached" "$work/events"
cp -r samples/exchange-2019 tests/pdf/structure/everything.yaml tests/pdf/structure/layouts tests/pdf/structure/mark.png \
  "$work/events"
sed -i 's/layout: \([a-z]\)/attach-source: yes, layout: \1/' "$work/events/exchange-2019/event.yaml" \
  "$work/events/everything.yaml"
"$BUILD/basma" build --profile media -o "$work/attached" "$work"/events/exchange-2019/event.yaml \
  "$work/events/everything.yaml" >"$work/log" 2>&1
[ $? = 0 ] && made=yes || made=no
report "samples and structures are built with their source" $made "$work/log"

broken() { # a PDF each that is broken in one way
  local from=out
  case $3 in 3a*) from=attached ;; esac
  python3 tests/pdf/verapdf/break.py "$1" "$work/$from/everything/it.ru.pdf" "$2"
}
mkdir "$work/broken"
python3 tests/pdf/verapdf/break.py --list >"$work/kinds"
while IFS=$'\t' read -r kind rule; do
  broken "$kind" "$work/broken/${kind//[ \/]/-}.pdf" "$rule" >"$work/log" 2>&1 || report "breaking: $kind" no "$work/log"
done <"$work/kinds"

validate() { # flavours, folder…
  local flavours=$1
  shift
  find "$@" -name '*.pdf' -print0 | LC_ALL=C sort -z |
    xargs -0 java -Xshare:auto -XX:TieredStopAtLevel=1 -cp "$classes" Validate "$flavours" 2>>"$work/errors"
}
validate 2a,ua1 "$work/out" "$work/golden" "$work/broken" >"$work/verdicts"
validate 3a,ua1 "$work/attached" >>"$work/verdicts"
validate 3a "$work"/broken/attachment-*.pdf >>"$work/verdicts"

verdict_write() { # the lines of a file and flavour
  awk -v head="$1 $2 " 'index($0, head) == 1 { shown = 1; print; next } /^ / { if (shown) print; next } { shown = 0 }' \
    "$work/verdicts" >"$work/verdict"
}
passes() { verdict_write "$1" "$2" && [ "$(head -n 1 "$work/verdict")" = "$1 $2 pass" ] && echo yes || echo no; }
while read -r file; do
  case $file in */attached/*) flavours="3a ua1" ;; *) flavours="2a ua1" ;; esac
  for flavour in $flavours; do
    report "$flavour: ${file#"$work"/}" "$(passes "$file" $flavour)" "$work/verdict"
  done
done < <(find "$work/out" "$work/golden" "$work/attached" -name '*.pdf' | LC_ALL=C sort)

# No golden with pages is passed over: its display list says how many it has.
for list in tests/golden/display/*.display; do
  grep -q '^page 1 ' "$list" && ! grep -q ': error: ' "$list" || continue
  name=$(basename "$list" .display)
  find "$work/golden/$name" -name '*.pdf' 2>/dev/null | grep -q . && made=yes || made=no
  report "the golden $name makes a file" $made "$list"
done

refuses() { verdict_write "$1" "$2" && grep -q "^  $3 " "$work/verdict" && echo yes || echo no; }
while IFS=$'\t' read -r kind rule; do
  file=$work/broken/${kind//[ \/]/-}.pdf
  if [ -z "$rule" ]; then
    for flavour in 2a ua1; do
      report "$flavour: rewritten, broken: $kind" "$(passes "$file" $flavour)" "$work/verdict"
    done
  else
    report "refused for $rule: $kind" "$(refuses "$file" $rule)" "$work/verdict"
  fi
done <"$work/kinds"
echo "1..$number"
