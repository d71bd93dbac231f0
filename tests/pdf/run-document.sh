#!/bin/bash
# Documents of the pdf room by itself (test_document --write), looked at with other people's readers.
set -u
case $BUILD in /*) program=$BUILD/unit/test_document ;; *) program=$PWD/$BUILD/unit/test_document ;; esac
. "$(dirname "$0")/../tap.sh"
mkdir "$work/a" "$work/b"
check "documents are written" "$program" --write "$work/a"
cd "$work/a" || exit 3

silent() { [ -z "$("$@" 2>&1)" ]; } # a reader that has nothing to say
mutool_silent() { # this build of it says once that it does without ICC
  ! mutool draw -q -r 20 -o "$work/page.png" "$1" 2>&1 | grep -v "ICC support is not available"
}
fonts_embedded() { # every font: emb yes, sub yes, uni yes
  pdffonts "$1" | tail -n +3 >"$work/fonts"
  [ -s "$work/fonts" ] && ! grep -vE ' yes +yes +yes +[0-9]+ +[0-9]+$' "$work/fonts"
}
for file in plain tagged codes; do
  check "$file: qpdf finds nothing" qpdf --check "$file.pdf"
  check "$file: poppler renders without a word" silent pdftoppm -r 20 -gray "$file.pdf" "$work/page"
  check "$file: ghostscript renders without a word" silent gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage "$file.pdf"
  check "$file: mutool renders without a word" mutool_silent "$file.pdf"
done
for file in plain tagged; do
  check "$file: fonts embedded, subset, with ToUnicode" fonts_embedded "$file.pdf"
done

text_is() { # file, reader, wanted words
  local file=$1 reader=$2 wanted=$3 got
  case $reader in
    poppler) got=$(pdftotext "$file" -) ;;
    mupdf) got=$(mutool draw -q -F txt "$file" 2>/dev/null) ;;
    distilled) got=$(gs -q -dNOPAUSE -dBATCH -sDEVICE=pdfwrite -o "$work/distilled.pdf" "$file" && pdftotext "$work/distilled.pdf" -) ;;
  esac
  got=$(echo $(tr '\f' ' ' <<<"$got"))
  echo "$got"
  [ "$got" = "$wanted" ]
}
words="Заголовок Өзгөн шаары жана 1 example.kg бёлка 1 Сноска айылы. Тема Обмен Second"
for file in plain tagged; do
  for reader in poppler mupdf distilled; do
    check "$file: $reader reads the words back" text_is "$file.pdf" $reader "$words"
  done
done
check "a missing word would be seen" eval "! text_is plain.pdf poppler '${words/Сноска/}'"

info_has() { pdfinfo "$1" | tee /dev/stderr | grep -qE "$2"; }
check "title" info_has plain.pdf '^Title: +Пресс-релиз \(№ 1\)$'
check "author" info_has plain.pdf '^Author: +ИПР & партнёры$'
check "keywords" info_has plain.pdf '^Keywords: +обмен, опыт$'
check "date" info_has plain.pdf '^CreationDate: +Mon Sep 16 18:00:00 2019'
check "version" info_has plain.pdf '^PDF version: +1\.7$'
check "plain is not tagged" info_has plain.pdf '^Tagged: +no$'
check "tagged is tagged" info_has tagged.pdf '^Tagged: +yes$'
link_found() { pdfinfo -url plain.pdf | grep -q 'https://example.kg/%D0%B6%D0%BE%D0%BB?a=(b)$'; }
check "the link leads to its target" link_found

structure() {
  pdfinfo -struct-text tagged.pdf | sed 's/ *$//; s/<n[0-9]*>/<id>/; s/Object [0-9]* 0/Object/' >"$work/structure"
  diff - "$work/structure" <<'TREE'
Document
  H1 (block)
    "Заголовок"
  P (block)
    "Өзгөн шаары жана "
    Reference (inline)
      "1"
    Note <id> (inline)
      "1 Сноска"
    Link (inline)
      "example.kg "
      Object
    "бёлка "
    "айылы."
  Table (block)
    TR
      TH:
         /Scope /Column
         /ColSpan 2
        "Тема"
      TD
      TD
        "Обмен"
  Figure:
     /BBox [50 691.89 90 731.89]
    ""
  H2 (block)
    "Second"
TREE
}
check "the structure is in reading order" structure

codes_read() { # resolution: all forty codes, in any order
  pdftoppm -r "$1" -gray -png codes.pdf "$work/codes"
  zbarimg -q --raw "$work"/codes-*.png 2>/dev/null | sort >"$work/read"
  seq 0 39 | sed 's|^|https://example.kg/|' | sort | diff - "$work/read"
}
check "QR codes read back at 300 dpi" codes_read 300
check "QR codes read back at 110 dpi" codes_read 110

written_again() { (cd / && TZ=Asia/Bishkek LC_ALL=C "$program" --write "$work/b") && diff -r "$work/a" "$work/b"; }
check "another process writes the same bytes" written_again
echo "1..$number"
