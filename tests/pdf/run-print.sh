#!/bin/bash
# Print files, looked at from outside: plates by Ghostscript, structure by qpdf, words by poppler, and our own preflight,
# which is another library's eyes; and preflight itself, shown a broken file of every kind.
set -u
BASMA=$(cd "${BUILD:-build}" && pwd)/basma
root=$PWD
unset SOURCE_DATE_EPOCH
. "$(dirname "$0")/../tap.sh"
plate() { python3 "$root/tests/pdf/plates.py" "$@"; }

# --- the samples ------------------------------------------------------------------------------------------------------

"$BASMA" build --profile print -o "$work/print" samples/*/event.yaml >"$work/said" 2>"$work/err"
status=$?
check "the samples are built for print" [ $status = 0 ]
"$BASMA" build --profile media -o "$work/media" samples/*/event.yaml >/dev/null 2>&1
"$BASMA" build --profile office -o "$work/office" samples/*/event.yaml >/dev/null 2>&1

rgb_free() { # a second opinion: every stream unpacked, no operator and no space of RGB
  qpdf --qdf --object-streams=disable "$1" - | LC_ALL=C sed '/^%% Original object ID/d' >"$work/qdf"
  ! LC_ALL=C grep -aE '(^| )(rg|RG)$|DeviceRGB|CalRGB|/N 3$' "$work/qdf"
}
same_text() { diff <(pdftotext "$1" -) <(pdftotext "$2" -); }
same_office() { pdfinfo "$1" | grep -q '^Tagged: *yes' && same_text "$1" "$2"; }
is_x4() { pdfinfo "$1" | grep -q '^PDF subtype: *PDF/X-4$'; }
while read -r file; do
  name=${file#"$work/print/"}
  check "$name: preflight" "$BASMA" preflight "$file"
  check "$name: qpdf finds nothing" qpdf --check "$file"
  check "$name: poppler takes it for PDF/X-4" is_x4 "$file"
  check "$name: no RGB" rgb_free "$file"
  check "$name: the words are those of the media file" same_text "$file" "$work/media/$name"
  check "$name: the office file is tagged, with the same words" same_office "$work/office/$name" "$file"
done < <(find "$work/print" -name '*.pdf' | LC_ALL=C sort)
rgb_found() { ! rgb_free "$(find "$work/media" -name 'badges*.pdf' | head -1)"; }
check "the search for RGB finds it in a media file" rgb_found

# --- plates -----------------------------------------------------------------------------------------------------------

cd "$work" || exit 3
mkdir -p looks
cat >looks/plates.yaml <<'YAML'
layout: plates
colours: {gold: "spot(Gold, cmyk(0, 20, 60, 15))"}
card: {size: [60mm, 40mm], bleed: 3mm}
styles: {body: {font: sans, size: 14pt}}
front:
  - {box: [5mm, 5mm, 50mm, 8mm], text: "Всё чёрное", style: body}
  - {box: [5mm, 15mm, 50mm, 10mm], fill: "cmyk(10, 20, 30, 40)"}
  - {box: [0mm, 30mm, 60mm, 10mm], fill: "cmyk(100, 0, 0, 0)"}
  - {box: [5mm, 31mm, 50mm, 8mm], text: "Поверх", style: body}
back:
  - {box: [5mm, 5mm, 50mm, 10mm], fill: gold}
  - {box: [5mm, 20mm, 25mm, 15mm], fill: "gray(60)"}
  - {box: [30mm, 20mm, 25mm, 15mm], fill: "#C02030"}
  - {box: [5mm, 15.5mm, 20mm, 4mm], fill: "tint(gold, 40)"}
  - {box: [30mm, 15.5mm, 20mm, 4mm], fill: "tint(cmyk(80, 40, 0, 20), 50)"}
YAML
cat >plates.yaml <<'YAML'
event: plates
languages: [ru]
title: Формы
dates: {from: 2019-09-18}
documents:
  card: {layout: plates, profile: [media, print]}
YAML
"$BASMA" build --layouts looks plates.yaml >said 2>err
status=$?
check "both profiles at once" [ $status = 0 ]
check "without a message" [ ! -s err ]
check "under their names" [ -e out/plates/card.ru.pdf -a -e out/plates/card.ru.print.pdf ]
card=out/plates/card.ru.print.pdf
check "preflight of a card with bleed" "$BASMA" preflight "$card"
check "the same words in both" same_text out/plates/card.ru.pdf "$card"
"$BASMA-differs" build --layouts looks -o differ plates.yaml >said 2>err
status=$?
differing() { # the fault is in a program of its own, see the Makefile
  cat err
  [ $status = 1 ] && grep -q '^plates.yaml:6:3: error: .*\[profiles-differ\]' err && [ -e differ/plates/card.ru.pdf ] &&
    [ ! -e differ/plates/card.ru.print.pdf ]
}
check "texts that differ are an error, and the second file is not made" differing
gs -q -dNOPAUSE -dBATCH -sDEVICE=tiffsep -sCompression=none -r150 -sOutputFile=p%d.tif "$card" >/dev/null 2>&1

# The page is 66 × 46 mm with its bleed; parts are given in fractions of it.
is() { # plate, page, wanted, part…
  local name=$1 page=$2 wanted=$3
  shift 3
  local got
  got=$(plate "p$page($name).tif" "$@")
  echo "$name: $got, wanted $wanted"
  [[ $got == $wanted ]]
}
text_part="0.1 0.15 0.9 0.35"
for ink in Cyan Magenta Yellow; do
  check "black text is not on the plate $ink" is $ink 1 "0 0 0.0" $text_part
done
check "black text is on the plate Black" is Black 1 "0 100 *" $text_part
fill_part="0.2 0.45 0.8 0.55"
check "declared inks are exact: cyan" is Cyan 1 "10 10 100.0" $fill_part
check "declared inks are exact: magenta" is Magenta 1 "20 20 100.0" $fill_part
check "declared inks are exact: yellow" is Yellow 1 "30 30 100.0" $fill_part
check "declared inks are exact: black" is Black 1 "40 40 100.0" $fill_part
check "black text overprints: no hole in the colour below" is Cyan 1 "100 100 100.0" 0.01 0.75 0.99 0.99
check "and is printed" is Black 1 "0 100 *" 0.1 0.75 0.9 0.9
check "bleed reaches the edge of the paper" is Cyan 1 "100 100 100.0" 0 0.8 1 1
spot_part="0.2 0.2 0.8 0.35"
check "the spot colour is on its own plate" is Gold 2 "100 100 100.0" $spot_part
for ink in Cyan Magenta Yellow Black; do
  check "the spot colour is not on the plate $ink" is $ink 2 "0 0 0.0" $spot_part
done
tint_part="0.14 0.43 0.35 0.48"
check "a tint of a spot colour is less of its ink" is Gold 2 "40 40 100.0" $tint_part
check "and none of another" is Magenta 2 "0 0 0.0" $tint_part
check "a tint of inks is less of each" is Cyan 2 "40 40 100.0" 0.55 0.43 0.75 0.48
gray_part="0.15 0.55 0.4 0.75"
check "gray is black ink alone" is Black 2 "60 60 100.0" $gray_part
check "gray has no cyan" is Cyan 2 "0 0 0.0" $gray_part
check "sRGB is magenta and yellow" is Magenta 2 "[89]? [89]? 100.0" 0.55 0.55 0.85 0.75
plate_seen() { ! is Cyan 1 "0 0 0.0" $fill_part; }
check "a plate with ink is not taken for an empty one" plate_seen

boxes() { pdfinfo -box "$card" | tr -s ' ' >boxes && cat boxes &&
  grep -qx 'MediaBox: 0.00 0.00 187.09 130.39' boxes && grep -qx 'BleedBox: 0.00 0.00 187.09 130.39' boxes &&
  grep -qx 'TrimBox: 8.50 8.50 178.58 121.89' boxes; }
check "trim, bleed and media boxes" boxes
again() { (cd / && TZ=Pacific/Auckland LC_ALL=C "$BASMA" build -j 3 -o "$work/again" --layouts "$work/looks" "$work/plates.yaml") &&
  diff -r -x manifest.json out again; }
check "the same bytes elsewhere" again

# Marks: an ink's plate has those of registration; bars and slug are in the sheet's margin, and in the media file too.
cat >looks/sheet.yaml <<'YAML'
layout: sheet
card: {size: [60mm, 40mm], bleed: 3mm}
front: [{box: [0, 0, 60mm, 40mm], fill: white}]
sheet:
  marks: [crop, bars, slug]
  stock: {size: [100mm, 80mm], card: [60mm, 40mm], columns: 1, rows: 1, origin: [20mm, 20mm]}
YAML
sed 's/plates/sheet/' plates.yaml >sheet.yaml
"$BASMA" build --layouts looks sheet.yaml >said 2>err
status=$?
check "a sheet with marks" eval "cat err; [ $status = 0 ]"
check "passes preflight" "$BASMA" preflight out/sheet/card.ru.print.pdf
gs -q -dNOPAUSE -dBATCH -sDEVICE=tiffsep -sCompression=none -r300 -sOutputFile=m%d.tif out/sheet/card.ru.print.pdf >/dev/null 2>&1
crop_part="0.18 0.15 0.22 0.2"
on_plate() { plate "m1($1).tif" $2 | tee /dev/stderr | grep -qE "$3"; }
for ink in Cyan Magenta Yellow Black; do
  check "crop marks are on the plate $ink" on_plate $ink "$crop_part" "^0 100 [1-9]"
done
check "the first patch is cyan" on_plate Cyan "0.25 0.8 0.27 0.82" "^100 100 100.0"
check "and nothing else" on_plate Magenta "0.25 0.8 0.27 0.82" "^0 0 0.0"
slug_read() { pdftotext "$1" - | tee /dev/stderr | grep -q 'sheet · card · 1'; }
check "the slug names file and sheet" slug_read out/sheet/card.ru.print.pdf
check "in the media file too" slug_read out/sheet/card.ru.pdf

# --- pictures and rules -----------------------------------------------------------------------------------------------

gs -q -dNOPAUSE -dBATCH -sDEVICE=jpeg -g300x300 -r72 -o photo.jpg -c "0 1 299 {dup 300 div 0.3 0.6 setrgbcolor 0 1 300 rectfill} for showpage" 2>/dev/null
gs -q -dNOPAUSE -dBATCH -sDEVICE=png16m -g300x300 -r72 -o logo.png -c "0.8 0.1 0.2 setrgbcolor 20 20 200 200 rectfill showpage"
gs -q -dNOPAUSE -dBATCH -sDEVICE=png256 -g300x300 -r72 -o few.png -c "0 0.5 0.2 setrgbcolor 20 20 200 200 rectfill showpage"
gs -q -dNOPAUSE -dBATCH -sDEVICE=pnggray -g300x300 -r72 -o gray.png -c "0.4 setgray 20 20 200 200 rectfill showpage"
gs -q -dNOPAUSE -dBATCH -sDEVICE=pngalpha -g300x300 -r72 -o clear.png -c "0 0 1 setrgbcolor 20 20 200 200 rectfill showpage"
gs -q -dNOPAUSE -dBATCH -sDEVICE=jpegcmyk -g300x300 -r72 -o inks.jpg -c "0.9 0.1 0 0 setcmykcolor 0 0 300 300 rectfill showpage" 2>/dev/null
pictures() { # side in mm, file…: writes pictures.yaml with the layout looks/pictures.yaml
  local side=$1 x=0
  shift
  { printf 'layout: pictures\ncard: {size: [160mm, 40mm]}\nfront:\n'
    for file in "$@"; do
      echo "  - {box: [${x}mm, 2mm, ${side}mm, ${side}mm], image: $file, alt: Рисунок}"
      x=$((x + side))
    done; } >looks/pictures.yaml
  cp "$@" looks/
  sed 's/plates/pictures/' plates.yaml >pictures.yaml
}
says() { grep -qF -- "$1" err || { cat err; return 1; }; }
pictures 25 photo.jpg logo.png few.png gray.png clear.png inks.jpg
"$BASMA" build --layouts looks pictures.yaml >said 2>err
status=$?
check "pictures of every kind" eval "cat err; [ $status = 0 ]"
picture_file=out/pictures/card.ru.print.pdf
check "are printed without RGB" rgb_free $picture_file
check "pass preflight" "$BASMA" preflight $picture_file
image_kinds() { pdfimages -list $1 | awk 'NR > 2 { print $3, $6 }' | sort | uniq -c | tr -s ' ' | tee /dev/stderr | diff - <(printf '%s\n' "${@:2}"); }
check "as CMYK, palettes too, and gray" image_kinds $picture_file " 4 image cmyk" " 1 image gray" " 1 image index" " 1 smask gray"
inks_become_rgb() { ! pdfimages -list out/pictures/card.ru.pdf | grep cmyk; }
check "a CMYK picture is RGB in the media file" inks_become_rgb

# Of rgb(204, 26, 51) lcms makes 0, 99.0, 78.5 and 13.7 % at full precision.
gs -q -dNOPAUSE -dBATCH -sDEVICE=tiffsep -sCompression=none -r150 -sOutputFile=q%d.tif $picture_file >/dev/null 2>&1
red() { plate "q1($1).tif" 0.2 0.5 0.22 0.55 | tee /dev/stderr | grep -qxE "$2"; }
check "a red picture: no cyan" red Cyan "0 0 0.0"
check "a red picture: magenta" red Magenta "99 99 100.0"
check "a red picture: yellow" red Yellow "7[89] 7[89] 100.0"
check "a red picture: black" red Black "(14 14|15 15) 100.0"

build_pictures() { "$BASMA" build --layouts looks pictures.yaml >said 2>err; }
pictures 40 logo.png # 190 dpi
build_pictures
status=$?
soft() { [ $status = 0 ] && says '[picture-soft]' && says 'logo.png has 190 pixels'; }
check "a picture of less than 200 dpi is warned of" soft
sed -i 's/40mm, 40mm/70mm, 70mm/; s/160mm, 40mm/160mm, 80mm/' looks/pictures.yaml
rm -rf out/pictures
build_pictures
status=$?
coarse() { [ $status = 1 ] && says '[picture-coarse]' && [ -e out/pictures/card.ru.pdf ] && [ ! -e out/pictures/card.ru.print.pdf ]; }
check "one of less than 120 dpi is refused; the media file is made" coarse

rule() { # code, status, line of the layout: a card with it
  printf 'layout: pictures\ncard: {size: [60mm, 40mm]}\nstyles: {body: {size: %s, font: sans}}\n%sfront:\n%s\n' \
    "${4:-10pt}" "${5:-}" "$3" >looks/pictures.yaml
  build_pictures
  local got=$?
  [ $got = "$2" ] && says "[$1]"
}
check "too much ink is refused" rule ink-colour 1 '  - {box: [0, 0, 9mm, 9mm], fill: "cmyk(90, 90, 90, 90)"}'
check "a thin line is warned of" rule line-thin 0 '  - {box: [0, 0, 9mm, 1mm], rule: 0.1pt}'
check "small text is warned of" rule text-small 0 '  - {box: [0, 0, 50mm, 9mm], text: "мелко"}' 4.5pt
check "a press that is not there is an error" rule print-intent-missing 1 '  - {box: [0, 0, 9mm, 9mm], fill: black}' 10pt $'print: {intent: nowhere}\n'
mkdir -p looks/colour && echo nonsense >looks/colour/broken.icc
check "a profile that is none is an error" rule print-intent 1 '  - {box: [0, 0, 9mm, 9mm], fill: black}' 10pt $'print: {intent: broken}\n'
more_ink() { rule ink-colour 1 "$1" 10pt $'print: {ink: 320}\n'; }
check "the limit of ink can be moved" eval '! more_ink "  - {box: [0, 0, 9mm, 9mm], fill: \"cmyk(80, 80, 80, 75)\"}"'
placed() { # code, place in the layout, line of the layout: content and rule are one here
  rule "$1" "$3" "$4" "${5:-10pt}" >/dev/null; grep -qE "^[^ ]*looks/pictures.yaml:$2: (warning|error): .*\[$1\]" err || { cat err; return 1; }
}
check "a thin line's place is named" placed line-thin 5:5 0 '  - {box: [0, 0, 9mm, 1mm], rule: 0.1pt}'
check "so is that of too much ink" placed ink-colour 5:36 1 '  - {box: [0, 0, 9mm, 9mm], fill: "cmyk(90, 90, 90, 90)"}'
from_event() { # the words are the event's, the size is the layout's
  rule text-small 0 '  - {box: [0, 0, 50mm, 9mm], text: "{{ title }}"}' 4.5pt &&
    grep -qE '^[^ ]*pictures.yaml:3:8: warning: .*\[text-small\]' err && grep -qE 'looks/pictures.yaml:5:5: note: ' err
}
check "content and rule are both named" from_event
gs -q -dNOPAUSE -dBATCH -sDEVICE=jpegcmyk -g300x300 -r72 -o heavy.jpg -c "1 1 1 1 setcmykcolor 0 0 300 300 rectfill showpage" 2>/dev/null
cp heavy.jpg looks/
check "inks of a CMYK picture are counted" rule ink-picture 0 '  - {box: [0, 0, 9mm, 9mm], image: heavy.jpg, alt: Чёрный квадрат}'

# --- preflight --------------------------------------------------------------------------------------------------------

qpdf --qdf --object-streams=disable "$card" good.pdf
check "the file to be broken is good" "$BASMA" preflight good.pdf
broken() { # code, sed script: the script must change the file, and preflight name the code
  LC_ALL=C sed -E "$2" good.pdf >bad.qdf
  ! cmp -s good.pdf bad.qdf || { echo "nothing was changed"; return 1; }
  fix-qdf bad.qdf >bad.pdf 2>/dev/null
  LC_ALL=C "$BASMA" preflight bad.pdf >said 2>err
  [ $? = 1 ] && says "[$1]"
}
check "broken: version" broken preflight-version '1s/PDF-1.6/PDF-1.7/'
check "broken: id" broken preflight-id 's,/ID \[.*\],,'
check "broken: title" broken preflight-information 's,^  /Title ,  /Titel ,'
check "broken: modification date" broken preflight-information 's,^  /ModDate ,  /Moddate ,'
check "broken: trapped" broken preflight-trapped 's,/Trapped /False,/Trapped /Unknown,'
check "broken: another standard" broken preflight-other-standard 's,\(PDF/X-4\),(PDF/X-3),'
check "broken: metadata" broken preflight-standard 's,>PDF/X-4<,>PDF/X-5<,'
check "broken: no intent" broken preflight-intent 's,/S /GTS_PDFX,/S /GTS_PDFA1,'
check "broken: intent without a name" broken preflight-intent-name 's,/OutputConditionIdentifier ,/Nothing ,'
check "broken: intent without a profile" broken preflight-intent-profile 's,/DestOutputProfile ,/Nothing ,'
check "broken: open action" broken preflight-action 's,^  /Type /Catalog,  /OpenAction <</S /JavaScript /JS (1)>> /Type /Catalog,'
check "broken: script" broken preflight-action 's,^  /Type /Catalog,  /Names <</JavaScript <<>>>> /Type /Catalog,'
check "broken: page action" broken preflight-page-action 's,^  /Type /Page$,  /AA <<>> /Type /Page,'
check "broken: no trim box" broken preflight-box 's,/TrimBox,/Trimmed,'
check "broken: trim and art box" broken preflight-box-both 's,^  /Type /Page$,  /ArtBox [9 9 20 20] /Type /Page,'
check "broken: trim box outside of the bleed box" broken preflight-box-nesting '/TrimBox \[/,/\]/s,178\.583,199.999,'
check "broken: annotation" broken preflight-annotation 's,^  /Type /Page$,  /Annots [<</Type /Annot /Subtype /Link /Rect [20 20 30 30]>>] /Type /Page,'
outside() { # an annotation in the margin is no harm
  ! broken preflight-annotation 's,^  /Type /Page$,  /Annots [<</Type /Annot /Subtype /Text /Rect [900 20 930 30]>>] /Type /Page,'
}
check "an annotation outside is allowed" outside
check "broken: font not embedded" broken preflight-font 's,/FontFile2 ,/FontFileX ,'
check "broken: RGB operator" broken preflight-rgb 's,^0\.1 0\.2 0\.3 0\.4 k$,0.1 0.2 0.3 rg,'
check "broken: RGB stroke" broken preflight-rgb 's,^0\.1 0\.2 0\.3 0\.4 k$,0.1 0.2 0.3 RG,'
check "broken: RGB chosen" broken preflight-rgb 's,^0\.1 0\.2 0\.3 0\.4 k$,/DeviceRGB cs,'
check "broken: RGB inline picture" broken preflight-rgb-space 's,^0\.1 0\.2 0\.3 0\.4 k$,BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI,'
check "broken: RGB below a spot colour" broken preflight-rgb-space 's,^    /DeviceCMYK$,    /DeviceRGB,'
check "broken: RGB by an ICC profile" broken preflight-rgb-space 's,/ColorSpace <<,/ColorSpace << /X [/ICCBased <</N 3>>],; s,^  /S1 \[,  /X [/ICCBased <</N 3>>] /S1 [,'
check "broken: RGB blend" broken preflight-rgb-space 's,^  /Type /Page$,  /Group <</S /Transparency /CS /DeviceRGB>> /Type /Page,'
check "broken: transfer function" broken preflight-transfer 's,/OPM 1,/OPM 1 /TR <</FunctionType 2>>,'
head -c 2000 "$card" >bad.pdf
check "broken: cut off" eval "! '$BASMA' preflight bad.pdf"
echo text >bad.pdf
check "not a PDF" eval "! '$BASMA' preflight bad.pdf"
qpdf --encrypt '' owner 256 -- "$card" bad.pdf
encrypted() { ! "$BASMA" preflight bad.pdf 2>err && says '[preflight-encrypted]'; }
check "broken: encrypted" encrypted
media_refused() { ! "$BASMA" preflight out/plates/card.ru.pdf 2>err && says '[preflight-standard]'; }
check "a media file is no print file" media_refused

# A form, a picture, a mask and a pattern in RGB, where no operator of the page shows it.
hidden() { # resources, extra objects as text
  python3 - "$1" "$2" <<'PYTHON'
import sys
source = open("good.pdf", "rb").read().split(b"xref\n")[0]
head = b"\n%% Extra\n900 0 obj\n" + sys.argv[2].encode() + b"\nendobj\n"
marker = b"/ExtGState <<"
assert marker in source
source = source.replace(marker, sys.argv[1].encode() + b" " + marker, 1)
open("hidden.pdf", "wb").write(source + head + b"trailer <</Root 1 0 R /Info 3 0 R /ID [(a)(a)]>>\n")
PYTHON
  "$BASMA" preflight hidden.pdf >said 2>err
  says '[preflight-rgb'
}
stream() { printf '<<%s /Length %d>>\nstream\n%s\nendstream' "$1" "${#2}" "$2"; }
check "hidden: RGB in a form" hidden '/XObject <</F 900 0 R>>' "$(stream '/Type /XObject /Subtype /Form /BBox [0 0 9 9]' '1 0 0 rg')"
check "hidden: RGB picture" hidden '/XObject <</F 900 0 R>>' "$(stream '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceRGB' abc)"
check "hidden: RGB palette" hidden '/XObject <</F 900 0 R>>' "$(stream '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 0 <010203>]' a)"
check "hidden: RGB in a pattern" hidden '/Pattern <</F 900 0 R>>' "$(stream '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources <<>>' '1 0 0 rg')"
check "hidden: RGB in a shading" hidden '/Shading <</F 900 0 R>>' '<</ShadingType 1 /ColorSpace /DeviceRGB>>'
check "hidden: RGB in a form within a form" hidden '/XObject <</F 900 0 R>>' "$(stream '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</G 900 0 R>> /ColorSpace <</X [/Separation /S /DeviceRGB <<>>]>> >>' q)"
json() { "$BASMA" preflight --messages json good.pdf bad.pdf >said 2>err; [ $? = 1 ] && python3 -c '
import json
lines = [json.loads(line) for line in open("said")]
assert [line["errors"] == 0 for line in lines] == [True, False], lines
assert lines[0] == {"file": "good.pdf", "profile": "PDF/X-4", "pages": 2, "errors": 0}, lines
assert all(json.loads(line)["file"] == "bad.pdf" for line in open("err"))'; }
check "a report for programs" json
echo "1..$number"
