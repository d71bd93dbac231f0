#!/bin/bash
# What files say of themselves: the information dictionary and XMP agree in every profile, Cyrillic and signs of XML
# included; the event's file goes along when it is asked for, and only then.
set -u
BASMA=$(cd "${BUILD:-build}" && pwd)/basma
root=$PWD
unset SOURCE_DATE_EPOCH
. "$(dirname "$0")/../tap.sh"
agree() { python3 "$root/tests/pdf/metadata.py" "$@"; }

for profile in media print office; do
  "$BASMA" build --profile $profile -o "$work/$profile" samples/*/event.yaml >/dev/null 2>&1
  mapfile -t files < <(find "$work/$profile" -name '*.pdf')
  check "$profile: there are files" [ "${#files[@]}" -gt 0 ]
  check "$profile: information and XMP of the samples agree" agree "${files[@]}"
done

cd "$work" || exit 3
cat >odd.yaml <<'YAML'
event: odd
languages: [ky, ru]
title: {ky: "Ө & <b>ү</b> \\ (ң) ]]> 'я'", ru: "Ё & <b>й</b> \\ (щ) ]]> 'я'"}
project: {title: {ky: "«А» & Б", ru: "«В» & Г"}}
zone: America/Adak
dates: {from: 2019-01-18}
release: {headline: {ky: "Кагылышуу < & > «ң»", ru: "Заголовок < & > «ё»"}, lead: {ky: Ө, ru: Л}}
documents:
  release: {layout: press-release, profile: [media, print]}
  both: {layout: press-release, attach-source: yes, profile: [media, print]}
YAML
check "an event with odd signs is built" "$BASMA" build odd.yaml
mapfile -t files < <(find out -name '*.pdf')
check "its information and XMP agree" agree "${files[@]}"
has() { pdfinfo "$1" | tee /dev/stderr | grep -qF "$2"; }
check "the title is whole" has out/odd/release.ky.pdf "Кагылышуу < & > «ң»"
check "so is the author" has out/odd/release.ru.pdf "«В» & Г"
undated() { sed '/^dates/d' odd.yaml >undated.yaml && "$BASMA" build -l ru --profile media -o undated undated.yaml && agree undated/odd/*.pdf; }
check "without a date they agree, too" undated

# Each kind of disagreement is seen.
qpdf --qdf --object-streams=disable out/odd/release.ru.pdf good.qdf
differ() { # sed script
  LC_ALL=C sed -E "$1" good.qdf >bad.qdf && ! cmp -s good.qdf bad.qdf && fix-qdf bad.qdf >bad.pdf && ! agree bad.pdf
}
check "another producer is seen" differ 's, pdf:Producer="b, pdf:Producer="B,'
check "another date is seen" differ 's,(/ModDate \(D:20)19,\118,'
check "another title is seen" differ 's,(x-default">)(.),\1X\2,'
check "another language is seen" differ 's,<rdf:li>ru<,<rdf:li>ky<,'

attached() { pdfdetach -list "$1" | tee /dev/stderr | grep -q '^1 embedded'; }
check "the event's file is attached" attached out/odd/both.ru.pdf
whole() { pdfdetach -save 1 -o got "$1" && cmp got odd.yaml; }
check "byte for byte" whole out/odd/both.ky.pdf
check "not where nobody asked" eval "! attached out/odd/release.ru.pdf"
check "not in a print file" eval "! attached out/odd/both.ru.print.pdf"
told() { qpdf --qdf --object-streams=disable "$1" - | tee /dev/stderr | LC_ALL=C grep -a -A3 '/Params' | grep -qF "/ModDate $2"; }
check "with the event's date" told out/odd/both.ru.pdf "(D:20190118000000-10'00')"
again() { (cd / && TZ=Asia/Tokyo "$BASMA" build -j 3 -o "$work/again" "$work/odd.yaml") && diff -r -x manifest.json out again; }
check "the same bytes elsewhere" again
changed() { sed 's/^project/# a comment\nproject/' odd.yaml >odd2.yaml && "$BASMA" build -l ru -d both --profile media -o other odd2.yaml &&
  ! diff <(pdfinfo -meta other/odd/both.ru.pdf; qpdf --show-object=trailer other/odd/both.ru.pdf) <(pdfinfo -meta out/odd/both.ru.pdf; qpdf --show-object=trailer out/odd/both.ru.pdf); }
check "another file inside is another document" changed

# What the file says of people is warned of; lists beside the event stay there.
cat >people.yaml <<'YAML'
event: people
languages: [ru]
title: Встреча
dates: {from: 2019-01-18}
people:
  a: {name: {family: Иванов, given: Иван}, phone: "+996 312 123456", email: a@example.kg}
  b: {name: {family: Петров, given: Пётр}}
release: {headline: Заголовок, lead: Лид}
attendees: list.csv
documents:
  release: {layout: press-release, attach-source: yes}
YAML
printf 'id,name,phone\n1,Сидоров Сидор,+996 555 000001\n' >list.csv
warns() { "$BASMA" build people.yaml 2>err; [ $? = 0 ] && cat err && grep -q '^people.yaml:11:[0-9]*: warning: .*(1).*\[source-addresses\]' err; }
check "addresses of people are warned of" env LC_ALL=C bash -c "$(declare -f warns); BASMA=$BASMA; warns"
strictly() { ! "$BASMA" build --strict -o strict people.yaml && [ ! -e strict/people/release.ru.pdf ]; }
check "and refused when asked to be" strictly
private() { [ "$(pdfdetach -list out/people/release.ru.pdf | grep -c :)" = 1 ] && ! grep -ac Сидоров out/people/release.ru.pdf; }
check "lists are not attached" private
echo "1..$number"
