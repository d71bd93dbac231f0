#!/bin/bash
# What can be seen without running: who includes whom, calls that are banned, formatting, an outside checker.
# Prints one line a finding and fails when there is any.
set -u
cd "$(dirname "$0")/../.." || exit 3
found=0
say() {
  echo "$*"
  found=$((found + 1))
}

# Who may include whom: the room, then what it may include besides itself and the C library. A file may be named where
# only that one of a room is allowed. display/colour.h and display/role.h are vocabulary that layouts share with pages,
# and so is the picture and code of display_list.h.
rooms() {
  cat <<'TABLE'
base:
input: base display/colour.h display/role.h display/picture.h
text: base
display: base text/glyph_run.h text/font.h
compose: base input text display
pdf: base display text/font.h text/glyph_run.h
batch: base input text display compose pdf
mail: base input compose batch
service: base batch
preflight: base
main: base batch mail service text/pattern_compiler.h
TABLE
}

# Which files may include a library: pattern of the header, then the files.
owners() {
  cat <<'TABLE'
hpdf generator/pdf/writer.c
yaml\.h generator/input/yaml_tree.c
hb-subset generator/pdf/font_program.c
hb(-ot|-icu)? generator/text/font.c generator/text/itemize.c generator/text/shape.c generator/pdf/font_program.c
fontconfig/ generator/text/fontmap.c
hyphen\.h generator/text/hyphenate.c generator/text/patterns.c generator/text/pattern_compiler.c
unicode/ubrk generator/text/breakpoints.c
unicode/ucol generator/input/collation.c
unicode/ubidi generator/text/itemize.c generator/text/line.c
unicode/uidna generator/mail/address.c
cmark-gfm generator/compose/markdown.c generator/compose/markdown_inlines.c generator/compose/markdown_letter.c
curl/ generator/mail/smtp.c
sqlite3 generator/mail/journal.c
libdeflate generator/pdf/content.c generator/pdf/deflate.c
png\.h generator/pdf/png_samples.c
jpeglib generator/pdf/jpeg_samples.c
lcms2 generator/pdf/colour.c
qpdf/ generator/preflight/reader.c
jansson generator/batch/manifest.c
nettle/ generator/base/hash.c
xxhash generator/base/hash.c
zlib\.h generator/input/zip.c
expat\.h generator/input/xml.c
TABLE
}

for file in $(git ls-files --cached --others --exclude-standard 'generator/*.[ch]'); do
  room=$(echo "$file" | cut -d/ -f2)
  case $room in *.c | *.h) room=main ;; esac
  allowed=" $room $(rooms | sed -n "s/^$room://p") "
  while read -r header; do
    case $header in
    */*) ;;
    options.h | options_rules.h) [ "$room" = main ] && continue ;;
    *) say "$file: \"$header\" must name its room" ;;
    esac
    case $allowed in
    *" ${header%%/*} "* | *" $header "*) ;;
    *) say "$file: the room $room may not include $header" ;;
    esac
  done < <(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file")
  while read -r header; do
    while read -r pattern files; do
      if [[ $header =~ ^$pattern ]]; then
        case " $files " in *" $file "*) ;; *) say "$file: <$header> belongs to $files" ;; esac
        break
      fi
    done < <(owners)
  done < <(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$file")
done

banned='\b(gets|strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|alloca|system|popen|tmpnam|mktemp|setlocale|rand|srand|localtime|gmtime|asctime|ctime)\('
while IFS= read -r line; do say "$line (banned call)"; done < <(git grep -nE "$banned" -- 'generator/*.c' 'generator/*.h')
traps='HPDF_(LoadTTFont|LoadPng|LoadPNG|PDFA_|SaveToFile)'
while IFS= read -r line; do say "$line (libharu's own font, PNG and PDF/A code is not used)"; done < <(git grep -nE "$traps" -- generator)
while IFS= read -r line; do say "$line"; done < <(git grep -nE '(TODO|FIXME|XXX)' -- 'generator/*.[ch]')

top=$(git ls-files | cut -d/ -f1 | sort -u | grep -vxE 'generator|fonts|layouts|samples|tests|Makefile|README\.md|LICENSE|\..*')
[ -z "$top" ] || say "at the top level: $top"

sources=$(git ls-files --cached --others --exclude-standard '*.c' '*.h')
# shellcheck disable=SC2086
clang-format-14 --dry-run --Werror $sources >/dev/null 2>&1 || say "not formatted; run make format"

# shellcheck disable=SC2046
cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
  --suppress=missingInclude --suppress=varFuncNullUB --suppress=preprocessorErrorDirective \
  --suppress=style -Igenerator -D_GNU_SOURCE -j 2 $(git ls-files 'generator/*.c') ||
  say "cppcheck found something"

echo "lint: $found findings"
[ "$found" = 0 ]
