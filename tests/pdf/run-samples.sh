#!/bin/bash
# The sample as its readers get it, looked at from outside: structure, fonts, words, pages, the same bytes again.
set -u
here=$(dirname "$0")
. "$(dirname "$0")/../tap.sh"
sample=samples/exchange-2019/event.yaml
out=$work/out/exchange-2019-09
check "the sample is built without a message" bash -c "[ -z \"\$($BUILD/basma build -o $work/out $sample 2>&1 >/dev/null)\" ]"

fonts_embedded() { # every font: emb yes, sub yes, uni yes
  pdffonts "$1" | tail -n +3 >"$work/fonts"
  [ -s "$work/fonts" ] && ! grep -vE ' yes +yes +yes +[0-9]+ +[0-9]+$' "$work/fonts"
}
pages() { [ "$(pdfinfo "$1" | sed -n 's/^Pages: *//p')" -le "$2" ]; }
titled() { # in the script of its language
  case $2 in en) letters=Latin ;; *) letters=Cyrillic ;; esac
  pdfinfo "$1" | grep -qP "^Title: +.*\\p{$letters}"
}
dated() { TZ=UTC pdfinfo -isodates "$1" | grep -qE '^CreationDate: +2019-09-1[67]'; }
quiet_renderer() { [ -z "$(pdftoppm -r 20 -gray "$1" "$work/render" 2>&1)" ]; }
catalog_language() { qpdf --json "$1" | grep -E "\"/Lang\": \"(u:)?$2\"" | sort -u >"$work/lang" && [ -s "$work/lang" ]; }
# Every other /Lang would be a span in another language; a complete event has none.
only_language() { ! qpdf --json "$1" | grep '"/Lang"' | grep -vE "\"/Lang\": \"(u:)?$2\""; }
for language in ru ky en; do
  for document in press-release agenda badges; do
    file=$out/$document.$language.pdf
    check "$document in $language: qpdf finds nothing" qpdf --check "$file"
    check "$document in $language: fonts embedded, subset, with ToUnicode" fonts_embedded "$file"
    check "$document in $language: renders without a complaint" quiet_renderer "$file"
    check "$document in $language: has a title" titled "$file" $language
    check "$document in $language: is dated by the event" dated "$file"
    check "$document in $language: names its language" catalog_language "$file" $language
    check "$document in $language: names no other" only_language "$file" $language
  done
  check "the release in $language takes at most three pages" pages "$out/press-release.$language.pdf" 3
  check "the agenda in $language takes at most two pages" pages "$out/agenda.$language.pdf" 2
  check "eleven badges in $language take two sheets" pages "$out/badges.$language.pdf" 2
  python3 "$here/event_text.py" $sample $language "$work/text.$language" "$work/note.$language"
  check "the event's words in $language, in order" python3 "$here/words.py" "$out/press-release.$language.pdf" \
    "$work/text.$language" "$work/note.$language"
done
# No-break spaces, as the typographer's hand writes them into a copy of the event.
cp -r samples/exchange-2019 "$work/fixed"
"$BUILD/basma" check --typography --fix "$work/fixed/event.yaml" >/dev/null 2>&1
for kept in "ru 60" "ky 5" "en 1"; do
  language=${kept% *}
  python3 "$here/event_text.py" "$work/fixed/event.yaml" $language "$work/fixed.$language" "$work/fixed.note.$language"
  check "no-break spaces in $language are U+00A0, others are not" python3 "$here/spaces.py" \
    "$out/press-release.$language.pdf" "$work/fixed.$language" ${kept#* }
done
check "every word of the printed release, in order" python3 "$here/words.py" "$out/press-release.ru.pdf" \
  "$here/exchange-2019.ru.txt" "$here/exchange-2019.ru.note.txt"
note_on_first_page() {
  for page in 1 2 3; do
    pdftotext -f $page -l $page "$out/press-release.ru.pdf" - | tr '\n' ' ' >"$work/page"
    mark=no note=no
    grep -q '(SDC)' "$work/page" && mark=yes
    grep -q 'Цель Проекта' "$work/page" && note=yes
    [ $mark = $note ] || return 1
  done
}
check "the footnote stands on the page of its mark" note_on_first_page

leads() { # language, number of the note, back: a mark leads to its note, the note back to its mark, in words
  python3 "$here/links.py" "$out/press-release.$1.pdf" >"$work/links" && cat "$work/links" &&
    [ "$(wc -l <"$work/links")" = 2 ] && grep -qE "^1 $2 -> 1 .*$4" "$work/links" && grep -qE "^1 $3 -> 1 .*$5" "$work/links"
}
check "the mark of a footnote leads to it and back" leads ru "Сноска 1" "От сноски 1 назад к тексту" "Цель Проекта" "процесс»1"
check "in Kyrgyz, too" leads ky "1-эскертүү" "1-эскертүүдөн текстке кайтуу" "" ""
check "in English, too" leads en "Footnote 1" "From footnote 1 back to the text" "" ""

qr_read() {
  rm -f "$work"/badge-*.png
  pdftoppm -r 300 -gray -png "$out/badges.$1.pdf" "$work/badge"
  zbarimg -q --raw "$work"/badge-*.png | sort >"$work/read"
  tail -n +2 samples/exchange-2019/people.csv | sed 's|,.*||; s|^|https://example.kg/|' | sort >"$work/wanted"
  diff "$work/wanted" "$work/read"
}
for language in ru ky en; do
  check "every QR code in $language reads back" qr_read $language
done

built_again() { # with other surroundings: the same bytes
  (cd / && TZ=Pacific/Auckland LC_ALL=C HOME=/nonexistent "$root/$BUILD/basma" build -j "$1" -o "$work/again" "$root/$sample") &&
    diff -r -x manifest.json "$work/out" "$work/again"
}
case $BUILD in /*) root="" ;; *) root=$PWD ;; esac
[ -n "$root" ] || sample=$PWD/$sample
for workers in 1 3; do
  check "the same bytes elsewhere with $workers workers" built_again $workers
done

# The checks themselves can fail.
plain_spaces() {
  cp -r samples/exchange-2019 "$work/off" && sed -i 's/{layout: press-release}/{layout: press-release, typography: off}/' "$work/off/event.yaml"
  "$BUILD/basma" build -l ru -d press-release -o "$work/off-out" "$work/off/event.yaml" >/dev/null 2>&1
  ! python3 "$here/spaces.py" "$work/off-out/exchange-2019-09/press-release.ru.pdf" "$work/fixed.ru" 60 2>"$work/why" && grep -q 'not kept' "$work/why"
}
check "spaces that may break are seen" plain_spaces
sed 's/Алайского/Алойского/' "$here/exchange-2019.ru.txt" >"$work/other.txt"
wrong_word() { ! python3 "$here/words.py" "$out/press-release.ru.pdf" "$work/other.txt" "$here/exchange-2019.ru.note.txt"; }
check "a changed word is seen" wrong_word
other_language() { ! catalog_language "$out/agenda.ky.pdf" en && ! only_language "$out/agenda.ky.pdf" en; }
check "another language is seen" other_language

# Without its Kyrgyz headline and the Kyrgyz name of a place the release borrows the Russian ones and says so.
cp -r samples/exchange-2019 "$work/part"
sed -i '/^  headline:/,/^  lead:/{/ky: >-/,/en: >-/{/en: >-/!d}}; s/city: {ru: Ош, ky: Ош,/city: {ru: Ош,/' "$work/part/event.yaml"
part() { "$BUILD/basma" build -l ky -d press-release -o "$work/part-out" "$@" "$work/part/event.yaml" 2>"$work/said"; }
warned() {
  part && [ "$(grep -c 'warning.*text-untranslated' "$work/said")" = 2 ] && grep -q 'event.yaml:[0-9]*:[0-9]*: warning' "$work/said"
}
spans_named() { # the document is in Kyrgyz, what was borrowed in Russian
  qpdf --json "$work/part-out/exchange-2019-09/press-release.ky.pdf" | grep -oE '"/Lang": "(u:)?[a-z]+"' | sort | uniq -c >"$work/lang"
  [ "$(grep -c ky "$work/lang")" = 1 ] && [ "$(grep ru "$work/lang" | awk '{print $1}')" -ge 2 ]
}
strictly() { ! part --strict && grep -q 'error.*text-untranslated' "$work/said"; }
# A name in Cyrillic within an English text is of its own language, and only that.
cat >"$work/names.yaml" <<'YAML'
event: names
languages: [en, ru]
title: {en: Names, ru: Имена}
dates: {from: 2019-09-18}
release:
  date: 2019-09-17
  headline: {en: The Институт политики развития speaks, ru: Институт говорит}
  body: {en: "By Өнүктүрүү саясат институту, a USAIDдин *Успешный* “аймак” project.", ru: Текст.}
documents: {press-release: {layout: press-release}}
YAML
names_spoken() { # each span with its language, as the tree says it
  "$BUILD/basma" build -l en -o "$work/names-out" "$work/names.yaml" >"$work/said" 2>&1
  pdfinfo -struct-text "$work/names-out/names/press-release.en.pdf" | grep -A1 'Span (inline)' | grep -o '".*"' >"$work/spans"
  printf '"%s"\n' 'Институт политики развития' 'Өнүктүрүү саясат институту' Успешный аймак | diff - "$work/spans" &&
    qpdf --json "$work/names-out/names/press-release.en.pdf" | grep -oE '"/Lang": "(u:)?[a-z]+"' | sort | uniq -c |
    awk '{print $1 substr($NF, length($NF) - 2, 2)}' | tr '\n' ' ' | grep -qx '1en 1ky 3ru '
}
check "names in another alphabet name their language" names_spoken
check "texts missing in a language are warned of" warned
check "and name the language they are in" spans_named
check "and are errors when asked to be" strictly
echo "1..$number"
